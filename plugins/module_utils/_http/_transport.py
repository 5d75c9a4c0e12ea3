# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Sends one HTTP request with C(requests): connection, TLS, proxy, and failures below HTTP."""

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

USER_AGENT = "ansible-community.zendesk/2.0.0"

# A server that sends a byte now and then never exceeds the timeout of a single read, so this #
# factor limits the whole exchange.
_WHOLE = 4
# Bytes. A list of 10,000 targets has about 3 million.
_LONGEST_BODY = 64 * 1024 * 1024
_PART = 64 * 1024
# The message of http.client if a proxy refuses the connection.
_NO_TUNNEL = "Tunnel connection failed"


class Answer(NamedTuple):
    """An HTTP response. ``headers`` has lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


class NoAnswer(Exception):
    """There is no HTTP response; the message says why.

    ``sent``: whether the request may have reached the server; False only if it certainly did not.
    ``timed_out``: the server may still be processing it. ``final``: another attempt would have the
    same result.
    """

    def __init__(
        self, reason: str, sent: bool = False, timed_out: bool = False, final: bool = False
    ) -> None:
        super().__init__(reason)
        self.sent = sent
        self.timed_out = timed_out
        self.final = final


class _Body(io.BytesIO):
    """The body of a request, and whether any of it was sent.

    It is read only after the connection is open and the headers were sent: before, a proxy can
    refuse the tunnel or TLS can fail. The errors of ``requests`` do not show this: it also raises
    ProxyError if a connection through a proxy ends later.
    """

    sent = False

    def read(self, size: int | None = -1) -> bytes:
        self.sent = True
        return super().read(size)


class Transport:
    """Sends requests to one origin.

    Each thread keeps its own connection alive. ``secrets``: the secrets in proxy URLs.
    """

    def __init__(self, connection: _connection.Connection) -> None:
        self._connection = connection
        self._local = threading.local()
        self._proxies: dict[str, str] = {}
        if not connection.loopback:
            self._proxies = _proxies_for(connection.base_url)
        self.secrets = {secret for url in self._proxies.values() for secret in _secrets_in(url)}

    def exchange(self, method: str, url: str, body: bytes | None, authorization: str) -> Answer:
        """Sends one request without following redirects. ``authorization`` is "" for none."""
        session = self._session()
        # A request without a body is a read or a delete, so it does not matter whether it was sent.
        content = None if body is None else _Body(body)
        ended: list[Answer | Exception] = []

        def work() -> None:
            try:
                ended.append(self._exchange(session, method, url, content, authorization))
            except Exception as error:
                ended.append(error)

        # Only a thread can be abandoned if a server never finishes its response.
        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        longest = _WHOLE * self._connection.timeout
        worker.join(longest)
        if not ended:
            del self._local.session
            raise NoAnswer(
                "no complete response within %g seconds, which is %d times zendesk_timeout"
                % (longest, _WHOLE),
                sent=True,
                timed_out=True,
            )
        if isinstance(ended[0], Answer):
            return ended[0]
        # ValueError: an invalid host name.
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
                    raise NoAnswer(
                        "the response is longer than %d bytes" % _LONGEST_BODY, sent=True
                    )
            names = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, names, bytes(content))

    def _session(self) -> Any:
        session: Any = getattr(self._local, "session", None)
        if session is None:
            new_session: Any = requests.Session()
            session = self._local.session = new_session
            # The environment was already read, and no .netrc may replace the credentials.
            session.trust_env = False
            # A cookie could log in as another user.
            session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
            # requests parses a redirect even if it does not follow it, and fails for some.
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
        # urllib3 1.26 verifies the host name itself.
        refused = names & {"SSLCertVerificationError", "CertificateError"}
        if refused or "CERTIFICATE_VERIFY_FAILED" in reason:
            return NoAnswer(
                "the certificate was rejected (%s). For a private CA, set zendesk_ca_path" % reason,
                final=True,
            )
        if names & {"InvalidURL", "LocationParseError"} or any(map(_is_no_text, causes)):
            return NoAnswer("this is not a valid address", final=True)
        if names & {"InvalidProxyURL", "InvalidSchema", "ProxySchemeUnknown"}:
            return NoAnswer("the proxy in the environment can't be used (%s)" % reason, final=True)
        timeout = "within %g seconds; zendesk_timeout sets the limit" % self._connection.timeout
        if names & {"ConnectTimeout", "ConnectTimeoutError"}:
            return NoAnswer("no connection " + timeout)
        if names & {"ReadTimeout", "ReadTimeoutError"} or any(map(_is_timeout, causes)):
            what = "no response " if sent else "no connection "
            return NoAnswer(what + timeout, sent=sent, timed_out=sent)
        for cause in causes:
            if isinstance(cause, socket.gaierror):
                final = cause.errno != socket.EAI_AGAIN
                return NoAnswer("the host name can't be resolved", final=final)
        if not sent or "NewConnectionError" in names or reason.startswith(_NO_TUNNEL):
            return NoAnswer("no connection (%s)" % reason)
        return NoAnswer("the connection was lost (%s)" % reason, sent=True)


def _authorize(authorization: str) -> Callable[[Any], Any]:
    def add_header(request: Any) -> Any:
        if authorization:
            request.headers["Authorization"] = authorization
        return request

    return add_header


def _is_no_text(cause: BaseException) -> bool:
    """Whether the error is about invalid text, such as a host name with an empty part."""
    return isinstance(cause, UnicodeError)


def _is_timeout(cause: BaseException) -> bool:
    """Whether this is our own timeout: that of the system, which is much longer, has a number."""
    return isinstance(cause, socket.timeout) and cause.errno is None


def _proxies_for(base_url: str) -> dict[str, str]:
    """Returns the proxies of the environment, by scheme. Raises InvalidInput if a proxy is invalid."""
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
    """Returns the secrets in a proxy URL, in each form in which they are written or sent."""
    before, found, _host = url.rpartition("@")
    if not found:
        return set()
    login = before.partition("://")[2] or before
    secrets = set()
    for form in (login, unquote(login)):
        # Without a password, the user may be a token.
        user, _colon, password = form.partition(":")
        encoded = base64.b64encode(form.encode("utf-8", "surrogateescape")).decode("ascii")
        secrets |= {password or user, encoded, encoded.rstrip("=")}
    return secrets


def _causes(error: BaseException) -> list[BaseException]:
    """Returns ``error`` and its causes, which urllib3 hides in attributes and arguments."""
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
    """Returns the system's own error message, or the shortest available one."""
    for cause in causes:
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    text = str(causes[-1]).strip()
    return text.splitlines()[0][:200] if text else type(causes[-1]).__name__
