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
  - "Zendesk keeps only email targets in use. All other types still can be kept as code, and every run
    warns when Zendesk stopped to deliver to them and what replaces them."
  - Liquid placeholders such as C({{ticket.id}}) look like Ansible templates. Mark a value that has
    them with the tag C(!unsafe), as in the examples.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
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
options:
  state:
    description:
      - Whether the target should exist.
      - V(absent) does not look at the attributes, so a task can be turned from one to the other.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - The ID of an existing target. Use it to rename a target, to change some of its attributes
        alone, or to tell targets with the same title apart.
      - With O(state=present) it is an error if there is no such target.
    type: int
  title:
    description:
      - The title of the target. Without O(id) the target is found by it, to the letter.
      - Zendesk allows several targets with one title. They are told apart by O(type). Where that is
        not enough, the module fails and lists their IDs.
    type: str
  type:
    description:
      - The type of the target. Needed with O(state=present), unless O(id) is given.
      - V(http_target) and V(url_target_v2) are two names for one type.
      - The type of a target can't be changed, see O(recreate).
    type: str
    choices:
      - basecamp_target
      - campfire_target
      - clickatell_target
      - email_target
      - flowdock_target
      - get_satisfaction_target
      - http_target
      - jira_target
      - pivotal_target
      - twitter_target
      - url_target
      - url_target_v2
      - yammer_target
  active:
    description:
      - Whether the target is active. A new target is, unless this says otherwise.
      - Zendesk itself deactivates a target after 21 failed deliveries in a row.
    type: bool
  update_secrets:
    description:
      - What to do about secrets that can't be read back, and so not be compared.
      - V(always) sends them with every run. What is in the task is what is in Zendesk, and every run
        reports a change.
      - V(on_create) sends them only when the target is created. A run that changes nothing reports
        no change, and a new secret in the task is not sent.
      - A secret that Zendesk does show is compared like any other attribute. If it reads back empty,
        it counts as one that can't be read.
    type: str
    choices: [always, on_create]
    default: always
  recreate:
    description:
      - Whether to replace a target that has the right title and another O(type).
      - The new target is created first, then the old one is deleted. It has a new ID.
    type: bool
    default: false
  force:
    description:
      - Whether to delete or replace a target that triggers or automations use. This breaks them.
      - With V(true) they are not read at all.
    type: bool
    default: false
  account_name:
    description:
      - The name of the Get Satisfaction account.
      - Mandatory for V(get_satisfaction_target).
    type: str
  api_id:
    description:
      - The API ID of the Clickatell account.
      - Mandatory for V(clickatell_target).
    type: str
  api_token:
    description:
      - The API token of the Flowdock flow.
      - Mandatory for V(flowdock_target).
      - It is never shown.
    type: str
  attribute:
    description:
      - The name of the parameter that carries the message.
      - Mandatory for V(url_target).
      - Read-only for V(clickatell_target).
    type: str
  content_type:
    description:
      - The format in which the message is sent.
      - Mandatory for V(http_target).
    type: str
    choices: [application/json, application/xml, application/x-www-form-urlencoded]
  email:
    description:
      - The address of the mailbox that is notified, or of the Get Satisfaction user.
      - Mandatory for V(email_target), V(get_satisfaction_target).
    type: str
  from:
    description:
      - The number or name that a text message comes from.
      - Optional for V(clickatell_target).
    type: str
  group_id:
    description:
      - The ID of the Yammer group.
      - Optional for V(yammer_target).
    type: str
  message_id:
    description:
      - The ID of the Basecamp message to comment on.
      - Optional for V(basecamp_target).
    type: str
  method:
    description:
      - The HTTP method, in lower case. V(http_target) takes V(get), V(patch), V(put), V(post) and
        V(delete), V(url_target) takes V(get), V(post) and V(put).
      - Mandatory for V(http_target).
      - Optional for V(url_target).
      - Read-only for V(clickatell_target).
    type: str
  owner_by:
    description:
      - The user who owns the story.
      - Optional for V(pivotal_target).
    type: str
  password:
    description:
      - The password that belongs to O(username) or O(email).
      - Mandatory for V(clickatell_target), V(get_satisfaction_target), V(jira_target).
      - Optional for V(basecamp_target), V(http_target), V(url_target).
      - It can't be read back, see O(update_secrets).
    type: str
  preserve_format:
    description:
      - Whether to keep the format of the message.
      - Optional for V(campfire_target).
    type: bool
  project_id:
    description:
      - The ID of the project.
      - Mandatory for V(basecamp_target), V(pivotal_target).
    type: str
  requested_by:
    description:
      - The user who requests the story.
      - Optional for V(pivotal_target).
    type: str
  resource:
    description:
      - What to create in Basecamp.
      - Mandatory for V(basecamp_target).
    type: str
    choices: [todo, message]
  room:
    description:
      - The name of the Campfire room.
      - Mandatory for V(campfire_target).
    type: str
  secret:
    description:
      - The secret that belongs to O(token).
      - Optional for V(twitter_target).
      - It can't be read back, see O(update_secrets).
    type: str
  ssl:
    description:
      - Whether to connect with TLS.
      - Optional for V(campfire_target).
    type: bool
  story_labels:
    description:
      - The labels of the story, separated by commas.
      - Optional for V(pivotal_target).
    type: str
  story_title:
    description:
      - The title of the story.
      - Mandatory for V(pivotal_target).
    type: str
  story_type:
    description:
      - The type of the story.
      - Mandatory for V(pivotal_target).
    type: str
  subdomain:
    description:
      - The subdomain of the Campfire account.
      - Mandatory for V(campfire_target).
    type: str
  subject:
    description:
      - The subject of the mail.
      - Mandatory for V(email_target).
    type: str
  target_url:
    description:
      - The address that is notified, or the address of the account at the other service.
      - Mandatory for V(basecamp_target), V(http_target), V(jira_target), V(url_target).
      - Optional for V(get_satisfaction_target).
      - Read-only for V(clickatell_target).
    type: str
  to:
    description:
      - The number that a text message is sent to.
      - Mandatory for V(clickatell_target).
    type: str
  todo_list_id:
    description:
      - The ID of the Basecamp to-do list to add to.
      - Optional for V(basecamp_target).
    type: str
  token:
    description:
      - The token for the other service.
      - Mandatory for V(basecamp_target), V(campfire_target), V(pivotal_target).
      - Optional for V(twitter_target), V(yammer_target).
      - It is never shown.
    type: str
  us_small_business_account:
    description:
      - Whether this is a small business account in the United States. The API takes V(0) or V(1)
        for it.
      - Optional for V(clickatell_target).
    type: bool
  username:
    description:
      - The user at the other service.
      - Mandatory for V(clickatell_target), V(jira_target).
      - Optional for V(basecamp_target), V(http_target), V(url_target).
    type: str
seealso:
  - module: community.zendesk.zendesk_targets
  - module: community.zendesk.zendesk_target_info
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

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.zendesk.plugins.module_utils._module import run_target
from ansible_collections.community.zendesk.plugins.module_utils._options import (
    connection_options,
    policy_options,
    target_options,
)


def main() -> None:
    spec = dict(target_options(), **policy_options(), **connection_options())
    run_target(AnsibleModule(argument_spec=spec, supports_check_mode=True))


if __name__ == "__main__":
    main()
