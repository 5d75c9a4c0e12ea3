# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks of the simulator: who is refused, for what, and how."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.calls import ADMIN, AGENT, Caller
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.webhook_samples import (
    ANSWERS,
    APP,
    BASIC,
    EVENTS,
    FOR_EVENTS,
    ID,
    INVOCATION_ID,
    NEW,
    OLD,
    ONE,
    OTHER_ID,
    PATH,
    RULES,
    read,
    send,
    webhooks_of,
)

OTHER = PATH + "/" + OTHER_ID
NOT_FOUND: list[tuple[str, str, Any]] = [
    ("GET", OTHER, None),
    ("PUT", OTHER, {"webhook": NEW}),
    ("PATCH", OTHER, {"webhook": {"name": "B"}}),
    ("DELETE", OTHER, None),
    ("GET", OTHER + "/signing_secret", None),
    ("POST", OTHER + "/signing_secret", None),
    ("GET", OTHER + "/invocations", None),
    ("GET", "%s/invocations/%s/attempts" % (OTHER, INVOCATION_ID), None),
    ("POST", PATH + "?clone_webhook_id=" + OTHER_ID, None),
    ("POST", PATH + "/test?webhook_id=" + OTHER_ID, {"request": {}}),
]


@pytest.mark.parametrize(("method", "path", "body"), NOT_FOUND)
def test_not_found_as_recorded(method: str, path: str, body: Any, call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    answer = call(method, path, json=body)
    error = {
        "code": "WebhookNotFound",
        "detail": "Webhook %s could not be found" % OTHER_ID,
        "id": answer.headers["X-Request-ID"],
        "title": "Webhook Not Found",
    }
    assert (answer.status_code, answer.json()) == (404, {"errors": [error]})


# Method, path: Zendesk has none of them.
UNKNOWN = [
    ("GET", PATH + ".json"),
    ("POST", PATH + ".json"),
    ("GET", ONE + ".json"),
    ("PATCH", ONE + ".json"),
    ("GET", ONE + "/invocations.json"),
    ("GET", ONE + "/invocation_attempts"),
    ("POST", ONE + "/signing_secret/reset"),
    ("PATCH", ONE + "/signing_secret"),
    ("DELETE", PATH),
    ("POST", ONE),
]


@pytest.mark.parametrize(("method", "path"), UNKNOWN)
def test_unknown_endpoints(method: str, path: str, call: Caller) -> None:
    stored = dict(webhooks_of(call).put(dict(OLD)))
    answer = call(method, path, json={"webhook": NEW})
    assert (answer.status_code, answer.json()["error"]) == (404, "InvalidEndpoint")
    assert list(webhooks_of(call).records.values()) == [stored]


def without(name: str) -> Record:
    return {key: value for key, value in NEW.items() if key != name}


# Method, what is sent -> what of it the error names.
BAD: list[tuple[str, Any, str]] = [
    *[("POST", without(name), name) for name in NEW],
    *[("PUT", without(name), name) for name in NEW],
    *[("PATCH", {name: ""}, name) for name in NEW],
    ("PATCH", {"name": 5}, "name"),
    ("PATCH", {"description": ["x"]}, "description"),
    ("PATCH", {"endpoint": {}}, "endpoint"),
    ("PATCH", {"status": "pause"}, "status"),
    ("PATCH", {"http_method": "HEAD"}, "http_method"),
    ("PATCH", {"request_format": "text"}, "request_format"),
    ("PATCH", {"custom_headers": "X-A: 1"}, "custom_headers"),
    ("PATCH", {"custom_headers": {"X-A": 1}}, "custom_headers"),
    ("PATCH", {"authentication": {"type": "digest", "data": {}}}, "authentication"),
    ("PATCH", {"authentication": {"type": "bearer_token"}}, "authentication"),
    ("PATCH", {"authentication": BASIC}, "authentication"),
    (
        "PATCH",
        {"authentication": {"type": "basic_auth", "data": {"password": "x"}}},
        "authentication",
    ),
    ("PATCH", {"authentication": {**BASIC, "add_position": "query_string"}}, "authentication"),
    ("PATCH", {"subscriptions": EVENTS}, "subscriptions"),
    ("PATCH", {"subscriptions": []}, "subscriptions"),
    ("PATCH", {"subscriptions": [*RULES, *EVENTS]}, "subscriptions"),
    ("POST", {**NEW, "subscriptions": ["user.deleted"]}, "subscriptions"),
    ("POST", {**NEW, "subscriptions": EVENTS}, "subscriptions"),
    ("POST", {**FOR_EVENTS, "request_format": "xml"}, "subscriptions"),
    ("POST", {}, "webhook"),
    ("POST", None, "webhook"),
    ("PATCH", {}, "webhook"),
    ("PATCH", [NEW], "webhook"),
]


@pytest.mark.parametrize(("method", "sent", "name"), BAD)
def test_bad_values(method: str, sent: Any, name: str, call: Caller) -> None:
    stored = dict(webhooks_of(call).put(dict(OLD)))
    answer = send(call, method, PATH if method == "POST" else ONE, sent)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["source"] == {"pointer": "/webhook/" + name}
    assert {"id", "code", "title", "detail"} <= set(error)
    assert list(webhooks_of(call).records.values()) == [stored]


@pytest.mark.parametrize("body", [{}, {"request": None}, {"request": {}}, {"webhook": {}}, None])
def test_a_test_of_nothing(body: Any, call: Caller) -> None:
    answer = call("POST", PATH + "/test", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidWebhook")


def test_events_in_good_order(call: Caller) -> None:
    created = send(call, "POST", PATH, FOR_EVENTS).json()["webhook"]
    assert created["subscriptions"] == EVENTS
    more = [*EVENTS, "zen:event-type:ticket.created"]
    one = PATH + "/" + created["id"]
    assert send(call, "PATCH", one, {"subscriptions": more}).status_code == 204
    assert read(call, created["id"])["subscriptions"] == more


# Method, path: what nobody may do with a webhook of an app.
OF_AN_APP = [
    ("DELETE", ONE),
    ("POST", PATH + "?clone_webhook_id=" + ID),
    ("GET", ONE + "/signing_secret"),
    ("POST", ONE + "/signing_secret"),
]


@pytest.mark.parametrize(("method", "path"), OF_AN_APP)
def test_webhooks_of_apps(method: str, path: str, call: Caller) -> None:
    stored = dict(webhooks_of(call).put({**OLD, "external_source": APP}))
    answer = call(method, path)
    assert (answer.status_code, len(answer.json()["errors"])) == (403, 1)
    assert list(webhooks_of(call).records.values()) == [stored]


# --- who may do what

READS = {("GET", PATH), ("GET", ONE)}


@pytest.mark.parametrize(("method", "path", "body", "status", "keys"), ANSWERS)
def test_agents_read_and_admins_write(
    method: str, path: str, body: Any, status: int, keys: set[str], call: Caller
) -> None:
    webhooks_of(call).put(dict(OLD))
    webhooks_of(call).add_invocation(ID, id=INVOCATION_ID)
    refused = call(method, path, json=body, headers=AGENT)
    if (method, path) in READS:
        assert (refused.status_code, set(refused.json())) == (status, keys)
    else:
        assert (refused.status_code, refused.json()["error"]["title"]) == (403, "Forbidden")
    assert call(method, path, json=body, headers={}).status_code == 401
    assert call(method, path, json=body, headers=ADMIN).status_code == status


@pytest.mark.parametrize(
    "scope", ["read", "write", "webhooks:read", "webhooks:write", "targets:read"]
)
@pytest.mark.parametrize(("method", "path", "body", "status", "keys"), ANSWERS)
def test_scopes(
    method: str, path: str, body: Any, status: int, keys: set[str], scope: str, call: Caller
) -> None:
    webhooks_of(call).put(dict(OLD))
    webhooks_of(call).add_invocation(ID, id=INVOCATION_ID)
    needed = "read" if method == "GET" else "write"
    answer = call(method, path, json=body, headers=call.bearer(scope))
    if scope in (needed, "webhooks:" + needed):
        assert answer.status_code == status
    else:
        assert (answer.status_code, answer.json()["error"]) == (403, "Forbidden")
        assert "missing the following required scopes" in answer.json()["description"]


# --- how many


@pytest.mark.parametrize("path", [PATH, PATH + "?clone_webhook_id=" + ID])
def test_the_eleventh_webhook_of_a_trial(path: str, call: Caller) -> None:
    call.simulator.account.switches.max_webhooks = 10
    webhooks = webhooks_of(call)
    webhooks.put(dict(OLD))
    for _number in range(8):
        webhooks.put(dict(NEW))
    answers = [send(call, "POST", path, NEW) for _try in range(2)]
    assert ([answer.status_code for answer in answers], len(webhooks.records)) == ([201, 403], 10)
    assert answers[1].json() == {
        "errors": [
            {
                "code": "WebhookLimitExceeded",
                "title": "Webhook Limit Exceeded",
                "detail": "Account limit on number of webhooks has been reached",
                "id": answers[1].headers["X-Request-ID"],
            }
        ]
    }


# Method, path, body -> how many there are in a minute, and how many are left after one.
LIMITS: list[tuple[str, str, Any, int, int]] = [
    ("GET", PATH, None, 100, 99),
    ("GET", ONE, None, 100, 99),
    ("GET", ONE + "/invocations", None, 100, 99),
    ("POST", PATH + "/test", {"request": {"endpoint": "https://example.org"}}, 20, 18),
]


@pytest.mark.parametrize(("method", "path", "body", "limit", "left"), LIMITS)
def test_rate_limits(
    method: str, path: str, body: Any, limit: int, left: int, call: Caller
) -> None:
    """They are webhooks' own, and do not tell when they are full again."""
    webhooks_of(call).put(dict(OLD))
    answer = call(method, path, json=body)
    while answer.ok:
        assert answer.headers["x-rate-limit"] == str(limit)
        assert answer.headers["x-rate-limit-remaining"] == str(left)
        left -= 1 if limit == 100 else 2
        answer = call(method, path, json=body)
    assert (left < 0, answer.status_code) == (True, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "rate-limit-reset" not in answer.headers
    others = {PATH, PATH + "/test", "/api/v2/targets"} - {path if limit == 20 else PATH}
    sent = {"request": {"endpoint": "https://example.org"}}
    for other in others:
        is_test = other.endswith("/test")
        assert call("POST" if is_test else "GET", other, json=sent if is_test else None).ok
