# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of the lists: one definition for each kind, and for each type of target."""

from __future__ import annotations

from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _resource,
    _structures,
    _typed,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._items import STEERING

from .documented import items_of, paragraph
from .values import (
    Schema,
    attribute,
    by_word,
    choice,
    has,
    like,
    needed_parts,
    of_type,
    only,
    reference_to,
)

# What the docs say of an attribute that several types have, and a definition of one type says itself.
_OF_TYPES = "Mandatory for|Optional for|Read-only for"


def definitions(resource: _resource.Resource) -> Iterator[tuple[str, Schema]]:
    """Of the items of a list."""
    kind = resource.endpoint.kind
    options = _options(resource)
    names_type = bool(resource.variant)
    own = {*resource.owners()} if names_type else set()
    common = {name: option for name, option in options.items() if name not in own}
    item: Schema = {
        "type": "object",
        "properties": common,
        "allOf": [
            {"if": {"required": ["id"]}, "else": {"required": [resource.name]}},
            *(
                {"if": {"required": [home.name]}, "then": {"properties": {home.instead_of: False}}}
                for home in resource.homes
            ),
        ],
    }
    known = dict.fromkeys(common, True)
    if names_type:
        types = {
            name: reference_to(variant.name)
            for variant in resource.variants
            for name in (variant.name, *variant.aliases)
        }
        any_type = "any_" + kind
        item["allOf"].append(by_word(resource.variant, types, reference_to(any_type)))
        yield any_type, only(known | {n: option for n, option in options.items() if n in own})
    else:
        item["additionalProperties"] = False
        item["allOf"] += _of_split(resource)
    yield kind, item
    for variant in resource.variants if names_type else ():
        yield variant.name, only(known | dict(_own(resource, variant)))
    needed = _needed(resource)
    if needed:
        yield "new_" + kind, needed


def defaults(resource: _resource.Resource) -> Schema:
    """What an item takes, but for what only an item can say."""
    of_item = ("id", resource.name, resource.previous, *STEERING)
    own = {*resource.owners()} if resource.variant else set()
    kind = resource.endpoint.kind
    return of_type(
        "object",
        **only(
            {
                name: reference_to(
                    "%s/properties/%s" % ("any_" + kind if name in own else kind, name)
                )
                for name in _options(resource)
                if name not in of_item
            }
        ),
    )


def _options(resource: _resource.Resource) -> dict[str, Schema]:
    """All that an item takes, whatever its type."""
    uses: dict[str, list[_resource.Attribute]] = {one.name: [one] for one in resource.attributes}
    for name, owners in resource.owners().items() if resource.variant else ():
        uses[name] = [one for _variant, one in owners if not one.read_only]
    return {
        name: {
            "description": paragraph(option["description"]),
            **(_any_of(uses[name], option) if name in uses else _steering(option)),
        }
        for name, option in items_of(resource.endpoint.plural).items()
    }


def _any_of(uses: list[_resource.Attribute], option: dict[str, Any]) -> Schema:
    """The value of an attribute of any of the types that have it."""
    words = list(dict.fromkeys(word for one in uses for word in one.type.choices))
    kind = _value_types.Choice(*words) if words else uses[0].type
    one = uses[0].but(type=kind, required=all(each.required for each in uses))
    if "choices" in option and not words:
        # The name of a type.
        return choice(option["choices"])
    return attribute(one, option.get("suboptions", {}))


def _steering(option: dict[str, Any]) -> Schema:
    if "choices" in option:
        return choice(option["choices"])
    return like(
        {"bool": "boolean", "int": "whole_number", "list": "texts"}.get(option["type"], "text")
    )


def _own(resource: _resource.Resource, variant: _resource.Variant) -> Iterator[tuple[str, Schema]]:
    """The attributes of one type, as this type has them."""
    docs = items_of(resource.endpoint.plural)
    for one in variant.attributes:
        if not one.read_only:
            said = paragraph(docs[one.name]["description"], without=_OF_TYPES)
            yield one.name, {"description": said, **attribute(one, {})}


def _of_split(resource: _resource.Resource) -> Iterator[Schema]:
    """What holds for one of the ways in which records of a kind are used."""
    for variant in resource.variants if resource.split else ():
        values = {one.name: choice(list(one.type.choices)) for one in variant.attributes}
        if values and resource.split:
            kind = resource.all_attributes[resource.split.attribute].type
            assert isinstance(kind, _structures.TextSet)
            others = {"type": "string", "pattern": "^" + kind._others}
            uses_them = has(resource.split.attribute, {"type": "array", "contains": others})
            yield {"if": uses_them, "then": {"properties": values}}


# --- what a create needs


def _needed(resource: _resource.Resource) -> Schema:
    """What an item lacks that says some of what a create needs; {} where a name is enough."""
    if resource.variant:
        cases = {
            name: _all_or_none([one.name for one in variant.attributes if one.required])
            for variant in resource.variants
            for name in (variant.name, *variant.aliases)
        }
        then = by_word(resource.variant, {name: case for name, case in cases.items() if case})
    else:
        required = [one.name for one in resource.attributes if one.required]
        then = _all_or_none([name for name in required if name != resource.name])
    parts = {
        one.name: needed_parts(one.type)
        for one in resource.attributes
        if isinstance(one.type, _typed.TypedFields)
    }
    if parts:
        then = {"allOf": [then, {"properties": parts}]}
    return then and {
        "$comment": "What an item of the standard list must have, so that every account can get it.",
        "if": {
            "type": "object",
            "properties": {"id": False, "state": {"not": {"const": "absent"}}},
        },
        "then": then,
    }


def _all_or_none(names: list[str]) -> Schema:
    if not names:
        return {}
    return {"if": {"anyOf": [{"required": [name]} for name in names]}, "then": {"required": names}}
