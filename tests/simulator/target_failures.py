# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What could not be delivered to targets: 25 of each, and what was sent only one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any, Mapping

from .records import Record
from .resource import Request, Resource


class TargetFailures(Resource):
    path = "/api/v2/target_failures"
    key = "target_failure"
    list_key = "target_failures"
    operations = ("list", "show")
    scope = "target_failures"
    admins_only = True
    paging = "none"
    # As recorded: the URL stands in the record.
    has_url = False
    seeded = ("id", "target_name", "created_at")

    def __init__(self, account: Any) -> None:
        super().__init__(account)
        # An account of a test may have several with one ID.
        self.all: list[Record] = []

    def put(self, record: Record) -> Record:
        self.all.append(record)
        return record

    def clear(self) -> None:
        self.all.clear()

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        newest = sorted(self.all, key=lambda entry: str(entry["created_at"]), reverse=True)
        counts: Counter[str] = Counter()
        listed = []
        for entry in newest:
            counts[entry["target_name"]] += 1
            if counts[entry["target_name"]] <= 25:
                listed.append(entry)
        return listed

    def find(self, record_id: Any) -> Record:
        for failure in self.all:
            if failure["id"] == record_id:
                return failure
        raise self.not_found(record_id)

    def page(self, records: list[Record], request: Request) -> dict[str, Any]:
        in_full = self.account.switches.failures_in_full
        hidden = () if in_full else ("raw_request", "raw_response")
        records = [{n: entry[n] for n in entry if n not in hidden} for entry in records]
        return super().page(records, request)
