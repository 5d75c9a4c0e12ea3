# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The projects in C(examples): each command of their pages and pipelines, run in a copy of the folder."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
import yaml

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.demo.account import SIMULATED, wait_until
from ansible_collections.community.zendesk.tests.pages import blocks_of
from ansible_collections.community.zendesk.tests.receiver import Receiver
from ansible_collections.community.zendesk.tests.running import ROOT, Played, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

EXAMPLES = ROOT / "examples"
FOLDERS = sorted(path.parent.name for path in EXAMPLES.glob("*/README.md"))
ACCOUNTS = {"https://acme.zendesk.com": "acme", "https://acme-sandbox.zendesk.com": "sandbox"}


class Project:
    """A copy of an example whose accounts are simulated."""

    def __init__(self, name: str, folder: Path) -> None:
        self.accounts = {name: Simulator().start() for name in ACCOUNTS.values()}
        self._folder = folder / name
        self._page = "examples/%s/README.md" % name
        shutil.copytree(EXAMPLES / name, self._folder)
        for file in self._folder.rglob("inventory.yml"):
            text = file.read_text()
            for address, account in ACCOUNTS.items():
                text = text.replace(address, self.accounts[account].url)
            file.write_text(text)

    def commands(self) -> Iterator[list[str]]:
        """What its page and its pipelines do with Ansible, each command as words."""
        for block in blocks_of(self._page):
            if block.language == "shell":
                yield from _of_ansible(block.text)
        for file in (self._folder / "github.yml", self._folder / "gitlab.yml"):
            if file.exists():
                yield from _of_ansible(
                    "\n".join(
                        re.findall(r"^ *- (?:run: )?(ansible-playbook .*)$", file.read_text(), re.M)
                    )
                )

    def run(self, command: list[str], **variables: str) -> Played:
        """Run a command, with the account that its page names in the environment."""
        _program, first, *words = command
        if first != "-i":
            variables["ZENDESK_URL"] = self.accounts["acme"].url
        return play(self._folder, Path(first), *words, login={**SIMULATED, **variables})

    def writes(self) -> list[str]:
        """The requests that change something, of all accounts, since the last time."""
        found = [
            call
            for account in self.accounts.values()
            for call in account.calls
            if not call.startswith("GET ") and "/oauth/" not in call
        ]
        for account in self.accounts.values():
            account.journal.clear()
        return found


def _of_ansible(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.startswith("ansible-playbook "):
            yield shlex.split(line)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Callable[[str], Project]]:
    opened: list[Project] = []

    def open_project(name: str) -> Project:
        opened.append(Project(name, tmp_path))
        return opened[-1]

    yield open_project
    for each in opened:
        for account in each.accounts.values():
            account.stop()


def test_each_is_listed_and_has_a_test() -> None:
    listed = re.findall(r"^\| \[(\w+)\]", (EXAMPLES / "README.md").read_text(), re.M)
    assert sorted(listed) == FOLDERS == sorted(TESTED)


@pytest.mark.long
def test_first_target(project: Callable[[str], Project]) -> None:
    example = project("first_target")
    found = []
    for command in example.commands():
        played = example.run(command)
        assert played.code == 0, played.output
        found.append((played.changed, example.writes()))
    assert found == [(1, []), (1, ["POST /api/v2/targets"]), (0, [])]


def test_whole_path(project: Callable[[str], Project]) -> None:
    """It ends in the message that the page shows."""
    service = Receiver().start()
    example = project("whole_path")
    for command in [*example.commands(), next(example.commands())]:
        played = example.run([*command, "-e", "pager_url=%s/zendesk" % service.url])
        assert played.code == 0, played.output
    # The last was a preview of what is there.
    assert played.changed == 0
    shown = next(block.text for block in _blocks("whole_path") if block.language == "json")
    call = Caller(example.accounts["acme"])
    for subject in ("Fire", "Water"):
        ticket = {"subject": subject, "comment": {"body": "Help"}, "priority": "high"}
        number = call("POST", "/api/v2/tickets", json={"ticket": ticket}).json()["ticket"]["id"]
        # It becomes urgent once, whatever changes later.
        for change in ({"priority": "urgent"}, {"comment": {"body": "More"}}, {"subject": "Still"}):
            call("PUT", "/api/v2/tickets/%d" % number, json={"ticket": change})
    assert wait_until(lambda: len(service.received) == 2)
    first, last = service.received
    assert (first.method, first.path) == ("POST", "/zendesk")
    assert json.loads(last.body)["ticket"] == str(number)
    sent = last.body.decode().replace(example.accounts["acme"].url, "https://acme.zendesk.com")
    assert json.loads(sent.replace(str(number), "35436")) == json.loads(shown)
    service.stop()


@pytest.mark.long
def test_many_accounts(project: Callable[[str], Project]) -> None:
    example = project("many_accounts")
    found = []
    for command in example.commands():
        played = example.run(command)
        assert played.code == 0, played.output
        found.append(len(example.writes()))
    # A preview and a run: of the sandbox, then of the other account.
    assert found == [0, 5, 0, 5]
    endpoints = {
        name: _one(account, "webhooks")["endpoint"] for name, account in example.accounts.items()
    }
    assert endpoints == {
        "acme": "https://pager.example.com/zendesk",
        "sandbox": "https://pager-test.example.com/zendesk",
    }
    active = {
        name: [each["active"] for each in account.account.resources["triggers"].records.values()]
        for name, account in example.accounts.items()
    }
    assert active == {"acme": [True, True], "sandbox": [True, False]}


@pytest.mark.long
def test_audits_in_ci(project: Callable[[str], Project]) -> None:
    """The audit fails until the account is provisioned, and nothing but that writes."""
    example = project("audits_in_ci")
    commands = list(dict.fromkeys(map(tuple, example.commands())))
    audits = [list(each) for each in commands if "community.zendesk.audit" in each]
    (plan,) = [list(each) for each in commands if "--check" in each]
    assert len(audits) == len(commands) - 1 == 2
    assert example.run(audits[0]).code == 2
    assert example.run(plan, ZENDESK_OAUTH_SCOPE="read").code == 0
    assert example.writes() == []
    assert example.run([word for word in plan if word not in ("--check", "--diff")]).code == 0
    assert len(example.writes()) == 3
    played = example.run(audits[1])
    assert played.code == 0, played.output


TESTED = [name[5:] for name in globals() if name.startswith("test_") and name[5:] in FOLDERS]


@pytest.mark.parametrize("file", ["github.yml", "gitlab.yml"])
def test_a_pipeline_installs_what_is_there(file: str) -> None:
    text = (EXAMPLES / "audits_in_ci" / file).read_text()
    assert yaml.safe_load(text)
    for needed in re.findall(r"-r (\S+)", text) + re.findall(r"-i (\S+)", text):
        assert (EXAMPLES / "audits_in_ci" / needed).is_file(), needed


def _blocks(name: str) -> list[Any]:
    return list(blocks_of("examples/%s/README.md" % name))


def _one(account: Simulator, kind: str) -> Any:
    (record,) = account.account.resources[kind].records.values()
    return record
