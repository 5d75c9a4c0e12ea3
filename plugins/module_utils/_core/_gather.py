# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Additional data that an info module can read."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _details,
    _record,
    _resource,
    _store,
    _usage,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class Gather(NamedTuple):
    """Additional data to read.

    ``name``: the choice of the option. ``key``: the key in the result. ``read``: returns a value
    for each record; the last argument asks for details. ``detailed``: whether there are details.
    ``scopes``: the additional OAuth scopes.
    """

    name: str
    key: str
    read: Callable[[_store.Store, list[_record.Record], bool], list[Any]]
    detailed: bool = False
    scopes: tuple[str, ...] = ()


def usage(resource: _resource.Resource) -> Gather:
    """Reads the rules that use each record."""

    def read(store: _store.Store, records: list[_record.Record], _details: bool) -> list[Any]:
        found = _usage.usage_by_id(store.client, store.resource)
        return [found.get(str(record.id), []) for record in records]

    return Gather("usage", "usage", read, scopes=resource.scopes_of_users)


def secrets() -> Gather:
    """Returns the names of the secrets that each record has, as far as the account shows them."""

    def read(_account: _store.Store, records: list[_record.Record], _details: bool) -> list[Any]:
        return [record.secrets_present() for record in records]

    return Gather("secrets", "secrets_set", read)


def detail(below: _details.Below) -> Gather:
    """Reads data at a path below that of each record."""

    def read(store: _store.Store, records: list[_record.Record], _details: bool) -> list[Any]:
        return [_read_below(store, record, below) for record in records]

    return Gather(below.key, below.key, read)


def _read_below(store: _store.Store, record: _record.Record, below: _details.Below) -> Any:
    """Returns None if the account rejects the request."""
    try:
        return store.client.get(store.path_of(record.id) + below.path).get(below.key)
    except _errors.ApiError as error:
        if error.status != 403:
            raise
        store.client.warnings.append("%s: %s" % (record, error))
        return None
