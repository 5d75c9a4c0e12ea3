# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of audits, put together by hand: records with every kind of finding, in one account or in many."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.plugin_utils._items import PLURALS
from ansible_collections.community.zendesk.tests.audits import summary

LOST = "01GX0000000000000000000000"
RULE = {"kind": "trigger", "id": 7, "title": "Tell <them>", "active": True, "url": ""}


def entry(kind: str, name: Any, status: str, *findings: dict[str, Any], **more: Any) -> Any:
    """An entry of results."""
    number: Any = None if status == "missing" else 360000217439
    if kind in ("webhook", "trigger_category") and number:
        number = "01GXPAGER00000000000000000"
    whole = {
        "kind": kind,
        "position": None if status in ("unmanaged", "kept") else 1,
        "name": name,
        "type": "email_target" if kind == "target" else None,
        "category": "Notifications" if kind == "trigger" else None,
        "id": number,
        "active": None if kind == "trigger_category" else True,
        "status": status,
        "findings": list(findings),
        **dict.fromkeys(["item", "usage", "failures", "deliveries"]),
    }
    return {**whole, **more}


def result(*entries: Any, **more: Any) -> dict[str, Any]:
    """What the module returns. The kinds of the entries are those that were compared."""
    listed = list(entries)
    kinds = {each["kind"] for each in listed}
    by_kind = {
        plural: summary([each for each in listed if each["kind"] == kind])
        for kind, plural in PLURALS.items()
        if kind in kinds
    }
    whole = {
        "results": listed,
        "summary": summary(listed),
        "summary_by_kind": by_kind,
        "url": "https://acme.zendesk.com",
        "not_read": [],
    }
    return {**whole, **more}


def drift(attribute: str, expected: Any, found: Any) -> dict[str, Any]:
    return {"kind": "drift", "attribute": attribute, "expected": expected, "found": found}


# Each kind of finding -> an entry that has it, what is said of it, and the words of fail_on that fail on it
SAMPLES: dict[str, tuple[Any, str, set[str]]] = {
    "drift": (
        entry("webhook", "Pager", "drifted", drift("http_method", "POST", "PUT")),
        'http_method is "PUT", expected "POST"',
        {"drift"},
    ),
    "should be absent": (
        entry("trigger", "Old", "drifted", drift("state", "absent", "present")),
        "exists, but should be absent",
        {"drift"},
    ),
    "missing": (
        entry(
            "trigger",
            "Page",
            "missing",
            {"kind": "missing"},
            position=3,
            item={"title": "Page", "category": "Notifications"},
        ),
        "is not in the account; item 3 of its list",
        {"drift"},
    ),
    "ambiguous": (
        entry("automation", "Twice", "ambiguous", {"kind": "ambiguous", "message": "2 have it."}),
        "2 have it.",
        {"drift"},
    ),
    "unmanaged": (
        entry(
            "trigger",
            "By hand",
            "unmanaged",
            {"kind": "unmanaged"},
            item={"title": "By hand", "actions": [{"field": "status", "value": "{{ x }}"}]},
        ),
        "is in no list",
        {"unmanaged"},
    ),
    "deactivated": (
        entry(
            "target",
            "On call",
            "drifted",
            {
                "kind": "deactivated",
                "consecutive_failures": 21,
                "last_failure": "2026-05-14T10:38:52Z",
            },
        ),
        "Zendesk deactivated it after 21 failures in a row, the last one 14 May 2026, 10:38 UTC",
        {"drift"},
    ),
    "deactivated, as it should be": (
        entry(
            "target",
            "Off",
            "matches",
            {"kind": "deactivated", "consecutive_failures": 1, "last_failure": "lately"},
        ),
        "Zendesk deactivated it after 1 failure in a row, the last one lately",
        set(),
    ),
    "retired": (
        entry(
            "target",
            "Team",
            "matches",
            {"kind": "retired", "since": "2024-10-28", "replacement": "a webhook"},
            type="yammer_target",
        ),
        "Zendesk stopped delivering to this type on 28 October 2024. Use a webhook instead",
        {"retired"},
    ),
    "unverified": (
        entry(
            "webhook", "Secret", "matches", {"kind": "unverified", "secrets": ["authentication"]}
        ),
        "secrets can't be read back: authentication",
        set(),
    ),
    "dangling": (
        entry(
            "trigger",
            "Lost",
            "matches",
            {"kind": "dangling", "place": "actions[1].value[1]", "names": "webhook", "id": LOST},
        ),
        "actions[1].value[1] refers to webhook %s, which does not exist" % LOST,
        {"dangling"},
    ),
    "silent, inactive": (
        entry(
            "automation",
            "Remind",
            "matches",
            {
                "kind": "silent",
                "place": "actions[1].value[1]",
                "names": "webhook",
                "id": LOST,
                "name": "Pager",
                "reason": "inactive",
            },
        ),
        'actions[1].value[1] notifies webhook "Pager" (id %s), which is inactive' % LOST,
        {"dangling"},
    ),
    "silent, retired": (
        entry(
            "trigger",
            "Tell",
            "kept",
            {
                "kind": "silent",
                "place": "actions[2].value[1]",
                "names": "target",
                "id": 5,
                "name": "Team",
                "reason": "retired",
            },
        ),
        'actions[2].value[1] notifies target "Team" (id 5), which is of a retired type',
        {"retired"},
    ),
    "failing": (
        entry(
            "webhook",
            "Siren",
            "matches",
            {
                "kind": "failing",
                "failed": 7,
                "of": 20,
                "last_failure": "2026-11-20T10:01:00Z",
                "last_status": "timeout",
            },
            deliveries=[{"status": "timeout", "latest_completed_at": "2026-11-20T10:01:00Z"}],
            usage=[RULE],
        ),
        "7 of the latest 20 deliveries failed, the last one 20 November 2026, 10:01 UTC (timeout)",
        {"failing"},
    ),
    "unused": (
        entry("trigger", "Never", "matches", {"kind": "unused", "days": 30}),
        "has not run for 30 days",
        {"unused"},
    ),
    "order": (
        entry(
            "trigger",
            "Second",
            "drifted",
            {"kind": "order", "expected": ["First", "Second"], "found": ["Second", "First"]},
        ),
        'runs in position 1 of 2, expected right after "First"',
        {"drift", "order"},
    ),
    "first in order": (
        entry(
            "trigger_category",
            "First",
            "drifted",
            {"kind": "order", "expected": ["First", "Second"], "found": ["Second", "First"]},
        ),
        "runs in position 2 of 2, expected first",
        {"drift", "order"},
    ),
    "off": (
        entry("trigger", "Asleep", "matches", {"kind": "off"}, active=False),
        "is inactive, although its item does not say so",
        {"off"},
    ),
    "blocked": (
        entry("automation", "Spare", "matches", {"kind": "blocked", "id": 9, "name": "Remind"}),
        'can\'t be activated: automation "Remind" (id 9) is active and has the same conditions',
        {"off"},
    ),
}


def everything() -> dict[str, Any]:
    """An account with each kind of finding."""
    return result(
        entry("trigger_category", "Notifications", "matches"),
        *(sample for sample, _said, _words in SAMPLES.values()),
        entry("target", "Spared", "kept"),
    )
