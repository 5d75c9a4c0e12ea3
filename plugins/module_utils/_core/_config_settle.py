# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""What follows from a part of a plan that can't be carried out, for all else that is planned."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_guard,
    _config_read,
    _config_room,
    _plan_many,
    _resolve,
)

UNCREATED = "Skipped, because it names what could not be created: %s."


def settle(config: _config.Config, readings: _config_read.Readings) -> None:
    """Take back what can't or must not be done, until nothing more follows from that.

    A prune is held back by an item that failed. A rule is by what it names and nobody creates; what it
    named before is still needed then, and the conditions that it was to give up are still taken.
    """
    failed = -1
    while failed != _failed(config):
        failed = _failed(config)
        _hold_prunes(config)
        for section in config.sections:
            _config_room.refuse(section)
        _hold_dependents(config)
        _config_guard.keep_needed(config, readings)
    # What goes along with something else is not left alone.
    gone = {(each.resource, each.id) for move in config.moves for each in move.along}
    for section in config.sections:
        left = section.unmanaged
        section.unmanaged = [each for each in left if (each.resource, each.id) not in gone]


def _failed(config: _config.Config) -> int:
    """How much can't be done. A plan only ever loses parts, so this only grows."""
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
