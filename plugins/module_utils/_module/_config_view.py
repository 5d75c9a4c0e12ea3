# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Builds the plan in results: the changes, and in check mode also the requests."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_order,
    _config_room,
    _config_run,
    _plan,
    _record,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


def plan(outcome: _config_run.Outcome, with_requests: bool) -> list[dict[str, Any]]:
    """Returns an entry for each change, in the order of the lists."""
    found = [_room(room) for room in outcome.rooms]
    found += [entry(move) for move in outcome.config.moves if move.is_done]
    found += [_order(outcome, order) for order in outcome.orders]
    if with_requests:
        requests = [[_request(room.plan, room.move.section)] for room in outcome.rooms]
        requests += [_requests(move) for move in outcome.config.moves if move.is_done]
        # All orders are sent in one request.
        requests += [[] for _order in outcome.orders]
        for view, sent in zip(found, requests):
            view["request"] = sent
        if outcome.orders:
            found[-1]["request"] = [_arrangement(outcome)]
    return found


def entry(move: _config.Move) -> dict[str, Any]:
    """Returns the entry of the plan for a move."""
    along = [record.in_a_sentence() for record in move.along]
    return _view(move.plan, move.section.kind, pruned=move.cause == _config.PRUNE, along=along)


def home_of(outcome: _config_run.Outcome, order: _config_order.Order) -> str | None:
    """Returns the name of the parent of records whose order changes."""
    section = outcome.config.section(order.kind)
    for home in section.resource.homes if section else ():
        holders = outcome.config.section(home.names)
        for record, _move in holders.afterwards() if holders else ():
            if str(record.id) == order.home:
                return str(record.name)
    return None


def _view(plan: _plan.Plan, kind: str, **more: Any) -> dict[str, Any]:
    record = plan.record
    before, after = dict(plan.before), dict(plan.after)
    sent = after.pop("secrets_sent", [])
    if plan.action == _plan.UPDATE:
        names = [n for n in {**before, **after} if before.get(n) != after.get(n)]
        before = {name: before.get(name) for name in names}
        after = {name: after.get(name) for name in names}
    return {
        "kind": kind,
        "name": record.name if record else None,
        "id": plan.existing.id if plan.existing else None,
        "action": plan.action,
        "before": before,
        "after": after,
        "secrets_sent": sent,
        **more,
    }


def _room(room: _config_room.Room) -> dict[str, Any]:
    view = _view(room.plan, room.move.section.kind, pruned=False, along=[])
    return dict(view, action="deactivate")


def _order(outcome: _config_run.Outcome, order: _config_order.Order) -> dict[str, Any]:
    return {
        "kind": order.kind,
        "name": home_of(outcome, order),
        "id": order.home or None,
        "action": "order",
        "before": {"order": order.before},
        "after": {"order": order.after},
        "secrets_sent": [],
        "pruned": False,
        "along": [],
    }


def _requests(move: _config.Move) -> list[dict[str, Any]]:
    """Returns the requests of a move; a replacement has several."""
    plan, store = move.plan, move.section.store
    found = [_request(plan, move.section)] if plan.sent else []
    if plan.deletes and plan.existing:
        found.append({"method": "DELETE", "path": store.path_of(plan.existing.id)})
    return found


def _request(plan: _plan.Plan, section: _config.Section) -> dict[str, Any]:
    endpoint = section.resource.endpoint
    body = {endpoint.key: _masked(plan.sent)} if plan.sent else None
    if plan.creates or not plan.existing:
        return {"method": "POST", "path": endpoint.path, "body": body}
    path = section.store.path_of(plan.existing.id)
    return {"method": section.resource.update.method, "path": path, "body": body}


def _arrangement(outcome: _config_run.Outcome) -> dict[str, Any]:
    section = outcome.config.section(outcome.orders[0].kind)
    path = section.resource.arranged_at if section else ""
    body = _config_order.body(outcome.orders, lambda each: each)
    return {"method": "POST", "path": path, "body": body}


def _masked(sent: _record.Record) -> dict[str, Any]:
    secrets = sent.secrets()
    return {
        name: _errors.MASK if sent.is_secret(name) else _without(value, secrets)
        for name, value in sent.values.items()
    }


def _without(value: Any, secrets: set[str]) -> Any:
    if isinstance(value, dict):
        return {name: _without(each, secrets) for name, each in value.items()}
    if isinstance(value, list):
        return [_without(each, secrets) for each in value]
    return _errors.MASK if str(value) in secrets else value
