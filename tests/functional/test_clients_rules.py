# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that are managed with published clients as well: each reads and changes what the other made.

No client knows trigger categories, but both manage triggers that are in one.
"""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.clients import (
    Client,
    Node,
    Record,
    Zenpy,
    requests,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

KINDS = ["trigger", "automation"]
DEFINITIONS = "GET /api/v2/triggers/definitions"
# Of the simulated account.
SUPPORT, AGENT = 1500002894482, 1529420581242
# Put into it.
CATEGORY, OTHER_CATEGORY, SEVERITY, TARGET = "40", "41", 42, 43
PAGER = "01HANAHFR00000000000000044"
NAMED: list[tuple[str, Record]] = [
    ("trigger_categories", {"id": CATEGORY, "name": "Operations"}),
    ("trigger_categories", {"id": OTHER_CATEGORY, "name": "Notifications"}),
    ("ticket_fields", {"id": SEVERITY, "title": "Severity", "type": "text"}),
    ("targets", {"id": TARGET, "title": "Mail", "type": "email_target", "email": "a@example.com"}),
    ("webhooks", {"id": PAGER, "name": "Pager", "endpoint": "https://pager.example.com"}),
]

URGENT = {"field": "priority", "operator": "is", "value": "urgent"}
NEW = {"field": "status", "operator": "is", "value": "new"}
CHANGED = {"field": "status", "operator": "changed"}
HOURS = {"field": "PENDING", "operator": "is", "value": "48"}
OPEN = {"field": "status", "value": "open"}
TAG = {"field": "current_tags", "value": "reminded"}
# A rule of each kind that can be created.
BASE: dict[str, Record] = {
    "trigger": {
        "title": "Page",
        "conditions": {"all": [URGENT], "any": []},
        "actions": [OPEN],
        "category_id": CATEGORY,
    },
    "automation": {
        "title": "Remind",
        "conditions": {"all": [HOURS], "any": []},
        "actions": [TAG],
    },
}


@pytest.fixture(autouse=True)
def named_records(simulator: Simulator) -> None:
    """An account that has what rules name."""
    for name, record in NAMED:
        simulator.account.resources[name].put(record)


@pytest.fixture(params=["zenpy", "node-zendesk"])
def client(
    request: pytest.FixtureRequest, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """Each client, as an admin of the account."""
    return Zenpy(simulator, monkeypatch) if request.param == "zenpy" else Node(simulator)


def put(simulator: Simulator, kind: str, **more: Any) -> Record:
    """Put a rule there as it is."""
    return simulator.account.resources[kind + "s"].put({**BASE[kind], **more})


def path_of(kind: str, rule_id: Any = None) -> str:
    return "/api/v2/%ss" % kind + ("" if rule_id is None else "/%s" % rule_id)


def lists(kind: str) -> list[tuple[str, Any]]:
    """The requests of a module that reads the rules of a kind, and nothing else."""
    return [("GET " + path_of(kind), None)]


def lists_of_client(client: Client, kind: str, pages: int = 1) -> list[tuple[str, Any]]:
    return lists(kind) * (pages + client.asks_for_empty_page)


def changed(client: Client, kind: str, rule_id: int, changes: Record) -> tuple[str, Any]:
    """The request of a client that changes a rule."""
    beside = {"id": rule_id} if client.repeats_id else {}
    return "PUT " + path_of(kind, rule_id), {kind: {**beside, **changes}}


def writes(simulator: Simulator) -> list[tuple[str, Any]]:
    return [each for each in requests(simulator) if not each[0].startswith("GET")]


def read_as(kind: str, **more: Any) -> Record:
    """A rule as it is read, without what Zendesk sets."""
    base = {**BASE[kind], "active": True, "default": False, "position": 1, **more}
    return {**base, "raw_title": base["title"]}


def without(record: Record, *names: str) -> Record:
    """A record without some attributes, and without those that have no value."""
    return {n: value for n, value in record.items() if n not in names and value is not None}


def without_times(record: Record) -> Record:
    return without(record, "id", "url", "created_at", "updated_at")


class Sample(NamedTuple):
    """What a rule has that others of its kind don't: given to the module, sent by both, read.

    ``looks_up``: the lists in which the module finds what is named.
    """

    kind: str
    given: Record
    sent: Record
    read: Record
    looks_up: tuple[str, ...] = ()


def plain(kind: str, **values: Any) -> Sample:
    return Sample(kind, values, values, values)


def conditions(*every: Record) -> Record:
    return {"conditions": {"all": list(every), "any": []}}


def named(kind: str, looks_up: str, by_name: Record, by_id: Record, read: Any = None) -> Sample:
    """A condition or an action that names something. ``read``: its value, where it isn't what was sent."""

    def values(entry: Record) -> Record:
        base = BASE[kind]
        if "operator" not in entry:
            return {"actions": [*base["actions"], entry]}
        return {"conditions": {"all": base["conditions"]["all"], "any": [entry]}}

    as_read = {**by_id, "value": read} if read else by_id
    return Sample(
        kind, values(by_name), values(by_id), values(as_read), ("GET /api/v2/" + looks_up,)
    )


TEXT = ["Ticket {{ticket.id}}", "{{ticket.title}}\n\N{SNOWMAN}"]
SEVERITY_TEXT = "Severity: {{ticket.ticket_field_%s}}"
JSON = '{"ticket": "{{ticket.id}}"}'
WEBHOOK: tuple[Record, Record] = (
    {"field": "notification_webhook", "value": [{"webhook": "Pager"}, JSON]},
    {"field": "notification_webhook", "value": [PAGER, JSON]},
)
SAMPLES = {
    "trigger: no more than it needs": plain("trigger"),
    "trigger: a description": plain("trigger", description="For those on call"),
    "trigger: inactive": plain("trigger", active=False),
    "trigger: any": plain("trigger", conditions={"all": [], "any": [URGENT, NEW]}),
    "trigger: no value": Sample(
        "trigger",
        conditions(CHANGED),
        conditions(CHANGED),
        conditions({**CHANGED, "value": None}),
    ),
    "trigger: a list": plain(
        "trigger", actions=[{"field": "notification_user", "value": ["requester_id", *TEXT]}]
    ),
    "trigger: tags": plain("trigger", actions=[{"field": "set_tags", "value": "a b"}]),
    "trigger: a group": named(
        "trigger",
        "groups",
        {"field": "group_id", "operator": "is_not", "value": {"group": "Support"}},
        {"field": "group_id", "operator": "is_not", "value": str(SUPPORT)},
    ),
    "trigger: a user": named(
        "trigger",
        "users/search",
        {"field": "notification_user", "value": [{"user": "agent@example.com"}, *TEXT]},
        {"field": "notification_user", "value": [str(AGENT), *TEXT]},
    ),
    "trigger: a ticket field": named(
        "trigger",
        "ticket_fields",
        {"field": {"ticket_field": "Severity"}, "operator": "is", "value": "1"},
        {"field": "custom_fields_%d" % SEVERITY, "operator": "is", "value": "1"},
    ),
    "trigger: a webhook": named("trigger", "webhooks", *WEBHOOK),
    "trigger: a target": named(
        "trigger",
        "targets",
        {"field": "notification_target", "value": [{"target": "Mail"}, JSON]},
        {"field": "notification_target", "value": [str(TARGET), JSON]},
        # The ID is a number when it is read.
        read=[TARGET, JSON],
    ),
    "trigger: a ticket field in a text": named(
        "trigger",
        "ticket_fields",
        {"field": "notification_user", "value": ["assignee_id", "A", SEVERITY_TEXT % "[Severity]"]},
        {"field": "notification_user", "value": ["assignee_id", "A", SEVERITY_TEXT % SEVERITY]},
    ),
    "automation: no more than it needs": plain("automation"),
    "automation: inactive": plain("automation", active=False),
    "automation: any": plain("automation", conditions={"all": [HOURS], "any": [URGENT, NEW]}),
    "automation: a group": named(
        "automation",
        "groups",
        {"field": "group_id", "operator": "is", "value": {"group": "Support"}},
        {"field": "group_id", "operator": "is", "value": str(SUPPORT)},
    ),
    "automation: a webhook": named("automation", "webhooks", *WEBHOOK),
}
SAMPLE = pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))


@SAMPLE
def test_the_client_reads_what_the_module_made(
    sample: Sample, client: Client, simulator: Simulator, run: Run
) -> None:
    kind, rules = sample.kind, client.rules(sample.kind)
    made = run("zendesk_" + kind, **{**BASE[kind], **sample.given})[kind]
    sent = {"active": True, **BASE[kind], **sample.sent}
    assert writes(simulator) == [("POST " + path_of(kind), {kind: sent})]
    (listed,) = rules.list_all()
    assert without_times(listed) == read_as(kind, **sample.read)
    assert listed["id"] == made["id"]
    assert rules.show(made["id"]) == listed
    shows = ("GET " + path_of(kind, made["id"]), None)
    assert requests(simulator) == [*lists_of_client(client, kind), shows]


@SAMPLE
def test_the_module_finds_what_the_client_made(
    sample: Sample, client: Client, simulator: Simulator, run: Run
) -> None:
    kind, rules = sample.kind, client.rules(sample.kind)
    sent = {**BASE[kind], **sample.sent}
    made = rules.create(sent)
    assert simulator.journal.entries[0]["auth"] == client.auth
    assert requests(simulator) == [("POST " + path_of(kind), {kind: sent})]
    assert without_times(made) == read_as(kind, **sample.read)
    asked = {**BASE[kind], **sample.given}
    found = run("zendesk_" + kind, **asked)
    assert (found["changed"], found[kind]["id"]) == (False, made["id"])
    reads = [(each, None) for each in sample.looks_up]
    assert requests(simulator) == [*lists(kind), *reads]
    # Changed, and unchanged by the second run.
    asked = {**asked, "title": "Other", "previous_title": BASE[kind]["title"]}
    assert run("zendesk_" + kind, **asked)["action"] == "update"
    assert writes(simulator) == [("PUT " + path_of(kind, made["id"]), {kind: {"title": "Other"}})]
    assert not run("zendesk_" + kind, **asked)["changed"]
    assert writes(simulator) == []
    (ours,) = rules.list_all()
    assert without_times(ours) == read_as(kind, **{**sample.read, "title": "Other"})
    assert ours["id"] == made["id"]


def trigger(**values: Any) -> Record:
    return {**BASE["trigger"], **values}


PUBLIC = {"field": "comment_is_public", "operator": "is", "value": "true"}
# What a client can write in another form -> the same as the module is given it.
FORMS: dict[str, tuple[Record, Record]] = {
    "no operator": (
        trigger(**conditions(without(NEW, "operator"))),
        trigger(**conditions(NEW)),
    ),
    "an operator without a value": (
        trigger(**conditions({**CHANGED, "value": ""})),
        trigger(**conditions(CHANGED)),
    ),
    "conditions beside the title": (
        {**without(BASE["trigger"], "conditions"), "all": [URGENT], "any": [NEW]},
        trigger(conditions={"all": [URGENT], "any": [NEW]}),
    ),
    "conditions in another order": (
        trigger(**conditions(URGENT, NEW)),
        trigger(**conditions(NEW, URGENT)),
    ),
    "capitals in tags": (
        trigger(actions=[{"field": "set_tags", "value": "B a"}]),
        trigger(actions=[{"field": "set_tags", "value": "b a"}]),
    ),
    "the ID of a target as a number": (
        trigger(actions=[{"field": "notification_target", "value": [TARGET, "Hello"]}]),
        trigger(actions=[{"field": "notification_target", "value": [str(TARGET), "Hello"]}]),
    ),
    "the ID of a category as a number": (trigger(category_id=int(CATEGORY)), BASE["trigger"]),
    "a boolean that is written as text": (
        trigger(**conditions(PUBLIC)),
        trigger(**conditions(PUBLIC)),
    ),
}


@pytest.mark.parametrize(("written", "given"), FORMS.values(), ids=list(FORMS))
def test_the_module_knows_other_forms(
    written: Record, given: Record, client: Client, simulator: Simulator, run: Run
) -> None:
    made = client.rules("trigger").create(written)
    assert requests(simulator) == [("POST " + path_of("trigger"), {"trigger": written})]
    found = run("zendesk_trigger", **given)
    assert (found["changed"], found["trigger"]["id"]) == (False, made["id"])
    assert requests(simulator) == lists("trigger")


class Drift(NamedTuple):
    """What a client changes of a rule, and what the module sends to undo it.

    ``read``: what the change makes of the rule, where that is more than it says.
    """

    kind: str
    changes: Record
    sent: Record
    read: Record | None = None


def definition(kind: str) -> Record:
    return {name: BASE[kind][name] for name in ("conditions", "actions")}


def other_definition(kind: str) -> Record:
    every = [*BASE[kind]["conditions"]["all"], URGENT, NEW]
    return {"conditions": {"all": every, "any": [NEW]}, "actions": [OPEN, TAG]}


def drifts_of(kind: str) -> dict[str, Drift]:
    """What is the same for both kinds."""
    return {
        kind + ": nothing": Drift(kind, {}, {}),
        kind + ": inactive": Drift(kind, {"active": False}, {"active": True}),
        kind + ": definition": Drift(kind, other_definition(kind), definition(kind)),
        # No module manages it.
        kind + ": position": Drift(kind, {"position": 7}, {}),
    }


DRIFT: dict[str, Drift] = {
    **drifts_of("trigger"),
    **drifts_of("automation"),
    "trigger: description": Drift("trigger", {"description": "Theirs"}, {"description": "Ours"}),
    "trigger: category": Drift(
        "trigger", {"category_id": OTHER_CATEGORY}, {"category_id": CATEGORY}
    ),
    # An update that has only one of the two empties the other, and no client adds it.
    "trigger: actions": Drift(
        "trigger",
        {"actions": [TAG]},
        definition("trigger"),
        {"actions": [TAG], "conditions": {"all": [], "any": []}},
    ),
}


@pytest.mark.parametrize("drift", DRIFT.values(), ids=list(DRIFT))
def test_the_module_undoes_what_the_client_changed(
    drift: Drift, client: Client, simulator: Simulator, run: Run
) -> None:
    kind, rules = drift.kind, client.rules(drift.kind)
    more = {"description": "Ours"} if kind == "trigger" else {}
    asked = {**BASE[kind], "active": True, **more}
    made = run("zendesk_" + kind, **asked)[kind]
    before = rules.show(made["id"])
    requests(simulator)
    if drift.changes:
        after = rules.update(made["id"], drift.changes)
        assert requests(simulator) == [changed(client, kind, made["id"], drift.changes)]
        read = drift.changes if drift.read is None else drift.read
        assert without_times(after) == {**without_times(before), **read}
        assert rules.show(made["id"]) == after
    assert run("zendesk_" + kind, check=True, **asked)["changed"] is bool(drift.sent)
    assert run("zendesk_" + kind, **asked)["changed"] is bool(drift.sent)
    sent = [("PUT " + path_of(kind, made["id"]), {kind: drift.sent})]
    assert writes(simulator) == (sent if drift.sent else [])
    assert not run("zendesk_" + kind, **asked)["changed"]
    moved = {"position": 7} if "position" in drift.changes else {}
    assert without_times(rules.show(made["id"])) == {**without_times(before), **moved}


# Kind, and the half of a definition that leaves the rule without the other one.
HALVES: dict[str, tuple[str, Record]] = {
    "conditions of a trigger": ("trigger", {"conditions": {"all": [NEW]}}),
    "conditions of an automation": ("automation", {"conditions": {"all": [HOURS]}}),
    "actions of an automation": ("automation", {"actions": [OPEN]}),
}


@pytest.mark.parametrize(("kind", "half"), HALVES.values(), ids=list(HALVES))
def test_half_a_definition_is_refused(
    kind: str, half: Record, client: Client, simulator: Simulator, run: Run
) -> None:
    made = run("zendesk_" + kind, **BASE[kind])[kind]
    requests(simulator)
    with pytest.raises(client.refused):
        client.rules(kind).update(made["id"], half)
    assert [entry["status"] for entry in simulator.journal.entries] == [422]
    assert requests(simulator) == [changed(client, kind, made["id"], half)]
    assert not run("zendesk_" + kind, **BASE[kind])["changed"]


@pytest.mark.parametrize("kind", KINDS)
def test_deleted_by_either(kind: str, client: Client, simulator: Simulator, run: Run) -> None:
    rules, module, title = client.rules(kind), "zendesk_" + kind, BASE[kind]["title"]
    theirs = rules.create(BASE[kind])["id"]
    requests(simulator)
    assert run(module, title=title, state="absent")["action"] == "delete"
    assert requests(simulator) == [*lists(kind), ("DELETE " + path_of(kind, theirs), None)]
    for attempt in (rules.show, rules.delete):
        with pytest.raises(client.refused, match=client.not_found):
            attempt(theirs)
    assert rules.list_all() == []
    ours = run(module, **BASE[kind])[kind]["id"]
    requests(simulator)
    rules.delete(ours)
    body = {kind: {"id": ours}} if client.repeats_id else None
    assert requests(simulator) == [("DELETE " + path_of(kind, ours), body)]
    assert not run(module, title=title, state="absent")["changed"]
    assert not run(module, id=ours, state="absent")["changed"]
    assert requests(simulator) == [*lists(kind), ("GET " + path_of(kind, ours), None)]
    assert run(module, **BASE[kind])["action"] == "create"
    assert [each["title"] for each in rules.list_all()] == [title]


@pytest.mark.parametrize("kind", KINDS)
def test_pages(kind: str, client: Client, simulator: Simulator, run: Run) -> None:
    found = [put(simulator, kind, title="Rule %d" % n, position=n)["id"] for n in range(201)]
    assert [each["id"] for each in client.rules(kind).list_all()] == found
    assert requests(simulator) == lists_of_client(client, kind, pages=3)
    info = run("zendesk_%s_info" % kind)
    assert [each["id"] for each in info[kind + "s"]] == found
    assert requests(simulator) == lists(kind) * 3


# --- trigger categories


def test_no_client_has_trigger_categories(client: Client) -> None:
    """If this fails, one has got them: then it can manage what the module made, and the other way."""
    assert "triggers" in client.parts()
    assert [name for name in client.parts() if "categor" in name.lower()] == []


def test_a_trigger_of_the_client_in_a_category_of_the_module(
    client: Client, simulator: Simulator, run: Run
) -> None:
    triggers = client.rules("trigger")
    category = run("zendesk_trigger_category", name="Ours")["trigger_category"]["id"]
    made = triggers.create(trigger(category_id=category))
    assert made["category_id"] == category
    asked = without(BASE["trigger"], "category_id")
    assert not run("zendesk_trigger", **asked, category="Ours")["changed"]
    (view,) = run("zendesk_trigger_info", category="Ours", resolve_names=True)["triggers"]
    assert (view["id"], view["category"]) == (made["id"], "Ours")
    # What the client has in it keeps it.
    message = run("zendesk_trigger_category", name="Ours", state="absent")["msg"]
    assert 'contains trigger "Page"' in message
    requests(simulator)
    assert run("zendesk_trigger", **asked, category="Operations")["changed"]
    moved = ("PUT " + path_of("trigger", made["id"]), {"trigger": {"category_id": CATEGORY}})
    assert writes(simulator) == [moved]
    assert [each["category_id"] for each in triggers.list_all()] == [CATEGORY]
    triggers.update(made["id"], {"category_id": category})
    triggers.delete(made["id"])
    gone = run("zendesk_trigger_category", name="Ours", state="absent")
    assert gone["action"] == "delete"


def test_a_trigger_that_went_with_its_category(
    client: Client, simulator: Simulator, run: Run
) -> None:
    """An inactive trigger of the client is deleted along with a category of the module."""
    triggers = client.rules("trigger")
    category = run("zendesk_trigger_category", name="Ours")["trigger_category"]["id"]
    made = triggers.create(trigger(category_id=category, active=False))
    gone = run("zendesk_trigger_category", name="Ours", state="absent", force=True)
    assert gone["action"] == "delete"
    with pytest.raises(client.refused, match=client.not_found):
        triggers.show(made["id"])


# --- what only one client does


@pytest.fixture
def three(simulator: Simulator) -> list[int]:
    """Three triggers, the second one inactive."""
    return [
        put(simulator, "trigger", title="Page %d" % n, position=n, active=n != 2)["id"]
        for n in (1, 2, 3)
    ]


def test_what_only_zenpy_does(
    three: list[int], simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many in one request. It can't search for rules, and drops what a list is asked to filter by."""
    zenpy = Zenpy(simulator, monkeypatch)
    triggers, trigger_class = zenpy.account.triggers, zenpy.classes.Trigger
    assert not hasattr(triggers, "search")
    assert len(list(triggers(active=False, category_id=CATEGORY))) == 3
    assert list(simulator.journal.entries[0]["query"]) == ["page[size]"]
    simulator.journal.clear()
    items = [{"id": three[0], "position": 5}, {"id": three[2], "active": False}]
    updated = triggers.update([trigger_class(**item) for item in items])
    assert [(each.position, each.active) for each in updated] == [(5, True), (3, False)]
    assert triggers.delete([trigger_class(id=each) for each in three[:2]]).status_code == 204
    assert [each.id for each in triggers()] == three[2:]
    assert requests(simulator) == [
        ("PUT /api/v2/triggers/update_many", {"triggers": items}),
        (
            "DELETE /api/v2/triggers/destroy_many",
            {"triggers": [{"id": each} for each in three[:2]]},
        ),
        *lists("trigger"),
    ]
    # What was changed in an object that was read goes with it, and nothing else: see "actions" above.
    read = triggers(id=three[2])
    read.conditions.any.append(NEW)
    with pytest.raises(zenpy.refused, match="must contain at least one action"):
        triggers.update(read)


def test_what_only_node_zendesk_does(three: list[int], simulator: Simulator) -> None:
    """Lists of some, and a search. Its bulk delete of triggers asks for a path that does not exist."""
    node = Node(simulator)
    simulator.account.resources["triggers"].find(three[0])["category_id"] = OTHER_CATEGORY

    def ids(method: str, *arguments: Any) -> list[int]:
        return [each["id"] for each in node.result("triggers", method, *arguments)]

    assert ids("list", {"active": False}) == three[1:2]
    assert ids("list", {"category_id": CATEGORY}) == three[1:]
    assert ids("listActive") == [three[2], three[0]]
    assert ids("search", "page 3") == three[2:]
    items = [{"id": three[0], "position": 5}]
    assert ids("updateMany", items) == three[:1]
    assert requests(simulator)[-1] == ("PUT /api/v2/triggers/update_many", {"triggers": items})
    (definitions,) = node.result("triggers", "definitions")
    assert "priority" in [each["subject"] for each in definitions["definitions"]["conditions_all"]]
    with pytest.raises(node.refused):
        node.call("triggers", "bulkDelete", three)
    automations = [put(simulator, "automation", title=title)["id"] for title in "AB"]
    assert node.call("automations", "bulkDelete", automations)["status"] == 204
    assert node.rules("automation").list_all() == []
