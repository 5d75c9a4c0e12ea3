# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages show is what works: every block of every page is run, or checked.

Plays, tasks and playbooks of the collection that a command names run in the order of the page, in
one run for a page. Variables stay for what comes after them; where nothing uses them, the role that
has them does. An inventory is the one of its page. See C(tests/pages.py) for how a block says what
it is.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.tests.commands import wrong_with
from ansible_collections.community.zendesk.tests.page_formats import format_of
from ansible_collections.community.zendesk.tests.pages import (
    PAGES,
    Block,
    before,
    blocks_of,
    commands_of,
    guide,
    kind_of,
    load,
    prose_of,
    role_of,
    text_of,
)
from ansible_collections.community.zendesk.tests.running import ROOT, play, run_program
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

BLOCKS = [block for page in PAGES for block in blocks_of(page)]
# Languages without anything to run; all others are run or checked.
SHOWN = {"text", "hcl", "lua", "{toctree}"}
CHECKED = {"yaml", "shell", "python", "json"}

CLIENT = {"client_id": "ansible", "client_secret": "simulated-example-client-secret"}
# What the vault of a reader would have.
VAULT = {
    "vault_zendesk_client_secret": CLIENT["client_secret"],
    "vault_zendesk_oauth_token": "simulated-admin-oauth-token",
    "vault_zendesk_api_token": "simulated-admin-api-token",
    "vault_zendesk_password": "simulated-admin-password",
}
USED = {"title": "Made by the billing app", "type": "email_target"}
# In every account there is something from before; a trigger uses the first, so it can't be pruned.
MAILBOX = dict(USED, email="billing@example.com", subject="Bill")
SEED: dict[str, Any] = {
    "oauth_clients": [CLIENT],
    "targets": [
        MAILBOX,
        {"title": "Old hook", "type": "url_target", "target_url": "https://example.com"},
    ],
}
ADDRESS = re.compile(
    r"(?P<option>zendesk_(?:subdomain|url): )(?:https://)?(?P<account>[a-z][a-z.-]*)$"
    r"|https://(?P<name>[a-z-]+)\.zendesk\.com",
    re.MULTILINE,
)
OTHER_LOGIN = re.compile(r"zendesk_(oauth_token|api_token|password):")
EXPECTED_WARNINGS = (
    "Zendesk stopped delivering to targets",
    "zendesk_api_token: Zendesk is retiring",
)
INVENTORY = """
zendesk:
  vars:
    ansible_connection: local
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  hosts:
    acme:
      zendesk_subdomain: acme
"""


def kind(block: Block) -> str:
    """What a YAML block is; "" for one that another test checks."""
    is_here = block.language == "yaml" and not block.checked_by
    return kind_of(load(block.text)) if is_here else ""


# --- every block is one that can be checked


def ids(block: Block) -> str:
    return str(block)


@pytest.mark.parametrize("block", BLOCKS, ids=ids)
def test_a_block_says_what_it_is(block: Block) -> None:
    assert block.language in SHOWN | CHECKED, "tell what language this is"
    if block.language == "json":
        json.loads(block.text)
    if block.checked_by:
        assert names_page((ROOT / block.checked_by).read_text(), block.page)
    elif block.language == "yaml":
        assert kind(block), "no shape that is known; name the test that checks it"


def names_page(test: str, page: str) -> bool:
    guide = 'guide("%s")' % Path(page).stem.replace("guide_", "")
    return guide in test or Path(page).name in test


@pytest.mark.parametrize("block", [b for b in BLOCKS if kind(b) == "inventory"], ids=ids)
def test_variables_of_an_inventory(block: Block) -> None:
    names = set(variables_in(load(block.text)))
    assert [n for n in names if not n.startswith("ansible_")] != []
    assert {name for name in names if not role_of(name)} == {
        "ansible_connection",
        "ansible_python_interpreter",
    } & names


def variables_in(groups: dict[str, Any]) -> Iterator[str]:
    for group in groups.values():
        yield from group.get("vars", {})
        for host in group.get("hosts", {}).values():
            yield from host or {}
        yield from variables_in(group.get("children", {}))


def has_commands(block: Block) -> bool:
    return block.language == "shell" or kind(block) in ("workflow", "pipeline")


@pytest.mark.parametrize("block", [b for b in BLOCKS if has_commands(b)], ids=ids)
def test_commands_of_a_block(block: Block) -> None:
    commands = commands_of(block)
    assert commands
    for each in commands:
        assert wrong_with(each, text_of(block.page)) == [], each


@pytest.mark.parametrize("page", PAGES)
def test_no_block_is_overlooked(page: str) -> None:
    assert not format_of(page).LEFT.search(prose_of(page))


@pytest.mark.parametrize("page", PAGES)
def test_commands_in_the_text(page: str) -> None:
    for each in re.findall(r"`((?:make|ansible(?:-[a-z]+)?) [^`]+)`", prose_of(page)):
        assert wrong_with(each, text_of(page)) == [], each


# Command -> whether it names what there is.
AD_HOC = {
    "ansible localhost -m community.zendesk.zendesk_api -a 'path=users/me'": True,
    "ansible localhost -m community.zendesk.zendesk_apis -a 'path=users/me'": False,
    "ansible localhost -m community.zendesk.zendesk_api -a 'pat=users/me'": False,
    "ansible localhost -m community.zendesk.zendesk_api --ask-vault-passes": False,
    "ansible localhost -m community.zendesk.zendesk_api -e @missing.yml": False,
}


@pytest.mark.parametrize("text", AD_HOC)
def test_a_command_that_names_nothing_is_found(text: str) -> None:
    assert (wrong_with(text) == []) == AD_HOC[text]


# --- what can be run is run


class Accounts:
    """Simulated accounts in place of those that a page names."""

    def __init__(self) -> None:
        self.running: dict[str, Simulator] = {}

    def url(self, name: str) -> str:
        if name not in self.running:
            simulator = self.running[name] = Simulator(SEED).start()
            used = next(iter(simulator.account.targets))
            simulator.account.add_rule("triggers", "Tell somebody", used)
        return self.running[name].url

    def put_into(self, text: str) -> str:
        return ADDRESS.sub(self._replace, text)

    def _replace(self, found: re.Match[str]) -> str:
        name = (found["account"] or found["name"]).replace(".zendesk.com", "")
        return ("zendesk_url: " if found["option"] else "") + self.url(name)

    @property
    def login(self) -> dict[str, str]:
        """What pages that do not say where to go leave to the environment."""
        return {
            "ZENDESK_URL": self.url("acme"),
            "ZENDESK_CLIENT_ID": CLIENT["client_id"],
            "ZENDESK_CLIENT_SECRET": CLIENT["client_secret"],
        }


@pytest.fixture
def accounts() -> Iterator[Accounts]:
    made = Accounts()
    yield made
    for simulator in made.running.values():
        simulator.stop()


def plays_of(page: str, folder: Path, accounts: Accounts) -> Iterator[str]:
    """What each block becomes in a playbook. Inventories and variables go into files."""
    inventories = 0
    pending: set[str] = set()
    named: set[str] = set()
    for block in blocks_of(page):
        text, shape = accounts.put_into(block.text), kind(block)
        file = folder / ("%s-%d.yml" % (shape, block.line))
        if shape == "inventory":
            inventories += 1
            (folder / "inventory" / file.name).write_text(text)
        elif shape == "plays":
            yield text
            pending = {role for role in pending if "community.zendesk.%s" % role not in text}
        elif shape == "tasks":
            yield play_of("localhost", "tasks:\n" + textwrap.indent(text, "  "))
        elif shape == "variables":
            file.write_text(text)
            task = "tasks: [ansible.builtin.include_vars: %s]\n" % file
            yield play_of("all,localhost", task)
            pending |= {role_of(n) for n in load(text) if not n.startswith("vault_")}
        elif has_commands(block):
            for name in playbooks_in(commands_of(block)) - named:
                yield imported(name, commands_of(block))
                named.add(name)
    if not inventories:
        (folder / "inventory" / "inventory.yml").write_text(accounts.put_into(INVENTORY))
    for role in pending:
        yield play_of("all", "roles: [community.zendesk.%s]\n" % role)


def files_of(page: str) -> Iterator[tuple[str, str]]:
    """Files that a reader makes of blocks: the sentence before one ends in the name of the file."""
    for block in blocks_of(page):
        found = re.search(r"`([\w.]+)`:\s*\Z", before(block))
        if found and block.language == "text":
            yield found[1], block.text


def playbooks_in(commands: list[str]) -> set[str]:
    """The playbooks of the collection that commands run."""
    runs = [command for command in commands if "ansible-playbook " in command]
    return {name for command in runs for name in re.findall(r"community\.zendesk\.\w+", command)}


def imported(playbook: str, commands: list[str]) -> str:
    """A playbook of the collection, with the variables that a command gives it."""
    command = next(each for each in commands if playbook in each)
    given = re.search(r"-e '({.+?})'", command)
    variables = "  vars: %s\n" % given[1] if given else ""
    return "- ansible.builtin.import_playbook: %s\n%s" % (playbook, variables)


def play_of(hosts: str, rest: str) -> str:
    return "- hosts: %s\n  gather_facts: false\n%s" % (hosts, textwrap.indent(rest, "  "))


def names_in(entries: list[dict[str, Any]]) -> Iterator[str]:
    """The names of plays and tasks, but for those that Ansible fills in."""
    for entry in entries:
        name = entry.get("name", "")
        if name and "{" not in name:
            yield name
        for part in ("tasks", "block"):
            yield from names_in(entry.get(part, []))


def runs_of(plays: list[str]) -> Iterator[tuple[bool, str]]:
    """Playbooks: one with all that leaves the login to others, one for each other login."""
    plain = [text for text in plays if not OTHER_LOGIN.search(text)]
    if plain:
        yield True, "".join(plain)
    for text in plays:
        if OTHER_LOGIN.search(text):
            yield False, text


def runs(block: Block) -> bool:
    return kind(block) in ("plays", "tasks", "variables") or bool(
        has_commands(block) and playbooks_in(commands_of(block))
    )


# Its blocks build on each other, and what each of them does to an account is tested there.
NAMES = {"everyday_jobs": "tests/functional/test_everyday_jobs.py"}
ELSEWHERE = {guide(name): file for name, file in NAMES.items()}
RUN = [page for page in PAGES if page not in ELSEWHERE and any(map(runs, blocks_of(page)))]


@pytest.mark.parametrize("name", NAMES)
def test_blocks_that_run_elsewhere(name: str) -> None:
    assert 'guide("%s")' % name in (ROOT / NAMES[name]).read_text()


@pytest.mark.costly
@pytest.mark.parametrize("page", RUN)
def test_what_a_page_shows_runs(page: str, tmp_path: Path, accounts: Accounts) -> None:
    # A set for pages that show none, and is in line: without one, pruning is refused.
    (tmp_path / "inventory" / "group_vars").mkdir(parents=True)
    shared = {"zendesk_targets_standard": [MAILBOX]}
    (tmp_path / "inventory" / "group_vars" / "all.json").write_text(json.dumps(shared))
    for name, content in files_of(page):
        (tmp_path / name).write_text(content)
    plays = list(plays_of(page, tmp_path, accounts))
    names = set(re.findall(r"vault_\w+", text_of(page)))
    vault = tmp_path / "vault.yml"
    vault.write_text(json.dumps({name: VAULT.get(name, "simulated-" + name) for name in names}))
    options = ["-i", str(tmp_path / "inventory"), "-e", "@%s" % vault]
    for number, (from_environment, text) in enumerate(runs_of(plays)):
        playbook = tmp_path / ("play-%d.yml" % number)
        playbook.write_text(text)
        login = accounts.login if from_environment else None
        played = play(tmp_path, playbook, *options, login=login)
        assert played.code == 0, played.output
        said = re.sub(r"\s+", " ", played.output)
        warnings = said.split("[WARNING]: ")[1:]
        assert [text for text in warnings if not text.startswith(EXPECTED_WARNINGS)] == []
        for name in names_in(load(text)):
            assert re.search(r"(PLAY|TASK) \[%s\]" % re.escape(name), said), name
        assert "no hosts matched" not in said
    # What a page writes to a vault can't be read there.
    written = [file.read_text() for file in tmp_path.glob("*_secret.yml")]
    assert all(text.startswith("$ANSIBLE_VAULT;") for text in written)
    assert len(written) == text_of(page).count("ansible.builtin.vault(")
    reads = sum(call.startswith("GET") for s in accounts.running.values() for call in s.calls)
    # All others read before they write, or to see that there is nothing to write.
    asked = sum(
        len(re.findall(r"community\.zendesk\.zendesk_(?!api:)\w+:", text)) for text in plays
    )
    assert reads >= asked
    assert reads


SINGLE = sorted(
    {
        command
        for block in BLOCKS
        if block.language == "shell"
        for command in commands_of(block)
        if command.startswith("ansible ")
    }
)


@pytest.mark.parametrize("text", SINGLE)
def test_single_tasks(text: str, tmp_path: Path, accounts: Accounts) -> None:
    """They say who one is, what the login may do, or what conditions can be."""
    (tmp_path / "vault.yml").write_text(json.dumps(VAULT))
    here = "zendesk_url=" + accounts.url("acme")
    words = shlex.split(re.sub(r"zendesk_subdomain=\w+", here, text))
    words = [word for word in words[1:] if word != "--ask-vault-pass"]
    login = {} if here in " ".join(words) else accounts.login
    ended = run_program(tmp_path, "ansible", *words, login=login)
    assert ended.returncode == 0, ended.stdout
    _host, _success, printed = ended.stdout.partition("SUCCESS => ")
    body = json.loads(printed)["body"]
    if "path=users/me" in text:
        assert (body["user"]["name"], body["user"]["role"]) == ("Admin", "admin")
    elif "path=triggers" in text:
        assert {"value": "value", "title": "Changed to", "terminal": False} in (
            condition_of(body["definitions"], "priority")["operators"]
        )
    else:
        assert body["token"]["scopes"] == ["read", "write"]
    assert CLIENT["client_secret"] not in ended.stdout


def condition_of(definitions: dict[str, Any], field: str) -> dict[str, Any]:
    return next(each for each in definitions["conditions_all"] if each["subject"] == field)


def test_all_questions_are_asked() -> None:
    asked = {re.findall("path=([a-z/]+)", text)[0] for text in SINGLE}
    assert asked == {"users/me", "oauth/tokens/current", "triggers/definitions"}


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "python"], ids=ids)
def test_python(block: Block, tmp_path: Path) -> None:
    """Tests that readers may write for themselves pass."""
    (tmp_path / "test_block.py").write_text(block.text)
    collections = str(ROOT / ".build" / "collections")
    environment = dict(
        os.environ,
        ANSIBLE_COLLECTIONS_PATH=collections,
        PATH=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        PYTHONPATH=collections,
    )
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "test_block.py"],
        cwd=tmp_path,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout
    assert re.search(r"[1-9] passed", ended.stdout)
