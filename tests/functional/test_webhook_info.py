# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks that are read: which, what beside them, and at which pace."""

from __future__ import annotations

import json
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.functional.conftest import Clock
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.webhooks import Webhooks

Run = Callable[..., dict[str, Any]]

PATH = "/api/v2/webhooks"
LIST = "GET " + PATH
PAGER = {
    "name": "Pager",
    "endpoint": "https://pager.example.com",
    "authentication": {"type": "bearer_token", "data": {"token": "marker-token"}},
    "custom_headers": {"X-Api-Key": "marker-key", "X-Source": "Zendesk"},
}
OFF = {"name": "Old", "endpoint": "https://old.example.com", "status": "inactive"}


@pytest.fixture
def webhooks(simulator: Simulator) -> Webhooks:
    """The webhooks of the account: one that is active, and one that is not."""
    found = simulator.account.resources["webhooks"]
    assert isinstance(found, Webhooks)
    found.put(dict(PAGER))
    found.put(dict(OFF))
    return found


@pytest.fixture
def info(run: Run, webhooks: Webhooks) -> Callable[..., list[dict[str, Any]]]:
    """The webhooks that C(zendesk_webhook_info) returns."""

    def call(**arguments: Any) -> list[dict[str, Any]]:
        result = run("zendesk_webhook_info", **arguments)
        assert not result.get("failed"), result
        assert not result["changed"]
        found: list[dict[str, Any]] = result["webhooks"]
        return found

    return call


# Options -> the names that are returned.
CHOICES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "all": ({}, ["Old", "Pager"]),
    "by name": ({"name": "Pager"}, ["Pager"]),
    "by a name that is another in another case": ({"name": "pager"}, []),
    "active ones": ({"status": "active"}, ["Pager"]),
    "inactive ones": ({"status": "inactive"}, ["Old"]),
    "by name and status": ({"name": "Old", "status": "active"}, []),
}


@pytest.mark.parametrize(("asked", "names"), CHOICES.values(), ids=list(CHOICES))
def test_which(asked: dict[str, Any], names: list[str], info: Any, simulator: Simulator) -> None:
    assert [webhook["name"] for webhook in info(**asked)] == names
    assert simulator.calls == [LIST]


def test_by_id(info: Any, webhooks: Webhooks, simulator: Simulator) -> None:
    first = next(iter(webhooks.records))
    (found,) = info(id=first)
    assert (found["id"], found["name"]) == (first, "Pager")
    assert info(id="01HANAHFR0000000000000000Z") == []
    assert set(simulator.calls) == {
        "GET %s/%s" % (PATH, first),
        LIST + "/01HANAHFR0000000000000000Z",
    }


def test_what_is_shown(info: Any) -> None:
    _old, pager = info()
    assert pager["authentication"] == {"type": "bearer_token"}
    assert pager["custom_headers"] == {"X-Source": "Zendesk"}
    assert "marker" not in json.dumps(info())


def test_usage(info: Any, webhooks: Webhooks, simulator: Simulator) -> None:
    first, _other = webhooks.records
    action = {"field": "notification_webhook", "value": [first, "Hello"]}
    for kind in ("triggers", "automations"):
        simulator.account.resources[kind].put({"title": "Ring", "actions": [action]})
    old, pager = info(gather=["usage"])
    assert [rule["kind"] for rule in pager["usage"]] == ["trigger", "automation"]
    assert old["usage"] == []


# --- what became of the requests


def failures(webhooks: Webhooks, count: int) -> None:
    first = next(iter(webhooks.records))
    for number in range(count):
        webhooks.add_invocation(
            first,
            status="client error",
            status_code=403,
            latest_completed_at="2026-11-20T10:%02d:00Z" % number,
            attempts=[
                {
                    "request": {
                        "headers": [
                            {"key": "Authorization", "value": "Bearer canary-1"},
                            {"key": "Content-Type", "value": "application/json"},
                        ],
                        "payload": '{"api_key": "canary-2", "ticket": 5}',
                    },
                    "response": {"headers": [], "payload": "token=canary-3&a=b"},
                }
            ],
        )


def test_invocations(info: Any, webhooks: Webhooks, simulator: Simulator) -> None:
    first, other = webhooks.records
    failures(webhooks, 30)
    for number in range(120):
        webhooks.add_invocation(first, latest_completed_at="2026-11-21T10:00:%02dZ" % (number % 60))
    webhooks.add_invocation(first, status="throttled", latest_completed_at="2026-11-22T10:00:00Z")
    simulator.journal.clear()
    old, pager = info(gather=["invocations"])
    found = pager["invocations"]
    assert found["counts"] == {"client error": 30, "success": 120, "throttled": 1}
    assert len(found["latest_failures"]) == 25
    assert [each["status"] for each in found["latest_failures"][:2]] == [
        "throttled",
        "client error",
    ]
    assert "attempts" not in json.dumps(found)
    assert old["invocations"] == {"counts": {}, "latest_failures": []}
    below = "/invocations"
    assert simulator.calls == [
        LIST,
        LIST + "/" + other + below,
        *[LIST + "/" + first + below] * 2,
    ]


def test_failures_in_detail(info: Any, webhooks: Webhooks, simulator: Simulator) -> None:
    failures(webhooks, 2)
    _old, pager = info(gather=["invocations"], failure_details=True)
    ((attempt,), _other) = [each["attempts"] for each in pager["invocations"]["latest_failures"]]
    assert attempt["request"]["headers"][0] == {"key": "Authorization", "value": "********"}
    assert attempt["request"]["headers"][1]["value"] == "application/json"
    assert '"ticket": 5' in attempt["request"]["payload"]
    assert attempt["response"]["payload"] == "token=********&a=b"
    assert "canary" not in json.dumps(pager)
    assert len([call for call in simulator.calls if call.endswith("/attempts")]) == 2


def test_details_of_what_is_not_read(run: Run) -> None:
    result = run("zendesk_webhook_info", failure_details=True)
    assert result["msg"] == "failure_details requires invocations in gather."


# --- signing secrets


def test_signing_secrets(info: Any, webhooks: Webhooks, simulator: Simulator) -> None:
    assert "signing_secret" not in json.dumps(info())
    simulator.journal.clear()
    for webhook in info(gather=["signing_secret"]):
        stored = webhooks.records[webhook["id"]]["signing_secret"]
        assert webhook["signing_secret"] == stored
    assert len(simulator.calls) == 3


def test_the_signing_secret_of_an_app(run: Run, webhooks: Webhooks) -> None:
    for webhook in webhooks.records.values():
        webhook["external_source"] = {"type": "zendesk_app"}
    result = run("zendesk_webhook_info", gather=["signing_secret"])
    assert [webhook["signing_secret"] for webhook in result["webhooks"]] == [None, None]
    assert len(result["warnings"]) == 2


# --- the pace


def test_a_run_far_from_the_limit_waits_for_nothing(info: Any, no_waiting: list[float]) -> None:
    info(gather=["invocations", "signing_secret"])
    assert no_waiting == []


def test_many_webhooks_with_their_invocations(
    run: Run, webhooks: Webhooks, simulator: Simulator, clock: Clock
) -> None:
    """Zendesk takes 100 requests a minute about webhooks, and does not tell when a minute ends."""
    for number in range(128):
        webhooks.put({**PAGER, "name": "Pager %d" % number})
    result = run("zendesk_webhook_info", gather=["invocations"])
    assert len(result["webhooks"]) == 130
    assert {entry["status"] for entry in simulator.journal.entries} == {200}
    assert clock.passed == 60
    # Other paths are not held up by it.
    assert run("zendesk_target_info")["targets"] == []
    assert clock.passed == 60
