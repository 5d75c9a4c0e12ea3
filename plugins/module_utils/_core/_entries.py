# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Matches records with the entries of C(owned) and C(keep). No HTTP, no side effects."""

from __future__ import annotations

from typing import Any, Callable, Collection, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _keep,
    _record,
    _resource,
)

# Kind and name of a record -> its ID at the end of the run, "" if there is none.
IdOf = Callable[[str, str], str]


class Entry(NamedTuple):
    """One entry: a name or a pattern, or a dictionary with one key.

    ``key``: C(name), C(id), or an attribute that the records share. ``value``: as text.
    """

    key: str
    value: str

    def __str__(self) -> str:
        return '"%s"' % self.value if self.key == "name" else "{%s: %s}" % self

    @property
    def is_exact(self) -> bool:
        """Whether it must match a record."""
        return self.key == "id" or (self.key == "name" and not _keep.is_pattern(self.value))


def keys_of(resource: _resource.Resource) -> list[str]:
    """Returns the keys that an entry may have instead of a plain name."""
    return ["id", *filter(None, (resource.variant, *(home.name for home in resource.homes)))]


def problems_of(option: str, given: Collection[Any], resource: _resource.Resource) -> list[str]:
    """Returns the problems with entries."""
    keys = keys_of(resource)
    forms = " or ".join("{%s: ..}" % key for key in keys)
    found = []
    for at, entry in enumerate(given, 1):
        place = "%s.%s: entry %d" % (option, resource.endpoint.plural, at)
        if isinstance(entry, str):
            wrong = "" if entry.strip() else "is empty: remove it"
        elif isinstance(entry, dict) and len(entry) == 1 and next(iter(entry)) in keys:
            value = next(iter(entry.values()))
            is_plain = isinstance(value, (str, int)) and not isinstance(value, bool)
            wrong = "" if is_plain and str(value).strip() else "has no value"
        else:
            wrong = "must be a name in quotes, a pattern or %s" % forms
        if wrong:
            found.append("%s %s." % (place, wrong))
    return found


class Entries:
    """The valid entries for records of one kind. Invalid ones are reported elsewhere."""

    def __init__(self, given: Iterable[Any], resource: _resource.Resource) -> None:
        self.all = [entry for entry in map(_entry, given) if entry]
        self._resource = resource
        self._homes = {home.name: home for home in resource.homes}

    def fits(self, record: _record.Record, id_of: IdOf) -> bool:
        """Whether an entry matches a record of the account."""
        return any(self._is_meant(entry, record, id_of) for entry in self.all)

    def fits_item(self, desired: _record.Desired) -> bool:
        """Whether an entry matches an item, as far as can be known."""
        return any(self._may_mean(entry, desired) for entry in self.all)

    def unmatched(self, records: Iterable[_record.Record], id_of: IdOf) -> list[Entry]:
        """Returns exact entries without a match, and missing categories, which are likely typos."""
        records = list(records)
        exact = [e for e in self.all if e.is_exact or self._is_homeless(e, id_of)]
        return [e for e in exact if not any(self._is_meant(e, each, id_of) for each in records)]

    def _is_homeless(self, entry: Entry, id_of: IdOf) -> bool:
        home = self._homes.get(entry.key)
        return bool(home and not id_of(home.names, entry.value))

    def _is_meant(self, entry: Entry, record: _record.Record, id_of: IdOf) -> bool:
        if entry.key == "id":
            return str(record.id) == entry.value
        if entry.key == "name":
            return any(_keep.matches(entry.value, str(name or "")) for name in record.names)
        if entry.key in self._homes:
            home = self._homes[entry.key]
            desired_id = id_of(home.names, entry.value)
            return bool(desired_id) and str(record.values.get(home.instead_of)) == desired_id
        return record.kind == self._resource.canonical(entry.value)

    def _may_mean(self, entry: Entry, desired: _record.Desired) -> bool:
        if desired.id is not None:
            # Only the account knows the other attributes of the record.
            return entry.key != "id" or str(desired.id) == entry.value
        if entry.key == "id":
            # Only an existing record has this ID.
            return True
        if entry.key == "name":
            return _keep.matches(entry.value, str(desired.name or ""))
        if entry.key in self._homes:
            given = desired.given.get(entry.key)
            return given is None or str(given) == entry.value
        return desired.variant_name is None or desired.kind == self._resource.canonical(entry.value)


def nearest(entry: Entry, records: Iterable[_record.Record]) -> str:
    """Returns the name that is most similar to an entry; "" if there is none."""
    found = _keep.nearest_names([entry.value], list(records)) if entry.key == "name" else {}
    return next(iter(found.values()), "")


def _entry(given: Any) -> Entry | None:
    if isinstance(given, str):
        return Entry("name", given)
    if isinstance(given, dict) and len(given) == 1:
        key, value = next(iter(given.items()))
        return Entry(str(key), str(value))
    return None
