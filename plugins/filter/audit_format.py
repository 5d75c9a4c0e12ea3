# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: audit_format
short_description: Format the report of an audit
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Converts a report of P(community.zendesk.audit_report#filter) to another format, for people or for
    machines.
positional: format
options:
  _input:
    description: The report. Reports of community.zendesk 1.0.0 are also supported.
    type: dict
    required: true
  format:
    description:
      - V(lines) returns a short table for the screen, as a list of lines. V(verdict) returns one sentence.
        V(json), V(junit), V(markdown) and V(html) return the content of a file.
      - V(markdown) is for the summary of a CI job or a comment. It starts with the findings, each listed once
        for all accounts, and has at most 60,000 characters. Added in community.zendesk 2.0.0.
    type: str
    choices: [lines, verdict, json, junit, markdown, html]
    required: true
  template:
    description:
      - The Jinja2 template of the page, required for V(html). The role P(community.zendesk.audit#role)
        provides one. All values are escaped.
    type: str
seealso:
  - plugin: community.zendesk.audit_report
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Compare the account with an empty list, to see what exists
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
  description: The text. For V(lines), a list of lines.
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
    validated_report,
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
    """Formats a report."""
    if not isinstance(format, str) or format not in (*_FORMATS, "html"):
        raise AnsibleFilterError(
            "audit_format: the format must be one of %s and html; got %s."
            % (", ".join(_FORMATS), format if isinstance(format, str) else described(format))
        )
    try:
        validated = validated_report(report)
        if format == "html":
            return as_html(validated, _validated_template(template))
        return _FORMATS[format](validated)
    except ValueError as error:
        raise AnsibleFilterError("audit_format: %s" % error) from None
    except (AttributeError, LookupError, TypeError) as error:
        # Anything that the validation does not cover.
        raise AnsibleFilterError(
            "audit_format: this is not a report of audit_report: %s: %s."
            % (type(error).__name__, error)
        ) from None


def _validated_template(template: Any) -> str:
    if template is None or template == "" or isinstance(template, Undefined):
        raise ValueError("html requires a template: set template.")
    if not isinstance(template, str):
        raise ValueError("the template must be text; got %s." % described(template))
    return template


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"audit_format": audit_format}
