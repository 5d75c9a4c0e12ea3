# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""A structure as content for a webhook: JSON text, or pairs of a key and a value."""

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
    """A structure that can't be sent as it is asked for; says what to do."""


def to_json(content: Any) -> str:
    """The same text whatever Ansible: in the given order, and with all letters as they are."""
    _refuse(_against_json(content, "content"))
    return json.dumps(content, ensure_ascii=False)


def to_pairs(content: Any) -> list[list[str]]:
    """The pairs of a dictionary, or of a list of pairs, in the given order."""
    entries = list(content.items() if isinstance(content, dict) else content)
    _refuse(_against_pairs(entries, is_list=not isinstance(content, dict)))
    return [[_text(key), _text(value)] for key, value in entries]


def _text(value: Any) -> str:
    # A text stays the object that it is: it may be marked as unsafe.
    return value if isinstance(value, str) else str(value)


def _refuse(problems: Iterator[str]) -> None:
    found = list(problems)
    if found:
        raise Unusable(" ".join(found))


def _against_pairs(entries: list[Any], is_list: bool) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            hint = "" if entry else " " + EMPTIED
            yield (
                "content[%d] is %s, not a pair: write it as a list of a key and a value.%s"
                % (number, kind_of(entry), hint)
            )
            continue
        key, value = entry
        yield from _against_key(key)
        yield from _against_value(
            value, "content[%d][1]" % number if is_list else _at("content", key)
        )


def _against_key(key: Any) -> Iterator[str]:
    if not is_text(key):
        yield "content has a key that is %s: %s" % (kind_of(key), _QUOTE)
    elif not str(key).strip():
        yield "content has an empty key: give each value a key."


def _against_value(value: Any, place: str) -> Iterator[str]:
    if value is None:
        yield "%s is null: give it a text, or an empty one in quotes." % place
    elif isinstance(value, (dict, list, tuple)):
        yield (
            "%s is %s, and a pair takes one text: give several pairs, or convert it with "
            "'| to_json'." % (place, kind_of(value))
        )
    elif not is_text(value):
        yield "%s is %s, not text: %s" % (place, kind_of(value), _QUOTE)


def _against_json(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not is_text(key):
                yield "%s has a key that is %s: %s" % (place, kind_of(key), _QUOTE)
            yield from _against_json(inner, _at(place, key))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _against_json(inner, "%s[%d]" % (place, number))
    elif isinstance(value, float) and not math.isfinite(value):
        yield "%s is a number that JSON does not have: %s" % (place, _QUOTE)
    elif not isinstance(value, (str, int, float, type(None))) or holds_huge_number(value):
        yield "%s is %s that can't be written as JSON: %s" % (place, kind_of(value), _QUOTE)


def _at(place: str, key: Any) -> str:
    """The place of a value, with its key where that can be shown."""
    return "%s[%s]" % (place, word_or_kind(key) if isinstance(key, str) else kind_of(key))
