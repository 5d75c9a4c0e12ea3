#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_audit_info
short_description: Compare a Zendesk account with what it should be
version_added: 1.0.0
description:
  - Compares targets, webhooks, trigger categories, triggers and automations of an account with lists, and says of each
    record whether it matches, and what else needs attention. It only reads.
  - A list that is not given is not compared. Up to 1.0.0, O(targets) was the only one.
  - The lists are judged as a whole before the first request, as M(community.zendesk.zendesk_config) does. The same
    plan is made, and its changes are returned as findings.
  - The role P(community.zendesk.audit#role) makes reports of it for people and for machines.
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
- name: Compare the account with the mailboxes that it should have
  community.zendesk.zendesk_audit_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    targets:
      - title: On call
        type: email_target
        email: on-call@example.com
        subject: !unsafe "[{{ticket.id}}] {{ticket.title}}"
    keep: [Pager]
  register: audit

- name: List what does not match
  ansible.builtin.debug:
    msg: "{{ audit.results | rejectattr('status', 'in', ['in_line', 'kept']) }}"

- name: Compare rules and webhooks, their order and what became of the deliveries
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

- name: List the rules that name what is not there, or notify nobody
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
      O(automations), then one for each record that no item names.
    - Records that an app has made are only here if an item names them.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: The kind of record.
      type: str
      choices: [target, webhook, trigger_category, trigger, automation]
      sample: target
      version_added: 1.1.0
    position:
      description: The position of the item in its list, counted from 1. V(null) where none names it.
      type: int
      sample: 1
    name:
      description: The title or the name of the record.
      type: str
      sample: On call
      version_added: 1.1.0
    title:
      description: The same, for kinds that have a title.
      type: str
      sample: On call
    type:
      description: The type of a target, V(null) where it is not known.
      type: str
      sample: email_target
    category:
      description: The name of the category that a trigger is in, or should be in if it is missing.
      type: str
      version_added: 1.1.0
    id:
      description: The ID of the record, V(null) where there is none. A number, and for webhooks and categories a text.
      type: raw
      sample: 360000217439
    active:
      description: Whether the record is active. V(null) for categories.
      type: bool
      sample: true
    status:
      description:
        - V(in_line) if the record is what the item says, as far as it can be compared.
        - V(drifted) if it is not, if Zendesk has deactivated it, or if it is out of order.
        - V(missing) if it is not there.
        - V(unmanaged) if no item names it, V(kept) if O(keep) does.
        - V(unclear) if it can't be said which record the item means, the item does not fit it, or a name in it stands
          for nothing.
      type: str
      choices: [in_line, drifted, missing, unmanaged, kept, unclear]
      sample: drifted
    findings:
      description:
        - What there is to say. The key C(kind) says what each is about, and which other keys it has.
        - C(drift) has C(attribute), C(expected) and C(found). Secrets are masked, and IDs in rules have their names
          beside them. Where the item wants the record absent, the attribute is C(state).
        - C(deactivated) has C(consecutive_failures) and C(last_failure). The target is inactive, nobody
          has asked for it, and notifications have failed.
        - C(retired) has C(since) and C(replacement). Zendesk no longer delivers to targets of this type.
        - C(unverified) has C(secrets), the names of those in the item that can't be read back.
        - C(unclear) has C(message). C(missing) and C(unmanaged) have nothing else.
        - C(off) has nothing else. The record is inactive, though the item does not say so, and a new one would be active.
        - C(order) has C(expected) and C(found), each with the names of the listed records in that order.
        - C(dangling) has C(place), C(names) and C(id). The rule names a record of this kind that is not there.
        - C(silent) has C(place), C(names), C(id), C(name) and C(reason). The active rule notifies a target or a webhook
          that is C(inactive), or a target of a C(retired) type.
        - C(unused) has C(days). The active rule has not run for so many days. Only where the account tells it, which
          depends on its plan, and not for rules that are newer.
        - C(blocked) has C(id) and C(name). The inactive automation can't be switched on, because this active one has the
          same conditions.
        - C(failing) has C(failed), C(of), C(last_failure) and C(last_status). So many of the latest deliveries of the
          webhook failed, of 100 at most.
      type: list
      elements: dict
      sample:
        - kind: drift
          attribute: subject
          expected: "[{{ticket.id}}] {{ticket.title}}"
          found: URGENT
    item:
      description:
        - What M(community.zendesk.zendesk_config) takes for an unmanaged record, as
          M(community.zendesk.zendesk_config_info) returns it. Names stand in place of IDs, and secrets are left out.
        - For a missing record, what its item says, with secrets masked.
        - V(null) for all other records.
      type: dict
      version_added: 1.1.0
      sample:
        title: On call
        type: email_target
        active: true
        email: on-call@example.com
        subject: "[{{ticket.id}}] {{ticket.title}}"
    usage:
      description:
        - The triggers and automations that notify the target or the webhook, as in
          RV(community.zendesk.zendesk_target_info#module:targets[].usage).
        - V(null) where they were not read, and for other kinds.
      type: list
      elements: dict
    failures:
      description:
        - The latest failures of a target, as in RV(community.zendesk.zendesk_target_info#module:targets[].failures).
        - V(null) where they were not read, and for other kinds.
      type: list
      elements: dict
    deliveries:
      description:
        - The latest deliveries of a webhook that failed, 25 at most, as in C(latest_failures) of
          RV(community.zendesk.zendesk_webhook_info#module:webhooks[].invocations).
        - V(null) where they were not read, and for other kinds.
      type: list
      elements: dict
      version_added: 1.1.0
summary:
  description:
    - How many records there are of each status, over all kinds. The other keys count those with such a finding.
  returned: success
  type: dict
  sample:
    in_line: 2
    drifted: 1
    missing: 0
    unmanaged: 0
    kept: 1
    unclear: 0
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
  description: The same for each list that is given, under its name.
  returned: success
  type: dict
  version_added: 1.1.0
url:
  description: The address of the account.
  returned: success
  type: str
  sample: https://acme.zendesk.com
account_url:
  description:
    - The address that the records of the account give for it. It differs from RV(url) where that is
      the address of a brand, or a domain of your own. Hosts with the same C(account_url) are one
      account.
    - The same as RV(url) where no record gives one.
  returned: success
  type: str
  sample: https://acme.zendesk.com
  version_added: 1.1.0
not_read:
  description:
    - What of O(gather) could not be read.
    - Also the lists of what rules name, such as C(groups), that could not be read. Then nothing is said of these names.
  returned: success
  type: list
  elements: str
  sample: []
error:
  description: What Zendesk answered, where it refused a request.
  returned: failure of a request
  type: dict
  contains:
    status:
      description: The HTTP status, V(0) where there was no answer.
      type: int
      sample: 401
    code:
      description: Zendesk's name for the error, empty where it gave none.
      type: str
      sample: invalid_token
    request_id:
      description: Zendesk's name for the request, for its support. Empty where it gave none.
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
