# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret in any output of a configuration: in its place, out of place, and where something fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.tests.configs import (
    KINDS,
    Item,
    automation,
    hook,
    trigger,
)
from ansible_collections.community.zendesk.tests.running import run_module, run_playbook
from ansible_collections.community.zendesk.tests.samples import complete, writable
from ansible_collections.community.zendesk.tests.secret_places import MARKER, PLACES, Place, secret
from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

LOGIN = "canary-of-the-login"
ADMIN = dict(DEFAULT_SEED["users"][0], oauth_token=LOGIN)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    running = Simulator({"users": [ADMIN]}).start()
    yield running
    running.stop()


# --- secrets that are not where they belong

# A login can stand there, and what else an override says is looked at when it is needed.
VALID = ("an endpoint", "an override")


@pytest.mark.parametrize("arguments", [False, True], ids=["default", "arguments shown"])
@pytest.mark.parametrize("case", PLACES)
def test_out_of_place(
    case: str, arguments: bool, simulator: Simulator, clean_environment: None
) -> None:
    marked = secret(7)
    result = run_module(
        "zendesk_config",
        {
            "zendesk_url": simulator.url,
            "zendesk_oauth_token": LOGIN,
            "_ansible_inject_invocation": arguments,
            "_ansible_diff": True,
            "_ansible_check_mode": True,
            **PLACES[case](marked),
        },
    )
    assert result.get("failed") or case in VALID
    for text in (marked, LOGIN):
        assert json.dumps(text)[1:-1] not in json.dumps(result)
        assert text not in str(result["msg"])


INFO: dict[str, Place] = {
    "a kind": lambda s: {"kinds": [{"token": s}]},
    "kinds": lambda s: {"kinds": {"token": s}},
    "owned": lambda s: {"owned": s},
    "an entry": lambda s: {"owned": {"webhooks": [{"password": s}]}},
    "a text": lambda s: {"owned": {"webhooks": s}},
    "an unknown option": lambda s: {"targets": [{"title": "A", "password": s}]},
}


@pytest.mark.parametrize("arguments", [False, True], ids=["default", "arguments shown"])
def test_what_is_read(arguments: bool, simulator: Simulator, clean_environment: None) -> None:
    """Options of the module that reads, and an account whose texts hold the login."""
    shown = {
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": LOGIN,
        "_ansible_inject_invocation": arguments,
    }
    for case, place in INFO.items():
        marked = secret(7)
        result = run_module("zendesk_config_info", {**shown, **place(marked)})
        assert result["failed"], case
        assert json.dumps(marked)[1:-1] not in json.dumps(result), case
    assert not run_module("zendesk_config", {**shown, **in_place("old")}).get("failed")
    result = run_module("zendesk_config_info", shown)
    assert result["triggers"]
    for text in [*all_secrets(in_place("old")), LOGIN]:
        # That of an address is only known to the task that gives it.
        assert text not in str(result) or "-address" in text


@pytest.mark.parametrize("arguments", [False, True], ids=["default", "arguments shown"])
def test_what_is_compared(arguments: bool, simulator: Simulator, clean_environment: None) -> None:
    """Secrets in their places, in items and in the account, and out of their places."""
    shown = {
        "zendesk_url": simulator.url,
        "zendesk_oauth_token": LOGIN,
        "_ansible_inject_invocation": arguments,
    }
    places: dict[str, Place] = {
        **PLACES,
        "an entry to keep": lambda s: {"targets": [], "keep": {"targets": [{"password": s}]}},
        "a kind to keep": lambda s: {"targets": [], "keep": {"token": s}},
    }
    for case, place in places.items():
        marked = secret(7)
        result = run_module("zendesk_audit_info", {**shown, **place(marked)})
        assert json.dumps(marked)[1:-1] not in json.dumps(result), case
        assert LOGIN not in json.dumps(result), case
    assert not run_module("zendesk_config", {**shown, **in_place("old")}).get("failed")
    gather = ["usage", "failures", "deliveries"]
    nothing: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    for asked in (in_place("new"), in_place("old"), nothing):
        result = run_module("zendesk_audit_info", {**shown, **asked, "gather": gather})
        assert result["results"]
        for text in [*all_secrets(in_place("old")), *all_secrets(in_place("new")), LOGIN]:
            # That of an address is only known to the task that gives it.
            assert text not in str(result) or "-address" in text


def play(simulator: Simulator, folder: Path, tasks: list[dict[str, Any]], *options: str) -> str:
    """Run tasks whose arguments are in a file of variables; returns all that is printed and registered."""
    connection = {"zendesk_url": simulator.url, "zendesk_oauth_token": LOGIN, "zendesk_retries": 0}
    text = "".join(
        '- community.zendesk.zendesk_config: "{{ arguments[%d] }}"\n'
        "  ignore_errors: true\n"
        "  register: registered%d\n" % (number, number)
        for number in range(len(tasks))
    )
    file = folder / "registered.json"
    registered = ", ".join("registered%d" % number for number in range(len(tasks)))
    copied = {"content": "{{ [%s] }}" % registered, "dest": str(file), "mode": "600"}
    text += "- ansible.builtin.copy: %s\n  no_log: true\n" % json.dumps(copied)
    variables = {"arguments": [unsafe({**connection, **each}) for each in tasks]}
    played = run_playbook(folder, text, "-vvvv", "--diff", *options, variables=variables)
    assert "failed=0" in played.output
    assert played.output.count("TASK [community.zendesk") == len(tasks)
    # A copy does nothing in check mode.
    return played.output if "--check" in options else played.output + file.read_text()


def unsafe(value: Any) -> Any:
    """In JSON, what C(!unsafe) is in YAML."""
    if isinstance(value, dict):
        return {name: unsafe(each) for name, each in value.items()}
    if isinstance(value, list):
        return [unsafe(each) for each in value]
    return {"__ansible_unsafe": value} if isinstance(value, str) and "{{" in value else value


@pytest.mark.long
@pytest.mark.parametrize("arguments", [False, True], ids=["default", "arguments shown"])
def test_out_of_place_in_a_play(
    arguments: bool, simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All places of a list in one task, each with a secret of its own."""
    monkeypatch.setenv("ANSIBLE_INJECT_INVOCATION", str(arguments))
    tasks: list[dict[str, Any]] = [{}]
    for number, place in enumerate(PLACES.values()):
        marked = place(secret(number))
        # What is an option of the task can be given once.
        task = next((each for each in tasks if not clashes(each, marked)), None)
        if task is None:
            tasks.append(task := {})
        for name, value in marked.items():
            task[name] = [*task[name], *value] if name in task else value
    shown = play(simulator, tmp_path, tasks)
    assert not simulator.calls
    for number in range(len(PLACES)):
        for text in (secret(number), json.dumps(secret(number))[1:-1], repr(secret(number))[1:-1]):
            assert text not in shown, list(PLACES)[number]
    assert LOGIN not in shown


def clashes(one: dict[str, Any], other: dict[str, Any]) -> bool:
    both = set(one) & set(other)
    return not all(isinstance(each[name], list) for name in both for each in (one, other)) or any(
        name not in KINDS for name in both
    )


# --- secrets in their places

WITH_SECRETS = [entry for entry in TYPES if any(a.type.secret for a in writable(entry))]


def in_place(generation: str) -> dict[str, list[Item]]:
    """Lists with a secret wherever one can be."""

    def marked(name: str) -> str:
        return "%s-%s-%s" % (MARKER, generation, name.replace(" ", "-"))

    targets = [
        {
            **complete(entry),
            "title": "Sample " + entry.name,
            **{a.name: marked(entry.name) for a in writable(entry) if a.type.secret},
        }
        for entry in WITH_SECRETS
    ]
    authentication = {
        "basic_auth": {"username": "ana", "password": marked("password")},
        "bearer_token": {"token": marked("token")},
        "api_key": {"name": "X-Key", "value": marked("value")},
    }
    webhooks = [
        hook(kind, authentication={"type": kind, **parts}, description="From " + generation)
        for kind, parts in authentication.items()
    ]
    headers = {
        "X-Api-Key": marked("header"),
        "Authorization": "Bearer " + marked("authorization"),
        "X-Plain": generation,
    }
    webhooks.append(hook("headers", custom_headers=headers))
    # That of an address is only known to the task that gives it.
    address = "https://ana:%s-address@example.com" % MARKER
    webhooks.append(hook("address", endpoint=address, description=generation))
    rule = {"description": "%s %s" % (generation, LOGIN), "category": "Secrets"}
    telling = tell("Bearer " + LOGIN)
    return {
        "targets": targets,
        "webhooks": webhooks,
        "trigger_categories": [{"name": "Secrets"}],
        "triggers": [trigger("Tell", telling, **rule)],
        "automations": [automation("Remind", telling)],
    }


def tell(text: str) -> Item:
    """An action whose body holds a secret of the task, which is no secret there."""
    body = '{"login": "%s", "id": "{{ ticket.id }}"}' % text
    return {"field": "notification_webhook", "value": [{"webhook": "bearer_token"}, body]}


ABSENT = {"state": "absent"}


def names_of(lists: dict[str, list[Item]], *more: str) -> dict[str, list[Item]]:
    """The items of lists, all of them to go."""
    return {
        plural: [
            {**{name: item[name] for name in ("title", "name", *more) if name in item}, **ABSENT}
            for item in items
        ]
        for plural, items in lists.items()
    }


def silent(shown: str, simulator: Simulator) -> None:
    assert MARKER not in shown
    # In a body, or in an address, nothing says that it is one.
    journal = json.dumps(simulator.journal.entries)
    assert not any("%s-%s-" % (MARKER, each) in journal for each in ("old", "new"))


@pytest.mark.costly
@pytest.mark.parametrize(
    ("arguments", "readable"), [(False, False), (True, True)], ids=["default", "arguments shown"]
)
def test_create_change_and_delete(
    arguments: bool,
    readable: bool,
    simulator: Simulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Check mode with the requests, and a run; what is sent in vain, and what is brought back."""
    monkeypatch.setenv("ANSIBLE_INJECT_INVOCATION", str(arguments))
    simulator.account.switches.tokens_readable = readable
    old, new = in_place("old"), in_place("new")
    if not readable:
        listed = [each for each in WITH_SECRETS if any(a.write_only for a in writable(each))]
        titles = {"Sample " + each.name for each in listed}
        for lists in (old, new):
            lists["targets"] = [each for each in lists["targets"] if each["title"] not in titles]
    undo = tmp_path / "undo.yml"
    going = {**names_of(new, "endpoint"), "max_deletions": 99, "undo_file": str(undo)}
    always: dict[str, Any] = {**new, "update_secrets": "always"}
    tasks: list[dict[str, Any]] = [
        old,
        {**old, "validate_only": True},
        new,
        always,
        {**new, "expected_plan_id": "x"},
    ]
    spread = [trigger("Spread", tell("canary-new-token canary-new-header"), category="Secrets")]
    shown = play(simulator, tmp_path, [*tasks, {**new, "triggers": spread}, going], "--check")
    assert shown.count('"method": "POST"') > 10
    silent(shown, simulator)
    shown = play(simulator, tmp_path, [*tasks, going])
    silent(shown, simulator)
    assert not simulator.account.targets
    assert not simulator.account.resources["webhooks"].records
    text = undo.read_text()
    assert "add the secrets of authentication" in text
    assert MARKER not in text
    assert "description, actions contained a secret of this task, so this part is masked" in text


ANSWERS: dict[str, dict[str, Any]] = {
    "refused": {
        "status": 422,
        "body": {"error": "RecordInvalid", "description": "ECHO", "details": {"base": ["ECHO"]}},
        "headers": {"X-Zendesk-API-Warn": "ECHO"},
    },
    "fault": {"status": 500, "body": "ECHO"},
    "not JSON": {"status": 200, "body": "ECHO"},
    "redirect": {"status": 302, "headers": {"Location": "https://ECHO/"}},
    "stored otherwise": {"status": 201, "body": {"webhook": {"id": "01H", "name": "ECHO"}}},
}


def echoing(answer: Any, text: str) -> Any:
    if isinstance(answer, dict):
        return {name: echoing(each, text) for name, each in answer.items()}
    if isinstance(answer, list):
        return [echoing(each, text) for each in answer]
    return answer.replace("ECHO", text) if isinstance(answer, str) else answer


def all_secrets(lists: Any) -> list[str]:
    if isinstance(lists, dict):
        return [text for each in lists.values() for text in all_secrets(each)]
    if isinstance(lists, list):
        return [text for each in lists for text in all_secrets(each)]
    return [lists] if isinstance(lists, str) and MARKER in lists and "{{" not in lists else []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "GET"])
@pytest.mark.parametrize("answer", ANSWERS)
def test_answers_that_echo_secrets(
    answer: str, method: str, simulator: Simulator, clean_environment: None
) -> None:
    """To any request, in the middle of a run as well."""
    simulator.account.switches.webhook_rate_limit = 0
    connection = {"zendesk_url": simulator.url, "zendesk_oauth_token": LOGIN, "zendesk_retries": 0}
    old, new = in_place("old"), in_place("new")
    asked: dict[str, Any] = {"POST": new, "DELETE": names_of(old, "endpoint")}.get(method, new)
    if method != "POST":
        assert not run_module("zendesk_config", {**connection, **old}).get("failed")
    known = [*all_secrets(asked), LOGIN]
    echo = "-".join(dict.fromkeys(known))
    for skip in (0, 1, 7):
        simulator.faults.clear()
        simulator.fault(method=method, times=0, skip=skip, answer=echoing(ANSWERS[answer], echo))
        options = {"continue_on_error": True, "update_secrets": "always", "max_deletions": 99}
        result = run_module(
            "zendesk_config", {**connection, "_ansible_diff": True, **asked, **options}
        )
        assert result.get("failed") or skip or method == "DELETE"
        for text in known:
            assert text not in str(result), (skip, text)


@pytest.mark.long
def test_failures_in_a_play(simulator: Simulator, tmp_path: Path) -> None:
    """One answer after the other, and one that never comes."""
    simulator.account.switches.webhook_rate_limit = 0
    lists = {"webhooks": in_place("new")["webhooks"][:2], "max_concurrency": 1}
    echo = "-".join([*all_secrets(lists), LOGIN])
    for answer in ANSWERS.values():
        simulator.fault(method="POST", answer=echoing(answer, echo))
    simulator.fault(method="POST", drop=True)
    shown = play(simulator, tmp_path, [lists] * (len(ANSWERS) + 1))
    assert "ignored=%d" % (len(ANSWERS) + 1) in shown
    silent(shown, simulator)
