# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What published clients of Zendesk do with triggers and automations. None of them knows categories."""

from __future__ import annotations

import json
from typing import Any, Protocol

import pytest

from ansible_collections.community.zendesk.tests.clients import (
    NodeCalls,
    NodeRefused,
    Record,
    record_of,
    zenpy_for,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator


class RuleClient(Protocol):
    """C(kind) is C(trigger) or C(automation). Records are what the client returns, as dictionaries."""

    refused: type[Exception]
    # Whether it repeats the ID in the body of an update.
    repeats_id: bool

    def list_all(self, kind: str) -> list[Record]: ...
    def show(self, kind: str, rule_id: int) -> Record: ...
    def create(self, kind: str, rule: Record) -> Record: ...
    def update(self, kind: str, rule_id: int, changes: Record) -> Record: ...
    def delete(self, kind: str, rule_id: int) -> None: ...


class ZenpyRules:
    """zenpy, in this process."""

    repeats_id = True

    def __init__(self, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
        zenpy, account = zenpy_for(simulator, monkeypatch)
        self.refused: type[Exception] = zenpy.lib.exception.RecordNotFoundException
        self._parts = {"trigger": account.triggers, "automation": account.automations}
        objects = zenpy.lib.api_objects
        self._classes = {"trigger": objects.Trigger, "automation": objects.Automation}

    def list_all(self, kind: str) -> list[Record]:
        return [_plain(each) for each in self._parts[kind]()]

    def show(self, kind: str, rule_id: int) -> Record:
        return _plain(self._parts[kind](id=rule_id))

    def create(self, kind: str, rule: Record) -> Record:
        return _plain(self._parts[kind].create(self._classes[kind](**rule)))

    def update(self, kind: str, rule_id: int, changes: Record) -> Record:
        rule = self._classes[kind](id=rule_id)
        for name, value in changes.items():
            setattr(rule, name, value)
        return _plain(self._parts[kind].update(rule))

    def delete(self, kind: str, rule_id: int) -> None:
        self._parts[kind].delete(self._classes[kind](id=rule_id))


def _plain(found: Any) -> Record:
    plain: Record = json.loads(json.dumps(record_of(found), default=record_of))
    return plain


class NodeRules:
    """node-zendesk, in a process of its own for each call."""

    repeats_id = False
    refused: type[Exception] = NodeRefused

    def __init__(self, simulator: Simulator) -> None:
        self._node = NodeCalls(simulator)

    def list_all(self, kind: str) -> list[Record]:
        found: list[Record] = self._call(kind, "list")
        return found

    def show(self, kind: str, rule_id: int) -> Record:
        found: Record = self._call(kind, "show", rule_id)
        return found

    def create(self, kind: str, rule: Record) -> Record:
        found: Record = self._call(kind, "create", {kind: rule})
        return found

    def update(self, kind: str, rule_id: int, changes: Record) -> Record:
        found: Record = self._call(kind, "update", rule_id, {kind: changes})
        return found

    def delete(self, kind: str, rule_id: int) -> None:
        self._node(kind + "s", "delete", rule_id)

    def _call(self, kind: str, method: str, *arguments: Any) -> Any:
        return self._node(kind + "s", method, *arguments)["result"]
