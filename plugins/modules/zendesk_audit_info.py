#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_audit_info
short_description: Compare a Zendesk account with its desired state
version_added: 1.0.0
description:
  - Compares the targets, webhooks, trigger categories, triggers and automations of an account with lists of desired
    records. Reports for each record whether it matches, and anything else that needs attention. This module only
    reads.
  - A list that is not given is not compared. In community.zendesk 1.0.0, O(targets) was the only list.
  - The lists are validated before the first request, and the same plan is made as in
    M(community.zendesk.zendesk_config). The changes of the plan are returned as findings.
  - The role P(community.zendesk.audit#role) builds reports from the result, for people and for machines.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.attributes.info_module
  - community.zendesk.connection
  - community.zendesk.audit
  - community.zendesk.config.compared
seealso:
  - module: community.zendesk.zendesk_config
  - module: community.zendesk.zendesk_config_info
"""

EXAMPLES = r"""
- name: Compare the account with the email targets that it should have
  community.zendesk.zendesk_audit_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    targets:
      - title: On call
        type: email_target
        email: on-call@example.com
        subject: !unsafe "[{{ ticket.id }}] {{ ticket.title }}"
    keep: [Pager]
  register: audit

- name: List what does not match
  ansible.builtin.debug:
    msg: "{{ audit.results | rejectattr('status', 'in', ['matches', 'kept']) }}"

- name: Compare rules and webhooks, the order of triggers and the latest deliveries
  community.zendesk.zendesk_audit_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    webhooks:
      - name: Pager
        endpoint: https://pager.example.com/zendesk
    triggers:
      - title: Page operations
        actions:
          - field: notification_webhook
            value:
              - webhook: Pager
              - !unsafe '{"ticket": "{{ ticket.id }}"}'
    trigger_order: as_listed
    keep:
      triggers: ["MSP: *"]
    gather: [usage, deliveries]
  register: audit

- name: List the rules that refer to missing records or notify nobody
  ansible.builtin.debug:
    msg: "{{ item.0.name }}: {{ item.1 }}"
  loop: "{{ audit.results | subelements('findings') }}"
  loop_control:
    label: "{{ item.0.name }}"
  when: item.1.kind in ['dangling', 'silent']
"""

RETURN = r"""
results:
  description:
    - One entry for each item, in the order of O(targets), O(webhooks), O(trigger_categories), O(triggers) and
      O(automations). Then one entry for each record that no item names.
    - Records created by an app are included only if an item names them.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: The kind of record.
      type: str
      choices: [target, webhook, trigger_category, trigger, automation]
      sample: target
      version_added: 2.0.0
    position:
      description: The position of the item in its list, counted from 1. V(null) if no item names the record.
      type: int
      sample: 1
    name:
      description: The title or the name of the record.
      type: str
      sample: On call
      version_added: 2.0.0
    title:
      description: The title, for kinds that have one.
      type: str
      sample: On call
    type:
      description: The type of a target. V(null) if it is not known.
      type: str
      sample: email_target
    category:
      description: The name of the trigger's category, or for a missing trigger the category that it should be in.
      type: str
      version_added: 2.0.0
    id:
      description: The ID of the record. A string for webhooks and categories, otherwise a number. V(null) if there is no record.
      type: raw
      sample: 360000217439
    active:
      description: Whether the record is active. V(null) for categories.
      type: bool
      sample: true
    status:
      description:
        - V(matches) if the record is as the item specifies, as far as it can be compared.
        - V(drifted) if it differs, if Zendesk has deactivated it, or if it is out of order.
        - V(missing) if it does not exist.
        - V(unmanaged) if no item names it, V(kept) if O(keep) matches it.
        - V(ambiguous) if the item does not identify one record, does not fit the record, or contains a name that
          matches nothing.
      type: str
      choices: [matches, drifted, missing, unmanaged, kept, ambiguous]
      sample: drifted
    findings:
      description:
        - The findings. The C(kind) of a finding says what it is about, and determines its other keys.
        - C(drift) has C(attribute), C(expected) and C(found). Secrets are masked, and IDs in rules are shown with
          their names. If the item has C(state=absent), the attribute is C(state).
        - C(deactivated) has C(consecutive_failures) and C(last_failure). The target is inactive although no item says
          so, and notifications have failed.
        - C(retired) has C(since) and C(replacement). Zendesk no longer delivers to targets of this type.
        - C(unverified) has C(secrets), the names of secrets in the item that can't be read back.
        - C(ambiguous) has C(message). C(missing) and C(unmanaged) have no other keys.
        - C(off) has no other keys. The record is inactive although the item does not say so, and a new record would
          be active.
        - C(order) has C(expected) and C(found), each with the names of the listed records in their order.
        - C(dangling) has C(place), C(names) and C(id). The rule refers to a record of the kind C(names) that does not
          exist.
        - C(silent) has C(place), C(names), C(id), C(name) and C(reason). The active rule notifies a target or a webhook
          that is C(inactive), or a target of a C(retired) type.
        - C(unused) has C(days). The active rule has not run for this number of days, and is not newer. Whether an
          account reports this depends on its Zendesk plan.
        - C(blocked) has C(id) and C(name). The inactive automation can't be activated, because this active one has
          the same conditions.
        - C(failing) has C(failed), C(of), C(last_failure) and C(last_status). C(failed) out of the latest C(of)
          deliveries of the webhook failed. At most 100 deliveries are counted.
      type: list
      elements: dict
      sample:
        - kind: drift
          attribute: subject
          expected: "[{{ ticket.id }}] {{ ticket.title }}"
          found: URGENT
    item:
      description:
        - For an unmanaged record, the item for M(community.zendesk.zendesk_config), as
          M(community.zendesk.zendesk_config_info) returns it. It has names instead of IDs, and no secrets.
        - For a missing record, what its item says, with secrets masked.
        - V(null) for all other records.
      type: dict
      version_added: 2.0.0
      sample:
        title: On call
        type: email_target
        active: true
        email: on-call@example.com
        subject: "[{{ ticket.id }}] {{ ticket.title }}"
    usage:
      description:
        - The triggers and automations that notify the target or the webhook, as in
          RV(community.zendesk.zendesk_target_info#module:targets[].usage).
        - V(null) if they were not read, and for other kinds.
      type: list
      elements: dict
    failures:
      description:
        - The latest failures of a target, as in RV(community.zendesk.zendesk_target_info#module:targets[].failures).
        - V(null) if they were not read, and for other kinds.
      type: list
      elements: dict
    deliveries:
      description:
        - The latest failed deliveries of a webhook, at most 25, as in C(latest_failures) of
          RV(community.zendesk.zendesk_webhook_info#module:webhooks[].invocations).
        - V(null) if they were not read, and for other kinds.
      type: list
      elements: dict
      version_added: 2.0.0
summary:
  description:
    - The number of records with each status, over all kinds. The other keys count the records with such a finding.
  returned: success
  type: dict
  sample:
    matches: 2
    drifted: 1
    missing: 0
    unmanaged: 0
    kept: 1
    ambiguous: 0
    deactivated: 0
    retired: 1
    unverified: 0
    dangling: 0
    silent: 1
    failing: 0
    unused: 0
    order: 0
    "off": 0
    blocked: 0
summary_by_kind:
  description: The same counts for each list that is given, under its name.
  returned: success
  type: dict
  version_added: 2.0.0
url:
  description: The URL of the account.
  returned: success
  type: str
  sample: https://acme.zendesk.com
account_url:
  description:
    - The URL of the account according to its records. It differs from RV(url) if that is the URL of a brand, or a
      custom domain. Hosts with the same C(account_url) are the same account.
    - The same as RV(url) if no record contains a URL.
  returned: success
  type: str
  sample: https://acme.zendesk.com
  version_added: 2.0.0
not_read:
  description:
    - The choices of O(gather) that could not be read.
    - Also the lists of records that rules refer to, such as C(groups), that could not be read. These references are
      not checked.
  returned: success
  type: list
  elements: str
  sample: []
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

from ansible_collections.community.zendesk.plugins.module_utils._module import _audit
from ansible_collections.community.zendesk.plugins.module_utils._resources import (
    _lookups,
    _target_failures,
    _webhook_details,
    _whole,
)


def main() -> None:
    _audit.run_audit(
        _whole.WHOLE,
        _lookups.KINDS,
        {"target": _target_failures.FAILURES},
        {"webhook": _webhook_details.INVOCATIONS},
    )


if __name__ == "__main__":
    main()
