# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role audit: what an account with each kind of finding gives, and that nothing is written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._report import make_report
from ansible_collections.community.zendesk.tests.configs import KINDS, whole
from ansible_collections.community.zendesk.tests.running import LOCAL, ROOT, Played, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ROLE = ROOT / "roles" / "audit"
SCHEMA = json.loads((ROLE / "files" / "report.schema.json").read_text())
CLIENT = {"client_id": "ansible", "client_secret": "canary-client-secret"}


def mail(title: str, **more: Any) -> dict[str, Any]:
    return dict(
        {"title": title, "type": "email_target", "email": "a@example.com", "subject": "Hi"}, **more
    )


TRACKER = {"title": "Tracker", "type": "jira_target", "target_url": "u", "username": "me"}
TEAM = {"title": "Team", "type": "yammer_target", "group_id": "7"}
WANTED = [
    mail("Matches"),
    mail("Drifted", subject="[{{ticket.id}}]"),
    mail("Missing"),
    mail("Deactivated"),
    mail("Twice"),
    dict(TRACKER, password="canary-new-password"),
    dict(TEAM, token="canary-new-token"),
]
ACCOUNT = [
    mail("Matches"),
    mail("Drifted", subject="URGENT {{ticket.url}}"),
    mail("Deactivated", active=False),
    mail("Twice"),
    mail("Twice", active=False),
    dict(TRACKER, password="canary-old-password"),
    dict(TEAM, token="canary-old-token"),
    mail("By hand"),
    mail("Kept"),
    {"title": "Odd", "type": "twilio_target", "auth_token": "canary-odd-token"},
]
EXPECTED = {
    "Matches": ("matches", []),
    "Drifted": ("drifted", ["drift"]),
    "Missing": ("missing", ["missing"]),
    "Deactivated": ("drifted", ["deactivated"]),
    "Twice": ("ambiguous", ["ambiguous"]),
    "Tracker": ("matches", ["unverified", "retired"]),
    "Team": ("drifted", ["drift", "retired"]),
    "By hand": ("unmanaged", ["unmanaged"]),
    "Kept": ("kept", []),
    "Odd": ("unmanaged", ["unmanaged"]),
}
SUMMARY = {
    "matches": 2,
    "drifted": 3,
    "missing": 1,
    "unmanaged": 2,
    "kept": 1,
    "ambiguous": 1,
    "deactivated": 1,
    "retired": 2,
    "unverified": 1,
    "dangling": 0,
    "silent": 0,
    "failing": 0,
    "unused": 0,
    "order": 0,
    "off": 0,
    "blocked": 0,
}


def unsafe(values: Any) -> Any:
    """In JSON, what C(!unsafe) is in YAML."""
    if isinstance(values, dict):
        return {name: unsafe(value) for name, value in values.items()}
    if isinstance(values, list):
        return [unsafe(value) for value in values]
    return {"__ansible_unsafe": values} if isinstance(values, str) else values


@pytest.fixture
def findings(simulator: Simulator) -> Simulator:
    """An account with each kind of finding."""
    simulator.account.oauth_clients.append(CLIENT)
    simulator.account.users[0] = dict(
        simulator.account.users[0], oauth_token="canary-admin-oauth-token"
    )
    ids = {t["title"]: simulator.account.put_target(dict(t))["id"] for t in ACCOUNT}
    simulator.account.add_rule("triggers", "Tell <them>", ids["Drifted"])
    simulator.account.failures.append(
        {
            "id": 1,
            "target_name": "Deactivated",
            "status_code": 500,
            "consecutive_failure_count": 21,
            "created_at": "2026-05-14T10:38:52Z",
            "url": simulator.url + "/api/v2/target_failures/1.json",
            "raw_request": "canary-request",
            "raw_response": "canary-response",
        }
    )
    return simulator


def audit(folder: Path, hosts: dict[str, Any], *options: str, **variables: Any) -> Played:
    """Run the playbook of the collection."""
    shared = {
        **LOCAL,
        "audit_directory": str(folder / "report"),
        "zendesk_client_id": CLIENT["client_id"],
        "zendesk_client_secret": CLIENT["client_secret"],
        "zendesk_retries": 0,
        "zendesk_targets_standard": unsafe(WANTED),
        "zendesk_targets_keep": ["Kept"],
        # Say how to write, and so say nothing here.
        "zendesk_targets_prune": True,
        "zendesk_targets_max_deletions": 0,
    }
    inventory = folder / "inventory.json"
    accounts = {"hosts": hosts, "vars": {**shared, **variables}}
    # Where there is a group for accounts, other hosts are left alone.
    inventory.write_text(json.dumps({"zendesk": accounts, "other": {"hosts": {"web": {}}}}))
    return play(folder, ROOT / "playbooks" / "audit.yml", "-i", str(inventory), *options)


def closed(schema: Any) -> Any:
    """The schema for what this version writes: without keys that it does not describe."""
    if isinstance(schema, list):
        return [closed(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {key: closed(entry) for key, entry in {**schema, **more}.items()}


def read_report(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "report" / "report.json").read_text("utf-8"))
    jsonschema.validate(report, SCHEMA)
    jsonschema.validate(report, closed(SCHEMA))
    return report


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_schema_takes_other_reports_of_its_version() -> None:
    """Those with keys that are added later; not those of another version."""
    report = make_report({"acme": {"failed": True, "msg": "No."}}, "drift")
    for other in (report, dict(report, more=1, accounts=[dict(report["accounts"][0], more=1)])):
        jsonschema.validate(other, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(dict(report, more=1), closed(SCHEMA))
    for version in (1, 3):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(dict(report, version=version), SCHEMA)


@pytest.mark.costly
@pytest.mark.parametrize("options", [[], ["--check", "--diff"]], ids=["run", "check"])
def test_every_kind_of_finding(options: list[str], findings: Simulator, tmp_path: Path) -> None:
    before = json.dumps(findings.account.targets)
    played = audit(tmp_path, {"acme": {"zendesk_url": findings.url}}, "-vvvv", *options)
    assert played.code == 2

    assert json.dumps(findings.account.targets) == before
    assert findings.calls == ["POST /oauth/tokens"] + [
        "GET /api/v2/" + path for path in ("targets", "triggers", "automations", "target_failures")
    ]
    token_request = findings.journal.entries[0]["body"]
    assert token_request["scope"] == "read"

    report = read_report(tmp_path)
    (account,) = report["accounts"]
    assert account["summary"] == SUMMARY
    found = {
        t["name"]: (t["status"], [f["kind"] for f in t["findings"]]) for t in account["records"]
    }
    assert found == EXPECTED
    by_title = {target["name"]: target for target in account["records"]}
    assert account["summary_by_kind"] == {"targets": SUMMARY}
    assert {record["kind"] for record in account["records"]} == {"target"}
    assert by_title["Drifted"]["findings"] == [
        {
            "kind": "drift",
            "attribute": "subject",
            "expected": "[{{ticket.id}}]",
            "found": "URGENT {{ticket.url}}",
            "fails": True,
        }
    ]
    assert [rule["title"] for rule in by_title["Drifted"]["usage"]] == ["Tell <them>"]
    assert [failure["id"] for failure in by_title["Deactivated"]["failures"]] == [1]

    cases = ElementTree.parse(tmp_path / "report" / "junit.xml").getroot()[0]
    failed = {str(c.get("name")).split('"')[1] for c in cases if c.find("failure") is not None}
    assert len(cases) == len(EXPECTED)
    assert failed == {
        title
        for title, (status, _kinds) in EXPECTED.items()
        if status in ("drifted", "missing", "ambiguous")
    }

    page = (tmp_path / "report" / "report.html").read_text()
    # What is as it should be is only counted.
    assert page.count('<li class="entry"') == sum(bool(found) for _s, found in EXPECTED.values())
    assert "Tell &lt;them&gt;" in page

    screen = played.output[
        played.output.index("TASK [community.zendesk.audit : Show the report]") :
    ]
    row = re.search(r'"acme +(.*)"', screen)
    assert row
    assert [int(count) for count in row.group(1).split()] == [n for n in SUMMARY.values() if n]
    assert 'Drifted\\" (email_target' in screen
    assert "1 deactivated by Zendesk" in screen

    for output in (played.output, page, json.dumps(report), json.dumps(findings.journal.entries)):
        assert "canary" not in output


@pytest.mark.long
@pytest.mark.parametrize(
    ("fail_on", "wanted", "code"),
    [
        (["drift"], [mail("A")], 0),
        (["drift"], [mail("A", subject="Ho")], 2),
        (["unmanaged"], [mail("A", subject="Ho")], 0),
        (["unmanaged"], [], 2),
        (["never"], [mail("A", subject="Ho")], 0),
        # As YAML has it where nobody quotes it.
        ([False], [mail("A", subject="Ho")], 0),
        (["sometimes"], [], 2),
    ],
    ids=str,
)
def test_exit_state(
    fail_on: list[str], wanted: list[Any], code: int, simulator: Simulator, tmp_path: Path
) -> None:
    simulator.account.oauth_clients.append(CLIENT)
    simulator.account.put_target(mail("A"))
    host = {"zendesk_url": simulator.url, "zendesk_targets_standard": wanted}
    played = audit(tmp_path, {"acme": host}, audit_fail_on=fail_on)
    assert played.code == code, played.output
    if fail_on == ["sometimes"]:
        assert "value of audit_fail_on must be one or more of: drift, dangling" in played.output
        assert simulator.calls == []
    else:
        assert read_report(tmp_path)["failed"] is bool(code)


@pytest.mark.long
@pytest.mark.parametrize(
    ("given", "fail_on", "reads", "files"),
    [
        (
            ["audit_fail_on=unmanaged,retired", "audit_gather=usage", "audit_formats=json"],
            ["unmanaged", "retired"],
            ["targets", "triggers", "automations"],
            ["report.json"],
        ),
        (
            [
                '{"audit_fail_on": " unmanaged , retired", "audit_gather": "failures ,usage"}',
                '{"audit_formats": "json, junit"}',
            ],
            ["unmanaged", "retired"],
            ["targets", "triggers", "automations", "target_failures"],
            ["junit.xml", "report.json"],
        ),
        (
            ["audit_fail_on=['never']", 'audit_formats=[\\"json\\",\\"html\\"]', "audit_gather=[]"],
            ["never"],
            ["targets"],
            ["report.html", "report.json"],
        ),
        (
            ['{"audit_fail_on": [], "audit_gather": [], "audit_formats": ["json"]}'],
            [],
            ["targets"],
            ["report.json"],
        ),
    ],
    ids=["text", "with spaces", "with brackets", "lists"],
)
def test_lists_of_words_given_as_text(
    given: list[str],
    fail_on: list[str],
    reads: list[str],
    files: list[str],
    simulator: Simulator,
    tmp_path: Path,
) -> None:
    simulator.account.oauth_clients.append(CLIENT)
    host = {"zendesk_url": simulator.url, "zendesk_targets_standard": []}
    options = [part for text in given for part in ("-e", text)]
    played = audit(tmp_path, {"acme": host}, *options)
    assert played.code == 0, played.output
    assert simulator.calls[1:] == ["GET /api/v2/" + path for path in reads]
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == files
    assert read_report(tmp_path)["fail_on"] == fail_on


@pytest.mark.costly
@pytest.mark.parametrize(
    ("variables", "texts"),
    [
        (
            {
                "audit_fail_on": "drift, often",
                "audit_formats": ["pdf", "json"],
                "audit_gather": "usages",
            },
            [
                "audit_fail_on must be one or more of: drift, dangling, failing, off, order, retired, "
                "unmanaged, unused, never; got drift, often.",
                "audit_gather must be one or more of: usage, failures, deliveries; got usages.",
                "audit_formats must be one or more of: json, junit, markdown, html; got pdf, json.",
            ],
        ),
        (
            {"audit_fail_on": ["never", "drift"]},
            ["never can't be combined with other words; got never, drift."],
        ),
        (
            {"audit_formats": None},
            ["argument 'audit_formats' is of type"],
        ),
        (
            {"audit_failon": "never"},
            ["audit_failon is not a variable of the roles. Did you mean audit_fail_on?"],
        ),
        (
            {"zendesk_triggers_standard": []},
            ["move its entries to targets in zendesk_config_keep."],
        ),
        (
            {"zendesk_triggers_layer_x": "none", "zendesk_targets_keep": []},
            ["zendesk_triggers_layer_x"],
        ),
    ],
    ids=["all in one", "never", "null", "misspelt", "not read", "no list"],
)
def test_wrong_variables(
    variables: dict[str, Any], texts: list[str], simulator: Simulator, tmp_path: Path
) -> None:
    """All of them in one error, before any request."""
    played = audit(tmp_path, {"acme": {"zendesk_url": simulator.url}}, **variables)
    assert played.code == 2
    (error,) = re.findall(r'^fatal: .*"msg": "(.*)"', played.output, re.MULTILINE)
    for text in texts:
        assert text in error
    assert simulator.calls == []


@pytest.mark.long
def test_no_list_is_defined(simulator: Simulator, tmp_path: Path) -> None:
    simulator.account.oauth_clients.append(CLIENT)
    simulator.account.put_target(mail("A"))
    variables = {
        **LOCAL,
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": "simulated-admin-oauth-token",
    }
    variables["audit_directory"] = str(tmp_path / "report")
    (tmp_path / "hosts.json").write_text(json.dumps({"zendesk": {"hosts": {"acme": variables}}}))
    played = play(tmp_path, Path("community.zendesk.audit"), "-i", str(tmp_path / "hosts.json"))
    assert played.code == 0, played.output
    assert (
        "Neither zendesk_targets_standard nor zendesk_targets_account is defined" in played.output
    )
    assert read_report(tmp_path)["summary"]["unmanaged"] == 1


# Variables -> the lists that are read, and what is found
AUDITED: dict[str, tuple[dict[str, Any], set[str], dict[str, str]]] = {
    "lists of role config": (
        {"zendesk_%s_standard" % kind: items for kind, items in whole().items()},
        set(KINDS),
        {
            "On call": "missing",
            "Pager": "missing",
            "Notifications": "missing",
            "Page": "missing",
            "Mail": "missing",
            "Remind": "missing",
            "A": "unmanaged",
        },
    ),
    "a layer, an override and defaults": (
        {
            "zendesk_targets_standard": [mail("A", subject="Ho")],
            "zendesk_targets_layer_emea": [{"title": "A", "subject": "Hi"}, {"title": "B"}],
            "zendesk_targets_override_lab": [{"title": "B", "state": "absent"}],
            "zendesk_targets_defaults": {"type": "email_target"},
        },
        {"targets"},
        {"A": "matches", "B": "matches"},
    ),
    "an empty list, and what is kept": (
        {"zendesk_webhooks_account": [], "zendesk_config_keep": {"targets": ["A"]}},
        {"webhooks"},
        {},
    ),
    "kept targets": (
        {"zendesk_targets_account": [], "zendesk_config_keep": {"targets": ["A"]}},
        {"targets"},
        {"A": "kept"},
    ),
    "what is owned, and no list": (
        {"zendesk_config_owned": {"targets": ["B"]}},
        {"targets"},
        {},
    ),
    "defaults of role config, which say nothing": (
        {
            "zendesk_config_owned": {},
            "zendesk_config_keep": {},
            "zendesk_config_trigger_order": "keep",
            "zendesk_targets_keep": ["A"],
        },
        {"targets"},
        {"A": "kept"},
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("row", AUDITED)
def test_which_lists_are_compared(row: str, simulator: Simulator, tmp_path: Path) -> None:
    variables, kinds, found = AUDITED[row]
    simulator.account.put_target(mail("A"))
    host = {
        **LOCAL,
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": "simulated-admin-oauth-token",
        "audit_directory": str(tmp_path / "report"),
        "audit_formats": "markdown,json",
        "audit_fail_on": "never",
        **variables,
    }
    (tmp_path / "hosts.json").write_text(
        json.dumps({"zendesk": {"hosts": {"acme": unsafe_lists(host)}}})
    )
    played = play(tmp_path, Path("community.zendesk.audit"), "-i", str(tmp_path / "hosts.json"))
    assert played.code == 0, played.output
    (account,) = read_report(tmp_path)["accounts"]
    assert set(account["summary_by_kind"]) == kinds
    assert {record["name"]: record["status"] for record in account["records"]} == found
    assert not [call for call in simulator.calls if not call.startswith("GET ")]
    # Where to find it.
    for name in ("report.md", "report.json"):
        assert '"Written to %s/report/%s"' % (tmp_path, name) in played.output
    assert (tmp_path / "report" / "report.md").read_text().startswith("# Audit of Zendesk\n")


def unsafe_lists(values: dict[str, Any]) -> dict[str, Any]:
    """Texts of items may be placeholders."""
    return {
        name: unsafe(value) if isinstance(value, list) else value for name, value in values.items()
    }


@pytest.mark.long
def test_the_order_of_triggers(simulator: Simulator, tmp_path: Path) -> None:
    resources = simulator.account.resources
    category = resources["trigger_categories"].put({"name": "One"})["id"]
    for position, title in enumerate("BA", 1):
        resources["triggers"].put(
            {
                "title": title,
                "category_id": category,
                "position": position,
                "active": True,
                "conditions": {"all": [], "any": []},
                "actions": [{"field": "status", "value": "open"}],
            }
        )
    host = {
        "zendesk_url": simulator.url,
        "zendesk_targets_keep": [],
        "zendesk_oauth_token": "simulated-admin-oauth-token",
        "zendesk_client_id": "",
        "zendesk_client_secret": "",
        "zendesk_triggers_standard": [{"title": title, "category": "One"} for title in "AB"],
        "zendesk_config_trigger_order": "as_listed",
        "zendesk_targets_standard": [],
    }
    played = audit(tmp_path, {"acme": host}, audit_fail_on=["order"])
    assert played.code == 2
    assert "runs in position 2 of 2, expected first" in played.output
    assert read_report(tmp_path)["summary"]["order"] == 2


@pytest.mark.long
def test_several_accounts_one_of_them_down(simulator: Simulator, tmp_path: Path) -> None:
    """Each account fails for itself, and the report has all of them."""
    simulator.account.oauth_clients.append(CLIENT)
    simulator.account.put_target(mail("A"))
    drifted = [mail("A", subject="Ho")]
    hosts = {
        "down": {"zendesk_url": "http://127.0.0.1:9"},
        "good": {"zendesk_url": simulator.url, "zendesk_targets_standard": [mail("A")]},
        "drifted": {"zendesk_url": simulator.url, "zendesk_targets_standard": drifted},
        "wrong": {"zendesk_url": simulator.url, "zendesk_targets_standard": [{"title": ""}]},
    }
    played = audit(tmp_path, hosts)
    assert played.code == 2
    recap = dict(re.findall(r"^(\w+) +: .*failed=(\d)", played.output, re.MULTILINE))
    assert recap == {"down": "1", "drifted": "1", "good": "0", "wrong": "1"}
    report = read_report(tmp_path)
    errors = {account["name"]: account["error"] for account in report["accounts"]}
    assert list(errors) == ["down", "good", "drifted", "wrong"]
    assert errors["good"] is errors["drifted"] is None
    assert "did not answer" in errors["down"]
    assert "Item 1, target: title is empty" in errors["wrong"]
    assert report["summary"]["not_audited"] == 2
    root = ElementTree.parse(tmp_path / "report" / "junit.xml").getroot()
    assert [(suite.get("failures"), suite.get("errors")) for suite in root] == [
        ("0", "1"),
        ("0", "0"),
        ("1", "0"),
        ("0", "1"),
    ]


@pytest.mark.long
def test_an_agent_may_audit(findings: Simulator, tmp_path: Path) -> None:
    """What an agent may not read is left out, and the report says so."""
    host = {
        "zendesk_url": findings.url,
        "zendesk_client_id": "",
        "zendesk_client_secret": "",
        "zendesk_oauth_token": "simulated-agent-oauth-token",
        "audit_formats": ["json"],
    }
    played = audit(tmp_path, {"acme": host})
    assert "The audit continues without data that it can't read" in re.sub(
        r"\s+", " ", played.output
    )
    (account,) = read_report(tmp_path)["accounts"]
    assert account["not_read"] == ["failures"]
    assert {target["failures"] is None for target in account["records"]} == {True}
    # What only failures tell apart from what is off.
    assert account["summary"] == dict(SUMMARY, deactivated=0, off=1, drifted=2, matches=3)
    assert [path.name for path in (tmp_path / "report").iterdir()] == ["report.json"]


def test_defaults_argument_specs_and_readme_agree() -> None:
    defaults = yaml.safe_load((ROLE / "defaults" / "main.yml").read_text())
    specs = yaml.safe_load((ROLE / "meta" / "argument_specs.yml").read_text())
    options = specs["argument_specs"]["main"]["options"]
    own = {name: spec for name, spec in options.items() if name not in connection_options()}
    assert set(options) - set(own) == set(connection_options())
    # A list that has a default can't be told from one that somebody has defined.
    lists = {"zendesk_targets_standard", "zendesk_targets_account"}
    lists |= {"zendesk_config_" + name for name in ("keep", "owned", "trigger_order")}
    assert set(own) == {*defaults, *lists, "audit_oauth_scope"}
    for name, spec in own.items():
        if "default" in spec:
            assert spec["default"] == defaults[name]
    for name, option in connection_options().items():
        assert options[name].get("no_log", False) == option.get("no_log", False)
        assert options[name]["type"] == (
            option["type"] if option["type"] in ("str", "path") else "raw"
        )
    readme = (ROLE / "README.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", readme, re.MULTILINE))
    assert {n for n in rows if n.startswith(("zendesk_targets", "zendesk_config", "audit"))} == set(
        own
    )
    for name, spec in own.items():
        if "default" in spec:
            assert yaml.safe_load(rows[name].strip("`")) == spec["default"]
    tasks = yaml.safe_load((ROLE / "tasks" / "main.yml").read_text())
    block = next(task["block"] for task in tasks if "block" in task)
    task = block[-1]
    given = task["community.zendesk.zendesk_audit_info"]
    policies = {"keep", "owned", "trigger_order", "gather"}
    assert {"zendesk_overrides", *KINDS, *policies} == set(given)
    scope = "{{ audit_oauth_scope | default('') or zendesk_oauth_scope | default(omit) }}"
    overrides = {name: "{{ %s | default(omit) }}" % name for name in connection_options()}
    assert given["zendesk_overrides"] == {**overrides, "zendesk_oauth_scope": scope}
    assert task["check_mode"] is True
