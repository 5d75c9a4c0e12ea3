# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Plans a configuration: first the records that others refer to, then the rules.

Names refer to the records at the end of the run. A record that will be created has a placeholder
instead of an ID.
"""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_read,
    _definitions,
    _find,
    _names,
    _notifications,
    _plan,
    _plan_many,
    _record,
    _references,
    _resolve,
    _rules,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class Resolver(_references.Resolver):
    """Resolves names among the records at the end of the run.

    ``absent``: the kind and name of records that the configuration deletes.
    """

    def __init__(self, readings: _config_read.Readings, absent: set[tuple[str, str]]) -> None:
        super().__init__(readings.lookups, allows_pending=False)
        self._absent = absent

    def _find(self, reference: _references.Reference) -> str:
        try:
            return super()._find(reference)
        except _references.NoMatch:
            if (reference.kind, reference.name) not in self._absent:
                raise
            raise _references.NoMatch(
                "the %s would be deleted by this task. Remove the reference, or the item with "
                "state=absent" % (reference,)
            ) from None


def plan(config: _config.Config, readings: _config_read.Readings) -> None:
    """Adds to each section the moves that bring the account to the desired state."""
    absent = {
        (section.kind, str(desired.name))
        for section in config.sections
        for desired in section.items
        if desired.is_absent and desired.name is not None
    }
    resolver = Resolver(readings, absent)
    for section in config.sections:
        if not section.resource.naming:
            section.own(readings.records[section.kind], readings.id_of)
            _plan_items(section, section.items)
            _name_pending(section)
            if section.kind in readings.lookups.kinds:
                readings.lookups.seed(section.kind, _as_listed(section))
    for section in config.sections:
        if section.resource.naming:
            section.own(readings.records[section.kind], readings.id_of)
            _plan_rules(section, resolver)
    for section in config.sections:
        _find_unmanaged(section)
        created = _plan_many.created_by([move.step for move in section.moves])
        client = section.store.client
        client.warnings += _names.near_names(created, [*section.existing, *section.foreign])
        others = [each for each in section.unmanaged if not section.keep.fits(each, readings.id_of)]
        client.warnings += _names.same_content(created, others)


def _plan_items(section: _config.Section, items: list[_record.Desired]) -> None:
    assignment = _find.Assignment(items, section.existing)
    for at, desired in enumerate(items):

        def planned(at: int = at, desired: _record.Desired = desired) -> _plan.Plan:
            found = _owned_record(section, assignment, at, desired)
            return _make_plan(section, at, desired, found)

        _add(section, at, desired, planned, assignment)
    _replace_others(section, assignment)


def _plan_rules(section: _config.Section, resolver: Resolver) -> None:
    resolved, errors = [], {}
    for at, desired in enumerate(section.items):
        try:
            resolved.append(_resolve.resolve(desired, resolver))
        except _errors.PlanError as error:
            resolved.append(desired)
            errors[at] = (
                error
                if desired.is_absent
                else _rules.with_needs(error, desired, section.existing, resolver.lookups)
            )
    assignment = _find.Assignment(resolved, section.existing)
    for at, desired in enumerate(resolved):

        def planned(at: int = at, desired: _record.Desired = desired) -> _plan.Plan:
            if at in errors and not desired.is_absent:
                raise errors[at]
            found = None if at in errors else _owned_record(section, assignment, at, desired)
            client = section.store.client
            if found is None and desired.is_absent:
                client.warnings += [str(errors[at])] if at in errors else []
                client.warnings += _rules.elsewhere(desired, section.existing)
            elif found is None and desired.id is None:
                desired, more = _rules.settled(desired, resolver.lookups)
                _plan.refuse_incomplete(desired, more)
            result = _make_plan(section, at, desired, found)
            if result.changed and result.sent:
                client.warnings += _notifications.warnings_about(result.sent, resolver)
            return _rules.with_names(result, resolver)

        _add(section, at, desired, planned, assignment)
    _name_pending(section)
    section.store.client.warnings += resolver.warnings
    resolver.warnings = []


def _make_plan(
    section: _config.Section, at: int, desired: _record.Desired, found: _record.Record | None
) -> _plan.Plan:
    if found is None and not desired.is_absent:
        _reject_foreign(section, desired)
    result = _plan.make_plan(desired, found, section.policies[at])
    _plan.refuse_to_delete(result, desired, section.policies[at])
    return result


def _add(
    section: _config.Section,
    at: int,
    desired: _record.Desired,
    planned: Any,
    assignment: _find.Assignment,
) -> None:
    try:
        step = _plan_many.Step(at + 1, desired, planned())
    except _errors.PlanError as error:
        step = _plan_many.Step(at + 1, desired, error=error)
    meant = assignment.claimed_by(at)
    section.add(_config.Move(section, step, section.policies[at], meant=meant))


def _owned_record(
    section: _config.Section, assignment: _find.Assignment, at: int, desired: _record.Desired
) -> _record.Record | None:
    others = [each for each in section.foreign if each.id == desired.id]
    if others:
        raise _errors.PlanError(
            "%s is not in owned.%s, so it is left unchanged. Add it there, or remove the item."
            % (others[0], section.plural)
        )
    return assignment.record_of(at)


def _reject_foreign(section: _config.Section, desired: _record.Desired) -> None:
    """Raises PlanError if a foreign record is probably the one that the item refers to."""
    for other in section.foreign:
        former = any(other.is_called(name) for name in desired.previous)
        same = other.is_called(desired.name) and _is_as_given(desired, other)
        if former or same:
            raise _errors.PlanError(
                "%s would be created, but %s %s, and is not in owned.%s. If it is the same record, "
                "add {id: %s} there, or move it back. Otherwise, %s."
                % (
                    desired,
                    other.in_a_sentence(),
                    "has its former %s" % section.resource.name
                    if former
                    else "already exists with the same content",
                    section.plural,
                    other.id,
                    "remove %s" % section.resource.previous
                    if former
                    else "use another %s" % section.resource.name,
                )
            )
        if other.is_called(desired.name):
            section.store.client.warnings.append(
                "%s is created in addition to %s, which is not in owned.%s."
                % (desired, other.in_a_sentence(), section.plural)
            )


def _is_as_given(desired: _record.Desired, other: _record.Record) -> bool:
    """Whether a record has all given attributes, regardless of its category."""
    homes = {home.instead_of for home in desired.resource.homes}
    return all(
        desired.attributes[name].same(value, other.found(desired.attributes[name], value))
        for name, value in desired.given.items()
        if name in desired.attributes
        and name not in homes
        and not desired.attributes[name].write_only
        and not desired.attributes[name].type.is_hidden(value, other.values.get(name))
    )


def _replace_others(section: _config.Section, assignment: _find.Assignment) -> None:
    """Plans to delete old records that an interrupted C(recreate) has left."""
    for move in list(section.moves):
        desired, record = move.step.desired, move.record
        if not (move.policy.recreate and desired and record and not desired.is_absent):
            continue
        if desired.variant_name is None or move.plan.creates:
            continue
        for other in section.existing:
            is_left = (
                other.id != record.id
                and other.is_called(desired.name)
                and other.kind != record.kind
                and not assignment.is_claimed(other)
                and not other.is_made_by_app
            )
            if is_left:
                step = _plan_many.Step(None, plan=_plan.plan_delete(other))
                section.add(_config.Move(section, step, move.policy, _config.REPLACED))


def _name_pending(section: _config.Section) -> None:
    """Sets unique placeholders for the IDs of new records."""
    used: set[str] = set()
    for move in section.moves:
        desired = move.step.desired
        is_new = move.plan.creates or (move.step.error and desired and not desired.is_absent)
        if not (is_new and desired) or (move.step.error and desired.id is not None):
            continue
        name = str(desired.name)
        for more in ("", desired.kind, "#%d" % (move.step.position or 0)):
            move.pending = _references.pending(section.kind, name, more)
            if move.pending not in used:
                break
        used.add(move.pending)


def _as_listed(section: _config.Section) -> list[dict[str, Any]]:
    """Returns the records at the end of the run, including items that can't be planned."""
    found = [record.values for record, _move in section.afterwards()]
    for move in section.moves:
        desired = move.step.desired
        if move.step.error and move.pending and desired:
            known = any(
                section_record.is_called(desired.name) for section_record in section.existing
            )
            if not known:
                # So that each mistake is reported only once.
                found.append({**section.resource.on_create, **desired.given, "id": move.pending})
    return found


def _find_unmanaged(section: _config.Section) -> None:
    """Finds the records that no item refers to: pruned, kept, or left unchanged."""
    claimed = section.by_id
    failed = [move.step.desired for move in section.moves if move.step.error and move.step.desired]
    ids = {each.id for each in failed}
    names = {name for each in failed for name in (each.name, *each.previous)}
    section.unmanaged = [
        record
        for record in section.existing
        if record.id not in claimed
        and record.id not in ids
        and not record.names & names
        and not record.is_made_by_app
    ]


def judge_by_definitions(config: _config.Config) -> None:
    """Adds warnings about parts of the rules to write that the account does not know."""
    for section in config.sections:
        naming = section.resource.naming
        if not isinstance(naming, _rules.Naming) or not naming.definitions:
            continue
        written = [
            (move, move.plan.sent)
            for move in section.moves
            if move.is_done and move.plan.sent and _definitions.are_about(move.plan.sent)
        ]
        if written:
            store = section.store
            store.definitions = _definitions.read(store.client, naming.definitions)
            store.client.warnings += [
                # An update may be sent without the title, so the label is that of the item.
                "%s: %s" % (move, text)
                for move, sent in written
                for text in _definitions.unknown(store.definitions, sent)
            ]
