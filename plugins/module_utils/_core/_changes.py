# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Compares a desired record with one of the account, and builds the update."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _record,
    _resource,
    _value_types,
)


def changed_attributes(
    desired: _record.Desired, existing: _record.Record, update_secrets: bool
) -> list[_resource.Attribute]:
    """Returns the attributes that an update would change.

    ``update_secrets``: whether to include secrets that can't be compared.
    """
    return [
        attribute
        for attribute in existing.settable()
        if attribute.name in desired.given
        and _differs(
            attribute,
            desired.given[attribute.name],
            existing.found(attribute, desired.given[attribute.name]),
            update_secrets,
        )
    ]


def problems_of_update(
    desired: _record.Desired, existing: _record.Record, changes: list[_resource.Attribute]
) -> list[str]:
    """Returns why an update is not possible, one sentence for each attribute."""
    found = []
    for attribute in changes:
        value = desired.given[attribute.name]
        refusal = attribute.type.refusal(value, existing.values.get(attribute.name))
        lacks = attribute.type.lacks(value)
        if refusal:
            found.append("%s %s." % (attribute.name, refusal))
        elif lacks:
            found.append(
                "%s would change, but Zendesk stores it as a whole: add %s, which can't be read "
                "back." % (attribute.name, " and ".join(lacks))
            )
    return found


def to_update(
    desired: _record.Desired, existing: _record.Record, changes: list[_resource.Attribute]
) -> _record.Record:
    """Returns the record that an update sends."""
    resource, whole = existing.resource, existing.resource.update.whole
    body: dict[str, Any] = {}
    if whole and existing.values.get(resource.variant) is not None:
        body[resource.variant] = existing.values[resource.variant]
    for attribute in existing.settable():
        name, found = attribute.name, existing.values.get(attribute.name)
        if attribute in changes:
            body[name] = attribute.type.to_update(desired.given[name], found)
        elif whole and _value_types.has_value(
            _unchanged(attribute, desired.given.get(name), found)
        ):
            body[name] = attribute.type.to_send(found)
    if set(body) & set(resource.together):
        for name in resource.together:
            body.setdefault(name, existing.attributes[name].type.to_send(existing.values.get(name)))
    return _like(existing, body)


def expected(
    desired: _record.Desired, existing: _record.Record, changes: list[_resource.Attribute]
) -> _record.Record:
    """Returns the record after an update, as far as it can be predicted."""
    values = dict(existing.values)
    for attribute in changes:
        values[attribute.name] = attribute.type.to_send(desired.given[attribute.name])
        if attribute.raw:
            values[attribute.raw] = values[attribute.name]
    return _like(existing, {name: value for name, value in values.items() if value is not None})


def differences(sent: _record.Record, stored: _record.Record) -> list[_resource.Attribute]:
    """Returns the attributes that Zendesk stored differently from what was sent."""
    return [
        attribute
        for name, attribute in stored.attributes.items()
        if name in sent.values
        and name in stored.values
        and name != stored.resource.variant
        and not attribute.write_only
        and not attribute.type.is_stored(
            sent.values[name], stored.found(attribute, sent.values[name])
        )
    ]


def is_hidden(attribute: _resource.Attribute, desired: Any, found: Any) -> bool:
    """Whether an attribute can't be compared with the desired value."""
    return attribute.write_only or attribute.type.is_hidden(desired, found)


def sent_unseen(sent: _record.Record, existing: _record.Record) -> list[str]:
    """Returns the secrets that are sent although they can't be compared."""
    return [
        name
        for name in sent.secrets_sent()
        if _value_types.has_value(sent.values[name])
        and is_hidden(sent.attributes[name], sent.values[name], existing.values.get(name))
    ]


def _differs(
    attribute: _resource.Attribute, desired: Any, found: Any, update_secrets: bool
) -> bool:
    if is_hidden(attribute, desired, found):
        return update_secrets
    return not attribute.same(desired, found)


def _unchanged(attribute: _resource.Attribute, desired: Any, found: Any) -> Any:
    """Returns what an update sends for an unchanged attribute, without secrets that were not given."""
    if not attribute.type.secret:
        return found
    known = _value_types.has_value(desired) and not is_hidden(attribute, desired, found)
    return found if known else None


def _like(existing: _record.Record, values: dict[str, Any]) -> _record.Record:
    """Returns a record with other values and the attributes of an existing one."""
    record = _record.Record(existing.resource, values)
    record.attributes = existing.attributes
    return record
