# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reads the records for an audit, and additional data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _audit,
    _config,
    _config_read,
    _details,
    _failures,
    _invocations,
    _record,
    _traits,
    _usage,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

if TYPE_CHECKING:
    from ansible_collections.community.zendesk.plugins.module_utils._http import _client

# Statuses of accounts that do not report how often rules have run.
_NOT_REPORTED = (400, 403, 422)
# Kind -> ID or name of a record -> what was read.
ByKind = Dict[str, "dict[str, list[dict[str, Any]]]"]


class Readings(_config_read.Readings):
    """The records, with how often each has run if the account reports it."""

    def _read_section(self, section: _config.Section) -> None:
        runs = section.resource.runs
        if runs:
            try:
                self.records[section.kind] = section.store.read_all(runs.query)
                return
            except _errors.ApiError as error:
                if error.status not in _NOT_REPORTED:
                    raise
        super()._read_section(section)


class Beside:
    """The additional data.

    None if the account rejected the request, {} if nothing was requested. ``failures``,
    ``deliveries``: where those of each kind are listed.
    """

    def __init__(
        self,
        config: _config.Config,
        readings: _config_read.Readings,
        failures: dict[str, _details.Failures],
        deliveries: dict[str, _details.Invocations],
    ) -> None:
        self._config = config
        self._readings = readings
        self._client = config.sections[0].store.client
        self._failures_of = failures
        self._deliveries_of = deliveries
        self.usage: ByKind | None = {}
        self.failures: ByKind | None = {}
        self.deliveries: ByKind | None = {}

    def read_usage(self) -> None:
        """Reads the rules that use each record."""
        self.usage = _if_possible(self._client, self._usage, (403,))

    def read_failures(self) -> None:
        """Reads the failed deliveries, by the name of the record. Zendesk is retiring this list."""
        gone = {status for each in self._failures_of.values() for status in each.gone}
        self.failures = _if_possible(self._client, self._failures, (403, *sorted(gone)))

    def read_deliveries(self, entries: list[_audit.Entry]) -> None:
        """Reads the latest deliveries of each record, and adds findings for failed ones."""
        self.deliveries = _if_possible(self._client, lambda: self._deliveries(entries), (403,))

    def _usage(self) -> ByKind:
        return {
            section.kind: _usage.usage_by_id(self._client, section.resource, self._rules_of)
            for section in self._config.sections
            if section.resource.used_by
        }

    def _rules_of(self, endpoint: _traits.Endpoint) -> list[dict[str, Any]]:
        found = self._readings.records.get(endpoint.kind)
        rules = self._readings.rules(endpoint.kind) if found is None else found
        return [record.values for record in rules]

    def _failures(self) -> ByKind:
        return {
            section.kind: _failures.failures_by_name(self._client, self._failures_of[section.kind])
            for section in self._config.sections
            if section.kind in self._failures_of
        }

    def _deliveries(self, entries: list[_audit.Entry]) -> ByKind:
        found: dict[tuple[str, str], list[dict[str, Any]]] = {}

        def read(entry: _audit.Entry, record: _record.Record) -> None:
            section = entry.section
            latest = _latest(section, record, self._deliveries_of[section.kind])
            found[section.kind, str(record.id)] = latest

        there = [
            (entry, entry.record)
            for entry in entries
            if entry.record and entry.section.kind in self._deliveries_of
        ]
        _config_read.side_by_side(
            [lambda each=each: read(*each) for each in there],  # type: ignore[misc]
            self._config.max_concurrency,
        )
        by_kind: ByKind = {}
        for entry, record in there:
            kind = entry.section.kind
            latest = found[kind, str(record.id)]
            failed = _invocations.failed(latest, self._deliveries_of[kind])
            latest_failed = failed[: _invocations.MOST_FAILURES]
            by_kind.setdefault(kind, {})[str(record.id)] = latest_failed
            if failed:
                entry.add(_failing(failed, latest, self._deliveries_of[kind]))
        return by_kind


def _latest(
    section: _config.Section, record: _record.Record, invocations: _details.Invocations
) -> list[dict[str, Any]]:
    try:
        return _invocations.latest(section.store, record, invocations)
    except _errors.ApiError as error:
        if not section.store.is_gone(error):
            raise
        # Deleted in the meantime.
        return []


def _failing(
    failed: list[dict[str, Any]],
    latest: list[dict[str, Any]],
    invocations: _details.Invocations,
) -> dict[str, Any]:
    return {
        "kind": "failing",
        "failed": len(failed),
        "of": len(latest),
        "last_failure": failed[0].get(invocations.time),
        "last_status": failed[0].get("status"),
    }


def _if_possible(
    client: _client.Client, read: Callable[[], ByKind], refusals: tuple[int, ...]
) -> ByKind | None:
    """Returns the result of ``read``; None if the account responds with one of these statuses."""
    try:
        return read()
    except _errors.ApiError as error:
        if error.status not in refusals:
            raise
        client.warnings.append("The audit continues without data that it can't read. %s" % error)
        return None
