# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks that rules of the simulator call: real requests to a server on loopback."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.tests.desk import Desk, action
from ansible_collections.community.zendesk.tests.receiver import Receiver
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ID = "01HANAHFR0BV2YBE1PT8ETPM8E"


@pytest.fixture
def desk(simulator: Simulator) -> Desk:
    return Desk(simulator)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver().start()
    yield running
    running.stop()


def notify(desk: Desk, receiver: Receiver, content: Any, **webhook: Any) -> Record:
    """Let a ticket come in, and a trigger call a webhook with some content."""
    hook = {"id": ID, "name": "Pager", "endpoint": receiver.url + "/hook", **webhook}
    desk.simulator.account.resources["webhooks"].put(hook)
    desk.trigger("Rule", actions=[action("notification_webhook", ID, content)])
    return desk.create()


JSON, XML = "application/json; charset=utf-8", "application/xml; charset=utf-8"
FORM = "application/x-www-form-urlencoded; charset=utf-8"
PAIRS = [["id", "{{ticket.id}}"], ["a b", "\u00e4&{{ticket.title}}"]]
ENCODED = "id=1&a+b=%C3%A4%26Printer"
# Method, format and content -> path, body and type of the request.
SENT: list[tuple[str, str, Any, str, str, str]] = [
    ("POST", "json", '{"id": "{{ticket.id}}"}', "/hook", '{"id": "1"}', JSON),
    ("PUT", "json", "{{ticket.title}}\t\u00e4", "/hook", "Printer\t\u00e4", JSON),
    ("PATCH", "xml", "<a>{{ticket.id}}</a>", "/hook", "<a>1</a>", XML),
    ("post", "json", "A", "/hook", "A", JSON),
    ("POST", "json", "", "/hook", "", JSON),
    ("POST", "form_encoded", PAIRS, "/hook", ENCODED, FORM),
    ("PUT", "form_encoded", PAIRS, "/hook", ENCODED, FORM),
    ("GET", "json", PAIRS, "/hook?" + ENCODED, "", JSON),
    ("DELETE", "form_encoded", PAIRS, "/hook?" + ENCODED, "", FORM),
    ("GET", "json", [], "/hook", "", JSON),
]


@pytest.mark.parametrize("row", SENT, ids=lambda row: "%s-%s-%s" % row[:3])
def test_request(row: tuple[str, str, Any, str, str, str], desk: Desk, receiver: Receiver) -> None:
    method, form, content, path, body, kind = row
    notify(desk, receiver, content, http_method=method, request_format=form)
    # It has arrived before the answer to the write of the ticket.
    (request,) = receiver.received
    assert (request.method, request.path) == (method.upper(), path)
    assert request.body == body.encode()
    assert request.headers["content-type"] == kind
    sent = {"rule": "Rule", "webhook": "Pager", "method": method.upper(), "body": body}
    outcome = {"url": receiver.url + path, "status": "success", "status_code": 200}
    assert desk.outbox.requests == [{**sent, **outcome}]


@pytest.mark.parametrize(
    ("endpoint", "path"),
    [
        ("/t/{{ticket.id}}?s={{ ticket.status }}", "/t/1?s=New&a=1"),
        ("?x=1", "/?x=1&a=1"),
    ],
)
def test_endpoint(endpoint: str, path: str, desk: Desk, receiver: Receiver) -> None:
    notify(desk, receiver, [["a", "1"]], endpoint=receiver.url + endpoint, http_method="GET")
    assert [request.path for request in receiver.received] == [path]


def test_headers_of_zendesk(desk: Desk, receiver: Receiver) -> None:
    body = "{{ticket.title}} \u00e4"
    notify(desk, receiver, body, custom_headers={"X-Team": "Support", "user-agent": "Odd"})
    (request,) = receiver.received
    headers = request.headers
    assert (headers["x-team"], headers["user-agent"]) == ("Support", "Zendesk Webhook")
    assert headers["x-zendesk-webhook-id"] == ID
    assert headers["x-zendesk-account-id"].isdigit()
    assert "authorization" not in headers
    path = "/api/v2/webhooks/%s/signing_secret" % ID
    secret = desk.call("GET", path).json()["signing_secret"]["secret"]
    signed = headers["x-zendesk-webhook-signature-timestamp"].encode() + request.body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    assert headers["x-zendesk-webhook-signature"] == base64.b64encode(digest).decode()


# Authentication -> the header that it becomes.
LOGINS: dict[str, tuple[Record, str, str]] = {
    "basic_auth": (
        {"username": "me", "password": "made-up"},
        "authorization",
        "Basic " + base64.b64encode(b"me:made-up").decode(),
    ),
    "bearer_token": ({"token": "made-up"}, "authorization", "Bearer made-up"),
    "api_key": ({"name": "X-Key", "value": "made-up"}, "x-key", "made-up"),
}


@pytest.mark.parametrize("kind", LOGINS)
def test_authentication(kind: str, desk: Desk, receiver: Receiver) -> None:
    data, name, value = LOGINS[kind]
    notify(desk, receiver, "A", authentication={"type": kind, "data": data})
    assert receiver.received[0].headers[name] == value
    # Neither the outbox nor an attempt shows it.
    invocation = desk.call("GET", "/api/v2/webhooks/%s/invocations" % ID).json()["invocations"][0]
    path = "/api/v2/webhooks/%s/invocations/%s/attempts" % (ID, invocation["id"])
    for shown in (desk.call("GET", path).text, desk.call("GET", "/_simulator/outbox").text):
        assert "made-up" not in shown
        assert value not in shown


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(204, "success"), (302, "failed"), (404, "client error"), (503, "server error")],
)
def test_what_came_back_is_an_invocation(
    status: int, outcome: str, desk: Desk, receiver: Receiver
) -> None:
    receiver.status = status
    notify(desk, receiver, '{"id": "{{ticket.id}}"}')
    path = "/api/v2/webhooks/%s/invocations" % ID
    (invocation,) = desk.call("GET", path).json()["invocations"]
    assert (invocation["status"], invocation["status_code"]) == (outcome, status)
    (attempt,) = desk.call("GET", "%s/%s/attempts" % (path, invocation["id"])).json()["attempts"]
    (request,) = receiver.received
    assert request.headers["x-zendesk-webhook-invocation-id"] == invocation["id"]
    assert attempt["request"]["payload"] == request.body.decode() == '{"id": "1"}'
    assert (attempt["status"], attempt["status_code"]) == (outcome, status)
    listed = {each["key"].lower(): each["value"] for each in attempt["request"]["headers"]}
    assert listed.items() <= request.headers.items()
    assert set(attempt["response"]) == {"headers", "payload"}


def test_nobody_answers(desk: Desk, receiver: Receiver) -> None:
    receiver.stop()
    notify(desk, receiver, "A")
    (invocation,) = desk.call("GET", "/api/v2/webhooks/%s/invocations" % ID).json()["invocations"]
    assert invocation["status"] == desk.outbox.requests[0]["status"] == "failed"
    assert "status_code" not in invocation


def test_whoever_is_called_may_ask_and_write(desk: Desk, receiver: Receiver) -> None:
    """The account is free for others while it sends."""
    answers: list[Any] = []

    def ask() -> None:
        receiver.do = None
        answers.append(desk.ticket()["tags"])
        answers.append(desk.update(tags=["b"])["tags"])

    receiver.do = ask
    notify(desk, receiver, "{{ticket.tags}}")
    assert answers == [[], ["b"]]
    assert [request.body for request in receiver.received] == [b"", b"b"]


# What a webhook has -> why it is not called.
UNSENT: dict[str, tuple[Any, Record, str]] = {
    "inactive": ("A", {"status": "inactive"}, "it is inactive"),
    "events": ("A", {"subscriptions": ["zen:event-type:user.created"]}, "it is not for rules"),
    "another machine": (
        "A",
        {"endpoint": "https://example.com/{{ticket.id}}"},
        "https://example.com/1 is not on this machine",
    ),
    "another name": (
        "A",
        {"endpoint": "http://127.0.0.1.example.com"},
        "http://127.0.0.1.example.com is not on this machine",
    ),
    "a login in front": (
        "A",
        {"endpoint": "http://127.0.0.1@example.com"},
        "http://127.0.0.1@example.com is not on this machine",
    ),
    "another network": (
        "A",
        {"endpoint": "http://10.0.0.1:1"},
        "http://10.0.0.1:1 is not on this machine",
    ),
    "another scheme": (
        "A",
        {"endpoint": "file://localhost/a"},
        "file://localhost/a is not on this machine",
    ),
    "pairs": ([["a", "b"]], {}, "it takes text, not pairs"),
    "text": ("A", {"request_format": "form_encoded"}, "it takes pairs, not text"),
    "text for GET": ("A", {"http_method": "GET"}, "it takes pairs, not text"),
    "odd pairs": ([["a"]], {"http_method": "GET"}, "each pair needs a key and a value"),
}


@pytest.mark.parametrize("name", UNSENT)
def test_not_called(name: str, desk: Desk, receiver: Receiver) -> None:
    content, webhook, why = UNSENT[name]
    notify(desk, receiver, content, **webhook)
    assert (receiver.received, desk.outbox.requests) == ([], [])
    entry = {"rule": "Rule", "what": "request of webhook " + ID, "why": why}
    assert desk.outbox.unsent == [entry]
    assert desk.call("GET", "/api/v2/webhooks/%s/invocations" % ID).json()["invocations"] == []


def test_a_webhook_that_is_gone(desk: Desk) -> None:
    desk.trigger("Rule", actions=[action("notification_webhook", ID, "A")])
    desk.create()
    assert [entry["why"] for entry in desk.outbox.unsent] == ["there is no such webhook"]


def test_automations_call_webhooks(desk: Desk, receiver: Receiver) -> None:
    """All requests of some hours have arrived when the hours have passed."""
    hook = {"id": ID, "name": "Pager", "endpoint": receiver.url}
    desk.simulator.account.resources["webhooks"].put(hook)
    desk.create()
    desk.automation("Rule", actions=[action("notification_webhook", ID, "{{ticket.id}}")])
    desk.simulator.pass_hours(3)
    assert [request.body for request in receiver.received] == [b"1"] * 3
