# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phrases that were mended, and must not come back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator

import pytest

from ansible_collections.community.zendesk.tests.running import ROOT

# A pattern, a text that it finds, and the better phrase.
PHRASES = {
    r"\bKeep the targets\b": ("Keep the targets as code", "Manage"),
    r"\b[Hh](?:e|o)ld\w* [\w` ]{0,40}\bagainst\b": ("Hold an account against a set", "Compare with"),
    r"\bheld (?:to|against)\b": ("held against a script", "compared with"),
    r"\b(?:is|are|all|not) in line\b": ("All is in line", "matches, or no differences"),
    r"\bhands? (?:them|it|\w+ lists?) on\b": ("hands them on as they are", "passes through unchanged"),
    r"\bto email targets alone\b": ("delivers to email targets alone", "only"),
    r"\bstopped to deliver\b": ("when Zendesk stopped to deliver", "stopped delivering"),
    r"\bno longer notifies targets of type\b": ("no longer notifies targets of type X", "stopped delivering to X targets"),
    r"\bto the letter\b": ("found by it, to the letter", "exact, case-sensitive"),
    r"\bto the very number\b": ("set max_deletions to the very number", "exactly this number"),
    r"\b[Tt]o be rid of\b": ("To be rid of the id", "To drop"),
    r"\bis the way that lasts\b": ("An OAuth client is the way that lasts", "Use an OAuth client"),
    r"\b[Ii]t takes an admin\b": ("It takes an admin.", "It requires an administrator."),
    r"\bTo look for it failed, too\b": ("To look for it failed, too", "Looking for it failed as well"),
    r"\bcan't be told(?! apart)\b": ("can't be told", "can't be identified"),
    r"\bis no type of target\b": ("x is no type of target", "not a target type"),
    r"\bitem \S+ is not one\b": ("item 3 is not one", "say what it is not"),
    r"\bAll of it was as promised\b": ("All of it was as promised", "every step behaved as expected"),
    r"\bthat open TLS\b": ("a proxy that opens TLS, or those that open TLS", "TLS-intercepting"),
    r"\bno part of what Ansible Galaxy has\b": ("It is no part of what Ansible Galaxy has.", "not included in the Galaxy package"),
    r"\bLet it be asked for at launch\b": ("Let it be asked for at launch", "Enable Prompt on launch"),
    r"\bmay try once more\b": ("Who only lost a place may try once more", "does not count as an attempt"),
    r"\bFrom a target and a message to\b": ("From a target and a message to the action", "Builds"),
    r"\bAt the end of this page a playbook\b": ("At the end of this page a playbook keeps", "By the end of this page you will have"),
    r"\bwith that which\b": ("compare it with that which", "with what"),
}  # fmt: skip
FILES = (
    "*.md",
    "docs/**/*.md",
    "docs/docsite/rst/*.rst",
    "examples/**/*.md",
    "examples/**/*.yml",
    "roles/**/*.md",
    "roles/**/*.yml",
    "playbooks/*.yml",
    "plugins/**/*.py",
    "changelogs/fragments/*.yml",
    "galaxy.yml",
    "Makefile",
)


def files() -> Iterator[Path]:
    for pattern in FILES:
        yield from sorted(ROOT.glob(pattern))


def found_in(text: str) -> list[str]:
    """The phrases in a text, each with the better one."""
    flat = " ".join(text.split())
    return [
        '"%s": write "%s"' % (match, better)
        for pattern, (_sample, better) in PHRASES.items()
        for match in re.findall(pattern, flat)
    ]


def test_no_phrase_is_back() -> None:
    texts = {str(file.relative_to(ROOT)): file.read_text() for file in files()}
    assert len(texts) > 200
    found = {name: found_in(text) for name, text in texts.items()}
    assert {name: phrases for name, phrases in found.items() if phrases} == {}


@pytest.mark.parametrize("pattern", PHRASES)
def test_a_planted_phrase_is_found(pattern: str) -> None:
    sample, better = PHRASES[pattern]
    assert any(better in phrase for phrase in found_in("Before.\n%s\nAfter." % sample))
