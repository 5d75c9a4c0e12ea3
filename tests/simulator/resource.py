# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource of the API: what can be asked of the records of one kind, and what is answered.

A subclass says where its records are and what they are made of. Where it differs, it overrides a method.
"""

from __future__ import annotations

from typing import Any, Iterator, Mapping, NamedTuple

from . import errors, paging
from .limits import Limit
from .paging import LARGEST
from .records import Record, Records


class Request(NamedTuple):
    """A request, as a resource sees it.

    ``address``: the one that was asked. ``own_address``: the one that the account gives as its own.
    ``caller``: the user who asks.
    """

    path: str
    query: Mapping[str, str]
    content: Any
    address: str
    own_address: str
    caller: Mapping[str, Any] = {}


class Answer(NamedTuple):
    """``content`` is None where there is no body."""

    status: int
    content: Any = None
    headers: Mapping[str, str] = {}


class Route(NamedTuple):
    """A method and a path below that of the resource, which its C(answer_<name>) answers.

    The method is called with the request, and with what stands for C(<...>) in the path.
    """

    method: str
    path: str
    name: str
    admins_only: bool = False

    @property
    def writes(self) -> bool:
        return self.method != "GET"


class Resource(Records):
    """The records of one kind, what can be done with them, and how it is answered.

    Beside what ``Records`` has: ``operations``: of list, show, create, update, replace (by PUT,
    beside a PATCH) and delete, those that there are. ``more_routes``: what there is beside them.
    ``update_method``: PUT or PATCH; both keep what the request does not name. ``update_status``: 200
    with the record, or 204. ``empty_type``: the Content-Type of an answer without a body. ``scope``:
    of OAuth, "" where only C(read) and C(write) open it. ``admins_only``: agents can't even read;
    ``agents_write``: they may write as well.
    ``rate_limit``: requests in a window that it has alone, 0 where it shares the account's.
    ``paging``: number, cursor, both, or none. ``last_page``: how a cursor page shows that there is
    no other; see ``paging.by_cursor``. ``default_size``: of a cursor page, where a request does not
    say. ``link_header``: it repeats the links of a cursor page.
    ``error_ids``: errors have the ID of the request. ``ulid_cursors``: cursors look like IDs that are
    texts.
    """

    operations: tuple[str, ...] = ("list", "show", "create", "update", "delete")
    more_routes: tuple[Route, ...] = ()
    update_method = "PUT"
    update_status = 200
    empty_type = ""
    scope = ""
    admins_only = False
    agents_write = False
    rate_limit = 0
    paging = "both"
    last_page = "null"
    default_size = LARGEST
    link_header = False
    error_ids = False
    ulid_cursors = False

    def routes(self) -> Iterator[Route]:
        """All that can be asked of the resource."""
        one = "/<record_id>"
        known = {
            "list": Route("GET", "", "list"),
            "show": Route("GET", one, "show"),
            "create": Route("POST", "", "create"),
            "update": Route(self.update_method, one, "update"),
            "replace": Route("PUT", one, "replace"),
            "delete": Route("DELETE", one, "delete"),
        }
        for name in self.operations:
            yield known[name]
        yield from self.more_routes

    def check_request(self, route: Route, request: Request) -> None:
        """Refuse a request whose login may do what the route does."""

    def answer_list(self, request: Request) -> Answer:
        return self.answer_paged(self.listed(request.query), request)

    def answer_show(self, request: Request, record_id: str) -> Answer:
        return self.shown(self.find(self.parsed_id(record_id)), request)

    def answer_create(self, request: Request) -> Answer:
        record, dropped = self.create(self.body(request))
        headers = self.warning(dropped)
        if self.has_url:
            headers["Location"] = self.url_of(record, request.address)
        return self.shown(record, request, 201, headers)

    def answer_update(self, request: Request, record_id: str, replace: bool = False) -> Answer:
        number = self.parsed_id(record_id)
        headers = self.warning(self.update(number, self.body(request), replace))
        if self.update_status == 204:
            return Answer(204, headers=headers)
        return self.shown(self.find(number), request, self.update_status, headers)

    def answer_replace(self, request: Request, record_id: str) -> Answer:
        return self.answer_update(request, record_id, replace=True)

    def answer_delete(self, request: Request, record_id: str) -> Answer:
        self.delete(self.parsed_id(record_id))
        return Answer(204)

    def shown(
        self,
        record: Record,
        request: Request,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        content = {self.key: self.render(record, request.own_address)}
        return Answer(status, content, headers or {})

    def body(self, request: Request) -> Record:
        """What a body has under the key of the resource."""
        sent = request.content.get(self.key) if isinstance(request.content, dict) else None
        if not isinstance(sent, dict) or not sent:
            raise errors.missing_parameter(self.key)
        return sent

    def parsed_id(self, text: str) -> Any:
        if self.text_ids:
            return text
        try:
            return int(text)
        except ValueError:
            message = "The value provided for id must be an integer"
            raise errors.bad_attribute(message) from None

    def limit(self, path: str) -> Limit:
        """What a request to a path counts for."""
        return Limit(self.path, self.rate_limit) if self.rate_limit else Limit()

    # --- pages

    def answer_paged(self, records: list[Record], request: Request) -> Answer:
        content = self.page(records, request)
        links = content.get("links") if self.link_header else None
        return Answer(200, content, paging.link_header(links or {}))

    def page_size(self, query: Mapping[str, str], count: int) -> int:
        """How many of ``count`` records a page by number has."""
        return max(min(paging.whole(query.get("per_page"), paging.LARGEST), paging.LARGEST), 1)

    def pages_by_cursor(self, query: Mapping[str, str]) -> bool:
        asked = any(name.startswith("page[") for name in query)
        return self.paging == "cursor" or (self.paging == "both" and asked)

    def page(self, records: list[Record], request: Request) -> dict[str, Any]:
        """The page of some records that a request asks for."""
        query, url = request.query, request.address + request.path
        url += ".json" if self.json_suffix else ""
        if self.paging == "none":
            page = paging.Page(records, {})
        elif self.pages_by_cursor(query):
            page = paging.by_cursor(
                records, query, url, self.last_page, self.default_size, self.ulid_cursors
            )
        elif self.paging == "number" and self._refuses_cursors(query):
            raise errors.bad_attribute("The parameter page must be an integer")
        else:
            page = paging.by_number(records, query, url, self.page_size(query, len(records)))
        shown = [self.render(record, request.own_address) for record in page.records]
        return {self.list_key: shown, **page.beside}

    def _refuses_cursors(self, query: Mapping[str, str]) -> bool:
        return "page[size]" in query and self.account.switches.page_size_parameter == "refuse"
