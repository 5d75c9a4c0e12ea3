# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What triggers can be made of: fields of conditions with their operators, and actions."""

from __future__ import annotations

from typing import NamedTuple

# Operators that take no value.
TERMINAL = ("changed", "not_changed", "present", "not_present")
_OPERATOR_TITLES = {
    "value": "Changed to",
    "value_previous": "Changed from",
    "not_value": "Not changed to",
    "not_value_previous": "Not changed from",
    "includes": "Contains at least one of the following",
    "not_includes": "Contains none of the following",
}


def operator_title(name: str) -> str:
    return _OPERATOR_TITLES.get(name, name.replace("_", " ").capitalize())


class Entry(NamedTuple):
    """A condition or an action.

    ``operators``: none for an action. ``values``: pairs of a value and its title that are the same
    in every account; they come before those of ``kind``, the records whose IDs are values.
    """

    subject: str
    title: str
    type: str = "list"
    operators: str = ""
    kind: str = ""
    values: tuple[tuple[str, str], ...] = ()
    nullable: bool = False
    group: str = "ticket"


_ONE = "is is_not"
_CHOICE = "is is_not changed value value_previous not_changed not_value not_value_previous"
_RANK = _CHOICE.replace("is_not ", "is_not less_than greater_than ")
_COUNT = "less_than greater_than is"
_WORDS = "includes not_includes is is_not"
BOOLEAN = (("true", "Yes"), ("false", "No"))
_STATUSES = (
    ("new", "New"),
    ("open", "Open"),
    ("pending", "Pending"),
    ("hold", "On-hold"),
    ("solved", "Solved"),
    ("closed", "Closed"),
)
_PRIORITIES = (("low", "Low"), ("normal", "Normal"), ("high", "High"), ("urgent", "Urgent"))
_TYPES = (
    ("question", "Question"),
    ("incident", "Incident"),
    ("problem", "Problem"),
    ("task", "Task"),
)
_CHANNELS = (
    ("0", "Web form"),
    ("4", "Email"),
    ("5", "Web service (API)"),
    ("8", "Automation"),
    ("27", "Closed ticket"),
    ("29", "Chat"),
    ("33", "Voicemail"),
    ("34", "Phone call (incoming)"),
    ("48", "Web Widget"),
    ("49", "Mobile SDK"),
    ("57", "Text"),
)
_CURRENT, _REQUESTER = ("current_user", "(current user)"), ("requester_id", "(requester)")
_ASSIGNEE = ("assignee_id", "(assignee)")
_MAIL_TO = (
    _CURRENT,
    _REQUESTER,
    ("requester_and_ccs", "(requester and CCs)"),
    _ASSIGNEE,
    ("all_agents", "(all non-restricted agents)"),
)

CONDITIONS = (
    Entry("status", "Status", operators=_RANK, values=_STATUSES),
    Entry("custom_status_id", "Ticket status", "list", _CHOICE, "custom_statuses"),
    Entry("ticket_form_id", "Form", "list", _CHOICE, "ticket_forms"),
    Entry("type", "Type", operators=_CHOICE, values=_TYPES, nullable=True),
    Entry("priority", "Priority", operators=_RANK, values=_PRIORITIES, nullable=True),
    Entry("group_id", "Group", "list", _CHOICE, "groups", nullable=True),
    Entry("assignee_id", "Assignee", "list", _CHOICE, "agents", (_CURRENT, _REQUESTER), True),
    Entry("requester_id", "Requester", "list", _CHOICE, "agents", (_CURRENT, _ASSIGNEE)),
    Entry("organization_id", "Organization", "list", _CHOICE, "organizations", nullable=True),
    Entry("current_tags", "Tags", "tags", "includes not_includes"),
    Entry("via_id", "Channel", operators=_ONE, values=_CHANNELS),
    Entry("current_via_id", "Update via", operators=_ONE, values=_CHANNELS),
    Entry("recipient", "Received at", "list", "is", "addresses"),
    Entry("brand_id", "Brand", "list", _CHOICE, "brands"),
    Entry(
        "update_type",
        "Ticket",
        operators="is",
        values=(("Create", "Created"), ("Change", "Updated")),
    ),
    Entry(
        "ticket_is_public",
        "Privacy",
        operators="is",
        values=(("public", "Ticket has public comments"), ("private", "Ticket is private")),
    ),
    Entry(
        "comment_is_public",
        "Comment",
        operators="is",
        values=(
            ("true", "Public"),
            ("false", "Private"),
            ("not_relevant", "Present (public or private)"),
            ("requester_can_see_comment", "Present, and requester can see the comment"),
        ),
    ),
    Entry("subject_includes_word", "Subject text", "text", _WORDS),
    Entry("comment_includes_word", "Comment text", "text", _WORDS),
    *(
        Entry(subject, title, "text", _COUNT)
        for subject, title in (
            ("reopens", "Reopens"),
            ("replies", "Agent replies"),
            ("agent_stations", "Assignee stations"),
            ("group_stations", "Group stations"),
            ("requester_twitter_followers_count", "Twitter followers"),
            ("requester_twitter_statuses_count", "Number of tweets"),
        )
    ),
    Entry(
        "number_of_incidents",
        "Number of incidents",
        "text",
        _COUNT + " less_than_equal greater_than_equal",
    ),
    Entry(
        "ticket_due_date",
        "Due date",
        operators="is",
        values=(("today", "Today"), ("overdue", "Overdue")),
    ),
    Entry("requester_twitter_verified", "Verified", operators="is", values=BOOLEAN),
    Entry(
        "requester_time_zone",
        "Time zone",
        operators=_ONE,
        values=(("UTC", "(GMT+00:00) UTC"), ("Berlin", "(GMT+01:00) Berlin")),
        group="requester",
    ),
    Entry("schedule_id", "Schedule", "list", _ONE, "schedules"),
    Entry("within_schedule", "Within (schedule)", "list", "is", "schedules"),
    Entry("in_business_hours", "Within business hours?", operators="is", values=BOOLEAN),
    Entry("on_holiday", "On a holiday?", operators="is", values=BOOLEAN),
    Entry(
        "requester_role",
        "Role",
        operators=_ONE,
        values=(("0", "End user"), ("4", "Agent"), ("2", "Admin")),
        group="requester",
    ),
    Entry("locale_id", "Language", "list", _ONE, "locales", group="requester"),
    Entry(
        "role",
        "Current user",
        "list",
        _ONE,
        "agents",
        (("agent", "(agent)"), ("end_user", "(end user)")),
        group="other",
    ),
)
ACTIONS = (
    Entry("status", "Status", values=_STATUSES[1:5]),
    Entry("custom_status_id", "Ticket status", kind="custom_statuses"),
    Entry(
        "ticket_form_id",
        "Form",
        kind="ticket_forms",
        values=(("default_ticket_form", "(default form)"),),
    ),
    Entry("type", "Type", values=_TYPES),
    Entry("priority", "Priority", values=_PRIORITIES),
    Entry("group_id", "Group", kind="groups", nullable=True),
    Entry("assignee_id", "Assignee", "list", "", "agents", (_CURRENT, _REQUESTER), True),
    Entry("set_tags", "Set tags", "tags"),
    Entry("current_tags", "Add tags", "tags"),
    Entry("remove_tags", "Remove tags", "tags"),
    Entry("follower", "Add follower", "list", "", "agents", (_CURRENT,)),
    Entry("cc", "Add CC", "list", "", "agents", (_CURRENT,)),
    Entry("brand_id", "Brand", kind="brands"),
    Entry("set_schedule", "Set schedule", kind="schedules"),
    Entry("locale_id", "Language", kind="locales", group="requester"),
    *(
        Entry(subject, title, kind, "", "agents", _MAIL_TO, group="notifications")
        for subject, title, kind in (
            ("notification_user", "Email user", "email"),
            ("notification_sms_user", "Text user", "sms"),
        )
    ),
    *(
        Entry(subject, title, kind, "", "groups", (("group_id", "(assigned group)"),), False, g)
        for subject, title, kind, g in (
            ("notification_group", "Email group", "email", "notifications"),
            ("notification_sms_group", "Text group", "sms", "notifications"),
        )
    ),
    Entry(
        "notification_target", "Notify by target", "target", kind="targets", group="notifications"
    ),
    # Recorded without values: webhooks have a list of their own.
    Entry("notification_webhook", "Notify by active webhook", "webhook", group="notifications"),
)

_TEXT = (
    "is is_not present not_present includes_words not_includes_words includes_string "
    "not_includes_string"
)
_NUMBER = "is is_not less_than less_than_equal greater_than greater_than_equal present not_present"
# Type of a field of users or organizations -> its operators.
KEYED_OPERATORS = {
    "text": _TEXT,
    "textarea": _TEXT,
    "regexp": _TEXT,
    "integer": _NUMBER,
    "decimal": _NUMBER,
    "date": _NUMBER + " within_previous_n_days within_next_n_days",
    "dropdown": "is is_not present not_present",
    "multiselect": "includes not_includes present not_present",
    "lookup": "is is_not present not_present",
    "checkbox": "is",
}
# The same for ticket fields; those of other types can't be used.
TICKET_OPERATORS = {
    "text": "present not_present",
    "textarea": "present not_present",
    "regexp": "present not_present",
    "integer": _NUMBER,
    "decimal": _NUMBER,
    "date": KEYED_OPERATORS["date"],
    "tagger": "includes not_includes present not_present",
    "multiselect": "includes not_includes present not_present",
    "lookup": "is is_not present not_present",
    "checkbox": "is",
}
# Type of a field -> type of its action where that is not a list.
ACTION_TYPES = {
    "text": "text",
    "textarea": "text",
    "regexp": "text",
    "integer": "text",
    "decimal": "text",
    "date": "date",
    "multiselect": "multiselect_list",
}
