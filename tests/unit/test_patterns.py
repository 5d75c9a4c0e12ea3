# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No text makes a regular expression of the plugins take more than linear time.

Every pattern is found in the source, so that a new one can't be forgotten.
"""

from __future__ import annotations

import ast
import importlib
import itertools
import re
import time
from functools import partial
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._recorded import masked
from ansible_collections.community.zendesk.tests.running import ROOT

try:
    from re import _constants, _parser
except ImportError:  # Python 3.10
    import sre_constants as _constants
    import sre_parse as _parser

PLUGINS = sorted((ROOT / "plugins").rglob("*.py"))
FUNCTIONS = (
    "compile",
    "search",
    "match",
    "fullmatch",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
)


class Pattern(NamedTuple):
    """``anchored``: it is tried at one place of a text only."""

    where: str
    compiled: re.Pattern[str]
    anchored: bool = False


# --- every pattern


def patterns_in(file: Path, module: Any = None) -> Iterator[Pattern]:
    """What C(file) hands to C(re), and the compiled ones that its module has."""
    tree = ast.parse(file.read_text())
    imported = any(
        isinstance(node, ast.ImportFrom) and node.module == "re" for node in ast.walk(tree)
    )
    assert not imported, "%s: import re as a whole, so that this test finds its patterns" % file
    matched = {
        node.func.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.attr in ("match", "fullmatch")
    }
    calls = list(_calls_of_re(tree))
    for call, name in calls:
        place = "%s:%d" % (file.name, call.lineno)
        if name == "compile":
            at_top = any(call in ast.walk(statement) for statement in _assignments(tree))
            assert at_top, "%s: compile it into a constant of the module" % place
            continue
        literal = ast.unparse(call.args[0])
        assert isinstance(call.args[0], ast.Constant), "%s: no literal: %s" % (place, literal)
        flags = eval(ast.unparse(_flags_of(call, name)), {"re": re})
        compiled = re.compile(ast.literal_eval(literal), flags)
        yield Pattern(place, compiled, name in ("match", "fullmatch"))
    if calls:
        for name, value in vars(module or _module(file)).items():
            for compiled in _compiled(value):
                yield Pattern("%s:%s" % (file.name, name), compiled, name in matched)


def _calls_of_re(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = node.func.value, node.func.attr
            if isinstance(owner, ast.Name) and owner.id == "re" and name in FUNCTIONS:
                yield node, name


def _flags_of(call: ast.Call, name: str) -> ast.expr:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    position = {"sub": 4, "subn": 4, "split": 3}.get(name, 2)
    return [*named, *call.args[position:], ast.Constant(0)][0]


def _assignments(tree: ast.Module) -> list[ast.stmt]:
    return [node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign))]


def _module(file: Path) -> Any:
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    return importlib.import_module("ansible_collections.community.zendesk." + name)


def _compiled(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _compiled(inner)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for inner in value:
            yield from _compiled(inner)


PATTERNS = [pattern for file in PLUGINS for pattern in patterns_in(file)]


# --- texts that are hard for a pattern, made of its own parts

_REPEATS = {
    getattr(_constants, name)
    for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
    if hasattr(_constants, name)
}


class Pieces(NamedTuple):
    """Texts that fit parts of a pattern, and those that fit its beginnings, in each alternative."""

    parts: set[str]
    starts: set[str]

    def sample(self, parsed: Any, before: str = "") -> str:
        """A text that fits. ``before``: what fits all that comes before it."""
        text = ""
        for literal, elements in itertools.groupby(
            parsed, lambda one: one[0] is _constants.LITERAL
        ):
            run = ""
            for operation, argument in elements:
                piece = self._sample_of(operation, argument, before + text)
                text += piece
                run = run + piece if literal else piece
                if not literal:
                    self.starts.add(before + text)
            self.parts.add(run)
            self.starts.add(before + text)
        self.parts.add(text)
        return text

    def _sample_of(self, operation: Any, argument: Any, before: str) -> str:
        if operation is _constants.LITERAL:
            return chr(argument)
        if operation is _constants.NOT_LITERAL:
            return "a" if argument != ord("a") else "b"
        if operation is _constants.ANY:
            return "a"
        if operation is _constants.IN:
            characters = _characters(argument)
            self.parts.update(characters)
            return characters[0]
        if operation is _constants.SUBPATTERN:
            return self.sample(argument[-1], before)
        if operation is _constants.BRANCH:
            return min([self.sample(branch, before) for branch in argument[1]], key=len)
        if operation in _REPEATS:
            least, _most, inner = argument
            return self.sample(inner, before) * max(int(least), 1)
        if operation in (_constants.ASSERT, _constants.ASSERT_NOT):
            self.sample(argument[1], before)
        elif operation is getattr(_constants, "ATOMIC_GROUP", None):
            return self.sample(argument, before)
        return ""


def pieces_of(pattern: re.Pattern[str]) -> Pieces:
    pieces = Pieces(set(), {""})
    pieces.sample(_parser.parse(pattern.pattern, pattern.flags))
    return pieces


def _characters(members: Any) -> list[str]:
    """Some that are in a class."""
    candidates = "a1 _-.\\\"'<>/@&%;=:x\t\n\0\u00e9\ud800"
    found = [chr(v) for operation, v in members if operation is _constants.LITERAL]
    found += [chr(v[0]) for operation, v in members if operation is _constants.RANGE]
    one = re.compile(_class(members))
    fitting = [c for c in candidates if one.match(c)]
    return [c for c in (*fitting, *found) if one.match(c)][:8]


def _class(members: Any) -> str:
    names = {
        _constants.CATEGORY_DIGIT: r"\d",
        _constants.CATEGORY_NOT_DIGIT: r"\D",
        _constants.CATEGORY_SPACE: r"\s",
        _constants.CATEGORY_NOT_SPACE: r"\S",
        _constants.CATEGORY_WORD: r"\w",
        _constants.CATEGORY_NOT_WORD: r"\W",
    }
    text = ""
    for operation, value in members:
        if operation is _constants.NEGATE:
            text += "^"
        elif operation is _constants.LITERAL:
            text += re.escape(chr(value))
        elif operation is _constants.RANGE:
            text += "%s-%s" % (re.escape(chr(value[0])), re.escape(chr(value[1])))
        else:
            text += names[value]
    return "[%s]" % text


def attacks(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Texts of any length: a beginning, something again and again, and an end that does not fit."""
    parts, starts = pieces_of(pattern)
    for start in sorted(starts):
        for part in sorted(parts - {""}):
            for end in ("", "\n\0"):
                yield lambda n, s=start, p=part, e=end: s + p * (n // len(p)) + e  # type: ignore[misc]
            if start:
                yield lambda n, p=start + part: p * (n // len(p))  # type: ignore[misc]


# --- the time that they take

# At this length what is worse than linear is far from what is.
ENOUGH = 6000
# In small steps first: what is exponential takes twice as long for one character more.
LENGTHS = [*range(16, 40, 2), 100, 1000, ENOUGH, 6 * ENOUGH]
# Seconds: less is too little to be judged.
FLOOR = 0.005
# How many times as long as a pattern that is known to be linear.
FACTOR = 30


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _calibrated() -> float:
    """Seconds for each character, on this machine, of a pattern that can't be but linear."""
    linear = re.compile(r"(?:x|[^x])*\Z")
    text = "xy" * 50_000
    return min(seconds(lambda: linear.match(text)) for _try in range(3)) / len(text)


@pytest.fixture(scope="module")
def limit() -> float:
    return FACTOR * _calibrated()


def slow_text(pattern: Pattern, limit: float) -> str:
    """The beginning of a text that takes too long, "" if there is none.

    The text grows step by step, so that the worst pattern is found out before it takes for ever.
    """

    def work(text: str) -> Callable[[], object]:
        if pattern.anchored:
            return partial(pattern.compiled.match, text)
        return partial(pattern.compiled.sub, "", text)

    for attack in attacks(pattern.compiled):
        for length in LENGTHS:
            text = attack(length)
            most = FLOOR + limit * len(text)
            needed = seconds(work(text))
            if needed > most and all(seconds(work(text)) > most for _try in range(2)):
                return "%d characters: %r" % (len(text), text[:40])
            if length >= ENOUGH and needed < most / 10:
                break
    return ""


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.where for pattern in PATTERNS])
def test_pattern_is_linear(pattern: Pattern, limit: float) -> None:
    assert slow_text(pattern, limit) == ""


BAD = {
    "a name that sounds secret": (
        r"(^[ \t]*[\w.-]*(?:pass(?!ive)|token|auth)[\w.-]*[ \t]*:[ \t]*)[^\r\n]+",
        re.IGNORECASE | re.MULTILINE,
    ),
    "in a query": (r"[?&;][\w.-]*(?:pass|secret|key|sig|auth)[\w.-]*=", re.IGNORECASE),
    "a tag without end": (r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL),
    "white space at the end": (r"\s+$", 0),
    "two that overlap": (r"\d+[\d.]*%", 0),
    "in each other": (r"(?:a+)+$", 0),
    "alternatives that overlap": (r"^(?:\w|aa)*-$", 0),
}


@pytest.mark.parametrize(("pattern", "flags"), BAD.values(), ids=list(BAD))
def test_bad_pattern_is_found(pattern: str, flags: int, limit: float) -> None:
    assert slow_text(Pattern("planted", re.compile(pattern, flags)), limit) != ""


PLANTED = """
import re
_BAD = re.compile(r"x+y")
_ALL = [re.compile(one) for one in ("first", "second")]
def find(text):
    return re.search(r"third", text, re.IGNORECASE) or _BAD.match(text)
"""


def test_patterns_are_found_in_the_source(tmp_path: Path) -> None:
    file = tmp_path / "planted.py"
    file.write_text(PLANTED)
    module = type("Module", (), {})
    names: dict[str, Any] = {}
    exec(PLANTED, names)
    for name, value in names.items():
        setattr(module, name, value)
    found = {(one.compiled.pattern, one.anchored) for one in patterns_in(file, module)}
    assert found == {("x+y", True), ("first", False), ("second", False), ("third", False)}
    for source in ("import re\ndef f(p, t): return re.search(p, t)", "from re import search"):
        file.write_text(source)
        with pytest.raises(AssertionError):
            list(patterns_in(file, module))


def test_the_patterns_that_are_known_are_found() -> None:
    files = {pattern.where.split(":")[0] for pattern in PATTERNS}
    assert {"_recorded.py", "_errors.py", "_escapes.py", "_export.py", "_report_junit.py"} <= files


# What is not one pattern, but a loop around some.
LONG = {
    "names": "auth",
    "tags": "<auth",
    "tags that end": "<token>",
    "quotes": '"token',
    "values without end": "'auth':\"",
    "lines": "auth \n",
    "addresses": "://a",
}


@pytest.mark.parametrize("part", LONG.values(), ids=list(LONG))
def test_masking_is_linear(part: str, limit: float) -> None:
    for length in (1000, 10_000, 100_000):
        text = part * (length // len(part))
        most = FLOOR + 10 * limit * len(text)
        assert any(seconds(partial(masked, text)) < most for _try in range(3))
