# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Describes the fields of conditions and actions, for tables."""

from __future__ import annotations

from typing import Any

# Any kind of reference.
ANY = "*"


class Part:
    """A value, or one entry of a list value.

    ``kind``: the kind of record that a reference may refer to, "" for none. ``form``: the format of
    the ID in the API. ``text``: whether it is free text. ``pairs``: whether it may be a list of
    key-value pairs. ``hint``: a hint for values that are not text. ``nameless``: what the value is,
    if it differs between accounts and has no name.
    """

    def __init__(
        self,
        kind: str = "",
        form: str = "%s",
        text: bool = False,
        pairs: bool = False,
        hint: str = "",
        nameless: str = "",
    ) -> None:
        self.kind = kind
        self.form = form
        self.text = text
        self.pairs = pairs
        self.hint = hint
        self.nameless = nameless


class Field:
    """The value of one field.

    ``value``: the value itself, or each entry of a list. ``parts``: the entries of a list with
    different meanings. ``boolean``: whether booleans are allowed. ``words``: whether it is a set of
    case-insensitive words. ``lower``: whether the field name is always lower case.
    """

    def __init__(
        self,
        value: Part | None = None,
        parts: tuple[Part, ...] = (),
        boolean: bool = False,
        words: bool = False,
        lower: bool = False,
    ) -> None:
        self.value = value or Part()
        self.parts = parts
        self.boolean = boolean
        self.words = words
        self.lower = lower

    def part(self, at: int | None) -> Part:
        """Returns the part at a position, from 0; None for a value that is not a list."""
        if at is None or not self.parts:
            return self.value
        return self.parts[at] if at < len(self.parts) else PLAIN


class Fields:
    """The known fields.

    ``families``: prefix -> field. ``named``: kind -> the format of a field with the ID of such a
    record.
    """

    def __init__(
        self, fields: dict[str, Field], families: dict[str, Field], named: dict[str, str]
    ) -> None:
        self._fields = fields
        self._families = families
        self.named = named

    def of(self, name: Any) -> Field:
        """Returns a known field. An unknown field takes any reference."""
        found = self._fields.get(name) if isinstance(name, str) else None
        if found:
            return found
        for beginning, field in self._families.items():
            if str(name).startswith(beginning):
                return field
        return UNKNOWN

    def name(self, given: Any) -> Any:
        """Returns the name of a field as Zendesk writes it."""
        return given.lower() if isinstance(given, str) and self.of(given).lower else given


PLAIN = Part()
UNKNOWN = Field(Part(ANY))
