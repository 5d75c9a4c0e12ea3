# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Describes wrong arguments of filters for messages, which never quote possible secrets."""

from __future__ import annotations

import re
from typing import Any

_LONGEST_TEXT = 60
_MOST_KEYS = 10
# Python refuses to write a number that has a few more digits.
_FIRST_UNWRITABLE = 10**4000
# Zendesk's IDs have 64 bits.
_LARGEST_ID = 2**63 - 1


def id_of(value: Any) -> int | None:
    """Returns the ID that a number, or a string of only digits, represents; None if it is not an ID."""
    if isinstance(value, str):
        digits = re.fullmatch("0*([1-9][0-9]{0,18})", value)
        value = int(digits.group(1)) if digits else None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return int(value) if 0 < value <= _LARGEST_ID else None


def is_text(value: Any) -> bool:
    """Whether a value is accepted as text. As in modules, numbers are."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return False
    return isinstance(value, str) or not _is_huge(value)


def describe(value: Any) -> str:
    """Describes a value briefly. Of dictionaries, it shows only the keys."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        # Text that should have been a structure may contain its whole content.
        return "text that looks like JSON" if _looks_like_json(value) else _quoted(value)
    if isinstance(value, (int, float)):
        return "a number of more than 19 digits" if _is_huge(value) else str(value)
    if isinstance(value, dict):
        names = [word_or_kind(str(name)) for name in list(value)[:_MOST_KEYS]]
        more = ["..."] if len(value) > _MOST_KEYS else []
        return (
            "a dictionary with the keys %s" % ", ".join(names + more)
            if names
            else ("an empty dictionary")
        )
    return kind_of(value)


def word_or_kind(value: Any) -> str:
    """Describes a value that should have been a structure or an ID.

    Text is shown only if it consists of words: other text could be the content of the structure,
    including secrets.
    """
    if isinstance(value, str) and re.search("[=:;@/\"']", value) and not _looks_like_json(value):
        return "text"
    return describe(value)


def kind_of(value: Any) -> str:
    """Describes the type of a value, without showing any of it."""
    for kinds, name in (
        (bool, "a boolean"),
        (str, "text"),
        ((int, float), "a number"),
        (dict, "a dictionary"),
        ((list, tuple), "a list"),
        (bytes, "bytes"),
        (type(None), "null"),
    ):
        if isinstance(value, kinds):
            return name
    return "of the type %s" % type(value).__name__


def holds_huge_number(value: Any) -> bool:
    """Whether a value contains a number that can't be written out."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return any(map(holds_huge_number, value))
    return isinstance(value, int) and abs(value) >= _FIRST_UNWRITABLE


def _is_huge(number: float) -> bool:
    """Whether a number is too long: Python refuses to write thousands of digits."""
    return abs(number) >= 10**19


def _looks_like_json(text: str) -> bool:
    return text.lstrip()[:1] in ("[", "{")


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "...")
