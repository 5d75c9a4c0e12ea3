# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""What the findings of an audit mean: what fails on them, and how they are put into words."""

from __future__ import annotations

import datetime
import json
from typing import Any, Callable

# How a count of each status and each note goes on.
WORDS = {
    "in_line": "matching",
    "drifted": "drifted",
    "missing": "missing",
    "unmanaged": "unmanaged",
    "kept": "kept",
    "unclear": "unclear",
    "deactivated": "deactivated by Zendesk",
    "retired": "of a retired type",
    "unverified": "with unverified secrets",
    "dangling": "with dangling references",
    "silent": "that notify nobody",
    "failing": "with failing deliveries",
    "unused": "unused",
    "order": "out of order",
    "off": "switched off",
    "blocked": "blocked",
}
# Groups of findings, those that need attention most first: key -> heading, and what it means.
GROUPS = {
    "failing": ("Failing deliveries", "Zendesk calls these webhooks, and the calls fail."),
    "silent": (
        "Rules that notify nobody",
        "They notify a target or a webhook that is inactive, or a target of a retired type.",
    ),
    "dangling": ("Dangling references", "These rules name a record that is not there."),
    "deactivated": (
        "Deactivated by Zendesk",
        "Notifications failed too often, so Zendesk switched these off.",
    ),
    "missing": ("Missing", "A list has these, the account does not."),
    "drifted": ("Drifted", "These records differ from their items."),
    "unclear": (
        "Unclear",
        "It can't be said which record is meant, or a record or a name does not fit.",
    ),
    "blocked": (
        "Blocked",
        "These automations can't be switched on: an active one has the same conditions.",
    ),
    "off": ("Switched off", "These are inactive, though their items do not say so."),
    "order": ("Out of order", "These do not run in the order of the list."),
    "retired": ("Of a retired type", "Zendesk no longer delivers to targets of these types."),
    "unmanaged": ("Unmanaged", "The account has these, and no list does."),
    "unused": ("Unused", "These active rules have not run for a while."),
    "unverified": (
        "Unverified secrets",
        "Zendesk does not show these secrets, so nobody can say whether they are right.",
    ),
}
RANKS = {key: rank for rank, key in enumerate(GROUPS)}
DIFFERS = ("drifted", "missing", "unclear")
# Finding -> the words of fail_on that make it a failure; those of others are below.
_FAIL_ON = {
    "drift": ("drift",),
    "missing": ("drift",),
    "unclear": ("drift",),
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
    """The key in GROUPS."""
    return "drifted" if finding["kind"] == "drift" else str(finding["kind"])


def judged(record: dict[str, Any], fail_on: list[str]) -> dict[str, Any]:
    """The record, and whether it and each of its findings make the audit fail."""
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
    """A finding in words. ``name``: that of the record, which an order of names needs."""
    if finding["kind"] == "order":
        return _order(finding, name)
    text: str = _EXPLAIN[finding["kind"]](finding)
    return text


def _drift(f: dict[str, Any]) -> str:
    if (f["attribute"], f["expected"]) == ("state", "absent"):
        return "is there, but should be absent"
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
    return "runs at place %d of %d, expected %s" % (found.index(name) + 1, len(found), where)


_EXPLAIN: dict[str, Callable[[dict[str, Any]], str]] = {
    "drift": _drift,
    "missing": lambda f: "is not in the account",
    "unmanaged": lambda f: "is in no list",
    "unclear": lambda f: str(f["message"]),
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
        "%s names %s %s, which is not there" % (f["place"], kind_word(f["names"]), f["id"])
    ),
    "silent": _silent,
    "failing": _failing,
    "unused": lambda f: "has not run for %d days" % f["days"],
    "off": lambda f: "is inactive, and its item does not say so",
    "blocked": lambda f: (
        "can't be switched on: automation %s%s is active and has the same conditions"
        % (value(f["name"]), "" if f["id"] is None else " (id %s)" % f["id"])
    ),
}


def kind_word(kind: Any) -> str:
    """A kind as a person writes it."""
    return str(kind).replace("_", " ")


def name_of(record: dict[str, Any], with_id: bool = True) -> str:
    """How the report names a record."""
    name = "without a name" if record["name"] is None else '"%s"' % record["name"]
    notes = [str(record["type"] or "")]
    if record["category"] is not None:
        notes.append("in %s" % record["category"])
    if with_id and record["id"] is not None:
        notes.append("id %s" % record["id"])
    said = ", ".join(note for note in notes if note)
    return "%s %s%s" % (kind_word(record["kind"]), name, " (%s)" % said if said else "")


def value(found: Any) -> str:
    """A value in a sentence."""
    if found is None or found == "":
        return "not set"
    text: str = json.dumps(found, ensure_ascii=False)
    return text


def person_date(moment_or_date: Any) -> str:
    """A time or a date of Zendesk as a person writes it, in UTC; as it is where it is neither."""
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
    """Names, and how many more there are."""
    if len(names) > most + 1:
        return "%s and %d more" % (", ".join(names[:most]), len(names) - most)
    return ", ".join(names)


def count(number: int, what: str = "record") -> str:
    """A number and its noun."""
    return "%d %s%s" % (number, what, "" if number == 1 else "s")
