# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ticket forms, to be read only. One is the default."""

from __future__ import annotations

from typing import Mapping

from .lookup import SHOW_MANY, Lookup, is_true
from .records import Record, now

_FILTERS = ("active", "end_user_visible", "fallback_to_default", "associated_to_brand")


class TicketForms(Lookup):
    path = "/api/v2/ticket_forms"
    key = "ticket_form"
    list_key = kind = "ticket_forms"
    end_users = True
    unique = True
    more_routes = (SHOW_MANY,)
    parameters: Mapping[str, tuple[str, ...]] = {
        "list": (*_FILTERS, "form_type"),
        "show_many": _FILTERS,
    }
    hidden = ("form_type",)
    seeded = ("name",)
    seed = (
        {"id": 1500000859362, "name": "Default Ticket Form", "default": True, "position": 1},
        {
            "id": 1900000911005,
            "name": "Amazing ticket form",
            "display_name": "The most amazing ticket form",
            "position": 2,
        },
    )

    def defaults(self) -> Record:
        return {
            "display_name": "",
            "end_user_visible": True,
            "position": 0,
            "ticket_field_ids": [],
            "active": True,
            "default": False,
            "in_all_brands": True,
            "restricted_brand_ids": [],
            "end_user_conditions": [],
            "agent_conditions": [],
            "created_at": now(),
            "updated_at": now(),
        }

    def is_deleted(self, record: Record) -> bool:
        return bool(record.get("deleted_at"))

    def order(self, record: Record) -> tuple[int, int]:
        return record["position"], record["id"]

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        found = everything = self.present()
        for name in ("active", "end_user_visible"):
            wanted = is_true(query.get(name))
            found = [each for each in found if wanted in (None, each[name])]
        omits = self.account.switches.lookup_catalog_forms == "omit"
        kind = query.get("form_type", "standard" if omits else "all")
        found = [e for e in found if kind in ("all", e.get("form_type", "standard"))]
        if not found and query.get("fallback_to_default") == "true":
            return [each for each in everything if each["default"]]
        return found

    def shown_many(self, query: Mapping[str, str]) -> list[Record]:
        return self.listed({"form_type": "all", **query})

    def render(self, record: Record, address: str) -> Record:
        raw = {"raw_name": record["name"], "raw_display_name": record["display_name"]}
        return super().render({**raw, **record}, address)
