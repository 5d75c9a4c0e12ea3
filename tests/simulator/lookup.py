# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rules refer to by an ID: lists, records by ID and several at once, with switches by kind."""

from __future__ import annotations

import time
from typing import Any, Iterable, Mapping

from . import errors, paging
from .records import Record, now
from .resource import Answer, Request, Resource, Route

MOST = 100
# Parameters that any list takes.
_EVERYWHERE = {
    *("page", "per_page", "page[size]", "page[after]", "page[before]", "sort", "sort_by"),
    *("sort_order", "include", "locale", "include_boundary_indicators", "include_item_cursors"),
}
COUNT = Route("GET", "/count", "count")
SHOW_MANY = Route("GET", "/show_many", "show_many")
SEARCH = Route("GET", "/search", "search")
AUTOCOMPLETE = Route("GET", "/autocomplete", "autocomplete")


class Lookup(Resource):
    """Records of a kind that rules refer to, read-only unless ``operations`` says otherwise.

    Beside what ``Resource`` has: ``kind``: the end of the names of its switches. ``own_scope``: of
    OAuth today. ``end_users``: they may read. ``counted``: a list that is not paged says how many
    there are. ``label``: the attribute that people know a record by. ``many``: parameter of
    C(show_many) -> attribute. ``parameters``: by route, those that it takes beside C(page) and the like.
    ``hidden``: attributes of a seed that no answer shows. ``fixed_ids``: they are the same in every
    account. ``unique``: C(lookup_twins) is about it. ``cursor_end``: the recorded ``last_page``.
    """

    kind = ""
    operations: tuple[str, ...] = ("list", "show")
    own_scope = ""
    end_users = False
    counted = True
    label = "name"
    many: Mapping[str, str] = {"ids": "id"}
    parameters: Mapping[str, tuple[str, ...]] = {}
    hidden: tuple[str, ...] = ()
    fixed_ids = False
    unique = False
    cursor_end = "null"

    def __init__(self, account: Any) -> None:
        super().__init__(account)
        self._put_at: dict[Any, float] = {}

    # --- switches

    @property
    def scope(self) -> str:  # type: ignore[override]
        finer = self.account.switches.lookup_scopes == "finer"
        return self.own_scope or (self.kind if finer else "")

    @property
    def pages(self) -> str:
        return str(getattr(self.account.switches, "lookup_pages_" + self.kind))

    @property
    def off(self) -> str:
        return str(getattr(self.account.switches, "lookup_off_" + self.kind, ""))

    @property
    def last_page(self) -> str:  # type: ignore[override]
        chosen = self.account.switches.lookup_last_page
        return self.cursor_end if chosen == "recorded" else chosen

    # --- who may ask for what

    def check_request(self, route: Route, request: Request) -> None:
        if self.off == "message":
            raise errors.restricted()
        if self.off == "not_found":
            raise errors.not_found()
        barred = request.caller.get("role") == "end-user" and not self.end_users
        if self.off == "forbidden" or barred:
            raise errors.no_access()
        if self.account.switches.lookup_unknown_parameter == "refuse":
            known = {*_EVERYWHERE, *self.parameters.get(route.name, ())}
            known |= set(self.many) if route.name == "show_many" else set()
            for name in request.query:
                if name not in known:
                    raise errors.bad_attribute("The parameter %s is not known" % name)

    # --- what there is

    def put(self, record: Record) -> Record:
        if self.unique and self.account.switches.lookup_twins == "refuse":
            self.refuse_twin(record)
        stored = super().put(record)
        self.note(stored)
        return stored

    def note(self, record: Record) -> None:
        """Note that a record is new: a search with some lag does not find it yet."""
        self._put_at[record["id"]] = time.monotonic()

    def refuse_twin(self, record: Record) -> None:
        """Refuse a record whose name another one has."""
        name = record.get(self.label)
        others = (each for each in self.present() if each["id"] != record.get("id"))
        if any(each[self.label] == name for each in others):
            text = "%s: %s has already been taken" % (self.label.capitalize(), name)
            raise errors.invalid({self.label: [(text, "DuplicateValue")]})

    def present(self) -> list[Record]:
        """The records that are not deleted, in the order of the list."""
        if self.off == "empty":
            return []
        return sorted((r for r in self.records.values() if not self.is_deleted(r)), key=self.order)

    def order(self, record: Record) -> Any:
        return record["id"]

    def is_deleted(self, record: Record) -> bool:
        """Whether it answers by its ID only."""
        return bool(record.get("deleted"))

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        return self.present()

    def find(self, record_id: Any) -> Record:
        if self.off == "empty":
            raise self.not_found(record_id)
        return super().find(record_id)

    def indexed(self, lag: float) -> list[Record]:
        """The records that a search with some lag knows: what a seed has is old."""
        since = max(self.account.opened, time.monotonic() - lag)
        return [each for each in self.present() if self._put_at.get(each["id"], 0.0) <= since]

    # --- answers

    def answer_list(self, request: Request) -> Answer:
        return self.answer_page(self.listed(request.query), request)

    def answer_count(self, request: Request) -> Answer:
        count = {"value": len(self.listed(request.query)), "refreshed_at": now()}
        return Answer(200, {"count": count})

    def answer_show_many(self, request: Request) -> Answer:
        for name, attribute in self.many.items():
            if name in request.query:
                wanted = request.query[name].lower().split(",")
                if len(wanted) > MOST:
                    raise errors.too_many_values(MOST)
                found = [
                    each
                    for each in self.shown_many(request.query)
                    if str(self.named(each, attribute)).lower() in wanted
                ]
                return self.answer_page(found, request, "none")
        raise errors.missing_parameter(next(iter(self.many)))

    def shown_many(self, query: Mapping[str, str]) -> list[Record]:
        """The records that C(show_many) chooses from."""
        return self.present()

    def named(self, record: Record, attribute: str) -> Any:
        return record.get(attribute)

    def answer_page(self, records: Iterable[Record], request: Request, style: str = "") -> Answer:
        """A page of records, as the list is paged or in a style of its own."""
        page = self.paged(list(records), request, style or self.style_of(request.query))
        shown = [self.as_seen(record, request) for record in page.records]
        return Answer(200, {self.list_key: shown, **page.beside})

    def paged(self, records: list[Record], request: Request, style: str) -> paging.Page:
        """A page by C(cursor) or C(number), or all in one for C(none)."""
        query = request.query
        url = request.address + request.path + (".json" if self.json_suffix else "")
        if style == "cursor":
            return paging.by_cursor(records, query, url, self.last_page)
        if style == "number":
            return paging.by_number(records, query, url, self.page_size(query, len(records)))
        beside = {"next_page": None, "previous_page": None, "count": len(records)}
        return paging.Page(records, beside if self.counted else {})

    def style_of(self, query: Mapping[str, str]) -> str:
        """How the list is paged for a query."""
        if self.pages in ("cursor", "number", "none"):
            return self.pages
        if any(name.startswith("page[") for name in query):
            return "cursor"
        asked = "page" in query or "per_page" in query
        return "number" if self.pages == "both" or asked else "none"

    def shown(
        self,
        record: Record,
        request: Request,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        return Answer(status, {self.key: self.as_seen(record, request)}, headers or {})

    def as_seen(self, record: Record, request: Request) -> Record:
        """A record as whoever asks sees it."""
        shown = self.render(record, request.own_address)
        return {name: shown[name] for name in shown if name not in self.hidden}


def is_true(text: str | None) -> bool | None:
    """What a parameter says that is true or false; None where it says nothing."""
    return None if text not in ("true", "false") else text == "true"
