# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Values of attributes: compared, sent and shown. Pure functions over the table of types."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._http import _errors
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets

COMMON_NAMES = tuple(attribute.name for attribute in _targets.COMMON)

# What is not in the table is judged by its name. The pattern is shared; it ignores case.
SENSITIVE_NAMES = (
    r"pass(?!ive)|pwd|secret|token|key|credential|auth(?!or(?!i[sz]))|bearer|signature"
)
_SOUNDS_SECRET = re.compile(SENSITIVE_NAMES + "|^pin$", re.IGNORECASE)

# What services show in place of a secret, often with the first or the last characters of it.
_MASKING = "*\u2022\u25cfxX.-#"
# No secret has several of these side by side, so that others can stand before them.
_ONLY_MASKING = re.compile("[*\u2022\u25cf]{4}")
_SHORTEST_RUN = 4
_MOST_SHOWN = 6


# Characters.
_SHORTEST_SECRET = 4
# Texts that are no secret, whatever the name above them: messages need them.
_WORDS = frozenset(
    [
        "true",
        "false",
        "none",
        "null",
        "basic",
        "bearer",
        "oauth2",
        "targets",
        "trigger",
        "triggers",
        "automation",
        "automations",
        "zendesk",
        "item",
        "items",
        "option",
        "options",
        "read",
        "write",
        "post",
        "delete",
        "patch",
        "string",
        "text",
        "json",
        "html",
        "http",
        "https",
        "user",
        "admin",
        "agent",
    ]
    + [
        word
        for entry in _targets.TYPES
        for word in (entry.name, *entry.name.split("_"), *entry.aliases)
    ]
    + [
        a.name
        for entry in _targets.TYPES
        for a in (*_targets.COMMON, *entry.attributes)
        if not a.secret
    ]
)
# What stands beside a secret and says whose or of what kind it is.
_HARMLESS = ("id", "type", "kind", "method", "scope", "name", "user", "username", "email")
# A header as a dictionary of its own.
_PAIR_NAMES = ("name", "key", "header")
PAIR_VALUES = ("value", "values")


def is_set(value: Any) -> bool:
    """Zendesk says "not set" with null, with an empty string or by leaving the key out."""
    return value is not None and value != ""


def same(attribute: _targets.Attribute, wanted: Any, found: Any) -> bool:
    """Whether two values of an attribute mean the same to Zendesk."""
    if attribute.kind in (_targets.BOOL, _targets.FLAG):
        return _truth(wanted) == _truth(found)
    if attribute.choices:
        return _text(wanted).lower() == _text(found).lower()
    return _text(wanted) == _text(found)


def hidden(attribute: _targets.Attribute, wanted: Any, found: Any) -> bool:
    """Whether nobody can tell if a secret is the wanted one: it reads back as nothing or masked."""
    if attribute.write_only:
        return True
    if not attribute.secret or not is_set(wanted):
        return False
    return not is_set(found) or (is_masked(found) and not same(attribute, wanted, found))


def is_masked(value: Any) -> bool:
    """Whether a secret reads back as a mask, such as ``****0123``.

    A mask is at least four times the same character, and at most six other characters after it.
    Stars and dots can also have as many before them. Three are enough where there is nothing else.
    """
    text = _text(value)
    found = _ONLY_MASKING.search(text)
    if found and found.start() <= _MOST_SHOWN:
        text = text[found.start() :]
    shown = text.lstrip(_MASKING + " ")
    masked = text[: len(text) - len(shown)]
    runs = [len(list(run)) for character, run in itertools.groupby(masked) if character != " "]
    shortest = _SHORTEST_RUN if shown or len(set(masked)) > 1 else _SHORTEST_RUN - 1
    return max(runs, default=0) >= shortest and len(shown) <= _MOST_SHOWN


def to_send(attribute: _targets.Attribute, value: Any) -> Any:
    """``value`` in the form that the API takes: strings, but for booleans."""
    if attribute.kind == _targets.BOOL:
        return _truth(value)
    if attribute.kind == _targets.FLAG:
        return "1" if _truth(value) else "0"
    return _text(value).lower() if attribute.choices else _text(value)


def attributes_of(target: dict[str, Any]) -> tuple[_targets.Attribute, ...]:
    """The attributes of an existing target: of its type, or as found where the table lacks it."""
    entry = _targets.find_type(target.get("type"))
    if entry:
        return entry.attributes
    return tuple(
        _targets.Attribute(name, kind=_targets.BOOL if isinstance(value, bool) else _targets.STR)
        for name, value in sorted(target.items())
        if name not in _targets.SERVER_SET + COMMON_NAMES
        and isinstance(value, (str, int, float))
        and not is_secret(target.get("type"), name)
    )


@functools.lru_cache(maxsize=None)
def is_secret(type_name: str | None, name: str) -> bool:
    """Whether an attribute of a target may not be shown."""
    entry = _targets.find_type(type_name)
    attribute = entry.attribute(name) if entry else None
    if attribute:
        return attribute.secret
    return name not in COMMON_NAMES and bool(_SOUNDS_SECRET.search(name))


def sounds_secret(name: Any) -> bool:
    """Whether what stands under a name that no table has may not be shown."""
    return is_secret(None, str(name))


def without_secrets(target: dict[str, Any]) -> dict[str, Any]:
    """A copy of a target as the API has it that holds no secret."""
    kind = target.get("type")
    return {name: _bare(value) for name, value in target.items() if not is_secret(kind, name)}


def secret_values(target: dict[str, Any]) -> set[str]:
    """The secrets that a target holds, at whatever depth, to keep them out of messages.

    All that the table knows as secret. What only sounds secret is one if it is a text that is
    long enough: else each "1" and each "true" of a message would be masked.
    """
    kind = target.get("type")
    entry = _targets.find_type(kind)
    found = set()
    for name, value in target.items():
        if not is_set(value):
            continue
        if isinstance(value, (dict, list)):
            found |= _secrets_within(value, is_secret(kind, name))
        elif is_secret(kind, name):
            known = entry is not None and entry.attribute(name) is not None
            if (known and not isinstance(value, bool)) or _could_be_secret(value):
                found.add(_text(value))
    return found


def _secrets_within(value: Any, secret: bool) -> set[str]:
    """``secret``: whether a text is one that stands under no name that says otherwise."""
    found = set()
    nested = [(value, secret)]
    while nested:
        value, secret = nested.pop()
        if isinstance(value, dict):
            named = names_secret(value)
            for name, inner in value.items():
                sounds = sounds_secret(name) or (named and name in PAIR_VALUES)
                nested.append((inner, sounds or (secret and name not in _HARMLESS)))
        elif isinstance(value, list):
            nested += [(inner, secret) for inner in value]
        elif secret and _could_be_secret(value):
            found.add(value)
    return found


def names_secret(pair: dict[Any, Any]) -> bool:
    """Whether it is a name and a value, such as of a header, and the name sounds secret."""
    names = [pair.get(name) for name in _PAIR_NAMES]
    return any(isinstance(name, str) and sounds_secret(name) for name in names)


def _could_be_secret(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) >= _SHORTEST_SECRET
        and value.strip().lower() not in _WORDS
    )


def secrets_set(target: dict[str, Any]) -> list[str]:
    """The names of the secrets that a target holds, as far as Zendesk shows them."""
    kind = target.get("type")
    return sorted(name for name, v in target.items() if is_set(v) and is_secret(kind, name))


def shown(target: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """What a diff shows of a target: what is set among ``names``, secrets masked."""
    kind = target.get("type")
    return {
        name: _errors.MASK if is_secret(kind, name) else target[name]
        for name in names
        if is_set(target.get(name))
    }


def _bare(value: Any) -> Any:
    """A value without what sounds secret in it: what the table does not know can be nested."""
    if isinstance(value, dict):
        named = names_secret(value)
        return {
            name: _bare(v)
            for name, v in value.items()
            if not sounds_secret(name) and not (named and name in PAIR_VALUES)
        }
    return [_bare(entry) for entry in value] if isinstance(value, list) else value


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _truth(value: Any) -> bool:
    return _text(value).lower() in ("true", "1", "yes", "on")


def user_in(option: str, address: str) -> str:
    """What stands before the host in an address; a password may hold any character."""
    user = address.partition("//")[2].rpartition("@")[0]
    host = re.split(r"[/?#]", user, maxsplit=1)[0]
    if host == user or option == "zendesk_url":
        # The address of an account has no path.
        return user
    if "@" in host:
        return host.rpartition("@")[0]
    port = host.partition(":")[2]
    # With a port, or without, the @ is part of the path.
    return "" if not port or port.isdigit() else user
