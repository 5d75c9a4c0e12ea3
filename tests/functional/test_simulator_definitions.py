# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The definitions of triggers: made of what the simulated account has, as recorded."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.lookups import AGENT, ask, with_scope
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

GROUP, FIELD = 1500002894482, 1500009152882


@pytest.fixture
def account(simulator: Simulator) -> Simulator:
    resources = simulator.account.resources
    for kind, record in RECORDS:
        resources[kind].put(dict(record))
    return simulator


OPTIONS = [{"id": 81, "name": "High", "value": "sev_high"}]
RECORDS: list[tuple[str, dict[str, Any]]] = [
    ("users", {"id": 1, "name": "Ana", "email": "ana@example.com", "role": "agent"}),
    ("users", {"id": 2, "name": "Zoe", "email": "zoe@example.com", "role": "end-user"}),
    (
        "users",
        {"id": 3, "name": "Gone", "email": "g@example.com", "role": "agent", "active": False},
    ),
    ("groups", {"id": 4, "name": "Old", "deleted": True}),
    (
        "targets",
        {"id": 5, "title": "Chat", "type": "http_target", "content_type": "application/json"},
    ),
    ("targets", {"id": 6, "title": "Old", "type": "email_target", "active": False}),
    ("ticket_fields", {"id": 7, "type": "tagger", "title": "S", "custom_field_options": OPTIONS}),
    ("ticket_fields", {"id": 8, "type": "tagger", "title": "Old", "active": False}),
    ("ticket_fields", {"id": 9, "type": "partialcreditcard", "title": "Card"}),
    ("ticket_fields", {"id": 10, "type": "text", "title": "Text"}),
    ("ticket_fields", {"id": 11, "type": "checkbox", "title": "Box"}),
    ("ticket_fields", {"id": 12, "type": "date", "title": "Day"}),
    ("user_fields", {"id": 13, "key": "Age", "type": "integer", "title": "Age"}),
    ("user_fields", {"id": 14, "key": "old", "type": "text", "title": "Old", "active": False}),
]


def definitions(simulator: Simulator, part: str) -> dict[str, dict[str, Any]]:
    found = ask(simulator, "triggers/definitions").json()["definitions"][part]
    return {each["subject"]: each for each in found}


# Part, subject -> type, and its values as pairs of a value and a title (the first ones).
VALUES: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    ("conditions_all", "group_id", "list", [("__NULL__", "-"), ("1500002894502", "Billing")]),
    ("conditions_any", "group_id", "list", [("__NULL__", "-"), ("1500002894502", "Billing")]),
    # Agents go by their names.
    ("conditions_all", "requester_id", "list", [("current_user", "(current user)")]),
    (
        "conditions_all",
        "role",
        "list",
        [("agent", "(agent)"), ("end_user", "(end user)"), ("1", "Ana")],
    ),
    ("conditions_all", "brand_id", "list", [("1500000550682", "Example")]),
    ("conditions_all", "ticket_form_id", "list", [("1500000859362", "Default Ticket Form")]),
    ("conditions_all", "schedule_id", "list", [("1900000004365", "New schedule")]),
    ("conditions_all", "organization_id", "list", [("__NULL__", "-")]),
    ("conditions_all", "custom_status_id", "list", [("22644162812357", "New")]),
    ("conditions_all", "recipient", "list", [("support@example.zendesk.com",) * 2]),
    # Languages have other names in actions.
    ("conditions_all", "locale_id", "list", [("1", "English (United States)"), ("2", "Spanish")]),
    ("actions", "locale_id", "list", [("1", "English"), ("2", "Español")]),
    # Ticket fields go by tags, fields of users and organizations by IDs of options.
    ("conditions_all", "custom_fields_7", "list", [("__NULL__", "-"), ("sev_high", "High")]),
    ("actions", "custom_fields_7", "list", [("__NULL__", "-"), ("sev_high", "High")]),
    ("conditions_all", "custom_fields_%d" % FIELD, "list", [("v1", "v1"), ("v2_modified", "v2")]),
    ("actions", "custom_fields_%d" % FIELD, "multiselect_list", [("v1", "v1")]),
    ("conditions_all", "custom_fields_10", "text", []),
    ("conditions_all", "custom_fields_11", "list", [("true", "Yes"), ("false", "No")]),
    ("actions", "custom_fields_12", "date", []),
    ("conditions_all", "requester.custom_fields.age", "text", []),
    (
        "conditions_all",
        "requester.custom_fields.dropdown_25",
        "list",
        [("__NULL__", "-"), ("1500001753322", "Choice1")],
    ),
    (
        "actions",
        "organization.custom_fields.dropdown_26",
        "list",
        [("__NULL__", "-"), ("1900000066065", "123")],
    ),
    ("actions", "ticket_form_id", "list", [("default_ticket_form", "(default form)")]),
    ("actions", "notification_user", "email", [("current_user", "(current user)")]),
    ("actions", "notification_group", "email", [("group_id", "(assigned group)")]),
    ("actions", "notification_target", "target", [("5", "Chat")]),
    # Recorded: without values.
    ("actions", "notification_webhook", "webhook", []),
    ("actions", "set_tags", "tags", []),
]


@pytest.mark.parametrize(("part", "subject", "kind", "values"), VALUES)
def test_values(
    part: str, subject: str, kind: str, values: list[tuple[str, str]], account: Simulator
) -> None:
    entry = definitions(account, part)[subject]
    found = entry.get("values", [])
    shown = [(each["value"], each["title"]) for each in found]
    assert (entry["type"], shown[: len(values)]) == (kind, values)
    assert ("values" in entry) is bool(values)
    assert all(each["enabled"] is True for each in found)
    assert entry["nullable"] is (shown[:1] == [("__NULL__", "-")])
    assert ("operators" in entry) is part.startswith("conditions")


# Subject -> operators; a star behind those that take no value. As in the recorded answer.
CHOICE = "is is_not changed* value value_previous not_changed* not_value not_value_previous"
TEXT = (
    "is is_not present* not_present* includes_words not_includes_words includes_string "
    "not_includes_string"
)
NUMBER = "is is_not less_than less_than_equal greater_than greater_than_equal present* not_present*"
OPERATORS = {
    "status": CHOICE.replace("is_not", "is_not less_than greater_than", 1),
    **dict.fromkeys(("type", "group_id", "brand_id", "requester_id"), CHOICE),
    "current_tags": "includes not_includes",
    "via_id": "is is_not",
    "update_type": "is",
    "subject_includes_word": "includes not_includes is is_not",
    "reopens": "less_than greater_than is",
    "number_of_incidents": "less_than greater_than is less_than_equal greater_than_equal",
    "within_schedule": "is",
    "role": "is is_not",
    "custom_fields_7": "includes not_includes present* not_present*",
    "custom_fields_10": "present* not_present*",
    "custom_fields_11": "is",
    "requester.custom_fields.age": NUMBER,
    "requester.custom_fields.another_text_3425": TEXT,
    "requester.custom_fields.dropdown_25": "is is_not present* not_present*",
}


@pytest.mark.parametrize("subject", OPERATORS)
def test_operators(subject: str, account: Simulator) -> None:
    operators = definitions(account, "conditions_all")[subject]["operators"]
    shown = ["%s%s" % (each["value"], "*" * each["terminal"]) for each in operators]
    assert " ".join(shown) == OPERATORS[subject]
    assert all(each["title"] for each in operators)


# What is deleted, inactive, of no use in rules, or not an agent.
ABSENT = [
    ("group_id", "4"),
    ("requester_id", "2"),
    ("requester_id", "3"),
    ("notification_target", "6"),
    ("custom_fields_8", None),
    ("custom_fields_9", None),
    ("requester.custom_fields.old", None),
]


@pytest.mark.parametrize(("subject", "value"), ABSENT)
def test_what_is_left_out(subject: str, value: str | None, account: Simulator) -> None:
    found = {**definitions(account, "conditions_all"), **definitions(account, "actions")}
    assert (subject in found) is (value is not None)
    assert value not in [each["value"] for each in found.get(subject, {}).get("values", [])]


def test_they_change_with_the_account(account: Simulator) -> None:
    account.account.resources["groups"].records[GROUP]["name"] = "Renamed"
    values = definitions(account, "conditions_all")["group_id"]["values"]
    assert {"value": str(GROUP), "title": "Renamed", "enabled": True} in values


def test_all_fields_that_were_recorded(account: Simulator) -> None:
    """Those that do not depend on a plan or a feature."""
    fields = (
        "status priority type group_id assignee_id requester_id organization_id brand_id "
        "ticket_form_id current_tags via_id current_via_id recipient update_type "
        "ticket_is_public comment_is_public in_business_hours on_holiday within_schedule "
        "ticket_due_date requester_twitter_verified subject_includes_word comment_includes_word "
        "reopens replies agent_stations group_stations requester_twitter_followers_count "
        "requester_twitter_statuses_count number_of_incidents schedule_id requester_role "
        "locale_id requester_time_zone role"
    )
    assert set(fields.split()) <= set(definitions(account, "conditions_all"))


def test_who_reads_them(account: Simulator) -> None:
    path = "triggers/definitions"
    assert ask(account, path, AGENT).status_code == 200
    assert ask(account, path, with_scope(account, "triggers:read")).status_code == 200
    assert ask(account, path, with_scope(account, "users:read")).status_code == 403
    assert ask(account, path + ".json").status_code == 200


def test_targets_say_what_they_send(account: Simulator) -> None:
    targets = definitions(account, "actions")["notification_target"]["values"]
    assert [each["format"] for each in targets] == ["json"]
