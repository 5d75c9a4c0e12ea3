# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Merges lists of items in their order. Collects all problems and raises nothing."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, Sequence

from ansible_collections.community.zendesk.plugins.module_utils._core._names import fold
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import word_or_kind
from ansible_collections.community.zendesk.plugins.plugin_utils._item_index import (
    Ambiguous,
    Index,
    apart,
    listed,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._items import (
    STEERING,
    Item,
    Origin,
    overlay,
    problems_of,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import without_omit
from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import distance


class Layer(NamedTuple):
    """A list, with its name in messages. An override only changes items."""

    name: str
    items: Any
    is_override: bool = False


class Merger:
    """Merges lists. ``items``: the result so far. ``problems`` and ``warnings`` are sentences."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource
        self.items: list[Item] = []
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self._defaults: dict[str, Any] = {}
        # An item that can't be read may be the one that another item refers to.
        self._unreadable = False

    def merge(self, layers: Sequence[Layer], defaults: Layer | None = None) -> None:
        """Merges lists in their order, and then applies the defaults."""
        if defaults:
            self._defaults = self._usable_defaults(defaults)
        for layer in layers:
            self._merge(layer)
        for item in self.items:
            item.values = self._with_defaults(item)

    # --- one list

    def _merge(self, layer: Layer) -> None:
        index = Index(self.resource, self.items)
        claims: dict[int, list[Item]] = {}
        additions = []
        for item in self._read(layer):
            try:
                found = index.find(item)
            except Ambiguous as problem:
                self.problems.append("%s: %s" % (item.label, problem))
                continue
            if found:
                claims.setdefault(id(found), []).append(item)
                self._change(found, item)
            else:
                additions.append(item)
                self._check_addition(layer, item)
        self.problems += [
            "%s changes %s, and so does %s. Combine them into one item."
            % (first.label, first.target, listed(list(map(_position, others))))
            for first, *others in claims.values()
            if others
        ]
        self._reject_duplicates(additions)
        self.items += additions

    def _read(self, layer: Layer) -> list[Item]:
        items = without_omit(layer.items)
        if items is None:
            return []
        noun = self.resource.endpoint.plural.replace("_", " ")
        if not isinstance(items, list):
            hint = " To pass one with -e, use JSON: -e '{\"%s\": []}'." % layer.name
            self.problems.append(
                "%s must be a list of %s, not %s.%s"
                % (layer.name, noun, word_or_kind(items), hint if isinstance(items, str) else "")
            )
            self._unreadable = True
            return []
        usable = []
        for position, values in enumerate(items, 1):
            origin = Origin(layer.name, position)
            problems = problems_of(self.resource, values)
            self.problems += ["%s %s" % (origin, problem) for problem in problems]
            if problems:
                self._unreadable = True
            else:
                usable.append(Item(self.resource, values, origin))
        return usable

    # --- an item that changes another one

    def _change(self, found: Item, item: Item) -> None:
        item.target = found.reference
        self._warn_of_names(found, item)
        if not item.is_absent:
            self._warn_of_replaced(found, item)
        former = _former_names(found, item)
        found.lay_over(item)
        if former:
            found.values[self.resource.previous] = former

    def _warn_of_names(self, found: Item, item: Item) -> None:
        name, previous = self.resource.name, self.resource.previous
        if item.name in (None, found.name) or (item.id and item.id == found.id):
            return
        if item.name in found.former:
            text = "%s changes %s, which has this %s only in its %s. Use the new %s here as well."
            self.warnings.append(text % (item.label, found.reference, name, previous, name))
        else:
            text = "%s changes %s because of its %s. To rename it everywhere, rename it there."
            self.warnings.append(text % (item.label, found.reference, previous))

    def _warn_of_replaced(self, found: Item, item: Item) -> None:
        if found.is_absent and item.values.get("state") is None and item.defines():
            self.warnings.append(
                "%s defines %s, which is absent there and remains absent. To create it, add state: "
                "present." % (item.label, found.reference)
            )
        for name in self.resource.together:
            before, after = found.values.get(name), item.values.get(name)
            if None not in (before, after) and before != after:
                self.warnings.append(
                    "%s replaces all %s of %s: they are not merged."
                    % (item.label, name, found.given[name])
                )

    # --- an item that changes no other

    def _check_addition(self, layer: Layer, item: Item) -> None:
        if self._unreadable:
            return
        near = self._nearest(item, layer.is_override)
        mean = "Did you mean %s? " % near.reference if near else ""
        what = self.resource.name if item.name is not None else "id"
        if layer.is_override:
            self.problems.append(
                "%s: no other list has this %s, and an override only changes items of other lists. "
                "%sCorrect it, or move the item to a list that is not an override."
                % (item.label, _what(self.resource, what), mean)
            )
        elif near and item.id is None:
            lacks = Item(self.resource, self._with_defaults(item), item.origins[0]).lacks()
            if item.is_absent and fold(near.name) == fold(item.name) and near.name != item.name:
                lacks = []
            elif item.is_absent or not lacks:
                return
            this = _what(self.resource, what)
            text = "no earlier list has this %s, and the item creates nothing." % this
            if lacks:
                need = listed(lacks)
                text = "no earlier list has this %s, and a new %s requires %s." % (
                    this,
                    self.resource.endpoint.noun,
                    need,
                )
            self.problems.append(
                "%s: %s %sCorrect it, or set the id if you mean another %s of the account."
                % (item.label, text, mean, self.resource.endpoint.noun)
            )

    def _nearest(self, item: Item, is_certain: bool) -> Item | None:
        """Returns the item whose name is most similar to that of another item, if it is similar enough.

        ``is_certain``: whether it must be one of the items.
        """
        if item.name is None:
            return None
        folded = fold(item.name)
        most = (0 if len(folded) < 5 else 1 if len(folded) < 10 else 2) + is_certain
        near = []
        for at, other in enumerate(self.items):
            name = fold(other.name)
            if abs(len(name) - len(folded)) <= most:
                wrong = distance(name, folded)
                if wrong <= most and (is_certain or _digits(name) == _digits(folded)):
                    near.append((wrong, at))
        return self.items[min(near)[1]] if near else None

    def _reject_duplicates(self, additions: list[Item]) -> None:
        groups: dict[Any, list[Item]] = {}
        for item in additions:
            names = (item.name, item.variant, tuple(item.narrowing.items()))
            key = ("id", item.id) if item.id is not None else ("name", *names)
            groups.setdefault(key, []).append(item)
        ways = [*apart(self.resource), "id"]
        self.problems += [
            "%s: the list has it again as %s. Remove all but one, or distinguish them by %s."
            % (first.label, listed(list(map(_position, others))), listed(ways, "or"))
            for first, *others in groups.values()
            if others
        ]

    # --- defaults

    def _usable_defaults(self, layer: Layer) -> dict[str, Any]:
        defaults = without_omit(layer.items)
        if defaults is None:
            return {}
        if not isinstance(defaults, dict):
            self.problems.append(
                "%s must be a dictionary of options, not %s." % (layer.name, word_or_kind(defaults))
            )
            return {}
        own = ("id", self.resource.name, self.resource.previous, *STEERING)
        wrong = [name for name in own if name in defaults]
        if wrong:
            self.problems.append(
                "%s contains %s, which only an item can set: remove it."
                % (layer.name, listed(wrong))
            )
        return {
            name: value for name, value in defaults.items() if name not in own and value is not None
        }

    def _with_defaults(self, item: Item) -> dict[str, Any]:
        """Returns the options of an item merged over the defaults that its record supports."""
        if item.is_absent or not item.defines():
            return item.values
        owners = self.resource.owners()
        variant = self.resource.find_variant(item.variant) if item.variant else None
        below = {
            name: value
            for name, value in self._defaults.items()
            if not variant
            or name not in owners
            or variant in [each for each, _attribute in owners[name]]
        }
        return overlay(self.resource, below, item.values)


def _former_names(found: Item, item: Item) -> list[str]:
    """Returns the former names of an item that another renames; the other may have the older name."""
    if item.name in (None, found.name):
        return []
    if item.name in found.former:
        del item.values[item.resource.name]
    name = found.name if item.name is None else item.name
    return [each for each in dict.fromkeys([*item.former, *found.former]) if each != name]


def _what(resource: Resource, name: str) -> str:
    return "%s and %s" % (name, resource.variant) if resource.variant and name != "id" else name


def _position(item: Item) -> str:
    return "item %d" % item.origins[0].position


def _digits(name: str) -> list[str]:
    return re.findall(r"\d+", name)
