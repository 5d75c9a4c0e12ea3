# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: notification_target
short_description: Make the action of a trigger or an automation that notifies a target
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Takes a target and a message, and returns the action that Zendesk's triggers and automations
    want, in the form that their API takes.
positional: message
options:
  _input:
    description:
      - The target. Its ID, a target as the modules of this collection return it, one entry of
        RV(community.zendesk.zendesk_targets#module:results), or the registered result of
        M(community.zendesk.zendesk_target).
    type: raw
    required: true
  message:
    description:
      - What is sent. Mark a message that has placeholders with the tag C(!unsafe).
      - For targets that take key-value pairs or JSON this is the text of it.
    type: str
    required: true
seealso:
  - module: community.zendesk.zendesk_target
  - name: Actions of triggers
    description: Zendesk's reference of actions.
    link: https://developer.zendesk.com/documentation/ticketing/reference-guides/actions-reference/
"""

EXAMPLES = r"""
- name: Keep the target
  community.zendesk.zendesk_target:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    title: On call
    type: email_target
    email: on-call@example.com
    subject: !unsafe "[{{ticket.id}}] {{ticket.title}}"
  register: on_call

- name: Create a trigger that notifies it
  ansible.builtin.uri:
    url: https://acme.zendesk.com/api/v2/triggers
    method: POST
    status_code: 201
    headers:
      Authorization: "Bearer {{ vault_zendesk_oauth_token }}"
    body_format: json
    body:
      trigger:
        title: Tell the people on call
        conditions:
          all:
            - field: priority
              operator: is
              value: urgent
        actions:
          - "{{ on_call | community.zendesk.notification_target(message) }}"
  vars:
    message: !unsafe "Urgent: {{ticket.link}}"
"""

RETURN = r"""
_value:
  description: The action, with the ID and the message as strings.
  type: dict
  sample:
    field: notification_target
    value: ["360000217439", "Urgent: {{ticket.link}}"]
"""

import re
from typing import Any, Callable

from ansible.errors import AnsibleFilterError


def notification_target(target: Any, message: Any) -> dict[str, Any]:
    """The action that notifies ``target`` with ``message``."""
    if not isinstance(message, str) or not message.strip():
        raise AnsibleFilterError(
            "notification_target: the message is missing: give the text to send, as in "
            "'target | community.zendesk.notification_target(\"Hello\")'."
        )
    return {"field": "notification_target", "value": [_id_of(target), message]}


def _id_of(target: Any) -> str:
    if isinstance(target, dict):
        return _id_in(target)
    if isinstance(target, bool) or not re.match("[0-9]+$", str(target)) or int(target) < 1:
        raise AnsibleFilterError(
            "notification_target: %r is not a target: give its id, or the result of "
            "community.zendesk.zendesk_target." % (target,)
        )
    return str(target)


def _id_in(result: dict[str, Any]) -> str:
    if result.get("failed"):
        raise AnsibleFilterError(
            "notification_target: the task that should give the target has failed: %s"
            % result.get("msg", "it gave no reason.")
        )
    if "results" in result or "targets" in result:
        raise AnsibleFilterError(
            "notification_target: this result holds several targets: pick one, for example with "
            '\'results | selectattr("title", "eq", "On call") | first\'.'
        )
    if result.get("action") == "delete":
        raise AnsibleFilterError("notification_target: this target was deleted.")
    found = result["target"] if isinstance(result.get("target"), dict) else result
    if found.get("id") is None:
        raise AnsibleFilterError(
            "notification_target: this target has no id. In check mode a target that would be "
            "created has none yet: skip what needs it with 'when: not ansible_check_mode', or run "
            "without check mode first."
        )
    return _id_of(found["id"])


class FilterModule:
    """The filter for Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"notification_target": notification_target}
