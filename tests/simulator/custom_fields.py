# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields of users and of organizations: found by ID or by key, and with IDs for their options."""

from __future__ import annotations

from typing import Any, Mapping

from .lookup import SHOW_MANY
from .options import WithOptions
from .records import Record, now
from .resource import Request


class CustomFields(WithOptions):
    parameters: Mapping[str, tuple[str, ...]] = {"list": ("resolve_dc",)}
    seeded = ("key", "type", "title")

    def defaults(self) -> Record:
        return {
            "description": "",
            "position": len(self.records),
            "active": True,
            "system": False,
            "regexp_for_validation": None,
            "created_at": now(),
            "updated_at": now(),
        }

    def order(self, record: Record) -> tuple[int, int]:
        return record["position"], record["id"]

    def parsed_id(self, text: str) -> Any:
        """An ID, or a key: no key has nothing but digits."""
        if text.isascii() and text.isdigit():
            return int(text)
        keys = {each["key"].lower(): each["id"] for each in self.records.values()}
        return keys.get(text.lower(), 0)

    def as_seen(self, record: Record, request: Request) -> Record:
        shown = super().as_seen(record, request)
        for name in ("title", "description"):
            raw = shown.setdefault("raw_" + name, record[name])
            plain = request.query.get("resolve_dc") == "false"
            shown[name] = raw if plain else self.text(raw, request)
        return shown


class UserFields(CustomFields):
    path = "/api/v2/user_fields"
    key = "user_field"
    list_key = kind = "user_fields"
    more_routes = (SHOW_MANY, *WithOptions.more_routes)
    many: Mapping[str, str] = {"keys": "key"}
    seed = (
        {
            "id": 1500001315922,
            "type": "dropdown",
            "key": "dropdown_25",
            "title": "dropdown 25",
            "custom_field_options": [
                {"id": 1500001753322, "name": "Choice1", "value": "choice1_tag"},
                {"id": 1500001753342, "name": "Choice2", "value": "choice2_tag"},
            ],
        },
        # Recorded: rules have this key without its capital.
        {
            "id": 1500001315942,
            "type": "text",
            "key": "another_Text_3425",
            "title": "another text 3425",
        },
    )


class OrganizationFields(CustomFields):
    path = "/api/v2/organization_fields"
    key = "organization_field"
    list_key = kind = "organization_fields"
    more_routes = ()
    seed = (
        {
            "id": 1900000177065,
            "type": "dropdown",
            "key": "dropdown_26",
            "title": "dropdown 26",
            # Recorded: a name that is a tag as well.
            "custom_field_options": [
                {"id": 1900000066065, "name": "123", "value": "123"},
                {"id": 1900000066085, "name": "v2", "value": "v2"},
            ],
        },
    )
