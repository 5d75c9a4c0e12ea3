# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role targets: its variables, its example for several accounts, twenty accounts in one run."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import socket
from pathlib import Path
from typing import Any, Iterator

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._options import (
    connection_options,
    policy_options,
    set_options,
)
from ansible_collections.community.zendesk.tests.running import LOCAL, ROOT, Played, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ROLE = ROOT / "roles" / "targets"
GROUPS = {
    "acme": "production",
    "acme-sandbox": "sandbox",
    "acme-emea": "regions",
    "acme-apac": "regions",
}
TITLES = {
    "acme": ["Audit", "Escalation", "On call"],
    "acme-sandbox": ["Audit", "By hand", "On call"],
    "acme-emea": ["Audit", "By hand", "Desk", "Escalation", "On call"],
    "acme-apac": ["Audit", "By hand", "Desk", "Escalation", "On call"],
}
BY_HAND = {"title": "By hand", "type": "email_target", "email": "a@example.com", "subject": "Hi"}


def load(name: str) -> Any:
    return yaml.safe_load((ROLE / name).read_text())


def titles(simulator: Simulator) -> list[str]:
    return sorted(target["title"] for target in simulator.account.targets.values())


# --- variables


def test_every_option_of_the_module_has_a_variable() -> None:
    arguments = load("tasks/main.yml")[-1]["community.zendesk.zendesk_targets"]
    assert set(arguments) == {*set_options(), *policy_options(), "zendesk_overrides"}
    assert arguments["zendesk_overrides"] == {
        name: "{{ %s | default(omit) }}" % name for name in connection_options()
    }


def test_defaults_argument_specs_and_readme_agree() -> None:
    defaults = load("defaults/main.yml")
    specs = load("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    own = {name: spec for name, spec in specs.items() if name.startswith("zendesk_targets_")}
    assert set(specs) - set(own) == set(connection_options())
    assert {n: spec["default"] for n, spec in own.items() if "default" in spec} == defaults
    assert set(own) - set(defaults) == {"zendesk_targets_max_deletions"}
    for name, option in connection_options().items():
        assert specs[name].get("no_log", False) == option.get("no_log", False)
        # An empty variable is not set, so that the environment counts.
        assert specs[name]["type"] == (
            option["type"] if option["type"] in ("str", "path") else "raw"
        )
    for name, option in {**set_options(), **policy_options()}.items():
        if name != "targets":
            spec = own["zendesk_targets_" + name]
            assert [spec.get(key) for key in ("type", "elements", "default", "choices")] == [
                option.get(key) for key in ("type", "elements", "default", "choices")
            ]
    readme = (ROLE / "README.md").read_text()
    rows = dict(re.findall(r"^\| `(zendesk_targets_\w+)` \| `?(.*?)`? \|", readme, re.MULTILINE))
    said = {name: yaml.safe_load(value) for name, value in rows.items()}
    assert said == {"zendesk_targets_max_deletions": "no limit", **defaults}


# --- many accounts


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[dict[str, Simulator]]:
    """The accounts of the example, and the example itself in a folder, pointed to them."""
    shutil.copytree(ROLE / "examples", tmp_path / "examples")
    inventory = tmp_path / "examples" / "inventory.yml"
    text = inventory.read_text()
    with contextlib.ExitStack() as stack:
        running = {}
        for name, group in GROUPS.items():
            secret = "example-secret-of-" + group
            client = {"client_id": "ansible", "client_secret": secret}
            simulator = Simulator({"oauth_clients": [client], "targets": [dict(BY_HAND)]}).start()
            stack.callback(simulator.stop)
            running[name] = simulator
            text = text.replace(
                "zendesk_subdomain: %s\n" % name, "zendesk_url: %s\n" % simulator.url
            )
        inventory.write_text(text)
        for file in (tmp_path / "examples").rglob("targets.yml"):
            file.write_text(file.read_text().replace("{{ zendesk_subdomain }}", "shop"))
        (tmp_path / "password").write_text("example")
        yield running


def provision(folder: Path, *options: str) -> Played:
    example = folder / "examples"
    password = "--vault-password-file=%s" % (folder / "password")
    return play(folder, example / "provision.yml", "-i", str(example), password, *options)


def play_for(folder: Path, group: dict[str, Any], *options: str) -> Played:
    """The playbook of the example for other accounts, without the variables of the example."""
    shutil.copy(ROLE / "examples" / "provision.yml", folder)
    (folder / "inventory.json").write_text(json.dumps({"zendesk": group}))
    inventory = str(folder / "inventory.json")
    return play(folder, folder / "provision.yml", "-i", inventory, *options)


def test_example(accounts: dict[str, Simulator], tmp_path: Path) -> None:
    predicted = provision(tmp_path, "--check", "--diff")
    assert predicted.code == 0, predicted.output
    assert all(titles(simulator) == ["By hand"] for simulator in accounts.values())
    done = provision(tmp_path, "--diff")
    assert done.code == 0, done.output
    assert {name: titles(simulator) for name, simulator in accounts.items()} == TITLES
    assert sorted(re.findall(r"^[-+ ]+\"(?:title|email)\".*", predicted.output, re.M)) == sorted(
        re.findall(r"^[-+ ]+\"(?:title|email)\".*", done.output, re.M)
    )
    assert "example-secret" not in predicted.output + done.output
    sandbox = accounts["acme-sandbox"].account.targets.values()
    assert {t["title"]: t["email"] for t in sandbox}["On call"] == "sandbox@example.com"
    assert {t["title"]: t["subject"] for t in sandbox}["Audit"] == "Audit of ticket {{ticket.id}}"
    again = provision(tmp_path)
    assert again.code == 0
    assert re.findall(r"changed=(\d+)", again.output) == ["0"] * 4


def test_twenty_accounts_of_which_one_is_down(tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        # A port that nobody listens on, and that nobody else gets.
        down = stack.enter_context(socket.socket())
        down.bind(("127.0.0.1", 0))
        up = [Simulator().start() for _number in range(19)]
        for simulator in up:
            stack.callback(simulator.stop)
        urls = [simulator.url for simulator in up]
        urls.insert(7, "http://127.0.0.1:%d" % down.getsockname()[1])
        hosts = {"account%02d" % n: {"zendesk_url": url} for n, url in enumerate(urls)}
        variables = {
            **LOCAL,
            "zendesk_oauth_token": "simulated-admin-oauth-token",
            "zendesk_retries": 0,
            "zendesk_targets_standard": [BY_HAND],
        }
        played = play_for(tmp_path, {"hosts": hosts, "vars": variables}, "--forks=20")
        assert played.code == 2
        assert [titles(simulator) for simulator in up] == [["By hand"]] * 19
        recap = dict(re.findall(r"^(account\d\d) .*failed=(\d)", played.output, re.MULTILINE))
        assert recap.pop("account07") == "1"
        assert list(recap.values()) == ["0"] * 19
        assert "has not answered" in played.output


# --- wrong input

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no list": (
        {"zendesk_targets_standard": {"title": "x"}},
        "argument 'zendesk_targets_standard' is of type",
    ),
    "bad choice": (
        {"zendesk_targets_update_secrets": "never"},
        "value of zendesk_targets_update_secrets must be one of: always, on_create",
    ),
    "a typo in an item": (
        {"zendesk_targets_standard": [BY_HAND, {"title": "Typo", "subjct": "x"}]},
        'Item 2, target "Typo": unknown option subjct.',
    ),
    "an override of nothing": (
        {"zendesk_targets_account": [{"title": "Nothing", "email": "x"}]},
        'Item 1, target "Nothing": type is missing',
    ),
}


@pytest.mark.parametrize(("variables", "text"), WRONG.values(), ids=list(WRONG))
def test_wrong_input(
    variables: dict[str, Any], text: str, simulator: Simulator, tmp_path: Path
) -> None:
    host = {
        **LOCAL,
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": "marker-oauth-token",
    }
    played = play_for(tmp_path, {"hosts": {"acme": dict(variables, **host)}}, "-vvvv")
    assert played.code == 2
    assert text in re.sub(r"\s+", " ", played.output.replace('\\"', '"'))
    assert simulator.calls == []
    assert "marker" not in played.output
