# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Merges the lists in the variables of role config, in the order of their names."""

from __future__ import annotations

from typing import Any, Mapping

from ansible_collections.community.zendesk.plugins.plugin_utils._items import RESOURCES, Item
from ansible_collections.community.zendesk.plugins.plugin_utils._merge import Layer, Merger
from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import LIST

_ORDER = ("standard", "layer", "account", "override")
_ON = ("true", "yes", "on", "1", "active", "y", "t")


def merge_variables(variables: Mapping[str, Any]) -> dict[str, Merger]:
    """Returns the merged variables of each kind for which a list is defined.

    ``variables``: name -> value. Other variables are ignored.
    """
    layers: dict[str, list[tuple[int, Layer]]] = {}
    defaults: dict[str, Layer] = {}
    for name in sorted(map(str, variables)):
        match = LIST.fullmatch(name)
        if not match:
            continue
        part = match["part"].partition("_")[0]
        layer = Layer(name, variables[name], part == "override")
        if part == "defaults":
            defaults[match["kind"]] = layer
        else:
            layers.setdefault(match["kind"], []).append((_ORDER.index(part), layer))
    merged = {}
    for kind, resource in RESOURCES.items():
        if kind in layers or kind in defaults:
            merger = Merger(resource)
            ordered = sorted(layers.get(kind, []), key=lambda pair: pair[0])
            merger.merge([layer for _order, layer in ordered], defaults.get(kind))
            # Without a list, the defaults are only checked.
            if kind in layers or merger.problems:
                merged[kind] = merger
    return merged


def as_table(merged: Mapping[str, Merger]) -> list[str]:
    """Returns a line for each item: kind, name, whether it is active, and its variables."""
    rows = [("kind", "name", "state", "from")]
    rows += [
        (item.resource.endpoint.noun, _name(item), _state(item), ", ".join(_sources(item)))
        for merger in merged.values()
        for item in merger.items
    ]
    widths = [max(map(len, column)) for column in zip(*rows)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _name(item: Item) -> str:
    number = "" if item.id is None else "id %s" % item.id
    return " ".join((item.name or number).split())


def _state(item: Item) -> str:
    switch = item.resource.switch
    if item.is_absent:
        return "absent"
    if switch is None:
        return "-"
    given = item.values.get(switch.name)
    if given is None:
        # A new record is then active, and an existing one is left unchanged.
        return "not set"
    return "active" if str(given).lower() in _ON else "inactive"


def _sources(item: Item) -> list[str]:
    return list(dict.fromkeys(origin.source for origin in item.origins))
