#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_trigger_info
short_description: Read the triggers of a Zendesk account
version_added: 2.0.0
description:
  - Returns all triggers of an account, or those that match all given options, in the order in which Zendesk
    runs them.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.attributes.info_module
  - community.zendesk.connection
  - community.zendesk.rule.info
options:
  id:
    description: The ID of a trigger. Only this record is read.
    type: int
  title:
    description: The exact, case-sensitive title of the triggers. Several triggers can have the same title.
    type: str
  active:
    description: Whether to return only active triggers, V(true), or only inactive ones, V(false).
    type: bool
  category:
    description: Only the triggers in the category of this name. Mutually exclusive with O(category_id).
    type: str
  category_id:
    description: Only the triggers in the category with this ID.
    type: str
seealso:
  - module: community.zendesk.zendesk_trigger
"""

EXAMPLES = r"""
- name: Read all triggers
  community.zendesk.zendesk_trigger_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  register: account

- name: List the triggers that are inactive
  ansible.builtin.debug:
    msg: "{{ account.triggers | rejectattr('active') | map(attribute='title') }}"

- name: Find the rules that use a webhook or a group, before these are deleted
  community.zendesk.zendesk_trigger_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    uses:
      - webhook: Pager
      - group: Night shift
  register: rules

- name: Copy a trigger to a variable, with names instead of IDs
  community.zendesk.zendesk_trigger_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    title: Page operations
    resolve_names: true
  register: copy
"""

RETURN = r"""
triggers:
  description:
    - The triggers as the API returns them, or with names instead of IDs.
    - Empty if none matches.
  returned: success
  type: list
  elements: dict
  sample:
    - actions:
        - field: notification_webhook
          value: [01HANAHFR0EXAMPLE000000001, '{"ticket": "{{ ticket.id }}"}']
      active: true
      conditions:
        all:
          - {field: priority, operator: is, value: "urgent"}
        any: []
      id: 1500016953622
      position: 3
      title: Page operations
not_found:
  description: V(true) if no record has a name given in O(uses). V(false) if such a name is ambiguous.
  returned: failure because of a name in O(uses)
  type: bool
  sample: true
error:
  description: Details of the request that failed.
  returned: when a request failed
  type: dict
  contains:
    status:
      description: The HTTP status. V(0) if there was no response.
      type: int
      sample: 401
    code:
      description: Zendesk's code for the error. Empty if there is none.
      type: str
      sample: invalid_token
    request_id:
      description: Zendesk's ID of the request, for Zendesk support. Empty if there is none.
      type: str
      sample: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _info, _rule_info
from ansible_collections.community.zendesk.plugins.module_utils._resources import (
    _lookups,
    _triggers,
)


def main() -> None:
    resource = _triggers.TRIGGERS
    _info.run_info(resource, views=_rule_info.RuleViews(resource, _lookups.KINDS))


if __name__ == "__main__":
    main()
