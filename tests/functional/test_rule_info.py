# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that are read: which, who uses what, and names in place of IDs."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.rule_calls import HOURS, OPEN, PENDING, URGENT
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

TRIGGERS, AUTOMATIONS = "GET /api/v2/triggers", "GET /api/v2/automations"
CATEGORIES, GROUPS = "GET /api/v2/trigger_categories", "GET /api/v2/groups"
GROUP, FIELD, WEBHOOK = 360000000101, 360000000102, "01HANAHFR00000000000000103"
USER, TARGET, CATEGORY, GONE = 360000000104, 360000000105, "360000000106", 360000000199
BODY = "{{ticket.ticket_field_%d}} is urgent" % FIELD


def told(*value: Any) -> dict[str, Any]:
    return {"field": "notification_user", "value": list(value)}


# Title -> what its actions are, beside those that all have.
RULES: dict[str, list[dict[str, Any]]] = {
    "Group": [{"field": "group_id", "value": str(GROUP)}],
    "Group told": [{"field": "notification_group", "value": [str(GROUP), "A", "B"]}],
    "Field": [{"field": "custom_fields_%d" % FIELD, "value": "x"}],
    "Field in a text": [told("requester_id", "A", BODY)],
    "Hook": [{"field": "notification_webhook", "value": [WEBHOOK, "{}"]}],
    "Mailbox": [{"field": "notification_target", "value": [str(TARGET), "Hello"]}],
    "Gone": [{"field": "group_id", "value": str(GONE)}],
    "Nothing": [],
}


@pytest.fixture
def account(simulator: Simulator) -> Simulator:
    """An account with what the rules name; the first one is switched off, the last in a category."""
    resources = simulator.account.resources
    resources["groups"].put({"id": GROUP, "name": "Night shift"})
    resources["ticket_fields"].put({"id": FIELD, "title": "Severity", "type": "text"})
    resources["webhooks"].put({"id": WEBHOOK, "name": "Pager", "endpoint": "https://example.com"})
    resources["users"].put({"id": USER, "email": "jo@example.com", "name": "Jo", "role": "agent"})
    resources["trigger_categories"].put({"id": CATEGORY, "name": "Notify"})
    simulator.account.put_target({"id": TARGET, "title": "Mail", "type": "email_target"})
    for kind, conditions in (("triggers", [URGENT]), ("automations", [PENDING, HOURS])):
        for title, actions in RULES.items():
            rule = {"title": title, "actions": [OPEN, *actions], "active": title != "Group"}
            if title == "Nothing" and kind == "triggers":
                rule["category_id"] = CATEGORY
            resources[kind].put({**rule, "conditions": {"all": conditions, "any": []}})
    simulator.journal.clear()
    return simulator


class Asked(NamedTuple):
    """Options, the titles that are returned, and what is read beside the rules."""

    options: dict[str, Any]
    titles: list[str]
    read: tuple[str, ...] = ()


BOTH: dict[str, Asked] = {
    "all": Asked({}, list(RULES)),
    "by title": Asked({"title": "Hook"}, ["Hook"]),
    "active": Asked({"active": True}, [title for title in RULES if title != "Group"]),
    "inactive": Asked({"active": False}, ["Group"]),
    "a group by name": Asked(
        {"uses": {"group": "Night shift"}}, ["Group", "Group told"], (GROUPS,)
    ),
    "a group by ID": Asked({"uses": {"group_id": GROUP}}, ["Group", "Group told"]),
    "an ID as text": Asked({"uses": {"group_id": str(GROUP)}}, ["Group", "Group told"]),
    "what is gone": Asked({"uses": {"group_id": GONE}}, ["Gone"]),
    "what nothing uses": Asked({"uses": {"group_id": 5}}, []),
    "an ID of another kind": Asked({"uses": {"user_id": GROUP}}, []),
    "a field": Asked(
        {"uses": {"ticket_field": "Severity"}},
        ["Field", "Field in a text"],
        ("GET /api/v2/ticket_fields",),
    ),
    "a webhook": Asked({"uses": {"webhook": "Pager"}}, ["Hook"], ("GET /api/v2/webhooks",)),
    "a target": Asked({"uses": {"target": "Mail"}}, ["Mailbox"], ("GET /api/v2/targets",)),
    "a user": Asked({"uses": {"user": "jo@example.com"}}, [], ("GET /api/v2/users/search",)),
    "one of several": Asked(
        {"uses": [{"webhook_id": WEBHOOK}, {"group": "Night shift"}]},
        ["Group", "Group told", "Hook"],
        (GROUPS,),
    ),
    "two of one kind": Asked(
        {"uses": [{"group_id": GONE}, {"group_id": GROUP}]}, ["Group", "Group told", "Gone"]
    ),
    "in use and active": Asked({"uses": {"group_id": GROUP}, "active": True}, ["Group told"]),
}
OF_TRIGGERS: dict[str, Asked] = {
    "by category": Asked({"category": "Notify"}, ["Nothing"], (CATEGORIES,)),
    "by the ID of a category": Asked({"category_id": CATEGORY}, ["Nothing"]),
    "a category in use": Asked(
        {"uses": {"trigger_category": "Notify"}}, ["Nothing"], (CATEGORIES,)
    ),
}


def titles_of(result: dict[str, Any], kind: str) -> list[str]:
    assert not result.get("failed"), result
    assert not result["changed"]
    return [rule["title"] for rule in result[kind] if rule["title"] in RULES]


@pytest.mark.parametrize("asked", {**BOTH, **OF_TRIGGERS}.values(), ids=[*BOTH, *OF_TRIGGERS])
def test_triggers(asked: Asked, account: Simulator, run: Run) -> None:
    result = run("zendesk_trigger_info", **asked.options)
    assert sorted(titles_of(result, "triggers")) == sorted(asked.titles)
    assert sorted(account.calls) == sorted([TRIGGERS, *asked.read])


@pytest.mark.parametrize("asked", BOTH.values(), ids=list(BOTH))
def test_automations(asked: Asked, account: Simulator, run: Run) -> None:
    result = run("zendesk_automation_info", **asked.options)
    assert sorted(titles_of(result, "automations")) == sorted(asked.titles)
    assert sorted(account.calls) == sorted([AUTOMATIONS, *asked.read])


@pytest.mark.parametrize("kind", ["trigger", "automation"])
def test_by_id(kind: str, account: Simulator, run: Run) -> None:
    records = account.account.resources[kind + "s"].records
    (first,) = [each["id"] for each in records.values() if each["title"] == "Hook"]
    assert titles_of(run("zendesk_%s_info" % kind, id=first), kind + "s") == ["Hook"]
    assert titles_of(run("zendesk_%s_info" % kind, id=5), kind + "s") == []
    path = "GET /api/v2/%ss/" % kind
    assert account.calls == [path + str(first), path + "5"]


# Value of C(uses) -> what the error says.
WRONG: dict[str, tuple[Any, str]] = {
    "text": ("group Support", "uses must be a dictionary such as {group: Support}"),
    "nothing in it": ({}, "uses must be a dictionary such as {group: Support}"),
    "a text among others": ([{"group": "Night shift"}, "x"], "uses[2] must be a dictionary"),
    "no name": ({"group": None}, "uses requires text for group, not null"),
    "an empty name": ({"group": " "}, "uses has an empty name for group"),
    "no ID": ([{"group_id": None}], "uses[1] requires text for group_id, not null"),
    "a boolean": ({"brand": True}, "uses requires text for brand, not a boolean"),
    "an unknown kind": ({"groop": "Support"}, "uses: {groop} is not a reference"),
    "a key too many": (
        {"group": "Night shift", "x": "y"},
        "which is not supported in a reference to group",
    ),
    "an ID and a name": ({"group_id": 5, "user": "a@example.com"}, "is not supported in"),
}


@pytest.mark.parametrize(("uses", "said"), WRONG.values(), ids=list(WRONG))
@pytest.mark.parametrize("kind", ["trigger", "automation"])
def test_wrong_uses(kind: str, uses: Any, said: str, account: Simulator, run: Run) -> None:
    result = run("zendesk_%s_info" % kind, uses=uses)
    assert said in result["msg"]
    assert account.calls == []


def test_all_that_is_wrong(account: Simulator, run: Run) -> None:
    wrong = [{"group": None}, {"user": ""}, "x"]
    result = run("zendesk_trigger_info", uses=wrong, category="A", category_id="5")
    for said in ("uses[1]", "uses[2]", "uses[3]", "category_id"):
        assert said in result["msg"]
    assert account.calls == []


def test_a_name_without_a_match(account: Simulator, run: Run) -> None:
    result = run("zendesk_trigger_info", uses={"group": "Nigt shift"})
    assert 'there is no group "Nigt shift". Did you mean "Night shift"?' in result["msg"]


# Title -> its last action, with names.
NAMED: dict[str, Any] = {
    "Group": {"field": "group_id", "value": {"group": "Night shift"}},
    "Group told": {"field": "notification_group", "value": [{"group": "Night shift"}, "A", "B"]},
    "Field": {"field": {"ticket_field": "Severity"}, "value": "x"},
    "Field in a text": told("requester_id", "A", "{{ticket.ticket_field_[Severity]}} is urgent"),
    "Hook": {"field": "notification_webhook", "value": [{"webhook": "Pager"}, "{}"]},
    "Mailbox": {"field": "notification_target", "value": [{"target": "Mail"}, "Hello"]},
    "Gone": {"field": "group_id", "value": str(GONE)},
    "Nothing": OPEN,
}


@pytest.mark.parametrize("kind", ["trigger", "automation"])
def test_names(kind: str, account: Simulator, run: Run) -> None:
    result = run("zendesk_%s_info" % kind, resolve_names=True)
    found = {rule["title"]: rule["actions"][-1] for rule in result[kind + "s"]}
    assert {title: found[title] for title in NAMED} == NAMED
    if kind == "trigger":
        categories = {rule["title"]: rule.get("category") for rule in result["triggers"]}
        assert categories["Nothing"] == "Notify"
    assert len(account.calls) == len(set(account.calls))


def test_names_of_what_is_in_use(account: Simulator, run: Run) -> None:
    """Groups are read once, for both."""
    result = run("zendesk_trigger_info", uses={"group": "Night shift"}, resolve_names=True)
    assert [rule["actions"][-1] for rule in result["triggers"]] == [
        NAMED["Group"],
        NAMED["Group told"],
    ]
    assert account.calls.count(GROUPS) == 1
