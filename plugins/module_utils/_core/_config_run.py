# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Manages a whole account: reads it once, plans all changes, and carries them out."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _apply_many,
    _config,
    _config_order,
    _config_plan,
    _config_prune,
    _config_read,
    _config_room,
    _config_settle,
    _kinds,
    _lookups,
    _plan_id,
    _progress,
)

_EMPTY = (
    "%s is empty, so this task manages no %s. If this is not intended, check the name of the "
    "variable with the list."
)
_CHECKED = "Skipped, because the plan does not match expected_plan_id."


class Outcome:
    """The outcome of a configuration.

    ``problems``: why the run fails, in addition to failed moves. ``is_expected``: whether the plan
    is the expected one.
    """

    def __init__(
        self,
        config: _config.Config,
        rooms: list[_config_room.Room],
        orders: list[_config_order.Order],
        problems: list[str],
    ) -> None:
        self.config = config
        self.rooms = rooms
        self.orders = orders
        self.problems = problems
        self.plan_id = ""
        self.is_expected = True
        self.results: dict[int, _apply_many.StepResult] = {}
        self.skipped = ""
        self.undo_file = ""
        self.is_arranged = bool(orders)

    def is_carried_out(self, move: _config.Move) -> bool:
        """Whether a move was carried out successfully."""
        result = self.results.get(id(move))
        return bool(result and not result.error and not result.skipped)

    def result_of(self, move: _config.Move) -> _apply_many.StepResult:
        """Returns the result of a move; a prediction or a reason if it was not attempted."""
        found = self.results.get(id(move))
        if found:
            return found
        step = move.step
        if step.plan is None:
            return _apply_many.StepResult(step, error=step.error)
        changes = step.plan.changed and not step.kept
        reason = (step.held or self.skipped) if changes else ""
        return _apply_many.StepResult(step, step.plan.predicted(), skipped=reason)


def reconcile(
    config: _config.Config,
    kinds: dict[str, _kinds.Kind],
    check_mode: bool,
    expected_plan_id: str = "",
    undo_file: str = "",
) -> Outcome:
    """Brings the account to the desired state; in check mode, only plans the changes.

    ``undo_file``: the path for the undo file, "" for none.
    """
    client = config.sections[0].store.client
    readings = _config_read.Readings(config, _lookups.Lookups(client, kinds))
    readings.read()
    _config_plan.plan(config, readings)
    problems = _config_prune.plan(config, readings)
    _config_settle.settle(config, readings)
    rooms = [room for section in config.sections for room in _config_room.plan(section)]
    _config_prune.refuse_too_much(config, readings)
    _warn_of_empty(config)
    orders = _orders(config) if config.as_listed else []
    outcome = Outcome(config, rooms, orders, problems)
    outcome.plan_id = _plan_id.of(client.connection.base_url, config.moves, rooms, orders)
    outcome.is_expected = expected_plan_id in ("", outcome.plan_id)
    _config_plan.judge_by_definitions(config)
    if any(move.step.error for move in config.moves) and not config.continue_on_error:
        outcome.skipped = _progress.EARLIER
    elif not outcome.is_expected:
        outcome.skipped = _CHECKED
    elif not check_mode:
        _carry_out(outcome, readings.lookups, undo_file)
    return outcome


def _orders(config: _config.Config) -> list[_config_order.Order]:
    return [
        order
        for section in config.sections
        if section.resource.arranged_at
        for order in _config_order.plan(section)
    ]


def _carry_out(
    outcome: Outcome,
    lookups: _lookups.Lookups,
    undo_file: str,
) -> None:
    config = outcome.config
    if not (outcome.orders or any(move.is_done for move in config.moves)):
        return
    if undo_file:
        from ansible_collections.community.zendesk.plugins.module_utils._core import _config_undo

        outcome.undo_file = _config_undo.write(config, lookups, undo_file)
    # Imported late, because most runs change nothing.
    from ansible_collections.community.zendesk.plugins.module_utils._core import _config_apply

    run = _config_apply.Run(config, outcome.rooms, outcome.orders)
    run.carry_out()
    outcome.results = run.results
    outcome.problems += run.problems
    outcome.skipped = run.progress.skipped
    outcome.is_arranged = run.is_arranged


def _warn_of_empty(config: _config.Config) -> None:
    for section in config.sections:
        if not section.items and not section.prunes:
            section.store.client.warnings.append(
                _EMPTY % (section.plural, section.resource.endpoint.noun)
            )
