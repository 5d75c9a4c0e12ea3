# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret in any output of a configuration: in its place, out of place, and where something fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from ansible_collections.community.zendesk.tests.configs import KINDS, hook, target, trigger
from ansible_collections.community.zendesk.tests.running import run_module, run_playbook
from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

# Part of every secret in these tests. Those that are out of place have a number, to be found again.
MARKER = "canary"
LOGIN = "canary-of-the-login"
ADMIN = dict(DEFAULT_SEED["users"][0], oauth_token=LOGIN)

Place = Callable[[str], dict[str, Any]]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    running = Simulator({"users": [ADMIN]}).start()
    yield running
    running.stop()


def secret(number: int) -> str:
    """With characters that Python, JSON, YAML and addresses write in another way."""
    return "S3cret/%s'%03d\"a\\target" % (MARKER, number)


# --- secrets that are not where they belong


def in_a_list(plural: str) -> dict[str, Place]:
    """Places in and around the items of a list."""
    name = "title" if plural in ("targets", "triggers", "automations") else "name"

    def item(**more: Any) -> dict[str, Any]:
        return {plural: [{name: "A", **more}]}

    return {
        "the list is a text": lambda s: {plural: {"password": s}},
        "a list in a list": lambda s: {plural: [[{name: "A", "password": s}]]},
        "an unknown option": lambda s: item(passwort=s),
        "an unknown structure": lambda s: item(auth={"password": s}, more=[s]),
        "a name": lambda s: {plural: [{name: {"password": s}}]},
        "an ID": lambda s: item(id=[s]),
        "a former name": lambda s: item(**{"previous_" + name: {"a": s}}),
        "a state": lambda s: item(state=[s]),
        "an option of an item": lambda s: item(force={"token": s}),
        "a login": lambda s: item(zendesk_api_token=s),
        "a secret of another list": lambda s: item(authentication={"token": s}),
    }


OUTSIDE: dict[str, Place] = {
    "owned is a text": lambda s: {"webhooks": [], "owned": s},
    "owned is a list": lambda s: {"webhooks": [], "owned": [s]},
    "keep is a list": lambda s: {"webhooks": [], "keep": [{"webhooks": [s]}]},
    "an unknown kind": lambda s: {"webhooks": [], "owned": {"webhook": [s]}},
    "a text of a kind": lambda s: {"webhooks": [], "keep": {"webhooks": s}},
    "an entry of owned": lambda s: {"webhooks": [], "owned": {"webhooks": [{"token": s}]}},
    "an entry of keep": lambda s: {"triggers": [], "keep": {"triggers": [{"a": {"password": s}}]}},
    "a prune": lambda s: {"webhooks": [], "prune": [{"webhooks": s}]},
    "what to send": lambda s: {"webhooks": [], "send_secrets": [{"Pager": s}]},
    "what to send, as a dictionary": lambda s: {"webhooks": [], "send_secrets": {"Pager": s}},
    "the expected plan": lambda s: {"webhooks": [], "expected_plan_id": {"id": s}},
    "the file": lambda s: {"webhooks": [], "undo_file": [s]},
    "a limit": lambda s: {"webhooks": [], "max_deletions": {"password": s}},
    "an option of the task": lambda s: {"webhooks": [], "continue_on_error": [s]},
    "an unknown option": lambda s: {"webhooks": [], "sekrets": s},
    "an unknown structure": lambda s: {"webhooks": [], "auth": {"a": [[s]]}},
    "a login": lambda s: {"webhooks": [], "zendesk_email": {"api_token": s}},
    "an override": lambda s: {"webhooks": [], "zendesk_overrides": {"zendesk_email": [s]}},
    "an endpoint": lambda s: {"webhooks": [hook("A", endpoint="https://a:%s@example.com" % s)]},
    "an address": lambda s: {
        "targets": [{"title": "A", "type": "jira_target", "target_url": "https://a:%s@x.com" % s}]
    },
    "authentication that is a text": lambda s: {"webhooks": [hook("A", authentication=s)]},
    "authentication that is a list": lambda s: {
        "webhooks": [hook("A", authentication=[{"type": "bearer_token", "token": s}, s])]
    },
    "authentication as the API has it": lambda s: {
        "webhooks": [hook("A", authentication={"type": "bearer_token", "data": {"token": s}})]
    },
    "a misspelt key": lambda s: {
        "webhooks": [hook("A", authentication={"type": "bearer_token", "tokn": s})]
    },
    "a secret of another type": lambda s: {
        "webhooks": [hook("A", authentication={"type": "none", "password": s})]
    },
    "a type": lambda s: {"webhooks": [hook("A", authentication={"type": s})]},
    "headers that are a text": lambda s: {"webhooks": [hook("A", custom_headers=s)]},
    "headers that are a list": lambda s: {
        "webhooks": [hook("A", custom_headers=[{"name": "X-Api-Key", "value": s}])]
    },
    "a header with a structure": lambda s: {
        "webhooks": [hook("A", custom_headers={"X-Api-Key": {"a": s}})]
    },
    "a token of a target": lambda s: {"targets": [target("A", token=[s])]},
    "actions": lambda s: {"triggers": [trigger("A", actions={"password": s})]},
    "conditions": lambda s: {"automations": [{"title": "A", "conditions": [{"token": s}]}]},
    "a body": lambda s: {
        "triggers": [trigger("A", {"field": "notification_webhook", "value": ["x", {"token": s}]})]
    },
}
PLACES: dict[str, Place] = {
    **{"%s: %s" % (p, case): place for p in KINDS for case, place in in_a_list(p).items()},
    **OUTSIDE,
}

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


def play(simulator: Simulator, folder: Path, tasks: list[dict[str, Any]], *options: str) -> str:
    """Run tasks whose arguments are in a file of variables, and write what each has registered to a file."""
    connection = {"zendesk_url": simulator.url, "zendesk_oauth_token": LOGIN, "zendesk_retries": 0}
    text = "".join(
        '- community.zendesk.zendesk_config: "{{ arguments[%d] }}"\n'
        "  ignore_errors: true\n"
        "  register: registered\n"
        "- ansible.builtin.copy: {content: '{{ registered }}', dest: '%s/%d.json', mode: '600'}\n"
        "  no_log: true\n" % (number, folder, number)
        for number in range(len(tasks))
    )
    variables = {"arguments": [unsafe({**connection, **each}) for each in tasks]}
    played = run_playbook(folder, text, "-vvvv", "--diff", *options, variables=variables)
    assert "failed=0" in played.output
    assert played.output.count("TASK [community.zendesk") == len(tasks)
    registered = sorted(folder.glob("[0-9]*.json"))
    # A copy does nothing in check mode.
    assert "--check" in options or len(registered) == len(tasks)
    return "\n".join([played.output, *(path.read_text() for path in registered)])


def unsafe(value: Any) -> Any:
    """In JSON, what C(!unsafe) is in YAML."""
    if isinstance(value, dict):
        return {name: unsafe(each) for name, each in value.items()}
    if isinstance(value, list):
        return [unsafe(each) for each in value]
    return {"__ansible_unsafe": value} if isinstance(value, str) and "{{" in value else value


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
