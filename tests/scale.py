# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A large account: 1,000 objects between events and messages, and all that their rules name.

Of each kind every tenth object drifts: somebody has changed it by hand.
"""

from __future__ import annotations

import copy
from typing import Any, Callable

Item = dict[str, Any]
Lists = dict[str, list[Item]]

SIZE = 1000
SIZES = {
    "targets": 100,
    "webhooks": 100,
    "trigger_categories": 10,
    "triggers": 690,
    "automations": 100,
}
DRIFTS = {kind: count // 10 for kind, count in SIZES.items()}
# Of each kind that rules name and a configuration does not have.
NAMED = 5
_FORMER = "Former "
# What an account has of its own accord, and rules are about.
_SYSTEM_FIELDS = ("subject", "description", "status", "tickettype", "priority", "group", "assignee")
# Word of a reference -> the kind of the record.
_WORDS = {
    "target": "targets",
    "webhook": "webhooks",
    "group": "groups",
    "user": "users",
    "organization": "organizations",
    "brand": "brands",
    "ticket_field": "ticket_fields",
}
# Kind -> what names a record of it, where that is neither title nor name.
_NAMED_BY = {"users": "email", "brands": "subdomain"}


def configuration(size: int = SIZE, users: int = NAMED) -> Lists:
    """The lists. Triggers name something of each kind, among it so many users.

    ``size``: how many objects, a multiple of 100.
    """
    sizes = {kind: count * size // SIZE for kind, count in SIZES.items()}
    return {
        "targets": [_target(number) for number in range(sizes["targets"])],
        "webhooks": [_webhook(number) for number in range(sizes["webhooks"])],
        "trigger_categories": [_category(n) for n in range(sizes["trigger_categories"])],
        "triggers": [_trigger(number, sizes, users) for number in range(sizes["triggers"])],
        "automations": [_automation(number) for number in range(sizes["automations"])],
    }


def surroundings(users: int = NAMED, end_users: int = 0) -> Lists:
    """The records that rules name, and those of their kinds that every account has.

    ``end_users``: how many of the users are no agents. Users come without those who log in.
    """
    return {
        "users": [
            {
                "name": "User %d" % number,
                "email": _user(number),
                "role": "end-user" if number < end_users else "agent",
            }
            for number in range(users)
        ],
        "groups": [{"name": _group(number)} for number in range(NAMED)],
        "organizations": [{"name": _organization(number)} for number in range(NAMED)],
        "brands": [
            {"name": "Example", "subdomain": "example", "default": True},
            *({"name": _brand(number), "subdomain": _brand(number)} for number in range(NAMED)),
        ],
        "ticket_fields": [
            *({"type": kind} for kind in _SYSTEM_FIELDS),
            *({"type": "text", "title": _field(number)} for number in range(NAMED)),
        ],
    }


def name_of(kind: str, record: Item) -> str:
    """What a record is called by."""
    return str(record.get(_NAMED_BY.get(kind, "")) or record.get("title") or record.get("name"))


def stored(kind: str, item: Item, id_of: Callable[[str, str], str]) -> Item:
    """An item as the account has it: with IDs, which ``id_of`` knows by kind and name."""
    record: Item = _with_ids(item, id_of)
    record.pop("previous_name", None)
    if "category" in record:
        record["category_id"] = id_of("trigger_categories", record.pop("category"))
    if "conditions" in record:
        record["conditions"] = {"all": [], "any": [], **record["conditions"]}
    if kind == "webhooks":
        record.update(status="active", subscriptions=["conditional_ticket_events"])
    return record


def _with_ids(value: Any, id_of: Callable[[str, str], str]) -> Any:
    if isinstance(value, list):
        return [_with_ids(entry, id_of) for entry in value]
    if not isinstance(value, dict):
        return value
    word = next(iter(value))
    if word not in _WORDS:
        return {name: _with_ids(entry, id_of) for name, entry in value.items()}
    form = "custom_fields_%s" if word == "ticket_field" else "%s"
    return form % id_of(_WORDS[word], value[word])


def drifted(kind: str, record: Item) -> Item:
    """A record that somebody has changed by hand."""
    record = copy.deepcopy(record)
    if kind == "targets":
        record["email"] = "by-hand@example.com"
    elif kind == "webhooks":
        record["endpoint"] = "https://by-hand.example.com"
    elif kind == "trigger_categories":
        record["name"] = _FORMER + record["name"]
    elif kind == "triggers":
        record["actions"] = [{"field": "priority", "value": "low"}]
    else:
        record["active"] = False
    return record


def _target(number: int) -> Item:
    return {
        "title": "Target %d" % number,
        "type": "email_target",
        "email": "team-%d@example.com" % number,
        "subject": "News for team %d" % number,
    }


def _webhook(number: int) -> Item:
    return {
        "name": "Webhook %d" % number,
        "endpoint": "https://hooks.example.com/%d" % number,
        "http_method": "POST",
        "request_format": "json",
        "authentication": {"type": "bearer_token", "token": "marker-token-%d" % number},
    }


def _category(number: int) -> Item:
    name = "Category %d" % number
    return {"name": name, "previous_name": _FORMER + name}


def _trigger(number: int, sizes: dict[str, int], users: int) -> Item:
    kind = "webhook" if number % 2 else "target"
    return {
        "title": "Trigger %d" % number,
        "category": "Category %d" % (number % sizes["trigger_categories"]),
        "conditions": {
            "all": [
                {"field": "update_type", "operator": "is", "value": "Create"},
                {"field": "brand_id", "operator": "is", "value": {"brand": _brand(number)}},
                {"field": {"ticket_field": _field(number)}, "operator": "present"},
            ],
            "any": [
                {
                    "field": "organization_id",
                    "operator": "is",
                    "value": {"organization": _organization(number)},
                },
                {
                    "field": "requester_id",
                    "operator": "is",
                    "value": {"user": _user(number % users)},
                },
            ],
        },
        "actions": [
            {"field": "group_id", "value": {"group": _group(number)}},
            _notification(number, kind, number % sizes[_WORDS[kind]]),
        ],
    }


def _automation(number: int) -> Item:
    return {
        "title": "Automation %d" % number,
        "active": True,
        "conditions": {
            "all": [
                {"field": "status", "operator": "is", "value": "pending"},
                {"field": "PENDING", "operator": "is", "value": "%d" % (number + 1)},
            ]
        },
        "actions": [_notification(number, "target" if number % 2 else "webhook", number)],
    }


def _notification(number: int, kind: str, at: int) -> Item:
    name = "%s %d" % (kind.capitalize(), at)
    text = '{"number": "%d"}' % number
    return {"field": "notification_" + kind, "value": [{kind: name}, text]}


def _user(number: int) -> str:
    return "user-%d@example.com" % number


def _group(number: int) -> str:
    return "Group %d" % (number % NAMED)


def _organization(number: int) -> str:
    return "Organization %d" % (number % NAMED)


def _brand(number: int) -> str:
    return "brand-%d" % (number % NAMED)


def _field(number: int) -> str:
    return "Field %d" % (number % NAMED)
