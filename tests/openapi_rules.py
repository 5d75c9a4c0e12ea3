# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Zendesk's OpenAPI documents leave open of rules and categories, for test_openapi."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.tests.operations import Operation
from ansible_collections.community.zendesk.tests.simulator.account import Account

RULE_ID = 360000217501
CATEGORY_ID = "360000217521"
_TRIGGERS, _AUTOMATIONS = "/api/v2/triggers", "/api/v2/automations"

# Schema, attribute: null in recorded answers, which the documents do not know. The links and cursors
# are those of the first page and of the page behind the last one.
NULLS = [
    ("TriggerObject", "description"),
    ("TriggerObject", "category_id"),
    *(("Pagination", name) for name in ("links", "meta")),
]
# Schema, attribute -> kinds that recorded answers have beside the documented ones: an automation that
# notifies a user has a list, comment_is_public reads as true, and some operators have no value.
MORE_TYPES: dict[tuple[str, str], list[dict[str, Any]]] = {
    ("ActionObject", "value"): [{"type": "array", "items": {"type": "string"}}],
    ("ConditionObject", "value"): [{"type": "boolean"}, {"nullable": True, "enum": [None]}],
    ("TriggerConditionObject", "value"): [{"type": "boolean"}, {"nullable": True, "enum": [None]}],
}
# Parameter, by its name -> values: one that exists, and another one.
VALUES = {
    "trigger_category_id": [CATEGORY_ID, "17"],
    "ids": ["%d,17" % RULE_ID],
}
IDS = {"TriggerId": RULE_ID, "AutomationId": RULE_ID}

_SOLVED = {"field": "status", "operator": "is", "value": "solved"}
_HOURS = {"field": "SOLVED", "operator": "is", "value": "96"}
_ACTIONS = [
    [{"field": "status", "value": "open"}],
    [{"field": "notification_user", "value": ["requester_id", "Hi", "{{ticket.title}}"]}],
]


def _rule(schema: str, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """A trigger or an automation with a title, conditions and actions."""
    filled = {
        "title": {"pattern": "^[a-z]+$"},
        "actions": {"enum": _ACTIONS},
        "conditions": {"enum": [{"all": conditions, "any": []}]},
    }
    needed = {"required": list(filled), "properties": filled}
    return {"allOf": [{"$ref": "#/components/schemas/" + schema}, needed]}


def _trigger() -> dict[str, Any]:
    return _rule("TriggerObject", [_SOLVED])


def _automation() -> dict[str, Any]:
    return _rule("AutomationObject", [_SOLVED, _HOURS])


def _some(*values: Any) -> Callable[[], dict[str, Any]]:
    return lambda: {"enum": list(values)}


_JOB = {
    "trigger_categories": [{"id": CATEGORY_ID, "position": 2}],
    "triggers": [{"id": str(RULE_ID), "position": 3, "active": False}],
}
# Bodies that the documents leave open, in whole or in part.
BODIES: dict[Operation, tuple[str, Callable[[], dict[str, Any]]]] = {
    ("POST", _TRIGGERS): ("trigger", _trigger),
    ("PUT", _TRIGGERS + "/{trigger_id}"): ("trigger", _trigger),
    ("PUT", _TRIGGERS + "/reorder"): ("trigger_ids", _some([RULE_ID], [])),
    ("POST", _AUTOMATIONS): ("automation", _automation),
    ("PUT", _AUTOMATIONS + "/{automation_id}"): ("automation", _automation),
    ("PUT", _AUTOMATIONS + "/update_many"): (
        "automations",
        _some([{"id": RULE_ID, "position": 2}], [{"id": 17, "active": True}], []),
    ),
    ("POST", "/api/v2/trigger_categories/jobs"): (
        "job",
        _some(
            {"action": "patch", "items": _JOB},
            {"action": "patch", "items": {"triggers": [{"id": "17"}]}},
        ),
    ),
}


def relax(schemas: dict[str, Any]) -> None:
    """Let schemas of a document know what recorded answers have."""
    for schema, attribute in NULLS:
        if schema in schemas and attribute in schemas[schema]["properties"]:
            found = schemas[schema]["properties"]
            if schema == "Pagination":
                found = found[attribute]["properties"]
            for name in found if schema == "Pagination" else [attribute]:
                found[name] = {**found[name], "nullable": True}
    for (schema, attribute), more in MORE_TYPES.items():
        if schema in schemas:
            found = schemas[schema]["properties"]
            found[attribute] = {"anyOf": [found[attribute], *more]}


def set_scene(account: Account, target_id: int, path: str) -> None:
    """A category, with a trigger that notifies a target, and an automation that does."""
    # A category with an active trigger can't be deleted.
    active = "trigger_categories" not in path
    for kind in ("trigger_categories", "triggers", "automations"):
        account.resources[kind].clear()
    account.resources["trigger_categories"].put({"id": CATEGORY_ID, "name": "Notifications"})
    for kind in ("triggers", "automations"):
        more: dict[str, Any] = {"category_id": CATEGORY_ID} if kind == "triggers" else {}
        conditions = {"all": [_SOLVED], "any": [{"field": "type", "operator": "changed"}]}
        more.update(id=RULE_ID, conditions=conditions, active=active)
        account.add_rule(kind, "Tell", target_id, **more)
