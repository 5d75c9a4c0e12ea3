# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What C(make test) leaves out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.community.zendesk.tests.running import ROOT

TESTS = """
import pytest

def test_without_rows(): pass

@pytest.mark.parametrize("one", "ab")
@pytest.mark.parametrize("other", "cd")
def test_combinations(one, other): pass

@pytest.mark.parametrize(("given", "expected"), [(1, True), (2, True), (3, False)])
def test_table(given, expected): pass

@pytest.mark.costly
@pytest.mark.parametrize("one", "ab")
def test_costly(one): pass

@pytest.mark.long
def test_long(): pass
"""
SAMPLE = [
    "test_without_rows",
    "test_combinations[c-a]",
    "test_combinations[c-b]",
    "test_combinations[d-a]",
    "test_table[1-True]",
    "test_table[2-True]",
    "test_table[3-False]",
    "test_costly[a]",
]


@pytest.mark.parametrize(
    ("tests", "more"),
    [("sample", []), ("", ["test_combinations[d-b]", "test_costly[b]", "test_long"])],
)
def test_rows(tests: str, more: list[str], tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  costly\n  long\n")
    environment = {**os.environ, "TESTS": tests, "PYTHONPATH": str(ROOT / ".build" / "collections")}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sorted(re.findall("::(.*)", ended.stdout)) == sorted([*SAMPLE, *more])
