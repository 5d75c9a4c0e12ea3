# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automations: rules that run every hour. What they need beside that is documented, but not recorded."""

from __future__ import annotations

import json
from typing import Any, Iterable

from . import errors
from .records import Record
from .rule_checks import find_field
from .rule_fields import STATUSES
from .rules import Rules

# One of these is needed in all. An hour since a status is recorded to do, too.
_PROPERTIES = {"status", "type", "group_id", "assignee_id", "requester_id", "custom_status_id"}
_DEFINITION = {"title", "conditions", "actions", "all", "any"}


class Automations(Rules):
    path = "/api/v2/automations"
    key = "automation"
    list_key = "automations"
    scope = "automations"
    attributes = ("title", "active", "actions", "conditions", "all", "any", "position")
    shown_attributes = (
        "id",
        "title",
        "active",
        "updated_at",
        "created_at",
        "default",
        "actions",
        "conditions",
        "position",
        "raw_title",
    )

    def refuse_delete(self, record: Record) -> None:
        if record["default"]:
            _refuse(self.account.switches.automation_default_delete, "deleted")

    def refuse_change(self, record: Record, kept: Record) -> None:
        if record["default"] and _DEFINITION & set(kept):
            _refuse(self.account.switches.automation_default_update, "changed")

    def more_problems(
        self, record: Record, kept: Record, definition: Record, before: Record | None
    ) -> Iterable[str]:
        switches = self.account.switches
        if definition:
            every, some = definition["conditions"]["all"], definition["conditions"]["any"]
            if switches.automation_needs_time and not any(map(_counts_hours, every)):
                yield "Automation must have at least one time condition in the All conditions section"
            if switches.automation_needs_property and not any(map(_is_property, every)):
                yield (
                    "Automation must have at least one of the following ticket properties in the "
                    "All conditions section: Status, Type, Group, Assignee, Requester"
                )
            if switches.automation_needs_end and not _ends(every, definition["actions"]):
                yield (
                    "Automation must have a condition that is true only once, or an action that "
                    "cancels at least one of its conditions"
                )
            if switches.automation_time_in_any == "refuse" and any(map(_counts_hours, some)):
                yield "Time conditions can only be in the All conditions section"
        if record["active"] and (definition or not before or not before["active"]):
            yield from self._twins(record)

    def _twins(self, record: Record) -> Iterable[str]:
        identity = self._identity(record)
        for other in self.siblings(record):
            if other["active"] and self._identity(other) == identity:
                yield "Automation must differ from the active automation '%s'" % other["title"]

    def _identity(self, record: Record) -> Any:
        """What no two active automations may have in common."""
        switches = self.account.switches
        parts = []
        for name in ("all", "any"):
            part = [json.dumps(each, sort_keys=True) for each in record["conditions"].get(name, [])]
            parts.append(part if switches.automation_identity_order else sorted(part))
        return parts, record["actions"] if switches.automation_identity == "actions" else None


def _refuse(how: str, done: str) -> None:
    message = "This automation is a standard one and can't be %s." % done
    if how == "422":
        raise errors.invalid({"base": [(message, "")]})
    if how == "403":
        raise errors.Refused(403, {"error": {"title": "Forbidden", "message": message}})


def _counts_hours(condition: Record) -> bool:
    found = find_field(condition["field"], "automation")
    return found is not None and found.field.hours


def _is_property(condition: Record) -> bool:
    field = condition["field"]
    return field in _PROPERTIES or field.lower() in STATUSES or field.startswith("custom_status_")


def _ends(conditions: list[Record], actions: list[Record]) -> bool:
    """Whether a condition is true only once, or is not true any more after the actions."""
    if any(_counts_hours(each) and str(each["operator"]).startswith("is") for each in conditions):
        return True
    return any(_cancels(action, each) for action in actions for each in conditions)


def _cancels(action: Record, condition: Record) -> bool:
    field, operator = condition["field"], condition["operator"]
    value, after = condition["value"], action["value"]
    if field == "current_tags":
        return _cancels_tags(action, str(operator), str(value or ""))
    if field in map(str.upper, STATUSES):
        field, operator, value = "status", "is", field.lower()
    if field != action["field"]:
        return False
    if operator == "is":
        return bool(after != value)
    if operator == "is_not":
        return bool(after == value)
    if operator in ("less_than", "greater_than") and after in STATUSES and value in STATUSES:
        steps = STATUSES.index(after) - STATUSES.index(value)
        return steps >= 0 if operator == "less_than" else steps <= 0
    return False


def _cancels_tags(action: Record, operator: str, value: str) -> bool:
    tags, changed = set(value.split()), set(str(action["value"] or "").split())
    if operator == "includes":
        removed = action["field"] == "remove_tags" and tags <= changed
        return removed or (action["field"] == "set_tags" and not tags & changed)
    return action["field"] in ("current_tags", "set_tags") and bool(tags & changed)
