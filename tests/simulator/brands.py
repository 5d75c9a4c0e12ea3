# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brands, to be read only. Every account has one."""

from __future__ import annotations

from .lookup import Lookup
from .records import Record, now
from .resource import Answer, Request


class Brands(Lookup):
    path = "/api/v2/brands"
    key = "brand"
    list_key = kind = "brands"
    unique = True
    seeded = ("name", "subdomain")
    seed = ({"id": 1500000550682, "name": "Example", "subdomain": "example", "default": True},)

    def defaults(self) -> Record:
        return {
            "active": True,
            "default": False,
            "is_deleted": False,
            "has_help_center": False,
            "help_center_state": "disabled",
            "host_mapping": None,
            "logo": None,
            "ticket_form_ids": [],
            "signature_template": "{{agent.signature}}",
            "created_at": now(),
            "updated_at": now(),
        }

    def is_deleted(self, record: Record) -> bool:
        return bool(record["is_deleted"])

    def order(self, record: Record) -> tuple[str, int]:
        return str(record["name"]), record["id"]

    def answer_list(self, request: Request) -> Answer:
        """By name. An agent may see only those that they belong to."""
        found, caller = self.present(), request.caller
        if caller.get("role") != "admin" and self.account.switches.lookup_agent_brands == "own":
            found = [each for each in found if each["id"] in caller.get("agent_brand_ids", [])]
        return self.answer_page(found, request)

    def render(self, record: Record, address: str) -> Record:
        own = "https://%s.zendesk.com" % record["subdomain"]
        return {"brand_url": own, **super().render(record, address)}
