# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator itself: it answers as FACTS and Zendesk's OpenAPI document say."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openapi_schema_validator
import pytest
import requests
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.tests import calls
from ansible_collections.community.zendesk.tests.calls import ADMIN, AGENT
from ansible_collections.community.zendesk.tests.samples import complete
from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.settings import (
    WrongSetting,
    read_seed,
    read_switches,
)
from ansible_collections.community.zendesk.tests.simulator.switches import CHOICES, Switches

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = ROOT.parent / "shared" / "reference" / "zendesk-oas-targets.yaml"
MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
FAILURE = {
    "id": 6001326,
    "created_at": "2026-09-05T10:38:52Z",
    "target_name": "Hook",
    "status_code": 401,
    "consecutive_failure_count": 1,
    "raw_request": "GET / HTTP/1.1",
    "raw_response": "HTTP/1.1 401 Unauthorized",
    "url": "https://example.zendesk.com/api/v2/target_failures/6001326.json",
}


class Caller(calls.Caller):
    def create(self, **target: Any) -> dict[str, Any]:
        response = self("POST", "/api/v2/targets", json={"target": dict(MAIL, **target)})
        assert response.status_code == 201, response.text
        made = response.json()["target"]
        assert isinstance(made, dict)
        return made


@pytest.fixture
def call(simulator: Simulator) -> Caller:
    return Caller(simulator)


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    if not OPENAPI.exists():
        pytest.skip("Zendesk's OpenAPI document is not beside this checkout")
    found = yaml.safe_load(OPENAPI.read_text())
    assert isinstance(found, dict)
    return found


def check(openapi: dict[str, Any], response: requests.Response, path: str) -> None:
    """Hold an answer against what the document says of its path, method and status."""
    operation = openapi["paths"][path][str(response.request.method).lower()]
    answer = operation["responses"][str(response.status_code)]
    if "content" not in answer:
        assert response.content == b""
        return
    schema = dict(answer["content"]["application/json"]["schema"], components=openapi["components"])
    problems = openapi_schema_validator.OAS30Validator(schema).iter_errors(response.json())
    assert [problem.message for problem in problems] == []


@pytest.mark.parametrize("suffix", ["", ".json"])
@pytest.mark.parametrize("entry", TYPES, ids=[entry.name for entry in TYPES])
def test_targets_are_as_documented(
    entry: Any, suffix: str, call: Caller, openapi: dict[str, Any]
) -> None:
    many, one = "/api/v2/targets", "/api/v2/targets/{target_id}"
    body = {"target": complete(entry)}
    created = call("POST", many + suffix, json=body)
    check(openapi, created, many)
    assert created.headers["Location"] == created.json()["target"]["url"]
    path = "%s/%d%s" % (many, created.json()["target"]["id"], suffix)
    check(openapi, call("GET", many + suffix), many)
    check(openapi, call("GET", path), one)
    check(openapi, call("PUT", path, json=body), one)
    check(openapi, call("DELETE", path), one)


def test_rules_and_failures_are_as_documented(call: Caller, openapi: dict[str, Any]) -> None:
    account = call.simulator.account
    target = call.create()
    account.failures.append(FAILURE)
    # The document has a list of strings for the one and a string for the other.
    for kind, form in (("triggers", "str"), ("automations", "bare")):
        account.switches.rule_ids = form
        # Recorded triggers have nulls there, the document does not know them.
        texts = {"description": "", "category_id": "1"} if kind == "triggers" else {}
        account.add_rule(kind, "Tell", target["id"], **texts)
        check(openapi, call("GET", "/api/v2/" + kind), "/api/v2/" + kind)
    failures = "/api/v2/target_failures"
    check(openapi, call("GET", failures), failures)
    one = call("GET", failures + "/6001326")
    check(openapi, one, failures + "/{target_failure_id}")


def test_the_check_against_the_document_can_fail(call: Caller, openapi: dict[str, Any]) -> None:
    call.simulator.account.put_target(dict(MAIL, title=17))
    with pytest.raises(AssertionError, match="17 is not of type 'string'"):
        check(openapi, call("GET", "/api/v2/targets"), "/api/v2/targets")


def test_target_as_recorded(call: Caller) -> None:
    made = call.create(
        type="http_target",
        target_url="https://example.com",
        method="post",
        content_type="application/json",
        password="marker-password",
    )
    assert made["id"] > 2**32
    assert made["url"].endswith("/api/v2/targets/%d.json" % made["id"])
    assert (made["type"], made["username"], made["password"]) == ("url_target_v2", "", None)
    assert set(call.create()) == {"url", "id", "created_at", "type", "title", "active"} | {
        "email",
        "subject",
    }


def test_list_as_recorded(call: Caller) -> None:
    call.create()
    call.create()
    listed = call("GET", "/api/v2/targets").json()
    assert len(listed.pop("targets")) == 2
    assert listed == {"next_page": None, "previous_page": None, "count": 2}


# What is sent by PUT to an email target -> status, unpermitted keys named, subject stored.
PUTS: list[tuple[Any, int, str, str]] = [
    ({"email": "b@example.com"}, 400, '["target.email"]', "Hi"),
    ({}, 400, "", "Hi"),
    (None, 400, "", "Hi"),
    ({"active": False}, 200, "", "Hi"),
    ({"type": "email_target", "subject": "Ho"}, 200, "", "Ho"),
    ({"title": "T", "subject": "Ho"}, 200, '["target.subject"]', "Hi"),
    ({"type": "email_target", "subject": "Ho", "id": 5}, 200, '["target.id"]', "Ho"),
    ({"type": "email_target", "subject": ""}, 422, "", "Hi"),
]


@pytest.mark.parametrize(("sent", "status", "dropped", "subject"), PUTS)
def test_put_merges_what_the_type_sent_permits(
    sent: Any, status: int, dropped: str, subject: str, call: Caller
) -> None:
    target = call.create()
    response = call("PUT", "/api/v2/targets/%d" % target["id"], json={"target": sent})
    assert response.status_code == status
    assert dropped in response.headers.get("X-Zendesk-API-Warn", "")
    assert bool(dropped) == ("X-Zendesk-API-Warn" in response.headers)
    if status == 400:
        assert response.json()["error"] == "ParameterMissing"
    assert call.simulator.account.targets[target["id"]]["subject"] == subject


def test_titles_may_be_alike(call: Caller) -> None:
    assert call.create()["id"] != call.create()["id"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "error"),
    [
        ("GET", "/api/v2/targets", {}, 401, "Couldn't authenticate you"),
        ("GET", "/api/v2/targets", {"Authorization": "Bearer no"}, 401, "invalid_token"),
        ("GET", "/api/v2/targets/1", ADMIN, 404, "RecordNotFound"),
        ("PUT", "/api/v2/targets/1", ADMIN, 404, "RecordNotFound"),
        ("DELETE", "/api/v2/targets/1", ADMIN, 404, "RecordNotFound"),
        ("GET", "/api/v2/targets.json.json", ADMIN, 404, "InvalidEndpoint"),
        ("PATCH", "/api/v2/targets", ADMIN, 404, "InvalidEndpoint"),
        ("GET", "/api/v2/target_failures/1", ADMIN, 404, "RecordNotFound"),
    ],
)
def test_errors(
    method: str, path: str, headers: Any, status: int, error: str, call: Caller
) -> None:
    body = {"target": {"active": True}}
    response = call(method, path, headers=headers, json=body if method == "PUT" else None)
    assert (response.status_code, response.json()["error"]) == (status, error)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v2/targets"),
        ("PUT", "/api/v2/targets/1"),
        ("DELETE", "/api/v2/targets/1"),
        ("GET", "/api/v2/target_failures"),
    ],
)
def test_agents_may_read_targets_and_no_more(method: str, path: str, call: Caller) -> None:
    response = call(method, path, headers=AGENT)
    assert response.status_code == 403
    assert response.json()["error"]["title"] == "Forbidden"
    assert call("GET", "/api/v2/targets", headers=AGENT).status_code == 200


def test_page_size_is_refused_where_a_list_has_no_cursors(call: Caller) -> None:
    response = call("GET", "/api/v2/targets?page[size]=100")
    assert response.status_code == 400
    assert response.json()["error"]["title"] == "Invalid attribute"
    assert call("GET", "/api/v2/targets/one").status_code == 400


@pytest.mark.parametrize("form", ["json", "html"])
def test_no_account_here(form: str, call: Caller) -> None:
    call.simulator.account.switches.no_help_desk = form
    response = call("GET", "/api/v2/targets")
    assert response.status_code == 404
    assert ("No help desk" if form == "json" else "<html>") in response.text


def grant(call: Caller, **more: str) -> requests.Response:
    request = {
        "grant_type": "client_credentials",
        "client_id": "simulated-client",
        "client_secret": "simulated-client-secret",
        "scope": "targets:read",
    }
    return call("POST", "/oauth/tokens", headers={}, json=dict(request, **more))


def test_oauth_client(call: Caller) -> None:
    answer = grant(call).json()
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 1800)
    bearer = {"Authorization": "Bearer " + answer["access_token"]}
    assert call("GET", "/api/v2/targets", headers=bearer).status_code == 200
    assert call("GET", "/api/v2/triggers", headers=bearer).status_code == 403
    assert (
        "missing the following required scopes"
        in call("POST", "/api/v2/targets", headers=bearer).text
    )
    call.simulator.account.expire_tokens()
    assert call("GET", "/api/v2/targets", headers=bearer).status_code == 401


def test_what_a_token_may_do(call: Caller) -> None:
    """Zendesk shows the scopes, and a few characters of the token."""
    path = "/api/v2/oauth/tokens/current"
    token = grant(call, scope="read targets:write").json()["access_token"]
    shown = call("GET", path, headers={"Authorization": "Bearer " + token}).json()["token"]
    assert shown["scopes"] == ["read", "targets:write"]
    assert shown["expires_at"]
    assert token not in str(shown)
    assert call("GET", path + ".json").json()["token"]["scopes"] == ["read", "write"]
    narrow = {"Authorization": "Bearer " + grant(call).json()["access_token"]}
    assert call("GET", path, headers=narrow).status_code == 403
    user = "admin@example.com/token", "simulated-admin-api-token"
    assert requests.get(call.simulator.url + path, auth=user, timeout=10).status_code == 404
    assert call("POST", path).status_code == 404


def test_oauth_client_that_is_unknown(call: Caller) -> None:
    assert grant(call, client_secret="no").status_code == 401
    assert grant(call, grant_type="password").status_code == 400


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_rules_come_in_pages(size: int, call: Caller) -> None:
    for number in range(3):
        call.simulator.account.add_rule("triggers", "Rule %d" % number, 1)
    by_cursor, by_number = [], []
    url = "/api/v2/triggers?page[size]=%d" % size
    while url:
        page = call("GET", url).json()
        by_cursor += [rule["title"] for rule in page["triggers"]]
        # Recorded: the last page links to one more, which is empty.
        url = page["links"]["next"].replace(call.simulator.url, "")
        if not page["meta"]["has_more"]:
            page = call("GET", url).json()
            assert (page["triggers"], page["links"]["next"]) == ([], None)
            url = ""
    url = "/api/v2/triggers?per_page=%d" % size
    while url:
        page = call("GET", url).json()
        by_number += [rule["title"] for rule in page["triggers"]]
        assert page["count"] == 3
        url = (page["next_page"] or "").replace(call.simulator.url, "")
    assert by_cursor == by_number == ["Rule 0", "Rule 1", "Rule 2"]


def test_rate_limit(call: Caller) -> None:
    call.simulator.account.switches.rate_limit = 2
    answers = [call("GET", "/api/v2/targets") for _try in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60


SWITCHES: dict[str, tuple[dict[str, Any], dict[str, Any], Any]] = {
    "refuse retired types": ({"retired_types": "refuse"}, {"type": "flowdock_target"}, 422),
    "limit lengths": ({"max_length": 5}, {"title": "123456"}, 422),
    "check addresses": ({"check_email": True}, {"email": "nowhere"}, 422),
    "new targets are inactive": ({"default_active": False}, {}, ("active", False)),
    "unset as empty": (
        {"unset": "empty"},
        {"type": "yammer_target"},
        ("group_id", ""),
    ),
    "numbers": (
        {"digits_as_numbers": True},
        {"type": "yammer_target", "group_id": "17"},
        ("group_id", 17),
    ),
    "hidden tokens": (
        {"tokens_readable": False},
        {"type": "yammer_target", "token": "marker-token"},
        ("token", None),
    ),
    "type name": (
        {"http_type_name": "as_sent"},
        {
            "type": "http_target",
            "target_url": "u",
            "method": "get",
            "content_type": "application/json",
        },
        ("type", "http_target"),
    ),
}


@pytest.mark.parametrize("case", SWITCHES.values(), ids=list(SWITCHES))
def test_open_questions_are_switches(case: Any, call: Caller) -> None:
    switches, target, expected = case
    for name, value in switches.items():
        setattr(call.simulator.account.switches, name, value)
    sent = (
        dict(MAIL, api_token="marker-token", **target) if "type" in target else dict(MAIL, **target)
    )
    response = call("POST", "/api/v2/targets", json={"target": sent})
    if isinstance(expected, int):
        assert response.status_code == expected
    else:
        assert response.json()["target"][expected[0]] == expected[1]


def test_limit_of_a_trial_account(call: Caller) -> None:
    call.simulator.account.switches.max_targets = 1
    call.create()
    response = call("POST", "/api/v2/targets", json={"target": MAIL})
    assert (response.status_code, len(call.simulator.account.targets)) == (422, 1)


@pytest.mark.parametrize(
    ("answer", "status", "kind"),
    [
        ("ignore", 200, "email_target"),
        ("refuse", 422, "email_target"),
        ("apply", 200, "yammer_target"),
    ],
)
def test_change_of_type(answer: str, status: int, kind: str, call: Caller) -> None:
    call.simulator.account.switches.type_change = answer
    target = call.create()
    path = "/api/v2/targets/%d" % target["id"]
    response = call("PUT", path, json={"target": {"type": "yammer_target", "title": "T"}})
    assert response.status_code == status
    assert call.simulator.account.targets[target["id"]]["type"] == kind


@pytest.mark.parametrize("clears", [True, False])
def test_null_for_a_secret(clears: bool, call: Caller) -> None:
    call.simulator.account.switches.null_clears_secret = clears
    target = call.create(type="twitter_target", secret="marker-secret")
    path = "/api/v2/targets/%d" % target["id"]
    call("PUT", path, json={"target": {"type": "twitter_target", "title": "T", "secret": None}})
    stored = call.simulator.account.targets[target["id"]]["secret"]
    assert stored == (None if clears else "marker-secret")


@pytest.mark.parametrize(("answer", "status"), [("allow", 204), ("refuse", 422)])
def test_delete_of_a_used_target(answer: str, status: int, call: Caller) -> None:
    call.simulator.account.switches.delete_used = answer
    target = call.create()
    call.simulator.account.add_rule("triggers", "Tell", target["id"])
    assert call("DELETE", "/api/v2/targets/%d" % target["id"]).status_code == status


def test_every_nth_answer_fails(call: Caller) -> None:
    fault = {"skip": 1, "every": 3, "times": 2, "answer": {"status": 503}}
    call("POST", "/_simulator/faults", json=fault)
    statuses = [call("GET", "/api/v2/targets").status_code for _try in range(9)]
    assert statuses == [200, 503, 200, 200, 503, 200, 200, 200, 200]


def test_targets_in_place_of_others(call: Caller) -> None:
    call.create(title="Old")
    made = call("PUT", "/_simulator/targets", json=[dict(MAIL, title="New"), MAIL]).json()
    listed = call("GET", "/api/v2/targets").json()["targets"]
    assert [(target["id"], target["title"]) for target in listed] == [
        (made["ids"][0], "New"),
        (made["ids"][1], "On call"),
    ]


def test_a_connection_stays_open(call: Caller) -> None:
    """Whatever is asked and answered, with and without a body, on either side."""
    with requests.Session() as session:
        session.headers.update(ADMIN)
        for method, path, more, status in (
            ("POST", "/api/v2/targets", {"json": {"target": MAIL}}, 201),
            ("POST", "/api/v2/targets", {"data": b"not what is wanted"}, 400),
            ("GET", "/api/v2/targets", {}, 200),
            ("HEAD", "/api/v2/targets", {}, 200),
            ("POST", "/api/v2/nothing", {"json": {"target": MAIL}}, 404),
            ("DELETE", "/api/v2/targets/360000217439", {}, 204),
            ("GET", "/api/v2/targets/360000217439", {}, 404),
        ):
            url = call.simulator.url + path
            assert session.request(method, url, timeout=10, **more).status_code == status
    assert len({entry["port"] for entry in call.simulator.journal.entries}) == 1


@pytest.mark.parametrize("process", [False, True])
def test_dropped_connection(process: bool, call: Caller) -> None:
    call.simulator.fault(method="POST", drop=True, process=process)
    with pytest.raises(requests.ConnectionError):
        call.create()
    assert len(call.simulator.account.targets) == int(process)
    entry = call.simulator.journal.entries[-1]
    assert (entry["status"], entry["done"], entry["created"] is not None) == (0, process, process)
    call.create()
    assert call.simulator.journal.entries[-1]["turn"] > entry["turn"]
    assert call.simulator.journal.entries[-1]["created"] in call.simulator.account.targets


def test_journal_has_no_secret(call: Caller) -> None:
    call.create(type="jira_target", target_url="u", username="me", password="marker-password")
    grant(call, client_secret="marker-client-secret")
    assert "marker" not in json.dumps(call.simulator.journal.entries)
    assert call.simulator.journal.entries[0]["body"]["target"]["password"] == "********"


COMMAND = [sys.executable, "-m", "ansible_collections.community.zendesk.tests.simulator"]
ENVIRONMENT = dict(os.environ, PYTHONPATH=str(ROOT / ".build" / "collections"))
ACTIONS = [{"field": "notification_target", "value": ["7", "Hi"]}]
RULE = {"id": 1, "title": "Tell", "actions": ACTIONS}

# What stands in the file of the seed -> what the command says of it.
WRONG_SEEDS: dict[str, tuple[str, str]] = {
    "not JSON": ("{", "is not JSON: Expecting property name"),
    "empty": ("", "is not JSON: Expecting value"),
    "too deep": ("[" * 100_000, "is not JSON"),
    "a list": ("[]", "it must be an object with lists of records"),
    "a misspelt kind": ('{"targts": []}', "there are no targts; did you mean targets?"),
    "another kind": ('{"zq": []}', "there are no zq: choose from users, oauth_clients, targets"),
    "no list": ('{"targets": {}}', "targets must be a list of records."),
    "no object": ('{"users": ["admin"]}', "record 1 of users is not an object."),
    "a user without a role": ('{"users": [{"email": "a"}]}', "record 1 of users lacks role."),
    "a user of numbers": (
        '{"users": [{"email": 1, "role": "admin"}]}',
        "record 1 of users needs text for email, role.",
    ),
    "a target without a type": (
        json.dumps({"targets": [MAIL, {"title": "x"}]}),
        "record 2 of targets lacks type.",
    ),
    "a type that is a list": (
        json.dumps({"targets": [dict(MAIL, type=[])]}),
        "record 1 of targets has a type that is not text.",
    ),
    "an id that is text": (
        json.dumps({"targets": [dict(MAIL, id="7")]}),
        "record 1 of targets has an id that is not a positive whole number.",
    ),
    "one id twice": (
        json.dumps({"targets": [dict(MAIL, id=7), MAIL, dict(MAIL, id=7)]}),
        "record 3 of targets has the id of record 1, 7.",
    ),
    "a rule without actions": (
        json.dumps({"triggers": [{"id": 1, "title": "x"}]}),
        "record 1 of triggers lacks actions.",
    ),
    "a failure of nothing": (
        json.dumps({"target_failures": [{"id": 1}]}),
        "record 1 of target_failures lacks target_name, created_at.",
    ),
    "an action without a value": (
        json.dumps({"automations": [dict(RULE, actions=[{"field": "notification_target"}])]}),
        "record 1 of automations has actions of another shape than",
    ),
    "an action with a title": (
        json.dumps({"triggers": [dict(RULE, actions=[dict(ACTIONS[0], value=["On call", "Hi"])])]}),
        "record 1 of triggers has actions of another shape than",
    ),
}


@pytest.mark.parametrize(("text", "says"), WRONG_SEEDS.values(), ids=list(WRONG_SEEDS))
def test_wrong_seed(text: str, says: str, tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(text)
    with pytest.raises(WrongSetting) as caught:
        read_seed(seed)
    assert says in str(caught.value)
    assert str(caught.value).startswith("the seed %s" % seed)
    assert "\n" not in str(caught.value)


def test_seed_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "seed").write_bytes(b"\xff")
    with pytest.raises(WrongSetting, match="is not UTF-8 text"):
        read_seed(tmp_path / "seed")


def test_right_seed(tmp_path: Path) -> None:
    right = dict(DEFAULT_SEED, targets=[dict(MAIL, id=7), MAIL], triggers=[RULE])
    right["automations"] = [
        dict(RULE, actions=[dict(ACTIONS[0], value=value), {"field": "status", "value": "open"}])
        for value in ("7", [7, "Hi"])
    ]
    for number, rule in enumerate(right["automations"], 1):
        rule["id"] = number
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps(right))
    assert read_seed(seed) == right


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("retired_type=1", "there is no switch retired_type; did you mean retired_types?"),
        ("zq=1", "there is no switch zq: choose from lookup_pages_groups, "),
        ("max_targets", "the switch max_targets has no value: write NAME=JSON."),
        ("retired_types=refuse", "is not JSON: refuse. Text needs double quotes, as in"),
        ('retired_types="no"', 'is one of "accept", "refuse", not "no".'),
        ("unset_username=0", 'is one of "", null, not 0.'),
        ("max_targets=-1", "is a whole number from 0 on, not -1."),
        ("max_targets=true", "is a whole number from 0 on, not true."),
        ("max_targets=1.5", "is a whole number from 0 on, not 1.5."),
        ("latency=null", "is a number from 0 on, not null."),
        ("latency=Infinity", "is a number from 0 on, not Infinity."),
        ("latency=NaN", "is a number from 0 on, not NaN."),
        ("default_active=1", "is true or false, not 1."),
        ("no\nline=1", "there is no switch no\\nline"),
    ],
)
def test_wrong_switch(setting: str, says: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        read_switches([setting])
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_right_switches() -> None:
    defaults = dataclasses.asdict(Switches())
    assert read_switches("%s=%s" % (n, json.dumps(v)) for n, v in defaults.items()) == defaults
    assert read_switches(["latency=1", "unset_username=null"]) == {
        "latency": 1,
        "unset_username": None,
    }
    # The first choice is the default: a misspelt one would be refused above.
    assert set(CHOICES) <= set(defaults)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--seed", "missing.json"], "the seed missing.json can't be read: No such file or"),
        (["--switch", "nothing"], "the switch nothing has no value"),
        (["--port", "70000"], "the port must be a number from 0 to 65535."),
        (["--port", "x"], "argument --port: invalid int value: 'x'"),
        (["--sed", "x"], "unrecognized arguments: --sed x"),
        (["--journal", "missing/journal"], "the journal missing/journal can't be written: No such"),
        (["--url-file", ""], "argument --url-file: '' is not the name of a file"),
        (["--url-file", "/"], "argument --url-file: '/' is not the name of a file"),
        (["--journal", "."], "argument --journal: '.' is not the name of a file"),
        (["--url-file", "missing/url"], "the file for the address missing/url can't be written"),
    ],
)
def test_wrong_command(options: list[str], says: str, tmp_path: Path) -> None:
    assert_refused(options, says, tmp_path)


def test_a_port_in_use(simulator: Simulator, tmp_path: Path) -> None:
    port = simulator.url.rsplit(":", 1)[1]
    assert_refused(["--port", port], "the port %s can't be had: Address already" % port, tmp_path)


def assert_refused(options: list[str], says: str, folder: Path) -> None:
    """The command ends with 2, and says why in one line."""
    ended = subprocess.run(
        [*COMMAND, *options],
        check=False,
        capture_output=True,
        cwd=folder,
        env=ENVIRONMENT,
        text=True,
        timeout=60,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert re.fullmatch("simulator: .*\n", ended.stderr), ended.stderr
    assert says in ended.stderr


def test_a_wrong_switch_over_http(call: Caller) -> None:
    answer = call("PATCH", "/_simulator/switches", json={"max_targets": 3, "unset": "nul"})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("the switch unset is one of")
    assert call.simulator.account.switches.max_targets == 0


def test_as_a_process(tmp_path: Path) -> None:
    """Started as a command: a seed, a switch, a journal, and an end when told so."""
    seed, journal, url_file = tmp_path / "seed", tmp_path / "journal", tmp_path / "url"
    seed.write_text(json.dumps({"targets": [dict(MAIL, id=7)]}))
    command = [*COMMAND, "--port", "0", "--seed", str(seed), "--journal", str(journal)]
    command += ["--url-file", str(url_file), "--switch", 'no_help_desk=""']
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().strip()
            assert url_file.read_text() == url
            listed = requests.get(url + "/api/v2/targets", headers=ADMIN, timeout=10).json()
            controls = requests.get(url + "/_simulator/journal", timeout=10).json()
        finally:
            process.terminate()
        assert (process.wait(10), process.stderr and process.stderr.read()) == (0, "")
    assert [target["id"] for target in listed["targets"]] == [7]
    assert controls["calls"] == ["GET /api/v2/targets"]
    assert json.loads(journal.read_text())["path"] == "/api/v2/targets"
