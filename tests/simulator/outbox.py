# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of the rules that ran: mails, requests of webhooks, and what the simulator does not know."""

from __future__ import annotations

import threading
from typing import Any, Mapping

from .records import Record


class Outbox:
    """Lists of what rules did. Nothing in them leaves the machine.

    ``mails`` and ``requests``: what was sent. ``unsent``: what was not, and why. ``fired``: each rule
    that ran, and on which ticket. ``unknown``: conditions, actions and placeholders that the simulator
    does not know, each once for a rule.
    """

    def __init__(self) -> None:
        self.clear()
        # Of the thread that answers a request: what it sends once the account is free for others.
        self._waiting = threading.local()

    def clear(self) -> None:
        self.mails: list[Record] = []
        self.requests: list[Record] = []
        self.unsent: list[Record] = []
        self.fired: list[Record] = []
        self.unknown: list[Record] = []

    def content(self) -> dict[str, list[Record]]:
        """All of it, for a test in another process."""
        return {
            "mails": self.mails,
            "requests": self.requests,
            "unsent": self.unsent,
            "fired": self.fired,
            "unknown": self.unknown,
        }

    def not_known(self, rule: Mapping[str, Any], kind: str, name: str) -> None:
        """Record something in a rule that the simulator does not know."""
        entry = {"rule": rule["title"], "kind": kind, "name": name}
        if entry not in self.unknown:
            self.unknown.append(entry)

    def not_sent(self, rule: Mapping[str, Any], what: str, why: str) -> None:
        """Record that something of a rule was not sent."""
        self.unsent.append({"rule": rule["title"], "what": what, "why": why})

    def wait(self, delivery: Any) -> None:
        """Keep a delivery until this thread is done with its request."""
        self._waiting.__dict__.setdefault("deliveries", []).append(delivery)

    def take_waiting(self) -> list[Any]:
        """The deliveries of this thread, which it no longer keeps."""
        found: list[Any] = self._waiting.__dict__.pop("deliveries", [])
        return found
