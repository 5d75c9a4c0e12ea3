# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of values. Each place takes a template, too.

What is wrong must be told in one sentence that a person understands, so there is no C(anyOf): where
there are several forms, C(if) says which one is meant.
"""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _resource,
    _structures,
    _typed,
    _value_types,
)

from .documented import Options, paragraph

Schema = dict[str, Any]

# Numbers become text. A boolean is none: YAML makes it of words such as yes, and nobody knows which.
TEXT = ["string", "number"]
QUOTES = "Words such as yes, no, on, off, true and false need quotes."
TEMPLATE = r"\{[{%]|\$ANSIBLE_VAULT;"
_OTHERWISE = {
    "boolean": "true or false, without quotes.",
    "array": "A list: each item begins with a dash.",
    "object": "A dictionary: a name, a colon and a value on each line.",
}


def reference_to(definition: str) -> Schema:
    return {"$ref": "#/definitions/" + definition}


def like(definition: str) -> Schema:
    """The same beside something else, such as a description."""
    return {"allOf": [reference_to(definition)]}


def unless_template(schema: Schema) -> Schema:
    """A value that is no text, or a template."""
    return {"if": reference_to("template"), "else": schema}


def of_type(name: str, **more: Any) -> Schema:
    """A value of a type of JSON that is no text, or a template. Editors say in plain words what it must be."""
    return unless_template({"type": name, "errorMessage": _OTHERWISE[name]} | more)


def choice(words: list[str]) -> Schema:
    return {**proposed(words), **unless_template({"enum": words})}


def proposed(words: list[str]) -> Schema:
    """What the language server proposes, which does not look for words behind a condition."""
    return {"defaultSnippets": [{"label": word, "body": word} for word in words if word]}


def list_of(entry: Schema, **more: Any) -> Schema:
    return of_type("array", items=entry, **more)


TEXTS = {"type": TEXT, "errorMessage": "Text. " + QUOTES}
# What values are made of.
DEFINITIONS = {
    "template": {
        "$comment": "What can stand in place of any value: a template, or what is encrypted.",
        "type": "string",
        "pattern": TEMPLATE,
    },
    "text": TEXTS,
    "needed_text": {**TEXTS, "minLength": 1},
    "texts": {
        "type": [*TEXT, "array"],
        "errorMessage": "Text, or a list of texts.",
        "items": reference_to("text"),
    },
    "list_of_texts": list_of(reference_to("text")),
    "boolean": {**proposed(["true", "false"]), **of_type("boolean")},
    "whole_number": {
        "type": ["integer", "string"],
        "pattern": r"^\s*[0-9]+\s*$|" + TEMPLATE,
        "errorMessage": "A whole number.",
    },
    "dictionary": of_type("object"),
    "address": unless_template(
        {
            "type": "string",
            "pattern": r"^[hH][tT][tT][pP][sS]?://[^\s/]",
            "errorMessage": "An address that begins with https://.",
        }
    ),
}


def attribute(one: _resource.Attribute, docs: Options) -> Schema:
    """The value of an attribute of a record. ``docs``: what is said of its parts."""
    kind = one.type
    if isinstance(kind, _value_types.Choice):
        # An empty text clears what needs no value.
        clears = not (one.required or one.always_set)
        return choice([*kind.choices, *([""] if clears else [])])
    if isinstance(kind, _value_types.Boolean):
        return like("boolean")
    if isinstance(kind, _value_types.Number):
        return like("whole_number")
    if isinstance(kind, _typed.TypedFields):
        return of_type("object", **such_as(kind), **_parts(kind, docs))
    if isinstance(kind, _structures.TextSet):
        return list_of(_entry(kind), minItems=1, **_is_exclusive(kind))
    if isinstance(kind, _structures.TextMap):
        return of_type("object", additionalProperties={"type": [*TEXT, "null"]})
    if isinstance(kind, _value_types.External):
        return like("address")
    if kind.has_references:
        return like(one.name)
    return like("needed_text" if one.required else "text")


def such_as(kind: _value_types.ValueType) -> Schema:
    """What editors say where a value has another form."""
    return {"errorMessage": "A dictionary such as %s" % kind.example}


def _entry(kind: _structures.TextSet) -> Schema:
    exclusive, others = kind._exclusive, kind._others
    return unless_template(
        {
            "type": "string",
            "pattern": "^%s$|^%s" % (exclusive, others),
            "errorMessage": "%s, or an entry that begins with %s." % (exclusive, others),
        }
    )


def _is_exclusive(kind: _structures.TextSet) -> Schema:
    """That one entry can't stand beside others."""
    return {"if": {"contains": {"const": kind._exclusive}}, "then": {"maxItems": 1}}


def _parts(kind: _typed.TypedFields, docs: Options) -> Schema:
    """A dictionary whose C(type) says which other parts it has. A layer may leave it out."""
    types = {**kind._by_type, kind._nothing: {}}
    text = {
        name: {"description": paragraph(docs[name]["description"]), **like("text")}
        for parts in types.values()
        for name in parts
    }
    return {
        "properties": {
            "type": {
                "description": paragraph(docs["type"]["description"]),
                **choice(list(types)),
            }
        },
        **by_word(
            "type",
            {
                name: only({"type": True} | {part: text[part] for part in parts})
                for name, parts in types.items()
            },
            only({"type": True} | text),
        ),
    }


def needed_parts(kind: _typed.TypedFields) -> Schema:
    """What the dictionary must have where nothing else can give it."""
    shown = {
        name: [part for part, inner in parts.items() if not inner.secret]
        for name, parts in kind._by_type.items()
    }
    required = {name: {"required": parts} for name, parts in shown.items() if parts}
    return {"if": {"type": "object"}, "then": {"required": ["type"], **by_word("type", required)}}


def only(properties: Schema) -> Schema:
    """A dictionary that has no other keys."""
    return {"properties": properties, "additionalProperties": False}


def by_word(key: str, cases: dict[str, Schema], otherwise: Schema | None = None) -> Schema:
    """What holds for each word that may stand under a key, and for all other words."""
    each = [{"if": has(key, {"const": word}), "then": case} for word, case in cases.items()]
    if otherwise is None:
        return {"allOf": each}
    known = has(key, {"enum": list(cases)})
    return {"if": known, "then": {"allOf": each}, "else": otherwise}


def has(key: str, value: Schema) -> Schema:
    """That a key is there, with such a value."""
    return {"required": [key], "properties": {key: value}}
