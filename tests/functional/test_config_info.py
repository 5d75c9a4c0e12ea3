# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole account, read as the lists that zendesk_config takes."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    KINDS,
    automation,
    condition,
    hook,
    reads,
    record,
    records,
    target,
    tell,
    trigger,
    whole,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.stock import with_stock

Run = Callable[..., Result]


def lists(result: Result) -> dict[str, Any]:
    return {kind: result[kind] for kind in KINDS}


@pytest.fixture
def stocked(run: Run, simulator: Simulator) -> Simulator:
    """An account with the rules of a new one, and a configuration of its own."""
    for kind, stock in with_stock().items():
        for each in stock:
            simulator.account.resources[kind].put(each)
    assert not run("zendesk_config", **whole()).get("failed")
    simulator.journal.clear()
    return simulator


def test_what_it_returns_changes_nothing(run: Run, stocked: Simulator) -> None:
    result = run("zendesk_config", **lists(run("zendesk_config_info")))
    assert not result.get("failed"), result["msg"]
    assert not result["changed"]
    assert not writes(stocked)


def test_what_it_returns_makes_another_account_the_same(run: Run, stocked: Simulator) -> None:
    found = lists(run("zendesk_config_info"))
    found["webhooks"][0]["authentication"]["token"] = "marker-token"
    other = Simulator(first_id=880000).start()
    try:
        result = run("zendesk_config", zendesk_url=other.url, **found)
        assert not result.get("failed"), result["msg"]
        # One form of a value can read back as another one that means the same.
        again = lists(run("zendesk_config_info", zendesk_url=other.url))
        assert not run("zendesk_config", **again)["changed"]
        assert {kind: len(again[kind]) for kind in KINDS} == {k: len(found[k]) for k in KINDS}
    finally:
        other.stop()


def test_each_list_is_read_once(run: Run, stocked: Simulator) -> None:
    run("zendesk_config_info")
    assert sorted(reads(stocked)) == sorted("/api/v2/" + kind for kind in KINDS)


def test_only_the_kinds_that_are_asked_for(run: Run, stocked: Simulator) -> None:
    result = run("zendesk_config_info", kinds=["webhooks"])
    assert [each["name"] for each in result["webhooks"]] == ["Pager"]
    assert not {"targets", "triggers"} & set(result)
    assert reads(stocked) == ["/api/v2/webhooks"]


def test_names_in_place_of_ids(run: Run, stocked: Simulator) -> None:
    result = run("zendesk_config_info")
    page = next(each for each in result["triggers"] if each["title"] == "Page")
    assert page == {
        "title": "Page",
        "active": True,
        "category": "Notifications",
        "conditions": {"all": [condition("priority", "urgent")], "any": []},
        "actions": [{"field": "notification_webhook", "value": [{"webhook": "Pager"}, "{}"]}],
    }
    assert result["trigger_categories"] == [{"name": "Notifications"}]
    assert result["targets"] == [{**target("On call"), "active": True}]


def test_rules_come_in_the_order_of_evaluation(run: Run) -> None:
    run(
        "zendesk_config",
        trigger_categories=[{"name": "Z"}, {"name": "A"}],
        triggers=[
            trigger("3", category="A"),
            trigger("2", category="Z"),
            trigger("1", category="Z"),
        ],
    )
    assert [each["title"] for each in run("zendesk_config_info")["triggers"]] == ["2", "1", "3"]


def test_ids_where_names_are_not_unique(run: Run, simulator: Simulator) -> None:
    rules = simulator.account.resources["automations"]
    for hours in (1, 2):
        rules.put({**automation("Twin", hours=hours), "active": True})
    found = run("zendesk_config_info")["automations"]
    assert [each["id"] for each in found] == [
        each["id"] for each in records(simulator, "automations")
    ]
    assert not run("zendesk_config", automations=found)["changed"]


def test_webhooks_of_one_name_need_no_id(run: Run) -> None:
    run("zendesk_config", webhooks=[hook("W", endpoint="https://%s.example.com" % e) for e in "ab"])
    found = run("zendesk_config_info")["webhooks"]
    assert not any("id" in each for each in found)
    assert not run("zendesk_config", webhooks=found)["changed"]


def test_no_secret_is_returned(run: Run, simulator: Simulator) -> None:
    headers = {"Authorization": "marker-header-secret", "X-Plain": "yes"}
    run(
        "zendesk_config",
        webhooks=[
            hook("W", custom_headers=headers),
            hook("V", authentication={"type": "bearer_token", "token": "marker-token"}),
        ],
    )
    result = run("zendesk_config_info")
    assert "marker-" not in str(result)
    # Given in part, headers would take the others away.
    assert "custom_headers" not in result["webhooks"][1]
    assert result["left_out"][0]["attributes"] == ["custom_headers"]
    assert result["webhooks"][0]["authentication"] == {"type": "bearer_token"}
    assert not run("zendesk_config", **lists(result))["changed"]


def test_what_an_item_cannot_say_is_named(run: Run, simulator: Simulator) -> None:
    """Unknown attributes, and IDs that have no name."""
    action = {"field": "notification_webhook", "value": ["01HANAHFR0EXAMPLE000000001", "x"]}
    simulator.account.resources["triggers"].put(
        {**trigger("T", action), "active": True, "colour": "red"}
    )
    result = run("zendesk_config_info")
    number = record(simulator, "triggers", "T")["id"]
    assert result["left_out"] == [
        {
            "kind": "trigger",
            "name": "T",
            "id": number,
            "attributes": ["colour"],
            "ids": ["actions[1].value[1]"],
        }
    ]
    assert not run("zendesk_config", triggers=result["triggers"])["changed"]


def test_a_number_of_hours_is_no_id(run: Run, simulator: Simulator) -> None:
    """Fields that no table has take anything. Only what is as long as an ID is named."""
    simulator.account.resources["automations"].put(
        {**automation("A", {"field": "mystery", "value": "360000123456"}), "active": True}
    )
    (left,) = run("zendesk_config_info")["left_out"]
    assert left["ids"] == ["actions[1].value"]


def test_a_target_of_an_unknown_type(run: Run, simulator: Simulator) -> None:
    """It is named by ID, with what the modules take of any target."""
    number = simulator.account.put_target(
        {"title": "Text", "type": "twilio_target", "from": "x", "active": True}
    )["id"]
    result = run("zendesk_config_info", kinds=["targets"])
    assert result["targets"] == [{"id": number, "title": "Text", "active": True}]
    assert result["left_out"][0]["attributes"] == ["from"]
    assert not run("zendesk_config", targets=result["targets"])["changed"]


def test_records_and_who_uses_them(run: Run, stocked: Simulator) -> None:
    """In the order of the items, with what an item does not say. Rules are read once."""
    result = run("zendesk_config_info", gather=["usage"])
    found = result["records"]
    assert {kind: len(found[kind]) for kind in KINDS} == {k: len(result[k]) for k in KINDS}
    (webhook,) = found["webhooks"]
    assert webhook["secrets_set"] == ["authentication.token"]
    assert webhook["id"] == record(stocked, "webhooks", "Pager")["id"]
    assert [(rule["kind"], rule["title"]) for rule in webhook["usage"]] == [
        ("trigger", "Page"),
        ("automation", "Remind"),
    ]
    assert all("usage" not in each for each in found["triggers"])
    assert sorted(reads(stocked)) == sorted("/api/v2/" + kind for kind in KINDS)
    assert "marker-" not in str(result)


def test_usage_reads_rules_that_are_not_asked_for(run: Run, stocked: Simulator) -> None:
    found = run("zendesk_config_info", kinds=["targets"], gather=["records", "usage"])["records"]
    assert [rule["title"] for rule in found["targets"][0]["usage"]] == ["Mail"]
    assert sorted(reads(stocked)) == [
        "/api/v2/automations",
        "/api/v2/targets",
        "/api/v2/triggers",
    ]
    stocked.journal.clear()
    found = run("zendesk_config_info", kinds=["targets"], gather=["records"])["records"]
    assert "usage" not in found["targets"][0]
    assert reads(stocked) == ["/api/v2/targets"]


def test_secrets_are_named_by_their_place(run: Run, simulator: Simulator) -> None:
    headers = {"Authorization": "marker-header-secret", "X-Plain": "yes"}
    login = {"type": "basic_auth", "username": "u", "password": "marker-password"}
    run("zendesk_config", webhooks=[hook("W", custom_headers=headers, authentication=login)])
    result = run("zendesk_config_info", gather=["records"])
    (found,) = result["records"]["webhooks"]
    assert found["secrets_set"] == ["authentication.password", "custom_headers.Authorization"]
    assert found["custom_headers"] == {"X-Plain": "yes"}
    assert "marker-" not in str(result)


def test_a_title_with_placeholders_is_given_as_it_is_sent(run: Run, simulator: Simulator) -> None:
    simulator.account.resources["triggers"].put(
        {**trigger("Shown"), "active": True, "raw_title": "{{dc.shown}}"}
    )
    found = run("zendesk_config_info")["triggers"]
    assert found[0]["title"] == "{{dc.shown}}"
    assert not run("zendesk_config", triggers=found)["changed"]


def test_what_an_app_made_is_left_out(run: Run, simulator: Simulator) -> None:
    simulator.account.resources["webhooks"].put(
        {**hook("App"), "status": "active", "external_source": {"type": "zendesk_app"}}
    )
    assert run("zendesk_config_info")["webhooks"] == []


def test_owned(run: Run) -> None:
    run(
        "zendesk_config",
        webhooks=[hook("A: 1"), hook("B: 1")],
        trigger_categories=[{"name": "A"}, {"name": "B"}],
        triggers=[trigger("T", tell(webhook="B: 1"), category=each) for each in "AB"],
    )
    owned = {"webhooks": ["A: *"], "triggers": [{"category": "A"}]}
    result = run("zendesk_config_info", owned=owned)
    assert [each["name"] for each in result["webhooks"]] == ["A: 1"]
    assert [each["category"] for each in result["triggers"]] == ["A"]
    assert result["triggers"][0]["actions"][0]["value"][0] == {"webhook": "B: 1"}


PROBLEMS: dict[str, tuple[dict[str, Any], str]] = {
    "kinds": ({"kinds": ["webhok"]}, "got webhok: did you mean webhooks?"),
    "owned": ({"owned": {"webhooks": [{"category": "A"}]}}, "owned.webhooks: entry 1 must be"),
    "another option": ({"prune": []}, "unknown option prune"),
    "no workers": ({"max_concurrency": 0}, "max_concurrency must be 1 or more"),
}


@pytest.mark.parametrize("row", PROBLEMS)
def test_wrong_input(run: Run, simulator: Simulator, row: str) -> None:
    arguments, text = PROBLEMS[row]
    result = run("zendesk_config_info", **arguments)
    assert result["failed"]
    assert not simulator.calls
    assert text in result["msg"]
