# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages of plugins and roles, as their source has them, and how a page quotes them.

A message is any sentence in the code that is no documentation: a few words with a verb among them, or what is raised. It is
reduced to its words, where C(None) stands for what is filled in. A page quotes some of these words and writes
C(...) for the rest. Punctuation and capitals do not count.
"""

from __future__ import annotations

import ast
import difflib
import functools
import re
from pathlib import Path
from typing import Any, Iterable, Iterator, NamedTuple, Optional, Sequence

import yaml

from ansible_collections.community.zendesk.tests.running import ROOT

Words = Sequence[Optional[str]]
# These write pages and files. Only what they say of wrong input is a message.
DOCUMENTS = {
    "_export",
    "_export_item",
    "_export_notes",
    "_export_subtract",
    "_export_text",
    "_export_translate",
    "_markdown",
    "_plan_markdown",
    "_report_findings",
    "_report_forms",
    "_report_groups",
    "_report_junit",
    "_report_markdown",
    "_report_old",
    "_report_text",
}
_DOCUMENTATION = {"DOCUMENTATION", "EXAMPLES", "RETURN"}
_VERBS = {
    "is",
    "are",
    "was",
    "were",
    "be",
    "has",
    "have",
    "had",
    "must",
    "can",
    "can't",
    "could",
    "do",
    "does",
    "did",
    "don't",
    "will",
    "would",
    "needs",
    "need",
    "takes",
    "take",
    "holds",
    "hold",
    "names",
    "name",
    "looks",
    "gets",
    "comes",
    "stays",
    "fits",
    "sets",
    "uses",
    "changes",
    "defines",
    "replaces",
    "belongs",
    "allows",
    "sees",
    "add",
    "check",
    "correct",
    "create",
    "define",
    "delete",
    "give",
    "join",
    "make",
    "move",
    "put",
    "raise",
    "read",
    "remove",
    "rename",
    "report",
    "run",
    "say",
    "set",
    "use",
    "write",
    "failed",
    "kept",
    "pruned",
    "skipped",
}
_PLACEHOLDER = re.compile(
    r"%(?:\(\w+\))?[-+0#]*\d*(?:\.\d+)?[sdgrif](?:s\b)?|%%|\{\{.*?\}\}", re.DOTALL
)
_PROSE = re.compile(r"[(\"'!]?[A-Za-z][\w'=./-]*[)\"']?[,;:.?!)]*")
_WORD = re.compile(r"\0|[a-z0-9_]+(?:['.=-][a-z0-9_]+)*")
# What tables of records fill in where a page has a word.
_NOUNS = (
    "target",
    "webhook",
    "trigger",
    "automation",
    "record",
    "rule",
    "title",
    "name",
    "type",
    "message",
    "content",
)
_FILLED_IN = {*_NOUNS, *(noun + "s" for noun in _NOUNS), "actions"}
_PHRASES = re.compile("connection method|id, title or type")


class Message(NamedTuple):
    """A sentence, and the file and line that have it."""

    where: str
    text: str


@functools.lru_cache(maxsize=None)
def words_of(text: str) -> Words:
    """The words of a text of the source; None for what is filled in."""
    plain = _PLACEHOLDER.sub(" \0 ", text).lower()
    return tuple(None if word == "\0" else word for word in _WORD.findall(plain))


def is_sentence(text: str) -> bool:
    """Whether a text has a few words and a verb."""
    prose = _prose(text)
    enough = prose > 2 or (prose == 2 and text.rstrip().endswith("."))
    return enough and bool(_VERBS & set(words_of(text)))


def _prose(text: str) -> int:
    """How many words a text has; 0 if most of it is code."""
    tokens = [each for each in _PLACEHOLDER.sub(" ", text).split() if re.search("[a-zA-Z]", each)]
    prose = [token for token in tokens if _PROSE.fullmatch(token)]
    return len(prose) if len(prose) * 2 > len(tokens) else 0


def messages() -> list[Message]:
    """Every message of plugins and roles."""
    found = [
        message
        for file in sorted((ROOT / "plugins").rglob("*.py"))
        if file.parent.name != "doc_fragments"
        for message in messages_in(file.read_text(), str(file.relative_to(ROOT)))
    ]
    for file in sorted(ROOT.glob("roles/*/tasks/*.yml")):
        said = _fail_messages(yaml.safe_load(file.read_text()))
        found += [Message(str(file.relative_to(ROOT)), text) for text in said if is_sentence(text)]
    return found


def messages_in(source: str, where: str) -> Iterator[Message]:
    """The messages in the source of a plugin."""
    tree = ast.parse(source)
    roots: Iterable[ast.AST] = [tree]
    if Path(where).stem in DOCUMENTS:
        roots = _about_problems(tree)
    raised = {n for each in ast.walk(tree) if isinstance(each, ast.Raise) for n in ast.walk(each)}
    seen = set(_documentation(tree))
    for node in (node for root in roots for node in ast.walk(root)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in seen:
            seen.add(node)
            if is_sentence(node.value) or (node in raised and _prose(node.value) > 1):
                yield Message("%s:%d" % (where, node.lineno), node.value)


def _documentation(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.Assign):
            names = {each.id for each in node.targets if isinstance(each, ast.Name)}
            if names & _DOCUMENTATION:
                yield from ast.walk(node.value)


def _about_problems(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.FunctionDef) and "problem" in node.name
        ):
            yield node


def _fail_messages(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "fail_msg":
                yield value
            yield from _fail_messages(value)
    elif isinstance(data, list):
        for value in data:
            yield from _fail_messages(value)


# --- quotes of a page


def quotes(quoted: str, words: Words) -> bool:
    """Whether a quote, with C(...) for what it leaves out, is one of these words."""
    at = 0
    parts = parts_of(quoted)
    for part in parts:
        starts = range(at, len(words) - len(part) + 1)
        fits = (s for s in starts if all(map(_same, part, words[s : s + len(part)])))
        start = next(fits, None)
        if start is None:
            return False
        at = start + len(part)
    return bool(parts)


@functools.lru_cache(maxsize=None)
def parts_of(quoted: str) -> Sequence[Words]:
    """The words of a quote, in the parts that C(...) makes of it."""
    parts = [words_of(_PHRASES.sub("name", part.lower())) for part in quoted.split("...")]
    return [part for part in parts if part]


def _same(quoted: str | None, said: str | None) -> bool:
    return quoted == said or (said is None and quoted in _FILLED_IN)


def nearest(text: str, others: Iterable[str]) -> str:
    """What of others has most words in common with a text."""
    words = words_of(text)

    def likeness(other: str) -> float:
        return difflib.SequenceMatcher(None, words, words_of(other), autojunk=False).ratio()

    return max(others, key=likeness, default="")
