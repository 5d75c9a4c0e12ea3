# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Markdown for a merge request or a CI job: what may stand in it, and no more than a forge takes."""

from __future__ import annotations

import difflib
import html
import re
from typing import Any, Callable, NamedTuple

from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_lines

# Forges refuse longer descriptions and comments.
LONGEST = 60000
_MOST_ACCOUNTS = 10
_SHORT = 60
# Room for the last line of a section.
_TAIL = 80


class Section(NamedTuple):
    """``head`` stands before the items, if there are any. ``text``: an item as Markdown."""

    head: str
    items: list[Any]
    text: Callable[[Any], str]


def fitted(sections: list[Section], room: int, file: str) -> str:
    """As much as fits. A section that is cut ends at a whole item, and says how many more ``file`` has."""
    sections = [each for each in sections if each.items]
    text = ""
    for at, section in enumerate(sections):
        # The sections behind get a head and a last line at least.
        later = sum(len(each.head) + _TAIL for each in sections[at + 1 :])
        left = room - len(text) - later - _TAIL
        found = section.head
        # What does not fit is not written out: that would take most of the time.
        for number, item in enumerate(section.items):
            shown = section.text(item)
            if len(found) + len(shown) > left:
                found += "\nand %d more in %s\n" % (len(section.items) - number, file)
                break
            found += shown
        text += ("\n" if text else "") + found
    return text


def in_accounts(accounts: list[str], shown: Callable[[Any], str] | None = None) -> str:
    """Where something is. ``shown``: how a name is written; as Markdown if not given."""
    more = len(accounts) - _MOST_ACCOUNTS
    names = ", ".join(map(shown or code, accounts[:_MOST_ACCOUNTS]))
    return " in %s%s" % (names, " and %d more" % more if more > 0 else "")


def folded(kind: str, name: Any, accounts: list[str], lines: list[str]) -> str:
    """YAML that shows when somebody asks for it."""
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
    """Each attribute before and after."""
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
            shown = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
            block = fenced(shown, "diff").replace("\n", "\n    ").rstrip(" ")
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
    """A text as it is, whatever it means in Markdown."""
    shown = one_line(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return fence + pad + (shown or " ") + pad + fence


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def one_line(text: Any) -> str:
    return " ".join(str(text).split())


def fenced(lines: list[str], language: str) -> str:
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "%s%s\n%s\n%s\n" % (fence, language, "\n".join(lines), fence)
