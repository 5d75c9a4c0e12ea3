# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run of a configuration says of itself, and what identifies its plan."""

from __future__ import annotations

import json
import re
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    absent,
    done,
    gone,
    hook,
    target,
    tell,
    trigger,
    whole,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
TOKEN = {"type": "bearer_token", "token": "marker-token-of-pager"}


def test_lines_and_sentence(run: Run) -> None:
    run("zendesk_config", **whole())
    result = run(
        "zendesk_config",
        targets=[target("On call", subject="New"), target("More")],
        webhooks=[hook("Other")],
        triggers=[absent("Mail")],
    )
    lines = result["changes"]
    assert lines[0].startswith('update target "On call" (email_target, id ')
    assert lines[0].endswith("): subject")
    assert lines[1] == 'create target "More" (email_target)'
    assert lines[2].startswith('create webhook "Other", which gets a new signing secret.')
    assert lines[3].startswith('delete trigger "Mail" (id ')
    assert lines[4] == "unmanaged, left unchanged: 1 webhook (Pager); 1 trigger (Page)"
    assert result["msg"] == "2 created, 1 updated, 1 deleted, 2 unmanaged."
    assert result["summary"]["targets"]["updated"] == 1
    assert [(each["kind"], each["name"]) for each in result["unmanaged"]] == [
        ("webhook", "Pager"),
        ("trigger", "Page"),
    ]
    assert result["account_url"].startswith("http://127.0.0.1")


# What the account has more than the lists -> what is said of it with prune.
PRUNED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "a rule that is switched off": (
        {"triggers": [trigger("Old")]},
        {"prune_rules": "deactivate"},
        r'deactivate trigger "Old" \(id \d+\)',
    ),
    "what is kept": (
        {"triggers": [trigger("Old")]},
        {"keep": {"triggers": ["Old"]}},
        r'keep trigger "Old" \(id \d+\): It matches an entry of keep.triggers.',
    ),
    "what a rule still needs": (
        {"webhooks": [hook("W")], "triggers": [trigger("Old", tell(webhook="W"))]},
        {"webhooks": [], "prune_rules": "deactivate", "max_deletions": 1},
        r'keep webhook "W" \(id \w+\): trigger "Old" .*',
    ),
}


@pytest.mark.parametrize("row", PRUNED)
def test_lines_of_what_no_item_names(run: Run, row: str) -> None:
    more, options, line = PRUNED[row]
    run("zendesk_config", **more)
    lists: dict[str, Any] = {"triggers": [trigger("Page")]}
    pruned = sorted(more)
    result = run("zendesk_config", **lists, **options, prune=pruned)
    assert any(re.fullmatch(line, each) for each in result["changes"]), result["changes"]


def test_what_is_said_of_a_rule_names_it(run: Run, simulator: Simulator) -> None:
    """Of its value, although what is sent has no title; and of a rule that is skipped."""
    run("zendesk_config", triggers=[trigger("A"), trigger("B")])
    odd = {"field": "priority", "value": "urgnt"}
    lists = {"triggers": [trigger("A"), dict(trigger("B"), conditions={"all": [odd]})]}
    assert (
        'Item 2, trigger "B": conditions.all[1]: '
        in run("zendesk_config", check=True, **lists)["warnings"][0]
    )
    refused = {"status": 422, "body": {"error": "RecordInvalid", "description": "No."}}
    simulator.fault(method="POST", path="/api/v2/webhooks", times=0, answer=refused)
    needs = trigger("C", tell(webhook="W"))
    result = run("zendesk_config", webhooks=[hook("W")], triggers=[needs], continue_on_error=True)
    assert '1 skipped: Item 1, trigger "C": Skipped, because it uses a record that' in result["msg"]


def test_a_question_ends_without_a_full_stop(run: Run) -> None:
    result = run("zendesk_config", triggers=[trigger("A", {"feild": "status", "value": "open"})])
    assert "did you mean field?" in result["msg"]
    assert "?." not in result["msg"]


def test_diffs_name_account_kind_and_title(run: Run, simulator: Simulator) -> None:
    result = run("zendesk_config", check=True, **whole())
    headers = [each["before_header"] for each in result["diff"]]
    assert headers[3] == '%s: Item 1, trigger "Page"' % simulator.url
    assert result["diff"][3]["after"]["actions"][0]["value"] == ["{webhook: Pager}", "{}"]


def test_a_failed_run_returns_what_matters(run: Run, simulator: Simulator) -> None:
    webhooks = [hook("W%d" % at) for at in range(5)]
    run("zendesk_config", webhooks=webhooks)
    refused = {"status": 422, "body": {"error": "RecordInvalid", "description": "No."}}
    simulator.fault(method="POST", path="/api/v2/triggers", times=0, answer=refused)
    result = run(
        "zendesk_config",
        webhooks=webhooks,
        triggers=[trigger("R%d" % at) for at in range(3)],
        continue_on_error=True,
    )
    assert [each["kind"] for each in result["results"]] == ["trigger"] * 3
    assert result["msg"].count("Zendesk answered 422") == 1
    assert 'trigger "R0", Item 2, trigger "R1"' in result["msg"]
    assert result["summary"]["webhooks"]["unchanged"] == 5


def test_a_failed_run_of_many_stays_readable(run: Run, simulator: Simulator) -> None:
    """1,000 items that are refused, and 1,000 that are not tried."""
    refused = {"status": 422, "body": {"error": "RecordInvalid", "description": "No."}}
    triggers = [trigger("R%04d" % at) for at in range(1000)]
    simulator.fault(method="POST", path="/api/v2/triggers", times=0, answer=refused)
    for goes_on in (True, False):
        result = run("zendesk_config", triggers=triggers, continue_on_error=goes_on)
        assert len(result["results"]) == 1000
        assert len(result["msg"]) < 1500
        assert len(json.dumps({n: v for n, v in result.items() if n != "invocation"})) < 300_000


# --- the plan


def plan_id(run: Run, check: bool = True, **arguments: Any) -> str:
    return str(run("zendesk_config", check=check, **arguments)["plan_id"])


def test_the_plan_id_is_that_of_the_run(run: Run, simulator: Simulator) -> None:
    found = plan_id(run, **whole())
    assert found == plan_id(run, **whole())
    result = run("zendesk_config", expected_plan_id=found, **whole())
    assert not result.get("failed")
    assert result["changed"]
    # Nothing is left of it.
    result = run("zendesk_config", expected_plan_id=found, **whole())
    assert result["failed"]
    assert "does not match expected_plan_id: its plan_id is %s" % result["plan_id"] in result["msg"]


OTHERS: dict[str, dict[str, Any]] = {
    "another title": {"triggers": [trigger("Other", tell(webhook="Pager"))]},
    "another body": {
        "triggers": [
            trigger("Page", {"field": "notification_webhook", "value": [{"webhook": "Pager"}, "x"]})
        ]
    },
    "nothing": {"triggers": []},
    "a secret that is sent": {"update_secrets": "always"},
    "another order": {
        "triggers": [trigger("B"), trigger("A")],
        "trigger_order": "as_listed",
    },
}


@pytest.mark.parametrize("row", OTHERS)
def test_another_plan_has_another_id(run: Run, row: str) -> None:
    lists: dict[str, Any] = {
        "webhooks": [hook("Pager", authentication=TOKEN)],
        "triggers": [trigger("A"), trigger("B"), trigger("Page", tell(webhook="Pager"))],
    }
    run("zendesk_config", webhooks=lists["webhooks"], triggers=lists["triggers"][:2])
    assert plan_id(run, **lists) != plan_id(run, **{**lists, **OTHERS[row]})


def test_a_secret_is_no_part_of_it(run: Run) -> None:
    found = {
        plan_id(run, webhooks=[hook("W", authentication=dict(TOKEN, token=token))])
        for token in ("marker-one", "marker-two")
    }
    assert len(found) == 1


def test_another_plan_is_printed_and_nothing_is_written(run: Run, simulator: Simulator) -> None:
    result = run("zendesk_config", expected_plan_id="x", continue_on_error=True, **whole())
    assert result["failed"]
    assert not writes(simulator)
    assert len(result["plan"]) == 6
    assert result["plan_id"] in result["msg"]
    assert {each["action"] for each in result["results"]} == {"skipped"}


def test_no_secret_is_in_it(run: Run, simulator: Simulator) -> None:
    for check in (True, False):
        result = run("zendesk_config", check=check, webhooks=[hook("W", authentication=TOKEN)])
        assert result["plan"][0]["secrets_sent"] == ["authentication"]
        assert TOKEN["token"] not in json.dumps(result)


# --- secrets that can't be read back

SENT: dict[str, tuple[dict[str, Any], bool]] = {
    "by default": ({}, False),
    "on create": ({"update_secrets": "on_create"}, False),
    "always": ({"update_secrets": "always"}, True),
    "by name": ({"send_secrets": ["W"]}, True),
    "of another": ({"send_secrets": ["X"]}, False),
}


@pytest.mark.parametrize("row", SENT)
def test_when_a_secret_is_sent(run: Run, row: str) -> None:
    more, sent = SENT[row]
    lists = {"webhooks": [hook("W", authentication=TOKEN), hook("X")]}
    run("zendesk_config", **lists)
    result = run("zendesk_config", **lists, **more)
    assert result["changed"] == sent
    assert bool(result["secrets_not_sent"]) != sent
    said = any(line.startswith("secrets not sent") for line in result["changes"])
    assert said != sent


def test_a_new_signing_secret_is_told(run: Run) -> None:
    result = run("zendesk_config", webhooks=[hook("W")])
    assert 'create webhook "W", which gets a new signing secret.' in result["changes"][0]


def test_what_was_kept_and_what_was_not(run: Run) -> None:
    run("zendesk_config", webhooks=[hook("A")], triggers=[trigger("R", tell(webhook="A"))])
    result = run("zendesk_config", webhooks=[gone("A")])
    assert done(result) == [("webhook", "A", "kept")]
    assert result["summary"]["webhooks"]["kept"] == 1
    assert result["results"][0]["error"]["msg"].startswith("Webhook")
