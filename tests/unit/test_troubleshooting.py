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
from typing import Iterator

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
from ansible_collections.community.zendesk.tests.pages import text_of
from ansible_collections.community.zendesk.tests.running import ROOT, run_playbook

PAGE = "docs/troubleshooting.md"
# Sentences that no message has, or nobody needs help with: names, notes for the log, and successes.
NO_HELP = {
    "%d of %d changes tried",
    "The configuration is valid, as far as its text shows.",
    "Tunnel connection failed",
    "a list that has %s in it",
    "an address that is none",
    "is in it",
    "not done: it may be sent again",
    "not reached",
    "refused: another try would end the same way",
    "unknown: it may have been done",
    "request_format is form_encoded",
    "text that looks like JSON",
    "the standard set",
    "{all: [{field: status, operator: is, value: new}]}",
}
LIQUID = "'ticket' is undefined"
# Its forms are those of many messages, so they may have fewer words.
FORMS = "## Correct an option or an item"
ALL = messages()


def in_headings(page: str) -> list[str]:
    """What the headings of entries quote."""
    headings = re.findall(r"^### (.*)$", page, re.MULTILINE)
    return [quote for heading in headings for quote in re.findall("`(.*?)`", heading)]


def in_tables(page: str) -> list[str]:
    """What the first cells of the tables of messages quote."""
    found = []
    for table in re.findall(r"^\| Message \| .*\n\|---.*\n((?:\|.*\n)+)", page, re.MULTILINE):
        cells = re.findall(r"^\| (.*?) \| ", table, re.MULTILINE)
        found += [quote for cell in cells for quote in re.findall("`(.*?)`", cell)]
    return found


def uncovered(found: list[Message], page: str) -> list[str]:
    """What the page does not have, with the quote that may be meant."""
    quoted = in_headings(page) + in_tables(page)
    return [
        "%s: %r is not on the page. The nearest quote is %r."
        % (*message, nearest(message.text, quoted))
        for message in found
        if message.text not in NO_HELP
        and not any(quotes(each, words_of(message.text)) for each in quoted)
    ]


def stale(page: str) -> list[str]:
    """Quotes that are in no message, with the message that may be meant."""
    left = [each for each in in_headings(page) + in_tables(page) if not _is_said(each, ALL)]
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
    assert uncovered(ALL, text_of(PAGE)) == []


def test_every_quote_is_a_message() -> None:
    assert len(in_headings(text_of(PAGE))) > 100
    assert len(in_tables(text_of(PAGE))) > 100
    assert stale(text_of(PAGE)) == []


def too_short(page: str) -> list[str]:
    """Quotes of so few words that they would fit messages that mean something else."""
    forms = re.search("^%s\n.*?(?=^## )" % FORMS, page, re.MULTILINE | re.DOTALL)
    frequent = in_tables(forms.group()) if forms else []
    return [
        quote
        for quote in in_tables(page)
        if quote not in frequent and sum(map(len, parts_of(quote))) < 3
    ]


def test_a_quote_says_enough() -> None:
    row = "| Message | What to do |\n|---|---|\n| `... must be ...` | Go. |\n"
    assert too_short(row) == ["... must be ..."]
    assert FORMS in text_of(PAGE)
    assert too_short(text_of(PAGE)) == []


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
    (line,) = uncovered(found, text_of(PAGE))
    assert line.startswith("plugins/modules/planted.py:1: '")
    page = text_of(PAGE) + "\n### `...fit the moon`, `no moon there`\n"
    assert uncovered(found, page) == []


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
    "form",
    [
        "\n### `... does not fit the moon`\n",
        "\n| Message | What |\n|---|---|\n| `... does not fit the moon` | Go. |\n",
    ],
)
def test_a_stale_quote_is_found(form: str) -> None:
    (line,) = stale(form)
    assert line.startswith("'... does not fit the moon' is in no message.")
    assert stale(form.replace("does not fit the moon", "must be text")) == []


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
    assert LIQUID in in_headings(text_of(PAGE))
