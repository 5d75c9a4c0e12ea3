# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that the simulator runs: their order, automations, and what it does not know."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.desk import (
    AGENT,
    ANA,
    BILLING,
    PENDING_STATUS,
    SUPPORT,
    Desk,
    action,
    condition,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.stock import with_stock

URGENT: dict[str, Any] = {"priority": "urgent"}
CREATED = condition("update_type", "is", "Create")


@pytest.fixture
def desk(simulator: Simulator) -> Desk:
    return Desk(simulator)


# --- order


def test_triggers_run_in_the_order_of_their_categories(desk: Desk) -> None:
    categories = desk.simulator.account.resources["trigger_categories"]
    later, sooner = (categories.put({"name": "C", "position": place})["id"] for place in (2, 1))
    desk.trigger("4", category_id=later, position=2)
    desk.trigger("3", category_id=later, position=1)
    desk.trigger("2", category_id=sooner, position=9)
    desk.trigger("off", category_id=sooner, position=1, active=False)
    desk.trigger("1", category_id=sooner, position=2)
    desk.create()
    assert desk.fired == ["1", "2", "3", "4"]


def test_one_that_fires_restarts_the_cycle(desk: Desk) -> None:
    """The first is not met until the second has fired, and then comes before the third."""
    first = condition("group_id", "value", str(SUPPORT))
    desk.trigger("1", first, position=1)
    desk.trigger("2", CREATED, position=2, actions=[action("group_id", str(SUPPORT))])
    desk.trigger("3", CREATED, position=3)
    assert desk.create()["group_id"] == SUPPORT
    assert desk.fired == ["2", "1", "3"]


def test_each_fires_once_for_an_update(desk: Desk) -> None:
    """Two that undo each other come to an end."""
    for title, here, there in (("1", "", SUPPORT), ("2", SUPPORT, "")):
        desk.trigger(
            title, condition("group_id", "is", str(here)), actions=[action("group_id", str(there))]
        )
    assert desk.create()["group_id"] is None
    assert desk.fired == ["1", "2"]
    desk.update(**URGENT)
    assert desk.fired == ["1", "2"] * 2


def test_changes_are_against_the_ticket_before_the_update(desk: Desk) -> None:
    """What triggers change is a change as well; what they change back is none."""
    desk.create(group_id=SUPPORT)
    one = [action("group_id", str(BILLING))]
    back = [action("group_id", str(SUPPORT))]
    desk.trigger("1", actions=one)
    desk.trigger("2", condition("group_id", "changed"), actions=back)
    desk.trigger("3", condition("group_id", "changed"))
    desk.update(**URGENT)
    assert desk.fired == ["1", "2"]


def test_only_a_write_lets_rules_run(desk: Desk) -> None:
    desk.trigger("Rule")
    desk.simulator.account.resources["tickets"].put({"subject": "A"})
    assert desk.call("GET", "/api/v2/tickets").json()["count"] == 1
    assert desk.call("POST", "/api/v2/tickets", json={"ticket": {}}).status_code == 400
    assert desk.fired == []


def test_stock_rules(desk: Desk) -> None:
    """The life of a ticket, with the rules of a new account."""
    for kind, records in with_stock().items():
        for record in records:
            desk.simulator.account.resources[kind].put(record)
    desk.create()
    desk.update(group_id=SUPPORT)
    desk.update(assignee_id=AGENT)
    desk.update(comment={"body": "Still broken", "author_id": ANA})
    desk.update(status="solved")
    desk.simulator.pass_hours(96)
    assert desk.ticket()["status"] == "solved"
    desk.simulator.pass_hours(1)
    assert desk.ticket()["status"] == "closed"
    # The first mail of those to the assignee would have nobody to go to.
    assert [mail["to"] for mail in desk.outbox.mails] == [
        "ana@example.com",
        "Support",
        "agent@example.com",
    ]
    assert [entry["what"] for entry in desk.outbox.unsent] == ["mail to assignee_id"]


# --- automations

WAITS: dict[str, Any] = {"status": "pending"}
# Conditions of an automation, and the hours after which it has run, out of 6. A ticket is created,
# set to pending two hours later, and gets a comment of its requester after two more.
HOURS: dict[str, tuple[str, str, Any, list[int]]] = {
    "is": ("PENDING", "is", "2", [4]),
    "greater than": ("PENDING", "greater_than", "2", [5, 6]),
    "less than": ("PENDING", "less_than", "2", [3]),
    "a status that is over": ("NEW", "less_than", "9", [1, 2]),
    "a status that never was": ("OPEN", "less_than", "9", []),
    "a custom status": ("custom_status_%d" % PENDING_STATUS, "is", "3", [5]),
    "since the update": ("updated_at", "is", "2", [2, 4, 6]),
    "since the requester's": ("requester_updated_at", "less_than", "3", [1, 2, 5, 6]),
    "since the assignee's": ("assignee_updated_at", "less_than", "3", []),
    "since the assignment": ("assigned_at", "is", "1", [3]),
}


@pytest.mark.parametrize("name", HOURS)
def test_hours(name: str, desk: Desk) -> None:
    field, operator, value, expected = HOURS[name]
    mail = action("notification_user", "requester_id", "Hello", "")
    desk.automation("Rule", condition(field, operator, value), actions=[mail])
    ran = []
    desk.create()
    for hour in range(1, 7):
        before = len(desk.fired)
        desk.simulator.pass_hours(1)
        ran += [hour] * (len(desk.fired) - before)
        if hour == 2:
            desk.update(**WAITS, assignee_id=AGENT)
        if hour == 4:
            desk.update(comment={"body": "Well?", "author_id": ANA})
    assert (ran, desk.unknown) == (expected, [])
    assert len(desk.outbox.mails) == len(expected)


@pytest.mark.parametrize(
    ("field", "operator", "said"),
    [
        ("due_date", "is", ("field", "due_date")),
        ("until_due_date", "is", ("field", "until_due_date")),
        ("sla_next_breach_at", "is", ("field", "sla_next_breach_at")),
        ("PENDING", "is_business_hours", ("operator", "PENDING is_business_hours")),
    ],
)
def test_hours_that_are_not_known(
    field: str, operator: str, said: tuple[str, str], desk: Desk
) -> None:
    desk.automation("Rule", condition(field, operator, "1"))
    desk.create()
    desk.simulator.pass_hours(3)
    assert (desk.fired, desk.unknown) == ([], [said])


def test_hours_count_for_each_ticket(desk: Desk) -> None:
    desk.automation("Rule", condition("NEW", "is", "2"))
    desk.create()
    desk.simulator.pass_hours(1)
    desk.create()
    assert desk.call("POST", "/_simulator/hours", json={"hours": 1}).json() == {"hours": 2}
    assert [entry["ticket"] for entry in desk.outbox.fired] == [1]
    desk.call("POST", "/_simulator/hours", json={"hours": 1})
    assert [entry["ticket"] for entry in desk.outbox.fired] == [1, 2]


def test_automations_run_in_their_order_on_all_that_is_not_closed(desk: Desk) -> None:
    desk.create()
    desk.create(status="solved")
    desk.create()
    desk.update(3, status="closed")
    desk.automation("2", position=2)
    desk.automation("off", position=1, active=False)
    desk.automation("1", position=1)
    desk.simulator.pass_hours(1)
    ran = [(entry["rule"], entry["ticket"]) for entry in desk.outbox.fired]
    assert ran == [("1", 1), ("1", 2), ("2", 1), ("2", 2)]


@pytest.mark.parametrize(
    ("done", "fired"),
    [
        (action("status", "solved"), ["Automation", "Trigger"]),
        # It changes nothing.
        (action("notification_user", "requester_id", "Hello", "Hello"), ["Automation"]),
    ],
)
def test_triggers_see_what_an_automation_changes(done: Any, fired: list[str], desk: Desk) -> None:
    desk.create()
    desk.automation("Automation", condition("NEW", "is", "1"), actions=[done])
    desk.trigger("Trigger", condition("current_via_id", "is", "8"))
    desk.simulator.pass_hours(2)
    assert desk.fired == fired


@pytest.mark.parametrize("hours", [0, -1, 1.5, "1", None, True, 10_001])
def test_hours_are_whole(hours: Any, desk: Desk) -> None:
    answer = desk.call("POST", "/_simulator/hours", json={"hours": hours})
    assert answer.status_code == 400
    assert answer.json() == {"error": "hours must be a whole number from 1 to 10000"}
    with pytest.raises(ValueError, match="hours must be a whole number"):
        desk.simulator.pass_hours(hours)


# --- what is not known


# What needs a calendar, another part of Zendesk, or is not a field.
UNKNOWN: list[tuple[str, str, Any, tuple[str, str]]] = [
    *(
        (field, "is", value, ("field", field))
        for field, value in {
            "in_business_hours": "true",
            "on_holiday": "true",
            "within_schedule": "1",
            "schedule_id": "1",
            "ticket_due_date": "x",
            "via_subtype_id": "1",
            "number_of_incidents": "1",
            "requester_twitter_followers_count": "1",
            "requester_twitter_statuses_count": "1",
            "requester_twitter_verified": "1",
            "satisfaction_score": "good",
            "satisfaction_reason_code": "1",
            "lookup:ticket.ticket_field_1.custom_fields.a": "1",
            "custom_fields_99": "a",
            "requester.custom_fields.other": "a",
            "organization.custom_fields.other": "a",
            "tags": "a",
        }.items()
    ),
    ("status", "sounds_like", "open", ("operator", "status sounds_like")),
    ("update_type", "is_not", "Create", ("operator", "update_type is_not")),
    (
        "requester.custom_fields.since",
        "within_previous_n_days",
        "3",
        ("operator", "requester.custom_fields.since within_previous_n_days"),
    ),
    ("reopens", "less_than", "few", ("value", "few")),
]


@pytest.mark.parametrize("row", UNKNOWN, ids=lambda row: "%s-%s" % row[:2])
def test_what_is_not_known_is_said(row: tuple[str, str, Any, tuple[str, str]], desk: Desk) -> None:
    field, operator, value, said = row
    desk.trigger("Rule", condition(field, operator, value))
    desk.create()
    desk.update(**URGENT)
    assert (desk.fired, desk.unknown) == ([], [said])
    asked = desk.call("GET", "/_simulator/outbox").json()
    assert asked["unknown"] == [{"rule": "Rule", "kind": said[0], "name": said[1]}]


def test_an_unknown_channel_is_said(desk: Desk) -> None:
    desk.trigger("Rule", condition("via_id", "is_not", "5"))
    desk.create(via={"channel": "smoke"})
    assert (desk.fired, desk.unknown) == ([], [("channel", "smoke")])


YES, NO = condition("update_type", "is", "Create"), condition("update_type", "is", "Change")
ODD = condition("in_business_hours", "is", "true")
# Conditions of both sections -> whether they are met, and whether something unknown stood in the way.
SECTIONS = {
    "none": ([], [], True, False),
    "all of them": ([YES, YES], [], True, False),
    "one of all is not met": ([YES, NO], [], False, False),
    "any of them": ([], [NO, YES], True, False),
    "none of any": ([], [NO, NO], False, False),
    "both": ([YES], [YES], True, False),
    "any without all": ([NO], [YES], False, False),
    "all without any": ([YES], [NO], False, False),
    "unknown among all": ([YES, ODD], [], False, True),
    "unknown, and another is not met": ([NO, ODD], [], False, False),
    "unknown among any": ([], [NO, ODD], False, True),
    "unknown, and another is met": ([], [ODD, YES], True, False),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_sections(name: str, desk: Desk) -> None:
    every, some, met, unknown = SECTIONS[name]
    desk.trigger("Rule", *every, any=some)
    desk.create()
    assert (desk.fired == ["Rule"], bool(desk.unknown)) == (met, unknown)
