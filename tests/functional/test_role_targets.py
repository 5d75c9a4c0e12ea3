# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role targets: its variables, its example for several accounts, twenty accounts in one run."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import socket
import sys
from pathlib import Path
from typing import Any, Iterator

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
    many_options,
    policy_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
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
TOKEN = "simulated-admin-oauth-token"
BY_HAND = {"title": "By hand", "type": "email_target", "email": "a@example.com", "subject": "Hi"}


def load(name: str) -> Any:
    return yaml.safe_load((ROLE / name).read_text())


def titles(simulator: Simulator) -> list[str]:
    return sorted(target["title"] for target in simulator.account.targets.values())


# --- variables


def test_every_option_of_the_module_has_a_variable() -> None:
    module = "community.zendesk.zendesk_targets"
    arguments = next(task[module] for task in load("tasks/main.yml") if module in task)
    assert set(arguments) == {*many_options(TARGETS), *policy_options(TARGETS), "zendesk_overrides"}
    assert arguments["zendesk_overrides"] == {
        name: "{{ %s | default(omit) }}" % name for name in connection_options()
    }


def test_defaults_argument_specs_and_readme_agree() -> None:
    defaults = load("defaults/main.yml")
    specs = load("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    own = {name: spec for name, spec in specs.items() if name.startswith("zendesk_targets_")}
    assert set(specs) - set(own) == set(connection_options())
    assert {n: spec["default"] for n, spec in own.items() if "default" in spec} == defaults
    # A list that has a default can't be told from one that somebody has defined.
    lists = {"zendesk_targets_standard", "zendesk_targets_account"}
    assert set(own) - set(defaults) == {"zendesk_targets_max_deletions", *lists}
    for name, option in connection_options().items():
        assert specs[name].get("no_log", False) == option.get("no_log", False)
        # An empty variable is not set, so that the environment counts.
        assert specs[name]["type"] == (
            option["type"] if option["type"] in ("str", "path") else "raw"
        )
    for name, option in {**many_options(TARGETS), **policy_options(TARGETS)}.items():
        if name != "targets":
            spec = own["zendesk_targets_" + name]
            assert [spec.get(key) for key in ("type", "elements", "default", "choices")] == [
                option.get(key) for key in ("type", "elements", "default", "choices")
            ]
    readme = (ROLE / "README.md").read_text()
    rows = dict(re.findall(r"^\| `(zendesk_targets_\w+)` \| `?(.*?)`? \|", readme, re.MULTILINE))
    said = {name: yaml.safe_load(value) for name, value in rows.items()}
    unset = {"zendesk_targets_max_deletions": "no limit", **dict.fromkeys(lists, "not set")}
    assert said == {**unset, **defaults}


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


@pytest.mark.long
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
    assert {t["title"]: t["subject"] for t in sandbox}["Audit"] == "Audit of ticket {{ ticket.id }}"
    again = provision(tmp_path)
    assert again.code == 0
    assert re.findall(r"changed=(\d+)", again.output) == ["0"] * 4


@pytest.mark.long
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
        assert "did not answer" in played.output


# --- variables of all kinds

TEXT_VARIABLES = ("-e", "zendesk_targets_prune=false", "-e", "zendesk_targets_recreate=no")
NUMBERS = ("-e", "zendesk_targets_max_concurrency=2", "-e", "zendesk_targets_max_deletions=0")
OTHERS = {
    "zendesk_targets_standard": [BY_HAND],
    "zendesk_targets_extra_things": [],
    "zendesk_urls": [],
}
KEEP = {"zendesk_targets_keep": ["Pager"], "zendesk_targets_prune_types": ["email_target"]}
# Variables and options of the command line, and how many requests write.
RIGHT: dict[str, tuple[dict[str, Any], tuple[str, ...], int]] = {
    "keep without prune": ({"zendesk_targets_standard": [BY_HAND], **KEEP}, (), 1),
    "keep and prune given as text": (
        {"zendesk_targets_standard": [BY_HAND], **KEEP},
        TEXT_VARIABLES,
        1,
    ),
    "numbers given as text": ({"zendesk_targets_standard": [BY_HAND]}, NUMBERS, 1),
    "the list of the account only": ({"zendesk_targets_account": [BY_HAND]}, (), 1),
    "one list is null": (
        {"zendesk_targets_account": [BY_HAND], "zendesk_targets_standard": None},
        (),
        1,
    ),
    "an empty list": ({"zendesk_targets_standard": []}, (), 0),
    "names that are somebody's own": (OTHERS, (), 1),
}


def run_role(folder: Path, simulator: Simulator, variables: Any, *options: str) -> Played:
    host = {**LOCAL, "zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN}
    return play_for(folder, {"hosts": {"acme": dict(host, **variables)}}, *options)


@pytest.mark.costly
@pytest.mark.parametrize(("variables", "options", "writes"), RIGHT.values(), ids=list(RIGHT))
def test_right_input(
    variables: dict[str, Any],
    options: tuple[str, ...],
    writes: int,
    simulator: Simulator,
    tmp_path: Path,
) -> None:
    played = run_role(tmp_path, simulator, variables, *options)
    assert played.code == 0, played.output
    assert simulator.calls == ["GET /api/v2/targets"] + ["POST /api/v2/targets"] * writes


def test_prune_gets_keep_and_types(simulator: Simulator, tmp_path: Path) -> None:
    """With prune on both reach the module, whichever way prune is given."""
    for title in ("Pager", "Left over"):
        simulator.account.put_target(dict(BY_HAND, title=title))
    simulator.account.put_target({"title": "Team", "type": "yammer_target"})
    variables = {"zendesk_targets_standard": [BY_HAND], **KEEP}
    played = run_role(tmp_path, simulator, variables, "-e", "zendesk_targets_prune=yes")
    assert played.code == 0, played.output
    assert titles(simulator) == ["By hand", "Pager", "Team"]


def test_no_list_is_defined(simulator: Simulator, tmp_path: Path) -> None:
    """Nothing is to be done, and the role says which variables it looked for."""
    played = run_role(tmp_path, simulator, {})
    assert played.code == 0, played.output
    said = re.sub(r"\s+", " ", played.output)
    assert (
        "Neither zendesk_targets_standard nor zendesk_targets_account is defined for acme" in said
    )
    assert [call for call in simulator.calls if not call.startswith("GET")] == []


# --- connections

# A program in place of ssh that reaches no host, so that no test needs one.
NOWHERE = "#!/bin/sh\nexit 255\n"
HINT = "set ansible_connection: local for it"
CONNECTIONS: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "an account": ({}, {}, True),
    "a machine": ({"ansible_host": "management.example.com"}, {}, False),
    "local in the play": ({}, {"connection": "local"}, False),
    "delegated": ({}, {"delegate": "localhost"}, False),
}


@pytest.mark.costly
@pytest.mark.parametrize(("host", "keywords", "hint"), CONNECTIONS.values(), ids=list(CONNECTIONS))
def test_a_host_that_is_no_account(
    host: dict[str, Any],
    keywords: dict[str, Any],
    hint: bool,
    simulator: Simulator,
    tmp_path: Path,
) -> None:
    """Who forgets the connection is told so before Ansible fails to reach the host."""
    (tmp_path / "nowhere").write_text(NOWHERE)
    (tmp_path / "nowhere").chmod(0o755)
    variables = {
        "ansible_ssh_executable": str(tmp_path / "nowhere"),
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": TOKEN,
        "zendesk_targets_standard": [BY_HAND],
    }
    (tmp_path / "hosts.json").write_text(
        json.dumps({"zendesk": {"hosts": {"acme": dict(variables, **host)}}})
    )
    keywords = dict(keywords)
    apply = {"delegate_to": keywords.pop("delegate")} if "delegate" in keywords else {}
    role = {"name": "community.zendesk.targets", "apply": apply}
    plays = [dict(hosts="zendesk", gather_facts=False, **keywords)]
    plays[0]["tasks"] = [{"ansible.builtin.include_role": role}]
    (tmp_path / "plays.yml").write_text(json.dumps(plays))
    python = "ansible_python_interpreter=" + sys.executable
    inventory = str(tmp_path / "hosts.json")
    played = play(tmp_path, tmp_path / "plays.yml", "-i", inventory, "-e", python)
    reached = bool(apply or keywords)
    assert (played.code == 0) is reached, played.output
    assert ("unreachable=1" in played.output) is not reached
    assert (HINT in re.sub(r"\s+", " ", played.output)) is hint
    assert simulator.calls == ["GET /api/v2/targets", "POST /api/v2/targets"] * reached


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
        'Item 2, target "Typo": unknown option subjct: did you mean subject?',
    ),
    "a misspelt list": (
        {"zendesk_targets_standart": [BY_HAND]},
        "zendesk_targets_standart is not a variable of the roles. Did you mean zendesk_targets_standard?",
    ),
    "a misspelt list beside another": (
        {"zendesk_targets_standard": [BY_HAND], "zendesk_target_acount": [BY_HAND]},
        "Did you mean zendesk_targets_account?",
    ),
    "a misspelt option of the account": (
        {"zendesk_targets_standard": [BY_HAND], "zendesk_subdomian": "acme"},
        "Did you mean zendesk_subdomain?",
    ),
    "lists that another role reads": (
        {"zendesk_targets_standard": [BY_HAND], "zendesk_targets_layer_eu": [BY_HAND]},
        "zendesk_targets_layer_eu is not read by this role, only by the role config.",
    ),
    "defaults that another role reads": (
        {"zendesk_targets_standard": [BY_HAND], "zendesk_targets_defaults": {"active": True}},
        "zendesk_targets_defaults is not read by this role, only by the role config.",
    ),
    "options of items of another module": (
        {
            "zendesk_targets_standard": [dict(BY_HAND, force=True)],
            "zendesk_targets_account": [{"title": "By hand", "recreate": True}],
        },
        "By hand: force is an item option of zendesk_config. Use zendesk_targets_force instead, "
        "which applies to all targets. By hand: recreate is an item option of zendesk_config. Use zendesk_targets_recreate instead",
    ),
    "prune without a list": (
        {"zendesk_targets_prune": True},
        "neither zendesk_targets_standard nor zendesk_targets_account is defined",
    ),
    "a list that can't be filled in": (
        {"zendesk_targets_standard": "{{ my_targets }}", "zendesk_targets_account": []},
        "'my_targets' is undefined",
    ),
    "a limit that can't be filled in": (
        {"zendesk_targets_standard": [], "zendesk_targets_max_deletions": "{{ my_limit }}"},
        "'my_limit' is undefined",
    ),
    "an empty limit": (
        {"zendesk_targets_standard": [], "zendesk_targets_max_deletions": ""},
        "zendesk_targets_max_deletions",
    ),
    "a text that is no number": (
        {"zendesk_targets_standard": [], "zendesk_targets_max_concurrency": "some"},
        "zendesk_targets_max_concurrency",
    ),
}


@pytest.mark.costly
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


def test_an_override_of_nothing(simulator: Simulator, tmp_path: Path) -> None:
    host = {**LOCAL, "zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN}
    override = {"zendesk_targets_account": [{"title": "Nothing", "email": "a@example.com"}]}
    played = play_for(tmp_path, {"hosts": {"acme": dict(override, **host)}})
    assert played.code == 2
    text = 'Item 1, target "Nothing": There is no target called "Nothing". To create it, add type'
    assert text in re.sub(r"\s+", " ", played.output.replace('\\"', '"'))
    assert simulator.calls == ["GET /api/v2/targets"]
