# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""How long an answer asks to wait. Pure functions over its headers."""

from __future__ import annotations

import email.utils
import time

# Seconds. Zendesk counts its limits by the minute: no honest Retry-After is longer than the cap.
_MAX_RETRY_AFTER = 120.0
_RATE_LIMIT_WAIT = 10.0
# Characters. No number of seconds and no date is longer.
_LONGEST_VALUE = 100


def until_reset(headers: dict[str, str]) -> float:
    """Seconds until Zendesk takes more requests, 0 unless this one was the last."""
    for prefix in ("ratelimit-", "rate-limit-"):
        if headers.get(prefix + "remaining") == "0":
            return _seconds(headers.get(prefix + "reset", "")) or 0.0
    return 0.0


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
