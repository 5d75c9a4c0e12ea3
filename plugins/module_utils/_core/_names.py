# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds similar records, so that no duplicate of an existing record is created."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import _record

# Zero-width characters, which Python does not count as white space.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def fold(name: Any) -> str:
    """Normalizes case, white space and Unicode composition of a name."""
    text = unicodedata.normalize("NFD", str(name or "")).casefold()
    return unicodedata.normalize("NFC", "".join(text.translate(_INVISIBLE).split()))


def near_names(new: list[_record.Record], existing: Iterable[_record.Record]) -> list[str]:
    """Returns a warning for each of the ``new`` records with a name similar to another one."""
    if not new:
        return []
    by_fold: dict[str, list[_record.Record]] = {}
    for record in existing:
        by_fold.setdefault(fold(record.name), []).append(record)
    warnings = []
    for record in new:
        alike = by_fold.setdefault(fold(record.name), [])
        for other in alike:
            if other.name != record.name:
                warnings.append(_near(record, other))
                break
        alike.append(record)
    return warnings


def _near(record: _record.Record, other: _record.Record) -> str:
    there = "already exists" if other.id else "is created as well"
    name = record.resource.name
    return (
        "%s is created, but %s %s, and their %ss differ only in case or white space. If both are "
        "the same %s, use the same %s."
        % (record, other, there, name, record.resource.endpoint.noun, name)
    )


def same_content(new: list[_record.Record], others: Iterable[_record.Record]) -> list[str]:
    """Returns a warning for each of the ``new`` records that only has another name than one before.

    ``others``: existing records that no item refers to.
    """
    known: dict[str, list[_record.Record]] = {}
    for record in others if new else ():
        known.setdefault(_required(record), []).append(record)
    warnings = []
    for record in new:
        required = _required(record)
        for other in known.get(required, ()) if required else ():
            # Similar names have been reported.
            if fold(other.name) != fold(record.name) and _is_same(record, other):
                warnings.append(
                    '%s is created, but %s has the same content. If it is only renamed, set %s to "%s".'
                    % (record, other.in_a_sentence(), record.resource.previous, other.name)
                )
                break
    return warnings


def _required(record: _record.Record) -> str:
    """Returns what a create needs besides the name, as text; "" if that is nothing comparable."""
    content = {
        name: attribute.type.normal(record.values.get(name))
        for name, attribute in record.attributes.items()
        if attribute.required and _is_content(record, name)
    }
    return json.dumps([record.kind, content], sort_keys=True, default=str) if content else ""


def _is_same(record: _record.Record, other: _record.Record) -> bool:
    """Whether another record has everything that is sent, except for secrets."""
    return all(
        record.attributes[name].same(value, other.values.get(name))
        for name, value in record.values.items()
        if name in record.attributes and _is_content(record, name)
    )


def _is_content(record: _record.Record, name: str) -> bool:
    """Whether an attribute says what a record does, and can be compared."""
    resource, attribute = record.resource, record.attributes[name]
    switch = resource.switch.name if resource.switch else ""
    apart = (resource.name, resource.variant, resource.belongs_to, switch)
    return name not in apart and not (attribute.type.secret or attribute.write_only)
