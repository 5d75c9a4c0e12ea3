# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dynamic content: texts in several languages, which other texts name by a placeholder."""

from __future__ import annotations

import re
from typing import Any, Mapping

from .lookup import SHOW_MANY, Lookup
from .records import Record, now


class DynamicContent(Lookup):
    path = "/api/v2/dynamic_content/items"
    key = "item"
    list_key = "items"
    kind = "dynamic_content"
    admins_only = True
    more_routes = (SHOW_MANY,)
    many: Mapping[str, str] = {"identifiers": "identifier"}
    seeded = ("name",)
    seed = (
        {
            "id": 1900000045325,
            "name": "Dynamic content item title 543",
            "variants": [{"id": 1900000263745, "content": "Example", "locale_id": 1}],
        },
    )

    def defaults(self) -> Record:
        return {
            "default_locale_id": 1,
            "outdated": False,
            "created_at": now(),
            "updated_at": now(),
            "variants": [],
        }

    def put(self, record: Record) -> Record:
        # It is made of the first name, and stays when that changes.
        identifier = re.sub(r"\W+", "_", str(record["name"]).lower()).strip("_")
        stored = super().put({"placeholder": "{{dc.%s}}" % identifier, **record})
        for variant in stored["variants"]:
            if "id" not in variant:
                variant["id"] = self.new_id()
            default = variant["locale_id"] == stored["default_locale_id"]
            for name, value in {"active": True, "outdated": False, "default": default}.items():
                variant.setdefault(name, value)
        return stored

    def named(self, record: Record, attribute: str) -> Any:
        return record["placeholder"].strip("{}").partition(".")[2]
