# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automations of the simulator: what they need beside what every rule does."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.rule_calls import (
    AUTOMATION,
    AUTOMATIONS,
    HOURS,
    OPEN,
    PENDING,
    Caller,
    condition,
    said,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator


@pytest.fixture
def call(simulator: Simulator) -> Caller:
    return Caller(simulator)


def test_equal_triggers_but_no_equal_automations(call: Caller) -> None:
    for _try in range(2):
        call.create()
    call.create(AUTOMATIONS)
    inactive = call.create(AUTOMATIONS, active=False)
    refused = (422, "Automation must differ from the active automation 'Remind'")
    assert said(call.post(AUTOMATIONS, AUTOMATION)) == refused
    assert said(call.put(inactive, active=True)) == refused
    update = {"automations": [{"id": inactive["id"], "active": True}]}
    assert said(call("PUT", AUTOMATIONS + "/update_many", update)) == refused
    assert said(call.put(inactive, title="Later")) == 200
    assert len(call.account.rules["triggers"]) == 2
    assert [rule["active"] for rule in call.account.rules["automations"]] == [True, False]


ANY_STATUS = condition("status", "less_than", "solved")
# Conditions and the action of an automation -> whether it comes to an end.
ENDS: list[tuple[list[Any], dict[str, str], bool]] = [
    ([condition("PENDING", "is", "100")], {"field": "priority", "value": "high"}, True),
    ([PENDING, HOURS], OPEN, True),
    ([ANY_STATUS, HOURS], {"field": "status", "value": "solved"}, True),
    ([ANY_STATUS, condition("updated_at", "greater_than", "3")], OPEN, False),
    ([condition("group_id", "is_not", ""), HOURS], {"field": "status", "value": "pending"}, False),
    (
        [condition("current_tags", "not_includes", "a"), PENDING, HOURS],
        {"field": "current_tags", "value": "a b"},
        True,
    ),
    (
        [condition("current_tags", "includes", "a"), PENDING, HOURS],
        {"field": "remove_tags", "value": "b"},
        False,
    ),
]


@pytest.mark.parametrize(("conditions", "action", "ends"), ENDS)
def test_an_automation_comes_to_an_end(
    conditions: list[Any], action: dict[str, str], ends: bool, call: Caller
) -> None:
    answer = call.post(
        AUTOMATIONS, {"title": "A", "conditions": {"all": conditions}, "actions": [action]}
    )
    assert (answer.status_code == 201) == ends
    if not ends:
        assert "true only once" in answer.text


def test_a_standard_automation_can_be_switched_off(call: Caller) -> None:
    seeded = call.seed("automations", default=True)
    rule = call("GET", "%s/%d" % (AUTOMATIONS, seeded["id"])).json()["automation"]
    assert (rule["default"], said(call.put(rule, active=False))) == (True, 200)
    assert said(call.put(rule, actions=[OPEN]))[0] == 403
    assert call.read(rule)["active"] is False
