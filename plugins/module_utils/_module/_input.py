# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Why arguments do not have the form that they should, in words. Only loaded when they do not."""

from __future__ import annotations

import difflib
import re
from typing import Any, Callable, Iterable

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.validation import (
    check_type_bool,
    check_type_float,
    check_type_int,
)

from ansible_collections.community.zendesk.plugins.module_utils._core import _options, _problems
from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _connection,
    _errors,
    _sources,
)
from ansible_collections.community.zendesk.plugins.module_utils._module import _masking
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets

# What people write who think of another module.
_OTHER_WORDS = {
    "name": "title",
    "kind": "type",
    "mail": "email",
    "address": "email",
    "url": "target_url",
    "user": "username",
    "enabled": "active",
    "verify_ssl": "zendesk_validate_certs",
    "ssl_verify": "zendesk_validate_certs",
    "verify": "zendesk_validate_certs",
    "api_key": "zendesk_api_token",
}
_SIMILAR, _NEARLY_SAME = 0.65, 0.75
_LOOKS_LIKE_TEMPLATE = re.compile(r"\{[{%]|[%}]\}|\b(?:ticket|current_user)\.")
_KINDS = {bool: "a boolean", dict: "a dictionary", list: "a list", str: "text"}
_NUMBERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "int": (check_type_int, "a whole number"),
    "float": (check_type_float, "a number"),
}


def explain(
    given: dict[str, Any],
    raw: _sources.Raw,
    spec: dict[str, Any],
    check: Callable[[dict[str, Any], _problems.Problems], list[str]],
) -> list[str]:
    """All that is wrong with arguments as they were given, item by item.

    ``raw``: what is known of the connection options. ``check`` finds what is wrong beyond their
    form: it gets what can be used of the arguments, and the problems of the rest.
    """
    found = _problems.Problems(
        [_problems.Problem(_sources.OVERRIDES, text) for text in raw.problems], {}
    )
    usable = _judge(given, spec, found)
    validated = ArgumentSpecValidator(spec).validate(usable)
    texts = check(validated.validated_parameters, found)
    if not texts:
        texts = ["%s." % message for message in validated.error_messages]
    connection = set(_options.account_options())
    if texts and not any(problem.option in connection for problem in found.task):
        try:
            _connection.connection_from(
                _sources.Settings(validated.validated_parameters, raw.given)
            )
        except _errors.InvalidInput as error:
            texts.append(str(error))
    return texts


def _judge(
    given: dict[str, Any], spec: dict[str, Any], found: _problems.Problems
) -> dict[str, Any]:
    usable: dict[str, Any] = {}
    for name, option in spec.items():
        if option.get("required") and given.get(name) is None:
            found.task.append(
                _problems.Problem(name, "%s is missing. The list may be empty: []." % name)
            )
            usable[name] = []
    for name, value in given.items():
        known = _masking.with_aliases(spec)
        if name in known and known[name].get("elements") == "dict":
            usable[name] = _judge_items(name, value, spec, found)
        else:
            used, problems = _judge_option(name, value, spec, given)
            found.task.extend(problems)
            usable.update(used)
    return usable


def _judge_items(
    name: str, items: Any, spec: dict[str, Any], found: _problems.Problems
) -> list[dict[str, Any]]:
    must = "%s must be a list of dictionaries" % name
    if not isinstance(items, list):
        if items is not None:
            found.task.append(_problems.Problem(name, "%s, not %s." % (must, _kind(items))))
        return []
    usable = []
    for position, item in enumerate(items, 1):
        used: dict[str, Any] = {}
        if isinstance(item, dict):
            problems: list[_problems.Problem] = []
            for option, value in item.items():
                more, wrong = _judge_option(option, value, spec[name]["options"], item, spec)
                used.update(more)
                problems += wrong
            if problems:
                found.items[position] = problems
        else:
            text = "%s: item %d is not a dictionary but %s." % (must, position, _kind(item))
            found.task.append(_problems.Problem(name, text))
            found.items[position] = []
        usable.append(used)
    return usable


def _judge_option(
    name: str,
    value: Any,
    spec: dict[str, Any],
    given: dict[str, Any],
    spec_of_task: dict[str, Any] | None = None,
) -> tuple[dict[str, Any], list[_problems.Problem]]:
    """What can be used of an option, under its name, and what is wrong with it."""
    option = _masking.with_aliases(spec).get(name)
    if option is None:
        return {}, [_problems.Problem("", _unknown(name, spec, given, spec_of_task))]
    if value is None:
        return {}, []
    if "options" in option and isinstance(value, dict):
        inner: dict[str, Any] = {}
        problems: list[_problems.Problem] = []
        for key, entry in value.items():
            more, wrong = _judge_option(key, entry, option["options"], value)
            inner.update(more)
            problems += wrong
        return {name: inner}, problems
    text = _problem_of(name, value, option)
    # A word that is not among the choices still names the item in messages.
    used = {name: value} if not text or (isinstance(value, str) and "choices" in option) else {}
    return used, [_problems.Problem(name, text)] if text else []


def _unknown(
    name: str,
    spec: dict[str, Any],
    given: dict[str, Any],
    spec_of_task: dict[str, Any] | None,
) -> str:
    text = "unknown option %s" % name
    if spec_of_task and name in _masking.with_aliases(spec_of_task):
        return text + ": it is an option of the task, not of an item."
    for outer, option in spec.items():
        if option.get("elements") == "dict" and name in option["options"]:
            return text + ": it belongs to an item of %s." % outer
    word = difflib.get_close_matches(_plain(name), _OTHER_WORDS, 1, _NEARLY_SAME)
    near = _OTHER_WORDS[word[0]] if word else ""
    if near not in spec or given.get(near) is not None:
        if name in _targets.SERVER_SET:
            return text + ": Zendesk sets it. Remove it."
        near = "" if near else nearest(name, _masking.with_aliases(spec))
    return text + (": did you mean %s?" % near if near else ": remove it.")


def nearest(name: str, words: Iterable[str]) -> str:
    """The one among ``words`` that was most likely meant; "" where none is near."""
    words = list(words)
    by_form: dict[str, str] = {}
    # Most are written without what they have in common.
    for word in sorted(words, key=len, reverse=True):
        if word != _sources.OVERRIDES:
            for affix in ("zendesk_", "_target"):
                by_form[word.replace(affix, "")] = word
    by_form.update({word: word for word in words if word != _sources.OVERRIDES})
    near = difflib.get_close_matches(_plain(name), by_form, 1, _SIMILAR)
    return by_form[near[0]] if near else ""


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name).strip("_").lower()


def _problem_of(name: str, value: Any, option: dict[str, Any]) -> str:
    """What is wrong with the value of one option; "" if nothing is. Shows no value of a secret."""
    kind = option["type"]
    got = "" if option.get("no_log") else "; got %s" % value
    if kind == "list":
        return _problem_of_list(name, value, option)
    if kind == "dict":
        return "%s must be a dictionary, not %s." % (name, _kind(value))
    if kind == "bool":
        if isinstance(value, (dict, list)):
            return "%s must be true or false, not %s." % (name, _kind(value))
        return _unconvertible(value, check_type_bool) and (
            "%s must be true or false: the value can't be converted to bool%s." % (name, got)
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
        near = nearest(str(value), choices)
        got += ": did you mean %s?" % near if near and got else "."
        return "%s must be one of %s%s" % (name, ", ".join(choices), got)
    return ""


def _unconvertible(value: Any, convert: Callable[[Any], Any]) -> str:
    try:
        convert(value)
    except (TypeError, ValueError, OverflowError):
        return "unconvertible"
    return ""


def _problem_of_list(name: str, value: Any, option: dict[str, Any]) -> str:
    choices = option.get("choices")
    if not isinstance(value, list):
        if choices:
            return "%s must be a list, or words separated by commas, not %s." % (name, _kind(value))
        return (
            "%s must be a list, not %s. It selects what is deleted or kept, so text is not split at "
            "its commas: write each entry as an item of a list." % (name, _kind(value))
        )
    found = []
    for position, entry in enumerate(value, 1):
        if entry is None:
            found.append("%s: item %d is empty. Remove it." % (name, position))
        elif isinstance(entry, (bool, dict, list)):
            text = "%s: item %d must be text, not %s. %s"
            found.append(text % (name, position, _kind(entry), _how_to_quote(entry)))
        elif choices and str(entry) not in choices:
            near = nearest(str(entry), choices)
            hint = ": did you mean %s?" % near if near else "."
            text = "%s must be one or more of %s; got %s%s"
            found.append(text % (name, ", ".join(choices), entry, hint))
    return " ".join(found)


def _how_to_quote(value: Any) -> str:
    if isinstance(value, bool):
        return "Put it in quotes: YAML takes yes, no, on, off, true and false for booleans."
    if _LOOKS_LIKE_TEMPLATE.search(str(value)) or _is_braced_name(value):
        return (
            "If it is text with placeholders of Zendesk, put it in quotes and !unsafe before it: "
            '!unsafe "{{ ticket.id }}".'
        )
    return 'Put it in quotes, or convert it with "| string" or "| to_json".'


def _is_braced_name(value: Any) -> bool:
    """Whether YAML has made a dictionary of words in braces."""
    return isinstance(value, dict) and any(entry is None for entry in value.values())


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    return next((text for kind, text in _KINDS.items() if isinstance(value, kind)), "a number")
