# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account as writes make it: a small model of the service, which reads nothing but the journal."""

from __future__ import annotations

import copy
from typing import Any, Iterable, Iterator, Mapping, NamedTuple

from .refs import Ref, refs_of
from .writes import KINDS, RULES, Record, Write

Seed = Mapping[str, Iterable[Record]]
FOR_RULES = "conditional_ticket_events"
_DEFINITION = {"conditions", "actions", "all", "any"}


class Change(NamedTuple):
    """What a write did to a record. ``before``: None for a create; ``after``: for a delete.

    ``along``: it went along with its category.
    """

    kind: str
    record_id: str
    before: Record | None
    after: Record | None
    along: bool = False


class Account:
    """Records by kind and ID, IDs as text. Kinds that the seed does not have are not known."""

    def __init__(self, seed: Seed) -> None:
        self.records: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
        for kind, records in seed.items():
            self.records[kind] = {str(each["id"]): copy.deepcopy(dict(each)) for each in records}

    def find(self, kind: str, record_id: str) -> Record | None:
        return self.records.get(kind, {}).get(record_id)

    def rules(self) -> Iterator[tuple[str, str, Record]]:
        """Kind, ID and record of each trigger and automation."""
        for kind in RULES:
            for record_id, rule in self.records[kind].items():
                yield kind, record_id, rule

    def naming(self, kind: str, record_id: str) -> list[Record]:
        """The rules that name a record."""
        return [
            rule
            for rules, _number, rule in self.rules()
            if any(ref[:2] == (kind, record_id) for ref in refs_of(rules, rule))
        ]

    def fault_of(self, ref: Ref) -> str:
        """What is wrong with what a rule names: C(missing), C(inactive), C(wrong), or nothing."""
        if ref.kind not in self.records:
            return ""
        record = self.find(ref.kind, ref.record_id)
        if record is None:
            return "missing"
        return record_fault(ref.kind, record)

    # --- writes

    def apply(self, write: Write) -> list[Change]:
        """Carry out a write, and say what it did."""
        if not write.done or not write.kind:
            return []
        if write.bulk:
            return [*self._many(write)]
        if write.method == "POST":
            return [self._create(write)] if write.created else []
        if write.deletes:
            return [*self._delete(write.kind, write.record_id)]
        return [*self._update(write.kind, write.record_id, write.sent)]

    def _create(self, write: Write) -> Change:
        on = {"status": "active"} if write.kind == "webhooks" else {"active": True}
        record = {**on, **copy.deepcopy(write.sent), "id": write.created}
        categories = self.records["trigger_categories"]
        if write.kind == "trigger_categories":
            last = max((each.get("position", 0) for each in categories.values()), default=0)
            record.setdefault("position", last + 1)
        if write.kind == "triggers" and record.get("category_id") is None and categories:
            # The service's own choice.
            first = min(categories, key=lambda each: (categories[each].get("position", 0), each))
            record["category_id"] = first
        self.records[write.kind][write.created] = record
        return Change(write.kind, write.created, None, record)

    def _update(self, kind: str, record_id: str, sent: Record) -> Iterator[Change]:
        before = self.find(kind, record_id)
        if before is None:
            return
        after = {**before, **copy.deepcopy(sent), "id": before["id"]}
        if "raw_title" in before and "title" in sent:
            after["raw_title"] = sent["title"]
        self.records[kind][record_id] = after
        yield Change(kind, record_id, before, after)

    def _delete(self, kind: str, record_id: str) -> Iterator[Change]:
        before = self.records[kind].pop(record_id, None)
        if before is not None:
            yield Change(kind, record_id, before, None)
        if kind == "trigger_categories":
            triggers = self.records["triggers"]
            inside = [n for n, each in triggers.items() if _category_of(each) == record_id]
            for number in inside:
                yield Change("triggers", number, triggers.pop(number), None, along=True)

    def _many(self, write: Write) -> Iterator[Change]:
        if write.bulk == "destroy_many":
            for record_id in str(write.query.get("ids", "")).split(","):
                yield from self._delete(write.kind, record_id)
        elif write.bulk == "reorder":
            for place, record_id in enumerate(write.body["trigger_ids"], 1):
                yield from self._update(write.kind, str(record_id), {"position": place})
        else:
            body = write.body
            items = body["job"]["items"] if write.bulk == "jobs" else body
            for kind in (kind for kind in KINDS if kind in items):
                for item in items[kind]:
                    yield from self._update(kind, str(item["id"]), item)


def record_fault(kind: str, record: Record) -> str:
    """Why a rule can't use a record: C(inactive), C(wrong), or nothing."""
    if not is_active(kind, record) or record.get("deleted"):
        return "inactive"
    subscriptions = record.get("subscriptions") if kind == "webhooks" else None
    return "wrong" if subscriptions not in (None, [], [FOR_RULES]) else ""


def is_active(kind: str, record: Record) -> bool:
    if kind == "webhooks":
        return bool(record.get("status", "active") == "active")
    return record.get("active") is not False


def name_of(record: Mapping[str, Any]) -> str:
    """What a record is called, whatever its kind."""
    for key in ("raw_title", "title", "name", "agent_label"):
        if record.get(key):
            return str(record[key])
    return str(record.get("id", ""))


def writes_definition(write: Write) -> bool:
    """Whether a write says what a rule names."""
    return bool((_DEFINITION | {"category_id"}) & set(write.sent)) or write.bulk == "jobs"


def _category_of(trigger: Record) -> str:
    return str(trigger.get("category_id"))
