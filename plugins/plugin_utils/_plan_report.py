# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Combines the plans of several accounts into one report. Every ValueError is a sentence for the user."""

from __future__ import annotations

from typing import Any, Iterator, Mapping

from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    described_outer,
    without_surrogates,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    is_text,
    kind_of,
)

_MODULE = "community.zendesk.zendesk_config"
# The keys of each record. Nothing else of a result is written to a file.
_ENTRY = ("kind", "name", "id", "action", "pruned", "before", "after", "secrets_sent", "along")
_LEFT = ("kind", "name", "id")
_DEFAULTS: dict[str, Any] = {"before": {}, "after": {}, "secrets_sent": [], "along": []}


def make_report(accounts: Mapping[Any, Any], check_mode: bool) -> dict[str, Any]:
    """Returns the data of the plan files. ``accounts``: name -> result of its task."""
    entries, not_reported = [], []
    for name, result in accounts.items():
        validated = _validated(name, result)
        if validated.get("skipped"):
            not_reported.append(str(name))
        else:
            entries.append(_account(str(name), validated))
    report = {
        "version": 1,
        "check_mode": check_mode,
        "accounts": entries,
        "plan_ids": {each["name"]: each["plan_id"] for each in entries if each["plan_id"]},
        "not_reported": not_reported,
    }
    return dict(without_surrogates(report))


def _account(name: str, result: dict[str, Any]) -> dict[str, Any]:
    failed = bool(result.get("failed") or result.get("unreachable")) or "plan" not in result
    message = _text(result.get("msg")) or ""
    warnings = result.get("warnings")
    return {
        "name": name,
        "url": _text(result.get("account_url")),
        "plan_id": _text(result.get("plan_id")),
        "failed": failed,
        "message": message or ("The run ended before there was a plan." if failed else ""),
        "summary": result.get("summary") or {},
        "plan": [_entry(each) for each in result.get("plan") or []],
        "unmanaged": [_only(_LEFT, each) for each in result.get("unmanaged") or []],
        "kept": list(_kept(result.get("results") or [])),
        "warnings": [
            str(each) for each in (warnings if isinstance(warnings, list) else []) if _text(each)
        ],
    }


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, str) and value else None


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    found = _only(_ENTRY, entry)
    for name, default in _DEFAULTS.items():
        found[name] = found[name] or default
    return dict(found, pruned=bool(found["pruned"]))


def _kept(results: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yields the records that should have been deleted or replaced, and are kept."""
    for entry in results:
        if entry.get("action") == "kept":
            error = entry.get("error")
            reason = error.get("msg") if isinstance(error, dict) else None
            yield dict(_only(_LEFT, entry), reason=reason)


def _only(names: tuple[str, ...], entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry.get(name) for name in names}


# --- the input


def _validated(name: Any, result: Any) -> dict[str, Any]:
    where = 'the result of "%s"' % (name,)
    if result is None:
        return {}
    if not isinstance(result, dict):
        raise ValueError(
            "%s must be a result of %s; got %s." % (where, _MODULE, described_outer(result))
        )
    for key in ("plan", "unmanaged", "results"):
        entries = result.get(key) or []
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise ValueError("%s: %s is not as %s returns it." % (where, key, _MODULE))
    for entry in result.get("plan") or []:
        _check_entry(where, entry)
    if not _is_summary(result.get("summary") or {}):
        raise ValueError("%s: summary is not as %s returns it." % (where, _MODULE))
    return result


def _check_entry(where: str, entry: dict[str, Any]) -> None:
    if not all(isinstance(entry.get(name), str) for name in ("kind", "action")):
        raise ValueError("%s has a plan entry without a kind or an action." % where)
    for name, kind in (("before", dict), ("after", dict), ("secrets_sent", list), ("along", list)):
        if not isinstance(entry.get(name) or kind(), kind):
            raise ValueError(
                "%s has a plan entry with %s as its %s." % (where, kind_of(entry[name]), name)
            )
    if not all(entry.get(name) is None or is_text(entry[name]) for name in ("name", "id")):
        raise ValueError("%s has a plan entry whose name or id is not text." % where)


def _is_summary(summary: Any) -> bool:
    return isinstance(summary, dict) and all(
        isinstance(counts, dict) and all(isinstance(count, int) for count in counts.values())
        for counts in summary.values()
    )
