# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of conditions and actions: how the simulator stores them, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.rule_calls import (
    AUTOMATION,
    AUTOMATIONS,
    HOURS,
    OPEN,
    PENDING,
    SUPPORT,
    TRIGGER,
    TRIGGERS,
    URGENT,
    Caller,
    condition,
    said,
)
from ansible_collections.community.zendesk.tests.simulator.resource import Resource
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

BRAND = 1500000550682
TARGET, WEBHOOK, EVENTS = 1900000033645, "01HANAHFR0BV2YBE1PT8ETPM8E", "01HANAHFR0BV2YBE1PT8ETPM8F"
SIDE = "SupportAssignable:support_assignable/group/%d"


@pytest.fixture
def call(simulator: Simulator) -> Caller:
    account = simulator.account
    # Where nothing of a kind is served, every ID of it is taken.
    for kind in ("ticket_fields", "user_fields", "organization_fields", "custom_statuses"):
        account.resources.pop(kind, None)
    account.put_target({"id": TARGET, "title": "Hook", "type": "email_target"})
    hook = {"name": "Pager", "endpoint": "https://example.com"}
    account.resources["webhooks"].put({**hook, "id": WEBHOOK})
    events = {"id": EVENTS, "subscriptions": ["zen:event-type:user.created"]}
    account.resources["webhooks"].put({**hook, **events})
    return Caller(simulator)


# A condition as it is sent -> as it reads, None for the same.
CONDITIONS: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    "an ID": (condition("group_id", "is", str(SUPPORT)), None),
    "a number": (condition("reopens", "greater_than", "3"), None),
    "a boolean": (
        condition("comment_is_public", "is", "true"),
        condition("comment_is_public", "is", True),
    ),
    "another word of it": (condition("comment_is_public", "is", "not_relevant"), None),
    "false of it": (condition("comment_is_public", "is", "false"), None),
    "another boolean": (condition("in_business_hours", "is", "true"), None),
    "nobody": (condition("assignee_id", "is", ""), None),
    "no value": (condition("status", "changed"), condition("status", "changed", None)),
    "null": (condition("status", "changed", None), None),
    "an empty value": (
        condition("status", "not_changed", ""),
        condition("status", "not_changed", None),
    ),
    "no operator": (
        condition("update_type", ..., "Create"),
        condition("update_type", "is", "Create"),
    ),
    "null for an operator": (
        condition("update_type", None, "Create"),
        condition("update_type", "is", "Create"),
    ),
    "several": (condition("via_id", "includes", ["4", "75"]), None),
    "tags": (condition("current_tags", "includes", "Social a"), None),
    "a word for a user": (condition("role", "is", "end_user"), None),
    "a name of brands": (condition("brand_id", "changed_to", str(BRAND)), None),
    "a custom field": (condition("custom_fields_17", "includes", "gold"), None),
    "a field of users": (condition("requester.custom_fields.plan", "present", None), None),
    "a lookup field": (condition("lookup:ticket.ticket_field_1.custom_fields.a", "is", "7"), None),
    "a key that nobody knows": ({**URGENT, "more": 1}, None),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition(name: str, call: Caller) -> None:
    sent, read = CONDITIONS[name]
    trigger = call.create(conditions={"all": [URGENT, sent], "any": [sent]})
    expected = sent if read is None else read
    assert trigger["conditions"] == {"all": [URGENT, expected], "any": [expected]}
    assert call.read(trigger) == trigger


BODY = '{\n\t"ticket_id": "{{ticket.id}}",  "a":1}'
# An action as it is sent -> as it reads, ... for the same.
ACTIONS: dict[str, tuple[str, Any, Any]] = {
    "a word": ("status", "solved", ...),
    "a list for a word": ("status", ["solved"], ...),
    "no group": ("group_id", "", ...),
    "null": ("assignee_id", None, ...),
    "a user": ("notification_user", ["requester_and_ccs", "Hi", BODY], ...),
    "a group": ("notification_group", [str(SUPPORT), "Hi", BODY], ...),
    "the group of the ticket": ("notification_group", ["group_id", "Hi", BODY], ...),
    "a target": ("notification_target", [str(TARGET), BODY], [TARGET, BODY]),
    "a target by its number": ("notification_target", [TARGET, BODY], ...),
    "pairs": (
        "notification_target",
        [str(TARGET), [["a", "{{ticket.id}}"]]],
        [TARGET, [["a", "{{ticket.id}}"]]],
    ),
    "a webhook": ("notification_webhook", [WEBHOOK, BODY], ...),
    "a webhook without a list": ("notification_webhook", WEBHOOK, ...),
    "a side conversation": (
        "side_conversation_ticket",
        ["Hi", BODY, SIDE % SUPPORT, "text/html"],
        ...,
    ),
    "a side conversation by mail": ("side_conversation", ["Hi", BODY, "a@example.com"], ...),
    "a date": ("custom_fields_17", ["days_from_now", "3"], ...),
    "tags": ("set_tags", "VIP Gold", "vip gold"),
    "more tags": ("current_tags", "VIP Gold", ...),
    "a form": ("ticket_form_id", "default_ticket_form", ...),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action(name: str, call: Caller) -> None:
    field, sent, read = ACTIONS[name]
    trigger = call.create(actions=[OPEN, {"field": field, "value": sent}])
    expected = {"field": field, "value": sent if read is ... else read}
    assert trigger["actions"] == [OPEN, expected]
    assert call.read(trigger) == trigger


STRING = (400, "value must be a string")
INVALID = "Invalid value '%s' in '%s'"
SHAPE = (422, "Invalid conditions")
# What is wrong with a condition -> what the service says of it.
REFUSED: dict[str, tuple[Any, Any]] = {
    "a number": (condition("reopens", "is", 3), STRING),
    "a boolean": (condition("comment_is_public", "is", True), STRING),
    "an object": (condition("reopens", "is", {}), STRING),
    "a field that nobody knows": (condition("tags", "is", "a"), (422, "Invalid field 'tags'")),
    "hours in a trigger": (HOURS, (422, "Invalid field 'PENDING'")),
    "an operator of another field": (
        condition("current_tags", "is", "a"),
        (422, "Invalid operator 'is' in 'Tags / Is / a'"),
    ),
    "a channel by its word": (
        condition("current_via_id", "is_not", "web"),
        (422, INVALID % ("web", "Update via / Is not / web")),
    ),
    "one of several": (
        condition("via_id", "includes", ["4", "mail"]),
        (422, INVALID % ("mail", "Channel / Includes / mail")),
    ),
    "a group that is not there": (
        condition("group_id", "value", "17"),
        (422, INVALID % ("17", "Group / Changed to / 17")),
    ),
    "a brand that is not there": (
        condition("brand_id", "is", "x"),
        (422, INVALID % ("x", "Brand / Is / x")),
    ),
    "no field": ({"operator": "is", "value": "a"}, SHAPE),
    "text": ("urgent", SHAPE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_condition(name: str, call: Caller) -> None:
    sent, expected = REFUSED[name]
    assert said(call.post(TRIGGERS, {**TRIGGER, "conditions": {"any": [sent]}})) == expected
    trigger = call.create()
    more = {"conditions": {"all": [URGENT, sent]}, "actions": [OPEN]}
    assert said(call.put(trigger, **more)) == expected
    assert [each["id"] for each in call.account.rules["triggers"]] == [trigger["id"]]
    assert call.read(trigger) == trigger


# An action -> what the service says of it.
REFUSED_ACTIONS: dict[str, tuple[Any, Any]] = {
    "a number": ({"field": "group_id", "value": SUPPORT}, STRING),
    "a field that nobody knows": (
        {"field": "subject_includes_word", "value": "a"},
        (422, "Invalid field 'subject_includes_word'"),
    ),
    "a status that nobody knows": (
        {"field": "status", "value": "done"},
        (422, INVALID % ("done", "Status / done")),
    ),
    "a group that is not there": (
        {"field": "notification_group", "value": ["17", "Hi", BODY]},
        (422, INVALID % ("17", "Email group / 17")),
    ),
    "a target that is not there": (
        {"field": "notification_target", "value": ["17", BODY]},
        (422, INVALID % ("17", "Notify target / 17")),
    ),
    "a webhook that is not there": (
        {"field": "notification_webhook", "value": ["x", BODY]},
        (422, INVALID % ("x", "Notify active webhook / x")),
    ),
    "a webhook for events": (
        {"field": "notification_webhook", "value": [EVENTS, BODY]},
        (422, INVALID % (EVENTS, "Notify active webhook / " + EVENTS)),
    ),
    "a group inside a text": (
        {"field": "side_conversation_ticket", "value": ["Hi", BODY, SIDE % 17, "text/html"]},
        (422, INVALID % ("17", "Create side conversation ticket / 17")),
    ),
    "no value": ({"field": "status"}, (422, "Invalid actions")),
    "a target by its title": (
        {"field": "notification_target", "value": ["Hook", BODY]},
        (422, "Invalid actions"),
    ),
}


@pytest.mark.parametrize("name", REFUSED_ACTIONS)
def test_a_refused_action(name: str, call: Caller) -> None:
    sent, expected = REFUSED_ACTIONS[name]
    assert said(call.post(TRIGGERS, {**TRIGGER, "actions": [OPEN, sent]})) == expected
    assert call.account.rules["triggers"] == []


# A condition of a kind that only some accounts serve -> a record that lets it be taken.
SERVED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("users", condition("assignee_id", "is", "17"), {"id": 17}),
    ("organizations", condition("organization_id", "is", "17"), {"id": 17}),
    ("ticket_forms", condition("ticket_form_id", "is", "17"), {"id": 17}),
    ("ticket_fields", condition("custom_fields_17", "present"), {"id": 17}),
    ("custom_statuses", condition("custom_status_id", "includes", ["17"]), {"id": 17}),
    ("schedules", condition("within_schedule", "is", "17"), {"id": 17}),
    ("locales", condition("locale_id", "is", "17"), {"id": 17}),
    ("user_fields", condition("requester.custom_fields.a", "present"), {"key": "a"}),
    ("organization_fields", condition("organization.custom_fields.a", "is", "b"), {"key": "a"}),
]


@pytest.mark.parametrize(("kind", "sent", "record"), SERVED)
def test_a_kind_counts_where_it_is_served(
    kind: str, sent: dict[str, Any], record: dict[str, Any], call: Caller
) -> None:
    rule = {**TRIGGER, "conditions": {"all": [sent]}}
    call.account.resources.pop(kind, None)
    assert said(call.post(TRIGGERS, rule)) == 201
    served = call.account.resources[kind] = Resource(call.account)
    served.path = "/api/v2/" + kind
    status, text = said(call.post(TRIGGERS, rule))
    assert (status, text.startswith("Invalid value")) == (422, True)
    stored = served.put(dict(record))
    assert said(call.post(TRIGGERS, rule)) == 201
    stored.update(deleted=True)
    assert said(call.post(TRIGGERS, rule))[0] == 422
    stored.update(deleted=False, active=False)
    assert (said(call.post(TRIGGERS, rule)) == 201) == (kind != "users")


def test_a_stale_value(call: Caller) -> None:
    """It is in nobody's way until conditions and actions are written."""
    trigger = call.create(conditions={"all": [condition("group_id", "is", str(SUPPORT))]})
    call.account.resources["groups"].records[SUPPORT]["deleted"] = True
    for change in ({"title": "Other"}, {"active": False}, {"position": 7}):
        assert said(call.put(trigger, **change)) == 200
    whole = call.read(trigger)
    status, text = said(call.put(trigger, **whole))
    assert (status, text) == (422, INVALID % (SUPPORT, "Group / Is / %d" % SUPPORT))
    assert call.read(trigger) == whole


def test_a_deleted_webhook_stays_in_a_rule(call: Caller) -> None:
    trigger = call.create(actions=[{"field": "notification_webhook", "value": [WEBHOOK, "Hi"]}])
    assert call("DELETE", "/api/v2/webhooks/" + WEBHOOK).status_code == 204
    assert call.read(trigger)["actions"][0]["value"] == [WEBHOOK, "Hi"]


def test_hours_of_a_custom_status(call: Caller) -> None:
    hours = condition("custom_status_17", "greater_than_business_hours", "3")
    sent = {**AUTOMATION, "conditions": {"all": [PENDING, hours]}}
    assert said(call.post(AUTOMATIONS, sent)) == 201
