# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order in which a configuration is carried out: no rule is broken or blocked in between."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    absent,
    automation,
    done,
    gone,
    hook,
    names,
    record,
    records,
    target,
    tell,
    trigger,
    url_target,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
REFUSED = {"status": 422, "body": {"error": "RecordInvalid", "description": "No."}}


@pytest.fixture
def apply(run: Run, simulator: Simulator) -> Run:
    """Run the module, with a journal of its own; the run must not fail."""

    def call(**arguments: Any) -> Result:
        predicted = run("zendesk_config", check=True, **arguments)
        simulator.journal.clear()
        result = run("zendesk_config", **arguments)
        assert not result.get("failed"), result["msg"]
        assert predicted["changes"] == result["changes"]
        assert predicted["plan_id"] == result["plan_id"]
        requests = [each for entry in predicted["plan"] for each in entry["request"]]
        sent = ["%s %s" % (each["method"], each["path"]) for each in requests]
        assert sorted(sent) == sorted(writes(simulator))
        return result

    return call


def steps(simulator: Simulator) -> list[str]:
    """Method and kind of each write."""
    return ["%s %s" % (c.split("/")[0].strip(), c.split("/")[3]) for c in writes(simulator)]


def test_from_a_target_to_a_webhook(apply: Run, simulator: Simulator) -> None:
    apply(targets=[target("Old")], triggers=[trigger("T", tell(target="Old"))])
    apply(
        targets=[absent("Old")],
        webhooks=[hook("New")],
        triggers=[trigger("T", tell(webhook="New"))],
    )
    assert steps(simulator) == ["POST webhooks", "PUT triggers", "DELETE targets"]


def test_a_category_is_emptied_and_removed(apply: Run, simulator: Simulator) -> None:
    apply(trigger_categories=[{"name": "A"}], triggers=[trigger("T", category="A")])
    apply(
        trigger_categories=[gone("A"), {"name": "B"}],
        triggers=[trigger("T", category="B")],
    )
    assert steps(simulator) == [
        "POST trigger_categories",
        "PUT triggers",
        "DELETE trigger_categories",
    ]


def test_two_webhooks_swap_names(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A"), hook("B")], triggers=[trigger("T", tell(webhook="A"))])
    one, other = (record(simulator, "webhooks", each)["id"] for each in "AB")
    swapped = [{"id": one, "name": "B"}, {"id": other, "name": "A"}]
    apply(webhooks=swapped, triggers=[trigger("T", tell(webhook="A"))])
    assert steps(simulator) == ["PATCH webhooks", "PATCH webhooks", "PUT triggers"]
    assert record(simulator, "triggers", "T")["actions"][0]["value"][0] == other


def test_what_is_switched_off_goes_after_the_rules(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A"), hook("B")], triggers=[trigger("T", tell(webhook="A"))])
    apply(
        webhooks=[hook("A", status="inactive"), hook("B")],
        triggers=[trigger("T", tell(webhook="B"))],
    )
    assert steps(simulator) == ["PUT triggers", "PATCH webhooks"]


def test_what_is_switched_on_goes_before_the_rules(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A", status="inactive")])
    apply(webhooks=[hook("A", status="active")], triggers=[trigger("T", tell(webhook="A"))])
    assert steps(simulator) == ["PATCH webhooks", "POST triggers"]


def test_deletes_go_from_rules_to_what_they_name(apply: Run, simulator: Simulator) -> None:
    apply(
        targets=[target("T")],
        webhooks=[hook("W")],
        trigger_categories=[{"name": "C"}],
        triggers=[trigger("R", tell(target="T"), category="C")],
        automations=[automation("A", tell(webhook="W"))],
    )
    apply(
        targets=[absent("T")],
        webhooks=[gone("W")],
        trigger_categories=[gone("C")],
        triggers=[absent("R")],
        automations=[],
        prune=["automations"],
        max_deletions=5,
    )
    assert steps(simulator) == [
        "DELETE automations",
        "DELETE triggers",
        "DELETE trigger_categories",
        "DELETE webhooks",
        "DELETE targets",
    ]


# --- automations that must not be active with the same conditions


def test_one_takes_over_from_one_that_goes(apply: Run, simulator: Simulator) -> None:
    apply(automations=[automation("Old")])
    result = apply(automations=[absent("Old"), automation("New")])
    assert steps(simulator) == ["PUT automations", "POST automations", "DELETE automations"]
    assert 'deactivated first, because Automation "New" takes over' in result["changes"][0]
    assert names(simulator, "automations") == ["New"]


def test_two_swap_conditions(apply: Run, simulator: Simulator) -> None:
    apply(automations=[automation("A", hours=1), automation("B", hours=2)])
    apply(automations=[automation("A", hours=2), automation("B", hours=1)])
    assert steps(simulator) == ["PUT automations"] * 4
    assert all(each["active"] for each in records(simulator, "automations"))


def test_one_takes_over_from_one_that_is_pruned(apply: Run, simulator: Simulator) -> None:
    apply(automations=[automation("Old"), automation("X", hours=3)])
    apply(
        automations=[automation("New"), automation("X", hours=3)],
        prune=["automations"],
        prune_rules="deactivate",
    )
    assert sorted((r["title"], r["active"]) for r in records(simulator, "automations")) == [
        ("New", True),
        ("Old", False),
        ("X", True),
    ]


def test_it_is_switched_on_again_if_the_other_fails(
    apply: Run, run: Run, simulator: Simulator
) -> None:
    apply(automations=[automation("Old")])
    simulator.fault(method="POST", path="/api/v2/automations", answer=REFUSED)
    result = run("zendesk_config", automations=[absent("Old"), automation("New")])
    assert result["failed"]
    assert [(r["title"], r["active"]) for r in records(simulator, "automations")] == [("Old", True)]


def test_it_is_named_if_it_stays_off(apply: Run, run: Run, simulator: Simulator) -> None:
    apply(automations=[automation("A", hours=1), automation("B", hours=2)])
    number = record(simulator, "automations", "B")["id"]
    path = "/api/v2/automations/%s" % number
    # The first write switches it off, the second is its own.
    simulator.fault(method="PUT", path=path, skip=1, times=9, answer=REFUSED)
    result = run("zendesk_config", automations=[automation("A", hours=2), automation("B", hours=3)])
    assert result["failed"]
    assert 'Automation "B" (id %s) is still inactive' % number in result["msg"]


@pytest.mark.parametrize("other", ["in no list", "of others"])
def test_one_that_is_not_in_our_hands_is_a_problem(
    apply: Run, run: Run, simulator: Simulator, other: str
) -> None:
    apply(automations=[automation("Old")])
    simulator.journal.clear()
    owned = {"automations": ["New*"]} if other == "of others" else {}
    result = run("zendesk_config", automations=[automation("New")], owned=owned)
    assert result["failed"]
    assert not writes(simulator)
    assert "has the same conditions as automation" in result["msg"]
    assert "add previous_title" in result["msg"]


def test_two_items_with_the_same_conditions(run: Run, simulator: Simulator) -> None:
    result = run("zendesk_config", automations=[automation("A"), automation("B")])
    assert result["failed"]
    assert not writes(simulator)
    assert "would have the same conditions as" in result["msg"]


# --- recreate


def test_recreate_points_rules_to_the_new_one(apply: Run, simulator: Simulator) -> None:
    apply(targets=[target("T")], triggers=[trigger("R", tell(target="T"))])
    old = record(simulator, "targets", "T")["id"]
    other = url_target("T", recreate=True)
    result = apply(targets=[other], triggers=[trigger("R", tell(target="T"))])
    assert steps(simulator) == ["POST targets", "PUT triggers", "DELETE targets"]
    new = record(simulator, "targets", "T")
    assert new["type"] == "url_target_v2"
    assert record(simulator, "triggers", "R")["actions"][0]["value"][0] == str(new["id"])
    assert result["results"][0]["replaced_id"] == old


@pytest.mark.parametrize("rule", ["unlisted", "without actions", "by ID"])
def test_recreate_does_nothing_while_a_rule_names_the_old_one(
    apply: Run, run: Run, simulator: Simulator, rule: str
) -> None:
    apply(webhooks=[hook("W")], triggers=[trigger("R", tell(webhook="W"))])
    number = record(simulator, "webhooks", "W")["id"]
    listed = {
        "unlisted": {},
        "without actions": {"triggers": [{"title": "R", "description": "x"}]},
        "by ID": {
            "triggers": [trigger("R", {"field": "notification_webhook", "value": [number, "x"]})]
        },
    }[rule]
    events = ["zen:event-type:user.created"]
    simulator.journal.clear()
    result = run(
        "zendesk_config", webhooks=[hook("W", subscriptions=events, recreate=True)], **listed
    )
    assert result["failed"]
    assert not writes(simulator)
    assert "can't be replaced" in result["msg"]
    assert 'trigger "R"' in result["msg"]


def test_what_a_replacement_left_behind_goes(apply: Run, run: Run, simulator: Simulator) -> None:
    """The new one and the old one stand side by side, as after a run that was cut off."""
    apply(webhooks=[hook("W"), hook("W", endpoint="https://x.example.com", id=None)][:1])
    events = {"subscriptions": ["zen:event-type:user.created"]}
    simulator.account.resources["webhooks"].put({**hook("W"), **events, "status": "active"})
    result = apply(webhooks=[hook("W", recreate=True, **events)])
    assert done(result) == [("webhook", "W", "delete")]
    assert len(records(simulator, "webhooks")) == 1


# --- what fails


def test_a_rule_whose_reference_failed_is_skipped(run: Run, simulator: Simulator) -> None:
    simulator.fault(method="POST", path="/api/v2/webhooks", answer=REFUSED)
    result = run(
        "zendesk_config",
        webhooks=[hook("W")],
        triggers=[trigger("R", tell(webhook="W")), trigger("Other")],
        continue_on_error=True,
    )
    assert result["failed"]
    by_name = {each["name"]: each for each in result["results"]}
    assert by_name["W"]["action"] == "failed"
    assert by_name["R"]["action"] == "skipped"
    assert "could not be created: {webhook: W}" in by_name["R"]["error"]["msg"]
    assert by_name["Other"]["action"] == "create"


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_delete_waits_for_a_rule_that_failed(
    apply: Run, run: Run, simulator: Simulator, goes_on: bool
) -> None:
    apply(webhooks=[hook("A"), hook("B"), hook("C")], triggers=[trigger("R", tell(webhook="A"))])
    simulator.fault(method="PUT", path="/api/v2/triggers", answer=REFUSED)
    result = run(
        "zendesk_config",
        webhooks=[gone("A"), hook("B"), gone("C")],
        triggers=[trigger("R", tell(webhook="B"))],
        continue_on_error=goes_on,
    )
    assert result["failed"]
    # What nobody needs goes, if the run goes on.
    assert names(simulator, "webhooks") == (["A", "B"] if goes_on else ["A", "B", "C"])


def test_nothing_is_pruned_after_a_failed_write(apply: Run, run: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A"), hook("B")])
    simulator.fault(method="POST", path="/api/v2/triggers", answer=REFUSED)
    result = run(
        "zendesk_config",
        webhooks=[hook("A")],
        triggers=[trigger("R")],
        prune=["webhooks"],
        continue_on_error=True,
    )
    assert result["failed"]
    assert names(simulator, "webhooks") == ["A", "B"]
    assert ("webhook", "B", "skipped") in done(result)


def test_what_the_account_does_not_list_is_taken_back(run: Run, simulator: Simulator) -> None:
    """A retired type: no run would find it again, and the rule that names it is not written."""
    simulator.account.switches.list_retired = False
    result = run(
        "zendesk_config",
        targets=[url_target("T"), target("Mail")],
        triggers=[trigger("R", tell(target="T")), trigger("S", tell(target="Mail"))],
        continue_on_error=True,
    )
    assert result["failed"]
    assert names(simulator, "targets") == ["Mail"]
    assert names(simulator, "triggers") == ["S"]
    assert ("trigger", "R", "skipped") in done(result)
