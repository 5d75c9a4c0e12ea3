# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What a configuration prunes: records that no item names. And how much may go in one run."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_read,
    _entries,
    _plan,
    _plan_many,
    _problems,
    _record,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_SPARED = "Kept, because an entry of keep.%s fits it."
_UNMATCHED = "Not pruned, because an entry of keep.%s fits no %s."
# More than these of a kind are only deleted where the task says how many.
_FEW, _SHARE = 3, 4
_MOST_NAMED = 10


def plan(config: _config.Config, readings: _config_read.Readings) -> list[str]:
    """Add the moves of all prunes. Returns what is wrong with entries of C(keep)."""
    problems = []
    failed = next((move for move in config.moves if move.step.error), None)
    for section in config.sections:
        unmatched = _unmatched(section, readings) if section.prunes else []
        problems += unmatched
    for section in config.sections:
        if not section.prunes:
            continue
        left = []
        for record in section.unmanaged:
            step = _plan_many.Step(None, plan=_plan.Plan(_plan.NOTHING, record))
            move = _config.Move(section, step, _plan.Policy(), _config.PRUNE)
            if section.keep.fits(record, readings.id_of):
                move.keep(_SPARED % section.plural, is_failure=False)
            else:
                move.replan(_pruned(section, record))
                if not move.plan.changed:
                    # It is switched off already.
                    left.append(record)
                    continue
            if problems and move.is_done:
                move.hold(_UNMATCHED % (section.plural, section.resource.endpoint.noun))
            elif failed and move.is_done:
                move.hold(_plan_many.HELD % failed.section.plural)
            section.add(move)
        section.unmanaged = left
    return problems


def _pruned(section: _config.Section, record: _record.Record) -> _plan.Plan:
    """What a prune does to a record. What can't be deleted is switched off."""
    resource = section.resource
    is_standard = bool(resource.standard and record.values.get(resource.standard) is True)
    if not (section.deactivates or is_standard) or not resource.switch:
        return _plan.plan_delete(record)
    return switch(record, on=False)


def switch(record: _record.Record, on: bool) -> _plan.Plan:
    """What switches a record on or off, and leaves everything else."""
    resource = record.resource
    if not resource.switch:
        return _plan.Plan(_plan.NOTHING, record)
    value = resource.switch.on if on else resource.switch.off
    desired = _record.Desired(resource, {"id": record.id, resource.switch.name: value})
    return _plan.make_plan(desired, record, _plan.Policy(update_secrets=False))


def _unmatched(section: _config.Section, readings: _config_read.Readings) -> list[str]:
    # What this run creates or renames bears its name when it is over.
    present: list[_record.Record] = [each for each in section.items if not each.is_absent]
    records = [*section.existing, *section.foreign, *present]
    problems = []
    for entry in section.keep.unmatched(records, readings.id_of):
        near = _entries.nearest(entry, section.existing)
        noun = section.resource.endpoint.noun
        problems.append(
            "keep.%s: %s fits no %s, so nothing is pruned%s"
            % (section.plural, entry, noun, _problems.did_you_mean(near))
        )
    return problems


def refuse_too_much(config: _config.Config) -> None:
    """Raise PlanError where more would go than ``max_deletions``, or than a run may delete unasked."""
    gone = {each.plural: found for each in config.sections for found in [_gone(each)] if found}
    count = sum(map(len, gone.values()))
    limit = config.max_deletions
    if not count or limit == count:
        return
    whole = [
        section.plural
        for section in config.sections
        if section.plural in gone
        and section.prunes
        and all(desired.is_absent for desired in section.items)
    ]
    listed = "; ".join("%s: %s" % (plural, _some(names)) for plural, names in gone.items())
    if whole:
        raise _errors.PlanError(
            "No item of %s is to be present, so prune would take all it may: %s. If that is intended, set "
            "max_deletions to exactly %d. Nothing was changed."
            % (" and ".join(whole), listed, count)
        )
    if limit is not None and count > limit:
        raise _errors.PlanError(
            "%s would be deleted, replaced or switched off by prune, which is more than max_deletions "
            "allows (%d): %s. Nothing was changed. If that is intended, set max_deletions to %d."
            % (_records(count), limit, listed, count)
        )
    much = [
        section
        for section in config.sections
        if len(gone.get(section.plural, ())) > _FEW
        and len(gone[section.plural]) * _SHARE > len(section.existing)
    ]
    if limit is None and much:
        shares = ", ".join(
            "%d of %d %s" % (len(gone[each.plural]), len(each.existing), each.plural)
            for each in much
        )
        raise _errors.PlanError(
            "%s would be deleted, replaced or switched off by prune, more than a quarter of a kind (%s): "
            "%s. Nothing was changed. If that is intended, set max_deletions to %d."
            % (_records(count), shares, listed, count)
        )


def _gone(section: _config.Section) -> list[str]:
    found = []
    for move in section.moves:
        pruned = move.is_done and move.cause == _config.PRUNE
        if (move.deleted or pruned) and move.record:
            found.append(move.record.in_a_sentence())
            found += move.along
    return found


def _records(count: int) -> str:
    return "1 record" if count == 1 else "%d records" % count


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join([*names[:_MOST_NAMED], *(["and %d more" % more] if more > 0 else [])])
