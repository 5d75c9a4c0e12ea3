# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading targets: filters, requests, unknown types, no secrets."""

from __future__ import annotations

import time
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._recorded import masked
from ansible_collections.community.zendesk.tests.running import measure_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

TARGETS = [
    {"id": 1, "title": "A", "type": "email_target", "email": "a@example.com", "subject": "A"},
    {"id": 2, "title": "A", "type": "url_target_v2", "active": False, "password": "marker-one"},
    {"id": 3, "title": "B", "type": "http_target", "password": "marker-two"},
    {"id": 4, "title": "C", "type": "twilio_target", "from": "+49", "auth_token": "marker-three"},
    {"id": 5, "title": "D", "type": "yammer_target", "token": "marker-four"},
]
LIST = "GET /api/v2/targets"


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(
    ("filters", "ids", "calls"),
    [
        ({}, [1, 2, 3, 4, 5], [LIST]),
        ({"title": "A"}, [1, 2], [LIST]),
        ({"title": "a"}, [], [LIST]),
        ({"type": "http_target"}, [2, 3], [LIST]),
        ({"type": "url_target_v2"}, [2, 3], [LIST]),
        ({"type": "twilio_target"}, [4], [LIST]),
        ({"active": True}, [1, 3, 4, 5], [LIST]),
        ({"active": False}, [2], [LIST]),
        ({"title": "A", "active": True}, [1], [LIST]),
        ({"id": 4}, [4], [LIST + "/4"]),
        ({"id": 4, "title": "A"}, [], [LIST + "/4"]),
        ({"id": 9}, [], [LIST + "/9"]),
    ],
    ids=str,
)
def test_filters(
    filters: Any, ids: list[int], calls: list[str], check: bool, simulator: Simulator, run: Run
) -> None:
    for target in TARGETS:
        simulator.account.put_target(dict(target))
    result = run("zendesk_target_info", check=check, **filters)
    assert [target["id"] for target in result["targets"]] == ids
    assert result["changed"] is False
    assert simulator.calls == calls
    assert "marker" not in str(result)


def test_unknown_attributes_are_kept(simulator: Simulator, run: Run) -> None:
    for target in TARGETS:
        simulator.account.put_target(dict(target))
    (found,) = run("zendesk_target_info", id=4)["targets"]
    assert found["from"] == "+49"
    assert set(found) == {"active", "created_at", "from", "id", "title", "type", "url"}


def test_nested_secrets(simulator: Simulator, run: Run) -> None:
    nested = {"login": {"user": "u", "password": "marker-nested"}, "keys": ["marker-listed"]}
    target = dict(TARGETS[0], options=[nested, 1], headers={"Authorization": "marker-header"})
    simulator.account.put_target(target)
    result = run("zendesk_target_info")
    assert result["targets"][0]["options"] == [{"login": {"user": "u"}}, 1]
    assert "marker" not in str(result)


def test_an_agent_may_read(simulator: Simulator, run: Run) -> None:
    result = run("zendesk_target_info", zendesk_oauth_token="simulated-agent-oauth-token")
    assert result["targets"] == []


def test_an_agent_may_not_write(simulator: Simulator, run: Run) -> None:
    result = run(
        title="A",
        type="email_target",
        email="a@example.com",
        subject="A",
        zendesk_oauth_token="simulated-agent-oauth-token",
    )
    assert "writing requires an administrator" in result["msg"]
    assert result["error"]["status"] == 403


# --- gather

TRIGGERS, AUTOMATIONS = "GET /api/v2/triggers", "GET /api/v2/automations"
FAILURES = "GET /api/v2/target_failures"


def failure(number: int, title: str, **more: Any) -> dict[str, Any]:
    """A failure; a higher number is a later one."""
    return dict(
        {
            "id": number,
            "target_name": title,
            "status_code": 500,
            "consecutive_failure_count": number,
            "created_at": "2026-05-14T10:%02d:%02dZ" % divmod(number, 60),
            "url": "https://example.zendesk.com/api/v2/target_failures/%d.json" % number,
            "raw_request": "POST / HTTP/1.1\r\nAuthorization: Basic marker-basic\r\n\r\nHello",
            "raw_response": "HTTP/1.1 500 Oh\r\nSet-Cookie: marker-cookie\r\n\r\nmarker-four",
        },
        **more,
    )


@pytest.mark.parametrize(
    ("gather", "calls"),
    [
        ([], [LIST]),
        (["usage"], [LIST, TRIGGERS, AUTOMATIONS]),
        (["failures"], [LIST, FAILURES]),
        (["failures", "usage"], [LIST, TRIGGERS, AUTOMATIONS, FAILURES]),
        (["secrets"], [LIST]),
    ],
    ids=str,
)
def test_gather_costs_what_is_asked(
    gather: list[str], calls: list[str], simulator: Simulator, run: Run
) -> None:
    for target in TARGETS:
        simulator.account.put_target(dict(target))
    targets = run("zendesk_target_info", gather=gather)["targets"]
    assert simulator.calls == calls
    for name in ("usage", "failures"):
        assert [target.get(name) for target in targets] == [[] if name in gather else None] * 5


@pytest.mark.parametrize("readable", [True, False])
def test_secrets_by_name(readable: bool, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.tokens_readable = readable
    for target in TARGETS:
        simulator.account.put_target(dict(target))
    result = run("zendesk_target_info", gather=["secrets"])
    named = {target["id"]: target["secrets_set"] for target in result["targets"]}
    # What is write-only can't be seen; of a type that nobody knows all is shown.
    assert named == {1: [], 2: [], 3: [], 4: ["auth_token"], 5: ["token"] if readable else []}
    assert "marker" not in str(result)


@pytest.mark.parametrize("form", ["int", "str", "bare"])
def test_usage(form: str, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.rule_ids = form
    for target in TARGETS:
        simulator.account.put_target(dict(target))
    trigger = simulator.account.add_rule("triggers", "Tell", 4)
    automation = simulator.account.add_rule("automations", "Tell later", 4, active=False)
    simulator.account.add_rule("triggers", "Of a deleted target", 99)
    found = {t["id"]: t["usage"] for t in run("zendesk_target_info", gather=["usage"])["targets"]}
    address = simulator.url + "/api/v2/%s/%d.json"
    assert found.pop(4) == [
        {
            "kind": "trigger",
            "id": trigger["id"],
            "title": "Tell",
            "active": True,
            "url": address % ("triggers", trigger["id"]),
        },
        {
            "kind": "automation",
            "id": automation["id"],
            "title": "Tell later",
            "active": False,
            "url": address % ("automations", automation["id"]),
        },
    ]
    assert found == {1: [], 2: [], 3: [], 5: []}


@pytest.mark.parametrize("pages", ["cursor", "offset"])
def test_usage_of_a_large_account(pages: str, simulator: Simulator) -> None:
    """A page of 100 rules is one request, and the process is done with all of them in no time."""
    simulator.account.switches.rule_pages = pages
    for number in range(1000):
        simulator.account.put_target(dict(TARGETS[0], id=number + 1, title="Sample %d" % number))
    for number in range(2000):
        simulator.account.add_rule("triggers", "Trigger %d" % number, number % 1000 + 1)
        simulator.account.add_rule("automations", "Automation %d" % number, number % 1000 + 1)
    arguments = {
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": "simulated-admin-oauth-token",
        "gather": ["usage"],
    }
    used = measure_module("zendesk_target_info", arguments)
    assert [len(target["usage"]) for target in used.result["targets"]] == [4] * 1000
    assert simulator.calls == [LIST] + [TRIGGERS] * 20 + [AUTOMATIONS] * 20
    assert used.cpu_seconds < 3


@pytest.mark.parametrize("in_full", [False, True])
@pytest.mark.parametrize("details", [False, True])
def test_failures(details: bool, in_full: bool, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.failures_in_full = in_full
    for target in TARGETS:
        simulator.account.put_target(dict(target))
    simulator.account.failures += [failure(1, "A"), failure(2, "D"), failure(3, "A")]
    arguments = {"gather": ["failures"], "failure_details": details}
    result = run("zendesk_target_info", **arguments)
    found = {t["id"]: [f["id"] for f in t["failures"]] for t in result["targets"]}
    assert found == {1: [3, 1], 2: [3, 1], 3: [], 4: [], 5: [2]}
    newest = result["targets"][0]["failures"][0]
    assert newest["consecutive_failure_count"] == 3
    assert "marker" not in str(result)
    if details:
        assert newest["raw_request"].endswith("\r\n\r\nHello")
        assert newest["raw_response"].startswith("HTTP/1.1 500 Oh")
    else:
        assert "raw_request" not in newest
        assert "raw_response" not in newest
    shows = [FAILURES + "/%d" % number for number in (3, 2, 1)] if details and not in_full else []
    assert simulator.calls == [LIST, FAILURES, *shows]


ANSWERS_OF_NOTHING = [
    {"status": 404, "body": {"error": "InvalidEndpoint", "description": "Not found"}},
    {"status": 404, "body": {"error": "RecordNotFound", "description": "Not found"}},
    {"status": 404, "body": "<html><title>Not found</title></html>"},
    {"status": 410, "body": ""},
]


@pytest.mark.parametrize("answer", ANSWERS_OF_NOTHING, ids=str)
def test_list_of_failures_that_is_gone(answer: Any, simulator: Simulator, run: Run) -> None:
    """Zendesk is retiring it: an error where it is asked for alone, a warning in an audit."""
    target = simulator.account.put_target(dict(TARGETS[0]))
    simulator.fault(path="/api/v2/target_failures", times=0, answer=answer)
    result = run("zendesk_target_info", gather=["failures"])
    assert "GET /api/v2/target_failures: Zendesk answered %d" % answer["status"] in result["msg"]
    assert "remove failures from gather" in result["msg"]
    assert result["error"]["status"] == answer["status"]
    result = run("zendesk_audit_info", targets=[], gather=["failures", "usage"])
    assert result["not_read"] == ["failures"]
    assert [entry["id"] for entry in result["results"]] == [target["id"]]
    assert result["results"][0]["failures"] is None
    (warning,) = result["warnings"]
    assert "continues without data that it can't read" in warning
    assert "zendesk_subdomain" not in warning


def test_other_faults_of_the_list_of_failures_stop_an_audit(simulator: Simulator, run: Run) -> None:
    simulator.fault(path="/api/v2/target_failures", answer={"status": 422})
    assert run("zendesk_audit_info", targets=[], gather=["failures"])["failed"]
    simulator.fault(path="/api/v2/triggers", answer={"status": 404})
    assert run("zendesk_audit_info", targets=[], gather=["usage"])["failed"]


@pytest.mark.parametrize("answer", ANSWERS_OF_NOTHING, ids=str)
def test_failure_that_disappears_between_list_and_details(
    answer: Any, simulator: Simulator, run: Run
) -> None:
    simulator.account.put_target(dict(TARGETS[0]))
    simulator.account.failures += [failure(1, "A"), failure(2, "A")]
    simulator.fault(path="/api/v2/target_failures/1", answer=answer)
    result = run("zendesk_target_info", gather=["failures"], failure_details=True)
    found = {entry["id"]: entry["raw_request"] for entry in result["targets"][0]["failures"]}
    assert found[1] == ""
    assert found[2] != ""


@pytest.mark.parametrize(
    ("login", "says"),
    [
        ({"zendesk_oauth_token": "simulated-agent-oauth-token"}, "answered 403"),
        (
            {
                "zendesk_client_id": "simulated-client",
                "zendesk_client_secret": "simulated-client-secret",
                "zendesk_oauth_scope": "targets:read",
            },
            "zendesk_oauth_scope",
        ),
    ],
    ids=["an agent", "a scope that is too narrow"],
)
def test_failures_take_an_admin(login: Any, says: str, run: Run) -> None:
    assert says in run("zendesk_target_info", gather=["failures"], **login)["msg"]


def test_details_of_nothing(simulator: Simulator, run: Run) -> None:
    assert "failure_details requires" in run("zendesk_target_info", failure_details=True)["msg"]
    assert simulator.calls == []


@pytest.mark.parametrize(
    ("exchange", "left"),
    [
        ("Authorization: Basic marker=\r\nAccept: */*", "Authorization: ***\r\nAccept: */*"),
        ("X-Api-Key: marker\n\nHello", "X-Api-Key: ***\n\nHello"),
        ("GET /?a=1&token=marker&b=2 HTTP/1.1", "GET /?a=1&token=***&b=2 HTTP/1.1"),
        ("\r\n\r\npassword=marker&x=1", "\r\n\r\npassword=***&x=1"),
        ('{"a": 1, "api_token": "mar\\"ker, x", "b": 2}', '{"a": 1, "api_token": ***, "b": 2}'),
        ('{"secret": 12345}', '{"secret": ***}'),
        ('"{\\"password\\": \\"mar ker\\", \\"b\\": 1}"', '"{\\"password\\": ***, \\"b\\": 1}"'),
        ("<Password type='x'>marker</Password>", "<Password type='x'>***</Password>"),
        ("GET https://user:marker@example.com/ HTTP/1.1", "GET https://***@example.com/ HTTP/1.1"),
        ("Nothing passive here: author", "Nothing passive here: author"),
        ("user[password]=marker&x=1", "user[password]=***&x=1"),
        ("user%5Bpassword%5D=marker&x=1", "user%5Bpassword%5D=***&x=1"),
        ("password = marker", "password = ***"),
        ("/hooks/T0/B0?sig=marker&signal=1", "/hooks/T0/B0?sig=***&signal=1"),
        ("X-Signature: marker", "X-Signature: ***"),
        ("Authorization: Basic\r\n marker\r\nA: b", "Authorization: ***\r\nA: b"),
        ("curl -H 'X: Bearer marker00'", "curl -H 'X: Bearer ***'"),
        ("basic knowledge", "basic ***"),
        ("basic facts", "basic facts"),
        ('{"password": {"value": "marker"}, "b": 1}', '{"password": ***, "b": 1}'),
        ('{"tokens": ["a", "marker"]}', '{"tokens": ***}'),
        ('{"author": {"name": "Ana"}}', '{"author": {"name": "Ana"}}'),
        (
            'HTTP/1.1 200 OK\r\n\r\n[{"name": "Authorization", "value": "marker"}]',
            'HTTP/1.1 200 OK\r\n\r\n[{"name": "Authorization", "value": "***"}]',
        ),
        (r'{"a": "{\"b\": \"{\\\"token\\\": \\\"marker\\\"}\"}"}', None),
        ('{"a": "x\\nX-Api-Key: marker"}', '{"a": "x\\nX-Api-Key: ***"}'),
        ('{:token=>"marker", "secret" => "marker"}', '{:token=>***, "secret" => ***}'),
        ("<a:password>marker</a:password>", "<a:password>***</a:password>"),
        ("<password><![CDATA[marker<x]]></password>", "<password>***</password>"),
        ('<item name="password">marker</item>', '<item name="password">***</item>'),
        ("&lt;token&gt;marker&lt;/token&gt;", "&lt;token&gt;***&lt;/token&gt;"),
        ("http://u:mark/er@h/x http://h/a@b", "http://***@h/x http://h/a@b"),
        ("http://u:mark@er@h/x", "http://***@h/x"),
        ('--x\r\nname="password"\r\n\r\nmarker\r\n--x', '--x\r\nname="password"\r\n\r\n***\r\n--x'),
    ],
)
def test_recorded_exchanges_are_masked(exchange: str, left: str | None) -> None:
    shown = masked(exchange).replace("********", "***")
    assert shown == left if left else "***" in shown
    assert "marker" not in shown


def test_masking_takes_no_time() -> None:
    start = time.process_time()
    pieces = ("a", "token", '"token', "token=", "<token ", " ", "\\", "://", "a@", "[", '{"a":')
    for piece in pieces:
        masked(piece * (8192 // len(piece)))
    assert time.process_time() - start < 2
