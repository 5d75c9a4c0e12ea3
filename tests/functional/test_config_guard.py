# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a configuration must not delete, switch off or leave half done. Each run is judged by its journal."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    Item,
    absent,
    automation,
    done,
    gone,
    hook,
    names,
    record,
    target,
    tell,
    trigger,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
SAID = ("failed", "changed", "msg", "changes", "summary", "plan_id", "warnings", "unmanaged")
REFUSED = {"status": 422, "body": {"error": "RecordInvalid", "description": "No."}}
# Of the account that most rows begin with.
ACCOUNT: dict[str, Any] = {
    "targets": [target("Mail")],
    "webhooks": [hook("A"), hook("B")],
    "trigger_categories": [{"name": "C"}, {"name": "D"}],
}


def placed(title: str, *actions: Item, **more: Any) -> Item:
    """A trigger in a category, as this account needs it."""
    return trigger(title, *actions, **{"category": "D", **more})


@pytest.fixture
def have(run: Run) -> Run:
    """Make the account what the test needs."""

    def call(**lists: Any) -> Result:
        result = run("zendesk_config", **{**ACCOUNT, **lists})
        assert not result.get("failed"), result["msg"]
        return result

    return call


@pytest.fixture
def apply(judged: Callable[..., tuple[Result, Result]]) -> Run:
    """Check mode and a run, which say the same and are judged."""

    def call(**arguments: Any) -> Result:
        predicted, result = judged(**arguments)
        for key in SAID:
            assert predicted.get(key) == result.get(key), (key, predicted["msg"], result["msg"])
        assert done(predicted) == done(result)
        return result

    return call


def by_id(simulator: Simulator, form: Any, name: str = "A") -> Item:
    """An action that names a webhook by its ID, in one of the forms that rules have."""
    number = record(simulator, "webhooks", name)["id"]
    value = {
        "a pair": [number, "{}"],
        "a list of one": [number],
        "a bare ID": number,
        "a text": '["%s","{}"]' % number,
    }[form]
    return {"field": "notification_webhook", "value": value}


def put(simulator: Simulator, kind: str, rule: Item, **more: Any) -> Item:
    """A rule that no configuration has made."""
    found: Item = simulator.account.resources[kind].put({"active": True, **rule, **more})
    return found


# --- what a rule names


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("kind", ["triggers", "automations"])
@pytest.mark.parametrize("form", ["a pair", "a list of one", "a bare ID", "a text"])
@pytest.mark.parametrize("way", ["absent", "prune", "recreate"])
def test_each_form_of_a_reference_keeps(
    have: Run, apply: Run, simulator: Simulator, way: str, form: str, kind: str, active: bool
) -> None:
    have()
    rule = {"triggers": trigger, "automations": automation}[kind]("R", by_id(simulator, form))
    put(simulator, kind, rule, active=active)
    events: Item = {"subscriptions": ["zen:event-type:user.created"], "recreate": True}
    asked: dict[str, dict[str, Any]] = {
        "absent": {"webhooks": [gone("A")]},
        "prune": {"webhooks": [hook("B")], "prune": ["webhooks"]},
        "recreate": {"webhooks": [hook("A", **events)]},
    }
    result = apply(**asked[way])
    assert result["failed"]
    assert '%s "R"' % kind[:-1] in result["msg"]
    assert names(simulator, "webhooks") == ["A", "B"]


# Who names webhook A, what is asked for -> whether it stays, and whether that is a failure.
GUARD: dict[str, tuple[dict[str, Any], dict[str, Any], bool, bool]] = {
    "a rule that this run points elsewhere": (
        {"triggers": [placed("R", tell(webhook="A"))]},
        {"triggers": [placed("R", tell(webhook="B"))]},
        False,
        False,
    ),
    "a rule that goes": (
        {"triggers": [placed("R", tell(webhook="A"))]},
        {"triggers": [absent("R")]},
        False,
        False,
    ),
    "a rule whose actions are not given": (
        {"triggers": [placed("R", tell(webhook="A"))]},
        {"triggers": [{"title": "R", "description": "x"}]},
        True,
        True,
    ),
    "a kept rule": (
        {"triggers": [placed("R", tell(webhook="A")), placed("S")]},
        {"triggers": [placed("S")], "prune": ["triggers"], "keep": {"triggers": ["R"]}},
        True,
        False,
    ),
    "a kept rule, and force": (
        {
            "triggers": [placed("R", tell(webhook="A")), placed("S")],
            "automations": [automation("T", tell(webhook="A"))],
        },
        {
            "webhooks": [gone("A", force=True)],
            "triggers": [placed("S")],
            "prune": ["triggers"],
            "keep": {"triggers": ["R"]},
        },
        True,
        False,
    ),
    "a rule of others, and force": (
        {"triggers": [placed("R", tell(webhook="A"))]},
        {"webhooks": [gone("A", force=True)], "triggers": [], "owned": {"triggers": ["Our*"]}},
        False,
        False,
    ),
    "a rule that a prune switches off": (
        {"triggers": [placed("R", tell(webhook="A")), placed("S")]},
        {"triggers": [placed("S")], "prune": ["triggers"], "prune_rules": "deactivate"},
        True,
        False,
    ),
    "a rule of others beside a prune": (
        {"triggers": [placed("R", tell(webhook="A")), placed("Our S")]},
        {
            "triggers": [placed("Our S")],
            "prune": ["triggers"],
            "owned": {"triggers": ["Our*"]},
        },
        True,
        True,
    ),
    "a rule that this run would make": (
        {},
        {
            "webhooks": [hook("B")],
            "prune": ["webhooks"],
            "triggers": [placed("R", tell(webhook="A"))],
        },
        True,
        False,
    ),
}


@pytest.mark.parametrize("row", GUARD)
def test_guard(have: Run, apply: Run, simulator: Simulator, row: str) -> None:
    before, asked, stays, fails = GUARD[row]
    have(**before)
    result = apply(**{"webhooks": [gone("A")], **asked})
    assert bool(result.get("failed")) == fails, result["msg"]
    assert ("A" in names(simulator, "webhooks")) == stays


@pytest.mark.parametrize("again", [1, 2])
def test_what_a_prune_has_switched_off_keeps_without_a_failure(
    have: Run, apply: Run, simulator: Simulator, again: int
) -> None:
    """Also in the runs after that."""
    have(triggers=[trigger("R", tell(webhook="A"), category="C"), trigger("S", category="D")])
    for _run in range(again + 1):
        result = apply(
            webhooks=[hook("B")],
            trigger_categories=[{"name": "D"}],
            triggers=[trigger("S", category="D")],
            prune=["webhooks", "trigger_categories", "triggers"],
            prune_rules="deactivate",
        )
        assert not result.get("failed"), result["msg"]
        assert ("webhook", "A", "kept") in done(result)
        assert ("trigger_category", "C", "kept") in done(result)
    assert not result["changed"]


# --- what a category holds

# What is in category C (inactive), and the lists -> what its delete by force is told, "" if it goes.
INSIDE: dict[str, tuple[dict[str, Any], str]] = {
    "in no list": ({}, ""),
    "not managed": ({"triggers": [trigger("S", category="D")]}, ""),
    "of others": (
        {"triggers": [trigger("Our S", category="D")], "owned": {"triggers": ["Our*"]}},
        "not yours",
    ),
    "of others, not managed": ({"owned": {"triggers": ["Our*"]}}, "not yours"),
    "in the list": ({"triggers": [{"title": "R", "description": "x"}]}, "in the list"),
    "in the list, and moved": ({"triggers": [{"title": "R", "category": "D"}]}, ""),
}


@pytest.mark.parametrize("row", INSIDE)
def test_what_force_takes_along(have: Run, apply: Run, simulator: Simulator, row: str) -> None:
    asked, told = INSIDE[row]
    have(triggers=[trigger("R", category="C", active=False)])
    result = apply(trigger_categories=[gone("C", force=True)], **asked)
    assert bool(result.get("failed")) == bool(told), result["msg"]
    assert told in result["msg"]
    assert ("C" in names(simulator, "trigger_categories")) == bool(told)


def test_what_an_app_made_does_not_go_along(have: Run, apply: Run, simulator: Simulator) -> None:
    have()
    number = record(simulator, "trigger_categories", "C")["id"]
    rule = trigger("App", category_id=number)
    put(simulator, "triggers", rule, active=False, app_installation={"id": 1})
    assert "not yours" in apply(trigger_categories=[gone("C", force=True)])["msg"]


def test_what_goes_along_is_not_called_unmanaged(have: Run, apply: Run) -> None:
    have(triggers=[trigger("R", category="C", active=False)])
    result = apply(trigger_categories=[gone("C", force=True)], triggers=[])
    assert result["plan"][0]["along"][0].startswith('trigger "R" (id ')
    assert [each["name"] for each in result["unmanaged"]] == ["D"]


def test_what_was_to_go_along_and_stays_keeps_what_it_names(
    have: Run, run: Run, simulator: Simulator
) -> None:
    have(triggers=[trigger("R", tell(webhook="A"), category="C", active=False)])
    number = record(simulator, "trigger_categories", "C")["id"]
    path = "/api/v2/trigger_categories/%s" % number
    simulator.fault(method="DELETE", path=path, answer=REFUSED, times=0)
    result = run(
        "zendesk_config",
        trigger_categories=[gone("C", force=True)],
        webhooks=[gone("A")],
        continue_on_error=True,
    )
    assert ("webhook", "A", "skipped") in done(result)
    assert names(simulator, "webhooks") == ["A", "B"]
