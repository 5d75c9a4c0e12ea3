# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What writes make of triggers and automations: definitions, positions, and what is refused."""

from __future__ import annotations

import json
import time
from typing import Any, Iterable

from . import errors
from .records import Record, blank, now
from .references import exists
from .resource import Resource
from .rule_checks import action_problems, condition_problems
from .rule_forms import (
    DEFINITION,
    refuse_numbers,
    sent_conditions,
    shape_problem,
    stored_action,
    stored_condition,
)

# Attribute -> what it can be in a body.
_TYPES: dict[str, tuple[type, ...]] = {
    "title": (str, type(None)),
    "raw_title": (str,),
    "active": (bool,),
    "position": (int,),
    "description": (str, type(None)),
    "category_id": (str, int, type(None)),
    "category": (dict,),
}


class RuleWrites(Resource):
    """Creates and updates of rules. ``conditions`` and ``actions`` are one unit: the definition."""

    required = ("title",)

    def __init__(self, account: Any) -> None:
        super().__init__(account)
        self._written: dict[Any, float] = {}

    # --- for whoever sets the scene

    def put(self, record: Record) -> Record:
        stored = super().put(record)
        conditions = stored["conditions"] or {}
        stored["conditions"] = {name: conditions.get(name) or [] for name in ("all", "any")}
        stored.setdefault("updated_at", stored["created_at"])
        if "position" not in stored:
            stored["position"] = self.next_position(stored)
        return stored

    def defaults(self) -> Record:
        return {
            "active": True,
            "created_at": now(),
            "default": False,
            "conditions": {"all": [], "any": []},
        }

    # --- writes

    def create(self, sent: Record) -> tuple[Record, list[str]]:
        kept, dropped = self.permitted(sent)
        self._refuse_types(kept)
        definition = self._definition(kept, None)
        record = {**self.defaults(), **_plain(kept), **definition}
        self._refuse(record, kept, definition, None)
        self.fill(record, kept)
        self._place(record, record.pop("position", None))
        stored = self.put({**record, "updated_at": record["created_at"]})
        self._written[stored["id"]] = time.monotonic()
        return stored, dropped

    def update(self, record_id: Any, sent: Record, replace: bool = False) -> list[str]:
        kept, dropped = self.permitted(sent)
        if record_id not in self.records:
            problem = self.not_found(record_id)
            problem.headers = self.warning(dropped)
            raise problem
        if not kept:
            raise errors.missing_parameter(self.key, self.warning(dropped))
        self.change(self.records[record_id], kept)
        return dropped

    def change(self, record: Record, kept: Record) -> None:
        """Carry out an update of a record."""
        self._refuse_types(kept)
        definition = self._definition(kept, record)
        changed = {**record, **_plain(kept), **definition}
        if {"title", "raw_title"} & set(kept):
            changed.pop("raw_title", None)
        self._refuse(changed, kept, definition, record)
        self.fill(changed, kept)
        moved = changed.get("category_id") != record.get("category_id")
        if moved or changed["position"] != record["position"]:
            self._place(changed, changed["position"])
        if self.account.switches.rule_touch or changed != record:
            changed["updated_at"] = now()
        record.clear()
        record.update(changed)
        self._written[record["id"]] = time.monotonic()

    def delete(self, record_id: Any) -> None:
        record = self.find(record_id)
        self.refuse_delete(record)
        del self.records[record_id]

    # --- what a subclass knows better

    def refuse_delete(self, record: Record) -> None:
        """Refuse a delete."""

    def refuse_change(self, record: Record, kept: Record) -> None:
        """Refuse an update, whatever its values are."""

    def fill(self, record: Record, kept: Record) -> None:
        """What else a write that is not refused does to a record."""

    def more_problems(
        self, record: Record, kept: Record, definition: Record, before: Record | None
    ) -> Iterable[str]:
        """What else is wrong with a record that is to be stored."""
        return ()

    def siblings(self, record: Record) -> list[Record]:
        """The other rules that a position of this one is compared with."""
        return [each for each in self.records.values() if each["id"] != record.get("id")]

    def next_position(self, record: Record) -> int:
        """The position behind all others."""
        return 1 + max(
            (each["position"] for each in self.siblings(record) if "position" in each), default=0
        )

    # --- details

    def _refuse_types(self, kept: Record) -> None:
        for name, value in kept.items():
            kinds = _TYPES.get(name)
            boolean = isinstance(value, bool) and kinds is not None and bool not in kinds
            if kinds and (boolean or not isinstance(value, kinds)):
                raise errors.bad_attribute("%s has a value of another type" % name)
        problem = shape_problem(kept)
        if problem:
            raise self.invalid({"base": [(problem, "")]})
        conditions = sent_conditions(kept) or {}
        for part in (conditions.get("all"), conditions.get("any"), kept.get("actions")):
            refuse_numbers(part or [], self.account.switches)

    def _definition(self, kept: Record, before: Record | None) -> Record:
        """Conditions and actions after a write, {} if it has neither."""
        if before is not None and not set(DEFINITION) & set(kept):
            return {}
        switches = self.account.switches
        empty: Record = {"all": [], "any": []}
        old = before["conditions"] if before is not None else empty
        sent = sent_conditions(kept)
        if sent is None:
            conditions = old if switches.rule_put_actions == "keep" else empty
        else:
            missing = old if switches.rule_put_part == "keep" else empty
            conditions = {name: sent[name] if name in sent else missing[name] for name in empty}
        return {
            "actions": [stored_action(each, switches) for each in kept.get("actions") or []],
            "conditions": {
                name: [stored_condition(each, switches) for each in part or []]
                for name, part in conditions.items()
            },
        }

    def _refuse(
        self, record: Record, kept: Record, definition: Record, before: Record | None
    ) -> None:
        if before is not None:
            self.refuse_change(before, kept)
        problems = blank(record, self.required)
        base = [*self._definition_problems(kept, definition, before)]
        base += self.more_problems(record, kept, definition, before)
        longest = self.account.switches.rule_title_length
        if longest and len(record.get("title") or "") > longest:
            problems["title"] = [("Title: is too long (maximum is %d)" % longest, "")]
        if base:
            problems["base"] = [(text, "") for text in dict.fromkeys(base)]
        if problems:
            raise self.invalid(problems)

    def _definition_problems(
        self, kept: Record, definition: Record, before: Record | None
    ) -> Iterable[str]:
        if not definition:
            return
        switches, name = self.account.switches, self.key.capitalize()
        conditions, actions = definition["conditions"], definition["actions"]
        if not actions:
            yield "%s must contain at least one action" % name
        if not conditions["all"] and not conditions["any"]:
            bare = before is not None and sent_conditions(kept) is None
            how = switches.rule_put_actions if bare else switches.rule_without_conditions
            if how == "refuse":
                yield "%s must contain at least one condition" % name
        for part in conditions.values():
            yield from condition_problems(self.account, self.key, part)
        yield from action_problems(self.account, self.key, actions)
        if switches.rule_size and len(json.dumps(definition)) > switches.rule_size:
            yield "%s is too large" % name

    def _place(self, record: Record, wanted: int | None) -> None:
        """Give a record a position, the one behind all others if it is None."""
        how, last = self.account.switches.rule_position, self.next_position(record)
        if wanted is None:
            wanted = last
        elif how == "clamp":
            wanted = min(wanted, last)
        siblings = self.siblings(record)
        if how == "shift" and any(each["position"] == wanted for each in siblings):
            for each in siblings:
                each["position"] += each["position"] >= wanted
        record["position"] = wanted


def _plain(kept: Record) -> Record:
    """What of a write is stored as it was sent."""
    names = set(kept) - {*DEFINITION, "category", "raw_title"}
    return {name: kept[name] for name in kept if name in names}


def restriction_problem(account: Any, restriction: Any) -> str:
    """What is wrong with a restriction to groups; "" if nothing."""
    if not isinstance(restriction, dict) or restriction.get("type") != "Group":
        return ""
    wanted = restriction.get("ids") or [restriction.get("id")]
    dead = [each for each in wanted if not exists(account, "groups", each)]
    return "invalid group ids: %s" % ", ".join(map(str, dead)) if dead else ""
