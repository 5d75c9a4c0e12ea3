# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Writes the plans of several accounts as Markdown. Entries that are the same are merged."""

from __future__ import annotations

import json
from typing import Any, Callable, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.plugin_utils import _markdown
from ansible_collections.community.zendesk.plugins.plugin_utils._items import PLURALS

_COUNTED = ("created", "updated", "deleted", "kept", "unmanaged", "failed")
_GONE = {"delete": "delete", "recreate": "replace"}


class Entry(NamedTuple):
    """An entry of a plan, or a kept or unmanaged record, and the accounts that have it."""

    values: dict[str, Any]
    accounts: list[str]
    ids: list[Any]


def as_markdown(report: dict[str, Any]) -> str:
    """Returns the text of C(plan.md)."""
    accounts = report["accounts"]
    several = len(accounts) > 1
    planned = [(account["name"], each) for account in accounts for each in account["plan"]]
    groups: dict[str, list[tuple[str, dict[str, Any]]]] = {
        key: [(account["name"], each) for account in accounts for each in account[key]]
        for key in ("kept", "unmanaged")
    }
    for name, each in planned:
        groups.setdefault(_group_of(each), []).append((name, each))

    def section(head: str, key: str, text: Callable[[Entry, bool], str]) -> _markdown.Section:
        return _markdown.Section(
            head, _merged(groups.get(key, [])), lambda each: text(each, several)
        )

    sections = [
        _markdown.Section(_table_head(), accounts, _row),
        _markdown.Section("## Failed\n\n", [each for each in accounts if each["failed"]], _failure),
        section("## Delete, replace or deactivate\n\n", "gone", _gone),
        section("## Kept\n\n", "kept", _kept),
        section("## Unmanaged, left unchanged\n\n", "unmanaged", _line),
        section("## Update\n\n", "update", _update),
        section("## Order\n\n", "order", _order),
        section("## Create\n\n", "create", _create),
        _markdown.Section("## Warnings\n\n", _warnings(accounts, several), str),
        _markdown.Section(
            "## Not reported\n\n",
            report["not_reported"],
            lambda name: "- %s\n" % _markdown.code(name),
        ),
    ]
    title = "# Plan\n\n" if report["check_mode"] else "# Changes\n\n"
    quiet = "" if planned or any(each["failed"] for each in accounts) else "\nNothing to change.\n"
    return (
        title
        + _markdown.fitted(sections, _markdown.LONGEST - len(title) - len(quiet), "plan.json")
        + quiet
    )


# --- groups


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
    """Merges entries that are the same in several accounts, except for the ID."""
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
    plan_id = _markdown.code(account["plan_id"]) if account["plan_id"] else "none"
    cells = [_markdown.cell(_markdown.code(account["name"])), *numbers, plan_id]
    return "| %s |\n" % " | ".join(cells)


def _failure(account: dict[str, Any]) -> str:
    return "- %s: %s\n" % (_markdown.code(account["name"]), _markdown.code(account["message"]))


def _warnings(accounts: list[dict[str, Any]], several: bool) -> list[str]:
    by_text: dict[str, list[str]] = {}
    for account in accounts:
        for text in account["warnings"]:
            by_text.setdefault(text, []).append(account["name"])
    return [
        "- %s%s\n" % (_markdown.code(text), _markdown.in_accounts(names) if several else "")
        for text, names in by_text.items()
    ]


# --- entries


def _named(entry: Entry, several: bool) -> str:
    """Returns the kind, name, ID and accounts."""
    values = entry.values
    text = str(values["kind"]).replace("_", " ")
    if values["name"] is not None:
        text += " %s" % _markdown.code(values["name"])
    if len(entry.ids) == 1 and entry.ids[0] is not None:
        text += " (id %s)" % _markdown.code(entry.ids[0])
    return text + (_markdown.in_accounts(entry.accounts) if several else "")


def _line(entry: Entry, several: bool) -> str:
    return "- %s\n" % _named(entry, several)


def _kept(entry: Entry, several: bool) -> str:
    reason = entry.values.get("reason")
    return "- %s%s\n" % (_named(entry, several), ": " + _markdown.code(reason) if reason else "")


def _gone(entry: Entry, several: bool) -> str:
    values = entry.values
    text = "- **%s** %s" % (_GONE.get(values["action"], "deactivate"), _named(entry, several))
    if values["pruned"]:
        text += ", because it is in no list"
    elif values["action"] == "deactivate":
        text += ", to make room for another one"
    if values["along"]:
        text += ", along with %s" % ", ".join(map(_markdown.code, values["along"]))
    # A deleted record has no state after.
    details = [] if values["action"] == "delete" else _markdown.differences(values)
    return text + "\n" + "".join(details)


def _update(entry: Entry, several: bool) -> str:
    values = entry.values
    details = _markdown.differences(values)
    if values["secrets_sent"]:
        details.append(
            "  - secrets sent: %s\n" % ", ".join(map(_markdown.code, values["secrets_sent"]))
        )
    return "- %s\n%s" % (_named(entry, several), "".join(details))


def _order(entry: Entry, several: bool) -> str:
    text = PLURALS[entry.values["kind"]].replace("_", " ")
    if entry.values["name"] is not None:
        # The category, whose ID is not useful here.
        text += " of %s" % _markdown.code(entry.values["name"])
    text += _markdown.in_accounts(entry.accounts) if several else ""
    return "- %s\n%s" % (text, "".join(_markdown.differences(entry.values)))


def _create(entry: Entry, several: bool) -> str:
    """Returns the name, with the body in a folded section."""
    body = {name: value for name, value in entry.values["after"].items() if value is not None}
    if entry.values["secrets_sent"]:
        body["secrets"] = entry.values["secrets_sent"]
    kind = str(entry.values["kind"]).replace("_", " ")
    accounts = entry.accounts if several else []
    return _markdown.folded(kind, entry.values["name"], accounts, _markdown.lines_of(body))
