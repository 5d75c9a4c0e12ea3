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
    description: The report. One that community.zendesk 1.0.0 has made is taken as well.
    type: dict
    required: true
  format:
    description:
      - V(lines) is a short table for the screen, as a list of lines. V(verdict) is one sentence.
        V(json), V(junit), V(markdown) and V(html) are the text of a file.
      - V(markdown) is for the summary of a CI job, or a comment. It has the findings first, each once
        for all accounts that have it, and 60,000 characters at most. Added in community.zendesk 1.1.0.
    type: str
    choices: [lines, verdict, json, junit, markdown, html]
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
- name: Compare the account with nothing, to see what is there
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
from jinja2 import Undefined

from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    described,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_forms import (
    as_html,
    as_json,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_input import (
    checked_report,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_junit import as_junit
from ansible_collections.community.zendesk.plugins.plugin_utils._report_markdown import as_markdown
from ansible_collections.community.zendesk.plugins.plugin_utils._report_text import (
    as_lines,
    verdict,
)

_FORMATS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "lines": as_lines,
    "verdict": verdict,
    "json": as_json,
    "junit": as_junit,
    "markdown": as_markdown,
}


def audit_format(report: Any, format: Any, template: Any = None) -> Any:
    """A report in another form."""
    if not isinstance(format, str) or format not in (*_FORMATS, "html"):
        raise AnsibleFilterError(
            "audit_format: the format must be one of %s and html; got %s."
            % (", ".join(_FORMATS), format if isinstance(format, str) else described(format))
        )
    try:
        checked = checked_report(report)
        if format == "html":
            return as_html(checked, _checked_template(template))
        return _FORMATS[format](checked)
    except ValueError as error:
        raise AnsibleFilterError("audit_format: %s" % error) from None
    except (AttributeError, LookupError, TypeError) as error:
        # What the check of the report did not look at.
        raise AnsibleFilterError(
            "audit_format: this is not a report that audit_report has made: %s: %s."
            % (type(error).__name__, error)
        ) from None


def _checked_template(template: Any) -> str:
    if template is None or template == "" or isinstance(template, Undefined):
        raise ValueError("html needs a template: give it, too.")
    if not isinstance(template, str):
        raise ValueError("the template must be the text of one; got %s." % described(template))
    return template


class FilterModule:
    """The filter for Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"audit_format": audit_format}
