# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks of the simulator: what is answered, stored and refused is what is recorded or documented."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.webhook_samples import (
    ANSWERS,
    APP,
    BASIC,
    ID,
    INVOCATION_ID,
    NEW,
    OLD,
    ONE,
    PATH,
    RULES,
    ULID,
    read,
    send,
    webhooks_of,
)

# --- what there is to ask for

ABSENT = {"Location", "ETag", "X-Zendesk-API-Warn", "rate-limit", "rate-limit-reset", "link"}


@pytest.mark.parametrize(("method", "path", "body", "status", "keys"), ANSWERS)
def test_answers(
    method: str, path: str, body: Any, status: int, keys: set[str], call: Caller
) -> None:
    webhooks_of(call).put(dict(OLD))
    webhooks_of(call).add_invocation(ID, id=INVOCATION_ID)
    answer = call(method, path, json=body)
    assert answer.status_code == status
    assert set(answer.json() if keys else answer.content) == keys
    headers = answer.headers
    assert headers["Content-Type"] == "application/json"
    assert headers["x-zendesk-api-version"] == "v2"
    assert re.fullmatch("[0-9a-f]{16}-[A-Z]{3}", headers["X-Request-ID"])
    assert [name for name in ABSENT if name in headers] == []


# --- what a webhook is


def test_a_new_webhook(call: Caller) -> None:
    sent = {**NEW, "created_by": "7", "url": "x", "active": False}
    created = send(call, "POST", PATH, sent).json()["webhook"]
    assert set(created) == {*NEW, "id", "subscriptions", "created_at", "created_by"}
    assert {name: created[name] for name in NEW} == NEW
    assert created["subscriptions"] == RULES
    assert re.fullmatch(ULID, created["id"])
    assert re.fullmatch("[0-9]+", created["created_by"])
    assert created["created_by"] != "7"
    assert re.fullmatch(r"[0-9T:-]{19}\.[0-9]{9}Z", created["created_at"])
    shown = read(call, created["id"])
    assert re.fullmatch("[0-9T:-]{19}Z", shown["created_at"])
    assert {**shown, "created_at": created["created_at"]} == created
    later = send(call, "POST", PATH, NEW).json()["webhook"]
    assert (later["name"], later["id"] > created["id"]) == (NEW["name"], True)


@pytest.mark.parametrize(
    ("created_at", "shown"),
    [
        ("2023-09-18T23:38:19.751584998Z", "2023-09-18T23:38:20Z"),
        ("2023-09-18T23:38:16.09004765Z", "2023-09-18T23:38:16Z"),
        ("2023-12-31T23:59:59.5Z", "2024-01-01T00:00:00Z"),
        ("2023-09-18T23:38:20Z", "2023-09-18T23:38:20Z"),
    ],
)
def test_times_are_rounded(created_at: str, shown: str, call: Caller) -> None:
    webhooks_of(call).put({**OLD, "created_at": created_at})
    assert read(call)["created_at"] == shown
    assert call("GET", PATH).json()["webhooks"][0]["created_at"] == shown


# What is sent -> what is read back.
AUTHENTICATION: list[tuple[Any, Any]] = [
    (OLD["authentication"], BASIC),
    (
        {"type": "bearer_token", "data": {"token": "marker-token"}, "add_position": "header"},
        {"type": "bearer_token", "add_position": "header"},
    ),
    (
        {"type": "api_key", "data": {"name": "TEST", "value": "marker"}, "add_position": "header"},
        {"type": "api_key", "data": {"name": "TEST"}, "add_position": "header"},
    ),
    (None, None),
]


@pytest.mark.parametrize(("sent", "shown"), AUTHENTICATION)
def test_authentication(sent: Any, shown: Any, call: Caller) -> None:
    created = send(call, "POST", PATH, {**NEW, "authentication": sent})
    assert created.json()["webhook"].get("authentication") == shown
    (stored,) = webhooks_of(call).records.values()
    assert stored.get("authentication") == sent
    listed = call("GET", PATH)
    assert listed.json()["webhooks"][0].get("authentication") == shown
    assert "marker" not in created.text + listed.text
    assert "null" not in created.text


# --- what a write makes of it

HEADERS = {"X-A": "1", "X-B": "2"}
# Method, what is sent -> what is different then; None: it is not there any more.
WRITES: list[tuple[str, Record, Record]] = [
    ("PATCH", {"name": "B", "id": ID}, {"name": "B"}),
    ("PATCH", {"description": ""}, {"description": ""}),
    ("PATCH", {"status": "inactive"}, {"status": "inactive"}),
    ("PATCH", {"custom_headers": {"X-C": "3"}}, {"custom_headers": {**HEADERS, "X-C": "3"}}),
    ("PATCH", {"custom_headers": {"X-B": None}}, {"custom_headers": {"X-A": "1"}}),
    ("PATCH", {"custom_headers": dict.fromkeys(HEADERS)}, {"custom_headers": None}),
    ("PATCH", {"custom_headers": {}}, {}),
    ("PATCH", {"authentication": None}, {"authentication": None}),
    (
        "PATCH",
        {"authentication": {"type": "bearer_token", "data": {"token": "marker"}}},
        {"authentication": {"type": "bearer_token", "add_position": "header"}},
    ),
    ("PATCH", {"name": "B", "created_at": "x", "external_source": APP}, {"name": "B"}),
    ("PUT", NEW, dict.fromkeys(("description", "authentication", "custom_headers"))),
    (
        "PUT",
        {**NEW, "description": "Old", "custom_headers": {"X-C": "3"}},
        {"custom_headers": {"X-C": "3"}, "authentication": None},
    ),
]


@pytest.mark.parametrize(("method", "sent", "changes"), WRITES)
def test_writes(method: str, sent: Record, changes: Record, call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    before = read(call)
    assert before["custom_headers"] == HEADERS
    assert {"updated_at", "updated_by"} & set(before) == set()
    answer = send(call, method, ONE, sent)
    assert (answer.status_code, answer.content) == (204, b"")
    after = read(call)
    assert re.fullmatch("[0-9T:-]{19}Z", after.pop("updated_at"))
    assert re.fullmatch("[0-9]+", after.pop("updated_by"))
    expected = {**before, **changes}
    assert after == {name: value for name, value in expected.items() if value is not None}
    assert after["subscriptions"] == RULES


def test_a_patch_keeps_what_nobody_can_read(call: Caller) -> None:
    stored = webhooks_of(call).put(dict(OLD))
    send(call, "PATCH", ONE, {"name": "B"})
    assert stored["authentication"] == OLD["authentication"]


def test_clone(call: Caller) -> None:
    webhooks_of(call).put({**OLD, "updated_at": "2023-09-18T23:38:16Z", "updated_by": "7"})
    source = read(call)
    clone = call("POST", PATH + "?clone_webhook_id=" + ID).json()["webhook"]
    assert re.fullmatch(r"[0-9T:-]{19}\.[0-9]{9}Z", clone["created_at"])
    same = set(source) - {"id", "name", "created_at", "updated_at", "updated_by"}
    assert {name: clone[name] for name in same} == {name: source[name] for name in same}
    assert (clone["name"], clone["id"] != ID) == ("Pager (copy)", True)
    assert set(clone) == same | {"id", "name", "created_at"}
    first, second = webhooks_of(call).records.values()
    assert first["signing_secret"] != second["signing_secret"]


def test_signing_secret(call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    path = ONE + "/signing_secret"
    first = call("GET", path).json()["signing_secret"]
    assert (first["algorithm"], len(base64.b64decode(first["secret"]))) == ("SHA256", 32)
    second = call("POST", path).json()["signing_secret"]
    assert (second != first, call("GET", path).json()["signing_secret"]) == (True, second)
    assert second["secret"] not in call("GET", ONE).text + call("GET", PATH).text


# What is sent, with the ID or without -> status of the answer that is told in the answer.
TESTS: list[tuple[str, Record, int]] = [
    ("?webhook_id=" + ID, {}, 200),
    ("?webhook_id=" + ID, {"endpoint": "https://example.org/fail"}, 404),
    ("", {"endpoint": "https://example.org", "http_method": "GET", "request_format": "json"}, 200),
    ("", {"endpoint": "https://example.org/fail?a=b"}, 404),
]


@pytest.mark.parametrize(("query", "sent", "status"), TESTS)
def test_tests(query: str, sent: Record, status: int, call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    answer = call("POST", PATH + "/test" + query, json={"request": sent})
    response = answer.json()["response"]
    assert (answer.status_code, response["status_code"]) == (200, status)
    assert set(response) == {"headers", "status_code", "payload"}
    assert {frozenset(header) for header in response["headers"]} == {frozenset(["key", "value"])}
    assert isinstance(response["payload"], str)


def test_a_webhook_of_an_app_can_be_edited(call: Caller) -> None:
    webhooks_of(call).put({**OLD, "external_source": APP})
    assert send(call, "PATCH", ONE, {"status": "inactive"}).status_code == 204
    assert send(call, "PUT", ONE, {**NEW, "status": "inactive"}).status_code == 204
    shown = read(call)
    assert (shown["status"], shown["external_source"]) == ("inactive", APP)


def test_rules_keep_the_id_of_a_deleted_webhook(call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    action = {"field": "notification_webhook", "value": [ID, "Hello"]}
    call.simulator.account.resources["triggers"].put({"title": "Ring", "actions": [action]})
    assert call("DELETE", ONE).status_code == 204
    assert call("GET", "/api/v2/triggers").json()["triggers"][0]["actions"] == [action]
