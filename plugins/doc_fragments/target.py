# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.plugin_utils import _doc_items

_LIST = r"""
options:
  targets:
    description:
      - The targets, each with the options that M(community.zendesk.zendesk_target) takes, but for
        the account.
      - Two items must not name the same target.
      - Several targets can have the same title when each has another type.
    type: list
    elements: dict
    required: true
    suboptions:
"""


# What the items of a set do not have.
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
      - V(absent) does not look at the attributes, so a task can be turned from one to the other.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - The ID of an existing target. Use it to tell targets with the same title apart.
      - With O(state=present) it is an error if there is no such target.
    type: int
  previous_title:
    description:
      - The former title of the target, or a list of all its former titles.
      - If there is no target called O(title), the one with a former title is renamed. If there is no
        such target either, one is created.
      - It is an error if there are both, or several with a former title.
    type: list
    elements: str
    version_added: 1.1.0
  title:
    description:
      - The title of the target. Without O(id) the target is found by it, to the letter.
      - Zendesk allows several targets with one title. They are told apart by O(type). Where that is
        not enough, it is an error that lists their IDs.
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
"""

    POLICY = r"""
options:
  update_secrets:
    description:
      - What to do about secrets that can't be read back, and so not be compared.
      - V(always) sends them with every run. What is in the task is what is in Zendesk, and every run
        reports a change.
      - V(on_create) sends them only when the target is created. A run that changes nothing reports
        no change, and a new secret in the task is not sent.
      - A secret that Zendesk does show is compared like any other attribute. If it reads back empty
        or masked, such as C(****0123), it counts as one that can't be read.
    type: str
    choices: [always, on_create]
    default: always
  recreate:
    description:
      - Whether to replace a target that has the right title and another type.
      - The new target is created first, then the old one is deleted. It has a new ID.
      - If the new type is retired and the account does not list such targets, the new target is
        deleted again and the old one is left alone.
    type: bool
    default: false
  force:
    description:
      - Whether to delete or replace a target that triggers or automations use. This breaks them.
      - With V(true) they are not read at all.
    type: bool
    default: false
"""

    # With its type: what has none must be written out, as ansible-test reads it.
    ITEMS: str = _doc_items.as_items(_LIST, _doc_items.options_in(DOCUMENTATION), _ELSEWHERE)
