# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is so of a ticket when a condition asks: for each field, the texts that are true of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping, NamedTuple

from .records import Record
from .rule_fields import PRIORITIES, STATUSES
from .ticket_state import COUNTS, Update, field_value

if TYPE_CHECKING:
    from .account import Account


class Unknown(Exception):
    """The simulator does not know what a rule needs: its kind (such as C(field)), and its name."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(kind, name)
        self.kind = kind
        self.name = name


class Facts(NamedTuple):
    """What is so of a field: texts now and before the update, "" for nothing.

    ``order``: of the options that can be compared. ``options``: text of a condition -> the one here.
    """

    now: frozenset[str]
    before: frozenset[str] = frozenset({""})
    order: tuple[str, ...] = ()
    options: Mapping[str, str] = {}


# Channel of a ticket -> the number that conditions have for it.
CHANNELS = {
    "web": "0",
    "email": "4",
    "mail": "4",
    "api": "5",
    "rule": "8",
    "chat": "29",
    "twitter": "30",
    "web_widget": "48",
    "mobile_sdk": "56",
    "mobile": "56",
    "whatsapp": "74",
}
_ROLES = {"end-user": "0", "agent": "4", "admin": "2"}
_PLAIN = (
    "type",
    "group_id",
    "assignee_id",
    "requester_id",
    "organization_id",
    "brand_id",
    "ticket_form_id",
    "custom_status_id",
    "recipient",
)
_ORDERS = {"status": STATUSES, "priority": PRIORITIES}
_NUMBERED = re.compile(r"custom_fields_(\d+)")
_KEYED = re.compile(r"(requester|organization)\.custom_fields\.(.+)")
# Holder of a field -> kind of its fields, attribute of a ticket with the ID of the holder, kind of
# the holder, its attribute with the values.
KEYED = {
    "requester": ("user_fields", "requester_id", "users", "user_fields"),
    "organization": (
        "organization_fields",
        "organization_id",
        "organizations",
        "organization_fields",
    ),
}
_SINCE = re.compile("NEW|OPEN|PENDING|HOLD|SOLVED|CLOSED|custom_status_[0-9]+")
_MOMENTS = ("updated_at", "assigned_at", "requester_updated_at", "assignee_updated_at")


def facts_of(account: Account, name: str, update: Update) -> Facts:
    """What is so of a field; Unknown if the simulator can't say."""
    ticket, before = update.ticket, update.before
    if name in _PLAIN or name in _ORDERS:
        order = _ORDERS.get(name, ())
        return Facts(texts(ticket.get(name)), texts(before.get(name)), order)
    if name in _OF_UPDATE:
        return Facts(frozenset(_OF_UPDATE[name](account, update)))
    if name in COUNTS:
        return Facts(texts(ticket["counts"][name]))
    numbered, keyed = _NUMBERED.fullmatch(name), _KEYED.fullmatch(name)
    if numbered:
        return _custom_field(account, int(numbered.group(1)), update)
    if keyed:
        return _keyed_field(account, keyed.group(1), keyed.group(2), ticket)
    if _SINCE.fullmatch(name) or name in _MOMENTS:
        return Facts(_hours(account, name, ticket))
    raise Unknown("field", name)


def texts(value: Any) -> frozenset[str]:
    """A value as texts: one for each entry of a list, and "" for nothing."""
    values = value if isinstance(value, list) else [value]
    return frozenset(_text(each) for each in values) or frozenset({""})


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


# --- custom fields


def _custom_field(account: Account, field_id: int, update: Update) -> Facts:
    if field_id not in account.resources["ticket_fields"].records:
        raise Unknown("field", "custom_fields_%d" % field_id)
    now, before = (field_value(each, field_id) for each in (update.ticket, update.before))
    return Facts(texts(now), texts(before))


def keyed_field(account: Account, holder: str, key: str) -> Record:
    """The field of users or organizations with a key."""
    for field in account.resources[KEYED[holder][0]].records.values():
        if str(field["key"]).lower() == key.lower():
            return field
    raise Unknown("field", "%s.custom_fields.%s" % (holder, key))


def tags_of_options(field: Record) -> dict[str, str]:
    """ID of an option -> its tag: rules have the one, users and organizations the other."""
    return {str(each["id"]): each["value"] for each in field.get("custom_field_options", [])}


def _keyed_field(account: Account, holder: str, key: str, ticket: Record) -> Facts:
    field = keyed_field(account, holder, key)
    _fields, reference, kind, values = KEYED[holder]
    record = account.resources[kind].records.get(ticket[reference], {})
    value = record.get(values, {}).get(field["key"])
    return Facts(texts(value), options=tags_of_options(field))


# --- hours


def _hours(account: Account, name: str, ticket: Record) -> frozenset[str]:
    """Whole hours since something; nothing if it never was so, or is not so any more."""
    status = name.lower()
    past = status in STATUSES and ticket["status"] != status
    current = "custom_status_%s" % ticket["custom_status_id"]
    past = past or (name.startswith("custom_status_") and name != current)
    since = ticket["since"].get(status)
    return texts(None if past or since is None else account.hours - since)


# --- what is so of an update, and of those who have to do with it


def _comment(account: Account, update: Update) -> Iterable[str]:
    if update.comment is None:
        return ()
    public = ("true", "requester_can_see_comment")
    return ("not_relevant", *(public if update.comment["public"] else ("false",)))


def _role(account: Account, update: Update) -> Iterable[str]:
    kind = "end_user" if update.actor.get("role") == "end-user" else "agent"
    return (kind, str(update.actor["id"])) if update.actor else ()


def _requester(account: Account, update: Update) -> Record:
    return account.resources["users"].records.get(update.ticket["requester_id"], {})


def _channel(channel: str) -> Iterable[str]:
    if str(channel) in CHANNELS.values():
        return (str(channel),)
    if channel not in CHANNELS:
        raise Unknown("channel", str(channel))
    return (CHANNELS[channel],)


_OF_UPDATE: dict[str, Callable[[Account, Update], Iterable[str]]] = {
    "update_type": lambda account, update: ["Change" if update.before else "Create"],
    "comment_is_public": _comment,
    "ticket_is_public": lambda account, update: [
        "public" if any(each["public"] for each in update.ticket["comments"]) else "private"
    ],
    "current_tags": lambda account, update: update.ticket["tags"],
    "subject_includes_word": lambda account, update: [update.ticket["subject"]],
    "description_includes_word": lambda account, update: [update.ticket["description"]],
    "comment_includes_word": lambda account, update: [
        update.comment["body"] if update.comment else ""
    ],
    "via_id": lambda account, update: _channel(update.ticket["via"]["channel"]),
    "current_via_id": lambda account, update: _channel(update.via),
    "role": _role,
    "requester_role": lambda account, update: [
        _ROLES.get(str(_requester(account, update).get("role")), "")
    ],
    "locale_id": lambda account, update: texts(_requester(account, update).get("locale_id")),
    "requester_time_zone": lambda account, update: texts(
        _requester(account, update).get("time_zone")
    ),
}
