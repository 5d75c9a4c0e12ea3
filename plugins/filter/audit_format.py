# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: audit_format
short_description: Write the report of an audit for people or for machines
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Takes a report of P(community.zendesk.audit_report#filter), and returns it in another form.
positional: format
options:
  _input:
    description: The report.
    type: dict
    required: true
  format:
    description:
      - V(lines) is a short table for the screen, as a list of lines. V(verdict) is one sentence.
        V(json), V(junit) and V(html) are the text of a file.
    type: str
    choices: [lines, verdict, json, junit, html]
    required: true
  template:
    description:
      - The Jinja2 template of the page, needed for V(html). The role P(community.zendesk.audit#role)
        has one. All values are escaped in it.
    type: str
seealso:
  - plugin: community.zendesk.audit_report
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Hold the account against nothing, to see what is there
  community.zendesk.zendesk_audit_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    zendesk_oauth_scope: read
    targets: []
  register: audit

- name: Show it as a table
  ansible.builtin.debug:
    msg: "{{ {'acme': audit} | community.zendesk.audit_report | community.zendesk.audit_format('lines') }}"
"""

RETURN = r"""
_value:
  description: The text, or for V(lines) a list of lines.
  type: raw
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.plugin_utils._report import (
    as_html,
    as_json,
    as_junit,
    as_lines,
    verdict,
)

_FORMATS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "lines": as_lines,
    "verdict": verdict,
    "json": as_json,
    "junit": as_junit,
}


def audit_format(report: Any, format: str, template: str | None = None) -> Any:
    """A report in another form."""
    if format == "html":
        if not template:
            raise AnsibleFilterError("audit_format: html needs a template: give it, too.")
        return as_html(report, template)
    if format not in _FORMATS:
        raise AnsibleFilterError(
            "audit_format: the format must be one of %s and html; got %s."
            % (", ".join(_FORMATS), format)
        )
    return _FORMATS[format](report)


class FilterModule:
    """The filter for Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"audit_format": audit_format}
