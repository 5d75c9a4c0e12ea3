# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Carries out the steps of a set in parallel, and always reports what was done."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple, cast

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _apply,
    _create,
    _plan,
    _plan_many,
    _progress,
    _record,
    _store,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class StepResult(NamedTuple):
    """The result of a step.

    ``record``: without secrets. ``error``: set if it failed. ``skipped``: why it was not attempted;
    "" if it was.
    """

    step: _plan_many.Step
    record: dict[str, Any] | None = None
    error: _errors.ZendeskError | None = None
    skipped: str = ""


class Run:
    """Carries out steps.

    Each attempted step is in ``results``. ``progress`` says why others were not attempted.
    ``problem``: an error that does not belong to a step.
    """

    def __init__(
        self,
        store: _store.Store,
        known: _create.KnownRecords,
        policy: _plan.Policy,
        max_concurrency: int,
        continue_on_error: bool,
    ) -> None:
        self.results: dict[int, StepResult] = {}
        self.problem = ""
        self.progress = _progress.Progress(max_concurrency, continue_on_error)
        self._store = store
        self._known = known
        self._policy = policy
        # Created records that are not yet known to be in the list.
        self._created: list[tuple[_plan_many.Step, _record.Record]] = []

    def carry_out(self, steps: list[_plan_many.Step]) -> None:
        """Carries out all steps. An exception ends the run and is reported in ``problem``."""
        try:
            self._phases(_plan_many.phases(steps))
        except Exception as error:
            self.problem = _errors.unexpected(error)
            self.progress.skipped = (
                self.progress.skipped or "Skipped because of an unexpected error."
            )

    def _phases(self, parts: _plan_many.Phases) -> None:
        try:
            self._each(parts.writes, self._write)
        finally:
            # Records that the account does not list must be deleted again, whatever else went
            # wrong.
            self._confirm()
        self._each(parts.deletes, self._delete)
        if any(result.error for result in self.results.values()):
            self.progress.skipped = (
                self.progress.skipped or _plan_many.HELD % self._store.resource.endpoint.plural
            )
        self._each(parts.prunes, self._delete)

    def _each(
        self, steps: list[_plan_many.Step], work: Callable[[_plan_many.Step], StepResult | None]
    ) -> None:
        self.progress.each(steps, lambda step: self._attempt(step, work))

    def _attempt(
        self, step: _plan_many.Step, work: Callable[[_plan_many.Step], StepResult | None]
    ) -> None:
        try:
            result = work(step)
        except _errors.ZendeskError as error:
            result = StepResult(
                step, error.record if isinstance(error, _errors.HalfDone) else None, error
            )
        except Exception as error:
            result = StepResult(step, error=_errors.ZendeskError(_errors.unexpected(error)))
        if result:
            self.results[id(step)] = result
        self.progress.learn(result.error if result else None)

    def _write(self, step: _plan_many.Step) -> StepResult | None:
        plan = cast(_plan.Plan, step.plan)
        if not plan.creates:
            return self._change(step, reread=True)
        stored = _apply.begin(self._store, plan, self._known)
        if _apply.must_be_listed(plan):
            self._created.append((step, stored))
            return None
        return StepResult(step, _apply.finish(self._store, plan, stored))

    def _delete(self, step: _plan_many.Step) -> StepResult:
        return self._change(step, reread=False)

    def _change(self, step: _plan_many.Step, reread: bool) -> StepResult:
        plan = cast(_plan.Plan, step.plan)
        plan, record = _apply.change(self._store, step.desired, plan, self._policy, reread)
        return StepResult(step._replace(plan=plan), record)

    def _confirm(self) -> None:
        """Completes the creates after it is known whether the account lists the records."""
        if not self._created:
            return
        stored = {id(step): record for step, record in self._created}
        listed: set[Any] = set()
        unread: _errors.ApiError | None = None
        try:
            listed = _apply.listed_ids(self._store)
        except _errors.ApiError as error:
            unread = error
        except Exception as error:
            unread = _errors.ApiError(_errors.unexpected(error), 200)

        def work(step: _plan_many.Step) -> StepResult:
            plan, record = cast(_plan.Plan, step.plan), stored[id(step)]
            if unread:
                raise _apply.unverified(plan, record, unread)
            return StepResult(step, _apply.finish(self._store, plan, record, listed))

        for step, _stored in self._created:
            self._attempt(step, work)
