# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret in any output: real playbooks with all there is to print, and the journal."""

from __future__ import annotations

import html
import itertools
import json
from pathlib import Path
from typing import Any, Callable, Iterator
from urllib.parse import quote

import pytest
from ansible.module_utils.common.parameters import PASS_VARS

from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.tests.running import run_module, run_playbook
from ansible_collections.community.zendesk.tests.samples import complete, writable
from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

# Part of every secret in these tests, old and new, of targets and of logins.
MARKER = "canary"
ADMIN = dict(
    DEFAULT_SEED["users"][0],
    password="canary-login-password",
    api_token="canary-login-api-token",
    oauth_token="canary-login-oauth-token",
)
CLIENT = {"client_id": "ansible", "client_secret": "canary-login-client-secret"}
WITH_SECRETS = [entry for entry in TYPES if any(a.type.secret for a in writable(entry))]

LOGINS: dict[str, dict[str, str]] = {
    "oauth_token": {"zendesk_oauth_token": ADMIN["oauth_token"]},
    "oauth_client": {
        "zendesk_client_id": "ansible",
        "zendesk_client_secret": CLIENT["client_secret"],
    },
    "api_token": {"zendesk_email": ADMIN["email"], "zendesk_api_token": ADMIN["api_token"]},
    "password": {"zendesk_email": ADMIN["email"], "zendesk_password": ADMIN["password"]},
}
TOKEN = LOGINS["oauth_token"]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    running = Simulator({"users": [ADMIN], "oauth_clients": [CLIENT]}).start()
    yield running
    running.stop()


def target(entry: Any, generation: str) -> dict[str, Any]:
    """A target of a type, its secrets marked."""
    secrets = {
        a.name: "canary-%s-%s-%s" % (generation, entry.name, a.name)
        for a in writable(entry)
        if a.type.secret
    }
    return dict(complete(entry), title="Sample " + entry.name, **secrets)


def write_only(entry: Any) -> bool:
    return any(a.write_only for a in writable(entry))


def tasks_for(count: int) -> str:
    """Tasks whose arguments are in a file of variables, as from a vault."""
    return (
        "".join(
            '- community.zendesk.zendesk_target: "{{ arguments[%d] }}"\n  ignore_errors: true\n' % n
            for n in range(count)
        )
        + '- community.zendesk.zendesk_target_info: "{{ connection }}"\n  ignore_errors: true\n'
    )


def play(
    simulator: Simulator, folder: Path, login: dict[str, str], targets: list[Any], *options: str
) -> str:
    connection = dict(login, zendesk_url=simulator.url, zendesk_retries=0)
    variables = {
        "connection": unsafe(connection),
        "arguments": [unsafe(dict(connection, **wanted)) for wanted in targets],
    }
    played = run_playbook(
        folder, tasks_for(len(targets)), "-vvvv", "--diff", *options, variables=variables
    )
    assert played.output.count("TASK [") == len(targets) + 1
    return played.output


def unsafe(values: dict[str, Any]) -> dict[str, Any]:
    """In JSON, what C(!unsafe) is in YAML."""
    return {
        name: {"__ansible_unsafe": value} if isinstance(value, str) else value
        for name, value in values.items()
    }


def assert_silent(output: str, simulator: Simulator) -> None:
    assert MARKER not in output
    assert MARKER not in json.dumps(simulator.journal.entries)


@pytest.mark.long
@pytest.mark.parametrize("readable", [True, False])
def test_create_change_and_delete(readable: bool, simulator: Simulator, tmp_path: Path) -> None:
    simulator.account.switches.tokens_readable = readable
    entries = [entry for entry in WITH_SECRETS if readable or not write_only(entry)]
    old = [target(entry, "old") for entry in entries]
    new = [target(entry, "new") for entry in entries]
    gone = [{"title": wanted["title"], "state": "absent"} for wanted in new]
    for wanted, options in (
        (old, ["--check"]),
        (old, []),
        (new, ["--check"]),
        (new, []),
        (gone, ["--check"]),
        (gone, []),
    ):
        output = play(simulator, tmp_path, TOKEN, wanted, *options)
        assert output.count("changed: [localhost]") == len(wanted)
        assert_silent(output, simulator)
    assert simulator.account.targets == {}


@pytest.mark.long
def test_a_whole_set(simulator: Simulator, tmp_path: Path) -> None:
    connection = dict(TOKEN, zendesk_url=simulator.url, zendesk_retries=0)
    task = "- community.zendesk.zendesk_targets: \"{{ connection | combine({'targets': %s}) }}\"\n"
    tasks = "".join(task % name + "  ignore_errors: true\n" for name in ("old", "new", "wrong"))
    refused = ANSWERS["refused"]("canary-old-jira_target-password")
    for name, answer in (("first", None), ("second", refused)):
        if answer:
            simulator.fault(method="PUT", answer=answer)
        variables = {
            "connection": unsafe(connection),
            "old": [unsafe(target(entry, "old")) for entry in WITH_SECRETS],
            "new": [unsafe(target(entry, "new")) for entry in WITH_SECRETS],
            "wrong": [unsafe(dict(target(entry, "new"), title="")) for entry in WITH_SECRETS],
        }
        (tmp_path / name).mkdir()
        played = run_playbook(tmp_path / name, tasks, "-vvvv", "--diff", variables=variables)
        assert "ignored=%d" % (2 if answer else 1) in played.output
        assert_silent(played.output, simulator)


@pytest.mark.costly
@pytest.mark.parametrize("login", LOGINS.values(), ids=list(LOGINS))
def test_every_way_in(login: dict[str, str], simulator: Simulator, tmp_path: Path) -> None:
    output = play(simulator, tmp_path, login, [])
    assert "ok=1" in output
    assert_silent(output, simulator)


@pytest.mark.costly
@pytest.mark.parametrize("login", LOGINS.values(), ids=list(LOGINS))
def test_refused(login: dict[str, str], simulator: Simulator, tmp_path: Path) -> None:
    simulator.account.users.clear()
    simulator.account.oauth_clients.clear()
    output = play(simulator, tmp_path, login, [target(WITH_SECRETS[0], "new")])
    assert "answered 401" in output
    assert_silent(output, simulator)


ANSWERS: dict[str, Any] = {
    "refused": lambda echo: {
        "status": 422,
        "body": {"error": "RecordInvalid", "description": echo, "details": {"base": [echo]}},
        "headers": {"X-Zendesk-API-Warn": echo},
    },
    "fault": lambda echo: {"status": 500, "body": echo},
    "not JSON": lambda echo: {"status": 200, "body": echo},
    "redirect": lambda echo: {"status": 302, "headers": {"Location": "https://%s/" % echo}},
}


@pytest.mark.long
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_answers_that_echo_secrets(answer: Any, simulator: Simulator, tmp_path: Path) -> None:
    targets = [target(entry, "new") for entry in WITH_SECRETS]
    for wanted in targets:
        own = [value for value in wanted.values() if MARKER in str(value)]
        simulator.fault(method="POST", answer=answer("-".join([*own, ADMIN["oauth_token"]])))
    output = play(simulator, tmp_path, TOKEN, targets)
    assert "ignored=%d" % len(targets) in output
    assert_silent(output, simulator)


WRONG: list[dict[str, Any]] = [
    {"type": "email_target"},
    {"title": ""},
    {"type": "nonsense_target"},
    {"zendesk_url": "http://canary-user:canary-password@example.com"},
]


@pytest.mark.long
def test_wrong_input(simulator: Simulator, tmp_path: Path) -> None:
    wrong = zip(WITH_SECRETS, itertools.cycle(WRONG))
    targets = [dict(target(entry, "new"), **more) for entry, more in wrong]
    output = play(simulator, tmp_path, TOKEN, targets)
    assert "ignored=%d" % len(targets) in output
    assert simulator.calls == ["GET /api/v2/targets"]
    assert_silent(output, simulator)


def test_the_marker_can_be_found(simulator: Simulator, tmp_path: Path) -> None:
    """Where it is no secret it is shown: the searches above look in the right place."""
    wanted = {"title": "Show", "type": "email_target", "email": MARKER, "subject": "S"}
    output = play(simulator, tmp_path, TOKEN, [wanted])
    assert MARKER in output
    assert MARKER in json.dumps(simulator.journal.entries)


# --- secrets that are not where they belong

# Two secrets: of the login, and of a target. No word of a message, and not a part of each other.
LOGIN = "canary-of-the-login"
OTHER = "S3cret/canary'of\"a\\target"
# The name of a case -> a module and its options; the login comes with it.
RULE: dict[str, Any] = {
    "title": "With the login",
    "conditions": {"all": [{"field": "status", "operator": "is", "value": "new"}]},
    "actions": [{"field": "notification_user", "value": ["requester_id", "A", LOGIN]}],
}
MISPLACED: dict[str, tuple[str, dict[str, Any]]] = {
    "password in the address": (
        "zendesk_target_info",
        {"zendesk_url": "https://user:%s@127.0.0.1:1" % OTHER},
    ),
    "token in the address": (
        "zendesk_target_info",
        {"zendesk_url": "https://%s@127.0.0.1:1" % OTHER},
    ),
    "address of a set": (
        "zendesk_targets",
        {"zendesk_url": "https://user:%s@127.0.0.1:1" % OTHER, "targets": []},
    ),
    "address of an audit": (
        "zendesk_audit_info",
        {"zendesk_url": "https://user:%s@127.0.0.1:1" % OTHER, "targets": []},
    ),
    "list in a list": ("zendesk_targets", {"targets": [[{"title": "A", "password": OTHER}]]}),
    "titles": ("zendesk_targets", {"targets": ["On call", 5]}),
    "titles of an audit": ("zendesk_audit_info", {"targets": ["On call"]}),
    "unknown option of an item": (
        "zendesk_targets",
        {"targets": [{"title": "A", "type": "jira_target", "passwort": OTHER}]},
    ),
    "unknown options with more in them": (
        "zendesk_audit_info",
        {"targets": [{"title": "A", "auth": {"password": OTHER}, "passwords": [OTHER]}]},
    ),
    "unknown option": ("zendesk_target", {"title": "A", "passwort": OTHER}),
    "unknown option of a list": ("zendesk_target_info", {"passwort": {"a": [[OTHER]]}}),
    "secret that is a list": ("zendesk_target", {"title": "A", "password": [OTHER]}),
    "login that is a list": ("zendesk_target_info", {"zendesk_oauth_token": [[OTHER]]}),
    "login that is a dictionary": ("zendesk_target_info", {"zendesk_password": {"a": OTHER}}),
    "options of an item below another one": (
        "zendesk_targets",
        {
            "targets": [
                {"title": "A", "type": "http_target", "username": {"n": "u", "password": OTHER}}
            ]
        },
    ),
    "an address with its password": (
        "zendesk_target",
        {"title": "A", "type": "jira_target", "target_url": {"url": "x", "password": OTHER}},
    ),
    "a user with a password": ("zendesk_target", {"title": "A", "username": ["u", OTHER]}),
    "login below an option": ("zendesk_target_info", {"zendesk_email": {"api_token": OTHER}}),
    "login below an override": (
        "zendesk_target_info",
        {"zendesk_overrides": {"zendesk_email": {"email": "a", "api_token": OTHER}}},
    ),
    "secret in keep": ("zendesk_audit_info", {"targets": [], "keep": ["x", {"password": OTHER}]}),
    "password in the address of a target": (
        "zendesk_target",
        {
            "title": "A",
            "type": "jira_target",
            "target_url": "https://alice:%s@jira.example.com" % OTHER,
            "username": "u",
            "password": "canary-not-a-secret-elsewhere",
        },
    ),
    "password in the address of an item": (
        "zendesk_targets",
        {
            "targets": [
                {
                    "title": "A",
                    "type": "http_target",
                    "target_url": "https://alice:%s@jira.example.com" % OTHER,
                    "method": "get",
                    "content_type": "application/json",
                }
            ]
        },
    ),
    "secrets of a request": (
        "zendesk_api",
        {
            "path": "anything?api_token=" + quote(OTHER, safe=""),
            "method": "POST",
            "query": {"access_token": OTHER},
            "body": {
                "user": {"password": OTHER, "name": OTHER + " is here"},
                "headers": [{"name": "Authorization", "value": OTHER}],
            },
        },
    ),
    "secret in a text for a body": ("zendesk_api", {"path": "x", "method": "PUT", "body": OTHER}),
    "secret in a text for a query": ("zendesk_api", {"path": "x", "query": "token=" + OTHER}),
    "secret in a list of a body": ("zendesk_api", {"path": "x", "body": [{"secret": [OTHER]}]}),
    "password in the address of a request": (
        "zendesk_api",
        {"path": "https://user:%s@127.0.0.1:1/api/v2/groups" % OTHER},
    ),
    "authentication that is a text": (
        "zendesk_webhook",
        {"name": "A", "authentication": OTHER},
    ),
    "authentication that is a list": (
        "zendesk_webhook",
        {"name": "A", "authentication": [{"type": "bearer_token", "token": OTHER}, OTHER]},
    ),
    "a misspelt key of authentication": (
        "zendesk_webhook",
        {"name": "A", "authentication": {"type": "bearer_token", "tokn": OTHER}},
    ),
    "authentication in the form of the API": (
        "zendesk_webhook",
        {"name": "A", "authentication": {"type": "bearer_token", "data": {"token": OTHER}}},
    ),
    "a secret of another type": (
        "zendesk_webhook",
        {"name": "A", "authentication": {"type": "none", "password": OTHER}},
    ),
    "a secret below a part of authentication": (
        "zendesk_webhook",
        {"name": "A", "authentication": {"type": "basic_auth", "username": {"password": OTHER}}},
    ),
    "a misspelt authentication": (
        "zendesk_webhook",
        {"name": "A", "authentification": {"type": "bearer_token", "token": OTHER}},
    ),
    "headers": (
        "zendesk_webhook",
        {"name": "A", "custom_headers": {"X-Api-Key": OTHER, "Authorization": "Basic " + OTHER}},
    ),
    "headers as a list": (
        "zendesk_webhook",
        {"name": "A", "custom_headers": [{"name": "X-Api-Key", "value": OTHER}]},
    ),
    "headers as a text": (
        "zendesk_webhook",
        {"name": "A", "custom_headers": "X-Api-Key: " + OTHER},
    ),
    "password in an endpoint": (
        "zendesk_webhook",
        {"name": "A", "endpoint": "https://alice:%s@example.com" % OTHER},
    ),
    "secret of a target in its address": (
        "zendesk_target",
        {
            "title": "A",
            "type": "url_target",
            "target_url": "https://example.com/?key=%s" % OTHER,
            "attribute": "m",
            "password": OTHER,
        },
    ),
    "login in the body of a trigger": ("zendesk_trigger", RULE),
    "login in a body before and after a change": (
        "zendesk_trigger",
        {
            **RULE,
            "description": LOGIN,
            "actions": [
                {
                    "field": "notification_user",
                    "value": ["requester_id", "Bearer " + LOGIN, '{"token": "%s"}' % LOGIN],
                }
            ],
        },
    ),
    "login in the body of an automation": (
        "zendesk_automation",
        {
            **RULE,
            "conditions": {
                "all": [
                    {"field": "PENDING", "operator": "is", "value": "5"},
                    {"field": "current_tags", "operator": "not_includes", "value": LOGIN},
                ]
            },
        },
    ),
    "rules that hold the login": ("zendesk_trigger_info", {"resolve_names": True}),
    "automations that hold the login": ("zendesk_automation_info", {}),
    "login in a title": ("zendesk_trigger", {"title": LOGIN, "previous_title": [LOGIN + " old"]}),
    "login in a name": (
        "zendesk_trigger",
        {**RULE, "actions": [{"field": "group_id", "value": {"group": LOGIN}}]},
    ),
    "login in a field": (
        "zendesk_trigger",
        {**RULE, "conditions": {"all": [{"field": LOGIN, "operator": LOGIN, "value": LOGIN}]}},
    ),
    "conditions as a text": ("zendesk_trigger", {**RULE, "conditions": "status is " + LOGIN}),
    "conditions as a list": ("zendesk_automation", {**RULE, "conditions": [{"field": LOGIN}]}),
    "a misspelt list of conditions": (
        "zendesk_trigger",
        {**RULE, "conditions": {"alll": [{"field": "status", "value": LOGIN}]}},
    ),
    "a condition as a text": ("zendesk_trigger", {**RULE, "conditions": {"all": [LOGIN]}}),
    "actions as a dictionary": ("zendesk_trigger", {**RULE, "actions": {"field": LOGIN}}),
    "an action as a list": ("zendesk_automation", {**RULE, "actions": [[LOGIN]]}),
    "a misspelt key of an action": (
        "zendesk_trigger",
        {**RULE, "actions": [{"field": "status", "valu": LOGIN, "note": {"a": LOGIN}}]},
    ),
    "a body that is no text": (
        "zendesk_trigger",
        {
            **RULE,
            "actions": [{"field": "notification_webhook", "value": ["x", {"token": LOGIN}]}],
        },
    ),
    "a misspelt option of a rule": ("zendesk_trigger", {**RULE, "oauth_token": OTHER}),
    "a misspelt login of a category": (
        "zendesk_trigger_category",
        {"name": "A", "zendesk_pasword": OTHER},
    ),
    "login as a key": (
        "zendesk_trigger",
        {**RULE, "actions": [{"field": "status", "value": {LOGIN: "a"}, "x" + LOGIN: "b"}]},
    ),
    "login for a category": ("zendesk_trigger_category", {"name": LOGIN, "position": LOGIN}),
    "login for a category of a trigger": ("zendesk_trigger", {**RULE, "category": LOGIN}),
    "login in uses": ("zendesk_trigger_info", {"uses": {"group": LOGIN}}),
    "login in uses by an ID": ("zendesk_automation_info", {"uses": {"group_id": LOGIN}}),
    "uses as a text": ("zendesk_trigger_info", {"uses": "group " + LOGIN}),
    "a misspelt key of uses": ("zendesk_automation_info", {"uses": [{"groop": LOGIN, "a": LOGIN}]}),
}


@pytest.mark.long
@pytest.mark.parametrize("arguments", [False, True], ids=["default", "arguments shown"])
def test_secrets_out_of_place(
    arguments: bool, simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all there is to print, and in what is registered and written to a file."""
    monkeypatch.setenv("ANSIBLE_INJECT_INVOCATION", str(arguments))
    simulator.account.users[0]["oauth_token"] = LOGIN
    connection = {"zendesk_url": simulator.url, "zendesk_oauth_token": LOGIN}
    tasks = "".join(
        "- community.zendesk.%s: \"{{ arguments['%s'] }}\"\n"
        "  ignore_errors: true\n"
        "  register: registered\n"
        "- ansible.builtin.copy: {content: '{{ registered }}', dest: '%s/%d.json', mode: '600'}\n"
        "  no_log: true\n" % (module, case, tmp_path, number)
        for number, (case, (module, _options)) in enumerate(MISPLACED.items())
    )
    variables = {
        "arguments": {
            case: unsafe({"zendesk_retries": 0, **connection, **options})
            for case, (_module, options) in MISPLACED.items()
        }
    }
    played = run_playbook(tmp_path, tasks, "-vvvv", "--diff", variables=variables)
    assert played.output.count("TASK [community.zendesk") == len(MISPLACED)
    assert "failed=0" in played.output
    # 2.18 and 2.19 always show the arguments.
    assert ('"invocation"' in played.output) == (arguments or SHOWS_ARGUMENTS)
    found = {"output": played.output}
    found.update({path.name: path.read_text() for path in tmp_path.glob("[0-9]*.json")})
    assert len(found) == len(MISPLACED) + 1
    shown = [
        (name, form)
        for name, text in found.items()
        for secret in (LOGIN, OTHER)
        for form in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1])
        if form in text
    ]
    assert shown == []


SHOWS_ARGUMENTS = "inject_invocation" not in PASS_VARS


@pytest.mark.parametrize("arguments", [False, True], ids=["default", "arguments shown"])
@pytest.mark.parametrize("case", MISPLACED.values(), ids=list(MISPLACED))
def test_results_hold_no_secret(
    case: Any, arguments: bool, simulator: Simulator, clean_environment: None
) -> None:
    """A result can be registered and written to a file: since 2.22 Ansible does not mask it."""
    module, options = case
    simulator.account.users[0]["oauth_token"] = LOGIN
    connection = {"zendesk_url": simulator.url, "zendesk_oauth_token": LOGIN, "zendesk_retries": 0}
    result = run_module(
        module,
        {
            **connection,
            "_ansible_inject_invocation": arguments,
            "_ansible_diff": True,
            **options,
        },
    )
    assert ("invocation" in result) == (arguments or SHOWS_ARGUMENTS)
    for secret in (LOGIN, OTHER):
        assert json.dumps(secret)[1:-1] not in json.dumps(result)
        assert secret not in str(result.get("msg"))


def test_secrets_of_the_environment(
    simulator: Simulator, clean_environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.account.users[0]["oauth_token"] = LOGIN
    monkeypatch.setenv("ZENDESK_OAUTH_TOKEN", LOGIN + "\n")
    wanted = {"title": LOGIN, "type": "email_target", "email": LOGIN, "subject": "S"}
    result = run_module("zendesk_target", {"zendesk_url": simulator.url, **wanted})
    assert result["changed"]
    assert LOGIN not in str(result)
    (stored,) = simulator.account.targets.values()
    assert stored["email"] == LOGIN


def test_words_of_messages_are_no_secrets(simulator: Simulator, run: Run) -> None:
    """What stands under an unknown name may be harmless: the message stays readable."""
    more = {"nme": "On", "kinds": "email_target", "pin": 5, "flag": True, "status": "present"}
    item = {"title": "On call", "type": "email", "email": "a@example.com", "subject": "S"}
    result = run("zendesk_targets", targets=[dict(item, **more)])
    for text in ('"On call" (email)', "must be one of", "did you mean email_target?"):
        assert text in result["msg"]
    assert "***" not in result["msg"]


def test_no_secret_in_what_roles_write(simulator: Simulator, tmp_path: Path) -> None:
    """A secret of the task, in an attribute of the account that is not one."""
    simulator.account.users[0]["oauth_token"] = LOGIN
    url = "https://example.com/?key="
    tracker = {
        "title": "Tracker",
        "type": "jira_target",
        "target_url": url + "else",
        "username": "me",
        "password": OTHER,
    }
    mail = {"title": "On call", "type": "email_target", "email": LOGIN + "@x", "subject": "S"}
    simulator.account.put_target(mail)
    variables = {
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": LOGIN,
        "zendesk_targets_standard": [unsafe(tracker)],
        "audit_directory": str(tmp_path / "report"),
        "audit_fail_on": [],
        "zendesk_export_directory": str(tmp_path / "export"),
    }
    outputs = []
    for roles in (["export"], ["audit", "targets"]):
        task = "- ansible.builtin.include_role: {name: community.zendesk.%s}\n"
        tasks = "".join(task % role for role in roles)
        played = run_playbook(tmp_path, tasks, "-vvvv", "--diff", variables=variables)
        assert played.code == 0, played.output
        outputs.append(played.output)
        # An export does not know the secrets of targets.
        simulator.account.put_target(dict(tracker, target_url=url + OTHER))
    files = [path for path in tmp_path.glob("*/**/*") if path.is_file()]
    texts = {path.name: path.read_text() for path in files if "local" not in path.parts}
    assert {"report.json", "targets.yml"} <= set(texts)
    for text in [*outputs, *texts.values()]:
        for secret in (LOGIN, OTHER, json.dumps(OTHER)[1:-1], html.escape(OTHER)):
            assert secret not in text
    assert "https://example.com/?key=********" in texts["report.json"]
    assert "Ansible has masked part of this value" in texts["targets.yml"]
