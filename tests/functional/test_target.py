# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which target a task means, what is left alone, and what stands in the way of a change."""

from __future__ import annotations

import json
import re
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

EMAIL = {
    "title": "On call",
    "type": "email_target",
    "email": "on-call@example.com",
    "subject": "[{{ticket.id}}] {{ticket.title}}",
}
HOOK = {
    "title": "On call",
    "type": "url_target",
    "target_url": "https://example.com/{{ticket.id}}",
    "attribute": "message",
}
LIST = "GET /api/v2/targets"


def put(simulator: Simulator, *targets: dict[str, Any]) -> list[int]:
    return [int(simulator.account.put_target(dict(target))["id"]) for target in targets]


def test_liquid_survives(simulator: Simulator, run: Run) -> None:
    run(**EMAIL)
    (stored,) = simulator.account.targets.values()
    assert stored["subject"] == EMAIL["subject"]


def test_a_new_target_is_active_even_if_zendesk_would_not_make_it_so(
    simulator: Simulator, run: Run
) -> None:
    simulator.account.switches.default_active = False
    assert run(**EMAIL)["target"]["active"] is True


def test_title_is_found_among_other_titles(simulator: Simulator, run: Run) -> None:
    put(simulator, dict(EMAIL, title="on call"), dict(EMAIL, title="On call 2"), EMAIL)
    assert not run(**EMAIL)["changed"]


def test_title_on_a_later_page_is_found(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.page_size = 2
    put(simulator, *[dict(EMAIL, title="Other %d" % number) for number in range(5)], EMAIL)
    assert not run(**EMAIL)["changed"]
    assert simulator.calls == [LIST] * 3


def test_same_title_is_told_apart_by_type(simulator: Simulator, run: Run) -> None:
    _hook, mail = put(simulator, HOOK, EMAIL)
    result = run(**dict(EMAIL, email="new@example.com"))
    assert result["target"]["id"] == mail


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(
    "wanted", [EMAIL, {"title": "On call", "state": "absent"}], ids=["present", "absent"]
)
def test_ambiguous_title_is_an_error_that_lists_the_ids(
    wanted: dict[str, Any], check: bool, simulator: Simulator, run: Run
) -> None:
    ids = put(simulator, EMAIL, dict(EMAIL, active=False))
    result = run(check=check, **wanted)
    assert result["failed"]
    assert 'There are 2 targets called "On call"' in result["msg"]
    for target_id in ids:
        assert "id %d" % target_id in result["msg"]
    assert "Set id to" in result["msg"]
    assert simulator.calls == [LIST]


def test_ambiguous_title_is_settled_by_id(simulator: Simulator, run: Run) -> None:
    first, second = put(simulator, EMAIL, EMAIL)
    assert run(id=second, state="absent")["changed"]
    assert list(simulator.account.targets) == [first]


def test_other_type_under_the_title_is_an_error(simulator: Simulator, run: Run) -> None:
    (hook,) = put(simulator, HOOK)
    result = run(**EMAIL)
    assert result["failed"]
    for text in ("url_target", "id %d" % hook, "email_target", "recreate=true"):
        assert text in result["msg"]
    assert simulator.calls == [LIST]


def test_other_type_under_the_title_is_replaced_on_request(simulator: Simulator, run: Run) -> None:
    (hook,) = put(simulator, HOOK)
    predicted = run(check=True, recreate=True, **EMAIL)
    simulator.journal.clear()
    result = run(recreate=True, **EMAIL)
    assert (result["changed"], result["action"]) == (True, "recreate")
    assert predicted["diff"] == result["diff"]
    assert result["diff"]["before"]["type"] == "url_target"
    # The new one comes first: a create that fails must not cost the old one.
    assert simulator.calls == [
        LIST,
        "GET /api/v2/triggers",
        "GET /api/v2/automations",
        "POST /api/v2/targets",
        "DELETE /api/v2/targets/%d" % hook,
    ]
    assert [target["type"] for target in simulator.account.targets.values()] == ["email_target"]
    assert not run(recreate=True, **EMAIL)["changed"]


def test_replacement_that_can_not_be_created_keeps_the_old(simulator: Simulator, run: Run) -> None:
    put(simulator, HOOK)
    simulator.account.switches.check_email = True
    result = run(recreate=True, **dict(EMAIL, email="nowhere"))
    assert "422" in result["msg"]
    assert "Email: is not properly formatted" in result["msg"]
    assert [target["type"] for target in simulator.account.targets.values()] == ["url_target"]


def test_replacement_whose_old_target_stays_is_told(simulator: Simulator, run: Run) -> None:
    (hook,) = put(simulator, HOOK)
    simulator.account.switches.delete_used = "refuse"
    simulator.account.add_rule("triggers", "Tell", hook)
    result = run(recreate=True, force=True, **EMAIL)
    assert result["failed"]
    assert "was created to replace" in result["msg"]
    assert "id %d" % hook in result["msg"]


def test_replacement_by_id_is_refused(simulator: Simulator, run: Run) -> None:
    (hook,) = put(simulator, HOOK)
    wanted = {key: value for key, value in EMAIL.items() if key != "title"}
    result = run(id=hook, recreate=True, **wanted)
    assert "another ID" in result["msg"]
    assert simulator.calls == ["GET /api/v2/targets/%d" % hook]


def test_absent_leaves_other_types_alone(simulator: Simulator, run: Run) -> None:
    put(simulator, HOOK)
    assert not run(title="On call", type="email_target", state="absent")["changed"]
    assert len(simulator.account.targets) == 1


@pytest.mark.parametrize("change", [{"title": "Other"}, {"type": "jira_target"}])
def test_absent_by_id_that_is_another_target_is_refused(
    change: dict[str, Any], simulator: Simulator, run: Run
) -> None:
    (mail,) = put(simulator, EMAIL)
    result = run(id=mail, state="absent", **change)
    assert "does not match the task" in result["msg"]
    assert list(simulator.account.targets) == [mail]


def test_id_that_does_not_exist(simulator: Simulator, run: Run) -> None:
    result = run(id=360000000001, active=False)
    assert "There is no target with id 360000000001" in result["msg"]
    assert not run(id=360000000001, state="absent")["changed"]


@pytest.mark.parametrize("form", ["json", "html"])
@pytest.mark.parametrize(
    "wanted",
    [{"id": 360000000001, "state": "absent"}, {"title": "On call", "state": "absent"}],
    ids=["id", "title"],
)
def test_a_404_of_no_account_is_not_absent(
    wanted: dict[str, Any], form: str, simulator: Simulator, run: Run
) -> None:
    simulator.account.switches.no_help_desk = form
    result = run(**wanted)
    assert result["failed"]
    assert "Check zendesk_subdomain or zendesk_url" in result["msg"]
    assert result["error"]["status"] == 404


@pytest.mark.parametrize("body", ["", "Not found", {"error": "InvalidEndpoint"}, {"error": None}])
def test_a_404_without_record_not_found_is_not_absent(
    body: Any, simulator: Simulator, run: Run
) -> None:
    simulator.fault(answer={"status": 404, "body": body})
    assert run(id=360000000001, state="absent")["failed"]


@pytest.mark.parametrize("wanted", [{"state": "absent"}, {"active": False}], ids=str)
def test_a_404_for_the_token_is_not_absent(wanted: Any, simulator: Simulator, run: Run) -> None:
    (target_id,) = put(simulator, EMAIL)
    client = {"zendesk_client_id": "simulated-client", "zendesk_client_secret": "marker-secret"}
    missing = {"status": 404, "body": {"error": "RecordNotFound"}}
    simulator.fault(path="/oauth", answer=missing)
    result = run(id=target_id, **wanted, **client)
    assert "POST /oauth/tokens: Zendesk answered 404" in result["msg"]
    assert simulator.calls == ["POST /oauth/tokens"]


NO_TARGETS: list[Any] = [
    None,
    17,
    {},
    dict(EMAIL, id="17"),
    dict(EMAIL, id=True),
    dict(EMAIL, id=17, type=["email_target"]),
    dict(EMAIL, id=17, title={}),
]


@pytest.mark.parametrize("record", NO_TARGETS, ids=str)
def test_a_record_that_is_no_target(record: Any, simulator: Simulator, run: Run) -> None:
    """It could be the one that is meant: nothing is written."""
    (target_id,) = put(simulator, EMAIL)
    body = {"targets": [record], "target": record}
    simulator.fault(times=0, path="/api/v2/targets", answer={"status": 200, "body": body})
    for wanted in (EMAIL, {"id": target_id, "active": False}, {"id": target_id, "state": "absent"}):
        assert "Zendesk's response" in run(**wanted)["msg"]
    assert {call.split()[0] for call in simulator.calls} == {"GET"}


def test_an_answer_about_another_target(simulator: Simulator, run: Run) -> None:
    (target_id,) = put(simulator, EMAIL)
    other = {"status": 200, "body": {"target": dict(EMAIL, id=17)}}
    simulator.fault(path="/api/v2/targets/", answer=other)
    assert "contains another target" in run(id=target_id, state="absent")["msg"]
    assert target_id in simulator.account.targets


@pytest.mark.parametrize("actions", [None, {}, "x", ["x"]], ids=str)
def test_delete_is_refused_where_a_rule_can_not_be_read(
    actions: Any, simulator: Simulator, run: Run
) -> None:
    (target_id,) = put(simulator, EMAIL)
    rules = {"triggers": [{"id": 17, "title": "Tell", "actions": actions}]}
    simulator.fault(path="/api/v2/triggers", answer={"status": 200, "body": rules})
    assert "a rule without actions: 17" in run(title="On call", state="absent")["msg"]
    assert target_id in simulator.account.targets


@pytest.mark.parametrize("rule_ids", ["int", "str", "bare"])
@pytest.mark.parametrize("rule_pages", ["cursor", "offset"])
@pytest.mark.parametrize(
    ("kind", "active"), [("triggers", True), ("automations", True), ("triggers", False)]
)
@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
def test_delete_of_a_used_target_is_refused(
    check: bool,
    kind: str,
    active: bool,
    rule_pages: str,
    rule_ids: str,
    simulator: Simulator,
    run: Run,
) -> None:
    used, unused = put(simulator, EMAIL, dict(EMAIL, title="Unused"))
    account = simulator.account
    account.switches.rule_ids, account.switches.rule_pages = rule_ids, rule_pages
    for number in range(101):
        account.add_rule(kind, "Rule %d" % number, unused + 1)
    rule = account.add_rule(kind, "Tell everyone", used, active=active)
    result = run(check=check, title="On call", state="absent")
    assert result["failed"]
    assert '%s "Tell everyone" (id %d' % (kind[:-1], rule["id"]) in result["msg"]
    assert ("inactive" in result["msg"]) == (not active)
    assert "force=true" in result["msg"]
    assert "DELETE" not in str(simulator.calls)
    # Two pages of the one, one page of the other.
    assert len([call for call in simulator.calls if "targets" not in call]) == 3
    simulator.journal.clear()
    assert run(title="Unused", state="absent")["changed"]
    assert run(title="On call", state="absent", force=True)["changed"]


def test_delete_without_the_right_to_read_rules(simulator: Simulator, run: Run) -> None:
    put(simulator, EMAIL)
    client = {
        "zendesk_client_id": "simulated-client",
        "zendesk_client_secret": "simulated-client-secret",
        "zendesk_oauth_scope": "targets:read targets:write",
    }
    result = run(title="On call", state="absent", **client)
    assert "scopes" in result["msg"]
    assert "force=true" in result["msg"]
    assert len(simulator.account.targets) == 1
    assert run(title="On call", state="absent", force=True, **client)["changed"]


@pytest.mark.parametrize("wanted_type", ["http_target", "url_target_v2"])
@pytest.mark.parametrize("stored_type", ["http_target", "url_target_v2"])
def test_two_names_of_one_type(
    wanted_type: str, stored_type: str, simulator: Simulator, run: Run
) -> None:
    simulator.account.switches.http_type_name = stored_type
    wanted = {
        "title": "Hook",
        "type": wanted_type,
        "target_url": "https://example.com",
        "method": "POST",
        "content_type": "application/json",
    }
    run(**wanted)
    # Of a retired type, which the account may not list: the list is read again.
    (sent,) = [entry for entry in simulator.journal.entries if entry["method"] == "POST"]
    assert sent["body"]["target"]["type"] == "http_target"
    assert not run(**wanted)["changed"]
    run(**dict(wanted, method="put"))
    # The account is spoken to in its own words.
    assert simulator.journal.entries[-1]["body"]["target"]["type"] == stored_type


@pytest.mark.parametrize(
    ("found", "wanted", "changes"),
    [
        ({"username": ""}, {"username": ""}, False),
        ({"username": None}, {"username": ""}, False),
        ({}, {"username": ""}, False),
        ({"username": "me"}, {"username": ""}, True),
        ({"method": "GET"}, {"method": "get"}, False),
        ({"method": "get"}, {}, False),
        ({"target_url": 17}, {"target_url": "17"}, False),
        ({"attribute": "007"}, {"attribute": "7"}, True),
    ],
)
def test_values_are_compared_by_meaning(
    found: Any, wanted: Any, changes: bool, simulator: Simulator, run: Run
) -> None:
    put(simulator, dict(HOOK, **found))
    mandatory = {name: dict(HOOK, **found)[name] for name in ("target_url", "attribute")}
    arguments = dict(title="On call", type="url_target", **dict(mandatory, **wanted))
    assert run(check=True, **arguments)["changed"] == changes
    assert run(**arguments)["changed"] == changes
    assert not run(**arguments)["changed"]


@pytest.mark.parametrize(
    "switches",
    [
        {"unreadable": "absent"},
        {"tokens_readable": False},
        {"tokens_readable": False, "unreadable": "absent"},
        {"unset": "absent", "unset_username": None},
        {"unset": "empty"},
        {"digits_as_numbers": True},
    ],
    ids=str,
)
@pytest.mark.parametrize("given", [{}, {"message_id": "7", "username": "me"}], ids=str)
def test_second_run_is_empty_however_the_account_answers(
    given: dict[str, Any], switches: dict[str, Any], simulator: Simulator, run: Run
) -> None:
    for name, value in switches.items():
        setattr(simulator.account.switches, name, value)
    wanted = {
        "title": "Basecamp",
        "type": "basecamp_target",
        "target_url": "https://basecamp.example.com",
        "token": "marker-token",
        "project_id": 17,
        "resource": "todo",
        "update_secrets": "on_create",
    }
    assert run(**wanted, **given)["changed"]
    assert not run(**wanted, **given)["changed"]
    cleared = dict.fromkeys(given, "")
    assert run(**wanted, **cleared)["changed"] == bool(given)
    assert not run(**wanted, **cleared)["changed"]


def test_an_omitted_secret_is_not_cleared(simulator: Simulator, run: Run) -> None:
    hook = dict(HOOK, username="me", password="marker-password")
    (target_id,) = put(simulator, hook)
    assert run(**dict(HOOK, target_url="https://example.org"))["changed"]
    assert run(id=target_id, active=False)["changed"]
    assert simulator.account.targets[target_id]["password"] == "marker-password"


@pytest.mark.parametrize("policy", ["always", "on_create"])
@pytest.mark.parametrize("exists", [False, True], ids=["create", "update"])
def test_when_secrets_are_sent(exists: bool, policy: str, simulator: Simulator, run: Run) -> None:
    if exists:
        put(simulator, dict(HOOK, password="marker-old"))
    result = run(**dict(HOOK, subject=None, password="marker-new"), update_secrets=policy)
    sends = policy == "always" or not exists
    assert result["changed"] == sends
    assert result["secrets_sent"] == (["password"] if sends else [])
    (stored,) = simulator.account.targets.values()
    assert stored["password"] == ("marker-new" if sends else "marker-old")


def test_target_of_an_unknown_type(simulator: Simulator, run: Run) -> None:
    (target_id,) = put(
        simulator, {"title": "Text", "type": "twilio_target", "from": "+49", "token": "marker-old"}
    )
    result = run(id=target_id, active=False)
    assert result["changed"]
    assert simulator.account.targets[target_id]["from"] == "+49"
    assert "token" not in result["target"]
    refused = run(id=target_id, email="x@example.com")
    assert "attributes of this type are not known" in refused["msg"]
    assert run(title="Text", state="absent")["changed"]


def test_what_zendesk_drops_is_a_warning(simulator: Simulator, run: Run) -> None:
    header = "Removed Params: Unpermitted parameter keys: '[\"target.subject\"]'."
    (target_id,) = put(simulator, EMAIL)
    simulator.fault(
        method="PUT",
        answer={
            "status": 200,
            "headers": {"X-Zendesk-API-Warn": header},
            "body": {"target": dict(EMAIL, id=target_id, active=True)},
        },
    )
    result = run(**dict(EMAIL, subject="New"))
    assert any(header in warning for warning in result["warnings"])
    assert any("did not store subject" in warning for warning in result["warnings"])


def test_a_warning_that_no_log_takes(simulator: Simulator, run: Run) -> None:
    (target_id,) = put(simulator, EMAIL)
    body = json.dumps({"target": dict(EMAIL, id=target_id, subject="New")})
    lines = ["HTTP/1.1 200 OK", "X-Zendesk-API-Warn: cut\x00off", "Content-Length: %d" % len(body)]
    simulator.fault(method="PUT", raw="\r\n".join([*lines, "", body]))
    result = run(**dict(EMAIL, subject="New"))
    assert result["changed"]
    assert any("cut off" in warning for warning in result["warnings"])


def test_the_eleventh_target_of_a_trial_account(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.max_targets = 1
    put(simulator, dict(EMAIL, title="First"))
    result = run(**EMAIL)
    request_id = result["error"].pop("request_id")
    assert re.fullmatch("[0-9a-f]{16}-SEA", request_id)
    assert result["error"] == {"status": 422, "code": "RecordInvalid"}
    assert "Trial accounts cannot have more targets" in result["msg"]


@pytest.mark.parametrize("switch", [{"type_change": "refuse"}, {"type_change": "apply"}])
def test_type_is_never_changed_in_place(
    switch: dict[str, str], simulator: Simulator, run: Run
) -> None:
    simulator.account.switches.type_change = switch["type_change"]
    (target_id,) = put(simulator, HOOK)
    assert run(id=target_id, type="email_target", email="a@example.com", subject="x")["failed"]
    assert simulator.account.targets[target_id]["type"] == "url_target"
