# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reads what a configuration needs of the account: each list once, in parallel."""

from __future__ import annotations

import contextlib
from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _lookups,
    _record,
    _references,
    _resolve,
    _store,
)


class Readings:
    """The data that was read. ``lookups``: for names in rules. ``records``: managed kind -> all records."""

    def __init__(self, config: _config.Config, lookups: _lookups.Lookups) -> None:
        self.lookups = lookups
        self.records: dict[str, list[_record.Record]] = {}
        self._config = config
        self._rules: dict[str, list[_record.Record]] = {}

    def read(self) -> None:
        """Reads everything that is known to be needed."""
        for section in self._config.sections:
            for desired in section.items:
                section.store.client.add_secrets(desired.secrets())
        names = self._names()
        for kind, found in names.items():
            # Only names that are not in this list are searched, so it comes first.
            self.lookups.prepare(kind, [reference.name for reference in found])
        managed = {section.kind for section in self._config.sections}
        tasks: list[Callable[[], Any]] = [
            lambda section=section: self._read_section(section)  # type: ignore[misc]
            for section in self._config.sections
        ]
        for kind, found in names.items():
            if kind not in managed:
                tasks += self._tasks_for(kind, found)
        side_by_side(tasks, self._config.max_concurrency)

    def rules(self, kind: str) -> list[_record.Record]:
        """Returns the rules of a kind that is not managed, as they are in the account."""
        if kind not in self._rules:
            resource = next(each for each in self._config.rules if each.endpoint.kind == kind)
            store = _store.Store(self._config.sections[0].store.client, resource)
            self._rules[kind] = store.read_all()
        return self._rules[kind]

    def id_of(self, kind: str, name: str) -> str:
        """Returns the ID of the record that has a name at the end of the run, as far as planned."""
        records = self.lookups.kinds[kind].called(self.lookups.listed(kind), name)
        return str(records[0]["id"]) if len(records) == 1 else ""

    def _read_section(self, section: _config.Section) -> None:
        self.records[section.kind] = section.store.read_all()

    def _names(self) -> dict[str, list[_references.Reference]]:
        """Returns the references in items, by kind."""
        found: dict[str, dict[_references.Reference, None]] = {}
        for section in self._config.sections:
            if section.resource.naming:
                for desired in section.items:
                    for reference in _resolve.references_of(desired, self.lookups.kinds):
                        found.setdefault(reference.kind, {})[reference] = None
        return {kind: list(references) for kind, references in found.items()}

    def _tasks_for(
        self, kind_name: str, references: list[_references.Reference]
    ) -> list[Callable[[], Any]]:
        def ask(reference: _references.Reference) -> None:
            # The caller that needs it reports where it is needed.
            with contextlib.suppress(_lookups.Unreadable):
                self.lookups.records(kind_name, reference.name, reference.field)

        if not self.lookups.kinds[kind_name].search_path(""):
            by_field = {reference.field: reference for reference in references}
            references = list(by_field.values())
        return [lambda reference=each: ask(reference) for each in references]  # type: ignore[misc]


def is_owned(config: _config.Config, readings: Readings, record: _record.Record) -> bool:
    """Whether a record of any kind is owned."""
    owned = config.owned.get(record.resource.endpoint.kind)
    return owned is None or owned.fits(record, readings.id_of)


def side_by_side(tasks: list[Callable[[], Any]], max_concurrency: int) -> None:
    """Runs the tasks in parallel. Raises the first error, in the order of the tasks."""
    workers = min(max_concurrency, len(tasks))
    if workers <= 1:
        for task in tasks:
            task()
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda task: task(), tasks))
