# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Which record of the account a desired one is, and which others are nearly called like it."""

from __future__ import annotations

import unicodedata
from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import _record
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

# They take no room, and Python does not count them as white space.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def unique(records: Iterable[_record.Record]) -> list[_record.Record]:
    """Each record once: one that moves while a list is read can be on two of its pages."""
    return list({record.id: record for record in records}.values())


def find(desired: _record.Desired, records: list[_record.Record]) -> list[_record.Record]:
    """The records that ``desired`` means: by ID, else by name, narrowed by variant if it is given.

    A record of another variant is only found where one is to be present and there is none of the
    desired variant. Raises PlanError where the choice would be a guess.
    """
    if desired.id is not None:
        return [record for record in records if record.id == desired.id]
    named = [record for record in records if record.name == desired.name]
    of_variant = named
    if desired.variant_name is not None:
        of_variant = [record for record in named if record.kind == desired.kind]
    found = of_variant if desired.is_absent else of_variant or named
    if len(found) > 1:
        hint = "Name the one you mean by id."
        if not of_variant:
            hint = "Use another %s." % desired.resource.name
        raise _errors.PlanError(
            'There are %d %s called "%s": %s. %s'
            % (
                len(found),
                desired.resource.endpoint.plural.replace("_", " "),
                desired.name,
                ", ".join(map(_listed, found)),
                hint,
            )
        )
    return found


def _listed(record: _record.Record) -> str:
    notes = [record.variant_name or ""] if record.resource.variant else []
    if record.resource.switch:
        notes.append("active" if record.is_active else "inactive")
    return "id %s%s" % (record.id, " (%s)" % ", ".join(notes) if notes else "")


def fold(name: Any) -> str:
    """A name without what is easily overlooked: case, white space, how a letter is composed."""
    text = unicodedata.normalize("NFD", str(name or "")).casefold()
    return unicodedata.normalize("NFC", "".join(text.translate(_INVISIBLE).split()))


def near_names(new: list[_record.Record], existing: Iterable[_record.Record]) -> list[str]:
    """A warning for each of the ``new`` records whose name looks like that of another one."""
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
