# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Writes Markdown for merge requests and CI jobs: escaped, and within the size limits of forges."""

from __future__ import annotations

import difflib
import html
import re
from typing import Any, Callable, NamedTuple

from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_lines

# Forges reject longer descriptions and comments.
LONGEST = 60000
_MOST_ACCOUNTS = 10
_SHORT = 60
# Room for the last line of a section.
_TAIL = 80


class Section(NamedTuple):
    """``head`` is written before the items, if there are any. ``text``: converts an item to Markdown."""

    head: str
    items: list[Any]
    text: Callable[[Any], str]


def fitted(sections: list[Section], room: int, file: str) -> str:
    """Returns as much as fits. A section is cut after a whole item, with a count of the rest in ``file``."""
    sections = [each for each in sections if each.items]
    text = ""
    for at, section in enumerate(sections):
        # Later sections get at least a head and a last line.
        later = sum(len(each.head) + _TAIL for each in sections[at + 1 :])
        left = room - len(text) - later - _TAIL
        found = section.head
        # Items that do not fit are not converted: that would take most of the time.
        for number, item in enumerate(section.items):
            written = section.text(item)
            if len(found) + len(written) > left:
                found += "\nand %d more in %s\n" % (len(section.items) - number, file)
                break
            found += written
        text += ("\n" if text else "") + found
    return text


def in_accounts(accounts: list[str], form: Callable[[Any], str] | None = None) -> str:
    """Returns where something is. ``form``: writes a name; as Markdown code by default."""
    more = len(accounts) - _MOST_ACCOUNTS
    names = ", ".join(map(form or code, accounts[:_MOST_ACCOUNTS]))
    return " in %s%s" % (names, " and %d more" % more if more > 0 else "")


def folded(kind: str, name: Any, accounts: list[str], lines: list[str]) -> str:
    """Returns YAML in a folded section."""
    where = in_accounts(accounts, _html_code) if accounts else ""
    return "<details><summary>%s %s%s</summary>\n\n%s\n</details>\n\n" % (
        html.escape(kind),
        _html_code(name),
        where,
        fenced(lines, "yaml"),
    )


def _html_code(text: Any) -> str:
    return "<code>%s</code>" % html.escape(one_line(text))


def differences(values: dict[str, Any]) -> list[str]:
    """Returns each attribute before and after."""
    before, after = values["before"], values["after"]
    found = []
    for name in [*before, *(each for each in after if each not in before)]:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if _is_short(old) and _is_short(new):
            found.append("  - %s: %s → %s\n" % (code(name), _value(old), _value(new)))
        else:
            lines = difflib.unified_diff(lines_of(old), lines_of(new), lineterm="", n=10**6)
            rows = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
            block = fenced(rows, "diff").replace("\n", "\n    ").rstrip(" ")
            found.append("  - %s:\n\n    %s\n" % (code(name), block))
    return found


def _is_short(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _SHORT and "\n" not in value
    return not isinstance(value, (dict, list))


def _value(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    return code(value if isinstance(value, str) else yaml_lines(value)[0])


def lines_of(value: Any) -> list[str]:
    if value is None or value == "" or value == [] or value == {}:
        return []
    if isinstance(value, str):
        return value.split("\n")
    return yaml_lines(value)


def code(text: Any) -> str:
    """Returns text as Markdown code, whatever it contains."""
    line = one_line(text)
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or not line.strip() else ""
    return fence + pad + (line or " ") + pad + fence


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def one_line(text: Any) -> str:
    return " ".join(str(text).split())


def fenced(lines: list[str], language: str) -> str:
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "%s%s\n%s\n%s\n" % (fence, language, "\n".join(lines), fence)
