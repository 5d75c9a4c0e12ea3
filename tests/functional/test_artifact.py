# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is published, installed into a new environment where there is nothing else of ours."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tarfile
import venv
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.running import LOCAL, ROOT
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.tools.build_artifact import build

# In one process, so that it is built and installed once.
pytestmark = pytest.mark.xdist_group("artifact")

NAME = "community.zendesk."
PLUGINS = {
    kind: sorted(path.stem for path in (ROOT / "plugins" / folder).glob("*.py"))
    for kind, folder in (("module", "modules"), ("filter", "filter"))
}
ROLES = sorted(path.name for path in (ROOT / "roles").iterdir())
PLAYBOOKS = sorted(path.stem for path in (ROOT / "playbooks").glob("*.yml"))
# Top-level entries that users need.
NEEDED = {
    "CHANGELOG.md",
    "FILES.json",
    "LICENSES",
    "MANIFEST.json",
    "README.md",
    "REUSE.toml",
    "SECURITY.md",
    "changelogs",
    "docs",
    "meta",
    "playbooks",
    "plugins",
    "requirements.txt",
    "roles",
}

FOR_CONTRIBUTORS = re.compile(
    "docs/(benchmarks|decisions|faults|how_it_works|inclusion|pictures|schemas|simulator|site)"
)


class Installed:
    """An environment with Ansible, requests and the published collection, and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.artifact = build(folder)
        self._folder = folder
        venv.create(folder / "venv", with_pip=True)
        # The versions that the tests run with: the constraints are for the newest ansible-core.
        constraints = folder / "constraints.txt"
        found = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions()}
        constraints.write_text("".join("%s==%s\n" % pair for pair in found.items()))
        self._run(
            "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "ansible-core",
            "requests",
            "--constraint",
            str(constraints),
        )
        self._run(
            "ansible-galaxy",
            "collection",
            "install",
            "--offline",
            str(self.artifact),
            "--collections-path",
            str(folder / "collections"),
        )

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("ANSIBLE", "PYTHON", "ZENDESK"))
        }
        return dict(
            kept,
            ANSIBLE_COLLECTIONS_PATH=str(self._folder / "collections"),
            ANSIBLE_HOME=str(self._folder / "ansible"),
            ANSIBLE_NOCOLOR="1",
            PATH="%s:%s" % (self._folder / "venv" / "bin", os.environ["PATH"]),
        )

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment in an empty folder."""
        return subprocess.run(
            [str(self._folder / "venv" / "bin" / command), *arguments],
            cwd=self._folder,
            env=self.environment,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _run(self, command: str, *arguments: str) -> None:
        ended = self.run(command, *arguments)
        assert ended.returncode == 0, ended.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"))


def test_artifact_has_what_users_need(installed: Installed) -> None:
    assert installed.artifact.stat().st_size < 400_000
    with tarfile.open(installed.artifact) as archive:
        names = archive.getnames()
    assert {name.split("/")[0] for name in names} - NEEDED == set()
    # docs.ansible.com is built from it.
    folder = ROOT / "docs" / "docsite"
    assert {str(file.relative_to(ROOT)) for file in folder.rglob("*.*")} <= set(names)
    assert [name for name in names if FOR_CONTRIBUTORS.match(name)] == []
    unwanted = re.compile(r"(^|/)(\.|__pycache__|tests?/|.*\.(pyc|orig|log)$)")
    assert [name for name in names if unwanted.search(name)] == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, names in PLUGINS.items() for name in names]
    + [("role", name) for name in ROLES],
)
def test_documentation_can_be_read(kind: str, name: str, installed: Installed) -> None:
    ended = installed.run("ansible-doc", "--json", "--type", kind, NAME + name)
    assert ended.returncode == 0, ended.stdout
    warnings, _brace, document = ended.stdout.partition("{\n")
    # Ansible warns of a collection of its own, which has no version.
    assert [line for line in warnings.splitlines() if "ansible/_protomatter" not in line] == []
    assert NAME + name in json.loads("{" + document)


@pytest.mark.long
def test_demo(installed: Installed) -> None:
    """The demo is not published, but runs what is."""
    simulator_path = str(ROOT / ".build" / "collections")
    ended = subprocess.run(
        [sys.executable, "-m", "ansible_collections.community.zendesk.tests.demo"],
        env=dict(installed.environment, PYTHONPATH=simulator_path),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout
    assert "every step behaved as expected" in ended.stdout


ITEM = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}


@pytest.fixture
def inventory(simulator: Simulator, tmp_path: Path) -> str:
    variables: dict[str, Any] = {
        **LOCAL,
        "zendesk_client_id": "simulated-client",
        "zendesk_client_secret": "simulated-client-secret",
        "zendesk_targets_standard": [ITEM],
        "audit_directory": str(tmp_path / "audit"),
        "export_directory": str(tmp_path / "export"),
    }
    file = tmp_path / "inventory.json"
    hosts = {"acme": {"zendesk_url": simulator.url}}
    file.write_text(json.dumps({"all": {"hosts": hosts, "vars": variables}}))
    return str(file)


@pytest.mark.long
@pytest.mark.parametrize("name", ROLES)
def test_role(
    name: str, inventory: str, simulator: Simulator, installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "play.yml").write_text(
        "- hosts: all\n  gather_facts: false\n  roles: [%s%s]\n" % (NAME, name)
    )
    if name != "targets":
        simulator.account.put_target(dict(ITEM))
    ended = installed.run("ansible-playbook", "-i", inventory, str(tmp_path / "play.yml"))
    assert ended.returncode == 0, ended.stdout
    assert "WARNING" not in ended.stdout
    assert [target["title"] for target in simulator.account.targets.values()] == ["On call"]


@pytest.mark.long
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_playbook(name: str, inventory: str, simulator: Simulator, installed: Installed) -> None:
    simulator.account.put_target(dict(ITEM))
    asked = ["-e", '{"zendesk_uses": {"target": "On call"}}']
    ended = installed.run("ansible-playbook", "-i", inventory, NAME + name, *asked)
    assert ended.returncode == 0, ended.stdout
    # What shows the files needs no account.
    assert bool(simulator.calls) == (name != "show")
    assert name == "show" or "GET /api/v2/targets" in simulator.calls
    assert not [call for call in simulator.calls if "GET" not in call and "oauth" not in call]
