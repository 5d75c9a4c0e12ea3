# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: audit_report
short_description: Make one report of the audits of several accounts
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Takes what M(community.zendesk.zendesk_audit_info) returned for each account, and returns one
    report. P(community.zendesk.audit_format#filter) writes it in several forms.
positional: fail_on
options:
  _input:
    description:
      - The accounts, as a dictionary from the name of the account to the registered result.
      - A result that failed, or is empty, makes an account that could not be audited.
      - An account whose task was skipped is not audited. The report names it, and does not fail
        because of it.
    type: dict
    required: true
  fail_on:
    description:
      - What makes the report a failure. V(drift) is records that drifted, are missing or unclear, V(order)
        those that are out of the listed order only, V(unmanaged) those in no list.
      - V(dangling) is rules that name what is not there, or notify what is inactive. V(retired) is targets of
        a retired type, and rules that notify one. V(failing) is webhooks whose deliveries fail. V(off) is
        records that are off though no item says so, and automations that can't be switched on. V(unused) is
        rules that have not run lately.
      - An account that could not be audited makes it a failure, too, unless this is V(never) alone.
      - A list for all accounts, or a dictionary from the name of an account to its list. Accounts
        that the dictionary does not name fail on V(drift). A text is split at its commas.
    type: raw
    default: [drift]
seealso:
  - module: community.zendesk.zendesk_audit_info
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

- name: Count what nobody manages
  ansible.builtin.debug:
    msg: "{{ report.summary.unmanaged }} records are in no list"
  vars:
    report: "{{ {'acme': audit} | community.zendesk.audit_report(['unmanaged']) }}"
"""

RETURN = r"""
_value:
  description:
    - The report. Its form is described by the file C(roles/audit/files/report.schema.json) of the
      collection.
  type: dict
"""

from typing import Any, Callable, Mapping

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    described_outer,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report import make_report


def audit_report(accounts: Any, fail_on: Any = ("drift",)) -> dict[str, Any]:
    """One report of the audits of several accounts."""
    if not isinstance(accounts, Mapping):
        raise AnsibleFilterError(
            "audit_report: the accounts must be a dictionary from name to the result of "
            "community.zendesk.zendesk_audit_info; got %s." % described_outer(accounts)
        )
    try:
        return make_report(accounts, fail_on)
    except ValueError as error:
        raise AnsibleFilterError("audit_report: %s" % error) from None


class FilterModule:
    """The filter for Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"audit_report": audit_report}
