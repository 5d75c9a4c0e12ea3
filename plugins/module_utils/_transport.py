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
        timeout = self._connection.timeout
        headers = {"Content-Type": "application/json"} if body is not None else None
        try:
            response = self._session().request(
                method,
                url,
                data=body,
                headers=headers,
                auth=_authorize(authorization),
                timeout=(timeout, timeout),
                allow_redirects=False,
            )
        except (requests.exceptions.RequestException, OSError) as error:
            raise self._no_answer(error) from None
        names = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, names, response.content)

    def _session(self) -> Any:
        session = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            # The environment is read here, once, and no .netrc may replace the credentials.
            session.trust_env = False
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
    return type(causes[-1]).__name__
