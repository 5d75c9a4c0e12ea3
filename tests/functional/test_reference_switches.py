# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever Zendesk's answers to open questions about names are: names are found, or it is said why not."""

from __future__ import annotations

import dataclasses
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.tests.running import Result, run_module
from ansible_collections.community.zendesk.tests.simulator.lookup_switches import OFF, PAGES
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.switches import CHOICES, Switches

pytestmark = pytest.mark.usefixtures("clean_environment")

FIELDS = {each.name: each.default for each in dataclasses.fields(Switches)}
# Switch -> why it can't matter to names.
NO_MATTER = {
    "lookup_pages_dynamic_content": "The modules do not read dynamic content.",
    "lookup_off_dynamic_content": "The modules do not read dynamic content.",
    "lookup_group_names": "test_references has twins of all kinds.",
    "lookup_twins": "test_references has twins of all kinds.",
    "lookup_users_lag": "The modules create no users, and say that nobody was found.",
    "lookup_autocomplete_lag": "The modules create no organizations.",
    "lookup_autocomplete_signs": "Names are completed only where a search is refused.",
    "lookup_agent_brands": "test_an_agent has it.",
    "lookup_organization_agents": "test_an_agent has it.",
    "lookup_secondary_email": "test_another_address has it.",
    "lookup_scopes": "test_finer_scopes has it.",
    "lookup_inactive_in_rule": "test_what_is_not_in_use of test_references has it.",
    "lookup_definitions_inactive": "test_definitions has it.",
    "lookup_definitions_organizations": "test_definitions has it.",
}
# Switch -> position -> what a user is told; positions that are not named change nothing.
OUTCOMES: dict[str, dict[Any, str]] = {
    **{
        "lookup_off_" + kind: {
            **dict.fromkeys(("message", "forbidden", "not_found"), "can't be read"),
            "empty": "there is no",
        }
        for kind in (
            "brands",
            "ticket_forms",
            "custom_statuses",
            "schedules",
            "user_fields",
            "organization_fields",
        )
    },
}
CASES = [
    (name, position)
    for name in FIELDS
    if name.startswith("lookup_") and name not in NO_MATTER
    for position in (
        PAGES
        if name.startswith("lookup_pages_")
        else OFF
        if name.startswith("lookup_off_")
        else CHOICES[name]
    )
]
CONDITIONS: list[dict[str, Any]] = [
    {"field": "group_id", "value": {"group": "Night shift"}},
    {"field": "assignee_id", "value": {"user": "ana@example.com"}},
    {"field": "organization_id", "value": {"organization": "Acme"}},
    {"field": "brand_id", "value": {"brand": "second"}},
    {"field": "ticket_form_id", "value": {"ticket_form": "Incident"}},
    {"field": {"ticket_field": "Severity"}, "operator": "present"},
    {"field": "custom_status_id", "value": {"custom_status": "Waiting"}},
    {"field": "schedule_id", "value": {"schedule": "Europe"}},
    {"field": "locale_id", "value": {"locale": "de"}},
    {"field": "requester.custom_fields.plan", "value": {"option": "Gold"}},
    {"field": "organization.custom_fields.Region", "value": {"option": "North"}},
]
RULE: dict[str, Any] = {
    "title": "Rule",
    "conditions": {"all": CONDITIONS},
    "actions": [{"field": "status", "value": "open"}],
}
MANY = 101
LONG = pytest.mark.long


def option(name: str, number: int) -> list[dict[str, Any]]:
    return [{"id": number, "name": name, "value": name.lower()}]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """An account with more than a page of each kind."""
    running = Simulator().start()
    for number in range(MANY):
        fill(running, "X%03d" % number, "x%03d" % number)
    account = running.account
    for resource, record in (
        ("groups", {"name": "Night shift"}),
        ("users", {"name": "Ana", "email": "ana@example.com", "role": "agent"}),
        ("organizations", {"name": "Acme"}),
        ("brands", {"name": "Second", "subdomain": "second"}),
        ("ticket_forms", {"name": "Incident"}),
        ("ticket_fields", {"title": "Severity", "type": "text"}),
        ("custom_statuses", {"agent_label": "Waiting", "status_category": "hold"}),
        ("schedules", {"name": "Europe"}),
        ("locales", {"locale": "de", "name": "Deutsch"}),
        (
            "user_fields",
            {"key": "plan", "type": "dropdown", "custom_field_options": option("Gold", 5)},
        ),
        (
            "organization_fields",
            {"key": "Region", "type": "dropdown", "custom_field_options": option("North", 6)},
        ),
    ):
        account.resources[resource].put({"title": "Title", **record})
    yield running
    running.stop()


def fill(running: Simulator, name: str, word: str) -> None:
    resources = running.account.resources
    resources["groups"].put({"name": name})
    resources["users"].put({"name": name, "email": "ana@example.com." + word, "role": "agent"})
    resources["organizations"].put({"name": "Acme " + name})
    resources["brands"].put({"name": name, "subdomain": word})
    resources["ticket_forms"].put({"name": name})
    resources["ticket_fields"].put({"title": name, "type": "text"})
    resources["custom_statuses"].put({"agent_label": name, "status_category": "hold"})
    resources["schedules"].put({"name": name})
    resources["user_fields"].put({"key": word, "title": name, "type": "text"})
    resources["organization_fields"].put({"key": word, "title": name, "type": "text"})


def run(simulator: Simulator, module: str = "zendesk_trigger", **arguments: Any) -> Result:
    login = {"zendesk_oauth_token": "simulated-admin-oauth-token"}
    if "zendesk_client_id" in arguments:
        login = {}
    return run_module(module, {"zendesk_url": simulator.url, **login, **arguments})


def test_every_switch_is_here() -> None:
    named = {name for name in FIELDS if name.startswith("lookup_")}
    assert set(NO_MATTER) | {name for name, _position in CASES} == named
    assert {name for name, _position in CASES} >= set(OUTCOMES)


@pytest.mark.parametrize(
    ("name", "position"),
    [
        # Where nothing is said, other tests do the same with the switch as it is.
        pytest.param(name, position, marks=() if OUTCOMES.get(name, {}).get(position) else LONG)
        for name, position in CASES
    ],
)
def test_a_life(name: str, position: Any, simulator: Simulator) -> None:
    setattr(simulator.account.switches, name, position)
    says = OUTCOMES.get(name, {}).get(position, "")
    if name == "lookup_unknown_parameter":
        says = says if position == "ignore" else ""
    result = run(simulator, **RULE)
    if says:
        assert says in result["msg"]
        assert not simulator.account.resources["triggers"].records
        return
    assert result.get("action") == "create", result
    assert "Zendesk did not store" not in " ".join(result["warnings"])
    assert run(simulator, **RULE)["action"] == "none"
    simulator.account.switches.rule_dead_ids = "accept"
    changed = {**RULE, "actions": [{"field": "group_id", "value": {"group": "X100"}}]}
    assert run(simulator, **changed)["action"] == "update"
    (shown,) = run(simulator, "zendesk_trigger_info", resolve_names=True)["triggers"]
    named = [
        next(iter(c["value"])) for c in shown["conditions"]["all"] if isinstance(c["value"], dict)
    ]
    assert len(named) == len(CONDITIONS) - 1
    assert run(simulator, title="Rule", state="absent")["action"] == "delete"


AGENT = {"zendesk_oauth_token": "simulated-agent-oauth-token"}


@pytest.mark.parametrize("brands", CHOICES["lookup_agent_brands"])
@pytest.mark.parametrize("organizations", CHOICES["lookup_organization_agents"])
def test_an_agent(brands: str, organizations: str, simulator: Simulator) -> None:
    switches = simulator.account.switches
    switches.lookup_agent_brands, switches.lookup_organization_agents = brands, organizations
    switches.rule_agent_writes = "allow"
    conditions = {"all": [CONDITIONS[3]]}
    result = run(simulator, **{**RULE, "conditions": conditions}, **AGENT)
    if brands == "own":
        assert "An agent sees only the brands that the agent belongs to" in result["msg"]
    else:
        assert result["action"] == "create"
    # Where a search is refused, names are completed.
    conditions = {"all": [CONDITIONS[2]]}
    asked = {**RULE, "title": "Other", "conditions": conditions}
    assert run(simulator, **asked, **AGENT)["action"] == "create"
    assert ("GET /api/v2/organizations/autocomplete" in simulator.calls) is (
        organizations == "refuse"
    )


@pytest.mark.parametrize("position", CHOICES["lookup_secondary_email"])
def test_another_address(position: str, simulator: Simulator) -> None:
    """Who is found by another address is not taken for the one that is meant."""
    simulator.account.switches.lookup_secondary_email = position
    simulator.account.resources["users"].put(
        {
            "name": "Bea",
            "email": "bea@example.com",
            "role": "agent",
            "other_emails": ["b@example.com"],
        }
    )
    conditions = {"all": [{"field": "assignee_id", "value": {"user": "b@example.com"}}]}
    message = run(simulator, **{**RULE, "conditions": conditions})["msg"]
    assert 'there is no user "b@example.com"' in message
    assert "primary email address" in message


@pytest.mark.parametrize("position", CHOICES["lookup_scopes"])
def test_finer_scopes(position: str, simulator: Simulator) -> None:
    """What is asked for is enough in both cases."""
    simulator.account.switches.lookup_scopes = position
    client = {
        "zendesk_client_id": "simulated-client",
        "zendesk_client_secret": "simulated-client-secret",
    }
    assert run(simulator, **RULE, **client)["action"] == "create"


@pytest.mark.parametrize("inactive", CHOICES["lookup_definitions_inactive"])
@pytest.mark.parametrize("organizations", CHOICES["lookup_definitions_organizations"])
def test_definitions(inactive: str, organizations: str, simulator: Simulator) -> None:
    switches = simulator.account.switches
    switches.lookup_definitions_inactive = inactive
    switches.lookup_definitions_organizations = organizations
    # Not all organizations are listed, so nothing is said of one that is not.
    conditions = {"all": [CONDITIONS[2]]}
    assert run(simulator, **{**RULE, "conditions": conditions})["warnings"] == []
    forms = simulator.account.resources["ticket_forms"].records.values()
    (form,) = [each for each in forms if each["name"] == "Incident"]
    form["active"] = False
    conditions = {"all": [CONDITIONS[4]]}
    asked = {**RULE, "title": "Other", "conditions": conditions}
    warnings = " ".join(run(simulator, **asked)["warnings"])
    assert 'The ticket form "Incident" is inactive' in warnings
    assert (
        "is inactive in this account" if inactive == "disabled" else "does not list"
    ) in warnings
