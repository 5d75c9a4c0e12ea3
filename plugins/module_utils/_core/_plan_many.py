# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What would change for a whole set of targets. No HTTP, no side effect, linear in their number."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _find,
    _keep,
    _plan,
    _problems,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


class Prune(NamedTuple):
    """Which targets may go that no item names.

    ``types``: these alone, all if empty. ``keep``: ids (as strings), titles, patterns of titles and
    types to spare.
    """

    types: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()

    def may_delete(self, target: dict[str, Any]) -> bool:
        """Whether a target may be deleted."""
        of_type = not self.types or _targets.canonical(target.get("type")) in self.types
        return of_type and not _keep.fits_any(self.keep, target)


class Step(NamedTuple):
    """What is to be done for one item, or about one target that no item names.

    ``position``: of the item, counted from 1; None for a target that is pruned. ``error``: why
    there is no ``plan``. ``kept``: why the target is not deleted or replaced, though it should be.
    ``held``: why a target is not pruned this time.
    """

    position: int | None
    wanted: dict[str, Any]
    plan: _plan.Plan | None = None
    error: str = ""
    kept: str = ""
    held: str = ""

    def __str__(self) -> str:
        if self.position is None:
            return _plan.label(self.wanted)
        return item_label(self.position, self.wanted)


def item_label(position: int, wanted: dict[str, Any]) -> str:
    """How messages name an item of the set."""
    return "Item %d, %s" % (position, _plan.label(wanted)[0].lower() + _plan.label(wanted)[1:])


def set_faults(
    items: list[dict[str, Any]], form: dict[int, list[_problems.Problem]] | None = None
) -> list[str]:
    """All that is wrong with a set: with each item, and with items that name one target twice.

    ``form``: the problems that make some options of an item unusable, by position. An item that has
    an empty list there is not judged at all.
    """
    found = []
    form = form or {}
    for position, wanted in enumerate(items, 1):
        problems = form.get(position)
        if problems is None:
            wrong = _problems.faults(wanted)
        else:
            wrong = _problems.texts_of(problems)
            wrong += _problems.faults(wanted, _problems.options_of(problems)) if problems else []
        if wrong:
            found.append("%s: %s" % (item_label(position, wanted), " ".join(wrong)))
    return found + _doubles(items)


def _doubles(items: list[dict[str, Any]]) -> list[str]:
    found = []
    by_key: dict[Any, list[int]] = {}
    for position, wanted in enumerate(items, 1):
        keys = [wanted[name] for name in ("id", "title") if wanted.get(name) is not None]
        others = [other for key in keys for other in by_key.get(key, [])]
        clashes = [other for other in others if _one_target(wanted, items[other - 1])]
        if clashes:
            found.append(
                "%s names the same target as item %d: remove one of them, or tell them apart by "
                "type or id." % (item_label(position, wanted), clashes[0])
            )
        for key in keys:
            by_key.setdefault(key, []).append(position)
    return found


def _one_target(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one.get("id") is not None and other.get("id") is not None:
        return bool(one["id"] == other["id"])
    if one.get("title") != other.get("title"):
        return False
    types = {
        _targets.canonical(item["type"]) for item in (one, other) if item.get("type") is not None
    }
    # An item without a type may mean a target of any.
    return len(types) < 2


def plan_set(
    items: list[dict[str, Any]],
    existing: list[dict[str, Any]],
    policy: _plan.Policy,
    prune: Prune | None,
) -> list[Step]:
    """A step for each item, in their order, then one for each target that is pruned.

    Nothing is pruned while an item has no plan. A target that such an item may mean has no step.
    """
    existing = _find.unique(existing)
    candidates = _Candidates(items, existing)
    claimed: dict[Any, int] = {}
    steps = []
    for position, wanted in enumerate(items, 1):
        try:
            target = _claim(position, _find.find(wanted, candidates.of(wanted)), claimed)
            steps.append(Step(position, wanted, _plan.plan(wanted, target, policy)))
        except _errors.PlanError as error:
            steps.append(Step(position, wanted, error=str(error)))
    if prune:
        failed = [step.wanted for step in steps if step.plan is None]
        held = "Not pruned, because an item of targets failed." if failed else ""
        meant = {(name, wanted.get(name)) for wanted in failed for name in ("id", "title")}
        steps += [
            Step(None, target, _plan.plan_delete(target), held=held)
            for target in existing
            if target["id"] not in claimed
            and meant.isdisjoint({("id", target["id"]), ("title", target.get("title"))})
            and prune.may_delete(target)
        ]
    return steps


def hold_prunes(steps: list[Step], reason: str) -> list[Step]:
    """The steps, none of which prunes a target."""
    return [step._replace(held=reason) if step.position is None else step for step in steps]


def keep_used(steps: list[Step], reasons: dict[Any, str]) -> list[Step]:
    """The steps, none of which deletes a target that is among ``reasons``: id -> why not."""
    guarded = []
    for step in steps:
        target = deleted_by(step) or {}
        reason = reasons.get(target.get("id"))
        spared = step._replace(plan=_plan.Plan(_plan.NOTHING, target), kept=reason or "")
        guarded.append(spared if reason else step)
    return guarded


def created_by(steps: list[Step]) -> list[dict[str, Any]]:
    """What the steps create, as it is sent."""
    return [step.plan.body for step in steps if step.plan and step.plan.action == _plan.CREATE]


class _Candidates:
    """The targets that an item may mean, found without a walk over all of them."""

    def __init__(self, items: list[dict[str, Any]], existing: list[dict[str, Any]]) -> None:
        self._by_id = {target["id"]: target for target in existing}
        self._by_title: dict[Any, list[dict[str, Any]]] = {}
        for target in existing:
            self._by_title.setdefault(target.get("title"), []).append(target)
        self._types: dict[Any, set[str]] = {}
        for wanted in items:
            if wanted.get("type") is not None:
                kind = _targets.canonical(wanted["type"])
                self._types.setdefault(wanted.get("title"), set()).add(kind)

    def of(self, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        if wanted.get("id") is not None:
            return [self._by_id[wanted["id"]]] if wanted["id"] in self._by_id else []
        named = self._by_title.get(wanted["title"], [])
        if wanted.get("type") is None:
            return named
        # A target of another type that another item wants is not this one's to replace.
        others = self._types[wanted["title"]] - {_targets.canonical(wanted["type"])}
        return [target for target in named if _targets.canonical(target.get("type")) not in others]


def _claim(
    position: int, found: list[dict[str, Any]], claimed: dict[Any, int]
) -> dict[str, Any] | None:
    if not found:
        return None
    first = claimed.setdefault(found[0]["id"], position)
    if first != position:
        raise _errors.PlanError(
            "It is %s, which item %d means, too: remove one of them."
            % (_plan.label(found[0]), first)
        )
    return found[0]


def refuse_many(steps: list[Step], limit: int | None, prunes_all: bool) -> None:
    """Raise PlanError where more targets would be deleted than ``limit``, and name them.

    ``prunes_all``: the set wants no target and the rest is pruned. That is more often a mistake, so
    it takes the very number.
    """
    deleted = [target for target in map(deleted_by, steps) if target]
    if prunes_all and deleted and limit != len(deleted):
        raise _errors.PlanError(
            "No item of targets is to be present, so prune would delete all it may: %s. If that is "
            "wanted, set max_deletions to %d." % (_some(deleted), len(deleted))
        )
    if limit is not None and len(deleted) > limit:
        raise _errors.PlanError(
            "%d targets would be deleted, which is more than max_deletions allows (%d): %s. "
            "Nothing was changed. Raise max_deletions if that is wanted."
            % (len(deleted), limit, _some(deleted))
        )


def _some(targets: list[dict[str, Any]]) -> str:
    names = [_plan.label(target) for target in targets[:10]]
    more = ["and %d more" % (len(targets) - 10)] if len(targets) > 10 else []
    return ", ".join(names + more)


def deleted_by(step: Step) -> dict[str, Any] | None:
    """The target that a step deletes or replaces, if it does."""
    return step.plan.existing if step.plan and step.plan.deletes and not step.held else None


class Phases(NamedTuple):
    """The steps that change something, in the order in which they may be carried out.

    In this order a trigger can be moved to a new target before the old one goes, and a create
    that fails costs nothing.
    """

    writes: list[Step]
    deletes: list[Step]
    prunes: list[Step]


def phases(steps: list[Step]) -> Phases:
    """The steps that change something, apart from those that are held back."""
    found = Phases([], [], [])
    for step in steps:
        if step.plan is None or not step.plan.changed or step.held:
            continue
        if step.plan.action != _plan.DELETE:
            found.writes.append(step)
        elif step.position is not None:
            found.deletes.append(step)
        else:
            found.prunes.append(step)
    return found
