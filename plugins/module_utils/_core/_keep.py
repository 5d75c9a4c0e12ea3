# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Matches records with entries of C(keep). No HTTP, no side effects."""

from __future__ import annotations

import functools
from typing import Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _names,
    _record,
    _resource,
)

# The number of characters of a title that are compared with an entry.
_COMPARED = 100
# The number of entries for which a similar title is searched, which is slow in a large account.
_MOST_COMPARED = 10


class _Entries(NamedTuple):
    exact: frozenset[str]
    variants: frozenset[str]
    patterns: tuple[str, ...]


def fits_any(keep: frozenset[str], record: _record.Record) -> bool:
    """Whether an entry matches a record, by ID, name or variant."""
    entries = _entries(keep, record.resource)
    name = str(record.name or "")
    return (
        not entries.exact.isdisjoint(_names_of(record))
        or record.kind in entries.variants
        or any(matches(pattern, name) for pattern in entries.patterns)
    )


def unmatched(keep: frozenset[str], records: Iterable[_record.Record]) -> list[str]:
    """Returns the exact entries that match no record, which are likely typos."""
    exact = {entry for entry in keep if not is_pattern(entry)}
    names: set[str] = set()
    kinds: set[str] = set()
    resource = None
    for record in records:
        resource = record.resource
        names.update(_names_of(record))
        kinds.add(record.kind)
    found = names | {e for e in exact if resource and resource.canonical(e) in kinds - {""}}
    return sorted(exact - found)


def nearest_names(entries: list[str], records: list[_record.Record]) -> dict[str, str]:
    """Maps entries to the most similar name, if there is one."""
    # Imported late, because it is only needed for an error.
    import difflib

    names = [str(record.name) for record in records if record.name]
    by_fold = {_names.fold(name)[:_COMPARED]: name for name in reversed(names)}
    found = {}
    for entry in entries[:_MOST_COMPARED]:
        folded = _names.fold(entry)[:_COMPARED]
        near = [folded] if folded in by_fold else difflib.get_close_matches(folded, by_fold, n=1)
        if near:
            found[entry] = by_fold[near[0]]
    return found


def is_pattern(entry: str) -> bool:
    """Whether an entry has wildcards. Brackets are text."""
    return "*" in entry or "?" in entry


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern matches a whole text:

    ``*`` matches any text, ``?`` one character. Not a regular expression, because several ``*`` can
    take very long for text that nearly matches.
    """
    at = start = 0
    star = -1
    while at < len(text):
        here = pattern[start : start + 1]
        if here == "*":
            star, resume = start, at
            start += 1
        elif here and here in ("?", text[at]):
            start += 1
            at += 1
        elif star >= 0:
            # The last star matches one more character.
            resume += 1
            start, at = star + 1, resume
        else:
            return False
    return not pattern[start:].strip("*")


def _names_of(record: _record.Record) -> list[str]:
    return [str(name) for name in (record.id, record.name) if name is not None]


@functools.lru_cache(maxsize=None)
def _entries(keep: frozenset[str], resource: _resource.Resource) -> _Entries:
    exact = frozenset(entry for entry in keep if not is_pattern(entry))
    return _Entries(
        exact,
        frozenset(map(resource.canonical, exact)) - {""},
        tuple(sorted(filter(is_pattern, keep))),
    )
