# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Compares an account with a configuration, and returns findings instead of changes."""

from __future__ import annotations

from typing import Any, Callable, Dict

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _changes,
    _config,
    _findings,
    _lookups,
    _plan,
    _record,
    _references,
    _resolve,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

# The findings that make a record differ from its item.
_DIFFER = {"drift", "deactivated", "order"}

Finding = Dict[str, Any]
# Whether a record may exist although no item names it.
Keep = Callable[[_record.Record], bool]


class Entry:
    """The findings about an item, or about a record that no item names.

    ``subject``: the record, or the item if there is no record. ``record``: None if it does not exist
    or is not known.
    """

    def __init__(
        self,
        section: _config.Section,
        subject: _record.Record,
        status: str,
        position: int | None = None,
        record: _record.Record | None = None,
        desired: _record.Desired | None = None,
    ) -> None:
        self.section = section
        self.subject = subject
        self.status = status
        self.position = position
        self.record = record
        self.desired = desired
        self.findings: list[Finding] = []

    def add(self, *findings: Finding) -> None:
        """Adds findings and updates the status."""
        self.findings += findings
        if self.status == "matches" and _DIFFER & {each["kind"] for each in findings}:
            self.status = "drifted"


def audit(
    config: _config.Config,
    lookups: _lookups.Lookups,
    keep: dict[str, Keep],
    failures: dict[str, dict[str, list[dict[str, Any]]]],
) -> list[Entry]:
    """Returns an entry for each item, in the order of the lists, then one for each other record.

    ``lookups``: what the plan has read. ``keep``, ``failures``: by kind.
    """
    resolver = _references.Resolver(lookups, allows_pending=False)
    entries = []
    for section in config.sections:
        for move in section.moves:
            if move.step.desired:
                entries.append(_of_item(move, move.step.desired, resolver))
    for section in config.sections:
        entries += _unnamed(section, entries, keep.get(section.kind, _keeps_nothing))
    for entry in entries:
        if entry.record:
            of_kind = failures.get(entry.section.kind, {})
            entry.add(*_of_record(entry.record, entry.desired, of_kind))
    return entries


def summary(entries: list[dict[str, Any]]) -> dict[str, int]:
    """Counts the entries with each status and with each kind of finding."""
    notes = _findings.NOTES + _findings.MORE_NOTES
    counts = dict.fromkeys(_findings.STATUSES + notes, 0)
    for entry in entries:
        counts[entry["status"]] += 1
        for kind in {finding["kind"] for finding in entry["findings"]} & set(notes):
            counts[kind] += 1
    return counts


def summary_by_kind(
    config: _config.Config, entries: list[dict[str, Any]]
) -> dict[str, dict[str, int]]:
    """Returns these counts for each list."""
    return {
        section.plural: summary([each for each in entries if each["kind"] == section.kind])
        for section in config.sections
    }


def _keeps_nothing(_record: _record.Record) -> bool:
    return False


def _of_item(move: _config.Move, desired: _record.Desired, resolver: _references.Resolver) -> Entry:
    section, plan, error = move.section, move.step.plan, move.step.error
    position = move.step.position
    given = section.items[position - 1] if position else desired
    if isinstance(error, _plan.OtherVariant) and desired.id is None:
        record = error.existing
        entry = Entry(section, record, "matches", position, record, desired)
        entry.add(_differs(record.resource.variant_noun, desired.kind, record.variant_name))
        return entry
    if error and not isinstance(error, _plan.NotThere):
        entry = Entry(section, given, "ambiguous", position)
        entry.add({"kind": "ambiguous", "message": section.store.client.scrub(str(error))})
        return entry
    if plan is None or plan.action == _plan.CREATE:
        entry = Entry(section, given, "missing", position)
        entry.add({"kind": "missing"})
        return entry
    if plan.existing is None:
        return Entry(section, given, "matches", position)
    entry = Entry(section, plan.existing, "matches", position, plan.existing, desired)
    entry.add(*_drift(desired, plan.action, plan.existing, resolver))
    return entry


def _unnamed(section: _config.Section, entries: list[Entry], keep: Keep) -> list[Entry]:
    """Returns entries for records that no item names, not even an ambiguous item."""
    ours = [entry for entry in entries if entry.section is section]
    ids = {entry.subject.id for entry in ours if entry.status != "missing"}
    names: set[Any] = set()
    for entry in ours:
        if entry.status == "ambiguous":
            names |= {entry.subject.name, *getattr(entry.subject, "previous", ())}
    found = []
    for record in section.existing:
        if record.id in ids or record.names & names or record.is_made_by_app:
            continue
        entry = Entry(section, record, "kept" if keep(record) else "unmanaged", record=record)
        if entry.status == "unmanaged":
            entry.add({"kind": "unmanaged"})
        found.append(entry)
    return found


def _drift(
    desired: _record.Desired,
    action: str,
    existing: _record.Record,
    resolver: _references.Resolver,
) -> list[Finding]:
    if action == _plan.DELETE:
        return [_differs("state", "absent", "present")]
    found = []
    changes = (
        _changes.changed_attributes(desired, existing, False) if action == _plan.UPDATE else []
    )
    for attribute in changes:
        name, show = attribute.name, attribute.type.masked
        expected = show(attribute.type.to_send(desired.given[name]))
        there = _errors.MASK if attribute.type.secret else show(existing.values.get(name))
        both = [
            _resolve.with_names({name: value}, existing.resource, resolver)[name]
            for value in (expected, there)
        ]
        found.append(_differs(name, *both))
    comparable = {finding["attribute"] for finding in found}
    sent = {attribute.name for attribute in _changes.changed_attributes(desired, existing, True)}
    if sent - comparable:
        found.append({"kind": "unverified", "secrets": sorted(sent - comparable)})
    return found


def _differs(attribute: str, expected: Any, found: Any) -> Finding:
    return {"kind": "drift", "attribute": attribute, "expected": expected, "found": found}


def _of_record(
    record: _record.Record,
    desired: _record.Desired | None,
    failures: dict[str, list[dict[str, Any]]],
) -> list[Finding]:
    """Returns the findings that do not depend on whether an item names the record."""
    found: list[Finding] = []
    failed = failures.get(str(record.name), [])
    off = desired is not None and desired.is_active is False
    if failed and record.is_active is False and not off:
        counts = [_number(entry.get("consecutive_failure_count")) for entry in failed]
        latest = max(str(entry.get("created_at") or "") for entry in failed)
        found.append(
            {"kind": "deactivated", "consecutive_failures": max(counts), "last_failure": latest}
        )
    elif desired and _is_silently_off(record, desired):
        found.append({"kind": "off"})
    variant = record.variant
    if variant and variant.retired:
        found.append(
            {"kind": "retired", "since": variant.retired, "replacement": variant.replacement}
        )
    return found


def _is_silently_off(record: _record.Record, desired: _record.Desired) -> bool:
    """Whether a record is inactive although the item does not say so and a new one would be active."""
    switch = record.resource.switch
    return bool(
        switch
        and record.is_active is False
        and switch.name not in desired.given
        and not desired.is_absent
        and record.resource.on_create.get(switch.name) == switch.on
    )


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
