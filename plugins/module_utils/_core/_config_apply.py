# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Carries out the plan of a configuration, in an order that breaks no rule in between.

First, room is made. Then come the records that others refer to, then the rules, then their order.
Then rules are deleted, then the records that they referred to are deactivated, and finally deleted.
Each phase runs in parallel.
"""

from __future__ import annotations

import threading
from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _apply,
    _apply_many,
    _config,
    _config_arrange,
    _config_make_room,
    _config_needs,
    _config_order,
    _config_room,
    _config_settle,
    _create,
    _progress,
    _record,
    _resolve,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_HELD = "Not pruned, because an earlier write failed."
# The number of changes between two progress messages.
_SAY_EACH = 25
_UNEXPECTED = "Skipped because of an unexpected error."


class Run:
    """One run. ``results``: by the identity of a move; moves without a result were not attempted."""

    def __init__(
        self,
        config: _config.Config,
        rooms: list[_config_room.Room],
        orders: list[_config_order.Order],
    ) -> None:
        self.results: dict[int, _apply_many.StepResult] = {}
        self.problems: list[str] = []
        self.is_arranged = False
        self.progress = _progress.Progress(config.max_concurrency, config.continue_on_error)
        self._config = config
        self._pending = config.pending
        self._rooms = _config_make_room.Rooms(rooms)
        self._orders = orders
        self._ids: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._known = {
            section.kind: _create.KnownRecords([*section.existing, *section.foreign])
            for section in config.sections
        }
        self._stored: dict[int, _record.Record] = {}
        self._planned = len([move for move in config.moves if move.is_done])

    def carry_out(self) -> None:
        """Carries out the plan. An exception ends the run and is reported in ``problems``."""
        try:
            self._phases()
        except Exception as error:
            self.problems.append(_errors.unexpected(error))
            self.progress.skipped = self.progress.skipped or _UNEXPECTED

    def _phases(self) -> None:
        moves = [move for move in self._config.moves if move.is_done]
        rules = [move for move in moves if move.section.resource.naming]
        named = [move for move in moves if not move.section.resource.naming]
        self.progress.each(
            self._rooms.all,
            lambda room: self._attempt(room.move, lambda _move: self._rooms.make(room)),
        )
        try:
            writes = [m for m in named if m.plan.sent and not m.switches_off]
            try:
                self.progress.each(_chains(writes), self._chain)
            finally:
                self._confirm()
            self.progress.each(
                _chains([m for m in rules if m.plan.sent and m.cause == _config.ITEM]), self._chain
            )
            self._arrange()
            for section in reversed(self._config.sections):
                if section.resource.naming:
                    self._delete(section)
            off = [m for m in named if m.plan.sent and m.switches_off and not m.plan.creates]
            self.progress.each(off, lambda move: self._attempt(move, self._write_unless_needed))
            for section in reversed(self._config.sections):
                if not section.resource.naming:
                    self._delete(section)
        finally:
            self.problems += self._rooms.give_back(self._is_carried_out)

    # --- one move

    def _attempt(
        self,
        move: _config.Move,
        work: Callable[[_config.Move], _apply_many.StepResult | None],
    ) -> None:
        try:
            result = work(move)
        except _errors.ZendeskError as error:
            record = error.record if isinstance(error, _errors.HalfDone) else None
            result = _apply_many.StepResult(move.step, record, error)
        except Exception as error:
            unexpected = _errors.ZendeskError(_errors.unexpected(error))
            result = _apply_many.StepResult(move.step, error=unexpected)
        if result:
            with self._lock:
                self.results[id(move)] = result
                count = len(self.results)
            if count % _SAY_EACH == 0 or count == self._planned:
                self._config.say("%d of %d changes attempted" % (count, self._planned))
        if not (result and result.skipped):
            self.progress.learn(result.error if result else None)

    def _chain(self, moves: list[_config.Move]) -> None:
        """Carries out writes one after the other."""
        for move in moves:
            if not self.progress.skipped:
                names_others = move.section.resource.naming
                self._attempt(move, self._write_rule if names_others else self._write)

    def _write_rule(self, move: _config.Move) -> _apply_many.StepResult | None:
        missing: list[str] = []

        def id_of(pending: str) -> str:
            if pending not in self._ids:
                missing.append(pending)
            return str(self._ids.get(pending, pending))

        plan, pending = move.plan, self._pending
        if plan.sent:
            sent = _resolve.with_ids(plan.sent, pending, id_of)
            expected = _resolve.with_ids(plan.expected, pending, id_of) if plan.expected else None
            plan = plan._replace(sent=sent, expected=expected)
        lacking = self._rooms.lacking(move)
        if lacking:
            return _apply_many.StepResult(move.step, skipped=lacking)
        if missing:
            reason = _config_settle.UNCREATED % ", ".join(dict.fromkeys(missing))
            return _apply_many.StepResult(move.step, skipped=reason)
        move.replan(plan)
        return self._write(move)

    def _write(self, move: _config.Move) -> _apply_many.StepResult | None:
        store, plan = move.section.store, move.plan
        if not plan.creates:
            plan, record = _apply.change(store, move.step.desired, plan, move.policy, reread=True)
            return _apply_many.StepResult(move.step._replace(plan=plan), record)
        stored = _apply.begin(store, plan, self._known[move.section.kind])
        with self._lock:
            self._ids[move.pending] = stored.id
            self._stored[id(move)] = stored
        if _apply.must_be_listed(plan):
            return None
        return self._finished(move, stored)

    def _finished(
        self, move: _config.Move, stored: _record.Record, listed: set[Any] | None = None
    ) -> _apply_many.StepResult:
        store = move.section.store
        record = _apply.finish(store, move.plan, stored, listed, deletes_old=False)
        return _apply_many.StepResult(move.step, record)

    def _confirm(self) -> None:
        """Completes creates of retired types after it is known whether the account lists the records."""
        for section in self._config.sections:
            moves = [
                move
                for move in section.moves
                if id(move) in self._stored and _apply.must_be_listed(move.plan)
            ]
            if moves:
                self._confirm_in(section, moves)

    def _confirm_in(self, section: _config.Section, moves: list[_config.Move]) -> None:
        listed: set[Any] = set()
        unread: _errors.ApiError | None = None
        try:
            listed = _apply.listed_ids(section.store)
        except _errors.ApiError as error:
            unread = error
        except Exception as error:
            unread = _errors.ApiError(_errors.unexpected(error), 200)

        def work(move: _config.Move) -> _apply_many.StepResult:
            stored = self._stored[id(move)]
            try:
                if unread:
                    raise _apply.unverified(move.plan, stored, unread)
                return self._finished(move, stored, listed)
            except _errors.ZendeskError:
                self._ids.pop(move.pending, None)
                raise

        for move in moves:
            self._attempt(move, work)

    # --- order

    def _arrange(self) -> None:
        """Changes the order of triggers and categories, if all listed records exist."""
        orders = [order for order in self._orders if order.moved]
        if not orders or self.progress.skipped:
            return
        if any(result.error or result.skipped for result in self.results.values()):
            self.problems.append("The order was not changed, because an earlier write failed.")
            return
        try:
            _config_arrange.arrange(self._config, orders, self._ids)
            self.is_arranged = True
        except _errors.ZendeskError as error:
            self.problems.append("The order could not be changed: %s" % error)
            self.progress.learn(error)

    # --- deletes

    def _delete(self, section: _config.Section) -> None:
        moves = [move for move in section.moves if move.is_done]
        asked = [m for m in moves if m.cause != _config.PRUNE and m.plan.deletes]
        self.progress.each(asked, lambda move: self._attempt(move, self._delete_unless_needed))
        pruned = [move for move in moves if move.cause == _config.PRUNE]
        if self.problems or any(each.error or each.skipped for each in self.results.values()):
            for move in pruned:
                move.hold(_HELD)
            return
        self.progress.each(pruned, lambda move: self._attempt(move, self._delete_unless_needed))

    def _delete_unless_needed(self, move: _config.Move) -> _apply_many.StepResult | None:
        store, record = move.section.store, move.record
        needed = self._needed(move)
        done = self.results.get(id(move))
        if move.plan.creates:
            # The new record exists; the old one still has to be deleted.
            if not done or done.error or not record:
                return done
            if needed:
                self.problems.append("%s was not deleted: %s" % (record, needed))
                return done
            try:
                store.delete(record.id)
            except _errors.ApiError as error:
                stored = self._stored[id(move)]
                raise _apply.half_done(
                    "%s was created to replace %s, but the old one could not be deleted: %s The "
                    "next run tries again." % (stored, record.in_a_sentence(), error),
                    error,
                    stored,
                ) from None
            return done
        if needed:
            return _apply_many.StepResult(move.step, skipped=needed)
        plan, stored_now = _apply.change(
            store, move.step.desired, move.plan, move.policy, reread=False
        )
        return _apply_many.StepResult(move.step._replace(plan=plan), stored_now)

    def _write_unless_needed(self, move: _config.Move) -> _apply_many.StepResult | None:
        needed = self._needed(move)
        return _apply_many.StepResult(move.step, skipped=needed) if needed else self._write(move)

    def _needed(self, move: _config.Move) -> str:
        awaiting = self._rooms.awaiting(move, self._is_carried_out)
        return awaiting or _config_needs.needed(self._config, move, self._is_carried_out)

    def _is_carried_out(self, move: _config.Move) -> bool:
        result = self.results.get(id(move))
        return bool(result and not result.error and not result.skipped and result.step.plan)


def _chains(moves: list[_config.Move]) -> list[list[_config.Move]]:
    """Groups new records with the same parent, because each is added after the last one."""
    chains: list[list[_config.Move]] = []
    by_home: dict[tuple[str, ...], list[_config.Move]] = {}
    for move in moves:
        resource = move.section.resource
        if move.plan.creates and resource.arranged_at and move.plan.sent:
            homes = [str(move.plan.sent.values.get(home.instead_of)) for home in resource.homes]
            key = (move.section.kind, *homes)
            if key not in by_home:
                chains.append(by_home.setdefault(key, []))
            by_home[key].append(move)
        else:
            chains.append([move])
    return chains
