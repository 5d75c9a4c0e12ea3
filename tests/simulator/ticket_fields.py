# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ticket fields: those of the system, whose titles are in the caller's language, and custom ones."""

from __future__ import annotations

from typing import Any, Mapping

from .lookup import COUNT, SHOW_MANY
from .options import WithOptions
from .records import Record, now
from .resource import Answer, Request
from .titles import FIELDS, account_language, field_title, language

# Type of a system field -> what can be chosen, where it is not what the account has.
CHOICES: dict[str, tuple[str, ...]] = {
    "status": ("open", "pending", "solved"),
    "tickettype": ("question", "incident", "problem", "task"),
    "priority": ("low", "normal", "high", "urgent"),
}
# Recorded: these can be removed although they are of the system.
_REMOVABLE = ("tickettype", "priority")
# The order in which an account has them.
_TYPES = ("subject", "description", "status", "tickettype", "priority", "group", "assignee")


class TicketFields(WithOptions):
    path = "/api/v2/ticket_fields"
    key = "ticket_field"
    list_key = kind = "ticket_fields"
    end_users = True
    unique = True
    label = "title"
    more_routes = (COUNT, SHOW_MANY, *WithOptions.more_routes)
    many: Mapping[str, str] = {"ids": "id", "keys": "key"}
    parameters: Mapping[str, tuple[str, ...]] = {
        "list": ("creator",),
        "show": ("creator",),
        "show_many": ("creator", "exclude_sub_selection_options"),
    }
    hidden = ("creator_user_id", "creator_app_name")
    option_defaults: Mapping[str, Any] = {"default": False}
    seeded = ("type",)
    seed = (
        *({"id": 1500004937722 + 20 * n, "type": kind} for n, kind in enumerate(_TYPES)),
        {"id": 1500004937862, "type": "custom_status"},
        {
            "id": 1500009152882,
            "type": "multiselect",
            "title": "agent dropdown 643 for agent",
            "custom_field_options": [
                {"id": 1500015072702, "name": "v1", "value": "v1"},
                # Recorded: renamed, which has left its tag as it was.
                {"id": 1500015072722, "name": "v2", "value": "v2_modified"},
            ],
        },
    )

    @classmethod
    def seed_problem(cls, record: Record) -> str:
        return "" if record["type"] in FIELDS or record.get("title") else "lacks title"

    def defaults(self) -> Record:
        return {
            "description": "",
            "position": 1 + len(self.records),
            "active": True,
            "required": False,
            "collapsed_for_agents": False,
            "regexp_for_validation": None,
            "visible_in_portal": False,
            "editable_in_portal": False,
            "required_in_portal": False,
            "tag": None,
            "created_at": now(),
            "updated_at": now(),
            "removable": True,
            "key": None,
            "agent_description": None,
            "creator_user_id": -1,
            "creator_app_name": None,
        }

    def put(self, record: Record) -> Record:
        kind = record["type"]
        own: Record = {"title": field_title(kind, account_language(self.account))}
        if kind in FIELDS:
            own.update(removable=kind in _REMOVABLE, visible_in_portal=kind in _TYPES[:2])
            if kind in CHOICES:
                choices = [{"name": each.capitalize(), "value": each} for each in CHOICES[kind]]
                own["system_field_options"] = choices
        return super().put({**own, **record})

    def order(self, record: Record) -> tuple[int, int]:
        return record["position"], record["id"]

    def answer_list(self, request: Request) -> Answer:
        found = self.present()
        if request.caller.get("role") == "end-user":
            found = [each for each in found if each["visible_in_portal"]]
        if self.style_of(request.query) == "cursor":
            found.sort(key=lambda each: int(each["id"]))
        return self.answer_page(found, request)

    def named(self, record: Record, attribute: str) -> Any:
        # System fields go by their types.
        return record["key"] or record["type"] if attribute == "key" else record.get(attribute)

    def as_seen(self, record: Record, request: Request) -> Record:
        shown = super().as_seen(record, request)
        system = field_title(record["type"], language(self.account, request.caller))
        raw = shown.setdefault("raw_title", record["title"])
        shown["title"] = system or self.text(raw, request)
        portal = shown.setdefault("raw_title_in_portal", raw)
        shown["title_in_portal"] = system or self.text(portal, request)
        shown.setdefault("raw_description", record["description"])
        if request.query.get("creator") == "true":
            shown.update({name: record[name] for name in self.hidden})
        if record["type"] == "custom_status":
            statuses = self.account.resources["custom_statuses"]
            content = statuses.answer_list(request._replace(query={})).content
            shown["custom_statuses"] = [
                {name: status[name] for name in status if not name.startswith("raw_")}
                for status in content["custom_statuses"]
            ]
        return shown
