# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Merges the findings of a report that are the same in several accounts."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    GROUPS,
    RANKS,
    explain,
    group_of,
    name_of,
)

# An ID with a name, as in drift. IDs differ between accounts: the number of a record, or a
# webhook's ID.
_NAMED_ID = re.compile(r"(?:\d+|[0-9A-Z]{26}) \((.+)\)", re.DOTALL)


class Entry(NamedTuple):
    """The findings about a record, and the accounts that have them.

    ``record``: of the first account. ``findings``: without IDs that differ. ``places``: (account,
    record) of each.
    """

    record: dict[str, Any]
    findings: list[dict[str, Any]]
    places: list[tuple[dict[str, Any], dict[str, Any]]]
    group: str
    groups: list[str]
    anchor: str

    @property
    def accounts(self) -> list[str]:
        return list(dict.fromkeys(str(account["name"]) for account, _record in self.places))

    @property
    def fails(self) -> bool:
        return any(record["fails"] for _account, record in self.places)

    @property
    def name(self) -> str:
        """Returns the kind, the name, and what is the same everywhere."""
        return name_of(self.record, len(self.places) == 1)

    @property
    def reasons(self) -> list[str]:
        return [explain(finding, self.record["name"]) for finding in self.findings] + self.where

    @property
    def where(self) -> list[str]:
        """Returns the place of the item of a missing record."""
        positions = {record["position"] for _account, record in self.places}
        if self.record["status"] != "missing" or len(positions) > 1 or None in positions:
            return []
        return ["item %d of its list" % positions.pop()]


def entries_of(report: dict[str, Any]) -> list[Entry]:
    """Returns all records with findings, starting with those that fail and need attention most."""
    found: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    for account in report["accounts"]:
        for record in account["records"]:
            if record["findings"]:
                found.setdefault(_key(record), []).append((account, record))
    anchors: dict[str, int] = {}
    entries = [_entry(places, anchors) for places in found.values()]
    return sorted(
        entries,
        key=lambda entry: (
            not entry.fails,
            RANKS[entry.group],
            -len(entry.places),
            str(entry.record["kind"]),
            str(entry.record["name"]),
        ),
    )


def sections_of(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Returns the entries of each group, in the same order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.group, []).append(entry)
    return found


def _entry(places: list[tuple[dict[str, Any], dict[str, Any]]], anchors: dict[str, int]) -> Entry:
    record = places[0][1]
    findings = record["findings"]
    if len({json.dumps(each["findings"], sort_keys=True) for _account, each in places}) > 1:
        findings = [_without_ids(each) for each in findings]
    fails = {at for _account, each in places for at, f in enumerate(each["findings"]) if f["fails"]}
    first = min(
        range(len(findings)), key=lambda at: (at not in fails, RANKS[group_of(findings[at])])
    )
    groups = {group_of(each) for each in findings}
    if record["status"] in GROUPS:
        groups.add(record["status"])
    anchor = _anchor(record)
    anchors[anchor] = anchors.get(anchor, 0) + 1
    if anchors[anchor] > 1:
        anchor += "-%d" % anchors[anchor]
    ranked = sorted(groups, key=lambda key: RANKS[key])
    return Entry(record, findings, places, group_of(findings[first]), ranked, anchor)


def _key(record: dict[str, Any]) -> str:
    names = ("kind", "name", "type", "category", "active", "status", "item")
    findings = [
        {key: each for key, each in _without_ids(finding).items() if key != "fails"}
        for finding in record["findings"]
    ]
    return json.dumps([[record[name] for name in names], findings], sort_keys=True, default=str)


def _without_ids(finding: dict[str, Any]) -> dict[str, Any]:
    """Returns a finding without IDs, if it contains names."""
    found = dict(finding)
    if found["kind"] in ("silent", "blocked") and found["name"] is not None:
        found["id"] = None
    for name in ("expected", "found"):
        if found["kind"] == "drift":
            found[name] = _names_only(found[name])
    return found


def _names_only(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _names_only(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_names_only(each) for each in value]
    named = _NAMED_ID.fullmatch(value) if isinstance(value, str) else None
    return named[1] if named else value


def _anchor(record: dict[str, Any]) -> str:
    """Returns an anchor that is the same in each report, so that links remain valid."""
    words = "%s %s" % (record["kind"], record["name"] or record["id"])
    slug = re.sub("[^a-z0-9]+", "-", words.lower()).strip("-")[:48].strip("-")
    whole = json.dumps([record[key] for key in ("kind", "name", "type", "category")], default=str)
    return "%s-%s" % (slug, hashlib.sha256(whole.encode("utf-8")).hexdigest()[:6])
