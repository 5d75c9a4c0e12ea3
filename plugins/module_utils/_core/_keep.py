# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What an entry of C(keep) fits. No HTTP, no side effect."""

from __future__ import annotations

import functools
from typing import Any, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _find
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets

# Characters of a title that are compared with a typo.
_COMPARED = 100
# Entries for which a title is looked for, each of which takes a while in a large account.
_MOST_COMPARED = 10


class _Entries(NamedTuple):
    exact: frozenset[str]
    types: frozenset[str]
    patterns: tuple[str, ...]


def fits_any(keep: frozenset[str], target: dict[str, Any]) -> bool:
    """Whether an entry fits a target, by ID, title or type."""
    entries = _entries(keep)
    title = str(target.get("title") or "")
    return (
        not entries.exact.isdisjoint(_names(target))
        or _targets.canonical(target.get("type")) in entries.types
        or any(matches(pattern, title) for pattern in entries.patterns)
    )


def unmatched(keep: frozenset[str], targets: Iterable[dict[str, Any]]) -> list[str]:
    """The exact entries that fit no target: most likely typos. A pattern may fit none."""
    entries = _entries(keep)
    names: set[str] = set()
    types: set[str] = set()
    for target in targets:
        names.update(_names(target))
        types.add(_targets.canonical(target.get("type")))
    found = names | {entry for entry in entries.exact if _targets.canonical(entry) in types - {""}}
    return sorted(entries.exact - found)


def nearest_titles(entries: list[str], targets: list[dict[str, Any]]) -> dict[str, str]:
    """Entry -> the title that it may have meant; without those for which there is none."""
    # For an error alone: each task that imports a module waits for it.
    import difflib

    titles = [str(target["title"]) for target in targets if target.get("title")]
    by_fold = {_find.fold(title)[:_COMPARED]: title for title in reversed(titles)}
    found = {}
    for entry in entries[:_MOST_COMPARED]:
        folded = _find.fold(entry)[:_COMPARED]
        near = [folded] if folded in by_fold else difflib.get_close_matches(folded, by_fold, n=1)
        if near:
            found[entry] = by_fold[near[0]]
    return found


def is_pattern(entry: str) -> bool:
    """Whether an entry has wildcards. Brackets are text."""
    return "*" in entry or "?" in entry


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern fits a whole text: ``*`` is any text, ``?`` one character.

    No regular expression: one with several ``*`` can take very long for a text that nearly fits.
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
            # The last star takes one character more.
            resume += 1
            start, at = star + 1, resume
        else:
            return False
    return not pattern[start:].strip("*")


def _names(target: dict[str, Any]) -> list[str]:
    return [str(target[name]) for name in ("id", "title") if target.get(name) is not None]


@functools.lru_cache(maxsize=None)
def _entries(keep: frozenset[str]) -> _Entries:
    exact = frozenset(entry for entry in keep if not is_pattern(entry))
    return _Entries(
        exact,
        frozenset(map(_targets.canonical, exact)) - {""},
        tuple(sorted(filter(is_pattern, keep))),
    )
