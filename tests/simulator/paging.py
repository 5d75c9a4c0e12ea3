# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a list: by number, or by cursor."""

from __future__ import annotations

import base64
import urllib.parse
from typing import Any, Iterable, Mapping, NamedTuple

from werkzeug.datastructures import MultiDict

from .errors import listed
from .records import number_in, ulid

LARGEST = 100
AFTER, BEFORE = "page[after]", "page[before]"


class Page(NamedTuple):
    """One page: its records, and what the answer says beside them."""

    records: list[dict[str, Any]]
    beside: dict[str, Any]


def by_number(records: list[Any], query: Mapping[str, str], url: str, size: int) -> Page:
    """A page by C(page), with the addresses of its neighbours and the number of all records."""
    number = max(whole(query.get("page"), 1), 1)
    last = -(-len(records) // size)
    others = _others(query, ("page", "per_page", "page[size]", "page[after]", "page[before]"))

    def link(page: int) -> str | None:
        found = "%s?page=%d&per_page=%d%s" % (url, page, size, others)
        return found if 1 <= page <= last else None

    return Page(
        records[(number - 1) * size : number * size],
        {
            "next_page": link(number + 1),
            "previous_page": link(number - 1),
            "count": len(records),
        },
    )


def by_cursor(
    records: list[Any],
    query: Mapping[str, str],
    url: str,
    at_the_end: str,
    default_size: int = LARGEST,
    ulids: bool = False,
) -> Page:
    """A page by C(page[size]) and a cursor, C(page[after]) or C(page[before]).

    A cursor is a place between two records; with ``ulids`` in the form recorded of webhooks.
    ``at_the_end`` says how an answer shows that there is no page in a direction: ``null``, ``absent``,
    or ``given``, as recorded of triggers and groups: a link to a last page that is empty.
    """
    asked = query.get("page[size]")
    size = default_size if asked is None else max(min(whole(asked, LARGEST), LARGEST), 1)
    before = _place(query, BEFORE, ulids)
    start = _place(query, AFTER, ulids) or 0
    end = start + size
    if before is not None:
        start, end = max(before - size, 0), before
    has_more = end < len(records)
    shown = records[start:end]
    goes_on = has_more or (at_the_end == "given" and shown)
    after = _cursor(end, ulids) if goes_on else None
    earlier = _cursor(start, ulids) if start and shown else None

    others = _others(query, ("page[size]", AFTER, BEFORE))

    def link(name: str, cursor: str | None) -> str | None:
        # Recorded: with brackets as they are, and without a size that nobody asked for.
        page = ("page[size]=%d&" % size if asked else "") + "%s=%s" % (name, cursor)
        return cursor and "%s?%s%s" % (url, page, others)

    meta = {"after_cursor": after, "before_cursor": earlier}
    links = {"next": link(AFTER, after), "prev": link(BEFORE, earlier)}
    if at_the_end == "absent":
        meta = {name: value for name, value in meta.items() if value}
        links = {name: value for name, value in links.items() if value}
    beside: dict[str, Any] = {"meta": {"has_more": has_more, **meta}}
    if links:
        beside["links"] = links
    return Page(shown, beside)


def link_header(links: Mapping[str, str]) -> dict[str, str]:
    """The header that repeats links, the previous one first."""
    text = ", ".join('<%s>; rel="%s"' % (links[name], name) for name in sorted(links)[::-1])
    return {"link": text} if text else {}


def in_order(
    records: Iterable[Any], sort: str, names: Iterable[str], descends: bool = True
) -> list[Any]:
    """Records by what C(sort) names, which is one of ``names``; after a minus the last first."""
    name = sort.removeprefix("-") if descends else sort
    if name not in names:
        raise listed(400, "InvalidSortParameter", "sort is not valid")
    return sorted(records, key=lambda each: str(each[name]), reverse=sort.startswith("-"))


def values_of(query: Mapping[str, str], name: str) -> list[str]:
    """All values of a parameter, which may be there several times, as C(role[]) is."""
    if isinstance(query, MultiDict):
        return [str(value) for value in query.getlist(name)]
    return [query[name]] if name in query else []


def _others(query: Mapping[str, str], but: tuple[str, ...]) -> str:
    """The rest of a query, as the end of the address of another page."""
    pairs = [(name, value) for name in query if name not in but for value in values_of(query, name)]
    return "&" + urllib.parse.urlencode(pairs, safe="[]") if pairs else ""


def whole(text: str | None, otherwise: int) -> int:
    """The number that a text is."""
    try:
        return otherwise if text is None else int(text)
    except ValueError:
        return otherwise


def _cursor(place: int, ulids: bool) -> str:
    return base64.b64encode(b"%s,desc" % ulid(place).encode()).decode() if ulids else str(place)


def _place(query: Mapping[str, str], name: str, ulids: bool) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    if ulids:
        number = _in_cursor(text)
    else:
        fits = text.isascii() and text.isdigit() and len(text) < 20
        number = int(text) if fits else None
    if number is None:
        raise listed(400, "InvalidPaginationParameter", "%s is not valid" % name)
    return number


def _in_cursor(text: str) -> int | None:
    """The place in a cursor of the other form, if it is one."""
    try:
        name, _comma, order = base64.b64decode(text, validate=True).decode().partition(",")
    except ValueError:
        return None
    return number_in(name) if order == "desc" else None
