# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo, as C(make demo) runs it."""

from __future__ import annotations

import contextlib
import copy
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable, Iterator
from xml.etree import ElementTree

import pytest

from ansible_collections.community.zendesk.tests.configs import KINDS, hook, records
from ansible_collections.community.zendesk.tests.demo.__main__ import begin
from ansible_collections.community.zendesk.tests.demo.account import (
    SIMULATED,
    NotAsPromised,
    SimulatedAccount,
)
from ansible_collections.community.zendesk.tests.demo.by_hand import PASSWORDS, make_by_hand
from ansible_collections.community.zendesk.tests.demo.story import VAULT_PASSWORD, Story
from ansible_collections.community.zendesk.tests.demo.tickets import ticket_comes_in, unheard
from ansible_collections.community.zendesk.tests.receiver import Receiver
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.tools.checkout import copy_checkout
from ansible_collections.community.zendesk.tests.tools.run_ansible_test import without_spaces

TOKEN = "simulated-admin-oauth-token"
LOGINS = {"client": SIMULATED, "token": {"ZENDESK_OAUTH_TOKEN": TOKEN}}
MARK = re.compile("Ansible demo [0-9a-f]{6}: ")
SECRETS = (*PASSWORDS.values(), VAULT_PASSWORD, SIMULATED["ZENDESK_CLIENT_SECRET"], TOKEN)


def environment(**variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZENDESK_")}
    collections = str(ROOT / ".build" / "collections")
    settings = {
        "ANSIBLE_COLLECTIONS_PATH": collections,
        "ANSIBLE_CONFIG": str(ROOT / "tests" / "ansible.cfg"),
        "PYTHONPATH": collections,
        "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"],
    }
    return {**kept, **settings, **variables}


def command(folder: Path) -> list[str]:
    module = "ansible_collections.community.zendesk.tests.demo"
    return [sys.executable, "-m", module, "--folder", str(folder / "demo")]


def run_demo(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder), env=environment(**variables), check=False, capture_output=True, text=True
    )


# --- a real account, which here is a simulated one with records of others


@pytest.fixture
def real(simulator: Simulator) -> Simulator:
    """An account whose records have the names that those of the demo have without its mark."""
    account = SimulatedAccount(simulator.url, SIMULATED)
    make_by_hand(account, "https://example.com")
    account.mark = "Ansible demo: "
    make_by_hand(account, "https://example.com", tag="ansible_demo")
    for name in ("Pager", "Status board"):
        simulator.account.resources["webhooks"].put(hook(name))
    simulator.journal.clear()
    return simulator


def held(simulator: Simulator) -> str:
    """Everything that an account holds, byte for byte."""
    return json.dumps(
        {kind: each.records for kind, each in simulator.account.resources.items()}, default=str
    )


@pytest.mark.long
@pytest.mark.parametrize("login", LOGINS)
def test_in_a_real_account(login: str, real: Simulator, tmp_path: Path) -> None:
    """It makes, changes and deletes what has its mark, and nothing else."""
    before = held(real)
    others = {str(each["id"]) for kind in KINDS for each in records(real, kind)}
    ended = run_demo(tmp_path, ZENDESK_URL=real.url, **LOGINS[login])
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Demo complete" in ended.stdout
    assert held(real) == before
    assert not [secret for secret in SECRETS if secret in ended.stdout + ended.stderr]
    entries = [each for each in real.journal.entries if "/oauth/" not in each["path"]]
    writes = [each for each in entries if each["method"] != "GET"]
    marks = set()
    for each in writes:
        _api, kind, *number = each["path"][1:].split("/")[1:]
        assert kind in KINDS
        assert not set(number) & others
        if each["method"] == "POST":
            (record,) = each["body"].values()
            found = MARK.match(record.get("title") or record["name"])
            assert found, record
            marks.add(found.group())
            if kind in ("triggers", "automations"):
                tag = "ansible_demo_" + found.group().split()[2][:-1]
                tagged = {"field": "current_tags", "operator": "includes", "value": tag}
                assert tagged in record["conditions"]["all"]
    assert len(marks) == 1
    created = [each["path"] for each in writes if each["method"] == "POST"]
    assert {path.rsplit("/", 1)[1] for path in created} == set(KINDS)
    assert len([each for each in writes if each["method"] == "DELETE"]) == len(created)


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "a record by hand": ({"method": "POST", "path": "/api/v2/automations"}, "422 Client Error"),
    "a create": ({"method": "POST", "path": "/api/v2/webhooks"}, "ended with the code 2, not"),
    "a read": ({"method": "GET", "path": "/api/v2/webhooks"}, "422 Client Error"),
}


@pytest.mark.costly
@pytest.mark.parametrize("row", FAULTS)
def test_what_was_made_goes_whatever_happens(row: str, real: Simulator, tmp_path: Path) -> None:
    before = held(real)
    where, text = FAULTS[row]
    # Cleaning up reads the list, too: then it works again.
    real.fault(**where, answer={"status": 422, "body": {"error": "RecordInvalid"}}, times=1)
    ended = run_demo(tmp_path, ZENDESK_URL=real.url, **SIMULATED)
    assert ended.returncode == 1, ended.stdout
    assert "Not as promised: " in ended.stderr
    assert text in ended.stderr
    assert held(real) == before
    assert [each for each in real.calls if each.startswith("DELETE")]


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_is_stopped(number: signal.Signals, real: Simulator, tmp_path: Path) -> None:
    before = held(real)
    where = {"method": "POST", "path": "/api/v2/webhooks"}
    real.fault(**where, delay=3, times=1)
    with subprocess.Popen(
        command(tmp_path),
        env=environment(ZENDESK_URL=real.url, **SIMULATED),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        end = time.monotonic() + 120
        # It has made its records, and a playbook is about to make more.
        while "POST /api/v2/webhooks" not in real.calls and time.monotonic() < end:
            time.sleep(0.05)
        assert "POST /api/v2/webhooks" in real.calls
        process.send_signal(number)
        process.communicate()
    assert process.returncode not in (0, None)
    assert held(real) == before


def test_the_first_error_is_the_one_that_is_shown(real: Simulator, tmp_path: Path) -> None:
    refused = {"status": 403, "body": {}}
    real.fault(method="DELETE", path="/api/v2/targets", answer=refused, times=0)
    real.fault(method="POST", path="/api/v2/automations", answer=refused, times=0)
    ended = run_demo(tmp_path, ZENDESK_URL=real.url, **SIMULATED)
    assert ended.returncode == 1
    assert "Not as promised: 403 Client Error" in ended.stderr
    assert re.search("Delete these by hand: Ansible demo [0-9a-f]{6}: Pager, ", ended.stderr)
    assert "automations" in ended.stderr.split("Not as promised")[1]


@pytest.mark.long
def test_an_account_that_refuses_retired_types(real: Simulator, tmp_path: Path) -> None:
    real.account.switches.retired_types = "refuse"
    before = held(real)
    ended = run_demo(tmp_path, ZENDESK_URL=real.url, **SIMULATED)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "there is nothing to translate" in ended.stdout
    assert held(real) == before


def test_a_folder_with_other_files(real: Simulator, tmp_path: Path) -> None:
    """Only what the demo itself has written is replaced."""
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine").touch()
    ended = run_demo(tmp_path, ZENDESK_URL=real.url, **SIMULATED)
    assert ended.returncode == 1
    assert "has other files" in ended.stderr
    assert (tmp_path / "demo" / "mine").exists()


# --- no step that can't fail


class Sabotage:
    """Stands in front of ansible-playbook, and adds options to what the demo asks for, or drops them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._file = folder / "sabotage.json"
        self.stop()
        real = Path(sys.executable).with_name("ansible-playbook")
        fake = folder / "bin" / "ansible-playbook"
        fake.parent.mkdir()
        fake.write_text(
            "#!%s\nimport json, os, sys\n" % sys.executable
            + "more, less = json.load(open(%r))\n" % str(self._file)
            + "words = [word for word in sys.argv[1:] if word not in less] + more\n"
            + "os.execv(%r, [%r, *words])\n" % (str(real), str(real))
        )
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", str(fake.parent) + os.pathsep + os.environ["PATH"])

    def start(self, more: list[str], less: list[str]) -> None:
        self._file.write_text(json.dumps([more, less]))

    def stop(self) -> None:
        self.start([], [])


# Step -> what is done in its place, and what the demo says to that.
SABOTAGE: dict[str, list[tuple[list[str], list[str], str]]] = {
    "export": [
        (["-e", "zendesk_export_translate=false"], [], "says nothing about translation"),
        (["--check"], [], "No such file"),
    ],
    "preview": [
        ([], ["--check"], "Requests that write"),
        ([], ["--diff"], 'changes of "Page the people on call" were shown'),
        (["-e", '{"zendesk_automations_account": []}'], [], "Changes: "),
    ],
    "provision": [(["--check"], [], "Webhooks")],
    "provision_again": [(["-e", "zendesk_config_send_secrets=Pager"], [], "Changes: ")],
    "audit": [
        (["-e", "audit_fail_on=never"], [], "ended with the code 0, not with 2"),
        (["-e", "audit_formats=json"], [], "No such file"),
    ],
    "repair": [(["--check"], [], "The repaired account")],
}


@pytest.fixture
def service() -> Iterator[Receiver]:
    running = Receiver().start()
    yield running
    running.stop()


@contextlib.contextmanager
def fails(text: str) -> Iterator[None]:
    with pytest.raises((NotAsPromised, OSError)) as problem:
        yield
    assert text in str(problem.value)


@pytest.mark.long
def test_each_step_can_fail(
    simulator: Simulator,
    service: Receiver,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    sabotage = Sabotage(tmp_path, monkeypatch)
    account = SimulatedAccount(simulator.url, SIMULATED)
    story = begin(account, tmp_path / "demo", "acme", service.url)
    resources = simulator.account.resources

    def again(step: Callable[[], object], text: str) -> None:
        """A step fails, and everything is as it was before it."""
        stored = {kind: copy.deepcopy(each.records) for kind, each in resources.items()}
        shutil.copytree(story.player.folder, tmp_path / "kept")
        with fails(text):
            step()
        shutil.rmtree(story.player.folder)
        (tmp_path / "kept").rename(story.player.folder)
        for kind, held_before in stored.items():
            resources[kind].records.clear()
            resources[kind].records.update(held_before)

    story.by_hand("")
    service.received.append(None)  # type: ignore[arg-type]
    again(lambda: unheard(account, service), "The pager was called by a target")
    service.received.clear()
    unheard(account, service)
    for step in (
        Story.export,
        Story.fill_in_secrets,
        Story.preview,
        Story.provision,
        Story.provision_again,
        Story.drift,
        Story.audit,
        Story.repair,
    ):
        for more, less, text in SABOTAGE.get(step.__name__, []):
            sabotage.start(more, less)
            again(lambda step=step: step(story), text)  # type: ignore[misc]
        sabotage.stop()
        if step is Story.fill_in_secrets:
            example = story.files / "vault.yml.example"
            kept = example.read_text()
            example.write_text("")
            again(story.fill_in_secrets, "Secrets to fill in")
            example.write_text(kept)
        if step is Story.drift:
            again(story.repair, "0 changes of")
        step(story)
    again(lambda: account.update("triggers", "Remind"), "0 triggers have the name")
    account.update("triggers", "Page the people on call", active=False)
    with fails("called 0 times"):
        ticket_comes_in(story, account, service)


# --- a checkout in a folder with a space in its path


@pytest.fixture
def spaced(tmp_path: Path) -> Path:
    """A copy of the checkout that has all that its checks need."""
    folder = tmp_path / "somebody's files" / "zendesk"
    copy_checkout(folder)
    (folder / ".build").mkdir()
    (folder / ".build" / "venv").symlink_to(sys.prefix)
    installed = ("requirements", "requirements-demo", "requirements-docs", "importer")
    for kind in (*installed, "zip_bytecode"):
        (folder / ".build" / (kind + ".installed")).touch()
    return folder


def make(folder: Path, *words: str, **variables: str) -> str:
    # A make that runs the tests would hand its own options on.
    kept = {n: v for n, v in os.environ.items() if n[:4] != "MAKE" and n[:8] != "ZENDESK_"}
    kept.update(variables)
    ended = subprocess.run(
        ["make", *words],
        check=False,
        cwd=folder,
        env=dict(kept, PWD=str(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


# Each step of the demo, and what it shows.
STEPS = {
    "An account that has grown by hand": "The pager hears nothing.",
    "Export it, with webhooks in place of the retired targets": "- {webhook: Pager}",
    "Fill in the secrets, and encrypt them": "vault_zendesk_webhook_pager_password: ********",
    "See what would change": '+            "field": "notification_webhook",',
    "Provision": "2 created, 2 updated, 6 unchanged.",
    "Provision again": "changed=0",
    "Somebody changes things by hand": 'trigger "Page the people on call": switched off',
    "Audit": 'subject is "URGENT"',
    "Repair": '+    "active": true,',
    "The same ticket comes in again": '{"ticket": "2", "subject": "Printer on fire"}',
}


def test_demo_from_a_checkout(spaced: Path, real: Simulator, tmp_path: Path) -> None:
    """In a path with a space and an empty home; an account without a login is left alone."""
    home = tmp_path / "home"
    home.mkdir()
    (bytecode,) = Path(sys.prefix).glob("lib/*/site-packages/zip_bytecode.pth")
    before = bytecode.read_text()
    said = make(spaced, "demo", HOME=str(home), ZENDESK_URL=real.url, ZENDESK_CLIENT_ID="ansible")
    parts = re.split(r"^=== (\d+)\. (.*)$", said, flags=re.MULTILINE)
    assert parts[1::3] == [str(number + 1) for number in range(len(STEPS))]
    steps = dict(zip(parts[2::3], parts[3::3]))
    assert steps.keys() == STEPS.keys()
    for title, text in steps.items():
        assert STEPS[title] in text, title
    picture = ElementTree.parse(ROOT / "docs" / "pictures" / "demo.svg")
    drawn = "".join("".join(picture.getroot().itertext()).split())
    told = "The demo shows something else: run make screens, and commit docs/pictures."
    assert "".join(steps["See what would change"].split()) in drawn, told
    assert "every step behaved as expected" in said
    assert not [secret for secret in SECRETS if secret in said]
    made = spaced / ".build" / "collections" / "ansible_collections" / "community" / "zendesk"
    assert made.resolve() == spaced

    page = spaced / ".build" / "demo" / "zendesk-audit" / "report.html"
    assert "The page: %s\n" % page in said
    assert "URGENT" in page.read_text()
    folder = spaced / ".build" / "demo" / "host_vars" / "acme"
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        [*(kind + ".yml" for kind in KINDS), "vault.yml"]
    )
    assert (folder / "vault.yml").read_text().startswith("$ANSIBLE_VAULT;")

    assert bytecode.read_text() == before, "The demo installs into the environment of the tests."
    assert list(home.iterdir()) == []
    assert "The account that ZENDESK_URL names stays as it is" in said
    assert real.calls == []


def test_no_rule_names_the_path_of_the_checkout(spaced: Path) -> None:
    """A space in it would end the name: the rules have relative ones, or a quoted variable."""
    text = (spaced / "Makefile").read_text()
    targets = re.findall(r"^([a-z-]+):.*##", text, re.MULTILINE)
    said = make(spaced, "--dry-run", *targets)
    for tool in ("mypy", "ansible-lint", "build_docs.py", "run_ansible_test.py", "pytest"):
        assert tool in said
    assert spaced.parent.name not in said


def test_bytecode_is_kept(spaced: Path) -> None:
    """Without it each start of Ansible takes three times as long, whatever the environment says."""
    rule = "shown: ; @python -c 'import sys; print(sys.flags.dont_write_bytecode)'"
    said = make(spaced, "--eval", rule, "shown", PYTHONDONTWRITEBYTECODE="1")
    assert said == "0\n"


def test_ansible_test_gets_a_path_without_a_space(tmp_path: Path) -> None:
    folder = tmp_path / "with space"
    folder.mkdir()
    (folder / "file").touch()
    with without_spaces(folder) as link:
        assert " " not in str(link)
        assert (link / "file").samefile(folder / "file")
    assert not link.exists()
    assert (folder / "file").exists()
    with without_spaces(tmp_path) as same:
        assert same == tmp_path
