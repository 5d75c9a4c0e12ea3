# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of conditions and actions: their operators, and what their values can be."""

from __future__ import annotations

import re
from typing import NamedTuple

# What stands for a record, or for none, without being its ID.
WORDS = {
    "",
    "agent",
    "all_agents",
    "assignee_id",
    "current_groups",
    "current_user",
    "default_ticket_form",
    "end_user",
    "group_id",
    "requester_and_ccs",
    "requester_id",
}
# Operators that take no value.
TERMINAL = {"changed", "not_changed", "present", "not_present"}
# Operators whose names in messages are not simply their words.
OPERATOR_TITLES = {
    "value": "Changed to",
    "value_previous": "Changed from",
    "not_value": "Not changed to",
    "not_value_previous": "Not changed from",
}
# From the first to the last.
STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITIES = ("", "low", "normal", "high", "urgent")


class Field(NamedTuple):
    """A field: its title in messages, and the operators that it has.

    ``values``: its options, () where it takes any text. ``kind``: of the records whose IDs it takes;
    ``place``: of the ID in the list that is the value of an action, if it is one. ``hours``: it counts
    hours since something.
    """

    title: str
    operators: str = ""
    values: tuple[str, ...] = ()
    kind: str = ""
    place: int = -1
    hours: bool = False


_ONE = "is is_not"
_CHANGES = "changed value value_previous not_changed not_value not_value_previous"
# Zendesk's page has other names for them than accounts have, for brands and forms.
_OTHER_CHANGES = "changed_to changed_from not_changed_to not_changed_from"
_COUNT = "less_than greater_than is"
_COUNT_EQUAL = "less_than_equal greater_than_equal"
_WORDS_IN = "includes not_includes is is_not"
_CHOICE = "%s %s" % (_ONE, _CHANGES)
_RANK = "%s less_than greater_than" % _CHOICE
_HOURS = " ".join(name + end for name in _COUNT.split() for end in ("", "_business_hours"))
_CUSTOM = (
    "%s %s %s includes not_includes present not_present includes_words not_includes_words "
    "includes_string not_includes_string within_previous_n_days within_next_n_days %s"
) % (_ONE, _COUNT, _COUNT_EQUAL, _CHANGES)
_BOOLEAN = ("true", "false")
# Recorded of conditions: numbers, not the words that answers about tickets have.
_CHANNELS = tuple(str(number) for number in range(100))

CONDITIONS = {
    "status": Field("Status", _RANK, STATUSES),
    "priority": Field("Priority", _RANK, PRIORITIES),
    "type": Field("Type", _CHOICE, ("", "question", "incident", "problem", "task")),
    "group_id": Field("Group", _CHOICE, kind="groups"),
    "assignee_id": Field("Assignee", _CHOICE, kind="users"),
    "requester_id": Field("Requester", _CHOICE, kind="users"),
    "organization_id": Field("Organization", _CHOICE, kind="organizations"),
    "brand_id": Field("Brand", "%s %s" % (_CHOICE, _OTHER_CHANGES), kind="brands"),
    "ticket_form_id": Field("Form", "%s %s" % (_CHOICE, _OTHER_CHANGES), kind="ticket_forms"),
    "custom_status_id": Field(
        "Ticket status", "includes not_includes %s" % _CHOICE, kind="custom_statuses"
    ),
    "current_tags": Field("Tags", "includes not_includes"),
    "via_id": Field("Channel", "is is_not includes not_includes", _CHANNELS),
    "current_via_id": Field("Update via", "is is_not includes not_includes", _CHANNELS),
    "via_subtype_id": Field("Integration account", _ONE),
    "recipient": Field("Received at", "is"),
    "update_type": Field("Ticket", "is", ("Create", "Change")),
    "ticket_is_public": Field("Privacy", "is", ("public", "private")),
    "comment_is_public": Field(
        "Comment", "is", (*_BOOLEAN, "not_relevant", "requester_can_see_comment")
    ),
    "in_business_hours": Field("Within business hours?", "is", _BOOLEAN),
    "on_holiday": Field("On a holiday?", "is", _BOOLEAN),
    "within_schedule": Field("Within schedule", "is", kind="schedules"),
    "schedule_id": Field("Schedule", _ONE, kind="schedules"),
    "ticket_due_date": Field("Due date", "is"),
    "subject_includes_word": Field("Subject text", _WORDS_IN),
    "comment_includes_word": Field("Comment text", _WORDS_IN),
    "description_includes_word": Field("Description", _WORDS_IN),
    "reopens": Field("Reopens", _COUNT),
    "replies": Field("Agent replies", _COUNT),
    "agent_stations": Field("Assignee stations", _COUNT),
    "group_stations": Field("Group stations", _COUNT),
    "number_of_incidents": Field("Number of incidents", "%s %s" % (_COUNT, _COUNT_EQUAL)),
    "requester_twitter_followers_count": Field("Requester's followers", _COUNT),
    "requester_twitter_statuses_count": Field("Requester's posts", _COUNT),
    "requester_twitter_verified": Field("Requester is verified", "is"),
    "requester_role": Field("Requester's role", _ONE, ("0", "2", "4")),
    "requester_time_zone": Field("Requester's time zone", _ONE),
    "locale_id": Field("Requester's language", _ONE, kind="locales"),
    "role": Field("Current user", _ONE, kind="users"),
    "satisfaction_score": Field("Satisfaction", _RANK),
    "satisfaction_reason_code": Field("Satisfaction reason", _ONE),
}
# Conditions of automations that triggers do not have.
HOURS = {
    name: Field(title, _HOURS, hours=True)
    for name, title in {
        **{status.upper(): "Hours since %s" % status for status in STATUSES},
        "assigned_at": "Hours since assigned",
        "updated_at": "Hours since update",
        "requester_updated_at": "Hours since requester update",
        "assignee_updated_at": "Hours since assignee update",
        "due_date": "Hours since due date",
        "due_at": "Hours since due date",
        "until_due_date": "Hours until due date",
        "sla_next_breach_at": "Hours since last SLA breach",
        "until_sla_next_breach_at": "Hours until next SLA breach",
    }.items()
}
ACTIONS = {
    "status": Field("Status", values=STATUSES),
    "priority": Field("Priority", values=PRIORITIES),
    "type": Field("Type", values=("", "question", "incident", "problem", "task")),
    "group_id": Field("Group", kind="groups"),
    "assignee_id": Field("Assignee", kind="users"),
    "brand_id": Field("Brand", kind="brands"),
    "ticket_form_id": Field("Form", kind="ticket_forms"),
    "custom_status_id": Field("Ticket status", kind="custom_statuses"),
    "follower": Field("Add follower", kind="users"),
    "cc": Field("Add CC", kind="users"),
    "locale_id": Field("Set requester's language to", kind="locales"),
    "set_schedule": Field("Set schedule", kind="schedules"),
    "notification_user": Field("Email user", kind="users", place=0),
    "notification_group": Field("Email group", kind="groups", place=0),
    "notification_target": Field("Notify target", kind="targets", place=0),
    "notification_webhook": Field("Notify active webhook", kind="webhooks", place=0),
    "notification_sms_user": Field("Text user", kind="users", place=0),
    "notification_sms_group": Field("Text group", kind="groups", place=0),
    "side_conversation_ticket": Field("Create side conversation ticket", kind="groups", place=2),
    **{
        name: Field(name.replace("_", " ").capitalize())
        for name in [
            "set_tags",
            "current_tags",
            "remove_tags",
            "satisfaction_score",
            "add_skills",
            "set_skills",
            "remove_skills",
            "deflection",
            "tweet_requester",
            "share_ticket",
            "notification_messaging_csat",
            "notification_zis",
            "side_conversation",
            "side_conversation_slack",
            "reply_public",
            "reply_internal",
        ]
    },
}


class Pattern(NamedTuple):
    """Fields whose name holds the ID, or another attribute, of a record of a kind."""

    expression: re.Pattern[str]
    kind: str
    attribute: str
    field: Field
    automations_only: bool = False
    conditions_only: bool = False


PATTERNS = (
    Pattern(
        re.compile(r"custom_fields_(\d+)"), "ticket_fields", "id", Field("Custom field", _CUSTOM)
    ),
    Pattern(
        re.compile(r"requester\.custom_fields\.(.+)"),
        "user_fields",
        "key",
        Field("Requester field", _CUSTOM),
    ),
    Pattern(
        re.compile(r"organization\.custom_fields\.(.+)"),
        "organization_fields",
        "key",
        Field("Organization field", _CUSTOM),
    ),
    Pattern(re.compile(r"lookup:(.+)"), "", "", Field("Lookup field", _CUSTOM)),
    Pattern(
        re.compile(r"custom_status_(\d+)"),
        "custom_statuses",
        "id",
        Field("Hours since ticket status", _HOURS, hours=True),
        automations_only=True,
        conditions_only=True,
    ),
)


def operator_title(name: str) -> str:
    return OPERATOR_TITLES.get(name) or name.replace("_", " ").capitalize()
