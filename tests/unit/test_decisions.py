# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every decision in C(docs/decisions.md) names the tests that keep it, and these tests exist."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path
from typing import Iterator

import pytest

from ansible_collections.community.zendesk.tests.pages import text_of
from ansible_collections.community.zendesk.tests.running import ROOT

PAGE = "docs/decisions.md"
# Anything in backticks that starts like a path of a test, so that a mistyped one is not overlooked.
REFERENCE = re.compile(r"`(tests/[^`]*)`")


def decisions(text: str) -> Iterator[tuple[str, list[str]]]:
    """The title of each decision, with the tests that it names."""
    for part in re.split(r"^##(?!#).*$|^(?=### )", text, flags=re.MULTILINE):
        if part.startswith("### "):
            title, _newline, body = part[4:].partition("\n")
            yield title, REFERENCE.findall(body)


@functools.lru_cache(maxsize=None)
def names_in(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text())
    functions = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


def exists(reference: str) -> bool:
    """Whether there is such a test, or such a file of tests."""
    path, separator, name = reference.partition("::")
    file = ROOT / path
    if not (re.fullmatch(r"test_\w+\.py", file.name) and file.is_file()):
        return False
    return name in names_in(file) if separator else True


DECISIONS = list(decisions(text_of(PAGE)))


@pytest.mark.parametrize(
    ("title", "references"), DECISIONS, ids=[decision[0] for decision in DECISIONS]
)
def test_a_decision_has_tests(title: str, references: list[str]) -> None:
    assert references, "name the test that keeps this decision"
    assert [reference for reference in references if not exists(reference)] == []


def test_every_decision_is_read() -> None:
    titles = [title for title, _references in DECISIONS]
    assert len(titles) == text_of(PAGE).count("\n### ") > 30
    assert len(set(titles)) == len(titles)
    named = [reference for _title, references in DECISIONS for reference in references]
    assert len(named) == text_of(PAGE).count("`tests/")


HERE = "tests/unit/test_decisions.py"


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (HERE, True),
        (HERE + "::test_every_decision_is_read", True),
        (HERE + "::test_every_decision", False),
        (HERE + "::names_in", False),
        (HERE + "::", False),
        (HERE + ":test_every_decision_is_read", False),
        (HERE + "::test_every_decision_is_read[a case]", False),
        ("tests/unit/test_nothing.py", False),
        ("tests/unit", False),
        ("tests/pages.py", False),
    ],
)
def test_a_planted_wrong_name_is_found(reference: str, found: bool) -> None:
    planted = "# Page\n\n## Part\n\n### A rule\n\nWhy.\n\nTest: `%s`\n\n## Next part\n"
    assert list(decisions(planted % reference)) == [("A rule", [reference])]
    assert exists(reference) is found


def test_a_decision_without_a_test_is_found() -> None:
    planted = "### One\n\nWhy.\n\n## Part\n\n`tests/a.py`\n\n### Two\n\nTest: `tests/b.py`\n"
    assert list(decisions(planted)) == [("One", []), ("Two", ["tests/b.py"])]
