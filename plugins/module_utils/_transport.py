# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""One HTTP exchange on C(requests): connection, TLS, proxy, and what can fail below HTTP."""

from __future__ import annotations

import socket
import threading
import traceback
from typing import Any, Callable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._connection import Connection

REQUESTS_IMPORT_ERROR: str | None = None
try:
    import requests
    import requests.utils
except ImportError:
    REQUESTS_IMPORT_ERROR = traceback.format_exc()

USER_AGENT = "ansible-community.zendesk/1.0.0"

# A server that sends a byte now and then never meets the limit of a single read: a whole exchange
# may take this many times as long.
_WHOLE = 4
# Bytes. A list of 10,000 targets has about 3 million.
_LONGEST_BODY = 64 * 1024 * 1024
_PART = 64 * 1024


class Answer(NamedTuple):
    """What came back. ``headers`` has lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


class NoAnswer(Exception):
    """There is no HTTP answer; the message says why.

    ``sent``: the request may have reached the server. ``timed_out``: it may still be at work
    on it. ``final``: another try would end the same way.
    """

    def __init__(
        self, reason: str, sent: bool = False, timed_out: bool = False, final: bool = False
    ) -> None:
        super().__init__(reason)
        self.sent = sent
        self.timed_out = timed_out
        self.final = final


class Transport:
    """Exchanges with one origin. Each thread keeps one connection of its own alive."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._local = threading.local()

    def exchange(self, method: str, url: str, body: bytes | None, authorization: str) -> Answer:
        """Send one request, follow nothing. ``authorization`` is "" for none."""
        session = self._session()
        ended: list[Answer | Exception] = []

        def work() -> None:
            try:
                ended.append(self._exchange(session, method, url, body, authorization))
            except Exception as error:
                ended.append(error)

        # Only a thread can be left alone with a server that never comes to an end.
        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        longest = _WHOLE * self._connection.timeout
        worker.join(longest)
        if not ended:
            del self._local.session
            raise NoAnswer(
                "no complete answer within %g seconds, which is %d times zendesk_timeout"
                % (longest, _WHOLE),
                sent=True,
                timed_out=True,
            )
        if isinstance(ended[0], Answer):
            return ended[0]
        # ValueError: a host name that no lookup takes.
        if isinstance(ended[0], (requests.exceptions.RequestException, OSError, ValueError)):
            raise self._no_answer(ended[0]) from None
        raise ended[0]

    def _exchange(
        self, session: Any, method: str, url: str, body: bytes | None, authorization: str
    ) -> Answer:
        timeout = self._connection.timeout
        with session.request(
            method,
            url,
            data=body,
            headers={"Content-Type": "application/json"} if body is not None else None,
            auth=_authorize(authorization),
            timeout=(timeout, timeout),
            allow_redirects=False,
            stream=True,
        ) as response:
            content = bytearray()
            for part in response.iter_content(_PART):
                content += part
                if len(content) > _LONGEST_BODY:
                    raise NoAnswer("the answer is longer than %d bytes" % _LONGEST_BODY, sent=True)
            names = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, names, bytes(content))

    def _session(self) -> Any:
        session: Any = getattr(self._local, "session", None)
        if session is None:
            made: Any = requests.Session()
            session = self._local.session = made
            # The environment is read here, once, and no .netrc may replace the credentials.
            session.trust_env = False
            # Even where it follows none, requests reads what a redirect says, and breaks on some.
            session.get_redirect_target = lambda _response: None
            if not self._connection.loopback:
                session.proxies = requests.utils.get_environ_proxies(self._connection.base_url)
            session.verify = self._connection.verify
            if not session.verify:
                requests.packages.urllib3.disable_warnings()  # type: ignore[attr-defined]
            session.headers.update({"Accept": "application/json", "User-Agent": USER_AGENT})
        return session

    def _no_answer(self, error: Exception) -> NoAnswer:
        causes = _causes(error)
        names = {type(cause).__name__ for cause in causes}
        reason = _reason(causes)
        if "SSLCertVerificationError" in names or "CERTIFICATE_VERIFY_FAILED" in reason:
            return NoAnswer(
                "the certificate was refused (%s). For a private CA set zendesk_ca_path" % reason,
                final=True,
            )
        if names & {"InvalidURL", "LocationParseError", "UnicodeError"}:
            return NoAnswer("this is no address that can be used", final=True)
        timeout = "within %g seconds; zendesk_timeout sets the limit" % self._connection.timeout
        if "ConnectTimeout" in names:
            return NoAnswer("no connection " + timeout)
        if names & {"ReadTimeout", "ReadTimeoutError"}:
            return NoAnswer("no answer " + timeout, sent=True, timed_out=True)
        for cause in causes:
            if isinstance(cause, socket.gaierror):
                final = cause.errno != socket.EAI_AGAIN
                return NoAnswer("the host name can't be resolved", final=final)
        if names & {"NewConnectionError", "ProxyError"}:
            return NoAnswer("no connection (%s)" % reason)
        return NoAnswer("the connection broke (%s)" % reason, sent=True)


def _authorize(authorization: str) -> Callable[[Any], Any]:
    def add_header(request: Any) -> Any:
        if authorization:
            request.headers["Authorization"] = authorization
        return request

    return add_header


def _causes(error: BaseException) -> list[BaseException]:
    """``error`` and all that led to it: urllib3 hides causes in attributes and arguments."""
    found: list[BaseException] = []
    queue: list[Any] = [error]
    while queue:
        cause = queue.pop(0)
        if isinstance(cause, BaseException) and cause not in found:
            found.append(cause)
            queue += [getattr(cause, "reason", None), cause.__cause__, cause.__context__]
            queue += cause.args
    return found


def _reason(causes: list[BaseException]) -> str:
    """The words of the system itself, as short as they come."""
    for cause in causes:
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    text = str(causes[-1]).strip()
    return text.splitlines()[0][:200] if text else type(causes[-1]).__name__
