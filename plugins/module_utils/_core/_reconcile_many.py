# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""A whole set of targets: one listing, then only the writes that are needed, side by side."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _apply_many,
    _create,
    _find,
    _keep,
    _plan,
    _plan_many,
    _store,
    _values,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _errors

_EMPTY = (
    "targets is empty, so this task manages no target. If that is not intended, check the name of "
    "the variable that holds the list."
)
_EARLIER = "Skipped because of an earlier error."
_HELD = "Not pruned, because an entry of keep fits no target."


class SetPolicy(NamedTuple):
    """How a set is applied, beside the ``Policy`` of each change.

    ``prune``: None prunes nothing. ``max_deletions``: None for no limit. ``max_concurrency``:
    writes side by side.
    """

    prune: _plan_many.Prune | None = None
    max_deletions: int | None = None
    max_concurrency: int = 1
    continue_on_error: bool = False


class SetResult(NamedTuple):
    """What has become of each step, and why the run fails beside the steps that failed."""

    results: list[_apply_many.StepResult]
    problems: list[str]


def reconcile_set(
    client: _client.Client,
    items: list[dict[str, Any]],
    policy: _plan.Policy,
    set_policy: SetPolicy,
    check_mode: bool,
) -> SetResult:
    """Make the account what the items say; in check mode only find out what that would take."""
    for wanted in items:
        client.add_secrets(_values.secret_values(wanted))
    existing = _store.read_targets(client)
    steps = _plan_many.plan_set(items, existing, policy, set_policy.prune)
    problems = _unmatched_keep(items, existing, set_policy.prune)
    if problems:
        steps = _plan_many.hold_prunes(steps, _HELD)
    if not policy.force:
        steps = _guarded(client, steps)
    _refuse_or_warn(client, items, steps, set_policy)
    client.warnings += _find.near_titles(_plan_many.created_by(steps), existing)
    failed = any(step.error for step in steps)
    if failed and not set_policy.continue_on_error:
        return SetResult([_untried(step, _EARLIER) for step in steps], problems)
    if check_mode:
        return SetResult([_untried(step) for step in steps], problems)
    run = _apply_many.Run(
        client,
        _create.KnownTargets(existing),
        policy,
        set_policy.max_concurrency,
        set_policy.continue_on_error,
    )
    run.carry_out(steps)
    problems += [run.problem] if run.problem else []
    results = [run.results.get(id(step)) or _untried(step, run.skipped) for step in steps]
    return SetResult(results, problems)


def _unmatched_keep(
    items: list[dict[str, Any]], existing: list[dict[str, Any]], prune: _plan_many.Prune | None
) -> list[str]:
    if prune is None:
        return []
    # What this run creates or renames bears its name when it is over.
    present = [wanted for wanted in items if wanted.get("state") != "absent"]
    problems = []
    entries = _keep.unmatched(prune.keep, existing + present)
    near = _keep.nearest_titles(entries, existing)
    for entry in entries:
        hint = ' Did you mean "%s"?' % near[entry] if entry in near else ""
        problems.append(
            'keep: no target has the ID, title or type "%s", so nothing is pruned.%s'
            % (entry, hint)
        )
    return problems


def _guarded(client: _client.Client, steps: list[_plan_many.Step]) -> list[_plan_many.Step]:
    """The steps, without those that would delete a target which a rule still notifies."""
    doomed = [target for target in map(_plan_many.deleted_by, steps) if target]
    if not doomed:
        return steps
    # Each task compiles what it imports, and most delete nothing.
    from ansible_collections.community.zendesk.plugins.module_utils._core import _usage

    return _plan_many.keep_used(steps, _usage.blocking_rules(client, doomed))


def _refuse_or_warn(
    client: _client.Client,
    items: list[dict[str, Any]],
    steps: list[_plan_many.Step],
    set_policy: SetPolicy,
) -> None:
    """Raise PlanError where too much would be deleted, and warn where nothing is asked for."""
    limit = set_policy.max_deletions
    wants_none = all(wanted.get("state") == "absent" for wanted in items)
    _plan_many.refuse_many(steps, limit, set_policy.prune is not None and wants_none)
    count = len([step for step in steps if _plan_many.deleted_by(step)])
    if not items and not (set_policy.prune and limit == count):
        client.warnings.append(_EMPTY)


def _untried(step: _plan_many.Step, skipped: str = "") -> _apply_many.StepResult:
    """What is said of a step that was not carried out: predicted, refused, kept or skipped."""
    if step.plan is None:
        return _apply_many.StepResult(step, error=_errors.ZendeskError(step.error))
    changes = step.plan.changed and not step.kept
    reason = step.held or skipped if changes else ""
    return _apply_many.StepResult(step, step.plan.predicted(), skipped=reason)
