# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each position of each switch about names in rules does, over HTTP."""

from __future__ import annotations

import dataclasses
import time
from typing import Any, Callable, Iterator, NamedTuple

import pytest
import requests

from ansible_collections.community.zendesk.tests.functional.test_simulator_lookup_kinds import (
    LAST_PAGES,
    OFF_CASES,
    PAGE_CASES,
)
from ansible_collections.community.zendesk.tests.lookups import (
    ADMIN,
    AGENT,
    ask,
    create,
    names,
    values,
    with_scope,
)
from ansible_collections.community.zendesk.tests.simulator.lookup_switches import (
    LOOKUP_CHOICES,
    LookupSwitches,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.switches import Switches

GERMAN = {"email": "de@example.com", "role": "agent", "locale": "de", "oauth_token": "german"}
# Beside the default seed.
RECORDS: dict[str, list[dict[str, Any]]] = {
    "users": [
        GERMAN,
        {
            "name": "Jo",
            "email": "Jo@example.com",
            "role": "agent",
            "other_emails": ["jo@example.org"],
            "agent_brand_ids": [1500000550682],
            "oauth_token": "jo",
        },
        {"name": "Mojo", "email": "mojo@example.com", "role": "agent"},
        {"name": "+Jo", "email": "plus@example.com", "role": "agent", "suspended": True},
    ],
    "organizations": [{"name": "Acme"}, {"name": "Acme Inc"}, {"name": "⭐⭐ Acme"}],
    "brands": [{"id": 7, "name": "Old", "subdomain": "old", "active": False}],
    "ticket_forms": [{"name": "Laptop", "form_type": "service_catalog"}],
    "user_fields": [{"key": "Size", "type": "text", "title": "Size", "active": False}],
}
Ask = Callable[[Simulator], Any]


class Row(NamedTuple):
    """A switch, its position, what is asked, and what is found."""

    switch: str
    position: Any
    ask: Ask
    found: Any


def listed(path: str, login: dict[str, str] | None = None) -> Ask:
    return lambda simulator: names(simulator, path, login)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": "Bearer " + token}


def group(name: str) -> Ask:
    """Create a group: the status, and what is wrong with it."""

    def found(simulator: Simulator) -> Any:
        answer = create(simulator, "groups", "group", {"name": name})
        problems = answer.json().get("details", {}).get("name", [{}])
        return answer.status_code, problems[0].get("error")

    return found


def trigger(field: str, value: str = "x") -> Ask:
    """Create a trigger: the status, and if its field is there as it was sent and in lower case."""

    def found(simulator: Simulator) -> Any:
        conditions = {"all": [{"field": field, "operator": "is", "value": value}]}
        actions = [{"field": "status", "value": "open"}]
        rule = {"title": "A", "conditions": conditions, "actions": actions}
        answer = create(simulator, "triggers", "trigger", rule)
        return answer.status_code, field in answer.text, field.lower() in answer.text

    return found


def value_titles(subject: str) -> Ask:
    return lambda simulator: values(simulator, subject)


def twins(simulator: Simulator) -> Any:
    url = simulator.url + "/_simulator/ticket_forms"
    answer = requests.put(url, json=[{"name": "A"}, {"name": "A"}], timeout=10)
    return answer.status_code, len(simulator.account.resources["ticket_forms"].records)


def new(kind: str, path: str, **record: Any) -> Ask:
    """Add a record, and search for it at once."""

    def found(simulator: Simulator) -> Any:
        simulator.account.resources[kind].put({"role": "agent", **record})
        return names(simulator, path)

    return found


def scoped(scope: str, path: str) -> Ask:
    return lambda simulator: ask(simulator, path, with_scope(simulator, scope)).status_code


def number_of_organizations(simulator: Simulator) -> int:
    for number in range(101):
        simulator.account.resources["organizations"].put({"name": str(number)})
    # One of them is nobody.
    return len(values(simulator, "organization_id")) - 1


JO = "users/search?query=jo@example.com"
EVERYONE = ["Somebody", "Jo", "Mojo", "+Jo", "Admin", "Agent"]
ACME = "organizations/search?name=acme"
FORBIDDEN = (403, "Forbidden")
BAD = (400, "Invalid attribute")
GERMAN_LOGIN, JO_LOGIN = bearer("german"), bearer("jo")
PRIORITY, OPEN = "ticket_fields/1500004937802", "custom_statuses/22644162812377"
START, SIGNS = ("organizations/autocomplete?name=" + name for name in ("acme", "⭐⭐"))
SIZE, KEY = ("requester.custom_fields." + key for key in ("Size", "another_Text_3425"))
ROWS = [
    Row("lookup_unknown_parameter", "ignore", listed("users/search?email=x"), EVERYONE),
    Row("lookup_unknown_parameter", "refuse", listed("users/search?email=x"), BAD),
    Row("lookup_scopes", "read", scoped("groups:read", "groups"), 403),
    Row("lookup_scopes", "read", scoped("read", "groups"), 200),
    Row("lookup_scopes", "read", scoped("users:read", "users"), 200),
    Row("lookup_scopes", "finer", scoped("groups:read", "groups"), 200),
    Row("lookup_scopes", "finer", scoped("groups:read", "brands"), 403),
    Row("lookup_group_names", "checked", group("support"), (422, "DuplicateValue")),
    Row("lookup_group_names", "twins", group("support"), (201, None)),
    Row("lookup_twins", "allow", twins, (200, 2)),
    Row("lookup_twins", "refuse", twins, (422, 1)),
    Row("lookup_agent_brands", "all", listed("brands", JO_LOGIN), ["Example", "Old"]),
    Row("lookup_agent_brands", "own", listed("brands", JO_LOGIN), ["Example"]),
    Row("lookup_agent_brands", "own", listed("brands", AGENT), []),
    Row("lookup_agent_brands", "own", listed("brands"), ["Example", "Old"]),
    Row("lookup_catalog_forms", "list", lambda s: "Laptop" in names(s, "ticket_forms"), True),
    Row("lookup_catalog_forms", "omit", lambda s: "Laptop" in names(s, "ticket_forms"), False),
    Row(
        "lookup_catalog_forms", "omit", listed("ticket_forms?form_type=service_catalog"), ["Laptop"]
    ),
    Row("lookup_titles", "caller", listed(PRIORITY, GERMAN_LOGIN), "Priorität"),
    Row("lookup_titles", "account", listed(PRIORITY, GERMAN_LOGIN), "Priority"),
    Row("lookup_titles", "caller", listed(OPEN, GERMAN_LOGIN), "Offen"),
    Row("lookup_titles", "account", listed(OPEN, GERMAN_LOGIN), "Open"),
    Row("lookup_users_search", "exact", listed(JO), ["Jo"]),
    Row("lookup_users_search", "partial", listed(JO), ["Mojo", "+Jo", "Jo"]),
    Row("lookup_users_lag", 0.0, new("users", "users/search?query=a@b", email="a@b"), ["Somebody"]),
    Row("lookup_users_lag", 60.0, new("users", "users/search?query=a@b", email="a@b"), []),
    Row(
        "lookup_users_lag",
        60.0,
        new("users", "users/search?query=agent@example.com", email="a@b"),
        ["Agent"],
    ),
    Row("lookup_secondary_email", "find", listed("users/search?query=jo@example.org"), ["Jo"]),
    Row("lookup_secondary_email", "miss", listed("users/search?query=jo@example.org"), []),
    Row("lookup_organization_search", "exact", listed(ACME), ["Acme"]),
    Row("lookup_organization_search", "wildcard", listed(ACME), ["Acme Inc", "Acme"]),
    Row("lookup_organization_agents", "refuse", listed(ACME, AGENT), FORBIDDEN),
    Row("lookup_organization_agents", "refuse", listed(ACME, ADMIN), ["Acme"]),
    Row("lookup_organization_agents", "allow", listed(ACME, AGENT), ["Acme"]),
    Row("lookup_autocomplete_signs", "miss", listed(SIGNS), []),
    Row("lookup_autocomplete_signs", "find", listed(SIGNS), ["⭐⭐ Acme"]),
    Row("lookup_autocomplete_signs", "miss", listed("users/autocomplete?name=%2Bj"), []),
    Row("lookup_autocomplete_signs", "find", listed("users/autocomplete?name=%2Bj"), ["+Jo"]),
    Row(
        "lookup_autocomplete_lag",
        0.0,
        new("organizations", START, name="ACME"),
        ["Acme", "Acme Inc", "ACME"],
    ),
    Row(
        "lookup_autocomplete_lag",
        60.0,
        new("organizations", START, name="ACME"),
        ["Acme", "Acme Inc"],
    ),
    # A search for organizations has no index to wait for.
    Row("lookup_autocomplete_lag", 60.0, new("organizations", ACME, name="ACME"), ["Acme", "ACME"]),
    Row("lookup_inactive_in_rule", "accept", trigger("brand_id", "7"), (201, True, True)),
    Row("lookup_inactive_in_rule", "refuse", trigger("brand_id", "7"), (422, True, True)),
    Row(
        "lookup_inactive_in_rule",
        "refuse",
        trigger("requester.custom_fields.size"),
        (422, True, True),
    ),
    Row(
        "lookup_inactive_in_rule", "refuse", trigger("brand_id", "1500000550682"), (201, True, True)
    ),
    # The name of the field as it was sent, and in lower case.
    Row("lookup_rule_keys", "lower", trigger(SIZE), (201, False, True)),
    Row("lookup_rule_keys", "keep", trigger(SIZE), (201, True, False)),
    Row("lookup_rule_keys", "lower", value_titles(KEY.lower()), []),
    Row("lookup_rule_keys", "keep", value_titles(KEY), []),
    Row("lookup_rule_capitals", "accept", trigger(SIZE), (201, False, True)),
    Row("lookup_rule_capitals", "refuse", trigger(SIZE), (422, True, False)),
    Row("lookup_definitions_inactive", "absent", value_titles("brand_id"), [("Example", True)]),
    Row(
        "lookup_definitions_inactive",
        "disabled",
        value_titles("brand_id"),
        [("Example", True), ("Old", False)],
    ),
    Row("lookup_definitions_organizations", "all", number_of_organizations, 106),
    Row("lookup_definitions_organizations", "100", number_of_organizations, 100),
]


@pytest.fixture
def account(simulator: Simulator) -> Simulator:
    for kind, records in RECORDS.items():
        for record in records:
            simulator.account.resources[kind].put(dict(record))
    # As a seed: they are not new.
    simulator.account.opened = time.monotonic()
    return simulator


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "%s-%s" % row[:2])
def test_a_position(row: Row, account: Simulator) -> None:
    setattr(account.account.switches, row.switch, row.position)
    assert row.ask(account) == row.found


# --- every position has a row


def all_positions() -> set[tuple[str, Any]]:
    fields = [field.name for field in dataclasses.fields(LookupSwitches)]
    return {(name, each) for name in fields for each in LOOKUP_CHOICES.get(name, (0.0, 60.0))}


def positions_with_rows() -> Iterator[tuple[str, Any]]:
    yield from (row[:2] for row in ROWS)
    yield from (("lookup_pages_" + kind, position) for kind, position in PAGE_CASES)
    yield from (("lookup_off_" + kind, position) for kind, position in OFF_CASES)
    yield from (("lookup_last_page", position) for position in LAST_PAGES)


def test_each_position_has_a_row() -> None:
    assert set(positions_with_rows()) == all_positions()


def test_a_position_without_a_row_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LOOKUP_CHOICES, "lookup_titles", ("caller", "account", "new"))
    assert all_positions() - set(positions_with_rows()) == {("lookup_titles", "new")}


def test_each_switch_begins_alike() -> None:
    assert {name for name in vars(Switches()) if name.startswith("lookup_")} == {
        field.name for field in dataclasses.fields(LookupSwitches)
    }
