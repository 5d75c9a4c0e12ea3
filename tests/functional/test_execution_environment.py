# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Execution environments: what the collection asks for, and the example definition."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.tests.configs import names, target
from ansible_collections.community.zendesk.tests.pages import blocks_of, guide
from ansible_collections.community.zendesk.tests.receiver import Receiver
from ansible_collections.community.zendesk.tests.running import (
    LOCAL,
    ROOT,
    Played,
    play,
    run_program,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

PAGE = guide("awx")
BUILDER = str(Path(sys.executable).with_name("ansible-builder"))


def checked_here() -> list[str]:
    """The blocks of the page that name this file."""
    return [block.text for block in blocks_of(PAGE) if block.checked_by]


def run(folder: Path, simulator: Simulator, text: str, *options: str) -> Played:
    """A playbook of a project, whose inventory has one account with one target."""
    host = {"zendesk_url": simulator.url, "zendesk_oauth_token": "simulated-admin-oauth-token"}
    lists = {"zendesk_targets_standard": [target("On call")]}
    inventory = {"zendesk": {"hosts": {"acme": host}, "vars": {**LOCAL, **lists}}}
    (folder / "inventory.json").write_text(json.dumps(inventory))
    (folder / "project.yml").write_text(text)
    return play(folder, folder / "project.yml", "-i", str(folder / "inventory.json"), *options)


def test_image_gets_what_the_modules_need(tmp_path: Path) -> None:
    collection = tmp_path / "ansible_collections" / "community" / "zendesk"
    shutil.copytree(ROOT / "meta", collection / "meta")
    shutil.copy(ROOT / "galaxy.yml", collection)
    shutil.copy(ROOT / "requirements.txt", collection)
    command = [BUILDER, "introspect", "--sanitize", str(tmp_path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "requests>=2.31.0  # from collection community.zendesk" in said


def test_definition_of_an_image(tmp_path: Path) -> None:
    definition = str(ROOT / "docs" / "execution-environment.yml")
    command = [BUILDER, "create", "--file", definition, "--context", str(tmp_path / "context")]
    command += ["--output-filename", "Containerfile"]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "context" / "Containerfile").is_file()
    galaxy = yaml.safe_load((tmp_path / "context" / "_build" / "requirements.yml").read_text())
    assert galaxy["collections"] == [{"name": "community.zendesk", "version": ">=2.0.0"}]


def test_credential_type_of_awx() -> None:
    inputs, injectors = (yaml.safe_load(text) for text in checked_here()[:2])
    fields = {field["id"]: field for field in inputs["fields"]}
    assert set(fields) == set(inputs["required"])
    assert sorted(injectors["env"].values()) == sorted("{{ %s }}" % name for name in fields)
    for variable, value in injectors["env"].items():
        option = connection_options()[variable.lower()]
        field = fields[value.strip("{ }")]
        assert field.get("secret", False) == option.get("no_log", False)


@pytest.mark.long
def test_the_page_is_sent_from_the_container(tmp_path: Path, simulator: Simulator) -> None:
    """Even if the audit fails, as it does here: the account lacks the target."""
    audit = checked_here()[2]
    receiver = Receiver().start()
    text = audit.replace("https://reports.example.com", receiver.url)
    played = run(tmp_path, simulator, text.replace("/tmp/audit", str(tmp_path / "audit")))
    receiver.stop()
    assert played.code == 2
    (sent,) = receiver.received
    assert (sent.method, sent.path) == ("PUT", "/zendesk.html")
    assert b"On call" in sent.body


@pytest.mark.long
def test_approve_a_plan(
    tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first job passes on is what the second one needs."""
    plan, provision = checked_here()[3:]
    monkeypatch.setenv("ANSIBLE_SHOW_CUSTOM_STATS", "true")
    planned = run(tmp_path, simulator, plan, "--check")
    assert planned.code == 0, planned.output
    (passed,) = re.findall(r"RUN: (\{.*\})", planned.output)
    assert names(simulator, "targets") == []
    done = run(tmp_path, simulator, provision, "-e", passed)
    assert done.code == 0, done.output
    assert names(simulator, "targets") == ["On call"]


def test_a_script_with_the_passwords_of_vaults(tmp_path: Path) -> None:
    """Each label has a password of its own, and one does not open what belongs to the other."""
    page = guide("audits_in_ci")
    (script,) = [block.text for block in blocks_of(page) if block.text.startswith("#!/bin/sh")]
    client = tmp_path / "vault-client.sh"
    client.write_text(script)
    client.chmod(0o755)
    (tmp_path / "vault.yml").write_text("vault_secret: made-up\n")
    passwords = {"VAULT_PASSWORD_PRODUCTION": "one", "VAULT_PASSWORD_SANDBOX": "two"}

    def vault(*words: str) -> subprocess.CompletedProcess[str]:
        return run_program(tmp_path, "ansible-vault", *words, "vault.yml", login=passwords)

    production, sandbox = ("%s@%s" % (label, client) for label in ("production", "sandbox"))
    assert vault("encrypt", "--vault-id", production).returncode == 0
    assert (tmp_path / "vault.yml").read_text().startswith("$ANSIBLE_VAULT;1.2;AES256;production\n")
    assert vault("view", "--vault-id", sandbox).returncode != 0
    seen = vault("view", "--vault-id", sandbox, "--vault-id", production)
    assert "vault_secret: made-up" in seen.stdout
