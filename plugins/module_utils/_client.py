# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Zendesk over HTTP: login, retries, rate limit, pages, errors. It knows no resource."""

from __future__ import annotations

import contextlib
import html
import json
import random
import re
import threading
import time
from typing import Any, Iterable, Iterator
from urllib.parse import quote, urlsplit

from ansible_collections.community.zendesk.plugins.module_utils._connection import Connection
from ansible_collections.community.zendesk.plugins.module_utils._errors import (
    MASK,
    ApiError,
    Outcome,
    RecordNotFound,
    describe,
    way_out,
)
from ansible_collections.community.zendesk.plugins.module_utils._limits import (
    retry_after,
    until_reset,
)
from ansible_collections.community.zendesk.plugins.module_utils._transport import (
    Answer,
    NoAnswer,
    Transport,
)

# Seconds.
_FIRST_BACKOFF = 0.5
_MAX_BACKOFF = 30.0
# Far more than an account can have: 100,000 rules are 1,000 pages.
_MAX_PAGES = 10000

# Of the system: the same in no two processes.
_RANDOM = random.SystemRandom()

# 409 is a clash of two writes at the same moment: the one that got it was not done.
_NOT_DONE = (409, 429)
# 408 and whatever else a proxy makes of a fault: nobody knows how far the request came.
_REQUEST_TIMEOUT = 408


class Client:
    """One account. Threads may share it; they also share the pause that a rate limit asks for.

    ``warnings``: what Zendesk said about requests that it took all the same. ``secrets``: texts
    that no message may hold; whoever sends or receives another one adds it.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.warnings: list[str] = []
        self.secrets: set[str] = set(connection.login.secrets)
        self._transport = Transport(connection)
        self._authorization = connection.login.authorization
        self._lock = threading.RLock()
        self._resume_at = 0.0
        self._answered = 0

    def get(self, path: str) -> dict[str, Any]:
        """Read. ``path`` starts with "/" and may have a query."""
        return self._request("GET", path)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Create. Where the error's outcome is UNKNOWN, look before you call this again."""
        return self._request("POST", path, body)

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Update."""
        return self._request("PUT", path, body)

    def delete(self, path: str) -> None:
        """Delete. A record that is already gone is what was wanted, so no error."""
        with contextlib.suppress(RecordNotFound):
            self._request("DELETE", path)

    def list(self, path: str, key: str) -> Iterator[dict[str, Any]]:
        """Every record under ``key``, over all pages, whether linked by cursor or by number."""
        seen = set()
        while path:
            seen.add(path)
            page = self.get(path)
            records = page.get(key)
            if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
                raise ApiError("GET %s: Zendesk's answer has no list %s." % (path, key), 200)
            yield from records
            path = self._next_page(page)
            if path in seen or (path and len(seen) >= _MAX_PAGES):
                raise ApiError("GET %s: the pages of the list come to no end." % path, 200)

    def pause(self, attempt: int) -> None:
        """Wait before another try: longer each time, and out of step with other clients."""
        longest = min(_MAX_BACKOFF, _FIRST_BACKOFF * 2 ** min(attempt, 10))
        time.sleep(longest * _RANDOM.uniform(0.5, 1.0))

    def add_secrets(self, secrets: Iterable[str]) -> None:
        """Keep these out of messages: for whoever sends or receives a secret."""
        self.secrets.update(secrets)

    def scrub(self, text: str) -> str:
        """``text`` without the secrets that this client knows of, in whatever form."""
        forms = {form for secret in self.secrets for form in _forms(secret)}
        for form in sorted(forms - {""}, key=len, reverse=True):
            text = text.replace(form, MASK)
        return text

    def _next_page(self, page: dict[str, Any]) -> str:
        url, meta, links = page.get("next_page"), page.get("meta"), page.get("links")
        if meta:
            more = not isinstance(meta, dict) or meta.get("has_more")
            url = links.get("next") if more and isinstance(links, dict) else None
            if more and not url:
                # Half a list must not be taken for the whole.
                raise ApiError("Zendesk's answer has only a part of a list, and no next page.", 200)
        if not url:
            return ""
        base_url = self.connection.base_url
        # A link to anywhere else would take the credentials there.
        if not str(url).startswith(base_url + "/"):
            raise ApiError(
                "The next page of a list is on %s, not on %s, and was not followed. Set "
                "zendesk_url to the address that Zendesk itself uses for the account."
                % (self.scrub(_host(str(url))), base_url)
            )
        return str(url)[len(base_url) :]

    def _request(
        self, method: str, path: str, body: dict[str, Any] | None = None, login: bool = True
    ) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode("ascii")
        # A second token does no harm, a second record does.
        repeatable = method != "POST" or not login
        attempt = 0
        renewed = False
        while True:
            # Outside of what is tried again: it has tries of its own.
            authorization = self._token() if login else ""
            answered = self._answered
            try:
                return self._attempt(method, path, data, authorization)
            except ApiError as error:
                if error.status == 401 and login and self.connection.login.grant and not renewed:
                    # The token has run out; whatever this was, it was not done.
                    renewed = True
                    self._token(expired=authorization)
                    continue
                again = error.outcome is Outcome.NOT_DONE
                again = again or (error.outcome is Outcome.UNKNOWN and repeatable)
                # Who only lost a place to another request of this run may try once more.
                attempt += error.status != 429 or self._answered == answered
                if not again or attempt > self.connection.retries or not self.connection.retries:
                    raise
                if error.retry_after is None:
                    self.pause(attempt - 1)
                else:
                    self._pause_all(error.retry_after)

    def _attempt(
        self, method: str, path: str, data: bytes | None, authorization: str
    ) -> dict[str, Any]:
        what = "%s %s" % (method, path.split("?")[0])
        try:
            answer = self._exchange(method, path, data, authorization)
        except NoAnswer as problem:
            raise self._unanswered(what, problem) from None
        warning = answer.headers.get("x-zendesk-api-warn")
        if warning:
            self.warnings.append("%s: Zendesk warns: %s" % (what, self.scrub(warning)))
        if 200 <= answer.status < 300:
            self._answered += 1
            self._pause_all(until_reset(answer.headers))
            return self._content(what, method, answer)
        raise self._refused(what, answer)

    def _exchange(self, method: str, path: str, data: bytes | None, authorization: str) -> Answer:
        wait = self._resume_at - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        return self._transport.exchange(
            method, self.connection.base_url + path, data, authorization
        )

    def _token(self, expired: str = "") -> str:
        with self._lock:
            if not self._authorization or self._authorization == expired:
                self._authorization = "Bearer " + self._granted()
            return self._authorization

    def _granted(self) -> str:
        try:
            answer = self._request("POST", "/oauth/tokens", self.connection.login.grant, False)
        except ApiError as error:
            # It says nothing about a record, and what the token is for has not been sent.
            refused = ApiError(str(error), error.status, error.code)
            refused.request_id = error.request_id
            raise refused from None
        token = answer.get("access_token")
        if not isinstance(token, str) or not re.match(r"[!-~]+\Z", token):
            raise ApiError("POST /oauth/tokens: Zendesk's answer has no access_token.", 200)
        self.secrets.add(token)
        return token

    def _pause_all(self, seconds: float) -> None:
        with self._lock:
            self._resume_at = max(self._resume_at, time.monotonic() + seconds)

    def _unanswered(self, what: str, problem: NoAnswer) -> ApiError:
        text = "%s: %s has not answered: %s." % (what, self.connection.base_url, problem)
        outcome = Outcome.UNKNOWN if problem.sent else Outcome.NOT_DONE
        error = ApiError(
            self.scrub(text) + " Check the address, the network and the proxy settings.",
            outcome=Outcome.REFUSED if problem.final else outcome,
        )
        error.pending = problem.timed_out
        return error

    def _content(self, what: str, method: str, answer: Answer) -> dict[str, Any]:
        if method == "DELETE" and not answer.body.strip():
            return {}
        try:
            content = json.loads(answer.body.decode("utf-8"))
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict):
            _code, text = describe(answer.body, self.scrub)
            raise ApiError(
                "%s: Zendesk answered %d, but not with a JSON object: %s. Check that "
                "zendesk_subdomain or zendesk_url is a Zendesk account, and that no proxy answers "
                "in its place." % (what, answer.status, text[:100] or "nothing"),
                answer.status,
                outcome=Outcome.UNKNOWN,
            )
        return content

    def _refused(self, what: str, answer: Answer) -> ApiError:
        status, headers = answer.status, answer.headers
        code, text = describe(answer.body, self.scrub)
        if 300 <= status < 400:
            text = "redirect to %s" % _host(headers.get("location", ""))
        outcome = Outcome.REFUSED
        if status in _NOT_DONE:
            outcome = Outcome.NOT_DONE
        elif status == _REQUEST_TIMEOUT or status >= 500:
            outcome = Outcome.UNKNOWN
        says = "%s: Zendesk answered %d%s" % (what, status, ": " + text if text else "")
        says += "" if says.endswith(".") else "."
        hint = way_out(status, code, text, self.connection.login.hint)
        kind = RecordNotFound if status == 404 and code == "RecordNotFound" else ApiError
        says += " " + hint if hint else ""
        error = kind(self.scrub(says), status, self.scrub(code), outcome=outcome)
        error.request_id = self.scrub(headers.get("x-request-id", ""))
        error.retry_after = retry_after(status, headers)
        return error


def _host(url: str) -> str:
    """What a message may say of an address: no user, no password, no query."""
    try:
        return urlsplit(url).netloc.split("@")[-1] or "no host"
    except ValueError:
        return "an address that is none"


def _forms(secret: str) -> tuple[str, ...]:
    """How a secret may stand in an answer: as it is, in JSON, in an address, in HTML."""
    in_json = json.dumps(secret)[1:-1]
    return (secret, in_json, quote(secret, safe="", errors="replace"), html.escape(secret))
