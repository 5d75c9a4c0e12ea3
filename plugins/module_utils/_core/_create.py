# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Create a record exactly once, whatever becomes of the answer."""

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
    """What a new record must not be taken for. Threads of one run share it.

    That is what there was before, and what this run has created.
    """

    def __init__(self, existing: list[_record.Record]) -> None:
        self._lock = threading.Lock()
        self._ids = {record.id for record in existing}
        # Only an account that lists some is known to list them.
        self.lists_retired = any(map(is_retired, existing))

    def add(self, record: _record.Record) -> _record.Record:
        """Note a record that this run has created, and return it."""
        with self._lock:
            self._ids.add(record.id)
        return record

    def claim(self, records: list[_record.Record], sent: _record.Record) -> _record.Record | None:
        """The new one among ``records`` that is what was sent; no other thread gets it then."""
        with self._lock:
            for record in records:
                if record.id not in self._ids and is_as_sent(sent, record):
                    self._ids.add(record.id)
                    return record
        return None

    def doubtful(self, records: list[_record.Record], sent: _record.Record) -> list[_record.Record]:
        """The new ones among ``records`` that could be what was sent, stored with a difference."""
        with self._lock:
            new = [record for record in records if record.id not in self._ids]
        return [record for record in new if _could_be(sent, record)]


def create(store: _store.Store, sent: _record.Record, known: KnownRecords) -> _record.Record:
    """Create a record once: where an answer is lost, look for it before another try.

    Raises Unconfirmed where it is not known whether there is one now.
    """
    client = store.client
    # Where the list would not show it, nobody can look for it.
    blind = is_retired(sent) and not known.lists_retired
    lost = _errors.ApiError("")
    doubtful: list[_record.Record] = []
    for attempt in range(client.connection.retries + 1):
        asked: float | None = None
        # What may be at work on the first request, or has done it in its own way, must not get a
        # second one.
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
    # The account answers; that one request was not answered may be its own fault.
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
            " Meanwhile %s appeared, which differs in %s. No second one was created. If Zendesk "
            "has stored it in this form, change the task accordingly; if somebody else has created "
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
    return " Run again: the next run looks first."


def is_retired(record: _record.Record) -> bool:
    """Whether Zendesk no longer delivers to records of this variant."""
    return record.variant is not None and bool(record.variant.retired)


def is_as_sent(sent: _record.Record, record: _record.Record) -> bool:
    """Whether a record is what a create has sent, to the letter and as far as it can be read."""
    same = record.is_called(sent.name) and sent.kind == record.kind
    return same and not _differences(sent, record)


def _could_be(sent: _record.Record, record: _record.Record) -> bool:
    """Whether Zendesk may have made this of what was sent. It trims and cuts, and adds nothing."""
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
        # Zendesk may fill in what was not sent.
        if (_value_types.has_value(one) or not kind.filled_in) and not attribute.same(one, other):
            found.append(name)
    return found
