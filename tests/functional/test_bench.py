# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What C(make bench) measures is the work that it says, and nothing that went wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests import scale
from ansible_collections.community.zendesk.tests.bench import audits
from ansible_collections.community.zendesk.tests.bench.__main__ import measure, write
from ansible_collections.community.zendesk.tests.bench.account import Account
from ansible_collections.community.zendesk.tests.bench.measure import Bench, NotRight, Run
from ansible_collections.community.zendesk.tests.bench.page import page
from ansible_collections.community.zendesk.tests.bench.plan import (
    ACCOUNT,
    ACCOUNT_SITUATIONS,
    CONTENDERS,
    SITUATIONS,
    TARGETS,
    Group,
    complete,
    quick,
)
from ansible_collections.community.zendesk.tests.bench.results import Result, Results, from_json
from ansible_collections.community.zendesk.tests.bench.work import (
    existing_lists,
    existing_targets,
    wanted_lists,
    wanted_targets,
)
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.scale import SIZES
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

# Of two targets the first has drifted.
DRIFTED = {
    "noop": 0,
    "noop_set": 0,
    "noop_loop": 0,
    "bare": 3,
    "bare_4": 3,
    "targets": 3,
    "targets_1": 3,
    "loop": 4,
    "uri_loop": 3,
    "uri_once": 2,
}
# 8 lists, 10 searches, the definitions, and 100 objects that are created.
CREATED = {"noop": 0, "noop_lists": 0, "bare": 119, "bare_4": 119, "config": 119}


@pytest.fixture
def as_from_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that the Makefile gives."""
    collections = str(ROOT / ".build" / "collections")
    monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", collections)
    monkeypatch.setenv("ANSIBLE_CONFIG", str(ROOT / "tests" / "ansible.cfg"))
    monkeypatch.setenv("PYTHONPATH", collections)


@pytest.mark.long
@pytest.mark.usefixtures("as_from_make")
def test_every_contender_does_its_work(tmp_path: Path) -> None:
    assert {*DRIFTED, *CREATED} == set(CONTENDERS)
    groups = [
        Group("drift", 2, 0.0, False, dict.fromkeys(DRIFTED, 1)),
        Group("create", 100, 0.0, False, dict.fromkeys(CREATED, 1), ACCOUNT),
    ]
    results = measure(groups, "make bench")
    for group, requests in zip(results.groups, (DRIFTED, CREATED)):
        runs = {name: run for name, (run,) in group.runs.items()}
        assert {name: run.requests for name, run in runs.items()} == requests
        for name, run in runs.items():
            assert run.faults == []
            assert run.seconds > 0.05, name
            assert run.cpu_seconds > 0.05, name
            assert run.peak_megabytes > 20, name
    write(results, tmp_path)
    kept = json.loads((tmp_path / "benchmarks.json").read_text())
    assert from_json(kept) == results
    text = (tmp_path / "benchmarks.md").read_text()
    assert text == page(results)
    for group in results.groups:
        for name in {*group.runs} - {"noop_set"}:
            assert CONTENDERS[name].title in text
            assert "%.2f" % group.seconds(name) in text


@pytest.mark.long
@pytest.mark.usefixtures("as_from_make")
def test_audits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has read all of both accounts, and found in each what was changed by hand."""
    monkeypatch.setattr(audits, "FORKS", (2,))
    measured = audits.measure_audits(1, accounts=2, sizes=(100,))
    assert [run[:2] for run in measured.runs] == [(100, 2)]
    assert measured.runs[0].requests > 2 * len(SIZES)
    assert measured.page.findings == 2 * audits.DRIFTED
    assert measured.page.size > 10000
    results = some_results()._replace(audits=measured)
    write(results, tmp_path)
    assert from_json(json.loads((tmp_path / "benchmarks.json").read_text())) == results
    assert "The page of these 26 findings has" in (tmp_path / "benchmarks.md").read_text()
    older = results._replace(audits=None)
    assert older.merged(results).audits == results.merged(older).audits == measured


@pytest.mark.long
@pytest.mark.usefixtures("as_from_make")
def test_an_audit_that_finds_something_else_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "drifted", lambda _kind, record: record)
    with pytest.raises(NotRight, match="0 of 13 drifted"):
        audits.measure_audits(1, accounts=1, sizes=(100,))


def some_results() -> Results:
    """Of all contenders, as if each had taken so many hundredths of a second as its name has letters."""
    where = {
        "processors": 2,
        "load_before": 0.1,
        "load_highest": 1.0,
        "system": "S",
        "versions": {},
    }
    groups = [
        Result(
            *group[:4],
            {name: [Run(len(name) / 100, 0.0, 0.0, 0.0, 0, [])] * 2 for name in group.runs},
            group.subject,
        )
        for group in complete(runs=2)
    ]
    return Results("make bench", {TARGETS: where, ACCOUNT: where}, groups)


def test_the_plot_needs_no_colours(tmp_path: Path) -> None:
    """Each line has a name beside it, a marker and a stroke of its own, and ours are thicker."""
    plot = pytest.importorskip("ansible_collections.community.zendesk.tests.bench.plot")
    file = tmp_path / "plot.svg"
    plot.plot(some_results(), file)
    svg = file.read_text()
    for name in ("noop", "bare", "targets", "loop", "uri_loop", "uri_once"):
        assert ">%s: " % CONTENDERS[name].title in svg
    assert svg.count("zendesk_config: 0.06 s, 0.38 times") == len(ACCOUNT_SITUATIONS)
    looks = plot._LOOKS.values()
    assert len({look.marker for look in looks}) == len(looks)
    assert {name for name, look in plot._LOOKS.items() if look.is_ours} == {"targets", "loop"}
    plot.plot(some_results(), file)
    assert file.read_text() == svg


def test_the_plot_has_colours_for_dark_pages(tmp_path: Path) -> None:
    plot = pytest.importorskip("ansible_collections.community.zendesk.tests.bench.plot")
    plot.plot(some_results(), tmp_path / "plot.svg")
    svg = (tmp_path / "plot.svg").read_text()
    style, drawing = svg.split("</style>", 1)
    assert "prefers-color-scheme: dark" in style
    used = set(re.findall("(?:fill|stroke): (#[0-9a-f]{6})", drawing))
    assert used == set(plot._DARK)
    for ground, *others in (plot._DARK, list(plot._DARK.values())):
        *readable, _grid, ours = others
        for color in (*readable, ours):
            assert contrast(color, ground) > 4.5, (color, ground)


def contrast(one: str, other: str) -> float:
    """How well two colours can be told apart, as the guidelines for web content reckon."""

    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_one_part_can_be_measured_again() -> None:
    results = some_results()
    where = dict(results.where[ACCOUNT], load_highest=9.0)
    again = results.about(ACCOUNT)._replace(made_by="make bench again", where={ACCOUNT: where})
    merged = again.merged(results)
    assert merged.groups == results.groups
    assert merged.made_by == "make bench"
    text = page(merged)
    assert "Targets: Measured on S with 2 processors" in text
    assert "The whole account: Measured on S with 2 processors" in text
    assert text.count("Other work ran on the machine") == 1
    assert page(results).count("Measured on") == 1


@pytest.mark.long
@pytest.mark.usefixtures("as_from_make")
def test_check_mode_has_to_leave_the_account_alone(simulator: Simulator, tmp_path: Path) -> None:
    bench = Bench(Account(simulator.url), Group("check", 1, 0.0, False, {}), tmp_path)
    assert [bench.run(name).requests for name in ("targets", "uri_once")] == [1, 1]


@pytest.mark.usefixtures("as_from_make")
def test_a_run_that_does_not_do_its_work_is_no_result(
    simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONTENDERS, "loop", CONTENDERS["noop"])
    bench = Bench(Account(simulator.url), Group("create", 2, 0.0, False, {}), tmp_path)
    with pytest.raises(NotRight, match="2 missing"):
        bench.run("loop")


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda targets: targets, []),
        (lambda targets: targets[1:], ["1 missing"]),
        (lambda targets: targets + targets[:1], ["1 twice"]),
        (lambda targets: [dict(targets[0], subject="Other"), *targets[1:]], ["1 not as wanted"]),
        (lambda targets: [*targets, dict(targets[0], title="Other")], ["1 not wanted"]),
    ],
)
def test_what_is_wrong_with_an_account(change: Any, faults: Any, simulator: Simulator) -> None:
    wanted = wanted_targets(3)
    account = Account(simulator.url)
    account.prepare({"targets": change(wanted)}, latency=0.0, failing=False)
    assert account.faults({"targets": wanted}) == faults


@pytest.mark.parametrize(
    ("situation", "faults"),
    [
        ("create", ["100 missing"]),
        ("unchanged", []),
        # One in ten, and of the only category the name, so that all triggers are elsewhere.
        ("drift", ["1 missing", "72 not as wanted", "1 not wanted"]),
        ("check", ["100 missing"]),
    ],
)
def test_what_there_is_to_do_in_a_whole_account(
    situation: str, faults: list[str], simulator: Simulator
) -> None:
    group = Group(situation, 100, 0.0, False, {}, ACCOUNT)
    wanted = wanted_lists(group)
    account = Account(simulator.url)
    account.prepare(existing_lists(group, wanted), latency=0.0, failing=False)
    assert account.faults(wanted) == faults


def test_one_answer_in_a_hundred_fails(simulator: Simulator) -> None:
    account = Account(simulator.url)
    account.prepare({"targets": wanted_targets(1)}, latency=0.0, failing=True)
    simulator.journal.clear()
    for _try in range(400):
        simulator.faults.hit("GET", "/api/v2/targets")
    hits = [simulator.faults.hit("POST", "/api/v2/targets") for _try in range(1000)]
    answers = [fault.answer["status"] for fault in hits if fault and fault.answer]
    assert answers == [504, 503] * 5


@pytest.mark.parametrize(
    ("situation", "differing"), [("create", 12), ("unchanged", 0), ("drift", 2), ("check", 2)]
)
def test_what_there_is_to_do(situation: str, differing: int) -> None:
    wanted = wanted_targets(12)
    existing = {target["title"]: target for target in existing_targets(situation, wanted)}
    assert differing == sum(
        not target.items() <= existing.get(target["title"], {}).items() for target in wanted
    )


def test_plans() -> None:
    groups = list(complete(runs=5))
    for situation in SITUATIONS:
        for size in (1, 10, 100, 1000):
            for latency in (0.0, 0.1):
                names = [
                    set(group.runs)
                    for group in groups
                    if group[:4] == (situation, size, latency, False) and group.subject == TARGETS
                ]
                assert len(names) == 1
                assert {"noop", "targets"} <= names[0]
    # What the numbers of the first table are made of.
    by_key = {(group.subject, *group[:4]): group.runs for group in groups}
    assert by_key[TARGETS, "unchanged", 100, 0.0, False]["uri_loop"] == 5
    assert by_key[TARGETS, "unchanged", 1, 0.0, False]["noop_loop"] == 5
    for situation in ACCOUNT_SITUATIONS:
        for latency in (0.0, 0.1):
            runs = by_key[ACCOUNT, situation, 1000, latency, False]
            assert {"noop", "noop_lists", "bare_4", "config"} <= set(runs)
    assert all(not runs.get("loop") for key, runs in by_key.items() if key[2] == 1000)
    assert max(group.size for group in quick(runs=1)) == 100
    assert {group.subject for group in quick(runs=1)} == {TARGETS, ACCOUNT}
