# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds the rules that use a record, for example before it is deleted."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _kinds,
    _record,
    _references,
    _rule_fields,
    _rule_problems,
    _visits,
)

_ID = "_id"


def problems_of(uses: Any, kinds: dict[str, _kinds.Kind]) -> list[str]:
    """Returns the problems with the option."""
    found = []
    for at, entry in enumerate(uses if isinstance(uses, list) else [uses], 1):
        place = "uses[%d]" % at if isinstance(uses, list) else "uses"
        if not isinstance(entry, dict) or not entry:
            found.append(
                "%s must be a dictionary such as {group: Support} or {group_id: 360001}." % place
            )
            continue
        unnamed = ["%s %s." % each for each in _rule_problems.of_reference(place, entry)]
        found += unnamed
        if not unnamed and _by_id(entry, kinds) is None:
            try:
                _reference(entry, place, kinds)
            except _references.NoMatch as error:
                found.append("%s: %s." % (place, error))
    return found


def requested_ids(uses: Any, resolver: _references.Resolver) -> set[tuple[str, str]]:
    """Returns kinds and IDs. IDs of deleted records are allowed."""
    kinds = resolver.lookups.kinds
    found = set()
    for entry in uses if isinstance(uses, list) else [uses]:
        by_id = _by_id(entry, kinds)
        if by_id is None:
            reference = _reference(entry, "uses", kinds)
            by_id = (reference.kind, resolver.id_of(reference))
        found.add(by_id)
    return found


def scopes_of(uses: Any, kinds: dict[str, _kinds.Kind]) -> set[str]:
    """Returns the OAuth scopes required to find the references."""
    entries = uses if isinstance(uses, list) else [uses]
    return {
        kinds[_reference(entry, "uses", kinds).kind].scope
        for entry in entries
        if _by_id(entry, kinds) is None
    }


def names_any(record: _record.Record, what: set[tuple[str, str]]) -> bool:
    """Whether a rule uses any of these records."""
    finder = _Finder(what)
    for name, attribute in record.attributes.items():
        value = record.values.get(name)
        if attribute.type.has_references and value:
            attribute.type.visited(value, finder)
        if (
            attribute.names
            and (attribute.names, str(record.values.get(attribute.instead_of))) in what
        ):
            return True
    return finder.found


class _Finder(_visits.Visitor):
    def __init__(self, what: set[tuple[str, str]]) -> None:
        self.found = False
        self._what = what
        self._ids = {record_id for _kind, record_id in what}

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        record_id = _visits.id_in(spot.form, value)
        if (spot.kind, record_id) in self._what or (
            spot.kind == _rule_fields.ANY and record_id in self._ids
        ):
            self.found = True
        return value

    def in_text(self, place: str, name: str) -> str:
        self.found = self.found or (_visits.TICKET_FIELD, name) in self._what
        return name


def _by_id(entry: dict[str, Any], kinds: dict[str, _kinds.Kind]) -> tuple[str, str] | None:
    (name, value), *more = entry.items()
    kind = str(name)[: -len(_ID)]
    is_id = str(name).endswith(_ID) and kind in kinds and not more
    return (kind, str(value)) if is_id else None


def _reference(
    entry: dict[str, Any], place: str, kinds: dict[str, _kinds.Kind]
) -> _references.Reference:
    spot = _visits.Spot(place, _rule_fields.ANY, "%s", "")
    return _references.reference_in(entry, spot, kinds)
