# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: notification_target
short_description: Build the action of a trigger or an automation that notifies a target
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Builds a trigger or automation action from a target and a message, in the form that the Zendesk API takes.
positional: message
options:
  _input:
    description:
      - The target. This can be its ID, as a number or a string of digits, a target as the modules of this
        collection return it, one entry of RV(community.zendesk.zendesk_targets#module:results), or the
        registered result of M(community.zendesk.zendesk_target).
    type: raw
    required: true
  message:
    description:
      - The message to send. If it contains placeholders, put the tag C(!unsafe) before the text itself. If
        you put the tag before a list or dictionary, ansible-core 2.18 empties its values.
      - For targets that take key-value pairs or JSON, this is the text of the pairs or the JSON.
    type: str
    required: true
seealso:
  - module: community.zendesk.zendesk_target
  - name: Actions of triggers
    description: Zendesk's reference for actions.
    link: https://developer.zendesk.com/documentation/ticketing/reference-guides/actions-reference/
"""

EXAMPLES = r"""
- name: Manage the target
  community.zendesk.zendesk_target:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    title: On call
    type: email_target
    email: on-call@example.com
    subject: !unsafe "[{{ ticket.id }}] {{ ticket.title }}"
  register: on_call

- name: Create a trigger that notifies it
  community.zendesk.zendesk_api:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    path: triggers
    method: POST
    body:
      trigger:
        title: Tell the people on call
        conditions:
          all:
            - field: priority
              operator: value # changed to
              value: "urgent"
        actions:
          - "{{ on_call | community.zendesk.notification_target(message) }}"
  vars:
    message: !unsafe "Urgent: {{ ticket.link }}"
"""

RETURN = r"""
_value:
  description: The action, with the ID and the message as strings.
  type: dict
  sample:
    field: notification_target
    value: ["360000217439", "Urgent: {{ ticket.link }}"]
"""

from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    describe,
    id_of,
    kind_of,
    word_or_kind,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._notification import (
    EMPTIED,
    MADE_OF_JSON,
    Notification,
    accept_args_markers,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import without_omit

_OURS = Notification(
    "notification_target", "target", "message", 'selectattr("title", "eq", "On call")'
)


@accept_args_markers
def notification_target(target: Any, message: Any) -> dict[str, Any]:
    """Builds the action that notifies ``target`` with ``message``."""
    _OURS.reject_undefined(message)
    target, message = without_omit(target), without_omit(message)
    if not isinstance(message, str) or not message.strip():
        raise _OURS.error("the message is missing: %s" % _hint(message))
    return {"field": "notification_target", "value": [str(_id_of(target)), message]}


def _hint(message: Any) -> str:
    """Returns what to do about a message that is empty or not text."""
    example = (
        "pass the text to send, as in 'target | community.zendesk.notification_target(\"Hello\")'."
    )
    if isinstance(message, (dict, list)) and not message:
        return "%s is not text. %s" % (describe(message), EMPTIED)
    if isinstance(message, (dict, list)):
        return "%s is not text. %s Otherwise %s" % (describe(message), MADE_OF_JSON, example)
    if message is None or isinstance(message, str):
        return (
            "%s If the text contains Zendesk placeholders, put !unsafe before the text itself."
            % example.capitalize()
        )
    return "%s, which is %s, is not text: %s" % (describe(message), kind_of(message), example)


def _id_of(target: Any) -> int:
    if isinstance(target, dict):
        return _id_in(target)
    found = id_of(target)
    if found is None:
        raise _OURS.error(
            "%s is not a target: use its id, or the result of community.zendesk.zendesk_target."
            % word_or_kind(target)
        )
    return found


def _id_in(result: dict[str, Any]) -> int:
    target = _OURS.record_in(result)
    if target.get("id") is None:
        raise _OURS.error(
            "this target has no id: got %s. In check mode, a target that would be created has no "
            "id yet: skip tasks that need it with 'when: not ansible_check_mode', or run without "
            "check mode first." % word_or_kind(target)
        )
    found = id_of(target["id"])
    if found is None:
        raise _OURS.error(
            "%s is not the id of a target: it must be a positive number."
            % word_or_kind(target["id"])
        )
    return found


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"notification_target": notification_target}
