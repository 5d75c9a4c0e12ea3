# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The fields of conditions and actions with references, text, or sets of words.

Sources: a recorded response with the definitions of triggers, recorded rules, and Zendesk's pages
"Conditions reference" and "Actions reference". Other fields are passed through unchanged.
"""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import _rule_fields

_Field, _Fields, _Part = _rule_fields.Field, _rule_fields.Fields, _rule_fields.Part

_TEXT = _Part(text=True)
_CONTENT = _Part(
    text=True,
    pairs=True,
    hint=". For a webhook, the filter community.zendesk.notification_webhook makes text of a structure",
)
_GROUP = _Part("group")
_USER = _Part("user")
# These have no name, and differ between accounts.
_PHONE = _Part(nameless="a phone number")
_SKILL = _Field(_Part(nameless="a skill"))
_SHARING = _Field(_Part(nameless="a sharing agreement"))
_PLAIN = _Field()
_WORDS = _Field(words=True)
_BOOLEAN = _Field(boolean=True)

# The fields of both conditions and actions.
_SHARED = {
    "group_id": _Field(_GROUP),
    "assignee_id": _Field(_USER),
    "organization_id": _Field(_Part("organization")),
    "brand_id": _Field(_Part("brand")),
    "ticket_form_id": _Field(_Part("ticket_form")),
    "custom_status_id": _Field(_Part("custom_status")),
    "locale_id": _Field(_Part("locale")),
    "current_tags": _WORDS,
    "status": _PLAIN,
    "type": _PLAIN,
    "priority": _PLAIN,
}
_FAMILIES = {
    # The value of a lookup field is the ID of any kind of record.
    "custom_fields_": _Field(_Part(_rule_fields.ANY)),
    # Keys are returned in lower case.
    "requester.custom_fields.": _Field(_Part("option"), lower=True),
    "organization.custom_fields.": _Field(_Part("option"), lower=True),
}
_NAMED = {"ticket_field": "custom_fields_%s", "custom_status": "custom_status_%s"}

CONDITIONS = _Fields(
    {
        **_SHARED,
        "requester_id": _Field(_USER),
        "role": _Field(_USER),
        "schedule_id": _Field(_Part("schedule")),
        "within_schedule": _Field(_Part("schedule")),
        "comment_is_public": _BOOLEAN,
        "in_business_hours": _BOOLEAN,
        "on_holiday": _BOOLEAN,
        **dict.fromkeys(
            (
                "comment_includes_word",
                "current_via_id",
                "recipient",
                "requester_role",
                "requester_time_zone",
                "satisfaction_reason_code",
                "subject_includes_word",
                "ticket_is_public",
                "update_type",
                "via_id",
                "via_subtype_id",
            ),
            _PLAIN,
        ),
    },
    _FAMILIES,
    _NAMED,
)

ACTIONS = _Fields(
    {
        **_SHARED,
        "follower": _Field(_USER),
        "cc": _Field(_USER),
        "set_schedule": _Field(_Part("schedule")),
        "set_tags": _WORDS,
        "remove_tags": _WORDS,
        "subject": _Field(_TEXT),
        "comment_value": _Field(parts=(_Part(), _TEXT)),
        "notification_user": _Field(parts=(_USER, _TEXT, _TEXT)),
        "notification_group": _Field(parts=(_GROUP, _TEXT, _TEXT)),
        "notification_sms_user": _Field(parts=(_USER, _PHONE, _TEXT)),
        "notification_sms_group": _Field(parts=(_GROUP, _PHONE, _TEXT)),
        "notification_target": _Field(_Part("target"), parts=(_Part("target"), _CONTENT)),
        "notification_webhook": _Field(_Part("webhook"), parts=(_Part("webhook"), _CONTENT)),
        "side_conversation": _Field(parts=(_TEXT, _TEXT)),
        "side_conversation_ticket": _Field(
            parts=(
                _TEXT,
                _TEXT,
                _Part("group", "SupportAssignable:support_assignable/group/%s"),
            )
        ),
        **dict.fromkeys(("add_skills", "set_skills", "remove_skills"), _SKILL),
        "share_ticket": _SHARING,
    },
    _FAMILIES,
    {"ticket_field": "custom_fields_%s"},
)
