# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account behind a proxy: what was sent, and what stays secret."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any, Callable, Iterator
from unittest import mock

import pytest

from ansible_collections.community.zendesk.tests.certificates import make_authority
from ansible_collections.community.zendesk.tests.proxy import ADDRESS, TUNNEL, Proxy
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
LOGIN = "me:m%40rker-proxy"


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    authority = make_authority(tmp_path / "ca.pem")
    running = Simulator(tls=authority.issue(tmp_path / "server.pem", ADDRESS)).start()
    yield running
    running.stop()


@pytest.fixture
def proxy(simulator: Simulator) -> Iterator[Proxy]:
    running = Proxy(_port(simulator)).start()
    with running.in_environment(LOGIN):
        yield running
    running.stop()


@pytest.fixture
def run_behind(run: Run, proxy: Proxy, simulator: Simulator, tmp_path: Path) -> Run:
    account = {
        "zendesk_url": "https://%s:%d" % (ADDRESS, _port(simulator)),
        "zendesk_ca_path": str(tmp_path / "ca.pem"),
    }
    return lambda *name, **arguments: run(*name, **account, **arguments)


def _port(simulator: Simulator) -> int:
    return int(simulator.url.rpartition(":")[2])


def test_account_behind_a_proxy(simulator: Simulator, proxy: Proxy, run_behind: Run) -> None:
    assert run_behind(**EMAIL)["changed"]
    assert simulator.calls == [LIST, POST]
    (request,) = proxy.requests
    assert request.startswith("CONNECT %s:%d" % (ADDRESS, _port(simulator)))
    login = base64.b64encode(b"me:m@rker-proxy").decode()
    assert "Proxy-Authorization: Basic %s" % login in request


# The tunnel stands when one of these happens: the request may have been carried out.
ENDS: dict[str, dict[str, Any]] = {
    "closed": {"drop": True},
    "reset": {"reset": True},
    "cut short in the head": {"raw": "HTTP/1.1 201 Created\r\nContent-"},
    "cut short in the body": {"raw": 'HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{"t'},
    "garbage": {"raw": "\x00\x01 no HTTP\r\n\r\n"},
}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("done", [False, True], ids=["not carried out", "carried out"])
@pytest.mark.parametrize("end", ENDS.values(), ids=list(ENDS))
def test_connection_that_ends_after_a_create_was_sent(
    end: dict[str, Any], done: bool, simulator: Simulator, run_behind: Run
) -> None:
    simulator.fault(method="POST", process=done, **end)
    assert run_behind(**EMAIL)["changed"]
    assert simulator.calls == [LIST, POST, LIST] + [POST] * (not done)
    assert len(simulator.account.targets) == 1


@pytest.mark.usefixtures("no_waiting")
def test_create_without_an_answer_in_time(simulator: Simulator, run_behind: Run) -> None:
    simulator.fault(method="POST", raw="H", drip=3, process=True)
    assert run_behind(**EMAIL, zendesk_timeout=1)["changed"]
    assert simulator.calls == [LIST, POST, LIST]


# There is no tunnel, or no TLS in it: nothing of a request was sent.
FAILURES: dict[str, tuple[bytes | None, str]] = {
    "refused": (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", "no connection"),
    "login refused": (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "no connection"),
    "timed out behind it": (b"HTTP/1.1 504 Gateway Timeout\r\n\r\n", "no connection"),
    "closed": (b"", "no connection"),
    "closed within the head": (b"HTTP/1.1 200", "no connection"),
    "garbage": (b"no HTTP\r\n\r\n", "no connection"),
    "no answer": (None, "no connection within 1 seconds"),
    "closed before TLS": (TUNNEL + b" ", "no connection"),
    "no TLS": (TUNNEL + b"HTTP/1.1 400 Bad Request\r\n\r\n", "no connection"),
}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(("answer", "says"), FAILURES.values(), ids=list(FAILURES))
def test_create_that_was_not_sent_is_sent_again_without_a_look(
    answer: bytes | None, says: str, simulator: Simulator, proxy: Proxy, run_behind: Run
) -> None:
    timeout = 1 if answer is None else 10
    # The next request needs a tunnel of its own.
    closed = {"headers": {"Connection": "close"}}
    simulator.fault(method="GET", do=lambda: proxy.answers.append(answer), **closed)
    assert run_behind(**EMAIL, zendesk_timeout=timeout)["changed"]
    assert simulator.calls == [LIST, POST]
    assert len(proxy.requests) == 3
    simulator.fault(method="GET", do=lambda: proxy.answers.append(answer), **closed)
    message = run_behind(**dict(EMAIL, title="Other"), zendesk_timeout=timeout, zendesk_retries=0)
    assert says in message["msg"]
    assert simulator.calls == [LIST, POST, LIST]


@pytest.mark.usefixtures("no_waiting")
def test_certificate_behind_a_proxy_is_checked(
    simulator: Simulator, proxy: Proxy, run: Run
) -> None:
    url = "https://%s:%d" % (ADDRESS, _port(simulator))
    assert "the certificate was rejected" in run(**EMAIL, zendesk_url=url)["msg"]
    assert simulator.calls == []


@pytest.mark.usefixtures("no_waiting")
def test_connection_that_the_account_has_closed(simulator: Simulator, run_behind: Run) -> None:
    """Kept alive, and closed by the other side as a request is about to be sent."""
    simulator.fault(method="GET", headers={"Connection": "close"})
    assert run_behind(**EMAIL)["changed"]
    assert simulator.calls == [LIST, POST]


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(
    "url", ["http://", "http://me:marker@", "http://[", "me:marker@", "gopher://me:marker@x:1"]
)
def test_proxy_that_can_not_be_used(url: str, run_behind: Run) -> None:
    with mock.patch.dict(os.environ, {"https_proxy": url}):
        result = run_behind(INFO)
    assert "proxy" in result["msg"]
    assert "marker" not in str(result)


LOGINS = {
    "a password": ("me:marker-proxy", "marker-proxy"),
    "escaped": ("me:m%40rker%2fproxy", "m@rker/proxy"),
    "escaped in vain": ("me:m%61rker%2Dproxy", "marker-proxy"),
    "short": ("me:%21", "!"),
    "a token as the user": ("marker-token@:", "marker-token"),
    "an @ that is not escaped": ("me:marker@proxy", "marker@proxy"),
}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(("login", "secret"), LOGINS.values(), ids=list(LOGINS))
def test_login_at_a_proxy_is_in_no_error(
    login: str, secret: str, simulator: Simulator, proxy: Proxy, run_behind: Run
) -> None:
    login = login.rstrip("@:")
    written = login.partition(":")[2] or login
    pair = login.replace(written, secret).encode()
    encoded = base64.b64encode(pair).decode()
    forms = [written, secret, encoded, encoded.rstrip("=")]
    with proxy.in_environment(login):
        for form in forms:
            proxy.answers[:] = [("HTTP/1.1 407 <%s>\r\n\r\n" % form).encode()]
            message = run_behind(INFO, zendesk_retries=0)["msg"]
            assert "407 <********>" in message
            assert form not in message
    # It is in the error of who does not know it.
    with proxy.in_environment("other:unknown-to-the-message"):
        proxy.answers[:] = [("HTTP/1.1 407 <%s>\r\n\r\n" % forms[0]).encode()]
        assert forms[0] in run_behind(INFO, zendesk_retries=0)["msg"]
