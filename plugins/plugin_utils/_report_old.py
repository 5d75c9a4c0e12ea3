# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Converts reports of version 1, which only had targets, to version 2."""

from __future__ import annotations

from typing import Any, Mapping

from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    evaluated,
    is_failed,
)

OLD_ACCOUNT = ("name", "url", "error", "not_read", "summary", "targets")
OLD_TARGET = ("title", "type", "id", "status", "findings")
_NEW = ("category", "item", "deliveries")
_KEPT = ("position", "type", "id", "active", "usage", "failures")
# Word of version 1 -> word of version 2, in statuses, kinds of findings and counts.
_RENAMED = {"in_line": "matches", "unclear": "ambiguous"}
_OLD_WORDS = {new: old for old, new in _RENAMED.items()}


def upgraded(report: Mapping[str, Any], counted: tuple[str, ...]) -> dict[str, Any]:
    """Converts a report to version 2.

    Keys that 1.0.0 did not have yet get a default. ``counted``: the keys of a summary.
    """
    accounts = []
    for account in report["accounts"]:
        fail_on = list(account.get("fail_on", report["fail_on"]))
        records = [evaluated(_record(target), fail_on) for target in account["targets"]]
        summary = _counts(account["summary"], counted) if account["summary"] else {}
        accounts.append(
            {
                "name": account["name"],
                "url": account["url"],
                "error": account["error"],
                "fail_on": fail_on,
                "failed": is_failed(account["error"], records, fail_on),
                "not_read": account["not_read"],
                "summary": summary,
                "summary_by_kind": {"targets": summary} if summary else {},
                "records": records,
            }
        )
    old = report["summary"]
    whole = {"accounts": old["accounts"], "not_audited": old["not_audited"]}
    return dict(
        report,
        version=2,
        summary={**whole, "fails": old["failing"], **_counts(dict(old, failing=0), counted)},
        accounts=accounts,
        not_reported=report.get("not_reported", []),
    )


def old_word(word: str) -> str:
    """Returns the word of version 1 for a status or a finding."""
    return _OLD_WORDS.get(word, word)


def old_targets(account: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the targets of an account in the form of version 1, for templates written for it."""
    return [
        dict(
            record,
            title=record["name"],
            status=old_word(record["status"]),
            findings=[dict(each, kind=old_word(each["kind"])) for each in record["findings"]],
        )
        for record in account["records"]
        if record["kind"] == "target"
    ]


def with_old_counts(summary: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a summary that also has the keys of version 1, for templates written for it."""
    return {**summary, **{old_word(key): value for key, value in summary.items()}}


def _counts(summary: Mapping[str, Any], counted: tuple[str, ...]) -> dict[str, Any]:
    return {key: summary.get(old_word(key), 0) for key in counted}


def _record(target: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": "target",
        "name": target["title"],
        **dict.fromkeys(_NEW),
        **{key: target.get(key) for key in _KEPT},
        "status": _RENAMED.get(target["status"], target["status"]),
        "findings": [
            dict(each, kind=_RENAMED.get(each["kind"], each["kind"])) for each in target["findings"]
        ],
    }
