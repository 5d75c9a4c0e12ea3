# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions and actions: which forms are the same, what is sent, and what is wrong with the input."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._resources._triggers import TRIGGERS

CONDITIONS = TRIGGERS.all_attributes["conditions"].type
ACTIONS = TRIGGERS.all_attributes["actions"].type

PRIORITY = {"field": "priority", "operator": "is", "value": "urgent"}
STATUS = {"field": "status", "operator": "is_not", "value": "solved"}
WEBHOOK = "01HANAHFR0EXAMPLE000000001"


def condition(**entry: Any) -> dict[str, Any]:
    return {"all": [entry], "any": []}


# What is desired, what is read back.
SAME_CONDITIONS = {
    "in another order": ({"all": [PRIORITY, STATUS]}, {"all": [STATUS, PRIORITY], "any": []}),
    "without an operator": (
        condition(field="update_type", value="Create"),
        condition(field="update_type", operator="is", value="Create"),
    ),
    "a number": (
        condition(field="PENDING", operator="greater_than", value=24),
        condition(field="PENDING", operator="greater_than", value="24"),
    ),
    "a boolean as text": (
        condition(field="comment_is_public", value="true"),
        condition(field="comment_is_public", operator="is", value=True),
    ),
    "a boolean": (
        condition(field="comment_is_public", value=True),
        condition(field="comment_is_public", operator="is", value="true"),
    ),
    "no value and null": (
        condition(field="status", operator="changed"),
        condition(field="status", operator="changed", value=None),
    ),
    "no value and an empty one": (
        condition(field="status", operator="changed"),
        condition(field="status", operator="changed", value=""),
    ),
    "nobody": (
        condition(field="assignee_id", value=""),
        condition(field="assignee_id", operator="is", value="__NULL__"),
    ),
    "tags in another order and case": (
        condition(field="current_tags", operator="includes", value="VIP  gold"),
        condition(field="current_tags", operator="includes", value="gold vip"),
    ),
    "a list of numbers": (
        condition(field="via_id", operator="includes", value=[4, 75]),
        condition(field="via_id", operator="includes", value=["4", "75"]),
    ),
    "unknown keys": (
        condition(field="status", value="new", source={"filter": 1}),
        condition(field="status", operator="is", value="new", source={"filter": "1"}),
    ),
}
OTHER_CONDITIONS = {
    "all and any": ({"all": [PRIORITY]}, {"all": [], "any": [PRIORITY]}),
    "twice and once": ({"all": [PRIORITY, PRIORITY]}, {"all": [PRIORITY], "any": []}),
    "another operator": (
        condition(field="status", value="new"),
        condition(field="status", operator="is_not", value="new"),
    ),
    "another case": (
        condition(field="update_type", value="create"),
        condition(field="update_type", operator="is", value="Create"),
    ),
    "a list in another order": (
        condition(field="via_id", operator="includes", value=["75", "4"]),
        condition(field="via_id", operator="includes", value=["4", "75"]),
    ),
}


def action(field: str, value: Any) -> list[dict[str, Any]]:
    return [{"field": field, "value": value}]


SAME_ACTIONS = {
    "a target as a number": (
        action("notification_target", ["360001", "Hello"]),
        action("notification_target", [360001, "Hello"]),
    ),
    "tags": (action("set_tags", "VIP gold"), action("set_tags", "gold vip")),
    "pairs of numbers": (
        action("notification_webhook", [WEBHOOK, [["count", 1]]]),
        action("notification_webhook", [WEBHOOK, [["count", "1"]]]),
    ),
    "nobody": (action("assignee_id", ""), action("assignee_id", None)),
    "a boolean": (action("custom_fields_1", "true"), action("custom_fields_1", True)),
    "a key without a value": (
        [{"field": "status", "value": "open", "note": None}],
        action("status", "open"),
    ),
}
OTHER_ACTIONS = {
    "another order": (
        action("status", "open") + action("priority", "high"),
        action("priority", "high") + action("status", "open"),
    ),
    "white space in a body": (
        action("notification_webhook", [WEBHOOK, '{"a":  1}']),
        action("notification_webhook", [WEBHOOK, '{"a": 1}']),
    ),
    "the end of a body": (
        action("notification_user", ["requester_id", "A", "Body\n"]),
        action("notification_user", ["requester_id", "A", "Body"]),
    ),
}


@pytest.mark.parametrize("case", SAME_CONDITIONS.values(), ids=list(SAME_CONDITIONS))
def test_conditions_that_are_the_same(case: tuple[Any, Any]) -> None:
    assert CONDITIONS.normal(case[0]) == CONDITIONS.normal(case[1])


@pytest.mark.parametrize("case", OTHER_CONDITIONS.values(), ids=list(OTHER_CONDITIONS))
def test_conditions_that_differ(case: tuple[Any, Any]) -> None:
    assert CONDITIONS.normal(case[0]) != CONDITIONS.normal(case[1])


@pytest.mark.parametrize("case", SAME_ACTIONS.values(), ids=list(SAME_ACTIONS))
def test_actions_that_are_the_same(case: tuple[Any, Any]) -> None:
    assert ACTIONS.normal(case[0]) == ACTIONS.normal(case[1])


@pytest.mark.parametrize("case", OTHER_ACTIONS.values(), ids=list(OTHER_ACTIONS))
def test_actions_that_differ(case: tuple[Any, Any]) -> None:
    assert ACTIONS.normal(case[0]) != ACTIONS.normal(case[1])


# What is given or read -> what is sent.
SENT_CONDITIONS = {
    "both lists": ({"any": [PRIORITY]}, {"all": [], "any": [PRIORITY]}),
    "in the order of the user": (
        {"all": [STATUS, PRIORITY], "any": None},
        {"all": [STATUS, PRIORITY], "any": []},
    ),
    "text": (
        condition(value=24, operator="is", field="OPEN"),
        condition(field="OPEN", operator="is", value="24"),
    ),
    "a boolean": (
        condition(field="on_holiday", value=False),
        condition(field="on_holiday", operator="is", value="false"),
    ),
    "no null": (
        condition(field="status", operator="changed", value=None),
        condition(field="status", operator="changed"),
    ),
    "the word for nothing": (
        condition(field="group_id", operator="is", value="__NULL__"),
        condition(field="group_id", operator="is", value=""),
    ),
    "unknown keys": (
        condition(field="a", value="b", more=[1]),
        condition(field="a", operator="is", value="b", more=["1"]),
    ),
}


@pytest.mark.parametrize("case", SENT_CONDITIONS.values(), ids=list(SENT_CONDITIONS))
def test_conditions_that_are_sent(case: tuple[Any, Any]) -> None:
    assert CONDITIONS.to_send(case[0]) == case[1]


def test_actions_that_are_sent() -> None:
    given = action("notification_target", [360001, "A\tB\n"]) + action("group_id", 5)
    sent = action("notification_target", ["360001", "A\tB\n"]) + action("group_id", "5")
    assert ACTIONS.to_send(given) == sent
    # What was given stays as it was.
    assert given[1]["value"] == 5
    for nothing in ({}, {"value": None}, {"value": "__NULL__"}):
        assert ACTIONS.to_send([{"field": "group_id", **nothing}]) == action("group_id", "")


def test_what_was_read_as_a_task_would_give_it() -> None:
    read = condition(field="status", operator="changed", value=None)
    assert CONDITIONS.as_given(read) == read
    read = condition(field="future", operator="is", value=True)
    assert CONDITIONS.as_given(read) == condition(field="future", operator="is", value="true")
    listed = action("notification_target", [360001, "A\tB\n"])
    assert ACTIONS.as_given(listed) == action("notification_target", ["360001", "A\tB\n"])


EMPTIED = "put !unsafe before each text"
NOT_TEXT = "add | string"
# Conditions -> place and what is said.
WRONG_CONDITIONS: dict[str, tuple[Any, str, str]] = {
    "text": ({"all": ["priority is urgent"]}, ".all[1]", "a dictionary with field and value"),
    "null": ({"all": [None]}, ".all[1]", "not null"),
    "empty": ({"any": [PRIORITY, {}]}, ".any[2]", EMPTIED),
    "no field": ({"all": [{"value": "new"}]}, ".all[1]", "has no field"),
    "nearly field": ({"all": [{"filed": "status"}]}, ".all[1]", "did you mean field?"),
    "nearly operator": (
        condition(field="status", operater="is", value="new"),
        ".all[1]",
        "did you mean operator?",
    ),
    "a boolean": (
        condition(field="current_tags", operator="includes", value=True),
        ".all[1].value",
        "put it in quotes",
    ),
    "a boolean of an unknown field": (
        condition(field="new_field", value=False),
        ".all[1].value",
        "put it in quotes",
    ),
    "a boolean in a list": (
        condition(field="via_id", operator="includes", value=["4", True]),
        ".all[1].value[2]",
        "put it in quotes",
    ),
    "a boolean for an operator": (
        condition(field="status", operator=True),
        ".all[1].operator",
        "not a boolean",
    ),
    "a reference where none may be": (
        condition(field="status", value={"group": "Support"}),
        ".all[1].value",
        "does not take a reference",
    ),
    "a reference to something else": (
        condition(field="group_id", value={"user": "a@example.com"}),
        ".all[1].value",
        "such as {group: name}",
    ),
    "a reference without a name": (
        condition(field="group_id", value={"group": ""}),
        ".all[1].value",
        "has an empty name for group",
    ),
    "a reference to a boolean": (
        condition(field="group_id", value={"group": True}),
        ".all[1].value",
        "requires text for group",
    ),
    "an emptied value": (condition(field="group_id", value={}), ".all[1].value", EMPTIED),
    "a field that is no reference": (
        condition(field={"group": "Support"}, value="1"),
        ".all[1].field",
        "custom_status or ticket_field",
    ),
    "a field that is a number": (condition(field=7, value="1"), ".all[1].field", "not a number"),
}
WRONG_ACTIONS: dict[str, tuple[Any, str, str]] = {
    "text": (["status: open"], "[1]", "a dictionary with field and value"),
    "second": (action("status", "open") + [{"value": "x"}], "[2]", "has no field"),
    "emptied content": (
        action("notification_webhook", [WEBHOOK, []]),
        "[1].value[2]",
        EMPTIED,
    ),
    "a structure for a subject": (
        action("notification_user", ["requester_id", {"a": 1}, "Body"]),
        "[1].value[2]",
        NOT_TEXT,
    ),
    "a list for a body": (
        action("notification_user", ["requester_id", "A", ["a"]]),
        "[1].value[3]",
        NOT_TEXT,
    ),
    "a structure for a webhook": (
        action("notification_webhook", [WEBHOOK, {"ticket": 1}]),
        "[1].value[2]",
        "notification_webhook",
    ),
    "no pairs": (
        action("notification_webhook", [WEBHOOK, ["a", "b"]]),
        "[1].value[2][1]",
        "a pair of a key and a value",
    ),
    "a boolean in pairs": (
        action("notification_webhook", [WEBHOOK, [["a", True]]]),
        "[1].value[2][1]",
        "put it in quotes",
    ),
    "a target for a webhook": (
        action("notification_webhook", [{"target": "On call"}, "A"]),
        "[1].value[1]",
        "such as {webhook: name}",
    ),
}


@pytest.mark.parametrize("case", WRONG_CONDITIONS.values(), ids=list(WRONG_CONDITIONS))
def test_wrong_conditions(case: tuple[Any, str, str]) -> None:
    value, place, says = case
    found = dict(CONDITIONS.problems(value))
    assert says in found[place], found


@pytest.mark.parametrize("case", WRONG_ACTIONS.values(), ids=list(WRONG_ACTIONS))
def test_wrong_actions(case: tuple[Any, str, str]) -> None:
    value, place, says = case
    found = dict(ACTIONS.problems(value))
    assert says in found[place], found


FINE = {
    "comment_is_public": condition(field="comment_is_public", value=True),
    "in_business_hours": condition(field="in_business_hours", value=False),
    "on_holiday": condition(field="on_holiday", value=True),
    "a group": condition(field="group_id", value={"group": "Support"}),
    "a custom field": condition(field={"ticket_field": "Severity"}, value="one"),
    "any reference for an unknown field": condition(field="new_field", value={"brand": "Acme"}),
    "a status with its category": condition(
        field="custom_status_id", value={"custom_status": "Waiting", "category": "hold"}
    ),
}


@pytest.mark.parametrize("value", FINE.values(), ids=list(FINE))
def test_conditions_without_problems(value: Any) -> None:
    assert CONDITIONS.problems(value) == []
