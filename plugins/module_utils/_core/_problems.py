# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Validates the input, without requests. Each problem comes with a hint."""

from __future__ import annotations

from typing import Any, Collection, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _record, _resource

_PLACEHOLDER_HINT = (
    " If it contains placeholders such as {{ ticket.id }}, put !unsafe before the text: otherwise "
    "Ansible replaces them."
)


class Problem(NamedTuple):
    """A problem with the form of an option: its name, "" if it is unknown, and a sentence."""

    option: str
    text: str


class Problems(NamedTuple):
    """The problems with the form of the options of a task, and of its items.

    ``items``: name of a list -> position, counted from 1 -> problems. An item with an empty list is
    not a dictionary.
    """

    task: list[Problem]
    items: dict[str, dict[int, list[Problem]]]


def texts_of(problems: Iterable[Problem]) -> list[str]:
    """Returns the sentences of problems."""
    return [problem.text for problem in problems]


def options_of(problems: Iterable[Problem]) -> frozenset[str]:
    """Returns the known options with problems."""
    return frozenset(problem.option for problem in problems if problem.option)


def did_you_mean(near: str) -> str:
    """Returns the end of a sentence about an unknown word, with the most similar one if any."""
    return ": did you mean %s?" % near if near else "."


def problems_of(desired: _record.Desired, unusable: Collection[str] = ()) -> list[str]:
    """Returns all problems with a desired record, each with a hint.

    ``unusable``: options that were given but are not in ``desired``, because their problems are
    already reported.
    """
    resource = desired.resource
    noun, title = resource.endpoint.noun, resource.name
    found = []
    if resource.endpoint.numbered and desired.id is not None and desired.id < 1:
        found.append("id must be a positive number.")
    if desired.name is None and desired.id is None and not {"id", title} & set(unusable):
        found.append("%s is missing: set the %s of the %s, or its id." % (title, title, noun))
    if desired.name is not None and not desired.name.strip():
        found.append("%s is empty: the %s needs a %s." % (title, noun, title))
    if desired.is_absent:
        return found
    if not all(str(name).strip() for name in desired.previous):
        found.append("%s has an empty entry: remove it." % resource.previous)
    if (
        desired.variant_name is not None
        and resource.variant not in unusable
        and not desired.variant
    ):
        found.append(
            "%s must be one of %s; got %s."
            % (resource.variant, ", ".join(resource.variant_names()), desired.variant_name)
        )
    elif desired.variant or resource.split:
        found += attribute_problems(desired, desired, unusable)
    if resource.naming and not found:
        found += resource.naming.problems(desired)
    return found


def attribute_problems(
    desired: _record.Desired, record: _record.Record, unusable: Collection[str] = ()
) -> list[str]:
    """Returns the problems with given attributes, for the variant of ``record``."""
    resource = desired.resource
    found = []
    for name in sorted(
        {*desired.given, *unusable} - {"id", "state", resource.name, resource.variant}
    ):
        attribute = record.attributes.get(name)
        if attribute is None:
            found.append(_unknown_attribute(record, name))
        elif name not in unusable:
            found += _value_problems(record, attribute, desired.given[name])
    return found


def _unknown_attribute(record: _record.Record, name: str) -> str:
    if not record.variant:
        common = [one.name for one in record.settable() if one in record.resource.attributes]
        return (
            "%s can't be set, because the attributes of this %s are not known. Only %s can be "
            "changed." % (name, record.resource.variant, " and ".join(common))
        )
    owners = [each.name for each, _attribute in record.resource.owners().get(name, [])]
    writable = [one.name for one in record.variant.attributes if not one.read_only]
    return "%s is not an attribute of %s, only of %s: remove it. The attributes of %s are %s." % (
        name,
        record.kind,
        ", ".join(owners),
        record.kind,
        ", ".join(writable),
    )


def _value_problems(
    record: _record.Record, attribute: _resource.Attribute, value: Any
) -> list[str]:
    name = attribute.name
    own = record.variant and attribute in record.variant.attributes
    where = " for %s" % record.kind if own else ""
    if attribute.read_only:
        return ["%s is read-only%s: remove it." % (name, where)]
    if attribute.required and attribute.type.is_blank(value):
        hint = _PLACEHOLDER_HINT if attribute.placeholders else ""
        return ["%s is required%s and can't be empty.%s" % (name, where, hint)]
    clears = value == "" and not attribute.always_set
    wrong = [] if clears else attribute.type.problems(value)
    got = "; got %s" % value if attribute.type.choices else ""
    texts = ["%s%s %s%s%s" % (name, place, text, where, got) for place, text in wrong]
    return [text if text.endswith("?") else text + "." for text in texts]


def given_twice(resource: _resource.Resource, given: dict[str, Any]) -> list[str]:
    """Returns problems with options that are given both by name and by ID."""
    return [
        "%s and %s are mutually exclusive: remove one of them." % (each.name, each.instead_of)
        for each in resource.homes
        if None not in (given.get(each.name), given.get(each.instead_of))
    ]


def needed_to_create(
    desired: _record.Desired, unusable: Collection[str] = (), more: Collection[str] = ()
) -> str:
    """Returns the missing attributes to create a record, "" if there are none.

    ``more``: additional attributes that are required in this account.
    """
    if desired.is_absent or desired.id is not None or "id" in unusable:
        return ""
    lacks = [name for name in desired.lacks(unusable) if name != desired.resource.name]
    lacks += more
    text = " and ".join(filter(None, [", ".join(lacks[:-1]), *lacks[-1:]]))
    variant = desired.resource.variant
    if variant in lacks:
        text += ", and the required attributes of that %s" % variant
    return text


def missing_for_create(desired: _record.Desired, unusable: Collection[str] = ()) -> list[str]:
    """Returns what a create lacks, to report it together with other problems."""
    needed = needed_to_create(desired, unusable)
    noun = desired.resource.endpoint.noun
    return (
        ["If there is no such %s yet, creating it also requires %s." % (noun, needed)]
        if needed
        else []
    )
