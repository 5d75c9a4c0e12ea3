# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outcome of a run, and what has changed in the account."""

from __future__ import annotations

import json

from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

from .kinds import Kind
from .operations import Operation
from .table import Fault


def judge(
    result: Result, fault: Fault, operation: Operation, simulator: Simulator
) -> tuple[str, set[str]]:
    """The outcome in a word or two, and what has changed in the account."""
    changes = changes_in(simulator, operation.kind)
    if fault.kind == "gone":
        changes.discard("lose")
    wanted = operation.wanted
    check_output(result)
    assert changes <= wanted
    if not result.get("failed"):
        return _good(result, operation, changes, wanted), changes
    assert result["msg"].strip()
    if "results" in result:
        # What is said to be done is done, and the other way round.
        told = {entry["action"] for entry in result["results"]} - {"failed", "skipped", "none"}
        assert told == changes
    if not changes:
        return "error", changes
    return ("error, but done" if changes == wanted else "error, rest done"), changes


def check_output(result: Result) -> None:
    """No secret, no traceback, and no error that nobody expects."""
    text = json.dumps(result)
    assert "canary" not in text
    assert "Traceback" not in text
    assert "unexpected error" not in text


def _good(result: Result, operation: Operation, changes: set[str], wanted: set[str]) -> str:
    if operation.kind.resource in result:
        found = {record[operation.kind.name] for record in result[operation.kind.resource]}
        assert found in ({"Bystander", "There", "Old"}, {"There"}, set())
        return "done" if found else "absent"
    return "done" if changes == wanted else "believed"


def changes_in(simulator: Simulator, kind: Kind) -> set[str]:
    """What is not as it was in the account. AssertionError where it could never be meant."""
    changes = set()
    names = []
    for record in kind.records(simulator.account).values():
        names.append(record[kind.name])
        stored = {name: record.get(name) for name in kind.stored}
        if stored.get("type") == "url_target_v2":
            # As the account has it: one type has two names.
            stored["type"] = kind.stored["type"]
        assert stored == kind.stored
        if record[kind.name] == "New":
            assert record[kind.changes] == kind.old
            changes.add("create")
        elif record[kind.changes] == kind.new:
            assert record[kind.name] == "There"
            changes.add("update")
        else:
            assert record[kind.changes] == kind.old
    assert len(names) == len(set(names)), "a record is there twice"
    changes |= {change for name, change in LOSSES.items() if name not in names}
    return changes


LOSSES = {"Bystander": "lose", "There": "lose", "Old": "delete"}
