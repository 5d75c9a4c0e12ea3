# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The shapes of values: how each is taken from a task, compared, sent and shown.

Those of lists and dictionaries are in C(_structures).
"""

from __future__ import annotations

import re
from typing import Any, Collection, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import _secrecy
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_KINDS = {bool: "a boolean", dict: "a dictionary", list: "a list", str: "text"}
_BEGINS_LIKE_ADDRESS = re.compile(r"https?://[^\s/]|\{[{%]", re.IGNORECASE)


def kind_of(value: Any) -> str:
    """What a value is, in words."""
    if value is None:
        return "null"
    return next((text for kind, text in _KINDS.items() if isinstance(value, kind)), "a number")


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
    user and a password. ``has_references``: names may stand in it in place of IDs.
    ``holds_secrets``: parts of it are secret. ``cleared_by``: what removes it, with the place of its name.
    ``example``: how a value is written, "" where it is plain.
    """

    secret = False
    choices: tuple[str, ...] = ()
    filled_in = False
    address = False
    has_references = False
    holds_secrets = False
    cleared_by = 'an empty text for "%s"'
    example = ""

    def option(self) -> dict[str, Any]:
        """The argument spec."""
        return {"type": "str"}

    def normal(self, value: Any) -> Any:
        """Two values mean the same to Zendesk where their normal forms are equal."""
        return to_text(value)

    def to_send(self, value: Any) -> Any:
        """The form that the API takes."""
        return self.normal(value)

    def to_update(self, value: Any, found: Any) -> Any:
        """What an update sends to make this of what is ``found``."""
        return self.to_send(value)

    def is_stored(self, sent: Any, stored: Any) -> bool:
        """Whether what was sent is there now, as far as that can be seen."""
        return bool(self.normal(sent) == self.normal(stored)) or self.is_hidden(sent, stored)

    def is_blank(self, value: Any) -> bool:
        """Whether a value says nothing, so that a mandatory attribute lacks one."""
        return not has_value(value) or not str(value).strip()

    def lacks(self, value: Any) -> list[str]:
        """The parts without which a value can't be sent."""
        return []

    def secret_parts(self, value: Any) -> list[str]:
        """The names of the parts of a value that are secrets."""
        return []

    def is_hidden(self, value: Any, found: Any) -> bool:
        """Whether nobody can say if ``found`` is this value: it reads back as nothing, or masked."""
        return False

    def problem(self, value: Any) -> str:
        """What a value must be, "" where it is that; it follows the name of the attribute."""
        return ""

    def problems(self, value: Any) -> list[tuple[str, str]]:
        """What is wrong with a value: places in it, "" for all of it, and what each must be."""
        text = self.problem(value)
        return [("", text)] if text else []

    def refusal(self, value: Any, found: Any) -> str:
        """Why what is ``found`` can't become this value, "" where it can; it follows the name."""
        return ""

    def visited(self, value: Any, visitor: Any) -> Any:
        """The same value, with what a C(_visits.Visitor) puts where a record can be named."""
        return value

    def as_given(self, value: Any) -> Any:
        """A value that was read, as a task would give it."""
        return value

    def with_lists(self, value: Any) -> Iterator[tuple[str, Any, list[Any]]]:
        """The values of conditions and actions that are lists, each with its place and its field."""
        return iter(())

    def lists(self, value: Any) -> Iterator[tuple[str, list[Any]]]:
        """The lists in a value, each with its place behind the name of the attribute."""
        return iter(())

    def places_of(self, value: Any, text: str) -> list[str]:
        """Where a text stands in a value that has places."""
        return []

    def advice(self, value: Any) -> str:
        """What a user of a value should know, "" where it is nothing; it follows the name."""
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


class External(Address):
    """An address to which the service sends requests. It may begin with a placeholder."""

    def problem(self, value: Any) -> str:
        if _BEGINS_LIKE_ADDRESS.match(str(value)):
            return ""
        return "must begin with https:// (or http://); got %s" % value

    def advice(self, value: Any) -> str:
        if str(value).lower().startswith("http://"):
            return (
                "uses http, so requests and their secrets are not encrypted: use https:// if the "
                "receiver supports it"
            )
        return ""


class Given(ValueType):
    """A text that the service sets where none is sent."""

    filled_in = True


class HeaderName(ValueType):
    """The name of a header: upper and lower case make no difference."""

    def normal(self, value: Any) -> Any:
        return to_text(value).lower()

    def to_send(self, value: Any) -> Any:
        return to_text(value)


class Number(Given):
    """A whole number."""

    def option(self) -> dict[str, Any]:
        return {"type": "int"}

    def to_send(self, value: Any) -> Any:
        return int(value)


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
        self._by_case = {choice.lower(): choice for choice in choices}

    def normal(self, value: Any) -> Any:
        text = to_text(value).lower()
        return self._by_case.get(text, text)

    def problem(self, value: Any) -> str:
        if str(value).lower() in self._by_case:
            return ""
        several = len(self.choices) > 1
        return "must be %s%s" % ("one of " if several else "", ", ".join(self.choices))


class Secret(ValueType):
    """A text that is never shown."""

    secret = True

    def option(self) -> dict[str, Any]:
        return {"type": "str", "no_log": True}

    def is_hidden(self, value: Any, found: Any) -> bool:
        if not has_value(value):
            return False
        masked = _secrecy.is_masked(found) and self.normal(value) != self.normal(found)
        return masked or not has_value(found)

    def masked(self, value: Any) -> Any:
        return _errors.MASK

    def secrets(self, value: Any, words: Collection[str] = ()) -> set[str]:
        if isinstance(value, (dict, list)):
            return _secrecy.secrets_within(value, True, words)
        return set() if isinstance(value, bool) else {to_text(value)}


TEXT = ValueType()
ADDRESS = Address()
EXTERNAL = External()
GIVEN = Given()
HEADER_NAME = HeaderName()
NUMBER = Number()
BOOLEAN = Boolean()
FLAG = Flag()
SECRET = Secret()
