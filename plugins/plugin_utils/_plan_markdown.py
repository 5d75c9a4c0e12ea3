# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The plans of several accounts as Markdown, for a merge request. What is the same in several is one entry."""

from __future__ import annotations

import difflib
import html
import json
import re
from typing import Any, Callable, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_lines

# Forges refuse longer descriptions and comments.
LONGEST = 60000
_MOST_ACCOUNTS = 10
_COUNTED = ("created", "updated", "deleted", "kept", "unmanaged", "failed")
_SHORT = 60
_GONE = {"delete": "delete", "recreate": "replace"}
# Room for the last line of a section.
_TAIL = 80


class Entry(NamedTuple):
    """An entry of a plan, or what is kept or left alone, and the accounts that have it."""

    values: dict[str, Any]
    accounts: list[str]
    ids: list[Any]


class Section(NamedTuple):
    """``head`` stands before the items, if there are any. ``text``: an item as Markdown."""

    head: str
    items: list[Any]
    text: Callable[[Any], str]


def as_markdown(report: dict[str, Any]) -> str:
    """The text of C(plan.md)."""
    accounts = report["accounts"]
    several = len(accounts) > 1
    planned = [(account["name"], each) for account in accounts for each in account["plan"]]
    groups: dict[str, list[tuple[str, dict[str, Any]]]] = {
        key: [(account["name"], each) for account in accounts for each in account[key]]
        for key in ("kept", "unmanaged")
    }
    for name, each in planned:
        groups.setdefault(_group_of(each), []).append((name, each))

    def section(head: str, key: str, text: Callable[[Entry, bool], str]) -> Section:
        return Section(head, _merged(groups.get(key, [])), lambda each: text(each, several))

    sections = [
        Section(_table_head(), accounts, _row),
        Section("## Failed\n\n", [each for each in accounts if each["failed"]], _failure),
        section("## Delete, replace or switch off\n\n", "gone", _gone),
        section("## Kept\n\n", "kept", _kept),
        section("## Unmanaged, and left alone\n\n", "unmanaged", _line),
        section("## Update\n\n", "update", _update),
        section("## Order\n\n", "order", _order),
        section("## Create\n\n", "create", _create),
        Section("## Warnings\n\n", _warnings(accounts, several), str),
        Section("## Not reported\n\n", report["not_reported"], lambda name: "- %s\n" % code(name)),
    ]
    title = "# Plan\n\n" if report["check_mode"] else "# What the run did\n\n"
    quiet = "" if planned or any(each["failed"] for each in accounts) else "\nNothing to change.\n"
    return title + _fitted(sections, LONGEST - len(title) - len(quiet)) + quiet


def _fitted(sections: list[Section], room: int) -> str:
    """As much as fits. A section that is cut ends at a whole item, and says how many are missing."""
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
                found += "\nand %d more in plan.json\n" % (len(section.items) - number)
                break
            found += shown
        text += ("\n" if text else "") + found
    return text


# --- what goes where


def _group_of(entry: dict[str, Any]) -> str:
    action = entry["action"]
    if action in (*_GONE, "deactivate") or entry["pruned"] or _is_switched_off(entry):
        return "gone"
    return action if action in ("create", "order") else "update"


def _is_switched_off(entry: dict[str, Any]) -> bool:
    before, after = entry["before"], entry["after"]
    return (before.get("active"), after.get("active")) == (True, False) or (
        before.get("status") == "active" and after.get("status") == "inactive"
    )


def _merged(entries: Iterable[tuple[str, dict[str, Any]]]) -> list[Entry]:
    """What is the same in several accounts, but for the ID, as one entry."""
    found: dict[str, Entry] = {}
    for account, values in entries:
        key = json.dumps(dict(values, id=None), sort_keys=True, default=str)
        entry = found.setdefault(key, Entry(values, [], []))
        entry.accounts.append(account)
        entry.ids.append(values["id"])
    return list(found.values())


# --- the counts


def _table_head() -> str:
    titles = ["account", *_COUNTED, "plan_id"]
    marks = ["---", *["---:"] * len(_COUNTED), "---"]
    return "| %s |\n| %s |\n" % (" | ".join(titles), " | ".join(marks))


def _row(account: dict[str, Any]) -> str:
    counts = account["summary"].values()
    numbers = [str(sum(each.get(word, 0) for each in counts)) for word in _COUNTED]
    plan_id = code(account["plan_id"]) if account["plan_id"] else "none"
    cells = [_cell(code(account["name"])), *numbers, plan_id]
    return "| %s |\n" % " | ".join(cells)


def _failure(account: dict[str, Any]) -> str:
    return "- %s: %s\n" % (code(account["name"]), code(account["message"]))


def _warnings(accounts: list[dict[str, Any]], several: bool) -> list[str]:
    by_text: dict[str, list[str]] = {}
    for account in accounts:
        for text in account["warnings"]:
            by_text.setdefault(text, []).append(account["name"])
    return [
        "- %s%s\n" % (code(text), _in(names) if several else "") for text, names in by_text.items()
    ]


# --- entries


def _named(entry: Entry, several: bool) -> str:
    """Kind, name, ID and accounts."""
    values = entry.values
    text = str(values["kind"]).replace("_", " ")
    if values["name"] is not None:
        text += " %s" % code(values["name"])
    if len(entry.ids) == 1 and entry.ids[0] is not None:
        text += " (id %s)" % code(entry.ids[0])
    return text + (_in(entry.accounts) if several else "")


def _in(accounts: list[str]) -> str:
    more = len(accounts) - _MOST_ACCOUNTS
    names = ", ".join(map(code, accounts[:_MOST_ACCOUNTS]))
    return " in %s%s" % (names, " and %d more" % more if more > 0 else "")


def _line(entry: Entry, several: bool) -> str:
    return "- %s\n" % _named(entry, several)


def _kept(entry: Entry, several: bool) -> str:
    reason = entry.values.get("reason")
    return "- %s%s\n" % (_named(entry, several), ": " + code(reason) if reason else "")


def _gone(entry: Entry, several: bool) -> str:
    values = entry.values
    text = "- **%s** %s" % (_GONE.get(values["action"], "switch off"), _named(entry, several))
    if values["pruned"]:
        text += ", because no list has it"
    elif values["action"] == "deactivate":
        text += ", to make room for another one"
    if values["along"]:
        text += ", along with %s" % ", ".join(map(code, values["along"]))
    # What is deleted has no other side.
    details = [] if values["action"] == "delete" else _differences(values)
    return text + "\n" + "".join(details)


def _update(entry: Entry, several: bool) -> str:
    values = entry.values
    details = _differences(values)
    if values["secrets_sent"]:
        details.append("  - secrets are sent: %s\n" % ", ".join(map(code, values["secrets_sent"])))
    return "- %s\n%s" % (_named(entry, several), "".join(details))


def _order(entry: Entry, several: bool) -> str:
    kinds = str(entry.values["kind"]).replace("_", " ")
    text = kinds[:-1] + "ies" if kinds.endswith("y") else kinds + "s"
    if entry.values["name"] is not None:
        # The category, whose ID is of no use here.
        text += " of %s" % code(entry.values["name"])
    text += _in(entry.accounts) if several else ""
    return "- %s\n%s" % (text, "".join(_differences(entry.values)))


def _create(entry: Entry, several: bool) -> str:
    """The name; the body is folded."""
    body = {name: value for name, value in entry.values["after"].items() if value is not None}
    if entry.values["secrets_sent"]:
        body["secrets"] = entry.values["secrets_sent"]
    name = html.escape(_one_line(entry.values["name"]))
    kind = html.escape(str(entry.values["kind"]).replace("_", " "))
    where = ""
    if several:
        more = len(entry.accounts) - _MOST_ACCOUNTS
        names = ", ".join(map(_html_code, entry.accounts[:_MOST_ACCOUNTS]))
        where = " in %s%s" % (names, " and %d more" % more if more > 0 else "")
    return "<details><summary>%s <code>%s</code>%s</summary>\n\n%s\n</details>\n\n" % (
        kind,
        name,
        where,
        _fenced(_yaml(body), "yaml"),
    )


def _html_code(text: Any) -> str:
    return "<code>%s</code>" % html.escape(_one_line(text))


def _differences(values: dict[str, Any]) -> list[str]:
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
            lines = difflib.unified_diff(_yaml(old), _yaml(new), lineterm="", n=10**6)
            shown = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
            block = _fenced(shown, "diff").replace("\n", "\n    ").rstrip(" ")
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


def _yaml(value: Any) -> list[str]:
    if value is None or value == "" or value == [] or value == {}:
        return []
    if isinstance(value, str):
        return value.split("\n")
    return yaml_lines(value)


# --- Markdown


def code(text: Any) -> str:
    """A text as it is, whatever it means in Markdown."""
    shown = _one_line(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return fence + pad + (shown or " ") + pad + fence


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _one_line(text: Any) -> str:
    return " ".join(str(text).split())


def _fenced(lines: list[str], language: str) -> str:
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "%s%s\n%s\n%s\n" % (fence, language, "\n".join(lines), fence)
