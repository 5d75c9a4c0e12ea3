# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Visits the places of references in conditions and actions."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _rule_fields

# Placeholders in text, and the custom fields in them.
_BRACES = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_TICKET_FIELD = re.compile(r"(?<=ticket\.ticket_field_)(option_title_)?(\[[^\[\]\n]+\]|[0-9]+)")
# The prefix of lookup fields, which contain custom fields without braces.
_LOOKUP = "lookup:"
TICKET_FIELD = "ticket_field"


class Spot(NamedTuple):
    """A place for an ID.

    ``place``: the path for messages. ``kind``: of the record. ``form``: the format of the ID in the
    API. ``field``: the field that the value is for, "" for the field itself.
    """

    place: str
    kind: str
    form: str
    field: str


class Visitor:
    """Visits each spot; this base class changes nothing."""

    def at(self, spot: Spot, value: Any) -> Any:
        """Returns the new value at a spot: an ID as text, or a reference."""
        return value

    def seen(self, place: str, part: _rule_fields.Part, value: Any) -> None:
        """Called for every value and every entry of a value, after it was replaced."""

    def in_text(self, place: str, name: str) -> str:
        """Returns the replacement for a custom ticket field in text: an ID, or C([title])."""
        return name


def visited(entry: Any, fields: _rule_fields.Fields, place: str, visitor: Visitor) -> Any:
    """Returns a copy of a condition or an action after visiting its spots."""
    if not isinstance(entry, dict):
        return entry
    found = dict(entry)
    if "field" in entry:
        found["field"] = _field(entry["field"], fields, place, visitor)
    if entry.get("value") is not None:
        field = fields.of(entry.get("field"))
        found["value"] = _value(
            entry["value"], field, str(found.get("field")), "%s.value" % place, visitor
        )
    return found


def _field(value: Any, fields: _rule_fields.Fields, place: str, visitor: Visitor) -> Any:
    for kind, form in fields.named.items():
        fits = kind in value if isinstance(value, dict) else id_in(form, value) is not None
        if fits:
            return visitor.at(Spot(place + ".field", kind, form, ""), value)
    return _text(value, place + ".field", visitor)


def _value(value: Any, field: _rule_fields.Field, name: str, place: str, visitor: Visitor) -> Any:
    if not isinstance(value, list):
        return _part(value, field.part(None), name, place, visitor)
    return [
        _part(entry, field.part(at), name, "%s[%d]" % (place, at + 1), visitor)
        for at, entry in enumerate(value)
    ]


def _part(value: Any, part: _rule_fields.Part, name: str, place: str, visitor: Visitor) -> Any:
    if part.kind and not isinstance(value, list):
        value = visitor.at(Spot(place, part.kind, part.form, name), value)
    value = _text(value, place, visitor)
    visitor.seen(place, part, value)
    return value


def _text(value: Any, place: str, visitor: Visitor) -> Any:
    if isinstance(value, list):
        return [_text(entry, place, visitor) for entry in value]
    if not isinstance(value, str) or "ticket.ticket_field_" not in value:
        return value

    def replaced(found: re.Match[str]) -> str:
        return (found.group(1) or "") + visitor.in_text(place, found.group(2))

    if value.startswith(_LOOKUP):
        return _TICKET_FIELD.sub(replaced, value)
    return _BRACES.sub(lambda braces: _TICKET_FIELD.sub(replaced, braces.group()), value)


def is_id(text: str) -> bool:
    """Whether text looks like an ID: digits, or the 26 characters of a ULID."""
    return text.isascii() and (text.isdigit() or (len(text) == 26 and text.isalnum()))


def id_in(form: str, value: Any) -> str | None:
    """Returns the ID in an API value; None if it has another format."""
    start, _percent, end = form.partition("%s")
    text = str(value)
    inner = text[len(start) : len(text) - len(end)]
    fits = inner.isascii() and (inner.isalnum() if form == "%s" else inner.isdigit())
    return inner if text.startswith(start) and text.endswith(end) and fits else None
