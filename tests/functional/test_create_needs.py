# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mandatory attributes are needed for a create only, and what one lacks is told before any write."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

LISTED = ["GET /api/v2/targets"]
ON_CALL = {
    "title": "On call",
    "type": "email_target",
    "email": "on-call@example.com",
    "subject": "Hello",
}
BILLING = dict(ON_CALL, title="Billing")
NONE = 'There is no target called "On call"'
OF_TYPE = NONE + " of type email_target"
EXISTING = " If you mean an existing one, correct title."
DEPENDS = "type, and the required attributes of that type"

# What a task gives of a target that is not there, and the error.
LACKING: dict[str, tuple[dict[str, Any], str]] = {
    "one attribute": (
        {"type": "email_target", "email": "a@example.com"},
        OF_TYPE + ". To create it, add subject." + EXISTING,
    ),
    "two attributes": (
        {"type": "email_target"},
        OF_TYPE + ". To create it, add email and subject." + EXISTING,
    ),
    "many attributes": (
        {"type": "clickatell_target", "to": "+4912345"},
        NONE
        + " of type clickatell_target. To create it, add username, password and api_id."
        + EXISTING,
    ),
    "the type": (
        {"email": "a@example.com"},
        NONE + ". To create it, add %s." % DEPENDS + EXISTING,
    ),
    "all but a switch": ({"active": False}, NONE + ". To create it, add %s." % DEPENDS + EXISTING),
}


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("case", LACKING.values(), ids=list(LACKING))
def test_one_that_is_not_there(case: Any, check: bool, simulator: Simulator, run: Run) -> None:
    given, error = case
    result = run(check=check, title="On call", **given)
    assert result["failed"]
    assert result["msg"] == error
    assert simulator.calls == LISTED


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("continue_on_error", [False, True])
def test_a_set_tells_all_of_them_before_any_write(
    check: bool, continue_on_error: bool, simulator: Simulator, run: Run
) -> None:
    simulator.account.put_target(dict(BILLING, id=7, email="old@example.com"))
    items = [
        BILLING,
        {"title": "One", "type": "email_target", "subject": "Hi"},
        {"title": "Two"},
        {"id": 99, "active": False},
    ]
    result = run("zendesk_targets", check=check, targets=items, continue_on_error=continue_on_error)
    assert result["failed"]
    for text in (
        'Item 2, target "One" (email_target): There is no target called "One" of type '
        "email_target. To create it, add email.",
        'Item 3, target "Two": There is no target called "Two". To create it, add type',
        "Item 4, target (id 99): There is no target with id 99.",
    ):
        assert text in result["msg"]
    goes_on = continue_on_error and not check
    written = ["GET /api/v2/targets/7", "PUT /api/v2/targets/7"] if goes_on else []
    assert simulator.calls == [*LISTED, *written]


GET, PUT = "GET /api/v2/targets/7", "PUT /api/v2/targets/7"

# How a target that is there is named, and what a run sends. What was listed is read again before it
# is changed: somebody else may have been there.
SWITCHES: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "by title": ("zendesk_target", {"title": "On call"}, [*LISTED, GET, PUT]),
    "by title and type": (
        "zendesk_target",
        {"title": "On call", "type": "email_target"},
        [*LISTED, GET, PUT],
    ),
    "by id": ("zendesk_target", {"id": 7}, [GET, PUT]),
    "by title, in a set": ("zendesk_targets", {"title": "On call"}, [*LISTED, GET, PUT]),
    "by id, in a set": ("zendesk_targets", {"id": 7}, [*LISTED, GET, PUT]),
}


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("case", SWITCHES.values(), ids=list(SWITCHES))
def test_one_that_is_there_is_switched_off(
    case: Any, check: bool, simulator: Simulator, run: Run
) -> None:
    module, named, calls = case
    simulator.account.put_target(dict(ON_CALL, id=7))
    item = dict(named, active=False)
    result = run(
        module, check=check, **(item if module == "zendesk_target" else {"targets": [item]})
    )
    assert result["changed"]
    assert simulator.calls == (calls[:1] if check else calls)
    if not check:
        assert simulator.journal.entries[-1]["body"] == {"target": dict(ON_CALL, active=False)}
    assert simulator.account.targets[7]["active"] is check


# Where something else is wrong, what a create lacks is told along with it.
ALONG: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "an item": (
        "zendesk_target",
        {"title": "On call", "type": "email_target", "romm": "x"},
        [
            'Target "On call" (email_target): unknown option romm: did you mean room?',
            "If there is no such target yet, creating it also requires email and subject.",
        ],
    ),
    "the login": (
        "zendesk_target",
        {"title": "On call", "zendesk_retries": "x"},
        [
            "zendesk_retries must be a whole number; got x.",
            "If there is no such target yet, creating it also requires %s." % DEPENDS,
        ],
    ),
    "another item": (
        "zendesk_targets",
        {"targets": [dict(ON_CALL, romm="x"), {"title": "Two", "type": "flowdock_target"}]},
        [
            'Item 1, target "On call" (email_target): unknown option romm: did you mean room?',
            'Item 2, target "Two" (flowdock_target): If there is no such target yet, creating it also '
            "requires api_token.",
        ],
    ),
    "the set": (
        "zendesk_targets",
        {"targets": [{"title": "Two"}], "max_deletions": -1},
        ["max_deletions must be 0 or more", "creating it also requires %s." % DEPENDS],
    ),
}


@pytest.mark.parametrize("case", ALONG.values(), ids=list(ALONG))
def test_lacks_are_told_with_what_the_input_shows(
    case: Any, simulator: Simulator, run: Run
) -> None:
    module, arguments, says = case
    result = run(module, **arguments)
    assert result["failed"]
    assert [text for text in says if text not in result["msg"]] == []
    assert simulator.calls == []


# Nothing is created there, or the record is named by its ID.
NEEDLESS: dict[str, dict[str, Any]] = {
    "absent": {"title": "On call", "state": "absent"},
    "an id": {"id": 7, "active": False},
}


@pytest.mark.parametrize("item", NEEDLESS.values(), ids=list(NEEDLESS))
def test_not_told_where_nothing_is_created(item: Any, simulator: Simulator, run: Run) -> None:
    assert "needs" not in run(**item, zendesk_retries="x")["msg"]
    assert simulator.calls == []


def test_an_audit_takes_it_for_missing(simulator: Simulator, run: Run) -> None:
    result = run("zendesk_audit_info", targets=[{"title": "On call"}], gather=[])
    assert [entry["status"] for entry in result["results"]] == ["missing"]
    assert simulator.calls == LISTED
