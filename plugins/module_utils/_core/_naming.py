# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Replaces IDs with names, in the form that rules take."""

from __future__ import annotations

from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _lookups,
    _record,
    _references,
    _resource,
    _visits,
)

# The maximum number of IDs in one request.
_MOST_IDS = 100


class Names:
    """The names for IDs in rules. Records without a unique name keep their ID."""

    def __init__(self, lookups: _lookups.Lookups) -> None:
        self.warnings: list[str] = []
        self._lookups = lookups
        self._resolver = _references.Resolver(lookups, allows_pending=False)
        self._unreadable: set[str] = set()
        self._done: dict[tuple[str, str, str], dict[str, str] | None] = {}

    @property
    def unreadable(self) -> list[str]:
        """The kinds whose names could not be read."""
        return sorted(self._unreadable)

    def named(self, records: list[_record.Record]) -> list[dict[str, Any]]:
        """Returns for each record the attributes with names instead of IDs."""
        collector = _Collector()
        for record in records:
            for name, attribute in with_references(record):
                attribute.type.visited(record.values[name], collector)
        for kind in sorted(collector.ids):
            self._read(kind, collector.ids[kind])
        visitor = _Namer(self)
        return [
            {
                **{
                    name: attribute.type.as_given(
                        attribute.type.visited(record.values[name], visitor)
                    )
                    for name, attribute in with_references(record)
                },
                **dict(self._homes(record)),
            }
            for record in records
        ]

    def reference_to(self, spot: _visits.Spot, record_id: str) -> dict[str, str] | None:
        """Returns a reference that matches only this record; None if there is none."""
        kind = self._lookups.kinds.get(spot.kind)
        spot = spot if kind and kind.by_field else spot._replace(field="")
        key = (spot.kind, spot.field, record_id)
        if key not in self._done:
            self._done[key] = self._reference_to(spot, record_id)
        found = self._done[key]
        return dict(found) if found else None

    def _reference_to(self, spot: _visits.Spot, record_id: str) -> dict[str, str] | None:
        kind = self._lookups.kinds.get(spot.kind)
        if not kind or spot.kind in self._unreadable:
            return None
        for record in self._lookups.known(spot.kind, spot.field):
            if str(record.get("id")) == record_id and kind.name_of(record):
                return self._unique(spot, record, record_id)
        return None

    def _unique(
        self, spot: _visits.Spot, record: dict[str, Any], record_id: str
    ) -> dict[str, str] | None:
        kind = self._lookups.kinds[spot.kind]
        more = {key: str(record.get(name)) for key, name in kind.narrowed_by.items()}
        for name_of in kind.names_to_give:
            name = name_of(record)
            for narrowed in ({}, more) if isinstance(name, str) and name.strip() else ():
                reference = _references.Reference(
                    spot.kind, name, tuple(narrowed.items()), spot.field
                )
                if self._stands_for(reference, record_id):
                    return {spot.kind: name, **narrowed}
        return None

    def _stands_for(self, reference: _references.Reference, record_id: str) -> bool:
        kind = self._lookups.kinds[reference.kind]
        if kind.search_path(""):
            # The names of these kinds are unique.
            found = kind.called(
                self._lookups.known(reference.kind, reference.field), reference.name
            )
            return len({each["id"] for each in found}) == 1 and not kind.unusable(found[0])
        try:
            return self._resolver.id_of(reference) == record_id
        except _references.NoMatch:
            return False

    def _read(self, kind_name: str, ids: dict[str, set[str]]) -> None:
        kind = self._lookups.kinds.get(kind_name)
        if not kind or kind_name in self._unreadable:
            return
        try:
            if kind.by_id:
                needed = sorted(each for found in ids.values() for each in found)
                for start in range(0, len(needed), _MOST_IDS):
                    self._lookups.read_by_id(kind_name, needed[start : start + _MOST_IDS])
            else:
                for field in ids:
                    self._lookups.listed(kind_name, field)
        except _lookups.Unreadable as error:
            self._unreadable.add(kind_name)
            self.warnings.append("IDs are not replaced with names: %s" % error)

    def _homes(self, record: _record.Record) -> Iterator[tuple[str, str]]:
        for attribute in record.resource.homes:
            record_id = record.values.get(attribute.instead_of)
            if record_id:
                self._read(attribute.names, {"": {str(record_id)}})
                spot = _visits.Spot("", attribute.names, "%s", "")
                found = self.reference_to(spot, str(record_id))
                if found:
                    yield attribute.name, found[attribute.names]


class _Collector(_visits.Visitor):
    """Finds IDs: kind -> field -> IDs."""

    def __init__(self) -> None:
        self.ids: dict[str, dict[str, set[str]]] = {}

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        record_id = _visits.id_in(spot.form, value)
        if record_id and _visits.is_id(record_id):
            self.ids.setdefault(spot.kind, {}).setdefault(spot.field, set()).add(record_id)
        return value

    def in_text(self, place: str, name: str) -> str:
        if not name.startswith("["):
            self.ids.setdefault(_visits.TICKET_FIELD, {}).setdefault("", set()).add(name)
        return name


class _Namer(_visits.Visitor):
    """Replaces IDs with references."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        record_id = _visits.id_in(spot.form, value)
        found = self._names.reference_to(spot, record_id) if record_id else None
        return value if found is None else found

    def in_text(self, place: str, name: str) -> str:
        spot = _visits.Spot(place, _visits.TICKET_FIELD, "%s", "")
        found = None if name.startswith("[") else self._names.reference_to(spot, name)
        title = found[_visits.TICKET_FIELD] if found else ""
        return "[%s]" % title if title and not set("[]{}\n") & set(title) else name


def with_references(record: _record.Record) -> list[tuple[str, _resource.Attribute]]:
    """Returns the attributes in which a record refers to others."""
    return [
        (name, attribute)
        for name, attribute in record.attributes.items()
        if attribute.type.has_references and record.values.get(name)
    ]
