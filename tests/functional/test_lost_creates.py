# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A create whose answer is lost: what is adopted, what is sent again, and what is not known."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._create import KnownRecords
from ansible_collections.community.zendesk.tests.samples import existing
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

LIST, POST = "GET /api/v2/targets", "POST /api/v2/targets"
EMAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
TEAM = {"title": "On call", "type": "yammer_target", "group_id": "7", "token": "marker-token"}
# What an account that lists retired types has.
OTHER_TEAM = {"title": "Team", "type": "yammer_target"}


def lose(simulator: Simulator, carried_out: bool = False, **more: Any) -> None:
    """The connection ends without an answer to the first POST."""
    simulator.fault(method="POST", path="/api", drop=True, process=carried_out, **more)


def count(simulator: Simulator, method: str) -> int:
    return len([call for call in simulator.calls if call.startswith(method)])


# What somebody else creates in the moment in which the POST is lost, before it is carried out: how
# often it is sent in all, and what the error names; nothing where there is none.
OTHERS: dict[str, tuple[dict[str, Any], int, list[str]]] = {
    "the same": ({}, 1, []),
    "the same, with what Zendesk fills in": ({"created_at": "2026-01-01T00:00:00Z"}, 1, []),
    "another title": ({"title": "Pager"}, 2, []),
    "another type": ({"type": "get_satisfaction_target"}, 2, []),
    "white space more than was sent": ({"title": "On call "}, 2, []),
    "another address": ({"email": "b@example.com"}, 1, ["differs in email"]),
    "another state": ({"active": False}, 1, ["differs in active"]),
    "several differences": ({"email": "b", "subject": "c"}, 1, ["differs in email, subject"]),
    "other capitals": ({"title": "on call"}, 1, ["differs in title"]),
    "no white space": ({"title": "Oncall"}, 1, ["differs in title"]),
    "cut off": ({"title": "On"}, 1, ["differs in title"]),
    "cut off, and another address": ({"title": "On", "email": "b@example.com"}, 2, []),
}


@pytest.mark.parametrize("case", OTHERS.values(), ids=list(OTHERS))
def test_what_somebody_else_creates(
    case: Any, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    change, posts, says = case
    there: list[dict[str, Any]] = []
    other = dict(EMAIL, **change)
    lose(simulator, do=lambda: there.append(simulator.account.put_target(other)))
    result = run(**EMAIL)
    assert count(simulator, "POST") == posts
    assert len(simulator.account.targets) == posts
    assert bool(result.get("failed")) == bool(says)
    for text in [*says, "id %d" % there[0]["id"]] if says else []:
        assert text in result["msg"]
    if not says:
        assert (result["target"]["id"] == there[0]["id"]) == (posts == 1)


def test_a_record_that_was_there_before_is_not_adopted(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    """One with the same title and type would have been found; this one looks like it."""
    simulator.account.put_target(dict(EMAIL, title="on call"))
    lose(simulator)
    assert run(**EMAIL)["changed"]
    assert count(simulator, "POST") == 2


@pytest.mark.parametrize(
    ("title", "length", "stored"), [(" On call ", 100, "On call"), ("Much too long", 5, "Much")]
)
def test_a_title_that_the_account_changes_makes_no_second_target(
    title: str, length: int, stored: str, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.account.switches.title_length = length
    lose(simulator, carried_out=True, times=0)
    result = run(**dict(EMAIL, title=title))
    (target,) = simulator.account.targets.values()
    assert target["title"] == stored
    assert count(simulator, "POST") == 1
    for text in ("not known whether it was created", "id %d" % target["id"], "differs in title"):
        assert text in result["msg"]


@pytest.mark.parametrize(
    ("field", "value", "adopts"),
    [
        ("group_id", "8", False),
        # Nobody asked for it.
        ("subject", None, True),
        ("token", "marker-other", False),
        ("token", None, True),
        ("token", "****oken", True),
    ],
)
def test_secrets_count_as_far_as_they_can_be_read(
    field: str, value: Any, adopts: bool, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.account.put_target(OTHER_TEAM)
    other = dict(TEAM, **{field: value})
    lose(simulator, do=lambda: simulator.account.put_target(other))
    result = run(**TEAM)
    assert count(simulator, "POST") == 1
    assert result.get("failed", False) != adopts
    assert "marker" not in str(result)


def test_an_attribute_that_was_not_sent_is_not_ours(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.account.put_target(OTHER_TEAM)
    lose(simulator, do=lambda: simulator.account.put_target(TEAM))
    assert "differs in group_id, token" in run(title="On call", type="yammer_target")["msg"]


# --- still at work


@pytest.mark.parametrize(
    ("looks", "found"), [(0, True), (2, True), (5, False)], ids=["first", "third", "never"]
)
def test_a_request_that_may_be_under_way_is_looked_for(
    looks: int, found: bool, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    """No second one is sent, however long it takes."""
    simulator.fault(method="POST", path="/api", raw="H", drip=1.0)
    # One listing comes before the POST.
    simulator.fault(
        method="GET", skip=1 + looks, headers={}, do=lambda: simulator.account.put_target(EMAIL)
    )
    result = run(**EMAIL, zendesk_timeout=0.2)
    assert count(simulator, "POST") == 1
    # The listing in which it appears may have been made just before it did.
    assert count(simulator, "GET") in ((1 + looks + 1, 1 + looks + 2) if found else (1 + 5,))
    if found:
        assert result["changed"]
    else:
        assert "not known whether it was created" in result["msg"]


def test_where_nobody_can_look_nothing_is_sent_again(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    """This account may not list what is retired: nothing of it is in the list."""
    lose(simulator)
    result = run(**TEAM)
    assert count(simulator, "POST") == 1
    assert "may not list targets of this retired type" in result["msg"]


def test_what_is_listed_can_be_looked_for(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    simulator.account.put_target(OTHER_TEAM)
    lose(simulator)
    assert run(**TEAM)["changed"]
    assert count(simulator, "POST") == 2


# --- several creates of one run


def test_no_item_adopts_the_target_of_another(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    """Titles that the account trims: the same for both, and each gets one of its own."""
    simulator.account.switches.title_length = 100
    lose(simulator, carried_out=False)
    items = [dict(EMAIL, title=title) for title in ("On call ", "On call")]
    result = run("zendesk_targets", targets=items, max_concurrency=1, continue_on_error=True)
    ids = [entry["id"] for entry in result["results"]]
    assert len(set(ids)) == 2
    assert sorted(ids) == sorted(simulator.account.targets)


def test_threads_do_not_claim_the_same() -> None:
    known = KnownRecords(existing(dict(EMAIL, id=1)))
    listed = existing(*(dict(EMAIL, id=number, active=True) for number in (1, 2, 3)))
    [body, other] = existing(dict(EMAIL, active=True), dict(EMAIL, active=True, id=4))
    claimed = [known.claim(listed, body) for _thread in range(3)]
    assert [record and record.id for record in claimed] == [2, 3, None]
    known.add(other)
    assert known.claim([other], body) is None


@pytest.mark.parametrize("asked", [4, 0])
def test_a_create_waits_as_long_as_the_account_asks(
    asked: int, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    headers = {"Retry-After": str(asked)}
    simulator.fault(method="POST", path="/api", answer={"status": 503, "headers": headers})
    assert run(**EMAIL)["changed"]
    assert simulator.calls == [LIST, POST, LIST, POST]
    assert max(no_waiting) == pytest.approx(asked or 0.4, abs=0.2)
