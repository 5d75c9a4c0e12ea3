# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role config: its variables, what is wrong with them, and what it does without a login."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    config_options,
    connection_options,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._items import RESOURCES
from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import CONFIG, LISTS
from ansible_collections.community.zendesk.tests.running import LOCAL, ROOT, Played, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ROLE = ROOT / "roles" / "config"
MODULE = "community.zendesk.zendesk_config"
MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
HOOK = {
    "name": "Pager",
    "endpoint": "https://pager.example.com",
    "http_method": "POST",
    "request_format": "json",
}
RULE = {
    "title": "Page",
    "conditions": {"all": [{"field": "priority", "operator": "is", "value": "urgent"}]},
    "actions": [{"field": "notification_webhook", "value": [{"webhook": "Pager"}, "Help"]}],
}
# What only a variable of the role says, and not an option of the module.
OF_THE_ROLE = {"report_directory", "undo_directory"}


def load(name: str) -> Any:
    return yaml.safe_load((ROLE / name).read_text())


def play_for(folder: Path, playbook: str, hosts: dict[str, Any], *options: str) -> Played:
    """A playbook of the collection for hosts with their variables."""
    inventory = {"zendesk": {"hosts": hosts, "vars": LOCAL}}
    (folder / "inventory.json").write_text(json.dumps(inventory))
    if "\n" in playbook:
        (folder / "play.yml").write_text(playbook)
    file = folder / "play.yml" if "\n" in playbook else ROOT / "playbooks" / playbook
    return play(folder, file, "-i", str(folder / "inventory.json"), *options)


def said(played: Played) -> str:
    return re.sub(r"\s+", " ", played.output.replace('\\"', '"'))


# --- variables


def arguments_in(tasks: list[dict[str, Any]]) -> dict[str, Any]:
    for task in tasks:
        if MODULE in task:
            return dict(task[MODULE])
        if "block" in task:
            return arguments_in(task["block"])
    raise AssertionError("no task runs the module")


def test_every_option_of_the_module_has_a_variable() -> None:
    options = set(config_options(RESOURCES.values()))
    arguments = arguments_in(load("tasks/main.yml"))
    assert set(arguments) == options - {"validate_only"} | {"zendesk_overrides"}
    assert arguments.pop("zendesk_overrides") == {
        name: "{{ %s | default(omit) }}" % name for name in connection_options()
    }
    checked = arguments_in(load("tasks/validate.yml"))
    assert checked.pop("validate_only") is True
    assert {**checked, **{n: arguments[n] for n in ("expected_plan_id", "undo_file")}} == arguments


def test_defaults_argument_specs_and_readme_agree() -> None:
    defaults = load("defaults/main.yml")
    specs = {
        n: each["options"] for n, each in load("meta/argument_specs.yml")["argument_specs"].items()
    }
    own = {n: each for n, each in specs["main"].items() if n in CONFIG}
    assert set(specs["main"]) == {*CONFIG, *LISTS, *connection_options()}
    assert specs["validate"] == specs["show"]
    assert set(specs["show"]) == {*LISTS, *defaults, "zendesk_config_max_deletions"}
    assert set(specs["uses"]) == {"zendesk_uses", *connection_options()}
    assert {n: spec["default"] for n, spec in own.items() if "default" in spec} == defaults
    # A list that has a default can't be told from one that somebody has defined.
    assert not set(defaults) & set(LISTS)
    for name in LISTS:
        assert specs["main"][name]["type"] == ("dict" if name.endswith("_defaults") else "list")
    options = config_options(RESOURCES.values())
    for name in {each.replace("zendesk_config_", "") for each in CONFIG} - OF_THE_ROLE:
        spec, option = own["zendesk_config_" + name], options[name]
        assert (spec["type"], spec.get("elements")) == (option["type"], option.get("elements")), (
            name
        )
        assert spec.get("default") == option.get(
            "default", {} if option["type"] == "dict" else None
        )
        if "choices" in option:
            assert spec["choices"] == option["choices"]
    for name, option in connection_options().items():
        assert specs["main"][name].get("no_log", False) == option.get("no_log", False)
    readme = (ROLE / "README.md").read_text()
    rows = dict(re.findall(r"^\| `(zendesk_config_\w+)` \| `?(.*?)`? \|", readme, re.MULTILINE))
    unset = dict.fromkeys(set(CONFIG) - set(defaults), "not set")
    assert {name: yaml.safe_load(value) for name, value in rows.items()} == {**unset, **defaults}


# --- wrong variables, each in a host of its own, which fails before any request

LISTED: dict[str, Any] = {"zendesk_triggers_standard": []}
WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "misspelt": (
        {"zendesk_trigger_standard": [], "zendesk_config_prun": [], "zendesk_hooks_layer_eu": []},
        [
            "zendesk_trigger_standard is not a variable of the roles. Did you mean zendesk_triggers_standard?",
            "Did you mean zendesk_config_prune?",
            "zendesk_hooks_layer_eu is not a list of the role config",
        ],
    ),
    "items": (
        {
            "zendesk_targets_standard": [MAIL, "marker-one"],
            "zendesk_triggers_override_a": [{"title": "Nothing"}],
        },
        [
            "zendesk_targets_standard, item 2 must be a dictionary of options, not text.",
            'zendesk_triggers_override_a, item 1, trigger "Nothing": no other list has this title',
        ],
    ),
    "text": (
        {"zendesk_triggers_layer_a": "a,b", "zendesk_automations_layer_a": 7},
        [
            "zendesk_triggers_layer_a must be a list of triggers, not 'a,b'. To pass one with -e, use JSON",
            "zendesk_automations_layer_a must be a list of automations, not 7.",
        ],
    ),
    "dictionary": (
        {"zendesk_webhooks_account": {"name": "Pager"}},
        ["argument 'zendesk_webhooks_account' is of type"],
    ),
    "policies": (
        {
            **LISTED,
            "zendesk_targets_prune": "yes",
            "zendesk_targets_prune_types": ["email_target"],
            "zendesk_targets_keep": ["Pager"],
            "zendesk_targets_max_deletions": 0,
            "zendesk_targets_update_secrets": "on_create",
            "zendesk_targets_recreate": True,
            "zendesk_targets_force": True,
            "zendesk_targets_max_concurrency": "8",
            "zendesk_targets_continue_on_error": True,
        },
        [
            "This role does not read zendesk_targets_prune: add targets to zendesk_config_prune.",
            "zendesk_targets_prune_types: list the types in zendesk_config_owned",
            "zendesk_targets_keep: move its entries to targets in zendesk_config_keep",
            "zendesk_targets_max_deletions: use zendesk_config_max_deletions",
            "zendesk_targets_update_secrets: use zendesk_config_update_secrets",
            "zendesk_targets_recreate: give recreate: true to the item",
            "zendesk_targets_force: give force: true to the item",
            "zendesk_targets_max_concurrency: use zendesk_config_max_concurrency",
            "zendesk_targets_continue_on_error: use zendesk_config_continue_on_error",
        ],
    ),
    "unlisted": (
        {**LISTED, "zendesk_config_prune": ["triggers", "webhooks"]},
        [
            "zendesk_config_prune has webhooks, but no such list is defined. Define one, such as "
            "zendesk_webhooks_standard."
        ],
    ),
    "only_defaults": (
        {"zendesk_config_prune": ["triggers"], "zendesk_triggers_defaults": {"active": True}},
        ["zendesk_config_prune has triggers, but no such list is defined."],
    ),
    "undefined": (
        {"zendesk_triggers_standard": "{{ my_triggers }}"},
        ["'my_triggers' is undefined"],
    ),
    "limit": (
        {**LISTED, "zendesk_config_max_deletions": "{{ my_limit }}"},
        ["'my_limit' is undefined"],
    ),
    "plan": (
        {**LISTED, "zendesk_config_expected_plan_id": ""},
        ["zendesk_config_expected_plan_id is empty, so no plan can match it"],
    ),
    "choice": (
        {**LISTED, "zendesk_config_prune_rules": "never"},
        ["value of zendesk_config_prune_rules must be one of: delete, deactivate"],
    ),
    "kind": (
        {**LISTED, "zendesk_config_prune": ["trigger"]},
        ["value of zendesk_config_prune must be one or more of: targets, webhooks"],
    ),
    "prune_text": (
        {**LISTED, "zendesk_config_prune": "triggers,automations"},
        ["prune must be a list"],
    ),
    "option": (
        {"zendesk_triggers_standard": [dict(RULE, titel="x")]},
        ['trigger "Page": unknown option titel: did you mean title?'],
    ),
    "secrets": (
        {**LISTED, "zendesk_config_send_secrets": "Pager, Other"},
        ["send_secrets: ", "is called Pager.", "is called Other."],
    ),
}


@pytest.mark.long
def test_wrong_variables(simulator: Simulator, tmp_path: Path) -> None:
    login = {"zendesk_oauth_token": "marker-oauth-token"}
    hosts = {
        name: {"zendesk_url": "%s/%d" % (simulator.url, number), **login, **variables}
        for number, (name, (variables, _texts)) in enumerate(WRONG.items())
    }
    played = play_for(tmp_path, "provision_config.yml", hosts, "--forks=4", "-vv")
    assert played.code == 2
    text = said(played)
    for name, (_variables, texts) in WRONG.items():
        own = " ".join(
            re.findall(r"fatal: \[%s\]: .*?(?=fatal: \[|TASK \[|PLAY RECAP)" % name, text)
        )
        assert [each for each in texts if each not in own] == [], own
    assert "marker" not in played.output
    assert simulator.calls == []


# --- without a login

SHOWN = {
    "acme": {
        "zendesk_targets_standard": [dict(MAIL, active=False)],
        "zendesk_triggers_standard": [dict(RULE, active=True)],
        "zendesk_triggers_account": [{"title": "Page", "state": "absent"}],
    },
    "empty": {},
}
VALIDATE = """
- name: Check the variables of all accounts
  hosts: zendesk
  gather_facts: false
  tasks:
    - name: Check the variables
      ansible.builtin.import_role:
        name: community.zendesk.config
        tasks_from: validate
"""


def test_show(tmp_path: Path) -> None:
    played = play_for(tmp_path, "show.yml", SHOWN)
    assert played.code == 0, played.output
    for line in (
        '"kind     name     state     from"',
        '"target   On call  inactive  zendesk_targets_standard"',
        '"trigger  Page     absent    zendesk_triggers_standard, zendesk_triggers_account"',
    ):
        assert line in played.output
    assert (
        "No list such as zendesk_triggers_standard or zendesk_webhooks_account is defined for empty"
        in said(played)
    )


def test_show_what_is_wrong(tmp_path: Path) -> None:
    played = play_for(tmp_path, "show.yml", {"acme": {"zendesk_triggers_account": ["x"]}})
    assert played.code == 2
    assert "zendesk_triggers_account, item 1 must be a dictionary of options" in said(played)


# A login that can't be filled in is no hindrance: none is needed.
NO_LOGIN = {"zendesk_subdomain": "{{ missing }}", "zendesk_client_secret": "{{ vault_missing }}"}
LAYERED: dict[str, Any] = {
    "zendesk_webhooks_standard": [
        dict(HOOK, authentication={"type": "bearer_token", "token": "secret-one"})
    ],
    "zendesk_webhooks_override_check": [
        {"name": "Pager", "authentication": {"token": "placeholder"}}
    ],
    "zendesk_triggers_standard": [RULE],
    "zendesk_triggers_layer_emea": [
        {"title": "Page", "actions": [{"field": "set_tags", "value": "a"}]}
    ],
    "zendesk_config_keep": {"targets": ["Anything"]},
    "zendesk_config_undo_directory": "{{ missing }}",
    "zendesk_config_report_directory": "{{ missing }}",
}


def test_validate(tmp_path: Path) -> None:
    hosts = {
        "acme": {**LAYERED, **NO_LOGIN},
        "wrong": {
            **NO_LOGIN,
            "zendesk_webhooks_standard": [
                {"name": "Pager", "endpoint": "ftp://a", "http_metod": "POST"}
            ],
            "zendesk_triggers_account": [{"title": "Page", "actions": []}],
        },
        "empty": NO_LOGIN,
    }
    played = play_for(tmp_path, VALIDATE, hosts)
    assert played.code == 2
    text = said(played)
    assert re.findall(r"(\w+) : ok=\d+ changed=0 unreachable=0 failed=(\d)", text) == [
        ("acme", "0"),
        ("empty", "0"),
        ("wrong", "1"),
    ]
    assert "unknown option http_metod: did you mean http_method?" in text
    assert 'trigger "Page": actions' in text
    # Ansible says it once, though two tasks come across it.
    warning = (
        'zendesk_triggers_layer_emea, item 1, trigger "Page" replaces all actions of '
        "zendesk_triggers_standard, item 1: they are not merged."
    )
    assert text.count(warning) == 1


@pytest.mark.costly
@pytest.mark.parametrize("text", ['["Pager"]', "Pager, On call", " Pager ,"])
def test_words_as_text(text: str, tmp_path: Path) -> None:
    secret = {"type": "bearer_token", "token": "secret-one"}
    lists = {
        "zendesk_webhooks_account": [dict(HOOK, authentication=secret)],
        "zendesk_targets_account": [MAIL],
        "zendesk_config_send_secrets": text,
    }
    played = play_for(tmp_path, VALIDATE, {"acme": lists})
    assert played.code == 0, played.output
