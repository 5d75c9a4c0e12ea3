# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of an account, as far as they say what it has."""

from __future__ import annotations

from typing import Any

from .records import Record
from .resource import Answer, Request, Resource

# Feature in the settings -> kinds that are there with it.
_FEATURES = {
    "business_hours": ("schedules",),
    "ticket_forms": ("ticket_forms",),
    "dynamic_contents": ("dynamic_content",),
    "user_org_fields": ("user_fields", "organization_fields"),
}


class AccountSettings(Resource):
    """Records of a seed are groups of settings, such as C({"tickets": {"tagging": false}})."""

    path = "/api/v2/account/settings"
    key = list_key = "settings"
    operations = ("list",)
    paging = "none"
    has_url = False

    def answer_list(self, request: Request) -> Answer:
        settings = self._own()
        for record in self.records.values():
            for group, values in record.items():
                if isinstance(values, dict):
                    settings.setdefault(group, {}).update(values)
        return Answer(200, {"settings": settings})

    def defaults(self) -> Record:
        return {}

    def _own(self) -> dict[str, Any]:
        switches, resources = self.account.switches, self.account.resources
        brands = [each["id"] for each in resources["brands"].records.values() if each["default"]]
        locales = resources["locales"].records.values()
        features = {
            name: not any(getattr(switches, "lookup_off_" + kind) for kind in kinds)
            for name, kinds in _FEATURES.items()
        }
        statuses = not switches.lookup_off_custom_statuses
        return {
            "active_features": {
                **features,
                "on_hold_status": True,
                "customer_satisfaction": False,
            },
            "brands": {"default_brand_id": brands[0]} if brands else {},
            "groups": {"check_group_name_uniqueness": switches.lookup_group_names == "checked"},
            "localization": {"locale_ids": [each["id"] for each in locales if not each["default"]]},
            "side_conversations": {"email_channel": False, "tickets_channel": False},
            "tickets": {"status_hold": True, "tagging": True, "custom_statuses_enabled": statuses},
        }
