# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Troubleshooting by error message: every message is on the page, and every quote of the page is a message.

A message that was reworded is named with the quote that is nearest: write a few of the new words there.
"""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path
from typing import Iterator, NamedTuple

import ansible
import pytest

from ansible_collections.community.zendesk.tests.messages import (
    Message,
    messages,
    messages_in,
    nearest,
    parts_of,
    quotes,
    words_of,
)
from ansible_collections.community.zendesk.tests.pages import guide, headings_of, rows_of
from ansible_collections.community.zendesk.tests.running import ROOT, run_playbook

# Sentences that no message has, or nobody needs help with: names, notes for the log, and successes.
NO_HELP = {
    "does not support %s",
    "%s is kept: %s.",
    "it is kept: ",
    "%s The login comes from %s.",
    "the connection was lost (%s)",
    "%d of %d changes attempted",
    "The configuration is valid, as far as it can be checked without the account.",
    "Tunnel connection failed",
    "not carried out: it may be sent again",
    "not reached",
    "rejected: another attempt would have the same result",
    "unknown: it may have been carried out",
    "request_format is form_encoded",
    "text that looks like JSON",
    "the standard set",
    "{all: [{field: status, operator: is, value: new}]}",
}
LIQUID = "'ticket' is undefined"
# How the first row of a table begins: of one of messages, and of the others.
HEADS = ("Message", "What you")
ALL = messages()


class Quotes(NamedTuple):
    """What a page quotes: in the headings of its entries, and in its tables of messages."""

    in_headings: list[str]
    in_tables: list[str]
    # Those of the table of forms.
    frequent: list[str]

    @classmethod
    def of(cls, page: str) -> Quotes:
        titles = [title for level, title in headings_of(page) if level == 3]
        tables: list[list[str]] = []
        is_of_messages = False
        for row in rows_of(page):
            if row[0].startswith(HEADS):
                is_of_messages = row[0] == HEADS[0]
                tables += [[]] if is_of_messages else []
            elif is_of_messages:
                tables[-1] += code_in(row[0])
        return cls(
            [q for title in titles for q in code_in(title)],
            [quote for table in tables for quote in table],
            tables[0],
        )

    def with_more(self, quotes: str, *rows: str) -> Quotes:
        """The same page with a heading and rows that it does not have."""
        return Quotes(
            [*self.in_headings, *code_in(quotes)], [*self.in_tables, *rows], self.frequent
        )

    @property
    def all(self) -> list[str]:
        return self.in_headings + self.in_tables


def code_in(text: str) -> list[str]:
    return re.findall("`(.*?)`", text)


PAGE = Quotes.of(guide("troubleshooting"))


def uncovered(found: list[Message], page: Quotes) -> list[str]:
    """What the page does not have, with the quote that may be meant."""
    quoted = page.all
    return [
        "%s: %r is not on the page. The nearest quote is %r."
        % (*message, nearest(message.text, quoted))
        for message in found
        if message.text not in NO_HELP
        and not any(quotes(each, words_of(message.text)) for each in quoted)
    ]


def stale(page: Quotes) -> list[str]:
    """Quotes that are in no message, with the message that may be meant."""
    left = [each for each in page.all if not _is_said(each, ALL)]
    if left:
        elsewhere = said_elsewhere()
        left = [each for each in left if not _is_said(each, elsewhere)]
    texts = [message.text for message in ALL] if left else []
    return [
        "%r is in no message. The nearest one is %r." % (each, nearest(each, texts))
        for each in left
    ]


def _is_said(quote: str, found: list[Message]) -> bool:
    return any(quotes(quote, words_of(message.text)) for message in found)


def constants(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@functools.lru_cache(maxsize=None)
def said_elsewhere() -> list[Message]:
    """What is no sentence of a plugin: short texts, templates of roles, and what Zendesk and Ansible say."""
    core = Path(ansible.__file__).parent
    files = [
        *(ROOT / "plugins").rglob("*.py"),
        *(ROOT / "tests" / "simulator").glob("*.py"),
        core / "module_utils" / "basic.py",
        core / "parsing" / "mod_args.py",
    ]
    texts = [text for file in files for text in constants(file)]
    texts += [file.read_text() for file in ROOT.glob("roles/*/tasks/*.yml")]
    return [Message("", text) for text in texts] + [Message("", LIQUID)]


def test_every_message_is_on_the_page() -> None:
    assert len(ALL) > 400
    assert uncovered(ALL, PAGE) == []


def test_every_quote_is_a_message() -> None:
    assert len(PAGE.in_headings) > 100
    assert len(PAGE.in_tables) > 100
    assert stale(PAGE) == []


def too_short(page: Quotes) -> list[str]:
    """Quotes of so few words that they would fit messages that mean something else."""
    return [
        quote
        for quote in page.in_tables
        if quote not in page.frequent and sum(map(len, parts_of(quote))) < 3
    ]


def test_a_quote_says_enough() -> None:
    assert too_short(Quotes([], ["... must be ..."], [])) == ["... must be ..."]
    assert too_short(PAGE) == []


def test_what_needs_no_help_is_there() -> None:
    assert NO_HELP - {message.text for message in ALL} == set()


PLANTED = {
    "raised": 'raise InvalidInput("%s does not fit the moon." % name)',
    "collected": 'problems += ["%s does not fit the moon." % name]',
    "a warning": "warnings.append('%s does not fit the moon. Add one.' % name)",
    "a constant": '_MOON = "%s does not fit the moon"',
    "failed": 'module.fail_json(msg="It does not fit the moon")',
    "no verb, but raised": 'raise ValueError("no moon there")',
}


@pytest.mark.parametrize("source", PLANTED.values(), ids=list(PLANTED))
def test_a_message_that_is_nowhere_is_found(source: str) -> None:
    found = list(messages_in(source, "plugins/modules/planted.py"))
    (line,) = uncovered(found, PAGE)
    assert line.startswith("plugins/modules/planted.py:1: '")
    assert uncovered(found, PAGE.with_more("`...fit the moon`, `no moon there`")) == []


def test_what_is_no_message_is_not_taken_for_one() -> None:
    source = (
        '"""It is a docstring."""\nDOCUMENTATION = "It is a page."\nNAMES = ("title", "the name")\n'
    )
    assert list(messages_in(source, "plugins/modules/planted.py")) == []
    # What writes a document has sentences of its own, and its problems are messages.
    source = 'A = "This is a page."\ndef problems() -> str:\n    return "This is a problem."\n'
    found = messages_in(source, "plugins/plugin_utils/_report_text.py")
    assert [message.text for message in found] == ["This is a problem."]


@pytest.mark.parametrize(
    "page",
    [Quotes(["... does not fit the moon"], [], []), Quotes([], ["... does not fit the moon"], [])],
    ids=["heading", "table"],
)
def test_a_stale_quote_is_found(page: Quotes) -> None:
    (line,) = stale(page)
    assert line.startswith("'... does not fit the moon' is in no message.")
    assert stale(Quotes(["... must be text"], ["... must be text"], [])) == []


QUOTES = {
    "keep: no target has the ID, title or type": ('keep: no %s has the %s "%s", so', True),
    "keep: no webhook has the name": ('keep: no %s has the %s "%s", so', True),
    "... has no effect: add": ("keep.%s has no effect: add %s to prune", True),
    "has ... add ... effect": ("keep.%s has no effect: add %s to prune", False),
    "Use webhook instead": ("Use %s instead.", True),
    "Use Linux instead": ("Use %s instead.", False),
    "...": ("Use %s instead.", False),
}


@pytest.mark.parametrize("quote", QUOTES)
def test_quotes(quote: str) -> None:
    """Words are compared. A noun of a table of records can be what is filled in."""
    text, fits = QUOTES[quote]
    assert quotes(quote, words_of(text)) == fits


def test_placeholder_without_unsafe(tmp_path: Path) -> None:
    played = run_playbook(tmp_path, "- ansible.builtin.debug:\n    msg: '{{ticket.id}}'\n")
    assert played.code == 2
    assert LIQUID in played.output
    assert LIQUID in PAGE.in_headings
