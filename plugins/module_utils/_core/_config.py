# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The configuration of a whole account: the desired records of each kind, and the planned moves."""

from __future__ import annotations

from typing import Any, Callable, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _entries,
    _plan,
    _plan_many,
    _record,
    _resource,
    _store,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

# The cause of a move: an item, a prune, or a replacement that has taken a record's name.
ITEM, PRUNE, REPLACED = "item", "prune", "replaced"


class Move:
    """The planned change of one record: a step, and additional data for the run.

    ``cause``: see above. ``pending``: a placeholder for the ID of a record to create.
    ``is_failure``: whether a kept record makes the run fail. ``along``: records that are deleted
    along with the record. ``meant``: the record that an item refers to, even if it can't be
    planned.
    """

    def __init__(
        self,
        section: Section,
        step: _plan_many.Step,
        policy: _plan.Policy,
        cause: str = ITEM,
        meant: _record.Record | None = None,
    ) -> None:
        self.section = section
        self.step = step
        self.policy = policy
        self.cause = cause
        self.pending = ""
        self.is_failure = True
        self.along: list[_record.Record] = []
        self.meant = self.record or meant

    def __str__(self) -> str:
        return str(self.step)

    @property
    def plan(self) -> _plan.Plan:
        """The plan; one that does nothing if there is none."""
        return self.step.plan or _NOTHING

    @property
    def record(self) -> _record.Record | None:
        """The existing record."""
        return self.plan.existing

    @property
    def is_done(self) -> bool:
        """Whether there is a change, and nothing prevents it."""
        step = self.step
        return self.plan.changed and not (step.error or step.kept or step.held)

    @property
    def deleted(self) -> _record.Record | None:
        """The record that is deleted at the end of the run."""
        return self.record if self.is_done and self.plan.deletes else None

    @property
    def is_pruned(self) -> bool:
        """Whether a prune deletes or deactivates the record."""
        return self.is_done and self.cause == PRUNE

    @property
    def taken(self) -> list[_record.Record]:
        """The records that are deleted, or deactivated by a prune, including those deleted along."""
        takes = self.record and (self.deleted or self.is_pruned)
        return [self.record, *self.along] if self.record and takes else []

    @property
    def switches_off(self) -> bool:
        """Whether it deactivates an active record."""
        before, after = self.record, self.plan.expected
        return bool(
            self.is_done and before and after and before.is_active and after.is_active is False
        )

    def replan(self, plan: _plan.Plan) -> None:
        self.step = self.step._replace(plan=plan)

    def fail(self, error: _errors.PlanError) -> None:
        """Marks the move as impossible."""
        self.step = self.step._replace(plan=None, error=error)

    def keep(self, reason: str, is_failure: bool) -> None:
        """Keeps the record for a reason."""
        kept = _plan.Plan(_plan.NOTHING, self.record)
        self.step = self.step._replace(plan=kept, kept=reason)
        self.is_failure = is_failure

    def hold(self, reason: str) -> None:
        """Skips the move in this run."""
        self.step = self.step._replace(held=reason)


class Section:
    """The desired records of one kind.

    ``policies``: for each item. ``prunes``: whether records that no item names are deleted.
    ``deactivates``: whether a prune deactivates them instead. ``owned``: None if all records are
    owned. ``existing``: the owned records. ``foreign``: all other records. ``switched_off``: the
    IDs of records that a prune does not have to change.
    """

    def __init__(
        self,
        store: _store.Store,
        items: list[_record.Desired],
        policies: list[_plan.Policy],
        prunes: bool = False,
        deactivates: bool = False,
        owned: _entries.Entries | None = None,
        keep: _entries.Entries | None = None,
    ) -> None:
        self.store = store
        self.items = items
        self.policies = policies
        self.prunes = prunes
        self.deactivates = deactivates
        self.owned = owned
        self.keep = keep or _entries.Entries((), store.resource)
        self.existing: list[_record.Record] = []
        self.foreign: list[_record.Record] = []
        self.moves: list[Move] = []
        self.unmanaged: list[_record.Record] = []
        self.switched_off: set[Any] = set()

    @property
    def resource(self) -> _resource.Resource:
        return self.store.resource

    @property
    def plural(self) -> str:
        return self.resource.endpoint.plural

    @property
    def kind(self) -> str:
        return self.resource.endpoint.kind

    @property
    def by_id(self) -> dict[Any, Move]:
        """Maps the ID of each existing record to its move."""
        return {move.meant.id: move for move in self.moves if move.meant}

    def own(self, records: Iterable[_record.Record], id_of: _entries.IdOf) -> None:
        """Sorts the account's records into owned and foreign ones."""
        for record in records:
            mine = self.owned is None or self.owned.fits(record, id_of)
            (self.existing if mine else self.foreign).append(record)

    def add(self, move: Move) -> None:
        self.moves.append(move)

    def afterwards(self) -> list[tuple[_record.Record, Move | None]]:
        """Returns the records at the end of the run, each with its move.

        New records have a placeholder as their ID.
        """
        by_id = self.by_id
        found: list[tuple[_record.Record, Move | None]] = []
        for record in (*self.existing, *self.foreign):
            move = by_id.get(record.id)
            if move and move.deleted is record:
                continue
            changes = move and move.is_done and move.plan.expected
            found.append((move.plan.expected if move and changes else record, move))  # type: ignore[arg-type]
        for move in self.moves:
            if move.pending and move.plan.sent and move.is_done:
                found.append((with_id(move.plan.sent, move.pending), move))
        return found


class Config:
    """The desired state of an account.

    ``sections``: the managed kinds, starting with those that others refer to. ``rules``: the
    resources that refer to others, managed or not. ``max_deletions``: None for the default limit.
    ``owned``: kind -> its owned entries, managed or not; without kinds of which all records are
    owned. ``say``: reports the progress, without names or values.
    """

    def __init__(
        self,
        sections: list[Section],
        rules: list[_resource.Resource],
        max_deletions: int | None = None,
        as_listed: bool = False,
        max_concurrency: int = 4,
        continue_on_error: bool = False,
        say: Callable[[str], Any] = str,
        owned: dict[str, _entries.Entries] | None = None,
    ) -> None:
        self.say = say
        self.owned = owned or {}
        self.sections = sections
        self.rules = rules
        self.max_deletions = max_deletions
        self.as_listed = as_listed
        self.max_concurrency = max_concurrency
        self.continue_on_error = continue_on_error

    def section(self, kind: str) -> Section | None:
        """Returns the section of a kind, if it is managed."""
        return next((each for each in self.sections if each.kind == kind), None)

    @property
    def moves(self) -> list[Move]:
        """The moves of all sections."""
        return [move for section in self.sections for move in section.moves]

    @property
    def pending(self) -> set[str]:
        """The placeholders for the IDs of all records to create."""
        return {move.pending for move in self.moves if move.pending}


def with_id(record: _record.Record, record_id: Any) -> _record.Record:
    """Returns the record with an ID."""
    found = _record.Record(record.resource, dict(record.values, id=record_id))
    found.attributes = record.attributes
    return found


_NOTHING = _plan.Plan(_plan.NOTHING)
