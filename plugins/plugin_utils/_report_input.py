# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Validates the input of the audit filters. Every ValueError is a sentence for the user."""

from __future__ import annotations

from typing import Any, Mapping

from ansible_collections.community.zendesk.plugins.module_utils._core._findings import (
    MORE_NOTES,
    NOTES,
    STATUSES,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    described,
    described_outer,
    without_surrogates,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._items import PLURALS
from ansible_collections.community.zendesk.plugins.plugin_utils._report_old import (
    OLD_ACCOUNT,
    OLD_TARGET,
    old_word,
    upgraded,
)

FAIL_ON = (
    "drift",
    "dangling",
    "failing",
    "off",
    "order",
    "retired",
    "unmanaged",
    "unused",
    "never",
)
# The counters, and the keys of each record besides C(fails).
COUNTED = STATUSES + NOTES + MORE_NOTES
RECORD = (
    "kind",
    "position",
    "name",
    "type",
    "category",
    "id",
    "active",
    "status",
    "findings",
    "item",
    "usage",
    "failures",
    "deliveries",
)
_MODULE = "community.zendesk.zendesk_audit_info"

# Kind of finding -> its other keys.
_FINDINGS: dict[str, tuple[str, ...]] = {
    "drift": ("attribute", "expected", "found"),
    "missing": (),
    "unmanaged": (),
    "ambiguous": ("message",),
    "deactivated": ("consecutive_failures", "last_failure"),
    "retired": ("since", "replacement"),
    "unverified": ("secrets",),
    "dangling": ("place", "names", "id"),
    "silent": ("place", "names", "id", "name", "reason"),
    "failing": ("failed", "of", "last_failure", "last_status"),
    "unused": ("days",),
    "order": ("expected", "found"),
    "off": (),
    "blocked": ("id", "name"),
}
_ENTRY = ("kind", "name", "type", "id", "status", "findings")
_ACCOUNT = (
    "name",
    "url",
    "error",
    "fail_on",
    "failed",
    "not_read",
    "summary",
    "summary_by_kind",
    "records",
)
_REPORT = ("version", "generated_at", "fail_on", "failed", "summary", "accounts")


def fail_on_words(fail_on: Any) -> list[str]:
    """Returns ``fail_on`` as a list of words. Text is split at commas."""
    words = fail_on.split(",") if isinstance(fail_on, str) else fail_on
    if isinstance(words, (list, tuple)):
        words = [word.strip() if isinstance(word, str) else word for word in words]
        # YAML treats off as false.
        words = ["off" if word is False else word for word in words]
        words = [word for word in words if word != ""]
        known = all(isinstance(word, str) and word in FAIL_ON for word in words)
        if known and ("never" not in words or len(words) == 1):
            return list(dict.fromkeys(str(word) for word in words))
    got = described(fail_on)
    if isinstance(words, list):
        got = ", ".join(word if isinstance(word, str) else described(word) for word in words)
    raise ValueError(
        "fail_on must be a list of %s and %s, or only never; got %s."
        % (", ".join(FAIL_ON[:-2]), FAIL_ON[-2], got)
    )


def validated_result(name: Any, result: Any) -> dict[str, Any]:
    """Returns the validated result of the module for one account; empty for None."""
    where = 'the result of "%s"' % (name,)
    if result is None:
        return {}
    if not isinstance(result, Mapping):
        raise ValueError(
            "%s must be a result of %s; got %s." % (where, _MODULE, described_outer(result))
        )
    if "results" not in result:
        no_result = ("failed", "unreachable", "skipped")
        if result and not any(result.get(key) for key in no_result):
            raise ValueError("%s is not a result of %s: it has no results." % (where, _MODULE))
        return dict(result)
    try:
        if _is_a_loop(result["results"]):
            raise ValueError("it was registered in a loop; use one of its results")
        _check_entries("results", result["results"], _ENTRY)
        _check_summary(result.get("summary"))
        _check_by_kind(result.get("summary_by_kind") or {})
        _check_words("not_read", result.get("not_read") or [])
    except ValueError as error:
        raise ValueError("%s is not a result of %s: %s." % (where, _MODULE, error)) from None
    return dict(result)


def validated_report(report: Any) -> dict[str, Any]:
    """Returns a validated report. A report of version 1 is upgraded to this version."""
    if not isinstance(report, Mapping):
        raise ValueError(
            "the input must be a report of audit_report; got %s." % described_outer(report)
        )
    try:
        _check_keys("the report", report, _REPORT)
        if report["version"] == 1:
            report = upgraded(_validated_old(report), COUNTED)
        elif report["version"] != 2:
            raise ValueError("its version is %s" % described_outer(report["version"]))
        _check_summary(report["summary"], "accounts", "not_audited", "fails")
        for account in _check_list("accounts", report["accounts"]):
            _check_keys("an account", account, _ACCOUNT)
            _check_entries("records", account["records"], (*RECORD, "fails"), ("fails",))
            _check_words("not_read", account["not_read"])
            _check_list("fail_on", account["fail_on"])
            if account["summary"]:
                _check_summary(account["summary"])
            _check_by_kind(account["summary_by_kind"])
        _check_list("not_reported", report.get("not_reported", []))
    except ValueError as error:
        raise ValueError("this is not a report of audit_report: %s." % error) from None
    whole: dict[str, Any] = without_surrogates(dict(report))
    return dict(whole, not_reported=whole.get("not_reported", []))


def _validated_old(report: Mapping[str, Any]) -> Mapping[str, Any]:
    """Returns a validated report of version 1."""
    counts = map(old_word, (*STATUSES, *NOTES))
    _check_counts(report["summary"], (*counts, "accounts", "not_audited", "failing"))
    for account in _check_list("accounts", report["accounts"]):
        _check_keys("an account", account, OLD_ACCOUNT)
        for target in _check_list("targets", account["targets"]):
            _check_keys("a target", target, OLD_TARGET)
    return report


def _is_a_loop(results: Any) -> bool:
    return isinstance(results, (list, tuple)) and any(
        isinstance(entry, Mapping) and "ansible_loop_var" in entry for entry in results
    )


def _check_entries(
    what: str, entries: Any, keys: tuple[str, ...], of_finding: tuple[str, ...] = ()
) -> None:
    for entry in _check_list(what, entries):
        _check_keys("an entry of %s" % what, entry, keys)
        if entry["kind"] not in tuple(PLURALS):
            raise ValueError("%s is not a kind of record" % described_outer(entry["kind"]))
        if entry["status"] not in STATUSES:
            raise ValueError("%s is not a status" % described_outer(entry["status"]))
        for finding in _check_list("findings", entry["findings"]):
            _check_keys("a finding", finding, ("kind", *of_finding))
            kind = finding["kind"]
            if not isinstance(kind, str) or kind not in _FINDINGS:
                raise ValueError("%s is not a kind of finding" % described_outer(kind))
            _check_keys("a finding of kind %s" % kind, finding, _FINDINGS[kind])


def _check_summary(summary: Any, *more: str) -> None:
    _check_counts(summary, (*COUNTED, *more))


def _check_counts(summary: Any, keys: tuple[str, ...]) -> None:
    _check_keys("summary", summary, keys)
    for key in keys:
        if not isinstance(summary[key], int):
            raise ValueError("%s of summary is %s" % (key, described_outer(summary[key])))


def _check_by_kind(summaries: Any) -> None:
    _check_keys("summary_by_kind", summaries, ())
    for summary in summaries.values():
        _check_summary(summary)


def _check_list(what: str, value: Any) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise ValueError("%s must be a list, not %s" % (what, described_outer(value)))
    return list(value)


def _check_words(what: str, value: Any) -> None:
    for word in _check_list(what, value):
        if not isinstance(word, str):
            raise ValueError("%s must be a list of texts; got %s" % (what, described_outer(word)))


def _check_keys(what: str, value: Any, keys: tuple[str, ...]) -> None:
    if not isinstance(value, Mapping):
        raise ValueError("%s must be a dictionary, not %s" % (what, described_outer(value)))
    lacking = [key for key in keys if key not in value]
    if lacking:
        raise ValueError("%s has no %s" % (what, ", ".join(lacking)))
