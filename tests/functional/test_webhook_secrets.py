# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret of a webhook in any output: playbooks with all there is to print, and the journal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.functional.test_secrets import (
    ANSWERS,
    MARKER,
    TOKEN,
    assert_silent,
    unsafe,
)
from ansible_collections.community.zendesk.tests.running import run_playbook
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

PARTS: dict[str, dict[str, str]] = {
    "basic_auth": {"username": "ana", "password": "canary-password"},
    "bearer_token": {"token": "canary-token"},
    "api_key": {"name": "X-Key", "value": "canary-value"},
}


def webhook(kind: str, generation: str) -> dict[str, Any]:
    """A webhook with a type of authentication, its secrets marked."""
    parts = {
        name: "%s-%s" % (text, generation) if MARKER in text else text
        for name, text in PARTS[kind].items()
    }
    return {
        "name": "Sample " + kind,
        "endpoint": "https://pager.example.com/%s" % generation,
        "http_method": "POST",
        "request_format": "json",
        "authentication": {"type": kind, **parts},
        "custom_headers": {
            "X-Api-Key": "canary-key-%s" % generation,
            "Accept": "application/json",
            "X-Retry": "1",
        },
    }


def play(simulator: Simulator, folder: Path, webhooks: list[Any], *options: str) -> str:
    connection = {**TOKEN, "zendesk_url": simulator.url, "zendesk_retries": 0}
    names = ["webhook_%d" % number for number in range(len(webhooks))]
    task = '- community.zendesk.zendesk_webhook: "{{ %s }}"\n  ignore_errors: true\n'
    tasks = "".join(task % name for name in names)
    tasks += '- community.zendesk.zendesk_webhook_info: "{{ connection }}"\n'
    variables = {
        "connection": unsafe(connection),
        **{name: unsafe({**connection, **each}) for name, each in zip(names, webhooks)},
    }
    output = run_playbook(folder, tasks, "-vvvv", "--diff", *options, variables=variables).output
    assert output.count("TASK [") == len(webhooks) + 1
    return output


@pytest.mark.long
def test_create_change_and_delete(simulator: Simulator, tmp_path: Path) -> None:
    old, new = ([webhook(kind, name) for kind in PARTS] for name in ("old", "new"))
    gone = [{"name": each["name"], "state": "absent"} for each in new]
    for webhooks, options in (
        (old, ["--check"]),
        (old, []),
        (new, ["--check"]),
        (new, []),
        (gone, ["--check"]),
        (gone, []),
    ):
        output = play(simulator, tmp_path, webhooks, *options)
        assert output.count("changed: [localhost]") == len(webhooks)
        assert_silent(output, simulator)
    # Harmless headers stay readable.
    assert "application/json" in output
    assert simulator.account.resources["webhooks"].records == {}


@pytest.mark.long
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_answers_that_echo_secrets(answer: Any, simulator: Simulator, tmp_path: Path) -> None:
    webhooks = [webhook(kind, "new") for kind in PARTS]
    for each in webhooks:
        parts = [text for text in each["authentication"].values() if MARKER in text]
        echo = "-".join([*parts, each["custom_headers"]["X-Api-Key"]])
        simulator.fault(method="POST", answer=answer(echo))
    output = play(simulator, tmp_path, webhooks)
    assert "ignored=%d" % len(webhooks) in output
    assert_silent(output, simulator)


def test_the_marker_can_be_found(simulator: Simulator, tmp_path: Path) -> None:
    """Where it is no secret it is shown: the searches above look in the right place."""
    output = play(simulator, tmp_path, [{**webhook("basic_auth", "new"), "description": MARKER}])
    assert MARKER in output
    assert MARKER in json.dumps(simulator.journal.entries)


@pytest.fixture
def simulator() -> Any:
    from ansible_collections.community.zendesk.tests.functional import test_secrets

    running = Simulator({"users": [test_secrets.ADMIN], "oauth_clients": [test_secrets.CLIENT]})
    yield running.start()
    running.stop()
