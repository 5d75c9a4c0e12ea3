# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Compares, sends and shows the conditions and actions of rules."""

from __future__ import annotations

import json
from typing import Any, Callable, Collection, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _rule_fields,
    _value_types,
    _visits,
)

_ORDER = ("field", "operator", "value")
# How the definitions of an account write "nothing".
_NOTHING = "__NULL__"
# The default operator.
_IS = "is"


class Clauses(_value_types.ValueType):
    """The common parts of conditions and actions: lists of dictionaries with a field and a value."""

    filled_in = True
    has_references = True

    def __init__(self, fields: _rule_fields.Fields) -> None:
        self._fields = fields

    def rebuilt(self, lists: dict[str, list[Any]]) -> Any:
        """Returns a value of the same shape, from lists by their path."""
        raise NotImplementedError

    def is_empty(self, value: Any) -> bool:
        """Whether a value has no entries."""
        return not any(entries for _place, entries in self.lists(value))

    def is_blank(self, value: Any) -> bool:
        return self.is_empty(value)

    def mapped(self, value: Any, change: Callable[[Any, str], Any]) -> Any:
        """Changes all entries of a value; ``change`` gets each entry with its path."""
        return self.rebuilt(
            {
                place: [
                    change(entry, "%s[%d]" % (place, at)) for at, entry in enumerate(entries, 1)
                ]
                for place, entries in self.lists(value)
            }
        )

    def to_send(self, value: Any) -> Any:
        return self.mapped(value, lambda entry, _place: _to_send(entry, self._fields))

    def as_given(self, value: Any) -> Any:
        # Text instead of booleans and numbers in the API.
        return self.mapped(value, lambda entry, _place: _as_given(entry))

    def normal(self, value: Any) -> Any:
        return {place: self._normal(entries) for place, entries in self.lists(value)}

    def problems(self, value: Any) -> list[tuple[str, str]]:
        # Imported late, because most rules have no problems.
        from ansible_collections.community.zendesk.plugins.module_utils._core import _rule_problems

        return [
            problem
            for place, entries in self.lists(value)
            for problem in _rule_problems.of_list(place, entries, self._fields)
        ]

    def visited(self, value: Any, visitor: _visits.Visitor) -> Any:
        if not isinstance(value, (dict, list)):
            return value
        return self.mapped(
            value, lambda entry, place: _visits.visited(entry, self._fields, place, visitor)
        )

    def places_of(self, value: Any, text: str) -> list[str]:
        """Returns the paths of text in a value."""
        return [
            "%s[%d]" % (place, at)
            for place, entries in self.lists(value)
            for at, entry in enumerate(entries, 1)
            if isinstance(entry, dict) and text in _texts_in(entry.get("value"))
        ]

    def with_parts(self, value: Any) -> Iterator[tuple[str, _rule_fields.Field, list[Any]]]:
        for place, entries in self.lists(value):
            for at, entry in enumerate(entries, 1):
                field = self._fields.of(entry.get("field")) if isinstance(entry, dict) else None
                if field and field.parts:
                    given = entry.get("value")
                    parts = given if isinstance(given, list) else [given]
                    yield "%s[%d].value" % (place, at), field, parts

    def without_secrets(self, value: Any) -> Any:
        return value

    def secrets(self, value: Any, words: Collection[str] = ()) -> set[str]:
        # Secrets in them are known from options. The texts of rules are not secret.
        return set()

    def _normal(self, entries: list[Any]) -> list[str]:
        return [_normal_entry(entry, self._fields) for entry in entries]


class Conditions(Clauses):
    """The conditions of a rule. Their order does not matter."""

    example = "{all: [{field: status, operator: is, value: new}]}"

    def option(self) -> dict[str, Any]:
        entries = {"type": "list", "elements": "raw"}
        return {"type": "dict", "options": {"all": dict(entries), "any": dict(entries)}}

    def lists(self, value: Any) -> Iterator[tuple[str, list[Any]]]:
        given = value if isinstance(value, dict) else {}
        for name in ("all", "any"):
            entries = given.get(name)
            yield "." + name, entries if isinstance(entries, list) else []

    def rebuilt(self, lists: dict[str, list[Any]]) -> Any:
        return {place[1:]: entries for place, entries in lists.items()}

    def is_blank(self, value: Any) -> bool:
        # Rules without conditions exist and are left unchanged.
        return False

    def refusal(self, value: Any, found: Any) -> str:
        if self.is_empty(value) and not self.is_empty(found):
            return "can't be emptied: a rule needs at least one condition. Set active=false to deactivate it"
        return ""

    def lacks(self, value: Any) -> list[str]:
        return ["all"] if self.is_empty(value) else []

    def _normal(self, entries: list[Any]) -> list[str]:
        return sorted(super()._normal([_with_operator(entry) for entry in entries]))

    def to_send(self, value: Any) -> Any:
        return super().to_send(self.mapped(value, lambda entry, _place: _with_operator(entry)))


class Actions(Clauses):
    """The actions of a rule, in the order in which they are carried out."""

    def option(self) -> dict[str, Any]:
        return {"type": "list", "elements": "raw"}

    def lists(self, value: Any) -> Iterator[tuple[str, list[Any]]]:
        yield "", value if isinstance(value, list) else []

    def rebuilt(self, lists: dict[str, list[Any]]) -> Any:
        return lists[""]

    def to_send(self, value: Any) -> Any:
        # Conditions may lack a value, but an action that clears a field needs an empty one.
        sent = super().to_send(value)
        return [dict(e, value=e.get("value", "")) if isinstance(e, dict) else e for e in sent]


def normal_value(value: Any) -> Any:
    """Normalizes a value of a condition or an action, which the API may return in several forms."""
    if value is None or value == _NOTHING:
        return ""
    if isinstance(value, list):
        return [normal_value(entry) for entry in value]
    if isinstance(value, dict):
        return {str(name): normal_value(entry) for name, entry in value.items()}
    return _value_types.to_text(value)


def _normal_entry(entry: Any, fields: _rule_fields.Fields) -> str:
    """Returns text, so that entries can be sorted."""
    if not isinstance(entry, dict):
        return json.dumps(normal_value(entry), sort_keys=True)
    kept = {name: normal_value(value) for name, value in entry.items()}
    # A key without a value counts as missing.
    kept = {name: value for name, value in kept.items() if value != ""}
    kept["value"] = kept.get("value", "")
    kept["field"] = fields.name(entry.get("field"))
    if fields.of(entry.get("field")).words:
        kept["value"] = _words(kept["value"])
    return json.dumps(kept, sort_keys=True)


def _words(value: Any) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    return sorted({word for text in texts for word in str(text).lower().split()})


def _with_operator(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    return dict(entry, operator=entry.get("operator") or _IS)


def _to_send(entry: Any, fields: _rule_fields.Fields) -> Any:
    if not isinstance(entry, dict):
        return entry
    names = [name for name in _ORDER if name in entry]
    names += [name for name in entry if name not in _ORDER]
    sent = {name: _value_to_send(entry[name]) for name in names if entry[name] is not None}
    if "field" in sent:
        sent["field"] = fields.name(sent["field"])
    return sent


def _as_given(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {name: _value_to_send(value) for name, value in entry.items()}


def _value_to_send(value: Any) -> Any:
    """Converts a value, because Zendesk rejects numbers, booleans, and its own word for nothing."""
    if value == _NOTHING:
        return ""
    if isinstance(value, list):
        return [_value_to_send(entry) for entry in value]
    if isinstance(value, (bool, int, float)):
        return _value_types.to_text(value)
    return value


def _texts_in(value: Any) -> list[str]:
    """Returns the texts of a value or of its entries."""
    return [str(entry) for entry in (value if isinstance(value, list) else [value])]
