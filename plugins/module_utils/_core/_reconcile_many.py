# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Manages a set of records: reads them once, plans all changes, and carries them out."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _apply_many,
    _create,
    _keep,
    _names,
    _plan,
    _plan_many,
    _progress,
    _record,
    _store,
)

_EMPTY = (
    "%s is empty, so this task manages no %s. If this is not intended, check the name of the "
    "variable with the list."
)
_UNMATCHED = "Not pruned, because an entry of keep matches no %s."


class ManyPolicy(NamedTuple):
    """How a set is applied, in addition to the ``Policy`` of each change.

    ``prune``: None prunes nothing. ``max_deletions``: None for no limit. ``max_concurrency``: the
    number of writes at the same time.
    """

    prune: _plan_many.Prune | None = None
    max_deletions: int | None = None
    max_concurrency: int = 1
    continue_on_error: bool = False


class ManyResult(NamedTuple):
    """The result of each step, and problems that do not belong to a step."""

    results: list[_apply_many.StepResult]
    problems: list[str]


def reconcile_many(
    store: _store.Store,
    items: list[_record.Desired],
    policy: _plan.Policy,
    many: ManyPolicy,
    check_mode: bool,
) -> ManyResult:
    """Brings the account to the desired state; in check mode, only plans the changes."""
    for desired in items:
        store.client.add_secrets(desired.secrets())
    existing = store.read_all()
    steps = _plan_many.plan_many(items, existing, policy, many.prune)
    problems = _unmatched_keep(store, items, existing, many.prune)
    if problems:
        steps = _plan_many.hold_prunes(steps, _UNMATCHED % store.resource.endpoint.kind)
    if not policy.force:
        steps = _guarded(store, steps)
    _refuse_or_warn(store, items, steps, many)
    created = _plan_many.created_by(steps)
    store.client.warnings += _names.near_names(created, existing)
    store.client.warnings += _names.same_content(created, _plan_many.unnamed(steps, existing))
    failed = any(step.error for step in steps)
    if failed and not many.continue_on_error:
        return ManyResult([_untried(step, _progress.EARLIER) for step in steps], problems)
    if check_mode:
        return ManyResult([_untried(step) for step in steps], problems)
    run = _apply_many.Run(
        store,
        _create.KnownRecords(existing),
        policy,
        many.max_concurrency,
        many.continue_on_error,
    )
    run.carry_out(steps)
    problems += [run.problem] if run.problem else []
    results = [run.results.get(id(step)) or _untried(step, run.progress.skipped) for step in steps]
    return ManyResult(results, problems)


def _unmatched_keep(
    store: _store.Store,
    items: list[_record.Desired],
    existing: list[_record.Record],
    prune: _plan_many.Prune | None,
) -> list[str]:
    if prune is None:
        return []
    # Records that this run creates or renames have their names at the end.
    present: list[_record.Record] = [desired for desired in items if not desired.is_absent]
    entries = _keep.unmatched(prune.keep, existing + present)
    near = _keep.nearest_names(entries, existing)
    resource = store.resource
    called = ", ".join(filter(None, ("ID", resource.name if resource.variant else "")))
    called += " or %s" % (resource.variant or resource.name)
    problems = []
    for entry in entries:
        hint = ' Did you mean "%s"?' % near[entry] if entry in near else ""
        problems.append(
            'keep: no %s has the %s "%s", so nothing is pruned.%s'
            % (resource.endpoint.kind, called, entry, hint)
        )
    return problems


def _guarded(store: _store.Store, steps: list[_plan_many.Step]) -> list[_plan_many.Step]:
    """Returns the steps without deletes of records that a rule still uses."""
    doomed = [record for record in (step.deleted for step in steps) if record]
    if not doomed or not store.resource.used_by:
        return steps
    # Imported late, because most tasks delete nothing.
    from ansible_collections.community.zendesk.plugins.module_utils._core import _usage

    return _plan_many.keep_used(steps, _usage.blocking_rules(store.client, doomed))


def _refuse_or_warn(
    store: _store.Store,
    items: list[_record.Desired],
    steps: list[_plan_many.Step],
    many: ManyPolicy,
) -> None:
    """Raises PlanError if too much would be deleted, and warns about an empty list."""
    limit = many.max_deletions
    wants_none = all(desired.is_absent for desired in items)
    _plan_many.refuse_many(steps, limit, many.prune is not None and wants_none)
    count = len([step for step in steps if step.deleted])
    if not items and not (many.prune and limit == count):
        endpoint = store.resource.endpoint
        store.client.warnings.append(_EMPTY % (endpoint.plural, endpoint.kind))


def _untried(step: _plan_many.Step, skipped: str = "") -> _apply_many.StepResult:
    """Returns the result of a step that was not carried out: predicted, failed, kept or skipped."""
    if step.plan is None:
        return _apply_many.StepResult(step, error=step.error)
    changes = step.plan.changed and not step.kept
    reason = step.held or skipped if changes else ""
    return _apply_many.StepResult(step, step.plan.predicted(), skipped=reason)
