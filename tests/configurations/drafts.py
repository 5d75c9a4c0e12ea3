# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random configurations for random accounts: valid, and of which everything can be carried out.

Rules come first, since they say what must stay of what they name.
"""

from __future__ import annotations

import copy
from typing import Any, Iterator

from hypothesis import strategies as st

from ansible_collections.community.zendesk.tests.journal.writes import KINDS, RULES, Record

from . import accounts
from .accounts import Draw
from .world import ABSENT, LEFT, LISTED, NAMED, OURS, Ref, Thing, World, refs_in

# How often, of six, something is done that most configurations do not do.
_SELDOM, _OFTEN = 1, 4
# How a rule holds on to what it names: a prune spares it, or the run would fail.
SPARED, HELD = "spared", "held"


class Draft:
    """A configuration in the making.

    ``lists``: the kinds that are given. ``prune``, ``owned``: kinds as well. ``keep``: things that a prune
    spares. ``switches_off``: whether a prune only switches rules off. ``features``: what it is about.
    """

    def __init__(self, draw: Draw, world: World) -> None:
        self.draw = draw
        self.world = world
        self.lists = [kind for kind in KINDS if self.chance(5)] or ["triggers"]
        self.prune = {kind for kind in self.lists if self.chance(2)}
        self.owned = {kind for kind in self.lists if self.chance(_SELDOM)}
        self.switches_off = self.chance(2)
        self.as_listed = self.chance(_SELDOM)
        self.keep: set[Ref] = set()
        # Things of which all is decided.
        self.done: set[Ref] = set()
        self.features: set[str] = set()
        # What is listed, in the order of the lists.
        self.order: dict[str, list[Thing]] = {}
        self._number = 50

    def chance(self, of_six: int) -> bool:
        return bool(self.draw(st.integers(1, 6)) <= of_six)

    def pick(self, *ways: Any) -> Any:
        return self.draw(st.sampled_from(ways))

    def number(self) -> int:
        """One that nothing else of the draft has."""
        self._number += 1
        return self._number

    # --- what becomes of a thing

    def may_list(self, thing: Thing) -> bool:
        if thing.kind not in self.lists or not thing.free or thing.ref in self.done:
            return False
        return thing.kind not in self.owned or thing.is_ours

    def is_pruned(self, thing: Thing) -> bool:
        """Whether a prune takes it, as far as nothing spares it."""
        ours = thing.kind not in self.owned or thing.is_ours
        apps = "external_source" in thing.has
        fits = ours and not apps and thing.ref not in self.keep
        return fits and thing.fate == LEFT and thing.kind in self.prune

    def goes(self, thing: Thing) -> bool:
        """Whether a rule is deleted."""
        off = self.switches_off or thing.has.get("default")
        return thing.fate == ABSENT or (self.is_pruned(thing) and not off)

    def holders(self) -> Iterator[tuple[Ref, str]]:
        """What rules name that stay, and how they hold on to it."""
        for rule in self.world.of(*RULES):
            if self.goes(rule):
                continue
            written = rule.gives if rule.fate == LISTED else {}
            for ref in refs_in(list(written.values())):
                soft = ref in self.world.things and self.world.things[ref].by_name
                yield ref, SPARED if soft else HELD
            soft = self.is_pruned(rule) or rule.ref in self.keep
            rest = {name: value for name, value in rule.has.items() if name not in written}
            for ref in refs_in(rest):
                yield ref, SPARED if soft else HELD

    def usable(self) -> list[Thing]:
        """The targets and webhooks that a new definition may name."""
        return [
            thing
            for thing in self.world.of("targets", "webhooks")
            if thing.is_on(thing.has)
            and thing.is_on(thing.becomes)
            and thing.fate != ABSENT
            and accounts.is_for_rules(thing)
        ]

    def categories(self) -> list[Thing]:
        return [each for each in self.world.of("trigger_categories") if each.fate != ABSENT]

    # --- steps

    def add_new(self, kind: str) -> Thing:
        number = self.number()
        name = "%sNew %d%s" % (OURS, number, self.draw(accounts.ENDINGS))
        gives = accounts.draw_attributes(self.draw, kind, number, self.usable(), self.categories())
        self.features.add("new")
        return self.world.add(Thing(kind, name, name, {}, None, name, LISTED, gives))

    def rename(self, thing: Thing) -> None:
        thing.final = "%sRenamed %d" % (OURS, self.number())
        thing.fate = LISTED
        if thing.by_name and not thing.by_id and self.chance(5):
            former = self.pick(thing.now, [thing.now, thing.final + ", long ago"])
            thing.more["previous_" + thing.name_key] = former
        else:
            thing.by_id = True
        self.features.add("renamed")

    def list_thing(self, thing: Thing, changes: bool) -> None:
        """Give a thing an item, which says what is so, or something else of some attributes."""
        thing.fate = LISTED
        named = thing.by_name and (thing.more or not self.chance(_SELDOM))
        thing.by_id = thing.by_id or not named
        known = {n: v for n, v in thing.has.items() if n not in ("default", "external_source")}
        if thing.has.get("default"):
            known = {}
        if changes:
            known.update(self._other_attributes(thing))
        kept = self.draw(st.sets(st.sampled_from(sorted(known)))) if known else set()
        thing.gives = {
            name: copy.deepcopy(value)
            for name, value in known.items()
            if name in kept or value != thing.has.get(name) or name == "type"
        }
        self.features.add("changed" if changes else "the same")

    def _other_attributes(self, thing: Thing) -> Record:
        if thing.has.get("default"):
            return {"active": False}
        other = accounts.draw_attributes(
            self.draw, thing.kind, self.number(), self.usable(), self.categories()
        )
        if thing.kind == "targets":
            # The type stays: another one is another target.
            return {} if other["type"] != thing.has["type"] else other
        if thing.kind == "webhooks":
            fixed = ("subscriptions", "http_method", "authentication", "status")
            return {name: value for name, value in other.items() if name not in fixed}
        if thing.kind == "triggers" and other["category"] != thing.has["category"]:
            self.features.add("moved to another category")
        return other


def draw_fates(draft: Draft) -> None:
    """Decide what becomes of each thing."""
    world = draft.world
    for kind in NAMED:
        for thing in world.of(kind):
            if draft.may_list(thing) and draft.chance(_SELDOM):
                draft.rename(thing)
        for _count in range(draft.draw(st.integers(0, 2)) if kind in draft.lists else 0):
            draft.add_new(kind)
    for rule in world.of(*RULES):
        if rule.ref not in draft.done:
            _draw_rule(draft, rule)
    for kind in RULES:
        for _count in range(draft.draw(st.integers(0, 2)) if kind in draft.lists else 0):
            draft.add_new(kind)


def settle(draft: Draft) -> None:
    """Decide about what is named, now that it is known what rules there are."""
    for kind in sorted(draft.prune):
        # A list without an item to be present would need the exact number of deletions.
        draft.add_new(kind)
    held: dict[Ref, set[str]] = {}
    for ref, how in draft.holders():
        held.setdefault(ref, set()).add(how)
    for kind in reversed(NAMED):
        for thing in draft.world.of(kind):
            if not thing.is_new and thing.ref not in draft.done:
                _draw_named(draft, thing, held.get(thing.ref, set()))


def _draw_rule(draft: Draft, rule: Thing) -> None:
    if not draft.may_list(rule):
        _draw_keep(draft, rule)
        return
    # One that comes with the account can't be deleted, and only be switched on and off.
    fixed = rule.has.get("default")
    way = draft.pick(
        "left", "same", "changed", "switched", *([] if fixed else ["absent", "renamed"])
    )
    if way == "absent":
        rule.fate, rule.by_id = ABSENT, not rule.by_name
        draft.features.add("absent")
    elif way == "left":
        _draw_keep(draft, rule)
    else:
        draft.list_thing(rule, way in ("changed", "renamed") and not fixed and draft.chance(_OFTEN))
        if way == "switched":
            rule.gives["active"] = draft.pick(True, False)
            draft.features.add("switched")
        if way == "renamed":
            draft.rename(rule)


def _draw_keep(draft: Draft, thing: Thing) -> None:
    # What nobody but others owns is spared anyway.
    foreign = thing.kind in draft.owned and not thing.is_ours
    if thing.kind in draft.prune and not foreign and draft.chance(_SELDOM):
        draft.keep.add(thing.ref)
        draft.features.add("kept")


def _draw_named(draft: Draft, thing: Thing, held: set[str]) -> None:
    """What becomes of a target, a webhook or a category that rules hold on to, or not."""
    if thing.fate == LISTED:
        draft.list_thing(thing, draft.chance(_OFTEN))
        return
    if thing.fate == ABSENT:
        return
    may_list = draft.may_list(thing)
    _draw_keep(draft, thing)
    ways = ["left", "left"]
    if may_list and thing.ref not in draft.keep:
        ways += ["same", "changed", *([] if held else ["absent", "off"])]
    if HELD in held and draft.is_pruned(thing):
        ways = [way for way in ways if way != "left"] or ["kept"]
    way = draft.pick(*ways)
    if way == "kept":
        draft.keep.add(thing.ref)
    elif way == "absent":
        thing.fate, thing.by_id = ABSENT, not thing.by_name
        draft.features.add("absent")
    elif way == "off" and thing.kind != "trigger_categories":
        draft.list_thing(thing, False)
        switch = {"status": "inactive"} if thing.kind == "webhooks" else {"active": False}
        thing.gives.update(switch)
        draft.features.add("switched")
    elif way in ("same", "changed", "off"):
        draft.list_thing(thing, way == "changed")
    elif draft.is_pruned(thing):
        draft.features.add("pruned, but named" if held else "pruned")
