# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Triggers and automations: their lists, which say what a target is used by, and creates."""

from __future__ import annotations

from typing import Any, Iterator, Mapping

from .errors import Problems
from .records import Record, blank
from .resource import Resource

_ACTIONS = '[{"field": "notification_target", "value": ["<id of the target>", "<message>"]}]'


class Rules(Resource):
    operations = ("list", "create")
    required = ("title",)
    seeded = ("id", "title", "actions")

    @classmethod
    def seed_problem(cls, record: Record) -> str:
        fits = _are_actions(record["actions"])
        return "" if fits else "has actions of another shape than " + _ACTIONS

    def defaults(self) -> Record:
        return {"active": True, "conditions": {"all": [], "any": []}}

    def add(self, title: str, target_id: int, **more: Any) -> Record:
        """Add one that notifies a target."""
        actions = [{"field": "notification_target", "value": [target_id, "Hello"]}]
        return self.put({"title": title, "actions": actions, **more})

    def naming(self, field: str, record_id: Any) -> Iterator[Record]:
        """Those with an action of this field that names a record."""
        for rule in self.records.values():
            for action in rule["actions"]:
                if action["field"] == field and _named_by(action["value"]) == str(record_id):
                    yield rule

    def problems(self, record: Record) -> Problems:
        problems = blank(record, self.required)
        actions = record.get("actions")
        if not actions:
            # Recorded of triggers.
            text = "%s must contain at least one action" % self.key.capitalize()
            problems["base"] = [(text, "")]
        elif not _are_actions(actions):
            problems["base"] = [("Invalid actions", "")]
        return problems

    def render(self, record: Record, address: str) -> Record:
        actions = []
        for action in record["actions"]:
            value = action["value"]
            if action["field"] == "notification_target" and isinstance(value, list):
                form = self.account.switches.rule_ids
                number = int(value[0])
                value = [number if form == "int" else str(number), *value[1:]]
                if form == "bare":
                    value = str(number)
            actions.append({**action, "value": value})
        return super().render({**record, "actions": actions}, address)

    def pages_by_cursor(self, query: Mapping[str, str]) -> bool:
        return self.account.switches.rule_pages == "cursor" and super().pages_by_cursor(query)


class Triggers(Rules):
    path = "/api/v2/triggers"
    key = "trigger"
    list_key = "triggers"
    scope = "triggers"

    def completed(self, record: Record) -> Record:
        # It says which category to make, and is never read back.
        return {name: record[name] for name in record if name != "category"}


class Automations(Rules):
    path = "/api/v2/automations"
    key = "automation"
    list_key = "automations"
    scope = "automations"


def _named_by(value: Any) -> str:
    """The ID in the value of an action, in one of the forms that Zendesk has."""
    return str(value[0] if isinstance(value, list) and value else value)


def _are_actions(actions: Any) -> bool:
    return isinstance(actions, list) and all(
        isinstance(action, dict)
        and {"field", "value"} <= set(action)
        and (action["field"] != "notification_target" or _notifies(action["value"]))
        for action in actions
    )


def _notifies(value: Any) -> bool:
    number = value[0] if isinstance(value, list) and value else value
    if isinstance(number, str):
        return number.isascii() and number.isdigit()
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0
