# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random accounts with configurations for them, and what must be in the account after a run."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any, Iterable, Iterator, Mapping

from hypothesis import strategies as st

from ansible_collections.community.zendesk.tests.journal.account import name_of
from ansible_collections.community.zendesk.tests.journal.writes import KINDS, RULES, Record

from .accounts import draw_world
from .drafts import Draft, draw_fates, settle
from .scenes import SCENES
from .world import ABSENT, GROUPS, LEFT, LISTED, OURS, Ref, Thing, World, rendered

Records = Mapping[str, Iterable[Record]]
# More than any account has.
_PLENTY = 1000
# What changes of a record that a run leaves alone, where others move.
_TOUCHED = ("position", "updated_at", "updated_by")


@dataclasses.dataclass
class Case:
    """An account and a configuration for it.

    ``seed``: the records that it holds, by kind. ``options``: those of the module, lists and policies.
    ``features``: what the case is about, for whoever wants to see that nothing is left out.
    """

    seed: dict[str, list[Record]]
    options: dict[str, Any]
    features: set[str]
    draft: Draft = dataclasses.field(repr=False)

    def __repr__(self) -> str:
        return "Case(seed=%r, options=%r)" % (self.seed, self.options)

    def problems_after(self, before: Records, after: Records) -> list[str]:
        """What is not as it must be in an account after a run: see C(seed_of) of the judge."""
        return [*_Outcome(self.draft, before, after).problems()]


@st.composite
def cases(draw: Any, always: Iterable[str] = (), at_times: Iterable[str] = tuple(SCENES)) -> Case:
    """Cases that are valid, and in which everything can be carried out.

    ``always``: the scenes that are tried in each. ``at_times``: those that are tried in some.
    """
    world = draw_world(draw)
    draft = Draft(draw, world)
    if always:
        draft.lists = list(KINDS)
    for name in [*always, *(each for each in at_times if each not in always and draft.chance(2))]:
        draft.features.add(SCENES[name](draft))
    draw_fates(draft)
    settle(draft)
    draft.features.discard("")
    return Case(copy.deepcopy(world.seed), _options(draft), draft.features, draft)


# --- the options


def _options(draft: Draft) -> dict[str, Any]:
    options: dict[str, Any] = {"max_deletions": _PLENTY}
    for kind in draft.lists:
        things = draft.world.of(kind)
        listed = draft.draw(st.permutations([each for each in things if each.fate != LEFT]))
        options[kind] = [_item(draft.world, thing) for thing in listed]
        draft.order[kind] = [thing for thing in listed if thing.fate == LISTED]
        if draft.chance(1):
            name = "name" if kind in ("webhooks", "trigger_categories") else "title"
            options[kind].append({name: OURS + "nowhere", "state": "absent"})
            draft.features.add("absent already")
    if draft.prune:
        options["prune"] = sorted(draft.prune)
    if draft.owned:
        options["owned"] = {kind: [OURS + "*"] for kind in sorted(draft.owned)}
        draft.features.add("owned")
    if draft.keep:
        options["keep"] = {
            kind: [
                thing.now if thing.by_name else {"id": thing.record_id}
                for thing in draft.world.of(kind)
                if thing.ref in draft.keep
            ]
            for kind in KINDS
            if any(ref.kind == kind for ref in draft.keep)
        }
    if draft.switches_off:
        options["prune_rules"] = "deactivate"
    if draft.as_listed:
        options["trigger_order"] = "as_listed"
    return options


def _item(world: World, thing: Thing) -> Record:
    name = thing.now if thing.fate == ABSENT else thing.final
    item: Record = {thing.name_key: name}
    if thing.by_id:
        item["id"] = thing.record_id
    if thing.fate == ABSENT:
        return {**item, "state": "absent"}
    gives = dict(thing.gives)
    category = gives.pop("category", None)
    if category and world.things[category].by_name:
        item["category"] = world.things[category].final
    elif category:
        item["category_id"] = world.things[category].record_id
    return {**item, **rendered(gives, lambda ref: _in_item(world, ref)), **thing.more}


def _in_item(world: World, ref: Ref) -> Any:
    """A name in place of an ID, or the ID: how an item refers to something."""
    if ref.kind == "groups":
        # Either way.
        return {"group": ref.key} if ref.key == "Support" else str(GROUPS[ref.key])
    thing = world.things[ref]
    return {KINDS[ref.kind]: thing.final} if thing.by_name else str(thing.record_id)


# --- what must be so afterwards


class _Outcome:
    """An account after a run, compared with what it must be."""

    def __init__(self, draft: Draft, before: Records, after: Records) -> None:
        self._draft = draft
        self._before = {kind: _by_id(before[kind]) for kind in KINDS}
        self._after = {kind: _by_id(after[kind]) for kind in KINDS}
        held = {ref for ref, _how in draft.holders()}
        self._stays = {
            thing.ref
            for thing in draft.world.things.values()
            if thing.fate == LEFT and (not draft.is_pruned(thing) or thing.ref in held)
        }

    def problems(self) -> Iterator[str]:
        for thing in self._draft.world.things.values():
            for problem in self._of_thing(thing):
                yield "%s '%s' %s" % (KINDS[thing.kind], thing.final, problem)
        for kind in KINDS:
            new = [each for each in self._after[kind].values() if self._is_new(kind, each)]
            wanted = [each for each in self._draft.world.of(kind) if self._is_made(each)]
            if sorted(map(name_of, new)) != sorted(each.final for each in wanted):
                yield "new %s are %s" % (kind, [*map(name_of, new)])
        if self._draft.as_listed:
            yield from self._order_problems()

    def _of_thing(self, thing: Thing) -> Iterator[str]:
        before = self._before[thing.kind].get(str(thing.record_id), {})
        record = self._record(thing)
        gone = thing.fate == ABSENT or (self._is_made(thing) and not thing.is_new)
        if gone and str(thing.record_id) in self._after[thing.kind]:
            yield "is still there"
        if thing.fate == LISTED:
            yield from self._of_listed(thing, before, record)
        elif thing.fate == LEFT:
            yield from self._of_left(thing, before, record)

    def _of_listed(self, thing: Thing, before: Record, record: Record | None) -> Iterator[str]:
        if record is None:
            yield "is not there"
            return
        if name_of(record) != thing.final:
            yield "is called %s" % name_of(record)
        for name, value in thing.gives.items():
            key = "category_id" if name == "category" else name
            wanted, found = self._plain(rendered(value, self._id_of)), self._plain(record.get(key))
            if name == "authentication":
                wanted, found = wanted["type"], (found or {}).get("type")
            if wanted != found:
                yield "has %s %s, and not %s" % (key, found, wanted)
        given = {*thing.gives, *_TOUCHED, thing.name_key}
        given |= {"category_id"} if "category" in thing.gives else set()
        for name in set(before) - given if not self._is_made(thing) else ():
            if record.get(name) != before[name]:
                yield "has another %s" % name

    def _of_left(self, thing: Thing, before: Record, record: Record | None) -> Iterator[str]:
        if thing.ref in self._stays:
            if record is None or _untouched(record) != _untouched(before):
                yield "was touched"
        elif thing.kind in RULES and not self._draft.goes(thing):
            if record is None or _untouched({**record, "active": True}) != _untouched(
                {**before, "active": True}
            ):
                yield "is not only switched off"
            elif record["active"]:
                yield "is still on"
        elif record is not None:
            yield "is still there, and nothing lists it"

    def _order_problems(self) -> Iterator[str]:
        """Listed active triggers of a category, and listed categories, stand in the order of the list."""
        listed = [self._record(each) for each in self._draft.order.get("trigger_categories", ())]
        found = [(each["position"], str(each["id"])) for each in listed if each]
        if found != sorted(found):
            yield "categories are in another order"
        places: dict[str, list[tuple[int, str, int]]] = {}
        for thing in self._draft.order.get("triggers", ()):
            record = self._record(thing)
            if record and record["active"]:
                place = (record["position"], record["title"], record["id"])
                places.setdefault(str(record["category_id"]), []).append(place)
        for category, inside in places.items():
            if inside != sorted(inside):
                yield "triggers of category %s are in another order" % category

    # --- details

    def _is_made(self, thing: Thing) -> bool:
        return thing.is_new or "recreate" in thing.more

    def _is_new(self, kind: str, record: Record) -> bool:
        return str(record["id"]) not in self._before[kind]

    def _record(self, thing: Thing) -> Record | None:
        """The record of a thing: by its ID, or what was created under its name."""
        found = self._after[thing.kind]
        if not self._is_made(thing):
            return found.get(str(thing.record_id))
        new = (each for each in found.values() if self._is_new(thing.kind, each))
        return next((each for each in new if name_of(each) == thing.final), None)

    def _id_of(self, ref: Ref) -> str:
        if ref not in self._draft.world.things:
            return self._draft.world.stored_id(ref)
        record = self._record(self._draft.world.things[ref])
        return str(record["id"]) if record else ""

    def _plain(self, value: Any) -> Any:
        """A value in a form that does not depend on how it was written."""
        if isinstance(value, list):
            return [self._plain(each) for each in value]
        if isinstance(value, dict):
            return {name: self._plain(each) for name, each in value.items()}
        return value if isinstance(value, bool) else str("" if value is None else value)


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {str(record["id"]): record for record in records}


def _untouched(record: Record) -> Record:
    return {name: value for name, value in record.items() if name not in _TOUCHED}
