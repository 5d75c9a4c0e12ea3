# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outcome of a run of a configuration, and what has changed in the account."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.account import Account
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

from .judge import changes_in, check_output
from .kinds import NOTIFYING, WEBHOOKS
from .operations import READ_IN_CONFIG, STEPS, Operation
from .table import Fault

_KINDS = {"webhook": WEBHOOKS, "trigger": NOTIFYING}
_WRITES = STEPS[:4]
# What each method does, and the record that it is about. The only GET of one record comes after its update.
_DOES = {
    "POST": ("create", "New"),
    "PUT": ("update", "There"),
    "PATCH": ("update", "There"),
    "GET": ("update", "There"),
    "DELETE": ("delete", "Old"),
}


def judge_config(
    result: Result, fault: Fault, operation: Operation, simulator: Simulator
) -> tuple[str, set[str]]:
    """The outcome, and what has changed in the account."""
    changes = {
        "%s %s" % (noun, change)
        for noun, kind in _KINDS.items()
        for change in changes_in(simulator, kind)
    }
    check_output(result)
    if fault.kind == "gone":
        changes -= {"webhook lose", "trigger lose"}
    if fault.kind not in ("gone", "nothing"):
        _check_rules(simulator.account)
    assert changes <= operation.wanted
    told = {
        "%s %s" % (entry["kind"], entry["action"])
        for entry in result.get("results", ())
        if entry["action"] in ("create", "update", "delete")
    }
    action, name = _DOES[operation.method]
    hit = "%s %s" % (operation.kind.resource[:-1], action)
    if not result.get("failed"):
        assert told <= operation.wanted
        assert operation.wanted - changes <= {hit}
        return ("done" if changes == operation.wanted else "believed"), changes
    assert result["msg"].strip()
    if operation in READ_IN_CONFIG.values():
        if changes:
            _check_unnamed(result)
            assert changes == told == {"webhook update", "webhook create"}
        return ("error, rest done" if changes else "error"), changes
    if "results" not in result:
        assert not changes
        return "error", changes
    # What is said to be done is done. What was hit may be done without an answer that says so.
    assert told <= changes <= told | {hit}
    _check_failed(result, hit, name)
    return _word(hit, changes), changes


def _check_rules(account: Account) -> None:
    """No trigger names a webhook that is not there."""
    ids = set(WEBHOOKS.records(account))
    for record in NOTIFYING.records(account).values():
        named = {action["value"][0] for action in record["actions"]}
        assert named <= ids, "%s names a webhook that is not there" % record["title"]


def _check_failed(result: Result, hit: str, name: str) -> None:
    """The error names the item that was hit and no other, and what depends on it says why it was skipped."""
    noun = hit.partition(" ")[0]
    failed = [entry for entry in result["results"] if entry["action"] == "failed"]
    assert [(entry["kind"], entry["name"]) for entry in failed] == [(noun, name)]
    assert '"%s"' % name in result["msg"]
    skipped = [entry for entry in result["results"] if entry["action"] == "skipped"]
    assert all(entry["error"]["msg"].startswith(("Skipped", "Not ")) for entry in skipped)
    if hit == "webhook create":
        assert ("trigger", "New") in [(entry["kind"], entry["name"]) for entry in skipped]


def _check_unnamed(result: Result) -> None:
    """Each trigger whose names could not be looked up has failed."""
    failed = [entry for entry in result["results"] if entry["action"] == "failed"]
    assert [entry["kind"] for entry in failed] == ["trigger"] * 2
    assert [entry["name"] for entry in failed] == ["There", "New"]


def _word(hit: str, changes: set[str]) -> str:
    is_done = {hit} & changes
    before = STEPS[: STEPS.index(hit)]
    rest: Any = _WRITES if hit in _WRITES else before
    if hit == "webhook create":
        # It names that webhook.
        rest = [step for step in rest if step != "trigger create"]
    if changes == {*rest} - {hit} | is_done:
        return "error, but done" if is_done else "error, rest done"
    assert changes == {*before} | is_done
    if not changes:
        return "error"
    return "error, but done, stopped" if is_done else "error, stopped"
