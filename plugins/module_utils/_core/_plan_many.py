# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Plans a set: which record each item refers to, and the change of each."""

from __future__ import annotations

from typing import Any, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _find,
    _keep,
    _plan,
    _problems,
    _record,
    _resource,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

HELD = "Not pruned, because an item of %s failed."
# The maximum number of records in a message.
_MOST_NAMED = 10


class Prune(NamedTuple):
    """The records that may be pruned.

    ``variants``: only these, all if empty. ``keep``: IDs (as text), names, patterns for names, and
    variants to keep.
    """

    variants: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()

    def may_delete(self, record: _record.Record) -> bool:
        """Whether a record may be deleted."""
        of_variant = not self.variants or record.kind in self.variants
        return of_variant and not _keep.fits_any(self.keep, record)


class Step(NamedTuple):
    """The planned change for one item, or for one record that no item names.

    ``position``: of the item, counted from 1; None for a pruned record, which is ``plan.existing``.
    ``error``: why there is no ``plan``. ``kept``: why the record is not deleted or replaced.
    ``held``: why a record is not pruned in this run.
    """

    position: int | None
    desired: _record.Desired | None = None
    plan: _plan.Plan | None = None
    error: _errors.PlanError | None = None
    kept: str = ""
    held: str = ""

    def __str__(self) -> str:
        if self.desired and self.position is not None:
            return item_label(self.position, self.desired)
        return str(self.plan and self.plan.existing)

    @property
    def deleted(self) -> _record.Record | None:
        """The record that a step deletes or replaces, if any."""
        return self.plan.existing if self.plan and self.plan.deletes and not self.held else None


def item_label(position: int, desired: _record.Desired) -> str:
    """Returns the name of an item for messages."""
    return "Item %d, %s" % (position, desired.in_a_sentence())


def problems_in_all(
    items: list[_record.Desired], form: dict[int, list[_problems.Problem]]
) -> list[str]:
    """Returns all problems with a set: with each item, and with items for the same record.

    ``form``: the problems that make options of an item unusable, by position. An item with an empty
    list there is not validated at all.
    """
    found = []
    for position, desired in enumerate(items, 1):
        problems = form.get(position)
        wrong = _problems.texts_of(problems or ())
        if problems is None or problems:
            wrong += _problems.problems_of(desired, _problems.options_of(problems or ()))
        if wrong:
            found.append("%s: %s" % (item_label(position, desired), " ".join(wrong)))
    return found + _duplicates(items) + _claimed_twice(items)


def missing_for_create(
    items: list[_record.Desired], form: dict[int, list[_problems.Problem]]
) -> list[str]:
    """Returns what items lack for a create, to report it together with other problems."""
    found = []
    for position, desired in enumerate(items, 1):
        problems = form.get(position)
        if problems is None or problems:
            for text in _problems.missing_for_create(desired, _problems.options_of(problems or ())):
                found.append("%s: %s" % (item_label(position, desired), text))
    return found


def _duplicates(items: list[_record.Desired]) -> list[str]:
    found = []
    by_key: dict[Any, list[int]] = {}
    for position, desired in enumerate(items, 1):
        keys = [key for key in (desired.id, desired.name) if key is not None]
        others = [other for key in keys for other in by_key.get(key, [])]
        clashes = [other for other in others if _means_the_same(desired, items[other - 1])]
        if clashes:
            resource = desired.resource
            found.append(
                "%s refers to the same %s as item %d: remove one of them, or distinguish them by "
                "%s."
                % (
                    item_label(position, desired),
                    resource.endpoint.kind,
                    clashes[0],
                    " or ".join(filter(None, (resource.variant, *_places(resource), "id"))),
                )
            )
        for key in keys:
            by_key.setdefault(key, []).append(position)
    return found


def _places(resource: _resource.Resource) -> list[str]:
    """Returns the options other than the ID that distinguish records with the same name."""
    homes = [home.name for home in resource.homes]
    return homes or [resource.narrowed_by]


def _claimed_twice(items: list[_record.Desired]) -> list[str]:
    """Returns problems with former names that two items give."""
    found = []
    first: dict[str, int] = {}
    for position, desired in enumerate(items, 1):
        for name in dict.fromkeys(desired.previous if desired.renames else ()):
            other = first.setdefault(name, position)
            if other != position:
                found.append(
                    "%s: %s %s is also given in item %d. Remove it from one of them."
                    % (item_label(position, desired), desired.resource.previous, name, other)
                )
    return found


def _means_the_same(one: _record.Desired, other: _record.Desired) -> bool:
    if one.id is not None and other.id is not None:
        return bool(one.id == other.id)
    if one.name != other.name or _are_apart(one, other):
        return False
    # An item without a variant may refer to a record of any variant.
    return len({item.kind for item in (one, other) if item.variant_name is not None}) < 2


def _are_apart(one: _record.Desired, other: _record.Desired) -> bool:
    """Whether two items with the same name belong to different places."""
    name = one.resource.narrowed_by
    by_name = [home.name for home in one.resource.homes if home.instead_of == name]
    return any(
        each in one.given and each in other.given and one.given[each] != other.given[each]
        for each in filter(None, (name, *by_name))
    )


def plan_many(
    items: list[_record.Desired],
    existing: list[_record.Record],
    policy: _plan.Policy,
    prune: Prune | None,
) -> list[Step]:
    """Returns a step for each item, in their order, then one for each record to prune.

    Nothing is pruned if an item has no plan. Records that such an item may refer to have no step.
    """
    existing = _find.unique(existing)
    assignment = _find.Assignment(items, existing)
    steps = []
    for position, desired in enumerate(items, 1):
        try:
            found = assignment.record_of(position - 1)
            plan = _plan.make_plan(desired, found, policy)
            _plan.refuse_to_delete(plan, desired, policy)
            steps.append(Step(position, desired, plan))
        except _errors.PlanError as error:
            steps.append(Step(position, desired, error=error))
    if prune:
        failed = [step.desired for step in steps if step.desired and step.plan is None]
        held = HELD % failed[0].resource.endpoint.plural if failed else ""
        steps += [
            Step(None, plan=_plan.plan_delete(record), held=held)
            for record in unnamed(steps, existing)
            if prune.may_delete(record)
        ]
    return steps


def hold_prunes(steps: list[Step], reason: str) -> list[Step]:
    """Returns the steps with all prunes skipped."""
    return [step._replace(held=reason) if step.position is None else step for step in steps]


def keep_used(steps: list[Step], reasons: dict[Any, str]) -> list[Step]:
    """Returns the steps without deletes of the records in ``reasons``: ID -> why not."""
    guarded = []
    for step in steps:
        record = step.deleted
        reason = reasons.get(record.id) if record else None
        spared = step._replace(plan=_plan.Plan(_plan.NOTHING, record), kept=reason or "")
        guarded.append(spared if reason else step)
    return guarded


def created_by(steps: list[Step]) -> list[_record.Record]:
    """Returns the records that the steps create, as they are sent."""
    plans = [step.plan for step in steps if step.plan and step.plan.action == _plan.CREATE]
    return [plan.sent for plan in plans if plan.sent]


def unnamed(steps: list[Step], existing: list[_record.Record]) -> list[_record.Record]:
    """Returns the records that no item refers to, except for those of apps."""
    plans = [step.plan for step in steps if step.plan and step.position is not None]
    named = {plan.existing.id for plan in plans if plan.existing}
    failed = [step.desired for step in steps if step.desired and step.plan is None]
    named |= {each.id for each in failed}
    names = {name for each in failed for name in (each.name, *each.previous)}
    return [
        record
        for record in existing
        if record.id not in named and not record.names & names and not record.is_made_by_app
    ]


def refuse_many(steps: list[Step], limit: int | None, prunes_all: bool) -> None:
    """Raises PlanError if more than ``limit`` records would be deleted, and names them.

    ``prunes_all``: whether the set has no record and the rest is pruned. This is often a mistake,
    so it requires exactly this number.
    """
    deleted = [record for record in (step.deleted for step in steps) if record]
    if not deleted:
        return
    plural, count = deleted[0].resource.endpoint.plural, len(deleted)
    if prunes_all and limit != count:
        raise _errors.PlanError(
            "No item of %s has state=present, so prune would delete everything: %s. If this is "
            "intended, set max_deletions to %d." % (plural, _some(deleted), count)
        )
    if limit is not None and count > limit:
        what = plural if count > 1 else deleted[0].resource.endpoint.kind
        raise _errors.PlanError(
            "%d %s would be deleted, which is more than max_deletions allows (%d): %s. "
            "Nothing was changed. If this is intended, raise max_deletions."
            % (count, what, limit, _some(deleted))
        )


def _some(records: list[_record.Record]) -> str:
    names = [record.in_a_sentence() for record in records[:_MOST_NAMED]]
    more = len(records) - _MOST_NAMED
    return ", ".join([*names, *(["and %d more" % more] if more > 0 else [])])


class Phases(NamedTuple):
    """The steps with changes, in the order in which they are carried out.

    In this order, a rule can be moved to a new record before the old one is deleted, and a failed
    create has no consequences.
    """

    writes: list[Step]
    deletes: list[Step]
    prunes: list[Step]


def phases(steps: Iterable[Step]) -> Phases:
    """Returns the steps with changes, without skipped ones."""
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
