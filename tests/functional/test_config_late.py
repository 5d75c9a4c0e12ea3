# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run leaves alone after a write has failed. Each run is judged by its journal."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    Item,
    absent,
    automation,
    done,
    gone,
    hook,
    record,
    target,
    tell,
    trigger,
    url_target,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

REFUSED = {"status": 422, "body": {"error": "RecordInvalid", "description": "No."}}
ACCOUNT: dict[str, Any] = {
    "targets": [target("T")],
    "webhooks": [hook("A"), hook("B")],
    "trigger_categories": [{"name": "C"}, {"name": "D"}],
    "triggers": [
        trigger("R", tell(webhook="A"), category="C"),
        trigger("S", tell(target="T"), category="D"),
    ],
    "automations": [automation("One", tell(webhook="A")), automation("Two", hours=2)],
}

Row = tuple[str, str, dict[str, Any], list[tuple[str, str]]]
# The write that fails (method, then kind and name, or the path of a kind), what is asked for, and what is done.
LATE: dict[str, Row] = {
    "a new webhook": (
        "POST",
        "webhooks",
        {
            "webhooks": [gone("A"), hook("N")],
            "triggers": [trigger("R", tell(webhook="N"))],
            "automations": [absent("One")],
        },
        [("A", "skipped"), ("N", "failed"), ("R", "skipped"), ("One", "delete")],
    ),
    "a rule that was to go": (
        "DELETE",
        "triggers R",
        {
            "webhooks": [gone("A")],
            "trigger_categories": [gone("C")],
            "triggers": [absent("R")],
            "automations": [absent("One")],
        },
        [("A", "skipped"), ("C", "skipped"), ("R", "failed"), ("One", "delete")],
    ),
    "a rule that was to go by a prune": (
        "DELETE",
        "triggers R",
        {
            "trigger_categories": [{"name": "D"}],
            "triggers": [trigger("S", tell(target="T"), category="D")],
            "prune": ["trigger_categories", "triggers"],
        },
        [("C", "skipped"), ("R", "failed")],
    ),
    "a rule that was to be moved": (
        "PUT",
        "triggers R",
        {
            "trigger_categories": [gone("C")],
            "triggers": [{"title": "R", "category": "D"}],
        },
        [("C", "skipped"), ("R", "failed")],
    ),
    "a rule that was to be pointed to what replaces another": (
        "PUT",
        "triggers S",
        {
            "targets": [url_target("T", recreate=True)],
            "triggers": [trigger("S", tell(target="T"), category="D")],
        },
        [("T", "recreate"), ("S", "failed")],
    ),
    "what was to replace another": (
        "POST",
        "targets",
        {
            "targets": [url_target("T", recreate=True)],
            "triggers": [trigger("S", tell(target="T"), category="D")],
        },
        [("T", "failed"), ("S", "skipped")],
    ),
    "a rule of a webhook that was to be switched off": (
        "PUT",
        "triggers R",
        {
            "webhooks": [hook("A", status="inactive"), hook("B")],
            "triggers": [trigger("R", tell(webhook="B"), category="C")],
            "automations": [automation("One", tell(webhook="B")), automation("Two", hours=2)],
        },
        [("A", "skipped"), ("R", "failed"), ("One", "update")],
    ),
    "an automation that takes over": (
        "POST",
        "automations",
        {
            "webhooks": [gone("A"), hook("B")],
            "triggers": [trigger("R", tell(webhook="B"), category="C")],
            "automations": [absent("One"), automation("N")],
        },
        [("A", "skipped"), ("R", "update"), ("One", "skipped"), ("N", "failed")],
    ),
    "an automation that takes over from one that is pruned": (
        "POST",
        "automations",
        {
            "automations": [automation("Two", hours=2), automation("N")],
            "prune": ["automations"],
        },
        [("N", "failed"), ("One", "skipped")],
    ),
    "the switch that makes room": (
        "PUT",
        "automations One",
        {
            "webhooks": [gone("A"), hook("B")],
            "triggers": [trigger("R", tell(webhook="B"), category="C")],
            "automations": [automation("One", tell(webhook="B"), hours=3), automation("N")],
        },
        [("A", "skipped"), ("R", "update"), ("One", "failed"), ("N", "skipped")],
    ),
}


@pytest.mark.parametrize("row", LATE)
def test_what_is_left_alone_after_a_failure(
    judged: Callable[..., tuple[Result, Result]],
    run: Callable[..., Result],
    simulator: Simulator,
    row: str,
) -> None:
    method, what, asked, expected = LATE[row]
    assert not run("zendesk_config", **ACCOUNT).get("failed")
    kind, _space, name = what.partition(" ")
    path = "/api/v2/%s" % kind
    if name:
        path += "/%s" % record(simulator, kind, name)["id"]
    simulator.fault(method=method, path=path, answer=REFUSED, times=0)
    predicted, result = judged(continue_on_error=True, **asked)
    assert not predicted.get("failed"), predicted["msg"]
    assert result["failed"]
    assert [(name, action) for _kind, name, action in done(result)] == expected, result["msg"]
    if what.startswith("automations"):
        assert record(simulator, "automations", "One")["active"]


def test_the_old_one_stays_beside_what_replaces_it(
    judged: Callable[..., tuple[Result, Result]],
    run: Callable[..., Result],
    simulator: Simulator,
) -> None:
    """The next run takes it away, once nothing names it any more."""
    assert not run("zendesk_config", **ACCOUNT).get("failed")
    path = "/api/v2/triggers/%s" % record(simulator, "triggers", "S")["id"]
    simulator.fault(method="PUT", path=path, answer=REFUSED)
    asked: dict[str, Item | list[Item]] = {
        "targets": [url_target("T", recreate=True)],
        "triggers": [trigger("S", tell(target="T"), category="D")],
    }
    _predicted, result = judged(continue_on_error=True, **asked)
    assert "was not deleted: " in result["msg"]
    assert len(simulator.account.resources["targets"].records) == 2
    _predicted, result = judged(**asked)
    assert not result.get("failed"), result["msg"]
    assert len(simulator.account.resources["targets"].records) == 1
