# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Keeps records while a rule that should have changed has not changed."""

from __future__ import annotations

from typing import Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _record,
    _usage,
)

_NEEDED = "Not carried out, because %s still uses it: its own change was not made."


def needed(
    config: _config.Config, move: _config.Move, is_carried_out: Callable[[_config.Move], bool]
) -> str:
    """Returns why the record of a move has to stay for now; "" if it does not."""
    record = move.record
    for other in config.moves if record else ():
        if other is move or not record or not _changes(other) or is_carried_out(other):
            continue
        staying = [other.meant] if other.meant and other.section.resource.naming else []
        # A remaining category also keeps its rules.
        for rule in (*staying, *other.along):
            if _names(rule, record):
                return _NEEDED % rule.in_a_sentence()
    return ""


def _changes(move: _config.Move) -> bool:
    """Whether there is a change, even if it is skipped."""
    return bool(move.step.error or (move.plan.changed and not move.step.kept))


def _names(rule: _record.Record, record: _record.Record) -> bool:
    kind = rule.resource.endpoint.kind
    for reference in record.resource.used_by:
        if reference.endpoint.kind == kind:
            return str(record.id) in _usage.named_by(rule.values, reference.field)
    contents = record.resource.contents
    if contents and contents.endpoint.kind == kind:
        return str(rule.values.get(contents.attribute)) == str(record.id)
    return False
