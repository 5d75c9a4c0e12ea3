# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Why arguments do not have the form that they should, in words. Only loaded when they do not."""

from __future__ import annotations

import difflib
import re
from typing import Any, Callable, Iterable

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.validation import check_type_bool, check_type_float, check_type_int

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _options,
    _problems,
    _resource,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _connection,
    _errors,
    _sources,
)
from ansible_collections.community.zendesk.plugins.module_utils._module import _masking

# What people write who think of another module.
_OTHER_WORDS = {
    "verify_ssl": "zendesk_validate_certs",
    "ssl_verify": "zendesk_validate_certs",
    "verify": "zendesk_validate_certs",
    "api_key": "zendesk_api_token",
}
_SIMILAR, _NEARLY_SAME = 0.65, 0.75
_LOOKS_LIKE_TEMPLATE = re.compile(r"\{[{%]|[%}]\}|\b(?:ticket|current_user)\.")
_kind = _value_types.kind_of
_NUMBERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "int": (check_type_int, "a whole number"),
    "float": (check_type_float, "a number"),
}


def explain(
    given: dict[str, Any],
    raw: _sources.Raw,
    spec: dict[str, Any],
    check: Callable[[dict[str, Any], _problems.Problems], list[str]],
    resource: _resource.Resource | None,
) -> list[str]:
    """All that is wrong with arguments as they were given, item by item.

    ``raw``: what is known of the connection options. ``check`` finds what is wrong beyond their
    form: it gets what can be used of the arguments, and the problems of the rest.
    """
    found = _problems.Problems(
        [_problems.Problem(_sources.OVERRIDES, text) for text in raw.problems], {}
    )
    usable = _Judge(spec, resource).judge(given, found)
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


class _Judge:
    """Takes arguments apart into what can be used and what is wrong with the rest."""

    def __init__(self, spec: dict[str, Any], resource: _resource.Resource | None) -> None:
        self._spec = spec
        self._other_words = dict(_OTHER_WORDS)
        self._server_set: tuple[str, ...] = ()
        self._kind = ""
        self._shapes: dict[str, str] = {}
        if resource:
            self._kind = resource.endpoint.kind
            self._server_set = resource.server_set
            for attribute in resource.all_attributes.values():
                self._other_words.update(dict.fromkeys(attribute.synonyms, attribute.name))
                self._shapes[attribute.name] = attribute.type.example

    def judge(self, given: dict[str, Any], found: _problems.Problems) -> dict[str, Any]:
        """What can be used; the problems of the rest are added to ``found``."""
        usable: dict[str, Any] = {}
        known = _masking.with_aliases(self._spec)
        for name, option in self._spec.items():
            if option.get("required") and given.get(name) is None:
                text = "%s is missing." % name
                if option.get("elements") == "dict":
                    text += " The list may be empty: []."
                    usable[name] = []
                found.task.append(_problems.Problem(name, text))
        for name, value in given.items():
            if name in known and known[name].get("elements") == "dict":
                usable[name] = self._items(name, value, found)
            else:
                used, problems = self._option(name, value, self._spec, given)
                found.task.extend(problems)
                usable.update(used)
        return usable

    def _items(self, name: str, items: Any, found: _problems.Problems) -> list[dict[str, Any]]:
        must = "%s must be a list of dictionaries" % name
        if not isinstance(items, list):
            if items is not None:
                text = "%s, not %s." % (must, _kind(items))
                found.task.append(_problems.Problem(name, text))
            return []
        usable = []
        for position, item in enumerate(items, 1):
            used: dict[str, Any] = {}
            if isinstance(item, dict):
                problems: list[_problems.Problem] = []
                for option, value in item.items():
                    options = self._spec[name]["options"]
                    more, wrong = self._option(option, value, options, item, in_item=True)
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

    def _option(
        self,
        name: str,
        value: Any,
        spec: dict[str, Any],
        given: dict[str, Any],
        in_item: bool = False,
    ) -> tuple[dict[str, Any], list[_problems.Problem]]:
        """What can be used of an option, under its name, and what is wrong with it."""
        option = _masking.with_aliases(spec).get(name)
        if option is None:
            return {}, [_problems.Problem("", self._unknown(name, spec, given, in_item))]
        if value is None:
            return {}, []
        if "options" in option and isinstance(value, dict):
            inner: dict[str, Any] = {}
            problems: list[_problems.Problem] = []
            for key, entry in value.items():
                more, wrong = self._option(key, entry, option["options"], value)
                inner.update(more)
                problems += [
                    _problems.Problem(name, "%s: %s" % (name, each.text)) for each in wrong
                ]
            return {name: inner}, problems
        free = option["type"] == "raw" and _masking.is_free(name, option)
        text = "" if free else _problem_of(name, value, option, self._kind)
        if option["type"] == "dict" and text and self._shapes.get(name):
            text = text.replace("a dictionary", "a dictionary such as %s" % self._shapes[name], 1)
        # A word that is not among the choices still names the item in messages.
        used = {name: value} if not text or (isinstance(value, str) and "choices" in option) else {}
        return used, [_problems.Problem(name, text)] if text else []

    def _unknown(
        self, name: str, spec: dict[str, Any], given: dict[str, Any], in_item: bool
    ) -> str:
        text = "unknown option %s" % name
        if in_item and name in _masking.with_aliases(self._spec):
            return text + ": it is an option of the task, not of an item."
        for outer, option in spec.items():
            if option.get("elements") == "dict" and name in option["options"]:
                return text + ": it belongs to an item of %s." % outer
            if name in option.get("options", ()) and outer != _sources.OVERRIDES:
                return text + ": did you mean %s.%s?" % (outer, name)
        word = difflib.get_close_matches(_plain(name), self._other_words, 1, _NEARLY_SAME)
        near = self._other_words[word[0]] if word else ""
        if near not in spec or given.get(near) is not None:
            if name in self._server_set:
                return text + ": Zendesk sets it. Remove it."
            near = "" if near else nearest(name, _masking.with_aliases(spec), self._kind)
        return text + (": did you mean %s?" % near if near else ": remove it.")


def nearest(name: str, words: Iterable[str], kind: str = "") -> str:
    """The one among ``words`` that was most likely meant; "" where none is near.

    ``kind``: of the records in question, which words may have at their end.
    """
    words = list(words)
    by_form: dict[str, str] = {}
    # Most are written without what they have in common.
    for word in sorted(words, key=len, reverse=True):
        if word != _sources.OVERRIDES:
            for affix in ("zendesk_", "_" + kind):
                by_form[word.replace(affix, "") if affix != "_" else word] = word
    by_form.update({word.lower(): word for word in words if word != _sources.OVERRIDES})
    near = difflib.get_close_matches(_plain(name), by_form, 1, _SIMILAR)
    return by_form[near[0]] if near else ""


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name).strip("_").lower()


def _problem_of(name: str, value: Any, option: dict[str, Any], record_kind: str) -> str:
    """What is wrong with the value of one option; "" if nothing is. Shows no value of a secret."""
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
            return "%s must be a list, or words separated by commas, not %s." % (name, _kind(value))
        return (
            "%s must be a list, not %s. Text is not split at "
            "its commas: write each entry as an item of a list." % (name, _kind(value))
        )
    found = []
    for position, entry in enumerate(value, 1):
        if entry is None:
            found.append("%s: item %d is empty. Remove it." % (name, position))
        elif option["elements"] == "raw":
            # Whoever knows the option judges what stands in it.
            continue
        elif numbers:
            problem = _problem_of(name, entry, {"type": option["elements"]}, record_kind)
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
