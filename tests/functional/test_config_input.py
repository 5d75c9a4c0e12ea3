# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with a configuration, told all at once and before the first request."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    absent,
    hook,
    target,
    tell,
    trigger,
    whole,
)
from ansible_collections.community.zendesk.tests.running import Result, run_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
MARKER = "marker-secret-in-the-wrong-place"

PROBLEMS: dict[str, tuple[dict[str, Any], str]] = {
    "no list": (
        {},
        "At least one of these lists is required: targets, webhooks, trigger_categories",
    ),
    "an unknown list": ({"trigers": []}, "unknown option trigers: did you mean triggers?"),
    "an option of an item in another list": (
        {"triggers": [trigger("A", endpoint="https://x")]},
        'Item 1, trigger "A": unknown option endpoint',
    ),
    "a list that is text": ({"webhooks": "A"}, "webhooks must be a list of dictionaries"),
    "an item that is text": ({"webhooks": ["A"]}, "item 1 is not a dictionary but text"),
    "a synonym": (
        {"webhooks": [{"title": "A"}]},
        "unknown option title: did you mean name?",
    ),
    "a policy of the task in an item": (
        {"webhooks": [hook("A", update_secrets="always")]},
        "unknown option update_secrets: it is an option of the task, not of an item",
    ),
    "a policy of an item in the task": (
        {"webhooks": [hook("A")], "force": True},
        "unknown option force: it is an option of items in targets",
    ),
    "recreate of what can't be replaced": (
        {"triggers": [trigger("A", recreate=True)]},
        "unknown option recreate",
    ),
    "prune of an unknown kind": (
        {"triggers": [], "prune": ["triger"]},
        "got triger: did you mean triggers?",
    ),
    "prune without a list": (
        {"webhooks": [hook("A")], "prune": ["triggers"]},
        "prune: triggers is not given",
    ),
    "prune as text": ({"webhooks": [], "prune": "webhooks"}, "prune must be a list, not text"),
    "keep as text": (
        {"webhooks": [], "prune": ["webhooks"], "keep": {"webhooks": "A, B"}},
        "keep: webhooks must be a list, not text",
    ),
    "keep of an unknown kind": (
        {"webhooks": [], "prune": ["webhooks"], "keep": {"webhook": ["A"]}},
        "keep: unknown option webhook: did you mean webhooks?",
    ),
    "keep that has no effect": (
        {"webhooks": [], "keep": {"webhooks": ["A"]}},
        "keep.webhooks has no effect: add webhooks to prune",
    ),
    "an empty entry": (
        {"webhooks": [], "owned": {"webhooks": [" "]}},
        "owned.webhooks: entry 1 is empty",
    ),
    "an entry of another kind": (
        {"webhooks": [], "owned": {"webhooks": [{"category": "A"}]}},
        "owned.webhooks: entry 1 must be a name in quotes, a pattern or {id: ..}.",
    ),
    "a number as an entry": (
        {"triggers": [], "owned": {"triggers": [7]}},
        "owned.triggers: entry 1 must be a name in quotes, a pattern or {id: ..} or {category: ..}",
    ),
    "secrets of nobody": (
        {"webhooks": [hook("Pager")], "send_secrets": ["Pagr"]},
        "send_secrets: no item with secrets is called Pagr: did you mean Pager?",
    ),
    "an empty plan": ({"webhooks": [], "expected_plan_id": ""}, "expected_plan_id is empty"),
    "no workers": ({"webhooks": [], "max_concurrency": 0}, "max_concurrency must be 1 or more"),
    "a negative limit": ({"webhooks": [], "max_deletions": -1}, "max_deletions must be 0 or more"),
    "an unknown order": (
        {"triggers": [], "trigger_order": "listed"},
        "trigger_order must be one of keep, as_listed; got listed: did you mean as_listed?",
    ),
    "two that are the same": (
        {"webhooks": [hook("A"), hook("A")]},
        'Item 2, webhook "A" refers to the same webhook as item 1',
    ),
    "a reference to what goes": (
        {"targets": [absent("A")], "triggers": [trigger("R", tell(target="A"))]},
        'actions[1].value[1]: the target "A" would be deleted by item 1 of targets',
    ),
    "no actions": (
        {"triggers": [trigger("R", actions=[])]},
        "actions is required and can't be empty",
    ),
}


@pytest.mark.parametrize("row", PROBLEMS)
def test_it_is_told_before_the_first_request(run: Run, simulator: Simulator, row: str) -> None:
    arguments, text = PROBLEMS[row]
    result = run("zendesk_config", **arguments)
    assert result["failed"]
    assert not simulator.calls
    assert text in result["msg"]


def test_all_of_it_at_once(run: Run, simulator: Simulator) -> None:
    """Of all lists, with what items would lack for a create."""
    result = run(
        "zendesk_config",
        targets=[target("A", email=["x"]), {"type": "email_target"}],
        webhooks=[{"name": "W", "endpoint": "ftp://x"}],
        triggers=[trigger("R", colour="red"), {"title": "S", "actions": True}],
        automations=[
            {"title": "U", "conditions": {"all": [{"field": "status", "operater": "is"}]}}
        ],
        prune=["nothing"],
        max_deletions="many",
    )
    assert not simulator.calls
    for text in (
        "email must be text, not a list",
        "title is missing",
        "endpoint must begin with https://",
        "unknown option colour",
        "actions must be a list",
        "operater",
        "prune must be one or more of",
        "max_deletions must be a whole number",
        "creating it also requires http_method and request_format",
    ):
        assert text in result["msg"], text


@pytest.mark.parametrize("inject", [True, False])
@pytest.mark.parametrize(
    "place",
    [
        {"webhooks": [hook("A", authentication=MARKER)]},
        {"webhooks": [hook("A", authentication={"type": "bearer_token", "tokn": MARKER})]},
        {"webhooks": [hook("A", authentication={"type": MARKER})]},
        {"webhooks": [hook("A", passwort=MARKER)]},
        {"webhooks": MARKER, "authentication": MARKER},
        {"targets": [target("A", password=MARKER)], "prune": ["x"]},
        {"zendesk_oauth_tokn": MARKER, "triggers": []},
    ],
    ids=str,
)
def test_secrets_out_of_place_are_masked(run: Run, place: dict[str, Any], inject: bool) -> None:
    result = run("zendesk_config", _ansible_inject_invocation=inject, **place)
    if not isinstance(place.get("webhooks"), str):
        assert result["failed"]
        assert MARKER not in str(result)


def test_validate_only_needs_no_account(clean_environment: None) -> None:
    result = run_module("zendesk_config", {**whole(), "validate_only": True})
    assert not result.get("failed")
    assert not result["changed"]


def test_validate_only_tells_what_is_wrong(clean_environment: None) -> None:
    arguments = {"triggers": [trigger("R", colour="red")], "validate_only": True}
    result = run_module("zendesk_config", arguments)
    assert result["failed"]
    assert "unknown option colour" in result["msg"]
    assert "zendesk_" not in result["msg"]
