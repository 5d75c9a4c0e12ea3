# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of webhooks: what became of them, the attempts of each, and tests of a webhook."""

from __future__ import annotations

from typing import Any, Mapping

from . import errors, paging
from .records import Record, now
from .resource import Answer, Request, Resource, Route
from .webhook_values import bad


class Invocations(Resource):
    """What webhooks have beside themselves. Invocations are put there by tests, and stay.

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
        Route("POST", "/test", "test"),
    )

    def add_invocation(self, record_id: Any, **invocation: Any) -> Record:
        """Add what became of a request; without ``attempts`` there was one of the same outcome."""
        record = self.find(record_id)
        outcome = {} if "status" in invocation else {"status": "success", "status_code": 200}
        found = {"id": self.new_id(), "latest_completed_at": now(), **outcome, **invocation}
        found.setdefault("attempts", [_attempt(record, found)])
        record.setdefault("invocations", []).append(found)
        return found

    def check_page(self, query: Mapping[str, str]) -> None:
        fits = paging.whole(query.get("page[size]"), 1) <= paging.LARGEST
        if not fits and self.account.switches.webhook_large_page == "refuse":
            raise errors.listed(400, "InvalidPaginationParameter", "page[size] is not valid")

    def answer_invocations(self, request: Request, record_id: str) -> Answer:
        query = request.query
        self.check_page(query)
        found = list(self.find(self.parsed_id(record_id)).get("invocations", []))
        status = query.get("filter[status]")
        if status is not None:
            found = [each for each in found if each["status"] == status]
        start, end = query.get("filter[from_ts]", ""), query.get("filter[to_ts]", "~")
        found = [each for each in found if start <= str(each["latest_completed_at"]) < end]
        # Recorded: without a word the latest first.
        sort = query.get("sort", "-latest_completed_at")
        found = paging.in_order(found[::-1], sort, ["latest_completed_at"])
        url = request.address + request.path
        page = paging.by_cursor(found, query, url, "absent", ulids=True)
        shown = [{n: v for n, v in each.items() if n != "attempts"} for each in page.records]
        headers = paging.link_header(page.beside.get("links", {}))
        return Answer(200, {**page.beside, "invocations": shown}, headers)

    def answer_attempts(self, request: Request, record_id: str, invocation_id: str) -> Answer:
        record = self.find(self.parsed_id(record_id))
        for each in record.get("invocations", []):
            if each["id"] == invocation_id:
                return Answer(200, {"attempts": each.get("attempts", [])})
        raise self.not_found(invocation_id)

    def answer_test(self, request: Request) -> Answer:
        """Nothing is sent. What C(request) lacks is that of the webhook."""
        sent = request.content.get("request") if isinstance(request.content, dict) else None
        if not isinstance(sent, dict):
            raise bad("request", "Request is missing")
        there = {}
        if "webhook_id" in request.query:
            there = self.find(self.parsed_id(request.query["webhook_id"]))
        endpoint = sent.get("endpoint") or there.get("endpoint")
        if not isinstance(endpoint, str):
            raise bad("request", "Endpoint is missing")
        # As recorded of an address that there is not: the test as such succeeds.
        found = not endpoint.partition("?")[0].endswith("/fail")
        return Answer(200, {"response": {**_RESPONSE, "status_code": 200 if found else 404}})


_RESPONSE = {"headers": [{"key": "Content-Type", "value": "text/html"}], "payload": ""}


def _attempt(record: Record, invocation: Record) -> Record:
    """As recorded: its ID is that of the webhook, and what was throttled was never sent."""
    attempt = {"id": record["id"], "invocation_id": invocation["id"]}
    attempt.update({n: invocation[n] for n in ("status_code", "status") if n in invocation})
    if "status_code" in invocation:
        headers = [
            {"key": "X-Zendesk-Webhook-Id", "value": record["id"]},
            {"key": "X-Zendesk-Webhook-Invocation-Id", "value": invocation["id"]},
        ]
        attempt.update(request={"headers": headers, "payload": "{}"}, response=_RESPONSE)
    return {**attempt, "completed_at": invocation["latest_completed_at"]}
