# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: audit_report
short_description: Combine the audits of several accounts into one report
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Combines the results of M(community.zendesk.zendesk_audit_info) for several accounts into one report.
    P(community.zendesk.audit_format#filter) converts it to several formats.
positional: fail_on
options:
  _input:
    description:
      - The accounts, as a dictionary from the name of each account to the registered result.
      - If a result failed or is empty, the account is reported as one that could not be audited.
      - An account whose task was skipped is named in the report, but does not count as a failure.
    type: dict
    required: true
  fail_on:
    description:
      - What makes the report a failure. V(drift) stands for records that drifted, are missing or ambiguous,
        V(order) for records that are only out of order, and V(unmanaged) for records in no list.
      - V(dangling) stands for rules that refer to a missing record or notify an inactive one, V(retired) for
        targets of a retired type and rules that notify one, V(failing) for webhooks whose deliveries fail,
        V(off) for records that are inactive although no item says so and automations that can't be activated,
        and V(unused) for rules that have not run recently.
      - An account that could not be audited also makes the report a failure, unless this is only V(never).
      - A list for all accounts, or a dictionary from the name of each account to its list. Accounts that are
        not in the dictionary fail on V(drift). A string is split at commas.
    type: raw
    default: [drift]
seealso:
  - module: community.zendesk.zendesk_audit_info
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

- name: Count the unmanaged records
  ansible.builtin.debug:
    msg: "{{ report.summary.unmanaged }} records are in no list"
  vars:
    report: "{{ {'acme': audit} | community.zendesk.audit_report(['unmanaged']) }}"
"""

RETURN = r"""
_value:
  description:
    - The report. Its format is described by
      U(https://github.com/ansible-collections/community.zendesk/blob/main/roles/audit/files/report.schema.json).
  type: dict
"""

from typing import Any, Callable, Mapping

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    described_outer,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report import make_report


def audit_report(accounts: Any, fail_on: Any = ("drift",)) -> dict[str, Any]:
    """Combines the audits of several accounts into one report."""
    if not isinstance(accounts, Mapping):
        raise AnsibleFilterError(
            "audit_report: the accounts must be a dictionary from name to result of "
            "community.zendesk.zendesk_audit_info; got %s." % described_outer(accounts)
        )
    try:
        return make_report(accounts, fail_on)
    except ValueError as error:
        raise AnsibleFilterError("audit_report: %s" % error) from None


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"audit_report": audit_report}
