# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results in words: tables for the terminal, and the page in docs."""

from __future__ import annotations

from typing import Any

from .account_page import account_promises, account_times
from .audits_page import audits_part
from .cells import over_floor, ratio, seconds, section, span, table
from .plan import ACCOUNT, CONTENDERS, SITUATIONS, SUBJECTS, TARGETS, WRITING
from .results import Results

_COLUMNS = ("noop", "bare", "targets", "loop", "uri_loop", "uri_once")
_SIDE_BY_SIDE = ("noop", "bare", "targets_1", "bare_4", "targets")


def page(results: Results) -> str:
    """The page in docs. Made anew with each complete run, never by hand."""
    return _HEAD % (results.made_by, _where(results)) + tables(results)


def tables(results: Results) -> str:
    """All tables, in Markdown, with what each is about."""
    targets, account = results.about(TARGETS), results.about(ACCOUNT)
    parts = [_promises(targets, account), account_times(account), audits_part(results.audits)]
    for latency in sorted({group.latency for group in targets.find(failing=False)}):
        parts.append(_times(targets, latency))
    parts += [_side_by_side(targets), _loops(targets), _resources(results), _failing(targets)]
    return "\n".join(part for part in parts if part)


_HEAD = """\
# Benchmarks

This page and its plot are made by `%s`. To change them, change `tests/bench` and run it again.
All runs are in
[benchmarks.json](https://github.com/ansible-collections/community.zendesk/blob/main/docs/benchmarks.json).

How long does a whole run take, from the start of `ansible-playbook` to its end? The account is
the simulator of the tests, in a process of its own on the same machine; its time is part of
every number.

- *No-op playbook*: reads the same variables and calls a module that does nothing.
- *Bare script*: `requests` and the calls that the module sends, without Ansible, one after the other
  on one connection, or side by side on four. *Floor* is a no-op and the bare script together.
- *No-op with the set*, *no-op with the lists*: a module that takes what `zendesk_targets` or
  `zendesk_config` take, does nothing, and returns as many results.
- *zendesk_config*: a whole account in one task. *zendesk_targets*: a set of targets in one task.
  *zendesk_target in a loop*: a task for each target.
- *uri in a loop*: without this collection, tasks with `ansible.builtin.uri` that list, compare
  and write, included for each target. *uri, listed once*: one list, then a loop of creates and a
  loop of updates, with conditions.

Contenders take turns, run by run. Numbers are medians in seconds, with the smallest and the
largest in brackets; without brackets there was one run. A dash was not measured, because it would
take too long or compare nothing new.

%s

![Seconds for so many targets, and for a whole account](benchmarks.svg)

"""


def _where(results: Results) -> str:
    by_text: dict[str, list[str]] = {}
    for subject, where in results.where.items():
        by_text.setdefault(_machine(where), []).append(SUBJECTS[subject].title)
    if len(by_text) == 1:
        return next(iter(by_text))
    return "\n\n".join("%s: %s" % (" and ".join(titles), t) for t, titles in by_text.items())


def _machine(where: dict[str, Any]) -> str:
    versions = ", ".join("%s %s" % pair for pair in where["versions"].items())
    highest = where.get("load_highest")
    text = "Measured on %s with %s processors (load before: %s%s). %s." % (
        where["system"],
        where["processors"],
        where["load_before"],
        "" if highest is None else ", highest: %s" % highest,
        versions,
    )
    if highest and highest > _SHARED:
        text += " Other work ran on the machine at the same time, so look at the numbers in brackets, too."
    return text


# The measurements themselves are a load of one to two.
_SHARED = 2.5


# --- parts of the page


def _promises(results: Results, account: Results) -> str:
    rows = account_promises(account)
    for size in (100, 1000):
        groups = results.find(size=size, latency=0.0, failing=False)
        ratios = [group.seconds("targets") / group.floor() for group in groups]
        text = "`zendesk_targets`, %d targets, against the floor" % size
        rows.append([text, "at most 1.2", span(ratios)])
        handed = [group for group in groups if "noop_set" in group.runs]
        ratios = [group.floor(noop="noop_set") / group.floor() for group in handed]
        text = "No-op with the set and bare script, %d targets, against the floor" % size
        rows.append([text, "", span(ratios)])
    groups = results.find(size=100, latency=0.0, failing=False)
    for name in ("uri_loop", "uri_once"):
        ratios = [g.seconds(name) / g.seconds("targets") for g in groups if name in g.runs]
        text = "%s, against `zendesk_targets`, 100 targets" % CONTENDERS[name].title
        rows.append([text, "at least 15" if name == "uri_loop" else "", span(ratios)])
    groups = [g for g in results.find(size=1, failing=False) if "loop" in g.runs]
    ratios = [group.seconds("loop") / group.seconds("noop_loop") for group in groups]
    text = "`zendesk_target`, one target, against a no-op that imports `requests`"
    rows.append([text, "at most 1.15", span(ratios)])
    return section(
        "How many times as long",
        "No latency. From the best to the worst situation, or in brackets from the best to the worst "
        "turn. The no-ops that take lists show how much of a ratio is Ansible's, for the lists on their "
        "way to any module and for the results on their way back: see "
        "[What takes the time](how_it_works.md#what-takes-the-time).",
        table(["What", "Wanted", "Measured"], rows),
    )


def _times(results: Results, latency: float) -> str:
    names = [n for n in _COLUMNS if any(n in g.runs for g in results.find(latency=latency))]
    head = ["Targets", *(CONTENDERS[name].title for name in names), "`zendesk_targets` / floor"]
    parts = []
    for situation, text in SITUATIONS.items():
        groups = results.find(situation=situation, latency=latency, failing=False)
        rows = [
            [str(group.size), *(seconds(group, name) for name in names), over_floor(group)]
            for group in groups
        ]
        if rows:
            parts.append("%s.\n\n%s" % (text[0].upper() + text[1:], table(head, rows)))
    return section("Seconds, %d ms latency" % (latency * 1000), *parts)


def _side_by_side(results: Results) -> str:
    rows = [
        [
            "%s, %d targets, %d ms" % (group.situation, group.size, group.latency * 1000),
            *(seconds(group, name) for name in _SIDE_BY_SIDE),
            over_floor(group, "targets_1", "bare"),
            over_floor(group, "targets", "bare_4"),
        ]
        for group in results.find(failing=False)
        if "bare_4" in group.runs and group.situation in WRITING
    ]
    head = ["Situation", *(CONTENDERS[name].title for name in _SIDE_BY_SIDE)]
    return section(
        "Writes side by side",
        "`zendesk_targets` sends four writes at a time, unless `max_concurrency` says otherwise. Here "
        "each way is compared with a bare script that does the same.",
        table(head + ["one at a time / floor", "four at a time / floor"], rows),
    )


def _loops(results: Results) -> str:
    rows = [
        [
            "%s, %d targets" % (group.situation, group.size),
            *(seconds(group, name) for name in ("noop_loop", "loop")),
            ratio(group, "loop", "noop_loop"),
            "%.3f" % ((group.seconds("loop") - group.seconds("noop")) / group.size),
        ]
        for group in results.find(latency=0.0, failing=False)
        if "noop_loop" in group.runs and "loop" in group.runs and "noop" in group.runs
    ]
    return section(
        "One target at a time",
        "A loop starts a Python for each item. A module that imports `requests` and does nothing "
        "shows what that takes.",
        table(
            [
                "Situation",
                CONTENDERS["noop_loop"].title,
                CONTENDERS["loop"].title,
                "`zendesk_target` / no-op",
                "seconds for each target",
            ],
            rows,
        ),
    )


def _resources(results: Results) -> str:
    rows = []
    for group in results.find(latency=0.0, failing=False):
        for name in group.runs if group.size in (100, 1000) else ():
            rows.append(
                [
                    "%s, %d %s" % (group.situation, group.size, SUBJECTS[group.subject].noun),
                    CONTENDERS[name].title,
                    "%d" % group.median(name, "requests"),
                    "%.2f" % group.median(name, "cpu_seconds"),
                    "%.2f" % group.median(name, "simulator_cpu_seconds"),
                    "%.0f" % group.median(name, "peak_megabytes"),
                ]
            )
    head = ["Situation", "Contender", "Requests", "CPU seconds", "Simulator's", "Peak MB"]
    return section(
        "Requests, CPU and memory",
        "CPU seconds of all processes of a run, beside them those of the simulator. Memory of the "
        "largest process, which is Ansible's own.",
        table(head, rows),
    )


def _failing(results: Results) -> str:
    rows = []
    for group in results.find(failing=True):
        for name, runs in group.runs.items():
            faults = sorted({fault for run in runs for fault in run.faults})
            rows.append(
                [
                    str(group.size),
                    CONTENDERS[name].title,
                    seconds(group, name),
                    "%d" % group.median(name, "requests"),
                    ", ".join(faults) or "as wanted",
                ]
            )
    return section(
        "One answer in a hundred fails",
        "Targets are created. Of the answers that fail every other one hides a request that was "
        "carried out. What the account holds then:",
        table(["Targets", "Contender", "Seconds", "Requests", "Account"], rows),
    )
