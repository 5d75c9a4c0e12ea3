# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Writes the report of an audit as short Markdown, starting with the findings."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.plugin_utils import _markdown
from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    GROUPS,
    explain,
    kind_word,
    person_date,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_groups import (
    Entry,
    entries_of,
    sections_of,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_text import (
    columns_of,
    fails_on,
    one_for_all,
    verdict,
)

_FILE = "report.json"


def as_markdown(report: dict[str, Any]) -> str:
    """Returns the text of C(report.md)."""
    accounts = report["accounts"]
    several = len(accounts) > 1
    broken = [account for account in accounts if account["error"]]
    sections = [_markdown.Section("## Not audited\n\n", broken, _broken)]
    for group, entries in sections_of(entries_of(report)).items():
        # Nothing can be done about these.
        if group != "unverified":
            sections.append(
                _markdown.Section(
                    _head(group, entries), entries, lambda entry: _entry(entry, several)
                )
            )
    columns = columns_of(report)
    table = _markdown.Section(
        _table_head(columns), accounts, lambda account: _row(account, columns)
    )
    sections.append(table)
    names = report["not_reported"]
    sections.append(
        _markdown.Section(
            "## Not reported\n\n", names, lambda name: "- %s\n" % _markdown.code(name)
        )
    )
    title = "# Audit of Zendesk\n\n**%s**\n\nGenerated on %s.%s\n\n" % (
        verdict(report),
        person_date(report["generated_at"]),
        " The audit fails on: %s." % fails_on(report) if one_for_all(report) else "",
    )
    return title + _markdown.fitted(sections, _markdown.LONGEST - len(title), _FILE)


def _head(group: str, entries: list[Entry]) -> str:
    heading, meaning = GROUPS[group]
    if group == "drifted":
        meaning += " In the account → in the list."
    total = sum(len(entry.places) for entry in entries)
    return "## %s (%d)\n\n%s\n\n" % (heading, total, meaning)


def _broken(account: dict[str, Any]) -> str:
    return "- %s: %s\n" % (_markdown.code(account["name"]), _markdown.code(account["error"]))


def _entry(entry: Entry, several: bool) -> str:
    record = entry.record
    text = kind_word(record["kind"])
    if record["name"] is not None:
        text += " %s" % _markdown.code(record["name"])
    notes = ["in %s" % _markdown.code(record["category"])] if record["category"] else []
    notes += [record["type"]] if record["type"] else []
    if len(entry.places) == 1 and record["id"] is not None:
        notes.append("id %s" % record["id"])
    notes += entry.where
    text += " (%s)" % ", ".join(notes) if notes else ""
    text += _markdown.in_accounts(entry.accounts) if several else ""
    lines = ["- %s%s\n" % (text, ", **fails**" if entry.fails else "")]
    for finding in entry.findings:
        if finding["kind"] == "drift" and finding["attribute"] != "state":
            sides = {
                side: {finding["attribute"]: finding[key]}
                for side, key in (("before", "found"), ("after", "expected"))
            }
            lines += _markdown.differences(sides)
        elif finding["kind"] not in ("missing", "unmanaged"):
            lines.append("  - %s\n" % _markdown.code(explain(finding, record["name"])))
    return "".join(lines)


def _table_head(columns: list[tuple[str, str]]) -> str:
    titles = ["account", "result", *(title.lower() for title, _key in columns)]
    marks = ["---", "---", *["---:"] * len(columns)]
    return "## Accounts\n\n| %s |\n| %s |\n" % (" | ".join(titles), " | ".join(marks))


def _row(account: dict[str, Any], columns: list[tuple[str, str]]) -> str:
    result = "fails" if account["failed"] else "passes"
    if account["error"]:
        result = "not audited"
    numbers = [str(account["summary"].get(key, 0) or "") for _title, key in columns]
    cells = [_markdown.cell(_markdown.code(account["name"])), result, *numbers]
    return "| %s |\n" % " | ".join(cells)
