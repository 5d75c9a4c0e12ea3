# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only a good order of writes gets right: each scene decides about several things at a time.

A scene returns what it is, or "" where the account has not what it takes.
"""

from __future__ import annotations

import copy
from typing import Callable

from hypothesis import strategies as st

from ansible_collections.community.zendesk.tests.journal.writes import RULES

from . import accounts
from .drafts import Draft
from .world import ABSENT, LEFT, LISTED, NAMED, Ref, Thing, refs_in


def swap(draft: Draft) -> str:
    """Two records swap their names, and rules name them by these."""
    for kind in draft.draw(st.permutations(NAMED)):
        found = [each for each in draft.world.of(kind) if draft.may_list(each) and each.by_name]
        if len(found) > 1:
            one, other = found[:2]
            one.final, other.final = other.now, one.now
            for thing in (one, other):
                thing.fate, thing.by_id = LISTED, True
            draft.done |= {one.ref, other.ref}
            return "swapped"
    return ""


def recreate(draft: Draft) -> str:
    """A target gets another type, and all rules that name it are written with its name."""
    for target in _movable(draft, "targets"):
        other = accounts.HOOKS if target.has["type"] == "email_target" else accounts.MAILS
        target.fate, target.more = LISTED, {"recreate": True}
        target.gives = dict(draft.draw(other))
        for rule in _rules_naming(draft, target.ref):
            _write_again(draft, rule)
        draft.done.add(target.ref)
        return "replaced"
    return ""


def move_over(draft: Draft) -> str:
    """A webhook takes the place of a target in all rules that name it, and the target goes."""
    if not {"targets", "webhooks"} <= set(draft.lists):
        return ""
    for target in _movable(draft, "targets"):
        target.fate = ABSENT
        webhook = draft.add_new("webhooks")
        webhook.gives["status"] = "active"
        for rule in _rules_naming(draft, target.ref):
            _write_again(draft, rule)
            rule.gives["actions"] = [
                accounts.notification(webhook) if target.ref in refs_in(each) else each
                for each in rule.gives["actions"]
            ]
        draft.done |= {target.ref, webhook.ref}
        return "target to webhook"
    return ""


def empty_out(draft: Draft) -> str:
    """A category goes, and its triggers move to another one, or go as well."""
    categories = draft.categories()
    for category in _movable(draft, "trigger_categories") if len(categories) > 1 else ():
        others = [each for each in categories if each is not category and each.by_name]
        for trigger in _rules_naming(draft, category.ref):
            draft.done.add(trigger.ref)
            if draft.chance(4):
                trigger.fate = LISTED
                trigger.gives = {"category": draft.pick(*others).ref}
            else:
                trigger.fate = ABSENT
            trigger.by_id = not trigger.by_name
        category.fate = ABSENT
        draft.done.add(category.ref)
        return "category emptied"
    return ""


def take_over(draft: Draft) -> str:
    """A new automation has the conditions of one that goes, is switched off, or gets others."""
    for old in draft.world.of("automations"):
        if not draft.may_list(old) or not old.is_on(old.has) or old.has.get("default"):
            continue
        draft.done.add(old.ref)
        old.by_id = not old.by_name
        way = draft.pick("absent", "off", "changed", "left")
        if way == "left" and "automations" in draft.prune:
            old.fate = LEFT
        elif way == "absent":
            old.fate = ABSENT
        elif way == "changed":
            _write_again(draft, old)
            old.gives["conditions"] = accounts.automation_conditions(draft.number())
        else:
            old.fate, old.gives = LISTED, {"active": False}
        new = draft.add_new("automations")
        new.gives["conditions"] = copy.deepcopy(old.has["conditions"])
        draft.done.add(new.ref)
        return "taken over"
    return ""


SCENES: dict[str, Callable[[Draft], str]] = {
    "swap": swap,
    "recreate": recreate,
    "move_over": move_over,
    "empty_out": empty_out,
    "take_over": take_over,
}


def _movable(draft: Draft, kind: str) -> list[Thing]:
    """Those that can go, because all rules that name them can be written."""
    return [
        thing
        for thing in draft.world.of(kind)
        if draft.may_list(thing)
        and thing.by_name
        and thing.fate == LEFT
        and thing.is_on(thing.has)
        and all(map(draft.may_list, _rules_naming(draft, thing.ref)))
        and not any(rule.has.get("default") for rule in _rules_naming(draft, thing.ref))
    ]


def _rules_naming(draft: Draft, ref: Ref) -> list[Thing]:
    """The rules that name something before the run, or with their items."""
    return [
        rule
        for rule in draft.world.of(*RULES)
        if ref in refs_in(rule.has) or ref in refs_in(rule.gives)
    ]


def _write_again(draft: Draft, rule: Thing) -> None:
    """List a rule with its whole definition."""
    draft.done.add(rule.ref)
    rule.fate, rule.by_id = LISTED, not rule.by_name
    rule.gives = {name: copy.deepcopy(rule.has[name]) for name in ("conditions", "actions")}
