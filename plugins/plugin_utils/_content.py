# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Converts structures to content for webhooks: JSON text or key-value pairs."""

from __future__ import annotations

import json
import math
from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    holds_huge_number,
    is_text,
    kind_of,
    word_or_kind,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._notification import EMPTIED

_QUOTE = "put it in quotes."


class Unusable(Exception):
    """Raised if a structure can't be sent in the requested form. The message says what to do."""


def to_json(content: Any) -> str:
    """Returns the same JSON in all versions of Ansible: order and non-ASCII characters are preserved."""
    _raise_if_any(_json_problems(content, "content"))
    return json.dumps(content, ensure_ascii=False)


def to_pairs(content: Any) -> list[list[str]]:
    """Returns the pairs of a dictionary or of a list of pairs, in the given order."""
    entries = list(content.items() if isinstance(content, dict) else content)
    _raise_if_any(_pair_problems(entries, is_list=not isinstance(content, dict)))
    return [[_text(key), _text(value)] for key, value in entries]


def _text(value: Any) -> str:
    # A string stays the same object: it may be marked as unsafe.
    return value if isinstance(value, str) else str(value)


def _raise_if_any(problems: Iterator[str]) -> None:
    found = list(problems)
    if found:
        raise Unusable(" ".join(found))


def _pair_problems(entries: list[Any], is_list: bool) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            hint = "" if entry else " " + EMPTIED
            yield (
                "content[%d] is %s, not a pair: write it as a list of a key and a value.%s"
                % (number, kind_of(entry), hint)
            )
            continue
        key, value = entry
        yield from _key_problems(key)
        yield from _value_problems(
            value, "content[%d][1]" % number if is_list else _at("content", key)
        )


def _key_problems(key: Any) -> Iterator[str]:
    if not is_text(key):
        yield "content has a key that is %s: %s" % (kind_of(key), _QUOTE)
    elif not str(key).strip():
        yield "content has an empty key: set a key for each value."


def _value_problems(value: Any, place: str) -> Iterator[str]:
    if value is None:
        yield "%s is null: set text, or an empty string in quotes." % place
    elif isinstance(value, (dict, list, tuple)):
        yield (
            "%s is %s, but a pair takes a single text: use several pairs, or convert it with "
            "'| to_json'." % (place, kind_of(value))
        )
    elif not is_text(value):
        yield "%s is %s, not text: %s" % (place, kind_of(value), _QUOTE)


def _json_problems(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not is_text(key):
                yield "%s has a key that is %s: %s" % (place, kind_of(key), _QUOTE)
            yield from _json_problems(inner, _at(place, key))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _json_problems(inner, "%s[%d]" % (place, number))
    elif isinstance(value, float) and not math.isfinite(value):
        yield "%s is a number that JSON can't represent: %s" % (place, _QUOTE)
    elif not isinstance(value, (str, int, float, type(None))) or holds_huge_number(value):
        yield "%s is %s that can't be written as JSON: %s" % (place, kind_of(value), _QUOTE)


def _at(place: str, key: Any) -> str:
    """Returns the place of a value, with its key if that can be shown."""
    return "%s[%s]" % (place, word_or_kind(key) if isinstance(key, str) else kind_of(key))
