# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Resolves references: the records that names in rules refer to."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _kinds,
    _lookups,
    _names,
    _rule_fields,
    _visits,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class NoMatch(_errors.PlanError):
    """A name matches no record, or several."""


class NoSuch(NoMatch):
    """No record in the account has the name."""


class Reference(NamedTuple):
    """A name instead of an ID.

    ``narrowed``: other attributes that the record must have. ``field``: the field that it is for,
    if that matters.
    """

    kind: str
    name: str
    narrowed: tuple[tuple[str, str], ...] = ()
    field: str = ""

    def __str__(self) -> str:
        more = "".join(", %s %s" % each for each in self.narrowed)
        return '%s "%s"%s' % (self.kind.replace("_", " "), self.name, more)


def reference_in(value: Any, spot: _visits.Spot, kinds: dict[str, _kinds.Kind]) -> Reference:
    """Returns the reference at a spot. Raises NoMatch if it is invalid."""
    expected = list(kinds) if spot.kind == _rule_fields.ANY else [spot.kind]
    found = [name for name in value if name in expected]
    if not found:
        raise NoMatch(
            "{%s} is not a reference. A reference is one of %s with a name, such as {group: "
            "Support}" % (", ".join(map(str, value)), ", ".join(sorted(kinds)))
        )
    kind = found[0]
    known = kinds[kind].narrowed_by
    unknown = [name for name in value if name not in (kind, *known)]
    if unknown:
        raise NoMatch(
            "{%s} has the key %s, which is not supported in a reference to %s%s"
            % (
                ", ".join(map(str, value)),
                unknown[0],
                kind,
                ": supported keys are %s" % " and ".join(known) if known else "",
            )
        )
    narrowed = tuple((name, str(value[name])) for name in known if value.get(name) is not None)
    field = spot.field if kinds[kind].by_field else ""
    return Reference(kind, str(value[kind]), narrowed, field)


class Resolver:
    """Finds the records of references, and collects ``warnings``.

    ``allows_pending``: whether a name may refer to a record that an earlier task would create.
    """

    def __init__(self, lookups: _lookups.Lookups, allows_pending: bool) -> None:
        self.lookups = lookups
        self.warnings: list[str] = []
        self._allows_pending = allows_pending
        self._found: dict[Reference, str] = {}

    def id_of(self, reference: Reference) -> str:
        """Returns the ID of a record, or its placeholder while it is pending. Raises NoMatch."""
        if reference not in self._found:
            self._found[reference] = self._find(reference)
        return self._found[reference]

    def used(self) -> list[dict[str, Any]]:
        """Returns the resolved names, for results."""
        return [
            {
                "kind": reference.kind,
                "name": reference.name,
                "id": None if is_pending(found) else found,
            }
            for reference, found in self._found.items()
        ]

    def name_of(self, kind: str, record_id: str, field: str = "") -> str:
        """Returns the name of a record, if it has been read; else ""."""
        record = self.record_of(kind, record_id, field)
        return self.lookups.kinds[kind].name_of(record) if record else ""

    def record_of(self, kind: str, record_id: str, field: str = "") -> dict[str, Any] | None:
        """Returns a record, if it has been read."""
        known = self.lookups.known(kind, field) if kind in self.lookups.kinds else ()
        return next((record for record in known if str(record.get("id")) == record_id), None)

    def _find(self, reference: Reference) -> str:
        kind = self.lookups.kinds[reference.kind]
        records = self.lookups.records(reference.kind, reference.name, reference.field)
        called = [
            record
            for record in kind.called(records, reference.name)
            if all(
                str(record.get(kind.narrowed_by[name])) == text for name, text in reference.narrowed
            )
        ]
        usable = [record for record in called if not kind.unusable(record)]
        active = [record for record in usable if kind.is_active(record)]
        fits = active or usable
        if len(fits) == 1:
            if not active:
                self.warnings.append("The %s is inactive (id %s)." % (reference, fits[0]["id"]))
            return str(fits[0]["id"])
        if fits:
            raise NoMatch(_several(reference, kind, fits))
        if called:
            raise NoMatch("the %s %s" % (reference, kind.unusable(called[0])))
        if kind.may_come and self._allows_pending:
            self.warnings.append(
                "There is no %s. In check mode, it is assumed that an earlier task creates it. "
                "Otherwise, this is an error.%s" % (reference, _nearest(reference, kind, records))
            )
            return pending(reference.kind, reference.name)
        hides = " %s" % kind.hides if kind.hides else ""
        near = _nearest(reference, kind, records)
        raise NoSuch("there is no %s.%s%s" % (reference, near, hides))


def pending(kind: str, name: str, more: str = "") -> str:
    """Returns a placeholder for the ID of a record that does not exist yet."""
    return "{%s: %s%s}" % (kind, name, ", %s" % more if more else "")


def is_pending(record_id: str) -> bool:
    """Whether text is a placeholder for an ID."""
    return record_id.startswith("{")


def _several(reference: Reference, kind: _kinds.Kind, records: list[dict[str, Any]]) -> str:
    more = [name for name in kind.narrowed_by if name not in dict(reference.narrowed)]
    listed = ", ".join(
        "id %s%s"
        % (
            record["id"],
            "".join(" (%s %s)" % (name, record.get(kind.narrowed_by[name])) for name in more),
        )
        for record in records
    )
    hint = "add %s, or " % " or ".join(more) if more else ""
    return "there are %d of %s: %s. To distinguish them, %suse the ID instead of the name" % (
        len(records),
        reference,
        listed,
        hint,
    )


def _nearest(reference: Reference, kind: _kinds.Kind, records: list[dict[str, Any]]) -> str:
    # Imported late, because it is only needed for errors.
    import difflib

    names = [kind.name_of(record) for record in records]
    folded = {_names.fold(name): name for name in names if name}
    near = difflib.get_close_matches(_names.fold(reference.name), folded, 1, 0.6)
    return ' Did you mean "%s"?' % folded[near[0]] if near else ""
