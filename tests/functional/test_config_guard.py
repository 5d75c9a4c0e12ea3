# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a configuration must not delete, switch off or leave half done. Each run is judged by its journal."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    Item,
    absent,
    agreeing,
    automation,
    done,
    gone,
    having,
    hook,
    names,
    record,
    records,
    target,
    tell,
    trigger,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
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
    return having(run, **ACCOUNT)


@pytest.fixture
def apply(judged: Callable[..., tuple[Result, Result]]) -> Run:
    """Check mode and a run, which say the same and are judged."""
    return agreeing(judged)


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
        "you do not own them",
    ),
    "of others, not managed": ({"owned": {"triggers": ["Our*"]}}, "you do not own them"),
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
    assert "you do not own them" in apply(trigger_categories=[gone("C", force=True)])["msg"]


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


# --- what follows from an item that can't be planned

# It fails when it is planned: there is none of this name, and nothing says where it sends to.
NEW = {"name": "New"}
EVENTS: Item = {"subscriptions": ["zen:event-type:user.created"], "recreate": True}
# What there is, what is asked for -> what is done.
FOLLOWS: dict[str, tuple[dict[str, Any], dict[str, Any], list[tuple[str, str]]]] = {
    "a rule that names it is skipped": (
        {},
        {
            "webhooks": [NEW],
            "triggers": [placed("R", tell(webhook="New")), placed("S", tell(webhook="A"))],
        },
        [("New", "failed"), ("R", "skipped"), ("S", "create")],
    ),
    "a trigger in a category that can't be had": (
        {},
        {
            "trigger_categories": [{"name": "E", "id": "77"}],
            "triggers": [placed("R", category="C")],
        },
        [("E", "failed"), ("R", "create")],
    ),
    "what a skipped rule names stays": (
        {"triggers": [placed("R", tell(webhook="A"))]},
        {"webhooks": [NEW, gone("A")], "triggers": [placed("R", tell(webhook="New"))]},
        [("New", "failed"), ("A", "kept"), ("R", "skipped")],
    ),
    "what a rule names that can't be planned stays": (
        {"triggers": [placed("R", tell(webhook="A"))]},
        {"webhooks": [gone("A")], "triggers": [placed("R", tell(webhook="Nobody"))]},
        [("A", "kept"), ("R", "failed")],
    ),
    "what an automation names whose conditions are taken stays": (
        {"automations": [automation("T", tell(webhook="A")), automation("U", hours=9)]},
        {
            "webhooks": [gone("A")],
            "automations": [automation("T", tell(webhook="B"), hours=9)],
        },
        [("A", "kept"), ("T", "failed")],
    ),
    "and nothing is pruned": (
        {"automations": [automation("T"), automation("U", hours=9)]},
        {
            "webhooks": [hook("B")],
            "prune": ["webhooks"],
            "automations": [automation("T", hours=9)],
        },
        [("A", "skipped"), ("T", "failed")],
    ),
    "what can't be replaced": (
        {"triggers": [placed("R", tell(webhook="A")), placed("S")]},
        {
            "webhooks": [hook("A", **EVENTS), hook("B")],
            "triggers": [placed("S", tell(webhook="B")), placed("T", tell(webhook="B"))],
            "prune": ["webhooks"],
        },
        [("A", "failed"), ("S", "update"), ("T", "create")],
    ),
    "a category keeps its place for a trigger that can't be moved": (
        {"triggers": [placed("R", category="C")]},
        {
            "webhooks": [NEW],
            "trigger_categories": [gone("C")],
            "triggers": [placed("R", tell(webhook="New"))],
        },
        [("New", "failed"), ("C", "kept"), ("R", "skipped")],
    ),
    "force takes no trigger along that can't be moved": (
        {"triggers": [placed("R", category="C", active=False)]},
        {
            "webhooks": [NEW],
            "trigger_categories": [gone("C", force=True)],
            "triggers": [placed("R", tell(webhook="New"))],
        },
        [("New", "failed"), ("C", "kept"), ("R", "skipped")],
    ),
}


@pytest.mark.parametrize("row", FOLLOWS)
def test_what_follows_from_a_failure(have: Run, apply: Run, simulator: Simulator, row: str) -> None:
    """Check mode says it as well, and what can be done is done."""
    before, asked, expected = FOLLOWS[row]
    have(**before)
    result = apply(continue_on_error=True, **asked)
    assert result["failed"]
    assert [(name, action) for _kind, name, action in done(result)] == expected, result["msg"]


# --- room for automations

# Beside automations A (24 hours), B (2) and X (3): what is asked for.
ROOM: dict[str, dict[str, Any]] = {
    "of others": {
        "automations": [automation("Our A", hours=3)],
        "owned": {"automations": ["Our*"]},
    },
    "kept": {
        "automations": [automation("N", hours=3)],
        "prune": ["automations"],
        "keep": {"automations": ["X"]},
        "max_deletions": 2,
    },
    "in no list": {"automations": [automation("N", hours=3)]},
    "at the end of a chain": {
        "automations": [automation("A", hours=2), automation("B", hours=3)],
    },
    "at the end of a chain, the other way round": {
        "automations": [automation("B", hours=3), automation("A", hours=2)],
    },
    "of one that can't be changed": {
        "webhooks": [NEW],
        "automations": [automation("X", tell(webhook="New"), hours=8), automation("N", hours=3)],
    },
    "of one whose prune is held back": {
        "webhooks": [NEW],
        "automations": [automation("A"), automation("B", hours=2), automation("N", hours=3)],
        "prune": ["automations"],
    },
    "of one whose prune is held back by a typo": {
        "automations": [automation("A"), automation("B", hours=2), automation("N", hours=3)],
        "prune": ["automations"],
        "keep": {"automations": ["Nobody"]},
    },
    "of one that a prune would switch off, and keep spares": {
        "automations": [automation("A"), automation("B", hours=2), automation("N", hours=3)],
        "prune": ["automations"],
        "prune_rules": "deactivate",
        "keep": {"automations": ["?"]},
    },
}


@pytest.mark.parametrize("row", ROOM)
@pytest.mark.parametrize("goes_on", [False, True])
def test_nothing_makes_room_that_stays(
    have: Run, apply: Run, simulator: Simulator, row: str, goes_on: bool
) -> None:
    have(automations=[automation("A"), automation("B", hours=2), automation("X", hours=3)])
    result = apply(continue_on_error=goes_on, **ROOM[row])
    assert result["failed"]
    assert all(each["active"] for each in records(simulator, "automations"))
    assert "has the same conditions as automation" in result["msg"]


# --- names in keep mean what bears them when the run is over

# Webhooks A, B, Cc and D are there -> entries, items beside D, and what the error says, "" if it is none.
KEEP: dict[str, tuple[list[Any], list[Item], str]] = {
    "a typo": (["Ab"], [], 'keep.webhooks: "Ab" matches no webhook, so nothing is pruned'),
    "a typo that is near": (["CC"], [], "did you mean Cc?"),
    "a typo beside a pattern": (["?", "Ab"], [], '"Ab" matches no webhook'),
    "an ID that none has": ([{"id": "01HANAHFR000000000AF8TYRXX"}], [], "matches no webhook"),
    "a pattern that fits nothing": (["Nobody*"], [], ""),
    "a name that an item gives up": (
        ["A"],
        [hook("N", previous_name="A")],
        '"A" matches no webhook',
    ),
    "a name that an item takes on": (["N"], [hook("N", previous_name="A")], ""),
    "a name that an item makes": (["N"], [hook("N")], ""),
    "a name that is to be absent": (["A"], [gone("A")], '"A" matches no webhook'),
    "a name of what can't be planned": (["N"], [{"name": "N"}], "There is no webhook called"),
}


@pytest.mark.parametrize("row", KEEP)
def test_keep_when_the_run_is_over(have: Run, apply: Run, simulator: Simulator, row: str) -> None:
    entries, items, told = KEEP[row]
    have(webhooks=[hook(each) for each in ("A", "B", "Cc", "D")])
    result = apply(
        webhooks=[hook("D"), *items],
        prune=["webhooks"],
        keep={"webhooks": entries},
        max_deletions=3,
        continue_on_error=True,
    )
    assert bool(result.get("failed")) == bool(told), result["msg"]
    assert told in result["msg"]
    assert ("B" in names(simulator, "webhooks")) == bool(told)
    # Everything else is done.
    made = [each["name"] for each in items if "endpoint" in each]
    assert set(made) <= set(names(simulator, "webhooks"))


def test_two_that_swap_names_and_keep(have: Run, apply: Run, simulator: Simulator) -> None:
    have(webhooks=[hook("A"), hook("B"), hook("D")])
    one, other = (record(simulator, "webhooks", each)["id"] for each in "AB")
    swapped = [{"id": one, "name": "B"}, {"id": other, "name": "A"}]
    asked = {"prune": ["webhooks"], "keep": {"webhooks": ["A", "B"]}}
    result = apply(webhooks=swapped, **asked)
    assert not result.get("failed"), result["msg"]
    assert names(simulator, "webhooks") == ["A", "B"]


def test_a_typo_in_one_kind_stops_all_prunes(have: Run, apply: Run, simulator: Simulator) -> None:
    have(triggers=[placed("R"), placed("S")])
    result = apply(
        webhooks=[hook("A"), hook("N")],
        triggers=[placed("S")],
        prune=["webhooks", "triggers"],
        keep={"webhooks": ["Bb"]},
        trigger_order="as_listed",
    )
    assert done(result) == [
        ("webhook", "N", "create"),
        ("webhook", "B", "skipped"),
        ("trigger", "R", "skipped"),
    ]
    assert result["msg"].count("did you mean B?") == 1


@pytest.mark.parametrize("entry", [{"category": "New C"}, {"category": "C"}])
def test_a_category_that_is_renamed_and_keep(
    have: Run, apply: Run, simulator: Simulator, entry: Item
) -> None:
    have(triggers=[placed("R", category="C"), placed("S")])
    result = apply(
        trigger_categories=[{"name": "New C", "previous_name": "C"}, {"name": "D"}],
        triggers=[placed("S")],
        prune=["triggers"],
        keep={"triggers": [entry]},
    )
    assert bool(result.get("failed")) == (entry == {"category": "C"})
    assert names(simulator, "triggers") == ["R", "S"]


@pytest.mark.parametrize("entry", [{"category": "New C"}, {"category": "C"}])
def test_a_category_that_is_renamed_and_owned(
    have: Run, apply: Run, simulator: Simulator, entry: Item
) -> None:
    have(triggers=[placed("R", category="C"), placed("T")])
    result = apply(
        trigger_categories=[{"name": "New C", "previous_name": "C"}],
        triggers=[],
        prune=["triggers"],
        owned={"triggers": [entry]},
        max_deletions=1,
    )
    # Only what is in there then is ours; what is not there owns nothing.
    assert not result.get("failed"), result["msg"]
    assert names(simulator, "triggers") == (["T"] if entry == {"category": "New C"} else ["R", "T"])
