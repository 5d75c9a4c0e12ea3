# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role export: from an account to code, from the code to another account, and no change in either."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any, Iterator

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Variant
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.tests.exported import NASTY, load, secrets_of
from ansible_collections.community.zendesk.tests.running import LOCAL, ROOT, Played, play
from ansible_collections.community.zendesk.tests.samples import complete, writable
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ROLE = ROOT / "roles" / "export"
# Part of every secret in these tests, of targets and of logins.
MARKER = "canary"
USER = {"email": "admin@example.com", "role": "admin", "oauth_token": "canary-oauth-token"}
CLIENT = {"client_id": "ansible", "client_secret": "canary-client-secret"}
READS = ["GET /api/v2/targets", "GET /api/v2/triggers", "GET /api/v2/automations"]
MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
TOKEN = {"title": "Team", "type": "yammer_target", "token": "canary-team-token"}


def whole(entry: Variant) -> dict[str, Any]:
    """A target with every attribute of its type, under the name that Zendesk shows."""
    secrets = {
        a.name: "canary-%s-%s" % (entry.name, a.name) for a in writable(entry) if a.type.secret
    }
    kind = (*entry.aliases, entry.name)[0]
    return dict(complete(entry), title="All of " + entry.name, type=kind, **secrets)


# One of each type, and texts that are hard to write.
REGULAR = [whole(entry) for entry in TYPES]
REGULAR += [dict(MAIL, title=text, subject=text, active=len(text) % 2 == 0) for text in NASTY]
# What can't be named by title and type, and what this collection does not know.
ODD: list[dict[str, Any]] = [
    dict(MAIL),
    dict(MAIL, subject="Another"),
    dict(MAIL, title="Nothing", subject=None),
    dict(MAIL, title="More", priority="{{high}}", auth_key="canary-auth-key"),
    dict(whole(TYPES[0]), resource="calendar"),
    {"title": "Text", "type": "twilio_target", "from": "{{x}}", "auth_token": "canary-auth-token"},
]


@pytest.fixture
def accounts() -> Iterator[dict[str, Simulator]]:
    """A regular account, an odd one and an empty one."""
    targets_of: dict[str, list[dict[str, Any]]] = {"acme": REGULAR, "odd": ODD, "copy": []}
    running = {}
    for name, targets in targets_of.items():
        seed = {"users": [USER], "oauth_clients": [CLIENT], "targets": targets}
        running[name] = Simulator(seed).start()
    yield running
    for simulator in running.values():
        simulator.stop()


@pytest.fixture
def acme(accounts: dict[str, Simulator]) -> Simulator:
    """An account with two targets."""
    accounts["acme"].account.targets.clear()
    for target in (MAIL, TOKEN):
        accounts["acme"].account.put_target(dict(target))
    return accounts["acme"]


def play_for(
    folder: Path, playbook: str | Path, accounts: dict[str, Simulator], *options: str, **more: Any
) -> Played:
    variables = {
        **LOCAL,
        "zendesk_oauth_token": USER["oauth_token"],
    }
    hosts = {name: {"zendesk_url": one.url} for name, one in accounts.items()}
    group = {"hosts": hosts, "vars": {**variables, **more}}
    (folder / "inventory.json").write_text(json.dumps({"zendesk": group}))
    inventory = str(folder / "inventory.json")
    return play(folder, Path(playbook), "-i", inventory, "-vvvv", "--diff", *options)


def export(folder: Path, accounts: Any, *options: str, **variables: Any) -> Played:
    """Export targets alone, as in 1.0.0. A list of words may be a text."""
    variables = {"zendesk_export_kinds": "targets,", **variables}
    return play_for(folder, "community.zendesk.export", accounts, *options, **variables)


def provision(folder: Path, accounts: Any, *options: str, **variables: Any) -> Played:
    shutil.copy(ROOT / "roles" / "targets" / "examples" / "provision.yml", folder)
    return play_for(folder, folder / "provision.yml", accounts, *options, **variables)


def changes(played: Played) -> dict[str, int]:
    assert played.code == 0, played.output
    recap = re.findall(r"^(\w+) +: ok=.*changed=(\d+)", played.output, re.MULTILINE)
    return {name: int(count) for name, count in recap}


def fill_in(folder: Path, simulator: Simulator) -> None:
    """What somebody does who knows the secrets of the account."""
    items = load((folder / "targets.yml").read_text("utf-8"), folder.parent)
    targets = list(simulator.account.targets.values())
    secrets = secrets_of(items["zendesk_targets_account"], targets)
    (folder / "vault.yml").write_text(json.dumps(secrets))


@pytest.mark.long
def test_round_trip(accounts: dict[str, Simulator], tmp_path: Path) -> None:
    written = tmp_path / "host_vars"
    there = {name: accounts[name] for name in ("acme", "odd")}
    copy = {"copy": accounts["copy"]}
    done = export(tmp_path, there)
    assert changes(done) == {"acme": 2, "odd": 2}
    for simulator in there.values():
        assert simulator.calls == READS
        simulator.journal.clear()

    # Without the secrets nothing is even read.
    refused = provision(tmp_path, there)
    assert refused.code == 2
    assert "'vault_zendesk_target_all_of_basecamp_target_token' is undefined" in refused.output
    assert accounts["acme"].calls + accounts["odd"].calls == []

    # What was exported makes the same account elsewhere, and changes nothing anywhere.
    for name, simulator in there.items():
        fill_in(written / name, simulator)
    shutil.copytree(written / "acme", written / "copy")
    assert changes(provision(tmp_path, copy)) == {"copy": 1}
    assert changes(export(tmp_path, copy, zendesk_export_directory="again")) == {"copy": 2}
    first, second = (
        (tmp_path / name / "targets.yml").read_text("utf-8")
        for name in ("host_vars/acme", "again/copy")
    )
    assert without_ids(second) == without_ids(first)
    checked = provision(tmp_path, accounts, "--check", zendesk_targets_prune=True)
    assert changes(checked) == {"acme": 0, "odd": 0, "copy": 0}
    assert accounts["acme"].calls + accounts["odd"].calls == READS[:1] * 2

    outputs = [played.output for played in (done, refused, checked)]
    exported = [file.read_text("utf-8") for file in tmp_path.rglob("targets.yml")]
    exported += [file.read_text("utf-8") for file in tmp_path.rglob("vault.yml.example")]
    assert len(exported) == 8
    assert MARKER not in "".join(outputs + exported)


def without_ids(text: str) -> str:
    return re.sub(r"\bid \d+", "id", text.replace("of copy,", "of acme,"))


@pytest.mark.long
def test_check_mode(acme: Simulator, tmp_path: Path) -> None:
    rule = acme.account.add_rule("triggers", "Tell {{them}}\n", min(acme.account.targets))
    there = {"acme": acme}
    predicted = export(tmp_path, there, "--check")
    assert changes(predicted) == {"acme": 2}
    assert not (tmp_path / "host_vars").exists()
    done = export(tmp_path, there)
    assert changes(done) == {"acme": 2}
    files = [tmp_path / "host_vars" / "acme" / n for n in ("targets.yml", "vault.yml.example")]
    text = "".join(file.read_text() for file in files)
    assert '  #   trigger (id %d): !unsafe "Tell {{them}}\\n"\n' % rule["id"] in text
    for played in (predicted, done):
        assert {"+" + line for line in text.splitlines()} <= set(played.output.splitlines())
        assert MARKER not in played.output
    assert changes(export(tmp_path, there)) == {"acme": 0}
    assert acme.calls == READS * 3


@pytest.mark.long
def test_files_that_are_there(acme: Simulator, tmp_path: Path) -> None:
    there = {"acme": acme}
    file = tmp_path / "host_vars" / "acme" / "targets.yml"
    file.parent.mkdir(parents=True)
    file.write_text("mine: true\n")
    for options in (["--check"], []):
        refused = export(tmp_path, there, *options)
        assert refused.code == 2
        assert "targets.yml exists and differs from the account" in refused.output
        assert [other.name for other in file.parent.iterdir()] == ["targets.yml"]
        assert file.read_text() == "mine: true\n"
    replaced = export(tmp_path, there, "-e", "zendesk_export_overwrite=true")
    assert changes(replaced) == {"acme": 1}
    assert "\n-mine: true\n" in replaced.output
    assert "zendesk_targets_account:" in file.read_text()
    (kept,) = file.parent.glob("targets.yml.*~")
    assert kept.read_text() == "mine: true\n"


@pytest.mark.costly
@pytest.mark.parametrize("name", ["acme", "acme.yml", "acme.json"])
def test_variables_that_a_folder_would_hide(name: str, acme: Simulator, tmp_path: Path) -> None:
    (tmp_path / "host_vars").mkdir()
    (tmp_path / "host_vars" / name).write_text('{"zendesk_export_variable": "mine"}')
    refused = export(tmp_path, {"acme": acme})
    assert refused.code == 2
    assert "Ansible would ignore %s/host_vars/%s if" % (tmp_path, name) in refused.output
    assert [file.name for file in (tmp_path / "host_vars").iterdir()] == [name]


@pytest.mark.long
def test_a_login_that_may_read_targets_alone(acme: Simulator, tmp_path: Path) -> None:
    login = {
        "zendesk_client_id": CLIENT["client_id"],
        "zendesk_client_secret": CLIENT["client_secret"],
        "zendesk_oauth_token": "",
        "zendesk_oauth_scope": "targets:read",
    }
    refused = export(tmp_path, {"acme": acme}, **login)
    assert refused.code == 2
    assert "missing the following required scopes" in refused.output
    done = export(tmp_path, {"acme": acme}, "-e", "zendesk_export_usage=false", **login)
    assert changes(done) == {"acme": 2}
    assert acme.calls[-2:] == ["POST /oauth/tokens", READS[0]]
    assert MARKER not in refused.output + done.output


@pytest.mark.long
def test_without_an_inventory(acme: Simulator, tmp_path: Path) -> None:
    variables = {
        "zendesk_hosts": "localhost",
        "zendesk_url": acme.url,
        "zendesk_oauth_token": USER["oauth_token"],
        "zendesk_export_variable": "mine",
        "zendesk_export_kinds": ["targets"],
    }
    (tmp_path / "variables.json").write_text(json.dumps(variables))
    done = play(tmp_path, Path("community.zendesk.export"), "-e", "@variables.json")
    assert changes(done) == {"localhost": 2}
    text = (tmp_path / "host_vars" / "localhost" / "targets.yml").read_text()
    assert [item["title"] for item in load(text, tmp_path)["mine"]] == ["On call", "Team"]


# --- variables


def load_role(name: str) -> Any:
    return yaml.safe_load((ROLE / name).read_text())


def test_defaults_argument_specs_and_readme_agree() -> None:
    defaults = load_role("defaults/main.yml")
    specs = load_role("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    own = {name: spec for name, spec in specs.items() if name.startswith("zendesk_export_")}
    assert set(specs) - set(own) == set(connection_options())
    assert {name: spec["default"] for name, spec in own.items()} == defaults
    module = "community.zendesk.zendesk_config_info"
    arguments = next(task[module] for task in load_role("tasks/main.yml") if module in task)
    assert set(arguments) == {"gather", "kinds", "owned", "zendesk_overrides"}
    assert set(arguments["zendesk_overrides"]) == set(connection_options())
    for name, option in connection_options().items():
        assert arguments["zendesk_overrides"][name] == "{{ %s | default(omit) }}" % name
        assert specs[name].get("no_log", False) == option.get("no_log", False)
        assert specs[name]["type"] == (
            option["type"] if option["type"] in ("str", "path") else "raw"
        )
    readme = (ROLE / "README.md").read_text()
    rows = dict(re.findall(r"^\| `(zendesk_export_\w+)` \| `(.*?)`.*? \|", readme, re.MULTILINE))
    assert rows.pop("zendesk_export_directory") == "host_vars"
    assert {name: yaml.safe_load(value) for name, value in rows.items()}.items() <= defaults.items()
    assert len(rows) == len(defaults) - 2
