#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_target
short_description: Keep one target of a Zendesk account as code
version_added: 1.0.0
description:
  - Creates, changes and deletes a target, which tells Zendesk where a trigger or an automation
    sends a notification.
  - Only what is given is compared and changed. An option that is not given leaves the attribute as
    it is, an empty string clears it.
  - Zendesk replaces a target as a whole. So right before an update the target is read again, and the
    update is planned from what it is then. This takes one more request, but none if O(id) is given.
    Only what somebody else changes between these two requests is lost.
  - "Zendesk delivers only to email targets. You can still manage all other types, and every run
    warns when Zendesk stopped delivering to them, and what replaces them."
  - Liquid placeholders such as C({{ticket.id}}) look like Ansible templates. Mark a value that has
    them with the tag C(!unsafe), as in the examples.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
  - community.zendesk.target
  - community.zendesk.target.policy
attributes:
  check_mode:
    support: full
    details:
      - Reads what a run reads, writes nothing, and returns the same RV(ignore:changed) and diff.
  diff_mode:
    support: full
    details:
      - Secrets are masked. The diff lists the names of the secrets that are sent.
  idempotent:
    support: partial
    details:
      - A secret that can't be read back is sent with every run, which then reports a change, unless
        O(update_secrets=on_create). All else is idempotent.
seealso:
  - module: community.zendesk.zendesk_targets
  - module: community.zendesk.zendesk_target_info
  - module: community.zendesk.zendesk_webhook
  - name: Targets
    description: Zendesk's reference of the API.
    link: https://developer.zendesk.com/api-reference/ticketing/targets/targets/
"""

EXAMPLES = r"""
- name: Notify the on-call mailbox
  community.zendesk.zendesk_target:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    title: On call
    type: email_target
    email: on-call@example.com
    subject: !unsafe "[{{ticket.id}}] {{ticket.title}}"

- name: Set the account once for several tasks
  module_defaults:
    group/community.zendesk.zendesk:
      zendesk_subdomain: acme
      zendesk_client_id: ansible
      zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  block:
    - name: Notify the auditors
      community.zendesk.zendesk_target:
        title: Audit
        type: email_target
        email: audit@example.com
        subject: !unsafe "Audit: {{ticket.title}}"

    - name: Keep a target with a secret, and report no change where there is none
      community.zendesk.zendesk_target:
        title: Issue tracker
        type: jira_target
        target_url: https://jira.example.com
        username: zendesk
        password: "{{ vault_jira_password }}"
        update_secrets: on_create

    - name: Send a new secret
      community.zendesk.zendesk_target:
        title: Issue tracker
        type: jira_target
        target_url: https://jira.example.com
        username: zendesk
        password: "{{ vault_jira_password }}"
        update_secrets: always

    - name: Rename a target and switch it off, and leave all else as it is
      community.zendesk.zendesk_target:
        id: 360000217439
        title: Old pager
        active: false

    - name: Delete a target, unless a trigger or an automation uses it
      community.zendesk.zendesk_target:
        title: Old pager
        state: absent
"""

RETURN = r"""
action:
  description: What was done, or would be done in check mode.
  returned: success
  type: str
  choices: [create, update, delete, recreate, none]
  sample: update
target:
  description:
    - The target as the API has it, without its secrets.
    - In check mode the target as it would be. A new target then has no C(id), C(url) and
      C(created_at).
    - A deleted target as it was. V(null) if there was none.
  returned: success
  type: dict
  sample:
    active: true
    created_at: "2026-05-13T00:07:08Z"
    email: on-call@example.com
    id: 360000217439
    subject: "[{{ticket.id}}] {{ticket.title}}"
    title: On call
    type: email_target
    url: https://acme.zendesk.com/api/v2/targets/360000217439.json
secrets_sent:
  description: The names of the secrets that were sent, or would be sent in check mode.
  returned: success
  type: list
  elements: str
  sample: [password]
error:
  description: What Zendesk answered, where it refused a request.
  returned: failure of a request
  type: dict
  contains:
    status:
      description: The HTTP status, V(0) where there was no answer.
      type: int
      sample: 422
    code:
      description: Zendesk's name for the error, empty where it gave none.
      type: str
      sample: RecordInvalid
    request_id:
      description: Zendesk's name for the request, for its support. Empty where it gave none.
      type: str
      sample: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _one
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


def main() -> None:
    _one.run_one(_targets.TARGETS)


if __name__ == "__main__":
    main()
