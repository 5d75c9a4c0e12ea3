# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of the requests of webhooks: seven days of them, and the attempts of each."""

from __future__ import annotations

from typing import Any

from . import paging
from .records import Record
from .resource import Answer, Request, Resource, Route


class Invocations(Resource):
    """What webhooks have beside themselves. C(invocations) of a record are put there by tests.

    An invocation has C(attempts), which only their own path shows.
    """

    more_routes: tuple[Route, ...] = (
        Route("GET", "/<record_id>/invocations", "invocations", admins_only=True),
        Route(
            "GET",
            "/<record_id>/invocations/<invocation_id>/attempts",
            "attempts",
            admins_only=True,
        ),
    )

    def add_invocation(self, record_id: Any, **invocation: Any) -> Record:
        """Add what became of a request; without ``attempts`` there was one of the same outcome."""
        record = self.find(record_id)
        found: Record = {"id": self.new_id(), "status": "success", **invocation}
        record.setdefault("invocations", []).append(found)
        return found

    def answer_invocations(self, request: Request, record_id: str) -> Answer:
        query = request.query
        found = list(self.find(self.parsed_id(record_id)).get("invocations", []))
        order = query.get("sort", "")
        if order.lstrip("-") == "latest_completed_at":
            found.sort(
                key=lambda each: str(each["latest_completed_at"]), reverse=order.startswith("-")
            )
        status = query.get("filter[status]")
        if status is not None:
            found = [each for each in found if each["status"] == status]
        for name, later in (("filter[from_ts]", True), ("filter[to_ts]", False)):
            if name in query:
                found = [
                    each
                    for each in found
                    if (str(each["latest_completed_at"]) >= query[name]) is later
                ]
        page = paging.by_cursor(found, query, request.address + request.path, "absent")
        shown = [{n: v for n, v in each.items() if n != "attempts"} for each in page.records]
        return Answer(200, {"invocations": shown, **page.beside})

    def answer_attempts(self, request: Request, record_id: str, invocation_id: str) -> Answer:
        record = self.find(self.parsed_id(record_id))
        for each in record.get("invocations", []):
            if each["id"] == invocation_id:
                return Answer(200, {"attempts": each.get("attempts", [])})
        raise self.not_found(invocation_id)
