# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Sends requests to Zendesk: login, retries, rate limit, pages, errors. Knows no resources."""

from __future__ import annotations

import copy
import json
import random
import re
import threading
import time
from typing import Any, Collection, Iterable, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _answers,
    _connection,
    _errors,
    _limits,
    _pages,
    _secrets,
    _transport,
)

# Seconds.
_FIRST_BACKOFF = 0.5
_MAX_BACKOFF = 30.0
# From the operating system, so that it differs between processes.
_RANDOM = random.SystemRandom()


class Client:
    """A client for one account.

    Threads may share it, including the waits for the rate limit. ``warnings``: Zendesk's warnings
    about requests that it accepted.
    """

    def __init__(self, connection: _connection.Connection) -> None:
        self.connection = connection
        self.warnings: list[str] = []
        self._transport = _transport.Transport(connection)
        self._secrets = _secrets.Secrets()
        self.add_secrets((*connection.login.secrets, *self._transport.secrets))
        self._authorization = connection.login.authorization
        self._lock = threading.RLock()
        # Why no token was granted.
        self._not_granted: _errors.ApiError | None = None
        self._limits = _limits.Limits(connection.rate_limit_share)
        self._answered = 0

    def get(self, path: str) -> dict[str, Any]:
        """Reads a record or a page. ``path`` starts with "/" and may have a query string."""
        return self._object("GET", path)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Creates a record. After an error with the outcome UNKNOWN, look for the record first."""
        return self._object("POST", path, body)

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Replaces a record."""
        return self._object("PUT", path, body)

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Updates some attributes. Returns an empty dictionary for a 204 without content."""
        return self._object("PATCH", path, body)

    def delete(self, path: str, gone: str) -> None:
        """Deletes a record.

        It is not an error if the record is already gone. ``gone``: Zendesk's code for this error.
        """
        try:
            self._object("DELETE", path)
        except _errors.ApiError as error:
            if not error.says_gone(gone):
                raise

    def send(
        self, method: str, path: str, body: Any = None, expected: Collection[int] = ()
    ) -> _answers.Reply:
        """Sends any request. ``expected``: the allowed statuses; empty for 200 to 299."""
        return self._request(method, path, body, expected=expected)

    def next_page(self, page: Any, path: str) -> str:
        """Returns the path of the page after ``page``, which is at ``path``; "" after the last."""
        return _pages.next_page(self.connection.base_url, path, page)

    def list(self, path: str, key: str) -> Iterator[dict[str, Any]]:
        """Yields every record under ``key`` on all pages, linked by cursor or by number.

        Yields each record once, because numbered pages shift if somebody else writes.
        """
        seen = set()
        known: set[Any] = set()
        while path:
            seen.add(path)
            page = self.get(path)
            records = page.get(key)
            if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
                raise _errors.ApiError(
                    "GET %s: Zendesk's response has no list %s." % (path, key), 200
                )
            yield from _unknown(records, known)
            path = self.next_page(page, path)
            _pages.check_end(path, seen)

    def pause(self, attempt: int, asked: float | None = None) -> None:
        """Waits before the next attempt: longer each time, with jitter.

        ``asked``: the seconds that the account asks to wait. Then the next request of every thread
        waits, at least as long as the pause would have been.
        """
        if asked is None:
            time.sleep(_growing_pause(attempt))
        else:
            # An account that asks to wait for 0 seconds is as busy as one that does not ask.
            self._limits.pause(max(asked, _growing_pause(attempt)), time.monotonic())

    def add_secrets(self, secrets: Iterable[str]) -> None:
        """Registers secrets to mask in messages, for callers that send or receive a secret."""
        self._secrets.add(secrets)

    def known_secrets(self) -> frozenset[str]:
        """Returns all known secrets, including a token that was granted in the meantime."""
        return self._secrets.known()

    def scrub(self, text: str) -> str:
        """Masks the known secrets in ``text``, in whatever form they appear."""
        return self._secrets.scrub(text)

    def _object(
        self, method: str, path: str, body: dict[str, Any] | None = None, login: bool = True
    ) -> dict[str, Any]:
        """Sends a request about one record or a list of records, and returns the content."""
        content: dict[str, Any] | None = self._request(method, path, body, login).body
        return content or {}

    def _request(
        self,
        method: str,
        path: str,
        body: Any = None,
        login: bool = True,
        expected: Collection[int] | None = None,
    ) -> _answers.Reply:
        data = None if body is None else json.dumps(body).encode("ascii")
        # Repeating a request for a token is harmless, repeating a create is not.
        repeatable = method != "POST" or not login
        attempt = 0
        renewed = lost = False
        while True:
            # Not part of the attempt, because the login has its own retries.
            authorization = self._token() if login else ""
            answered = self._answered
            try:
                return self._attempt(method, path, data, authorization, expected)
            except _errors.ApiError as error:
                error.after_lost = lost
                if error.status == 401 and login and self.connection.login.grant and not renewed:
                    # The token has expired, so the request was not carried out.
                    renewed = True
                    self._token(expired=authorization)
                    continue
                again = error.outcome is _errors.Outcome.NOT_DONE
                again = again or (error.outcome is _errors.Outcome.UNKNOWN and repeatable)
                # A 429 while other requests got through does not count as an attempt.
                attempt += error.status != 429 or self._answered == answered
                last = attempt > self.connection.retries or not self.connection.retries
                if not again or last:
                    helps = error.outcome is _errors.Outcome.REFUSED
                    helps = helps or error.status == _answers.CLASH
                    error.exhausted = error.exhausted or (last and not helps)
                    raise
                lost = lost or error.outcome is _errors.Outcome.UNKNOWN
                self.pause(attempt - 1, error.retry_after)

    def _attempt(
        self,
        method: str,
        path: str,
        data: bytes | None,
        authorization: str,
        expected: Collection[int] | None,
    ) -> _answers.Reply:
        what = "%s %s" % (method, path.split("?")[0])
        try:
            answer = self._exchange(method, path, data, authorization)
        except _transport.NoAnswer as problem:
            raise self._unanswered(what, problem) from None
        warning = answer.headers.get("x-zendesk-api-warn")
        if warning:
            self.warnings.append("%s: Zendesk warns: %s" % (what, self.scrub(warning)))
        fits = 200 <= answer.status < 300
        self._answered += fits
        if expected is not None and (answer.status in expected or fits):
            return _answers.any_reply(what, answer, expected, self.scrub)
        if fits:
            return _answers.reply_with_object(what, method, answer, self.scrub)
        raise _answers.refusal(what, answer, self.connection.login, self.scrub)

    def _exchange(
        self, method: str, path: str, data: bytes | None, authorization: str
    ) -> _transport.Answer:
        # While this thread waits, a response to another thread may extend the wait.
        while (wait := self._limits.wait(path, time.monotonic())) > 0:
            time.sleep(wait)
        answer = self._transport.exchange(
            method, self.connection.base_url + path, data, authorization
        )
        self._limits.note(path, answer.headers, time.monotonic())
        return answer

    def _token(self, expired: str = "") -> str:
        with self._lock:
            if not self._authorization or self._authorization == expired:
                if self._not_granted:
                    # Another thread has already used up all attempts.
                    raise copy.copy(self._not_granted)
                try:
                    self._authorization = "Bearer " + self._granted()
                except _errors.ApiError as error:
                    self._not_granted = copy.copy(error)
                    raise
            return self._authorization

    def _granted(self) -> str:
        try:
            answer = self._object("POST", "/oauth/tokens", self.connection.login.grant, False)
        except _errors.ApiError as error:
            refused = _errors.ApiError(str(error), error.status, error.code)
            refused.request_id = error.request_id
            refused.exhausted = error.exhausted
            refused.about_login = True
            raise refused from None
        token = answer.get("access_token")
        if not isinstance(token, str) or not re.match(r"[!-~]+\Z", token):
            raise _errors.ApiError(
                "POST /oauth/tokens: Zendesk's response has no access_token.", 200
            )
        self.add_secrets([token])
        return token

    def _unanswered(self, what: str, problem: _transport.NoAnswer) -> _errors.ApiError:
        text = "%s: %s did not answer: %s." % (what, self.connection.base_url, problem)
        outcome = _errors.Outcome.UNKNOWN if problem.sent else _errors.Outcome.NOT_DONE
        error = _errors.ApiError(
            self.scrub(text) + " Check the address, the network and the proxy settings.",
            outcome=_errors.Outcome.REFUSED if problem.final else outcome,
        )
        error.pending = problem.timed_out
        # In this case, no request can succeed.
        error.exhausted = problem.final
        return error


def _growing_pause(attempt: int) -> float:
    """Returns seconds. ``attempt`` is 0 for the first pause."""
    longest: float = min(_MAX_BACKOFF, _FIRST_BACKOFF * 2 ** max(0, min(attempt, 10)))
    return longest * _RANDOM.uniform(0.5, 1.0)


def _unknown(records: list[dict[str, Any]], known: set[Any]) -> Iterator[dict[str, Any]]:
    """Yields the records whose ID is not known yet, and those without an ID."""
    for record in records:
        record_id = record.get("id")
        if isinstance(record_id, (int, str)):
            if record_id in known:
                continue
            known.add(record_id)
        yield record
