# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests about triggers, automations and categories, for the tests of the simulator."""

from __future__ import annotations

from typing import Any

import requests

from ansible_collections.community.zendesk.tests import calls
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

TRIGGERS, AUTOMATIONS = "/api/v2/triggers", "/api/v2/automations"
CATEGORIES = "/api/v2/trigger_categories"
KEYS = {TRIGGERS: "trigger", AUTOMATIONS: "automation", CATEGORIES: "trigger_category"}
SUPPORT = 1500002894482

URGENT = {"field": "priority", "operator": "is", "value": "urgent"}
PENDING = {"field": "status", "operator": "is", "value": "pending"}
HOURS = {"field": "PENDING", "operator": "greater_than", "value": "24"}
OPEN = {"field": "status", "value": "open"}
NOTHING: dict[str, list[Any]] = {"all": [], "any": []}
# A rule of each kind that can be created.
TRIGGER: Record = {
    "title": "Tell",
    "conditions": {"all": [URGENT], "any": [PENDING]},
    "actions": [OPEN],
}
AUTOMATION: Record = {"title": "Remind", "conditions": {"all": [PENDING, HOURS]}, "actions": [OPEN]}


def condition(field: str, operator: Any = "is", value: Any = ...) -> Record:
    given = {"field": field, "operator": operator, "value": value}
    return {name: each for name, each in given.items() if each is not ...}


def said(answer: requests.Response) -> Any:
    """The status, and what an error says of itself."""
    if answer.ok:
        return answer.status_code
    content = answer.json()
    if "errors" in content:
        return answer.status_code, content["errors"][0]["code"]
    if "details" in content:
        (text, *_more) = [e["description"] for part in content["details"].values() for e in part]
        return answer.status_code, text
    error = content["error"]
    return answer.status_code, error["message"] if isinstance(error, dict) else error


class Caller(calls.Caller):
    """Requests about rules, as an admin."""

    def __init__(self, simulator: Simulator) -> None:
        super().__init__(simulator)
        self.account = simulator.account
        self.switches = simulator.account.switches

    def __call__(  # type: ignore[override]
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> requests.Response:
        return super().__call__(method, path, json=body, headers=headers or calls.ADMIN)

    def post(self, path: str, record: Record) -> requests.Response:
        return self("POST", path, {KEYS[path]: record})

    def create(self, path: str = TRIGGERS, /, **more: Any) -> Record:
        """Create a record that is like all others but for some attributes; as it reads."""
        base: Record = {TRIGGERS: TRIGGER, AUTOMATIONS: AUTOMATION, CATEGORIES: {"name": "A"}}[path]
        answer = self.post(path, {**base, **more})
        assert answer.ok, answer.text
        found: Record = answer.json()[KEYS[path]]
        return found

    def put(self, record: Record, /, **more: Any) -> requests.Response:
        """Update a record that was read."""
        path = next(each for each in KEYS if each + "/" in record["url"])
        return self("PUT", record["url"], {KEYS[path]: more})

    def read(self, record: Record) -> Record:
        (found,) = self("GET", record["url"]).json().values()
        assert isinstance(found, dict)
        return found

    def listed(self, path: str = TRIGGERS, name: str = "title") -> list[Any]:
        """An attribute of all that a list shows."""
        content = self("GET", path).json()
        (kind,) = {"triggers", "automations", "trigger_categories"} & set(content)
        return [each[name] for each in content[kind]]

    def seed(self, kind: str, /, **record: Any) -> Record:
        """Put a record there as it is."""
        base = {"title": "Seeded", "actions": [OPEN]} if kind != "trigger_categories" else {}
        return self.account.resources[kind].put({**base, **record})
