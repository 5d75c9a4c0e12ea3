# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The shapes of values: how each is taken from a task, compared, sent and shown."""

from __future__ import annotations

from typing import Any, Collection, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import _secrecy
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


def has_value(value: Any) -> bool:
    """Zendesk says "not set" with null, with an empty text or by leaving the key out."""
    return value is not None and value != ""


def to_text(value: Any) -> str:
    """A value as Zendesk would write it; nothing is an empty text."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _truth(value: Any) -> bool:
    return to_text(value).lower() in ("true", "1", "yes", "on")


class ValueType:
    """A text, and what all other types of values have in common.

    ``secret``: nothing of a value may be shown. ``choices``: the values that the API takes, lower
    case. ``filled_in``: the service may set a value where none is sent. ``address``: it may hold a
    user and a password.
    """

    secret = False
    choices: tuple[str, ...] = ()
    filled_in = False
    address = False

    def option(self) -> dict[str, Any]:
        """The argument spec."""
        return {"type": "str"}

    def normal(self, value: Any) -> Any:
        """Two values mean the same to Zendesk where their normal forms are equal."""
        return to_text(value)

    def to_send(self, value: Any) -> Any:
        """The form that the API takes."""
        return self.normal(value)

    def is_blank(self, value: Any) -> bool:
        """Whether a value says nothing, so that a mandatory attribute lacks one."""
        return not has_value(value) or not str(value).strip()

    def problem(self, value: Any) -> str:
        """What a value must be, "" where it is that; it follows the name of the attribute."""
        return ""

    def without_secrets(self, value: Any) -> Any:
        """What a result shows."""
        return _secrecy.strip_secrets(value)

    def masked(self, value: Any) -> Any:
        """What a diff shows."""
        return value

    def secrets(self, value: Any, words: Collection[str] = ()) -> set[str]:
        """The texts in a value that no output may hold. ``words``: those that are no secret."""
        if isinstance(value, (dict, list)):
            return _secrecy.secrets_within(value, False, words)
        return set()


class Address(ValueType):
    """A text that is an address."""

    address = True


class Boolean(ValueType):
    """True or false."""

    filled_in = True

    def option(self) -> dict[str, Any]:
        return {"type": "bool"}

    def normal(self, value: Any) -> Any:
        return _truth(value)


class Flag(Boolean):
    """A boolean to the user, the text "0" or "1" to the API."""

    def to_send(self, value: Any) -> Any:
        return "1" if _truth(value) else "0"


class Choice(ValueType):
    """One of several words. The API does not mind their case."""

    filled_in = True

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def normal(self, value: Any) -> Any:
        return to_text(value).lower()

    def problem(self, value: Any) -> str:
        if str(value).lower() in self.choices:
            return ""
        return "must be one of %s" % ", ".join(self.choices)


class Secret(ValueType):
    """A text that is never shown."""

    secret = True

    def option(self) -> dict[str, Any]:
        return {"type": "str", "no_log": True}

    def masked(self, value: Any) -> Any:
        return _errors.MASK

    def secrets(self, value: Any, words: Collection[str] = ()) -> set[str]:
        if isinstance(value, (dict, list)):
            return _secrecy.secrets_within(value, True, words)
        return set() if isinstance(value, bool) else {to_text(value)}


class TextList(ValueType):
    """A list of texts, in an order that matters."""

    filled_in = True

    def option(self) -> dict[str, Any]:
        return {"type": "list", "elements": "str"}

    def normal(self, value: Any) -> Any:
        return [to_text(entry) for entry in value] if isinstance(value, list) else to_text(value)

    def is_blank(self, value: Any) -> bool:
        return not value


class TextMap(ValueType):
    """Names with a text each, such as headers; what sounds secret among them is never shown."""

    filled_in = True

    def option(self) -> dict[str, Any]:
        return {"type": "dict"}

    def normal(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return to_text(value)
        return {str(name): to_text(entry) for name, entry in value.items()}

    def problem(self, value: Any) -> str:
        nested = [name for name, entry in value.items() if isinstance(entry, (bool, dict, list))]
        return "must have a text for each name, which %s has not" % nested[0] if nested else ""

    def is_blank(self, value: Any) -> bool:
        return not value

    def masked(self, value: Any) -> Any:
        return _secrecy.mask_secrets(value, _errors.MASK)


class Fields(ValueType):
    """A dictionary of values that have types of their own; it is given or not as a whole."""

    filled_in = True

    def __init__(self, **types: ValueType) -> None:
        self._types = types

    def option(self) -> dict[str, Any]:
        return {"type": "dict", "options": {n: kind.option() for n, kind in self._types.items()}}

    def normal(self, value: Any) -> Any:
        return {name: kind.normal(inner) for name, kind, inner in self._parts(value)}

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

    def _parts(self, value: Any) -> Iterator[tuple[str, ValueType, Any]]:
        """What is set of a value. A name that is not in the table is judged by how it sounds."""
        for name, inner in value.items() if isinstance(value, dict) else ():
            if inner is not None:
                unknown = SECRET if _secrecy.sounds_secret(name) else TEXT
                yield name, self._types.get(name, unknown), inner


TEXT = ValueType()
ADDRESS = Address()
BOOLEAN = Boolean()
FLAG = Flag()
SECRET = Secret()
TEXT_LIST = TextList()
TEXT_MAP = TextMap()
