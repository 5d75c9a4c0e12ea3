# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate limits of an account: one for all requests, and those that parts of the API have alone."""

from __future__ import annotations

import time
from typing import NamedTuple

from .errors import Refused
from .switches import Switches


class _Window(NamedTuple):
    start: float = 0.0
    hits: int = 0


class Limits:
    """Counts requests. ``name`` is a part of the API that has a limit alone, "" for all others."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches
        self._windows: dict[str, _Window] = {}

    def count(self, name: str, own_limit: int) -> None:
        """Count a request, and refuse it with 429 where there were too many."""
        limit = own_limit or self._switches.rate_limit
        if not limit:
            return
        window = self._windows.get(name, _Window())
        if time.monotonic() - window.start >= self._switches.rate_window:
            window = _Window(time.monotonic())
        self._windows[name] = window = window._replace(hits=window.hits + 1)
        if window.hits > limit:
            raise Refused(429, "Rate limit exceeded", {"Retry-After": self._until_reset(window)})

    def headers(self, name: str, own_limit: int) -> dict[str, str]:
        """What every answer says of the limit."""
        limit = own_limit or self._switches.rate_limit
        if not limit or not self._switches.rate_headers:
            return {}
        window = self._windows.get(name, _Window())
        left = str(max(limit - window.hits, 0))
        if own_limit:
            # Recorded on webhooks, without a word on when the window ends.
            return {"x-rate-limit": str(limit), "x-rate-limit-remaining": left}
        return {
            "rate-limit": str(limit),
            "rate-limit-remaining": left,
            "rate-limit-reset": self._until_reset(window),
        }

    def _until_reset(self, window: _Window) -> str:
        length = self._switches.rate_window
        wait = window.start + length - time.monotonic()
        # Zendesk gives whole seconds; a window scaled down for a test needs parts of them.
        return "%d" % (wait + 1) if length >= 10 else "%.3f" % (max(wait, 0) + 0.001)
