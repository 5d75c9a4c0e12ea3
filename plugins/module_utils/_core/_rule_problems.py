# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Validates given conditions and actions. Loaded only when needed."""

from __future__ import annotations

from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _rule_fields,
    _value_types,
)

_KEYS = ("field", "operator", "value")
_NEARLY_SAME = 0.75
_QUOTE = (
    "is a boolean: put it in quotes, because YAML reads yes, no, on, off, true and false as "
    "booleans"
)
_EMPTIED = (
    "is empty. If it contains placeholders of Zendesk, put !unsafe before each text, not before "
    "the list or dictionary around it"
)
_NOT_TEXT = "must be text. If it comes from a variable or a file, add | string%s"


def of_list(
    place: str, entries: list[Any], fields: _rule_fields.Fields
) -> Iterator[tuple[str, str]]:
    """Yields the problems in a list of conditions or actions, each with its path."""
    for at, entry in enumerate(entries, 1):
        yield from _of_entry("%s[%d]" % (place, at), entry, fields)


def _of_entry(place: str, entry: Any, fields: _rule_fields.Fields) -> Iterator[tuple[str, str]]:
    if not isinstance(entry, dict):
        yield (
            place,
            "must be a dictionary with field and value, not %s" % _value_types.kind_of(entry),
        )
        return
    if not entry:
        yield place, _EMPTIED
        return
    misspelt = set()
    for name in entry:
        near = "" if name in _KEYS else _nearest_key(str(name))
        if near:
            misspelt.add(near)
            yield place, "has the key %s: did you mean %s?" % (name, near)
    if "field" in entry or "field" not in misspelt:
        yield from _of_field(place, entry.get("field"), fields)
    operator = entry.get("operator")
    if operator is not None and not isinstance(operator, str):
        yield place + ".operator", "must be text, not %s" % _value_types.kind_of(operator)
    if entry.get("value") is not None:
        field = fields.of(entry.get("field"))
        yield from _of_value(place + ".value", entry["value"], field)


def _nearest_key(name: str) -> str:
    # Imported late, because most entries have no other key.
    import difflib

    near = difflib.get_close_matches(name.lower(), _KEYS, 1, _NEARLY_SAME)
    return near[0] if near else ""


def _of_field(place: str, name: Any, fields: _rule_fields.Fields) -> Iterator[tuple[str, str]]:
    if name is None or name == "":
        yield place, "has no field"
    elif isinstance(name, dict):
        kinds = [kind for kind in fields.named if kind in name]
        if not kinds:
            yield (
                place + ".field",
                "must be text, or a reference with %s" % " or ".join(sorted(fields.named)),
            )
        else:
            yield from of_reference(place + ".field", name)
    elif not isinstance(name, str):
        yield place + ".field", "must be text, not %s" % _value_types.kind_of(name)


def _of_value(place: str, value: Any, field: _rule_fields.Field) -> Iterator[tuple[str, str]]:
    if not isinstance(value, list):
        yield from _of_part(place, value, field.part(None), field)
        return
    for at, entry in enumerate(value):
        yield from _of_part("%s[%d]" % (place, at + 1), entry, field.part(at), field)


def _of_part(
    place: str, value: Any, part: _rule_fields.Part, field: _rule_fields.Field
) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if isinstance(value, bool):
        if not field.boolean:
            yield place, _QUOTE
    elif value in ({}, []):
        yield place, _EMPTIED
    elif isinstance(value, dict):
        yield from _of_dictionary(place, value, part)
    elif isinstance(value, list):
        yield from _of_inner_list(place, value, part)


def _of_dictionary(
    place: str, value: dict[str, Any], part: _rule_fields.Part
) -> Iterator[tuple[str, str]]:
    if part.text:
        yield place, _NOT_TEXT % part.hint
    elif not part.kind:
        yield place, "does not take a reference: use text instead"
    elif part.kind not in (_rule_fields.ANY, *value):
        yield (
            place,
            "must be text, or a reference such as {%s: name}; got the keys %s"
            % (part.kind, ", ".join(map(str, value))),
        )
    else:
        yield from of_reference(place, value)


def of_reference(place: str, value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yields the problems with a reference of any kind."""
    for name, text in value.items():
        if isinstance(text, bool) or not isinstance(text, (str, int, float)):
            yield place, "requires text for %s, not %s" % (name, _value_types.kind_of(text))
        elif not str(text).strip():
            yield place, "has an empty name for %s" % name


def _of_inner_list(
    place: str, value: list[Any], part: _rule_fields.Part
) -> Iterator[tuple[str, str]]:
    if part.text and not part.pairs:
        yield place, _NOT_TEXT % part.hint
        return
    for at, entry in enumerate(value, 1):
        inner = "%s[%d]" % (place, at)
        if part.pairs and not (isinstance(entry, list) and len(entry) == 2):
            yield inner, "must be a pair of a key and a value, which are both text"
        else:
            for text in entry if isinstance(entry, list) else [entry]:
                if isinstance(text, bool):
                    yield inner, _QUOTE
                elif isinstance(text, (dict, list)):
                    yield inner, _NOT_TEXT % part.hint
