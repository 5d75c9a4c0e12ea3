# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Decides when the next request may be sent, from the limits that responses report."""

from __future__ import annotations

import email.utils
import threading
import time
from typing import NamedTuple

# Seconds. Zendesk counts its limits by the minute, so no valid Retry-After exceeds this maximum.
_MAX_RETRY_AFTER = 120.0
_RATE_LIMIT_WAIT = 10.0
_MINUTE = 60.0
# Characters. A number of seconds or a date is never longer.
_LONGEST_VALUE = 100
# The headers for a limit, and the prefixes of the headers for what is left of it.
_FORMS = (
    ("ratelimit-limit", "ratelimit-"),
    ("rate-limit", "rate-limit-"),
    ("x-rate-limit", "x-rate-limit-"),
)
_API = "/api/v2/"


class _Told(NamedTuple):
    """A limit according to a response. ``limit`` and ``reset`` (seconds) are None if not given."""

    remaining: int
    limit: int | None
    reset: float | None


class _Window(NamedTuple):
    """A minute of a limit without a reset time, and what was left of it last."""

    start: float
    remaining: int


class Limits:
    """Tracks how much of an account's limits is used up.

    Threads that share it wait together. ``share``: the percentage of each limit that may be used
    up. The rest is left to other users of the account. All times are from one monotonic clock.
    """

    def __init__(self, share: int) -> None:
        self._rest = 100 - share
        self._lock = threading.Lock()
        # By family, with "" for the whole account.
        self._resume_at: dict[str, float] = {}
        # A family can have several limits, for example a separate one for some of its paths.
        self._windows: dict[tuple[str, int | None], _Window] = {}

    def note(self, path: str, headers: dict[str, str], now: float) -> None:
        """Records the limit for ``path`` that a response reports.

        The account's own limit comes with its reset time. A limit without a reset time applies to a
        family of paths, and its minutes are counted here. They begin when a response shows more
        than the one before, which is never earlier than at Zendesk.
        """
        told = _told(headers)
        if told is None:
            return
        if told.reset is not None:
            if self._is_used_up(told):
                self.pause(told.reset, now)
            return
        family = _family(path)
        with self._lock:
            window = self._windows.get((family, told.limit))
            start = now
            if window and told.remaining <= window.remaining and now - window.start < _MINUTE:
                start = window.start
            self._windows[family, told.limit] = _Window(start, told.remaining)
            if self._is_used_up(told):
                self._hold(family, start + _MINUTE)

    def pause(self, seconds: float, now: float) -> None:
        """Makes every request wait."""
        with self._lock:
            self._hold("", now + seconds)

    def wait(self, path: str, now: float) -> float:
        """Returns the seconds until a request to ``path`` may be sent; 0 or less means now."""
        with self._lock:
            return max(self._resume_at.get(name, now) for name in ("", _family(path))) - now

    def _hold(self, family: str, until: float) -> None:
        self._resume_at[family] = max(until, self._resume_at.get(family, until))

    def _is_used_up(self, told: _Told) -> bool:
        return told.remaining * 100 <= (told.limit or 0) * self._rest


def _told(headers: dict[str, str]) -> _Told | None:
    found = None
    for limit, prefix in _FORMS:
        remaining = _whole(headers.get(prefix + "remaining", ""))
        if remaining is not None:
            reset = _seconds(headers.get(prefix + "reset", ""))
            told = _Told(remaining, _whole(headers.get(limit, "")), reset)
            if reset is not None:
                return told
            found = found or told
    return found


def _family(path: str) -> str:
    """Returns the first part of an API path, such as C(webhooks) for everything about webhooks."""
    below = path[len(_API) :] if path.startswith(_API) else path.lstrip("/")
    return below.split("?")[0].split("/")[0].split(".")[0]


def _whole(value: str) -> int | None:
    """Returns a number of requests; None if it is not a number."""
    fits = value.isascii() and value.isdigit() and len(value) <= _LONGEST_VALUE
    return int(value) if fits else None


def retry_after(status: int, headers: dict[str, str]) -> float | None:
    """Returns the seconds that Zendesk asks to wait; None if it does not ask."""
    seconds = _seconds(headers.get("retry-after", ""))
    return _RATE_LIMIT_WAIT if seconds is None and status == 429 else seconds


def _seconds(value: str) -> float | None:
    """Parses a wait in a header, given as seconds or a date, and limits it to the maximum."""
    if len(value) > _LONGEST_VALUE:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = _seconds_until(value)
    return min(seconds, _MAX_RETRY_AFTER) if seconds >= 0 else None


def _seconds_until(value: str) -> float:
    """Returns the seconds until an HTTP date; less than 0 if it is not a date."""
    try:
        return email.utils.parsedate_to_datetime(value).timestamp() - time.time()
    except (TypeError, ValueError, IndexError, OverflowError):
        return -1.0
