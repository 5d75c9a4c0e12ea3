# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""What the fields of business rules hold: a table of conditions or of actions is made of these."""

from __future__ import annotations

from typing import Any

# Any kind of reference.
ANY = "*"


class Part:
    """What stands as a value, or at one place of a list value.

    ``kind``: of the record that a reference there may name, "" where none may stand. ``form``: how the
    API writes the ID of that record. ``text``: it is written text. ``pairs``: a list of pairs of text
    may stand in its place. ``hint``: what helps who has something else than text. ``nameless``: what it
    stands for, where that differs between accounts and nothing names it.
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
    """What the value of one field is.

    ``value``: the value itself, or each entry where it is a list. ``parts``: the places of a list
    that have a meaning each. ``boolean``: true and false may be written as booleans. ``words``: it is
    a set of words, and their case does not matter. ``lower``: the service has the name of the field in
    lower case only.
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
        """What stands at a place of the value, from 0; None for a value that is no list."""
        if at is None or not self.parts:
            return self.value
        return self.parts[at] if at < len(self.parts) else PLAIN


class Fields:
    """The fields that are known. ``families``: those that begin with a text, under that text.

    ``named``: kind -> how the API writes a field that names a record of it.
    """

    def __init__(
        self, fields: dict[str, Field], families: dict[str, Field], named: dict[str, str]
    ) -> None:
        self._fields = fields
        self._families = families
        self.named = named

    def of(self, name: Any) -> Field:
        """What is known of a field. One that no table has takes any reference."""
        found = self._fields.get(name) if isinstance(name, str) else None
        if found:
            return found
        for beginning, field in self._families.items():
            if str(name).startswith(beginning):
                return field
        return UNKNOWN

    def name(self, given: Any) -> Any:
        """The name of a field as the service has it."""
        return given.lower() if isinstance(given, str) and self.of(given).lower else given


PLAIN = Part()
UNKNOWN = Field(Part(ANY))
