# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reads and writes the records of one kind in an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _brands,
    _find,
    _record,
    _resource,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

if TYPE_CHECKING:
    from ansible_collections.community.zendesk.plugins.module_utils._http import _client


class Store:
    """The records of ``resource`` in an account. Threads may share it.

    ``definitions``: what rules can contain in this account, if it was read; see ``_definitions``.
    """

    def __init__(self, client: _client.Client, resource: _resource.Resource) -> None:
        self.client = client
        self.resource = resource
        self.definitions: dict[str, dict[str, dict[str, Any]]] = {}
        self._endpoint = resource.endpoint

    def read_all(self, query: str = "") -> list[_record.Record]:
        """Reads all records of the account. ``query``: replaces the default query."""
        endpoint = self._endpoint
        found = self.client.list(endpoint.path + (query or endpoint.query), endpoint.list_key)
        return _find.unique(map(self._validated, found))

    def read(self, record_id: Any) -> _record.Record | None:
        """Reads one record; None if there is none with this ID."""
        try:
            answer = self.client.get(self.path_of(record_id))
        except _errors.ApiError as error:
            if not self.is_gone(error):
                raise
            return None
        return self._record_in(answer, record_id)

    def create(self, values: dict[str, Any]) -> _record.Record:
        """Creates a record once. The error says whether another attempt is possible."""
        answer = self.client.post(self._endpoint.path, {self._endpoint.key: values})
        return self._record_in(answer)

    def update(self, record_id: Any, values: dict[str, Any]) -> _record.Record | None:
        """Updates a record; returns the stored record, None if the response does not contain it.

        Raises ApiError, see ``is_gone``, if the record does not exist.
        """
        send = self.client.put if self.resource.update.method == "PUT" else self.client.patch
        answer = send(self.path_of(record_id), {self._endpoint.key: values})
        return self._record_in(answer, record_id) if answer else None

    def delete(self, record_id: Any) -> None:
        """Deletes a record. It is not an error if it does not exist."""
        self.client.delete(self.path_of(record_id), self._endpoint.gone)

    def is_gone(self, error: _errors.ApiError) -> bool:
        """Whether an error says that the record itself does not exist, not one that it refers to."""
        return error.says_gone(self._endpoint.gone)

    def path_of(self, record_id: Any) -> str:
        """Returns the path of one record."""
        return "%s/%s" % (self._endpoint.path, quote(str(record_id), safe=""))

    def _record_in(self, answer: dict[str, Any], record_id: Any = None) -> _record.Record:
        """Returns the record in a response, which must have ``record_id``, if given."""
        record = self._validated(answer.get(self._endpoint.key))
        if record_id not in (None, record.id):
            raise _errors.ApiError(
                "Zendesk's response contains another %s than requested." % self._endpoint.noun,
                200,
            )
        return record

    def _validated(self, values: Any) -> _record.Record:
        """Validates a record, and registers its secrets."""
        resource = self.resource
        fits = isinstance(values, dict) and self._is_id(values.get("id"))
        name = values.get(resource.name) if fits else None
        if isinstance(name, (int, float)) and not isinstance(name, bool):
            # A name of digits can be returned as a number.
            values[resource.name] = str(name)
        texts = [values.get(each) for each in (resource.name, resource.variant)] if fits else []
        if not fits or not all(text is None or isinstance(text, str) for text in texts):
            raise _errors.ApiError(
                "Zendesk's response contains no %s." % self._endpoint.noun,
                status=200,
                outcome=_errors.Outcome.UNKNOWN,
            )
        for each in filter(None, (resource.name, resource.variant)):
            values.setdefault(each, None)
        record = _record.Record(resource, values)
        self.client.add_secrets(record.secrets())
        warning = _brands.brand_warning(
            self.client.connection.base_url, values.get("url"), self._endpoint.plural
        )
        if warning and warning not in self.client.warnings:
            self.client.warnings.append(warning)
        return record

    def _is_id(self, value: Any) -> bool:
        if self._endpoint.numbered:
            return isinstance(value, int) and not isinstance(value, bool)
        return isinstance(value, str) and bool(value)
