# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of the simulator's lists, by number and by cursor, forwards and backwards."""

from __future__ import annotations

import contextlib
from typing import Any, Callable, Iterator

import pytest
import requests

from ansible_collections.community.zendesk.tests.simulator.resource import Resource
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ADMIN = {"Authorization": "Bearer simulated-admin-oauth-token"}
PATH = "/api/v2/letters"
LETTERS = list("ABCDE")


class Letters(Resource):
    path = PATH
    key = "letter"
    list_key = "letters"
    seed = tuple({"name": name} for name in LETTERS)


Get = Callable[[str], requests.Response]


@contextlib.contextmanager
def serve(seed: dict[str, Any] | None = None, **attributes: Any) -> Iterator[Get]:
    """Letters with some attributes of their class, and what gets an address or a query."""
    simulator = Simulator(seed, resources=[type("Served", (Letters,), attributes)]).start()

    def get(address: str) -> requests.Response:
        url = address if "://" in address else simulator.url + PATH + address
        return requests.get(url, headers=ADMIN, timeout=10)

    yield get
    simulator.stop()


def names_of(pages: list[dict[str, Any]]) -> list[str]:
    return [letter["name"] for page in pages for letter in page["letters"]]


@pytest.mark.parametrize("paging", ["cursor", "both"])
@pytest.mark.parametrize("last_page", ["absent", "null", "given"])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_pages_by_cursor(size: int, last_page: str, paging: str) -> None:
    with serve(paging=paging, last_page=last_page) as get:
        pages = [get("?page[size]=%d" % size).json()]
        while pages[-1]["meta"]["has_more"]:
            assert pages[-1]["meta"]["after_cursor"]
            pages.append(get(pages[-1]["links"]["next"]).json())
        assert (len(pages), names_of(pages)) == (-(-5 // size), LETTERS)
        assert_last_page(pages[-1], last_page, len(pages) == 1, get)
        back = [pages[-1]]
        while back[-1].get("links", {}).get("prev"):
            assert back[-1]["meta"]["before_cursor"]
            back.append(get(back[-1]["links"]["prev"]).json())
        assert names_of(back[::-1]) == LETTERS
        assert "before_cursor" not in back[-1]["meta"] or back[-1]["meta"]["before_cursor"] is None


def assert_last_page(page: dict[str, Any], last_page: str, only: bool, get: Get) -> None:
    if last_page == "absent":
        # Recorded of webhooks: without another page there are no links at all.
        assert ("links" in page) is not only
        assert "after_cursor" not in page["meta"]
    elif last_page == "null":
        assert (page["links"]["next"], page["meta"]["after_cursor"]) == (None, None)
    else:
        empty = get(page["links"]["next"]).json()
        assert (empty["letters"], empty["links"]) == ([], {"next": None, "prev": None})


@pytest.mark.parametrize("paging", ["number", "both"])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_pages_by_number(size: int, paging: str) -> None:
    with serve(paging=paging) as get:
        for start, link in ((1, "next_page"), (-(-5 // size), "previous_page")):
            pages = [get("?page=%d&per_page=%d" % (start, size)).json()]
            while pages[-1][link]:
                pages.append(get(pages[-1][link]).json())
            assert names_of(pages if link == "next_page" else pages[::-1]) == LETTERS
            assert {page["count"] for page in pages} == {5}


ODD = ["per_page=0", "per_page=-1", "page=0", "page=-1", "page=x", "per_page=x", "page[size]=0"]


@pytest.mark.parametrize("query", [*ODD, "page[size]=x", "page[size]=-3", "unknown=1"])
def test_odd_queries(query: str) -> None:
    with serve() as get:
        assert names_of([get("?" + query).json()])[0] == "A"


@pytest.mark.parametrize("query", ["page[after]=x", "page[before]=-1", "page[after]="])
def test_wrong_cursors(query: str) -> None:
    with serve() as get:
        answer = get("?page[size]=2&" + query)
    title = query.partition("=")[0] + " is not valid"
    assert (answer.status_code, answer.json()) == (
        400,
        {"errors": [{"code": "InvalidPaginationParameter", "title": title}]},
    )


def test_a_list_that_has_no_pages() -> None:
    with serve(paging="none") as get:
        answer = get("?page[size]=1").json()
    assert (list(answer), names_of([answer])) == (["letters"], LETTERS)


@pytest.mark.parametrize("query", ["", "?page[size]=100", "?page[size]=1000", "?per_page=1000"])
def test_no_list_is_longer_than_a_page(query: str) -> None:
    seed = {"letters": [{"name": str(number)} for number in range(101)]}
    with serve(seed) as get:
        assert len(get(query).json()["letters"]) == 100
