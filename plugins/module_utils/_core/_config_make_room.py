# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Switches records off that make room for others, and on again if those did not come."""

from __future__ import annotations

import threading
from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _apply,
    _config,
    _config_room,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class Rooms:
    """What has to make room, and what has done so. Threads share it."""

    def __init__(self, rooms: list[_config_room.Room]) -> None:
        self.all = rooms
        self._made: set[Any] = set()
        self._lock = threading.Lock()

    def make(self, room: _config_room.Room) -> None:
        """Switch a record off. Raises ApiError."""
        _apply.change(room.move.section.store, None, room.plan, room.move.policy, reread=False)
        with self._lock:
            self._made.add(room.record.id)

    def lacking(self, move: _config.Move) -> str:
        """Why a move can't be carried out yet, "" where it can."""
        for room in self.all:
            if move in room.wanted_by and room.record.id not in self._made:
                return "Skipped, because %s could not be switched off first." % room.record
        return ""

    def awaiting(self, move: _config.Move, is_carried_out: Callable[[_config.Move], bool]) -> str:
        """Why the record of a move has to stay: what takes over from it did not come. "" where it did."""
        for room in self.all:
            if room.move is move and not any(map(is_carried_out, room.wanted_by)):
                return "Not carried out, because what takes over its %s could not be written." % (
                    room.record.resource.unique_if_active
                )
        return ""

    def give_back(self, is_carried_out: Callable[[_config.Move], bool]) -> list[str]:
        """Switch on again what has made room in vain. Returns what is left switched off."""
        problems = []
        for room in self.all:
            record, switch = room.record, room.record.resource.switch
            if record.id not in self._made or is_carried_out(room.move) or not switch:
                continue
            if any(map(is_carried_out, room.wanted_by)):
                problems.append(
                    "%s is left switched off: another one has taken over its %s, and its own change was not "
                    "made. Run again." % (record, record.resource.unique_if_active)
                )
                continue
            try:
                room.move.section.store.update(record.id, {switch.name: switch.on})
            except _errors.ZendeskError as error:
                problems.append(
                    "%s was switched off to make room, and could not be switched on again: %s"
                    % (record, error)
                )
        return problems
