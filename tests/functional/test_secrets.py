# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret in any output: real playbooks with all there is to print, and the journal."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._target_types import TYPES
from ansible_collections.community.zendesk.tests.running import run_playbook
from ansible_collections.community.zendesk.tests.samples import complete, writable
from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

# Part of every secret in these tests, old and new, of targets and of logins.
MARKER = "canary"
ADMIN = dict(
    DEFAULT_SEED["users"][0],
    password="canary-login-password",
    api_token="canary-login-api-token",
    oauth_token="canary-login-oauth-token",
)
CLIENT = {"client_id": "ansible", "client_secret": "canary-login-client-secret"}
WITH_SECRETS = [entry for entry in TYPES if any(a.secret for a in writable(entry))]

LOGINS: dict[str, dict[str, str]] = {
    "oauth_token": {"zendesk_oauth_token": ADMIN["oauth_token"]},
    "oauth_client": {
        "zendesk_client_id": "ansible",
        "zendesk_client_secret": CLIENT["client_secret"],
    },
    "api_token": {"zendesk_email": ADMIN["email"], "zendesk_api_token": ADMIN["api_token"]},
    "password": {"zendesk_email": ADMIN["email"], "zendesk_password": ADMIN["password"]},
}
TOKEN = LOGINS["oauth_token"]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    running = Simulator({"users": [ADMIN], "oauth_clients": [CLIENT]}).start()
    yield running
    running.stop()


def target(entry: Any, generation: str) -> dict[str, Any]:
    """A target of a type, its secrets marked."""
    secrets = {
        a.name: "canary-%s-%s-%s" % (generation, entry.name, a.name)
        for a in writable(entry)
        if a.secret
    }
    return dict(complete(entry), title="Sample " + entry.name, **secrets)


def write_only(entry: Any) -> bool:
    return any(a.write_only for a in writable(entry))


def tasks_for(count: int) -> str:
    """Tasks whose arguments are in a file of variables, as from a vault."""
    return (
        "".join(
            '- community.zendesk.zendesk_target: "{{ arguments[%d] }}"\n  ignore_errors: true\n' % n
            for n in range(count)
        )
        + '- community.zendesk.zendesk_target_info: "{{ connection }}"\n  ignore_errors: true\n'
    )


def play(
    simulator: Simulator, folder: Path, login: dict[str, str], targets: list[Any], *options: str
) -> str:
    connection = dict(login, zendesk_url=simulator.url, zendesk_retries=0)
    variables = {
        "connection": unsafe(connection),
        "arguments": [unsafe(dict(connection, **wanted)) for wanted in targets],
    }
    played = run_playbook(
        folder, tasks_for(len(targets)), "-vvvv", "--diff", *options, variables=variables
    )
    assert played.output.count("TASK [") == len(targets) + 1
    return played.output


def unsafe(values: dict[str, Any]) -> dict[str, Any]:
    """In JSON, what C(!unsafe) is in YAML."""
    return {
        name: {"__ansible_unsafe": value} if isinstance(value, str) else value
        for name, value in values.items()
    }


def assert_silent(output: str, simulator: Simulator) -> None:
    assert MARKER not in output
    assert MARKER not in json.dumps(simulator.journal.entries)


@pytest.mark.parametrize("readable", [True, False])
def test_create_change_and_delete(readable: bool, simulator: Simulator, tmp_path: Path) -> None:
    simulator.account.switches.tokens_readable = readable
    entries = [entry for entry in WITH_SECRETS if readable or not write_only(entry)]
    old = [target(entry, "old") for entry in entries]
    new = [target(entry, "new") for entry in entries]
    gone = [{"title": wanted["title"], "state": "absent"} for wanted in new]
    for wanted, options in (
        (old, ["--check"]),
        (old, []),
        (new, ["--check"]),
        (new, []),
        (gone, ["--check"]),
        (gone, []),
    ):
        output = play(simulator, tmp_path, TOKEN, wanted, *options)
        assert output.count("changed: [localhost]") == len(wanted)
        assert_silent(output, simulator)
    assert simulator.account.targets == {}


def test_a_whole_set(simulator: Simulator, tmp_path: Path) -> None:
    connection = dict(TOKEN, zendesk_url=simulator.url, zendesk_retries=0)
    task = "- community.zendesk.zendesk_targets: \"{{ connection | combine({'targets': %s}) }}\"\n"
    tasks = "".join(task % name + "  ignore_errors: true\n" for name in ("old", "new", "wrong"))
    refused = ANSWERS["refused"]("canary-old-jira_target-password")
    for name, answer in (("first", None), ("second", refused)):
        if answer:
            simulator.fault(method="PUT", answer=answer)
        variables = {
            "connection": unsafe(connection),
            "old": [unsafe(target(entry, "old")) for entry in WITH_SECRETS],
            "new": [unsafe(target(entry, "new")) for entry in WITH_SECRETS],
            "wrong": [unsafe(dict(target(entry, "new"), title="")) for entry in WITH_SECRETS],
        }
        (tmp_path / name).mkdir()
        played = run_playbook(tmp_path / name, tasks, "-vvvv", "--diff", variables=variables)
        assert "ignored=%d" % (2 if answer else 1) in played.output
        assert_silent(played.output, simulator)


@pytest.mark.parametrize("login", LOGINS.values(), ids=list(LOGINS))
def test_every_way_in(login: dict[str, str], simulator: Simulator, tmp_path: Path) -> None:
    output = play(simulator, tmp_path, login, [])
    assert "ok=1" in output
    assert_silent(output, simulator)


@pytest.mark.parametrize("login", LOGINS.values(), ids=list(LOGINS))
def test_refused(login: dict[str, str], simulator: Simulator, tmp_path: Path) -> None:
    simulator.account.users.clear()
    simulator.account.oauth_clients.clear()
    output = play(simulator, tmp_path, login, [target(WITH_SECRETS[0], "new")])
    assert "answered 401" in output
    assert_silent(output, simulator)


ANSWERS: dict[str, Any] = {
    "refused": lambda echo: {
        "status": 422,
        "body": {"error": "RecordInvalid", "description": echo, "details": {"base": [echo]}},
        "headers": {"X-Zendesk-API-Warn": echo},
    },
    "fault": lambda echo: {"status": 500, "body": echo},
    "not JSON": lambda echo: {"status": 200, "body": echo},
    "redirect": lambda echo: {"status": 302, "headers": {"Location": "https://%s/" % echo}},
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_answers_that_echo_secrets(answer: Any, simulator: Simulator, tmp_path: Path) -> None:
    targets = [target(entry, "new") for entry in WITH_SECRETS]
    for wanted in targets:
        own = [value for value in wanted.values() if MARKER in str(value)]
        simulator.fault(method="POST", answer=answer("-".join([*own, ADMIN["oauth_token"]])))
    output = play(simulator, tmp_path, TOKEN, targets)
    assert "ignored=%d" % len(targets) in output
    assert_silent(output, simulator)


WRONG: list[dict[str, Any]] = [
    {"type": "email_target"},
    {"title": ""},
    {"type": "nonsense_target"},
    {"zendesk_url": "http://canary-user:canary-password@example.com"},
]


def test_wrong_input(simulator: Simulator, tmp_path: Path) -> None:
    wrong = zip(WITH_SECRETS, itertools.cycle(WRONG))
    targets = [dict(target(entry, "new"), **more) for entry, more in wrong]
    output = play(simulator, tmp_path, TOKEN, targets)
    assert "ignored=%d" % len(targets) in output
    assert simulator.calls == ["GET /api/v2/targets"]
    assert_silent(output, simulator)


def test_the_marker_can_be_found(simulator: Simulator, tmp_path: Path) -> None:
    """Where it is no secret it is shown: the searches above look in the right place."""
    wanted = {"title": "Show", "type": "email_target", "email": MARKER, "subject": "S"}
    output = play(simulator, tmp_path, TOKEN, [wanted])
    assert MARKER in output
    assert MARKER in json.dumps(simulator.journal.entries)
