# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate limits of an account: one for all requests, and those that parts of the API have alone."""

from __future__ import annotations

import time
from typing import NamedTuple

from .errors import Refused
from .switches import Switches


class Limit(NamedTuple):
    """What a request counts for: the limit of the account, or one that a part of the API has alone.

    ``name``: of that part. ``own``: requests that it may get. ``cost``: how many a request counts as.
    """

    name: str = ""
    own: int = 0
    cost: int = 1


class _Window(NamedTuple):
    start: float = 0.0
    hits: int = 0


class Limits:
    """Counts requests."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches
        self._windows: dict[str, _Window] = {}

    def count(self, limit: Limit) -> None:
        """Count a request, and refuse it with 429 where there were too many."""
        most = limit.own or self._switches.rate_limit
        if not most:
            return
        window = self._windows.get(limit.name, _Window())
        if time.monotonic() - window.start >= self._switches.rate_window:
            window = _Window(time.monotonic())
        window = window._replace(hits=window.hits + limit.cost)
        self._windows[limit.name] = window
        if window.hits > most:
            raise Refused(429, "Rate limit exceeded", {"Retry-After": self._until_reset(window)})

    def headers(self, limit: Limit) -> dict[str, str]:
        """What every answer says of the limit."""
        most = limit.own or self._switches.rate_limit
        if not most or not self._switches.rate_headers:
            return {}
        window = self._windows.get(limit.name, _Window())
        left = str(max(most - window.hits, 0))
        if limit.own:
            # Recorded on webhooks, without a word on when the window ends.
            return {"x-rate-limit": str(most), "x-rate-limit-remaining": left}
        return {
            "rate-limit": str(most),
            "rate-limit-remaining": left,
            "rate-limit-reset": self._until_reset(window),
        }

    def _until_reset(self, window: _Window) -> str:
        length = self._switches.rate_window
        wait = window.start + length - time.monotonic()
        # Zendesk gives whole seconds; a window scaled down for a test needs parts of them.
        return "%d" % (wait + 1) if length >= 10 else "%.3f" % (max(wait, 0) + 0.001)
