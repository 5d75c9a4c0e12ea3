# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: config_plan
short_description: Format the plans of several accounts as one file
version_added: 2.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Formats the results of M(community.zendesk.zendesk_config) for several accounts as the content of one file,
    for example for a merge request. The role P(community.zendesk.config#role) writes its plan files with it.
  - The text contains no timestamps and no secrets, so the same plan always gives the same file.
positional: form, check_mode
options:
  _input:
    description:
      - The accounts, as a dictionary from the name of each account to the registered result.
      - A failed or empty result is reported as failed, with its plan if there is one.
      - For an account whose task was skipped, only the name is reported.
    type: dict
    required: true
  form:
    description:
      - V(json) includes everything. Its C(plan_ids) is a dictionary from the name of each account to its
        C(plan_id), for O(community.zendesk.zendesk_config#module:expected_plan_id).
      - V(md) is Markdown for people, with at most 60,000 characters. It begins with the counts of each account.
        Records that are deleted, replaced or deactivated come next, then records that are kept, unmanaged
        records, updates with the values before and after, and new records in folded sections. Entries that are
        the same in several accounts are listed once. Lists that are too long are cut after a whole entry, with
        C(and N more in plan.json).
    type: str
    choices: [json, md]
    required: true
  check_mode:
    description: Whether the results come from check mode. The file says so.
    type: bool
    default: true
seealso:
  - module: community.zendesk.zendesk_config
"""

EXAMPLES = r"""
- name: See what would change
  community.zendesk.zendesk_config:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    webhooks: []
  check_mode: true
  register: acme

- name: Show the plan as it would appear in a merge request
  ansible.builtin.debug:
    msg: "{{ {'acme': acme} | community.zendesk.config_plan('md') }}"
"""

RETURN = r"""
_value:
  description: The content of the file.
  type: str
"""

import json
from typing import Any, Callable, Mapping

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    described_outer,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import word_or_kind
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import without_omit
from ansible_collections.community.zendesk.plugins.plugin_utils._plan_markdown import as_markdown
from ansible_collections.community.zendesk.plugins.plugin_utils._plan_report import make_report


def config_plan(accounts: Any, form: Any, check_mode: Any = True) -> str:
    """Formats the plans of several accounts as the text of a file."""
    form = without_omit(form)
    if not isinstance(form, str) or form not in ("json", "md"):
        raise AnsibleFilterError(
            "config_plan: the form must be json or md; got %s." % word_or_kind(form)
        )
    if not isinstance(accounts, Mapping):
        raise AnsibleFilterError(
            "config_plan: the accounts must be a dictionary from name to result of "
            "community.zendesk.zendesk_config; got %s." % described_outer(accounts)
        )
    try:
        report = make_report(accounts, check_mode is not False)
    except ValueError as error:
        raise AnsibleFilterError("config_plan: %s" % error) from None
    if form == "md":
        return as_markdown(report)
    return json.dumps(report, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"config_plan": config_plan}
