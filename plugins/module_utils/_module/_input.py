# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Explains problems with the form of arguments. Loaded only if there are any."""

from __future__ import annotations

import difflib
from typing import Any, Callable, Sequence

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

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
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _input_values,
    _masking,
)

# Names that people may use because of other modules.
_OTHER_WORDS = {
    "verify_ssl": "zendesk_validate_certs",
    "ssl_verify": "zendesk_validate_certs",
    "verify": "zendesk_validate_certs",
    "api_key": "zendesk_api_token",
    # Of conditions.
    "and": "all",
    "or": "any",
}
_NEARLY_SAME = 0.75
_kind = _value_types.kind_of


def explain(
    given: dict[str, Any],
    raw: _sources.Raw,
    spec: dict[str, Any],
    check: Callable[[dict[str, Any], _problems.Problems], list[str]],
    resources: Sequence[_resource.Resource],
) -> list[str]:
    """Returns all problems with arguments as they were given, item by item.

    ``raw``: the connection options. ``check``: finds problems beyond the form, from the usable
    arguments and the problems of the others.
    """
    found = _problems.Problems(
        [_problems.Problem(_sources.OVERRIDES, text) for text in raw.problems], {}
    )
    usable = _Validator(spec, resources).validate(given, found)
    validated = ArgumentSpecValidator(spec).validate(usable)
    texts = check(validated.validated_parameters, found)
    if not texts:
        texts = ["%s." % message for message in validated.error_messages]
    connection = set(_options.account_options())
    needs_account = not validated.validated_parameters.get(_options.VALIDATE_ONLY)
    told = any(problem.option in connection for problem in found.task)
    if texts and needs_account and not told:
        try:
            _connection.connection_from(
                _sources.Settings(validated.validated_parameters, raw.given)
            )
        except _errors.InvalidInput as error:
            texts.append(str(error))
    return texts


class _Validator:
    """Separates usable arguments from problems with the others."""

    def __init__(self, spec: dict[str, Any], resources: Sequence[_resource.Resource]) -> None:
        self._spec = spec
        self._by_list = {each.endpoint.plural: each for each in resources}
        self._know(resources[0] if len(resources) == 1 else None)

    def _know(self, resource: _resource.Resource | None) -> None:
        """Sets the resource of the following options."""
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

    def validate(self, given: dict[str, Any], found: _problems.Problems) -> dict[str, Any]:
        """Returns the usable arguments, and adds problems with the others to ``found``."""
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
                if len(self._by_list) > 1:
                    self._know(self._by_list.get(name))
                usable[name] = self._items(name, value, found)
                if len(self._by_list) > 1:
                    self._know(None)
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
        form = found.items.setdefault(name, {})
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
                    form[position] = problems
            else:
                text = "%s: item %d is not a dictionary but %s." % (must, position, _kind(item))
                found.task.append(_problems.Problem(name, text))
                form[position] = []
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
        """Returns the usable part of an option, under its name, and its problems."""
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
        text = "" if free else _input_values.problem_of(name, value, option, self._kind)
        if option["type"] == "dict" and text and self._shapes.get(name):
            text = text.replace("a dictionary", "a dictionary such as %s" % self._shapes[name], 1)
        # A word that is not among the choices still identifies the item in messages.
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
                return text + ": it is an option of items in %s." % outer
            if name in option.get("options", ()) and outer != _sources.OVERRIDES:
                return text + ": did you mean %s.%s?" % (outer, name)
        word = difflib.get_close_matches(
            _input_values.plain(name), self._other_words, 1, _NEARLY_SAME
        )
        near = self._other_words[word[0]] if word else ""
        if near not in spec or given.get(near) is not None:
            if name in self._server_set:
                return text + ": Zendesk sets it. Remove it."
            near = (
                "" if near else _input_values.nearest(name, _masking.with_aliases(spec), self._kind)
            )
        return text + (": did you mean %s?" % near if near else ": remove it.")
