# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Summarizes the report of an audit: in one sentence, and as lines for the screen."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    GROUPS,
    WORDS,
    count,
    in_words,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_groups import (
    Entry,
    entries_of,
)

# In the verdict, in this order. Other findings require no action.
_ATTENTION = [key for key in GROUPS if key != "unverified"]
_COMPARED = ("matches", "drifted", "missing", "ambiguous")
_ALWAYS = ("matches", "drifted", "missing", "unmanaged")
_SHOWN_LINES = 20
_SHOWN_WIDTH = 300


def attention(report: dict[str, Any]) -> list[str]:
    """Returns what needs attention, as counts in words."""
    counts = report["summary"]
    said = ["%d of %d accounts could not be audited" % (counts["not_audited"], counts["accounts"])]
    said = said if counts["not_audited"] else []
    return said + ["%d %s" % (counts[key], WORDS[key]) for key in _ATTENTION if counts[key]]


def is_compared(report: dict[str, Any]) -> bool:
    """Whether any item was compared with an account."""
    return any(report["summary"][key] for key in _COMPARED)


def verdict(report: dict[str, Any]) -> str:
    """Returns the report in one sentence."""
    said = attention(report)
    counts = report["summary"]
    if not is_compared(report) and counts["not_audited"] < max(counts["accounts"], 1):
        nothing = "Nothing was compared: %s" % (
            "the lists have no items" if counts["accounts"] else "there is no account"
        )
        return nothing + ("; %s." % ", ".join(said) if said else ".")
    if said:
        return "Needs attention: %s." % ", ".join(said)
    return "No differences: %s in %s." % (
        "1 record matches" if counts["matches"] == 1 else "%d records match" % counts["matches"],
        count(counts["accounts"], "account"),
    )


def columns_of(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Returns the columns of the table of accounts: those that are not always 0, and a few more."""
    counts = report["summary"]
    titles = {"matches": "Matches", "order": "Out of order"}
    return [
        (titles.get(key, key.capitalize()), key) for key in WORDS if counts[key] or key in _ALWAYS
    ]


def as_lines(report: dict[str, Any]) -> list[str]:
    """Returns a short table for the screen, followed by the findings."""
    columns = columns_of(report)
    rows = [["Account", *(title for title, _key in columns)]]
    for account in report["accounts"]:
        values = account["summary"]
        # A zero is shown as a dot.
        rows.append(
            [account["name"], *(str(values[key] or ".") if values else "-" for _t, key in columns)]
        )
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
    said = ["%s could not be audited: %s" % broken for broken in _broken(report)]
    said += [_line(entry) for entry in entries_of(report) if entry.group in _ATTENTION]
    if len(said) > _SHOWN_LINES:
        said[_SHOWN_LINES:] = ["... and %d more" % (len(said) - _SHOWN_LINES)]
    if not one_for_all(report):
        said += _fail_on_lines(report)
    if report["not_reported"]:
        said.append(absent_accounts(report))
    return [*lines, *map(_short, said), verdict(report)]


def one_for_all(report: dict[str, Any]) -> bool:
    """Whether all accounts fail on the same findings."""
    return len({frozenset(account["fail_on"]) for account in report["accounts"]}) < 2


def fails_on(entry: dict[str, Any]) -> str:
    """Returns what makes an account, or the whole report, fail."""
    return ", ".join(entry["fail_on"]) or "accounts that can't be audited"


def absent_accounts(report: dict[str, Any]) -> str:
    """Returns a sentence about the hosts that are not in the report."""
    return "Not in this report: %s. The role was skipped there, or has not finished yet." % (
        ", ".join(report["not_reported"])
    )


def _broken(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Returns names of accounts and errors, each error once."""
    found: dict[str, list[str]] = {}
    for account in report["accounts"]:
        if account["error"]:
            found.setdefault(account["error"], []).append(account["name"])
    return [(in_words(names), error) for error, names in found.items()]


def _line(entry: Entry) -> str:
    return "%s: %s: %s" % (in_words(entry.accounts), entry.name, "; ".join(entry.reasons))


def _fail_on_lines(report: dict[str, Any]) -> list[str]:
    names: dict[str, list[str]] = {}
    for account in report["accounts"]:
        names.setdefault(fails_on(account), []).append(account["name"])
    return ["Fails on %s: %s" % (words, ", ".join(names[words])) for words in names]


def _short(line: str) -> str:
    return line if len(line) <= _SHOWN_WIDTH else line[:_SHOWN_WIDTH] + "..."
