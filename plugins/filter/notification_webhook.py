# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: notification_webhook
short_description: Build the action of a trigger or an automation that notifies a webhook
version_added: 2.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Builds a trigger or automation action that notifies a webhook, in the form that the Zendesk API takes.
  - If the request format and the HTTP method of the webhook are known, the content is checked, and a dictionary
    or list is converted to what the webhook takes.
positional: content, format
options:
  _input:
    description:
      - The webhook. This can be its ID, a webhook as the modules of this collection return it, one entry of a
        list of results, the registered result of M(community.zendesk.zendesk_webhook), or a reference.
      - "A reference is a dictionary that names the webhook, such as C({webhook: Pager}). If several
        webhooks have that name, add the C(endpoint) of the one that you mean. The action then contains the
        reference instead of the ID. Zendesk itself does not support references."
      - A webhook that would be created in check mode has no ID yet. The action then contains a reference to its
        name.
    type: raw
    required: true
  content:
    description:
      - The content of the request. Text is sent unchanged.
      - A dictionary or list is converted, see O(format).
      - A webhook takes key-value pairs if its request format is C(form_encoded) or its method
        is C(GET) or C(DELETE), and text otherwise.
      - If text contains placeholders, put the tag C(!unsafe) before the text itself. If you put the tag
        before a list or dictionary, ansible-core 2.18 empties its values.
    type: raw
    required: true
  format:
    description:
      - The format to convert a dictionary or list to. Required only if the webhook is given as an ID or a
        reference, because its request format is then not known.
      - V(json) converts it to JSON text. The order is preserved, and non-ASCII characters stay readable.
      - V(pairs) converts a dictionary or a list of pairs to the key-value pairs of a rule. Keys and values must
        be strings or numbers.
    type: str
    choices: [json, pairs]
notes:
  - Placeholders are filled in when the request is sent, and the text is not escaped. In JSON, a quotation mark
    in the subject of a ticket ends the string.
seealso:
  - module: community.zendesk.zendesk_webhook
  - plugin: community.zendesk.notification_target
    plugin_type: filter
  - name: Actions of triggers
    description: Zendesk's reference for actions.
    link: https://developer.zendesk.com/documentation/ticketing/reference-guides/actions-reference/
"""

EXAMPLES = r"""
- name: Manage the webhook
  community.zendesk.zendesk_webhook:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    name: Pager
    endpoint: https://pager.example.com/zendesk
    http_method: POST
    request_format: json
  register: pager

- name: Create a trigger that notifies it
  community.zendesk.zendesk_api:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    path: triggers
    method: POST
    body:
      trigger:
        title: Page the people on call
        conditions:
          all:
            - field: priority
              operator: value # changed to
              value: "urgent"
        actions:
          - "{{ pager | community.zendesk.notification_webhook(content) }}"
  vars:
    content:
      ticket: !unsafe "{{ ticket.id }}"
      link: !unsafe "{{ ticket.link }}"

- name: Show the action for a webhook that is given by its ID
  ansible.builtin.debug:
    msg: "{{ '01HANAHFR0EXAMPLE000000001' | community.zendesk.notification_webhook(content, format='pairs') }}"
  vars:
    content:
      ticket: !unsafe "{{ ticket.id }}"

- name: Show the action for a webhook that is given by its name
  ansible.builtin.debug:
    msg: "{{ {'webhook': 'Pager'} | community.zendesk.notification_webhook('Somebody needs help.') }}"
"""

RETURN = r"""
_value:
  description: The action, with the ID of the webhook or a reference to it, and the content.
  type: dict
  sample:
    field: notification_webhook
    value: ["01HANAHFR0EXAMPLE000000001", '{"ticket": "{{ ticket.id }}"}']
"""

import re
from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._resources import _lookups
from ansible_collections.community.zendesk.plugins.plugin_utils._content import (
    Unusable,
    to_json,
    to_pairs,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    describe,
    is_text,
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
    "notification_webhook", "webhook", "content", 'selectattr("name", "eq", "Pager")'
)
_ID = re.compile("[0-9A-Za-z]{26}")
# The subscription of webhooks for rules.
_RULES = "conditional_ticket_events"
_FORMATS: dict[str, Callable[[Any], Any]] = {"json": to_json, "pairs": to_pairs}


@accept_args_markers
def notification_webhook(webhook: Any, content: Any, format: Any = None) -> dict[str, Any]:
    """Builds the action that notifies ``webhook`` with ``content``."""
    _OURS.reject_undefined(content)
    webhook, content, format = without_omit(webhook), without_omit(content), without_omit(format)
    named, known = _identify(webhook)
    if format is not None and (not isinstance(format, str) or format not in _FORMATS):
        raise _OURS.error("format must be json or pairs, not %s." % word_or_kind(format))
    return {"field": "notification_webhook", "value": [named, _convert(content, format, known)]}


# --- the webhook


def _identify(webhook: Any) -> tuple[Any, dict[str, Any]]:
    """Returns the ID or reference for the action, and what is known about the webhook."""
    if not isinstance(webhook, dict):
        return _id_from(webhook), {}
    if not isinstance(webhook.get("webhook"), (dict, type(None))):
        return _reference(webhook), {}
    record = _OURS.record_in(webhook)
    events = record.get("subscriptions")
    if isinstance(events, list) and events and _RULES not in events:
        raise _OURS.error(
            "this webhook subscribes to events, so no trigger or automation can use it. Use a "
            "webhook that subscribes to %s." % _RULES
        )
    if record.get("id") is not None:
        return _id_from(record["id"]), record
    name = record.get("name")
    if is_text(name) and str(name).strip():
        return {"webhook": str(name)}, record
    raise _OURS.error(
        "this webhook has neither an id nor a name: got %s. Use the result of "
        "community.zendesk.zendesk_webhook, or one of its webhooks." % word_or_kind(webhook)
    )


def _id_from(value: Any) -> str:
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise _OURS.error(
        "%s is not the ID of a webhook, which has 26 letters and digits: use the ID, the result of "
        "community.zendesk.zendesk_webhook, or a reference such as {'webhook': 'Pager'}."
        % word_or_kind(value)
    )


def _reference(webhook: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in webhook.items() if value is not None}
    odd = [word_or_kind(name) for name in given if name not in ("webhook", "endpoint")]
    if odd:
        raise _OURS.error(
            "a reference can only contain the name of a webhook and its endpoint: remove %s."
            % ", ".join(odd)
        )
    for name, value in given.items():
        if not is_text(value) or not str(value).strip():
            raise _OURS.error(
                "%s of a reference must be non-empty text, not %s." % (name, kind_of(value))
            )
    return {name: value if isinstance(value, str) else str(value) for name, value in given.items()}


# --- the content


def _convert(content: Any, format: str | None, webhook: dict[str, Any]) -> Any:
    taken, why = _lookups.taken_by(webhook)
    if format and taken and format != taken:
        raise _OURS.error(
            "format is %s, but this webhook takes %s, because its %s: remove format."
            % (format, _CALLED[taken], why)
        )
    if isinstance(content, str):
        return _text(content, format, taken, why)
    if not isinstance(content, (dict, list)) or not content:
        raise _OURS.error("the content is missing: %s" % _hint(content))
    convert = _FORMATS.get(format or taken)
    if convert is None:
        raise _OURS.error(
            "the content is %s, not text. %s %s" % (describe(content), _needs(taken), MADE_OF_JSON)
        )
    try:
        return convert(content)
    except Unusable as problem:
        raise _OURS.error(str(problem)) from None


_CALLED = {"json": "text", "xml": "text", "pairs": "key-value pairs"}


def _needs(taken: str) -> str:
    if taken:
        return "This webhook takes XML: write the content as text."
    return "To convert it, set format to json or pairs."


def _text(content: str, format: str | None, taken: str, why: str) -> str:
    if not content.strip():
        raise _OURS.error("the content is missing: %s" % _hint(content))
    if taken == "pairs":
        raise _OURS.error(
            "the content is text, but this webhook takes key-value pairs, because its %s: use a "
            "dictionary or a list of pairs." % why
        )
    if format == "pairs":
        raise _OURS.error(
            "the content is text, which can't be converted to pairs: use a dictionary or a list of "
            "pairs, or remove format."
        )
    return content


def _hint(content: Any) -> str:
    """Returns what to do about content that is empty or can't be sent."""
    if isinstance(content, (dict, list)):
        return "%s contains nothing to send. %s" % (describe(content), EMPTIED)
    if content is None or isinstance(content, str):
        return (
            "use text, a dictionary or a list. If the text contains Zendesk placeholders, put "
            "!unsafe before the text itself."
        )
    return "%s, which is %s, is not text: put it in quotes." % (describe(content), kind_of(content))


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"notification_webhook": notification_webhook}
