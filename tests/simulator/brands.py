# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brands, to be read only. Every account has one."""

from __future__ import annotations

from typing import Mapping

from .records import Record, now
from .resource import Resource


class Brands(Resource):
    path = "/api/v2/brands"
    key = "brand"
    list_key = "brands"
    operations = ("list", "show")
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

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        """By name, without the deleted, which answer by their ID."""
        shown = [brand for brand in self.records.values() if not brand["is_deleted"]]
        return sorted(shown, key=lambda brand: str(brand["name"]))

    def render(self, record: Record, address: str) -> Record:
        own = "https://%s.zendesk.com" % record["subdomain"]
        return {"brand_url": own, **super().render(record, address)}
