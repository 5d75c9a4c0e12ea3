# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Keeps records that a remaining rule uses, or that contain one."""

from __future__ import annotations

from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_read,
    _record,
    _usage,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class _Rule:
    """A rule at the end of the run.

    ``record``: its state at that time. ``is_others``: whether it is not owned, or created by an
    app. ``is_off``: whether an earlier prune has deactivated it.
    """

    def __init__(
        self,
        record: _record.Record,
        move: _config.Move | None,
        is_others: bool,
        is_off: bool = False,
    ) -> None:
        self.record = record
        self.rule = _usage.rule_of(record.resource.endpoint.kind, record.values)
        self.move = move
        self.is_others = is_others
        self._is_off = is_off

    @property
    def is_kept(self) -> bool:
        """Whether an entry of C(keep) matches it."""
        move = self.move
        return bool(move and move.cause == _config.PRUNE and move.step.kept)

    @property
    def is_switched_off(self) -> bool:
        """Whether a prune deactivates it, or has done so in an earlier run."""
        move = self.move
        return self._is_off or bool(move and move.is_pruned and not move.plan.deletes)

    @property
    def is_wanted(self) -> bool:
        """Whether an item requires it to be present."""
        return bool(self.move and self.move.cause == _config.ITEM)

    @property
    def spares(self) -> str:
        """Why the records that it uses are kept without a failure; "" if that is not the case."""
        if self.is_kept:
            return "%s is kept" % (self.rule,)
        return "%s is only deactivated" % (self.rule,) if self.is_switched_off else ""

    def asks_for(self, attribute: str) -> bool:
        """Whether an item gives the attribute that refers to the record."""
        desired = self.move.step.desired if self.move else None
        return bool(desired and attribute in desired.given)


def keep_needed(config: _config.Config, readings: _config_read.Readings) -> None:
    """Cancels moves that would delete a record that is still needed.

    Categories come first, because rules that are deleted along with them no longer count.
    """
    doomed = [move for move in config.moves if move.deleted]
    holders = [move for move in doomed if move.section.resource.contents]
    named = [move for move in doomed if move.section.resource.used_by]
    if not (holders or named):
        return
    rules = _Rules(config, readings)
    for move in holders:
        move.along = []
        _keep_holder(move, rules)
    for move in named:
        _keep_named(move, rules)


class _Rules:
    """The rules at the end of the run, read from the account if they are not managed."""

    def __init__(self, config: _config.Config, readings: _config_read.Readings) -> None:
        self._config = config
        self._readings = readings
        self._found: dict[str, list[_Rule]] = {}
        self.gone: set[Any] = set()

    def of(self, kind: str) -> list[_Rule]:
        """Returns the rules of a kind. Raises ApiError if they can't be read."""
        if kind not in self._found:
            self._found[kind] = list(self._read(kind))
        return [each for each in self._found[kind] if (kind, each.rule.id) not in self.gone]

    def _read(self, kind: str) -> Iterator[_Rule]:
        section = self._config.section(kind)
        if not section:
            for record in self._readings.rules(kind):
                is_ours = _config_read.is_owned(self._config, self._readings, record)
                yield _Rule(record, None, not is_ours or record.is_made_by_app)
            return
        others = {record.id for record in section.foreign}
        for record, move in section.afterwards():
            is_others = record.id in others or record.is_made_by_app
            yield _Rule(record, move, is_others, record.id in section.switched_off)


def _keep_holder(move: _config.Move, rules: _Rules) -> None:
    record, contents = move.record, move.section.resource.contents
    if not record or not contents:
        return
    kind = contents.endpoint.kind
    try:
        inside = [
            each
            for each in rules.of(kind)
            if str(each.record.values.get(contents.attribute)) == str(record.id)
        ]
    except _errors.ApiError as error:
        _keep_unknown(move, record, error)
        return
    noun = record.resource.endpoint.noun
    is_pruned = move.cause == _config.PRUNE
    # A prune keeps the category for these rules, and this is not a failure.
    excused = [
        each
        for each in inside
        if each.spares or (is_pruned and (each.is_others or each.asks_for(contents.attribute)))
    ]
    rest = [each for each in inside if each not in excused]
    active = [each for each in rest if each.rule.active]
    # Even with force, no foreign rule and no rule of an item is deleted along.
    needed = [each for each in rest if each.is_others or each.is_wanted]
    forced = move.cause == _config.ITEM and move.policy.force
    if excused and (not rest or (forced and not active and not needed)):
        _spare(move, record, excused, "is in this category")
    elif active:
        move.keep(
            "%s contains %s. Zendesk does not delete a %s with active %s: move them to another "
            "one, deactivate them, or delete them."
            % (record, _listed(active), noun, contents.endpoint.plural),
            is_failure=True,
        )
    elif rest and not forced:
        move.keep(
            "%s contains %s, which Zendesk would delete as well: move them to another %s, delete "
            "them, or set force=true in the item." % (record, _listed(rest), noun),
            is_failure=True,
        )
    elif needed:
        move.keep(
            "%s contains %s, which Zendesk would delete as well, but they are in the list of %s, "
            "or you do not own them: move them to another %s, or delete them."
            % (record, _listed(needed), contents.endpoint.plural, noun),
            is_failure=True,
        )
    elif rest:
        rules.gone |= {(kind, each.rule.id) for each in rest}
        move.along = [each.record for each in rest]
        _warn(
            move,
            "%s: Zendesk also deletes %s, which it contains." % (record, _listed(rest)),
        )


def _keep_named(move: _config.Move, rules: _Rules) -> None:
    record = move.record
    if not record:
        return
    try:
        blocking = list(_blocking(record, rules))
    except _errors.ApiError as error:
        _keep_unknown(move, record, error)
        return
    if not blocking:
        return
    is_pruned = move.cause == _config.PRUNE
    rest = [r for r in blocking if not (r.spares or (is_pruned and r.asks_for("actions")))]
    named = _listed(rest)
    if move.plan.creates:
        move.fail(
            _errors.PlanError(
                "%s can't be replaced: %s would still use the old one. Add an item for each of "
                "them that refers to the %s by its %s."
                % (
                    record,
                    _listed(blocking),
                    record.resource.endpoint.noun,
                    record.resource.name,
                )
            )
        )
    elif not rest:
        _spare(move, record, blocking, "uses it")
    elif move.cause == _config.ITEM and move.policy.force:
        kept = [each for each in blocking if each.is_kept]
        if kept:
            _spare(move, record, kept, "uses it")
            return
        _warn(
            move,
            "%s is deleted, because the item sets force=true, but %s still uses it."
            % (record, _listed(blocking)),
        )
    else:
        move.keep(
            "%s is used by %s: deleting it would break %s. Remove the %s from %s actions%s."
            % (
                record,
                named,
                "this rule" if len(rest) == 1 else "these rules",
                record.resource.endpoint.noun,
                "its" if len(rest) == 1 else "their",
                ", or set force=true in the item" if move.cause == _config.ITEM else "",
            ),
            is_failure=True,
        )


def _spare(move: _config.Move, record: _record.Record, rules: list[_Rule], how: str) -> None:
    """Keeps a record without a failure. If only inactive rules need it, adds a warning."""
    reasons = ", ".join(each.spares or "%s %s" % (each.rule, how) for each in rules)
    reason = "%s is kept: %s." % (record, reasons)
    move.keep(reason, is_failure=False)
    if any(each.is_switched_off for each in rules):
        _warn(move, reason)


def _warn(move: _config.Move, text: str) -> None:
    """Adds a warning once, even if the plan is checked several times."""
    warnings = move.section.store.client.warnings
    if text not in warnings:
        warnings.append(text)


def _keep_unknown(move: _config.Move, record: _record.Record, error: _errors.ApiError) -> None:
    if error.status == 401 or _errors.is_outage(error):
        raise error
    move.keep(
        "Whether a rule uses the %s can't be read, so it is not deleted: %s"
        % (record.resource.endpoint.noun, error),
        is_failure=True,
    )


def _blocking(record: _record.Record, rules: _Rules) -> Iterator[_Rule]:
    for reference in record.resource.used_by:
        for rule in rules.of(reference.endpoint.kind):
            if str(record.id) in _usage.named_by(rule.record.values, reference.field):
                yield rule


def _listed(rules: list[_Rule]) -> str:
    return ", ".join(str(each.rule) for each in rules)
