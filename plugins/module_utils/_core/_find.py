# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds the existing record for each desired one."""

from __future__ import annotations

from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import _record
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


def unique(records: Iterable[_record.Record]) -> list[_record.Record]:
    """Removes duplicates, because a record that moves while a list is read can be on two pages."""
    return list({record.id: record for record in records}.values())


class Assignment:
    """Assigns records to items.

    The order of the items does not matter. First come items with an ID, then renamed ones, then
    those with more than a name, and finally those with only a name.
    """

    def __init__(self, items: list[_record.Desired], existing: list[_record.Record]) -> None:
        self._items = items
        self._by_id = {record.id: record for record in existing}
        self._by_name: dict[Any, list[_record.Record]] = {}
        for record in existing:
            for name in record.names:
                self._by_name.setdefault(name, []).append(record)
        self._variants: dict[Any, set[str]] = {}
        for desired in items:
            if desired.variant_name is not None:
                self._variants.setdefault(desired.name, set()).add(desired.kind)
        self._found: dict[int, _record.Record] = {}
        self._errors: dict[int, _errors.PlanError] = {}
        self._claimed: dict[Any, int] = {}
        self._assign()

    def record_of(self, at: int) -> _record.Record | None:
        """Returns the record of the item at a position, from 0. Raises PlanError if ambiguous."""
        if at in self._errors:
            raise self._errors[at]
        return self._found.get(at)

    def claimed_by(self, at: int) -> _record.Record | None:
        """Returns the record of the item at a position, even if it is an error."""
        return self._found.get(at)

    def is_claimed(self, record: _record.Record) -> bool:
        """Whether an item has this record."""
        return record.id in self._claimed

    def _assign(self) -> None:
        by_name = []
        for at, desired in enumerate(self._items):
            if desired.id is None:
                by_name.append(at)
            elif desired.id in self._by_id:
                self._claim(at, self._by_id[desired.id])
        self._rename([at for at in by_name if self._items[at].renames])
        for narrowed in (self._exactly, self._of_variant, self._called):
            for at in by_name:
                if at not in self._found and at not in self._errors:
                    self._choose(at, narrowed(self._items[at]), [self._items[at].name])
        for at in by_name:
            self._refuse_left_behind(at)

    def _rename(self, waiting: list[int]) -> None:
        """Assigns records by their former names, if no record has the new name.

        The new name of one item may be the old name of another, which is then assigned first.
        """
        left: list[int] = []
        while len(waiting) != len(left):
            left = waiting
            waiting = []
            for at in left:
                desired = self._items[at]
                if self._free(desired.name):
                    waiting.append(at)
                else:
                    self._choose(at, self._formerly(desired), desired.previous)

    def _choose(self, at: int, records: list[_record.Record], names: list[Any]) -> None:
        if len(records) == 1:
            self._claim(at, records[0])
        elif records:
            self._errors[at] = _several(self._items[at], records, names)

    def _claim(self, at: int, record: _record.Record) -> None:
        first = self._claimed.setdefault(record.id, at)
        if first == at:
            self._found[at] = record
        else:
            self._errors[at] = _errors.PlanError(
                "It is %s, which item %d also refers to: remove one of them."
                % (record.in_a_sentence(), first + 1)
            )

    def _free(self, name: Any) -> list[_record.Record]:
        return [each for each in self._by_name.get(name, ()) if each.id not in self._claimed]

    def _formerly(self, desired: _record.Desired) -> list[_record.Record]:
        found = [record for name in desired.previous for record in self._free(name)]
        return [record for record in found if _is_of_variant(desired, record)] or found

    def _exactly(self, desired: _record.Desired) -> list[_record.Record]:
        """Returns records with the same name, variant and other distinguishing attributes."""
        name = desired.resource.narrowed_by
        if name not in desired.given:
            return []
        attribute = desired.attributes[name]
        return [
            record
            for record in self._free(desired.name)
            if _is_of_variant(desired, record)
            and attribute.same(desired.given[name], record.values.get(name))
        ]

    def _of_variant(self, desired: _record.Desired) -> list[_record.Record]:
        if desired.variant_name is None:
            return []
        return [each for each in self._free(desired.name) if _is_of_variant(desired, each)]

    def _called(self, desired: _record.Desired) -> list[_record.Record]:
        """Returns records with the same name, except those of another item's variant.

        An item can refer to a record of another variant only if it is to be present.
        """
        if desired.is_absent and desired.resource.belongs_to in desired.given:
            # A record to delete must be in this category.
            return []
        free = self._free(desired.name)
        if desired.variant_name is not None:
            others = self._variants[desired.name] - {desired.kind}
            free = [each for each in free if not desired.is_absent and each.kind not in others]
        return free or self._held_by_id(desired)

    def _held_by_id(self, desired: _record.Desired) -> list[_record.Record]:
        """Returns records with the same name that another item refers to by ID and does not rename."""
        return [
            record
            for record in self._by_name.get(desired.name, ())
            if record.id in self._claimed
            and _stays(self._items[self._claimed[record.id]], record)
            and _is_of_variant(desired, record)
        ]

    def _refuse_left_behind(self, at: int) -> None:
        """Sets an error if records with both the old and the new name exist, which is ambiguous."""
        desired, found = self._items[at], self._found.get(at)
        if not found or not desired.renames or not found.is_called(desired.name):
            return
        old = [each for each in self._formerly(desired) if not each.is_called(desired.name)]
        if old:
            resource = desired.resource
            self._errors[at] = _errors.PlanError(
                "%s already exists, and so does a %s with the former %s: %s. Remove previous_%s to "
                "leave the old one unchanged, or delete one of them."
                % (found, resource.endpoint.noun, resource.name, _listed(old), resource.name)
            )


def _stays(holder: _record.Desired, record: _record.Record) -> bool:
    return holder.id is not None and (holder.name is None or record.is_called(holder.name))


def _is_of_variant(desired: _record.Desired, record: _record.Record) -> bool:
    return desired.variant_name is None or desired.kind == record.kind


def _several(
    desired: _record.Desired, records: list[_record.Record], names: list[Any]
) -> _errors.PlanError:
    hint = "Set id to the one that you mean."
    if not any(_is_of_variant(desired, record) for record in records):
        hint = "Use another %s." % desired.resource.name
    return _errors.PlanError(
        'There are %d %s called "%s": %s. %s'
        % (
            len(records),
            desired.resource.endpoint.plural.replace("_", " "),
            '" or "'.join(map(str, names)),
            _listed(records),
            hint,
        )
    )


def _listed(records: Iterable[_record.Record]) -> str:
    return ", ".join(map(_described, records))


def _described(record: _record.Record) -> str:
    resource = record.resource
    notes = [record.variant_name or ""] if resource.variant else []
    if resource.narrowed_by:
        notes.append(str(record.values.get(resource.narrowed_by)))
    if resource.switch:
        notes.append("active" if record.is_active else "inactive")
    return "id %s%s" % (record.id, " (%s)" % ", ".join(notes) if notes else "")
