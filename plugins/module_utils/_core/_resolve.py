# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Replaces names with IDs in a desired record, before anything is compared or written."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _kinds,
    _problems,
    _record,
    _references,
    _resource,
    _visits,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


def references_of(
    desired: _record.Desired, kinds: dict[str, _kinds.Kind]
) -> dict[_references.Reference, list[str]]:
    """Returns the references in a desired record, each with its paths, without invalid ones."""
    return _collected(desired, kinds).found


def problems_of(desired: _record.Desired, kinds: dict[str, _kinds.Kind]) -> list[str]:
    """Returns the problems with the form of references that do not depend on the account."""
    return _collected(desired, kinds).problems + _problems.given_twice(
        desired.resource, desired.given
    )


def scopes_of(desired: _record.Desired, kinds: dict[str, _kinds.Kind]) -> list[str]:
    """Returns the OAuth scopes required to find the references."""
    return sorted({kinds[each.kind].scope for each in references_of(desired, kinds)})


def resolve(desired: _record.Desired, resolver: _references.Resolver) -> _record.Desired:
    """Returns a copy with IDs instead of names. Raises PlanError for all names without a record."""
    kinds = resolver.lookups.kinds
    found = references_of(desired, kinds)
    problems = []
    for kind in {each.kind for each in found}:
        resolver.lookups.prepare(kind, [each.name for each in found if each.kind == kind])
    for reference, places in found.items():
        try:
            resolver.id_of(reference)
        except _errors.PlanError as error:
            text = str(error).rstrip(".")
            end = "" if text.endswith("?") else "."
            problems.append("%s: %s%s" % (", ".join(places), text, end))
    if problems:
        raise _errors.PlanError("%s: %s" % (desired, " ".join(problems)))
    if not found:
        return desired
    given = dict(desired.given)
    replacer = _Replacer(resolver, kinds)
    for name, attribute in _with_references(desired):
        given[name] = attribute.type.visited(given[name], replacer)
    for attribute, value in _named(desired):
        del given[attribute.name]
        given[attribute.instead_of] = resolver.id_of(_of_home(attribute, value))
    return desired.with_given(given)


def with_names(
    view: dict[str, Any], resource: _resource.Resource, resolver: _references.Resolver
) -> dict[str, Any]:
    """Adds names to the known IDs in a diff."""
    named_view = dict(view)
    for attribute in resource.all_attributes.values():
        value = view.get(attribute.name)
        if attribute.type.has_references and value:
            named_view[attribute.name] = attribute.type.visited(value, _Namer(resolver))
        if attribute.names and view.get(attribute.instead_of):
            record_id = str(view[attribute.instead_of])
            is_pending = _references.is_pending(record_id)
            name = "" if is_pending else resolver.name_of(attribute.names, record_id)
            if name:
                named_view[attribute.instead_of] = _beside(name, record_id)
    return named_view


def _with_references(desired: _record.Desired) -> list[tuple[str, _resource.Attribute]]:
    # A record to delete is found by its name, so other names in it do not matter.
    if desired.is_absent:
        return []
    return [
        (name, attribute)
        for name, attribute in desired.attributes.items()
        if attribute.type.has_references and name in desired.given
    ]


def _named(desired: _record.Desired) -> list[tuple[_resource.Attribute, Any]]:
    homes = desired.resource.homes
    return [(each, desired.given[each.name]) for each in homes if each.name in desired.given]


def _of_home(attribute: _resource.Attribute, name: Any) -> _references.Reference:
    return _references.Reference(attribute.names, str(name))


def _of_text(name: str) -> _references.Reference:
    """Returns the reference in text: C([title])."""
    return _references.Reference(_visits.TICKET_FIELD, name[1:-1])


def _collected(desired: _record.Desired, kinds: dict[str, _kinds.Kind]) -> _Collector:
    """Returns the references in a desired record, and problems with their form.

    They are cached in the record, because a run needs them several times.
    """
    kept: _Collector | None = desired.references
    if kept and kept.kinds is kinds:
        return kept
    collector = desired.references = _Collector(kinds)
    for name, attribute in _with_references(desired):
        collector.attribute = name
        attribute.type.visited(desired.given[name], collector)
    for attribute, value in _named(desired):
        collector.add(_of_home(attribute, value), attribute.name)
    return collector


class _Collector(_visits.Visitor):
    """Finds references."""

    def __init__(self, kinds: dict[str, _kinds.Kind]) -> None:
        self.attribute = ""
        self.found: dict[_references.Reference, list[str]] = {}
        self.problems: list[str] = []
        self.kinds = kinds

    def add(self, reference: _references.Reference, place: str) -> None:
        self.found.setdefault(reference, []).append(place)

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        if isinstance(value, dict) and value:
            place = self.attribute + spot.place
            try:
                self.add(_references.reference_in(value, spot, self.kinds), place)
            except _references.NoMatch as error:
                self.problems.append("%s: %s." % (place, error))
        return value

    def in_text(self, place: str, name: str) -> str:
        if name.startswith("["):
            self.add(_of_text(name), self.attribute + place)
        return name


class _Replacer(_visits.Visitor):
    """Replaces references with IDs."""

    def __init__(self, resolver: _references.Resolver, kinds: dict[str, _kinds.Kind]) -> None:
        self._resolver = resolver
        self._kinds = kinds

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        reference = _references.reference_in(value, spot, self._kinds)
        return spot.form % self._resolver.id_of(reference)

    def in_text(self, place: str, name: str) -> str:
        return self._resolver.id_of(_of_text(name)) if name.startswith("[") else name


class _Namer(_visits.Visitor):
    """Adds names to IDs, for people."""

    def __init__(self, resolver: _references.Resolver) -> None:
        self._resolver = resolver

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        record_id = _visits.id_in(spot.form, value)
        name = record_id and self._resolver.name_of(spot.kind, record_id, spot.field)
        return _beside(name, str(value)) if name else value


def _beside(name: str, value: str) -> str:
    return "%s (%s)" % (value, name)


def with_ids(
    record: _record.Record, pending: set[str], id_of: Callable[[str], str]
) -> _record.Record:
    """Returns a record with IDs instead of placeholders.

    ``pending``: the known placeholders, because other text can look like one.
    """
    replacer = _PendingReplacer(pending, id_of)
    values = dict(record.values)
    for name, attribute in record.attributes.items():
        value = values.get(name)
        if attribute.type.has_references and value:
            values[name] = attribute.type.visited(value, replacer)
        if attribute.names and values.get(attribute.instead_of) in pending:
            values[attribute.instead_of] = id_of(str(values[attribute.instead_of]))
    found = _record.Record(record.resource, values)
    found.attributes = record.attributes
    return found


def pending_in(record: _record.Record, pending: set[str]) -> list[str]:
    """Returns the placeholders in a record, each once."""
    found: dict[str, None] = {}

    def noted(one: str) -> str:
        found[one] = None
        return one

    with_ids(record, pending, noted)
    return list(found)


class _PendingReplacer(_visits.Visitor):
    """Replaces placeholders with IDs."""

    def __init__(self, pending: set[str], id_of: Callable[[str], str]) -> None:
        self._pending = pending
        self._id_of = id_of

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        is_pending = isinstance(value, str) and value in self._pending
        return self._id_of(value) if is_pending else value
