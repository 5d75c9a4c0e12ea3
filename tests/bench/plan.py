# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: who, in which situation, how often."""

from __future__ import annotations

from typing import Iterator, NamedTuple

# What is managed: targets, or all that stands between an event and a message; or the audit of that.
TARGETS, ACCOUNT, AUDITS = "targets", "account", "audits"


class Subject(NamedTuple):
    """``noun``: what a size is the number of."""

    title: str
    noun: str


SUBJECTS = {
    TARGETS: Subject("Targets", "targets"),
    ACCOUNT: Subject("The whole account", "objects"),
    AUDITS: Subject("Audits", "accounts"),
}
SITUATIONS = {
    "create": "all targets are created",
    "unchanged": "nothing changes",
    "drift": "every tenth target differs and is updated",
    "check": "every tenth target differs, check mode",
}
ACCOUNT_SITUATIONS = {
    "unchanged": "nothing changes",
    "create": "everything is created",
    "drift": "every tenth object differs",
    "check": "check mode, empty account",
}
SIZES = (1, 10, 100, 1000)
ACCOUNT_SIZE = 1000
LATENCIES = (0.0, 0.1)
WRITING = ("create", "drift")


class Contender(NamedTuple):
    """One way to do the work.

    ``playbook``: the file in C(playbooks); "" for the script without Ansible. ``connections``:
    how many requests may be on their way at a time.
    """

    title: str
    playbook: str
    connections: int = 1


CONTENDERS = {
    "noop": Contender("no-op playbook", "noop"),
    "bare": Contender("bare script", ""),
    "bare_4": Contender("bare script, 4 connections", "", 4),
    "targets": Contender("zendesk_targets", "targets", 4),
    "targets_1": Contender("zendesk_targets, max_concurrency 1", "targets"),
    "noop_set": Contender("no-op with the set", "noop_set"),
    "noop_loop": Contender("no-op with requests, in a loop", "noop_loop"),
    "loop": Contender("zendesk_target in a loop", "target_loop"),
    "uri_loop": Contender("uri in a loop", "uri_loop"),
    "uri_once": Contender("uri, listed once", "uri_once"),
    "noop_lists": Contender("no-op with the lists", "noop_lists"),
    "config": Contender("zendesk_config", "config", 4),
}


class Group(NamedTuple):
    """What is compared with each other, run by run in turn.

    ``runs``: contender -> how often. ``failing``: whether one answer in a hundred fails.
    """

    situation: str
    size: int
    latency: float
    failing: bool
    runs: dict[str, int]
    subject: str = TARGETS

    def __str__(self) -> str:
        text = "%s, %d %s, %d ms" % (
            self.situation,
            self.size,
            SUBJECTS[self.subject].noun,
            self.latency * 1000,
        )
        return text + (", 1 % of answers failing" if self.failing else "")


def quick(runs: int) -> Iterator[Group]:
    """About two minutes."""
    for size in (1, 10, 100):
        for situation in ("create", "unchanged"):
            loops = runs if size == 1 else int((size, situation) == (10, "unchanged"))
            names = dict.fromkeys(_sets(situation, size), runs)
            yield Group(situation, size, 0.0, False, {**names, **dict.fromkeys(_LOOPS, loops)})
    yield Group("create", 100, 0.0, True, {"targets": runs})
    for situation in ("create", "unchanged"):
        names = dict.fromkeys(_WHOLE, runs)
        yield Group(situation, 100, 0.0, False, names, ACCOUNT)


def complete(runs: int) -> Iterator[Group]:
    """About an hour: loops over many targets take minutes each and are bounded."""
    for latency in LATENCIES:
        for size in SIZES:
            for situation in SITUATIONS:
                names = _bounded(_sets(situation, size), situation, size, latency)
                loops = {} if latency else _loops(situation, size, runs)
                yield Group(
                    situation, size, latency, False, {**dict.fromkeys(names, runs), **loops}
                )
    yield Group("create", 100, 0.0, True, {"targets": runs, "loop": 1})
    yield Group("create", 1000, 0.0, True, {"targets": runs})
    for latency in LATENCIES:
        for situation in ACCOUNT_SITUATIONS:
            names = _bounded(_WHOLE, situation, ACCOUNT_SIZE, latency)
            count = min(runs, 3) if latency else runs
            yield Group(
                situation, ACCOUNT_SIZE, latency, False, dict.fromkeys(names, count), ACCOUNT
            )


_LOOPS = ("noop_loop", "loop", "uri_loop", "uri_once")
_WHOLE = ["noop", "noop_lists", "bare", "bare_4", "config"]


def _sets(situation: str, size: int) -> list[str]:
    """Those whose time hardly grows with the number of targets."""
    side_by_side = size > 1 and situation in WRITING
    handed_over = size >= 100 and situation == "unchanged"
    return [
        "noop",
        "bare",
        "targets",
        *(["bare_4", "targets_1"] if side_by_side else []),
        *(["noop_set"] if handed_over else []),
    ]


def _bounded(names: list[str], situation: str, size: int, latency: float) -> list[str]:
    # One request at a time, each of which takes 0.1 s.
    slow = {"bare", "targets_1"} if latency and situation == "create" and size == 1000 else set()
    return [name for name in names if name not in slow]


def _loops(situation: str, size: int, runs: int) -> dict[str, int]:
    if size == 1 or (size == 10 and situation in ("create", "unchanged")):
        return dict.fromkeys(_LOOPS, runs)
    if (size, situation) == (100, "unchanged"):
        return {"loop": runs, "uri_loop": runs, "uri_once": 1, "noop_loop": 1}
    return {}
