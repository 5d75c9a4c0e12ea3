# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Categories of triggers in the simulator, as documented and recorded, and their jobs."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.calls import AGENT
from ansible_collections.community.zendesk.tests.rule_calls import (
    CATEGORIES,
    OPEN,
    TRIGGER,
    TRIGGERS,
    Caller,
    said,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

NOT_FOUND = {
    "code": "TriggerCategoryNotFound",
    "title": "Category can\N{RIGHT SINGLE QUOTATION MARK}t be found. Check the ID and try again.",
}
BLANK = {"code": "InvalidTriggerCategory", "title": "Name cannot be blank"}
OFF = {
    "code": "TriggerCategoriesNotEnabled",
    "title": "Ticket trigger categories are not enabled for your account",
}


@pytest.fixture
def call(simulator: Simulator) -> Caller:
    """Categories 5, 6 and 7; an active and an inactive trigger in 5, an inactive one in 6."""
    call = Caller(simulator)
    for number, name in enumerate(("Notifications", "Tags", "apart"), 5):
        stamp = "2026-01-0%dT00:00:00Z" % (9 - number)
        call.seed("trigger_categories", id=str(number), name=name, created_at=stamp)
    for number, (category, active) in enumerate((("5", True), ("5", False), ("6", False)), 1):
        call.seed("triggers", id=number, category_id=category, active=active)
    return call


def errors_of(answer: Any) -> Any:
    return answer.status_code, answer.json()["errors"]


def test_from_create_to_delete(call: Caller) -> None:
    made = call.post(CATEGORIES, {"name": "New", "id": "9", "colour": "red"})
    category = made.json()["trigger_category"]
    assert (made.status_code, "Location" in made.headers) == (200, False)
    assert list(category) == ["url", "id", "name", "updated_at", "created_at", "position"]
    assert (category["name"], category["position"]) == ("New", 4)
    assert category["id"].isdigit()
    assert category["url"] == "%s%s/%s.json" % (call.simulator.url, CATEGORIES, category["id"])
    assert "trigger_category.colour" in made.headers["X-Zendesk-API-Warn"]
    one = CATEGORIES + "/" + category["id"]
    for method, change in (("PATCH", {"name": "Newer"}), ("PUT", {"position": 9})):
        changed = call(method, one, {"trigger_category": change})
        category.update(change)
        found = changed.json()["trigger_category"]
        assert (changed.status_code, {**found, "updated_at": 0}) == (
            200,
            {**category, "updated_at": 0},
        )
    for suffix in ("", ".json"):
        assert call("GET", one + suffix).json()["trigger_category"]["name"] == "Newer"
    deleted = call("DELETE", one)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert call.listed(CATEGORIES, "id") == ["5", "6", "7"]


NAMELESS = {"trigger_category": {"name": " "}}
# Method, path below the list, body -> the status and the error.
REFUSED: list[tuple[str, str, Any, int, dict[str, str]]] = [
    ("POST", "", {}, 400, BLANK),
    ("POST", "", {"trigger_category": {"position": 1}}, 400, BLANK),
    ("POST", "", NAMELESS, 400, BLANK),
    ("PATCH", "/5", NAMELESS, 400, BLANK),
    ("GET", "/9", None, 404, NOT_FOUND),
    ("PATCH", "/9", NAMELESS, 404, NOT_FOUND),
    ("DELETE", "/9", None, 404, NOT_FOUND),
    (
        "DELETE",
        "/5",
        None,
        400,
        {
            "code": "TriggerCategoryNotEmpty",
            "title": "A category with active ticket triggers cannot be deleted.",
        },
    ),
]


@pytest.mark.parametrize(("method", "below", "body", "status", "error"), REFUSED)
def test_refused(
    method: str, below: str, body: Any, status: int, error: dict[str, str], call: Caller
) -> None:
    answer = call(method, CATEGORIES + below, body)
    assert errors_of(answer) == (status, [error])
    assert call.listed(CATEGORIES, "name") == ["Notifications", "Tags", "apart"]
    assert call.listed(name="id") == [1, 2, 3]


def test_inactive_triggers_go_with_their_category(call: Caller) -> None:
    assert call("DELETE", CATEGORIES + "/6").status_code == 204
    assert call.listed(name="id") == [1, 2]


def test_at_most_500(call: Caller) -> None:
    for number in range(497):
        call.seed("trigger_categories", name="Category %d" % number)
    title = "Your account has reached the limit of 500 ticket trigger categories."
    error = {"code": "ProductLimitExceeded", "title": title}
    assert errors_of(call.post(CATEGORIES, {"name": "A"})) == (403, [error])


# Query -> the categories in the list.
LISTS = {
    "": "567",
    "?sort=position": "567",
    "?sort=-position": "765",
    "?sort=name": "567",
    "?sort=created_at": "765",
    "?sort=-created_at": "567",
    "?sort=more": "567",
    "?page[size]=2": "56",
    "?page[size]=2&page[after]=2": "7",
}


@pytest.mark.parametrize("query", LISTS)
def test_a_list(query: str, call: Caller) -> None:
    content = call("GET", CATEGORIES + query).json()
    assert "".join(each["id"] for each in content["trigger_categories"]) == LISTS[query]
    assert content["meta"]["has_more"] == (query == "?page[size]=2")
    assert content["links"]["next"]


def test_counts(call: Caller) -> None:
    content = call("GET", CATEGORIES + "?include=rule_counts").json()["trigger_categories"]
    counts = [(each["active_count"], each["inactive_count"]) for each in content]
    assert counts == [(1, 1), (0, 1), (0, 0)]
    assert "active_count" not in call("GET", CATEGORIES).json()["trigger_categories"][0]


def test_agents_read(call: Caller) -> None:
    for path in (CATEGORIES, CATEGORIES + "/5"):
        assert call("GET", path, headers=AGENT).status_code == 200
    for method, path in (("POST", ""), ("PATCH", "/5"), ("PUT", "/5"), ("DELETE", "/6")):
        assert call(method, CATEGORIES + path, {}, AGENT).status_code == 403
    assert call("POST", CATEGORIES + "/jobs", {}, AGENT).status_code == 403


@pytest.mark.parametrize(
    ("method", "below"),
    [
        ("GET", ""),
        ("GET", "/5"),
        ("POST", ""),
        ("PATCH", "/5"),
        ("DELETE", "/6"),
        ("POST", "/jobs"),
    ],
)
def test_an_account_without_categories(method: str, below: str, call: Caller) -> None:
    call.switches.category_enabled = False
    assert errors_of(call(method, CATEGORIES + below, {})) == (403, [OFF])
    made = call.post(TRIGGERS, {**TRIGGER, "category_id": "5"})
    assert (made.status_code, "category_id" in made.json()["trigger"]) == (201, False)
    assert '"trigger.category_id"' in made.headers["X-Zendesk-API-Warn"]


# --- triggers in categories


def test_a_trigger_lands_in_the_only_category(call: Caller) -> None:
    records = call.account.resources["trigger_categories"].records
    del records["5"], records["6"]
    assert call.create()["category_id"] == "7"
    records.clear()
    assert call.create()["category_id"] is None


@pytest.mark.parametrize("sent", ["6", 6])
def test_a_category_is_text(sent: Any, call: Caller) -> None:
    trigger = call.create(category_id=sent)
    assert trigger["category_id"] == "6"
    moved = call.put(trigger, category_id="7").json()["trigger"]
    assert (moved["category_id"], moved["actions"]) == ("7", [OPEN])
    assert said(call.put(trigger, category_id="17")) == (422, "category_id is not valid")


def test_a_category_that_a_trigger_makes(call: Caller) -> None:
    trigger = call.create(category={"name": "Made", "position": 9})
    assert "category" not in trigger
    shown = call("GET", "%s/%s" % (CATEGORIES, trigger["category_id"])).json()["trigger_category"]
    assert (shown["name"], shown["position"]) == ("Made", 9)
    nameless = call.post(TRIGGERS, {**TRIGGER, "category": {"position": 1}})
    assert errors_of(nameless) == (400, [BLANK])
    assert len(call.listed(CATEGORIES, "id")) == 4


# --- jobs


def job(**items: Any) -> dict[str, Any]:
    return {"job": {"action": "patch", "items": items}}


def test_a_job(call: Caller) -> None:
    items = {
        "trigger_categories": [{"id": "5", "position": 3}, {"id": "7", "position": 1}],
        "triggers": [
            {"id": "1", "position": 10, "active": False, "category_id": "7"},
            {"id": "3", "position": 4},
            {"id": "2"},
        ],
    }
    answer = call("POST", CATEGORIES + "/jobs", job(**items))
    content = answer.json()
    assert (answer.status_code, content["status"]) == (200, "complete")
    results = content["results"]
    assert [each["position"] for each in results["trigger_categories"]] == [3, 1]
    assert [each["id"] for each in results["triggers"]] == [1, 3, 2]
    found = {rule["id"]: rule for rule in call("GET", TRIGGERS).json()["triggers"]}
    assert results["triggers"] == [found[1], found[3], found[2]]
    first = found[1]
    assert (first["position"], first["active"], first["category_id"]) == (10, False, "7")
    assert call.listed(CATEGORIES, "id") == ["7", "6", "5"]


def invalid(title: str, **more: str) -> dict[str, str]:
    return {"code": "InvalidTrigger", "title": title, **more}


MOVED = [{"id": "7", "position": 1}]
# A job -> what is wrong with it.
FAILED: list[tuple[Any, dict[str, str]]] = [
    (
        job(trigger_categories=MOVED, triggers=[{"id": "1", "category_id": "17"}]),
        invalid("category_id is not valid", trigger_id="1"),
    ),
    (
        job(trigger_categories=MOVED, triggers=[{"id": "3", "position": 9}, {"id": "17"}]),
        invalid("id is not valid", trigger_id="17"),
    ),
    (job(trigger_categories=[*MOVED, {"id": "17", "position": 1}]), NOT_FOUND),
    (
        job(trigger_categories=[*MOVED, {"id": "5"}]),
        {"code": "InvalidTriggerCategory", "title": "position is not valid"},
    ),
    (job(triggers={}), {"code": "InvalidJob", "title": "triggers must be a list"}),
    (
        {"job": {"action": "delete", "items": {}}},
        {"code": "InvalidJob", "title": "job is not valid"},
    ),
    ({}, {"code": "InvalidJob", "title": "job is not valid"}),
]


@pytest.mark.parametrize(("body", "error"), FAILED)
def test_a_job_that_fails_changes_nothing(body: Any, error: dict[str, str], call: Caller) -> None:
    before = [call("GET", path).json() for path in (CATEGORIES, TRIGGERS)]
    answer = call("POST", CATEGORIES + "/jobs", body)
    assert (answer.status_code, answer.json()) == (400, {"status": "failed", "errors": [error]})
    assert [call("GET", path).json() for path in (CATEGORIES, TRIGGERS)] == before
