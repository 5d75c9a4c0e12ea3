# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds problems that do not depend on items: dangling, silent, unused, blocked, order."""

from __future__ import annotations

import datetime
from typing import Any, Iterator, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _audit,
    _config,
    _config_order,
    _config_read,
    _config_room,
    _items,
    _kinds,
    _lookups,
    _naming,
    _record,
    _resource,
    _visits,
)

_TIME = "%Y-%m-%dT%H:%M:%S"


class _Named(NamedTuple):
    """A place where a record refers to another one by its ID."""

    place: str
    kind: str
    id: str


class Checks:
    """Checks the current records, regardless of the plan.

    ``resources``: of all kinds, audited or not.
    """

    def __init__(
        self,
        config: _config.Config,
        readings: _config_read.Readings,
        resources: list[_resource.Resource],
    ) -> None:
        known = readings.lookups.kinds
        now = {
            kind: [record.values for record in records]
            for kind, records in readings.records.items()
            if kind in known
        }
        self.lookups = readings.lookups.seeded(now)
        self.names = _naming.Names(self.lookups)
        self._resources = resources
        self._by_id: dict[str, dict[str, dict[str, Any]]] = {}
        self._items = {section.kind: self._items_of(section) for section in config.sections}
        self._active = {section.kind: _active_by_content(section) for section in config.sections}
        self._now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)

    def item_of(self, record: _record.Record) -> dict[str, Any] | None:
        """Returns the item for a record in a task."""
        return self._items.get(record.resource.endpoint.kind, {}).get(record.id)

    def name_of(self, kind: str, record_id: Any) -> str | None:
        """Returns the name of a record, if known."""
        found = self._found(kind, str(record_id)) if kind in self.lookups.kinds else None
        return self.lookups.kinds[kind].name_of(found) if found else None

    def look(self, entry: _audit.Entry) -> None:
        """Adds the findings about the record of an entry."""
        record = entry.record
        if record:
            entry.add(*self._of_names(record))
            entry.add(*self._blocked(record, entry.desired))
            entry.add(*self._unused(record))

    def _items_of(self, section: _config.Section) -> dict[Any, dict[str, Any]]:
        records = [record for record in section.existing if not record.is_made_by_app]
        # For records created by apps, only the names have to be read.
        self.names.named([record for record in section.existing if record.is_made_by_app])
        found = _items.items_of(records, self.names).items
        return {record.id: item for record, item in zip(records, found)}

    def _of_names(self, record: _record.Record) -> Iterator[_audit.Finding]:
        """Yields references to missing records, and to records that notify nobody."""
        told = {
            resource.endpoint.kind: resource
            for resource in self._resources
            for reference in resource.used_by
            if reference.endpoint.kind == record.resource.endpoint.kind
        }
        for named in _named_in(record):
            kind = self.lookups.kinds.get(named.kind)
            if not kind or named.kind in self.names.unreadable:
                continue
            found = self._found(named.kind, named.id)
            base = {"place": named.place, "names": named.kind}
            if not found or kind.is_deleted(found):
                if found or self._is_gone(kind, named):
                    yield {"kind": "dangling", **base, "id": _native(kind, named.id)}
            elif named.kind in told and record.is_active is not False:
                other = _record.Record(told[named.kind], found)
                reason = _silent(other)
                if reason:
                    more = {"id": other.id, "name": other.name, "reason": reason}
                    yield {"kind": "silent", **base, **more}

    def _found(self, kind: str, record_id: str) -> dict[str, Any] | None:
        if kind not in self._by_id:
            self._by_id[kind] = {str(each.get("id")): each for each in self.lookups.known(kind)}
        found = self._by_id[kind].get(record_id)
        if not found and self.lookups.kinds[kind].if_unlisted == _kinds.ASK:
            found = self._asked(kind, record_id)
        return found

    def _asked(self, kind: str, record_id: str) -> dict[str, Any] | None:
        try:
            return self.lookups.asked(kind, record_id)
        except _lookups.Unreadable:
            return None

    def _is_gone(self, kind: _kinds.Kind, named: _Named) -> bool:
        if kind.if_unlisted == _kinds.ASK:
            try:
                return self.lookups.asked(named.kind, named.id) is None
            except _lookups.Unreadable:
                return False
        return kind.if_unlisted == _kinds.GONE

    def _blocked(
        self, record: _record.Record, desired: _record.Desired | None
    ) -> Iterator[_audit.Finding]:
        name = record.resource.unique_if_active
        wants_off = desired and (desired.is_absent or desired.is_active is False)
        if not name or record.is_active is not False or wants_off:
            return
        active = self._active[record.resource.endpoint.kind]
        other = active.get(_config_room.content_of(record, name))
        if other:
            yield {"kind": "blocked", "id": other.id, "name": other.name}

    def _unused(self, record: _record.Record) -> Iterator[_audit.Finding]:
        runs = record.resource.runs
        count = record.values.get(runs.key) if runs else None
        if not runs or not record.is_active or count != 0 or isinstance(count, bool):
            return
        created = _time(record.values.get("created_at"))
        if created and self._now - created >= datetime.timedelta(days=runs.days):
            yield {"kind": "unused", "days": runs.days}


def add_order(config: _config.Config, entries: list[_audit.Entry]) -> None:
    """Adds findings for records that are not in the order of their list."""
    for section in config.sections:
        found = _config_order.misplaced(section) if section.resource.arranged_at else {}
        for entry in entries if found else ():
            if entry.section is section and entry.record and entry.record.id in found:
                expected, there = found[entry.record.id]
                entry.add({"kind": "order", "expected": expected, "found": there})


def _active_by_content(section: _config.Section) -> dict[Any, _record.Record]:
    name = section.resource.unique_if_active
    return {
        _config_room.content_of(record, name): record
        for record in (*section.existing, *section.foreign)
        if name and record.is_active
    }


def _silent(record: _record.Record) -> str:
    """Returns why a record notifies nobody; "" if it does."""
    if record.variant and record.variant.retired:
        return "retired"
    return "inactive" if record.is_active is False else ""


def _named_in(record: _record.Record) -> list[_Named]:
    collector = _Collector()
    for name, attribute in _naming.with_references(record):
        collector.attribute = name
        attribute.type.visited(record.values[name], collector)
    for home in record.resource.homes:
        record_id = record.values.get(home.instead_of)
        if record_id:
            collector.found.append(_Named(home.instead_of, home.names, str(record_id)))
    return collector.found


class _Collector(_visits.Visitor):
    def __init__(self) -> None:
        self.attribute = ""
        self.found: list[_Named] = []

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        record_id = _visits.id_in(spot.form, value)
        if record_id and _visits.is_id(record_id):
            self.found.append(_Named(self.attribute + spot.place, spot.kind, record_id))
        return value

    def in_text(self, place: str, name: str) -> str:
        if not name.startswith("["):
            self.found.append(_Named(self.attribute + place, _visits.TICKET_FIELD, name))
        return name


def _native(kind: _kinds.Kind, record_id: str) -> Any:
    return int(record_id) if kind.endpoint.numbered and record_id.isdigit() else record_id


def _time(value: Any) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(str(value)[:19], _TIME)
    except ValueError:
        return None
