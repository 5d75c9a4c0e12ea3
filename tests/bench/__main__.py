# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""C(make bench): how long the collection takes, beside what else could do the work."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Iterable

from .account import Account, simulated_account
from .audits import measure_audits
from .measure import Bench, NotRight, Run
from .page import page, tables
from .plan import AUDITS, CONTENDERS, SUBJECTS, Group, complete, quick
from .results import Result, Results, describe_machine, from_json

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SCRATCH = ROOT / ".build" / "bench"
NAME = "benchmarks"


def main() -> int:
    """Measure, print tables, and write JSON, a page and a plot; 1 where a run went wrong."""
    options = _options()
    if options.render:
        results = from_json(json.loads(options.render.read_text()))
    else:
        plan = list(quick(options.runs) if options.quick else complete(options.runs))
        plan = [group for group in plan if options.only in ("", group.subject)]
        made_by = " ".join(["make bench", *_arguments(options)])
        try:
            results = measure(plan, made_by) if plan else Results(made_by, {}, [])
            if not options.quick and options.only in ("", AUDITS):
                results = with_audits(results, options.runs)
        except NotRight as problem:
            print("\nA run has gone wrong: %s" % problem, file=sys.stderr)
            return 1
    print("\n" + tables(results))
    folder = options.output or (SCRATCH if options.quick else DOCS)
    kept = folder / (NAME + ".json")
    if options.only and kept.exists():
        results = results.merged(from_json(json.loads(kept.read_text())))
    write(results, folder)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="about two minutes, not for the docs")
    parser.add_argument("--runs", type=int, default=5, help="of each contender (default: 5)")
    parser.add_argument(
        "--only",
        choices=tuple(SUBJECTS),
        default="",
        help="measure one part, and keep what the folder has of the others",
    )
    parser.add_argument("--output", type=Path, help="folder for JSON, page and plot")
    parser.add_argument("--render", type=Path, help="make page and plot of this JSON again")
    return parser.parse_args()


def _arguments(options: argparse.Namespace) -> list[str]:
    given = (["--quick"] if options.quick else []) + (
        ["--runs %d" % options.runs] if options.runs != 5 else []
    )
    return ['ARGS="%s"' % " ".join(given)] if given else []


def measure(plan: list[Group], made_by: str) -> Results:
    """Run all groups, one after the other, and say how far it is."""
    where = describe_machine()
    groups, loads = [], [where["load_before"]]
    with simulated_account() as account:
        for number, group in enumerate(plan, 1):
            print("[%d/%d] %s" % (number, len(plan), group), flush=True)
            groups.append(measure_group(account, group))
            loads.append(round(os.getloadavg()[0], 1))
    where["load_highest"] = max(loads)
    subjects = dict.fromkeys(group.subject for group in plan)
    return Results(made_by, dict.fromkeys(subjects, where), groups)


def with_audits(results: Results, runs: int) -> Results:
    """Measure the audits, too. Each takes minutes, so three runs have to do."""
    # The load meanwhile says nothing: that of the forks is part of it.
    where = describe_machine()
    audits = measure_audits(min(runs, 3))
    return results._replace(where={**results.where, AUDITS: where}, audits=audits)


def measure_group(account: Account, group: Group) -> Result:
    """Let the contenders take turns, so that what else the machine does hits all alike."""
    runs: dict[str, list[Run]] = {name: [] for name in CONTENDERS if group.runs.get(name)}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(account, group, Path(folder))
        bench.warm_up()
        for turn in range(max(group.runs.values())):
            for name in _in_turn(runs, turn):
                if turn < group.runs[name]:
                    runs[name].append(bench.run(name))
    return Result(*group._replace(runs=runs))  # type: ignore[arg-type]


def _in_turn(names: Iterable[str], turn: int) -> list[str]:
    """There and back, so that none always runs after the same other."""
    return list(names) if turn % 2 == 0 else list(names)[::-1]


def write(results: Results, folder: Path) -> None:
    """JSON, page and plot; the plot where matplotlib is installed."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / (NAME + ".json"), folder / (NAME + ".md"), folder / (NAME + ".svg")]
    files[0].write_text(json.dumps(results.to_json()) + "\n")
    files[1].write_text(page(results))
    try:
        from .plot import plot
    except ImportError:
        print("Without a plot: matplotlib is not installed.", file=sys.stderr)
        files.pop()
    else:
        plot(results, files[2])
    print("Written: %s" % ", ".join(map(str, files)))


if __name__ == "__main__":
    sys.exit(main())
