# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Validates the value of one option, and suggests similar words."""

from __future__ import annotations

import difflib
import re
from typing import Any, Callable, Iterable

from ansible.module_utils.common.validation import check_type_bool, check_type_float, check_type_int

from ansible_collections.community.zendesk.plugins.module_utils._core import _problems, _value_types
from ansible_collections.community.zendesk.plugins.module_utils._http import _sources

_SIMILAR = 0.65
_LOOKS_LIKE_TEMPLATE = re.compile(r"\{[{%]|[%}]\}|\b(?:ticket|current_user)\.")
_kind = _value_types.kind_of
_NUMBERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "int": (check_type_int, "a whole number"),
    "float": (check_type_float, "a number"),
}


def nearest(name: str, words: Iterable[str], kind: str = "") -> str:
    """Returns the most similar one of ``words``; "" if there is none.

    ``kind``: the kind of records, which words may end with.
    """
    words = list(words)
    by_form: dict[str, str] = {}
    # People often omit the common parts.
    for word in sorted(words, key=len, reverse=True):
        if word != _sources.OVERRIDES:
            for affix in ("zendesk_", "_" + kind):
                by_form[word.replace(affix, "") if affix != "_" else word] = word
    by_form.update({word.lower(): word for word in words if word != _sources.OVERRIDES})
    near = difflib.get_close_matches(plain(name), by_form, 1, _SIMILAR)
    return by_form[near[0]] if near else ""


def plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name).strip("_").lower()


def problem_of(name: str, value: Any, option: dict[str, Any], record_kind: str) -> str:
    """Returns the problem with the value of one option, "" if none, without values of secrets."""
    kind = option["type"]
    got = "" if option.get("no_log") else "; got %s" % value
    if kind == "list":
        return _problem_of_list(name, value, option, record_kind)
    if kind == "dict":
        if isinstance(value, dict):
            return ""
        return "%s must be a dictionary, not %s." % (name, _kind(value))
    if kind == "bool":
        if isinstance(value, (dict, list)):
            return "%s must be true or false, not %s." % (name, _kind(value))
        return _unconvertible(value, check_type_bool) and (
            "%s must be true or false%s." % (name, got)
        )
    if kind in _NUMBERS:
        convert, must = _NUMBERS[kind]
        if isinstance(value, (bool, dict, list)):
            return "%s must be %s, not %s." % (name, must, _kind(value))
        return _unconvertible(value, convert) and "%s must be %s%s." % (name, must, got)
    if isinstance(value, (bool, dict, list)):
        return "%s must be text, not %s. %s" % (name, _kind(value), _how_to_quote(value))
    choices = option.get("choices")
    if choices and str(value) not in choices:
        near = nearest(str(value), choices, record_kind)
        got += _problems.did_you_mean(near if got else "")
        return "%s must be one of %s%s" % (name, ", ".join(choices), got)
    return ""


def _unconvertible(value: Any, convert: Callable[[Any], Any]) -> str:
    try:
        convert(value)
    except (TypeError, ValueError, OverflowError):
        return "unconvertible"
    return ""


def _problem_of_list(name: str, value: Any, option: dict[str, Any], record_kind: str) -> str:
    choices = option.get("choices")
    numbers = option["elements"] in _NUMBERS
    if not isinstance(value, list):
        if numbers:
            return "%s must be a list of numbers, not %s." % (name, _kind(value))
        if choices:
            return "%s must be a list or a comma-separated string, not %s." % (name, _kind(value))
        return _not_a_list(name, value)
    found = []
    for position, entry in enumerate(value, 1):
        if entry is None:
            found.append("%s: item %d is empty. Remove it." % (name, position))
        elif option["elements"] == "raw":
            # Validated by the code for this option.
            continue
        elif numbers:
            problem = problem_of(name, entry, {"type": option["elements"]}, record_kind)
            found.append(problem.replace(name, "%s: item %d" % (name, position), 1))
        elif isinstance(entry, (bool, dict, list)):
            text = "%s: item %d must be text, not %s. %s"
            found.append(text % (name, position, _kind(entry), _how_to_quote(entry)))
        elif choices and str(entry) not in choices:
            near = nearest(str(entry), choices, record_kind)
            hint = _problems.did_you_mean(near)
            text = "%s must be one or more of %s; got %s%s"
            found.append(text % (name, ", ".join(choices), entry, hint))
    return " ".join(filter(None, found))


def _not_a_list(name: str, value: Any) -> str:
    if isinstance(value, str):
        return (
            "%s must be a list, not text. Text is not split at commas: write each entry as a list "
            "item." % name
        )
    return "%s must be a list, not %s." % (name, _kind(value))


def _how_to_quote(value: Any) -> str:
    if isinstance(value, bool):
        return "Put it in quotes, because YAML reads yes, no, on, off, true and false as booleans."
    if _LOOKS_LIKE_TEMPLATE.search(str(value)) or _is_braced_name(value):
        return (
            "If it is text with placeholders of Zendesk, put it in quotes, with !unsafe before it: "
            '!unsafe "{{ ticket.id }}".'
        )
    return 'Put it in quotes, or convert it with "| string" or "| to_json".'


def _is_braced_name(value: Any) -> bool:
    """Whether YAML has read words in braces as a dictionary."""
    return isinstance(value, dict) and any(entry is None for entry in value.values())
