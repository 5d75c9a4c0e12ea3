# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Bad input, found before any request: what is wrong with one wanted target."""

from __future__ import annotations

from typing import Any, Collection, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _values
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets

_NOT_ATTRIBUTES = _values.COMMON_NAMES + ("id", "state")
# What usually holds placeholders, which Ansible takes for its own.
_WITH_PLACEHOLDERS = ("subject", "target_url", "story_title", "story_labels")
_PLACEHOLDER_HINT = (
    " If it holds placeholders such as {{ ticket.id }}, put !unsafe before the text: otherwise "
    "Ansible replaces them."
)


class Problem(NamedTuple):
    """What is wrong with the form of an option: its name, "" if it is unknown, and a sentence."""

    option: str
    text: str


class Problems(NamedTuple):
    """What is wrong with the form of the options of a task, and of its items by position.

    The positions count from 1. An item without a problem in its list is not a dictionary at all.
    """

    task: list[Problem]
    items: dict[int, list[Problem]]


def texts_of(problems: list[Problem]) -> list[str]:
    """The sentences of problems."""
    return [problem.text for problem in problems]


def options_of(problems: list[Problem]) -> frozenset[str]:
    """The known options that problems are about."""
    return frozenset(problem.option for problem in problems if problem.option)


def given_attributes(wanted: dict[str, Any]) -> dict[str, Any]:
    """The type's own attributes among the options that were given."""
    return {
        name: value
        for name, value in wanted.items()
        if value is not None and name not in _NOT_ATTRIBUTES
    }


def faults(wanted: dict[str, Any], unusable: Collection[str] = ()) -> list[str]:
    """All that is wrong with a wanted target, each with a hint; empty if nothing is.

    ``unusable``: options that were given and are not in ``wanted``, because something is wrong with
    them that is reported already.
    """
    found = []
    by_id = wanted.get("id") is not None or "id" in unusable
    title, kind = wanted.get("title"), wanted.get("type")
    if wanted.get("id") is not None and wanted["id"] < 1:
        found.append("id must be a positive number.")
    if title is None and not by_id and "title" not in unusable:
        found.append("title is missing: give the title of the target, or its id.")
    if title is not None and not title.strip():
        found.append("title is empty: give the target a title.")
    if wanted.get("state") == "absent":
        return found
    if kind is None and not by_id and "type" not in unusable:
        found.append(
            "type is missing: it is needed to create the target. To change some attributes of an "
            "existing target, name it by id."
        )
    if kind is not None and "type" not in unusable:
        entry = _targets.find_type(kind)
        if entry is None:
            found.append(
                "type must be one of %s; got %s." % (", ".join(_targets.type_names()), kind)
            )
        else:
            found += attribute_faults(entry, wanted, not by_id, unusable)
    return found


def attribute_faults(
    entry: _targets.TargetType,
    wanted: dict[str, Any],
    creates: bool,
    unusable: Collection[str] = (),
) -> list[str]:
    """What is wrong with the attributes, for a type. ``creates``: all mandatory ones are needed."""
    found = []
    given = given_attributes(wanted)
    for name in sorted({*given, *unusable}.difference(_NOT_ATTRIBUTES)):
        attribute = entry.attribute(name)
        if attribute is None:
            found.append(_foreign(entry, name))
        elif name not in unusable:
            found += _value_faults(entry, attribute, given[name])
    for attribute in entry.attributes:
        known = attribute.name in given or attribute.name in unusable
        if creates and attribute.required and not known:
            found.append("%s is missing: it is mandatory for %s." % (attribute.name, entry.name))
    return found


def _foreign(entry: _targets.TargetType, name: str) -> str:
    writable = [attribute.name for attribute in entry.attributes if not attribute.read_only]
    return "%s is not an attribute of %s but of %s: remove it. The attributes of %s are %s." % (
        name,
        entry.name,
        ", ".join(owner.name for owner, _attribute in _targets.attributes_by_name().get(name, [])),
        entry.name,
        ", ".join(writable),
    )


def _value_faults(
    entry: _targets.TargetType, attribute: _targets.Attribute, value: Any
) -> list[str]:
    name = attribute.name
    if attribute.read_only:
        return ["%s is read-only for %s: remove it." % (name, entry.name)]
    if not _values.is_set(value) or (attribute.required and not str(value).strip()):
        if attribute.required:
            hint = _PLACEHOLDER_HINT if name in _WITH_PLACEHOLDERS else ""
            return ["%s is mandatory for %s and can't be empty.%s" % (name, entry.name, hint)]
        return []
    if attribute.choices and str(value).lower() not in attribute.choices:
        return [
            "%s must be one of %s for %s; got %s."
            % (name, ", ".join(attribute.choices), entry.name, value)
        ]
    return []
