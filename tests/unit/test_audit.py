# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account held against a set: one row for each finding, and the forms of the report."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from ansible.errors import AnsibleFilterError
from jinja2 import Undefined

from ansible_collections.community.zendesk.plugins.filter.audit_format import audit_format
from ansible_collections.community.zendesk.plugins.filter.audit_report import audit_report
from ansible_collections.community.zendesk.plugins.module_utils._core._plan_many import Prune
from ansible_collections.community.zendesk.plugins.plugin_utils._report import make_report
from ansible_collections.community.zendesk.tests.audits import audit, summary
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.samples import desired, existing

MAIL = {"title": "A", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
THERE = dict(MAIL, id=1, active=True)
TEAM = {"title": "T", "type": "yammer_target", "token": "marker-one", "group_id": "7"}
TRACKER = {"title": "J", "type": "jira_target", "target_url": "u", "username": "me"}
RETIRED = {"kind": "retired", "since": "2024-10-28"}
APP = dict(RETIRED, replacement="an app from the Zendesk Marketplace")
WEBHOOK = dict(RETIRED, replacement="a webhook")
FAILED = [
    {"target_name": "A", "consecutive_failure_count": 20, "created_at": "2026-05-13T00:00:00Z"},
    {"target_name": "A", "consecutive_failure_count": 21, "created_at": "2026-05-14T00:00:00Z"},
]
DEACTIVATED = {
    "kind": "deactivated",
    "consecutive_failures": 21,
    "last_failure": "2026-05-14T00:00:00Z",
}


def drift(attribute: str, expected: Any, found: Any) -> dict[str, Any]:
    return {"kind": "drift", "attribute": attribute, "expected": expected, "found": found}


# items, targets of the account, then (position, id, status, findings) of each entry
CASES: dict[str, tuple[list[Any], list[Any], list[Any]]] = {
    "nothing": ([], [], []),
    "matches": ([MAIL], [THERE], [(1, 1, "matches", [])]),
    "drifted": (
        [dict(MAIL, subject="Ho", active=False)],
        [THERE],
        [(1, 1, "drifted", [drift("active", False, True), drift("subject", "Ho", "Hi")])],
    ),
    "renamed": (
        [{"id": 1, "title": "B"}],
        [THERE],
        [(1, 1, "drifted", [drift("title", "B", "A")])],
    ),
    "missing": ([MAIL], [], [(1, None, "missing", [{"kind": "missing"}])]),
    "missing by id": ([{"id": 9, "active": True}], [], [(1, 9, "missing", [{"kind": "missing"}])]),
    "absent": ([{"title": "A", "state": "absent"}], [], [(1, None, "matches", [])]),
    "not absent": (
        [{"title": "A", "state": "absent"}],
        [THERE],
        [(1, 1, "drifted", [drift("state", "absent", "present")])],
    ),
    "another type": (
        [dict(MAIL, type="yammer_target")],
        [THERE],
        [(1, 1, "drifted", [drift("type", "yammer_target", "email_target")])],
    ),
    "unmanaged": ([], [THERE], [(None, 1, "unmanaged", [{"kind": "unmanaged"}])]),
    "kept": ([], [dict(THERE, title="Keep")], [(None, 1, "kept", [])]),
    "kept by a pattern": ([], [dict(THERE, title="MSP: A")], [(None, 1, "kept", [])]),
    "listed twice": ([MAIL], [THERE, THERE], [(1, 1, "matches", [])]),
    "listed twice and unmanaged": (
        [],
        [THERE, THERE],
        [(None, 1, "unmanaged", [{"kind": "unmanaged"}])],
    ),
    "ambiguous": (
        [MAIL],
        [THERE, dict(THERE, id=2)],
        [(1, None, "ambiguous", [{"kind": "ambiguous"}])],
    ),
    "unknown attributes": (
        [{"id": 1, "room": "x"}],
        [THERE],
        [(1, 1, "ambiguous", [{"kind": "ambiguous"}])],
    ),
    "retired": (
        [{"title": "T", "type": "yammer_target", "group_id": "7"}],
        [dict(TEAM, id=1, active=True)],
        [(1, 1, "matches", [APP])],
    ),
    "retired and unmanaged": (
        [],
        [dict(TRACKER, id=1)],
        [(None, 1, "unmanaged", [{"kind": "unmanaged"}, WEBHOOK])],
    ),
    "a secret that can be read": ([TEAM], [dict(TEAM, id=1)], [(1, 1, "matches", [APP])]),
    "another secret": (
        [TEAM],
        [dict(TEAM, id=1, token="marker-two")],
        [(1, 1, "drifted", [drift("token", "********", "********"), APP])],
    ),
    "a secret that can't be read": (
        [TEAM],
        [dict(TEAM, id=1, token=None)],
        [(1, 1, "matches", [{"kind": "unverified", "secrets": ["token"]}, APP])],
    ),
    "a secret that reads back masked": (
        [TEAM],
        [dict(TEAM, id=1, token="****-one")],
        [(1, 1, "matches", [{"kind": "unverified", "secrets": ["token"]}, APP])],
    ),
    "a password": (
        [dict(TRACKER, password="marker-one")],
        [dict(TRACKER, id=1, username="you", password=None)],
        [
            (
                1,
                1,
                "drifted",
                [
                    drift("username", "me", "you"),
                    {"kind": "unverified", "secrets": ["password"]},
                    WEBHOOK,
                ],
            )
        ],
    ),
    "deactivated": ([MAIL], [dict(THERE, active=False)], [(1, 1, "drifted", [DEACTIVATED])]),
    "deactivated and unmanaged": (
        [],
        [dict(THERE, active=False)],
        [(None, 1, "unmanaged", [{"kind": "unmanaged"}, DEACTIVATED])],
    ),
    "deactivated against the set": (
        [dict(MAIL, active=True)],
        [dict(THERE, active=False)],
        [(1, 1, "drifted", [drift("active", True, False), DEACTIVATED])],
    ),
    "inactive as wanted": (
        [dict(MAIL, active=False)],
        [dict(THERE, active=False)],
        [(1, 1, "matches", [])],
    ),
    "inactive, but nothing failed": (
        [dict(MAIL, title="B")],
        [dict(THERE, title="B", active=False)],
        [(1, 1, "matches", [{"kind": "off"}])],
    ),
    "a type that nobody knows": (
        [],
        [{"id": 1, "title": "X", "type": "twilio_target"}],
        [(None, 1, "unmanaged", [{"kind": "unmanaged"}])],
    ),
}


@pytest.mark.parametrize(("count", "number"), [("5", 5), ([7], 0), ("x", 0), (None, 0), (1e999, 0)])
def test_a_count_that_is_no_number(count: Any, number: int) -> None:
    failed = {"A": [dict(FAILED[0], consecutive_failure_count=count)]}
    [entry] = audit([], existing(dict(THERE, active=False)), Prune(), failed)
    assert entry["findings"][1]["consecutive_failures"] == number


@pytest.mark.parametrize(("items", "targets", "expected"), CASES.values(), ids=list(CASES))
def test_findings(items: Any, targets: Any, expected: Any) -> None:
    keep = Prune(keep=frozenset(["Keep", "MSP: *"]))
    entries = audit(desired(*items), existing(*targets), keep, {"A": FAILED})
    shown = [(e["position"], e["id"], e["status"], e["findings"]) for e in entries]
    for _position, _id, _status, findings in shown:
        for finding in findings:
            if finding["kind"] == "ambiguous":
                assert finding.pop("message")
    assert shown == expected
    assert "marker" not in str(entries)
    counts = summary(entries)
    for status in {status for _position, _id, status, _findings in expected}:
        assert counts[status] == sum(status == other for _p, _i, other, _f in expected)


# --- the report


def result(*cases: str) -> dict[str, Any]:
    """What the module returns for some of the cases together."""
    items, targets = [], []
    for number, case in enumerate(cases):
        # Each case in a world of its own.
        for sample in CASES[case][0]:
            items.append(dict(sample, **{k: "%s %d" % (sample[k], number) for k in _title(sample)}))
        for there in CASES[case][1]:
            targets.append(dict(there, id=there["id"] + 10 * number, title=_moved(there, number)))
    entries = audit(desired(*items), existing(*targets), Prune(), {})
    for entry in entries:
        entry.update(usage=[], failures=[])
    return {
        "results": entries,
        "summary": summary(entries),
        "url": "https://acme.zendesk.com",
        "not_read": [],
    }


def _title(sample: dict[str, Any]) -> list[str]:
    return ["title"] if "title" in sample else []


def _moved(target: dict[str, Any], number: int) -> str:
    return "%s %d" % (target["title"], number)


@pytest.mark.parametrize(
    ("case", "drift", "unmanaged", "retired"),
    [
        ("matches", False, False, False),
        ("drifted", True, False, False),
        ("missing", True, False, False),
        ("ambiguous", True, False, False),
        ("not absent", True, False, False),
        ("unmanaged", False, True, False),
        ("retired", False, False, True),
        ("retired and unmanaged", False, True, True),
        ("a password", True, False, True),
        ("nothing", False, False, False),
    ],
)
def test_what_makes_it_fail(case: str, drift: bool, unmanaged: bool, retired: bool) -> None:
    accounts = {"acme": result(case)}
    for fail_on, fails in (
        (["drift"], drift),
        (["unmanaged"], unmanaged),
        (["retired"], retired),
        (["drift", "unmanaged", "retired"], drift or unmanaged or retired),
        (["never"], False),
        ([], False),
    ):
        report = audit_report(accounts, fail_on)
        assert report["failed"] is fails
        assert bool(report["summary"]["fails"]) is fails


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"failed": True, "msg": "No answer."}, "No answer."),
        ({}, "The output of the run shows the reason"),
        (None, "The output of the run shows the reason"),
    ],
)
def test_account_that_could_not_be_audited(broken: Any, says: str) -> None:
    accounts = {"acme": result("matches"), "down": broken}
    for fail_on, fails in ((["drift"], True), ([], True), (["never"], False)):
        report = audit_report(accounts, fail_on)
        assert report["failed"] is fails
        assert report["summary"]["not_audited"] == 1
        assert report["summary"]["matches"] == 1
        assert says in report["accounts"][1]["error"]
        assert says in "\n".join(audit_format(report, "lines"))
        assert "1 of 2 accounts could not be audited" in audit_format(report, "verdict")


def test_skipped_accounts_are_only_named() -> None:
    accounts = {"acme": result("matches"), "late": {"skipped": True, "changed": False}}
    report = audit_report(accounts)
    assert [account["name"] for account in report["accounts"]] == ["acme"]
    assert (report["failed"], report["not_reported"]) == (False, ["late"])
    assert report["summary"]["accounts"] == 1
    assert any(
        line.startswith("Not in this report: late.") for line in audit_format(report, "lines")
    )


# fail_on, then what each account is judged by, what the report says, and who fails
JUDGED: dict[str, tuple[Any, list[list[str]], list[str], list[bool]]] = {
    "one for all": (["drift"], [["drift"], ["drift"]], ["drift"], [True, True]),
    "a text": ("drift, retired", [["drift", "retired"]] * 2, ["drift", "retired"], [True, True]),
    "each its own": (
        {"acme": ["drift"], "other": ["unmanaged"]},
        [["drift"], ["unmanaged"]],
        ["drift", "unmanaged"],
        [True, False],
    ),
    "never in one": (
        {"acme": "never", "other": ["drift"]},
        [["never"], ["drift"]],
        ["drift"],
        [False, True],
    ),
    "never in any": (
        {"acme": "never", "other": ["never"]},
        [["never"], ["never"]],
        ["never"],
        [False, False],
    ),
    "not named": ({"acme": []}, [[], ["drift"]], ["drift"], [False, True]),
    "of an account that is not there": (
        {"acme": [], "other": [], "more": "drift"},
        [[], []],
        [],
        [False, False],
    ),
}


@pytest.mark.parametrize(("fail_on", "own", "shared", "fails"), JUDGED.values(), ids=list(JUDGED))
def test_each_account_is_judged_by_its_own(
    fail_on: Any, own: list[list[str]], shared: list[str], fails: list[bool]
) -> None:
    report = audit_report({"acme": result("drifted"), "other": result("drifted")}, fail_on)
    assert [account["fail_on"] for account in report["accounts"]] == own
    assert report["fail_on"] == shared
    assert [account["failed"] for account in report["accounts"]] == fails
    assert report["failed"] is any(fails)
    root = ElementTree.fromstring(audit_format(report, "junit"))
    assert [suite.get("failures") for suite in root] == [str(int(failed)) for failed in fails]


def test_who_may_be_out_of_reach() -> None:
    """An account that never fails is no error of the run in JUnit either."""
    down = {"failed": True, "msg": "No answer."}
    report = audit_report({"acme": down, "other": down}, {"acme": "never"})
    assert [account["failed"] for account in report["accounts"]] == [False, True]
    root = ElementTree.fromstring(audit_format(report, "junit"))
    assert [(suite.get("errors"), suite.get("skipped")) for suite in root] == [
        ("0", "1"),
        ("1", None),
    ]


TARGET: dict[str, Any] = dict(result("matches")["results"][0], status="kept")
OTHER_MODULE = {"changed": True, "results": [{"position": 1, "action": "none"}], "summary": {}}
WHOLE = dict(result("matches"))


def entry(**more: Any) -> dict[str, Any]:
    return dict(WHOLE, results=[{**TARGET, "findings": [], **more}])


NO_REPORT: dict[str, tuple[Any, Any, str]] = {
    "accounts a list": ([], "drift", "the accounts must be a dictionary"),
    "accounts a text": ("acme", "drift", "got 'acme'"),
    "accounts null": (None, "drift", "got None"),
    "accounts undefined": (Undefined(), "drift", "got an undefined value"),
    "a word": ({}, ["drif"], "got drif"),
    "never and more": ({}, ["never", "drift"], "only never"),
    "a wrong text": ({}, "often", "got often"),
    "fail_on null": ({}, None, "fail_on must be a list"),
    "fail_on a number": ({}, 7, "got 7"),
    "fail_on with a number": ({}, ["drift", 7], "got drift, 7"),
    "fail_on with a list": ({}, [["drift"]], "got a list"),
    "fail_on of an account": ({"acme": {}}, {"acme": "drif"}, "got drif"),
    "fail_on of an account null": ({"acme": {}}, {"acme": None}, "got None"),
    "another module, a set": (
        {"acme": OTHER_MODULE},
        "drift",
        "an entry of results has no kind, name",
    ),
    "another module": ({"acme": {"changed": True, "target": {}}}, "drift", "it has no results"),
    "result a list": ({"acme": ["x"]}, "drift", 'the result of "acme" must be a result of'),
    "result a text": ({"acme": "x"}, "drift", "got 'x'"),
    "result with a secret": ({"acme": "password=marker"}, "drift", "zendesk_audit_info; got text."),
    "accounts with a secret": ("password: marker", "drift", "zendesk_audit_info; got text."),
    "result undefined": ({"acme": Undefined()}, "drift", "got an undefined value"),
    "results a text": (
        {"acme": dict(WHOLE, results="x")},
        "drift",
        "results must be a list, not 'x'",
    ),
    "results of a loop": (
        {"acme": {"results": [dict(WHOLE, ansible_loop_var="item")], "changed": False}},
        "drift",
        "registered in a loop",
    ),
    "no summary": ({"acme": dict(WHOLE, summary=None)}, "drift", "summary must be a dictionary"),
    "half a summary": (
        {"acme": dict(WHOLE, summary={"kept": 1})},
        "drift",
        "summary has no matches",
    ),
    "not_read a number": (
        {"acme": dict(WHOLE, not_read=5)},
        "drift",
        "not_read must be a list, not 5",
    ),
    "not_read a text": ({"acme": dict(WHOLE, not_read="x")}, "drift", "must be a list, not 'x'"),
    "not_read with a number": (
        {"acme": dict(WHOLE, not_read=[5])},
        "drift",
        "list of texts; got 5",
    ),
    "another kind": ({"acme": entry(kind="view")}, "drift", "'view' is not a kind of record"),
    "kinds not by name": (
        {"acme": dict(WHOLE, summary_by_kind=["x"])},
        "drift",
        "summary_by_kind must be a dictionary, not a list",
    ),
    "a status": ({"acme": entry(status="fine")}, "drift", "'fine' is not a status"),
    "a finding": ({"acme": entry(findings=[7])}, "drift", "a finding must be a dictionary, not 7"),
    "a kind": (
        {"acme": entry(findings=[{"kind": []}])},
        "drift",
        "a list is not a kind of finding",
    ),
    "half a finding": ({"acme": entry(findings=[{"kind": "drift"}])}, "drift", "has no attribute"),
}


@pytest.mark.parametrize(("accounts", "fail_on", "text"), NO_REPORT.values(), ids=list(NO_REPORT))
def test_no_report(accounts: Any, fail_on: Any, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        audit_report(accounts, fail_on)
    assert str(caught.value).startswith("audit_report: ")
    assert text in str(caught.value)


REPORT = audit_report({"acme": result("drifted", "matches"), "down": {"failed": True}})
ACCOUNT: dict[str, Any] = REPORT["accounts"][0]
OLD_SUMMARY = {**REPORT["summary"], "in_line": 1, "unclear": 0}

NO_FORMAT: dict[str, tuple[Any, list[Any], str]] = {
    "no template": (REPORT, ["html"], "html requires a template"),
    "template null": (REPORT, ["html", None], "html requires a template"),
    "template undefined": (REPORT, ["html", Undefined()], "html requires a template"),
    "template a list": (
        REPORT,
        ["html", ["x"]],
        "the template must be text; got a list",
    ),
    "template that ends early": (REPORT, ["html", "a\n{% if %}"], "line 2 of the template: "),
    "template with a typo": (REPORT, ["html", "{{ report.acounts.x }}"], "has no attribute"),
    "template with a wrong filter": (REPORT, ["html", "{{ 1 | nothing }}"], "No filter named"),
    "template that calls a text": (REPORT, ["html", "{{ verdict() }}"], "is not callable"),
    "template that divides": (REPORT, ["html", "{{ 1 // 0 }}"], "ZeroDivisionError"),
    "template that breaks out": (REPORT, ["html", "{{ report.__class__.mro() }}"], "unsafe"),
    "template that does not end": (
        REPORT,
        ["html", "{{ range(10 ** 9) | list }}"],
        "Range too big",
    ),
    "a format": (
        REPORT,
        ["pdf"],
        "must be one of lines, verdict, json, junit, markdown and html; got pdf",
    ),
    "format null": (REPORT, [None], "got None"),
    "format a list": (REPORT, [["json"]], "got a list"),
    "nothing": ({}, ["lines"], "the report has no version"),
    "a list": ([], ["junit"], "got a list"),
    "a text": ("x", ["json"], "got 'x'"),
    "undefined": (Undefined(), ["verdict"], "got an undefined value"),
    "null": (None, ["lines"], "got None"),
    "a result of the module": (result("matches"), ["lines"], "the report has no version"),
    "another version": (dict(REPORT, version=3), ["lines"], "its version is 3"),
    "accounts a dictionary": (dict(REPORT, accounts={}), ["json"], "accounts must be a list"),
    "an account a text": (dict(REPORT, accounts=["x"]), ["html", "x"], "an account must be a"),
    "an account without records": (
        dict(REPORT, accounts=[{k: v for k, v in ACCOUNT.items() if k != "records"}]),
        ["junit"],
        "an account has no records",
    ),
    "version 1 without targets": (
        dict(REPORT, version=1, summary=OLD_SUMMARY),
        ["junit"],
        "an account has no targets",
    ),
    "secrets a number": (
        dict(
            REPORT,
            accounts=[
                dict(
                    ACCOUNT,
                    records=[
                        dict(
                            ACCOUNT["records"][0],
                            findings=[{"kind": "unverified", "fails": False, "secrets": 7}],
                        )
                    ],
                )
            ],
        ),
        ["junit"],
        "TypeError",
    ),
    "a summary": (dict(REPORT, summary={}), ["verdict"], "summary has no matches"),
    "names": (dict(REPORT, not_reported="x"), ["lines"], "not_reported must be a list"),
}


@pytest.mark.parametrize(("report", "arguments", "text"), NO_FORMAT.values(), ids=list(NO_FORMAT))
def test_no_format(report: Any, arguments: list[Any], text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        audit_format(report, *arguments)
    assert str(caught.value).startswith("audit_format: ")
    assert text in str(caught.value)


# The keys in reports of 1.0.0. Version 2 names some of them differently.
OLD_COUNTS = ["in_line", "drifted", "missing", "unmanaged", "kept", "unclear"]
OLD_COUNTS += ["deactivated", "retired", "unverified"]
OLD_TARGET = ["position", "type", "id", "active", "status", "usage", "failures", "fails"]


OLD_WORDS = {"matches": "in_line", "ambiguous": "unclear"}


def old_counts(summary: dict[str, Any]) -> dict[str, Any]:
    old = {OLD_WORDS.get(key, key): value for key, value in summary.items()}
    return {key: old[key] for key in OLD_COUNTS}


def as_version_1(report: dict[str, Any], *without: str) -> dict[str, Any]:
    """The report as it was in version 1. ``without``: what came after 1.0.0."""
    counts = {key: report["summary"][key] for key in ("accounts", "not_audited")}
    counts.update(old_counts(report["summary"]))
    accounts = []
    for account in report["accounts"]:
        targets = []
        for record in account["records"]:
            findings = [
                {
                    key: OLD_WORDS.get(found, found) if key == "kind" else found
                    for key, found in finding.items()
                    if key != "fails"
                }
                for finding in record["findings"]
            ]
            target = {key: record[key] for key in OLD_TARGET}
            target["status"] = OLD_WORDS.get(record["status"], record["status"])
            targets.append(dict(target, title=record["name"], findings=findings))
        summary = old_counts(account["summary"]) if account["summary"] else {}
        old = dict(account, targets=targets, summary=summary)
        accounts.append(
            {
                key: value
                for key, value in old.items()
                if key not in ("records", "summary_by_kind", *without)
            }
        )
    old = dict(
        report,
        version=1,
        summary=dict(counts, failing=report["summary"]["fails"]),
        accounts=accounts,
    )
    return {key: value for key, value in old.items() if key not in without or key == "fail_on"}


@pytest.mark.parametrize("without", [(), ("not_reported", "fail_on", "failed")], ids=["1.1", "1.0"])
def test_reports_of_earlier_versions(without: tuple[str, ...]) -> None:
    """A report that was kept as a file can still be shown."""
    old = as_version_1(REPORT, *without)
    if "failed" in without:
        old["failed"] = REPORT["failed"]
    schema = json.loads((ROOT / "roles" / "audit" / "files" / "report.schema.1.json").read_text())
    jsonschema.validate(old, schema)
    renewed = json.loads(audit_format(old, "json"))
    for account in renewed["accounts"]:
        assert account.pop("summary_by_kind") == (
            {"targets": account["summary"]} if account["summary"] else {}
        )
    expected = json.loads(json.dumps(REPORT))
    for account in expected["accounts"]:
        assert account.pop("summary_by_kind") == {}
    assert renewed == expected
    for format in ("lines", "verdict", "junit", "markdown"):
        assert audit_format(old, format) == audit_format(REPORT, format)


def test_half_a_character() -> None:
    """It can't be written to a file, so nothing that is written has it."""
    half = "A \ud83d and \udd14"
    entries = audit(desired(dict(MAIL, subject=half)), existing(THERE), Prune(), {})
    account = dict(result(), results=entries, summary=summary(entries), url=half)
    account["results"][0]["usage"] = [{"kind": "trigger", "title": half, "id": 1, "active": True}]
    accounts = {
        "acme": account,
        half: {"failed": True, "msg": half},
        "late" + half: {"skipped": True},
    }
    report = audit_report(accounts)
    template = (ROOT / "roles" / "audit" / "templates" / "report.html.j2").read_text() + half
    for arguments in (["json"], ["junit"], ["markdown"], ["html", template], ["verdict"]):
        text = audit_format(report, *arguments)
        assert text.encode("utf-8")
        assert arguments == ["verdict"] or "A \N{REPLACEMENT CHARACTER} and" in text
    assert "\n".join(audit_format(report, "lines")).encode("utf-8")
    planted = dict(report, not_reported=[half])
    assert audit_format(planted, "json").encode("utf-8")


def test_lines_stay_short() -> None:
    long = dict(MAIL, subject="x" * 10000)
    entries = audit(desired(*(dict(long, title=str(n)) for n in range(50))), [], Prune(), {})
    entries += audit(desired(long), existing(THERE), Prune(), {})
    account = dict(result(), results=entries, summary=summary(entries))
    lines = audit_format(audit_report({"acme": account}), "lines")
    assert len(lines) == 2 + 20 + 1 + 1
    assert lines[-2] == "... and 31 more"
    assert all(len(line) < 400 for line in lines)
    assert lines[0].split() == ["Account", "Matches", "Drifted", "Missing", "Unmanaged"]


def test_junit_has_a_case_for_each_target() -> None:
    accounts = {"acme": result("matches", "drifted", "unmanaged"), "down": {}}
    root = ElementTree.fromstring(audit_format(audit_report(accounts), "junit"))
    assert root.attrib == {
        "name": "community.zendesk.audit",
        "tests": "4",
        "failures": "1",
        "errors": "1",
    }
    acme, down = root
    assert [case.get("name") for case in acme] == [
        'target "A 0" (email_target, id 1)',
        'target "A 1" (email_target, id 11)',
        'target "A 2" (email_target, id 21)',
    ]
    failure = acme.find("testcase/failure")
    assert failure is not None
    assert "active is true, expected false" in str(failure.text)
    assert 'subject is "Hi", expected "Ho"' in str(failure.text)
    assert down.find("testcase/error") is not None


NASTY = "</script><script>alert(1)</script>'\"&]]> {{ticket.id}} {% raw %} \x00\x1b\ud7ff\U0001f514"


@pytest.mark.parametrize("place", ["title", "subject"])
def test_values_can_do_no_harm(place: str) -> None:
    entries = audit(
        desired(dict(MAIL, subject="S")), existing(dict(THERE, **{place: NASTY})), Prune(), {}
    )
    account = dict(result(), results=entries, summary=summary(entries))
    report = make_report({"<b>acme</b>": account}, ["drift", "unmanaged"])
    assert json.loads(audit_format(report, "json")) == report
    assert "alert(1)" in "".join(ElementTree.fromstring(audit_format(report, "junit")).itertext())
    template = (ROOT / "roles" / "audit" / "templates" / "report.html.j2").read_text()
    page = audit_format(report, "html", template)
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert page.count("<script>") == page.count("</script>") == 1
    assert "{{ticket.id}} {% raw %}" in page
