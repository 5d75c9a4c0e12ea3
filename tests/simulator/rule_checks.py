# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Zendesk finds wrong with conditions and actions: fields, operators, options and IDs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Iterator, NamedTuple

from .records import Record
from .references import exists
from .rule_fields import (
    ACTIONS,
    CONDITIONS,
    HOURS,
    PATTERNS,
    TERMINAL,
    WORDS,
    Field,
    operator_title,
)
from .rule_forms import NULL_WORD
from .webhook_values import RULES

if TYPE_CHECKING:
    from .account import Account

_SIDE_GROUP = re.compile(r"SupportAssignable:support_assignable/group/(.*)")


class Found(NamedTuple):
    """A field, and the record that its name holds, if one does: kind, attribute, value."""

    field: Field
    record: tuple[str, str, str] | None = None


def find_field(name: str, key: str, action: bool = False) -> Found | None:
    """The field that a name means in a rule (C(trigger) or C(automation)), if any."""
    tables = [ACTIONS] if action else [CONDITIONS, HOURS if key == "automation" else {}]
    for table in tables:
        if name in table:
            return Found(table[name])
    for pattern in PATTERNS:
        match = pattern.expression.fullmatch(name)
        if not match or (action and pattern.conditions_only):
            continue
        if key == "automation" or not pattern.automations_only:
            record = (pattern.kind, pattern.attribute, match.group(1)) if pattern.kind else None
            return Found(pattern.field, record)
    return None


def condition_problems(account: Account, key: str, conditions: list[Record]) -> Iterator[str]:
    for condition in conditions:
        operator, value = condition["operator"], condition["value"]
        found = find_field(condition["field"], key)
        strict = account.switches.rule_unknown == "refuse"
        if found is None:
            if strict:
                yield "Invalid field '%s'" % condition["field"]
            continue
        titles = [found.field.title, operator_title(str(operator))]
        if strict and operator not in found.field.operators.split():
            yield "Invalid operator '%s' in '%s'" % (operator, _place(titles, value))
            continue
        yield from _name_problems(account, found, titles, value)
        if operator not in TERMINAL:
            yield from _value_problems(account, found, titles, value)


def action_problems(account: Account, key: str, actions: list[Record]) -> Iterator[str]:
    for action in actions:
        found = find_field(action["field"], key, action=True)
        if found is None:
            if account.switches.rule_unknown == "refuse":
                yield "Invalid field '%s'" % action["field"]
            continue
        value, titles = action["value"], [found.field.title]
        if _is_plain_content(account, action):
            yield "Invalid value '%s' in '%s'" % (value[1], _place(titles, value))
        yield from _name_problems(account, found, titles, value)
        if found.field.place >= 0:
            value = _named(value, found.field.place)
        yield from _value_problems(account, found, titles, value)


def _is_plain_content(account: Account, action: Record) -> bool:
    """Whether text is for a webhook that has no body, where the account does not take that."""
    value = action["value"]
    if account.switches.rule_plain_content == "accept" or not isinstance(value, list):
        return False
    called = action["field"] == "notification_webhook" and len(value) > 1 and value[1]
    webhook = account.resources["webhooks"].records.get(value[0], {}) if called else {}
    return webhook.get("http_method") in ("GET", "DELETE") and isinstance(value[1], str)


def _named(value: Any, place: int) -> Any:
    """The ID in the value of an action, in one of the forms that Zendesk has."""
    if isinstance(value, list):
        value = value[place] if len(value) > place else None
    match = _SIDE_GROUP.fullmatch(value) if isinstance(value, str) else None
    if match:
        return match.group(1)
    # A group stands inside a text there, an address without one.
    return value if place == 0 else None


def _name_problems(account: Account, found: Found, titles: list[str], value: Any) -> Iterator[str]:
    """What is wrong with an ID in the name of a field."""
    if found.record and account.switches.rule_dead_ids == "refuse":
        kind, attribute, wanted = found.record
        if not exists(account, kind, wanted, attribute):
            yield "Invalid value '%s' in '%s'" % (wanted, _place(titles, value))


def _value_problems(account: Account, found: Found, titles: list[str], value: Any) -> Iterator[str]:
    dead = account.switches.rule_dead_ids == "refuse"
    for each in value if isinstance(value, list) else [value]:
        if each == NULL_WORD and account.switches.rule_null_word == "refuse":
            yield "Invalid value '%s' in '%s'" % (each, _place(titles, value))
        if each is None or each == NULL_WORD:
            continue
        field = found.field
        if field.values and each not in field.values:
            yield "Invalid value '%s' in '%s'" % (each, _place(titles, each))
        if field.kind and dead and not _is_there(account, field.kind, each):
            yield "Invalid value '%s' in '%s'" % (each, _place(titles, each))


def _is_there(account: Account, kind: str, value: Any) -> bool:
    if isinstance(value, str) and (value in WORDS or value.startswith("lookup:")):
        return True
    if not isinstance(value, (str, int)) or not exists(account, kind, value):
        return False
    if kind != "webhooks" or kind not in account.resources:
        return True
    # One that is subscribed to events can't be called by a rule.
    webhook = account.resources[kind].records[value]
    return RULES in webhook.get("subscriptions", [RULES])


def _place(titles: list[str], value: Any) -> str:
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return " / ".join([*titles, shown])
