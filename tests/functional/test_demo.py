# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo, as C(make demo) runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.tools.checkout import copy_checkout
from ansible_collections.community.zendesk.tests.tools.run_ansible_test import without_spaces

DEMO = [sys.executable, "-m", "ansible_collections.community.zendesk.tests.demo"]
OTHERS = {"title": "Theirs", "type": "email_target", "email": "a@example.com", "subject": "Hi"}


def run_demo(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZENDESK_")}
    collections = str(ROOT / ".build" / "collections")
    path = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    settings = {
        "ANSIBLE_COLLECTIONS_PATH": collections,
        "ANSIBLE_CONFIG": str(ROOT / "tests" / "ansible.cfg"),
        "PYTHONPATH": collections,
        "PATH": path,
    }
    return subprocess.run(
        DEMO, env={**kept, **settings, **environment}, check=False, capture_output=True, text=True
    )


@pytest.fixture
def real(simulator: Simulator) -> dict[str, str]:
    """What points the demo to an account: here a simulated one, which it takes for real."""
    simulator.account.put_target(dict(OTHERS))
    return {"ZENDESK_URL": simulator.url, "ZENDESK_OAUTH_TOKEN": "simulated-admin-oauth-token"}


def test_in_a_simulator() -> None:
    # A token alone points nowhere, and may not disturb.
    ended = run_demo(ZENDESK_OAUTH_TOKEN="marker-token-of-the-user")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "All of it was as promised" in ended.stdout
    assert "marker" not in ended.stdout + ended.stderr
    assert "has: Made by hand, On call, Audit, Issue tracker, Deployments." in ended.stdout
    assert ended.stdout.count('The pager got: {"ticket": "1", "subject": "Printer on fire"}') == 1


def test_in_a_real_account(simulator: Simulator, real: dict[str, str]) -> None:
    before = dict(simulator.account.targets)
    ended = run_demo(**real)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert simulator.account.targets == before
    made = [entry for entry in simulator.journal.entries if entry["method"] == "POST"]
    assert len(made) == 2
    for entry in made:
        assert entry["body"]["target"]["type"] == "email_target"
        assert entry["body"]["target"]["title"].startswith("Ansible demo: ")


def test_what_was_made_goes_whatever_happens(simulator: Simulator, real: dict[str, str]) -> None:
    before = dict(simulator.account.targets)
    refused = {"status": 422, "body": {"error": "RecordInvalid"}}
    simulator.fault(method="PUT", answer=refused, times=0)
    ended = run_demo(**real)
    assert ended.returncode == 1
    assert simulator.account.targets == before


def test_an_account_without_a_token(simulator: Simulator, real: dict[str, str]) -> None:
    ended = run_demo(ZENDESK_URL=real["ZENDESK_URL"], ZENDESK_CLIENT_ID="ansible")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "ZENDESK_URL names stays as it is: to use it, set ZENDESK_OAUTH_TOKEN" in ended.stdout
    assert simulator.calls == []


def test_the_first_error_is_the_one_that_is_shown(
    simulator: Simulator, real: dict[str, str]
) -> None:
    simulator.fault(method="DELETE", answer={"status": 403, "body": {}}, times=0)
    simulator.fault(method="PUT", answer={"status": 422, "body": {}}, times=0)
    ended = run_demo(**real)
    assert ended.returncode == 1
    assert "Not as promised: 422" in ended.stderr


def test_a_run_that_is_not_as_promised(simulator: Simulator, real: dict[str, str]) -> None:
    there = {"title": "Ansible demo: audit", "email": "audit@example.com"}
    simulator.account.put_target(dict(OTHERS, **there, subject="Audit: {{ticket.title}}"))
    ended = run_demo(**real)
    assert ended.returncode == 1
    assert 'Step 1, "Provision: two targets are made.", should have ended well' in ended.stderr


# --- a checkout in a folder with a space in its path


@pytest.fixture
def spaced(tmp_path: Path) -> Path:
    """A copy of the checkout that has all that its checks need."""
    folder = tmp_path / "somebody's files" / "zendesk"
    copy_checkout(folder)
    (folder / ".build").mkdir()
    (folder / ".build" / "venv").symlink_to(sys.prefix)
    for kind in ("requirements", "requirements-demo", "requirements-docs", "importer"):
        (folder / ".build" / (kind + ".installed")).touch()
    return folder


def make(folder: Path, *words: str) -> str:
    # A make that runs the tests would hand its own options on.
    kept = {n: v for n, v in os.environ.items() if n[:4] != "MAKE" and n[:8] != "ZENDESK_"}
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


def test_demo_in_a_path_with_a_space(spaced: Path) -> None:
    assert "All of it was as promised" in make(spaced, "demo")
    made = spaced / ".build" / "collections" / "ansible_collections" / "community" / "zendesk"
    assert made.resolve() == spaced


def test_no_rule_names_the_path_of_the_checkout(spaced: Path) -> None:
    """A space in it would end the name: the rules have relative ones, or a quoted variable."""
    said = make(spaced, "--dry-run", "test", "build", "matrix", "faults", "bench", "screens")
    for tool in ("mypy", "ansible-lint", "build_docs.py", "run_ansible_test.py", "pytest"):
        assert tool in said
    assert spaced.parent.name not in said


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
