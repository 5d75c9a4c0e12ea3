#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_target
short_description: Manage one target of a Zendesk account
version_added: 1.0.0
description:
  - Creates, updates and deletes a target. A target tells Zendesk where a trigger or an automation sends a
    notification.
  - Only the options that are given are compared and updated. Attributes that are not given are left unchanged,
    and an empty string clears an attribute.
  - An update in Zendesk replaces the whole target. So the target is read again right before an update, and
    the update is based on its current attributes. This takes one more request, unless O(id) is given. Only
    changes that somebody else makes between these two requests are lost.
  - Zendesk delivers only to email targets. You can still manage all other types, but every run warns you when
    Zendesk stopped delivering to them, and what replaces them.
  - Placeholders of Zendesk such as C({{ ticket.id }}) look like Ansible templates. Put the tag C(!unsafe)
    before a value that has placeholders, as in the examples.
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
      - Reads the same data as a regular run, writes nothing, and returns the same RV(ignore:changed) and diff.
  diff_mode:
    support: full
    details:
      - Secrets are masked. The diff lists the names of the secrets that are sent.
  idempotent:
    support: partial
    details:
      - A secret that can't be read back is sent in every run, which then reports a change, unless
        O(update_secrets=on_create). Everything else is idempotent.
seealso:
  - module: community.zendesk.zendesk_targets
  - module: community.zendesk.zendesk_target_info
  - module: community.zendesk.zendesk_webhook
  - name: Targets
    description: Zendesk's API reference.
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
    subject: !unsafe "[{{ ticket.id }}] {{ ticket.title }}"

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
        subject: !unsafe "Audit: {{ ticket.title }}"

    - name: Manage a target with a secret, and report a change only when something differs
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

    - name: Rename and deactivate a target, and leave everything else unchanged
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
    - The target as the API returns it, without its secrets.
    - In check mode, the target as it would be. A new target then has no C(id), C(url) or C(created_at).
    - A deleted target as it was. V(null) if there was none.
  returned: success
  type: dict
  sample:
    active: true
    created_at: "2026-05-13T00:07:08Z"
    email: on-call@example.com
    id: 360000217439
    subject: "[{{ ticket.id }}] {{ ticket.title }}"
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
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


def main() -> None:
    _one.run_one(_targets.TARGETS)


if __name__ == "__main__":
    main()
