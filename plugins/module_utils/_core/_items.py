# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Converts records of an account to items, with names instead of IDs."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _naming,
    _record,
    _resource,
    _rule_fields,
    _value_types,
    _visits,
)

# Zendesk has not assigned shorter IDs for years.
SHORTEST_ID = 6


class Items(NamedTuple):
    """``items``: in the order of the records. ``left_out``: what the items can't express."""

    items: list[dict[str, Any]]
    left_out: list[dict[str, Any]]


def items_of(records: list[_record.Record], names: _naming.Names) -> Items:
    """Returns the items for records of one kind, with only the attributes that modules set."""
    shared = Counter(_key(record) for record in records)
    found = Items([], [])
    for record, named in zip(records, names.named(records)):
        item, left_out = _item(record, named)
        if shared[_key(record)] > 1 or not record.variant:
            item = {"id": record.id, **item}
        found.items.append(item)
        ids = _ids_left(item, record)
        if left_out or ids:
            resource = record.resource
            found.left_out.append(
                {
                    "kind": resource.endpoint.kind,
                    "name": record.name,
                    "id": record.id,
                    "attributes": left_out,
                    "ids": ids,
                }
            )
    return found


def _key(record: _record.Record) -> tuple[str, str, str]:
    narrowed = record.values.get(record.resource.narrowed_by)
    return str(_name(record)), record.kind, str(narrowed or "")


def _name(record: _record.Record) -> Any:
    """Returns the name as it is sent, with its placeholders."""
    raw = record.values.get(record.resource.raw_name)
    return raw if isinstance(raw, str) and "{{" in raw else record.name


def _item(record: _record.Record, named: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    resource = record.resource
    item: dict[str, Any] = {resource.name: _name(record)}
    left_out = []
    if resource.variant and record.variant:
        item[resource.variant] = record.variant_name
    for attribute in record.settable():
        name = attribute.name
        value = named[name] if name in named else record.values.get(name)
        if name == resource.name or isinstance(attribute.type, _value_types.Number):
            continue
        is_home = attribute.names or name in {home.instead_of for home in resource.homes}
        if is_home or not _value_types.has_value(value):
            continue
        # For an unknown variant, the module supports only the attributes of all variants.
        foreign = not record.variant and attribute not in resource.attributes
        if attribute.type.secret or foreign:
            left_out.append(name)
            continue
        given = attribute.type.as_given(attribute.type.without_secrets(value))
        if attribute.type.normal(given) != attribute.type.normal(value):
            # A partial value would remove the rest.
            left_out.append(name)
        elif given or isinstance(given, bool):
            item[name] = given
    for home in resource.homes:
        given = {
            home.name: named.get(home.name),
            home.instead_of: None if home.name in named else record.values.get(home.instead_of),
        }
        item.update({key: value for key, value in given.items() if value is not None})
    told = {*record.attributes, *resource.server_set, *resource.all_attributes}
    told |= {resource.variant, resource.made_by, resource.standard}
    left_out += [name for name in record.values if name not in told]
    return item, sorted(set(left_out))


def secrets_in(record: _record.Record) -> list[str]:
    """Returns the paths of known secrets, such as C(password) or C(custom_headers.X-Token)."""
    parts = [
        "%s.%s" % (name, part)
        for name, attribute in record.attributes.items()
        for part in attribute.type.secret_parts(record.values.get(name))
    ]
    return [*record.secrets_present(), *parts]


def _ids_left(item: dict[str, Any], record: _record.Record) -> list[str]:
    """Returns the paths of IDs without a unique name."""
    collector = _Collector()
    for name, attribute in record.attributes.items():
        if attribute.type.has_references and name in item:
            collector.attribute = name
            attribute.type.visited(item[name], collector)
    for home in record.resource.homes:
        if home.instead_of in item:
            collector.places.append(home.instead_of)
    return collector.places


def id_at(spot: _visits.Spot, value: Any) -> str:
    """Returns the ID at a spot; "" if there is a name, a word or a number."""
    record_id = None if isinstance(value, dict) else _visits.id_in(spot.form, value)
    if not record_id or not _visits.is_id(record_id):
        return ""
    # In an unknown field, a short number may also be a number of hours.
    return "" if spot.kind == _rule_fields.ANY and len(record_id) < SHORTEST_ID else record_id


class _Collector(_visits.Visitor):
    def __init__(self) -> None:
        self.attribute = ""
        self.places: list[str] = []

    def at(self, spot: _visits.Spot, value: Any) -> Any:
        if id_at(spot, value):
            self.places.append(self.attribute + spot.place)
        return value


def order_of(resource: _resource.Resource, record: _record.Record, homes: dict[str, int]) -> Any:
    """Returns the key to sort records by: the order of evaluation, then the name."""
    home = next((str(record.values.get(each.instead_of)) for each in resource.homes), "")
    position = record.values.get("position")
    return (
        homes.get(home, len(homes)),
        position if isinstance(position, int) else 0,
        str(record.name or ""),
        str(record.id),
    )
