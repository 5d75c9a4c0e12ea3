# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Defines the errors, and turns an error response of Zendesk into one sentence with a hint."""

from __future__ import annotations

import enum
import json
import re
import traceback
from typing import Any, Callable

# Replaces a secret.
MASK = "********"

_MAX_TEXT = 400
# Zendesk's codes for missing permissions.
_OF_ROLES = ("", "Forbidden")
# The maximum number of bytes of a response that are searched for text.
_MAX_BODY = 1_000_000
_HTML = re.compile(r"<(!doctype|html|head|body)\b", re.IGNORECASE)
_TITLE = re.compile("<title", re.IGNORECASE)
_TITLE_END = re.compile("</title>", re.IGNORECASE)


class ZendeskError(Exception):
    """An error for the user; the message says what to do."""

    def to_result(self) -> dict[str, Any]:
        """Returns the keys that a failing module returns in addition to C(msg)."""
        return {}


class InvalidInput(ZendeskError):
    """The options are invalid; nothing was sent."""


class PlanError(ZendeskError):
    """The desired change is not possible in this account; nothing was written."""


class Outcome(enum.Enum):
    """The outcome of a request that ended in an error."""

    REFUSED = "rejected: another attempt would have the same result"
    NOT_DONE = "not carried out: it may be sent again"
    UNKNOWN = "unknown: it may have been carried out"


class ApiError(ZendeskError):
    """Zendesk rejected a request, did not answer, or sent an unusable response.

    ``status``: the HTTP status, 0 without a response. ``code``: Zendesk's code for the error, "" if
    there is none. ``retry_after``: seconds that Zendesk asks to wait. ``pending``: the server may
    still be processing the request. ``exhausted``: all retries failed without a useful response (no
    connection, no response, 408, 429, 5xx, or a response that is not from Zendesk), so that other
    requests are likely to fail as well. ``after_lost``: the outcome of an earlier attempt is
    unknown, so this may be the result of what that attempt did. ``about_login``: no token was
    granted, so the actual request was not sent.
    """

    def __init__(
        self, message: str, status: int = 0, code: str = "", outcome: Outcome = Outcome.REFUSED
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.outcome = outcome
        self.request_id = ""
        self.retry_after: float | None = None
        self.pending = False
        self.exhausted = False
        self.after_lost = False
        self.about_login = False

    def says_gone(self, code: str) -> bool:
        """Whether the record does not exist, according to Zendesk's code. Other 404s do not count."""
        return not self.about_login and self.status == 404 and self.code == code

    def to_result(self) -> dict[str, Any]:
        return {"error": {"status": self.status, "code": self.code, "request_id": self.request_id}}


# The account or the network is down. A 500 can be caused by a single request.
_OUTAGE = frozenset((0, 408, 429, 502, 503, 504, *range(520, 600)))


def is_outage(error: ApiError) -> bool:
    """Whether an error, after all retries, means that the account does not answer at all."""
    return error.status in _OUTAGE


class Unconfirmed(ApiError):
    """It is not known whether a change was made, because the response was lost."""


class HalfDone(ApiError):
    """A change was made only in part.

    ``record``: the current record, without secrets. ``kind``: the key under which the module
    returns it.
    """

    def __init__(self, message: str, cause: ApiError, kind: str, record: dict[str, Any]) -> None:
        super().__init__(message, cause.status, cause.code, cause.outcome)
        self.request_id = cause.request_id
        self.exhausted = cause.exhausted
        self.kind = kind
        self.record = record

    def to_result(self) -> dict[str, Any]:
        return {**super().to_result(), "changed": True, self.kind: self.record}


def unexpected(error: Exception) -> str:
    """Returns the message for an unexpected exception."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return (
        "An unexpected error, %s in %s, line %s: %s. Please report it in the issue tracker of the "
        "collection."
        % (
            type(error).__name__,
            frame.filename.rpartition("/")[2],
            frame.lineno,
            str(error).rstrip("."),
        )
    )


def describe(body: bytes, scrub: Callable[[str], str]) -> tuple[str, str]:
    """Returns the ``(code, text)`` of an error response, each "" if there is none.

    Supports every known shape: ``error`` as a string or an object, ``errors`` as a list,
    ``details`` as a map, plain text, HTML, broken or empty content. ``scrub`` masks secrets in the
    text. This can't be done later, because the text is shortened and may end within a secret. The
    code is unchanged.
    """
    text = body[:_MAX_BODY].decode("utf-8", errors="replace").strip()
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        return "", _plain(text, scrub)
    code, parts = _error_member(data)
    code = code or _first_code(data.get("errors"))
    parts += [data.get(key) for key in ("description", "error_description", "message")]
    parts += _details(data.get("details")) + _errors(data.get("errors"))
    texts = []
    for part in parts:
        if isinstance(part, str) and part and part not in texts:
            texts.append(part)
    return code, _shorten(scrub(": ".join(texts)))


def _error_member(data: dict[str, Any]) -> tuple[str, list[Any]]:
    error = data.get("error")
    if isinstance(error, dict):
        title, message = error.get("title"), error.get("message")
        return (title if isinstance(title, str) else ""), [title, message]
    if isinstance(error, str):
        return error, [error]
    return "", []


def _first_code(errors: Any) -> str:
    first = errors[0] if isinstance(errors, list) and errors else None
    code = first.get("code") if isinstance(first, dict) else None
    return code if isinstance(code, str) else ""


def _details(details: Any) -> list[str]:
    found = []
    if isinstance(details, dict):
        for field, entries in sorted(details.items()):
            for entry in entries if isinstance(entries, list) else [entries]:
                says = entry.get("description") if isinstance(entry, dict) else entry
                found.append("%s: %s" % (field, says))
    return found


def _errors(errors: Any) -> list[str]:
    found = []
    for entry in errors if isinstance(errors, list) else []:
        if isinstance(entry, dict):
            says = [entry.get(key) for key in ("code", "title", "detail", "message")]
            found.append(": ".join(str(part) for part in says if part))
        else:
            found.append(str(entry))
    return found


def _plain(text: str, scrub: Callable[[str], str]) -> str:
    if _HTML.search(text):
        title = _title(text)
        return "an HTML page" + (" (%s)" % _shorten(scrub(title)) if title is not None else "")
    return _shorten(scrub(text))


def _title(page: str) -> str | None:
    # A single pattern for all of it would start again at each tag without an end.
    tag = _TITLE.search(page)
    start = page.find(">", tag.end()) + 1 if tag else 0
    end = _TITLE_END.search(page, start) if start else None
    return page[start : end.start()] if end else None


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + "..."


def hint_for(
    status: int, code: str, text: str, login_hint: str, grant: dict[str, str] | None = None
) -> str:
    """Returns a hint for an error of this kind. ``grant``: the body of the token request."""
    if grant and code == "invalid_scope":
        return _about_scopes(grant.get("scope", ""))
    if status == 401:
        return login_hint
    if status == 403:
        return _about_access(code, text)
    if status == 404 and code != "InvalidEndpoint" and not code.endswith("NotFound"):
        return (
            "Check zendesk_subdomain or zendesk_url: there is no Zendesk account at this address."
        )
    if status == 429:
        return (
            "The rate limit of the account is used up: run again later, or raise zendesk_retries."
        )
    if 300 <= status < 400:
        return "Redirects are not followed: set zendesk_url to the address of the account itself."
    if status >= 500:
        return "Zendesk has a problem or is under maintenance: run again later."
    return ""


def _about_access(code: str, text: str) -> str:
    if "scope" in text:
        return "Add these scopes to the OAuth client or token (see zendesk_oauth_scope)."
    if code.endswith("LimitExceeded"):
        return "Delete what is no longer needed, or ask Zendesk for a higher limit."
    if code not in _OF_ROLES:
        return ""
    return "Reading requires an agent and writing requires an administrator: check the role of the user."


def _about_scopes(asked_for: str) -> str:
    if not asked_for:
        return "No scope was requested: set zendesk_oauth_scope."
    return (
        "The scopes %s were requested. Allow them for the OAuth client, or set "
        "zendesk_oauth_scope to scopes that it has." % asked_for
    )
