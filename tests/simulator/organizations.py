# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Organizations: their names are unique, and who may search for them depends on the role."""

from __future__ import annotations

from typing import Mapping

from . import errors
from .lookup import AUTOCOMPLETE, COUNT, SEARCH, SHOW_MANY, Lookup
from .records import Record, now
from .resource import Answer, Request, Route
from .users import starts_with


class Organizations(Lookup):
    path = "/api/v2/organizations"
    key = "organization"
    list_key = kind = "organizations"
    own_scope = "organizations"
    more_routes = (COUNT, SHOW_MANY, SEARCH, AUTOCOMPLETE)
    many: Mapping[str, str] = {"ids": "id", "external_ids": "external_id"}
    parameters: Mapping[str, tuple[str, ...]] = {
        "search": ("name", "external_id"),
        "autocomplete": ("name", "field_id", "source"),
    }
    seeded = ("name",)
    seed = (
        {
            "id": 1500004937982,
            "name": "Example Customer",
            "external_id": "customer-1",
            # An option by its tag, where a rule has its ID.
            "organization_fields": {"dropdown_26": "123"},
        },
        {"id": 1500004938002, "name": "Example Partner"},
    )

    def defaults(self) -> Record:
        return {
            "shared_tickets": False,
            "shared_comments": False,
            "external_id": None,
            "created_at": now(),
            "updated_at": now(),
            "domain_names": [],
            "details": None,
            "notes": None,
            "group_id": None,
            "tags": [],
            "organization_fields": {},
        }

    def check_request(self, route: Route, request: Request) -> None:
        super().check_request(route, request)
        caller = request.caller
        if caller.get("ticket_restriction") == "organization":
            raise errors.no_access()
        open_to_agents = self.account.switches.lookup_organization_agents == "allow"
        if route.name == "search" and caller.get("role") != "admin" and not open_to_agents:
            raise errors.no_access()

    def answer_list(self, request: Request) -> Answer:
        found = self.present()
        if self.style_of(request.query) == "number":
            # Recorded: pages by number are in the order of names.
            found.sort(key=lambda each: str(each["name"]))
        return self.answer_page(found, request)

    def answer_search(self, request: Request) -> Answer:
        """By number, at once: there is no index. Both parameters ignore case."""
        found = self.present()
        for attribute in ("name", "external_id"):
            if attribute in request.query:
                wanted = request.query[attribute].lower()
                found = self._matching(found, attribute, wanted)
        return self.answer_page(found, request, "number")

    def answer_autocomplete(self, request: Request) -> Answer:
        switches = self.account.switches
        start = request.query.get("name", "")
        if len(start) < 2:
            raise errors.listed(400, "InvalidParameter", "name needs at least two characters")
        signs = switches.lookup_autocomplete_signs == "find"
        found = self.indexed(switches.lookup_autocomplete_lag)
        found = [each for each in found if starts_with(each["name"], start, signs)]
        return self.answer_page(found, request, "number")

    def _matching(self, records: list[Record], attribute: str, wanted: str) -> list[Record]:
        def value(record: Record) -> str:
            return str(record[attribute] or "").lower()

        exact = [each for each in records if value(each) == wanted]
        if attribute != "name" or self.account.switches.lookup_organization_search == "exact":
            return exact
        return [*(e for e in records if value(e).startswith(wanted) and e not in exact), *exact]
