# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Published clients of Zendesk that tests run against the simulator, where they are installed."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from typing import Any, Protocol

import pytest

from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Record = dict[str, Any]

EMAIL, API_TOKEN = "admin@example.com", "simulated-admin-api-token"
OAUTH_TOKEN = "simulated-admin-oauth-token"
NODE_MODULES = ROOT / ".build" / "node" / "node_modules"


class Client(Protocol):
    """What a client does with webhooks. Records are what the client returns, as dictionaries."""

    # How it logs in.
    auth: str
    # The type of its error, and what it says of a webhook that does not exist.
    refused: type[Exception]
    not_found: str
    # Whether it repeats the ID in the body of a PATCH and of a DELETE.
    repeats_id: bool

    def list_all(self) -> list[Record]: ...
    def show(self, webhook_id: str) -> Record: ...
    def create(self, webhook: Record) -> Record: ...
    def patch(self, webhook_id: str, changes: Record) -> None: ...
    def replace(self, webhook_id: str, webhook: Record) -> None: ...
    def delete(self, webhook_id: str) -> None: ...
    def signing_secret(self, webhook_id: str) -> Record: ...
    def new_signing_secret(self, webhook_id: str) -> Record: ...
    def invocations(self, webhook_id: str) -> list[Record]: ...
    def attempts(self, webhook_id: str, invocation_id: str) -> list[Record]: ...


def zenpy_for(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The package zenpy, and what it makes for an admin of the account."""
    zenpy = pytest.importorskip(
        "zenpy", reason="no zenpy: .build/venv/bin/python -m pip install zenpy"
    )
    scheme, address = simulator.url.split("://")
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", scheme)
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", address)
    return zenpy, zenpy.Zenpy(subdomain="example", email=EMAIL, token=API_TOKEN)


class Zenpy:
    """zenpy, in this process. It has variables of the environment for a server that is not Zendesk's."""

    auth = "api_token"
    not_found = "WebhookNotFound"
    repeats_id = True

    def __init__(self, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
        zenpy, account = zenpy_for(simulator, monkeypatch)
        self.webhooks = account.webhooks
        self.refused: type[Exception] = zenpy.lib.exception.APIException
        self._class = zenpy.lib.api_objects.Webhook

    def list_all(self, **filters: Any) -> list[Record]:
        return [record_of(each) for each in self.webhooks.list(**filters)]

    def show(self, webhook_id: str) -> Record:
        return record_of(self.webhooks(id=webhook_id))

    def create(self, webhook: Record) -> Record:
        return record_of(self.webhooks.create(self._class(**webhook)))

    def patch(self, webhook_id: str, changes: Record) -> None:
        webhook = self._class(id=webhook_id)
        for name, value in changes.items():
            setattr(webhook, name, value)
        assert self.webhooks.patch(webhook).status_code == 204

    def replace(self, webhook_id: str, webhook: Record) -> None:
        assert self.webhooks.update(webhook_id, self._class(**webhook)).status_code == 204

    def delete(self, webhook_id: str) -> None:
        assert self.webhooks.delete(self._class(id=webhook_id)).status_code == 204

    def signing_secret(self, webhook_id: str) -> Record:
        return record_of(self.webhooks.show_secret(webhook_id))

    def new_signing_secret(self, webhook_id: str) -> Record:
        return record_of(self.webhooks.reset_secret(webhook_id))

    def invocations(self, webhook_id: str) -> list[Record]:
        return [record_of(each) for each in self.webhooks.invocations(webhook_id)]

    def attempts(self, webhook_id: str, invocation_id: str) -> list[Record]:
        found = self.webhooks.invocation_attempts(webhook_id, invocation_id)
        return [record_of(each) for each in found]


def record_of(found: Any) -> Record:
    """An object of zenpy. It has None for each attribute that an answer does not have."""
    return {name: value for name, value in found.to_dict().items() if value is not None}


class NodeRefused(Exception):
    """node-zendesk has thrown an error."""


class Node:
    """node-zendesk, in a process of its own for each call."""

    auth = "oauth_token"
    refused: type[Exception] = NodeRefused
    not_found = r"Zendesk Error \(404\)"
    repeats_id = False

    def __init__(self, simulator: Simulator) -> None:
        self._node = NodeCalls(simulator)

    def list_all(self) -> list[Record]:
        found: list[Record] = self._call("list")["result"]
        return found

    def show(self, webhook_id: str) -> Record:
        return self._result("show", webhook_id)

    def create(self, webhook: Record) -> Record:
        return self._result("create", {"webhook": webhook})

    def patch(self, webhook_id: str, changes: Record) -> None:
        assert self._call("patch", webhook_id, {"webhook": changes})["status"] == 204

    def replace(self, webhook_id: str, webhook: Record) -> None:
        assert self._call("update", webhook_id, {"webhook": webhook})["status"] == 204

    def delete(self, webhook_id: str) -> None:
        assert self._call("delete", webhook_id)["status"] == 204

    def signing_secret(self, webhook_id: str) -> Record:
        found: Record = self._result("getSigningSecret", webhook_id)["signing_secret"]
        return found

    def new_signing_secret(self, webhook_id: str) -> Record:
        found: Record = self._result("resetSigningSecret", webhook_id)["signing_secret"]
        return found

    def invocations(self, webhook_id: str) -> list[Record]:
        found: list[Record] = self._result("listInvocations", webhook_id)["invocations"]
        return found

    def attempts(self, webhook_id: str, invocation_id: str) -> list[Record]:
        answer = self._result("listInvocationAttempts", webhook_id, invocation_id)
        found: list[Record] = answer["attempts"]
        return found

    def _result(self, method: str, *arguments: Any) -> Record:
        found: Record = self._call(method, *arguments)["result"]
        return found

    def _call(self, method: str, *arguments: Any) -> Record:
        return self._node("webhooks", method, *arguments)


class NodeCalls:
    """Calls of node-zendesk: a part of the client, a method of that, and its arguments."""

    def __init__(self, simulator: Simulator) -> None:
        if not _node_finds_the_package():
            pytest.skip("no node-zendesk: npm install --prefix .build/node node-zendesk")
        address = simulator.url + "/api/v2"
        self._options = {"endpointUri": address, "oauth": True, "token": OAUTH_TOKEN}

    def __call__(self, part: str, method: str, *arguments: Any) -> Record:
        call = {"options": self._options, "part": part, "method": method, "arguments": arguments}
        ended = _run_node(_SCRIPT, json.dumps(call))
        assert ended.returncode == 0, ended.stderr
        answer: Record = json.loads(ended.stdout)
        if "error" in answer:
            raise NodeRefused(answer["error"])
        return answer


_SCRIPT = """
const { createClient } = require("node-zendesk");
const call = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const part = createClient(call.options)[call.part];
part[call.method](...call.arguments).then(
  // A list is returned by itself, everything else together with the answer that it comes from.
  (found) => (found.response
    ? { status: found.response.status, result: found.result }
    : { result: found }),
  (error) => ({ error: error.message }),
).then((answer) => console.log(JSON.stringify(answer)));
"""


@functools.cache
def _node_finds_the_package() -> bool:
    return bool(shutil.which("node")) and not _run_node('require("node-zendesk")').returncode


def _run_node(script: str, standard_input: str = "") -> subprocess.CompletedProcess[str]:
    folders = [str(NODE_MODULES), os.environ.get("NODE_PATH", "")]
    return subprocess.run(
        ["node", "-e", script],
        check=False,
        env=dict(os.environ, NODE_PATH=os.pathsep.join(filter(None, folders))),
        input=standard_input,
        capture_output=True,
        text=True,
        timeout=60,
    )
