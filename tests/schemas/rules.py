# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions and actions: which field takes the name of what."""

from __future__ import annotations

import json
from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _rule_fields,
    _rule_values,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources import _lookups
from ansible_collections.community.zendesk.plugins.module_utils._resources._rule_fields import (
    ACTIONS,
    CONDITIONS,
)

from .documented import items_of, paragraph, references
from .values import (
    QUOTES,
    TEXT,
    TEXTS,
    Schema,
    has,
    list_of,
    of_type,
    only,
    proposed,
    reference_to,
    such_as,
    unless_template,
)

# Other keys are sent as they are, so only those are refused that are nearly one of these.
_NEARLY = r"^(?!field$|operator$|value$)(f[ield]{3,5}|o[perat]{6,8}|v[alue]{3,5})s?$"


def definitions() -> dict[str, Schema]:
    """Of the attributes C(conditions) and C(actions), and of all that stands in them."""
    docs = items_of("triggers")
    lists = {
        name: {"description": paragraph(option["description"])} | list_of(reference_to("condition"))
        for name, option in docs["conditions"]["suboptions"].items()
    }
    values: dict[str, Schema] = {}
    found = {
        "conditions": {
            "description": paragraph(docs["conditions"]["description"]),
            **of_type(
                "object",
                **such_as(_rule_values.Conditions(CONDITIONS)),
                properties=lists,
                **_needs_one_of(list(lists)),
            ),
        },
        "condition": _entry(CONDITIONS, docs["conditions"], values),
        "actions": {
            "description": paragraph(docs["actions"]["description"]),
            **list_of(reference_to("action"), minItems=1),
        },
        "action": _entry(ACTIONS, docs["actions"], values),
    }
    kinds = {"%s_reference" % kind: _reference(kind) for kind in _lookups.KINDS}
    return {**found, **values, **kinds, "any_reference": _any_reference()}


def _needs_one_of(names: list[str]) -> Schema:
    return {
        "if": {"anyOf": [{"required": [name]} for name in names]},
        "then": only(dict.fromkeys(names, True)),
        "else": {"required": names[:1], "errorMessage": "Give %s." % " or ".join(names)},
    }


def _entry(fields: _rule_fields.Fields, docs: dict[str, Any], values: dict[str, Schema]) -> Schema:
    """A condition or an action. The forms of values that it needs are added to ``values``."""
    said = [text for text in docs["description"] if text.startswith("Each ")]
    by_form: dict[str, list[str]] = {}
    for name, field in fields._fields.items():
        by_form.setdefault(_definition(name, field, values), []).append(name)
    cases: list[tuple[Schema, str]] = [({"enum": names}, form) for form, names in by_form.items()]
    families = {
        "^" + beginning.replace(".", r"\."): _definition(beginning, field, values)
        for beginning, field in fields._families.items()
    }
    cases += [({"type": "string", "pattern": start}, form) for start, form in families.items()]
    known = {"anyOf": [condition for condition, _form in cases]}
    cases.append(({"not": known}, _definition("", _rule_fields.UNKNOWN, values)))
    return unless_template(
        {
            "description": paragraph(said),
            "type": "object",
            "required": ["field"],
            "properties": {
                "field": _field(fields),
                "operator": {"type": "string"},
                "value": True,
            },
            "patternProperties": {_NEARLY: False},
            "allOf": [
                {
                    "if": has("field", condition),
                    "then": {"properties": {"value": reference_to(form)}},
                }
                for condition, form in cases
            ],
        }
    )


def _field(fields: _rule_fields.Fields) -> Schema:
    first, *others = (reference_to("%s_reference" % kind) for kind in fields.named)
    named = first
    for kind, reference in zip(list(fields.named)[1:], others):
        named = {"if": {"required": [kind]}, "then": reference, "else": named}
    return {
        "type": ["string", "object"],
        "if": {"type": "object"},
        "then": named,
        **proposed(sorted(fields._fields)),
    }


def _definition(name: str, field: _rule_fields.Field, values: dict[str, Schema]) -> str:
    """The name of the definition of a form of values, which is added if it is a new one."""
    schema = _value(field)
    for known, other in values.items():
        if json.dumps(other) == json.dumps(schema):
            return known
    own = {_rule_fields.ANY: "any", "": "text"}.get(field.value.kind, field.value.kind)
    if field.boolean:
        own = "boolean"
    new = "%s_value" % (name if field.parts else own)
    assert new not in values
    values[new] = schema
    return new


def _value(field: _rule_fields.Field) -> Schema:
    found = _part(field.value)
    types = [*found["type"], *(["boolean"] if field.boolean else []), "array", "null"]
    entries = [_part(part) for part in field.parts]
    return {
        **found,
        "type": list(dict.fromkeys(types)),
        **({"items": entries} if entries else {"items": _part(field.value)}),
    }


def _part(part: _rule_fields.Part) -> Schema:
    if part.pairs and not part.kind:
        pair = list_of(reference_to("text"), minItems=2, maxItems=2)
        text = "Text, or a list of pairs. " + QUOTES
        return {"type": [*TEXT, "array"], "errorMessage": text, "items": pair}
    if not part.kind:
        return dict(TEXTS)
    is_any = part.kind == _rule_fields.ANY
    kind = "any" if is_any else part.kind
    shape = "a dictionary with a name" if is_any else "a name such as {%s: ...}" % kind
    return {
        "type": [*TEXT, "object", *(["array"] if is_any else [])],
        "errorMessage": "Text, or %s. %s" % (shape, QUOTES),
        "if": {"type": "object"},
        "then": reference_to(kind + "_reference"),
    }


# --- names in place of IDs


def _keys_of(kind: str) -> Iterator[str]:
    yield kind
    yield from _lookups.KINDS[kind].narrowed_by


def _named(keys: list[str], said: str) -> Schema:
    named = only({key: reference_to("text") for key in keys})
    return {"errorMessage": "%s is allowed here." % said, **named}


def _reference(kind: str) -> Schema:
    key, *beside = keys = list(_keys_of(kind))
    said = "Only {%s: ...}" % key
    if beside:
        said += ", or {%s: ..., %s: ...}," % (key, beside[0])
    # A key that is not allowed is one mistake, not two.
    return {
        **_named(keys, said),
        "if": {"propertyNames": {"enum": keys}},
        "then": {"required": [kind]},
    }


def _any_reference() -> Schema:
    keys = dict.fromkeys(key for kind in _lookups.KINDS for key in _keys_of(kind))
    said = "Only the name of one of %s" % ", ".join(_lookups.KINDS)
    return {"description": references(), **_named(list(keys), said), "minProperties": 1}
