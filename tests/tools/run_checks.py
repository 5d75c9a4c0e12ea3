# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run several targets of the Makefile side by side, and show the output of each as one piece.

C(python tests/tools/run_checks.py TARGET...): the first, which takes longest, runs beside all others,
which run one after the other. Not 0 where one fails; the others still run to their ends.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple

# Seconds between two lines that say what is still running.
_BEAT = 30


class Ended(NamedTuple):
    """How a target ended."""

    target: str
    code: int
    seconds: float
    output: str


def main(targets: list[str]) -> int:
    """Run all, and say at the end which failed."""
    print(
        "Two at a time, each with its output when it has ended: %s" % ", ".join(targets), flush=True
    )
    began: dict[str, float] = {}

    def run(target: str) -> Ended:
        began[target] = time.monotonic()
        ended = subprocess.run(
            ["make", target],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        return Ended(target, ended.returncode, time.monotonic() - began[target], ended.stdout)

    failed = []
    with ThreadPoolExecutor(2) as pool:
        left: set[Future[Ended]] = {pool.submit(run, target) for target in targets}
        while left:
            done, left = wait(left, _BEAT, FIRST_COMPLETED)
            for future in done:
                ended = future.result()
                del began[ended.target]
                print(ended.output, end="", flush=True)
                print(
                    "-- %s: %s after %d s" % (ended.target, _result(ended), ended.seconds),
                    flush=True,
                )
                failed += [ended.target] if ended.code else []
            if not done:
                now = time.monotonic()
                since = ["%s, %d s" % (name, now - start) for name, start in list(began.items())]
                print("-- still running: %s" % "; ".join(since), flush=True)
    print("\n%s" % ("Failed: " + ", ".join(failed) if failed else "All checks passed."))
    return int(bool(failed))


def _result(ended: Ended) -> str:
    return "FAILED (exit code %d)" % ended.code if ended.code else "passed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
