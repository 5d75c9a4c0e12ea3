# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds the item of earlier lists that an item refers to."""

from __future__ import annotations

from typing import Any, Sequence

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.plugin_utils._items import (
    Item,
    narrowing_options,
)


class Ambiguous(Exception):
    """Raised if several items match."""


class Index:
    """Items by ID, by name, and by former name."""

    def __init__(self, resource: Resource, items: list[Item]) -> None:
        self._resource = resource
        self._by_id: dict[Any, list[Item]] = {}
        self._by_name: dict[Any, list[Item]] = {}
        self._by_former: dict[Any, list[Item]] = {}
        for item in items:
            self._by_id.setdefault(item.id, []).append(item)
            self._by_name.setdefault(item.name, []).append(item)
            for name in item.former:
                self._by_former.setdefault(name, []).append(item)

    def find(self, item: Item) -> Item | None:
        """Returns the item that another one changes. Raises Ambiguous if several match."""
        found = self._by_id.get(item.id, []) if item.id is not None else []
        if not found and item.name is not None:
            found = self._narrowed(item, self._by_name.get(item.name, []))
        if not found and item.name is not None:
            former = [each for name in item.former for each in self._by_name.get(name, [])]
            former += self._by_former.get(item.name, [])
            found = self._narrowed(item, list({id(each): each for each in former}.values()))
        if len(found) > 1:
            raise Ambiguous(self._several(item, found))
        return found[0] if found else None

    def _narrowed(self, item: Item, found: list[Item]) -> list[Item]:
        found = [
            each
            for each in found
            if None in (item.id, each.id)
            and (None in (item.variant, each.variant) or item.variant == each.variant)
        ]
        if len(found) < 2 or not item.narrowing:
            return found
        fitting = [each for each in found if each.narrowing.items() & item.narrowing.items()]
        # A record that belongs to something else is another record. Any other may be the one to
        # change.
        return fitting if fitting or self._resource.belongs_to else found

    def _several(self, item: Item, found: list[Item]) -> str:
        distinct = [
            name
            for name in apart(self._resource)
            if len(
                {
                    str(
                        each.variant if name == self._resource.variant else each.narrowing.get(name)
                    )
                    for each in found
                }
            )
            == len(found)
        ]
        return "it could change %s: set its %s." % (
            listed([each.reference for each in found], "or"),
            listed([*distinct, "id"], "or"),
        )


def apart(resource: Resource) -> list[str]:
    """Returns the options that distinguish items of the same name, besides the ID."""
    return [*filter(None, [resource.variant]), *narrowing_options(resource)[:1]]


def listed(words: Sequence[str], word: str = "and") -> str:
    """Joins words for a sentence."""
    return (" %s " % word).join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
