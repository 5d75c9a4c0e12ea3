# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with deletes, and with writes to what is not the run's."""

from __future__ import annotations

import json
from typing import Iterable, Iterator

from .account import Change, name_of
from .announced import Announced
from .facts import Facts
from .replay import Finding, Run, Step, called
from .writes import KINDS, Record, Write

# A write to one of them is one to the record itself, and not to its place.
_PLACE = {"id", "position"}


class Deletes:
    """Looks at all that a run deletes, switches off because nothing lists it, or changes at all."""

    def __init__(self, run: Run, facts: Facts, announced: Iterable[Announced]) -> None:
        self._run = run
        self._facts = facts
        self._prune = KINDS if facts.prune is None else facts.prune
        # Kind and ID -> the name of what replaces it.
        self._recreated = {
            (each.kind, each.record_id): each.name
            for each in announced
            if each.action == "recreate"
        }

    def findings(self) -> Iterator[Finding]:
        for step in self._run.steps():
            write = step.write
            if not write.done and write.deletes and write.status != 404:
                # An attempt that the service has refused.
                record = step.account.find(write.kind, write.record_id)
                change = Change(write.kind, write.record_id, record, None)
                yield from self._named(step, change) if record else ()
            for change in step.changes:
                if (change.kind, change.record_id) in self._run.created:
                    yield from self._named(step, change) if change.after is None else ()
                else:
                    yield from self._of_existing(step, change)

    def _of_existing(self, step: Step, change: Change) -> Iterator[Finding]:
        """What a write did to a record that the account had."""
        if change.after is None:
            yield from self._foreign(step, change)
            yield from self._spared(step, change)
            if not change.along:
                yield from self._named(step, change)
                yield from self._early(step, change)
                yield from self._late(step, change)
        else:
            before = change.before or {}
            changed = {name for name in change.after if change.after[name] != before.get(name)}
            if changed - _PLACE or not step.write.bulk:
                yield from self._foreign(step, change)
            if changed == {"active"} and not change.after["active"] and self._is_pruned(change):
                yield from self._spared(step, change)
                yield from self._late(step, change)

    # --- each thing that can be wrong

    def _named(self, step: Step, change: Change) -> Iterator[Finding]:
        """A delete of what a rule still names."""
        record = change.before or {}
        if self._facts.forced(change.kind, self._run.view(change.kind, record)):
            return
        rules = [called("rule", rule) for rule in _users(step, change)]
        if rules:
            yield _finding("named", step.write, change, "is named by %s" % ", ".join(rules))

    def _foreign(self, step: Step, change: Change) -> Iterator[Finding]:
        """A write to what is not owned."""
        views = [self._view(change), self._last_view(change)]
        if not any(self._facts.owned(change.kind, view) for view in views):
            yield _finding("foreign", step.write, change, "is not owned")

    def _spared(self, step: Step, change: Change) -> Iterator[Finding]:
        """A prune of what is kept, or of what nothing wants gone."""
        if not self._is_pruned(change):
            return
        if self._facts.kept(change.kind, self._view(change)) or self._facts.kept(
            change.kind, self._last_view(change)
        ):
            yield _finding("kept", step.write, change, "is to be kept")
        elif not change.along and change.kind not in self._prune:
            yield _finding("unasked", step.write, change, "was not to be deleted")

    def _early(self, step: Step, change: Change) -> Iterator[Finding]:
        """A delete before what replaces the record stands."""
        for write, other in self._run.changes:
            if write.turn > step.write.turn and self._replaces(change, other):
                what = "is replaced by request %d" % write.number
                yield _finding("early", step.write, change, what)
                return
        if self._is_recreated(change) and not self._stands(step.write, change):
            yield _finding("early", step.write, change, "is replaced by nothing yet")

    def _late(self, step: Step, change: Change) -> Iterator[Finding]:
        """A prune after a failed write; and any other delete, unless the run goes on after errors."""
        if self._stands(step.write, change):
            return
        if not self._is_pruned(change) and self._facts.continue_on_error:
            return
        for write in self._run.writes:
            if self._holds_back(write, step.write):
                what = "is deleted or switched off although request %d failed" % write.number
                yield _finding("late", step.write, change, what)
                return

    # --- details

    def _holds_back(self, failed: Write, later: Write) -> bool:
        if failed.turn > later.turn or not self._run.counts_as_failed(failed, later.turn):
            return False
        # Deletes of a kind are side by side: those that are under way go on.
        beside = failed.deletes and failed.kind == later.kind
        return not beside or failed.port == later.port

    def _is_pruned(self, change: Change) -> bool:
        """Whether it goes because nothing lists it."""
        view = self._view(change)
        if self._facts.asked(change.kind, view):
            return False
        # What is switched off because nothing lists it is as good as deleted.
        off = change.after is not None
        return self._facts.unlisted(change.kind, view) if off else not self._is_recreated(change)

    def _is_recreated(self, change: Change) -> bool:
        return (change.kind, change.record_id) in self._recreated

    def _stands(self, write: Write, change: Change) -> bool:
        """Whether the run has made a record that replaces it."""
        return change.after is None and any(
            other.before is None and earlier.turn < write.turn and self._replaces(change, other)
            for earlier, other in self._run.changes
        )

    def _replaces(self, gone: Change, other: Change) -> bool:
        """Whether a change makes a record that takes the place of one that is gone."""
        if other.after is None or other.kind != gone.kind or other.record_id == gone.record_id:
            return False
        before = gone.before or {}
        known = self._recreated.get((gone.kind, gone.record_id), name_of(before))
        if other.before is None and name_of(other.after) in (known, name_of(before)):
            return True
        takes_over = other.kind == "automations" and other.after.get("active") is not False
        return takes_over and _conditions(other.after) == _conditions(before)

    def _view(self, change: Change) -> Record:
        return self._run.view(change.kind, change.before or {})

    def _last_view(self, change: Change) -> Record:
        return self._run.view(change.kind, self._run.last[change.kind, change.record_id])


def _users(step: Step, change: Change) -> list[Record]:
    """The rules that name what is deleted, with the triggers that a category takes along."""
    along = [each.before or {} for each in step.changes if each.along]
    return along + step.account.naming(change.kind, change.record_id)


def _conditions(rule: Record) -> list[list[str]]:
    """The conditions of a rule, whatever their order and the form of their values."""
    conditions = rule.get("conditions") or {}
    return [sorted(_plain(each) for each in conditions.get(part) or []) for part in ("all", "any")]


def _plain(condition: Record) -> str:
    value = condition.get("value")
    parts = [str(each) for each in (value if isinstance(value, list) else [value])]
    return json.dumps([condition["field"], condition.get("operator") or "is", parts])


def _finding(kind: str, write: Write, change: Change, what: str) -> Finding:
    record = called(change.kind, change.before or {})
    return Finding(kind, "%s: %s %s." % (write.call, record, what), write.number)
