# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reads the items of a task with lists of several kinds."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _options,
    _plan_many,
    _problems,
    _record,
    _resource,
)


class Lists:
    """``items``: name of each given list -> its items. ``resources``: in the order of the lists."""

    def __init__(self, resources: tuple[_resource.Resource, ...]) -> None:
        self.resources = list(resources)
        self.items: dict[str, list[_record.Desired]] = {}
        self._form: dict[str, dict[int, list[_problems.Problem]]] = {}

    @property
    def given(self) -> list[_resource.Resource]:
        """The resources for which a list is given."""
        return [each for each in self.resources if each.endpoint.plural in self.items]

    def take(self, params: dict[str, Any], form: _problems.Problems) -> None:
        """Reads the items from the options. ``form``: the problems with their form."""
        self._form = form.items
        for resource in self.resources:
            plural = resource.endpoint.plural
            if params[plural] is not None:
                self.items[plural] = [
                    _record.Desired(resource, _attributes(item)) for item in params[plural]
                ]

    def missing_for_create(self) -> list[str]:
        """Returns what items lack for a create, to report it together with other problems."""
        return [
            text
            for plural, items in self.items.items()
            for text in _plan_many.missing_for_create(items, self._form.get(plural, {}))
        ]


def _attributes(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in _options.ITEM_POLICIES}
