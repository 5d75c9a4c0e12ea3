# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Compares rules with the fields, operators and values that the account defines.

These depend on the Zendesk plan, the features and the active fields, so a difference is only a
warning.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _problems,
    _record,
    _rule_values,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

if TYPE_CHECKING:
    from ansible_collections.community.zendesk.plugins.module_utils._http import _client

# For these, only some records are listed: agents, and not all organizations.
_INCOMPLETE = ("requester_id", "organization_id", "cc")
# Attribute and list in it -> the corresponding part of the definitions.
_LISTS = {
    ("conditions", ".all"): "conditions_all",
    ("conditions", ".any"): "conditions_any",
    ("actions", ""): "actions",
}
_NEAR = 0.7


def read(client: _client.Client, path: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Reads the definitions: part -> field -> definition."""
    try:
        found = client.get(path).get("definitions")
    except _errors.ApiError:
        # A run must not fail because of warnings. The write itself reports what is wrong.
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: _by_subject(found.get(key)) for key in _LISTS.values()}


def are_about(sent: _record.Record) -> bool:
    """Whether a record to write has attributes that the definitions cover."""
    return any(name in sent.values for name, _place in _LISTS)


def unknown(definitions: dict[str, dict[str, dict[str, Any]]], sent: _record.Record) -> list[str]:
    """Returns a sentence about each part of a record that the account does not know."""
    return [
        text
        for (name, place), key in _LISTS.items()
        if name in sent.values
        for text in _of_list(sent, name, place, definitions.get(key, {}))
    ]


def _of_list(
    sent: _record.Record, name: str, place: str, known: dict[str, dict[str, Any]]
) -> Iterator[str]:
    kind = sent.attributes[name].type
    entries = dict(kind.lists(sent.values[name])).get(place, [])
    for at, entry in enumerate(entries, 1):
        if known and isinstance(entry, dict):
            yield from _of_entry("%s%s[%d]" % (name, place, at), entry, known)


def _of_entry(place: str, entry: dict[str, Any], known: dict[str, dict[str, Any]]) -> Iterator[str]:
    field = str(entry.get("field"))
    if field not in known:
        # For a field with an ID, there is no similar name.
        near = _nearest(field, known) if not field[-1:].isdigit() else "."
        yield "%s: this account does not have the field %s%s" % (place, field, near)
        return
    definition = known[field]
    operator = entry.get("operator")
    operators = {str(each.get("value")) for each in _dicts(definition.get("operators"))}
    if operator and operators and operator not in operators:
        yield (
            "%s: this account does not support the operator %s for %s%s It supports %s."
            % (place, operator, field, _nearest(operator, operators), ", ".join(sorted(operators)))
        )
    if field not in _INCOMPLETE:
        yield from _of_value(place, field, entry.get("value"), definition)


def _of_value(place: str, field: str, value: Any, definition: dict[str, Any]) -> Iterator[str]:
    values = {str(each.get("value")): each for each in _dicts(definition.get("values"))}
    if not values:
        return
    texts = value if isinstance(value, list) else [value]
    if field.startswith("notification_"):
        # Only the recipient, because the rest is free text.
        texts = texts[:1]
    titles = {str(each.get("title")): text for text, each in values.items()}
    normal = {_rule_values.normal_value(text): each for text, each in values.items()}
    for text in map(_rule_values.normal_value, texts):
        if not isinstance(text, str) or text.startswith("{"):
            # Nested, or pending.
            continue
        if text not in normal:
            near = titles.get(text)
            hint = _problems.did_you_mean(near) if near else _nearest(text, normal)
            yield "%s: this account does not list the value %s for %s%s" % (
                place,
                text,
                field,
                hint,
            )
        elif normal[text].get("enabled") is False:
            yield "%s: the value %s of %s is inactive in this account." % (place, text, field)


def _by_subject(definitions: Any) -> dict[str, dict[str, Any]]:
    return {str(each.get("subject")): each for each in _dicts(definitions)}


def _dicts(entries: Any) -> list[dict[str, Any]]:
    return [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []


def _nearest(text: str, words: Any) -> str:
    near = difflib.get_close_matches(text, list(words), 1, _NEAR)
    return _problems.did_you_mean(near[0] if near and near[0] != text else "")
