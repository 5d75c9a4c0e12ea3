# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every form of a value: what a task says, what is sent, and each form in which it reads back.

One row for each row of the tables in RULES.md 3.1 to 3.3; the rows are compared with the document.
"""

from __future__ import annotations

from typing import Any, Callable, Iterator, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.functional.test_references import rows_of
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

DOCUMENT = ROOT.parent / "shared" / "reference" / "RULES.md"
STATUS = {"field": "status", "operator": "is", "value": "pending"}
HOURS = {"field": "PENDING", "operator": "is", "value": "5"}
OPEN = {"field": "status", "value": "open"}
ULID = "01HANAHFR0EXAMPLE000000001"
BODY = '\t{{ticket.title}}\r\n{"ticket":  "{{ ticket.id }}", "é": "\U0001f514"}\n\n'
# A key that is not there.
NONE = object()


class Form(NamedTuple):
    """A value: what a task gives, what is sent, and how it reads back beside that.

    ``operator``: None where the task gives none. ``other``: a value that makes a difference.
    """

    field: str
    given: Any
    operator: str | None = ""
    sent: Any = ...
    read: tuple[Any, ...] = ()
    other: Any = "something else"
    kind: str = "trigger"

    @property
    def is_condition(self) -> bool:
        return self.operator != ""

    @property
    def entry(self) -> dict[str, Any]:
        given = {"field": self.field, "operator": self.operator or NONE, "value": self.given}
        return {name: each for name, each in given.items() if each is not NONE}

    @property
    def stored(self) -> dict[str, Any]:
        value = self.given if self.sent is ... else self.sent
        if not self.is_condition:
            return {"field": self.field, "value": value}
        found = {"field": self.field, "operator": self.operator or "is", "value": value}
        return {name: each for name, each in found.items() if each is not NONE}


def on(field: str, given: Any, operator: str | None = "is", **more: Any) -> Form:
    """A condition."""
    return Form(field, given, operator, **more)


def do(field: str, given: Any, **more: Any) -> Form:
    """An action."""
    return Form(field, given, **more)


def hours(field: str, given: Any, operator: str = "is", **more: Any) -> Form:
    """A condition of an automation."""
    return Form(field, given, operator, kind="automation", **more)


def each(fields: str, operators: str, value: Any, make: Any = on, **more: Any) -> list[Form]:
    """Every field with every operator."""
    return [
        make(field, value, operator, **more)
        for field in fields.split()
        for operator in operators.split()
    ]


def without(fields: str, operators: str) -> list[Form]:
    """Operators that take no value: missing, null or empty, whatever the account has."""
    return [
        on(field, given, operator, sent=NONE if given is None else ..., read=(None, ""), other="x")
        for field in fields.split()
        for operator in operators.split()
        for given in (NONE, None, "")
    ]


# The first cell of a row -> forms.
ON_THE_WIRE: dict[str, list[Form]] = {
    "id of group, user, brand, form, schedule, locale, status": [
        on("group_id", "20455932"),
        on("brand_id", 20455932, sent="20455932"),
        do("ticket_form_id", "6130871991962"),
        do("locale_id", 8, sent="8"),
    ],
    "number (hours, reopens)": [
        on("reopens", "24", "greater_than", read=(24,)),
        on("reopens", 24, "less_than", sent="24", read=(24,)),
        hours("PENDING", 24, "greater_than", sent="24", read=(24,)),
    ],
    "boolean field `comment_is_public`": [
        on("comment_is_public", "true", read=(True,)),
        on("comment_is_public", True, sent="true", read=(True,)),
        on("comment_is_public", False, sent="false", read=(False,)),
        on("comment_is_public", "not_relevant"),
        on("comment_is_public", "requester_can_see_comment"),
    ],
    "nobody / no group": [
        on("assignee_id", "", read=(None, "__NULL__")),
        on("group_id", "__NULL__", sent="", read=(None, "__NULL__")),
        do("assignee_id", "", read=(None, "__NULL__")),
        do("group_id", "__NULL__", sent="", read=(None,)),
        do("group_id", None, sent="", read=(None, "__NULL__")),
        do("group_id", NONE, sent="", read=(None, "__NULL__")),
    ],
    "terminal operator (changed, not_changed, present, not_present)": without(
        "group_id", "changed not_changed present not_present"
    ),
    "operator left out (update_type, comment_is_public, recipient; cond says to omit it)": [
        on("update_type", "Create", None),
        on("comment_is_public", "true", None, read=(True,)),
        on("recipient", "support@example.com", None),
    ],
    "several values (`includes` on via_id, custom_status_id, multi-select)": [
        on("via_id", ["4", "75"], "includes", other=["75", "4"]),
        on("via_id", [4, 75], "includes", sent=["4", "75"], other=["4"]),
        on("custom_status_id", ["1", "2"], "includes", other=["1"]),
        on("custom_fields_5", ["a", "b"], "includes", other=["a", "b", "c"]),
    ],
    "tags": [
        do("set_tags", "VIP gold", read=("vip gold", "gold vip"), other="vip"),
        do("current_tags", "Social", read=("social",), other="socials"),
        do("remove_tags", "a  b", read=("b a",), other="a"),
        on("current_tags", "b a", "includes", read=("A B",), other="a b c"),
    ],
    "one-element list for a scalar action": [
        do("status", ["solved"], other="solved"),
    ],
    "via_id, current_via_id": [
        on("via_id", "4", other="web"),
        on("current_via_id", 48, sent="48"),
    ],
    "via_subtype_id": [on("via_subtype_id", "55:360000089993")],
    "fractional hours": [hours("PENDING", 1.5, sent="1.5"), hours("PENDING", "2", other="2.0")],
}
LISTS: dict[str, list[Form]] = {
    "notification_user": [
        do("notification_user", [who, "Re: {{ticket.title}}", BODY], other=[who, "Re:", BODY])
        for who in (
            "current_user",
            "requester_id",
            "requester_and_ccs",
            "assignee_id",
            "all_agents",
            "360001",
        )
    ],
    "notification_group": [
        do("notification_group", ["group_id", "A", BODY], other=["group_id", "A", BODY.strip()]),
        do("notification_group", [360001, "A", BODY], sent=["360001", "A", BODY]),
    ],
    "notification_target": [
        do("notification_target", ["360001", BODY], read=([360001, BODY],), other=["360002", BODY]),
        do("notification_target", [360001, BODY], sent=["360001", BODY], read=([360001, BODY],)),
        do(
            "notification_target",
            ["360001", [["a", 1], ["b", "x"]]],
            sent=["360001", [["a", "1"], ["b", "x"]]],
            read=([360001, [["a", "1"], ["b", "x"]]],),
            other=["360001", [["b", "x"], ["a", 1]]],
        ),
    ],
    "notification_webhook": [
        do("notification_webhook", [ULID, BODY], other=[ULID, BODY + " "]),
        do("notification_webhook", [ULID, [["a", "x"]]], other=[ULID, [["a", "y"]]]),
        do("notification_webhook", ULID, other=[ULID, ""]),
    ],
    "notification_sms_user, notification_sms_group": [
        do("notification_sms_user", ["requester_id", "7", BODY]),
        do("notification_sms_group", ["group_id", 7, BODY], sent=["group_id", "7", BODY]),
    ],
    "side_conversation": [do("side_conversation", ["A", BODY, "a@example.com"], other=["A", BODY])],
    "side_conversation_ticket": [
        do(
            "side_conversation_ticket",
            ["A", BODY, "SupportAssignable:support_assignable/group/360001", "text/html"],
        )
    ],
    "side_conversation_slack": [do("side_conversation_slack", [BODY, "C06"])],
    "notification_zis": [do("notification_zis", ["slack", "T7", "C06", "A", BODY])],
    "date custom field": [do("custom_fields_5", ["days_from_now", 3], sent=["days_from_now", "3"])],
    "comment_value (macros only)": [
        do("comment_value", BODY, other=BODY.strip()),
        do("comment_value", ["channel:all", BODY], other=BODY),
    ],
}
SCALARS = [
    do(field, value)
    for fields, value in (
        ("status", "solved"),
        ("type", "incident"),
        ("priority", "high"),
        ("group_id assignee_id brand_id ticket_form_id", "1"),
        ("custom_status_id follower cc locale_id set_schedule", "1"),
        ("add_skills set_skills remove_skills", "5a1c#2"),
        ("deflection tweet_requester share_ticket notification_messaging_csat", "text"),
        ("reply_public reply_internal custom_fields_5", BODY),
        ("requester.custom_fields.plan organization.custom_fields.region", "text"),
    )
    for field in fields.split()
] + [do("ticket_form_id", "default_ticket_form"), do("satisfaction_score", "offered")]

_COMPARED = "is is_not value value_previous not_value not_value_previous"
_NUMBERS = "is less_than greater_than"
_AT_LEAST = "less_than_equal greater_than_equal"
_CHANGES, _PRESENCE = "changed not_changed", "present not_present"
_PERSONS = "requester.custom_fields.plan organization.custom_fields.region"
_HOURS = (
    "NEW OPEN PENDING HOLD SOLVED CLOSED assigned_at updated_at requester_updated_at "
    "assignee_updated_at due_date until_due_date sla_next_breach_at until_sla_next_breach_at"
)
# The first cell of a row, as far as it is needed to tell it from the others.
FIELDS: dict[str, list[Form]] = {
    "status, priority": [
        *each("status", _COMPARED + " less_than greater_than", "solved"),
        *each("priority", _COMPARED + " less_than greater_than", "high"),
        *without("status priority", _CHANGES),
    ],
    "type, group_id, assignee_id": [
        *each(
            "group_id assignee_id requester_id organization_id brand_id ticket_form_id",
            _COMPARED,
            "360001",
        ),
        *each("type", _COMPARED, "incident"),
        *without("type group_id requester_id brand_id", _CHANGES),
    ],
    "current_tags": each("current_tags", "includes not_includes", "b A", read=("a b",)),
    "via_id, current_via_id": [
        *each("via_id current_via_id", "is is_not", "4"),
        *each("via_id", "includes not_includes", ["4"]),
    ],
    "recipient, update_type": [
        *each("recipient", "is", "support@example.com"),
        *each("update_type", "is", "Change", other="change"),
        *each("ticket_is_public", "is", "private"),
        *each(
            "in_business_hours on_holiday",
            "is",
            True,
            sent="true",
            read=(True,),
            other="false",
        ),
        *each("requester_twitter_verified", "is", "true", read=(True,)),
        *each("within_schedule ticket_due_date", "is", "360001"),
    ],
    "subject_includes_word": each(
        "subject_includes_word comment_includes_word", "includes not_includes is is_not", "a  B\t"
    ),
    "reopens, replies": each(
        "reopens replies agent_stations group_stations requester_twitter_followers_count "
        "requester_twitter_statuses_count",
        _NUMBERS,
        3,
        sent="3",
        read=(3,),
    ),
    "number_of_incidents": each("number_of_incidents", _NUMBERS + " " + _AT_LEAST, "3", read=(3,)),
    "schedule_id, requester_role": [
        *each("schedule_id locale_id", "is is_not", "8"),
        *each("requester_role", "is is_not", 4, sent="4"),
        *each("requester_time_zone", "is is_not", "Copenhagen"),
        *each("role", "is is_not", "end_user"),
    ],
    "custom_fields_N": [
        *each("custom_fields_5", "includes not_includes", "a_tag"),
        *without("custom_fields_5", _PRESENCE),
    ],
    "requester./organization.custom_fields.KEY text": [
        *each(
            _PERSONS,
            "is is_not includes_words not_includes_words includes_string not_includes_string",
            "two  words",
        ),
        *without(_PERSONS, _PRESENCE),
    ],
    "same, number": [
        *each(_PERSONS, "is is_not less_than greater_than " + _AT_LEAST, 7, sent="7", read=(7,)),
        *each(_PERSONS, "within_previous_n_days within_next_n_days", 7, sent="7"),
        *each(_PERSONS, "is", "true", read=(True,)),
    ],
    "automations, views": [
        *each(_HOURS, _NUMBERS, 24, hours, sent="24", read=(24,)),
        *each("PENDING", "is_business_hours greater_than_business_hours", "24", hours),
    ],
    "automations: custom_status_N": [
        *each("custom_status_5", _NUMBERS, 24, hours, sent="24"),
        *each("description_includes_word", "includes", "a  b", hours),
        *each("satisfaction_score", "is", "good", hours),
        *each("satisfaction_reason_code", "is", 5, hours, sent="5"),
        *each("custom_status_id", "includes", ["1"], hours),
    ],
}
TABLES = {
    "3.1": ON_THE_WIRE,
    "3.2": LISTS,
    "3.3": FIELDS,
}
FORMS = [form for table in TABLES.values() for forms in table.values() for form in forms]
FORMS += SCALARS


def _ids() -> Iterator[str]:
    for at, form in enumerate(FORMS):
        yield "%d %s %s" % (at, form.field, form.operator or "")


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the shared references are not here")
@pytest.mark.parametrize("heading", TABLES)
def test_every_row_of_the_document_is_here(heading: str) -> None:
    rows = rows_of(DOCUMENT.read_text(encoding="utf-8"), heading)
    table = list(TABLES[heading])
    assert len(rows) == len(table)
    assert [row for row, ours in zip(rows, table) if not row.startswith(ours)] == []


@pytest.fixture
def account(simulator: Simulator) -> Simulator:
    """An account that takes what nobody knows today."""
    switches = simulator.account.switches
    switches.rule_unknown = switches.rule_dead_ids = "accept"
    switches.automation_needs_time = switches.automation_needs_property = False
    switches.automation_needs_end = False
    return simulator


def rule_with(form: Form, entry: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a rule with an entry at the last place of its list."""
    conditions = [STATUS, HOURS] if form.kind == "automation" else [STATUS]
    if form.is_condition:
        return {"title": "Rule", "conditions": {"all": [*conditions, entry]}, "actions": [OPEN]}
    return {"title": "Rule", "conditions": {"all": conditions}, "actions": [OPEN, entry]}


def entry_in(rule: Record, form: Form) -> dict[str, Any]:
    found = (rule["conditions"]["all"] if form.is_condition else rule["actions"])[-1]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("form", FORMS, ids=list(_ids()))
def test_a_form(form: Form, account: Simulator, run: Run) -> None:
    module, path = "zendesk_" + form.kind, "/api/v2/%ss" % form.kind
    asked = rule_with(form, form.entry)
    result = run(module, **asked)
    assert result.get("action") == "create", result
    sent = account.journal.entries[-1]["body"][form.kind]
    assert entry_in(sent, form) == form.stored
    (stored,) = account.account.resources[form.kind + "s"].records.values()
    entry = entry_in(stored, form)
    for value in (entry.get("value"), *form.read):
        entry["value"] = value
        account.journal.clear()
        result = run(module, **asked)
        assert (result.get("changed"), result.get("failed")) == (False, None), value
        assert account.calls == ["GET " + path]
    other = rule_with(form, {**form.entry, "value": form.other})
    assert run(module, check=True, **other)["changed"]
