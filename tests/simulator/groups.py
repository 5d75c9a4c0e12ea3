# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups: what rules and people call them by. They can be read and created."""

from __future__ import annotations

from typing import Mapping

from . import errors
from .lookup import COUNT, Lookup
from .records import Record, now
from .resource import Answer, Request, Route


class Groups(Lookup):
    path = "/api/v2/groups"
    key = "group"
    list_key = kind = "groups"
    operations = ("list", "show", "create")
    attributes = ("name", "description", "default", "is_public")
    required = ("name",)
    more_routes = (COUNT, Route("GET", "/assignable", "assignable"))
    parameters: Mapping[str, tuple[str, ...]] = {
        "list": ("exclude_deleted",),
        "assignable": ("exclude_deleted",),
    }
    # Recorded: the last page links to one more, which is empty.
    cursor_end = "given"
    seeded = ("name",)
    seed = (
        {"id": 1500002894482, "name": "Support", "default": True},
        {"id": 1500002894502, "name": "Billing"},
    )

    def defaults(self) -> Record:
        return {
            "is_public": True,
            "description": "",
            "default": False,
            "deleted": False,
            "created_at": now(),
            "updated_at": now(),
        }

    def order(self, record: Record) -> tuple[str, int]:
        return str(record["name"]), record["id"]

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        """By name and ID. Deleted ones only where they are asked for; each answers by its ID."""
        if query.get("exclude_deleted") == "false" and self.off != "empty":
            return sorted(self.records.values(), key=self.order)
        return self.present()

    def problems_of_create(self, record: Record) -> errors.Problems:
        names = [str(each["name"]).lower() for each in self.present()]
        twin = str(record.get("name")).strip().lower() in names
        if not twin or self.account.switches.lookup_group_names == "twins":
            return {}
        text = "Name: %s has already been taken" % record["name"]
        return {"name": [(text, "DuplicateValue")]}

    def answer_assignable(self, request: Request) -> Answer:
        return self.answer_page(self.present(), request)
