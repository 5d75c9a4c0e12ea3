# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds what to check in an item before it is used for another account."""

from __future__ import annotations

import re
from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _items,
    _rule_fields,
    _visits,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._export_item import ExportItem
from ansible_collections.community.zendesk.plugins.plugin_utils._export_text import holds_secret
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_inline

# Numbers in texts that are long enough to be IDs, and ULIDs.
_IN_TEXT = re.compile(r"(?<![\w.-])(?:[0-9]{7,19}|01[0-9A-HJKMNP-TV-Z]{24})(?![\w-])")
# A custom field in text, if its title is not unique.
_FIELD = re.compile(r"ticket\.ticket_field_(?:option_title_)?[0-9]+")
_MOST = 5


def notes_on(item: ExportItem, exported: dict[str, set[str]]) -> list[str]:
    """Returns what may not exist in another account, as sentences without their subject, the item.

    ``exported``: kind -> the names of its exported records, for each exported kind.
    """
    found = _found_in(item)
    return [
        *_by_id(item),
        *("%s has the ID %s, which has no unique name" % each for each in _ids_in(item)),
        *(
            "%s refers to the %s %s, which is not exported" % (place, kind, yaml_inline(name))
            for place, kind, name in found.names
            if kind in exported and name not in exported[kind]
        ),
        *found.notes,
    ]


def remarks_on(item: ExportItem) -> list[str]:
    """Returns a sentence for each place with text that looks like an address with a secret."""
    return ["Check %s: it may contain a secret." % place for place in _found_in(item).secret]


def _by_id(item: ExportItem) -> Iterator[str]:
    if item.by_id:
        yield "is identified by its ID, because %s" % item.by_id


def _ids_in(item: ExportItem) -> Iterator[tuple[str, str]]:
    for home in item.resource.homes:
        if item.options.get(home.instead_of):
            yield home.instead_of, str(item.options[home.instead_of])
    yield from _found_in(item).ids


def _found_in(item: ExportItem) -> _Finder:
    finder = _Finder()
    for attribute in item.attributes:
        if attribute.type.has_references and attribute.name in item.options:
            finder.attribute = attribute.name
            attribute.type.visited(item.options[attribute.name], finder)
    return finder


class _Finder(_visits.Visitor):
    """Collects references and texts that depend on the account.

    ``ids``: places and the IDs in them. ``names``: places, kinds and names of references.
    ``secret``: places that may contain a secret.
    """

    def __init__(self) -> None:
        self.attribute = ""
        self.ids: list[tuple[str, str]] = []
        self.names: list[tuple[str, str, str]] = []
        self.notes: list[str] = []
        self.secret: list[str] = []

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        record_id = _items.id_at(spot, value)
        if record_id:
            self.ids.append((self.attribute + spot.place, record_id))
        if isinstance(value, dict):
            kind, name = next(iter(value.items()))
            self.names.append((self.attribute + spot.place, str(kind), str(name)))
        return value

    def seen(self, place: str, part: _rule_fields.Part, value: Any) -> None:
        place = self.attribute + place
        if part.nameless and value not in (None, "", []):
            texts = value if isinstance(value, list) else [value]
            values = ", ".join(yaml_inline(str(each)) for each in texts)
            self.notes.append("%s identifies %s: %s" % (place, part.nameless, values))
        elif part.text:
            found = sorted({each for text in _texts_in(value) for each in _numbers_in(text)})
            if found:
                more = ", ..." if len(found) > _MOST else ""
                found = found[:_MOST]
                self.notes.append("%s may contain IDs: %s%s" % (place, ", ".join(found), more))
            if any(map(holds_secret, _texts_in(value))):
                self.secret.append(place)


def _numbers_in(text: str) -> list[str]:
    return [*_IN_TEXT.findall(text), *_FIELD.findall(text)]


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)
    elif isinstance(value, str):
        yield value
