# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions and actions as they are sent, stored and read."""

from __future__ import annotations

import copy
from typing import Any

from . import errors
from .records import Record
from .rule_fields import TERMINAL
from .switches import Switches

DEFINITION = ("conditions", "actions", "all", "any")
NULL_WORD = "__NULL__"
_TAG_ACTIONS = ("set_tags", "current_tags", "remove_tags")


def shape_problem(kept: Record) -> str:
    """What is wrong with the shape of conditions and actions; "" if nothing."""
    conditions = kept.get("conditions")
    if conditions is not None and not isinstance(conditions, dict):
        return "Invalid conditions"
    for part in (*(conditions or {}).values(), kept.get("all"), kept.get("any")):
        if part is not None and not _are_entries(part):
            return "Invalid conditions"
    actions = kept.get("actions")
    return "" if actions is None or are_actions(actions) else "Invalid actions"


def are_actions(actions: Any) -> bool:
    return _are_entries(actions) and all(
        "value" in action
        and (action["field"] != "notification_target" or _notifies(action["value"]))
        for action in actions
    )


def _are_entries(entries: Any) -> bool:
    return isinstance(entries, list) and all(
        isinstance(entry, dict) and isinstance(entry.get("field"), str) for entry in entries
    )


def _notifies(value: Any) -> bool:
    number = value[0] if isinstance(value, list) and value else value
    if isinstance(number, str):
        return number.isascii() and number.isdigit()
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0


def sent_conditions(kept: Record) -> dict[str, Any] | None:
    """The conditions of a write, also in their old place beside the title; None if there are none."""
    old: dict[str, Any] = {name: kept[name] for name in ("all", "any") if name in kept}
    conditions = kept.get("conditions")
    return {**old, **conditions} if conditions is not None else (old or None)


def refuse_numbers(entries: list[Record], switches: Switches) -> None:
    """Values must be text, or lists."""
    for entry in entries:
        value = entry.get("value")
        if isinstance(value, dict) or (
            isinstance(value, (bool, int, float)) and switches.rule_number_value != "accept"
        ):
            message = "value must be a string"
            if switches.rule_number_value == "listed":
                raise errors.listed(400, "InvalidValue", message)
            raise errors.bad_attribute(message)


def stored_condition(condition: Record, switches: Switches) -> Record:
    stored = {"field": condition["field"], "operator": condition.get("operator") or "is"}
    value = _text(condition.get("value"), switches)
    if stored["operator"] in TERMINAL and value == "" and switches.rule_terminal == "null":
        value = None
    return {**stored, "value": value, **_more(condition)}


def stored_action(action: Record, switches: Switches) -> Record:
    field, value = action["field"], _text(action["value"], switches)
    lowered = {"set_tags": ("set_tags",), "all": _TAG_ACTIONS}.get(switches.rule_tags, ())
    if field in lowered and isinstance(value, str):
        value = value.lower()
    return {"field": field, "value": value, **_more(action)}


def _more(entry: Record) -> Record:
    """Keys that are not known stay."""
    return {name: entry[name] for name in entry if name not in ("field", "operator", "value")}


def _text(value: Any, switches: Switches) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if value == NULL_WORD and switches.rule_null_word == "empty":
        return ""
    return copy.deepcopy(value)


def condition_as_read(condition: Record, switches: Switches) -> Record:
    shown = {"field": condition["field"], "operator": "is", "value": None, **condition}
    if shown["field"] == "comment_is_public" and shown["value"] in ("true", True):
        shown["value"] = True if switches.rule_comment_is_public == "boolean" else "true"
    return shown


def action_as_read(action: Record, switches: Switches) -> Record:
    value = action["value"]
    if action["field"] == "notification_target" and isinstance(value, list):
        form = switches.rule_ids
        number = int(value[0])
        value = [number if form == "int" else str(number), *value[1:]]
        if form == "bare":
            value = str(number)
    return {**action, "value": value}
