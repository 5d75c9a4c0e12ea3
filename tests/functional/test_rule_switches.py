# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever Zendesk's answers to open questions are: rules are made, found again, changed and deleted.

Every switch of the simulator is here: with what a user gets in each position, or with the reason why it
can't matter to rules.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Callable, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.switches import CHOICES, Switches

Run = Callable[..., dict[str, Any]]

FIELDS = {field.name: field.default for field in dataclasses.fields(Switches)}
# Beginning of the name of switches -> why they can't matter to rules.
OTHERS = {
    "webhook_": "It is about webhooks, and test_webhook_switches has it.",
    "lookup_": "It is about names, and test_reference_switches has it.",
}
ASKED = "The modules always ask for pages by cursor."
# Switch -> the same for one.
NO_MATTER: dict[str, str] = {
    **dict.fromkeys(
        (
            "retired_types",
            "type_change",
            "delete_used",
            "default_active",
            "null_clears_secret",
            "unreadable",
            "tokens_readable",
            "token_mask",
            "unset",
            "unset_username",
            "http_type_name",
            "digits_as_numbers",
            "list_retired",
            "max_length",
            "title_length",
            "check_email",
            "page_size",
            "max_targets",
            "failures_in_full",
        ),
        "It is about targets alone.",
    ),
    "max_webhooks": "It is about webhooks alone.",
    "page_size_parameter": "Rules have cursors.",
    "own_url": "No module reads the address of a rule.",
    "token_lifetime": "test_http and docs/faults.md take both sides, for every path.",
    "rate_limit": "test_rate_limit_share takes both sides, for every path.",
    "rate_window": "test_rate_limit_share takes both sides, for every path.",
    "rate_headers": "test_http takes both sides, for every path.",
    "no_help_desk": "docs/faults.md takes both sides, for every path.",
    "latency": "It is for measuring.",
    "rule_unasked_pages": ASKED,
    "rule_bulk": "The modules delete one by one.",
    "rule_search_lag": "The modules do not search for rules.",
    "rule_put_actions": "Actions are never sent alone: test_trigger asserts every request.",
    "rule_put_part": "Both lists of conditions are always sent: test_trigger asserts it.",
    "rule_number_value": "Numbers and booleans are sent as text: test_rule_values asserts it.",
    "rule_touch": "Nothing is sent where nothing changes.",
    "rule_position": "The modules send no position of a rule.",
    "rule_null_word": "Nobody has to write it: an empty text says the same.",
    "rule_agent_writes": "test_an_agent has it.",
    "rule_size": "test_what_is_too_long has it.",
    "rule_title_length": "test_what_is_too_long has it.",
    "trigger_active_category": "The modules do not ask for the list of active ones.",
    "trigger_raw_title": "The modules send no raw_title.",
    "trigger_reorder": "The modules do not send a new order.",
    "trigger_category_missing": "The modules say in which category a new trigger is, if there are several.",
    "automation_default_delete": "The module deletes no standard one: test_automation has it.",
    "category_limit": "test_the_limit_of_categories has it.",
    "category_put": "The module sends a PATCH.",
    "category_delete": "test_a_category_with_inactive_triggers has it.",
}


class Outcome(NamedTuple):
    """What a user gets where it is not what was asked for: an error or a warning of a step."""

    step: str
    text: str


# Switch -> position -> what differs from a life without a word; positions that are not named have none.
OUTCOMES: dict[str, dict[Any, Outcome]] = {
    # Without the text that was sent, nobody can say that it is there.
    "rule_ids": {"bare": Outcome("target", "Zendesk did not store actions")},
    "rule_pages": {},
    "rule_comment_is_public": {},
    "rule_terminal": {},
    "rule_tags": {},
    "rule_without_conditions": {},
    "rule_dead_ids": {"refuse": Outcome("dead", "actions[1]: this account does not list")},
    "rule_plain_content": {"refuse": Outcome("plain content", "The value is in actions[1]")},
    "rule_unknown": {"refuse": Outcome("unknown field", "Invalid field")},
    "trigger_bad_category": {
        "422": Outcome("bad category", "category"),
        "404": Outcome("bad category", "TriggerCategoryNotFound"),
        "400": Outcome("bad category", "category"),
    },
    "category_enabled": {False: Outcome("category", "TriggerCategoriesNotEnabled")},
    "category_create_status": {},
    "automation_needs_time": {True: Outcome("no time", "answered 422")},
    "automation_needs_property": {True: Outcome("no property", "answered 422")},
    "automation_needs_end": {True: Outcome("no end", "answered 422")},
    "automation_time_in_any": {"refuse": Outcome("time in any", "answered 422")},
    "automation_identity": {},
    "automation_identity_order": {},
    "automation_default_update": {
        "403": Outcome("standard", "answered 403"),
        "422": Outcome("standard", "answered 422"),
    },
}
POSITIONS = {name: (False, True) for name, default in FIELDS.items() if isinstance(default, bool)}
CASES = [(name, position) for name in OUTCOMES for position in POSITIONS.get(name) or CHOICES[name]]


def is_elsewhere(name: str) -> bool:
    return name in NO_MATTER or name.startswith(tuple(OTHERS))


def test_every_switch_is_here() -> None:
    assert set(NO_MATTER) & set(OUTCOMES) == set()
    assert set(NO_MATTER) <= set(FIELDS)
    assert {name for name in FIELDS if not is_elsewhere(name)} == set(OUTCOMES)


URGENT = {"field": "priority", "operator": "is", "value": "urgent"}
PENDING = {"field": "PENDING", "operator": "is", "value": "48"}
GREATER = {**PENDING, "operator": "greater_than"}
STATUS = {"field": "status", "operator": "is", "value": "pending"}
OPEN = {"field": "status", "value": "open"}
HIGH = {"field": "priority", "value": "high"}
PUBLIC = {"field": "comment_is_public", "operator": "is", "value": True}
CHANGED = {"field": "status", "operator": "changed"}
TRIGGER, AUTOMATION = "zendesk_trigger", "zendesk_automation"


class Step(NamedTuple):
    module: str
    arguments: dict[str, Any]


def trigger(conditions: Any, actions: Any, **more: Any) -> Step:
    given = {"title": "Page", "conditions": conditions, "actions": actions, **more}
    return Step(TRIGGER, given)


def automation(title: str, conditions: Any, actions: Any) -> Step:
    return Step(AUTOMATION, {"title": title, "conditions": conditions, "actions": actions})


STEPS: dict[str, Step] = {
    "category": Step("zendesk_trigger_category", {"name": "Notifications"}),
    "create": trigger({"all": [URGENT, PUBLIC], "any": [CHANGED]}, [OPEN]),
    "target": trigger(
        {"all": [URGENT, {**CHANGED, "value": ""}]},
        [{"field": "notification_target", "value": [{"target": "On call"}, "Hello"]}],
    ),
    "tags": trigger({"all": [URGENT]}, [{"field": "set_tags", "value": "VIP gold"}]),
    "off": Step(TRIGGER, {"title": "Page", "active": False}),
    "automation": automation("Reminder", {"all": [PENDING, STATUS]}, [OPEN]),
    "other conditions": automation("Reminder", {"all": [GREATER, STATUS]}, [OPEN]),
    "inactive automation": Step(AUTOMATION, {"title": "Reminder", "active": False}),
    "dead": trigger({"all": [URGENT]}, [{"field": "group_id", "value": "77"}]),
    "unknown field": trigger({"all": [{"field": "colour", "value": "red"}]}, [OPEN]),
    "plain content": trigger(
        {"all": [URGENT]},
        [{"field": "notification_webhook", "value": [{"webhook": "Getter"}, "ticket=1"]}],
    ),
    "bad category": Step(TRIGGER, {"title": "Page", "category_id": "77"}),
    "no time": automation("No time", {"all": [STATUS]}, [OPEN]),
    "no property": automation(
        "No property", {"all": [{"field": "updated_at", "operator": "is", "value": "5"}]}, [HIGH]
    ),
    "no end": automation("No end", {"all": [GREATER]}, [HIGH]),
    "time in any": automation("Any", {"all": [PENDING], "any": [GREATER]}, [OPEN]),
}
# What is refused unless a switch says otherwise, and so is only asked for with that switch.
SPECIAL = {
    "dead": "rule_dead_ids",
    "unknown field": "rule_unknown",
    "plain content": "rule_plain_content",
    "bad category": "trigger_bad_category",
    "no time": "automation_needs_time",
    "no property": "automation_needs_property",
    "no end": "automation_needs_end",
    "time in any": "automation_time_in_any",
}


@pytest.mark.parametrize(("name", "position"), CASES)
def test_a_life(name: str, position: Any, simulator: Simulator, run: Run) -> None:
    setattr(simulator.account.switches, name, position)
    simulator.account.put_target({"title": "On call", "type": "email_target"})
    simulator.account.resources["webhooks"].put({"name": "Getter", "http_method": "GET"})
    conditions = {"all": [{**GREATER, "value": "96"}, STATUS], "any": []}
    standard = {"title": "Standard", "conditions": conditions, "actions": [OPEN]}
    simulator.account.resources["automations"].put({**standard, "default": True})
    outcome = OUTCOMES[name].get(position, Outcome("", ""))

    def check(step: str, result: dict[str, Any]) -> bool:
        said = result.get("msg", "") + " ".join(result.get("warnings", []))
        if outcome.step == step:
            assert outcome.text in said
            return False
        assert not result.get("failed"), (step, said)
        assert "Zendesk did not store" not in said
        return True

    for step, (module, arguments) in STEPS.items():
        if SPECIAL.get(step, name) != name:
            continue
        predicted = run(module, check=True, **arguments)
        result = run(module, **arguments)
        if check(step, result):
            assert predicted["action"] == result["action"], step
            assert not run(module, **arguments)["changed"], step
    if name == "automation_default_update":
        check("standard", run(AUTOMATION, title="Standard", actions=[OPEN, HIGH]))
    for module, title in ((TRIGGER, "Page"), (AUTOMATION, "Reminder")):
        assert check("delete", run(module, title=title, state="absent"))
        assert run(module, title=title, state="absent")["action"] == "none"


@pytest.mark.parametrize("position", CHOICES["rule_agent_writes"])
def test_an_agent(position: str, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.rule_agent_writes = position
    module, arguments = STEPS["create"]
    result = run(module, **arguments, zendesk_oauth_token="simulated-agent-oauth-token")
    if position == "allow":
        assert result["action"] == "create"
    else:
        assert "Reading requires an agent and writing requires an administrator" in result["msg"]


@pytest.mark.parametrize("switch", [{"rule_title_length": 3}, {"rule_size": 20}])
def test_what_is_too_long(switch: dict[str, int], simulator: Simulator, run: Run) -> None:
    module, arguments = STEPS["create"]
    assert run(module, **arguments)["action"] == "create"
    for name, value in switch.items():
        setattr(simulator.account.switches, name, value)
    result = run(module, **{**arguments, "title": "Another"})
    assert result["error"]["status"] == 422
    assert 'trigger "Another"' in result["msg"].lower() or "422" in result["msg"]


@pytest.mark.parametrize("limit", [0, 500])
def test_the_limit_of_categories(limit: int, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.category_limit = limit
    result = run("zendesk_trigger_category", name="One more")
    assert ("ProductLimitExceeded" in result.get("msg", "")) is (limit == 0)


@pytest.mark.parametrize("position", CHOICES["category_delete"])
def test_a_category_with_inactive_triggers(position: str, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.category_delete = position
    categories = simulator.account.resources["trigger_categories"]
    number = categories.put({"name": "Old"})["id"]
    categories.put({"name": "Other"})
    simulator.account.resources["triggers"].put(
        {"title": "Off", "actions": [OPEN], "category_id": number, "active": False}
    )
    asked = {"name": "Old", "state": "absent"}
    assert "set force=true" in run("zendesk_trigger_category", **asked)["msg"]
    result = run("zendesk_trigger_category", **asked, force=True)
    assert result.get("failed", False) is (position == "refuse")
