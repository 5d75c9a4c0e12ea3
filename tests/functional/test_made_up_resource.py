# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind of records that Zendesk does not have, added as one table and one file of the simulator.

What the engine does for targets it does for this kind, too, and nothing of it knows either.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _audit,
    _info,
    _many,
    _one,
)
from ansible_collections.community.zendesk.tests.made_up import table
from ansible_collections.community.zendesk.tests.made_up.account import Pagers
from ansible_collections.community.zendesk.tests.running import ROOT, Result, run_main, run_playbook
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]

PATH = "/api/v2/pagers"
LIST = "GET " + PATH
SECRET = "canary-password"
NIGHT = {"label": "Night", "address": "https://example.com/night"}
FULL = dict(NIGHT, ringing="soft", teams=["a", "b"], login={"user": "ana", "password": SECRET})

MAINS: dict[str, Callable[[], None]] = {
    "one": lambda: _one.run_one(table.PAGERS),
    "many": lambda: _many.run_many(table.PAGERS),
    "info": lambda: _info.run_info(table.PAGERS),
    "audit": lambda: _audit.run_audit((table.PAGERS,), {}),
}


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    running = Simulator(resources=[Pagers]).start()
    yield running
    running.stop()


@pytest.fixture
def pagers(simulator: Simulator) -> Pagers:
    """The records of the account."""
    found = simulator.account.resources["pagers"]
    assert isinstance(found, Pagers)
    return found


@pytest.fixture
def run(simulator: Simulator, clean_environment: None) -> Run:
    """Run what a module of this kind would call, as an admin of the account."""

    def call(name: str, check: bool = False, **arguments: Any) -> Result:
        connection = {
            "zendesk_url": simulator.url,
            "zendesk_oauth_token": "simulated-admin-oauth-token",
        }
        options = {"_ansible_check_mode": check, "_ansible_diff": True}
        return run_main(MAINS[name], {**connection, **options, **arguments})

    return call


def sent(simulator: Simulator) -> list[tuple[str, Any]]:
    """Each request with its body."""
    calls = simulator.journal.calls()
    return [(call, entry["body"]) for call, entry in zip(calls, simulator.journal.entries)]


def stored(pagers: Pagers) -> list[dict[str, Any]]:
    """What the account holds, secrets included, without what it sets itself."""
    return [
        {name: value for name, value in record.items() if name not in table.PAGERS.server_set}
        for record in pagers.records.values()
    ]


class Row(NamedTuple):
    """One task for a record: what is there before, what is asked for, and what is sent.

    ``writes``: each write with its body. An update is answered with 204, so the record is read then.
    """

    there: dict[str, Any] | None
    asked: dict[str, Any]
    action: str
    writes: list[tuple[str, Any]]


LOUD = dict(NIGHT, ringing="loud")
MASKED = dict(FULL, login={"user": "ana", "password": "********"})
ROWS = {
    "create": Row(None, NIGHT, "create", [("POST", LOUD)]),
    "create with all": Row(None, FULL, "create", [("POST", MASKED)]),
    "nothing to do": Row(LOUD, NIGHT, "none", []),
    "a text": Row(
        LOUD, dict(NIGHT, address="https://x"), "update", [("PATCH", {"address": "https://x"})]
    ),
    "a choice": Row(
        LOUD, {"label": "Night", "ringing": "off"}, "update", [("PATCH", {"ringing": "off"})]
    ),
    "a list": Row(
        FULL, {"label": "Night", "teams": ["b", "a"]}, "update", [("PATCH", {"teams": ["b", "a"]})]
    ),
    "an empty list": Row(
        FULL, {"label": "Night", "teams": []}, "update", [("PATCH", {"teams": []})]
    ),
    "a secret": Row(
        FULL, dict(FULL, update_secrets="always"), "update", [("PATCH", {"login": MASKED["login"]})]
    ),
    "what can be seen of a secret": Row(
        FULL,
        dict(FULL, login={"user": "bea", "password": SECRET}, update_secrets="on_create"),
        "update",
        [("PATCH", {"login": {"user": "bea", "password": "********"}})],
    ),
    "no secret": Row(FULL, dict(FULL, update_secrets="on_create"), "none", []),
    "delete": Row(LOUD, {"label": "Night", "state": "absent"}, "delete", [("DELETE", None)]),
    "nothing to delete": Row(None, {"label": "Night", "state": "absent"}, "none", []),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_one(row: Row, simulator: Simulator, pagers: Pagers, run: Run) -> None:
    record_id = pagers.put(dict(row.there))["id"] if row.there else None
    predicted = run("one", check=True, **row.asked)
    assert sent(simulator) == [(LIST, None)]
    simulator.journal.clear()
    result = run("one", **row.asked)
    assert result["action"] == predicted["action"] == row.action
    assert result["diff"] == predicted["diff"]
    one = LIST if row.action == "create" else "GET %s/%s" % (PATH, record_id)
    expected: list[tuple[str, Any]] = [(LIST, None)]
    for method, body in row.writes:
        path = one.replace("GET", method)
        expected.append((path, {"pager": body} if body else None))
        expected += [(one, None)] if method == "PATCH" else []
    assert sent(simulator) == expected
    assert SECRET not in json.dumps(result)
    if row.action in ("create", "update"):
        assert shown(result["pager"]) == shown(predicted["pager"])
        again = run("one", **dict(row.asked, update_secrets="on_create"))
        assert not again["changed"]


def shown(pager: dict[str, Any]) -> dict[str, Any]:
    """What a result has of the attributes; the login is not read back."""
    return {name: value for name, value in pager.items() if name in NIGHT}


def test_a_diff_shows_no_secret(pagers: Pagers, run: Run) -> None:
    result = run("one", **FULL)
    assert result["diff"]["after"]["login"] == {"user": "ana", "password": "********"}
    assert result["secrets_sent"] == ["login"]
    assert stored(pagers) == [FULL]


def test_by_id(pagers: Pagers, simulator: Simulator, run: Run) -> None:
    record = pagers.put(dict(LOUD))
    result = run("one", id=record["id"], label="Day")
    assert (result["action"], result["pager"]["label"]) == ("update", "Day")
    path = "%s/%s" % (PATH, record["id"])
    assert simulator.calls == ["GET " + path, "PATCH " + path, "GET " + path]


WRONG = {
    "a create lacks": (
        {"label": "Day", "ringing": "off"},
        'There is no pager called "Day". To create it, add address.',
    ),
    "no such id": ({"id": "nope", "label": "Day"}, "There is no pager with id nope."),
    "a choice": (dict(NIGHT, ringing="low"), "ringing must be one of loud, soft, off; got low."),
    "a synonym": (
        {"label": "Night", "url": "https://x"},
        "unknown option url: did you mean address?",
    ),
    "no list": (dict(NIGHT, teams="a"), "teams must be a list, not text."),
    "no dictionary": (dict(NIGHT, login=SECRET), "login must be a dictionary, not text."),
    "a list": (dict(NIGHT, login=[SECRET]), "login must be a dictionary, not a list."),
    "a misspelt key": (
        dict(NIGHT, login={"user": "ana", "pasword": SECRET}),
        "login: unknown option pasword: did you mean password?",
    ),
}


@pytest.mark.parametrize("inject", [True, False], ids=["arguments", "no arguments"])
@pytest.mark.parametrize(("asked", "message"), WRONG.values(), ids=list(WRONG))
def test_wrong_input(
    asked: dict[str, Any], message: str, inject: bool, simulator: Simulator, run: Run
) -> None:
    for name, arguments in (("one", asked), ("many", {"pagers": [asked]})):
        result = run(name, **arguments, _ansible_inject_invocation=inject)
        assert result["failed"]
        assert message in str(result)
        assert SECRET not in json.dumps(result)
    assert not [call for call in simulator.calls if not call.startswith("GET")]


def test_many(simulator: Simulator, pagers: Pagers, run: Run) -> None:
    for label in ("Night", "Old", "Kept"):
        pagers.put(dict(LOUD, label=label))
    arguments = {
        "pagers": [dict(FULL, ringing="loud"), dict(FULL, label="Day")],
        "prune": True,
        "keep": ["Kept"],
        "max_deletions": 1,
    }
    expected = {"created": 1, "updated": 1, "deleted": 1, "unchanged": 0}
    predicted = run("many", check=True, **arguments)
    assert set(simulator.calls) == {LIST}
    result = run("many", **arguments)
    for summary in (predicted["summary"], result["summary"]):
        assert {name: summary[name] for name in expected} == expected
    assert sorted(record["label"] for record in pagers.records.values()) == ["Day", "Kept", "Night"]
    assert SECRET not in json.dumps([predicted, result])
    again = run("many", **dict(arguments, update_secrets="on_create"))
    assert not again["changed"]


def test_info(pagers: Pagers, run: Run) -> None:
    for label, ringing in (("Night", "loud"), ("Day", "off")):
        pagers.put(dict(FULL, label=label, ringing=ringing))
    labels = [entry["label"] for entry in run("info")["pagers"]]
    assert sorted(labels) == ["Day", "Night"]
    (found,) = run("info", ringing="off")["pagers"]
    assert (found["label"], found["teams"]) == ("Day", ["a", "b"])
    (record_id,) = [key for key, record in pagers.records.items() if record["label"] == "Night"]
    (found,) = run("info", id=record_id)["pagers"]
    assert found["id"] == record_id
    assert SECRET not in str(run("info"))


def test_audit(pagers: Pagers, run: Run) -> None:
    for label in ("Night", "Other"):
        pagers.put(dict(FULL, label=label))
    items = [dict(FULL, ringing="off"), dict(FULL, label="Day")]
    result = run("audit", pagers=items, gather=[])
    found = [(entry["label"], entry["status"]) for entry in result["results"]]
    assert found == [("Night", "drifted"), ("Day", "missing"), ("Other", "unmanaged")]
    findings = result["results"][0]["findings"]
    assert {"kind": "drift", "attribute": "ringing", "expected": "off", "found": "soft"} in findings
    assert {"kind": "unverified", "secrets": ["login"]} in findings
    assert SECRET not in json.dumps(result)


def test_a_task_prints_no_secret(simulator: Simulator, pagers: Pagers, tmp_path: Path) -> None:
    """As Ansible packs and runs it, with all that there is to print."""
    library = tmp_path / "library"
    library.mkdir()
    for name, main in (("zendesk_pager", "_one.run_one"), ("zendesk_pagers", "_many.run_many")):
        call = "%s(PAGERS)" % main
        (library / (name + ".py")).write_text(
            "%s\nfrom %s import %s\n\nif __name__ == '__main__':\n    %s\n"
            % (inspect.getsource(table), _one.__package__, main.partition(".")[0], call)
        )
    tasks = "\n".join(
        '- %s: "{{ %s }}"\n  ignore_errors: true' % (module, variable)
        for module, variable in (
            ("zendesk_pager", "good"),
            ("zendesk_pager", "good"),
            ("zendesk_pager", "bad"),
            ("zendesk_pagers", "all_bad"),
        )
    )
    login = {"zendesk_url": simulator.url, "zendesk_oauth_token": "simulated-admin-oauth-token"}
    variables = {
        "good": {**login, **FULL},
        "bad": {**login, **FULL, "login": SECRET},
        "all_bad": {**login, "pagers": [FULL, dict(NIGHT, login={"pasword": SECRET})]},
    }
    played = run_playbook(tmp_path, tasks, "-vvv", "--diff", variables=variables)
    assert played.changed == 2, played.output
    assert "login must be a dictionary" in played.output
    assert "did you mean password?" in played.output
    assert SECRET not in played.output
    assert stored(pagers) == [FULL]


def test_the_engine_does_not_know_it() -> None:
    files = [
        path
        for folder in ("_core", "_http", "_module", "_resources")
        for path in (ROOT / "plugins" / "module_utils" / folder).rglob("*.py")
    ]
    assert len(files) > 20
    assert [path for path in files if "pager" in path.read_text().lower()] == []
