# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Deactivates records to make room for others, and activates them again if those failed."""

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
    """The records that have to make room, and those that have done so. Threads share it."""

    def __init__(self, rooms: list[_config_room.Room]) -> None:
        self.all = rooms
        self._made: set[Any] = set()
        self._lock = threading.Lock()

    def make(self, room: _config_room.Room) -> None:
        """Deactivates a record. Raises ApiError."""
        _apply.change(room.move.section.store, None, room.plan, room.move.policy, reread=False)
        with self._lock:
            self._made.add(room.record.id)

    def lacking(self, move: _config.Move) -> str:
        """Returns why a move can't be carried out yet; "" if it can."""
        for room in self.all:
            if move in room.wanted_by and room.record.id not in self._made:
                return "Skipped, because %s could not be deactivated first." % room.record
        return ""

    def awaiting(self, move: _config.Move, is_carried_out: Callable[[_config.Move], bool]) -> str:
        """Returns why the record of a move has to stay: its successor was not written. "" if it was."""
        for room in self.all:
            if room.move is move and not any(map(is_carried_out, room.wanted_by)):
                return (
                    "Not carried out, because the record that takes over its %s could not be "
                    "written." % (room.record.resource.unique_if_active)
                )
        return ""

    def give_back(self, is_carried_out: Callable[[_config.Move], bool]) -> list[str]:
        """Activates records again that made room in vain. Returns problems with the others."""
        problems = []
        for room in self.all:
            record, switch = room.record, room.record.resource.switch
            if record.id not in self._made or is_carried_out(room.move) or not switch:
                continue
            if any(map(is_carried_out, room.wanted_by)):
                problems.append(
                    "%s is still inactive: another record has taken over its %s, but its own "
                    "change was not made. Run the task again."
                    % (record, record.resource.unique_if_active)
                )
                continue
            try:
                room.move.section.store.update(record.id, {switch.name: switch.on})
            except _errors.ZendeskError as error:
                problems.append(
                    "%s was deactivated to make room, and could not be activated again: %s"
                    % (record, error)
                )
        return problems
