# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in place of IDs: every position of conditions and actions, in two accounts that share no ID."""

from __future__ import annotations

import re
from typing import Any, Iterator, NamedTuple

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._resources._lookups import KINDS
from ansible_collections.community.zendesk.tests.running import ROOT, Result, run_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

pytestmark = pytest.mark.usefixtures("clean_environment")

DOCUMENT = ROOT.parent / "shared" / "reference" / "LOOKUPS.md"
FORM = "SupportAssignable:support_assignable/group/%s"
TRIGGER, AUTOMATION = "trigger", "automation"

# Resource -> a record of it that rules name.
NAMED: dict[str, dict[str, Any]] = {
    "targets": {"title": "On call", "type": "email_target", "email": "a@example.com"},
    "webhooks": {"name": "Pager", "endpoint": "https://pager.example.com"},
    "groups": {"name": "Night shift"},
    "users": {"name": "Ana", "email": "ana@example.com", "role": "agent"},
    "organizations": {"name": "Acme"},
    "brands": {"name": "Second", "subdomain": "second"},
    "ticket_forms": {"name": "Incident"},
    "ticket_fields": {"title": "Severity", "type": "text"},
    "custom_statuses": {"agent_label": "Waiting", "status_category": "hold"},
    "schedules": {"name": "Europe"},
    "locales": {"locale": "de", "name": "Deutsch"},
    "user_fields": {"key": "plan", "title": "Plan", "type": "dropdown"},
    "organization_fields": {"key": "region", "title": "Region", "type": "dropdown"},
}
OPTIONS = {"user_fields": "Gold", "organization_fields": "North"}


class Place(NamedTuple):
    """Where a reference stands. ``resource``: of what it names. ``form``: how the API writes the ID.

    ``entry``: of conditions or actions, with C(...) where the reference or the ID is.
    """

    resource: str
    reference: Any
    entry: dict[str, Any]
    form: str = "%s"
    rule: str = TRIGGER
    list: str = "all"


GROUP, USER = {"group": "Night shift"}, {"user": "ana@example.com"}
FIELD, STATUS = {"ticket_field": "Severity"}, {"custom_status": "Waiting"}
GOLD, NORTH = {"option": "Gold"}, {"option": "North"}


def value(field: str, resource: str, reference: Any, **more: Any) -> Place:
    return Place(resource, reference, {"field": field, "operator": "is", "value": ...}, **more)


def action(field: str, resource: str, reference: Any, content: Any = ..., **more: Any) -> Place:
    entry = {"field": field, "value": content}
    return Place(resource, reference, entry, list="actions", **more)


NO_ID = "It holds no ID that differs between accounts."
# Row of the document -> the places in it where a reference may stand, or why there are none.
CONDITIONS: dict[str, list[Place] | str] = {
    "group_id": [value("group_id", "groups", GROUP)],
    "assignee_id": [value("assignee_id", "users", USER)],
    "requester_id": [value("requester_id", "users", USER)],
    "role (who updates)": [value("role", "users", USER)],
    "organization_id": [value("organization_id", "organizations", {"organization": "acme"})],
    "brand_id / ticket_form_id": [
        value("brand_id", "brands", {"brand": "second"}),
        value("ticket_form_id", "ticket_forms", {"ticket_form": "Incident"}),
    ],
    "custom_status_id; field `custom_status_<id>` (A, hours)": [
        value("custom_status_id", "custom_statuses", STATUS),
        Place(
            "custom_statuses",
            STATUS,
            {"field": ..., "operator": "is", "value": "5"},
            "custom_status_%s",
            AUTOMATION,
        ),
    ],
    "schedule_id, within_schedule (only `is`)": [
        value("schedule_id", "schedules", {"schedule": "Europe"}),
        value("within_schedule", "schedules", {"schedule": "Europe"}),
    ],
    "locale_id (requester's language)": [value("locale_id", "locales", {"locale": "de"})],
    "requester_role": NO_ID,
    "via_id, current_via_id": NO_ID,
    "recipient; requester_time_zone; via_subtype_id": NO_ID,
    "custom_fields_<id>": [
        Place(
            "ticket_fields",
            FIELD,
            {"field": ..., "operator": "present", "value": None},
            "custom_fields_%s",
        )
    ],
    "requester.custom_fields.<key>, organization.custom_fields.<key>": [
        value("requester.custom_fields.plan", "user_fields", GOLD),
        value("organization.custom_fields.region", "organization_fields", NORTH),
    ],
    "lookup fields: `lookup:ticket.ticket_field_<id>.custom_fields.<key>` and the like; "
    "custom_fields_<id> of type lookup": [
        Place(
            "ticket_fields",
            "lookup:ticket.ticket_field_[Severity].custom_fields.plan",
            {"field": ..., "operator": "is", "value": "x"},
            "lookup:ticket.ticket_field_%s.custom_fields.plan",
        )
    ],
    "satisfaction_reason_code": NO_ID,
    "status, type, priority, current_tags, in_business_hours, on_holiday, comment_is_public, "
    "update_type": NO_ID,
}
TEXT = "{{ticket.ticket_field_[Severity]}} {%% if ticket.ticket_field_option_title_[Severity] %%}"
ACTIONS: dict[str, list[Place] | str] = {
    "group_id / assignee_id": [
        action("group_id", "groups", GROUP),
        action("assignee_id", "users", USER),
    ],
    "follower, cc": [action("follower", "users", USER), action("cc", "users", USER)],
    "brand_id, custom_status_id, set_schedule, locale_id": [
        action("brand_id", "brands", {"brand": "second"}),
        action("custom_status_id", "custom_statuses", STATUS),
        action("set_schedule", "schedules", {"schedule": "Europe"}),
        action("locale_id", "locales", {"locale": "de"}),
    ],
    "ticket_form_id": [action("ticket_form_id", "ticket_forms", {"ticket_form": "Incident"})],
    "custom_fields_<id>": [
        Place(
            "ticket_fields",
            FIELD,
            {"field": ..., "value": ["days_from_now", "3"]},
            "custom_fields_%s",
            list="actions",
        )
    ],
    "requester./organization.custom_fields.<key>": [
        action("requester.custom_fields.plan", "user_fields", GOLD),
        action("organization.custom_fields.region", "organization_fields", NORTH),
    ],
    "notification_user [0]": [action("notification_user", "users", USER, [..., "A", "B"])],
    "notification_group [0]": [action("notification_group", "groups", GROUP, [..., "A", "B"])],
    "notification_sms_user [0] / notification_sms_group [0]": [
        action("notification_sms_user", "users", USER, [..., "7", "B"]),
        action("notification_sms_group", "groups", GROUP, [..., "7", "B"]),
    ],
    "notification_target [0], notification_webhook [0]": [
        action("notification_target", "targets", {"target": "On call"}, [..., "B"]),
        action("notification_webhook", "webhooks", {"webhook": "Pager"}, [..., "B"]),
    ],
    "side_conversation_ticket [2]": [
        action(
            "side_conversation_ticket",
            "groups",
            GROUP,
            ["A", "B", ..., "text/html"],
            form=FORM,
        )
    ],
    "side_conversation, side_conversation_slack; add_/set_/remove_skills; share_ticket": NO_ID,
    "comment_value, subject, body texts": [
        action(
            "notification_user",
            "ticket_fields",
            TEXT.replace("%%", "%"),
            ["requester_id", "A", ...],
            form=TEXT.replace("[Severity]", "%s", 1).replace("[Severity]", "%%(again)s"),
        )
    ],
}
PLACES = [
    place
    for rows in (CONDITIONS, ACTIONS)
    for places in rows.values()
    if not isinstance(places, str)
    for place in places
]
IDS = [
    "%s %s %s"
    % (
        place.list,
        place.resource,
        place.entry["field"] if place.entry["field"] is not ... else "field",
    )
    for place in PLACES
]


def rows_of(text: str, heading: str) -> list[str]:
    """The first cells of the table below a heading."""
    part = text.partition("### %s " % heading)[2].partition("\n###")[0].partition("\n## ")[0]
    return re.findall(r"^\| ([^|]+?) \|", part, re.MULTILINE)[1:]


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the shared references are not here")
@pytest.mark.parametrize(("heading", "rows"), [("4.1", CONDITIONS), ("4.2", ACTIONS)])
def test_every_row_is_here(heading: str, rows: dict[str, Any]) -> None:
    assert rows_of(DOCUMENT.read_text(), heading) == list(rows)


@pytest.mark.parametrize("name", sorted(set(KINDS) - {"trigger_category"}))
def test_a_place_has_every_kind(name: str) -> None:
    kind = KINDS[name]
    plural = "user_fields" if name == "option" else kind.endpoint.plural
    assert plural in NAMED, "add a record of it to NAMED"
    assert plural in {place.resource for place in PLACES}, "add a place to CONDITIONS or ACTIONS"


class Account:
    """An account that has one record of each kind by name, and modules run against it."""

    def __init__(self, first_id: int) -> None:
        self.simulator = Simulator(first_id=first_id).start()
        self.ids: dict[str, str] = {}
        for resource, record in NAMED.items():
            self.add(resource, **record)

    def add(self, resource: str, **record: Any) -> dict[str, Any]:
        account = self.simulator.account
        if resource in OPTIONS:
            option = {"id": next(account.ids), "name": OPTIONS[resource], "value": "tag"}
            record = {"custom_field_options": [option], **record}
        stored = account.resources[resource].put(record)
        record_id = option["id"] if resource in OPTIONS else stored["id"]
        self.ids.setdefault(resource, str(record_id))
        return stored

    def run(self, module: str, **arguments: Any) -> Result:
        login = {"zendesk_oauth_token": "simulated-admin-oauth-token"}
        if "zendesk_client_id" in arguments:
            login = {}
        return run_module(module, {"zendesk_url": self.simulator.url, **login, **arguments})

    def rules(self, rule: str) -> list[dict[str, Any]]:
        return list(self.simulator.account.resources[rule + "s"].records.values())


@pytest.fixture
def account() -> Iterator[Account]:
    one = Account(360000217439)
    yield one
    one.simulator.stop()


@pytest.fixture
def other() -> Iterator[Account]:
    one = Account(720000217439)
    yield one
    one.simulator.stop()


def filled(entry: Any, what: Any) -> Any:
    """An entry with something in its place."""
    if entry is ...:
        return what
    if isinstance(entry, dict):
        return {name: filled(inner, what) for name, inner in entry.items()}
    return [filled(inner, what) for inner in entry] if isinstance(entry, list) else entry


STATUS_IS = {"field": "status", "operator": "is", "value": "pending"}
HOURS = {"field": "PENDING", "operator": "is", "value": "5"}
OPEN = {"field": "status", "value": "open"}


def rule_with(place: Place, what: Any) -> dict[str, Any]:
    """The arguments of a rule with something in a place."""
    entry = filled(place.entry, what)
    conditions = {"all": [STATUS_IS, HOURS] if place.rule == AUTOMATION else [STATUS_IS]}
    actions = [OPEN]
    if place.list == "actions":
        actions = [OPEN, entry]
    else:
        conditions["all"].append(entry)
    return {"title": "Rule", "conditions": conditions, "actions": actions}


def entry_in(rule: dict[str, Any], place: Place) -> Any:
    """The same entry of a rule that was read."""
    entries = rule["actions"] if place.list == "actions" else rule["conditions"]["all"]
    return entries[-1]


def with_id(place: Place, account: Account) -> Any:
    record_id = account.ids[place.resource]
    text = place.form.replace("%%(again)s", record_id).replace("%%", "%")
    return filled(place.entry, text.replace("%s", record_id))


@pytest.mark.parametrize("place", PLACES, ids=IDS)
def test_a_name_is_resolved(place: Place, account: Account, other: Account) -> None:
    module = "zendesk_" + place.rule
    assert not set(account.ids.values()) - {account.ids["locales"]} & set(other.ids.values())
    for each in (account, other):
        asked = rule_with(place, place.reference)
        result = each.run(module, **asked)
        assert result.get("action") == "create", result
        (stored,) = each.rules(place.rule)
        assert entry_in(stored, place) == with_id(place, each)
        assert [found["id"] for found in result["references"]] == [each.ids[place.resource]]
        assert each.run(module, **asked)["action"] == "none"


@pytest.mark.parametrize("place", PLACES, ids=IDS)
def test_what_is_exported_is_read_back_elsewhere(
    place: Place, account: Account, other: Account
) -> None:
    module = "zendesk_" + place.rule
    account.run(module, **rule_with(place, place.reference))
    (exported,) = account.run(module + "_info", resolve_names=True)[place.rule + "s"]
    named = entry_in(exported, place)
    assert {str(v).lower() for v in texts(named)} >= {
        str(v).lower() for v in texts(place.reference)
    }
    asked = {name: exported[name] for name in ("title", "conditions", "actions")}
    assert other.run(module, **asked)["action"] == "create"
    (stored,) = other.rules(place.rule)
    assert entry_in(stored, place) == with_id(place, other)
    assert account.run(module, **asked)["action"] == "none"


def texts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    else:
        yield value


# --- what is not one record

# Resource -> a place where it is named.
BY_RESOURCE = {
    place.resource: place for place in reversed(PLACES) if isinstance(place.reference, dict)
}
UNIQUE = {"users", "organizations", "locales"}
# What makes a record inactive, and what is said of it.
OFF: dict[str, tuple[dict[str, Any], str]] = {
    "targets": ({"active": False}, "is inactive"),
    "webhooks": ({"status": "inactive"}, "is inactive"),
    "users": ({"suspended": True}, "is suspended"),
    "ticket_forms": ({"active": False}, "is inactive"),
    "ticket_fields": ({"active": False}, "is inactive"),
    "custom_statuses": ({"active": False}, "is inactive"),
    "brands": ({"active": False}, "is inactive"),
}
FEATURES = (
    *("brands", "ticket_forms", "custom_statuses", "schedules"),
    *("user_fields", "organization_fields"),
)


@pytest.mark.parametrize("resource", BY_RESOURCE)
def test_a_name_of_nothing(resource: str, account: Account) -> None:
    place = BY_RESOURCE[resource]
    (kind,) = place.reference
    for name in ("Nobody", str(place.reference[kind])[:-1]):
        result = account.run("zendesk_" + place.rule, **rule_with(place, {kind: name}))
        assert "there is no %s" % kind.replace("_", " ") in result["msg"]
        assert "[%d]" % len(rule_with(place, "x")["conditions"]["all"]) in result["msg"] or (
            "actions[2]" in result["msg"]
        )
        near = place.reference[kind] if resource not in ("users", "organizations") else ""
        assert ("Did you mean" in result["msg"]) is bool(near and name != "Nobody")
    assert account.rules(place.rule) == []


@pytest.mark.parametrize("resource", [each for each in BY_RESOURCE if each not in UNIQUE])
def test_a_name_of_several(resource: str, account: Account) -> None:
    place = BY_RESOURCE[resource]
    account.simulator.account.switches.lookup_group_names = "twins"
    first = account.ids[resource]
    twin = account.add(resource, **NAMED[resource])
    second = twin["custom_field_options"][0]["id"] if resource in OPTIONS else twin["id"]
    result = account.run("zendesk_" + place.rule, **rule_with(place, place.reference))
    assert first in result["msg"]
    assert str(second) in result["msg"]
    assert "To distinguish them" in result["msg"]
    assert account.rules(place.rule) == []


@pytest.mark.parametrize("resource", OFF)
def test_what_is_not_in_use(resource: str, account: Account) -> None:
    place, (off, says) = BY_RESOURCE[resource], OFF[resource]
    account.simulator.account.switches.rule_dead_ids = "accept"
    (record,) = [
        each
        for each in account.simulator.account.resources[resource].records.values()
        if str(each["id"]) == account.ids[resource]
    ]
    record.update(off)
    result = account.run("zendesk_" + place.rule, **rule_with(place, place.reference))
    said = result.get("msg", "") + " ".join(result["warnings"])
    assert says in said
    assert bool(result.get("failed")) is (resource == "users")


@pytest.mark.parametrize("answer", ["message", "forbidden", "not_found", "empty"])
@pytest.mark.parametrize("resource", FEATURES)
def test_a_feature_that_is_off(resource: str, answer: str, account: Account) -> None:
    place = BY_RESOURCE[resource]
    setattr(account.simulator.account.switches, "lookup_off_" + resource, answer)
    message = account.run("zendesk_" + place.rule, **rule_with(place, place.reference))["msg"]
    if answer == "empty":
        assert "there is no" in message
    else:
        assert "can't be read" in message
        assert "a Zendesk plan that includes them" in message


SCOPES = {
    "targets": "targets:read",
    "webhooks": "webhooks:read",
    "users": "users:read",
    "organizations": "organizations:read",
}
CLIENT = {
    "zendesk_client_id": "simulated-client",
    "zendesk_client_secret": "simulated-client-secret",
}


@pytest.mark.parametrize("resource", BY_RESOURCE)
def test_scopes(resource: str, account: Account) -> None:
    """They are asked for where a name is used, and an error names one that is missing."""
    place = BY_RESOURCE[resource]
    module, plural = "zendesk_" + place.rule, place.rule + "s"
    scope = SCOPES.get(resource, "read")
    asked = rule_with(place, place.reference)
    narrow = "%s:read %s:write" % (plural, plural)
    message = account.run(module, **asked, **CLIENT, zendesk_oauth_scope=narrow)["msg"]
    assert "can't be read" in message
    assert "the scope %s" % scope in message
    account.simulator.journal.clear()
    assert account.run(module, **asked, **CLIENT)["action"] == "create"
    expected = "%s %s:write" % (scope, plural) if scope == "read" else "%s %s" % (narrow, scope)
    assert account.simulator.journal.entries[0]["body"]["scope"] == expected
    account.simulator.journal.clear()
    assert account.run(module, title="Rule", **CLIENT)["action"] == "none"
    assert account.simulator.journal.entries[0]["body"]["scope"] == narrow


# --- what tells twins apart

NARROWED: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "type of a target": (
        "targets",
        {"title": "On call", "type": "url_target", "target_url": "https://a.example.com"},
        {"target": "On call", "type": "email_target"},
    ),
    "endpoint of a webhook": (
        "webhooks",
        {"name": "Pager", "endpoint": "https://other.example.com"},
        {"webhook": "Pager", "endpoint": "https://pager.example.com"},
    ),
    "category of a status": (
        "custom_statuses",
        {"agent_label": "Waiting", "status_category": "open"},
        {"custom_status": "Waiting", "category": "hold"},
    ),
}


@pytest.mark.parametrize("case", NARROWED.values(), ids=list(NARROWED))
def test_a_second_key(case: Any, account: Account) -> None:
    resource, twin, reference = case
    place = BY_RESOURCE[resource]
    module = "zendesk_" + place.rule
    account.add(resource, **twin)
    message = account.run(module, **rule_with(place, place.reference))["msg"]
    assert "add %s, or use the ID" % list(reference)[1] in message
    asked = rule_with(place, reference)
    assert account.run(module, **asked)["action"] == "create"
    (stored,) = account.rules(place.rule)
    assert entry_in(stored, place) == with_id(place, account)
    (exported,) = account.run(module + "_info", resolve_names=True)[place.rule + "s"]
    assert entry_in(exported, place) == filled(place.entry, reference)


def test_an_active_record_is_preferred(account: Account) -> None:
    place = BY_RESOURCE["targets"]
    account.add("targets", **NAMED["targets"], active=False)
    assert account.run("zendesk_trigger", **rule_with(place, place.reference))["warnings"] == []
    (stored,) = account.rules(TRIGGER)
    assert entry_in(stored, place) == with_id(place, account)


def test_a_webhook_for_events(account: Account) -> None:
    events = {"subscriptions": ["zen:event-type:user.created"]}
    account.add("webhooks", name="Events", endpoint="https://e.example.com", **events)
    place = BY_RESOURCE["webhooks"]
    message = account.run("zendesk_trigger", **rule_with(place, {"webhook": "Events"}))["msg"]
    assert "is for events, so rules can't use it" in message


SYSTEM = {"Subject": "subject_includes_word", "Priority": "priority", "Group": "group_id"}


@pytest.mark.parametrize(("title", "word"), SYSTEM.items())
def test_a_field_that_every_account_has(title: str, word: str, account: Account) -> None:
    place = BY_RESOURCE["ticket_fields"]
    account.simulator.account.resources["ticket_fields"].put(
        {"title": title + " of tickets", "type": title.lower()}
    )
    asked = rule_with(place, {"ticket_field": title + " of tickets"})
    assert "use %s" % word in account.run("zendesk_trigger", **asked)["msg"]


@pytest.mark.parametrize("category", ["open", "hold"])
def test_a_standard_status(category: str, account: Account) -> None:
    place = BY_RESOURCE["custom_statuses"]
    statuses = account.simulator.account.resources["custom_statuses"]
    standard = [
        each
        for each in statuses.records.values()
        if each["default"] and each["status_category"] == category
    ] or [
        statuses.put(
            {
                "agent_label": category.capitalize(),
                "raw_agent_label": "{{zd.status_%s}}" % category,
                "status_category": category,
                "default": True,
            }
        )
    ]
    asked = rule_with(place, {"custom_status": category})
    assert account.run("zendesk_" + place.rule, **asked)["action"] == "create"
    (stored,) = account.rules(place.rule)
    assert entry_in(stored, place) == filled(place.entry, place.form % standard[0]["id"])
    # Its label is in the language of whoever asks, and so is no name for another account.
    (shown,) = account.run("zendesk_%s_info" % place.rule, resolve_names=True)[place.rule + "s"]
    assert entry_in(shown, place) == filled(place.entry, {"custom_status": category})


# --- cost


def test_each_list_is_read_once(account: Account) -> None:
    result = account.run(
        "zendesk_trigger",
        title="Rule",
        conditions={
            "all": [
                {"field": "group_id", "value": GROUP},
                {"field": "group_id", "operator": "is_not", "value": {"group": "Support"}},
                {"field": "assignee_id", "value": USER},
            ]
        },
        actions=[
            {"field": "group_id", "value": GROUP},
            {"field": "notification_user", "value": [USER, "A", "B"]},
        ],
    )
    assert result["action"] == "create"
    calls = account.simulator.calls
    assert calls.count("GET /api/v2/groups") == 1
    assert calls.count("GET /api/v2/users/search") == 1
    assert not any(call.split(" ")[1] == "/api/v2/users" for call in calls)


@pytest.mark.parametrize(("count", "searches"), [(29, 29), (30, 1)])
def test_many_people(count: int, searches: int, account: Account) -> None:
    """From 30 on the agents are listed, and who is not among them is searched for."""
    for number in range(count - 1):
        account.add("users", name="A", email="a%d@example.com" % number, role="agent")
    account.add("users", name="E", email="end@example.com", role="end-user")
    people = ["end@example.com", *("a%d@example.com" % number for number in range(count - 1))]
    conditions = {"any": [{"field": "requester_id", "value": {"user": email}} for email in people]}
    result = account.run("zendesk_trigger", title="A", conditions=conditions, actions=[OPEN])
    assert result["action"] == "create"
    calls = account.simulator.calls
    assert calls.count("GET /api/v2/users/search") == searches
    assert calls.count("GET /api/v2/users") == (count >= 30)


@pytest.mark.parametrize(
    "switches",
    [
        {"lookup_users_search": "partial"},
        {"lookup_organization_search": "wildcard"},
        {"lookup_unknown_parameter": "ignore"},
    ],
    ids=str,
)
def test_an_answer_is_filtered_again(switches: dict[str, str], account: Account) -> None:
    account.add("users", name="B", email="ana@example.com.evil.example", role="agent")
    account.add("organizations", name="Acme Europe")
    for name, position in switches.items():
        setattr(account.simulator.account.switches, name, position)
    for resource in ("users", "organizations"):
        place = BY_RESOURCE[resource]
        asked = {**rule_with(place, place.reference), "title": resource}
        result = account.run("zendesk_" + place.rule, **asked)
        assert [each["id"] for each in result["references"]] == [account.ids[resource]]
