#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_config_info
short_description: Read the notifications of a whole Zendesk account as code
version_added: 2.0.0
description:
  - Returns the targets, webhooks, trigger categories, triggers and automations of an account in the form that
    M(community.zendesk.zendesk_config) takes, with names instead of IDs. If you pass them to that module unchanged,
    it reports no change.
  - An ID is returned only if the name of a record is not unique. Timestamps, positions, secrets, empty attributes,
    and attributes that the modules do not support are not returned. RV(left_out) lists what an item can't express.
  - Records created by an app are left out.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.attributes.info_module
  - community.zendesk.connection
options:
  kinds:
    description: The lists to return. Each takes one request. Names in rules take one more request for each other kind of record.
    type: list
    elements: str
    default: [targets, webhooks, trigger_categories, triggers, automations]
  owned:
    description:
      - The records to return. The entries have the same form as in O(community.zendesk.zendesk_config#module:owned).
      - If a kind is not given, all of its records are returned.
    type: dict
    suboptions:
      targets:
        description: Entries for targets.
        type: list
        elements: raw
      webhooks:
        description: Entries for webhooks.
        type: list
        elements: raw
      trigger_categories:
        description: Entries for categories of triggers.
        type: list
        elements: raw
      triggers:
        description: Entries for triggers.
        type: list
        elements: raw
      automations:
        description: Entries for automations.
        type: list
        elements: raw
  gather:
    description:
      - What to return in RV(records).
      - V(records) returns each record as the API returns it, without its secrets.
      - V(usage) also returns the triggers and automations that use each record. They are read even if they are not in
        O(kinds).
    type: list
    elements: str
    choices: [records, usage]
    default: []
  max_concurrency:
    description: The maximum number of requests sent at the same time.
    type: int
    default: 4
seealso:
  - module: community.zendesk.zendesk_config
"""

EXAMPLES = r"""
- name: Read everything between an event and a message
  community.zendesk.zendesk_config_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  register: account

- name: Create the same triggers in another account, which already has the targets and webhooks
  community.zendesk.zendesk_config:
    zendesk_url: "{{ sandbox_url }}"
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    trigger_categories: "{{ account.trigger_categories }}"
    triggers: "{{ account.triggers }}"

- name: Read the triggers of one team
  community.zendesk.zendesk_config_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    kinds: [triggers]
    owned:
      triggers: [{category: Billing}]
"""

RETURN = r"""
targets:
  description: The targets, without their secrets.
  returned: if V(targets) is in O(kinds)
  type: list
  elements: dict
webhooks:
  description: The webhooks, without their secrets. C(authentication) has only the parts that Zendesk returns, such as its type.
  returned: if V(webhooks) is in O(kinds)
  type: list
  elements: dict
trigger_categories:
  description: The categories of triggers, in the order in which Zendesk runs them.
  returned: if V(trigger_categories) is in O(kinds)
  type: list
  elements: dict
triggers:
  description: The triggers, in the order in which Zendesk runs them.
  returned: if V(triggers) is in O(kinds)
  type: list
  elements: dict
  sample:
    - title: Page operations
      active: true
      category: Incidents
      conditions:
        all:
          - {field: priority, operator: is, value: "urgent"}
        any: []
      actions:
        - field: notification_webhook
          value: [{webhook: Pager}, '{"ticket": "{{ ticket.id }}"}']
automations:
  description: The automations, in the order in which Zendesk runs them.
  returned: if V(automations) is in O(kinds)
  type: list
  elements: dict
records:
  description:
    - For each list, the records behind its items, in the same order.
    - They have all attributes that Zendesk returns, with IDs and without secrets. They also have C(secrets_set), the
      paths of the secrets that are known to be set, such as V(password) or V(authentication.token).
    - If V(usage) is in O(gather), targets and webhooks have C(usage) as M(community.zendesk.zendesk_target_info)
      returns it.
  returned: if O(gather) is not empty
  type: dict
left_out:
  description: What the items can't express. M(community.zendesk.zendesk_config) leaves it unchanged.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: The kind of record, such as V(trigger).
      type: str
    name:
      description: The title or the name.
      type: str
    id:
      description: The ID of the record.
      type: raw
    attributes:
      description: The attributes that are not in the item.
      type: list
      elements: str
      sample: [custom_headers]
    ids:
      description: The paths in the item to IDs for which there is no name.
      type: list
      elements: str
      sample: ["actions[1].value[1]"]
account_url:
  description: The URL of the account.
  returned: success
  type: str
  sample: https://acme.zendesk.com
error:
  description: The C(status), C(code) and C(request_id) of the request that failed.
  returned: when a request failed
  type: dict
  sample: {status: 401, code: invalid_token, request_id: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b}
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _config_info
from ansible_collections.community.zendesk.plugins.module_utils._resources import _lookups, _whole


def main() -> None:
    _config_info.run_config_info(_whole.WHOLE, _lookups.KINDS)


if __name__ == "__main__":
    main()
