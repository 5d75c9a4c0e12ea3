# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A help desk in which rules run: people, fields, and what tests do with tickets of it."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.simulator.outbox import Outbox
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

SUPPORT, BILLING = 1500002894482, 1500002894502
ADMIN, AGENT, ANA, BEN = 1529420581222, 1529420581242, 71, 72
ACME, GOLD, SILVER = 81, 93, 94
SEVERITY, AREAS, NOTE, VIP = 61, 62, 63, 64
BRAND, FORM, OTHER_FORM = 1500000550682, 1500000859362, 1900000911005
OPEN_STATUS, PENDING_STATUS = 22644162812377, 22644162812397
RECORDS: dict[str, list[Record]] = {
    "organizations": [{"id": ACME, "name": "Acme", "organization_fields": {"tier": "gold_tag"}}],
    "users": [
        {
            "id": ANA,
            "name": "Ana Lima",
            "email": "ana@example.com",
            "role": "end-user",
            "organization_id": ACME,
            "user_fields": {"plan": "gold plan", "seats": 5, "since": "2026-03-01", "vip": True},
        },
        {"id": BEN, "name": "Ben", "email": None, "role": "end-user"},
    ],
    "user_fields": [
        {"id": 91, "key": key, "type": kind, "title": key}
        for key, kind in {
            "plan": "text",
            "seats": "integer",
            "since": "date",
            "vip": "checkbox",
        }.items()
    ],
    "organization_fields": [
        {
            "id": 92,
            "key": "tier",
            "type": "dropdown",
            "title": "Tier",
            "custom_field_options": [
                {"id": GOLD, "name": "Gold", "value": "gold_tag"},
                {"id": SILVER, "name": "Silver", "value": "silver_tag"},
            ],
        }
    ],
    "ticket_fields": [
        {
            "id": SEVERITY,
            "type": "tagger",
            "title": "Severity",
            "custom_field_options": [{"name": "Very high", "value": "sev_1"}],
        },
        {
            "id": AREAS,
            "type": "multiselect",
            "title": "Areas",
            "custom_field_options": [
                {"name": "Network", "value": "net"},
                {"name": "Disks", "value": "disk"},
            ],
        },
        {"id": NOTE, "type": "text", "title": "Note"},
        {"id": VIP, "type": "checkbox", "title": "VIP"},
    ],
}
# A field of a user has an ID of its own.
for number, field in enumerate(RECORDS["user_fields"]):
    field["id"] += 1000 + number


class Desk:
    """An account, and what tests do with its tickets and rules."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.call = Caller(simulator)
        for kind, records in RECORDS.items():
            for record in records:
                simulator.account.resources[kind].put(dict(record))

    @property
    def outbox(self) -> Outbox:
        return self.simulator.account.outbox

    @property
    def fired(self) -> list[str]:
        return [entry["rule"] for entry in self.outbox.fired]

    @property
    def unknown(self) -> list[tuple[str, str]]:
        return [(entry["kind"], entry["name"]) for entry in self.outbox.unknown]

    def create(self, **ticket: Any) -> Record:
        """A ticket that comes in. Without more, it is one of Ana."""
        sent = {"subject": "Printer", "comment": {"body": "Help"}, "requester_id": ANA, **ticket}
        answer = self.call("POST", "/api/v2/tickets", json={"ticket": sent})
        assert answer.status_code == 201, answer.text
        return answer.json()["ticket"]  # type: ignore[no-any-return]

    def update(self, number: int = 1, **changes: Any) -> Record:
        answer = self.call("PUT", "/api/v2/tickets/%d" % number, json={"ticket": changes})
        assert answer.status_code == 200, answer.text
        return answer.json()["ticket"]  # type: ignore[no-any-return]

    def ticket(self, number: int = 1) -> Record:
        return self.call("GET", "/api/v2/tickets/%d" % number).json()["ticket"]  # type: ignore[no-any-return]

    def trigger(self, title: str, *conditions: Record, **more: Any) -> Record:
        """A trigger with conditions that must all be met. Without more, it adds the tag C(fired)."""
        return self._rule("triggers", title, conditions, more)

    def automation(self, title: str, *conditions: Record, **more: Any) -> Record:
        return self._rule("automations", title, conditions, more)

    def _rule(self, kind: str, title: str, every: tuple[Record, ...], more: Any) -> Record:
        some = more.pop("any", [])
        actions = more.pop("actions", [action("current_tags", "fired")])
        conditions = {"all": list(every), "any": some}
        rule = {"title": title, "conditions": conditions, "actions": actions, **more}
        return self.simulator.account.resources[kind].put(rule)


def condition(field: str, operator: str = "is", value: Any = None) -> Record:
    return {"field": field, "operator": operator, "value": value}


def action(field: str, *value: Any) -> Record:
    """An action, with a list as its value if there are several."""
    return {"field": field, "value": value[0] if len(value) == 1 else list(value)}
