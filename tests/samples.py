# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values for every attribute of every type, made from the table."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core._record import Desired, Record
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import (
    Attribute,
    Variant,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._value_types import Boolean
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import (
    TARGETS,
    TYPES,
)

ALL_TYPES = [entry.name for entry in TYPES]


def value(attribute: Attribute, other: bool = False) -> Any:
    """A value for an attribute as a user gives it; C(other) gives a second one."""
    if attribute.type.choices:
        return attribute.type.choices[int(other)]
    if isinstance(attribute.type, Boolean):
        return not other
    suffix = "other" if other else "first"
    if attribute.type.secret:
        return "marker-%s-%s-secret" % (attribute.name, suffix)
    return "{{ticket.id}} %s %s" % (attribute.name, suffix)


def writable(entry: Variant) -> list[Attribute]:
    return [attribute for attribute in entry.attributes if not attribute.read_only]


def complete(entry: Variant) -> dict[str, Any]:
    """A wanted target with every attribute of its type."""
    return dict(
        {"title": "Sample", "type": entry.name},
        **{attribute.name: value(attribute) for attribute in writable(entry)},
    )


def minimal(entry: Variant) -> dict[str, Any]:
    """A wanted target with the mandatory attributes alone."""
    return dict(
        {"title": "Sample", "type": entry.name},
        **{a.name: value(a) for a in writable(entry) if a.required},
    )


def attribute_cases() -> list[tuple[str, str]]:
    """Every writable attribute of every type: pairs of names."""
    return [(entry.name, attribute.name) for entry in TYPES for attribute in writable(entry)]


def optional_cases() -> list[tuple[str, str]]:
    return [
        (entry.name, attribute.name)
        for entry in TYPES
        for attribute in writable(entry)
        if not attribute.required
    ]


def existing(*targets: dict[str, Any]) -> list[Record]:
    """Targets of an account, bound to their attributes."""
    return [Record(TARGETS, dict(target)) for target in targets]


def desired(*items: dict[str, Any]) -> list[Desired]:
    """Items of a set, bound to their attributes."""
    return [Desired(TARGETS, item) for item in items]
