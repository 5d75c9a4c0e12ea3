# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions of rules that the simulator runs: one row for each field and operator."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.desk import (
    ACME,
    ADMIN,
    AGENT,
    ANA,
    AREAS,
    BEN,
    BILLING,
    BRAND,
    FORM,
    GOLD,
    NOTE,
    OPEN_STATUS,
    OTHER_FORM,
    PENDING_STATUS,
    SEVERITY,
    SILVER,
    SUPPORT,
    VIP,
    Desk,
    condition,
)
from ansible_collections.community.zendesk.tests.simulator.rule_fields import CONDITIONS, HOURS
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Write = dict[str, Any]
URGENT = {"priority": "urgent"}
TAGGED = {"tags": ["red", "blue"]}
SEVERE = {"custom_fields": [{"id": SEVERITY, "value": "sev_1"}]}
SPREAD = {"custom_fields": [{"id": AREAS, "value": ["net", "disk"]}]}
SOLVED, REOPENED = {"status": "solved"}, {"status": "open"}
REPLY = {"comment": {"body": "Try again"}}
NOTE_TO_US = {"comment": {"body": "He is nice", "public": False}}
ANSWER = {"comment": {"body": "It is broken", "author_id": ANA}}


@pytest.fixture
def desk(simulator: Simulator) -> Desk:
    return Desk(simulator)


# They need a calendar, or a part of Zendesk that the simulator does not have.
UNKNOWN = {
    "in_business_hours",
    "number_of_incidents",
    "on_holiday",
    "requester_twitter_followers_count",
    "requester_twitter_statuses_count",
    "requester_twitter_verified",
    "satisfaction_reason_code",
    "satisfaction_score",
    "schedule_id",
    "ticket_due_date",
    "via_subtype_id",
    "within_schedule",
}
# Field, operator and value; the writes of a ticket, the first of which creates it; whether the
# condition is met after the last of them.
Row = tuple[str, str, Any, list[Write], bool]
TABLE: list[Row] = [
    ("status", "is", "new", [{}], True),
    ("status", "is", "open", [{}], False),
    ("status", "is", "open", [{"assignee_id": AGENT}], True),
    ("status", "is_not", "new", [{}], False),
    ("status", "less_than", "open", [{}], True),
    ("status", "less_than", "new", [{}], False),
    ("status", "greater_than", "pending", [{}, SOLVED], True),
    ("status", "greater_than", "solved", [{}, SOLVED], False),
    ("status", "changed", None, [{}], True),
    ("status", "changed", "", [{}, SOLVED], True),
    ("status", "changed", None, [{}, URGENT], False),
    ("status", "not_changed", None, [{}, URGENT], True),
    ("status", "not_changed", None, [{}, SOLVED], False),
    ("status", "value", "solved", [{}, SOLVED], True),
    ("status", "value", "solved", [SOLVED, URGENT], False),
    ("status", "not_value", "solved", [{}, SOLVED], False),
    ("status", "not_value", "solved", [SOLVED, URGENT], True),
    ("status", "value_previous", "new", [{}, SOLVED], True),
    ("status", "value_previous", "new", [{}, URGENT], False),
    ("status", "not_value_previous", "new", [{}, SOLVED], False),
    ("status", "not_value_previous", "solved", [{}, SOLVED], True),
    ("priority", "is", "", [{}], True),
    ("priority", "is", "__NULL__", [{}], True),
    ("priority", "is", "urgent", [URGENT], True),
    ("priority", "less_than", "low", [{}], True),
    ("priority", "greater_than", "normal", [URGENT], True),
    ("priority", "greater_than", "normal", [{"priority": "low"}], False),
    ("type", "is", "incident", [{"type": "incident"}], True),
    ("type", "value_previous", "", [{}, {"type": "task"}], True),
    ("group_id", "is", "", [{}], True),
    ("group_id", "is", str(SUPPORT), [{"group_id": SUPPORT}], True),
    ("group_id", "is_not", str(BILLING), [{"group_id": SUPPORT}], True),
    ("group_id", "value", str(SUPPORT), [{}, {"group_id": SUPPORT}], True),
    ("assignee_id", "is", "", [{}], True),
    ("assignee_id", "is", str(AGENT), [{"assignee_id": AGENT}], True),
    ("assignee_id", "is", "current_user", [{"assignee_id": AGENT}], False),
    ("assignee_id", "is", "current_user", [{}, {"assignee_id": ADMIN}], True),
    ("assignee_id", "is_not", "requester_id", [{"assignee_id": AGENT}], True),
    ("assignee_id", "is", "requester_id", [{"assignee_id": AGENT, "requester_id": AGENT}], True),
    ("assignee_id", "is", "current_user", [{}], False),
    ("requester_id", "is", str(ANA), [{}], True),
    ("requester_id", "is", "assignee_id", [{}], False),
    ("requester_id", "changed", None, [{}, {"requester_id": BEN}], True),
    ("organization_id", "is", str(ACME), [{}], True),
    ("organization_id", "is", "", [{"requester_id": BEN}], True),
    ("brand_id", "is", str(BRAND), [{}], True),
    ("brand_id", "changed_to", str(BRAND), [{}], True),
    ("brand_id", "not_changed_to", str(BRAND), [{}, URGENT], True),
    ("ticket_form_id", "is", str(FORM), [{}], True),
    ("ticket_form_id", "changed_from", str(FORM), [{}, {"ticket_form_id": OTHER_FORM}], True),
    ("ticket_form_id", "not_changed_from", str(FORM), [{}, {"ticket_form_id": OTHER_FORM}], False),
    ("custom_status_id", "is", str(OPEN_STATUS), [{"status": "open"}], True),
    ("custom_status_id", "includes", ["1", str(OPEN_STATUS)], [{"status": "open"}], True),
    ("custom_status_id", "not_includes", [str(PENDING_STATUS)], [{"status": "open"}], True),
    ("status", "is", "pending", [{"custom_status_id": PENDING_STATUS}], True),
    ("current_tags", "includes", "red green", [TAGGED], True),
    ("current_tags", "includes", "green", [TAGGED], False),
    ("current_tags", "not_includes", "green", [TAGGED], True),
    ("current_tags", "not_includes", "red green", [TAGGED], False),
    ("current_tags", "not_includes", "red", [{}], True),
    ("via_id", "is", "5", [{}], True),
    ("via_id", "is", "4", [{"via": {"channel": "email"}}], True),
    ("via_id", "is_not", "4", [{}], True),
    ("via_id", "includes", ["0", "5"], [{}], True),
    ("via_id", "not_includes", ["0", "4"], [{}], True),
    ("current_via_id", "is", "4", [{}, {"via": {"channel": "email"}, **ANSWER}], True),
    ("current_via_id", "is", "4", [{"via": {"channel": "email"}}, URGENT], False),
    ("recipient", "is", "help@example.com", [{"recipient": "help@example.com"}], True),
    ("update_type", "is", "Create", [{}], True),
    ("update_type", "is", "Create", [{}, URGENT], False),
    ("update_type", "is", "Change", [{}, URGENT], True),
    ("ticket_is_public", "is", "public", [{}], True),
    ("ticket_is_public", "is", "private", [NOTE_TO_US], True),
    ("ticket_is_public", "is", "private", [NOTE_TO_US, REPLY], False),
    ("comment_is_public", "is", "true", [{}], True),
    ("comment_is_public", "is", True, [{}, REPLY], True),
    ("comment_is_public", "is", "true", [{}, URGENT], False),
    ("comment_is_public", "is", "true", [{}, NOTE_TO_US], False),
    ("comment_is_public", "is", "false", [{}, NOTE_TO_US], True),
    ("comment_is_public", "is", "false", [{}, URGENT], False),
    ("comment_is_public", "is", "not_relevant", [{}, NOTE_TO_US], True),
    ("comment_is_public", "is", "not_relevant", [{}, URGENT], False),
    ("comment_is_public", "is", "requester_can_see_comment", [{}, REPLY], True),
    ("subject_includes_word", "includes", "printer fax", [{}], True),
    ("subject_includes_word", "includes", "print", [{}], False),
    ("subject_includes_word", "not_includes", "fax", [{}], True),
    ("subject_includes_word", "is", "PRINT", [{}], True),
    ("subject_includes_word", "is_not", "print", [{}], False),
    ("comment_includes_word", "includes", "again", [{}, REPLY], True),
    ("comment_includes_word", "includes", "help", [{}, REPLY], False),
    ("comment_includes_word", "is", "try ag", [{}, REPLY], True),
    ("comment_includes_word", "is_not", "again", [{}, URGENT], True),
    ("description_includes_word", "includes", "help", [{}, REPLY], True),
    ("reopens", "is", "0", [{}], True),
    ("reopens", "is", "1", [{}, SOLVED, REOPENED], True),
    ("reopens", "greater_than", "0", [{}, SOLVED, {"status": "closed"}], False),
    ("replies", "is", "0", [{}, ANSWER], True),
    ("replies", "greater_than", "1", [{}, REPLY, REPLY], True),
    ("replies", "less_than", "1", [{}, NOTE_TO_US], True),
    ("agent_stations", "is", "2", [{"assignee_id": AGENT}, {"assignee_id": ADMIN}], True),
    ("group_stations", "is", "1", [{"group_id": SUPPORT}, {"group_id": None}], True),
    ("requester_role", "is", "0", [{}], True),
    ("requester_role", "is_not", "4", [{"requester_id": AGENT}], False),
    ("requester_role", "is", "2", [{"requester_id": ADMIN}], True),
    ("requester_time_zone", "is", "Eastern Time (US & Canada)", [{}], True),
    ("locale_id", "is", "1", [{}], True),
    ("role", "is", "end_user", [{}], True),
    ("role", "is", "agent", [{}, URGENT], True),
    ("role", "is", "end_user", [{}, ANSWER], True),
    ("role", "is", str(ADMIN), [{}, URGENT], True),
    ("role", "is_not", "agent", [{}, URGENT], False),
    ("custom_fields_%d" % SEVERITY, "is", "sev_1", [SEVERE], True),
    ("custom_fields_%d" % SEVERITY, "includes", ["sev_1", "sev_2"], [SEVERE], True),
    ("custom_fields_%d" % SEVERITY, "not_includes", "sev_2", [SEVERE], True),
    ("custom_fields_%d" % SEVERITY, "present", None, [SEVERE], True),
    ("custom_fields_%d" % SEVERITY, "present", None, [{}], False),
    ("custom_fields_%d" % SEVERITY, "not_present", None, [{}], True),
    ("custom_fields_%d" % SEVERITY, "changed", None, [{}, SEVERE], True),
    ("custom_fields_%d" % SEVERITY, "value", "sev_1", [SEVERE, SEVERE], False),
    ("custom_fields_%d" % AREAS, "includes", "disk", [SPREAD], True),
    ("custom_fields_%d" % AREAS, "not_includes", ["disk"], [SPREAD], False),
    (
        "custom_fields_%d" % VIP,
        "is",
        "true",
        [{"custom_fields": [{"id": VIP, "value": True}]}],
        True,
    ),
    ("custom_fields_%d" % NOTE, "not_present", None, [SEVERE], True),
    ("requester.custom_fields.plan", "is", "gold plan", [{}], True),
    ("requester.custom_fields.plan", "is_not", "silver", [{}], True),
    ("requester.custom_fields.Plan", "present", None, [{}], True),
    ("requester.custom_fields.plan", "not_present", None, [{"requester_id": BEN}], True),
    ("requester.custom_fields.plan", "includes_words", "plan b", [{}], True),
    ("requester.custom_fields.plan", "not_includes_words", "gol", [{}], True),
    ("requester.custom_fields.plan", "includes_string", "gol", [{}], True),
    ("requester.custom_fields.plan", "not_includes_string", "gol", [{}], False),
    ("requester.custom_fields.seats", "less_than", "10", [{}], True),
    ("requester.custom_fields.seats", "less_than_equal", "5", [{}], True),
    ("requester.custom_fields.seats", "greater_than", "5", [{}], False),
    ("requester.custom_fields.seats", "greater_than_equal", "5", [{}], True),
    ("requester.custom_fields.seats", "less_than", "10", [{"requester_id": BEN}], False),
    ("requester.custom_fields.since", "less_than", "2026-04-01", [{}], True),
    ("requester.custom_fields.vip", "is", "true", [{}], True),
    ("organization.custom_fields.tier", "is", str(GOLD), [{}], True),
    ("organization.custom_fields.tier", "is", str(SILVER), [{}], False),
    ("organization.custom_fields.tier", "is_not", str(GOLD), [{"requester_id": BEN}], True),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "%s-%s-%s" % row[:3])
def test_condition(row: Row, desk: Desk) -> None:
    field, operator, value, writes, met = row
    for number, write in enumerate(writes):
        if number == len(writes) - 1:
            desk.trigger("Rule", condition(field, operator, value))
        if number:
            desk.update(**write)
        else:
            desk.create(**write)
    assert (desk.fired, desk.unknown) == (["Rule"] if met else [], [])


def test_all_fields_are_here_or_not_known() -> None:
    rows = {row[0] for row in TABLE}
    assert set(CONDITIONS) - rows == UNKNOWN
    assert not set(HOURS) & rows
