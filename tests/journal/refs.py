# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rules name, found without any code of the collection."""

from __future__ import annotations

from typing import Any, Iterator, NamedTuple

from .writes import Record

# Fields of conditions and actions whose value is an ID -> the kind of it.
_VALUES = {
    "group_id": "groups",
    "assignee_id": "users",
    "requester_id": "users",
    "organization_id": "organizations",
    "brand_id": "brands",
    "ticket_form_id": "ticket_forms",
    "custom_status_id": "custom_statuses",
    "schedule_id": "schedules",
    "set_schedule": "schedules",
}
# Fields of actions whose value begins with an ID -> the kind of it.
_FIRST = {
    "notification_target": "targets",
    "notification_webhook": "webhooks",
    "notification_group": "groups",
    "notification_user": "users",
}
# Kinds that have one name only, and so can be looked for by it.
_BY_NAME = ("trigger_categories", "targets", "webhooks", "groups")
_FIELD = "custom_fields_"


class Ref(NamedTuple):
    """That a rule names a record. ``where``: as a message says it."""

    kind: str
    record_id: str
    where: str


def refs_of(kind: str, rule: Record) -> list[Ref]:
    """All that a stored rule names."""
    found = []
    if kind == "triggers" and rule.get("category_id") is not None:
        found.append(Ref("trigger_categories", str(rule["category_id"]), "category_id"))
    for entry in _entries(rule):
        field = str(entry["field"])
        number = field.removeprefix(_FIELD)
        if field.startswith(_FIELD) and number.isdecimal():
            found.append(Ref("ticket_fields", number, field))
    for there, field, value in _places(rule):
        if _is_id(there, value):
            found.append(Ref(there, str(value), field))
    return found


def names_in(kind: str, item: Record) -> list[tuple[str, str]]:
    """Kind and name of what an item of a configuration names by name."""
    found = [("trigger_categories", item["category"])] if item.get("category") else []
    for there, _field, value in _places(item):
        if isinstance(value, dict) and value:
            found.append((there, str(next(iter(value.values())))))
    return [(there, name) for there, name in found if there in _BY_NAME]


def _entries(rule: Record, actions: bool = True) -> Iterator[Record]:
    conditions = rule.get("conditions") or {}
    for part in ("all", "any"):
        yield from conditions.get(part) or []
    yield from (rule.get("actions") or []) if actions else []


def _places(rule: Record) -> Iterator[tuple[str, str, Any]]:
    """Kind, field and value of each place that an ID can stand in."""
    for entry in _entries(rule, actions=False):
        # A field that is named itself is none of these.
        field = str(entry["field"])
        if field in _VALUES:
            yield _VALUES[field], field, _first(entry)
    for entry in rule.get("actions") or []:
        kind = {**_VALUES, **_FIRST}.get(str(entry["field"]))
        if kind:
            yield kind, entry["field"], _first(entry)


def _first(entry: Record) -> Any:
    value = entry.get("value")
    if isinstance(value, list):
        return value[0] if value else None
    return value


def _is_id(kind: str, value: Any) -> bool:
    """Whether it is an ID, and not a word such as C(current_user)."""
    if value in (None, "") or isinstance(value, dict):
        return False
    return kind == "webhooks" or str(value).isdecimal()
