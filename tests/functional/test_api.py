# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""zendesk_api: what is sent, what comes back, and what is not sent."""

from __future__ import annotations

import base64
import json
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.functional.conftest import TOKEN
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]
API = "zendesk_api"
TARGETS = "/api/v2/targets"
MAIL = {
    "title": "On call",
    "type": "email_target",
    "email": "a@example.com",
    "subject": "Hi",
    "active": True,
}
ELSEWHERE = "/api/v2/anything"
MARKER = "canary-of-the-body"


def answer(status: int = 200, body: Any = "", **headers: str) -> dict[str, Any]:
    return {"status": status, "body": body, "headers": headers}


def answers(simulator: Simulator, path: str, *bodies: Any) -> None:
    """One after the other, to GET requests."""
    for body in bodies:
        simulator.fault(method="GET", path=path, answer=answer(body=body))


def sent(simulator: Simulator) -> list[tuple[str, dict[str, str]]]:
    """Path and parameters of each request."""
    return [(entry["path"], entry["query"]) for entry in simulator.journal.entries]


# --- path and parameters

PATHS: dict[str, tuple[dict[str, Any], tuple[str, dict[str, str]]]] = {
    "below the API": ({"path": "targets"}, (TARGETS, {})),
    "with a slash": ({"path": "/targets"}, (TARGETS, {})),
    "whole": ({"path": "/api/v2/targets"}, (TARGETS, {})),
    "whole, without the slash": ({"path": "api/v2/targets"}, (TARGETS, {})),
    "with a suffix": ({"path": "targets.json"}, (TARGETS, {})),
    "another API": ({"path": "/api/anything"}, ("/api/anything", {})),
    "full URL": ({"path": "%(url)s/api/v2/targets.json"}, (TARGETS, {})),
    "full address of something else": ({"path": "%(url)s/anything"}, ("/anything", {})),
    "parameters in the path": (
        {"path": "targets?page=1&x=%%2F"},
        (TARGETS, {"page": "1", "x": "/"}),
    ),
    "parameters": (
        {"path": "targets", "query": {"a": "b c", "d": 5, "e": True, "f&g": "=\u00e4", "h": ""}},
        (TARGETS, {"a": "b c", "d": "5", "e": "true", "f&g": "=\u00e4", "h": ""}),
    ),
    "brackets": (
        {"path": "triggers", "query": {"page[size]": 100}},
        ("/api/v2/triggers", {"page[size]": "100"}),
    ),
    "parameters in both": (
        {"path": "targets?page=1", "query": {"per_page": 5}},
        (TARGETS, {"page": "1", "per_page": "5"}),
    ),
    "null is not given": ({"path": "targets", "query": {"page": None}}, (TARGETS, {})),
}


@pytest.mark.parametrize(("options", "expected"), PATHS.values(), ids=list(PATHS))
def test_path(options: dict[str, Any], expected: Any, simulator: Simulator, run: Run) -> None:
    path = options["path"] % {"url": simulator.url}
    result = run(API, **dict(options, path=path), expected_status=[200, 404])
    assert (result["changed"], sent(simulator)) == (False, [expected])


ELSEWHERES = [
    "https://evil.example.com/api/v2/targets",
    "http://127.0.0.1:1/api/v2/targets",
    "https://%(host)s/api/v2/targets",
    "//evil.example.com/targets",
    "ftp://%(host)s/api/v2/targets",
    "http://%(host)s.evil.example.com/targets",
]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", ELSEWHERES)
def test_another_origin(address: str, method: str, simulator: Simulator, run: Run) -> None:
    host = simulator.url.partition("//")[2]
    for check in (False, True):
        result = run(API, check, path=address % {"host": host}, method=method)
        assert "path is a URL on " in result["msg"]
        assert "but the account is %s. Nothing was sent" % simulator.url in result["msg"]
    assert simulator.calls == []


# --- reading


@pytest.mark.parametrize("check", [False, True])
def test_read(check: bool, simulator: Simulator, run: Run) -> None:
    stored = simulator.account.put_target(dict(MAIL))
    result = run(API, check, path="targets/%d" % stored["id"])
    assert result["body"]["target"]["title"] == "On call"
    assert (result["changed"], result["status"]) == (False, 200)
    assert "diff" not in result
    assert "request" not in result
    assert simulator.calls == ["GET %s/%d" % (TARGETS, stored["id"])]


BODIES: dict[str, tuple[dict[str, Any], Any]] = {
    "object": (answer(body={"a": [1]}), {"a": [1]}),
    "list": (answer(body=[1, 2]), [1, 2]),
    "number": (answer(body="5"), 5),
    "nothing": (answer(204), None),
    "what is expected": (answer(404, {"error": "RecordNotFound"}), {"error": "RecordNotFound"}),
    "what is expected, as text": (answer(404, "No such page"), "No such page"),
}


@pytest.mark.parametrize(("given", "body"), BODIES.values(), ids=list(BODIES))
def test_body_of_an_answer(given: Any, body: Any, simulator: Simulator, run: Run) -> None:
    simulator.fault(answer=given)
    result = run(API, path="anything", expected_status=[200, 204, 404])
    assert (result["body"], result["status"]) == (body, given["status"])


CURSORS = (
    {
        "groups": [{"id": 1}],
        "meta": {"has_more": True},
        "links": {"next": "%(url)s/api/v2/anything?p=2"},
    },
    {"groups": [{"id": 2}], "meta": {"has_more": False}, "links": {"next": None}},
)
NUMBERS = (
    {"groups": [{"id": 1}], "next_page": "%(url)s/api/v2/anything.json?p=2", "count": 2},
    {"groups": [{"id": 2}], "next_page": None, "count": 2},
)
EXPORT = (
    {"groups": [{"id": 1}], "after_url": "%(url)s/api/v2/anything?p=2", "end_of_stream": False},
    {"groups": [{"id": 2}], "after_url": "%(url)s/api/v2/anything?p=3", "end_of_stream": True},
)
EXPORT_BY_TIME = (
    {"groups": [{"id": 1}], "next_page": "%(url)s/api/v2/anything?p=2", "end_of_stream": False},
    {"groups": [{"id": 2}], "next_page": "%(url)s/api/v2/anything?p=3", "end_of_stream": True},
)
OLD_CURSORS = (
    {"groups": [{"id": 1}], "after_url": "%(url)s/api/v2/anything?p=2", "before_url": None},
    {"groups": [{"id": 2}], "after_url": None, "before_url": "%(url)s/api/v2/anything?p=1"},
)
SEVERAL = tuple(dict(page, users=[{"id": 9}]) for page in NUMBERS)
RELATIVE = (dict(CURSORS[0], links={"next": "/api/v2/anything?p=2"}), CURSORS[1])

# pages, options
PAGES: dict[str, tuple[Any, dict[str, Any]]] = {
    "cursors": (CURSORS, {}),
    "numbers": (NUMBERS, {}),
    "export": (EXPORT, {}),
    "export by time": (EXPORT_BY_TIME, {}),
    "cursors of old": (OLD_CURSORS, {}),
    "a key that is not needed": (NUMBERS, {"key": "groups"}),
    "several lists": (SEVERAL, {"key": "groups"}),
    "a relative link": (RELATIVE, {}),
}


def with_url(page: Any, url: str) -> Any:
    return json.loads(json.dumps(page).replace("%(url)s", url))


@pytest.mark.parametrize(("pages", "options"), PAGES.values(), ids=list(PAGES))
def test_all_pages(pages: Any, options: Any, simulator: Simulator, run: Run) -> None:
    answers(simulator, ELSEWHERE, *(with_url(page, simulator.url) for page in pages))
    result = run(API, path="anything", query={"p": 1}, all_pages=True, **options)
    assert result["records"] == [{"id": 1}, {"id": 2}]
    assert (result["changed"], result["status"]) == (False, 200)
    assert "body" not in result
    assert sent(simulator) == [(ELSEWHERE, {"p": "1"}), (ELSEWHERE, {"p": "2"})]


@pytest.mark.parametrize("pages", ["cursor", "offset"])
def test_all_pages_of_the_account(pages: str, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.rule_pages = pages
    for number in range(5):
        simulator.account.add_rule("triggers", "Rule %d" % number, 1)
    query = {"page[size]": 2, "per_page": 2}
    records = run(API, path="triggers", query=query, all_pages=True)["records"]
    assert [rule["title"] for rule in records] == ["Rule %d" % number for number in range(5)]
    assert simulator.calls == ["GET /api/v2/triggers"] * 3


OTHER_LISTS: dict[str, tuple[Any, dict[str, Any], list[Any]]] = {
    "empty": ({"groups": []}, {}, []),
    "of texts": ({"tags": ["a", "b"], "count": 2}, {}, ["a", "b"]),
    "the answer itself": ([{"id": 1}], {}, [{"id": 1}]),
    "the same record twice": ({"a": [{"id": 1}, {"id": 1}]}, {}, [{"id": 1}, {"id": 1}]),
}


@pytest.mark.parametrize(
    ("page", "options", "records"), OTHER_LISTS.values(), ids=list(OTHER_LISTS)
)
def test_other_lists(page: Any, options: Any, records: Any, simulator: Simulator, run: Run) -> None:
    answers(simulator, ELSEWHERE, page)
    assert run(API, path="anything", all_pages=True, **options)["records"] == records


def test_a_page_that_is_expected_to_be_missing(simulator: Simulator, run: Run) -> None:
    result = run(API, path="anything", all_pages=True, expected_status=[200, 404])
    assert (result["status"], result["records"]) == (404, [])


# the pages, options, and what the error says
NO_LISTS: dict[str, tuple[list[Any], dict[str, Any], str]] = {
    "no list": ([{"group": {"id": 1}}], {}, "response has no list. Remove all_pages."),
    "no object": (["5"], {}, "response has no list."),
    "several": (
        [{"users": [], "groups": []}],
        {},
        "several lists. Set key to one of them: groups, users.",
    ),
    "another key": (
        [{"users": [], "groups": []}],
        {"key": "group"},
        "no list group, but groups, users. Set key to one of these.",
    ),
    "a key of no list": (
        [{"count": 5, "users": []}],
        {"key": "count"},
        "no list count, but users.",
    ),
    "a loop": ([dict(NUMBERS[0])] * 2, {}, "the list do not end"),
    "a second page without the list": (
        [NUMBERS[0], {"users": [], "next_page": None}],
        {},
        "no list groups, but users.",
    ),
    "another origin": (
        [{"groups": [], "next_page": "https://evil.example.com/api/v2/anything?p=2"}],
        {},
        "The next page of a list is on https://evil.example.com",
    ),
    "a link with a login": (
        [{"groups": [], "next_page": "http://u:p@%(host)s/api/v2/anything?p=2"}],
        {},
        "a login in its URL",
    ),
    "half a list": ([{"groups": [], "meta": {"has_more": True}}], {}, "only part of a list"),
    "half an export": ([{"groups": [], "end_of_stream": False}], {}, "only part of a list"),
}


@pytest.mark.parametrize(("pages", "options", "says"), NO_LISTS.values(), ids=list(NO_LISTS))
def test_no_list(pages: Any, options: Any, says: str, simulator: Simulator, run: Run) -> None:
    text = json.dumps(pages).replace("%(host)s", simulator.url.partition("//")[2])
    answers(simulator, ELSEWHERE, *with_url(json.loads(text), simulator.url))
    result = run(API, path="anything", query={"p": "1"}, all_pages=True, **options)
    assert says in result["msg"]
    assert len(simulator.calls) == len(pages)


# --- writing


def test_life_of_a_record(simulator: Simulator, run: Run) -> None:
    created = run(API, path="targets", method="POST", body={"target": MAIL})
    assert (created["changed"], created["status"]) == (True, 201)
    path = "targets/%d" % created["body"]["target"]["id"]
    body = {"target": dict(MAIL, title="New")}
    changed = run(API, path=path, method="PUT", body=body)
    assert (changed["changed"], changed["body"]["target"]["title"]) == (True, "New")
    deleted = run(API, path=path, method="DELETE")
    assert (deleted["changed"], deleted["status"], deleted["body"]) == (True, 204, None)
    assert [
        (entry["method"], entry["path"], entry["body"]) for entry in simulator.journal.entries
    ] == [
        ("POST", TARGETS, {"target": MAIL}),
        ("PUT", "/api/v2/" + path, body),
        ("DELETE", "/api/v2/" + path, None),
    ]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_check_mode(method: str, simulator: Simulator, run: Run) -> None:
    body = {"group": {"name": "On call", "token": MARKER}}
    options = {"path": "anything?a=b", "method": method, "query": {"c": 5}, "body": body}
    predicted = run(API, True, **options)
    assert simulator.calls == []
    request = {
        "method": method,
        "path": "/api/v2/anything?a=b",
        "query": {"c": 5},
        "body": {"group": {"name": "On call", "token": "********"}},
    }
    assert (predicted["changed"], predicted["request"]) == (True, request)
    assert "status" not in predicted
    simulator.fault(answer=answer(200, {}))
    done = run(API, **options)
    assert done["diff"] == predicted["diff"]
    assert (done["diff"]["before"], done["diff"]["after"]) == ({}, request)
    assert sent(simulator) == [(ELSEWHERE, {"a": "b", "c": "5"})]
    assert "request" not in done


def test_body_that_is_a_list_or_none(simulator: Simulator, run: Run) -> None:
    for body in ([{"a": 1}], None):
        simulator.fault(answer=answer(204))
        options = {} if body is None else {"body": body}
        result = run(API, path="anything", method="POST", **options)
        assert (result["changed"], result["status"], result["body"]) == (True, 204, None)
    assert [entry["body"] for entry in simulator.journal.entries] == [[{"a": 1}], None]


# expected, the answer's status -> changed, or what the error says
STATUSES: dict[str, tuple[list[int] | None, int, bool | str]] = {
    "any of the 200s": (None, 202, True),
    "the one expected": ([201], 201, True),
    "one of two": ([200, 404], 200, True),
    "an error that is expected": ([200, 404], 404, False),
    "a redirect that is expected": ([302], 302, False),
    "a fault that is expected": ([500], 500, False),
    "another success": ([201, 202], 200, "answered 200, but expected_status allows only 201, 202."),
    "another error": ([201], 422, "answered 422"),
    "an error": (None, 422, "answered 422"),
}


@pytest.mark.parametrize(("expected", "status", "outcome"), STATUSES.values(), ids=list(STATUSES))
def test_expected_status(
    expected: Any, status: int, outcome: Any, simulator: Simulator, run: Run
) -> None:
    simulator.fault(answer=answer(status, {"a": 1}), times=0)
    options = {"expected_status": expected} if expected else {}
    result = run(API, path="anything", method="PUT", body={}, **options)
    assert simulator.calls == ["PUT " + ELSEWHERE]
    if isinstance(outcome, bool):
        assert (result["changed"], result["status"]) == (outcome, status)
        assert ("diff" in result) == outcome
    else:
        assert outcome in result["msg"]
        assert result["error"]["status"] == status
        assert result.get("changed", False) == (status == 200)
        assert ("was carried out" in result["msg"]) == (status == 200)


@pytest.mark.parametrize("given", [404, "404", "200, 404", ["200", 404]])
def test_forms_of_expected_status(given: Any, simulator: Simulator, run: Run) -> None:
    assert run(API, path="anything", expected_status=given)["status"] == 404


# --- what goes wrong

LOST = [
    {"answer": answer(500)},
    {"answer": answer(503)},
    {"answer": answer(504)},
    {"drop": True},
    {"answer": answer(200, "<html>"), "process": True},
]


@pytest.mark.parametrize("fault", LOST, ids=str)
def test_post_is_not_repeated(
    fault: Any, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(method="POST", **fault)
    result = run(API, path="targets", method="POST", body={"target": MAIL})
    assert "It is not known whether the request was carried out." in result["msg"]
    assert "It was not sent again: check the account" in result["msg"]
    assert (simulator.calls, no_waiting) == (["POST " + TARGETS], [])


@pytest.mark.parametrize("status", [409, 429])
def test_post_that_was_not_done_is_repeated(
    status: int, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(method="POST", answer=answer(status))
    assert run(API, path="targets", method="POST", body={"target": MAIL})["changed"]
    assert simulator.calls == ["POST " + TARGETS] * 2


@pytest.mark.parametrize("fault", LOST, ids=str)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_others_are_repeated(
    method: str, fault: Any, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(method=method, **fault)
    simulator.fault(method=method, answer=answer(200, {}))
    assert run(API, path="targets/5", method=method)["status"] == 200
    assert simulator.calls == ["%s %s/5" % (method, TARGETS)] * 2


def test_patch_is_repeated(simulator: Simulator, run: Run, no_waiting: list[float]) -> None:
    simulator.fault(method="PATCH", answer=answer(500))
    simulator.fault(method="PATCH", answer=answer(204))
    assert run(API, path="anything", method="PATCH", body={})["changed"]
    assert simulator.calls == ["PATCH " + ELSEWHERE] * 2


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_all_tries_are_lost(
    method: str, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(times=0, drop=True)
    says = run(API, path="targets/5", method=method, zendesk_retries=2)["msg"]
    assert len(simulator.calls) == 3
    assert ("It is not known whether" in says) == (method == "PUT")
    assert "not sent again" not in says


NOT_FOUND = {"error": "RecordNotFound", "description": "Not found"}
WEBHOOK_NOT_FOUND = {"errors": [{"code": "WebhookNotFound", "title": "Webhook Not Found"}]}


@pytest.mark.parametrize("body", [NOT_FOUND, WEBHOOK_NOT_FOUND])
def test_delete_whose_answer_was_lost(
    body: Any, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(drop=True)
    simulator.fault(answer=answer(404, body))
    result = run(API, path="targets/5", method="DELETE")
    assert (result["changed"], result["status"]) == (True, 404)
    assert simulator.calls == ["DELETE %s/5" % TARGETS] * 2


# the answer to a second try is an error all the same
NOT_DELETED: dict[str, tuple[str, dict[str, Any], Any]] = {
    "never sent": ("DELETE", {"answer": answer(429)}, NOT_FOUND),
    "no such account": ("DELETE", {"drop": True}, "No help desk at"),
    "no such endpoint": ("DELETE", {"drop": True}, {"error": "InvalidEndpoint"}),
    "another method": ("PUT", {"drop": True}, NOT_FOUND),
}


@pytest.mark.parametrize(("method", "first", "second"), NOT_DELETED.values(), ids=list(NOT_DELETED))
def test_a_404_that_is_an_error(
    method: str,
    first: Any,
    second: Any,
    simulator: Simulator,
    run: Run,
    no_waiting: list[float],
) -> None:
    simulator.fault(**first)
    simulator.fault(answer=answer(404, second))
    result = run(API, path="targets/5", method=method)
    assert "answered 404" in result["msg"]
    assert len(simulator.calls) == 2


NO_SUCH = "There is no such record: check path, and the IDs in it."
NO_ACCOUNT = "there is no Zendesk account at this address."
NO_ENDPOINT = "Zendesk has no such endpoint: check path and method."
HINTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "record": (answer(404, NOT_FOUND), NO_SUCH, "RecordNotFound"),
    "webhook": (answer(404, WEBHOOK_NOT_FOUND), NO_SUCH, "WebhookNotFound"),
    "endpoint": (answer(404, {"error": "InvalidEndpoint"}), NO_ENDPOINT, "InvalidEndpoint"),
    "account": (answer(404, "No help desk"), NO_ACCOUNT, ""),
    "scope": (
        answer(403, {"error": "Forbidden", "description": "scope"}),
        "these scopes",
        "Forbidden",
    ),
}


@pytest.mark.parametrize(("given", "hint", "code"), HINTS.values(), ids=list(HINTS))
@pytest.mark.parametrize("options", [{}, {"all_pages": True}, {"method": "DELETE"}], ids=str)
def test_hints(
    given: Any, hint: str, code: str, options: Any, simulator: Simulator, run: Run
) -> None:
    simulator.fault(answer=given)
    result = run(API, path="anything", **options)
    assert result["msg"].endswith(hint) or hint in result["msg"]
    assert [one for one in (NO_SUCH, NO_ACCOUNT, NO_ENDPOINT) if one in result["msg"]] in (
        [hint],
        [],
    )
    assert result["error"]["code"] == code


@pytest.mark.parametrize(("method", "scope"), [("GET", "read"), ("PUT", "write")])
def test_scope(method: str, scope: str, simulator: Simulator, run: Run) -> None:
    client = {"zendesk_client_id": "simulated-client"}
    client["zendesk_client_secret"] = "simulated-client-secret"
    run(
        API,
        path="targets/1",
        method=method,
        body={"target": MAIL} if method == "PUT" else None,
        **client,
    )
    assert simulator.journal.entries[0]["body"]["scope"] == scope
    assert len(simulator.calls) == 2


# --- wrong input

WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no path": ({}, ["path is missing."]),
    "empty path": ({"path": " "}, ["path is empty"]),
    "blank in it": ({"path": "users/search?query=a b"}, ["path contains white space"]),
    "fragment": ({"path": "groups#1"}, ["path must not have a fragment"]),
    "upwards": ({"path": "../../access"}, ["the segments . and .."]),
    "login": ({"path": "https://u:pass-word@example.com/x"}, ["path must not contain a user"]),
    "a list": ({"path": ["groups"]}, ["path must be text, not a list."]),
    "method": ({"path": "x", "method": "HEAD"}, ["method must be one of GET, POST"]),
    "text for a body": (
        {"path": "x", "method": "POST", "body": "a=b"},
        ["body must be a dictionary or a list.", "from_json"],
    ),
    "a number for a body": (
        {"path": "x", "method": "POST", "body": 5},
        ["body must be a dictionary or a list."],
    ),
    "body of a GET": ({"path": "x", "body": {}}, ["body is not sent with GET"]),
    "a list in the query": (
        {"path": "x", "query": {"ids": [1, 2]}},
        ["query: ids is a list.", "join(',')"],
    ),
    "a dictionary in the query": (
        {"path": "x", "query": {"page": {"size": 5}}},
        ["query: page is a dictionary.", "page[size]: 100"],
    ),
    "text for the query": (
        {"path": "x", "query": "a=b"},
        ["query must be a dictionary, not text."],
    ),
    "given twice": ({"path": "x?a=1", "query": {"a": 2}}, ["query: a is also in path."]),
    "pages of a write": (
        {"path": "x", "method": "POST", "all_pages": True},
        ["all_pages requires method=GET, not POST."],
    ),
    "key without pages": ({"path": "x", "key": "groups"}, ["key requires all_pages"]),
    "no status": ({"path": "x", "expected_status": [99, 600]}, ["got 99.", "got 600."]),
    "no number": (
        {"path": "x", "expected_status": ["ok", True]},
        [
            "expected_status: item 1 must be a whole number; got ok.",
            "item 2 must be a whole number",
        ],
    ),
    "no numbers": (
        {"path": "x", "expected_status": {"a": 1}},
        ["expected_status must be a list of numbers, not a dictionary."],
    ),
    "unknown option": ({"path": "x", "url": "y"}, ["unknown option url"]),
    "all at once": (
        {
            "path": "a b#c",
            "body": "x",
            "query": {"ids": [], "page": {}},
            "key": "k",
            "expected_status": [1],
            "zendesk_retries": -1,
        },
        [
            "white space",
            "fragment",
            "body must be",
            "ids is a list",
            "page is a dictionary",
            "key requires",
            "from 200 to 599; got 1.",
        ],
    ),
}


@pytest.mark.parametrize(("options", "says"), WRONG.values(), ids=list(WRONG))
def test_wrong_input(
    options: dict[str, Any], says: list[str], simulator: Simulator, run: Run
) -> None:
    for check in (False, True):
        result = run(API, check, **options)
        assert result["failed"]
        for text in says:
            assert result["msg"].count(text) == 1, result["msg"]
    assert simulator.calls == []


# --- secrets

SECRETS: dict[str, dict[str, Any]] = {
    "in the body": {"body": {"user": {"password": MARKER, "deep": [{"api_token": MARKER}]}}},
    "as a pair": {"body": {"headers": [{"name": "Authorization", "value": MARKER}]}},
    "in a list": {"body": [{"secret": MARKER}]},
    "in the query": {"query": {"access_token": MARKER}},
    "in the path": {"path": "anything?access_token=" + MARKER},
}
ECHOES: dict[str, dict[str, Any]] = {
    "as it is": answer(200, {"name": MARKER, "said": "it is %s!" % MARKER}),
    "encoded": answer(200, {"said": base64.b64encode(("x:" + MARKER).encode()).decode()}),
    "refused": answer(422, {"error": "RecordInvalid", "description": MARKER}),
    "not JSON": answer(500, MARKER),
    "warning": answer(200, {}, **{"X-Zendesk-API-Warn": MARKER}),
}


@pytest.mark.parametrize("arguments", [False, True], ids=["default", "arguments shown"])
@pytest.mark.parametrize("echo", ECHOES.values(), ids=list(ECHOES))
@pytest.mark.parametrize("options", SECRETS.values(), ids=list(SECRETS))
def test_secrets(options: Any, echo: Any, arguments: bool, simulator: Simulator, run: Run) -> None:
    simulator.fault(answer=echo)
    options = {"path": "anything", "method": "POST", **options}
    for check in (True, False):
        result = run(API, check, _ansible_inject_invocation=arguments, **options)
        assert MARKER not in json.dumps(result)
        assert base64.b64encode(("x:" + MARKER).encode()).decode() not in json.dumps(result)
    assert len(simulator.calls) == 1


def test_names_in_answers_are_not_masked(simulator: Simulator, run: Run) -> None:
    """The secret of this run is, wherever it stands."""
    fields = [{"key": "cost_center", "token_field": "a", "title": "x " + TOKEN}]
    answers(simulator, ELSEWHERE, {"user_fields": fields}, {"user_fields": fields})
    expected = [{"key": "cost_center", "token_field": "a", "title": "x ********"}]
    assert run(API, path="anything")["body"] == {"user_fields": expected}
    assert run(API, path="anything", all_pages=True)["records"] == expected


def test_a_granted_token_is_masked(simulator: Simulator, run: Run) -> None:
    client = {"zendesk_client_id": "simulated-client"}
    client["zendesk_client_secret"] = "simulated-client-secret"

    def tell() -> None:
        (token,) = simulator.account.logins._tokens
        given["body"] = {"token": {"full": token}}

    given = answer(200, {})
    simulator.fault(path=ELSEWHERE, do=tell, answer=given)
    assert run(API, path="anything", **client)["body"] == {"token": {"full": "********"}}
    assert given["body"] != {}
