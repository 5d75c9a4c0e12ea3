# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Interprets a response: the requested content, or an error with its outcome and a hint."""

from __future__ import annotations

import json
from typing import Any, Callable, Collection, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _connection,
    _errors,
    _limits,
    _pages,
    _transport,
)

# Two conflicting writes at the same time: the one with this response was not carried out.
CLASH = 409
_NOT_DONE = (CLASH, 429)
# Timeouts of a server or gateway. The server behind it may still be processing the request.
_TIMED_OUT = frozenset((408, 504, 520, 522, 524, 527, 598, 599))

_NO_JSON = object()


class Reply(NamedTuple):
    """A status and the parsed JSON of the response. The body is None if it was empty."""

    status: int
    body: Any


def reply_with_object(
    what: str, method: str, answer: _transport.Answer, scrub: Callable[[str], str]
) -> Reply:
    """Returns the reply to a request about records."""
    if method in ("DELETE", "PATCH") and not answer.body.strip():
        return Reply(answer.status, None)
    content = _json(answer)
    if not isinstance(content, dict):
        raise _unknown_response(what, answer, scrub)
    return Reply(answer.status, content)


def any_reply(
    what: str, answer: _transport.Answer, expected: Collection[int], scrub: Callable[[str], str]
) -> Reply:
    """Returns the reply to an arbitrary request. ``expected``: the allowed statuses."""
    if expected and answer.status not in expected:
        raise _errors.ApiError(
            "%s: Zendesk answered %d, but expected_status allows only %s."
            % (what, answer.status, ", ".join(map(str, sorted(expected)))),
            answer.status,
        )
    content = _json(answer) if answer.body.strip() else None
    if content is _NO_JSON:
        if 200 <= answer.status < 300:
            raise _unknown_response(what, answer, scrub)
        content = scrub(answer.body.decode("utf-8", errors="replace"))
    return Reply(answer.status, content)


def refusal(
    what: str,
    answer: _transport.Answer,
    login: _connection.Login,
    scrub: Callable[[str], str],
) -> _errors.ApiError:
    """Returns the error for a response that reports a failure."""
    status, headers = answer.status, answer.headers
    code, text = _errors.describe(answer.body, scrub)
    if 300 <= status < 400:
        text = "redirect to %s" % _pages.host_of(headers.get("location", ""))
    outcome = _errors.Outcome.REFUSED
    if status in _NOT_DONE:
        outcome = _errors.Outcome.NOT_DONE
    elif status in _TIMED_OUT or status >= 500:
        outcome = _errors.Outcome.UNKNOWN
    says = "%s: Zendesk answered %d%s" % (what, status, ": " + text if text else "")
    says += "" if says.endswith(".") else "."
    hint = _errors.hint_for(status, code, text, login.hint, login.grant)
    says += " " + hint if hint else ""
    error = _errors.ApiError(scrub(says), status, scrub(code), outcome=outcome)
    error.request_id = scrub(headers.get("x-request-id", ""))
    error.retry_after = _limits.retry_after(status, headers)
    error.pending = status in _TIMED_OUT
    return error


def _json(answer: _transport.Answer) -> Any:
    try:
        return json.loads(answer.body.decode("utf-8"))
    except (ValueError, RecursionError):
        return _NO_JSON


def _unknown_response(
    what: str, answer: _transport.Answer, scrub: Callable[[str], str]
) -> _errors.ApiError:
    _code, text = _errors.describe(answer.body, scrub)
    return _errors.ApiError(
        "%s: Zendesk answered %d, but not with a JSON object: %s. Check that "
        "zendesk_subdomain or zendesk_url is a Zendesk account, and that no proxy answers instead."
        % (what, answer.status, text[:100] or "nothing"),
        answer.status,
        outcome=_errors.Outcome.UNKNOWN,
    )
