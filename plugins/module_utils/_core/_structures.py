# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Value types that are lists or dictionaries."""

from __future__ import annotations

from typing import Any, Collection, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _secrecy,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class TextList(_value_types.ValueType):
    """A list of texts whose order matters."""

    filled_in = True

    def option(self) -> dict[str, Any]:
        return {"type": "list", "elements": "str"}

    def normal(self, value: Any) -> Any:
        return (
            [_value_types.to_text(entry) for entry in value]
            if isinstance(value, list)
            else _value_types.to_text(value)
        )

    def is_blank(self, value: Any) -> bool:
        return not value


class TextSet(TextList):
    """A list of texts whose order does not matter.

    ``exclusive``: the entry that can't be combined with others. ``others``: the prefix of all other
    entries.
    """

    def __init__(self, exclusive: str = "", others: str = "") -> None:
        self._exclusive = exclusive
        self._others = others

    def normal(self, value: Any) -> Any:
        texts = super().normal(value)
        return sorted(set(texts)) if isinstance(texts, list) else texts

    def to_send(self, value: Any) -> Any:
        return list(dict.fromkeys(super().normal(value)))

    def problem(self, value: Any) -> str:
        if not value or not all(str(entry).strip() for entry in value):
            return "requires at least one entry, and none may be empty"
        odd = [
            each
            for each in value
            if each != self._exclusive and not str(each).startswith(self._others)
        ]
        if odd:
            return "has the unknown entry %s: use %s, or entries that begin with %s" % (
                odd[0],
                self._exclusive,
                self._others,
            )
        if self._exclusive in value and len(set(value)) > 1:
            return "can't combine %s with other entries" % self._exclusive
        return ""


class TextMap(_value_types.ValueType):
    """A dictionary of texts, such as headers. Values with sensitive names are never shown."""

    filled_in = True

    def option(self) -> dict[str, Any]:
        return {"type": "dict"}

    def normal(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return _value_types.to_text(value)
        return {str(name): _value_types.to_text(entry) for name, entry in value.items()}

    def problem(self, value: Any) -> str:
        for name, entry in value.items():
            if isinstance(entry, (bool, dict, list)):
                kind = _value_types.kind_of(entry)
                return "requires text for %s, not %s: put it in quotes" % (name, kind)
        return ""

    def is_blank(self, value: Any) -> bool:
        return not value

    def masked(self, value: Any) -> Any:
        return _secrecy.mask_secrets(value, _errors.MASK)

    def secret_parts(self, value: Any) -> list[str]:
        given = value if isinstance(value, dict) else {}
        visible = self.without_secrets(given)
        return sorted(str(name) for name in given if name not in visible)


class Headers(TextMap):
    """HTTP headers with case-insensitive names. An update sends only changes."""

    def normal(self, value: Any) -> Any:
        given = value if isinstance(value, dict) else {}
        return {
            str(name).lower(): _value_types.to_text(entry)
            for name, entry in given.items()
            if entry is not None
        }

    def to_send(self, value: Any) -> Any:
        return super().normal({name: text for name, text in value.items() if text is not None})

    def to_update(self, value: Any, found: Any) -> Any:
        desired, there = self.normal(value), self.normal(found)
        changed = {n: t for n, t in self.to_send(value).items() if there.get(n.lower()) != t}
        # Headers that are not sent remain.
        gone = [name for name in found or {} if name.lower() not in desired]
        return {**changed, **dict.fromkeys(gone)}

    def is_stored(self, sent: Any, stored: Any) -> bool:
        there = self.normal(stored)
        return all(
            there.get(name.lower()) == (None if text is None else _value_types.to_text(text))
            for name, text in sent.items()
        )

    def problem(self, value: Any) -> str:
        names = [str(name).lower() for name in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            return "has %s more than once, in different case" % twice[0]
        if not all(name.strip() for name in names):
            return "has a header without a name"
        if any("\n" in str(text) or "\r" in str(text) for text in [*value, *value.values()]):
            return "can't have line breaks"
        return super().problem(value)


class Fields(_value_types.ValueType):
    """A dictionary with typed values, which is given as a whole or not at all.

    Secrets in it can't be read back.
    """

    filled_in = True

    def __init__(self, **types: _value_types.ValueType) -> None:
        self._types = types
        self.holds_secrets = any(kind.secret for kind in types.values())

    def option(self) -> dict[str, Any]:
        return {"type": "dict", "options": {n: kind.option() for n, kind in self._types.items()}}

    def normal(self, value: Any) -> Any:
        parts = self._parts(value)
        return {name: kind.normal(inner) for name, kind, inner in parts if not kind.secret}

    def is_hidden(self, value: Any, found: Any) -> bool:
        secret = any(kind.secret for _name, kind, _inner in self._parts(value))
        return secret and bool(self.normal(value) == self.normal(found))

    def to_send(self, value: Any) -> Any:
        return {name: kind.to_send(inner) for name, kind, inner in self._parts(value)}

    def is_blank(self, value: Any) -> bool:
        return not value

    def without_secrets(self, value: Any) -> Any:
        return {
            name: kind.without_secrets(inner)
            for name, kind, inner in self._parts(value)
            if not kind.secret
        }

    def masked(self, value: Any) -> Any:
        return {name: kind.masked(inner) for name, kind, inner in self._parts(value)}

    def secrets(self, value: Any, words: Collection[str] = ()) -> set[str]:
        return set().union(
            *(kind.secrets(inner, words) for _name, kind, inner in self._parts(value))
        )

    def _parts(self, value: Any) -> Iterator[tuple[str, _value_types.ValueType, Any]]:
        """Yields the parts that are set. An unknown part is secret if its name is sensitive."""
        for name, inner in value.items() if isinstance(value, dict) else ():
            if inner is not None:
                unknown = _value_types.SECRET if _secrecy.sounds_secret(name) else _value_types.TEXT
                yield name, self._types.get(name, unknown), inner


TEXT_LIST = TextList()
TEXT_MAP = TextMap()
HEADERS = Headers()
