# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a trigger holds that the account does not know: a warning, and never an error."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.rule_calls import OPEN, PENDING, URGENT, condition
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

DEFINITIONS = "GET /api/v2/triggers/definitions"
LIST = "GET /api/v2/triggers"
TELL = {"title": "Tell", "conditions": {"all": [URGENT], "any": []}, "actions": [OPEN]}
GROUP, FIELD, OFF = 360000000101, 360000000102, 360000000103
TARGET = 360000000104


def action(field: str, value: Any) -> dict[str, Any]:
    return {"field": field, "value": value}


def nothing_known(what: str, near: str = ".") -> str:
    return "this account does not have the field %s%s" % (what, near)


def not_listed(value: str, field: str, near: str = ".") -> str:
    return "this account does not list the value %s for %s%s" % (value, field, near)


# A condition -> what is said of it, after its place.
CONDITIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a field": (
        condition("stauts", "is", "new"),
        nothing_known("stauts", ": did you mean status?"),
    ),
    "a field like no other": (condition("xyz", "is", "new"), nothing_known("xyz")),
    "a field that is gone": (
        condition("custom_fields_5", "is", "new"),
        nothing_known("custom_fields_5"),
    ),
    "an operator": (
        condition("priority", "chnged"),
        "this account does not support the operator chnged for priority: did you mean changed? It supports",
    ),
    "an operator like no other": (
        condition("priority", "xyz", "high"),
        "this account does not support the operator xyz for priority. It supports",
    ),
    "a value": (
        condition("priority", "is", "hihg"),
        not_listed("hihg", "priority", ": did you mean high?"),
    ),
    "the title of a value": (
        condition("update_type", "is", "Created"),
        not_listed("Created", "update_type", ": did you mean Create?"),
    ),
    "a value among others": (
        condition("status", "is", ["new", "xyz"]),
        not_listed("xyz", "status"),
    ),
    "a group that is gone": (condition("group_id", "is", "5"), not_listed("5", "group_id")),
}
ACTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a field": (
        action("notification_usr", ["requester_id", "A", "B"]),
        "did you mean notification_user?",
    ),
    "a value": (action("status", "opne"), not_listed("opne", "status", ": did you mean open?")),
    "a recipient": (
        action("notification_user", ["requester", "A", "B"]),
        not_listed("requester", "notification_user", ": did you mean requester_id?"),
    ),
    "a target that is gone": (
        action("notification_target", ["5", "Hello"]),
        not_listed("5", "notification_target"),
    ),
    "a target that is inactive": (
        action("notification_target", [str(TARGET), "Hello"]),
        not_listed(str(TARGET), "notification_target"),
    ),
    "a field that is inactive": (
        action("custom_fields_%d" % OFF, "x"),
        nothing_known("custom_fields_%d" % OFF),
    ),
}
# What is known, or can't be judged.
FINE: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing": ("all", condition("group_id", "is", "")),
    "nothing in the account's word": ("all", condition("group_id", "is", "__NULL__")),
    "an operator without a value": ("any", condition("priority", "changed")),
    "a record": ("all", condition("group_id", "is", str(GROUP))),
    "a name": ("any", condition("group_id", "is", {"group": "Night shift"})),
    "a field of the account": ("all", condition("custom_fields_%d" % FIELD, "present")),
    "an end user": ("all", condition("requester_id", "is", "5")),
    "an organization": ("all", condition("organization_id", "is", "5")),
    "somebody to copy": ("actions", action("cc", "5")),
    "a text": ("actions", action("notification_user", ["requester_id", "no value", "none"])),
}


@pytest.fixture
def account(simulator: Simulator) -> Simulator:
    resources = simulator.account.resources
    resources["groups"].put({"id": GROUP, "name": "Night shift"})
    resources["ticket_fields"].put({"id": FIELD, "title": "Severity", "type": "text"})
    resources["ticket_fields"].put({"id": OFF, "title": "Old", "type": "text", "active": False})
    mailbox = {"type": "email_target", "email": "a@example.com", "subject": "S"}
    simulator.account.put_target({**mailbox, "title": "On"})
    simulator.account.put_target({**mailbox, "title": "Off", "id": TARGET, "active": False})
    simulator.journal.clear()
    return simulator


def rule_with(place: str, entry: dict[str, Any]) -> dict[str, Any]:
    """A trigger with an entry at the second place of a list."""
    if place == "actions":
        return {**TELL, "actions": [OPEN, entry]}
    return {**TELL, "conditions": {"all": [URGENT], "any": [PENDING], place: [PENDING, entry]}}


def said(result: dict[str, Any]) -> list[str]:
    found = result.get("warnings", [])
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("place", ["all", "any"])
@pytest.mark.parametrize(("entry", "text"), CONDITIONS.values(), ids=list(CONDITIONS))
def test_conditions(
    place: str, entry: dict[str, Any], text: str, account: Simulator, run: Run
) -> None:
    result = run("zendesk_trigger", check=True, **rule_with(place, entry))
    (warning,) = said(result)
    assert warning.startswith('Trigger "Tell": conditions.%s[2]: %s' % (place, text))
    assert result["changed"]


@pytest.mark.parametrize(("entry", "text"), ACTIONS.values(), ids=list(ACTIONS))
def test_actions(entry: dict[str, Any], text: str, account: Simulator, run: Run) -> None:
    result = run("zendesk_trigger", check=True, **rule_with("actions", entry))
    (warning,) = said(result)
    assert warning.startswith('Trigger "Tell": actions[2]: ')
    assert text in warning
    assert result["changed"]


@pytest.mark.parametrize(("place", "entry"), FINE.values(), ids=list(FINE))
def test_what_is_fine(place: str, entry: dict[str, Any], account: Simulator, run: Run) -> None:
    result = run("zendesk_trigger", check=True, **rule_with(place, entry))
    assert said(result) == []
    assert account.calls.count(DEFINITIONS) == 1


def test_a_run_says_what_check_mode_says(
    account: Simulator, both: Callable[..., tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    account.account.switches.rule_unknown = "accept"
    _predicted, result = both("zendesk_trigger", **rule_with("all", condition("xyz", "is", "new")))
    assert result["action"] == "create"
    assert len(said(result)) == 1
    reads = [LIST, "GET /api/v2/trigger_categories", DEFINITIONS]
    assert account.calls == [*reads, *reads, "POST /api/v2/triggers"]


def test_what_zendesk_refuses_is_explained(account: Simulator, run: Run) -> None:
    result = run("zendesk_trigger", **rule_with("all", condition("priority", "is", "hihg")))
    (warning,) = said(result)
    assert warning.endswith(not_listed("hihg", "priority", ": did you mean high?"))
    assert "Zendesk answered 422" in result["msg"]
    assert result["msg"].endswith(warning.removeprefix('Trigger "Tell": '))
    assert account.calls.count(DEFINITIONS) == 1


def test_what_zendesk_refuses_in_an_update_is_explained(account: Simulator, run: Run) -> None:
    assert run("zendesk_trigger", **TELL)["action"] == "create"
    result = run("zendesk_trigger", **rule_with("actions", action("status", "opne")))
    assert result["msg"].endswith(
        "actions[2]: " + not_listed("opne", "status", ": did you mean open?")
    )
    rules = [{**TELL, **rule_with("any", condition("priority", "chnged"))}]
    result = run("zendesk_config", triggers=rules)
    assert "conditions.any[2]: this account does not support the operator chnged" in result["msg"]


# Options of a trigger that exists -> whether its definitions are asked for.
ASKED: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing to do": (TELL, False),
    "actions": ({**TELL, "actions": [action("status", "pending")]}, True),
    "a description": ({**TELL, "description": "x"}, False),
    "switched off": ({"title": "Tell", "active": False}, False),
    "deleted": ({"title": "Tell", "state": "absent"}, False),
}


@pytest.mark.parametrize(("options", "asked"), ASKED.values(), ids=list(ASKED))
@pytest.mark.parametrize("check", [True, False], ids=["check mode", "run"])
def test_when_they_are_read(
    check: bool, options: dict[str, Any], asked: bool, account: Simulator, run: Run
) -> None:
    account.account.resources["triggers"].put(dict(TELL))
    assert "failed" not in run("zendesk_trigger", check=check, **options)
    assert account.calls.count(DEFINITIONS) == int(asked)


def test_not_for_automations(account: Simulator, run: Run) -> None:
    """The fields that count hours are not among them."""
    hours = condition("PENDING", "is", "5")
    result = run("zendesk_automation", **{**TELL, "conditions": {"all": [PENDING, hours]}})
    assert (result["action"], said(result)) == ("create", [])
    assert DEFINITIONS not in account.calls


ANSWERS: dict[str, dict[str, Any]] = {
    "forbidden": {"status": 403, "body": {"error": "Forbidden"}},
    "not there": {"status": 404, "body": {"error": "InvalidEndpoint"}},
    "nothing": {"status": 200, "body": {}},
    "a list": {"status": 200, "body": {"definitions": []}},
    "empty": {"status": 200, "body": {"definitions": {}}},
    "of another shape": {
        "status": 200,
        "body": {"definitions": {"actions": {"a": 1}, "conditions_all": ["x", None]}},
    },
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_an_account_that_does_not_tell(
    answer: dict[str, Any], account: Simulator, run: Run
) -> None:
    account.fault(path="/api/v2/triggers/definitions", answer=answer)
    result = run("zendesk_trigger", **TELL)
    assert (result["action"], said(result)) == ("create", [])


def test_values_that_are_shown_as_inactive(account: Simulator, run: Run) -> None:
    account.account.switches.lookup_definitions_inactive = "disabled"
    entry = action("notification_target", [str(TARGET), "Hello"])
    result = run("zendesk_trigger", check=True, **rule_with("actions", entry))
    assert said(result) == [
        'Trigger "Tell": actions[2]: the value %d of notification_target is inactive in this account.'
        % TARGET
    ]
