# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""When the next request may be sent: what the answers say of limits, and how much of them is ours."""

from __future__ import annotations

import email.utils
import threading
import time
from typing import NamedTuple

# Seconds. Zendesk counts its limits by the minute: no honest Retry-After is longer than the cap.
_MAX_RETRY_AFTER = 120.0
_RATE_LIMIT_WAIT = 10.0
_MINUTE = 60.0
# Characters. No number of seconds and no date is longer.
_LONGEST_VALUE = 100
# The names under which Zendesk tells a limit, and the beginning of those for the rest.
_FORMS = (
    ("ratelimit-limit", "ratelimit-"),
    ("rate-limit", "rate-limit-"),
    ("x-rate-limit", "x-rate-limit-"),
)
_API = "/api/v2/"


class _Told(NamedTuple):
    """What an answer says of a limit. ``limit`` and ``reset`` (seconds) where it tells them."""

    remaining: int
    limit: int | None
    reset: float | None


class _Window(NamedTuple):
    """A minute of a limit whose reset is not told, and what was left of it at last."""

    start: float
    remaining: int


class Limits:
    """How much of an account's limits is used up. Threads may share it, and so wait together.

    ``share``: how many per cent of each limit this run may help to use up. The rest is for others,
    who need it for the same account. Times are those of one clock that never goes back.
    """

    def __init__(self, share: int) -> None:
        self._rest = 100 - share
        self._lock = threading.Lock()
        # By family, with "" for the account as a whole.
        self._resume_at: dict[str, float] = {}
        # A family can have several limits, such as one more for a part of its paths.
        self._windows: dict[tuple[str, int | None], _Window] = {}

    def note(self, path: str, headers: dict[str, str], now: float) -> None:
        """What an answer says of the limit for ``path``.

        The account's own limit comes with its reset. A limit without one is that of a family of
        paths: its minutes are counted here. They begin when an answer shows more than the one
        before, which is never earlier than they begin at Zendesk.
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
        """Let every request wait."""
        with self._lock:
            self._hold("", now + seconds)

    def wait(self, path: str, now: float) -> float:
        """Seconds until a request to ``path`` may be sent, 0 or less if that is now."""
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
    """The first part of a path below that of the API: C(webhooks) for all that is about them."""
    below = path[len(_API) :] if path.startswith(_API) else path.lstrip("/")
    return below.split("?")[0].split("/")[0].split(".")[0]


def _whole(value: str) -> int | None:
    """A number of requests; None where it is none."""
    fits = value.isascii() and value.isdigit() and len(value) <= _LONGEST_VALUE
    return int(value) if fits else None


def retry_after(status: int, headers: dict[str, str]) -> float | None:
    """Seconds that Zendesk asks to wait; None where it does not ask."""
    seconds = _seconds(headers.get("retry-after", ""))
    return _RATE_LIMIT_WAIT if seconds is None and status == 429 else seconds


def _seconds(value: str) -> float | None:
    """A wait of a header, which has seconds or a date; at most what is reasonable."""
    if len(value) > _LONGEST_VALUE:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = _seconds_until(value)
    return min(seconds, _MAX_RETRY_AFTER) if seconds >= 0 else None


def _seconds_until(value: str) -> float:
    """Until a date as HTTP has them; less than 0 where it is none."""
    try:
        return email.utils.parsedate_to_datetime(value).timestamp() - time.time()
    except (TypeError, ValueError, IndexError, OverflowError):
        return -1.0
