# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reads failed deliveries, by the name of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _details,
    _gather,
    _record,
    _recorded,
    _store,
    _traits,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

if TYPE_CHECKING:
    from ansible_collections.community.zendesk.plugins.module_utils._http import _client

# Zendesk has no narrower scope.
SCOPES = ("read",)


def gather(failures: _details.Failures) -> _gather.Gather:
    """Reads the latest failures of each record, optionally with requests and responses."""

    def read(store: _store.Store, records: list[_record.Record], details: bool) -> list[Any]:
        found = failures_by_name(store.client, failures, details)
        return [found.get(str(record.name), []) for record in records]

    return _gather.Gather("failures", "failures", read, detailed=True, scopes=SCOPES)


def failures_by_name(
    client: _client.Client, failures: _details.Failures, details: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """Maps the name of each record to its latest failures, which contain only the name.

    ``details``: whether to add requests and responses, which takes one request for each failure.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in _read(client, failures, details):
        found.setdefault(str(entry.get(failures.name)), []).append(entry)
    return found


def _read(
    client: _client.Client, failures: _details.Failures, details: bool
) -> list[dict[str, Any]]:
    endpoint = failures.endpoint
    try:
        found = list(client.list(endpoint.path, endpoint.list_key))
    except _errors.ApiError as error:
        if error.status not in failures.gone:
            raise
        raise _retired(endpoint, error) from None
    return [_view(client, failures, entry, details) for entry in found]


def _retired(endpoint: _traits.Endpoint, answer: _errors.ApiError) -> _errors.ApiError:
    error = _errors.ApiError(
        "GET %s: Zendesk answered %d. Zendesk is retiring its list of failures, and this account "
        "no longer has it: remove failures from gather." % (endpoint.path, answer.status),
        answer.status,
        answer.code,
    )
    error.request_id = answer.request_id
    return error


def _view(
    client: _client.Client, failures: _details.Failures, failure: dict[str, Any], details: bool
) -> dict[str, Any]:
    view = {name: value for name, value in failure.items() if name not in failures.exchange}
    if details:
        failure = _with_exchange(client, failures, failure)
        for name in failures.exchange:
            view[name] = _recorded.masked(client.scrub(str(failure.get(name) or "")))
    return view


def _with_exchange(
    client: _client.Client, failures: _details.Failures, failure: dict[str, Any]
) -> dict[str, Any]:
    number = failure.get("id")
    if number is None or any(failure.get(name) for name in failures.exchange):
        return failure
    endpoint = failures.endpoint
    try:
        found = client.get("%s/%s" % (endpoint.path, number)).get(endpoint.key)
    except _errors.ApiError as error:
        if error.status not in failures.gone:
            raise
        # Zendesk keeps only the latest failures, and this one was just dropped.
        return failure
    return dict(failure, **(found if isinstance(found, dict) else {}))
