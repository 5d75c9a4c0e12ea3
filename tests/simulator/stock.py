# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules that Zendesk gives to a new account, as recorded. Subjects and texts are our own."""

from __future__ import annotations

import copy
from typing import Any

_CATEGORY = "1500000362362"
_TIMES = {"created_at": "2021-08-08T05:24:59Z", "updated_at": "2021-08-08T05:25:31Z"}
_SUBJECT = "[{{ticket.account}}] {{ticket.title}}"
_TEXT = "{{ticket.title}} ({{ticket.id}})\n\n\t{{ticket.comments_formatted}}\n"

# Recorded beside each other: "" and null where an operator takes no value.
STOCK: dict[str, list[dict[str, Any]]] = {
    "trigger_categories": [
        {"id": _CATEGORY, "name": "Notifications", "position": 1, **_TIMES},
    ],
    "triggers": [
        {
            "id": 1500016953602,
            "title": "Notify requester and CCs of received request",
            "conditions": {
                "all": [
                    {"field": "update_type", "operator": "is", "value": "Create"},
                    {"field": "status", "operator": "is_not", "value": "solved"},
                    {"field": "ticket_is_public", "operator": "is", "value": "public"},
                    {"field": "comment_is_public", "operator": "is", "value": "true"},
                    {"field": "role", "operator": "is", "value": "end_user"},
                ],
                "any": [],
            },
            "actions": [
                {"field": "notification_user", "value": ["requester_and_ccs", _SUBJECT, _TEXT]}
            ],
            "position": 1,
            "category_id": _CATEGORY,
            **_TIMES,
        },
        {
            "id": 1500016953622,
            "title": "Notify assignee of comment update",
            "conditions": {
                "all": [
                    {"field": "comment_is_public", "operator": "is", "value": "not_relevant"},
                    {"field": "assignee_id", "operator": "is_not", "value": "current_user"},
                    {"field": "assignee_id", "operator": "is_not", "value": "requester_id"},
                    {"field": "assignee_id", "operator": "not_changed", "value": None},
                    {"field": "status", "operator": "not_value_previous", "value": "solved"},
                ],
                "any": [],
            },
            "actions": [{"field": "notification_user", "value": ["assignee_id", _SUBJECT, _TEXT]}],
            "position": 2,
            "category_id": _CATEGORY,
            **_TIMES,
        },
        {
            "id": 1500016953642,
            "title": "Notify group of assignment",
            "conditions": {
                "all": [
                    {"field": "group_id", "operator": "is_not", "value": ""},
                    {"field": "assignee_id", "operator": "is", "value": ""},
                ],
                "any": [
                    {"field": "group_id", "operator": "changed", "value": ""},
                    {"field": "assignee_id", "operator": "changed", "value": ""},
                ],
            },
            "actions": [{"field": "notification_group", "value": ["group_id", _SUBJECT, _TEXT]}],
            "position": 3,
            "category_id": _CATEGORY,
            **_TIMES,
        },
    ],
    "automations": [
        {
            "id": 1500003359321,
            "title": "Close ticket 4 days after status is set to solved",
            "default": True,
            "conditions": {
                "all": [
                    {"field": "status", "operator": "is", "value": "solved"},
                    {"field": "SOLVED", "operator": "greater_than", "value": "96"},
                ],
                "any": [],
            },
            "actions": [{"field": "status", "value": "closed"}],
            "position": 0,
            **_TIMES,
        },
    ],
}


def with_stock(seed: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a seed says that an account holds, and the rules of a new account before it."""
    seed = seed or {}
    stock = copy.deepcopy(STOCK)
    return {**seed, **{kind: stock[kind] + list(seed.get(kind, [])) for kind in stock}}
