# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Describes the findings of an audit in words, and says which of them make it fail."""

from __future__ import annotations

import datetime
import json
from typing import Any, Callable

# Each status and note -> the words after its count.
WORDS = {
    "matches": "matching",
    "drifted": "drifted",
    "missing": "missing",
    "unmanaged": "unmanaged",
    "kept": "kept",
    "ambiguous": "ambiguous",
    "deactivated": "deactivated by Zendesk",
    "retired": "of a retired type",
    "unverified": "with unverified secrets",
    "dangling": "with dangling references",
    "silent": "notifying nobody",
    "failing": "with failing deliveries",
    "unused": "unused",
    "order": "out of order",
    "off": "unexpectedly inactive",
    "blocked": "blocked",
}
# Groups of findings, starting with those that need attention most: key -> heading and meaning.
GROUPS = {
    "failing": ("Failing deliveries", "Zendesk's requests to these webhooks fail."),
    "silent": (
        "Rules that notify nobody",
        "They notify an inactive target or webhook, or a target of a retired type.",
    ),
    "dangling": ("Dangling references", "These rules refer to a record that does not exist."),
    "deactivated": (
        "Deactivated by Zendesk",
        "Notifications failed too often, so Zendesk deactivated these.",
    ),
    "missing": ("Missing", "These are in a list, but not in the account."),
    "drifted": ("Drifted", "These records differ from their items."),
    "ambiguous": (
        "Ambiguous",
        "More than one record could be meant, or a record or a name does not fit.",
    ),
    "blocked": (
        "Blocked",
        "These automations can't be activated: an active one has the same conditions.",
    ),
    "off": ("Unexpectedly inactive", "These are inactive, although their items do not say so."),
    "order": ("Out of order", "These do not run in the order of the list."),
    "retired": ("Retired types", "Zendesk no longer delivers to targets of these types."),
    "unmanaged": ("Unmanaged", "These are in the account, but in no list."),
    "unused": ("Unused", "These active rules have not run for a while."),
    "unverified": (
        "Unverified secrets",
        "Zendesk does not show these secrets, so they can't be compared.",
    ),
}
RANKS = {key: rank for rank, key in enumerate(GROUPS)}
DIFFERS = ("drifted", "missing", "ambiguous")
# Finding -> the values of fail_on that make it a failure. Other findings are handled below.
_FAIL_ON = {
    "drift": ("drift",),
    "missing": ("drift",),
    "ambiguous": ("drift",),
    "order": ("drift", "order"),
    "unmanaged": ("unmanaged",),
    "retired": ("retired",),
    "dangling": ("dangling",),
    "failing": ("failing",),
    "off": ("off",),
    "blocked": ("off",),
    "unused": ("unused",),
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def group_of(finding: dict[str, Any]) -> str:
    """Returns the key in GROUPS."""
    return "drifted" if finding["kind"] == "drift" else str(finding["kind"])


def evaluated(record: dict[str, Any], fail_on: list[str]) -> dict[str, Any]:
    """Returns the record with C(fails), also for each of its findings."""
    findings = [
        dict(each, fails=any(word in fail_on for word in _words(each, record["status"])))
        for each in record["findings"]
    ]
    differs = "drift" in fail_on and record["status"] in DIFFERS
    fails = differs or any(each["fails"] for each in findings)
    return dict(record, findings=findings, fails=fails)


def is_failed(error: str | None, records: list[dict[str, Any]], fail_on: list[str]) -> bool:
    """Whether an account makes the audit fail. ``error``: why it could not be audited."""
    broken = bool(error) and "never" not in fail_on
    return broken or any(record["fails"] for record in records)


def _words(finding: dict[str, Any], status: str) -> tuple[str, ...]:
    if finding["kind"] == "silent":
        return ("retired",) if finding["reason"] == "retired" else ("dangling",)
    if finding["kind"] == "deactivated":
        return ("drift",) if status == "drifted" else ()
    return _FAIL_ON.get(finding["kind"], ())


def explain(finding: dict[str, Any], name: Any = None) -> str:
    """Returns a finding in words. ``name``: the name of the record, required for an order."""
    if finding["kind"] == "order":
        return _order(finding, name)
    text: str = _EXPLAIN[finding["kind"]](finding)
    return text


def _drift(f: dict[str, Any]) -> str:
    if (f["attribute"], f["expected"]) == ("state", "absent"):
        return "exists, but should be absent"
    return "%s is %s, expected %s" % (f["attribute"], value(f["found"]), value(f["expected"]))


def _silent(f: dict[str, Any]) -> str:
    named = "%s %s" % (kind_word(f["names"]), value(f["name"]))
    if f["id"] is not None:
        named += " (id %s)" % f["id"]
    why = "is of a retired type" if f["reason"] == "retired" else "is %s" % f["reason"]
    return "%s notifies %s, which %s" % (f["place"], named, why)


def _failing(f: dict[str, Any]) -> str:
    last = person_date(f["last_failure"]) if f["last_failure"] else "at an unknown time"
    text = "%d of the latest %d deliveries failed, the last one %s" % (f["failed"], f["of"], last)
    return text + (" (%s)" % f["last_status"] if f["last_status"] else "")


def _order(f: dict[str, Any], name: Any) -> str:
    expected, found = list(f["expected"]), list(f["found"])
    if name not in expected or name not in found:
        return "is out of order"
    before = expected.index(name)
    where = "right after %s" % value(expected[before - 1]) if before else "first"
    return "runs in position %d of %d, expected %s" % (found.index(name) + 1, len(found), where)


_EXPLAIN: dict[str, Callable[[dict[str, Any]], str]] = {
    "drift": _drift,
    "missing": lambda f: "is not in the account",
    "unmanaged": lambda f: "is in no list",
    "ambiguous": lambda f: str(f["message"]),
    "deactivated": lambda f: (
        "Zendesk deactivated it after %s in a row, the last one %s"
        % (count(f["consecutive_failures"], "failure"), person_date(f["last_failure"]))
    ),
    "retired": lambda f: (
        "Zendesk stopped delivering to this type on %s. Use %s instead"
        % (person_date(f["since"]), f["replacement"])
    ),
    "unverified": lambda f: "secrets can't be read back: %s" % ", ".join(f["secrets"]),
    "dangling": lambda f: (
        "%s refers to %s %s, which does not exist" % (f["place"], kind_word(f["names"]), f["id"])
    ),
    "silent": _silent,
    "failing": _failing,
    "unused": lambda f: "has not run for %d days" % f["days"],
    "off": lambda f: "is inactive, although its item does not say so",
    "blocked": lambda f: (
        "can't be activated: automation %s%s is active and has the same conditions"
        % (value(f["name"]), "" if f["id"] is None else " (id %s)" % f["id"])
    ),
}


def kind_word(kind: Any) -> str:
    """Returns a kind for people."""
    return str(kind).replace("_", " ")


def name_of(record: dict[str, Any], with_id: bool = True) -> str:
    """Returns the name of a record in the report."""
    name = "without a name" if record["name"] is None else '"%s"' % record["name"]
    notes = [str(record["type"] or "")]
    if record["category"] is not None:
        notes.append("in %s" % record["category"])
    if with_id and record["id"] is not None:
        notes.append("id %s" % record["id"])
    said = ", ".join(note for note in notes if note)
    return "%s %s%s" % (kind_word(record["kind"]), name, " (%s)" % said if said else "")


def value(found: Any) -> str:
    """Returns a value for a sentence."""
    if found is None or found == "":
        return "not set"
    text: str = json.dumps(found, ensure_ascii=False)
    return text


def person_date(moment_or_date: Any) -> str:
    """Formats a time or date of Zendesk for people, in UTC. Other text is returned unchanged."""
    text = str(moment_or_date)
    for form, with_time in (("%Y-%m-%dT%H:%M:%SZ", True), ("%Y-%m-%d", False)):
        try:
            moment = datetime.datetime.strptime(text, form)
        except ValueError:
            continue
        date = "%d %s %d" % (moment.day, _MONTHS[moment.month - 1], moment.year)
        return date + (", %02d:%02d UTC" % (moment.hour, moment.minute) if with_time else "")
    return text


def in_words(names: list[str], most: int = 3) -> str:
    """Returns a few names, and how many more there are."""
    if len(names) > most + 1:
        return "%s and %d more" % (", ".join(names[:most]), len(names) - most)
    return ", ".join(names)


def count(number: int, what: str = "record") -> str:
    """Returns a number and its noun."""
    return "%d %s%s" % (number, what, "" if number == 1 else "s")
