# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One trigger: every attribute, every form of a value, and the requests that each change takes."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests import calls
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

PATH = "/api/v2/triggers"
LIST, POST = "GET " + PATH, "POST " + PATH
DEFINITIONS = "GET /api/v2/triggers/definitions"
CATEGORIES = "GET /api/v2/trigger_categories"
URGENT = {"field": "priority", "operator": "is", "value": "urgent"}
NEW = {"field": "status", "operator": "is", "value": "new"}
OPEN = {"field": "status", "value": "open"}
HIGH = {"field": "priority", "value": "high"}
PAGE = {
    "title": "Page",
    "conditions": {"all": [URGENT], "any": []},
    "actions": [OPEN],
}
UNKNOWN = {"id", "url", "created_at", "updated_at", "position", "default", "app_installation"}
UNKNOWN |= {"category_id"}


@pytest.fixture
def one(both: Callable[..., tuple[dict[str, Any], dict[str, Any]]]) -> Run:
    """Run C(zendesk_trigger) in check mode and for real, and compare the trigger of both."""

    def call(**arguments: Any) -> dict[str, Any]:
        predicted, result = both("zendesk_trigger", **arguments)
        if predicted.get("trigger") and result["trigger"]:
            shown = [
                {n: v for n, v in found.items() if n not in UNKNOWN and v is not None and v != ""}
                for found in (predicted["trigger"], result["trigger"])
            ]
            shown[0].setdefault("raw_title", shown[1]["raw_title"])
            assert shown[0] == shown[1]
        return result

    return call


def writes(simulator: Simulator) -> list[tuple[str, Any]]:
    return calls.writes(simulator, "trigger")


def add(simulator: Simulator, **more: Any) -> Record:
    return simulator.account.resources["triggers"].put({**PAGE, **more})


def add_category(simulator: Simulator, name: str) -> str:
    return str(simulator.account.resources["trigger_categories"].put({"name": name})["id"])


# --- attributes

# Attribute -> a value, another one, and how it is cleared, if it can be.
ATTRIBUTES: dict[str, tuple[Any, Any, Any]] = {
    "description": ("For those on call", "For everyone", ""),
    "active": (True, False, None),
    "conditions": ({"all": [URGENT], "any": []}, {"all": [], "any": [NEW, URGENT]}, None),
    "actions": ([OPEN], [OPEN, HIGH], None),
}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_an_attribute(name: str, simulator: Simulator, one: Run) -> None:
    first, other, cleared = ATTRIBUTES[name]
    asked = {**PAGE, name: first}
    assert one(**asked)["action"] == "create"
    assert writes(simulator) == [("POST", {"active": True, **asked})]
    (stored,) = simulator.account.resources["triggers"].records.values()
    simulator.journal.clear()
    assert one(**asked)["action"] == "none"
    assert simulator.calls == [LIST] * 2
    assert one(title="Page")["action"] == "none"
    simulator.journal.clear()
    result = one(**{**asked, name: other})
    assert (result["action"], result["trigger"][name]) == ("update", other)
    together = {n: result["trigger"][n] for n in ("conditions", "actions")}
    expected = together if name in together else {name: other}
    assert writes(simulator) == [("PUT", expected)]
    reads = [LIST, DEFINITIONS] if name in together else [LIST]
    assert simulator.calls == [*reads, *reads, "PUT %s/%s" % (PATH, stored["id"])]
    if cleared is not None:
        simulator.journal.clear()
        assert one(**{**asked, name: cleared})["action"] == "update"
        assert writes(simulator) == [("PUT", {name: cleared})]
        assert one(**{**asked, name: cleared})["action"] == "none"


def test_list_has_the_app_that_made_a_rule(simulator: Simulator, one: Run) -> None:
    one(title="Gone", state="absent")
    assert simulator.journal.entries[0]["query"]["include"] == "app_installation"


# --- what would not be a rule

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no actions": ({**PAGE, "actions": []}, "actions is required and can't be empty"),
    "a text for actions": ({**PAGE, "actions": "status: open"}, "actions must be a list"),
    "a list for conditions": ({**PAGE, "conditions": [URGENT]}, "conditions must be a dictionary"),
    "a misspelt list": (
        {**PAGE, "conditions": {"al": [URGENT]}},
        "conditions: unknown option al: did you mean all?",
    ),
    "another word for all": (
        {**PAGE, "conditions": {"and": [URGENT]}},
        "conditions: unknown option and: did you mean all?",
    ),
    "another word for any": (
        {**PAGE, "conditions": {"all": [URGENT], "or": [URGENT]}},
        "conditions: unknown option or: did you mean any?",
    ),
    "a dictionary for all": ({**PAGE, "conditions": {"all": URGENT}}, "all must be a list"),
    "a boolean": (
        {**PAGE, "actions": [{"field": "set_tags", "value": True}]},
        "actions[1].value is a boolean: put it in quotes",
    ),
    "a category by name and by ID": (
        {**PAGE, "category": "A", "category_id": "1"},
        "category and category_id are mutually exclusive",
    ),
    "an unknown reference": (
        {**PAGE, "actions": [{"field": "new", "value": {"gruop": "Support"}}]},
        "actions[1].value: {gruop} is not a reference",
    ),
    "a reference with too much": (
        {**PAGE, "actions": [{"field": "group_id", "value": {"group": "A", "type": "b"}}]},
        "the key type, which is not supported in a reference to group",
    ),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=list(WRONG))
def test_wrong_input(case: Any, simulator: Simulator, run: Run) -> None:
    arguments, says = case
    result = run("zendesk_trigger", **arguments)
    assert result["failed"], result
    assert says in result["msg"]
    assert simulator.calls == []


def test_all_problems_at_once(simulator: Simulator, run: Run) -> None:
    result = run(
        "zendesk_trigger",
        title="Page",
        conditions={"all": [{"value": "x"}, URGENT], "any": [{"filed": "status"}]},
        actions=[{"field": "group_id", "value": {}}, "status"],
        catgory="A",
    )
    for place in (
        "conditions.all[1] has no field",
        "conditions.any[1] has the key filed: did you mean field?",
        "actions[1].value is empty",
        "actions[2] must be a dictionary",
        "unknown option catgory: did you mean category?",
    ):
        assert place in result["msg"], result["msg"]
    assert simulator.calls == []


def test_a_new_rule_needs_a_condition(simulator: Simulator, run: Run) -> None:
    empty: tuple[dict[str, Any], ...] = ({}, {"all": [], "any": []})
    for conditions in empty:
        result = run("zendesk_trigger", **{**PAGE, "conditions": conditions})
        assert "To create it, add conditions.all" in result["msg"]
    assert writes(simulator) == []


def test_conditions_are_not_emptied(simulator: Simulator, run: Run) -> None:
    add(simulator)
    result = run("zendesk_trigger", title="Page", conditions={})
    assert "conditions can't be emptied" in result["msg"]
    assert writes(simulator) == []


def test_a_rule_without_conditions_stays_as_it_is(simulator: Simulator, one: Run) -> None:
    add(simulator, conditions={"all": [], "any": []})
    assert one(title="Page", conditions={}, actions=[OPEN])["action"] == "none"
    simulator.account.switches.rule_without_conditions = "accept"
    assert one(title="Page", conditions={}, actions=[HIGH])["action"] == "update"


# --- titles


def test_a_rename(simulator: Simulator, one: Run) -> None:
    add(simulator, title="Old")
    assert one(title="Page", previous_title="Old")["action"] == "update"
    assert writes(simulator) == [("PUT", {"title": "Page"})]
    assert one(title="Page", previous_title="Old")["action"] == "none"


def test_dynamic_content_in_a_title(simulator: Simulator, one: Run) -> None:
    add(simulator, title="On call", raw_title="{{dc.on_call}}")
    simulator.journal.clear()
    assert one(title="{{dc.on_call}}", active=True)["action"] == "none"
    assert one(title="On call", active=True)["action"] == "none"
    assert writes(simulator) == []


def test_several_with_one_title(simulator: Simulator, run: Run) -> None:
    first, second = add(simulator), add(simulator)
    message = run("zendesk_trigger", title="Page", active=False)["msg"]
    assert all(str(each["id"]) in message for each in (first, second))


# --- categories


def test_the_only_category(simulator: Simulator, one: Run) -> None:
    only = add_category(simulator, "Notifications")
    result = one(**PAGE)
    assert result["trigger"]["category_id"] == only
    assert CATEGORIES in simulator.calls
    assert writes(simulator)[0][1]["category_id"] == only


def test_several_categories(simulator: Simulator, one: Run, run: Run) -> None:
    add_category(simulator, "Notifications")
    second = add_category(simulator, "Operations")
    message = run("zendesk_trigger", **PAGE)["msg"]
    assert "To create it, add category (this account has Notifications, Operations)." in message
    result = one(**PAGE, category="Operations")
    assert result["trigger"]["category_id"] == second
    assert result["references"] == [
        {"kind": "trigger_category", "name": "Operations", "id": second}
    ]
    assert one(**PAGE, category_id=second)["action"] == "none"


# What a task gives for a trigger that is not there -> what is said.
NEEDS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": ({}, ["add conditions, actions and category (this account has A, B)."]),
    "a name without a match": (
        {"actions": [{"field": "group_id", "value": {"group": "Nope"}}]},
        ['there is no group "Nope".', "add conditions and category (this account has A, B)."],
    ),
    "a category without a match": (
        {"category": "C", "conditions": PAGE["conditions"]},
        ['category: there is no trigger category "C".', "To create it, add actions. If"],
    ),
    "several names": (
        {**PAGE, "category": "C", "actions": [{"field": "brand_id", "value": {"brand": "x"}}]},
        ['there is no trigger category "C"', 'there is no brand "x".'],
    ),
}


@pytest.mark.parametrize(("given", "texts"), NEEDS.values(), ids=list(NEEDS))
def test_all_that_a_new_one_needs(
    given: dict[str, Any], texts: list[str], simulator: Simulator, run: Run
) -> None:
    for name in "AB":
        add_category(simulator, name)
    message = run("zendesk_trigger", **{"title": "Page", **given})["msg"]
    assert [text for text in texts if text not in message] == []
    assert message.count("There is no trigger") <= 1
    assert writes(simulator) == []


def test_what_is_there_needs_nothing(simulator: Simulator, run: Run) -> None:
    add(simulator)
    message = run(
        "zendesk_trigger",
        title="Page",
        actions=[{"field": "group_id", "value": {"group": "Nope"}}],
    )["msg"]
    assert message == (
        'Trigger "Page": actions[1].value: there is no group "Nope". Deleted groups are not listed.'
    )


def test_no_category(simulator: Simulator, one: Run) -> None:
    assert one(**PAGE)["action"] == "create"


def test_a_move(simulator: Simulator, one: Run) -> None:
    first = add_category(simulator, "Notifications")
    second = add_category(simulator, "Operations")
    add(simulator, category_id=first)
    assert one(title="Page", category="Operations")["action"] == "update"
    assert writes(simulator) == [("PUT", {"category_id": second})]


def test_a_category_tells_rules_of_one_title_apart(simulator: Simulator, one: Run) -> None:
    first = add_category(simulator, "Notifications")
    second = add_category(simulator, "Operations")
    add(simulator, category_id=first)
    there = add(simulator, category_id=second)
    assert one(title="Page", category="Operations", active=False)["trigger"]["id"] == there["id"]


def test_only_what_is_in_the_category_is_deleted(simulator: Simulator, one: Run) -> None:
    first = add_category(simulator, "Notifications")
    add_category(simulator, "Operations")
    there = add(simulator, category_id=first)
    result = one(title="Page", category="Operations", state="absent")
    assert result["action"] == "none"
    assert "is not in the category given in the task" in result["warnings"][0]
    result = one(title="Page", category="Gone", state="absent")
    assert result["action"] == "none"
    assert any("left unchanged" in text for text in result["warnings"])
    assert one(title="Page", category="Notifications", state="absent")["action"] == "delete"
    assert simulator.calls[-1] == "DELETE %s/%s" % (PATH, there["id"])


def test_a_category_that_an_earlier_task_makes(simulator: Simulator, run: Run) -> None:
    result = run("zendesk_trigger", check=True, **PAGE, category="New")
    assert result["action"] == "create"
    assert "There is no trigger category" in result["warnings"][0]
    assert result["references"] == [{"kind": "trigger_category", "name": "New", "id": None}]
    message = run("zendesk_trigger", **PAGE, category="New")["msg"]
    assert 'category: there is no trigger category "New"' in message


# --- deletes


def test_a_delete(simulator: Simulator, one: Run) -> None:
    there = add(simulator)
    # Names that stand for nothing do not matter to what is to go.
    actions = [{"field": "group_id", "value": {"group": "Gone"}}]
    assert one(title="Page", actions=actions, state="absent")["action"] == "delete"
    assert simulator.calls == [LIST, LIST, "DELETE %s/%s" % (PATH, there["id"])]
    assert one(title="Page", state="absent")["action"] == "none"


def test_what_an_app_made(simulator: Simulator, one: Run) -> None:
    there = add(simulator, app_installation={"id": 1})
    result = one(title="Page", active=False)
    assert "was created by an app" in result["warnings"][0]
    assert "was created by an app" in one(title="Page", state="absent", force=True)["msg"]
    assert one(id=there["id"], state="absent", force=True)["action"] == "delete"


# --- what the account says


def test_a_stale_value(simulator: Simulator, run: Run) -> None:
    stale = {"field": "group_id", "operator": "is", "value": "77"}
    add(simulator, conditions={"all": [URGENT, stale], "any": []})
    # Switching it off does not trip over that.
    assert run("zendesk_trigger", title="Page", active=False)["action"] == "update"
    simulator.account.switches.rule_dead_ids = "refuse"
    message = run("zendesk_trigger", title="Page", actions=[HIGH])["msg"]
    assert "conditions.all[2]" in message


def test_what_zendesk_drops(simulator: Simulator, run: Run) -> None:
    """Keys that nobody knows are sent; what is stored of them is said at once."""
    actions = [{**OPEN, "operator": "is"}]
    (warning,) = run("zendesk_trigger", **{**PAGE, "actions": actions})["warnings"]
    assert "Zendesk did not store actions as sent." in warning
    assert 'Stored: [{"field": "status", "value": "open"}].' in warning
    assert writes(simulator) == [("POST", {**PAGE, "actions": actions, "active": True})]
