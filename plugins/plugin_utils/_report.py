# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Builds the report of an audit from the results of the accounts. _report_forms formats it."""

from __future__ import annotations

import datetime
from typing import Any, Mapping

from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    without_surrogates,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    evaluated,
    is_failed,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_input import (
    COUNTED,
    RECORD,
    fail_on_words,
    validated_result,
)

# Of the format of report.json, which roles/audit/files/report.schema.json describes.
VERSION = 2

_NO_RESULT = "It was not audited. The output of the run shows the reason."


def make_report(accounts: Mapping[str, Any], fail_on: Any, now: str = "") -> dict[str, Any]:
    """Builds one report.

    ``accounts``: name of account -> result of C(zendesk_audit_info). A result that failed, is empty
    or None becomes an account that could not be audited. For one that was skipped, only the name is
    listed, in C(not_reported). ``fail_on``: a list or text for all accounts, or a dictionary from
    account to list or text, in which C(drift) is the default. ``now``: ISO 8601; by default, the
    current time. Raises ValueError for wrong input.
    """
    per_account = {
        name: fail_on_words(fail_on.get(name, "drift") if isinstance(fail_on, Mapping) else fail_on)
        for name in accounts
    }
    shared = [] if isinstance(fail_on, Mapping) else fail_on_words(fail_on)
    results = {name: validated_result(name, result) for name, result in accounts.items()}
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
    """Returns what makes the audit fail in any account; C(never) only if it applies to all."""
    words = list(dict.fromkeys(word for words in lists for word in words))
    return [word for word in words if word != "never" or words == ["never"]]


def _account(name: str, result: dict[str, Any], fail_on: list[str]) -> dict[str, Any]:
    error = None if "results" in result else str(result.get("msg") or _NO_RESULT)
    records = [
        evaluated({key: entry.get(key) for key in RECORD}, fail_on)
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
