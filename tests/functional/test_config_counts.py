# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts as deleted, what makes a plan another one, and what order and former names mean at their limits."""

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
    tell,
    trigger,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
EVENTS: Item = {"subscriptions": ["zen:event-type:user.created"], "recreate": True}
CATEGORIES = [{"name": "C%02d" % at} for at in range(30)]
FIVE = [trigger("T%d" % at, category="C00", active=False) for at in range(5)]


@pytest.fixture
def have(run: Run) -> Run:
    return having(run)


@pytest.fixture
def apply(judged: Callable[..., tuple[Result, Result]]) -> Run:
    """Check mode and a run, which say the same and are judged."""
    return agreeing(judged)


# What there is, what is asked for -> how many records count.
COUNTS: dict[str, tuple[dict[str, Any], dict[str, Any], int]] = {
    "absent": ({"webhooks": [hook("A")]}, {"webhooks": [gone("A")]}, 1),
    "absent, and not there": ({}, {"webhooks": [gone("A")]}, 0),
    "replaced": ({"webhooks": [hook("A")]}, {"webhooks": [hook("A", **EVENTS)]}, 1),
    "pruned": (
        {"webhooks": [hook("A"), hook("B")]},
        {"webhooks": [hook("A")], "prune": ["webhooks"]},
        1,
    ),
    "switched off by a prune": (
        {"triggers": [trigger("A"), trigger("B")]},
        {"triggers": [trigger("A")], "prune": ["triggers"], "prune_rules": "deactivate"},
        1,
    ),
    "switched off by an item": (
        {"triggers": [trigger("A")]},
        {"triggers": [{"title": "A", "active": False}]},
        0,
    ),
    "off already": (
        {"triggers": [trigger("A"), trigger("B", active=False)]},
        {"triggers": [trigger("A")], "prune": ["triggers"], "prune_rules": "deactivate"},
        0,
    ),
    "makes room, and stays": (
        {"automations": [automation("A", hours=1), automation("B", hours=2)]},
        {"automations": [automation("A", hours=2), automation("B", hours=1)]},
        0,
    ),
    "makes room, and goes": (
        {"automations": [automation("A")]},
        {"automations": [absent("A"), automation("B")]},
        1,
    ),
    "kept by a rule": (
        {"webhooks": [hook("A"), hook("B")], "triggers": [trigger("R", tell(webhook="A"))]},
        {"webhooks": [gone("A"), gone("B")]},
        1,
    ),
    "a category and what it holds": (
        {"trigger_categories": CATEGORIES, "triggers": FIVE[:2]},
        {"trigger_categories": [gone("C00", force=True)]},
        3,
    ),
}


@pytest.mark.parametrize("row", COUNTS)
def test_what_counts(have: Run, apply: Run, simulator: Simulator, row: str) -> None:
    before, asked, count = COUNTS[row]
    if before:
        have(**before)
    if count:
        refused = apply(max_deletions=count - 1, **asked)
        assert "%d record" % count in refused["msg"]
        assert "set max_deletions to %d" % count in refused["msg"]
    result = apply(max_deletions=count, **asked)
    assert "max_deletions" not in result["msg"]


@pytest.mark.parametrize("owned", [{}, {"triggers": ["T*"]}])
@pytest.mark.parametrize("lists", [{}, {"triggers": []}])
def test_what_goes_along_counts_among_its_kind(
    have: Run, apply: Run, owned: dict[str, Any], lists: dict[str, Any]
) -> None:
    have(trigger_categories=CATEGORIES, triggers=FIVE)
    asked = {"trigger_categories": [gone("C00", force=True)], "owned": owned, **lists}
    assert "(5 of 5 triggers)" in apply(**asked)["msg"]


# --- the identity of a plan


def test_the_order_in_which_records_are_listed_is_no_part_of_the_plan(
    have: Run, run: Run, simulator: Simulator
) -> None:
    have(triggers=[trigger(each) for each in "ABCD"])
    asked: dict[str, Any] = {"triggers": [trigger("A")], "prune": ["triggers"]}
    first = run("zendesk_config", check=True, **asked)
    for at, title in enumerate("DCBA", 1):
        record(simulator, "triggers", title)["position"] = at
    again = run("zendesk_config", check=True, **asked)
    assert [each["name"] for each in first["plan"]] != [each["name"] for each in again["plan"]]
    assert first["plan_id"] == again["plan_id"]


def test_what_goes_along_is_part_of_the_plan(have: Run, run: Run, simulator: Simulator) -> None:
    have(trigger_categories=CATEGORIES, triggers=FIVE[:1])
    asked: dict[str, Any] = {"trigger_categories": [gone("C00", force=True)]}
    plan_id = run("zendesk_config", check=True, **asked)["plan_id"]
    have(triggers=FIVE[:2])
    simulator.journal.clear()
    result = run("zendesk_config", expected_plan_id=plan_id, **asked)
    assert result["failed"]
    assert not writes(simulator)


# --- the order


def order(simulator: Simulator, category: str = "C") -> str:
    number = record(simulator, "trigger_categories", category)["id"]
    found = [e for e in records(simulator, "triggers") if e["category_id"] == number]
    return "".join(e["title"] for e in sorted(found, key=lambda e: e["position"]))


# In C are A, b (off), X, D and E, in D is M -> the list, what is said besides, and the order in the end.
ORDERS: dict[str, tuple[list[Item], dict[str, Any], str]] = {
    "what is not listed keeps its place": ([{"title": "E"}, {"title": "A"}], {}, "EbXDA"),
    "what is off is passed over": (
        [{"title": "D"}, {"title": "b"}, {"title": "A"}],
        {},
        "DbXAE",
    ),
    "what is switched on goes behind its predecessor": (
        [{"title": "D"}, {"title": "b", "active": True}],
        {},
        "AXDbE",
    ),
    "what is switched off leaves the order": (
        [{"title": "D"}, {"title": "E", "active": False}, {"title": "A"}],
        {},
        "DbXAE",
    ),
    "what is moved in": (
        [{"title": "A"}, {"title": "M", "category": "C"}, {"title": "D"}],
        {},
        "AMXDE",
    ),
    "what is moved out": (
        [{"title": "D"}, {"title": "X", "category": "D"}, {"title": "A"}],
        {},
        "DbAE",
    ),
    "what goes": ([{"title": "D"}, absent("X"), {"title": "A"}], {}, "DbAE"),
    "what a prune switches off": (
        [{"title": "D"}, {"title": "A"}],
        {"prune": ["triggers"], "prune_rules": "deactivate", "max_deletions": 9},
        "DbXAE",
    ),
    "what a typo in keep spares": (
        [{"title": "D"}, {"title": "A"}],
        {"prune": ["triggers"], "keep": {"triggers": ["Nobody"]}},
        "DbXAE",
    ),
    "what others own": (
        [{"title": "D"}, {"title": "A"}],
        {"owned": {"triggers": ["A", "D"]}},
        "DbXAE",
    ),
    "an item that can't be planned": (
        [{"title": "D"}, {"title": "Nobody", "category": "C"}, {"title": "A"}],
        {"continue_on_error": True},
        "DbXAE",
    ),
    "an item that is skipped": (
        [{"title": "D"}, trigger("N", tell(webhook="New"), category="C"), {"title": "A"}],
        {"continue_on_error": True, "webhooks": [{"name": "New"}]},
        "DbXAE",
    ),
}


@pytest.mark.parametrize("row", ORDERS)
def test_as_listed(have: Run, apply: Run, simulator: Simulator, row: str) -> None:
    listed, more, expected = ORDERS[row]
    there = [trigger(each, category="C", active=each != "b") for each in "AbXDE"]
    have(
        trigger_categories=[{"name": "C"}, {"name": "D"}],
        triggers=[*there, trigger("M", category="D")],
    )
    result = apply(triggers=listed, trigger_order="as_listed", **more)
    active = {each["title"] for each in records(simulator, "triggers") if each["active"]}
    found = [each for each in order(simulator) if each in active]
    assert found == [each for each in expected if each in active], result["msg"]
    assert result["changed"]
    again = apply(triggers=listed, trigger_order="as_listed", **more)
    assert not again["changed"], again["changes"]


# --- former names


# Webhooks Old, New and Z are there -> the items beside "New, formerly Old", and whether that is an error.
FORMER: dict[str, tuple[list[Item], bool]] = {
    "nobody claims the old one": ([], True),
    "an item has the old name": ([hook("Old")], False),
    "the old one is to go": ([gone("Old")], False),
    "an item has its ID": ([{"id": "OLD", "status": "active"}], False),
}


@pytest.mark.parametrize("row", FORMER)
@pytest.mark.parametrize("turned", [False, True])
def test_both_names_are_there(
    have: Run, apply: Run, simulator: Simulator, row: str, turned: bool
) -> None:
    more, fails = FORMER[row]
    have(webhooks=[hook("Old"), hook("New"), hook("Z")])
    old, new = (record(simulator, "webhooks", each)["id"] for each in ("Old", "New"))
    more = [{**each, "id": old} if each.get("id") == "OLD" else each for each in more]
    items = [hook("New", previous_name="Old"), *more]
    result = apply(webhooks=list(reversed(items)) if turned else items)
    assert bool(result.get("failed")) == fails, result["msg"]
    if fails:
        assert old in result["msg"]
        assert new in result["msg"]
    assert record(simulator, "webhooks", "New")["id"] == new
    assert not [name for name in done(result) if name[2] == "create"]


def test_three_that_swap_names_by_id(have: Run, apply: Run, simulator: Simulator) -> None:
    rules = [trigger("R" + each, tell(webhook=each)) for each in "ABC"]
    have(webhooks=[hook(each) for each in "ABC"], triggers=rules)
    ids = [record(simulator, "webhooks", each)["id"] for each in "ABC"]
    turned = [{"id": each, "name": name} for each, name in zip(ids, "BCA")]
    asked: dict[str, Any] = {"webhooks": turned, "triggers": rules, "prune": ["webhooks"]}
    assert not apply(**asked).get("failed")
    assert names(simulator, "webhooks") == ["A", "B", "C"]
    for name, number in zip("BCA", ids):
        rule = record(simulator, "triggers", "R" + name)
        assert rule["actions"][0]["value"][0] == number
    assert not apply(**asked)["changed"]
