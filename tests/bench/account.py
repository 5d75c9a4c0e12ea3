# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulated account that all contenders work on, in a process of its own."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import urllib.request
from collections import Counter
from typing import Any, Iterator, NamedTuple

SIMULATOR = "ansible_collections.community.zendesk.tests.simulator"
TOKEN = "simulated-admin-oauth-token"
# Every hundredth answer fails: first one to a request that is carried out all the same (where it
# is a create, whoever sends it again makes a double), then one to a request that is not.
_FAULTS = (
    {"skip": 49, "every": 200, "process": True, "answer": {"status": 504}},
    {"skip": 149, "every": 200, "answer": {"status": 503}},
)

Target = dict[str, Any]


class Seen(NamedTuple):
    """What the account has seen of a run: its requests, and its own work for them."""

    calls: list[dict[str, Any]]
    cpu_seconds: float


class Account:
    """A simulated account by its address. Not with C(requests), to stay small beside them."""

    def __init__(self, url: str) -> None:
        self.url = url

    def prepare(self, targets: list[Target], latency: float, failing: bool) -> None:
        """Give the account its targets and forget all that has been."""
        self._call("DELETE", "/_simulator/faults")
        self._call("PUT", "/_simulator/targets", targets)
        self._call("PATCH", "/_simulator/switches", {"latency": latency})
        for fault in _FAULTS if failing else ():
            self._call("POST", "/_simulator/faults", {**fault, "times": 0})
        self._call("DELETE", "/_simulator/journal")
        self._used = self._call("GET", "/_simulator/journal")["cpu_seconds"]

    def seen(self) -> Seen:
        """The run since ``prepare``."""
        journal = self._call("GET", "/_simulator/journal")
        return Seen(journal["entries"], journal["cpu_seconds"] - self._used)

    def faults(self, wanted: list[Target]) -> list[str]:
        """How the account differs from what is wanted; empty if it does not."""
        self._call("DELETE", "/_simulator/faults")
        self._call("PATCH", "/_simulator/switches", {"latency": 0.0})
        found = self._call("GET", "/api/v2/targets")["targets"]
        count = Counter(target["title"] for target in found)
        by_title = {target["title"]: target for target in found}
        wrong = Counter(
            "missing"
            if target["title"] not in by_title
            else "twice"
            if count[target["title"]] > 1
            else "not as wanted"
            for target in wanted
            if count[target["title"]] != 1
            or not target.items() <= by_title[target["title"]].items()
        )
        wrong["not wanted"] = len(set(count) - {target["title"] for target in wanted})
        return ["%d %s" % (number, what) for what, number in sorted(wrong.items()) if number]

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            self.url + path,
            json.dumps(body).encode() if body is not None else None,
            {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


@contextlib.contextmanager
def simulated_account() -> Iterator[Account]:
    """A simulated account until the end of the block."""
    command = [sys.executable, "-m", SIMULATOR]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Account(process.stdout.readline().strip() if process.stdout else "")
        finally:
            process.terminate()


def wanted_targets(size: int) -> list[Target]:
    """The set that every contender is to bring about."""
    return [
        {
            "title": "Sample %d" % number,
            "type": "email_target",
            "email": "team-%d@example.com" % number,
            "subject": "News for team %d" % number,
        }
        for number in range(size)
    ]


def existing_targets(situation: str, wanted: list[Target]) -> list[Target]:
    """What the account holds before a run."""
    if situation == "create":
        return []
    drifts = situation in ("drift", "check")
    return [
        {**target, "id": 360000217439 + number}
        | ({"subject": "Changed by hand"} if drifts and number % 10 == 0 else {})
        for number, target in enumerate(wanted)
    ]
