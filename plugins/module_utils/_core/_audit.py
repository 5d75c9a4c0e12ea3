# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Compare an account with a desired set: findings in place of changes."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _changes,
    _find,
    _plan,
    _plan_many,
    _record,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

# What a record is; each is one of these.
STATUSES = ("in_line", "drifted", "missing", "unmanaged", "kept", "unclear")
# What can be said of a record beside that; each can have several.
NOTES = ("deactivated", "retired", "unverified")

# Everything that can be compared is; nothing is written, so nothing has to be held back.
_COMPARE = _plan.Policy(update_secrets=False, recreate=True)


def audit(
    items: list[_record.Desired],
    existing: list[_record.Record],
    keep: _plan_many.Prune,
    failures: dict[str, list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """An entry for each item, in their order, then one for each record that no item names.

    ``keep``: what may be there though no item names it. ``failures``: name -> the latest.
    """
    existing = _find.unique(existing)
    steps = _plan_many.plan_many(items, existing, _COMPARE, None)
    entries = [_of_item(step, step.desired, failures) for step in steps if step.desired]
    named = {entry["id"] for entry in entries}
    # Which of several records an item means is not known, but it means one of them.
    unclear = {
        step.desired.name
        for step, entry in zip(steps, entries)
        if entry["status"] == "unclear" and step.desired
    }
    for record in existing:
        if record.id not in named and record.name not in unclear:
            status = "unmanaged" if keep.may_delete(record) else "kept"
            findings = [{"kind": "unmanaged"}] if status == "unmanaged" else []
            findings += _of_record(record, None, failures)
            entries.append(_entry(None, record, status, findings))
    return entries


def summary(entries: list[dict[str, Any]]) -> dict[str, int]:
    """How many records have each status, and how many each of the notes."""
    counts = dict.fromkeys(STATUSES + NOTES, 0)
    for entry in entries:
        counts[entry["status"]] += 1
        for kind in {finding["kind"] for finding in entry["findings"]} & set(NOTES):
            counts[kind] += 1
    return counts


def _of_item(
    step: _plan_many.Step, desired: _record.Desired, failures: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    plan = step.plan
    if plan is None and not isinstance(step.error, _plan.NotThere):
        problem = {"kind": "unclear", "message": str(step.error)}
        return _entry(step.position, desired, "unclear", [problem])
    if plan is None or plan.action == _plan.CREATE:
        return _entry(step.position, desired, "missing", [{"kind": "missing"}])
    if plan.existing is None:
        return _entry(step.position, desired, "in_line", [])
    findings = _drift(desired, plan.action, plan.existing)
    findings += _of_record(plan.existing, desired, failures)
    drifted = {"drift", "deactivated"} & {finding["kind"] for finding in findings}
    return _entry(step.position, plan.existing, "drifted" if drifted else "in_line", findings)


def _drift(desired: _record.Desired, action: str, existing: _record.Record) -> list[dict[str, Any]]:
    if action == _plan.DELETE:
        return [_differs("state", "absent", "present")]
    if action == _plan.RECREATE:
        return [_differs(existing.resource.variant_noun, desired.kind, existing.variant_name)]
    found = []
    changes = (
        _changes.changed_attributes(desired, existing, False) if action == _plan.UPDATE else []
    )
    for attribute in changes:
        name, show = attribute.name, attribute.type.masked
        expected = show(attribute.type.to_send(desired.given[name]))
        there = existing.values.get(name)
        found.append(
            _differs(name, expected, _errors.MASK if attribute.type.secret else show(there))
        )
    comparable = {finding["attribute"] for finding in found}
    sent = {attribute.name for attribute in _changes.changed_attributes(desired, existing, True)}
    if sent - comparable:
        found.append({"kind": "unverified", "secrets": sorted(sent - comparable)})
    return found


def _differs(attribute: str, expected: Any, found: Any) -> dict[str, Any]:
    return {"kind": "drift", "attribute": attribute, "expected": expected, "found": found}


def _of_record(
    record: _record.Record,
    desired: _record.Desired | None,
    failures: dict[str, list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """What can be said of a record, whether an item names it or not."""
    found: list[dict[str, Any]] = []
    failed = failures.get(str(record.name), [])
    off = desired is not None and desired.is_active is False
    if failed and record.is_active is False and not off:
        counts = [_number(entry.get("consecutive_failure_count")) for entry in failed]
        latest = max(str(entry.get("created_at") or "") for entry in failed)
        found.append(
            {"kind": "deactivated", "consecutive_failures": max(counts), "last_failure": latest}
        )
    variant = record.variant
    if variant and variant.retired:
        found.append(
            {"kind": "retired", "since": variant.retired, "replacement": variant.replacement}
        )
    return found


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _entry(
    position: int | None, record: _record.Record, status: str, findings: list[dict[str, Any]]
) -> dict[str, Any]:
    resource, values = record.resource, record.values
    shown = [resource.name, resource.variant] if resource.variant else [resource.name]
    return {
        "position": position,
        **{name: values.get(name) for name in shown},
        "id": record.id,
        "active": record.is_active,
        "status": status,
        "findings": findings,
    }
