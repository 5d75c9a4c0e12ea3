# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One automation: what differs from a trigger."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests import calls
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

PATH = "/api/v2/automations"
LIST = "GET " + PATH
PENDING = {"field": "PENDING", "operator": "is", "value": "48"}
NOT_TAGGED = {"field": "current_tags", "operator": "not_includes", "value": "reminded"}
TAG = {"field": "current_tags", "value": "reminded"}
REMINDER = {"title": "Reminder", "conditions": {"all": [PENDING], "any": []}, "actions": [TAG]}


@pytest.fixture
def one(both: Callable[..., tuple[dict[str, Any], dict[str, Any]]]) -> Run:
    """Run C(zendesk_automation) in check mode and for real."""

    def call(**arguments: Any) -> dict[str, Any]:
        return both("zendesk_automation", **arguments)[1]

    return call


def add(simulator: Simulator, **more: Any) -> Record:
    return simulator.account.resources["automations"].put({**REMINDER, **more})


def writes(simulator: Simulator) -> list[tuple[str, Any]]:
    return calls.writes(simulator, "automation")


def test_a_life(simulator: Simulator, one: Run) -> None:
    result = one(**REMINDER)
    assert (result["action"], result["warnings"]) == ("create", [])
    assert writes(simulator) == [("POST", {"active": True, **REMINDER})]
    path = "%s/%s" % (PATH, result["automation"]["id"])
    simulator.journal.clear()
    assert one(**REMINDER)["action"] == "none"
    assert simulator.calls == [LIST] * 2
    simulator.journal.clear()
    assert one(title="Reminder", active=False)["action"] == "update"
    assert writes(simulator) == [("PUT", {"active": False})]
    simulator.journal.clear()
    changed = {"all": [{**PENDING, "value": "72"}], "any": []}
    assert one(title="Reminder", conditions=changed)["action"] == "update"
    # Definitions are those of triggers.
    assert simulator.calls == [LIST, LIST, "PUT " + path]
    assert writes(simulator) == [("PUT", {"conditions": changed, "actions": [TAG]})]
    assert one(title="Reminder", state="absent")["action"] == "delete"


# Attribute -> another value.
ATTRIBUTES: dict[str, Any] = {
    "active": False,
    "conditions": {"all": [PENDING], "any": [{**NOT_TAGGED, "operator": "includes"}]},
    "actions": [TAG, {"field": "priority", "value": "high"}],
}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_an_attribute(name: str, simulator: Simulator, one: Run) -> None:
    stored = add(simulator)
    asked = {**REMINDER, name: ATTRIBUTES[name]}
    result = one(**asked)
    assert (result["action"], result["automation"][name]) == ("update", ATTRIBUTES[name])
    together = {n: result["automation"][n] for n in ("conditions", "actions")}
    expected = together if name in together else {name: ATTRIBUTES[name]}
    assert writes(simulator) == [("PUT", expected)]
    assert simulator.calls == [LIST, LIST, "PUT %s/%s" % (PATH, stored["id"])]
    simulator.journal.clear()
    assert one(**asked)["action"] == "none"
    assert simulator.calls == [LIST] * 2


def test_a_rename(simulator: Simulator, one: Run) -> None:
    stored = add(simulator)
    asked = {**REMINDER, "title": "Second reminder", "previous_title": ["First", "Reminder"]}
    result = one(**asked)
    assert (result["action"], result["automation"]["id"]) == ("update", stored["id"])
    assert writes(simulator) == [("PUT", {"title": "Second reminder"})]
    assert one(**asked)["action"] == "none"


def test_by_id(simulator: Simulator, one: Run) -> None:
    stored = add(simulator)
    simulator.journal.clear()
    assert one(id=stored["id"], active=False)["action"] == "update"
    path = "%s/%s" % (PATH, stored["id"])
    assert "PUT " + path in simulator.calls
    assert one(id=stored["id"], state="absent")["action"] == "delete"
    assert one(id=stored["id"], state="absent")["action"] == "none"


def test_what_is_unknown(simulator: Simulator, run: Run) -> None:
    for name in ("category", "category_id", "description"):
        message = run("zendesk_automation", **REMINDER, **{name: "A"})["msg"]
        assert "unknown option %s" % name in message
    assert simulator.calls == []


# --- only one active automation has a set of conditions

TWIN = {**REMINDER, "title": "Twin"}


def test_another_with_the_same_conditions(simulator: Simulator, one: Run) -> None:
    there = add(simulator)
    message = one(**TWIN)["msg"]
    assert 'the same conditions as automation "Reminder" (id %s)' % there["id"] in message
    assert "previous_title" in message
    assert writes(simulator) == []
    assert one(**TWIN, active=False)["action"] == "create"
    # Nothing else has changed, and still it would clash.
    assert "the same conditions" in one(title="Twin", active=True)["msg"]
    assert one(title="Reminder", active=False)["action"] == "update"
    assert one(title="Twin", active=True)["action"] == "update"


def test_other_conditions_do_not_clash(simulator: Simulator, one: Run) -> None:
    add(simulator)
    other = {"all": [{**PENDING, "value": "24"}]}
    assert one(**{**TWIN, "conditions": other})["action"] == "create"
    assert one(title="Reminder", actions=[TAG])["action"] == "none"


# --- what Zendesk may refuse

STATUS = {"field": "status", "operator": "is", "value": "pending"}
GREATER = {**PENDING, "operator": "greater_than"}
ADVICE = {
    "no time": ([STATUS], [{"field": "status", "value": "open"}], "no condition about time"),
    "no property": (
        [{"field": "updated_at", "operator": "is", "value": "5"}],
        [TAG],
        "no condition about status",
    ),
    "no end": ([GREATER], [{"field": "priority", "value": "high"}], "no action ends"),
    "no number of hours": (
        [{**PENDING, "value": "2 days"}],
        [{"field": "status", "value": "open"}],
        "conditions.all[1].value is not a number of hours: 2 days.",
    ),
    "an hour": ([PENDING], [{"field": "priority", "value": "high"}], ""),
    "an action that ends it": ([GREATER], [{"field": "status", "value": "open"}], ""),
    "a tag that ends it": ([GREATER, NOT_TAGGED], [TAG], ""),
    "hours of a custom status": (
        [{"field": "custom_status_5", "operator": "is", "value": "5"}],
        [TAG],
        "",
    ),
}


@pytest.mark.parametrize("case", ADVICE.values(), ids=list(ADVICE))
def test_advice(case: Any, simulator: Simulator, run: Run) -> None:
    conditions, actions, says = case
    simulator.account.switches.rule_dead_ids = "accept"
    for switch in ("time", "property", "end"):
        setattr(simulator.account.switches, "automation_needs_" + switch, False)
    asked = {"title": "A", "conditions": {"all": conditions}, "actions": actions}
    for check in (True, False):
        warnings = run("zendesk_automation", check=check, **asked)["warnings"]
        assert len(warnings) == bool(says)
        assert says in " ".join(warnings)
    assert run("zendesk_automation", **asked)["warnings"] == []


def test_a_standard_one_is_not_deleted(simulator: Simulator, one: Run, run: Run) -> None:
    add(simulator, default=True)
    predicted = run("zendesk_automation", check=True, title="Reminder", state="absent")
    assert "active=false" in predicted["msg"]
    assert not any(call.startswith("DELETE") for call in simulator.calls)
