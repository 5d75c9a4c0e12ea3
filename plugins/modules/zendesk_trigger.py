#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_trigger
short_description: Manage one trigger of a Zendesk account
version_added: 2.0.0
description:
  - Creates, updates and deletes a trigger. A trigger acts as soon as a ticket is created or updated
    and meets its conditions, for example by notifying a target or a webhook.
  - Only the options that are given are compared and updated. Attributes that are not given are left unchanged,
    and an empty string clears an attribute.
  - An update sends O(conditions) and O(actions) together if either differs, and neither of them otherwise.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
  - community.zendesk.rule
  - community.zendesk.rule.policy
  - community.zendesk.trigger
attributes:
  check_mode:
    support: full
    details:
      - Reads the same data as a regular run, writes nothing, and returns the same RV(ignore:changed) and diff.
  diff_mode:
    support: full
  idempotent:
    support: full
seealso:
  - module: community.zendesk.zendesk_automation
  - module: community.zendesk.zendesk_trigger_category
  - plugin: community.zendesk.notification_webhook
    plugin_type: filter
  - name: Ticket triggers
    description: Zendesk's API reference.
    link: https://developer.zendesk.com/api-reference/ticketing/business-rules/triggers/
"""

EXAMPLES = r"""
- name: Set the account once for several tasks
  module_defaults:
    group/community.zendesk.zendesk:
      zendesk_subdomain: acme
      zendesk_client_id: ansible
      zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  block:
    - name: Notify on-call about urgent tickets
      community.zendesk.zendesk_trigger:
        title: Urgent tickets
        category: Notifications
        conditions:
          all:
            - field: priority
              operator: value # changed to
              value: "urgent"
        actions:
          - field: notification_target
            value:
              - target: On call
              - !unsafe "Ticket {{ ticket.id }}: {{ ticket.title }}"

    - name: Call the pager when a ticket reaches the operations team
      community.zendesk.zendesk_trigger:
        title: Page operations
        category: Notifications
        conditions:
          all:
            - field: group_id
              operator: value
              value: {group: Operations}
          any:
            - field: {ticket_field: Severity}
              operator: includes
              value: "severity_1"
        actions:
          - field: notification_webhook
            value:
              - webhook: Pager
              - !unsafe '{"ticket": "{{ ticket.id }}", "severity": "{{ ticket.ticket_field_[Severity] }}"}'

    - name: Deactivate and rename a trigger
      community.zendesk.zendesk_trigger:
        title: Page operations (old)
        previous_title: Page operations
        active: false

    - name: Delete a trigger
      community.zendesk.zendesk_trigger:
        title: Page operations (old)
        state: absent
"""

RETURN = r"""
action:
  description: What was done, or would be done in check mode.
  returned: success
  type: str
  choices: [create, update, delete, none]
  sample: update
trigger:
  description:
    - The trigger as the API returns it.
    - In check mode, the trigger as it would be. A new trigger then has no C(id), C(url) or timestamps.
    - A deleted trigger as it was. V(null) if there was none.
  returned: success
  type: dict
  sample:
    actions:
      - field: notification_webhook
        value: [01HANAHFR0EXAMPLE000000001, '{"ticket": "{{ ticket.id }}"}']
    active: true
    category_id: "1500000362362"
    conditions:
      all:
        - {field: group_id, operator: value, value: "1500002894482"}
      any: []
    description: null
    id: 1500016953622
    position: 3
    title: Page operations
references:
  description: The names used in the task, and the records they refer to.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The ID. V(null) for a record that does not exist yet, in check mode.
      type: str
      sample: 01HANAHFR0EXAMPLE000000001
    kind:
      description: The kind of record.
      type: str
      sample: webhook
    name:
      description: The name.
      type: str
      sample: Pager
error:
  description: Details of the request that failed.
  returned: when a request failed
  type: dict
  contains:
    status:
      description: The HTTP status. V(0) if there was no response.
      type: int
      sample: 422
    code:
      description: Zendesk's code for the error. Empty if there is none.
      type: str
      sample: RecordInvalid
    request_id:
      description: Zendesk's ID of the request, for Zendesk support. Empty if there is none.
      type: str
      sample: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _one
from ansible_collections.community.zendesk.plugins.module_utils._resources import _triggers


def main() -> None:
    _one.run_one(_triggers.TRIGGERS)


if __name__ == "__main__":
    main()
