# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit of all kinds: what each entry says, what is read for it, and that nothing is written."""

from __future__ import annotations

import json
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    KINDS,
    absent,
    automation,
    condition,
    gone,
    hook,
    reads,
    record,
    target,
    tell,
    trigger,
    whole,
    writes,
)
from ansible_collections.community.zendesk.tests.functional.conftest import TOKEN
from ansible_collections.community.zendesk.tests.running import Result, run_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
Entry = dict[str, Any]

KEYS = {
    "kind",
    "position",
    "name",
    "type",
    "category",
    "id",
    "active",
    "status",
    "findings",
    "item",
    "usage",
    "failures",
    "deliveries",
}
LONG_AGO = "2020-01-01T00:00:00Z"
API = "/api/v2/"
RUNS = "app_installation,usage_30d"


@pytest.fixture
def apply(run: Run) -> Run:
    """Bring the account to what is given."""

    def call(**lists: Any) -> Result:
        result = run("zendesk_config", **lists)
        assert not result.get("failed"), result
        return result

    return call


@pytest.fixture
def audit(run: Run, simulator: Simulator) -> Run:
    """Audit the account. Nothing may be written."""

    def call(**arguments: Any) -> Result:
        simulator.journal.clear()
        result = run("zendesk_audit_info", **arguments)
        assert not result.get("failed"), result
        assert not result["changed"]
        assert writes(simulator) == []
        return result

    return call


def entry_of(result: Result, name: str) -> Entry:
    (found,) = [each for each in result["results"] if each["name"] == name]
    return dict(found)


def kinds_in(entry: Entry) -> list[str]:
    return [finding["kind"] for finding in entry["findings"]]


def finding_in(entry: Entry, kind: str) -> Entry:
    (found,) = [finding for finding in entry["findings"] if finding["kind"] == kind]
    return dict(found)


def statuses(result: Result) -> list[tuple[str, Any, str, str]]:
    """Kind, position, name and status of each entry."""
    return [(e["kind"], e["position"], e["name"], e["status"]) for e in result["results"]]


def queries(simulator: Simulator, kind: str) -> list[dict[str, str]]:
    """The parameters of each request for a list."""
    entries = simulator.journal.entries
    return [each["query"] for each in entries if each["path"] == API + kind]


def edit(simulator: Simulator, kind: str, name: str, **values: Any) -> Any:
    """Change something by hand. Gives the ID of the record."""
    found = record(simulator, kind, name)
    found.update(values)
    return found["id"]


# --- entries


def test_everything_matches(apply: Run, audit: Run) -> None:
    apply(**whole())
    result = audit(**whole(), gather=[])
    assert statuses(result) == [
        ("target", 1, "On call", "matches"),
        ("webhook", 1, "Pager", "matches"),
        ("trigger_category", 1, "Notifications", "matches"),
        ("trigger", 1, "Page", "matches"),
        ("trigger", 2, "Mail", "matches"),
        ("automation", 1, "Remind", "matches"),
    ]
    for entry in result["results"]:
        assert set(entry) - {"title"} == KEYS
        assert entry.get("title", entry["name"]) == entry["name"]
        assert ("title" in entry) == (entry["kind"] in ("target", "trigger", "automation"))
        assert entry["type"] == ("email_target" if entry["kind"] == "target" else None)
        assert entry["category"] == ("Notifications" if entry["kind"] == "trigger" else None)
        assert entry["active"] is (None if entry["kind"] == "trigger_category" else True)
        assert entry["id"]
        assert entry["item"] is entry["usage"] is entry["failures"] is entry["deliveries"] is None
    secret = {"kind": "unverified", "secrets": ["authentication"]}
    assert [each["findings"] for each in result["results"]] == [[], [secret], [], [], [], []]
    assert result["summary"]["matches"] == 6
    assert set(result["summary_by_kind"]) == set(KINDS)
    assert result["summary_by_kind"]["triggers"]["matches"] == 2
    assert result["summary_by_kind"]["webhooks"]["unverified"] == 1
    assert result["not_read"] == []
    assert "marker" not in json.dumps(result)


def test_all_missing(audit: Run) -> None:
    """Names of what is missing as well are no problem of the rule."""
    result = audit(**whole())
    assert {each["status"] for each in result["results"]} == {"missing"}
    assert entry_of(result, "Page")["category"] == "Notifications"
    assert all(each["findings"] == [{"kind": "missing"}] for each in result["results"])
    assert [each["usage"] for each in result["results"]] == [[], [], None, None, None, None]
    assert [each["failures"] for each in result["results"]] == [[], *[None] * 5]
    assert result.get("warnings", []) == []
    assert "marker" not in json.dumps(result)
    items = [item for kind in KINDS for item in whole()[kind]]
    for item, entry in zip(items, result["results"]):
        said = dict(entry["item"])
        if "authentication" in item:
            assert said.pop("authentication")["token"] == "********"
        assert said == {name: value for name, value in item.items() if name != "authentication"}


def test_all_unmanaged(apply: Run, audit: Run, run: Run) -> None:
    """What is in no list comes after all items, and says what an item of it would be."""
    apply(**whole())
    lists: dict[str, Any] = {key: [] for key in KINDS}
    result = audit(**{**lists, "triggers": [trigger("New", category="Notifications")]}, gather=[])
    assert statuses(result) == [
        ("trigger", 1, "New", "missing"),
        ("target", None, "On call", "unmanaged"),
        ("webhook", None, "Pager", "unmanaged"),
        ("trigger_category", None, "Notifications", "unmanaged"),
        ("trigger", None, "Page", "unmanaged"),
        ("trigger", None, "Mail", "unmanaged"),
        ("automation", None, "Remind", "unmanaged"),
    ]
    items = {each["name"]: each["item"] for each in result["results"]}
    assert items["New"] == trigger("New", category="Notifications")
    listed = run("zendesk_config_info")
    for kind in KINDS:
        for item in listed[kind]:
            assert items[item.get("title") or item["name"]] == item
    assert items["Page"]["actions"][0]["value"][0] == {"webhook": "Pager"}
    assert items["Page"]["category"] == "Notifications"
    assert "marker" not in json.dumps(result)


# Kind -> a change by hand, the attribute of the drift, what is expected, what is found
DRIFTS: dict[str, tuple[str, dict[str, Any], str, Any, Any]] = {
    "targets": ("On call", {"subject": "Hi"}, "subject", "Ticket", "Hi"),
    "webhooks": (
        "Pager",
        {"endpoint": "https://x.example.com"},
        "endpoint",
        "https://pager.example.com/hook",
        "https://x.example.com",
    ),
    "trigger_categories": ("Notifications", {"position": 7}, "position", 1, 7),
    "triggers": (
        "Mail",
        {"actions": [{"field": "status", "value": "open"}]},
        "actions",
        [{"field": "notification_target", "value": ["ID (On call)", "{}"]}],
        [{"field": "status", "value": "open"}],
    ),
    "automations": (
        "Remind",
        {"conditions": {"all": [condition("status", "open")], "any": []}},
        "conditions",
        {
            "all": [condition("status", "pending"), condition("PENDING", "24")],
            "any": [],
        },
        {"all": [condition("status", "open")], "any": []},
    ),
}


@pytest.mark.parametrize("kind", DRIFTS)
def test_drift(apply: Run, audit: Run, simulator: Simulator, kind: str) -> None:
    name, change, attribute, expected, found = DRIFTS[kind]
    lists = whole(trigger_categories=[{"name": "Notifications", "position": 1}])
    apply(**lists)
    edit(simulator, kind, name, **change)
    result = audit(**lists, gather=[])
    entry = entry_of(result, name)
    target_id = str(record(simulator, "targets", "On call")["id"])
    wanted = json.loads(json.dumps(expected).replace("ID (", target_id + " ("))
    assert entry["status"] == "drifted"
    assert entry["findings"][0] == {
        "kind": "drift",
        "attribute": attribute,
        "expected": wanted,
        "found": found,
    }
    assert [e["name"] for e in result["results"] if e["status"] != "matches"] == [name]
    assert result["summary_by_kind"][kind]["drifted"] == result["summary"]["drifted"] == 1


def test_drift_of_a_category(apply: Run, audit: Run, simulator: Simulator) -> None:
    """The category that a trigger is in, and the one that it should be in, by their names."""
    apply(**whole(trigger_categories=[{"name": "Notifications"}, {"name": "Other"}]))
    (other, first) = (
        str(record(simulator, "trigger_categories", each)["id"])
        for each in ("Other", "Notifications")
    )
    edit(simulator, "triggers", "Mail", category_id=other)
    entry = entry_of(audit(**whole()), "Mail")
    assert (entry["status"], entry["category"]) == ("drifted", "Other")
    assert finding_in(entry, "drift") == {
        "kind": "drift",
        "attribute": "category_id",
        "expected": "%s (Notifications)" % first,
        "found": "%s (Other)" % other,
    }


ABSENT: dict[str, Entry] = {
    "targets": absent("On call"),
    "webhooks": gone("Pager"),
    "trigger_categories": gone("Notifications"),
    "triggers": absent("Page"),
    "automations": absent("Remind"),
}


@pytest.mark.parametrize("kind", ABSENT)
def test_what_should_not_be_there(apply: Run, audit: Run, kind: str) -> None:
    item = ABSENT[kind]
    name = item.get("title") or item["name"]
    assert statuses(audit(**{kind: [item]}, gather=[]))[0][2:] == (name, "matches")
    apply(**whole())
    entry = entry_of(audit(**{kind: [item]}, gather=[]), name)
    assert entry["status"] == "drifted"
    assert finding_in(entry, "drift")["attribute"] == "state"


AMBIGUOUS: dict[str, dict[str, Any]] = {
    "targets": {"targets": [{"id": 5, "title": "B", "room": "x"}]},
    "webhooks": {"webhooks": [hook("Twin")]},
    "trigger_categories": {"trigger_categories": [{"name": "Twin"}]},
    "triggers": {"triggers": [trigger("New", tell(webhook="No such one"), category="Twin 2")]},
    "automations": {"automations": [automation("New", tell(webhook="No such one"))]},
}


@pytest.mark.parametrize("kind", AMBIGUOUS)
def test_ambiguous(apply: Run, audit: Run, simulator: Simulator, kind: str) -> None:
    """A problem of one item is told with it, and hides nothing else."""
    resources = simulator.account.resources
    resources["targets"].put({"id": 5, "title": "B", "type": "email_target"})
    for number in (1, 2):
        resources["webhooks"].put(hook("Twin", endpoint="https://%d.example.com" % number))
        resources["trigger_categories"].put({"name": "Twin"})
    apply(**whole())
    more = AMBIGUOUS[kind]
    lists = {each: whole()[each] + more.get(each, []) for each in KINDS}
    result = audit(**lists, gather=[])
    (ambiguous,) = [each for each in result["results"] if each["status"] == "ambiguous"]
    assert (ambiguous["kind"], ambiguous["position"]) == (kind_of(kind), len(lists[kind]))
    assert finding_in(ambiguous, "ambiguous")["message"]
    assert result["summary"]["matches"] == 6
    assert result["summary_by_kind"][kind]["ambiguous"] == 1
    # One of these is meant.
    assert not [
        e
        for e in result["results"]
        if e["status"] == "unmanaged" and e["kind"] == ambiguous["kind"]
    ]


def kind_of(plural: str) -> str:
    return "trigger_category" if plural == "trigger_categories" else plural[:-1]


def test_another_type(apply: Run, audit: Run) -> None:
    """A rule that names what should be of another type, names the right one."""
    apply(**whole())
    wanted = [{"title": "On call", "type": "yammer_target", "group_id": "1"}]
    result = audit(**whole(targets=wanted), gather=[])
    assert finding_in(entry_of(result, "On call"), "drift") == {
        "kind": "drift",
        "attribute": "type",
        "expected": "yammer_target",
        "found": "email_target",
    }
    assert entry_of(result, "Mail")["status"] == "matches"


def test_a_former_name(apply: Run, audit: Run) -> None:
    """Names mean what bears them when the items have been carried out."""
    apply(**whole())
    renamed = [hook("Siren", previous_name=["Pager"], endpoint="https://pager.example.com/hook")]
    result = audit(
        **whole(
            webhooks=renamed,
            triggers=[trigger("Page", tell(webhook="Siren"), category="Notifications")],
        ),
        gather=[],
    )
    assert entry_of(result, "Pager")["status"] == "drifted"
    assert entry_of(result, "Page")["status"] == "matches"


# --- findings of rules


def plant(simulator: Simulator, kind: str, name: str, **values: Any) -> Any:
    """A record as somebody made it by hand. Gives its ID."""
    key = "name" if kind in ("webhooks", "trigger_categories") else "title"
    return simulator.account.resources[kind].put({key: name, **values})["id"]


def notify(kind: str, record_id: Any) -> Entry:
    return {"field": "notification_" + kind, "value": [str(record_id), "{}"]}


LOST = "01GX0000000000000000000000"
# Actions or conditions of a trigger -> what dangles: place, kind, ID
DANGLING: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "a webhook": (
        {"actions": [notify("webhook", LOST)]},
        [("actions[1].value[1]", "webhook", LOST)],
    ),
    "a target": ({"actions": [notify("target", 99)]}, [("actions[1].value[1]", "target", 99)]),
    "a group": (
        {"actions": [{"field": "group_id", "value": "98"}]},
        [("actions[1].value", "group", 98)],
    ),
    "a user": (
        {"actions": [{"field": "notification_user", "value": ["97", "a", "b"]}]},
        [("actions[1].value[1]", "user", 97)],
    ),
    "an organization in a condition": (
        {"conditions": {"all": [condition("organization_id", "96")], "any": []}},
        [("conditions.all[1].value", "organization", 96)],
    ),
    "a brand": (
        {"conditions": {"all": [], "any": [condition("brand_id", "95")]}},
        [("conditions.any[1].value", "brand", 95)],
    ),
    "a ticket field": (
        {"actions": [{"field": "custom_fields_94", "value": "x"}]},
        [("actions[1].field", "ticket_field", 94)],
    ),
    "a ticket field in a text": (
        {
            "actions": [
                {
                    "field": "notification_user",
                    "value": ["current_user", "a", "{{ticket.ticket_field_93}}"],
                }
            ]
        },
        [("actions[1].value[3]", "ticket_field", 93)],
    ),
    "a category": ({"category_id": "92"}, [("category_id", "trigger_category", "92")]),
    "several": (
        {"actions": [notify("webhook", LOST), notify("target", 99)]},
        [("actions[1].value[1]", "webhook", LOST), ("actions[2].value[1]", "target", 99)],
    ),
    "in a rule that is off": (
        {"active": False, "actions": [notify("target", 99)]},
        [("actions[1].value[1]", "target", 99)],
    ),
    "no ID": ({"actions": [{"field": "assignee_id", "value": "current_user"}]}, []),
    "nothing": ({"actions": [{"field": "group_id", "value": ""}]}, []),
    "a language that is not listed": ({"actions": [{"field": "locale_id", "value": "91"}]}, []),
    "a number": (
        {"conditions": {"all": [condition("requester.custom_fields.age", "90")], "any": []}},
        [],
    ),
    "the value of a field": ({"actions": [{"field": "custom_fields_1", "value": "89"}]}, []),
}


@pytest.mark.parametrize("managed", [True, False], ids=["managed", "unmanaged"])
@pytest.mark.parametrize("row", DANGLING)
def test_dangling(audit: Run, simulator: Simulator, row: str, managed: bool) -> None:
    values, wanted = DANGLING[row]
    simulator.account.resources["ticket_fields"].put({"id": 1, "title": "X", "type": "text"})
    plant(
        simulator,
        "triggers",
        "Old",
        **{"actions": [{"field": "status", "value": "open"}], **values},
    )
    result = audit(triggers=[{"title": "Old"}] if managed else [], gather=[])
    entry = entry_of(result, "Old")
    found = [f for f in entry["findings"] if f["kind"] == "dangling"]
    assert [(f["place"], f["names"], f["id"]) for f in found] == wanted
    assert all(set(f) == {"kind", "place", "names", "id"} for f in found)
    assert entry["status"] == ("matches" if managed else "unmanaged")
    assert result["summary"]["dangling"] == bool(wanted)


def test_nothing_dangles_that_is_there(audit: Run, apply: Run, simulator: Simulator) -> None:
    apply(**whole())
    resources = simulator.account.resources
    group = resources["groups"].put({"name": "Support"})["id"]
    brand = resources["brands"].put({"name": "Brand", "subdomain": "brand"})["id"]
    actions = [
        {"field": "group_id", "value": str(group)},
        notify("target", record(simulator, "targets", "On call")["id"]),
    ]
    conditions = {"all": [condition("brand_id", str(brand))], "any": []}
    plant(simulator, "triggers", "Old", actions=actions, conditions=conditions)
    result = audit(triggers=[], gather=[])
    assert kinds_in(entry_of(result, "Old")) == ["unmanaged"]
    assert result["summary"]["dangling"] == 0
    # What items would take away is still there.
    lists = whole(targets=[absent("On call")], triggers=[])
    result = audit(**lists, gather=[])
    assert result["summary"]["dangling"] == 0


def test_a_target_that_is_not_listed(audit: Run, simulator: Simulator) -> None:
    """Zendesk may not list targets of retired types: those are asked for by their ID."""
    flow = plant(simulator, "targets", "Flow", type="flowdock_target", api_token="marker-token")
    plant(simulator, "triggers", "Old", actions=[notify("target", flow), notify("target", 99)])
    simulator.account.switches.list_retired = False
    entry = entry_of(audit(triggers=[], gather=[]), "Old")
    assert kinds_in(entry) == ["unmanaged", "silent", "dangling"]
    assert finding_in(entry, "silent")["reason"] == "retired"
    assert finding_in(entry, "dangling")["id"] == 99
    asked = [path for path in reads(simulator) if path.startswith(API + "targets/")]
    assert sorted(asked) == sorted(API + "targets/%s" % each for each in (99, flow))


SILENT: dict[str, tuple[str, dict[str, Any], bool, str]] = {
    "an inactive target": ("targets", {"type": "email_target", "active": False}, True, "inactive"),
    "a target of a retired type": ("targets", {"type": "yammer_target"}, True, "retired"),
    "both": ("targets", {"type": "yammer_target", "active": False}, True, "retired"),
    "an inactive webhook": ("webhooks", {"status": "inactive"}, True, "inactive"),
    "an active target": ("targets", {"type": "email_target"}, True, ""),
    "an active webhook": ("webhooks", {}, True, ""),
    "a rule that is off": ("targets", {"type": "yammer_target"}, False, ""),
}


@pytest.mark.parametrize("kind", ["triggers", "automations"])
@pytest.mark.parametrize("row", SILENT)
def test_silent(audit: Run, simulator: Simulator, kind: str, row: str) -> None:
    plural, values, active, reason = SILENT[row]
    if plural == "webhooks":
        values = {"endpoint": "https://a.example.com", **values}
    named = plant(simulator, plural, "Old one", **values)
    plant(simulator, kind, "Old", actions=[notify(plural[:-1], named)], active=active)
    result = audit(**{kind: []}, gather=[])
    found = [f for f in entry_of(result, "Old")["findings"] if f["kind"] == "silent"]
    wanted = {
        "kind": "silent",
        "place": "actions[1].value[1]",
        "names": plural[:-1],
        "id": named,
        "name": "Old one",
        "reason": reason,
    }
    assert found == ([wanted] if reason else [])
    assert result["summary"]["silent"] == bool(reason)


UNUSED: dict[str, tuple[dict[str, Any], bool]] = {
    "never ran": ({"usage_30d": 0}, True),
    "ran": ({"usage_30d": 1}, False),
    "is new": ({"usage_30d": 0, "created_at": None}, False),
    "is off": ({"usage_30d": 0, "active": False}, False),
    "is not told": ({"usage_30d": None}, False),
    "is told otherwise": ({"usage_30d": "many"}, False),
}


@pytest.mark.parametrize("kind", ["triggers", "automations"])
@pytest.mark.parametrize("row", UNUSED)
def test_unused(audit: Run, simulator: Simulator, kind: str, row: str) -> None:
    values, unused = UNUSED[row]
    values = {"created_at": LONG_AGO, **values}
    if values["created_at"] is None:
        del values["created_at"]
    plant(simulator, kind, "Old", actions=[{"field": "status", "value": "open"}], **values)
    result = audit(**{kind: []}, gather=[])
    assert kinds_in(entry_of(result, "Old")) == ["unmanaged"] + ["unused"] * unused
    if unused:
        assert finding_in(entry_of(result, "Old"), "unused") == {"kind": "unused", "days": 30}
    assert result["summary"]["unused"] == unused
    assert "usage_30d" not in json.dumps(result)
    assert [query["include"] for query in queries(simulator, kind)] == [RUNS]


@pytest.mark.parametrize("status", [400, 403, 422])
def test_an_account_that_does_not_tell_usage(audit: Run, simulator: Simulator, status: int) -> None:
    plant(simulator, "triggers", "Old", actions=[], created_at=LONG_AGO)
    simulator.fault(path=API + "triggers", answer={"status": status, "body": {"error": "x"}})
    result = audit(triggers=[], gather=[])
    assert entry_of(result, "Old")["status"] == "unmanaged"
    assert (result["summary"]["unused"], result["not_read"]) == (0, [])
    asked = [query["include"] for query in queries(simulator, "triggers")]
    assert asked == [RUNS, "app_installation"]


OFF: dict[str, tuple[str, Entry, dict[str, Any], list[str]]] = {
    "a target": ("targets", target("A"), {"active": False}, ["off"]),
    "a webhook": ("webhooks", hook("A"), {"status": "inactive"}, ["off"]),
    "a trigger": ("triggers", trigger("A"), {"active": False}, ["off"]),
    "an automation": ("automations", automation("A"), {"active": False}, ["off"]),
    "a trigger that is on": ("triggers", trigger("A"), {}, []),
    "as the item says": ("triggers", trigger("A", active=False), {"active": False}, []),
    "not as the item says": ("triggers", trigger("A", active=True), {"active": False}, ["drift"]),
    "a webhook as it says": ("webhooks", hook("A", status="inactive"), {"status": "inactive"}, []),
    "what should go": ("triggers", absent("A"), {"active": False}, ["drift"]),
}


@pytest.mark.parametrize("row", OFF)
def test_off(apply: Run, audit: Run, simulator: Simulator, row: str) -> None:
    kind, item, change, findings = OFF[row]
    there: dict[str, Callable[[str], Entry]] = {
        "targets": target,
        "webhooks": hook,
        "triggers": trigger,
        "automations": automation,
    }
    apply(**{kind: [there[kind]("A")]})
    edit(simulator, kind, "A", **change)
    result = audit(**{kind: [item]}, gather=[])
    entry = entry_of(result, "A")
    assert kinds_in(entry) == findings
    assert entry["status"] == ("drifted" if "drift" in findings else "matches")
    assert result["summary"]["off"] == ("off" in findings)


def test_what_is_in_no_list_is_not_off(apply: Run, audit: Run, simulator: Simulator) -> None:
    apply(triggers=[trigger("A", active=False)])
    assert kinds_in(entry_of(audit(triggers=[], gather=[]), "A")) == ["unmanaged"]


BLOCKED: dict[str, tuple[dict[str, Any], dict[str, Any], list[Entry], bool]] = {
    "unmanaged": ({}, {}, [], True),
    "managed": ({}, {}, [{"title": "Off"}], True),
    "should be on": ({}, {}, [{"title": "Off", "active": True}], True),
    "should be off": ({}, {}, [{"title": "Off", "active": False}], False),
    "should go": ({}, {}, [absent("Off")], False),
    "other conditions": ({"hours": 7}, {}, [], False),
    "both are off": ({}, {"active": False}, [], False),
}


@pytest.mark.parametrize("row", BLOCKED)
def test_blocked(apply: Run, audit: Run, simulator: Simulator, row: str) -> None:
    other, on, items, blocked = BLOCKED[row]
    apply(automations=[automation("Off", active=False), automation("On", **{**other, **on})])
    result = audit(automations=items, gather=[])
    found = [f for f in entry_of(result, "Off")["findings"] if f["kind"] == "blocked"]
    twin = record(simulator, "automations", "On")["id"]
    assert found == ([{"kind": "blocked", "id": twin, "name": "On"}] if blocked else [])
    assert result["summary"]["blocked"] == blocked
    assert "blocked" not in kinds_in(entry_of(result, "On"))


def test_blocked_by_what_others_own(apply: Run, audit: Run) -> None:
    apply(automations=[automation("Ours", active=False), automation("Theirs")])
    result = audit(automations=[], owned={"automations": ["Ours"]}, gather=[])
    assert [e["name"] for e in result["results"]] == ["Ours"]
    assert finding_in(entry_of(result, "Ours"), "blocked")["name"] == "Theirs"


def of_order(result: Result) -> dict[str, tuple[list[str], list[str]]]:
    return {
        entry["name"]: (finding["expected"], finding["found"])
        for entry in result["results"]
        for finding in entry["findings"]
        if finding["kind"] == "order"
    }


def test_order(apply: Run, audit: Run, simulator: Simulator) -> None:
    """Among those that are listed; what is not listed, off or elsewhere has no place in it."""
    items = [trigger(name, category="One") for name in ("A", "B", "C", "D")]
    items += [trigger("E", category="Two")]
    apply(trigger_categories=[{"name": "One"}, {"name": "Two"}], triggers=items)
    for name, position in (("A", 4), ("B", 2), ("C", 1), ("D", 3), ("E", 1)):
        edit(simulator, "triggers", name, position=position)
    edit(simulator, "triggers", "D", active=False)
    listed = [items[0], items[2], items[3], items[4], trigger("New", category="One")]
    result = audit(triggers=listed, trigger_order="as_listed", gather=[])
    swapped = (["A", "C"], ["C", "A"])
    assert of_order(result) == {"A": swapped, "C": swapped}
    assert {e["name"]: e["status"] for e in result["results"]} == {
        "A": "drifted",
        "C": "drifted",
        "D": "matches",
        "E": "matches",
        "New": "missing",
        "B": "unmanaged",
    }
    assert result["summary"]["order"] == 2
    # Nobody has asked for it.
    result = audit(triggers=listed, gather=[])
    assert (of_order(result), result["summary"]["drifted"]) == ({}, 0)


def test_order_that_fits(apply: Run, audit: Run) -> None:
    items = [trigger(name, category="One") for name in "ABC"]
    apply(trigger_categories=[{"name": "One"}], triggers=items)
    result = audit(triggers=items, trigger_order="as_listed", gather=[])
    assert of_order(result) == {}
    result = audit(triggers=[items[0], items[2]], trigger_order="as_listed", gather=[])
    assert of_order(result) == {}


def test_order_of_categories(apply: Run, audit: Run) -> None:
    apply(trigger_categories=[{"name": "One"}, {"name": "Two"}])
    lists: dict[str, Any] = {"trigger_categories": [{"name": "Two"}, {"name": "One"}]}
    result = audit(**lists, trigger_order="as_listed", gather=[])
    assert sorted(of_order(result)) == ["One", "Two"]
    lists = {"trigger_categories": [{"name": "Two", "position": 2}, {"name": "One"}]}
    assert of_order(audit(**lists, trigger_order="as_listed", gather=[])) == {}


# --- what is read beside the records


def deliver(simulator: Simulator, name: str, *statuses: str) -> None:
    webhooks: Any = simulator.account.resources["webhooks"]
    for number, status in enumerate(statuses):
        webhooks.add_invocation(
            record(simulator, "webhooks", name)["id"],
            status=status,
            status_code=200 if status == "success" else 500,
            latest_completed_at="2026-11-20T10:%02d:00Z" % number,
            attempts=[{"request": {"headers": [], "payload": "marker-payload"}}],
        )


def test_failing(apply: Run, audit: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("Good"), hook("Bad"), hook("Silent")])
    deliver(simulator, "Good", "success", "accepted")
    deliver(simulator, "Bad", "server error", "timeout", "success")
    result = audit(webhooks=[hook("Bad"), hook("New")], gather=["deliveries"])
    assert finding_in(entry_of(result, "Bad"), "failing") == {
        "kind": "failing",
        "failed": 2,
        "of": 3,
        "last_failure": "2026-11-20T10:01:00Z",
        "last_status": "timeout",
    }
    assert entry_of(result, "Bad")["status"] == "matches"
    shown = entry_of(result, "Bad")["deliveries"]
    assert [each["status"] for each in shown] == ["timeout", "server error"]
    assert (
        kinds_in(entry_of(result, "Good")) == kinds_in(entry_of(result, "Silent")) == ["unmanaged"]
    )
    assert entry_of(result, "Good")["deliveries"] == entry_of(result, "New")["deliveries"] == []
    assert result["summary"]["failing"] == 1
    assert result["not_read"] == []
    assert "marker" not in json.dumps(result)
    # One request for each.
    path = API + "webhooks/%s/invocations"
    there = [path % record(simulator, "webhooks", each)["id"] for each in ("Bad", "Good", "Silent")]
    assert sorted(reads(simulator)) == sorted([API + "webhooks", *there])


def test_many_deliveries_take_one_request(apply: Run, audit: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("Bad")])
    deliver(simulator, "Bad", *["timeout"] * 120)
    entry = entry_of(audit(webhooks=[], gather=["deliveries"]), "Bad")
    assert (finding_in(entry, "failing")["failed"], finding_in(entry, "failing")["of"]) == (
        100,
        100,
    )
    assert len(entry["deliveries"]) == 25
    assert len(simulator.calls) == 2


def test_deliveries_that_may_not_be_read(apply: Run, audit: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("Bad")])
    deliver(simulator, "Bad", "timeout")
    named = record(simulator, "webhooks", "Bad")["id"]
    simulator.fault(path=API + "webhooks/%s/" % named, answer={"status": 403}, times=0)
    result = audit(webhooks=[], gather=["deliveries", "usage"])
    assert result["not_read"] == ["deliveries"]
    assert entry_of(result, "Bad")["deliveries"] is None
    assert kinds_in(entry_of(result, "Bad")) == ["unmanaged"]
    (warning,) = result["warnings"]
    assert "continues without data that it can't read" in warning


def test_a_webhook_that_has_just_gone(apply: Run, audit: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("Bad"), hook("Good")])
    named = record(simulator, "webhooks", "Bad")["id"]
    simulator.fault(
        path=API + "webhooks/%s/" % named,
        answer={"status": 404, "body": {"errors": [{"code": "WebhookNotFound"}]}},
    )
    result = audit(webhooks=[], gather=["deliveries"])
    assert [each["deliveries"] for each in result["results"]] == [[], []]


def test_usage(apply: Run, audit: Run) -> None:
    apply(**whole())
    result = audit(**whole(), gather=["usage"])
    titles = {
        e["name"]: e["usage"] and [rule["title"] for rule in e["usage"]] for e in result["results"]
    }
    assert titles == {
        "On call": ["Mail"],
        "Pager": ["Page", "Remind"],
        "Notifications": None,
        "Page": None,
        "Mail": None,
        "Remind": None,
    }


# Arguments -> the lists that are read, apart from what rules name
READ: dict[str, tuple[dict[str, Any], list[str]]] = {
    "targets": ({"targets": []}, ["automations", "target_failures", "targets", "triggers"]),
    "targets alone": ({"targets": [], "gather": []}, ["targets"]),
    "webhooks": ({"webhooks": []}, ["automations", "triggers", "webhooks"]),
    "webhooks alone": ({"webhooks": [], "gather": []}, ["webhooks"]),
    "categories": ({"trigger_categories": []}, ["trigger_categories"]),
    "automations, which name no target": ({"automations": []}, ["automations", "webhooks"]),
    "triggers": ({"triggers": []}, ["targets", "trigger_categories", "triggers", "webhooks"]),
    "targets and webhooks": (
        {"targets": [], "webhooks": []},
        ["automations", "target_failures", "targets", "triggers", "webhooks"],
    ),
    "all": (
        {key: [] for key in KINDS},
        ["automations", "target_failures", *sorted(set(KINDS) - {"automations"})],
    ),
}


@pytest.mark.parametrize("row", READ)
def test_each_list_is_read_once(apply: Run, audit: Run, simulator: Simulator, row: str) -> None:
    arguments, wanted = READ[row]
    apply(**whole())
    audit(**arguments)
    assert sorted(path[len(API) :] for path in reads(simulator)) == sorted(wanted)


def test_names_that_may_not_be_read(apply: Run, audit: Run, simulator: Simulator) -> None:
    """The rest is told, and nothing is called dangling."""
    apply(**whole())
    plant(simulator, "triggers", "Old", actions=[{"field": "group_id", "value": "98"}])
    simulator.fault(path=API + "groups", answer={"status": 403}, times=0)
    result = audit(triggers=[], gather=[])
    assert result["not_read"] == ["groups"]
    assert kinds_in(entry_of(result, "Old")) == ["unmanaged"]
    assert entry_of(result, "Old")["item"]["actions"] == [{"field": "group_id", "value": "98"}]
    assert any("names of groups can't be read" in warning for warning in result["warnings"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_that_may_not_be_read(run: Run, simulator: Simulator, kind: str) -> None:
    """An audit of what nobody has seen would be green."""
    simulator.fault(path=API + kind, answer={"status": 403}, times=0)
    assert run("zendesk_audit_info", **{kind: []})["failed"]


CLIENT = {
    "zendesk_client_id": "simulated-client",
    "zendesk_client_secret": "simulated-client-secret",
}
SCOPES: dict[str, tuple[dict[str, Any], str]] = {
    "targets": ({"targets": [], "gather": []}, "targets:read"),
    "webhooks": ({"webhooks": [], "gather": []}, "webhooks:read"),
    "deliveries": ({"webhooks": [], "gather": ["deliveries"]}, "webhooks:read"),
    "usage of webhooks": ({"webhooks": []}, "webhooks:read triggers:read automations:read"),
    "categories": ({"trigger_categories": []}, "triggers:read"),
    "rules": ({"automations": [], "gather": []}, "read"),
    "targets and categories": (
        {"targets": [], "trigger_categories": [], "gather": []},
        "targets:read triggers:read",
    ),
}


@pytest.mark.parametrize("row", SCOPES)
@pytest.mark.usefixtures("clean_environment")
def test_scopes(simulator: Simulator, row: str) -> None:
    arguments, scope = SCOPES[row]
    result = run_module("zendesk_audit_info", {"zendesk_url": simulator.url, **CLIENT, **arguments})
    assert not result.get("failed"), result
    assert simulator.journal.entries[0]["body"]["scope"] == scope


# --- what is ours, and what may stay


def test_owned(apply: Run, audit: Run, simulator: Simulator) -> None:
    """What others own is not in the results, and is still seen by names."""
    apply(**whole())
    plant(simulator, "triggers", "MSP: 1", actions=[notify("target", 99)])
    owned = {"triggers": ["Page", "MSP: *"], "webhooks": [], "automations": []}
    lists = {**whole(), "webhooks": [], "automations": [], "triggers": whole()["triggers"][:1]}
    result = audit(**lists, owned=owned, gather=[])
    assert [(e["name"], e["status"]) for e in result["results"]] == [
        ("On call", "matches"),
        ("Notifications", "matches"),
        ("Page", "matches"),
        ("MSP: 1", "unmanaged"),
    ]
    assert "dangling" in kinds_in(entry_of(result, "MSP: 1"))


def test_an_item_that_is_not_owned(run: Run, simulator: Simulator) -> None:
    result = run("zendesk_audit_info", triggers=[trigger("A")], owned={"triggers": ["B"]})
    assert "it is not in owned.triggers" in result["msg"]
    assert simulator.calls == []


KEPT: dict[str, tuple[Any, list[str]]] = {
    "nothing": ([], []),
    "a list, which is about targets": (["On call", "Page"], ["On call"]),
    "a pattern in a list": (["On *"], ["On call"]),
    "a type in a list": (["email_target"], ["On call"]),
    "entries": (
        {"targets": ["On *"], "webhooks": ["Pager"], "automations": []},
        ["On call", "Pager"],
    ),
    "a type": ({"targets": [{"type": "email_target"}]}, ["On call"]),
    "a category": ({"triggers": [{"category": "Notifications"}]}, ["Page", "Mail"]),
    "entries that fit nothing": ({"triggers": ["Nobody", {"category": "Nowhere"}]}, []),
    "no entries": ({"triggers": None}, []),
}


@pytest.mark.parametrize("row", KEPT)
def test_keep(apply: Run, audit: Run, row: str) -> None:
    keep, names = KEPT[row]
    apply(**whole())
    result = audit(**{key: [] for key in KINDS}, keep=keep, gather=[])
    assert [e["name"] for e in result["results"] if e["status"] == "kept"] == names
    assert {e["status"] for e in result["results"]} - {"kept"} == {"unmanaged"}
    assert all(
        e["item"] is None and e["findings"] == []
        for e in result["results"]
        if e["status"] == "kept"
    )


def test_what_apps_have_made(audit: Run, simulator: Simulator) -> None:
    """It is never called unmanaged."""
    plant(simulator, "triggers", "App", actions=[notify("target", 99)], app_installation={"id": 1})
    assert audit(triggers=[], gather=[])["results"] == []
    (entry,) = audit(triggers=[{"title": "App"}], gather=[])["results"]
    assert kinds_in(entry) == ["dangling"]


# --- input and secrets


def test_all_problems_at_once(run: Run, simulator: Simulator) -> None:
    result = run(
        "zendesk_audit_info",
        targets=[{"type": "email_target"}],
        webhooks=[hook("A", http_method="SEND")],
        triggers=[trigger("A", {"field": "group_id", "value": {"grup": "x"}}), 5],
        automations="none",
        keep={"trigger": []},
        owned={"triggers": [{"typ": 1}]},
        trigger_order="alphabetical",
        gather=["invocations"],
    )
    for text in (
        "Item 1, target (email_target): title is missing",
        "http_method must be one of",
        "triggers must be a list of dictionaries: item 2 is not a dictionary but a number",
        "automations must be a list of dictionaries, not text",
        "keep: unknown option trigger: did you mean triggers?",
        "owned.triggers: entry 1 must be",
        "trigger_order must be one of keep, as_listed",
        "gather must be one or more of usage, failures, deliveries",
    ):
        assert text in result["msg"], text
    assert simulator.calls == []


def test_no_secrets(run: Run, simulator: Simulator) -> None:
    """In items, in headers, in bodies, in what is there and in what fails."""
    resources = simulator.account.resources
    resources["webhooks"].put(
        hook(
            "There",
            authentication={"type": "api_key", "data": {"name": "X-Key", "value": "marker-there"}},
            custom_headers={"X-Api-Key": "marker-header", "X-Source": "Zendesk"},
        )
    )
    resources["webhooks"].put(hook("Unlisted", custom_headers={"X-Api-Key": "marker-unlisted"}))
    resources["targets"].put(
        {"title": "Flow", "type": "flowdock_target", "api_token": "marker-flow"}
    )
    resources["targets"].put(
        {"title": "Web", "type": "url_target", "target_url": "https://x.example.com"}
    )
    login = {"type": "bearer_token", "token": "marker-wanted"}
    result = run(
        "zendesk_audit_info",
        targets=[
            {"title": "Flow", "type": "flowdock_target", "api_token": "marker-other"},
            {"title": "Web", "target_url": "https://u:marker-second@x.example.com"},
        ],
        webhooks=[
            hook("There", authentication=login, custom_headers={"X-Api-Key": "marker-new"}),
            hook("New", authentication=login),
        ],
        triggers=[trigger("A", tell(webhook="marker-wanted"))],
        automations=[],
        gather=["usage", "failures", "deliveries"],
        zendesk_oauth_token=TOKEN,
    )
    assert not result.get("failed"), result
    assert {e["name"]: e["status"] for e in result["results"]} == {
        "Flow": "drifted",
        "Web": "drifted",
        "There": "drifted",
        "New": "missing",
        "A": "ambiguous",
        "Unlisted": "unmanaged",
    }
    assert "marker" not in json.dumps(result)
