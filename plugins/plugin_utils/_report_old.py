# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reports of version 1, which were about targets only, in the form of version 2."""

from __future__ import annotations

from typing import Any, Mapping

from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    is_failed,
    judged,
)

OLD_ACCOUNT = ("name", "url", "error", "not_read", "summary", "targets")
OLD_TARGET = ("title", "type", "id", "status", "findings")
_NEW = ("category", "item", "deliveries")
_KEPT = ("position", "type", "id", "active", "status", "findings", "usage", "failures")


def renewed(report: Mapping[str, Any], counted: tuple[str, ...]) -> dict[str, Any]:
    """The report in the form of version 2. What 1.0.0 did not have yet is filled in.

    ``counted``: the keys of a summary.
    """
    accounts = []
    for account in report["accounts"]:
        fail_on = list(account.get("fail_on", report["fail_on"]))
        records = [judged(_record(target), fail_on) for target in account["targets"]]
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


def _counts(summary: Mapping[str, Any], counted: tuple[str, ...]) -> dict[str, Any]:
    return {key: summary.get(key, 0) for key in counted}


def _record(target: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": "target",
        "name": target["title"],
        **dict.fromkeys(_NEW),
        **{key: target.get(key) for key in _KEPT},
    }
