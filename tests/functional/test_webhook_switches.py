# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever Zendesk's answers to open questions are: a webhook is made, found again, changed and deleted.

Every switch of the simulator is here: with what a user gets in each position, or with the reason why it
can't matter to a webhook.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Callable, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.simulator.lookup_switches import LookupSwitches
from ansible_collections.community.zendesk.tests.simulator.rule_switches import RuleSwitches
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.switches import CHOICES, Switches

Run = Callable[..., dict[str, Any]]

FIELDS = {field.name: field.default for field in dataclasses.fields(Switches)}
OF_TARGETS = "It is about targets alone."
OF_RULES = {field.name for field in dataclasses.fields(RuleSwitches)} - {"rule_ids", "rule_pages"}
OF_NAMES = {field.name for field in dataclasses.fields(LookupSwitches)}
# Switch -> why it can't matter to a webhook.
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
        ),
        OF_TARGETS,
    ),
    **dict.fromkeys(OF_RULES, "It is about rules alone."),
    **dict.fromkeys(OF_NAMES, "It is about names in rules."),
    "page_size_parameter": "Webhooks have cursors.",
    "rule_ids": "It is the form of the ID of a target.",
    "own_url": "A webhook has no address of its own.",
    "failures_in_full": "It is about the list of what targets could not deliver.",
    "token_lifetime": "test_http and docs/faults.md take both sides, for every path.",
    "rate_limit": "test_rate_limit_share takes both sides, for every path.",
    "rate_window": "test_rate_limit_share takes both sides, for every path.",
    "rate_headers": "test_http takes both sides, for every path.",
    "no_help_desk": "docs/faults.md takes both sides, for every path.",
    "latency": "It is for measuring.",
    "webhook_name_filter": "The module filters by itself: names are compared to the letter.",
    "webhook_descending": "The module asks for no order.",
    "webhook_clone_secrets": "The module makes no clones.",
    "webhook_odd_id": "test_an_odd_id has it.",
    "webhook_agent_writes": "test_an_agent has it.",
    "webhook_delete_of_app": "test_what_an_app_made of test_webhook has it.",
    "max_webhooks": "test_the_limit_of_a_trial of test_webhook has it.",
    "webhook_put": "The module sends no PUT: test_webhook asserts every request.",
    "webhook_set_by_zendesk": "The module sends nothing that Zendesk sets.",
    "webhook_bare_authentication": "The module sends no authentication without its secret.",
    "webhook_authentication": "The module sends authentication as a whole.",
    "webhook_null_description": "The module clears a description with an empty text.",
    "webhook_status": "The module always sends it with a create.",
    "webhook_subscriptions": "The module always sends them with a create.",
    "webhook_shows_signing_secret": "test_a_signing_secret_in_every_answer has it.",
    "webhook_test_rate_limit": "The module sends no tests.",
    "webhook_page_size": "The module always asks for pages of 100.",
    "webhook_large_page": "The module asks for pages of 100, which are not too large.",
}


class Outcome(NamedTuple):
    """What a user gets where it is not what was asked for: an error or a warning of a step."""

    step: str
    text: str


STORED = "Zendesk did not store"
# Switch -> position -> what differs from a life without a word; positions that are not named have none.
OUTCOMES: dict[str, dict[Any, Outcome]] = {
    "webhook_errors": {},
    "webhook_json": {},
    "webhook_no_authentication": {
        "refuse": Outcome("no login", "Authentication can't be null"),
        "ignore": Outcome("no login", STORED),
    },
    "webhook_null_header": {"ignore": Outcome("no header", STORED)},
    "webhook_connection": {},
    "webhook_odd_event": {},
    "webhook_http": {"refuse": Outcome("plain", "Endpoint must use https")},
    "webhook_lower_case": {},
    "webhook_unset_headers": {},
    "webhook_delete_used": {
        "400": Outcome("delete used", "Webhook In Use"),
        "409": Outcome("delete used", "Webhook In Use"),
    },
    "webhook_rate_limit": {},
    "rule_pages": {},
}
POSITIONS = {
    "webhook_rate_limit": (100, 700),
    **{name: (False, True) for name, default in FIELDS.items() if isinstance(default, bool)},
}
CASES = [(name, position) for name in OUTCOMES for position in POSITIONS.get(name) or CHOICES[name]]

FIRST = {
    "name": "Pager",
    "endpoint": "https://pager.example.com",
    "http_method": "POST",
    "request_format": "json",
    "description": "First",
    "authentication": {"type": "bearer_token", "token": "marker-token"},
    "custom_headers": {"X-A": "1", "X-B": "2"},
}
# Step -> what is asked for.
STEPS: dict[str, dict[str, Any]] = {
    "create": FIRST,
    "plain": {"endpoint": "http://pager.example.com"},
    "change": {"description": "", "endpoint": "https://other.example.com", "http_method": "PUT"},
    "another login": {
        "authentication": {"type": "basic_auth", "username": "a", "password": "marker"}
    },
    "no header": {"custom_headers": {"X-A": "1"}},
    "no login": {"authentication": {"type": "none"}},
}


def test_every_switch_is_here() -> None:
    assert set(NO_MATTER) & set(OUTCOMES) == set()
    assert set(NO_MATTER) | set(OUTCOMES) == set(FIELDS)


@pytest.mark.parametrize(("name", "position"), CASES)
def test_a_life(name: str, position: Any, simulator: Simulator, run: Run) -> None:
    setattr(simulator.account.switches, name, position)
    outcome = OUTCOMES[name].get(position, Outcome("", ""))

    def check(step: str, result: dict[str, Any]) -> bool:
        said = result.get("msg", "") + " ".join(result.get("warnings", []))
        if outcome.step == step:
            assert outcome.text in said
            return False
        assert not result.get("failed"), said
        assert STORED not in said
        return True

    for step, asked in STEPS.items():
        arguments = {"name": "Pager", **asked, "update_secrets": "on_create"}
        if check(step, run("zendesk_webhook", **arguments)):
            assert not run("zendesk_webhook", **arguments)["changed"], step
    rule(simulator)
    arguments = {"name": "Pager", "state": "absent"}
    assert "is used by" in run("zendesk_webhook", **arguments)["msg"]
    deleted = check("delete used", run("zendesk_webhook", **arguments, force=True))
    assert len(simulator.account.resources["webhooks"].records) == (not deleted)
    assert not [call for call in simulator.calls if call.startswith("PUT")]


def rule(simulator: Simulator) -> None:
    """A trigger that uses the only webhook."""
    (webhook,) = simulator.account.resources["webhooks"].records
    action = {"field": "notification_webhook", "value": [webhook, "Hello"]}
    simulator.account.resources["triggers"].put({"title": "Ring", "actions": [action]})


@pytest.mark.parametrize("position", CHOICES["webhook_odd_id"])
@pytest.mark.parametrize("state", ["present", "absent"])
def test_an_odd_id(position: str, state: str, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.webhook_odd_id = position
    result = run("zendesk_webhook", id="nonsense", state=state)
    if position == "bad_request":
        assert "Id is not valid" in result["msg"]
    elif state == "present":
        assert "There is no webhook with id nonsense" in result["msg"]
    else:
        assert result["action"] == "none"


@pytest.mark.parametrize("position", CHOICES["webhook_agent_writes"])
def test_an_agent(position: str, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.webhook_agent_writes = position
    result = run("zendesk_webhook", **FIRST, zendesk_oauth_token="simulated-agent-oauth-token")
    assert result["error"]["status"] == 403
    assert result["error"]["code"] == "Forbidden"
    assert "Reading requires an agent and writing requires an administrator" in result["msg"]


@pytest.mark.parametrize("shows", [False, True])
def test_a_signing_secret_in_every_answer(shows: bool, simulator: Simulator, run: Run) -> None:
    """It is shown where it is asked for, and nowhere else."""
    simulator.account.switches.webhook_shows_signing_secret = shows
    results = [run("zendesk_webhook", **FIRST), run("zendesk_webhook_info")]
    (webhook,) = simulator.account.resources["webhooks"].records.values()
    assert webhook["signing_secret"]["secret"] not in str(results)
