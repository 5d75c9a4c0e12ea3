# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One category of triggers: what each change takes, and what a delete takes along."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

MODULE = "zendesk_trigger_category"
PATH = "/api/v2/trigger_categories"
LIST, TRIGGERS = "GET " + PATH, "GET /api/v2/triggers"
ACTIONS = [{"field": "status", "value": "open"}]


@pytest.fixture
def one(both: Callable[..., tuple[dict[str, Any], dict[str, Any]]]) -> Run:
    """Run the module in check mode and for real."""

    def call(**arguments: Any) -> dict[str, Any]:
        return both(MODULE, **arguments)[1]

    return call


def add(simulator: Simulator, **category: Any) -> str:
    return str(simulator.account.resources["trigger_categories"].put(category)["id"])


def add_trigger(simulator: Simulator, title: str, category_id: str, active: bool) -> None:
    simulator.account.resources["triggers"].put(
        {"title": title, "actions": ACTIONS, "category_id": category_id, "active": active}
    )


def bodies(simulator: Simulator) -> list[Any]:
    return [entry["body"] for entry in simulator.journal.entries if entry["body"]]


@pytest.mark.parametrize("status", [200, 201])
def test_a_life(status: int, simulator: Simulator, one: Run) -> None:
    simulator.account.switches.category_create_status = status
    result = one(name="Operations")
    assert result["action"] == "create"
    assert bodies(simulator) == [{"trigger_category": {"name": "Operations"}}]
    path = "%s/%s" % (PATH, result["trigger_category"]["id"])
    simulator.journal.clear()
    assert one(name="Operations")["action"] == "none"
    assert simulator.calls == [LIST] * 2
    simulator.journal.clear()
    assert one(name="Operations", position=7)["trigger_category"]["position"] == 7
    assert simulator.calls == [LIST, LIST, "PATCH " + path]
    assert bodies(simulator) == [{"trigger_category": {"position": 7}}]
    assert one(name="Operations", position=7)["action"] == "none"
    simulator.journal.clear()
    assert one(name="Platform", previous_name="Operations")["action"] == "update"
    assert bodies(simulator) == [{"trigger_category": {"name": "Platform"}}]
    simulator.journal.clear()
    assert one(name="Platform", state="absent")["action"] == "delete"
    assert simulator.calls == [LIST, TRIGGERS, LIST, TRIGGERS, "DELETE " + path]
    assert one(name="Platform", state="absent")["action"] == "none"


@pytest.mark.parametrize("force", [False, True])
def test_active_triggers_keep_it(force: bool, simulator: Simulator, one: Run) -> None:
    number = add(simulator, name="Operations")
    add_trigger(simulator, "Page", number, True)
    add_trigger(simulator, "Old", number, False)
    message = one(name="Operations", state="absent", force=force)["msg"]
    assert 'contains trigger "Page"' in message
    assert "Old" not in message
    assert not any(call.startswith("DELETE") for call in simulator.calls)


def test_inactive_triggers_need_force(simulator: Simulator, one: Run) -> None:
    number = add(simulator, name="Operations")
    add_trigger(simulator, "Old", number, False)
    message = one(name="Operations", state="absent")["msg"]
    assert 'contains trigger "Old"' in message
    assert "set force=true" in message
    result = one(name="Operations", state="absent", force=True)
    assert result["action"] == "delete"
    assert 'also deletes trigger "Old"' in result["warnings"][0]


def test_triggers_of_others_do_not_matter(simulator: Simulator, one: Run) -> None:
    add(simulator, name="Operations")
    add_trigger(simulator, "Page", add(simulator, name="Notifications"), True)
    assert one(name="Operations", state="absent")["action"] == "delete"


def test_several_of_one_name(simulator: Simulator, one: Run) -> None:
    first, second = add(simulator, name="Operations"), add(simulator, name="Operations")
    message = one(name="Operations", position=1)["msg"]
    assert first in message
    assert second in message
    assert one(id=second, name="Operations", position=5)["action"] == "update"


def test_an_account_without_categories(simulator: Simulator, one: Run, run: Run) -> None:
    simulator.account.switches.category_enabled = False
    assert "TriggerCategoriesNotEnabled" in one(name="Operations")["msg"]
    trigger = {
        "title": "Page",
        "conditions": {"all": [{"field": "status", "value": "new"}]},
        "actions": ACTIONS,
    }
    message = run("zendesk_trigger", **trigger, category="Operations")["msg"]
    assert "names of trigger categories can't be read" in message
    assert run("zendesk_trigger", **trigger)["action"] == "create"


def test_an_id_of_nothing(simulator: Simulator, one: Run) -> None:
    message = one(id="77", name="Operations")["msg"]
    assert "There is no trigger category with id 77" in message
    assert "zendesk_api lists them" in message


def test_it_is_gone_when_it_is_deleted(simulator: Simulator, run: Run) -> None:
    number = add(simulator, name="Operations")
    simulator.fault(
        method="DELETE",
        path="%s/%s" % (PATH, number),
        answer={
            "status": 404,
            "body": {"errors": [{"code": "TriggerCategoryNotFound", "title": "Gone"}]},
        },
    )
    assert run(MODULE, name="Operations", state="absent")["action"] == "delete"


def test_a_list_that_cannot_be_read_is_asked_for_once(simulator: Simulator, run: Run) -> None:
    number = add(simulator, name="Operations")
    for title in ("A", "B", "C"):
        add_trigger(simulator, title, number, True)
    simulator.fault(path=PATH, times=0, answer={"status": 403, "body": {"error": "Forbidden"}})
    result = run("zendesk_trigger_info", resolve_names=True)
    assert [each["category_id"] for each in result["triggers"]] == [number] * 3
    assert len(result["warnings"]) == 1
    assert simulator.calls.count(LIST) == 1
