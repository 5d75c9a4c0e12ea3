# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Plans which record makes room for another one that needs the same unique content."""

from __future__ import annotations

from typing import Any, Iterator, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_prune,
    _plan,
    _record,
    _rules,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class Room(NamedTuple):
    """A record that is deactivated before ``wanted_by`` is written, and its later move."""

    record: _record.Record
    plan: _plan.Plan
    move: _config.Move
    wanted_by: list[_config.Move]

    def __str__(self) -> str:
        return "%s is deactivated first, because %s takes over its %s." % (
            self.record,
            " and ".join(str(move.plan.record) for move in self.wanted_by),
            self.record.resource.unique_if_active,
        )


def refuse(section: _config.Section) -> None:
    """Fails the moves whose content remains in use by another record."""
    later: dict[Any, list[_config.Move]] = {}
    by_id = section.by_id
    for move, content, taken in _takeovers(section):
        name = section.resource.unique_if_active
        staying = [each for each in taken if not _leaves(by_id.get(each.id), content, name)]
        try:
            _rules.refuse_twin(move.plan, staying)
            _refuse_second(move, later.setdefault(content, []))
        except _errors.PlanError as error:
            move.fail(error)
            continue
        later[content].append(move)


def plan(section: _config.Section) -> list[Room]:
    """Returns the records that have to make room. Call ``refuse`` first."""
    rooms: dict[Any, Room] = {}
    by_id = section.by_id
    for move, _content, taken in _takeovers(section):
        for record in taken:
            room = rooms.get(record.id)
            if room is None:
                switched = _config_prune.switch(record, on=False)
                room = rooms[record.id] = Room(record, switched, by_id[record.id], [])
                room.move.replan(_switched_on(room.move.plan, record))
            room.wanted_by.append(move)
    return list(rooms.values())


def _takeovers(
    section: _config.Section,
) -> Iterator[tuple[_config.Move, Any, list[_record.Record]]]:
    """Yields the moves with new content, and the records that have it now."""
    name = section.resource.unique_if_active
    if not name:
        return
    now: dict[Any, list[_record.Record]] = {}
    for record in (*section.existing, *section.foreign):
        if record.is_active:
            now.setdefault(content_of(record, name), []).append(record)
    for move in section.moves:
        expected = move.plan.expected
        if not (move.is_done and expected and expected.is_active):
            continue
        content = content_of(expected, name)
        before = move.record
        if not (before and before.is_active and content_of(before, name) == content):
            taken = now.get(content, [])
            yield move, content, [each for each in taken if not before or each.id != before.id]


def _switched_on(plan: _plan.Plan, record: _record.Record) -> _plan.Plan:
    """Returns the record's own update, which also activates it again if it should be active."""
    switch = record.resource.switch
    is_on = plan.expected is not None and plan.expected.is_active
    if not (switch and plan.sent and is_on):
        return plan
    sent = _record.Record(record.resource, {**plan.sent.values, switch.name: switch.on})
    sent.attributes = plan.sent.attributes
    return plan._replace(sent=sent)


def content_of(record: _record.Record, name: str) -> Any:
    """What no two active records may have in common, in a form that can be compared."""
    normal = record.attributes[name].type.normal(record.values.get(name))
    return repr(normal)


def _leaves(move: _config.Move | None, content: Any, name: str) -> bool:
    """Whether a record no longer stands in the way when the run is over."""
    if not move or not move.is_done:
        return False
    expected = move.plan.expected
    if move.plan.deletes or not expected:
        return move.plan.deletes
    return not expected.is_active or content_of(expected, name) != content


def _refuse_second(move: _config.Move, others: list[_config.Move]) -> None:
    for other in others:
        raise _errors.PlanError(
            "%s would have the same %s as %s, but Zendesk allows only one active %s with these. "
            "Change or deactivate one of them."
            % (
                move.plan.record,
                move.section.resource.unique_if_active,
                other.step,
                move.section.resource.endpoint.noun,
            )
        )
