# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phrases that sound translated, in the files that people read, and what to write instead.

To add a phrase, add a row with a sample to C(PHRASES).
"""

from __future__ import annotations

import bisect
import io
import re
import tokenize
from pathlib import Path
from typing import Iterable, Iterator, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.running import ROOT

# The files that people read. The changelog of released versions stays as it was released.
FILES = (
    "*.md",
    "docs/**/*.md",
    "docs/**/*.rst",
    "roles/**/*.md",
    "roles/**/*.yml",
    "roles/**/*.j2",
    "plugins/**/*.py",
    "playbooks/**/*.yml",
    "examples/**/*.md",
    "examples/**/*.yml",
    "extensions/**/*.yml",
    "changelogs/fragments/*.yml",
    "galaxy.yml",
)
LEFT_OUT = {"CHANGELOG.md"}
# File and text of a line that is right as it is.
ALLOWED: set[tuple[str, str]] = set()
# Marks at the beginning of a line, and what encloses a string.
MARKS = re.compile(r"(?m)^[ \t]*(?:#:?|>|\*)?[ \t]*")
QUOTES = re.compile(r"^[rbuf]*(\"\"\"|\"|')|(\"\"\"|\"|')$", re.IGNORECASE)


class Phrase(NamedTuple):
    """``pattern``: in lower case, with single spaces. ``better``: what to write instead."""

    pattern: str
    better: str
    sample: str


PHRASES = (
    Phrase(r"(?<!left )(?<!leave )\balone\b", "only", "Zendesk delivers to email targets alone."),
    Phrase(r"\b(left|leaves?|leaving) alone\b", "left unchanged", "It is left alone."),
    Phrase(
        r"\bh(o|e)ld(s|ing)? [^.]{0,40}\bagainst\b", "compare", "Hold the account against a set."
    ),
    Phrase(r"\bin line\b(?! with)", "matches, no differences", "Not all is in line."),
    Phrase(
        r"(?<!there )\b(is|are|was) none\b(?=[.,;]| and )", "is not one", "A name that is none."
    ),
    Phrase(
        r"(?<!there )\b(is|are|was) no (an?|text|number|target|list|dictionary|error|failure|fault|consent)\b",
        "is not a",
        "A value that is no number is an error.",
    ),
    Phrase(r"\b(is|are) no (type|kind) of\b", "is not a target type", "It is no type of target."),
    Phrase(r"\bto the letter\b", "exactly", "The target is found by its title, to the letter."),
    Phrase(r"\bthe very number\b", "exactly this number", "Set the limit to the very number."),
    Phrase(r"\bhands? (\w+ ){0,3}on\b(?! (the|a) )", "passes", "The role hands them on."),
    Phrase(r"\bto be rid of\b", "to drop", "To be rid of the id, rename it."),
    Phrase(r"\bit takes an? (admin|agent)", "it requires an administrator", "It takes an admin."),
    Phrase(
        r"\b(can't|cannot|not) be told\b(?! apart)", "can't be identified", "That can't be told."
    ),
    Phrase(r"\b(is|are|was|were) told\b(?! apart)", "is reported", "All of it is told at once."),
    Phrase(
        r"\b(tells?|told|telling) (\w+ ){0,4}apart\b", "distinguishes", "A type tells them apart."
    ),
    Phrase(r"\bway that lasts\b", "the others are being retired", "A token is the way that lasts."),
    Phrase(r"\bin place of\b|\bin the place of\b", "instead of", "Give names in place of IDs."),
    Phrase(
        r"\bstands? (in (the|an?|its)(?! way)|at the|beside|behind|above|below|there|here|instead)\b",
        "is",
        "The reason stands behind the name.",
    ),
    Phrase(r"\bhalf a character\b", "a lone surrogate", "A title with half a character."),
    Phrase(r"\be-mail", "email", "Users are found by their e-mail address."),
    Phrase(
        r"\{\{(ticket|current_user)\.", "{{ ticket... }} with spaces", 'subject: "{{ticket.id}}"'
    ),
    Phrase(
        r"\bthat (is|are) not there\b",
        "that does not exist",
        "A rule names a group that is not there.",
    ),
    Phrase(
        r"(?<=[.:] )who (?!you )\w+ [^.?]*\.",
        "name the subject",
        "It is late. Who waits is served.",
    ),
    Phrase(r"\bstays? as (it is|they are)\b", "is left unchanged", "The rest stays as it is."),
    Phrase(r"\b(left|leaves?) as (it is|they are)\b", "left unchanged", "It is left as it is."),
    Phrase(r"\bon as (it is|they are)\b", "unchanged", "Lists are sent on as they are."),
    Phrase(r"\bway out\b", "hint", "A message has a way out."),
    Phrase(r"\bas promised\b", "as expected", "All of it was as promised."),
    Phrase(r"\blet it be asked\b", "enable Prompt on launch", "Let it be asked for at launch."),
    Phrase(r"\bstop(s|ped)? to (deliver|send)", "stopped delivering", "It stopped to deliver."),
    Phrase(
        r"\breplace (\w+ ){1,3}by\b|\breplaced by\b", "replaced with", "Replace them by a webhook."
    ),
    Phrase(r"\bno longer \w+ [^.]{0,60}\bsince\b", "stopped on", "It no longer works since June."),
    Phrase(r"\bbut in an? ", "only in", "Nothing changes but in a major release."),
    Phrase(r"\bis no part of\b", "is not included in", "It is no part of the package."),
    Phrase(r"\bat the end of this page\b", "by the end", "At the end of this page, it works."),
    Phrase(r"\bkeeps? the targets\b", "manages", "A playbook keeps the targets of your account."),
    Phrase(r"\belse than\b", "other than", "Something else than Zendesk answers."),
    Phrase(r"(?<!to )\bspare[sd]?\b", "keeps", "An entry spares two targets."),
    Phrase(r"\ba text\b", "text, a string", "The value must be a text."),
    Phrase(r"\bhead of (the|a|an|each) file\b", "top of the file", "At the head of the file."),
    Phrase(
        r"\b(may|can|can't|must|could) hold\b|\bholds (an?|no|half|all|more) ",
        "contains",
        "A text that may hold a secret.",
    ),
    Phrase(r"\bof (no )?use\b", "useful", "It is of use only with another one."),
    Phrase(r"\bmakes? \w+ (\w+ )?of (it|them|that)\b", "converts it to", "Make one item of them."),
)


class Text:
    """What people read of a file, in lower case, with one space between words."""

    def __init__(self, parts: Iterable[tuple[int, str]]) -> None:
        words: list[str] = []
        self._starts: list[int] = []
        self._lines: list[int] = []
        at = 0
        for first, part in parts:
            for line, content in enumerate(part.lower().split("\n"), first):
                for word in content.split():
                    words.append(word)
                    self._starts.append(at)
                    self._lines.append(line)
                    at += len(word) + 1
        self._text = " ".join(words)

    def lines_with(self, phrase: Phrase) -> Iterator[int]:
        """The lines in which the phrase begins."""
        for match in re.finditer(phrase.pattern, self._text):
            yield self._lines[bisect.bisect_right(self._starts, match.start()) - 1]


def parts_of(name: str, content: str) -> Iterator[tuple[int, str]]:
    """Lines, and the texts that begin there. Of a program, only its comments and strings."""
    if name.endswith(".py"):
        last = 0
        for token in tokenize.generate_tokens(io.StringIO(content).readline):
            if token.type in (tokenize.COMMENT, tokenize.STRING):
                if token.start[0] > last + 1:
                    # A phrase does not go on after code.
                    yield token.start[0], "|"
                yield token.start[0], MARKS.sub("", QUOTES.sub("", token.string))
                last = token.end[0]
    else:
        yield 1, MARKS.sub("", content)


def findings(name: str, content: str) -> list[str]:
    lines = content.split("\n")
    text = Text(parts_of(name, content))
    return [
        "%s:%d: write %r instead: %s" % (name, line, phrase.better, lines[line - 1].strip())
        for phrase in PHRASES
        for line in text.lines_with(phrase)
        if (name, lines[line - 1].strip()) not in ALLOWED
    ]


def files() -> list[Path]:
    found = {path for pattern in FILES for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(path for path in found if path.name not in LEFT_OUT)


def test_no_file_has_such_a_phrase() -> None:
    assert len(files()) > 200
    found = [
        finding
        for path in files()
        for finding in findings(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    ]
    assert found == []


def forms_of(sample: str) -> dict[str, str]:
    """A sample in each form of file, across the end of a line: name -> content."""
    words = sample.split()
    halves = (" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :]))
    return {
        "page.md": "# Title\n\n%s\n%s\n" % halves,
        "main.yml": "---\n# %s\n# %s\nname: Anything\n" % halves,
        "comment.py": "x = 1\n# %s\n# %s\n" % halves,
        "docstring.py": 'def f():\n    """%s\n    %s\n    """\n' % halves,
        "message.py": "x = (\n    %r\n    %r\n)\n" % (halves[0] + " ", halves[1]),
    }


@pytest.mark.parametrize("phrase", PHRASES, ids=[phrase.sample for phrase in PHRASES])
def test_each_phrase_is_found(phrase: Phrase) -> None:
    for name, content in forms_of(phrase.sample).items():
        found = findings(name, content)
        assert any("write %r instead" % phrase.better in each for each in found), content
    assert list(Text([(1, phrase.better)]).lines_with(phrase)) == []


def test_code_is_not_read() -> None:
    assert findings("code.py", "if alone is None:\n    is_none = not in_line\n") == []


def test_a_phrase_does_not_go_on_after_code() -> None:
    assert findings("code.py", "# In place\nx = 1\n# of it\n") == []


def test_the_line_is_named() -> None:
    (found,) = findings("page.md", "One.\nIt is used in\nplace of it.\n")
    assert found == "page.md:2: write 'instead of' instead: It is used in"


def test_what_is_allowed_is_there() -> None:
    there = {
        (str(path.relative_to(ROOT)), line.strip())
        for path in files()
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert ALLOWED - there == set()
