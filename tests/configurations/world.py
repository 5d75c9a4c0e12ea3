# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What random accounts and configurations are made of: things that are, or will be, in an account."""

from __future__ import annotations

import dataclasses
from typing import Any, Callable, Iterable, Iterator, NamedTuple

from ansible_collections.community.zendesk.tests.journal.writes import KINDS, RULES, Record
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

# What rules name that no configuration manages.
GROUPS = {"Support": 501, "Billing": 502}
# Kinds that others name, and rules last: as in an item, in the order in which they are made.
NAMED = ("targets", "webhooks", "trigger_categories")
OURS = "Ours "
# What becomes of a thing: no item means it, an item does, or an item asks it to be gone.
LEFT, LISTED, ABSENT = "left", "listed", "absent"


class Ref(NamedTuple):
    """That something names a thing, or a group."""

    kind: str
    key: str


@dataclasses.dataclass(eq=False)
class Thing:
    """A record, before a run and after it.

    ``record_id``: None for one that does not exist yet. ``has``: its attributes, with ``Ref`` in place
    of IDs, and the name apart. ``now``, ``final``: its name before and after. ``gives``: the attributes
    that its item has. ``by_id``: the item, ``by_name``: what refers to it. ``free``: whether an item may say
    more of it than that it is absent.
    """

    kind: str
    key: str
    now: str
    has: Record
    record_id: Any = None
    final: str = ""
    fate: str = LEFT
    gives: Record = dataclasses.field(default_factory=dict)
    more: Record = dataclasses.field(default_factory=dict)
    by_id: bool = False
    by_name: bool = True
    free: bool = True

    def __post_init__(self) -> None:
        self.final = self.final or self.now

    @property
    def ref(self) -> Ref:
        return Ref(self.kind, self.key)

    @property
    def is_new(self) -> bool:
        return self.record_id is None

    @property
    def name_key(self) -> str:
        return "title" if self.kind in ("targets", *RULES) else "name"

    @property
    def is_ours(self) -> bool:
        return self.final.startswith(OURS)

    @property
    def becomes(self) -> Record:
        """Its attributes after a run in which its item counts."""
        return {**self.has, **self.gives}

    def is_on(self, attributes: Record) -> bool:
        return bool(attributes.get("active", True) and attributes.get("status") != "inactive")


def refs_in(value: Any) -> Iterator[Ref]:
    """All that attributes name."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from refs_in(each)
    elif isinstance(value, dict):
        yield from refs_in(list(value.values()))


def rendered(value: Any, what: Callable[[Ref], Any]) -> Any:
    """Attributes with something in place of each ``Ref``."""
    if isinstance(value, Ref):
        return what(value)
    if isinstance(value, list):
        return [rendered(each, what) for each in value]
    if isinstance(value, dict):
        return {name: rendered(each, what) for name, each in value.items()}
    return value


class World:
    """An account, and what will be in it."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        self.things: dict[Ref, Thing] = {each.ref: each for each in things}

    def add(self, thing: Thing) -> Thing:
        self.things[thing.ref] = thing
        return thing

    def of(self, *kinds: str) -> list[Thing]:
        return [thing for thing in self.things.values() if thing.kind in kinds]

    def stored_id(self, ref: Ref) -> str:
        """The ID that stands for a ref before the run, or the one of nothing."""
        if ref.kind == "groups":
            return str(GROUPS[ref.key])
        return str(self.things[ref].record_id) if ref in self.things else ref.key

    @property
    def seed(self) -> dict[str, list[Record]]:
        """What the account holds, as a simulator takes it."""
        seed: dict[str, list[Record]] = {kind: [] for kind in KINDS}
        for thing in self.things.values():
            if not thing.is_new:
                record = rendered(thing.has, self.stored_id)
                record.update({"id": thing.record_id, thing.name_key: thing.now})
                seed[thing.kind].append(_as_stored(record))
        return seed


def fill(simulator: Simulator, seed: dict[str, list[Record]]) -> None:
    """Give an account other records in place of its own."""
    with simulator.account.lock:
        groups = [{"id": number, "name": name} for name, number in GROUPS.items()]
        for kind, records in {**seed, "groups": groups}.items():
            resource = simulator.account.resources[kind]
            resource.clear()
            for record in records:
                resource.put(record)
    simulator.journal.clear()


def _as_stored(record: Record) -> Record:
    if "category" in record:
        record["category_id"] = record.pop("category")
    token = (record.get("authentication") or {}).pop("token", None)
    if token:
        record["authentication"] = {
            "type": "bearer_token",
            "data": {"token": token},
            "add_position": "header",
        }
    return record
