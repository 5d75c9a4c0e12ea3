# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reads the requests that a record has sent: counts, and the latest failures."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _details,
    _gather,
    _record,
    _recorded,
    _store,
)

# For each record, as Zendesk does for failures of targets.
MOST_FAILURES = 25


def gather(invocations: _details.Invocations) -> _gather.Gather:
    """Reads the invocations of each record, optionally with requests and responses."""

    def read(store: _store.Store, records: list[_record.Record], details: bool) -> list[Any]:
        return [_read(store, record, invocations, details) for record in records]

    return _gather.Gather("invocations", "invocations", read, detailed=True)


def latest(
    store: _store.Store, record: _record.Record, invocations: _details.Invocations
) -> list[dict[str, Any]]:
    """Returns the latest invocations of a record, as many as one request returns."""
    path = store.path_of(record.id) + invocations.path
    found = store.client.get(path + invocations.query).get(invocations.key)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def failed(found: list[dict[str, Any]], invocations: _details.Invocations) -> list[dict[str, Any]]:
    """Returns the failed invocations, the latest first."""
    failures = [each for each in found if str(each.get("status") or "") not in invocations.fine]
    failures.sort(key=lambda entry: str(entry.get(invocations.time) or ""), reverse=True)
    return failures


def _read(
    store: _store.Store,
    record: _record.Record,
    invocations: _details.Invocations,
    details: bool,
) -> dict[str, Any]:
    path = store.path_of(record.id) + invocations.path
    counts: dict[str, int] = {}
    listed = list(store.client.list(path + invocations.query, invocations.key))
    for entry in listed:
        status = str(entry.get("status") or "")
        counts[status] = counts.get(status, 0) + 1
    latest_failures = [dict(entry) for entry in failed(listed, invocations)[:MOST_FAILURES]]
    if details:
        for entry in latest_failures:
            entry["attempts"] = _attempts(store, "%s/%s" % (path, entry.get("id")), invocations)
    return {"counts": dict(sorted(counts.items())), "latest_failures": latest_failures}


def _attempts(
    store: _store.Store, path: str, invocations: _details.Invocations
) -> list[dict[str, Any]]:
    found = store.client.get(path + invocations.attempts).get(invocations.attempts_key)
    return [
        {name: _masked(store, value) for name, value in attempt.items()}
        for attempt in (found if isinstance(found, list) else [])
        if isinstance(attempt, dict)
    ]


def _masked(store: _store.Store, value: Any) -> Any:
    """Masks everything that looks like a secret, at any depth."""
    if isinstance(value, dict):
        pair = value.get("key") if set(value) == {"key", "value"} else None
        if pair is not None:
            line = _recorded.masked("%s: %s" % (pair, value["value"]))
            return dict(value, value=store.client.scrub(line.partition(": ")[2]))
        return {name: _masked(store, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(store, entry) for entry in value]
    return _recorded.masked(store.client.scrub(value)) if isinstance(value, str) else value
