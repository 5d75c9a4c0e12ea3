# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""One HTTP exchange on C(requests): connection, TLS, proxy, and what can fail below HTTP."""

from __future__ import annotations

import base64
import http.cookiejar
import io
import socket
import threading
import traceback
from typing import Any, Callable, NamedTuple
from urllib.parse import unquote, urlsplit

from ansible_collections.community.zendesk.plugins.module_utils._http import _connection, _errors

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
# How http.client says that a proxy has refused.
_NO_TUNNEL = "Tunnel connection failed"


class Answer(NamedTuple):
    """What came back. ``headers`` has lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


class NoAnswer(Exception):
    """There is no HTTP answer; the message says why.

    ``sent``: the request may have reached the server; False only where that is certain.
    ``timed_out``: the server may still be at work on it. ``final``: another try would end the
    same way.
    """

    def __init__(
        self, reason: str, sent: bool = False, timed_out: bool = False, final: bool = False
    ) -> None:
        super().__init__(reason)
        self.sent = sent
        self.timed_out = timed_out
        self.final = final


class _Body(io.BytesIO):
    """What is sent, and whether any of it was.

    It is read when there is a connection and the head of the request is on its way: before, a
    proxy can refuse the tunnel or TLS can fail. The errors of ``requests`` do not tell that: it
    says ProxyError, too, when a connection through a proxy ends later.
    """

    sent = False

    def read(self, size: int | None = -1) -> bytes:
        self.sent = True
        return super().read(size)


class Transport:
    """Exchanges with one origin. Each thread keeps one connection of its own alive.

    ``secrets``: those in the addresses of proxies.
    """

    def __init__(self, connection: _connection.Connection) -> None:
        self._connection = connection
        self._local = threading.local()
        self._proxies: dict[str, str] = {}
        if not connection.loopback:
            self._proxies = _proxies_for(connection.base_url)
        self.secrets = {secret for url in self._proxies.values() for secret in _secrets_in(url)}

    def exchange(self, method: str, url: str, body: bytes | None, authorization: str) -> Answer:
        """Send one request, follow nothing. ``authorization`` is "" for none."""
        session = self._session()
        # Without a body a request is a read or a delete: whether it was sent makes no difference.
        content = None if body is None else _Body(body)
        ended: list[Answer | Exception] = []

        def work() -> None:
            try:
                ended.append(self._exchange(session, method, url, content, authorization))
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
            raise self._no_answer(ended[0], content is None or content.sent) from None
        raise ended[0]

    def _exchange(
        self, session: Any, method: str, url: str, body: _Body | None, authorization: str
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
            # What is needed of the environment was read, and no .netrc may replace the credentials.
            session.trust_env = False
            # A cookie could make another user of the account out of this one.
            session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
            # Even where it follows none, requests reads what a redirect says, and breaks on some.
            session.get_redirect_target = lambda _response: None
            session.proxies = dict(self._proxies)
            session.verify = self._connection.verify
            if not session.verify:
                requests.packages.urllib3.disable_warnings()  # type: ignore[attr-defined]
            session.headers.update({"Accept": "application/json", "User-Agent": USER_AGENT})
        return session

    def _no_answer(self, error: Exception, sent: bool) -> NoAnswer:
        causes = _causes(error)
        names = {type(cause).__name__ for cause in causes}
        reason = _reason(causes)
        # urllib3 1.26 compares the name itself.
        refused = names & {"SSLCertVerificationError", "CertificateError"}
        if refused or "CERTIFICATE_VERIFY_FAILED" in reason:
            return NoAnswer(
                "the certificate was refused (%s). For a private CA set zendesk_ca_path" % reason,
                final=True,
            )
        if names & {"InvalidURL", "LocationParseError"} or any(map(_is_no_text, causes)):
            return NoAnswer("this is no address that can be used", final=True)
        if names & {"InvalidProxyURL", "InvalidSchema", "ProxySchemeUnknown"}:
            return NoAnswer("the proxy of the environment can't be used (%s)" % reason, final=True)
        timeout = "within %g seconds; zendesk_timeout sets the limit" % self._connection.timeout
        if names & {"ConnectTimeout", "ConnectTimeoutError"}:
            return NoAnswer("no connection " + timeout)
        if names & {"ReadTimeout", "ReadTimeoutError"} or any(map(_is_timeout, causes)):
            what = "no answer " if sent else "no connection "
            return NoAnswer(what + timeout, sent=sent, timed_out=sent)
        for cause in causes:
            if isinstance(cause, socket.gaierror):
                final = cause.errno != socket.EAI_AGAIN
                return NoAnswer("the host name can't be resolved", final=final)
        if not sent or "NewConnectionError" in names or reason.startswith(_NO_TUNNEL):
            return NoAnswer("no connection (%s)" % reason)
        return NoAnswer("the connection broke (%s)" % reason, sent=True)


def _authorize(authorization: str) -> Callable[[Any], Any]:
    def add_header(request: Any) -> Any:
        if authorization:
            request.headers["Authorization"] = authorization
        return request

    return add_header


def _is_no_text(cause: BaseException) -> bool:
    """Such as a host name with a part that is empty."""
    return isinstance(cause, UnicodeError)


def _is_timeout(cause: BaseException) -> bool:
    """Ours: the system's own, which is much longer, has a number."""
    return isinstance(cause, socket.timeout) and cause.errno is None


def _proxies_for(base_url: str) -> dict[str, str]:
    """The proxies of the environment, by scheme. InvalidInput where that of the account is none."""
    proxies: dict[str, str] = requests.utils.get_environ_proxies(base_url)
    proxy = requests.utils.select_proxy(base_url, proxies)
    if proxy:
        try:
            host = urlsplit(proxy if "://" in proxy else "http://" + proxy).hostname
        except ValueError:
            host = None
        if not host:
            raise _errors.InvalidInput(
                "The proxy for %s has no host: check the environment variables HTTPS_PROXY and "
                "ALL_PROXY." % base_url
            )
    return proxies


def _secrets_in(url: str) -> set[str]:
    """The secrets in the address of a proxy, in each form in which they are written or sent."""
    before, found, _host = url.rpartition("@")
    if not found:
        return set()
    login = before.partition("://")[2] or before
    secrets = set()
    for form in (login, unquote(login)):
        # Where there is no password the user may be a token.
        user, _colon, password = form.partition(":")
        encoded = base64.b64encode(form.encode("utf-8", "surrogateescape")).decode("ascii")
        secrets |= {password or user, encoded, encoded.rstrip("=")}
    return secrets


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
