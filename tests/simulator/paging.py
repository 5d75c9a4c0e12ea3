# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a list: by number, or by cursor."""

from __future__ import annotations

from typing import Any, Mapping, NamedTuple

from .errors import Refused, listed

LARGEST = 100


class Page(NamedTuple):
    """One page: its records, and what the answer says beside them."""

    records: list[dict[str, Any]]
    beside: dict[str, Any]


def by_number(records: list[Any], query: Mapping[str, str], url: str, size: int) -> Page:
    """A page by C(page), with the addresses of its neighbours and the number of all records."""
    number = max(whole(query.get("page"), 1), 1)
    last = -(-len(records) // size)

    def link(page: int) -> str | None:
        return "%s?page=%d&per_page=%d" % (url, page, size) if 1 <= page <= last else None

    return Page(
        records[(number - 1) * size : number * size],
        {
            "next_page": link(number + 1),
            "previous_page": link(number - 1),
            "count": len(records),
        },
    )


def by_cursor(records: list[Any], query: Mapping[str, str], url: str, at_the_end: str) -> Page:
    """A page by C(page[size]) and a cursor, C(page[after]) or C(page[before]).

    A cursor is a place between two records. ``at_the_end`` says how an answer shows that there is no
    page in a direction: ``null``, ``absent``, or ``given``, as recorded of triggers and groups: a
    link to a last page that is empty.
    """
    size = max(min(whole(query.get("page[size]"), LARGEST), LARGEST), 1)
    before = _place(query, "page[before]")
    start = _place(query, "page[after]") or 0
    if before is not None:
        start, size = max(before - size, 0), min(before, size)
    end = start + size
    has_more = end < len(records)
    shown = records[start:end]
    after = str(end) if has_more or (at_the_end == "given" and shown) else None
    earlier = str(start) if start and shown else None

    others = "".join("&%s=%s" % each for each in query.items() if not each[0].startswith("page["))

    def link(direction: str, cursor: str | None) -> str | None:
        page = "page[size]=%d&page[%s]=%s" % (size, direction, cursor)
        return cursor and "%s?%s%s" % (url, page, others)

    meta = {"after_cursor": after, "before_cursor": earlier}
    links = {"next": link("after", after), "prev": link("before", earlier)}
    if at_the_end == "absent":
        meta = {name: value for name, value in meta.items() if value}
        links = {name: value for name, value in links.items() if value}
    beside: dict[str, Any] = {"meta": {"has_more": has_more, **meta}}
    if links:
        beside["links"] = links
    return Page(shown, beside)


def whole(text: str | None, otherwise: int) -> int:
    """The number that a text is."""
    try:
        return otherwise if text is None else int(text)
    except ValueError:
        return otherwise


def _place(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise _bad_cursor(name)
    return int(text)


def _bad_cursor(name: str) -> Refused:
    return listed(400, "InvalidPaginationParameter", "%s is not valid" % name)
