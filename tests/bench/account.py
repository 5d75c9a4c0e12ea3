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
from typing import Any, Callable, Iterator, NamedTuple

from ansible_collections.community.zendesk.tests import scale
from ansible_collections.community.zendesk.tests.scale import Item, Lists
from ansible_collections.community.zendesk.tests.simulator.logins import USERS

from .work import OTHER_IDS, OTHERS

SIMULATOR = "ansible_collections.community.zendesk.tests.simulator"
TOKEN = "simulated-admin-oauth-token"
# Every hundredth answer fails: first one to a request that is carried out all the same (where it
# is a create, whoever sends it again makes a double), then one to a request that is not.
_FAULTS = (
    {"skip": 49, "every": 200, "process": True, "answer": {"status": 504}},
    {"skip": 149, "every": 200, "answer": {"status": 503}},
)
# The page says what the limit on paths of webhooks costs; here it would hide all else.
_SWITCHES = {"webhook_rate_limit": 0}


class Seen(NamedTuple):
    """What the account has seen of a run: its requests, and its own work for them."""

    calls: list[dict[str, Any]]
    cpu_seconds: float


class Account:
    """A simulated account by its address. Not with C(requests), to stay small beside them."""

    def __init__(self, url: str) -> None:
        self.url = url

    def prepare(self, lists: Lists, latency: float, failing: bool) -> None:
        """Give the account its records and forget all that has been."""
        self._call("DELETE", "/_simulator/faults")
        for kind, records in {**OTHERS, "users": [*USERS, *OTHERS["users"]]}.items():
            self._call("PUT", "/_simulator/" + kind, records)
        for kind in scale.SIZES:
            self._call("PUT", "/_simulator/" + kind, lists.get(kind, []))
        self._call("PATCH", "/_simulator/switches", {**_SWITCHES, "latency": latency})
        for fault in _FAULTS if failing else ():
            self._call("POST", "/_simulator/faults", {**fault, "times": 0})
        self._call("DELETE", "/_simulator/journal")
        self._used = self._call("GET", "/_simulator/journal")["cpu_seconds"]

    def seen(self) -> Seen:
        """The run since ``prepare``."""
        journal = self._call("GET", "/_simulator/journal")
        return Seen(journal["entries"], journal["cpu_seconds"] - self._used)

    def faults(self, wanted: Lists) -> list[str]:
        """How the account differs from what is wanted; empty if it does not."""
        self._call("DELETE", "/_simulator/faults")
        self._call("PATCH", "/_simulator/switches", {"latency": 0.0})
        found = {kind: self._list(kind) for kind in wanted}
        ids: dict[tuple[str, str], Any] = dict(OTHER_IDS)
        for kind, records in found.items():
            ids.update({(kind, scale.name_of(kind, each)): each["id"] for each in records})
        wrong: Counter[str] = Counter()
        for kind, items in wanted.items():
            wrong += _faults(kind, items, found[kind], lambda *names: str(ids.get(names)))
        return ["%d %s" % (number, what) for what, number in sorted(wrong.items()) if number]

    def _list(self, kind: str) -> list[Item]:
        path = "/api/v2/" + kind + ("" if kind == "targets" else "?page[size]=100")
        found: list[Item] = []
        while path:
            answer = self._call("GET", path)
            found += answer[kind]
            more = answer.get("meta", {}).get("has_more")
            path = answer["links"]["next"].removeprefix(self.url) if more else ""
        return found

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            self.url + path,
            json.dumps(body).encode() if body is not None else None,
            {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


def _faults(
    kind: str, wanted: list[Item], found: list[Item], id_of: Callable[[str, str], str]
) -> Counter[str]:
    count = Counter(scale.name_of(kind, record) for record in found)
    by_name = {scale.name_of(kind, record): record for record in found}
    names = [scale.name_of(kind, item) for item in wanted]
    wrong = Counter(
        "missing" if name not in by_name else "twice" if count[name] > 1 else "not as wanted"
        for name, item in zip(names, wanted)
        if count[name] != 1 or not _is_as(scale.stored(kind, item, id_of), by_name[name])
    )
    wrong["not wanted"] = len(set(count) - set(names))
    return wrong


def _is_as(wanted: Item, found: Item) -> bool:
    """Whether a record has all that is wanted, as far as it can be read."""
    return all(
        _plain(value) == _plain(found.get(name))
        for name, value in wanted.items()
        if name != "authentication"
    )


def _plain(value: Any) -> Any:
    """A value in one of the forms that are the same to Zendesk."""
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items() if entry is not None}
    return str(value)


@contextlib.contextmanager
def simulated_account() -> Iterator[Account]:
    """A simulated account until the end of the block."""
    command = [sys.executable, "-m", SIMULATOR]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Account(process.stdout.readline().strip() if process.stdout else "")
        finally:
            process.terminate()
