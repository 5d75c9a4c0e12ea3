#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_webhook
short_description: Manage one webhook of a Zendesk account
version_added: 1.1.0
description:
  - Creates, updates and deletes a webhook. A webhook sends an HTTP request when a trigger or an
    automation notifies it, or when something happens in the account.
  - Only the options that are given are compared and changed. An option that is not given leaves the
    attribute unchanged, and an empty string clears it.
  - An update sends only what changes. Other attributes are left unchanged.
  - Placeholders of Zendesk such as C({{ ticket.id }}) look like Ansible templates. Put the tag C(!unsafe)
    before a value that has placeholders, as in the examples.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
attributes:
  check_mode:
    support: full
    details:
      - Reads the same as a run, writes nothing, and returns the same RV(ignore:changed) and diff.
  diff_mode:
    support: full
    details:
      - Secrets are masked. The diff lists the attributes whose secrets are sent.
  idempotent:
    support: partial
    details:
      - The secret in O(authentication) can't be read back. If it is given, every run sends it and reports
        a change, unless O(update_secrets=on_create). Everything else is idempotent.
options:
  state:
    description:
      - Whether the webhook should exist.
      - V(absent) ignores the attributes, but invalid options are still an error. So a task can switch between
        V(present) and V(absent).
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - The ID of an existing webhook. Use it to tell webhooks with the same name apart.
      - With O(state=present) it is an error if there is no such webhook.
    type: str
  previous_name:
    description:
      - The former name of the webhook, or a list of all its former names.
      - If there is no webhook called O(name), the one with a former name is renamed. If there is no
        such webhook either, one is created.
      - It is an error if both exist, or if several webhooks have a former name.
    type: list
    elements: str
  name:
    description:
      - The name of the webhook. Without O(id), the webhook is found by its exact, case-sensitive name.
      - Zendesk allows several webhooks with one name. They are told apart by their connection method
        (see O(subscriptions)) and by O(endpoint). If that is not enough, the error lists their IDs.
    type: str
  description:
    description: What the webhook is for.
    type: str
  endpoint:
    description:
      - The address to which the requests are sent. It may have placeholders, and otherwise begins with V(https://)
        or V(http://).
      - Required to create a webhook.
      - An address that begins with V(http://) gives a warning.
      - A secret in the query of an address is shown in results and diffs. Use O(authentication).
    type: str
  http_method:
    description:
      - The HTTP method of the requests.
      - Required to create a webhook.
      - Must be V(POST) for a webhook that subscribes to events.
    type: str
    choices: [GET, POST, PUT, PATCH, DELETE]
  request_format:
    description:
      - The format of the requests. With V(form_encoded), and with the methods V(GET) and V(DELETE),
        a rule sends pairs of a key and a value instead of text. The filter
        P(community.zendesk.notification_webhook#filter) builds both.
      - Required to create a webhook.
      - Must be V(json) for a webhook that subscribes to events.
    type: str
    choices: [json, xml, form_encoded]
  status:
    description:
      - Whether the webhook is active, V(active) or V(inactive).
      - A new webhook is V(active) by default.
    type: str
    choices: [active, inactive]
  subscriptions:
    description:
      - What notifies the webhook. The order does not matter.
      - V(conditional_ticket_events) lets triggers and automations use the webhook, and can't be combined
        with other entries. A new webhook has it by default.
      - Every other entry is an event, such as V(zen:event-type:user.created). Triggers and automations
        can't use a webhook for events.
      - The connection method is either rules or events. It can't be changed, see O(recreate).
    type: list
    elements: str
  authentication:
    description:
      - How the requests authenticate.
      - If not given, it is left unchanged. O(authentication.type=none) removes it.
      - The type, the username and the name of the header are compared. If one of them changes, the
        secret is required as well, because Zendesk does not return it.
    type: dict
    suboptions:
      type:
        description: The type of the authentication. Required.
        type: str
        choices: [basic_auth, bearer_token, api_key, none]
      username:
        description: The user, required for V(basic_auth).
        type: str
      password:
        description: The password, for V(basic_auth).
        type: str
      token:
        description: The token, for V(bearer_token).
        type: str
      name:
        description: The name of the header that carries the key, required for V(api_key).
        type: str
      value:
        description: The key, for V(api_key).
        type: str
  custom_headers:
    description:
      - The headers that the requests have in addition to those that Zendesk sets. A header that is not
        listed is removed, and V({}) removes all of them.
      - The names are not case-sensitive. The values are text or numbers, and a header with the value V(null) is
        removed.
      - If the name of a header sounds like a secret, such as C(X-Api-Key), its value is masked in all
        output.
    type: dict
  update_secrets:
    description:
      - When to send a secret. It can't be read back, and so can't be compared.
      - V(always) sends it with every run. Zendesk then has the secret of the task, and every run reports
        a change.
      - V(on_create) sends it only when the webhook is created, and when the part of
        O(authentication) that can be compared differs. A new secret in the task is not sent.
    type: str
    choices: [always, on_create]
    default: always
  recreate:
    description:
      - Whether to replace a webhook that has the right name but another connection method.
      - Attributes that the task does not give are copied from the old webhook. The secret of
        O(authentication) can't be copied, so if the old webhook has authentication, give it, or
        O(authentication.type=none).
      - The new webhook is created first, then the old one is deleted. It has a new ID and a new signing
        secret.
    type: bool
    default: false
  force:
    description:
      - Whether to delete or replace a webhook that triggers or automations use. This breaks them.
      - With V(true), triggers and automations are not read at all.
      - A webhook created by an app is deleted only if this is V(true) and O(id) is given.
    type: bool
    default: false
seealso:
  - module: community.zendesk.zendesk_webhook_info
  - plugin: community.zendesk.notification_webhook
    plugin_type: filter
  - name: Webhooks
    description: Zendesk's reference of the API.
    link: https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/
"""

EXAMPLES = r"""
- name: Set the account once for several tasks
  module_defaults:
    group/community.zendesk.zendesk:
      zendesk_subdomain: acme
      zendesk_client_id: ansible
      zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  block:
    - name: Call the pager
      community.zendesk.zendesk_webhook:
        name: Pager
        endpoint: https://pager.example.com/zendesk
        http_method: POST
        request_format: json
        authentication:
          type: bearer_token
          token: "{{ vault_pager_token }}"
        custom_headers:
          X-Source: Zendesk
        update_secrets: on_create

    - name: Notify the directory of new and deleted users
      community.zendesk.zendesk_webhook:
        name: Directory
        endpoint: https://directory.example.com/zendesk
        http_method: POST
        request_format: json
        subscriptions:
          - zen:event-type:user.created
          - zen:event-type:user.deleted

    - name: Update the issue that a ticket names
      community.zendesk.zendesk_webhook:
        name: Issue tracker
        endpoint: !unsafe "https://issues.example.com/{{ ticket.external_id }}"
        http_method: PUT
        request_format: json

    - name: Rename a webhook and switch it off, and leave everything else unchanged
      community.zendesk.zendesk_webhook:
        name: Old pager
        previous_name: Pager
        status: inactive

    - name: Delete a webhook, unless a trigger or an automation uses it
      community.zendesk.zendesk_webhook:
        name: Old pager
        state: absent
"""

RETURN = r"""
action:
  description: What was done, or would be done in check mode.
  returned: success
  type: str
  choices: [create, update, delete, recreate, none]
  sample: update
webhook:
  description:
    - The webhook as the API has it, without its secrets. Attributes that are not set are missing.
    - In check mode, the webhook as it would be. A new webhook then has no C(id), and no times.
    - A deleted webhook as it was. V(null) if there was none.
  returned: success
  type: dict
  sample:
    authentication:
      type: bearer_token
      add_position: header
    created_at: "2026-05-13T00:07:08Z"
    created_by: "360000012345"
    custom_headers:
      X-Source: Zendesk
    endpoint: https://pager.example.com/zendesk
    http_method: POST
    id: 01HANAHFR0EXAMPLE000000001
    name: Pager
    request_format: json
    status: active
    subscriptions: [conditional_ticket_events]
msg:
  description: A note about the new webhook.
  returned: when a webhook is created
  type: str
  sample: >-
    Webhook "Pager" gets a new signing secret. Read it with zendesk_webhook_info, gather=signing_secret.
secrets_sent:
  description: The attributes whose secrets were sent, or would be sent in check mode.
  returned: success
  type: list
  elements: str
  sample: [authentication]
error:
  description: What Zendesk answered, if it refused a request.
  returned: failure of a request
  type: dict
  contains:
    status:
      description: The HTTP status, V(0) if there was no answer.
      type: int
      sample: 404
    code:
      description: Zendesk's name for the error, empty if it gave none.
      type: str
      sample: WebhookNotFound
    request_id:
      description: Zendesk's name for the request, for its support. Empty if it gave none.
      type: str
      sample: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _one
from ansible_collections.community.zendesk.plugins.module_utils._resources import _webhooks


def main() -> None:
    _one.run_one(_webhooks.WEBHOOKS)


if __name__ == "__main__":
    main()
