# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Identifies a plan, the same in check mode and in the run that carries it out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_order,
    _config_room,
    _record,
)


def of(
    account: str,
    moves: list[_config.Move],
    rooms: list[_config_room.Room],
    orders: list[_config_order.Order],
) -> str:
    """Returns a hash of the account, kinds, IDs or names, actions, and normalized attributes.

    Secrets count only as sent or not sent, and timestamps do not count.
    """
    found: list[Any] = [account]
    items = [move for move in moves if move.cause == _config.ITEM]
    # The order in which the account lists its records does not matter.
    others = [move for move in moves if move.cause != _config.ITEM]
    for move in (*items, *sorted(others, key=_key)):
        if move.is_done:
            record, plan = move.record, move.plan
            found.append(
                {
                    "kind": move.section.kind,
                    "id": record.id if record else None,
                    "name": str(plan.record and plan.record.name),
                    "action": plan.action,
                    "before": _normal(record),
                    "after": _normal(plan.expected),
                    "secrets_sent": plan.secrets_sent,
                    "along": sorted(str(each.id) for each in move.along),
                }
            )
    found += sorted(["room", str(room.record.id)] for room in rooms)
    found += sorted(
        [order.kind, order.home, sorted((str(each), at) for each, at in order.moved.items())]
        for order in orders
    )
    text = json.dumps(found, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _key(move: _config.Move) -> tuple[str, str]:
    return move.section.kind, str(move.record and move.record.id)


def _normal(record: _record.Record | None) -> dict[str, str]:
    """Returns the attributes that a task can set, without secrets, in normalized form."""
    if not record:
        return {}
    bare = record.without_secrets()
    return {
        name: _stable(attribute.type.normal(bare[name]))
        for name, attribute in record.attributes.items()
        if bare.get(name) is not None
    }


def _stable(value: Any) -> str:
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(repr, value)))
    if isinstance(value, dict):
        return repr(sorted((repr(name), _stable(entry)) for name, entry in value.items()))
    if isinstance(value, (list, tuple)):
        return repr(list(map(_stable, value)))
    return repr(value)
