# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run did, step by step: each write with the account before it and what it changed."""

from __future__ import annotations

import dataclasses
from typing import Iterable, Iterator

from .account import Account, Change, Seed, name_of, writes_definition
from .facts import with_category
from .refs import refs_of
from .writes import KINDS, RULES, Record, Write, writes_in


@dataclasses.dataclass(frozen=True)
class Finding:
    """What is wrong with a run. ``kind``: one of KINDS_OF_FINDINGS. ``request``: its place in the journal,
    from 1; 0 where it is about the run as a whole.
    """

    kind: str
    sentence: str
    request: int = 0


class Step:
    """One write of a run: what it changed, and the account after it, which the next step changes."""

    def __init__(self, write: Write, account: Account, changes: list[Change]) -> None:
        self.write = write
        self.account = account
        self.changes = changes


class Run:
    """A journal, replayed. ``last``: each record as it was last, whether or not it is still there."""

    def __init__(self, seed: Seed, journal: Iterable[Record]) -> None:
        self._seed = seed
        self.before = Account(seed)
        self.writes = writes_in(journal)
        self.last: dict[tuple[str, str], Record] = {
            (kind, number): record
            for kind, records in self.before.records.items()
            for number, record in records.items()
        }
        self.changes: list[tuple[Write, Change]] = []
        for step in self.steps():
            self.end = step.account
            for change in step.changes:
                self.changes.append((step.write, change))
                key = change.kind, change.record_id
                self.last[key] = change.after or change.before or {}
        if not self.writes:
            self.end = self.before
        self.created = {
            (change.kind, change.record_id): write
            for write, change in self.changes
            if change.before is None
        }

    def steps(self) -> Iterator[Step]:
        """The writes in their order. The account of a step is good until the next one."""
        account = Account(self._seed)
        for write in self.writes:
            yield Step(write, account, account.apply(write))

    @property
    def failed(self) -> list[Write]:
        """The writes of which nothing came in the end."""
        return [write for write in self.writes if self.counts_as_failed(write)]

    def counts_as_failed(self, write: Write, until: int | None = None) -> bool:
        """Whether a write failed and was not repeated with success before a turn."""
        return write.failed and not any(
            other.done
            and write.turn < other.turn
            and (until is None or other.turn < until)
            and other.repeats(write)
            for other in self.writes
        )

    def view(self, kind: str, record: Record) -> Record:
        """A record, with the last name of its category."""
        category = str(record.get("category_id"))
        found = self.last.get(("trigger_categories", category))
        return with_category(record, {category: name_of(found)} if found else {})

    def final_names(self, kind: str, rule: Record) -> dict[str, list[str]]:
        """What a rule names, by kind: the names that the records have in the end."""
        names: dict[str, list[str]] = {}
        for ref in refs_of(kind, rule):
            record = self.end.find(ref.kind, ref.record_id)
            names.setdefault(ref.kind, []).append(name_of(record) if record else "")
        return names

    def names_of(self, write: Write) -> list[str]:
        """All names that the record of a write had."""
        number = write.created or write.record_id
        known = [name_of(write.sent)]
        for found in (self.before.find(write.kind, number), self.last.get((write.kind, number))):
            known += [name_of(found)] if found else []
        return known

    def created_ids(self) -> dict[tuple[str, str], list[str]]:
        """Kind and name -> the IDs of what was created, under the name it had first and last."""
        found: dict[tuple[str, str], list[str]] = {}
        for (kind, number), write in self.created.items():
            for name in sorted({name_of(write.sent), name_of(self.last[kind, number])}):
                found.setdefault((kind, name), []).append(number)
        return found


def called(kind: str, record: Record) -> str:
    """A record, as a message has it."""
    return "the %s '%s' (%s)" % (KINDS.get(kind, kind), name_of(record), record.get("id"))


def is_rule(change: Change) -> bool:
    return change.kind in RULES


def defines(write: Write, change: Change) -> bool:
    """Whether a write says what a rule names, and so answers for it."""
    return change.before is None or writes_definition(write)
