# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: config_plan
short_description: Write the plans of several accounts as one file
version_added: 1.1.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Takes what M(community.zendesk.zendesk_config) returned for each account, and returns the text of a file, for
    example for a merge request. The role P(community.zendesk.config#role) writes its plan files with it.
  - The text holds no time stamps and no secrets, so two runs of the same plan write the same file.
positional: form, check_mode
options:
  _input:
    description:
      - The accounts, as a dictionary from the name of the account to the registered result.
      - A result that failed is reported as failed, with its plan if there is one. So is an empty result.
      - An account whose task was skipped is only named.
    type: dict
    required: true
  form:
    description:
      - V(json) has everything. C(plan_ids) in it is a dictionary from the name of an account to its C(plan_id), for
        O(community.zendesk.zendesk_config#module:expected_plan_id).
      - V(md) is Markdown of at most 60,000 characters, for people. It begins with the counts of each account,
        then what is deleted, replaced or switched off, what is kept, what is unmanaged, updates as attribute, before and
        after, and what is created, folded. What is the same in several accounts is listed once. Lists that are too long
        end at a whole entry, with C(and N more in plan.json).
    type: str
    choices: [json, md]
    required: true
  check_mode:
    description: Whether the results are of check mode. The files say so.
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

- name: Show it as it would stand in a merge request
  ansible.builtin.debug:
    msg: "{{ {'acme': acme} | community.zendesk.config_plan('md') }}"
"""

RETURN = r"""
_value:
  description: The text of the file.
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
    """The plans of several accounts as the text of a file."""
    form = without_omit(form)
    if not isinstance(form, str) or form not in ("json", "md"):
        raise AnsibleFilterError(
            "config_plan: the form must be json or md; got %s." % word_or_kind(form)
        )
    if not isinstance(accounts, Mapping):
        raise AnsibleFilterError(
            "config_plan: the accounts must be a dictionary from name to the result of "
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
    """The filter for Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"config_plan": config_plan}
