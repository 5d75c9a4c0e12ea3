# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Plans what to prune, and limits how much one run may delete."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_read,
    _entries,
    _plan,
    _plan_many,
    _problems,
    _record,
    _traits,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_SPARED = "It matches an entry of keep.%s."
_UNMATCHED = "Not pruned, because an entry of keep matches nothing."
# To delete more than these of a kind, the task must set max_deletions.
_FEW, _SHARE = 3, 4
_MOST_NAMED = 10


def plan(config: _config.Config, readings: _config_read.Readings) -> list[str]:
    """Adds the moves of all prunes. Returns the problems with entries of C(keep)."""
    problems = []
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
                    # It is already inactive.
                    left.append(record)
                    section.switched_off.add(record.id)
                    continue
            if problems and move.is_done:
                move.hold(_UNMATCHED)
            section.add(move)
        section.unmanaged = left
    return problems


def _pruned(section: _config.Section, record: _record.Record) -> _plan.Plan:
    """Returns the plan to prune a record. A record that can't be deleted is deactivated."""
    resource = section.resource
    is_standard = bool(resource.standard and record.values.get(resource.standard) is True)
    if not (section.deactivates or is_standard) or not resource.switch:
        return _plan.plan_delete(record)
    return switch(record, on=False)


def switch(record: _record.Record, on: bool) -> _plan.Plan:
    """Returns the plan that only activates or deactivates a record."""
    resource = record.resource
    if not resource.switch:
        return _plan.Plan(_plan.NOTHING, record)
    value = resource.switch.on if on else resource.switch.off
    desired = _record.Desired(resource, {"id": record.id, resource.switch.name: value})
    return _plan.make_plan(desired, record, _plan.Policy(update_secrets=False))


def _unmatched(section: _config.Section, readings: _config_read.Readings) -> list[str]:
    # Names refer to the records at the end of the run. Items that can't be planned have their own
    # error.
    failed = [move.step.desired for move in section.moves if move.step.error and move.step.desired]
    records = [record for record, _move in section.afterwards()]
    problems = []
    for entry in section.keep.unmatched([*records, *failed], readings.id_of):
        near = _entries.nearest(entry, records)
        noun = section.resource.endpoint.noun
        problems.append(
            "keep.%s: %s matches no %s, so nothing is pruned%s"
            % (section.plural, entry, noun, _problems.did_you_mean(near))
        )
    return problems


def refuse_too_much(config: _config.Config, readings: _config_read.Readings) -> None:
    """Raises PlanError if the run would delete more than ``max_deletions`` or the default limit."""
    gone = _gone(config)
    count = sum(map(len, gone.values()))
    limit = config.max_deletions
    if not count or limit == count:
        return
    whole = [
        section.plural
        for section in config.sections
        if section.resource.endpoint in gone
        and section.prunes
        and all(desired.is_absent for desired in section.items)
    ]
    listed = "; ".join(map(_some, gone.values()))
    if whole:
        raise _errors.PlanError(
            "No item of %s has state=present, so prune would delete or deactivate everything: %s. "
            "Nothing was changed. If this is intended, set max_deletions to exactly %d."
            % (" and ".join(whole), listed, count)
        )
    if limit is not None and count > limit:
        raise _errors.PlanError(
            "%s would be deleted, replaced or deactivated by prune, which is more than "
            "max_deletions allows (%d): %s. Nothing was changed. If this is intended, set "
            "max_deletions to %d." % (_records(count), limit, listed, count)
        )
    if limit is not None:
        return
    much = [
        "%d of %d %s" % (len(names), total, endpoint.plural)
        for endpoint, names in gone.items()
        for total in ([_total(config, readings, endpoint.kind)] if len(names) > _FEW else [])
        if len(names) * _SHARE > total
    ]
    if much:
        raise _errors.PlanError(
            "%s would be deleted, replaced or deactivated by prune, which is more than a quarter "
            "of a kind (%s): %s. Nothing was changed. If this is intended, set max_deletions to %d."
            % (_records(count), ", ".join(much), listed, count)
        )


def _gone(config: _config.Config) -> dict[_traits.Endpoint, list[str]]:
    """Maps each endpoint to the records that are deleted, or deactivated by a prune."""
    found: dict[_traits.Endpoint, list[str]] = {}
    for move in config.moves:
        for record in move.taken:
            found.setdefault(record.resource.endpoint, []).append(record.in_a_sentence())
    return found


def _total(config: _config.Config, readings: _config_read.Readings, kind: str) -> int:
    """Returns how many records of a kind are owned."""
    section = config.section(kind)
    if section:
        return len(section.existing)
    found = readings.rules(kind)
    return sum(_config_read.is_owned(config, readings, record) for record in found)


def _records(count: int) -> str:
    return "1 record" if count == 1 else "%d records" % count


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join([*names[:_MOST_NAMED], *(["and %d more" % more] if more > 0 else [])])
