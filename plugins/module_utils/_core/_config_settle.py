# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Cancels moves that depend on a part of the plan that can't be carried out."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_guard,
    _config_read,
    _config_room,
    _plan_many,
    _resolve,
)

UNCREATED = "Skipped, because it uses a record that could not be created: %s."


def settle(config: _config.Config, readings: _config_read.Readings) -> None:
    """Cancels moves that can't or must not be carried out, until nothing changes any more.

    A failed item prevents prunes. A record that can't be created prevents the rules that use it.
    Then the records that these rules used before are still needed, and their conditions are still
    in use.
    """
    failed = -1
    while failed != _failed(config):
        failed = _failed(config)
        _hold_prunes(config)
        for section in config.sections:
            _config_room.refuse(section)
        _hold_dependents(config)
        _config_guard.keep_needed(config, readings)
    # Records that are deleted along with others are not unmanaged.
    gone = {(each.resource, each.id) for move in config.moves for each in move.along}
    for section in config.sections:
        left = section.unmanaged
        section.unmanaged = [each for each in left if (each.resource, each.id) not in gone]


def _failed(config: _config.Config) -> int:
    """Counts the cancelled moves. A plan only ever loses moves, so this only grows."""
    return sum(bool(move.step.error or move.step.held) for move in config.moves)


def _hold_prunes(config: _config.Config) -> None:
    failed = next((move for move in config.moves if move.step.error), None)
    for move in config.moves if failed else ():
        if failed and move.cause == _config.PRUNE and move.is_done:
            move.hold(_plan_many.HELD % failed.section.plural)


def _hold_dependents(config: _config.Config) -> None:
    pending = config.pending
    created = {move.pending for move in config.moves if move.is_done and move.plan.creates}
    for move in config.moves:
        if not (move.is_done and move.plan.sent and move.section.resource.naming):
            continue
        named = _resolve.pending_in(move.plan.sent, pending)
        missing = [each for each in named if each not in created]
        if missing:
            move.hold(UNCREATED % ", ".join(missing))
