# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Bad input, found before any request: what is wrong with one wanted target."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._target_types import (
    Attribute,
    TargetType,
    attributes_by_name,
    find_type,
    type_names,
)
from ansible_collections.community.zendesk.plugins.module_utils._values import COMMON_NAMES, is_set

_NOT_ATTRIBUTES = COMMON_NAMES + ("id", "state")


def given_attributes(wanted: dict[str, Any]) -> dict[str, Any]:
    """The type's own attributes among the options that were given."""
    return {
        name: value
        for name, value in wanted.items()
        if value is not None and name not in _NOT_ATTRIBUTES
    }


def faults(wanted: dict[str, Any]) -> list[str]:
    """All that is wrong with a wanted target, each with the way out; empty if nothing is."""
    found = []
    by_id = wanted.get("id") is not None
    title, kind = wanted.get("title"), wanted.get("type")
    if by_id and wanted["id"] < 1:
        found.append("id must be a positive number.")
    if title is None and not by_id:
        found.append("title is missing: give the title of the target, or its id.")
    if title is not None and not title.strip():
        found.append("title is empty: give the target a title.")
    if wanted.get("state") == "absent":
        return found
    if kind is None and not by_id:
        found.append(
            "type is missing: it is needed to create the target. To change some attributes of an "
            "existing target, name it by id."
        )
    if kind is not None:
        entry = find_type(kind)
        if entry is None:
            found.append("type must be one of %s; got %s." % (", ".join(type_names()), kind))
        else:
            found += attribute_faults(entry, wanted, creates=not by_id)
    return found


def attribute_faults(entry: TargetType, wanted: dict[str, Any], creates: bool) -> list[str]:
    """What is wrong with the attributes, for a type. ``creates``: all mandatory ones are needed."""
    found = []
    given = given_attributes(wanted)
    for name, value in sorted(given.items()):
        attribute = entry.attribute(name)
        if attribute is None:
            found.append(_foreign(entry, name))
        else:
            found += _value_faults(entry, attribute, value)
    for attribute in entry.attributes:
        if creates and attribute.required and attribute.name not in given:
            found.append("%s is missing: it is mandatory for %s." % (attribute.name, entry.name))
    return found


def _foreign(entry: TargetType, name: str) -> str:
    writable = [attribute.name for attribute in entry.attributes if not attribute.read_only]
    return "%s is not an attribute of %s but of %s: remove it. The attributes of %s are %s." % (
        name,
        entry.name,
        ", ".join(owner.name for owner, _attribute in attributes_by_name().get(name, [])),
        entry.name,
        ", ".join(writable),
    )


def _value_faults(entry: TargetType, attribute: Attribute, value: Any) -> list[str]:
    name = attribute.name
    if attribute.read_only:
        return ["%s is read-only for %s: remove it." % (name, entry.name)]
    if not is_set(value) or (attribute.required and not str(value).strip()):
        if attribute.required:
            return ["%s is mandatory for %s and can't be empty." % (name, entry.name)]
        return []
    if attribute.choices and str(value).lower() not in attribute.choices:
        return [
            "%s must be one of %s for %s; got %s."
            % (name, ", ".join(attribute.choices), entry.name, value)
        ]
    return []
