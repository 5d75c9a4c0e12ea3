# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Value types: how values are read from a task, compared, sent and shown.

Types of lists and dictionaries are in C(_structures).
"""

from __future__ import annotations

import re
from typing import Any, Collection, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import _secrecy
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_KINDS = {bool: "a boolean", dict: "a dictionary", list: "a list", str: "text"}
_HAS_LOGIN = re.compile(r"https?://[^/?#\s]*@", re.IGNORECASE)
_BEGINS_LIKE_ADDRESS = re.compile(r"https?://[^\s/]|\{[{%]", re.IGNORECASE)


def kind_of(value: Any) -> str:
    """Returns the kind of a value in words."""
    if value is None:
        return "null"
    return next((text for kind, text in _KINDS.items() if isinstance(value, kind)), "a number")


def has_value(value: Any) -> bool:
    """Whether a value is set. Null, empty text and a missing key mean "not set"."""
    return value is not None and value != ""


def to_text(value: Any) -> str:
    """Returns a value as Zendesk would write it; None becomes an empty text."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _truth(value: Any) -> bool:
    return to_text(value).lower() in ("true", "1", "yes", "on")


class ValueType:
    """Text, and the base of all other value types.

    ``secret``: the whole value is secret. ``choices``: the values that the API takes, in lower
    case. ``filled_in``: Zendesk may set a value if none is sent. ``address``: it may contain a user
    and a password. ``has_references``: it may contain names instead of IDs. ``holds_secrets``:
    parts of it are secret. ``cleared_by``: how to remove it, with a placeholder for its name.
    ``example``: an example of a value, "" for plain text.
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
        """Returns the argument spec."""
        return {"type": "str"}

    def normal(self, value: Any) -> Any:
        """Returns the normal form. Values with equal normal forms are equivalent for Zendesk."""
        return to_text(value)

    def to_send(self, value: Any) -> Any:
        """Returns the form that the API takes."""
        return self.normal(value)

    def to_update(self, value: Any, found: Any) -> Any:
        """Returns what an update sends to change ``found`` to this value."""
        return self.to_send(value)

    def is_stored(self, sent: Any, stored: Any) -> bool:
        """Whether the sent value was stored, as far as it can be seen."""
        return bool(self.normal(sent) == self.normal(stored)) or self.is_hidden(sent, stored)

    def is_blank(self, value: Any) -> bool:
        """Whether a value is blank, which is not allowed for a required attribute."""
        return not has_value(value) or not str(value).strip()

    def lacks(self, value: Any) -> list[str]:
        """Returns the missing parts without which a value can't be sent."""
        return []

    def secret_parts(self, value: Any) -> list[str]:
        """Returns the names of the secret parts of a value."""
        return []

    def is_hidden(self, value: Any, found: Any) -> bool:
        """Whether ``found`` can't be compared, because it is empty or masked."""
        return False

    def problem(self, value: Any) -> str:
        """Returns what a value must be, to follow the attribute's name; "" if it is valid."""
        return ""

    def problems(self, value: Any) -> list[tuple[str, str]]:
        """Returns the problems with a value: paths in it, "" for all of it, and what each must be."""
        text = self.problem(value)
        return [("", text)] if text else []

    def refusal(self, value: Any, found: Any) -> str:
        """Returns why ``found`` can't be changed to this value, to follow the name; "" if it can."""
        return ""

    def visited(self, value: Any, visitor: Any) -> Any:
        """Returns the value after a C(_visits.Visitor) has visited the places of references."""
        return value

    def as_given(self, value: Any) -> Any:
        """Returns a value that was read in the form of a task."""
        return value

    def with_parts(self, value: Any) -> Iterator[tuple[str, Any, list[Any]]]:
        """Yields values of actions whose parts differ: the path, the field and the given parts."""
        return iter(())

    def lists(self, value: Any) -> Iterator[tuple[str, list[Any]]]:
        """Yields the lists in a value, each with its path after the attribute's name."""
        return iter(())

    def places_of(self, value: Any, text: str) -> list[str]:
        """Returns the paths of text in a value."""
        return []

    def advice(self, value: Any) -> str:
        """Returns a warning about a value, to follow the name; "" if there is none."""
        return ""

    def without_secrets(self, value: Any) -> Any:
        """Returns the value for a result."""
        return _secrecy.strip_secrets(value)

    def masked(self, value: Any) -> Any:
        """Returns the value for a diff."""
        return value

    def secrets(self, value: Any, words: Collection[str] = ()) -> set[str]:
        """Returns the secrets in a value. ``words``: texts that are not secret."""
        if isinstance(value, (dict, list)):
            return _secrecy.secrets_within(value, False, words)
        return set()


class Address(ValueType):
    """A URL."""

    address = True


class External(Address):
    """A URL to which Zendesk sends requests. It may begin with a placeholder.

    ``login_in``: the attribute in which a login belongs.
    """

    def __init__(self, login_in: str) -> None:
        self._login_in = login_in

    def problem(self, value: Any) -> str:
        if _BEGINS_LIKE_ADDRESS.match(str(value)):
            return ""
        return "must begin with https:// (or http://); got %s" % value

    def advice(self, value: Any) -> str:
        found = []
        if _HAS_LOGIN.match(str(value)):
            found.append(
                "contains a login, which is visible in Zendesk: move it to %s" % self._login_in
            )
        if str(value).lower().startswith("http://"):
            found.append(
                "uses http, so requests and their secrets are not encrypted: use https:// if the "
                "receiver supports it"
            )
        return "; it ".join(found)


class Email(ValueType):
    """An email address, or a placeholder."""

    def advice(self, value: Any) -> str:
        if re.search(r"[^@\s]@[^@\s]|\{[{%]", str(value)):
            return ""
        return "does not look like an email address: %s" % value


class Given(ValueType):
    """Text that Zendesk sets if none is sent."""

    filled_in = True


class HeaderName(ValueType):
    """The case-insensitive name of a header."""

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
    """A boolean for the user, the text "0" or "1" for the API."""

    def to_send(self, value: Any) -> Any:
        return "1" if _truth(value) else "0"


class Choice(ValueType):
    """One of several case-insensitive words."""

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
    """Text that is never shown."""

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
EMAIL = Email()
GIVEN = Given()
HEADER_NAME = HeaderName()
NUMBER = Number()
BOOLEAN = Boolean()
FLAG = Flag()
SECRET = Secret()
