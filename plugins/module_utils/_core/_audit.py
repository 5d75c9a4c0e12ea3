# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""An account held against a set: what is in line, and what is not. No HTTP, no side effect."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _find,
    _plan,
    _plan_many,
    _values,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets

# What a target is; each is one of these.
STATUSES = ("in_line", "drifted", "missing", "unmanaged", "kept", "unclear")
# What can be said of a target beside that; each can have several.
NOTES = ("deactivated", "retired", "unverified")

# Everything that can be compared is; nothing is written, so nothing has to be held back.
_COMPARE = _plan.Policy(update_secrets=False, recreate=True)
_ALL = _plan.Policy(update_secrets=True, recreate=True)


def audit(
    items: list[dict[str, Any]],
    existing: list[dict[str, Any]],
    keep: _plan_many.Prune,
    failures: dict[str, list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """An entry for each item, in their order, then one for each target that no item names.

    ``keep``: what may be there though no item names it. ``failures``: title -> the latest.
    """
    existing = _find.unique(existing)
    steps = _plan_many.plan_set(items, existing, _COMPARE, None)
    ids = {target["id"] for target in existing}
    entries = [_of_item(step, ids, failures) for step in steps]
    named = {entry["id"] for entry in entries}
    # Which of several targets an item means is not known, but it means one of them.
    unclear = {entry["title"] for entry in entries if entry["status"] == "unclear"}
    for target in existing:
        if target["id"] not in named and target.get("title") not in unclear:
            status = "unmanaged" if keep.may_delete(target) else "kept"
            findings = [{"kind": "unmanaged"}] if status == "unmanaged" else []
            findings += _of_target(target, {}, failures)
            entries.append(_entry(None, target, status, findings))
    return entries


def summary(entries: list[dict[str, Any]]) -> dict[str, int]:
    """How many targets have each status, and how many each of the notes."""
    counts = dict.fromkeys(STATUSES + NOTES, 0)
    for entry in entries:
        counts[entry["status"]] += 1
        for kind in {finding["kind"] for finding in entry["findings"]} & set(NOTES):
            counts[kind] += 1
    return counts


def _of_item(
    step: _plan_many.Step, ids: set[Any], failures: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    wanted, plan = step.wanted, step.plan
    if plan is None:
        if wanted.get("id") is not None and wanted["id"] not in ids:
            return _entry(step.position, wanted, "missing", [{"kind": "missing"}])
        problem = {"kind": "unclear", "message": step.error}
        return _entry(step.position, wanted, "unclear", [problem])
    if plan.action == _plan.CREATE:
        return _entry(step.position, dict(wanted, id=None), "missing", [{"kind": "missing"}])
    if plan.existing is None:
        return _entry(step.position, wanted, "in_line", [])
    findings = _drift(wanted, plan.action, plan.existing)
    findings += _of_target(plan.existing, wanted, failures)
    drifted = {"drift", "deactivated"} & {finding["kind"] for finding in findings}
    return _entry(step.position, plan.existing, "drifted" if drifted else "in_line", findings)


def _drift(wanted: dict[str, Any], action: str, existing: dict[str, Any]) -> list[dict[str, Any]]:
    if action == _plan.DELETE:
        return [_differs("state", "absent", "present")]
    if action == _plan.RECREATE:
        return [_differs("type", _targets.canonical(wanted["type"]), existing.get("type"))]
    found = []
    for attribute in (
        _plan.changed_attributes(wanted, existing, _COMPARE) if action == _plan.UPDATE else ()
    ):
        name = attribute.name
        expected, there = _values.to_send(attribute, wanted[name]), existing.get(name)
        found.append(
            _differs(name, *(_errors.MASK, _errors.MASK) if attribute.secret else (expected, there))
        )
    comparable = {finding["attribute"] for finding in found}
    sent = {attribute.name for attribute in _plan.changed_attributes(wanted, existing, _ALL)}
    if sent - comparable:
        found.append({"kind": "unverified", "secrets": sorted(sent - comparable)})
    return found


def _differs(attribute: str, expected: Any, found: Any) -> dict[str, Any]:
    return {"kind": "drift", "attribute": attribute, "expected": expected, "found": found}


def _of_target(
    target: dict[str, Any], wanted: dict[str, Any], failures: dict[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """What can be said of a target, whether an item names it or not."""
    found: list[dict[str, Any]] = []
    failed = failures.get(str(target.get("title")), [])
    if failed and target.get("active") is False and wanted.get("active") is not False:
        counts = [_number(entry.get("consecutive_failure_count")) for entry in failed]
        latest = max(str(entry.get("created_at") or "") for entry in failed)
        found.append(
            {"kind": "deactivated", "consecutive_failures": max(counts), "last_failure": latest}
        )
    entry = _targets.find_type(target.get("type"))
    if entry and entry.retired:
        found.append({"kind": "retired", "since": entry.retired, "replacement": entry.replacement})
    return found


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _entry(
    position: int | None, target: dict[str, Any], status: str, findings: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "position": position,
        "title": target.get("title"),
        "type": target.get("type"),
        "id": target.get("id"),
        "active": target.get("active"),
        "status": status,
        "findings": findings,
    }
