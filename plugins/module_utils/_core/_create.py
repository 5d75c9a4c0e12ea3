# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Creates a record exactly once, even if the response is lost."""

from __future__ import annotations

import threading

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _changes,
    _names,
    _record,
    _store,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class KnownRecords:
    """The records that a new record must not be confused with.

    Threads of one run share it. These are the records that existed before, and those that this run
    has created.
    """

    def __init__(self, existing: list[_record.Record]) -> None:
        self._lock = threading.Lock()
        self._ids = {record.id for record in existing}
        # An account certainly lists retired records only if it lists some already.
        self.lists_retired = any(map(is_retired, existing))

    def add(self, record: _record.Record) -> _record.Record:
        """Adds a record that this run has created, and returns it."""
        with self._lock:
            self._ids.add(record.id)
        return record

    def claim(self, records: list[_record.Record], sent: _record.Record) -> _record.Record | None:
        """Returns the new one of ``records`` that matches what was sent, for this thread only."""
        with self._lock:
            for record in records:
                if record.id not in self._ids and is_as_sent(sent, record):
                    self._ids.add(record.id)
                    return record
        return None

    def doubtful(self, records: list[_record.Record], sent: _record.Record) -> list[_record.Record]:
        """Returns the new ones of ``records`` that could be what was sent, stored differently."""
        with self._lock:
            new = [record for record in records if record.id not in self._ids]
        return [record for record in new if _could_be(sent, record)]


def create(store: _store.Store, sent: _record.Record, known: KnownRecords) -> _record.Record:
    """Creates a record once: if a response is lost, looks for the record before the next attempt.

    Raises Unconfirmed if it is not known whether the record was created.
    """
    client = store.client
    # If the list would not show the record, it can't be looked for.
    blind = is_retired(sent) and not known.lists_retired
    lost = _errors.ApiError("")
    doubtful: list[_record.Record] = []
    for attempt in range(client.connection.retries + 1):
        asked: float | None = None
        # Zendesk may still be processing the first request, or may have stored the record
        # differently, # so it is not sent again.
        if attempt == 0 or not (lost.pending or doubtful or blind):
            try:
                return known.add(store.create(sent.values))
            except _errors.ApiError as error:
                if error.outcome is not _errors.Outcome.UNKNOWN:
                    raise
                lost, asked = error, error.retry_after
        client.pause(attempt, asked)
        try:
            records = store.read_all()
        except _errors.ApiError as error:
            more = " Looking for it failed as well: %s" % error
            raise _unconfirmed(sent, lost, more, _errors.is_outage(error)) from None
        found = known.claim(records, sent)
        if found:
            return found
        doubtful = known.doubtful(records, sent)
    # The account responds, so a single lost response may be due to this request.
    outage = _errors.is_outage(lost) and not lost.pending
    raise _unconfirmed(sent, lost, _advice(sent, doubtful, blind), outage)


def _unconfirmed(
    sent: _record.Record, lost: _errors.ApiError, more: str, outage: bool
) -> _errors.Unconfirmed:
    error = _errors.Unconfirmed(
        "%s: it is not known whether it was created: %s%s" % (sent, lost, more),
        lost.status,
        lost.code,
        lost.outcome,
    )
    error.request_id = lost.request_id
    error.exhausted = outage
    return error


def _advice(sent: _record.Record, doubtful: list[_record.Record], blind: bool) -> str:
    resource = sent.resource
    if doubtful:
        return (
            " In the meantime, %s appeared, which differs in %s. No second one was created. If "
            "Zendesk stored it in this form, change the task accordingly. If somebody else created "
            "it, use another %s."
            % (
                doubtful[0].in_a_sentence(),
                ", ".join(_differences(sent, doubtful[0])) or "nothing",
                resource.name,
            )
        )
    if blind:
        return (
            " Accounts may not list %s of this retired %s, so no second one was created. Look for "
            "it in Zendesk's Admin Center." % (resource.endpoint.plural, resource.variant)
        )
    return " Run the task again: it looks for the record first."


def is_retired(record: _record.Record) -> bool:
    """Whether Zendesk no longer delivers to records of this variant."""
    return record.variant is not None and bool(record.variant.retired)


def is_as_sent(sent: _record.Record, record: _record.Record) -> bool:
    """Whether a record matches exactly what was sent, as far as it can be read."""
    same = record.is_called(sent.name) and sent.kind == record.kind
    return same and not _differences(sent, record)


def _could_be(sent: _record.Record, record: _record.Record) -> bool:
    """Whether the record may be what was sent, because Zendesk trims and cuts values."""
    name, found = str(sent.name), str(record.name or "")
    if sent.kind != record.kind or len(found) > len(name):
        return False
    if _names.fold(name) == _names.fold(found):
        return True
    differs = [sent.resource.name]
    return bool(found) and name.startswith(found) and _differences(sent, record) == differs


def _differences(sent: _record.Record, record: _record.Record) -> list[str]:
    found = []
    for attribute in record.settable():
        name, kind = attribute.name, attribute.type
        one = sent.values.get(name)
        other = record.found(attribute, one)
        if _changes.is_hidden(attribute, one, other):
            continue
        # Zendesk may fill in attributes that were not sent.
        if (_value_types.has_value(one) or not kind.filled_in) and not attribute.same(one, other):
            found.append(name)
    return found
