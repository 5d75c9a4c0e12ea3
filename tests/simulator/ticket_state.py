# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a ticket remembers: how each change of it is noted, and the update that rules look at."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Mapping, NamedTuple

from .records import Record

if TYPE_CHECKING:
    from .account import Account

# Attributes of a ticket -> the kind whose ID each holds.
REFERENCES = {
    "requester_id": "users",
    "submitter_id": "users",
    "assignee_id": "users",
    "group_id": "groups",
    "organization_id": "organizations",
    "brand_id": "brands",
    "ticket_form_id": "ticket_forms",
    "custom_status_id": "custom_statuses",
}
# What counts how often something happened.
COUNTS = ("reopens", "replies", "agent_stations", "group_stations")
_DONE = ("solved", "closed")


class Update(NamedTuple):
    """A write of a ticket, as rules see it.

    ``before``: the ticket before it, {} if there was none. ``actor``: who wrote, {} for Zendesk itself.
    ``comment``: the one that was added. ``via``: the channel.
    """

    ticket: Record
    before: Record
    actor: Mapping[str, Any] = {}
    comment: Record | None = None
    via: str = "api"


def snapshot(ticket: Record) -> Record:
    """A copy of a ticket, to be compared with it later."""
    return copy.deepcopy(ticket)


def number(value: Any) -> Any:
    """An ID as the number that it is, None for "", and anything else as it is."""
    if value in (None, ""):
        return None
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() else value


def set_value(account: Account, ticket: Record, name: str, value: Any) -> None:
    """Set an attribute of a ticket, and note what rules ask for: hours and counts."""
    value = number(value) if name in REFERENCES else value
    old = ticket.get(name)
    if value == old:
        return
    ticket[name] = value
    since, counts = ticket["since"], ticket["counts"]
    if name == "status":
        since[value] = account.hours
        counts["reopens"] += old == "solved" and value not in _DONE
        match_custom_status(account, ticket)
    elif name == "custom_status_id":
        since["custom_status_%s" % value] = account.hours
        status = account.resources["custom_statuses"].records.get(value, {})
        set_value(account, ticket, "status", status.get("status_category", ticket["status"]))
    elif name == "assignee_id":
        since["assigned_at"] = account.hours
        counts["agent_stations"] += value is not None
        if value is not None and ticket["status"] == "new":
            set_value(account, ticket, "status", "open")
    elif name == "group_id":
        counts["group_stations"] += value is not None


def match_custom_status(account: Account, ticket: Record) -> None:
    """The custom status of a ticket is one of the category that its status names."""
    statuses = account.resources["custom_statuses"].records
    there = statuses.get(ticket["custom_status_id"], {})
    # A closed ticket keeps the one that it had.
    if ticket["status"] in (there.get("status_category"), "closed"):
        return
    for each in statuses.values():
        if each["default"] and each["status_category"] == ticket["status"]:
            set_value(account, ticket, "custom_status_id", each["id"])


def field_value(ticket: Record, field_id: int) -> Any:
    """What a ticket has in a custom field; None if nothing."""
    return next((e["value"] for e in ticket.get("custom_fields", []) if e["id"] == field_id), None)


def set_field(ticket: Record, field_id: int, value: Any) -> None:
    others = [each for each in ticket["custom_fields"] if each["id"] != field_id]
    ticket["custom_fields"] = [*others, {"id": field_id, "value": value}]


def touch(account: Account, ticket: Record, actor: Mapping[str, Any]) -> None:
    """Note that a ticket was updated, and by whom."""
    since = ticket["since"]
    since["updated_at"] = account.hours
    for who in ("requester", "assignee"):
        if actor.get("id") is not None and actor["id"] == ticket[who + "_id"]:
            since[who + "_updated_at"] = account.hours
