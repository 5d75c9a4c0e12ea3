# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Puts triggers and categories in the order of their list, with as few changed positions as possible.

Listed records are rearranged among the positions that they hold. A new record goes after its
predecessor in the list. Records that are not listed stay in place.
"""

from __future__ import annotations

from typing import Any, Callable, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _config, _record


class Place(NamedTuple):
    """The place of a record.

    ``position`` is None if it is not known yet. ``id``: the ID or its placeholder.
    """

    id: Any
    name: str
    position: int | None

    @property
    def key(self) -> tuple[int, str, Any]:
        """The key by which Zendesk sorts."""
        number = self.id if isinstance(self.id, int) else str(self.id)
        return (self.position or 0, self.name, number)


class Order(NamedTuple):
    """A new order for records of a kind.

    ``home``: the ID of their parent, "" for none. ``moved``: ID -> new position. ``before``,
    ``after``: names.
    """

    kind: str
    plural: str
    home: str
    moved: dict[Any, int]
    before: list[str]
    after: list[str]


def arranged(
    places: list[Place], listed: list[Any], arriving: set[Any]
) -> tuple[list[Place], dict[Any, int]]:
    """Returns the places in the order of the list, and the positions that change.

    ``places``: the current places in order, without arriving ones. ``listed``: IDs. ``arriving``:
    the listed IDs that are new here.
    """
    there = {place.id: place for place in places}
    staying = [each for each in listed if each in there]
    slots = [at for at, place in enumerate(places) if place.id in set(staying)]
    order = list(places)
    for at, record_id in zip(slots, staying):
        order[at] = there[record_id]._replace(position=places[at].position)
    for at, record_id in enumerate(listed):
        if record_id in arriving:
            order.insert(_spot(order, listed, at), Place(record_id, "", None))
    return order, _positions(order, there)


def _spot(order: list[Place], listed: list[Any], at: int) -> int:
    """Returns where to insert: after the predecessor, else before the successor, else at the end."""
    ids = [place.id for place in order]
    for before in reversed(listed[:at]):
        if before in ids:
            return ids.index(before) + 1
    for behind in listed[at + 1 :]:
        if behind in ids:
            return ids.index(behind)
    return len(ids)


def _positions(order: list[Place], there: dict[Any, Place]) -> dict[Any, int]:
    """Returns the positions to change to get this order. Ties are kept if they already fit it."""
    moved: dict[Any, int] = {}
    last: Place | None = None
    for place in order:
        position = place.position
        if position is None:
            position = (last.position or 0) + 1 if last else max(_first(order) - 1, 1)
        if last and position <= (last.position or 0):
            untouched = place.id in there and not {last.id, place.id} & set(moved)
            is_tie = position == last.position and there[place.id].position == position
            if not (untouched and is_tie and last.key < place.key):
                position = (last.position or 0) + 1
        if place.id not in there or there[place.id].position != position:
            moved[place.id] = position
        last = place._replace(position=position)
    return moved


def _first(order: list[Place]) -> int:
    return next((each.position for each in order if each.position is not None), 1)


def plan(section: _config.Section) -> list[Order]:
    """Returns the orders of a kind that have to change, one for each parent."""
    name, by_home = _by_home(section)
    found = []
    for home, records in by_home.items():
        order = _of_home(section, home, name, records)
        if order:
            found.append(order)
    return found


def misplaced(section: _config.Section) -> dict[Any, tuple[list[str], list[str]]]:
    """Maps the ID of each record that is out of order to the expected and the current names.

    Records that are inactive, or not in their category yet, have no place.
    """
    name, by_home = _by_home(section)
    found: dict[Any, tuple[list[str], list[str]]] = {}
    for records in by_home.values():
        staying = {each.id: each for each, move in records if not _arrives(each, move, name)}
        listed = _listed(section, set(staying))
        places = sorted(map(_place, (staying[each] for each in listed)), key=lambda p: p.key)
        expected = [str(staying[each].name or "") for each in listed]
        for place, record_id in zip(places, listed):
            if place.id != record_id:
                found[record_id] = (expected, [each.name for each in places])
    return found


def _by_home(
    section: _config.Section,
) -> tuple[str, dict[str, list[tuple[_record.Record, _config.Move | None]]]]:
    """Returns the attribute with the parent, and the active records by its value."""
    homes = section.resource.homes
    name = homes[0].instead_of if homes else ""
    found: dict[str, list[tuple[_record.Record, _config.Move | None]]] = {}
    for record, move in section.afterwards():
        if record.is_active is not False:
            found.setdefault(str(record.values.get(name) or ""), []).append((record, move))
    return name, found


def _place(record: _record.Record) -> Place:
    return Place(record.id, str(record.name or ""), record.values.get("position"))


def _of_home(
    section: _config.Section,
    home: str,
    name: str,
    records: list[tuple[_record.Record, _config.Move | None]],
) -> Order | None:
    listed = _listed(section, {record.id for record, _move in records})
    arriving = {record.id for record, move in records if _arrives(record, move, name)}
    places = sorted(
        (_place(record) for record, _move in records if record.id not in arriving),
        key=lambda place: place.key,
    )
    arriving &= set(listed)
    order, moved = arranged(places, listed, arriving)
    if not moved:
        return None
    names = {record.id: str(record.name or "") for record, _move in records}
    return Order(
        section.kind,
        section.plural,
        home,
        moved,
        [place.name for place in places],
        [names[place.id] for place in order],
    )


def _listed(section: _config.Section, ids: set[Any]) -> list[Any]:
    """Returns the IDs of the records of items, in the order of the list."""
    moves = [move for move in section.moves if move.cause == _config.ITEM and not move.step.error]
    free = [
        move for move in moves if move.step.desired and "position" not in move.step.desired.given
    ]
    found = [move.pending if move.plan.creates else move.record and move.record.id for move in free]
    return [each for each in found if each in ids]


def _arrives(record: _record.Record, move: _config.Move | None, name: str) -> bool:
    """Whether a record is new in its place, or is activated."""
    if not move or not move.is_done:
        return False
    before = move.record if not move.plan.creates else None
    if not before:
        return True
    moves_in = bool(name) and str(before.values.get(name)) != str(record.values.get(name))
    return moves_in or (before.is_active is False and record.is_active is not False)


def body(orders: Iterable[Order], id_of: Callable[[Any], Any]) -> dict[str, Any]:
    """Returns the request body that changes all positions."""
    items: dict[str, list[dict[str, Any]]] = {}
    for order in orders:
        entries = [{"id": str(id_of(each)), "position": at} for each, at in order.moved.items()]
        items.setdefault(order.plural, []).extend(entries)
    return {"job": {"action": "patch", "items": items}}
