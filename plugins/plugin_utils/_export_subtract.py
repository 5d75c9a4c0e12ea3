# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Removes from an export what other lists of role config already define."""

from __future__ import annotations

from typing import Any, Iterator, Mapping

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import (
    Attribute,
    Resource,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._structures import Headers
from ansible_collections.community.zendesk.plugins.module_utils._core._typed import TypedFields
from ansible_collections.community.zendesk.plugins.plugin_utils._config_variables import (
    merge_variables,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._export_item import ExportItem
from ansible_collections.community.zendesk.plugins.plugin_utils._item_index import (
    Ambiguous,
    Index,
    listed,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._items import (
    STEERING,
    Item,
    Origin,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._merge import Merger
from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import LIST
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_inline

_ACCOUNT = "account"


class Unmergeable(Exception):
    """Raised if the other lists have problems. The message lists them."""


def subtract(
    resource: Resource, items: list[ExportItem], variables: Mapping[str, Any]
) -> tuple[list[ExportItem], list[str]]:
    """Returns the remaining items, reduced to what is not defined elsewhere, and notes on the rest.

    ``variables``: all lists of role config. The list of the account is ignored, because this export
    replaces it.
    """
    kind = resource.endpoint.plural
    others = {name: value for name, value in variables.items() if _part(name, kind) != _ACCOUNT}
    before = {name: value for name, value in others.items() if _part(name, kind) != "override"}
    merger = merge_variables(before).get(kind) or Merger(resource)
    if merger.problems:
        raise Unmergeable(" ".join(merger.problems))
    found = _Subtraction(items, merger.items, variables.get("zendesk_%s_defaults" % kind))
    return found.left, [*found.notes(), *_overridden(kind, found, others)]


def _part(name: str, kind: str) -> str:
    match = LIST.fullmatch(name)
    return match["part"].partition("_")[0] if match and match["kind"] == kind else ""


class _Subtraction:
    """``items``: all items. ``left``: those that still define something. ``full``: identity -> all its options."""

    def __init__(self, items: list[ExportItem], others: list[Item], defaults: Any) -> None:
        self.left: list[ExportItem] = []
        self.full = {id(item): {**item.options} for item in items}
        self._others = others
        self.items = items
        self._claims: dict[int, list[ExportItem]] = {}
        self._unclear: list[tuple[ExportItem, str]] = []
        self._defaults = defaults
        pairs = list(self._pairs())
        for item, other in pairs:
            several = other is not None and len(self._claims[id(other)]) > 1
            if several or _reduce(item, other, self._values_beneath(item, other)):
                self.left.append(item)

    def _pairs(self) -> Iterator[tuple[ExportItem, Item | None]]:
        """Yields each item with the item of another list for the same record."""
        index: Index | None = None
        for item in self.items:
            index = index or Index(item.resource, self._others)
            try:
                other = index.find(as_item(item, item.options))
            except Ambiguous as problem:
                self._unclear.append((item, str(problem)))
                other = None
            if other is not None:
                self._claims.setdefault(id(other), []).append(item)
            yield item, other

    def _values_beneath(self, item: ExportItem, other: Item | None) -> dict[str, Any]:
        """Returns what applies without the item: the values of other lists, and the defaults."""
        given = {} if other is None or other.is_absent else other.values
        # The values of an item that defines something include the defaults.
        return given if _defines(other) else {**_applied(item, self._defaults), **given}

    def notes(self) -> Iterator[str]:
        """Yields the comments for the top of the file."""
        gone = len(self.items) - len(self.left)
        if gone:
            yield "%d item%s left out, because other lists already define the same." % (
                gone,
                " is" if gone == 1 else "s are",
            )
        for item, problem in self._unclear:
            yield "%s is written in full: %s" % (item.label, problem)
        for other in self._others:
            claims = self._claims.get(id(other), [])
            if not claims and not other.is_absent:
                yield "%s is not in the account and will be created." % _reference(other)
            elif len(claims) > 1:
                yield "%s matches several records: %s. Set the id of one of them." % (
                    _reference(other),
                    listed([each.label for each in claims]),
                )
            elif claims and claims[0].name != other.name and other.name is not None:
                yield "%s will be renamed by %s." % (claims[0].label, _reference(other))


def as_item(item: ExportItem, options: dict[str, Any]) -> Item:
    """Returns an item in the form of the lists of role config."""
    resource = item.resource
    values = {**({"id": item.id} if item.by_id else {}), **options}
    return Item(resource, values, Origin("the account", 1))


def _defines(other: Item | None) -> bool:
    return other is not None and not other.is_absent and other.defines()


def _reference(other: Item) -> str:
    name = yaml_inline(other.name) if other.name is not None else "id %s" % other.id
    return "%s %s of %s" % (other.resource.endpoint.noun, name, other.origins[0].source)


def _applied(item: ExportItem, defaults: Any) -> dict[str, Any]:
    """Returns the defaults that apply to this variant."""
    names = {attribute.name for attribute in item.attributes}
    given = defaults if isinstance(defaults, dict) else {}
    return {name: value for name, value in given.items() if name in names and value is not None}


def _reduce(item: ExportItem, other: Item | None, beneath: dict[str, Any]) -> bool:
    """Removes from an item what applies without it. Returns whether anything remains."""
    resource = item.resource
    naming = {resource.name, resource.variant}
    kept: dict[str, Any] = {}
    for name, value in item.options.items():
        attribute = resource.all_attributes[name]
        # An item that is only in this list always says whether it is active.
        default = None if other is None else _when_created(attribute, item)
        under = beneath.get(name, default)
        if name not in naming and not (under is not None and _same(item, attribute, under, value)):
            kept[name] = _laid_over(attribute, under, value)
    for name in beneath:
        if name not in item.options and name not in (*naming, "id", resource.previous, *STEERING):
            kept.update(_cleared(item, name, beneath[name]))
    for place in list(item.secrets):
        name = place.partition(".")[0]
        said = name in beneath and name not in kept
        if said or ("." in place and name not in kept):
            del item.secrets[place]
            item.hidden = [each for each in item.hidden if each != place]
    names = {name: value for name, value in item.options.items() if name in naming}
    if not _defines(other) and not Item(resource, {**names, **kept}, Origin("", 1)).defines():
        # The defaults apply only to items that define something.
        kept = {**item.options, **kept}
    restored = other is not None and other.is_absent
    state = {"state": "present"} if restored else {}
    order = [name for name in item.options if name in kept]
    order += [name for name in kept if name not in order]
    is_left = bool(kept or item.secrets or restored or other is None)
    item.options = {**names, **state, **{name: kept[name] for name in order}}
    return is_left


def _when_created(attribute: Attribute, item: ExportItem) -> Any:
    return item.resource.on_create.get(attribute.name)


def _same(item: ExportItem, attribute: Attribute, under: Any, value: Any) -> bool:
    if isinstance(attribute.type, Headers) and isinstance(under, dict):
        # Secrets can't be compared, only their places.
        start = attribute.name + "."
        secret = {each[len(start) :].lower() for each in item.hidden if each.startswith(start)}
        below, above = attribute.type.normal(under), attribute.type.normal(value)
        names = {*above, *secret}
        return {*below} == names and all(
            below[name] == above[name] for name in above if name not in secret
        )
    return attribute.same(under, value)


def _laid_over(attribute: Attribute, under: Any, value: Any) -> Any:
    """Returns a value that also removes what it lacks, if the two would be merged."""
    if isinstance(attribute.type, Headers) and isinstance(under, dict):
        names = {name.lower() for name in value}
        return {**value, **{name: None for name in under if str(name).lower() not in names}}
    return value


def _cleared(item: ExportItem, name: str, under: Any) -> dict[str, Any]:
    """Returns the options that remove a value that other lists set."""
    attribute = item.resource.all_attributes.get(name)
    left_alone = any(name in attributes for attributes in item.left_alone.values())
    if attribute is None or under in (None, "") or left_alone or attribute.type.secret:
        return {}
    default = _when_created(attribute, item)
    if default is not None:
        return {} if attribute.same(default, under) else {name: default}
    if isinstance(attribute.type, TypedFields):
        return {name: {"type": "none"}}
    if isinstance(attribute.type, Headers):
        return {name: dict.fromkeys(under)} if isinstance(under, dict) and under else {}
    if attribute.type.has_references or attribute.names or attribute.always_set:
        return {}
    is_home = name in {home.instead_of for home in item.resource.homes}
    if is_home or attribute.type.choices:
        return {}
    # Only text can be empty.
    cleared = {"str": "", "bool": False}.get(attribute.type.option()["type"])
    return {} if cleared is None or attribute.same(under, cleared) else {name: cleared}


def _overridden(kind: str, found: _Subtraction, others: Mapping[str, Any]) -> Iterator[str]:
    """Yields where overrides differ from the account and take precedence."""
    name = "zendesk_%s_account" % kind
    values = [as_item(item, item.options).values for item in found.left]
    merger = merge_variables({**others, name: values}).get(kind)
    if merger is None or not any(_part(each, kind) == "override" for each in others):
        return
    yield from merger.problems
    index = Index(merger.resource, merger.items)
    for item in found.items:
        full = found.full[id(item)]
        try:
            merged = index.find(as_item(item, full))
        except Ambiguous:
            continue
        for option, value in full.items() if merged else ():
            origin = merged.given.get(option) if merged else None
            given = merged.values.get(option) if merged else None
            if origin is None or given is None or _part(origin.source, kind) != "override":
                continue
            if not _same(item, merger.resource.all_attributes[option], given, value):
                yield "%s: %s sets another %s, which takes precedence." % (
                    item.label,
                    origin.source,
                    option,
                )
