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


def requests(simulator: Simulator) -> list[tuple[str, Any]]:
    """Each request with its body, since the last time."""
    bodies = [entry["body"] for entry in simulator.journal.entries]
    found = list(zip(simulator.calls, bodies))
    simulator.journal.clear()
    return found


class Rules(Protocol):
    """What a client does with triggers, or with automations."""

    def list_all(self) -> list[Record]: ...
    def show(self, rule_id: int) -> Record: ...
    def create(self, rule: Record) -> Record: ...
    def update(self, rule_id: int, changes: Record) -> Record: ...
    def delete(self, rule_id: int) -> None: ...


class Client(Protocol):
    """What a client does with webhooks, and with rules of a kind, which is "trigger" or "automation".

    Records are what the client returns, as dictionaries.
    """

    # How it logs in.
    auth: str
    # The type of its error, and what it says of a record that does not exist.
    refused: type[Exception]
    not_found: str
    # Whether it repeats the ID in the body of an update and of a DELETE.
    repeats_id: bool
    # Whether it follows the link that the last page of a list of rules has to an empty one.
    asks_for_empty_page: bool

    def parts(self) -> list[str]: ...
    def rules(self, kind: str) -> Rules: ...
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


class Zenpy:
    """zenpy, in this process. It has variables of the environment for a server that is not Zendesk's."""

    auth = "api_token"
    not_found = "WebhookNotFound|RecordNotFound"
    repeats_id = True
    asks_for_empty_page = False

    def __init__(self, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
        zenpy = pytest.importorskip(
            "zenpy", reason="no zenpy: .build/venv/bin/python -m pip install zenpy"
        )
        scheme, address = simulator.url.split("://")
        monkeypatch.setenv("ZENPY_FORCE_SCHEME", scheme)
        monkeypatch.setenv("ZENPY_FORCE_NETLOC", address)
        self.account = zenpy.Zenpy(subdomain="example", email=EMAIL, token=API_TOKEN)
        self.webhooks = self.account.webhooks
        self.refused: type[Exception] = zenpy.lib.exception.APIException
        self.classes = zenpy.lib.api_objects
        self._class = self.classes.Webhook

    def parts(self) -> list[str]:
        """What the client calls the resources that it knows."""
        return [name for name in vars(self.account) if not name.startswith("_")]

    def rules(self, kind: str) -> ZenpyRules:
        return ZenpyRules(
            getattr(self.account, kind + "s"), getattr(self.classes, kind.capitalize())
        )

    def list_all(self, **filters: Any) -> list[Record]:
        return [_record(each) for each in self.webhooks.list(**filters)]

    def show(self, webhook_id: str) -> Record:
        return _record(self.webhooks(id=webhook_id))

    def create(self, webhook: Record) -> Record:
        return _record(self.webhooks.create(self._class(**webhook)))

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
        return _record(self.webhooks.show_secret(webhook_id))

    def new_signing_secret(self, webhook_id: str) -> Record:
        return _record(self.webhooks.reset_secret(webhook_id))

    def invocations(self, webhook_id: str) -> list[Record]:
        return [_record(each) for each in self.webhooks.invocations(webhook_id)]

    def attempts(self, webhook_id: str, invocation_id: str) -> list[Record]:
        found = self.webhooks.invocation_attempts(webhook_id, invocation_id)
        return [_record(each) for each in found]


class ZenpyRules:
    """Rules of one kind. An update sends the attributes that were set, and no others."""

    def __init__(self, part: Any, record_class: Any) -> None:
        self.part = part
        self._class = record_class

    def list_all(self) -> list[Record]:
        return [_record(each) for each in self.part()]

    def show(self, rule_id: int) -> Record:
        return _record(self.part(id=rule_id))

    def create(self, rule: Record) -> Record:
        return _record(self.part.create(self._class(**rule)))

    def update(self, rule_id: int, changes: Record) -> Record:
        return _record(self.part.update(self._class(id=rule_id, **changes)))

    def delete(self, rule_id: int) -> None:
        assert self.part.delete(self._class(id=rule_id)).status_code == 204


def _record(found: Any) -> Record:
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
    asks_for_empty_page = True

    def __init__(self, simulator: Simulator) -> None:
        if not _node_finds_the_package():
            pytest.skip("no node-zendesk: npm install --prefix .build/node node-zendesk")
        address = simulator.url + "/api/v2"
        self._options = {"endpointUri": address, "oauth": True, "token": OAUTH_TOKEN}

    def parts(self) -> list[str]:
        """What the client calls the resources that it knows."""
        names: list[str] = json.loads(_checked(_PARTS))
        return names

    def rules(self, kind: str) -> NodeRules:
        return NodeRules(self, kind)

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
        found: Record = self.result("webhooks", method, *arguments)
        return found

    def _call(self, method: str, *arguments: Any) -> Record:
        return self.call("webhooks", method, *arguments)

    def result(self, part: str, method: str, *arguments: Any) -> Any:
        """What a method of a part of the client returns, without the answer that it comes from."""
        return self.call(part, method, *arguments)["result"]

    def call(self, part: str, method: str, *arguments: Any) -> Record:
        call = {"options": self._options, "part": part, "method": method, "arguments": arguments}
        answer: Record = json.loads(_checked(_SCRIPT, json.dumps(call)))
        if "error" in answer:
            raise NodeRefused(answer["error"])
        return answer


class NodeRules:
    """Rules of one kind."""

    def __init__(self, node: Node, kind: str) -> None:
        self._node = node
        self._kind, self._part = kind, kind + "s"

    def list_all(self) -> list[Record]:
        found: list[Record] = self._node.result(self._part, "list")
        return found

    def show(self, rule_id: int) -> Record:
        found: Record = self._node.result(self._part, "show", rule_id)
        return found

    def create(self, rule: Record) -> Record:
        found: Record = self._node.result(self._part, "create", {self._kind: rule})
        return found

    def update(self, rule_id: int, changes: Record) -> Record:
        found: Record = self._node.result(self._part, "update", rule_id, {self._kind: changes})
        return found

    def delete(self, rule_id: int) -> None:
        assert self._node.call(self._part, "delete", rule_id)["status"] == 204


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
_PARTS = """
const { ZendeskClient } = require("node-zendesk");
console.log(JSON.stringify(Object.getOwnPropertyNames(ZendeskClient.prototype)));
"""


@functools.cache
def _node_finds_the_package() -> bool:
    return bool(shutil.which("node")) and not _run_node('require("node-zendesk")').returncode


def _checked(script: str, standard_input: str = "") -> str:
    """What a script prints that must not fail."""
    ended = _run_node(script, standard_input)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


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
