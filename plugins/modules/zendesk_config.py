#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_config
short_description: Manage the notifications of a whole Zendesk account
version_added: 2.0.0
description:
  - Manages the targets, webhooks, trigger categories, triggers and automations of an account in one task. Reads the
    account once, makes one plan of all changes, and carries it out in an order that breaks no rule in between.
  - A list that is not given is not managed. Its records are read only if a rule refers to one of them, or to find the
    rules that use a record before it is deleted.
  - Names in rules refer to the records that have them at the end of the run, including those that this task creates
    or renames. So check mode is exact even in an empty account.
  - All problems in all lists are reported together, before the first request. Names without a match and missing
    attributes of new records are reported together, before the first write.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
  - community.zendesk.config
  - community.zendesk.config.items
attributes:
  check_mode:
    support: full
    details:
      - Reads the same data as a regular run, writes nothing, and returns the same RV(plan), RV(plan_id),
        RV(ignore:changed) and diff.
  diff_mode:
    support: full
    details:
      - Returns one diff for each record that changes, with the account, the kind and the name. Secrets are masked.
  idempotent:
    support: partial
    details:
      - With O(update_secrets=always) or O(send_secrets), every run sends secrets and reports a change.
"""

EXAMPLES = r"""
- name: Set the account once for several tasks
  module_defaults:
    group/community.zendesk.zendesk:
      zendesk_subdomain: acme
      zendesk_client_id: ansible
      zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  vars:
    pager_address: https://pager.example.com/zendesk # Different in the sandbox.
    pager:
      - name: Pager
        endpoint: "{{ pager_address }}"
        http_method: POST
        request_format: json
  block:
    - name: Manage everything between an urgent ticket and the people on call
      community.zendesk.zendesk_config:
        targets:
          - title: On call
            type: email_target
            email: on-call@example.com
            subject: !unsafe "[{{ ticket.id }}] {{ ticket.title }}"
        webhooks: "{{ pager }}"
        trigger_categories:
          - name: Incidents
        triggers:
          - title: Page the people on call
            category: Incidents
            conditions:
              all:
                - {field: priority, operator: value, value: "urgent"} # changed to
            actions:
              - field: notification_target
                value:
                  - target: On call
                  - !unsafe "{{ ticket.link }}"
      register: account

    - name: Show what was changed
      ansible.builtin.debug:
        msg: "{{ account.changes }}"

    - name: Make a plan, for example for a merge request
      community.zendesk.zendesk_config:
        webhooks: "{{ pager }}"
      check_mode: true
      register: check

    - name: Carry out exactly this plan
      community.zendesk.zendesk_config:
        webhooks: "{{ pager }}"
        expected_plan_id: "{{ check.plan_id }}"

    - name: Rename a trigger, and replace its target with a webhook
      community.zendesk.zendesk_config:
        targets:
          - title: On call
            state: absent
        triggers:
          - title: Page operations
            previous_title: Page the people on call
            actions:
              - field: notification_webhook
                value:
                  - webhook: Pager
                  - !unsafe '{"ticket": "{{ ticket.id }}"}'

    - name: Manage only what one team owns
      community.zendesk.zendesk_config:
        trigger_categories:
          - name: Billing
        triggers:
          - title: Tag invoices
            category: Billing
            conditions:
              all:
                - {field: update_type, value: "Create"}
            actions:
              - {field: current_tags, value: "invoice"}
        owned:
          trigger_categories: [Billing]
          triggers: [{category: Billing}]
        prune: [triggers]

    - name: Delete all other triggers except those of billing, and save them in an undo file
      community.zendesk.zendesk_config:
        triggers:
          - title: Page operations
        prune: [triggers]
        keep:
          triggers: [{category: Billing}]
        undo_file: "{{ playbook_dir }}/zendesk_undo.yml"
"""

RETURN = r"""
msg:
  description: The counts of RV(summary) as a sentence.
  returned: success
  type: str
changes:
  description:
    - One line for each change, or each change that would be made in check mode. Also lines for records that are kept,
      for unmanaged records, and for secrets that are not sent.
  returned: when the account could be read
  type: list
  elements: str
  sample:
    - create webhook "Pager"
    - 'update trigger "Page operations" (id 1500016953622): actions'
results:
  description:
    - What was done, or would be done in check mode, list by list. One entry for each item, then one for each record
      that is removed without an item.
    - If the task fails, only records that failed, or were changed, kept or skipped.
  returned: when the account could be read
  type: list
  elements: dict
  contains:
    kind:
      description: The kind of record, which is also the key under which the record is returned.
      type: str
    name:
      description: The title or the name.
      type: str
    position:
      description: The position of the item in its list, counted from 1. V(null) if there is no item.
      type: int
    id:
      description: The ID. V(null) if there is none yet.
      type: raw
    action:
      description:
        - What was done. V(kept) means that a rule still uses the record, or that O(keep) matches it. V(skipped) means
          that nothing was attempted. RV(results[].error) says why.
      type: str
      choices: [create, update, delete, recreate, none, kept, failed, skipped]
    changed:
      description: Whether the record was changed.
      type: bool
    trigger:
      description:
        - The record as the API returns it, without secrets, under the name of its kind. In check mode, the record as
          it would be. A deleted record as it was. V(null) if there is none.
      returned: for triggers, and likewise for other kinds
      type: dict
    secrets_sent:
      description: The attributes whose secrets were sent.
      type: list
      elements: str
    replaced_id:
      description: The ID of the record that was replaced and deleted.
      returned: when a record was replaced
      type: raw
    diff:
      description: The record before and after. Secrets are masked.
      returned: in diff mode
      type: dict
    error:
      description: The reason as C(msg), and if a request failed, its C(status), C(code) and C(request_id), see RV(error).
      type: dict
summary:
  description:
    - For each list that is given, the number of records by action. A replaced record counts as created.
    - C(unmanaged) counts the records that you own according to O(owned), that no item names, and that are left
      unchanged.
  returned: when the account could be read
  type: dict
  sample:
    triggers: {created: 1, updated: 0, deleted: 0, unchanged: 7, kept: 0, failed: 0, skipped: 0, unmanaged: 2}
plan:
  description: The changes that the task makes, whether or not they could be carried out.
  returned: when the account could be read
  type: list
  elements: dict
  contains:
    kind:
      description: The kind of record, as in RV(results[].kind).
      type: str
    name:
      description: The title or the name. For a new order of triggers, the name of their category.
      type: str
    id:
      description: The ID. V(null) for a new record.
      type: raw
    action:
      description: The change. V(deactivate) makes room for another automation, V(order) is a new order.
      type: str
      choices: [create, update, delete, recreate, deactivate, order]
    pruned:
      description: Whether the change is made because no item names the record.
      type: bool
    before:
      description: The attributes before the change. For an update, only those that change. IDs are shown with their names.
      type: dict
    after:
      description: The attributes after the change, in the same form. Empty for a delete.
      type: dict
    secrets_sent:
      description: The attributes whose secrets are sent.
      type: list
      elements: str
    along:
      description: The triggers that Zendesk deletes along with a category.
      type: list
      elements: str
    request:
      description: The requests that will be sent, each with C(method), C(path) and C(body). Secrets are masked.
      returned: in check mode
      type: list
      elements: dict
plan_id:
  description: Identifies the plan. It is the same in check mode and in a regular run. See O(expected_plan_id).
  returned: when the account could be read
  type: str
account_url:
  description: The URL of the account.
  returned: when the account could be read
  type: str
unmanaged:
  description: The records that C(unmanaged) in RV(summary) counts, each with C(kind), C(name) and C(id).
  returned: when the account could be read
  type: list
  elements: dict
secrets_not_sent:
  description: The records whose secrets are given but were not sent, because they can't be compared.
  returned: when the account could be read
  type: list
  elements: str
undo_file:
  description: The file that was written, see O(undo_file).
  returned: when a record was deleted, replaced or deactivated
  type: str
error:
  description: The C(status), C(code) and C(request_id) of the request that failed before the first write.
  returned: when a request failed
  type: dict
  sample: {status: 401, code: invalid_token, request_id: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b}
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _config
from ansible_collections.community.zendesk.plugins.module_utils._resources import _lookups, _whole


def main() -> None:
    _config.run_config(_whole.WHOLE, _lookups.KINDS)


if __name__ == "__main__":
    main()
