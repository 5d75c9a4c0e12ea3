# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Triggers and automations of the simulator: created, read, changed and deleted as recorded."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.calls import AGENT
from ansible_collections.community.zendesk.tests.rule_calls import (
    AUTOMATION,
    AUTOMATIONS,
    CATEGORIES,
    HOURS,
    NOTHING,
    OPEN,
    PENDING,
    TRIGGER,
    TRIGGERS,
    URGENT,
    Caller,
    condition,
    said,
)
from ansible_collections.community.zendesk.tests.simulator.logins import OAUTH_CLIENTS
from ansible_collections.community.zendesk.tests.simulator.resource import Resource
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ABSENT = 9223372036854775807
# A trigger in the old form, as it was recorded.
OLD_FORM = {
    "actions": [OPEN],
    "title": "testTriggerNone",
    "all": [condition("status", "less_than", "solved"), condition("update_type", "is", "Create")],
}
WARNING = (
    '{:allowed_parameters=>{:controller=>"%s", :action=>"%s", :unpermitted_keys=>[%s], '
    ":invalid_values=>[]}}"
)
SHAPE = (422, "Invalid conditions")


@pytest.fixture
def call(simulator: Simulator) -> Caller:
    return Caller(simulator)


def warned(kind: str, action: str, *names: str) -> str:
    return WARNING % (kind, action, ", ".join('"%s"' % name for name in names))


def test_a_new_trigger_as_recorded(call: Caller) -> None:
    category = call.create(CATEGORIES, name="Notifications")
    answer = call.post(TRIGGERS, OLD_FORM)
    trigger = answer.json()["trigger"]
    expected = {
        "url": "%s%s/%d.json" % (call.simulator.url, TRIGGERS, trigger["id"]),
        "id": trigger["id"],
        "title": "testTriggerNone",
        "active": True,
        "updated_at": trigger["created_at"],
        "created_at": trigger["created_at"],
        "default": False,
        "actions": [OPEN],
        "conditions": {"all": OLD_FORM["all"], "any": []},
        "description": None,
        "position": 1,
        "raw_title": "testTriggerNone",
        "category_id": category["id"],
    }
    assert (answer.status_code, list(trigger.items())) == (201, list(expected.items()))
    assert answer.headers["Location"] == trigger["url"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", trigger["created_at"])


def test_a_new_automation_as_recorded(call: Caller) -> None:
    answer = call.post(AUTOMATIONS, {"title": "t", "actions": [OPEN], "all": [PENDING, HOURS]})
    automation = answer.json()["automation"]
    assert (answer.status_code, answer.headers["Location"]) == (201, automation["url"])
    assert list(automation) == [
        *("url", "id", "title", "active", "updated_at", "created_at", "default", "actions"),
        *("conditions", "position", "raw_title"),
    ]
    assert automation["conditions"] == {"all": [PENDING, HOURS], "any": []}


EITHER = pytest.mark.parametrize("path", [TRIGGERS, AUTOMATIONS])
OF_TRIGGERS = {"description": "Why", "category_id": "5"}


@EITHER
@pytest.mark.parametrize("name", ["title", "active", "position", "description", "category_id"])
def test_what_is_not_named_is_kept(name: str, path: str, call: Caller) -> None:
    for category in ("4", "5"):
        call.seed("trigger_categories", id=category, name=category)
    rule = call.create(path)
    value = {"title": "x", "active": False, "position": 7, **OF_TRIGGERS}[name]
    answer = call.put(rule, **{name: value})
    if path == AUTOMATIONS and name in OF_TRIGGERS:
        assert said(answer) == (400, "ParameterMissing")
        value = None
    else:
        assert answer.status_code == 200
    after = {**rule, **({} if value is None else {name: value})}
    after["raw_title"] = after["title"]
    assert without_times(call.read(rule)) == without_times(after)


def without_times(rule: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in rule.items() if name != "updated_at"}


ACTIONS = {"actions": [{"field": "status", "value": "solved"}]}
NO_ACTION = (422, "Trigger must contain at least one action")
# What a PUT of a trigger has -> its conditions afterwards, or what is said.
PUTS: dict[str, tuple[dict[str, Any], Any]] = {
    "both": ({"conditions": {"any": [URGENT]}, **ACTIONS}, {"all": [], "any": [URGENT]}),
    "both in the old form": ({"all": [PENDING], **ACTIONS}, {"all": [PENDING], "any": []}),
    "no any": ({"conditions": {"all": [PENDING]}, **ACTIONS}, {"all": [PENDING], "any": []}),
    "null": (
        {"conditions": {"all": [PENDING], "any": None}, **ACTIONS},
        {"all": [PENDING], "any": []},
    ),
    "actions only": (ACTIONS, NOTHING),
    "conditions only": ({"conditions": {"all": [PENDING], "any": []}}, NO_ACTION),
    "a part only": ({"any": [PENDING]}, NO_ACTION),
    "no actions": ({"conditions": TRIGGER["conditions"], "actions": []}, NO_ACTION),
    "no conditions": (
        {"conditions": NOTHING, **ACTIONS},
        (422, "Trigger must contain at least one condition"),
    ),
    "nothing": ({}, (400, "ParameterMissing")),
    "nothing that can be set": ({"id": 7, "url": "x"}, (400, "ParameterMissing")),
}


@pytest.mark.parametrize("name", PUTS)
def test_conditions_and_actions_are_one(name: str, call: Caller) -> None:
    sent, expected = PUTS[name]
    trigger = call.create()
    answer = call.put(trigger, **sent)
    after = call.read(trigger)
    if answer.ok:
        assert (after["conditions"], after["actions"]) == (expected, ACTIONS["actions"])
        assert answer.headers["Location"] == trigger["url"]
    else:
        assert (said(answer), after) == (expected, trigger)


def test_an_update_of_an_automation_has_no_location(call: Caller) -> None:
    assert "Location" not in call.put(call.create(AUTOMATIONS), title="x").headers


@EITHER
def test_a_whole_answer_is_taken_back(path: str, call: Caller) -> None:
    rule = call.create(path)
    kind, key = path.rsplit("/", 1)[1], path.rsplit("/", 1)[1][:-1]
    answer = call.put(rule, **rule)
    assert answer.status_code == 200
    names = ("url", "id", "updated_at", "created_at", "default", "raw_title")
    dropped = [key + "." + name for name in names]
    assert answer.headers["X-Zendesk-API-Warn"] == warned(kind, "update", *dropped)
    assert without_times(call.read(rule)) == without_times(rule)


def test_what_a_create_drops_is_named(call: Caller) -> None:
    answer = call.post(AUTOMATIONS, {**AUTOMATION, "description": "x", "position": 3, "id": 7})
    header = warned("automations", "create", "automation.description", "automation.id")
    assert answer.headers["X-Zendesk-API-Warn"] == header
    automation = answer.json()["automation"]
    assert (automation["position"], "description" in automation) == (3, False)


@EITHER
@pytest.mark.parametrize("suffix", ["", ".json"])
def test_a_life_with_and_without_suffix(path: str, suffix: str, call: Caller) -> None:
    key = path.rsplit("/", 1)[1][:-1]
    body = TRIGGER if path == TRIGGERS else AUTOMATION
    rule = call("POST", path + suffix, {key: body}).json()[key]
    one = "%s/%d%s" % (path, rule["id"], suffix)
    assert call("PUT", one, {key: {"title": "x"}}).status_code == 200
    assert call("GET", one).json()[key]["title"] == "x"
    assert call.listed(path + suffix) == call.listed(path + "/active" + suffix) == ["x"]
    deleted = call("DELETE", one)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert call.listed(path + suffix) == []


@EITHER
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_absent_rule(method: str, path: str, call: Caller) -> None:
    key = path.rsplit("/", 1)[1][:-1]
    body = {key: {"title": "x", "id": 7}} if method == "PUT" else None
    answer = call(method, "%s/%d" % (path, ABSENT), body)
    assert answer.status_code == 404
    assert answer.json() == {"error": "RecordNotFound", "description": "Not found"}
    header = warned(key + "s", "update", key + ".id") if method == "PUT" else None
    assert answer.headers.get("X-Zendesk-API-Warn") == header


# Attribute of a rule -> a value that it can't have, and what the service says.
ODD: list[tuple[str, Any, Any]] = [
    ("title", None, (422, "Title: cannot be blank")),
    ("title", " ", (422, "Title: cannot be blank")),
    ("title", 17, (400, "title has a value of another type")),
    ("active", "yes", (400, "active has a value of another type")),
    ("position", True, (400, "position has a value of another type")),
    ("conditions", [], SHAPE),
    ("conditions", {"all": "x"}, SHAPE),
    ("actions", {}, (422, "Invalid actions")),
    ("actions", [], (422, "Trigger must contain at least one action")),
    ("actions", None, (422, "Trigger must contain at least one action")),
    ("restriction", {"type": "Group", "id": 17}, (422, "invalid group ids: 17")),
]


@pytest.mark.parametrize(("name", "value", "expected"), ODD)
def test_an_odd_attribute(name: str, value: Any, expected: Any, call: Caller) -> None:
    assert said(call.post(TRIGGERS, {**TRIGGER, name: value})) == expected
    trigger = call.create()
    changed = {"actions": [OPEN], "conditions": TRIGGER["conditions"], name: value}
    assert said(call.put(trigger, **changed)) == expected
    assert call.read(trigger) == trigger


# Positions and states of triggers that are there -> the position of a new one; as recorded.
BEHIND: list[tuple[str, list[tuple[int, bool]], int]] = [
    (TRIGGERS, [], 1),
    (TRIGGERS, [(1, True), *((1, False),) * 6, (2, False)], 2),
    (TRIGGERS, [(5, False)], 1),
    (AUTOMATIONS, [], 1),
    (AUTOMATIONS, [(0, True), (9998, False), (9999, False)], 10000),
]


@pytest.mark.parametrize(("path", "there", "expected"), BEHIND)
def test_the_position_of_a_new_rule(
    path: str, there: list[tuple[int, bool]], expected: int, call: Caller
) -> None:
    for position, active in there:
        call.seed(path.rsplit("/", 1)[1], position=position, active=active)
    first = call.create(path)
    assert first["position"] == expected
    if path == TRIGGERS:
        assert call.create(path)["position"] == expected + 1


def test_each_category_has_positions_of_its_own(call: Caller) -> None:
    for category in ("4", "5"):
        call.seed("trigger_categories", id=category, name=category)
    assert [call.create(category_id=each)["position"] for each in ("4", "4", "5")] == [1, 2, 1]


def test_dynamic_content(call: Caller) -> None:
    trigger = call.create(title="{{dc.greeting}} all")
    assert (trigger["title"], trigger["raw_title"]) == ("{{dc.greeting}} all",) * 2
    items = call.account.resources["items"] = Resource(call.account)
    items.path = "/api/v2/dynamic_content/items"
    variants = [{"content": "Hallo", "default": False}, {"content": "Hello", "default": True}]
    items.put({"placeholder": "{{dc.greeting}}", "variants": variants})
    read = call.read(trigger)
    assert (read["title"], read["raw_title"]) == ("Hello all", "{{dc.greeting}} all")
    seeded = call.seed("triggers", title="Shown", raw_title="{{dc.other}}")
    read = call("GET", "%s/%d" % (TRIGGERS, seeded["id"])).json()["trigger"]
    assert (read["title"], read["raw_title"]) == ("Shown", "{{dc.other}}")
    assert call.put(read, title="New").json()["trigger"]["raw_title"] == "New"


@EITHER
def test_agents_read(path: str, call: Caller) -> None:
    rule = call.create(path)
    for read in (path, rule["url"], path + "/active", path + "/search?query=a"):
        assert call("GET", read, headers=AGENT).status_code == 200
    for method, write in (("POST", path), ("PUT", rule["url"]), ("DELETE", rule["url"])):
        assert call(method, write, {}, AGENT).status_code == 403


@pytest.mark.parametrize("scope", ["triggers:write", "automations:write", "read"])
def test_scopes(scope: str, call: Caller) -> None:
    client = {**OAUTH_CLIENTS[0], "grant_type": "client_credentials", "scope": scope}
    token = call("POST", "/oauth/tokens", client).json()["access_token"]
    bearer = {"Authorization": "Bearer " + token}
    for path in (TRIGGERS, CATEGORIES, AUTOMATIONS):
        own = "automations" if path == AUTOMATIONS else "triggers"
        answer = call("DELETE", path + "/17", headers=bearer)
        assert answer.status_code == (404 if scope == own + ":write" else 403)


def test_a_url_of_its_own(call: Caller) -> None:
    call.switches.own_url = "https://acme.zendesk.com"
    for path in (TRIGGERS, AUTOMATIONS, CATEGORIES):
        assert call.create(path)["url"].startswith("https://acme.zendesk.com" + path)
