# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Builds the results of an audit."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _audit,
    _audit_read,
    _audit_rules,
    _resource,
)


class Views:
    """Builds results. ``gather``: the additional data that was requested."""

    def __init__(
        self,
        resources: list[_resource.Resource],
        checks: _audit_rules.Checks,
        beside: _audit_read.Beside,
        gather: list[str],
    ) -> None:
        self._checks = checks
        self._beside = beside
        self._gather = gather
        self._homes = [home.name for each in resources for home in each.homes]

    def of(self, entries: list[_audit.Entry]) -> list[dict[str, Any]]:
        """Returns a dictionary for each entry."""
        return [self._of(entry) for entry in entries]

    def _of(self, entry: _audit.Entry) -> dict[str, Any]:
        subject, resource = entry.subject, entry.subject.resource
        names = {resource.name: subject.name}
        variant = subject.values.get(resource.variant) if resource.variant else None
        return {
            "kind": resource.endpoint.kind,
            "position": entry.position,
            "name": subject.name,
            **names,
            "type": variant,
            **dict.fromkeys(self._homes),
            **{home.name: self._home_of(entry, home) for home in resource.homes},
            "id": subject.id,
            "active": subject.is_active,
            "status": entry.status,
            "findings": entry.findings,
            "item": self._item_of(entry),
            "usage": self._beside_of(entry, "usage", str(subject.id), bool(resource.used_by)),
            "failures": self._beside_of(entry, "failures", str(subject.name)),
            "deliveries": self._beside_of(entry, "deliveries", str(subject.id)),
        }

    def _item_of(self, entry: _audit.Entry) -> dict[str, Any] | None:
        """Returns an unmanaged record as an item of a list, or the item of a missing record."""
        if entry.status == "unmanaged" and entry.record:
            return self._checks.item_of(entry.record)
        if entry.status != "missing":
            return None
        return {name: _given(value) for name, value in entry.subject.diff_view().items()}

    def _home_of(self, entry: _audit.Entry, home: _resource.Attribute) -> Any:
        """Returns the name of the category of a record, or the desired one of a missing record."""
        values = entry.subject.values
        record_id = values.get(home.instead_of)
        given = None if entry.record else values.get(home.name)
        return given or (self._checks.name_of(home.names, record_id) if record_id else None)

    def _beside_of(self, entry: _audit.Entry, name: str, key: str, told: bool = True) -> Any:
        """Returns the additional data of a record; None if it was not read."""
        read = getattr(self._beside, name)
        kind = entry.section.kind
        if name not in self._gather or not read or kind not in read:
            return None
        there = entry.status != "missing" and entry.subject.id is not None
        return read[kind].get(key, []) if there else []


def _given(value: Any) -> Any:
    """Returns a value without unused keys of its dictionary, such as C(any) in conditions."""
    if not isinstance(value, dict):
        return value
    return {name: inner for name, inner in value.items() if inner is not None}
