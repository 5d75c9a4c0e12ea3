# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role audit in all kinds of plays: who is in the report, who is not, and who could not be audited."""

from __future__ import annotations

import itertools
import json
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.running import LOCAL, Played, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

AUDIT = "community.zendesk.audit"
NAMES = ["first", "second", "third"]
# The connection of a host that Ansible does not reach, without a network or a program for it.
UNREACHABLE = "#!/bin/sh\nexit 255\n"
MAIL = {"title": "A", "type": "email_target", "email": "a@example.com", "subject": "Hi"}

STRATEGIES: dict[str, dict[str, Any]] = {
    "linear": {},
    "free": {"strategy": "free"},
    # Ansible ends a play after a batch of which every host has failed.
    "serial": {"serial": 2},
}
# What happens to the first host, and how the report has it.
EVENTS = {
    "nothing": "audited",
    "skipped": "not_reported",
    "failed": "lost",
    "unreachable": "lost",
}


def use_role(form: str, **more: Any) -> dict[str, Any]:
    if form == "roles":
        return {"roles": [dict({"role": AUDIT, "when": "audited"}, **more)]}
    task = {"ansible.builtin." + form: {"name": AUDIT}, "when": "audited", "vars": more}
    return {"tasks": [task]}


class Ran(NamedTuple):
    """How the plays ended, and the last report of each folder."""

    played: Played
    reports: dict[str, dict[str, Any]]


def run_plays(
    folder: Path, simulator: Simulator, plays: list[dict[str, Any]], *options: str, **hosts: Any
) -> Ran:
    (folder / "nowhere").write_text(UNREACHABLE)
    (folder / "nowhere").chmod(0o755)
    shared = {
        **LOCAL,
        "audited": True,
        "audit_directory": str(folder / "report"),
        "audit_gather": [],
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": "simulated-admin-oauth-token",
        "zendesk_targets_standard": [MAIL],
    }
    simulator.account.put_target(dict(MAIL))
    inventory = {"zendesk": {"hosts": {n: hosts.get(n, {}) for n in NAMES}, "vars": shared}}
    (folder / "inventory.json").write_text(json.dumps(inventory))
    whole = [dict({"hosts": "zendesk", "gather_facts": False}, **entry) for entry in plays]
    (folder / "plays.yml").write_text(json.dumps(whole))
    played = play(folder, folder / "plays.yml", "-i", str(folder / "inventory.json"), *options)
    reports = {p.parent.name: json.loads(p.read_text()) for p in folder.rglob("report.json")}
    return Ran(played, reports)


def placed(report: dict[str, Any]) -> dict[str, list[str]]:
    """The names of the hosts by where the report has them."""
    found: dict[str, list[str]] = {"audited": [], "lost": []}
    for account in report["accounts"]:
        found["lost" if account["error"] else "audited"].append(account["name"])
    assert report["summary"]["accounts"] == len(report["accounts"])
    assert report["summary"]["not_audited"] == len(found["lost"])
    return dict(found, not_reported=report["not_reported"])


def screens(played: Played) -> list[str]:
    """What each writer of the report has shown."""
    parts = played.output.split("TASK [%s : Show the report]" % AUDIT)[1:]
    shown = [part.split("\n\n")[0] for part in parts]
    # With the strategy free, one header can have the results of several hosts.
    return [text for part in shown for text in part.split("\nok: [")[1:]]


# Every strategy with every event, and with every form of using a role.
PLAYS = [
    *(("roles", strategy, event) for strategy, event in itertools.product(STRATEGIES, EVENTS)),
    ("import_role", "linear", "skipped"),
    ("include_role", "linear", "skipped"),
    ("import_role", "free", "skipped"),
    ("include_role", "free", "failed"),
    ("import_role", "serial", "nothing"),
    ("include_role", "serial", "skipped"),
]


@pytest.mark.long
@pytest.mark.parametrize(("form", "strategy", "event"), PLAYS)
def test_who_is_in_the_report(
    form: str, strategy: str, event: str, simulator: Simulator, tmp_path: Path
) -> None:
    first: dict[str, Any] = {}
    if event == "skipped":
        first = {"audited": False}
    if event == "unreachable":
        first = {"ansible_connection": "ssh", "ansible_ssh_executable": str(tmp_path / "nowhere")}
    one = dict(use_role(form), **STRATEGIES[strategy])
    if event == "failed":
        one["pre_tasks"] = [{"ansible.builtin.fail": {}, "when": "inventory_hostname == 'first'"}]
    played, reports = run_plays(tmp_path, simulator, [one], first=first)
    lost = EVENTS[event] == "lost"
    assert bool(played.code) is lost, played.output
    expected: dict[str, list[str]] = {"audited": [], "lost": [], "not_reported": []}
    for name in NAMES:
        expected[EVENTS[event] if name == "first" else "audited"].append(name)
    assert placed(reports["report"]) == expected
    assert reports["report"]["failed"] is lost

    shown = screens(played)
    if strategy == "linear":
        assert len(shown) == 1
    if strategy == "serial":
        assert len(shown) == 2
        assert "Not in this report: " in shown[0]
        assert "third" in shown[0]
    assert '"third ' in shown[-1]
    said = [text.count("could not be audited") for text in shown]
    # The line of the account and the verdict.
    assert set(said) == ({2} if lost else {0}), played.output
    files = sorted(path.name for path in (tmp_path / "report").iterdir())
    assert files == ["junit.xml", "report.html", "report.json"]


def test_every_host_is_skipped(simulator: Simulator, tmp_path: Path) -> None:
    hosts = {name: {"audited": False} for name in NAMES}
    played, reports = run_plays(tmp_path, simulator, [use_role("roles")], **hosts)
    assert (played.code, reports, simulator.calls) == (0, {}, [])


@pytest.mark.long
@pytest.mark.parametrize(
    ("form", "strategy"),
    [
        ("roles", "linear"),
        ("roles", "free"),
        ("roles", "serial"),
        ("import_role", "serial"),
        ("include_role", "linear"),
        ("include_role", "free"),
    ],
)
def test_an_earlier_play_is_not_this_one(
    form: str, strategy: str, simulator: Simulator, tmp_path: Path
) -> None:
    """Audit, work, audit: the third host failed in between, the second is left out at last."""
    before = dict(use_role(form, audit_directory=str(tmp_path / "before")), name="Audit")
    after = dict(use_role(form, audit_directory=str(tmp_path / "after")), name="Audit")
    after.update(STRATEGIES[strategy])
    work = {
        "tasks": [
            {"ansible.builtin.fail": {}, "when": "inventory_hostname == 'third'"},
            {
                "ansible.builtin.set_fact": {"audited": False},
                "when": "inventory_hostname == 'second'",
            },
        ]
    }
    played, reports = run_plays(tmp_path, simulator, [before, work, after])
    assert played.code == 2
    assert "before" in reports, played.output
    assert placed(reports["before"])["audited"] == NAMES
    assert placed(reports["after"]) == {
        "audited": ["first"],
        "lost": ["third"],
        "not_reported": ["second"],
    }


@pytest.mark.long
def test_twice_in_one_play(simulator: Simulator, tmp_path: Path) -> None:
    """The second report is of the second audit."""
    tasks = [
        use_role("include_role", audit_directory=str(tmp_path / name))["tasks"][0]
        for name in ("one", "two")
    ]
    hook: dict[str, Any] = {"ansible.builtin.set_fact": {"zendesk_targets_standard": []}}
    played, reports = run_plays(tmp_path, simulator, [{"tasks": [tasks[0], hook, tasks[1]]}])
    assert played.code == 0, played.output
    counts = [
        {a["name"]: a["summary"]["unmanaged"] for a in reports[name]["accounts"]}
        for name in ("one", "two")
    ]
    assert counts == [dict.fromkeys(NAMES, 0), dict.fromkeys(NAMES, 1)]


# --- fail_on of each account


@pytest.mark.long
def test_each_account_is_judged_by_its_own(simulator: Simulator, tmp_path: Path) -> None:
    drifted = {"zendesk_targets_standard": [dict(MAIL, subject="Ho")]}
    hosts = {
        "first": dict(drifted, audit_fail_on="never"),
        "second": dict(drifted, audit_fail_on=["retired", "drift"]),
        "third": dict(drifted, audit_fail_on=["unmanaged"]),
    }
    played, reports = run_plays(tmp_path, simulator, [use_role("roles")], **hosts)
    assert played.code == 2
    recap = dict(re.findall(r"^(\w+) +: .*failed=(\d)", played.output, re.MULTILINE))
    assert recap == {"first": "0", "second": "1", "third": "0"}
    report = reports["report"]
    assert report["failed"] is True
    assert report["fail_on"] == ["retired", "drift", "unmanaged"]
    judged = [(a["name"], a["fail_on"], a["failed"]) for a in report["accounts"]]
    assert judged == [
        ("first", ["never"], False),
        ("second", ["retired", "drift"], True),
        ("third", ["unmanaged"], False),
    ]
    fails = [[target["fails"] for target in account["records"]] for account in report["accounts"]]
    assert fails == [[False], [True], [False]]
    junit = (tmp_path / "report" / "junit.xml").read_text()
    assert re.findall(r'<testsuite name="(\w+)".* failures="(\d)"', junit) == [
        ("first", "0"),
        ("second", "1"),
        ("third", "0"),
    ]
    page = (tmp_path / "report" / "report.html").read_text()
    rows = re.findall(r">(fails|passes)</span> <span class=\"soft\">Fails on: ([^<]*)<", page)
    assert rows == [("passes", "never"), ("fails", "retired, drift"), ("passes", "unmanaged")]
    (screen,) = screens(played)
    for line in ("Fails on never: first", "Fails on retired, drift: second"):
        assert line in screen


# --- become


@pytest.mark.long
@pytest.mark.parametrize("role", ["audit", "export"])
def test_with_become(role: str, simulator: Simulator, tmp_path: Path) -> None:
    """Only what runs on the host becomes somebody else; localhost has no sudo, and needs none."""
    sudo = tmp_path / "sudo"
    log = tmp_path / "became"
    sudo.write_text(
        '#!/bin/sh\necho x >> "%s"\nwhile [ $# -gt 0 ]; do case "$1" in\n'
        '-u|-p) shift 2;; -*) shift;; *) break;; esac; done\nexec "$@"\n' % log
    )
    sudo.chmod(0o755)
    become = {
        "ansible_become": True,
        "ansible_become_exe": str(sudo),
        "ansible_become_user": "daemon",
        # This sudo runs everything as who calls it, and so finds the files of Ansible.
        "ansible_pipelining": True,
        "zendesk_export_directory": str(tmp_path / "host_vars"),
    }
    one = {"become": True, "roles": ["community.zendesk." + role]}
    hosts = dict.fromkeys(NAMES, become)
    # This would be found for localhost as well.
    (tmp_path / "group_vars").mkdir()
    (tmp_path / "group_vars" / "all.yml").write_text(
        "ansible_become: true\nansible_become_user: daemon\nansible_become_exe: %s\n"
        % (tmp_path / "nowhere")
    )
    played, _reports = run_plays(tmp_path, simulator, [one], **hosts)
    assert played.code == 0, played.output
    # A connection can take several calls for a task; no task is on localhost.
    assert log.read_text().count("x") == len(NAMES)
    written = {"audit": "report/report.html", "export": "host_vars/first/targets.yml"}[role]
    assert (tmp_path / written).stat().st_uid == os.getuid()


@pytest.mark.long
@pytest.mark.parametrize("role", ["audit", "export"])
def test_localhost_of_the_inventory(role: str, simulator: Simulator, tmp_path: Path) -> None:
    """The files are written here, whatever the inventory says of a host of this name."""
    (tmp_path / "hosts.yml").write_text(
        "all: {hosts: {localhost: {ansible_connection: ssh, ansible_become: true,\n"
        "  ansible_ssh_executable: %s, ansible_python_interpreter: /nowhere}}}\n"
        % (tmp_path / "nowhere")
    )
    hosts = {n: {"zendesk_export_directory": str(tmp_path / "host_vars")} for n in NAMES}
    played, _reports = run_plays(
        tmp_path,
        simulator,
        [{"roles": ["community.zendesk." + role]}],
        "-i",
        str(tmp_path / "hosts.yml"),
        **hosts,
    )
    assert played.code == 0, played.output
    written = {"audit": "report/report.html", "export": "host_vars/first/targets.yml"}[role]
    assert (tmp_path / written).exists()
