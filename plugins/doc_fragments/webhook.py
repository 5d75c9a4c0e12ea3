# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
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
      - The ID of an existing webhook. Use it to distinguish webhooks with the same name.
      - With O(state=present) it is an error if there is no such webhook.
    type: str
  previous_name:
    description:
      - The former name of the webhook, or a list of all its former names.
      - If there is no webhook called O(name), the webhook with a former name is renamed. If there is no such
        webhook either, a new one is created.
      - It is an error if both exist, or if several webhooks have a former name.
    type: list
    elements: str
  name:
    description:
      - The name of the webhook. Without O(id), the webhook is found by its exact, case-sensitive name.
      - Zendesk allows several webhooks with the same name. They are distinguished by their connection method
        (see O(subscriptions)) and by O(endpoint). If that is not enough, the error lists their IDs.
    type: str
  description:
    description: What the webhook is for.
    type: str
  endpoint:
    description:
      - The URL to which the requests are sent. It must begin with V(https://) or V(http://), but it may have
        placeholders.
      - Required to create a webhook.
      - A URL that begins with V(http://) causes a warning.
      - A secret in the query string of the URL is shown in results and diffs. Use O(authentication) instead.
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
        a rule sends key-value pairs instead of text. The filter
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
      - Headers to send in addition to those that Zendesk sets. A header that is not listed is removed, and
        V({}) removes all of them.
      - The names are not case-sensitive. The values are text or numbers, and a header with the value V(null) is
        removed.
      - If the name of a header sounds like a secret, such as C(X-Api-Key), its value is masked in all
        output.
    type: dict
"""

    POLICY = r"""
options:
  update_secrets:
    description:
      - When to send the secret, which can't be read back and therefore can't be compared.
      - V(always) sends it in every run. Zendesk then always has the secret of the task, and every run reports
        a change.
      - V(on_create) sends it only when the webhook is created, or when the part of O(authentication) that can
        be compared differs. A new secret in the task is not sent.
    type: str
    choices: [always, on_create]
    default: always
  recreate:
    description:
      - Whether to replace a webhook that has the right name but another connection method.
      - Attributes that the task does not give are copied from the old webhook. The secret of
        O(authentication) can't be copied. If the old webhook has authentication, set O(authentication), with
        O(authentication.type=none) to remove it.
      - The new webhook is created first, with a new ID and a new signing secret, then the old one is deleted.
    type: bool
    default: false
  force:
    description:
      - Whether to delete or replace a webhook that triggers or automations use. This breaks them.
      - With V(true), triggers and automations are not read at all.
      - A webhook created by an app is deleted only if this is V(true) and O(id) is given.
    type: bool
    default: false
"""
