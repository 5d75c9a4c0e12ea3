#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_automation
short_description: Manage one automation of a Zendesk account
version_added: 2.0.0
description:
  - Creates, updates and deletes an automation. Zendesk runs automations once an hour on all tickets that meet
    their conditions, for example those that have been pending for two days.
  - Only the options that are given are compared and updated. Attributes that are not given are left unchanged.
  - An update sends O(conditions) and O(actions) together if either differs, and neither of them otherwise.
  - Zendesk allows only one active automation with the same conditions. If another one has them, the
    task fails before anything is written.
  - Zendesk may reject an automation without a condition about time, without a condition about a
    property such as the status, or without an action that ends one of its conditions. The module
    warns about this.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
  - community.zendesk.rule
  - community.zendesk.rule.policy
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
  - module: community.zendesk.zendesk_trigger
  - plugin: community.zendesk.notification_webhook
    plugin_type: filter
  - name: Automations
    description: Zendesk's API reference.
    link: https://developer.zendesk.com/api-reference/ticketing/business-rules/automations/
"""

EXAMPLES = r"""
- name: Set the account once for several tasks
  module_defaults:
    group/community.zendesk.zendesk:
      zendesk_subdomain: acme
      zendesk_client_id: ansible
      zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  block:
    - name: Remind the requester of a pending ticket after two days
      community.zendesk.zendesk_automation:
        title: Reminder after two days
        conditions:
          all:
            - field: PENDING
              operator: is
              value: "48"
            - field: group_id
              value: {group: Support}
        actions:
          - field: notification_user
            value:
              - requester_id
              - !unsafe "Your request {{ ticket.id }}"
              - We are waiting for your answer.

    - name: Report solved tickets to a webhook
      community.zendesk.zendesk_automation:
        title: Report solved tickets
        conditions:
          all:
            - field: SOLVED
              operator: is
              value: "24"
        actions:
          - field: notification_webhook
            value:
              - webhook: Reports
              - !unsafe '{"ticket": "{{ ticket.id }}"}'

    - name: Deactivate an automation
      community.zendesk.zendesk_automation:
        title: Reminder after two days
        active: false
"""

RETURN = r"""
action:
  description: What was done, or would be done in check mode.
  returned: success
  type: str
  choices: [create, update, delete, none]
  sample: update
automation:
  description:
    - The automation as the API returns it.
    - In check mode, the automation as it would be. A new automation then has no C(id), C(url) or timestamps.
    - A deleted automation as it was. V(null) if there was none.
  returned: success
  type: dict
  sample:
    actions:
      - {field: status, value: "closed"}
    active: true
    conditions:
      all:
        - {field: SOLVED, operator: greater_than, value: "96"}
      any: []
    id: 1500016953642
    title: Close solved tickets
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
from ansible_collections.community.zendesk.plugins.module_utils._resources import _automations


def main() -> None:
    _one.run_one(_automations.AUTOMATIONS)


if __name__ == "__main__":
    main()
