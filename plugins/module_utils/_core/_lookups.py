# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reads the records that rules refer to: each list at most once in a run, and only if needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Callable, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _kinds,
    _traits,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

if TYPE_CHECKING:
    from ansible_collections.community.zendesk.plugins.module_utils._http import _client

# From this number on, one list of all agents costs less than a search for each.
SWEEP_FROM = 30


class Unreadable(_errors.PlanError):
    """A list of names can't be read."""


class _Read:
    """A list that is read once: ``records``, or ``problem`` if it can't be read."""

    def __init__(self, records: list[dict[str, Any]] | None = None) -> None:
        self.lock = threading.Lock()
        self.records = records
        self.problem: Unreadable | None = None


class Lookups:
    """The records that names refer to. Threads may share it, and read different lists in parallel."""

    def __init__(self, client: _client.Client, kinds: dict[str, _kinds.Kind]) -> None:
        self.kinds = kinds
        self._client = client
        self._lock = threading.Lock()
        # By path.
        self._lists: dict[str, _Read] = {}
        self._searches: dict[str, _Read] = {}
        self._sweeps: dict[str, _Read] = {}

    def seed(self, kind_name: str, records: list[dict[str, Any]]) -> None:
        """Sets the list of a kind, instead of reading it from the account."""
        with self._lock:
            self._lists[self.kinds[kind_name].endpoint.path] = _Read(records)

    def seeded(self, lists: dict[str, list[dict[str, Any]]]) -> Lookups:
        """Returns a copy with other lists for some kinds."""
        found = Lookups(self._client, self.kinds)
        with self._lock:
            found._lists = dict(self._lists)
            found._searches, found._sweeps = dict(self._searches), dict(self._sweeps)
        for kind_name, records in lists.items():
            found.seed(kind_name, records)
        return found

    def prepare(self, kind_name: str, names: Iterable[str]) -> None:
        """Announces the names of a kind that will be needed, to choose the cheapest way to read them."""
        kind = self.kinds[kind_name]
        if kind.sweep and len(set(names)) >= SWEEP_FROM:
            self._once(
                self._sweeps, kind.sweep, lambda: self._read(kind, kind.endpoint, kind.sweep)
            )

    def records(self, kind_name: str, name: str, field: str = "") -> list[dict[str, Any]]:
        """Returns records that include those with this name."""
        kind = self.kinds[kind_name]
        swept = self._known(self._sweeps, kind.sweep)
        if kind.called(swept, name):
            return swept
        path = kind.search_path(name)
        if path:
            return self._once(self._searches, path, lambda: self._search(kind, path, name))
        return kind.candidates(self.listed(kind_name, field), field)

    def listed(self, kind_name: str, field: str = "") -> list[dict[str, Any]]:
        """Returns all records of a kind."""
        kind = self.kinds[kind_name]
        endpoint = kind.endpoint_for(field)
        path = endpoint.path + endpoint.query
        return self._once(self._lists, endpoint.path, lambda: self._read(kind, endpoint, path))

    def read_by_id(self, kind_name: str, ids: list[str]) -> None:
        """Reads records of a kind by their IDs, without deleted ones."""
        kind = self.kinds[kind_name]
        path = kind.by_id % ",".join(ids)
        self._once(self._searches, path, lambda: self._read(kind, kind.endpoint, path))

    def asked(self, kind_name: str, record_id: str) -> dict[str, Any] | None:
        """Requests the record with an ID, regardless of the list; None if there is none."""
        kind = self.kinds[kind_name]
        path = "%s/%s" % (kind.endpoint.path, record_id)
        found = self._once(self._searches, path, lambda: self._ask(kind, path))
        return found[0] if found else None

    def known(self, kind_name: str, field: str = "") -> list[dict[str, Any]]:
        """Returns the records of a kind that were read so far."""
        kind = self.kinds[kind_name]
        found = self._known(self._lists, kind.endpoint_for(field).path)
        found = kind.candidates(found, field) + self._known(self._sweeps, kind.sweep)
        start = kind.endpoint.path + "/"
        with self._lock:
            searches = [path for path in self._searches if path.startswith(start)]
        for path in searches:
            found += self._known(self._searches, path)
        return found

    def _known(self, reads: dict[str, _Read], path: str) -> list[dict[str, Any]]:
        with self._lock:
            read = reads.get(path)
        return list(read.records or ()) if read else []

    def _once(
        self, reads: dict[str, _Read], path: str, reader: Callable[[], list[dict[str, Any]]]
    ) -> list[dict[str, Any]]:
        with self._lock:
            read = reads.setdefault(path, _Read())
        with read.lock:
            if read.records is None and read.problem is None:
                try:
                    read.records = reader()
                except Unreadable as error:
                    read.problem = error
        if read.problem:
            raise read.problem
        return read.records or []

    def _search(self, kind: _kinds.Kind, path: str, name: str) -> list[dict[str, Any]]:
        try:
            return self._read(kind, kind.endpoint, path)
        except Unreadable:
            instead = kind.path_instead(name)
            if not instead:
                raise
            return self._read(kind, kind.endpoint, instead)

    def _ask(self, kind: _kinds.Kind, path: str) -> list[dict[str, Any]]:
        try:
            found = self._client.get(path).get(kind.endpoint.key)
        except _errors.ApiError as error:
            if error.status == 404:
                return []
            if error.status != 403:
                raise
            raise Unreadable(str(error)) from None
        return [found] if isinstance(found, dict) and "id" in found else []

    def _read(
        self, kind: _kinds.Kind, endpoint: _traits.Endpoint, path: str
    ) -> list[dict[str, Any]]:
        try:
            found = list(self._client.list(path, endpoint.list_key))
        except _errors.ApiError as error:
            if error.status not in (403, 404):
                raise
            raise Unreadable(
                "names of %s can't be read: %s Reading them requires the scope %s, a role that may "
                "see them, and a Zendesk plan that includes them. Otherwise, use the ID instead of "
                "the name." % (endpoint.plural.replace("_", " "), error, kind.scope)
            ) from None
        return [record for record in found if isinstance(record, dict) and "id" in record]
