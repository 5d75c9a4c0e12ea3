# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Login, retries, rate limits, pages, redirects and errors, over real HTTP."""

from __future__ import annotations

import gzip
import html
import json
import socket
import threading
import time
from typing import Any, Callable
from urllib.parse import quote

import flask
import pytest
import requests

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _client,
    _pages,
    _transport,
)
from ansible_collections.community.zendesk.plugins.module_utils._http._connection import (
    connection_from,
)
from ansible_collections.community.zendesk.plugins.module_utils._http._errors import ApiError
from ansible_collections.community.zendesk.plugins.module_utils._http._pages import next_page
from ansible_collections.community.zendesk.plugins.module_utils._http._sources import Settings
from ansible_collections.community.zendesk.tests.running import run_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

EMAIL = {
    "title": "On call",
    "type": "email_target",
    "email": "on-call@example.com",
    "subject": "Hello",
}
INFO = "zendesk_target_info"
LIST = "GET /api/v2/targets"
POST = "POST /api/v2/targets"
CLIENT = {
    "zendesk_client_id": "simulated-client",
    "zendesk_client_secret": "simulated-client-secret",
}


# --- login


@pytest.mark.parametrize(
    ("login", "how", "warns"),
    [
        ({"zendesk_oauth_token": "simulated-admin-oauth-token"}, "oauth_token", False),
        (CLIENT, "oauth_client", False),
        (
            {
                "zendesk_email": "admin@example.com",
                "zendesk_api_token": "simulated-admin-api-token",
            },
            "api_token",
            True,
        ),
        (
            {
                "zendesk_email": "admin@example.com/token",
                "zendesk_api_token": "simulated-admin-api-token\n",
            },
            "api_token",
            True,
        ),
        (
            {"zendesk_email": "admin@example.com", "zendesk_password": "simulated-admin-password"},
            "password",
            False,
        ),
    ],
    ids=["token", "client", "API token", "API token, user with /token", "password"],
)
def test_login(login: Any, how: str, warns: bool, simulator: Simulator, run: Run) -> None:
    result = run(INFO, **login)
    assert result["targets"] == []
    assert simulator.journal.entries[-1]["auth"] == how
    assert [("2027-04-30" in warning) for warning in result["warnings"]] == [True] * warns


@pytest.mark.usefixtures("clean_environment")
def test_options_from_the_environment(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZENDESK_URL", simulator.url)
    monkeypatch.setenv("ZENDESK_OAUTH_TOKEN", "simulated-admin-oauth-token")
    monkeypatch.setenv("ZENDESK_VALIDATE_CERTS", "no")
    assert run_module(INFO, {})["targets"] == []


def test_a_netrc_does_not_replace_the_credentials(
    simulator: Simulator, run: Run, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login other password marker-netrc\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    run(INFO)
    assert simulator.journal.entries[-1]["auth"] == "oauth_token"


def test_cookies_are_never_sent(simulator: Simulator, run: Run) -> None:
    cookies: list[str | None] = []

    def note() -> None:
        cookies.append(flask.request.headers.get("Cookie"))

    headers = {"Set-Cookie": "_zendesk_session=marker; Path=/"}
    simulator.fault(times=0, do=note, headers=headers)
    assert run(**EMAIL, **CLIENT)["changed"]
    assert cookies == [None, None, None]
    # Another client does send it back.
    with requests.Session() as session:
        session.get(simulator.url + "/api/v2/targets")
        session.get(simulator.url + "/api/v2/targets")
    assert cookies[3:] == [None, "_zendesk_session=marker"]


def test_client_gets_one_token_for_a_run(simulator: Simulator, run: Run) -> None:
    run(**EMAIL, **CLIENT)
    assert simulator.calls == ["POST /oauth/tokens", LIST, POST]


def test_token_that_runs_out_is_renewed_once(simulator: Simulator, run: Run) -> None:
    expired = {"status": 401, "body": {"error": "invalid_token"}}
    simulator.fault(method="POST", path="/api", answer=expired)
    assert run(**EMAIL, **CLIENT)["changed"]
    assert simulator.calls == ["POST /oauth/tokens", LIST, POST, "POST /oauth/tokens", POST]
    assert len(simulator.account.targets) == 1


def test_token_that_stays_refused_is_an_error(simulator: Simulator, run: Run) -> None:
    simulator.fault(path="/api", times=0, answer={"status": 401, "body": {"error": "x"}})
    result = run(INFO, **CLIENT)
    assert "zendesk_client_id" in result["msg"]
    assert simulator.calls == ["POST /oauth/tokens", LIST] * 2


@pytest.mark.parametrize(
    "token", [None, 17, "", ["x"], "two words", "em\N{EM DASH}dash", "line\n"], ids=repr
)
def test_token_that_is_none(token: Any, simulator: Simulator, run: Run) -> None:
    simulator.fault(path="/oauth", answer={"status": 200, "body": {"access_token": token}})
    assert "has no access_token" in run(INFO, **CLIENT)["msg"]
    assert simulator.calls == ["POST /oauth/tokens"]


def test_tries_for_a_token_are_not_multiplied(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(path="/oauth", times=0, answer={"status": 503})
    assert "POST /oauth/tokens: Zendesk answered 503" in run(**EMAIL, **CLIENT)["msg"]
    assert simulator.calls == ["POST /oauth/tokens"] * 5
    assert len(no_waiting) == 4


def test_limit_that_is_always_used_up(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    """A new token after each refusal is no progress."""
    simulator.fault(path="/api", answer={"status": 401})
    simulator.fault(path="/api", times=0, answer={"status": 429, "headers": {"Retry-After": "0"}})
    assert "rate limit" in run(INFO, **CLIENT)["msg"]
    assert simulator.calls == ["POST /oauth/tokens", LIST] * 2 + [LIST] * 4


@pytest.mark.parametrize(
    ("login", "says"),
    [
        ({"zendesk_oauth_token": "marker-wrong"}, "Check zendesk_oauth_token"),
        (dict(CLIENT, zendesk_client_secret="marker-wrong"), "Check zendesk_client_id"),
        (
            {"zendesk_email": "admin@example.com", "zendesk_api_token": "marker-wrong"},
            "Check zendesk_email and zendesk_api_token",
        ),
        (
            {"zendesk_email": "admin@example.com", "zendesk_password": "marker-wrong"},
            "Check zendesk_email and zendesk_password",
        ),
    ],
)
def test_wrong_credentials(login: Any, says: str, simulator: Simulator, run: Run) -> None:
    result = run(INFO, **login)
    assert says in result["msg"]
    assert result["error"]["status"] == 401
    assert "marker" not in result["msg"]
    assert len(simulator.calls) == 1


def test_missing_scope(simulator: Simulator, run: Run) -> None:
    result = run(**EMAIL, **CLIENT, zendesk_oauth_scope="targets:read")
    assert "zendesk_oauth_scope" in result["msg"]


@pytest.mark.parametrize("status", [400, 401, 403])
def test_scope_that_the_client_does_not_have(status: int, simulator: Simulator, run: Run) -> None:
    body = {"error": "invalid_scope", "error_description": "The requested scope is invalid"}
    simulator.fault(path="/oauth", answer={"status": status, "body": body})
    message = run(INFO, **CLIENT, zendesk_oauth_scope="targets:read users:read")["msg"]
    assert "The scopes targets:read users:read were requested." in message
    assert "zendesk_oauth_scope" in message
    assert simulator.calls == ["POST /oauth/tokens"]


# --- retries

BUSY = [
    {"answer": {"status": status, "headers": headers}}
    for status in (429, 500, 502, 503, 504)
    for headers in ({}, {"Retry-After": "3"})
]
LOST = [
    {"drop": True},
    {"answer": {"status": 200, "body": "<html><title>Hello</title></html>"}},
    {"answer": {"status": 200, "body": '{"targets": ['}},
    {"answer": {"status": 200, "body": ""}},
]


@pytest.mark.parametrize("fault", BUSY + LOST, ids=str)
def test_reads_are_repeated(
    fault: Any, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(times=2, **fault)
    assert run(INFO)["targets"] == []
    assert simulator.calls == [LIST] * 3
    asked = fault.get("answer", {}).get("headers", {}).get("Retry-After")
    if asked:
        assert max(no_waiting) == pytest.approx(float(asked), abs=0.2)


@pytest.mark.parametrize("fault", BUSY + LOST, ids=str)
def test_retries_end(fault: Any, simulator: Simulator, run: Run, no_waiting: list[float]) -> None:
    simulator.fault(times=0, **fault)
    result = run(INFO, zendesk_retries=2)
    assert result["failed"]
    assert simulator.calls == [LIST] * 3
    assert "GET /api/v2/targets" in result["msg"]


@pytest.mark.parametrize("process", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("method", "fault"),
    # A 200 without a body is how a delete ends well.
    [("PUT", fault) for fault in BUSY + LOST] + [("DELETE", fault) for fault in BUSY + LOST[:-1]],
    ids=str,
)
def test_updates_and_deletes_are_repeated(
    method: str,
    fault: Any,
    process: bool,
    simulator: Simulator,
    run: Run,
    no_waiting: list[float],
) -> None:
    target_id = simulator.account.put_target(dict(EMAIL))["id"]
    simulator.fault(method=method, process=process, **fault)
    if method == "PUT":
        assert run(**dict(EMAIL, subject="New"))["changed"]
        assert simulator.account.targets[target_id]["subject"] == "New"
    else:
        assert run(title="On call", state="absent", force=True)["changed"]
        assert simulator.account.targets == {}


@pytest.mark.parametrize("process", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fault", BUSY[2:-2] + LOST, ids=str)
def test_create_is_never_doubled(
    fault: Any, process: bool, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.account.put_target(dict(EMAIL, title="Other"))
    simulator.fault(method="POST", process=process, **fault)
    result = run(**EMAIL)
    assert result["changed"]
    titles = [target["title"] for target in simulator.account.targets.values()]
    assert titles == ["Other", "On call"]
    assert result["target"]["id"] in simulator.account.targets
    # The account is looked at before anything is sent again.
    assert simulator.calls == [LIST, POST, LIST] + ([] if process else [POST])


# A server or a gateway has waited long enough; whoever is behind it may still be at work.
GATEWAY = [408, 504, 520, 522, 524, 527, 598, 599]


@pytest.mark.parametrize("looks", [1, 3], ids=["before the answer", "after it"])
@pytest.mark.parametrize("status", GATEWAY)
def test_create_that_a_gateway_gives_up_is_looked_for(
    status: int, looks: int, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    """It is carried out before the answer, or while the module looks for it."""
    simulator.fault(method="POST", times=0, answer={"status": status})

    def carry_out() -> None:
        simulator.account.put_target(dict(EMAIL))

    simulator.fault(method="GET", skip=looks, do=carry_out)
    assert run(**EMAIL)["changed"]
    assert simulator.calls == [LIST, POST] + [LIST] * looks
    assert len(simulator.account.targets) == 1


@pytest.mark.parametrize("status", GATEWAY)
def test_create_that_a_gateway_gives_up_is_not_sent_again(
    status: int, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(method="POST", answer={"status": status})
    result = run(**EMAIL, zendesk_retries=2)
    assert "not known whether it was created" in result["msg"]
    assert result["error"]["status"] == status
    assert simulator.calls == [LIST, POST, LIST, LIST, LIST]
    assert simulator.account.targets == {}


@pytest.mark.parametrize("status", GATEWAY)
def test_what_a_gateway_gives_up_is_repeated_where_that_does_no_harm(
    status: int, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    target = simulator.account.put_target(dict(EMAIL))
    simulator.fault(path="/oauth", answer={"status": status})
    simulator.fault(method="PUT", answer={"status": status})
    assert run(**dict(EMAIL, subject="New"), **CLIENT)["changed"]
    path = "/api/v2/targets/%d" % target["id"]
    reads = [LIST, "GET " + path]
    assert simulator.calls == ["POST /oauth/tokens"] * 2 + reads + ["PUT " + path] * 2


def test_create_refused_by_the_rate_limit_is_repeated_without_a_look(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(method="POST", answer={"status": 429, "headers": {"Retry-After": "7"}})
    assert run(**EMAIL)["changed"]
    assert simulator.calls == [LIST, POST, POST]
    assert max(no_waiting) == pytest.approx(7, abs=0.2)


def test_every_answer_to_a_create_is_lost(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(method="POST", times=0, process=True, drop=True)
    assert run(**EMAIL)["changed"]
    assert len(simulator.account.targets) == 1


def test_create_that_never_comes_through_is_told(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(method="POST", times=0, drop=True)
    result = run(**EMAIL, zendesk_retries=1)
    assert "not known whether it was created" in result["msg"]
    assert "it looks for the record first" in result["msg"]
    assert simulator.calls == [LIST, POST, LIST, POST, LIST]


def test_slow_create_is_not_sent_again(simulator: Simulator, run: Run) -> None:
    """The answer comes too late; the create is done while the module looks for it."""
    simulator.fault(method="POST", times=0, delay=0.8, process=True)
    result = run(**EMAIL, zendesk_timeout=0.2)
    assert result["changed"]
    assert len(simulator.account.targets) == 1
    assert simulator.calls.count(POST) == 1


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("0.5", 0.5),
        ("120", 120),
        ("99999", 120),
        ("-5", 10),
        ("soon", 10),
        ("nan", 10),
        ("-inf", 10),
        ("inf", 120),
        ("1e999", 120),
        ("9" * 5000, 10),
        ("Wed, 21 Oct 99999 07:28:00 GMT", 10),
        ("Wed, 99 Foo 2015 9:9:9", 10),
    ],
)
def test_retry_after_is_honoured_and_capped(
    value: str, wait: float, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(answer={"status": 429, "headers": {"Retry-After": value}})
    run(INFO)
    assert sum(no_waiting) == pytest.approx(wait, abs=0.2)


def test_retry_after_as_a_date(simulator: Simulator, run: Run, no_waiting: list[float]) -> None:
    headers = {"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}
    simulator.fault(answer={"status": 503, "headers": headers})
    run(INFO)
    assert sum(no_waiting) == pytest.approx(120, abs=0.2)


def test_waits_without_retry_after_grow(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(times=0, answer={"status": 500})
    run(INFO, zendesk_retries=8)
    longest = [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert len(no_waiting) == len(longest)
    assert all(most / 2 <= wait <= most for wait, most in zip(no_waiting, longest))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("value", ["0", "0.0", "-0", "1e-9", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_no_wait_is_shorter_than_the_growing_one(
    value: str, status: int, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(times=0, answer={"status": status, "headers": {"Retry-After": value}})
    run(INFO, zendesk_retries=6)
    assert len(no_waiting) == 6
    shortest = [0.25, 0.5, 1, 2, 4, 8]
    # The clock goes on a little before the wait begins.
    assert all(wait > least - 0.1 for wait, least in zip(no_waiting, shortest))


def test_real_rate_limit(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.rate_limit = 2
    simulator.account.switches.rate_window = 0.3
    for number in range(4):
        assert run(**dict(EMAIL, title="Target %d" % number))["changed"]
    assert len(simulator.account.targets) == 4


def client_of(url: str, **options: Any) -> _client.Client:
    login = {} if "zendesk_client_id" in options else {"zendesk_oauth_token": "simulated-token"}
    given = {"zendesk_url": url, **login, **options}
    params = {name: option.get("default") for name, option in connection_options().items()}
    return _client.Client(connection_from(Settings({**params, **given}, given)))


REFUSED = [{"answer": {"status": status}} for status in (302, 400, 403, 404, 409, 422)]
GIVEN_UP = [{"answer": {"status": status}} for status in GATEWAY]


@pytest.mark.usefixtures("clean_environment", "no_waiting")
@pytest.mark.parametrize("retries", [0, 2])
@pytest.mark.parametrize(
    ("fault", "exhausted"),
    [(fault, True) for fault in BUSY + LOST + GIVEN_UP] + [(fault, False) for fault in REFUSED],
    ids=str,
)
def test_error_says_that_all_tries_are_used_up(
    fault: Any, exhausted: bool, retries: int, simulator: Simulator
) -> None:
    client = client_of(simulator.url, zendesk_retries=retries)
    simulator.fault(times=0, **fault)
    with pytest.raises(ApiError) as caught:
        client.get("/api/v2/targets")
    assert caught.value.exhausted is exhausted
    used = retries if exhausted or fault["answer"]["status"] == 409 else 0
    assert simulator.calls == [LIST] * (used + 1)


@pytest.mark.usefixtures("clean_environment", "no_waiting")
def test_account_that_is_not_there_leaves_no_try() -> None:
    """Neither where nobody listens, nor where another try would end the same way."""
    for url in ("http://127.0.0.1:1", "https://nobody.invalid"):
        client = client_of(url, zendesk_retries=1)
        with pytest.raises(ApiError) as caught:
            client.get("/api/v2/targets")
        assert caught.value.exhausted


@pytest.mark.usefixtures("clean_environment", "no_waiting")
@pytest.mark.parametrize(
    ("answer", "exhausted", "tries"),
    [({"status": 503}, True, 3), ({"status": 401, "body": {"error": "invalid_client"}}, False, 1)],
    ids=["an outage", "refused"],
)
def test_threads_do_not_each_try_to_get_a_token(
    answer: Any, exhausted: bool, tries: int, simulator: Simulator
) -> None:
    client = client_of(simulator.url, **CLIENT, zendesk_retries=2)
    simulator.fault(path="/oauth", times=0, answer=answer)
    errors = []

    def work() -> None:
        try:
            client.get("/api/v2/targets")
        except ApiError as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [error.exhausted for error in errors] == [exhausted] * 8
    assert len({str(error) for error in errors}) == 1
    assert simulator.calls == ["POST /oauth/tokens"] * tries


def test_token_that_can_not_be_renewed_is_asked_for_by_one(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    expired = {"status": 401, "body": {"error": "invalid_token"}}
    simulator.fault(method="POST", path="/api", times=0, answer=expired)
    simulator.fault(path="/oauth", skip=1, times=0, answer={"status": 503})
    items = [dict(EMAIL, title="Target %d" % number) for number in range(20)]
    result = run("zendesk_targets", targets=items, continue_on_error=True, **CLIENT)
    assert result["failed"]
    assert simulator.calls.count("POST /oauth/tokens") == 1 + 5


# --- no answer


def test_nobody_listens(run: Run, no_waiting: list[float]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = "http://127.0.0.1:%d" % unused.getsockname()[1]
        result = run(INFO, zendesk_url=url, zendesk_retries=2)
    assert "Connection refused" in result["msg"]
    assert url in result["msg"]
    assert len(no_waiting) == 2
    assert result["error"]["status"] == 0


def test_create_without_a_connection_is_an_error(run: Run, no_waiting: list[float]) -> None:
    result = run(**EMAIL, zendesk_url="http://127.0.0.1:1")
    assert "Connection refused" in result["msg"]


def test_host_that_does_not_exist_is_told_at_once(run: Run, no_waiting: list[float]) -> None:
    result = run(INFO, zendesk_url="https://nobody.invalid")
    assert "can't be resolved" in result["msg"]
    assert no_waiting == []


def test_timeout(simulator: Simulator, run: Run, no_waiting: list[float]) -> None:
    simulator.account.switches.latency = 0.5
    result = run(INFO, zendesk_timeout=0.1, zendesk_retries=1)
    assert "no response within 0.1 seconds" in result["msg"]
    assert "zendesk_timeout" in result["msg"]


SLOWLY = {
    "head": "HTTP/1.1 200 OK\r\nX-Filler: %s" % ("x" * 400),
    "body": "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + " " * 500,
    "part": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\n \r\n" * 200,
}


@pytest.mark.parametrize("raw", SLOWLY.values(), ids=list(SLOWLY))
def test_answer_that_trickles_in(
    raw: str,
    simulator: Simulator,
    run: Run,
    no_waiting: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each read is in time, the whole is not."""
    monkeypatch.setattr(_transport, "_WHOLE", 2)
    simulator.fault(times=0, raw=raw, drip=0.02)
    start = time.monotonic()
    result = run(INFO, zendesk_timeout=1, zendesk_retries=1)
    assert time.monotonic() - start < 0.02 * len(raw)
    assert "no complete response within 2 seconds" in result["msg"]
    assert "2 times zendesk_timeout" in result["msg"]
    assert simulator.calls == [LIST] * 2


def test_create_whose_answer_trickles_in_is_not_sent_again(
    simulator: Simulator, run: Run, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_transport, "_WHOLE", 2)
    simulator.fault(method="POST", process=True, raw=SLOWLY["body"], drip=0.02)
    assert run(**EMAIL, zendesk_timeout=1)["changed"]
    assert simulator.calls == [LIST, POST, LIST]


def test_long_answers_are_taken_up_to_a_limit(
    simulator: Simulator, run: Run, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.fault(times=0, pad=10_000_000)
    assert run(INFO)["targets"] == []
    monkeypatch.setattr(_transport, "_LONGEST_BODY", 1_000_000)
    result = run(INFO, zendesk_retries=1)
    assert "the response is longer than 1000000 bytes" in result["msg"]


def test_short_answer_that_unpacks_to_a_long_one(
    simulator: Simulator, run: Run, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_transport, "_LONGEST_BODY", 1_000_000)
    packed = gzip.compress(b" " * 50_000_000).decode("latin-1")
    head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
    simulator.fault(times=0, raw=head % len(packed) + packed)
    assert "longer than 1000000 bytes" in run(INFO, zendesk_retries=0)["msg"]


@pytest.mark.parametrize(
    "account",
    [
        {"zendesk_url": "https://support..example.com"},
        {"zendesk_url": "https://*.example.com"},
        {"zendesk_url": "https://support example.com"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("clean_environment")
def test_host_name_that_no_lookup_takes(account: Any, no_waiting: list[float]) -> None:
    result = run_module(INFO, dict(account, zendesk_oauth_token="marker-token"))
    assert "not a valid address" in result["msg"]
    assert no_waiting == []


# --- other places


@pytest.mark.parametrize("location", ["http://[", "//a:b:c", "\xe9\xff", "", "http://a b/"])
def test_redirect_to_nowhere(location: str, simulator: Simulator, run: Run) -> None:
    simulator.fault(raw="HTTP/1.1 302 Found\r\nLocation: %s\r\n\r\n" % location)
    assert "Redirects are not followed" in run(INFO)["msg"]


def test_redirect_is_not_followed(simulator: Simulator, run: Run) -> None:
    elsewhere = Simulator().start()
    headers = {"Location": elsewhere.url + "/api/v2/targets?x=1"}
    simulator.fault(answer={"status": 302, "headers": headers})
    result = run(INFO)
    elsewhere.stop()
    assert elsewhere.calls == []
    assert elsewhere.url.split("/")[-1] in result["msg"]
    assert "set zendesk_url" in result["msg"]


@pytest.mark.parametrize(
    "page",
    [
        {"targets": [], "next_page": "%s/api/v2/targets?page=2"},
        {"targets": [], "meta": {"has_more": True}, "links": {"next": "%s/api/v2/targets"}},
    ],
)
def test_next_page_elsewhere_is_not_followed(page: Any, simulator: Simulator, run: Run) -> None:
    elsewhere = Simulator().start()
    text = str(page).replace("%s", elsewhere.url).replace("'", '"').replace("True", "true")
    simulator.fault(answer={"status": 200, "body": text})
    result = run(INFO)
    elsewhere.stop()
    assert elsewhere.calls == []
    assert "was not read" in result["msg"]


def test_next_page_that_only_starts_like_the_account(simulator: Simulator, run: Run) -> None:
    page = {"targets": [], "next_page": simulator.url + ".example.com/api/v2/targets"}
    simulator.fault(answer={"status": 200, "body": page})
    assert "was not read" in run(INFO)["msg"]


def _second_page(link: str, simulator: Simulator) -> None:
    simulator.account.switches.page_size = 1
    for number in range(2):
        simulator.account.put_target(dict(EMAIL, title="Target %d" % number))
    port = simulator.url.rpartition(":")[2]
    link = link.replace("URL", simulator.url).replace("PORT", port)
    simulator.fault(extend={"next_page": link})


@pytest.mark.parametrize(
    "link",
    [
        "URL/api/v2/targets.json?page=2",
        "HTTP://127.0.0.1:PORT/api/v2/targets.json?page=2",
        "http://127.0.0.1:0PORT/api/v2/targets.json?page=2",
        "//127.0.0.1:PORT/api/v2/targets.json?page=2",
        "/api/v2/targets.json?page=2",
        "targets.json?page=2",
        "?page=2",
        "URL/api/v2/targets.json?page=2#here",
    ],
)
def test_next_page_of_the_same_origin_is_followed(
    link: str, simulator: Simulator, run: Run
) -> None:
    _second_page(link, simulator)
    assert len(run(INFO)["targets"]) == 2
    assert simulator.journal.entries[1]["query"] == {"page": "2"}


@pytest.mark.parametrize(
    ("base_url", "link"),
    [
        ("https://acme.zendesk.com", "https://acme.zendesk.com:443/x"),
        ("https://acme.zendesk.com:443", "https://acme.zendesk.com/x"),
        ("https://acme.zendesk.com", "https://ACME.Zendesk.com:/x"),
        ("http://127.0.0.1", "http://127.0.0.1:80/x"),
        ("https://[::1]:8443", "https://[::1]:8443/x"),
    ],
)
def test_default_port_and_case_do_not_matter(base_url: str, link: str) -> None:
    assert next_page(base_url, "/y", {"next_page": link}) == "/x"


@pytest.mark.parametrize(
    "link",
    [
        "https://127.0.0.1:PORT/api/v2/targets.json?page=2",
        "http://localhost:PORT/api/v2/targets.json?page=2",
        "http://127.0.0.1/api/v2/targets.json?page=2",
        "http://marker:marker@127.0.0.1:PORT/api/v2/targets.json?page=2",
        "http://@127.0.0.1:PORT/api/v2/targets.json?page=2",
        "http://127.0.0.1:PORT@example.com/",
        "//example.com/api/v2/targets.json?page=2",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:x/",
        "javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_next_page_of_another_origin_is_refused(link: str, simulator: Simulator, run: Run) -> None:
    _second_page(link, simulator)
    result = run(INFO)
    assert "was not read" in result["msg"]
    assert "marker" not in str(result)
    assert simulator.calls == [LIST]


def test_record_on_two_pages_is_one(simulator: Simulator, run: Run) -> None:
    """Somebody creates a target meanwhile, and pages that are counted shift."""
    simulator.account.switches.page_size = 2
    for number in range(4):
        simulator.account.put_target(dict(EMAIL, title="Target %d" % number))

    def create() -> None:
        simulator.account.put_target(dict(EMAIL, title="Before them all", id=1))

    simulator.fault(skip=1, do=create)
    titles = [target["title"] for target in run(INFO)["targets"]]
    assert titles == ["Target %d" % number for number in range(4)]


def test_pages_that_go_round_in_a_circle(simulator: Simulator, run: Run) -> None:
    page = {"targets": [], "next_page": simulator.url + "/api/v2/targets"}
    simulator.fault(times=0, answer={"status": 200, "body": page})
    assert "the list do not end" in run(INFO)["msg"]


def test_pages_without_end(simulator: Simulator, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    simulator.account.switches.page_size = 1
    for _number in range(6):
        simulator.account.put_target(dict(EMAIL))
    monkeypatch.setattr(_pages, "_MAX_PAGES", 6)
    assert len(run(INFO)["targets"]) == 6
    monkeypatch.setattr(_pages, "_MAX_PAGES", 5)
    assert "the list do not end" in run(INFO)["msg"]


PARTS: list[dict[str, Any]] = [
    {"meta": {"has_more": True}},
    {"meta": {"has_more": True}, "links": {"next": None}},
    {"meta": {"has_more": True}, "links": "x"},
    {"meta": "x"},
    {"next_page": 17},
    {"next_page": "http://["},
]


@pytest.mark.parametrize("more", PARTS, ids=str)
def test_half_a_list_is_not_taken_for_the_whole(more: Any, simulator: Simulator, run: Run) -> None:
    simulator.fault(answer={"status": 200, "body": {"targets": [], **more}})
    assert "next page" in run(**EMAIL)["msg"]
    assert simulator.calls == [LIST]


@pytest.mark.parametrize(
    "body",
    [{}, {"targets": None}, {"targets": {}}, {"targets": [17]}, [], 17, "null", "[" * 100_000],
    ids=lambda body: str(body)[:20],
)
def test_list_of_another_shape(
    body: Any, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(times=0, answer={"status": 200, "body": body})
    result = run(INFO)
    assert result["failed"]
    assert "Zendesk" in result["msg"]


def test_loopback_does_not_go_through_a_proxy(
    simulator: Simulator, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert run(INFO)["targets"] == []


def test_a_proxy_gets_no_credential_of_the_account(
    run: Run, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_PROXY", "no_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        port = proxy.getsockname()[1]
        monkeypatch.setenv("HTTPS_PROXY", "http://me:marker-proxy@127.0.0.1:%d" % port)
        asked = []

        def refuse() -> None:
            connection, _address = proxy.accept()
            with connection:
                asked.append(connection.recv(65536).decode())
                connection.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=refuse)
        thread.start()
        result = run(
            INFO,
            zendesk_url="https://acme.zendesk.com",
            zendesk_oauth_token="marker-token",
            zendesk_retries=0,
        )
        thread.join()
    (request,) = asked
    assert request.startswith("CONNECT acme.zendesk.com:443")
    assert "marker-token" not in request
    assert "no connection" in result["msg"]
    assert "marker" not in str(result)


# --- errors in Zendesk's words

BODIES: dict[str, tuple[Any, list[str]]] = {
    "error as text": (
        {"error": "ParameterMissing", "description": "Parameter target is required"},
        ["ParameterMissing: Parameter target is required"],
    ),
    "error as an object": (
        {"error": {"title": "Forbidden", "message": "No access"}},
        ["Forbidden: No access"],
    ),
    "OAuth": (
        {"error": "invalid_scope", "error_description": "Unknown scope"},
        ["invalid_scope: Unknown scope"],
    ),
    "details": (
        {
            "error": "RecordInvalid",
            "description": "Record validation errors",
            "details": {
                "title": [{"description": "Title: cannot be blank", "error": "BlankValue"}],
                "base": [{"description": "Too many"}, "odd"],
            },
        },
        ["title: Title: cannot be blank", "base: Too many", "base: odd"],
    ),
    "errors": (
        {"errors": [{"code": "InvalidDepth", "title": "Depth", "detail": "Too deep"}, "odd"]},
        ["InvalidDepth: Depth: Too deep", "odd"],
    ),
    "text": ("You can't do that", ["You can't do that"]),
    "HTML": ("<html><title>Go\n away</title><p>x</p></html>", ["an HTML page (Go away)"]),
    "nothing": ("", ["answered 400."]),
    "a list": ([1, 2], ["[1, 2]"]),
    "an odd object": ({"error": 17}, ["answered 400."]),
    "a long text": ("x" * 5000, ["x" * 400 + "..."]),
    "bytes that are no text": ("\udcff", ["answered 400"]),
}


@pytest.mark.parametrize("case", BODIES.values(), ids=list(BODIES))
def test_error_bodies(case: Any, simulator: Simulator, run: Run) -> None:
    body, says = case
    if body == "\udcff":
        body = "\N{REPLACEMENT CHARACTER}"
    simulator.fault(answer={"status": 400, "body": body})
    result = run(INFO)
    for text in says:
        assert text in result["msg"]
    assert result["msg"].startswith("GET /api/v2/targets: Zendesk answered 400")


# The marker is a part of the token. Where a text is cut it must not be cut within the token.
ECHOES: dict[str, Any] = {
    "in a long text": "x" * 385 + "%s",
    "in JSON": {"error": "Odd", "description": "x" * 380 + " %s"},
    "in a title": "<html><title>" + "x" * 385 + "%s</title>",
    "as the name of the error": {"error": "%s"},
    "as the title of the error": {"error": {"title": "%s"}},
    "in JSON that is broken": '{"error": "%s"',
}


@pytest.mark.parametrize("status", [200, 400, 404])
@pytest.mark.parametrize("body", ECHOES.values(), ids=list(ECHOES))
def test_secret_in_an_answer(body: Any, status: int, simulator: Simulator, run: Run) -> None:
    text = body if isinstance(body, str) else json.dumps(body)
    for token in ("marker-token", 'marker-"to<ken'):
        for form in (token, json.dumps(token)[1:-1], html.escape(token), quote(token)):
            answer = {"status": status, "body": text.replace("%s", form)}
            simulator.faults.clear()
            simulator.fault(answer=dict(answer, headers={"X-Request-Id": form}))
            result = run(INFO, zendesk_oauth_token=token, zendesk_retries=0)
            assert "mark" not in str(result)


def test_secret_that_is_granted(simulator: Simulator, run: Run) -> None:
    """Ansible does not know the token that an OAuth client gets."""
    token = {"access_token": "marker-granted"}
    simulator.fault(path="/oauth", answer={"status": 200, "body": token})
    simulator.fault(
        path="/api", times=0, answer={"status": 400, "body": {"error": "marker-granted"}}
    )
    result = run(INFO, **CLIENT)
    assert result["error"]["code"] == "********"
    assert "marker" not in str(result)


def test_half_a_character_in_an_answer(simulator: Simulator, run: Run) -> None:
    """JSON can hold half of a pair of UTF-16, and nothing can print it."""
    body = json.dumps({"error": "Odd\ud800", "description": "bad \udfff text"})
    simulator.fault(answer={"status": 422, "body": body})
    result = run(INFO)
    assert "Odd\ufffd: bad \ufffd text" in result["msg"]
    assert result["error"]["code"] == "Odd\ufffd"
    simulator.account.put_target(dict(EMAIL, title="Half \ud800"))
    assert [target["title"] for target in run(INFO)["targets"]] == ["Half \ufffd"]
    assert run(title="Other", state="absent")["changed"] is False


def test_request_id_is_returned(simulator: Simulator, run: Run) -> None:
    simulator.fault(answer={"status": 400, "headers": {"X-Request-Id": "abc-17"}})
    assert run(INFO)["error"]["request_id"] == "abc-17"


# --- options and the environment


@pytest.mark.parametrize(
    ("environment", "how"),
    [
        ({"ZENDESK_PASSWORD": "marker"}, "oauth_token"),
        ({"ZENDESK_CLIENT_ID": "x", "ZENDESK_CLIENT_SECRET": "marker"}, "oauth_token"),
        ({"ZENDESK_CLIENT_ID": "x"}, "oauth_token"),
        ({"ZENDESK_SUBDOMAIN": "acme"}, "oauth_token"),
        ({"ZENDESK_OAUTH_TOKEN": "simulated-admin-oauth-token\n"}, "oauth_token"),
    ],
    ids=str,
)
def test_options_win_over_the_environment(
    environment: dict[str, str],
    how: str,
    simulator: Simulator,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(INFO)["targets"] == []
    assert simulator.journal.entries[-1]["auth"] == how


@pytest.mark.parametrize("name", ["zendesk_client_id", "zendesk_oauth_scope"])
def test_white_space_around_an_option(name: str, simulator: Simulator, run: Run) -> None:
    scope = {"zendesk_oauth_scope": "targets:read"}
    login = {key: value + "\n" * (key == name) for key, value in {**CLIENT, **scope}.items()}
    assert run(INFO, **login)["targets"] == []


@pytest.mark.parametrize("status", [500, 507, *GATEWAY])
def test_nobody_knows_how_far_it_came(
    status: int, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    """A read is repeated; after a create that may have been done comes a look."""
    simulator.fault(method="GET", answer={"status": status})
    simulator.fault(method="POST", process=True, answer={"status": status})
    assert run(**EMAIL)["changed"]
    assert simulator.calls == [LIST, LIST, POST, LIST]
    assert len(simulator.account.targets) == 1


def test_a_create_is_lost_and_so_is_the_look(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.fault(method="POST", process=True, drop=True)
    simulator.fault(method="GET", skip=1, times=0, answer={"status": 503})
    result = run(**EMAIL)
    assert "it is not known whether it was created" in result["msg"]
    assert "Looking for it failed as well" in result["msg"]
    assert result["error"]["status"] == 0


def test_no_other_404_says_that_a_target_is_gone(simulator: Simulator, run: Run) -> None:
    target = simulator.account.put_target(dict(EMAIL))
    for body in ({"error": "InvalidEndpoint"}, "<html><title>Gone</title></html>", ""):
        simulator.fault(method="DELETE", answer={"status": 404, "body": body})
        assert run(title="On call", state="absent")["error"]["status"] == 404
    assert target["id"] in simulator.account.targets
