# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users: those who can log in, and all others that a seed has. They can be read only."""

from __future__ import annotations

import re
from typing import Any, Iterable, Mapping

from . import errors
from .logins import USERS
from .lookup import AUTOCOMPLETE, COUNT, SEARCH, SHOW_MANY, Lookup
from .paging import values_of
from .records import Record, now
from .resource import Answer, Request, Route

_TEAM = ("admin", "agent")
_ROLES = ("role", "role[]", "permission_set")
# What an address or a part of it is found in.
_SEARCHED = ("name", "email", "notes", "phone", "details", "alias")


class Users(Lookup):
    path = "/api/v2/users"
    key = "user"
    list_key = kind = "users"
    own_scope = "users"
    more_routes = (COUNT, SHOW_MANY, SEARCH, AUTOCOMPLETE, Route("GET", "/me", "me"))
    many: Mapping[str, str] = {"ids": "id", "external_ids": "external_id"}
    parameters: Mapping[str, tuple[str, ...]] = {
        "list": (*_ROLES, "external_id"),
        "count": _ROLES,
        "search": ("query", "external_id"),
        "autocomplete": ("name", "phone", "filter", "field_id", "source"),
        "show_many": ("include_deleted",),
    }
    secrets = ("password", "api_token", "oauth_token")
    # Other addresses are identities of their own.
    hidden = ("other_emails",)
    seeded = ("email", "role")
    seed = tuple(USERS)

    @property
    def records(self) -> dict[Any, Record]:
        return {user["id"]: user for user in self.account.logins.users}

    @records.setter
    def records(self, records: dict[Any, Record]) -> None:
        self.account.logins.users[:] = records.values()

    @classmethod
    def seed_problem(cls, record: Record) -> str:
        texts = isinstance(record["email"], (str, type(None))) and isinstance(record["role"], str)
        return "" if texts else "needs text for email, role"

    def put(self, record: Record) -> Record:
        stored = {**self.defaults(), **record}
        if "id" not in record:
            stored["id"] = self.new_id()
        users = self.account.logins.users
        users[:] = [*(user for user in users if user["id"] != stored["id"]), stored]
        self.note(stored)
        return stored

    def clear(self) -> None:
        self.records = {}

    def defaults(self) -> Record:
        return {
            "name": "Somebody",
            "email": None,
            "created_at": now(),
            "updated_at": now(),
            "time_zone": "Eastern Time (US & Canada)",
            "iana_time_zone": "America/New_York",
            "phone": None,
            "shared_phone_number": None,
            "photo": None,
            "locale_id": 1,
            "locale": "en-US",
            "organization_id": None,
            "role": "end-user",
            "verified": True,
            "external_id": None,
            "tags": [],
            "alias": None,
            "active": True,
            "shared": False,
            "shared_agent": False,
            "last_login_at": None,
            "two_factor_auth_enabled": None,
            "signature": None,
            "details": None,
            "notes": None,
            "role_type": None,
            "custom_role_id": None,
            "moderator": False,
            "ticket_restriction": None,
            "only_private_comments": False,
            "restricted_agent": False,
            "suspended": False,
            "default_group_id": None,
            "report_csv": False,
            "user_fields": {},
        }

    def is_deleted(self, record: Record) -> bool:
        return not record["active"]

    def render(self, record: Record, address: str) -> Record:
        shown = super().render({**self.defaults(), **record}, address)
        shown["role_type"] = record.get("role_type") or (4 if record["role"] == "admin" else None)
        return shown

    # --- answers

    def check_request(self, route: Route, request: Request) -> None:
        if route.name == "me":
            return
        super().check_request(route, request)
        if request.caller.get("restricted_agent"):
            raise errors.no_access()

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        roles = {*values_of(query, "role"), *values_of(query, "role[]")}
        found = [each for each in self.present() if not roles or each["role"] in roles]
        for name, attribute in (
            ("permission_set", "custom_role_id"),
            ("external_id", "external_id"),
        ):
            if name in query:
                found = [each for each in found if str(each[attribute]) == query[name]]
        return found

    def shown_many(self, query: Mapping[str, str]) -> list[Record]:
        everyone = query.get("include_deleted") == "true"
        return sorted(self.records.values(), key=self.order) if everyone else self.present()

    def answer_me(self, request: Request) -> Answer:
        caller = request.caller
        known = self.records.get(caller.get("id"), {"id": None, **caller})
        return self.shown(known, request)

    def answer_search(self, request: Request) -> Answer:
        """By number only. What is not asked for in C(query) or C(external_id) is everyone."""
        query = request.query
        found = self.indexed(self.account.switches.lookup_users_lag)
        if "external_id" in query:
            wanted = query["external_id"].lower()
            found = [each for each in found if str(each["external_id"] or "").lower() == wanted]
        elif query.get("query"):
            found = self._matching(found, query["query"])
        return self.answer_page(found, request, "number")

    def answer_autocomplete(self, request: Request) -> Answer:
        query, switches = request.query, self.account.switches
        found = self.indexed(switches.lookup_autocomplete_lag)
        if "name" in query:
            signs = switches.lookup_autocomplete_signs == "find"
            found = [each for each in found if starts_with(each["name"], query["name"], signs)]
        elif "phone" in query:
            found = [each for each in found if str(each["phone"] or "").startswith(query["phone"])]
        else:
            raise errors.missing_parameter("name")
        if query.get("filter") == "assignable":
            found = [each for each in found if each["role"] in _TEAM]
        return self.answer_page(found, request, "number")

    def _matching(self, users: list[Record], text: str) -> list[Record]:
        """Zendesk's search syntax, as far as C(role:) and C(email:), and words that are parts."""
        for name, value in re.findall(r'\b(role|email):"?([^\s"]+)"?', text):
            users = [each for each in users if str(each[name] or "").lower() == value.lower()]
        words = re.sub(r'\b\w+:"?[^\s"]+"?', " ", text).replace('"', "").strip().lower()
        exact = [each for each in users if words in self._addresses(each)]
        if "@" in words and self.account.switches.lookup_users_search == "exact":
            return exact
        # Whoever has a part of it, and those who were meant behind them.
        part = words.partition("@")[0]
        others = [each for each in users if each not in exact and _has(each, part)]
        return [*others, *exact]

    def _addresses(self, user: Record) -> Iterable[str]:
        found = [user["email"] or ""]
        if self.account.switches.lookup_secondary_email == "find":
            found += user.get("other_emails", [])
        return [address.lower() for address in found]


def starts_with(name: str, start: str, signs: bool) -> bool:
    """Whether a name is completed: C(signs) says whether one that starts with no letter is, too."""
    return name.lower().startswith(start.lower()) and (signs or name[:1].isalnum())


def _has(user: Record, part: str) -> bool:
    return any(part in str(user.get(name) or "").lower() for name in _SEARCHED)
