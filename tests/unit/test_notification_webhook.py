# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter that notifies webhooks: what it makes of its input, and what it says against it."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.filter.notification_webhook import (
    notification_webhook,
)

ID = "01HANAHFR0EXAMPLE000000001"
PLACEHOLDER = "__omit_place_holder__%s" % ("0f" * 20)
HOOK = {
    "id": ID,
    "name": "Pager",
    "endpoint": "https://pager.example.com",
    "http_method": "POST",
    "request_format": "json",
    "status": "active",
    "subscriptions": ["conditional_ticket_events"],
}
FORM = dict(HOOK, request_format="form_encoded")
GET = dict(HOOK, http_method="GET")
XML = dict(HOOK, request_format="xml")
NEW = {name: value for name, value in HOOK.items() if name != "id"}
MISSING = {name: value for name, value in HOOK.items() if name != "http_method"}

# The first argument -> what stands for the webhook in the action.
WEBHOOKS: dict[str, tuple[Any, Any]] = {
    "an ID": (ID, ID),
    "an ID in lower case": (ID.lower(), ID.lower()),
    "a webhook": (HOOK, ID),
    "no more than its ID": ({"id": ID}, ID),
    "a result": ({"changed": True, "action": "create", "webhook": HOOK}, ID),
    "a result without a change": ({"changed": False, "action": "none", "webhook": HOOK}, ID),
    "an entry of a list": ({"position": 1, "action": "update", "webhook": HOOK}, ID),
    "an entry without its webhook": ({"position": 1, "id": ID, "webhook": None}, ID),
    "a reference": ({"webhook": "Pager"}, {"webhook": "Pager"}),
    "a reference of two keys": (
        {"webhook": "Pager", "endpoint": "https://a.example.com"},
        {"webhook": "Pager", "endpoint": "https://a.example.com"},
    ),
    "a reference with a null": ({"webhook": "Pager", "endpoint": None}, {"webhook": "Pager"}),
    "a reference with omit": ({"webhook": "Pager", "endpoint": PLACEHOLDER}, {"webhook": "Pager"}),
    "a name that is a number": ({"webhook": 911}, {"webhook": "911"}),
    "one to be created": ({"action": "create", "webhook": NEW}, {"webhook": "Pager"}),
    "one to be created anew": ({"action": "recreate", "webhook": NEW}, {"webhook": "Pager"}),
    "an inactive one": (dict(HOOK, status="inactive"), ID),
    "one without subscriptions": (dict(HOOK, subscriptions=None), ID),
    "one of an app": (dict(HOOK, external_source={"type": "zendesk_app"}), ID),
}


@pytest.mark.parametrize(("webhook", "named"), WEBHOOKS.values(), ids=list(WEBHOOKS))
def test_webhook(webhook: Any, named: Any) -> None:
    assert notification_webhook(webhook, "Hello") == {
        "field": "notification_webhook",
        "value": [named, "Hello"],
    }


NESTED = {
    "z": 1,
    "a": [True, None, 1.5, {"\u00fc": "{{ ticket.id }}"}],
    "e": {},
    "l": [],
    "\u65e5": "",
}
AS_JSON = '{"z": 1, "a": [true, null, 1.5, {"\u00fc": "{{ ticket.id }}"}], "e": {}, "l": [], "\u65e5": ""}'
PAIRS = {"id": "{{ ticket.id }}", "n": 7, "x": 1.5, "empty": ""}
AS_PAIRS = [["id", "{{ ticket.id }}"], ["n", "7"], ["x", "1.5"], ["empty", ""]]
BYTE_FOR_BYTE = ' {"b":1,\n\t"a":  "\u00fc\\u00fc"}\n'

# Webhook, content, format -> what is sent.
CONTENTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "text, byte for byte": (HOOK, BYTE_FOR_BYTE, None, BYTE_FOR_BYTE),
    "text for what is not known": (ID, BYTE_FOR_BYTE, None, BYTE_FOR_BYTE),
    "text that is JSON already": (ID, BYTE_FOR_BYTE, "json", BYTE_FOR_BYTE),
    "text for XML": (XML, "<a/>", None, "<a/>"),
    "text for an unknown format": (dict(HOOK, request_format="yaml"), "a: 1", None, "a: 1"),
    "JSON that the webhook asks for": (HOOK, NESTED, None, AS_JSON),
    "JSON with PUT": (dict(HOOK, http_method="PUT"), NESTED, None, AS_JSON),
    "JSON with PATCH": (dict(HOOK, http_method="patch"), NESTED, None, AS_JSON),
    "JSON that the task asks for, too": (HOOK, NESTED, "json", AS_JSON),
    "JSON for an ID": (ID, NESTED, "json", AS_JSON),
    "JSON for a reference": ({"webhook": "Pager"}, NESTED, "json", AS_JSON),
    "JSON for a webhook to be created": ({"webhook": NEW}, NESTED, None, AS_JSON),
    "JSON of a list": (ID, [1, "a"], "json", '[1, "a"]'),
    "JSON of a tuple": (ID, {"a": (1, 2)}, "json", '{"a": [1, 2]}'),
    "JSON with a number as key": (ID, {1: "a"}, "json", '{"1": "a"}'),
    "JSON where the method is not known": (MISSING, {"a": 1}, "json", '{"a": 1}'),
    "pairs for a form": (FORM, PAIRS, None, AS_PAIRS),
    "pairs for GET": (GET, PAIRS, None, AS_PAIRS),
    "pairs for DELETE": (dict(XML, http_method="delete"), PAIRS, None, AS_PAIRS),
    "pairs that the task asks for, too": (FORM, PAIRS, "pairs", AS_PAIRS),
    "pairs for an ID": (ID, PAIRS, "pairs", AS_PAIRS),
    "pairs of a list": (FORM, [["a", 1], ("a", "b")], None, [["a", "1"], ["a", "b"]]),
    "a key that is a number": (FORM, {1: "a"}, None, [["1", "a"]]),
    "omit in it": (FORM, {"a": "b", "c": PLACEHOLDER}, None, [["a", "b"]]),
    "omit as format": (HOOK, {"a": "b", "c": PLACEHOLDER}, PLACEHOLDER, '{"a": "b"}'),
}


@pytest.mark.parametrize(
    ("webhook", "content", "format", "sent"), CONTENTS.values(), ids=list(CONTENTS)
)
def test_content(webhook: Any, content: Any, format: Any, sent: Any) -> None:
    before = json.dumps(content)
    action = notification_webhook(webhook, content, format=format)
    assert action["value"][1] == sent
    assert type(action["value"][1]) is type(sent)
    assert json.dumps(content) == before


NO_WEBHOOK: list[tuple[Any, str]] = [
    ("Pager", "'Pager' is not the ID of a webhook, which has 26 letters and digits: use the ID"),
    ("", "'' is not the ID"),
    (ID + "\n", "is not the ID"),
    (" " + ID[1:], "is not the ID"),
    (7, "7 is not the ID of a webhook"),
    (360000217439, "or a reference such as {'webhook': 'Pager'}"),
    (True, "True is not the ID"),
    (None, "None is not the ID"),
    (PLACEHOLDER, "None is not the ID"),
    ([ID], "a list is not the ID"),
    (b"x", "bytes is not the ID"),
    ("token=marker", "text is not the ID"),
    ('{"token": "marker"}', "text that looks like JSON is not the ID"),
    ({"id": 7}, "7 is not the ID"),
    ({"id": {"token": "marker"}}, "a dictionary with the keys 'token' is not the ID"),
    ({}, "this webhook has neither an id nor a name: got an empty dictionary."),
    ({"token": "marker"}, "got a dictionary with the keys 'token'. Use the result of"),
    ({"name": " "}, "neither an id nor a name"),
    ({"name": ["marker"]}, "neither an id nor a name"),
    ({"action": "none", "webhook": None}, "this result has no webhook, because its task has"),
    ({"webhook": ""}, "webhook of a reference must be non-empty text, not text."),
    ({"webhook": True}, "webhook of a reference must be non-empty text, not a boolean."),
    ({"webhook": ["marker"]}, "not a list."),
    (
        {"webhook": "Pager", "endpoint": {"a": "marker"}},
        "endpoint of a reference must be non-empty text",
    ),
    (
        {"webhook": "Pager", "status": "x"},
        "the name of a webhook and its endpoint: remove 'status'.",
    ),
    ({"failed": True, "msg": "No."}, "the task that should return the webhook failed: No."),
    ({"failed": True}, "no reason was given"),
    ({"skipped": True}, "the task that should return the webhook was skipped."),
    (
        {"results": [HOOK]},
        "several webhooks: select one, for example with 'result.results | selectattr",
    ),
    ({"webhooks": [HOOK]}, 'selectattr("name", "eq", "Pager")'),
    ({"action": "delete", "webhook": HOOK}, "this webhook was deleted."),
    (
        dict(HOOK, subscriptions=["zen:event-type:user.created"]),
        "this webhook subscribes to events, so no trigger or automation can use it. Use a webhook",
    ),
]


@pytest.mark.parametrize(("webhook", "text"), NO_WEBHOOK)
def test_no_webhook(webhook: Any, text: str) -> None:
    refused(webhook, "Hello", None, text)


EMPTIED = "On ansible-core 2.18, !unsafe before a list or dictionary empties its contents: put"
NO_CONTENT: list[Any] = [
    (HOOK, None, None, "the content is missing: use text, a dictionary or a list. If the text"),
    (HOOK, PLACEHOLDER, None, "the content is missing: use text"),
    (HOOK, "", None, "put !unsafe before the text itself"),
    (FORM, " \n", None, "the content is missing"),
    (
        HOOK,
        {},
        None,
        "the content is missing: an empty dictionary contains nothing to send. " + EMPTIED,
    ),
    (FORM, [], "pairs", "the content is missing: a list contains nothing to send. " + EMPTIED),
    (ID, [], None, EMPTIED),
    (HOOK, True, None, "True, which is a boolean, is not text: put it in quotes."),
    (HOOK, 7, None, "7, which is a number, is not text: put it in quotes."),
    (HOOK, b"x", None, "bytes, which is bytes, is not text"),
    (ID, {"a": 1}, None, "'a', not text. To convert it, set format to json or pairs. On ansible"),
    (ID, ["marker"], None, "the content is a list, not text. To convert it, set format"),
    (MISSING, {"a": 1}, None, "To convert it, set format to json or pairs."),
    (MISSING, {"a": 1}, None, "end that template with '| string'"),
    ({"webhook": "Pager"}, {"a": 1}, None, "set format to json or pairs"),
    (XML, {"a": 1}, None, "This webhook takes XML: write the content as text."),
    (XML, {"a": 1}, "json", "format is json, but this webhook takes text, because its request_"),
    (
        HOOK,
        {"a": 1},
        "pairs",
        "format is pairs, but this webhook takes text, because its request_format is json: remove",
    ),
    (
        GET,
        {"a": 1},
        "json",
        "format is json, but this webhook takes key-value pairs, because its http_method "
        "is GET: remove format.",
    ),
    (GET, "marker", None, "but this webhook takes key-value pairs, because its http_m"),
    (FORM, "marker", None, "because its request_format is form_encoded: use a dictionary or a li"),
    (ID, "marker", "pairs", "the content is text, which can't be converted to pairs"),
    (ID, {"a": 1}, "xml", "format must be json or pairs, not 'xml'."),
    (ID, {"a": 1}, True, "format must be json or pairs, not True."),
    (ID, {"a": 1}, ["json"], "format must be json or pairs, not a list."),
    # Pairs
    (FORM, {"a": True}, None, "content['a'] is a boolean, not text: put it in quotes."),
    (FORM, {"a": None}, None, "content['a'] is null: set text, or an empty string in quotes."),
    (
        FORM,
        {"a": {"b": "marker"}},
        None,
        "content['a'] is a dictionary, but a pair takes a single text",
    ),
    (
        FORM,
        {"a": ["marker"]},
        None,
        "content['a'] is a list, but a pair takes a single text: use sev",
    ),
    (FORM, {"a": ["marker"]}, None, "convert it with '| to_json'"),
    (FORM, {"a": datetime.date.min}, None, "content['a'] is of the type date, not text: put it in"),
    pytest.param(FORM, {"a": 10**5000}, None, "content['a'] is a number, not text", id="huge"),
    (FORM, {True: "a"}, None, "content has a key that is a boolean: put it in quotes."),
    (FORM, {None: "a"}, None, "content has a key that is null"),
    (FORM, {" ": "a"}, None, "content has an empty key: set a key for each value."),
    (FORM, {"token=marker": None}, None, "content[text] is null"),
    (
        FORM,
        ["marker"],
        None,
        "content[0] is text, not a pair: write it as a list of a key and a va",
    ),
    (FORM, [["a"], ["b", "c"]], None, "content[0] is a list, not a pair"),
    (
        FORM,
        [["a", "b"], []],
        None,
        "content[1] is a list, not a pair: write it as a list of a key an",
    ),
    (FORM, [[]], None, "a value. " + EMPTIED),
    (FORM, [["a", "b"], ["c", False]], None, "content[1][1] is a boolean, not text"),
    (FORM, [{"a": "marker"}], None, "content[0] is a dictionary, not a pair"),
    (FORM, {"a": True, "b": None}, None, "put it in quotes. content['b'] is null"),
    # JSON
    (
        HOOK,
        {"a": [datetime.date.min]},
        None,
        "content['a'][0] is of the type date that can't be wr",
    ),
    (HOOK, {"a": {True: 1}}, None, "content['a'] has a key that is a boolean: put it in quotes."),
    (HOOK, {None: 1}, None, "content has a key that is null"),
    (
        HOOK,
        [float("nan")],
        None,
        "content[0] is a number that JSON can't represent: put it in quotes.",
    ),
    (HOOK, {"a": float("inf")}, None, "content['a'] is a number that JSON can't represent"),
    (HOOK, {"a": b"marker"}, None, "content['a'] is bytes that can't be written as JSON"),
    pytest.param(
        HOOK, {"a": 10**5000}, None, "content['a'] is a number that can't", id="huge JSON"
    ),
]


@pytest.mark.parametrize(("webhook", "content", "format", "text"), NO_CONTENT)
def test_no_content(webhook: Any, content: Any, format: Any, text: str) -> None:
    refused(webhook, content, format, text)


def refused(webhook: Any, content: Any, format: Any, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        notification_webhook(webhook, content, format)
    said = str(caught.value)
    assert text in said
    assert said.startswith("notification_webhook: ")
    assert "marker" not in said
