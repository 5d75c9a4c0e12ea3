# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The report of an audit, made from the results of the accounts. _report_forms writes it."""

from __future__ import annotations

import datetime
from typing import Any, Mapping

from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    without_surrogates,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    is_failed,
    judged,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_input import (
    COUNTED,
    RECORD,
    checked_result,
    fail_on_words,
)

# Of the form of report.json; described by roles/audit/files/report.schema.json.
VERSION = 2

_NO_RESULT = "It was not audited; the output of the run says why."


def make_report(accounts: Mapping[str, Any], fail_on: Any, now: str = "") -> dict[str, Any]:
    """Make one report from a dictionary of account name -> result of C(zendesk_audit_info).

    A result that failed, is empty or None becomes an account that could not be audited. One that
    was skipped is only named, under C(not_reported).
    ``fail_on``: a list or a text for all accounts, or a dictionary account name -> list or text;
    C(drift) for accounts that the dictionary does not name.
    ``now``: ISO 8601, the present time if not given. Raises ValueError for wrong input.
    """
    per_account = {
        name: fail_on_words(fail_on.get(name, "drift") if isinstance(fail_on, Mapping) else fail_on)
        for name in accounts
    }
    shared = [] if isinstance(fail_on, Mapping) else fail_on_words(fail_on)
    results = {name: checked_result(name, result) for name, result in accounts.items()}
    reported = {name: result for name, result in results.items() if not result.get("skipped")}
    entries = [_account(name, result, per_account[name]) for name, result in reported.items()]
    total = {key: sum(entry["summary"].get(key, 0) for entry in entries) for key in COUNTED}
    broken = sum(bool(entry["error"]) for entry in entries)
    fails = sum(record["fails"] for entry in entries for record in entry["records"])
    report: dict[str, Any] = without_surrogates(
        {
            "version": VERSION,
            "generated_at": now or _now(),
            "fail_on": _in_any([entry["fail_on"] for entry in entries]) if entries else shared,
            "failed": any(entry["failed"] for entry in entries),
            "summary": {
                "accounts": len(entries),
                "not_audited": broken,
                "fails": fails,
                **total,
            },
            "accounts": entries,
            "not_reported": [str(name) for name in results if name not in reported],
        }
    )
    return report


def _in_any(lists: list[list[str]]) -> list[str]:
    """What makes the audit fail in at least one account; C(never) only where it holds for all."""
    words = list(dict.fromkeys(word for words in lists for word in words))
    return [word for word in words if word != "never" or words == ["never"]]


def _account(name: str, result: dict[str, Any], fail_on: list[str]) -> dict[str, Any]:
    error = None if "results" in result else str(result.get("msg") or _NO_RESULT)
    records = [
        judged({key: entry.get(key) for key in RECORD}, fail_on)
        for entry in result.get("results", [])
    ]
    return {
        "name": str(name),
        "url": result.get("url"),
        "error": error,
        "fail_on": fail_on,
        "failed": is_failed(error, records, fail_on),
        "not_read": list(result.get("not_read") or []),
        "summary": _counts(result.get("summary") or {}),
        "summary_by_kind": {
            str(kind): _counts(counts)
            for kind, counts in (result.get("summary_by_kind") or {}).items()
        },
        "records": records,
    }


def _counts(summary: Mapping[str, Any]) -> dict[str, int]:
    return {key: summary[key] for key in COUNTED if key in summary}


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
