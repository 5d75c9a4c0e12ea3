# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Placeholders in the texts of rules: those of tickets, people, custom fields and dynamic content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Callable, Mapping

from .condition_values import texts
from .records import Record
from .references import rendered
from .ticket_state import Update, field_value

if TYPE_CHECKING:
    from .account import Account

_PLACEHOLDER = re.compile(r"{{(.*?)}}", re.DOTALL)
_TAG = re.compile(r"{%-?\s*(.*?)\s*-?%}", re.DOTALL)
_FIELD = re.compile(r"ticket\.ticket_field_(option_title_)?(\d+)")
_PEOPLE = re.compile(r"(?:ticket\.(requester|assignee|submitter)|(current_user))\.(\w+)")
_RECORDS = re.compile(r"ticket\.(group|brand|organization)\.(\w+)")
_WORDS = {"hold": "On-hold"}


def fill(account: Account, rule: Mapping[str, Any], update: Update, text: str) -> str:
    """A text with values in place of its placeholders; what is not known is empty, and recorded."""
    for tag in _TAG.findall(text):
        account.outbox.not_known(rule, "liquid", tag)

    def value(match: re.Match[str]) -> str:
        name = match.group(1).strip()
        found = _value(account, update, name)
        if found is None:
            account.outbox.not_known(rule, "placeholder", name)
        return found or ""

    # Dynamic content first: it may have placeholders of its own.
    return _PLACEHOLDER.sub(value, rendered(account, text))


def _value(account: Account, update: Update, name: str) -> str | None:
    """The text of a placeholder; None if it is not known."""
    if name in _OF_TICKET:
        return _shown(_OF_TICKET[name](update.ticket))
    if name in ("ticket.link", "ticket.url"):
        address = "%s/agent/tickets/%d" % (account.own_address, update.ticket["id"])
        return address if name == "ticket.link" else address.partition("://")[2]
    field, person, record = (each.fullmatch(name) for each in (_FIELD, _PEOPLE, _RECORDS))
    if field:
        return _custom_field(account, update.ticket, int(field.group(2)), bool(field.group(1)))
    if person:
        who, current, attribute = person.groups()
        users = account.resources["users"].records
        user = update.actor if current else users.get(update.ticket[who + "_id"], {})
        return _of_person(user, attribute)
    if record:
        kind, attribute = record.groups()
        found = account.resources[kind + "s"].records.get(update.ticket[kind + "_id"], {})
        return _shown(found.get(attribute)) if attribute in ("name", "id") else None
    return None


def _custom_field(account: Account, ticket: Record, field_id: int, title: bool) -> str | None:
    field = account.resources["ticket_fields"].records.get(field_id)
    if field is None:
        return None
    found = sorted(texts(field_value(ticket, field_id)))
    if not title:
        return " ".join(found)
    names = {each["value"]: each["name"] for each in field.get("custom_field_options", [])}
    return ", ".join(str(names.get(each, each)) for each in found)


def _of_person(user: Mapping[str, Any], attribute: str) -> str | None:
    first, _blank, last = str(user.get("name") or "").partition(" ")
    names = {"first_name": first, "last_name": last}
    if attribute in names:
        return names[attribute]
    return _shown(user.get(attribute)) if attribute in ("name", "email", "id", "phone") else None


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _word(value: Any) -> str:
    """An option as people see it."""
    return _WORDS.get(value) or str(value or "").capitalize()


def _latest(ticket: Record, public: bool = False) -> str:
    found = [each["body"] for each in ticket["comments"] if each["public"] or not public]
    return str(found[-1]) if found else ""


_OF_TICKET: dict[str, Callable[[Record], Any]] = {
    "ticket.id": lambda ticket: ticket["id"],
    "ticket.title": lambda ticket: ticket["subject"],
    "ticket.description": lambda ticket: ticket["description"],
    "ticket.external_id": lambda ticket: ticket["external_id"],
    "ticket.latest_comment": _latest,
    "ticket.latest_public_comment": lambda ticket: _latest(ticket, public=True),
    "ticket.priority": lambda ticket: _word(ticket["priority"]),
    "ticket.status": lambda ticket: _word(ticket["status"]),
    "ticket.tags": lambda ticket: " ".join(ticket["tags"]),
    "ticket.ticket_type": lambda ticket: _word(ticket["type"]),
    "ticket.via": lambda ticket: ticket["via"]["channel"],
}
