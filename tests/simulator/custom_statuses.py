# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom ticket statuses: the standard ones of each category, and those that an account has added."""

from __future__ import annotations

from typing import Mapping

from .lookup import Lookup, is_true
from .records import Record, now
from .resource import Request
from .titles import label_of, language, rendered

CATEGORIES = ("new", "open", "pending", "hold", "solved")


def _standard(number: int, category: str) -> Record:
    raw = "{{zd.status_%s}}" % category
    label = {"status_category": category, "raw_agent_label": raw, "raw_end_user_label": raw}
    return {"id": number, "agent_label": category.capitalize(), "default": True, **label}


class CustomStatuses(Lookup):
    path = "/api/v2/custom_statuses"
    key = "custom_status"
    list_key = kind = "custom_statuses"
    end_users = True
    unique = True
    label = "agent_label"
    parameters: Mapping[str, tuple[str, ...]] = {
        "list": ("active", "default", "status_categories"),
    }
    # Such a one answers by its ID as inactive.
    hidden = ("deleted",)
    seeded = ("status_category", "agent_label")
    seed = (
        *(_standard(22644162812357 + 20 * n, category) for n, category in enumerate(CATEGORIES)),
        {"id": 22644162812557, "status_category": "open", "agent_label": "agent"},
    )

    def defaults(self) -> Record:
        return {
            "description": None,
            "raw_description": None,
            "end_user_description": None,
            "raw_end_user_description": None,
            "active": True,
            "default": False,
            "created_at": now(),
            "updated_at": now(),
        }

    def order(self, record: Record) -> tuple[int, bool, int]:
        return CATEGORIES.index(record["status_category"]), not record["default"], record["id"]

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        found = self.present()
        for name in ("active", "default"):
            wanted = is_true(query.get(name))
            found = [each for each in found if wanted in (None, each[name])]
        categories = query.get("status_categories", "")
        return [e for e in found if not categories or e["status_category"] in categories.split(",")]

    def as_seen(self, record: Record, request: Request) -> Record:
        shown = super().as_seen(record, request)
        for name in ("agent_label", "end_user_label"):
            raw = record.get("raw_" + name, record.get(name, record["agent_label"]))
            locale = language(self.account, request.caller)
            shown[name] = label_of(rendered(self.account, str(raw), locale), locale)
            shown["raw_" + name] = raw
        shown["active"] = record["active"] and not record.get("deleted")
        return shown
