# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of audits of all kinds: each kind of finding in each form, and what is equal in several accounts."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from ansible_collections.community.zendesk.plugins.filter.audit_format import audit_format
from ansible_collections.community.zendesk.plugins.filter.audit_report import audit_report
from ansible_collections.community.zendesk.plugins.plugin_utils import (
    _items,
    _report_findings,
    _report_groups,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report_input import FAIL_ON
from ansible_collections.community.zendesk.tests.reports import (
    LOST,
    SAMPLES,
    drift,
    entry,
    everything,
    result,
)
from ansible_collections.community.zendesk.tests.running import ROOT

SCHEMA = json.loads((ROOT / "roles" / "audit" / "files" / "report.schema.json").read_text())
WORDS = [word for word in FAIL_ON if word != "never"]
OLD_WORDS = ["drift", "unmanaged", "retired"]


def lines_of(report: dict[str, Any]) -> list[str]:
    found: list[str] = audit_format(report, "lines")
    return found


@pytest.mark.parametrize("row", SAMPLES)
def test_what_makes_it_fail(row: str) -> None:
    sample, _said, words = SAMPLES[row]
    for word in WORDS:
        report = audit_report({"acme": result(sample)}, [word])
        (record,) = report["accounts"][0]["records"]
        assert record["fails"] is (word in words), word
        assert record["findings"][0]["fails"] is (word in words), word
        assert report["failed"] is (word in words)
        assert report["summary"]["fails"] == (word in words)
    for word in ("never", ""):
        assert not audit_report({"acme": result(sample)}, word)["failed"]


@pytest.mark.parametrize("row", SAMPLES)
def test_each_finding_in_each_form(row: str) -> None:
    """The reason, not only a count."""
    sample, said, words = SAMPLES[row]
    report = audit_report({"acme": result(sample)}, WORDS)
    jsonschema.validate(report, SCHEMA)
    (record,) = report["accounts"][0]["records"]
    reasons = said.split("; item")[0]
    assert _report_findings.explain(sample["findings"][0], sample["name"]) == reasons
    assert {key: record[key] for key in sample if key != "findings"} == {
        key: sample[key] for key in sample if key != "findings"
    }
    name = _report_findings.name_of(record)
    assert name.startswith('%s "%s"' % (sample["kind"].replace("_", " "), sample["name"]))
    shown = "acme: %s: %s" % (name, said)
    assert (shown in lines_of(report)) is (row != "unverified")
    (case,) = ElementTree.fromstring(audit_format(report, "junit")).iter("testcase")
    assert case.get("name") == name
    failure = case.find("failure")
    assert (failure is not None) is bool(words)
    if failure is not None:
        assert failure.get("type") == sample["findings"][0]["kind"]
        assert failure.get("message") == failure.text == "%s: %s" % (name, reasons)
    else:
        assert case.findtext("system-out") == "%s: %s" % (name, reasons)
    text = audit_format(report, "markdown")
    assert ("`%s`" % sample["name"] in text) is (row != "unverified")
    assert ("**fails**" in text) is bool(words)


def test_off_is_false_in_yaml() -> None:
    report = audit_report({"acme": result(SAMPLES["off"][0])}, [False, "drift"])
    assert (report["failed"], report["fail_on"]) == (True, ["off", "drift"])


def test_an_account_with_everything() -> None:
    report = audit_report({"acme": everything()}, "drift, dangling")
    jsonschema.validate(report, SCHEMA)
    assert json.loads(audit_format(report, "json")) == report
    assert report["summary"]["drifted"] == 5
    assert set(report["accounts"][0]["summary_by_kind"]) == set(_items.PLURALS.values())
    for kind in SCHEMA["$defs"]["finding"]["oneOf"]:
        assert any(
            finding["kind"] == kind["properties"]["kind"]["const"]
            for record in report["accounts"][0]["records"]
            for finding in record["findings"]
        )
    text = audit_format(report, "verdict")
    assert text == (
        "Needs attention: 1 with failing deliveries, 2 notifying nobody, 1 with dangling "
        "references, 2 deactivated by Zendesk, 1 missing, 5 drifted, 1 ambiguous, 1 blocked, 1 "
        "unexpectedly inactive, 2 out of order, 1 of a retired type, 1 unmanaged, 1 unused."
    )


def test_every_status_and_note_has_words() -> None:
    assert set(_report_findings.WORDS) == set(everything()["summary"])
    notes = {finding["kind"] for entry in everything()["results"] for finding in entry["findings"]}
    assert set(_report_findings.GROUPS) == notes - {"drift"} | {"drifted"}


# Accounts, then the sentence
VERDICTS: dict[str, tuple[dict[str, Any], str]] = {
    "no account": ({}, "Nothing was compared: there is no account."),
    "nothing at all": ({"a": result()}, "Nothing was compared: the lists have no items."),
    "only unmanaged": (
        {"a": result(SAMPLES["unmanaged"][0])},
        "Nothing was compared: the lists have no items; 1 unmanaged.",
    ),
    "one": ({"a": result(entry("trigger", "A", "matches"))}, "No differences: 1 record matches"),
    "several": (
        {"a": result(*[entry("trigger", str(n), "matches") for n in range(2)]), "b": result()},
        "No differences: 2 records match in 2 accounts.",
    ),
    "out of reach": (
        {"a": {"failed": True, "msg": "No."}},
        "Needs attention: 1 of 1 accounts could not be audited.",
    ),
    "one out of reach, nothing compared": (
        {"a": {"failed": True, "msg": "No."}, "b": result()},
        "Nothing was compared: the lists have no items; 1 of 2 accounts could not be audited.",
    ),
}


@pytest.mark.parametrize("row", VERDICTS)
def test_verdict(row: str) -> None:
    accounts, said = VERDICTS[row]
    assert audit_format(audit_report(accounts), "verdict").startswith(said)


def many(number: int, *entries: Any) -> dict[str, Any]:
    return {"acme%d" % n: result(*entries) for n in range(number)}


# Entries of three accounts, then the line
SAME: dict[str, tuple[list[Any], list[str]]] = {
    "equal": (
        [SAMPLES["unused"][0]] * 3,
        ['acme0, acme1, acme2: trigger "Never" (in Notifications): has not run for 30 days'],
    ),
    "other IDs": (
        [dict(SAMPLES["unused"][0], id=number) for number in range(3)],
        ['acme0, acme1, acme2: trigger "Never" (in Notifications): has not run for 30 days'],
    ),
    "other IDs of what has a name": (
        [
            entry("trigger", "A", "drifted", drift("group_id", "%d (B)" % n, "%d7 (C)" % n))
            for n in range(3)
        ],
        [
            'acme0, acme1, acme2: trigger "A" (in Notifications): group_id is "C", expected "B"',
        ],
    ),
    "other IDs of what is silent": (
        [
            entry(
                "trigger", "A", "matches", dict(SAMPLES["silent, retired"][0]["findings"][0], id=n)
            )
            for n in range(3)
        ],
        [
            'acme0, acme1, acme2: trigger "A" (in Notifications): actions[2].value[1] notifies '
            'target "Team", which is of a retired type'
        ],
    ),
    "other positions": (
        [dict(SAMPLES["missing"][0], position=n + 1) for n in range(3)],
        ['acme0, acme1, acme2: trigger "Page" (in Notifications): is not in the account'],
    ),
    "other values": (
        [entry("webhook", "A", "drifted", drift("endpoint", "x", "y (%d)" % n)) for n in range(3)],
        [
            'acme%d: webhook "A" (id 01GXPAGER00000000000000000): endpoint is "y (%d)", expected "x"'
            % (n, n)
            for n in range(3)
        ],
    ),
    "other categories": (
        [dict(SAMPLES["unused"][0], category=name) for name in "ABC"],
        [
            'acme%d: trigger "Never" (in %s, id 360000217439): has not run for 30 days' % (n, name)
            for n, name in enumerate("ABC")
        ],
    ),
}


@pytest.mark.parametrize("row", SAME)
def test_what_is_equal_is_said_once(row: str) -> None:
    entries, said = SAME[row]
    accounts = {"acme%d" % n: result(each) for n, each in enumerate(entries)}
    assert lines_of(audit_report(accounts))[4:-1] == said


def test_many_accounts_are_counted() -> None:
    report = audit_report(many(40, SAMPLES["unused"][0]))
    (line,) = lines_of(report)[41:-1]
    assert line.startswith("acme0, acme1, acme2 and 37 more: trigger")
    assert "`acme9` and 30 more" in audit_format(report, "markdown")


def test_what_fails_comes_first() -> None:
    """Then what needs attention most."""
    account = everything()
    for fail_on, first in (
        ("drift", "deactivated"),
        ("unused", "unused"),
        ("never", "failing"),
        ("unmanaged, off", "blocked"),
    ):
        report = audit_report({"acme": account}, fail_on)
        entries = _report_groups.entries_of(report)
        assert entries[0].group == first, fail_on
        assert [e.fails for e in entries] == sorted([e.fails for e in entries], reverse=True)
    assert len({e.anchor for e in entries}) == len(entries)


def test_anchors_last() -> None:
    """A link to a record leads to it in the next report, too, whatever is found then."""
    now = _report_groups.entries_of(audit_report({"a": result(SAMPLES["unused"][0])}))
    later = dict(SAMPLES["unused"][0], findings=[{"kind": "off"}], active=False, id=5)
    then = _report_groups.entries_of(audit_report({"b": result(later)}))
    assert now[0].anchor == then[0].anchor
    assert now[0].anchor.startswith("trigger-never-")
    twins = [dict(SAMPLES["unused"][0], active=active) for active in (True, False)]
    both = _report_groups.entries_of(audit_report({"a": result(*twins)}))
    assert sorted(each.anchor for each in both) == [now[0].anchor, now[0].anchor + "-2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-05-14T10:38:52Z", "14 May 2026, 10:38 UTC"),
        ("2024-10-28", "28 October 2024"),
        ("2024-13-28", "2024-13-28"),
        ("lately", "lately"),
        (None, "None"),
    ],
)
def test_a_person_s_dates(text: Any, said: str) -> None:
    assert _report_findings.person_date(text) == said


# --- Markdown


def test_markdown() -> None:
    accounts = {
        "acme": result(
            SAMPLES["drift"][0], SAMPLES["missing"][0], entry("trigger", "Fine", "matches")
        ),
        "acme_eu": result(SAMPLES["missing"][0], SAMPLES["dangling"][0]),
        "down": {"failed": True, "msg": "No answer from `it`."},
        "late": {"skipped": True},
    }
    report = dict(audit_report(accounts), generated_at="2026-11-25T02:00:00Z")
    assert audit_format(report, "markdown") == (
        "# Audit of Zendesk\n\n**Needs attention: 1 of 3 accounts could not be audited, 1 with "
        "dangling references, 2 missing, 1 drifted.**\n\nGenerated on 25 November 2026, 02:00 UTC. "
        "The audit fails on: drift.\n\n## Not audited\n\n- `down`: ``No answer from `it`.``\n\n## "
        "Missing (2)\n\nThese are in a list, but not in the account.\n\n- trigger `Page` (in "
        "`Notifications`, item 3 of its list) in `acme`, `acme_eu`, **fails**\n\n## Drifted "
        "(1)\n\nThese records differ from their items. In the account → in the list.\n\n- webhook "
        "`Pager` (id 01GXPAGER00000000000000000) in `acme`, **fails**\n  - `http_method`: `PUT` → "
        "`POST`\n\n## Dangling references (1)\n\nThese rules refer to a record that does not exist.\n\n- "
        "trigger `Lost` (in `Notifications`, id 360000217439) in `acme_eu`\n  - "
        "`actions[1].value[1] refers to webhook " + LOST + ", which does not exist`\n"
        "\n## Accounts\n\n"
        "| account | result | matches | drifted | missing | unmanaged | dangling |\n"
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |\n"
        "| `acme` | fails | 1 | 1 | 1 |  |  |\n"
        "| `acme_eu` | fails | 1 |  | 1 |  | 1 |\n"
        "| `down` | not audited |  |  |  |  |  |\n"
        "\n## Not reported\n\n- `late`\n"
    )


NASTY = "</details><script>`x` | a\n# b [c](d) @all"


def test_markdown_can_do_no_harm() -> None:
    nasty = entry(
        "target", NASTY, "drifted", drift("subject", NASTY.replace("\n", " "), "b"), category=NASTY
    )
    report = audit_report({NASTY: result(nasty), "b": {"failed": True, "msg": NASTY}})
    text = audit_format(report, "markdown")
    for line in text.splitlines():
        # Outside of code there is nothing of it.
        assert "script" not in "".join(line.replace("``", "\0").split("\0")[::2]), line
    assert not [line for line in text.splitlines() if line.startswith("# b")]


@pytest.mark.parametrize("number", [500, 5000])
def test_markdown_is_cut_at_whole_entries(number: int) -> None:
    entries = [
        entry("trigger", "Rule %04d" % n, "drifted", drift("title", "x" * 50, "y" * 50))
        for n in range(number)
    ]
    accounts = {"acme": result(*entries, SAMPLES["unused"][0])}
    text = audit_format(audit_report(accounts), "markdown")
    assert len(text) <= 60000
    shown = text.count("  - `title`: ")
    assert text.count("- trigger `Rule") == shown
    assert "\nand %d more in report.json\n" % (number - shown) in text
    assert "## Unused (1)" in text
    assert "## Accounts" in text


def test_what_is_reported_for_templates_of_1_0() -> None:
    """A template that somebody has made for version 1 still finds the targets."""
    template = "{% for a in report.accounts %}{% for t in a.targets %}{{ t.title }};{% endfor %}{% endfor %}"
    report = audit_report({"acme": everything()})
    assert audit_format(report, "html", template) == "On call;Off;Team;Spared;"
