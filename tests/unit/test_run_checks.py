# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tool that runs the targets of the Makefile side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.community.zendesk.tests.tools import run_checks

MAKEFILE = """\
good:
\t@echo first
\t@echo second
bad:
\t@echo before it fails
\t@exit 3
# Each waits for the other, so they end only if they run at the same time.
left: ; @touch left; until test -e right; do sleep 0.01; done; echo left ended
right: ; @touch right; until test -e left; do sleep 0.01; done; echo right ended
"""


@pytest.mark.parametrize(
    ("targets", "code", "lines"),
    [
        (["good"], 0, ["first", "second", "-- good: passed", "All checks passed."]),
        (["bad"], 1, ["before it fails", "-- bad: FAILED (exit code 2)", "Failed: bad"]),
        (["bad", "good"], 1, ["-- good: passed", "Failed: bad"]),
        (["left", "right"], 0, ["left ended", "right ended", "All checks passed."]),
    ],
    ids=["passes", "fails", "the others still run", "side by side"],
)
def test_run_checks(
    targets: list[str],
    code: int,
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "Makefile").write_text(MAKEFILE)
    monkeypatch.chdir(tmp_path)
    assert run_checks.main(targets) == code
    said = capsys.readouterr().out
    assert "Two at a time" in said
    assert [line for line in lines if line not in said] == []


def test_output_stays_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Makefile").write_text(MAKEFILE)
    monkeypatch.chdir(tmp_path)
    run_checks.main(["good", "bad"])
    assert "first\nsecond\n-- good: passed" in capsys.readouterr().out
