# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules of business hours. Only admins may read them, and no list of them is counted."""

from __future__ import annotations

from .lookup import Lookup
from .records import Record, now
from .resource import Answer, Request


class Schedules(Lookup):
    path = "/api/v2/business_hours/schedules"
    key = "schedule"
    list_key = kind = "schedules"
    admins_only = True
    unique = True
    counted = False
    has_url = False
    seeded = ("name",)
    seed = (
        {"id": 1900000004365, "name": "New schedule"},
        {"id": 1500001035461, "name": "Schedule 3"},
    )

    def defaults(self) -> Record:
        # Minutes since the start of Sunday.
        return {
            "time_zone": "Central Time (US & Canada)",
            "created_at": now(),
            "updated_at": now(),
            "intervals": [{"start_time": 1980, "end_time": 2460}],
        }

    def order(self, record: Record) -> str:
        return str(record["name"])

    def answer_list(self, request: Request) -> Answer:
        answer = super().answer_list(request)
        return Answer(200, {**answer.content, "url": request.own_address + self.path + ".json"})
