# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks and invocations of the simulator in lists: their order, filters, pages, and what they show."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
import requests

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.webhook_samples import (
    ID,
    NEW,
    OLD,
    ONE,
    PATH,
    ULID,
    webhooks_of,
)

INVOCATIONS = ONE + "/invocations"
# Name, status: in the order in which they are created.
WEBHOOKS = [("Pager", "active"), ("old pager", "inactive"), ("Status a&b", "active")]


def names(answer: requests.Response) -> str:
    return ", ".join(webhook["name"] for webhook in answer.json()["webhooks"])


# Query -> names that are listed.
LISTS = {
    "": "Status a&b, old pager, Pager",
    "?filter[name_contains]=pager": "old pager, Pager",
    "?filter%5Bname_contains%5D=PAGER": "old pager, Pager",
    "?filter[name_contains]=nothing": "",
    "?filter[status]=active": "Status a&b, Pager",
    "?filter[status]=inactive": "old pager",
    "?filter[status]=active&filter[name_contains]=pager": "Pager",
    "?sort=name": "Pager, Status a&b, old pager",
    "?sort=-name": "old pager, Status a&b, Pager",
    "?sort=status": "Status a&b, Pager, old pager",
    "?page[size]=2": "Status a&b, old pager",
    "?page[size]=100": "Status a&b, old pager, Pager",
    "?sort=name&filter[status]=active&page[size]=1": "Pager",
}


@pytest.mark.parametrize(("query", "listed"), LISTS.items())
def test_lists(query: str, listed: str, call: Caller) -> None:
    for name, status in WEBHOOKS:
        webhooks_of(call).put({**NEW, "name": name, "status": status})
    assert names(call("GET", PATH + query)) == listed


# Query -> code of the error. Both lists have them.
REFUSED = {
    "?sort=endpoint": "InvalidSortParameter",
    "?page[size]=101": "InvalidPaginationParameter",
    "?page[after]=1": "InvalidPaginationParameter",
    "?page[after]=MSxkZXNj": "InvalidPaginationParameter",
    "?page[before]=" + base64.b64encode(b"01HANAHFR0BV2YBE1PT8ETPM8E,asc").decode(): (
        "InvalidPaginationParameter"
    ),
}


@pytest.mark.parametrize("path", [PATH, INVOCATIONS])
@pytest.mark.parametrize(("query", "code"), REFUSED.items())
def test_queries_that_are_refused(query: str, code: str, path: str, call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    answer = call("GET", path + query)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"]) == (400, code)
    assert error["id"] == answer.headers["X-Request-ID"]


def test_a_list_has_100_where_nobody_says(call: Caller) -> None:
    for _number in range(101):
        webhooks_of(call).put(dict(NEW))
    webhooks_of(call).put(dict(OLD))
    for _number in range(101):
        webhooks_of(call).add_invocation(ID)
    for path, key in ((PATH, "webhooks"), (INVOCATIONS, "invocations")):
        page = call("GET", path).json()
        assert (len(page[key]), page["meta"]["has_more"]) == (100, True)
        # No size is named that was not asked for.
        assert page["links"]["next"].partition("?")[2].startswith("page[after]=")


# Records -> keys of meta, beside has_more, and of links, of each page of two.
PAGES: list[tuple[int, list[tuple[set[str], set[str]]]]] = [
    (0, [(set(), set())]),
    (2, [(set(), set())]),
    (3, [({"after_cursor"}, {"next"}), ({"before_cursor"}, {"prev"})]),
    (
        5,
        [
            ({"after_cursor"}, {"next"}),
            ({"after_cursor", "before_cursor"}, {"next", "prev"}),
            ({"before_cursor"}, {"prev"}),
        ],
    ),
]


@pytest.mark.parametrize("path", [PATH, INVOCATIONS])
@pytest.mark.parametrize(("count", "pages"), PAGES)
def test_pages(count: int, pages: list[Any], path: str, call: Caller) -> None:
    webhooks = webhooks_of(call)
    key = path.rpartition("/")[2]
    if path == INVOCATIONS:
        webhooks.put(dict(OLD))
    for _number in range(count):
        webhooks.add_invocation(ID) if path == INVOCATIONS else webhooks.put(dict(NEW))
    more = "&filter[status]=" + ("success" if path == INVOCATIONS else "active")
    every = [each["id"] for each in call("GET", path).json()[key]]
    seen: list[list[str]] = []
    url: Any = path + "?page[size]=2" + more
    back = ""
    for metas, links in pages:
        answer = call("GET", url)
        page = answer.json()
        # What is without another page has no links at all.
        assert set(page) == {"meta", key} | ({"links"} if links else set())
        assert set(page["meta"]) == {"has_more"} | metas
        assert page["meta"]["has_more"] is ("after_cursor" in metas)
        assert_links(page, links, call.simulator.url + path, more, answer.headers.get("link"))
        seen.append([each["id"] for each in page[key]])
        url, back = page.get("links", {}).get("next"), page.get("links", {}).get("prev")
    assert (url, [each for ids in seen for each in ids]) == (None, every)
    for earlier in seen[-2::-1]:
        page = call("GET", back).json()
        assert [each["id"] for each in page[key]] == earlier
        back = page["links"].get("prev")


def assert_links(
    page: dict[str, Any], links: set[str], url: str, more: str, header: str | None
) -> None:
    """They are absolute, with a port and unescaped brackets, and a header repeats them."""
    found = page.get("links", {})
    assert set(found) == links
    for rel, name, place in (
        ("next", "after_cursor", "after"),
        ("prev", "before_cursor", "before"),
    ):
        if rel in links:
            cursor = page["meta"][name]
            assert re.fullmatch(ULID + ",desc", base64.b64decode(cursor).decode())
            assert found[rel] == "%s?page[size]=2&page[%s]=%s%s" % (url, place, cursor, more)
    repeated = ['<%s>; rel="%s"' % (found[rel], rel) for rel in ("prev", "next") if rel in found]
    assert header == (", ".join(repeated) or None)


def test_a_filter_in_a_link_is_escaped(call: Caller) -> None:
    for _number in range(2):
        webhooks_of(call).put({**NEW, "name": "Status a&b"})
    query = {"filter[name_contains]": "a&b", "page[size]": "1"}
    url = call("GET", PATH, params=query).json()["links"]["next"]
    assert url.endswith("&filter[name_contains]=a%26b")
    assert names(call("GET", url)) == "Status a&b"


# --- invocations

TIMES = ["2023-09-18T23:38:1%dZ" % number for number in range(3)]
# Query -> the seconds of those that are listed; the second of them was throttled.
FILTERS = {
    "": "210",
    "?sort=-latest_completed_at": "210",
    "?sort=latest_completed_at": "012",
    "?filter[status]=throttled": "1",
    "?filter[status]=success": "20",
    "?filter[from_ts]=" + TIMES[1]: "21",
    "?filter[to_ts]=" + TIMES[2]: "10",
    "?filter[from_ts]=%s&filter[to_ts]=%s&filter[status]=success" % (TIMES[0], TIMES[1]): "0",
    "?page[size]=2": "21",
}


@pytest.mark.parametrize(("query", "seconds"), FILTERS.items())
@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_invocations(query: str, seconds: str, order: list[int], call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    for number in order:
        status = {"status": "throttled"} if number == 1 else {}
        webhooks_of(call).add_invocation(ID, latest_completed_at=TIMES[number], **status)
    found = call("GET", INVOCATIONS + query).json()["invocations"]
    assert "".join(each["latest_completed_at"][-2] for each in found) == seconds
    for each in found:
        ran = set() if each["status"] == "throttled" else {"status_code"}
        assert set(each) == {"id", "status", "latest_completed_at"} | ran
        assert re.fullmatch(ULID, each["id"])
    assert "invocations" not in call("GET", ONE).json()["webhook"]


# What became of a request -> what its attempt has beside all that each has.
ATTEMPTS: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"status_code", "request", "response"}),
    ({"status": "terminated", "status_code": 403}, {"status_code", "request", "response"}),
    ({"status": "throttled"}, set()),
    ({"status": "circuit broken"}, set()),
]


@pytest.mark.parametrize(("outcome", "more"), ATTEMPTS)
def test_attempts(outcome: dict[str, Any], more: set[str], call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    made = webhooks_of(call).add_invocation(ID, **outcome)
    (listed,) = call("GET", INVOCATIONS).json()["invocations"]
    (attempt,) = call("GET", "%s/%s/attempts" % (INVOCATIONS, made["id"])).json()["attempts"]
    assert set(attempt) == {"id", "invocation_id", "status", "completed_at"} | more
    # Recorded: the ID of every attempt is that of the webhook.
    assert (attempt["id"], attempt["invocation_id"]) == (ID, made["id"])
    assert attempt["status"] == listed["status"] == outcome.get("status", "success")
    assert attempt.get("status_code") == listed.get("status_code")
    assert attempt["completed_at"] == listed["latest_completed_at"]
    for part in more - {"status_code"}:
        assert set(attempt[part]) == {"headers", "payload"}
        assert all(set(header) == {"key", "value"} for header in attempt[part]["headers"])
