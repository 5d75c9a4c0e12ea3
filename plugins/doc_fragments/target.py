# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.plugin_utils import _doc_items

_LIST = r"""
options:
  targets:
    description:
      - The targets, each with the options of M(community.zendesk.zendesk_target), except for the connection.
      - Two items must not refer to the same target.
      - Several targets can have the same title if each has a different type.
    type: list
    elements: dict
    required: true
    suboptions:
"""


# Options that items of a set do not have.
_ELSEWHERE = {
    name: "community.zendesk.zendesk_targets#module:" + name
    for name in ("recreate", "update_secrets")
}


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  state:
    description:
      - Whether the target should exist.
      - V(absent) ignores the attributes, but invalid options are still an error. So a task can switch between
        V(present) and V(absent).
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - The ID of an existing target. Use it to distinguish targets with the same title.
      - With O(state=present) it is an error if there is no such target.
    type: int
  previous_title:
    description:
      - The former title of the target, or a list of all its former titles.
      - If there is no target called O(title), the target with a former title is renamed. If there is no such
        target either, a new one is created.
      - It is an error if both exist, or if several targets have a former title.
    type: list
    elements: str
    version_added: 2.0.0
  title:
    description:
      - The title of the target. Without O(id), the target is found by its exact, case-sensitive title.
      - Zendesk allows several targets with the same title. They are distinguished by O(type). If that is not
        enough, the error lists their IDs.
    type: str
  type:
    description:
      - The type of the target. Required if O(state=present), unless O(id) is given.
      - V(http_target) and V(url_target_v2) are two names for the same type.
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
      - Whether the target is active. A new target is active by default.
      - Zendesk deactivates a target after 21 consecutive failed deliveries.
    type: bool
  account_name:
    description:
      - The name of the Get Satisfaction account.
      - Required for V(get_satisfaction_target).
    type: str
  api_id:
    description:
      - The API ID of the Clickatell account.
      - Required for V(clickatell_target).
    type: str
  api_token:
    description:
      - The API token of the Flowdock flow.
      - Required for V(flowdock_target).
      - It is never shown.
    type: str
  attribute:
    description:
      - The name of the parameter that carries the message.
      - Required for V(url_target).
      - Read-only for V(clickatell_target).
    type: str
  content_type:
    description:
      - The format in which the message is sent.
      - Required for V(http_target).
    type: str
    choices: [application/json, application/xml, application/x-www-form-urlencoded]
  email:
    description:
      - The email address to notify, or that of the Get Satisfaction user.
      - Required for V(email_target), V(get_satisfaction_target).
    type: str
  from:
    description:
      - The number or name that the text message is sent from.
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
      - Required for V(http_target).
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
      - Required for V(clickatell_target), V(get_satisfaction_target), V(jira_target).
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
      - Required for V(basecamp_target), V(pivotal_target).
    type: str
  requested_by:
    description:
      - The user who requests the story.
      - Optional for V(pivotal_target).
    type: str
  resource:
    description:
      - What to create in Basecamp.
      - Required for V(basecamp_target).
    type: str
    choices: [todo, message]
  room:
    description:
      - The name of the Campfire room.
      - Required for V(campfire_target).
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
      - Required for V(pivotal_target).
    type: str
  story_type:
    description:
      - The type of the story.
      - Required for V(pivotal_target).
    type: str
  subdomain:
    description:
      - The subdomain of the Campfire account.
      - Required for V(campfire_target).
    type: str
  subject:
    description:
      - The subject of the email.
      - Required for V(email_target).
    type: str
  target_url:
    description:
      - The URL to notify, or the URL of the account at the other service.
      - Required for V(basecamp_target), V(http_target), V(jira_target), V(url_target).
      - Optional for V(get_satisfaction_target).
      - Read-only for V(clickatell_target).
    type: str
  to:
    description:
      - The number that the text message is sent to.
      - Required for V(clickatell_target).
    type: str
  todo_list_id:
    description:
      - The ID of the Basecamp to-do list to add to.
      - Optional for V(basecamp_target).
    type: str
  token:
    description:
      - The token for the other service.
      - Required for V(basecamp_target), V(campfire_target), V(pivotal_target).
      - Optional for V(twitter_target), V(yammer_target).
      - It is never shown.
    type: str
  us_small_business_account:
    description:
      - Whether this is a small business account in the United States. The API uses V(0) or V(1).
      - Optional for V(clickatell_target).
    type: bool
  username:
    description:
      - The user at the other service.
      - Required for V(clickatell_target), V(jira_target).
      - Optional for V(basecamp_target), V(http_target), V(url_target).
    type: str
"""

    POLICY = r"""
options:
  update_secrets:
    description:
      - When to send secrets that can't be read back, and therefore can't be compared.
      - V(always) sends them in every run. Zendesk then always has the secret of the task, and every run
        reports a change.
      - V(on_create) sends them only when the target is created. A run that changes nothing then reports no
        change, but a new secret in the task is not sent.
      - A secret that Zendesk does return is compared like any other attribute. If it is returned empty or
        masked, such as C(****0123), it counts as one that can't be read back.
    type: str
    choices: [always, on_create]
    default: always
  recreate:
    description:
      - Whether to replace a target that has the right title but another type.
      - The new target is created first, with a new ID, then the old one is deleted.
      - If the new type is retired and the account does not list such targets, the new target is
        deleted again and the old one is left unchanged.
    type: bool
    default: false
  force:
    description:
      - Whether to delete or replace a target that triggers or automations use. This breaks those rules.
      - With V(true), triggers and automations are not read at all.
    type: bool
    default: false
"""

    # Annotated, because ansible-test requires a literal in an assignment without annotation.
    ITEMS: str = _doc_items.as_items(_LIST, _doc_items.options_in(DOCUMENTATION), _ELSEWHERE)
