# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What C(make bench) measures is the work that it says, and nothing that went wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.bench.__main__ import measure, write
from ansible_collections.community.zendesk.tests.bench.account import (
    Account,
    existing_targets,
    wanted_targets,
)
from ansible_collections.community.zendesk.tests.bench.measure import Bench, NotRight
from ansible_collections.community.zendesk.tests.bench.page import page
from ansible_collections.community.zendesk.tests.bench.plan import (
    CONTENDERS,
    SITUATIONS,
    Group,
    complete,
    quick,
)
from ansible_collections.community.zendesk.tests.bench.results import from_json
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

# Of two targets the first has drifted.
REQUESTS = {
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


@pytest.fixture
def as_from_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that the Makefile gives."""
    collections = str(ROOT / ".build" / "collections")
    monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", collections)
    monkeypatch.setenv("ANSIBLE_CONFIG", str(ROOT / "tests" / "ansible.cfg"))
    monkeypatch.setenv("PYTHONPATH", collections)


@pytest.mark.usefixtures("as_from_make")
def test_every_contender_does_its_work(tmp_path: Path) -> None:
    assert set(REQUESTS) == set(CONTENDERS)
    group = Group("drift", 2, 0.0, False, dict.fromkeys(CONTENDERS, 1))
    results = measure([group], "make bench")
    runs = {name: run for name, (run,) in results.groups[0].runs.items()}
    assert {name: run.requests for name, run in runs.items()} == REQUESTS
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
    for name in ("noop", "noop_loop", "bare", "bare_4", "targets", "targets_1", "loop", "uri_once"):
        assert CONTENDERS[name].title in text
        assert "%.2f" % runs[name].seconds in text


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
    account.prepare(change(wanted), latency=0.0, failing=False)
    assert account.faults(wanted) == faults


def test_one_answer_in_a_hundred_fails(simulator: Simulator) -> None:
    account = Account(simulator.url)
    account.prepare(wanted_targets(1), latency=0.0, failing=True)
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
                    if group[:4] == (situation, size, latency, False)
                ]
                assert len(names) == 1
                assert {"noop", "targets"} <= names[0]
    # What the numbers of the first table are made of.
    by_key = {group[:4]: group.runs for group in groups}
    assert by_key["unchanged", 100, 0.0, False]["uri_loop"] == 5
    assert by_key["unchanged", 1, 0.0, False]["noop_loop"] == 5
    assert all(not runs.get("loop") for key, runs in by_key.items() if key[1] == 1000)
    assert max(size for _situation, size, *_rest in quick(runs=1)) == 100
