# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds secrets that are not in a table, by their names."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Any, Collection

# Shared, and case-insensitive.
SENSITIVE_NAMES = (
    r"pass(?!ive)|pwd|secret|token|key|credential|auth(?!or(?!i[sz]))|bearer|signature|cookie"
)
_SOUNDS_SECRET = re.compile(SENSITIVE_NAMES + "|^pin$", re.IGNORECASE)

# How services mask a secret, often with its first or last characters.
_MASKING = "*\u2022\u25cfxX.-#"
# No secret has several of these in a row, so other characters may come before them.
_ONLY_MASKING = re.compile("[*\u2022\u25cf]{4}")
_SHORTEST_RUN = 4
_MOST_SHOWN = 6

# Characters. A shorter text is likely to be part of something else.
SHORTEST = 4
# Words that are never secret, regardless of their names, because messages need them.
_WORDS = frozenset(
    (
        "true",
        "false",
        "none",
        "null",
        "basic",
        "bearer",
        "oauth2",
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
    )
)
# Keys next to a secret that are not secret themselves.
_HARMLESS = ("id", "type", "kind", "method", "scope", "name", "user", "username", "email")
# A header as a dictionary.
_PAIR_NAMES = ("name", "key", "header")
PAIR_VALUES = ("value", "values")


@functools.lru_cache(maxsize=None)
def sounds_secret(name: Any) -> bool:
    """Whether a value with an unknown name is sensitive."""
    return bool(_SOUNDS_SECRET.search(str(name)))


def names_secret(pair: dict[Any, Any]) -> bool:
    """Whether it is a name-value pair, such as a header, with a sensitive name."""
    names = [pair.get(name) for name in _PAIR_NAMES]
    return any(isinstance(name, str) and sounds_secret(name) for name in names)


def could_be_secret(value: Any, words: Collection[str] = ()) -> bool:
    """Whether a value with a sensitive name is long enough, and not one of ``words``.

    Otherwise, each "1" and each "true" in a message would be masked.
    """
    if not isinstance(value, str) or len(value) < SHORTEST:
        return False
    word = value.strip().lower()
    return word not in _WORDS and word not in words


def secrets_within(value: Any, secret: bool, words: Collection[str] = ()) -> set[str]:
    """Returns the secrets in a structure.

    ``secret``: whether text is a secret unless its name is harmless.
    """
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
        elif secret and could_be_secret(value, words):
            found.add(value)
    return found


def strip_secrets(value: Any) -> Any:
    """Removes values with sensitive names, at any depth."""
    if isinstance(value, dict):
        named = names_secret(value)
        return {
            name: strip_secrets(inner)
            for name, inner in value.items()
            if not sounds_secret(name) and not (named and name in PAIR_VALUES)
        }
    return [strip_secrets(entry) for entry in value] if isinstance(value, list) else value


def mask_secrets(value: Any, mask: str) -> Any:
    """Replaces values with sensitive names with ``mask``, at any depth."""
    if isinstance(value, dict):
        named = names_secret(value)
        return {
            name: mask
            if sounds_secret(name) or (named and name in PAIR_VALUES)
            else mask_secrets(inner, mask)
            for name, inner in value.items()
        }
    return [mask_secrets(entry, mask) for entry in value] if isinstance(value, list) else value


def is_masked(value: Any) -> bool:
    """Whether a secret is returned as a mask, such as ``****0123``.

    A mask is at least four times the same character, followed by at most six other characters.
    Stars and dots may also be preceded by that many. Three are enough if there is nothing else.
    """
    text = "" if value is None else str(value)
    found = _ONLY_MASKING.search(text)
    if found and found.start() <= _MOST_SHOWN:
        text = text[found.start() :]
    rest = text.lstrip(_MASKING + " ")
    masked = text[: len(text) - len(rest)]
    runs = [len(list(run)) for character, run in itertools.groupby(masked) if character != " "]
    shortest = _SHORTEST_RUN if rest or len(set(masked)) > 1 else _SHORTEST_RUN - 1
    return max(runs, default=0) >= shortest and len(rest) <= _MOST_SHOWN


def user_in(address: str, has_path: bool = True) -> str:
    """Returns the part before the host in a URL; a password may contain any character."""
    user = address.partition("//")[2].rpartition("@")[0]
    host = re.split(r"[/?#]", user, maxsplit=1)[0]
    if host == user or not has_path:
        return user
    if "@" in host:
        return host.rpartition("@")[0]
    port = host.partition(":")[2]
    # The @ is part of the path.
    return "" if not port or port.isdigit() else user
