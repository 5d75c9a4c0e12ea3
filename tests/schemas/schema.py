# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schema as a whole."""

from __future__ import annotations

import json
from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import _entries, _resource
from ansible_collections.community.zendesk.plugins.module_utils._resources._whole import WHOLE

from . import items, names, rules
from .documented import paragraph, variables
from .values import (
    DEFINITIONS,
    Schema,
    choice,
    like,
    list_of,
    of_type,
    only,
    reference_to,
    unless_template,
)

_ABOUT = (
    "Variables of the roles of the Ansible collection community.zendesk, such as the lists of targets, webhooks and "
    "triggers. Other variables may stand beside them, but none whose name is nearly one of these."
)
# Of lists that have a word in their name, which no argument spec can have.
_WITH_A_WORD = {
    "layer": "The %s that a group of accounts adds, changes or, with state: absent, drops. Lists of this kind "
    "are merged in the order of their names.",
    "override": "What is changed last of the %s that other lists have. Nothing can be added here.",
}
_OF_ENTRIES = ("zendesk_config_owned", "zendesk_config_keep", "zendesk_export_owned")
# Type of a variable -> definition.
_BY_TYPE = {
    "bool": "boolean",
    "int": "whole_number",
    "list": "list_of_texts",
    "dict": "dictionary",
}
_WIDTH = 120


def text() -> str:
    """The text of the file."""
    return _pretty(schema()) + "\n"


def _pretty(value: Any, indent: int = 0) -> str:
    """JSON that a person reads: what fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(line) + indent <= _WIDTH:
        return line
    if isinstance(value, list):
        inner = [_pretty(each, indent + 2) for each in value]
    else:
        inner = ["%s: %s" % (json.dumps(n), _pretty(each, indent + 2)) for n, each in value.items()]
    start, end = "[]" if isinstance(value, list) else "{}"
    space = "\n" + " " * indent
    return start + ",".join(space + "  " + each for each in inner) + space + end


def schema() -> Schema:
    definitions: Schema = {**DEFINITIONS, "entries": _entries_of_kinds()}
    for resource in WHOLE:
        definitions[resource.endpoint.plural] = _list(resource)
        definitions.update(items.definitions(resource))
    definitions.update(rules.definitions())
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "description": _ABOUT,
        "type": "object",
        "properties": dict(_variables()),
        "patternProperties": {
            **{name: found for resource in WHOLE for name, found in _with_a_word(resource)},
            **dict.fromkeys(names.misspelt(), False),
        },
        "allOf": [
            _complete_standard(resource)
            for resource in WHOLE
            if "new_" + resource.endpoint.kind in definitions
        ],
        "definitions": definitions,
    }


def _variables() -> Iterator[tuple[str, Schema]]:
    own = dict.fromkeys(_OF_ENTRIES, like("entries"))
    for resource in WHOLE:
        plural = resource.endpoint.plural
        start = "zendesk_%s_" % plural
        own.update(dict.fromkeys((start + "standard", start + "account"), like(plural)))
        own[start + "defaults"] = items.defaults(resource)
    for name, option in variables().items():
        found = own[name] if name in own else _variable(option)
        yield name, {"description": paragraph(option["description"]), **found}


def _list(resource: _resource.Resource) -> Schema:
    return list_of(unless_template(reference_to(resource.endpoint.kind)))


def _with_a_word(resource: _resource.Resource) -> Iterator[tuple[str, Schema]]:
    plural = resource.endpoint.plural
    for part, said in _WITH_A_WORD.items():
        found = {"description": said % plural.replace("_", " "), **like(plural)}
        yield r"^zendesk_%s_%s_\w+$" % (plural, part), found


def _complete_standard(resource: _resource.Resource) -> Schema:
    """Nothing stands below the standard list of a file but the defaults, if it has any."""
    start = "zendesk_%s_" % resource.endpoint.plural
    needed = {"items": reference_to("new_" + resource.endpoint.kind)}
    return {
        "if": {"required": [start + "defaults"]},
        # Properties would be proposed twice.
        "else": {"patternProperties": {"^%sstandard$" % start: needed}},
    }


def _entries_of_kinds() -> Schema:
    """Names, patterns or dictionaries of one key, for each kind."""
    kinds = {}
    for resource in WHOLE:
        keys = {key: reference_to("text") for key in _entries.keys_of(resource)}
        entry = {"type": ["string", "object"], "maxProperties": 1, **only(keys)}
        kinds[resource.endpoint.plural] = list_of(entry)
    return of_type("object", **only(kinds))


def _variable(option: dict[str, Any]) -> Schema:
    kind = option["type"]
    if kind == "list" and "string is split" in paragraph(option["description"]):
        return like("texts")
    if "choices" in option:
        words = choice(option["choices"])
        return list_of(words) if kind == "list" else words
    return like(_BY_TYPE.get(kind, "text")) if kind != "raw" else {}
