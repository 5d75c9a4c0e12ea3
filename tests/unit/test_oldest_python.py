# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs on a managed host keeps to Python 3.8, which no tool of C(make test) runs any more.

The matrix runs the modules on it (C(MANAGED_PYTHON)); this reads the sources, and needs no such Python.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Iterator

import pytest

from ansible_collections.community.zendesk.tests.running import ROOT

OLDEST = (3, 8)
MANAGED = sorted(
    path
    for folder in ("modules", "module_utils", "doc_fragments")
    for path in (ROOT / "plugins" / folder).rglob("*.py")
)
# Types that can be subscripted since 3.9 only, beside all of collections.abc.
TYPES = {"dict", "frozenset", "list", "set", "tuple", "type", "OrderedDict", "defaultdict", "deque"}
METHODS = {"removeprefix", "removesuffix", "is_relative_to", "with_stem", "bit_count"}


def runs(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those of annotations, which nothing evaluates."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST):
                yield node
                yield from runs(node)


def too_new(source: str) -> list[str]:
    """What Python 3.8 has not got, each with its line."""
    try:
        tree = ast.parse(source, feature_version=OLDEST)
    except SyntaxError as error:
        return [f"syntax: {error.msg}"]
    types = TYPES | {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "collections.abc"
        for name in node.names
    }
    found = []
    for node in runs(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            if node.value.id in types:
                found.append(f"line {node.lineno}: {ast.unparse(node)}")
        elif isinstance(node, ast.Attribute) and node.attr in METHODS:
            found.append(f"line {node.lineno}: {node.attr}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "zip" and any(word.arg == "strict" for word in node.keywords):
                found.append(f"line {node.lineno}: zip(strict)")
        elif (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.BitOr)
            and any(
                isinstance(part, ast.Constant) and part.value is None
                for part in (node.left, node.right)
            )
        ):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("path", MANAGED, ids=[str(path.relative_to(ROOT)) for path in MANAGED])
def test_managed_code_runs_on_the_oldest_python(path: Path) -> None:
    assert too_new(path.read_text(encoding="utf-8")) == []


PLANTED = (
    (
        "from typing import Callable\nCheck = Callable[[dict[str, int]], int]",
        "line 2: dict[str, int]",
    ),
    ("from collections.abc import Iterator\nNames = Iterator[str]", "line 2: Iterator[str]"),
    ("Maybe = str | None", "line 1: str | None"),
    ("'ab'.removeprefix('a')", "line 1: removeprefix"),
    ("zip([1], [2], strict=True)", "line 1: zip(strict)"),
    (
        "match 1:\n    case 1: pass",
        "syntax: Pattern matching is only supported in Python 3.10 and greater",
    ),
)


@pytest.mark.parametrize(("source", "found"), PLANTED)
def test_what_is_too_new_is_found(source: str, found: str) -> None:
    assert too_new(source) == [found]


@pytest.mark.parametrize(
    "source",
    ["def f(a: dict[str, int] | None) -> list[str]: pass", "names: list[str] = []", "a = b[1]"],
)
def test_annotations_may_be_new(source: str) -> None:
    assert too_new(source) == []
