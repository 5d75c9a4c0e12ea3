# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Items of lists: their names, the records that they refer to, and how they are merged."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.module_utils._core._structures import Headers
from ansible_collections.community.zendesk.plugins.module_utils._core._typed import TypedFields
from ansible_collections.community.zendesk.plugins.module_utils._resources._automations import (
    AUTOMATIONS,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.module_utils._resources._trigger_categories import (
    TRIGGER_CATEGORIES,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._triggers import TRIGGERS
from ansible_collections.community.zendesk.plugins.module_utils._resources._webhooks import WEBHOOKS
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    id_of,
    is_text,
    kind_of,
    word_or_kind,
)

# In reading order: records that others refer to come first.
RESOURCES: dict[str, Resource] = {
    each.endpoint.plural: each
    for each in (TARGETS, WEBHOOKS, TRIGGER_CATEGORIES, TRIGGERS, AUTOMATIONS)
}
# Kind -> the name of its list.
PLURALS = {each.endpoint.kind: plural for plural, each in RESOURCES.items()}
# Options that say how an item is handled, and are not attributes of its record.
STEERING = ("state", "force", "recreate")


class Origin(NamedTuple):
    """The place of an item: the name of a list, and its position there, from 1."""

    source: str
    position: int

    def __str__(self) -> str:
        return "%s, item %d" % self


class Item:
    """An item of a list, with the origins of its values.

    ``target``: the item that it changes, as messages show it.
    """

    def __init__(self, resource: Resource, values: dict[str, Any], origin: Origin) -> None:
        self.resource = resource
        self.values = values
        self.origins = [origin]
        self.given = dict.fromkeys(values, origin)
        self.target = ""

    @property
    def id(self) -> Any:
        return _id_in(self.resource, self.values.get("id"))

    @property
    def name(self) -> str | None:
        name = self.values.get(self.resource.name)
        return None if name is None else str(name)

    @property
    def former(self) -> list[str]:
        """Returns the names that its record may still have."""
        given = self.values.get(self.resource.previous)
        if self.is_absent or given is None:
            return []
        return [str(name) for name in (given if isinstance(given, list) else [given])]

    @property
    def is_absent(self) -> bool:
        return bool(self.values.get("state") == "absent")

    @property
    def variant(self) -> str | None:
        """Returns the canonical name of its variant; None if it does not give one."""
        given = self.values.get(self.resource.variant)
        return None if given is None else self.resource.canonical(str(given))

    @property
    def narrowing(self) -> dict[str, Any]:
        """Returns the options that distinguish it from others of its name."""
        return {
            name: str(self.values[name])
            for name in narrowing_options(self.resource)
            if is_text(self.values.get(name))
        }

    @property
    def label(self) -> str:
        """Returns its name for messages: its place, and what it is."""
        return "%s, %s" % (self.origins[-1], self.noun_and_name)

    @property
    def noun_and_name(self) -> str:
        name = "" if self.name is None else ' "%s"' % self.name
        number = "" if self.values.get("id") is None else " (id %s)" % self.values["id"]
        return self.resource.endpoint.noun + name + number

    @property
    def reference(self) -> str:
        """Returns its name for messages: what it is, and its place."""
        return "%s of %s" % (self.noun_and_name, self.origins[0])

    def defines(self) -> bool:
        """Whether it defines more of its record than its name and whether it is active."""
        return bool(self._defining()) or not self.lacks()

    def _defining(self) -> set[str]:
        resource = self.resource
        naming = {"id", resource.name, resource.previous, resource.variant}
        switch = {resource.switch.name} if resource.switch else set()
        given = {str(name) for name, value in self.values.items() if value is not None}
        return given - naming - switch - {*STEERING}

    def lacks(self) -> list[str]:
        """Returns the options that a create requires and the item lacks."""
        variant = self.resource.find_variant(self.variant)
        attributes = (
            self.resource.attributes_of(variant).values()
            if variant and self.variant
            else self.resource.attributes
        )
        return [
            each.name for each in attributes if each.required and self.values.get(each.name) is None
        ]

    def lay_over(self, other: Item) -> None:
        """Applies the values of another item."""
        self.given.update(
            (name, other.origins[0]) for name, value in other.values.items() if value is not None
        )
        self.values = overlay(self.resource, self.values, other.values)
        self.origins += other.origins


def narrowing_options(resource: Resource) -> list[str]:
    """Returns the options that distinguish items of the same name, besides the variant."""
    if not resource.narrowed_by:
        return []
    homes = [each.name for each in resource.homes if each.instead_of == resource.narrowed_by]
    return [*homes, resource.narrowed_by]


def overlay(resource: Resource, below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Returns ``below`` with the options of ``above``; null values change nothing."""
    merged = dict(below)
    for name, value in above.items():
        if value is None:
            continue
        for home in resource.homes:
            if name in (home.name, home.instead_of):
                # One by name and the other by ID: together, they are an error.
                merged.pop(home.name, None)
                merged.pop(home.instead_of, None)
        attribute = resource.all_attributes.get(name)
        under = merged.get(name)
        if attribute and isinstance(value, dict):
            under = under if isinstance(under, dict) else {}
            if isinstance(attribute.type, Headers):
                value = _with_headers(under, value)
            elif isinstance(attribute.type, TypedFields):
                value = _with_parts(under, value)
        merged[name] = value
    return merged


def _with_headers(below: dict[Any, Any], above: dict[Any, Any]) -> dict[Any, Any]:
    """Merges headers one by one, ignoring case; None removes a header."""
    replaced = {str(name).lower() for name in above}
    kept = {name: value for name, value in below.items() if str(name).lower() not in replaced}
    return {**kept, **{name: value for name, value in above.items() if value is not None}}


def _with_parts(below: dict[Any, Any], above: dict[Any, Any]) -> dict[Any, Any]:
    """Merges parts one by one if the type is the same: another type has other parts."""
    given = {name: value for name, value in above.items() if value is not None}
    if "type" in given and given["type"] != below.get("type"):
        return given
    return {**below, **given}


# --- problems that matter for merging; the module checks everything else


def problems_of(resource: Resource, item: Any) -> list[str]:
    """Returns the problems of an item, as sentences without their subject, the item."""
    if not isinstance(item, dict):
        return ["must be a dictionary of options, not %s." % kind_of(item)]
    found = []
    number = item.get("id")
    if number is not None and _id_in(resource, number) is None:
        must = "a positive number" if resource.endpoint.numbered else "text"
        found.append("has the id %s: it must be %s." % (word_or_kind(number), must))
    for option in filter(None, (resource.name, resource.variant)):
        value = item.get(option)
        if value is not None and not is_text(value):
            found.append("has %s as its %s: it must be text." % (word_or_kind(value), option))
    former = item.get(resource.previous)
    found += [
        "has %s in %s: it must be text or a list of texts."
        % (word_or_kind(name), resource.previous)
        for name in (former if isinstance(former, list) else [former])
        if name is not None and not is_text(name)
    ]
    if number is None and item.get(resource.name) is None:
        found.append(_nameless(resource, item))
    return found


def _nameless(resource: Resource, item: dict[Any, Any]) -> str:
    text = "has neither %s nor id" % resource.name
    synonyms = next(each.synonyms for each in resource.attributes if each.name == resource.name)
    given = [name for name in synonyms if item.get(name) is not None]
    hint = "use %s instead of %s" % (resource.name, given[0]) if given else "set one of them"
    return "%s: %s." % (text, hint)


def _id_in(resource: Resource, value: Any) -> Any:
    """Returns an ID in a comparable form; None if it is not an ID."""
    if resource.endpoint.numbered:
        return id_of(value)
    return str(value) if is_text(value) and str(value).strip() else None
