# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups: what rules and people call them by. They can be read and created."""

from __future__ import annotations

from typing import Mapping

from .records import Record, now
from .resource import Answer, Request, Resource, Route


class Groups(Resource):
    path = "/api/v2/groups"
    key = "group"
    list_key = "groups"
    operations = ("list", "show", "create")
    attributes = ("name", "description", "default", "is_public")
    required = ("name",)
    more_routes = (Route("GET", "/count", "count"), Route("GET", "/assignable", "assignable"))
    # Recorded: the last page links to one more, which is empty.
    last_page = "given"
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

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        """By name and ID. Deleted ones only where they are asked for; each answers by its ID."""
        everything = query.get("exclude_deleted") == "false"
        shown = [group for group in self.records.values() if everything or not group["deleted"]]
        return sorted(shown, key=lambda group: (group["name"], group["id"]))

    def answer_count(self, request: Request) -> Answer:
        count = {"value": len(self.listed({})), "refreshed_at": now()}
        return Answer(200, {"count": count})

    def answer_assignable(self, request: Request) -> Answer:
        return Answer(200, self.page(self.listed({}), request))
