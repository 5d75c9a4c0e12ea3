# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tickets of the simulator: what a write makes of them, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.calls import AGENT as AS_AGENT
from ansible_collections.community.zendesk.tests.desk import (
    ACME,
    ADMIN,
    AGENT,
    ANA,
    BRAND,
    FORM,
    OPEN_STATUS,
    PENDING_STATUS,
    SEVERITY,
    SUPPORT,
    Desk,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

NEW_STATUS = 22644162812357


@pytest.fixture
def desk(simulator: Simulator) -> Desk:
    return Desk(simulator)


# A new ticket -> what it has.
CREATED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "defaults": (
        {},
        {
            "id": 1,
            "subject": "Printer",
            "description": "Help",
            "status": "new",
            "custom_status_id": NEW_STATUS,
            "priority": None,
            "type": None,
            "requester_id": ANA,
            "submitter_id": ANA,
            "organization_id": ACME,
            "brand_id": BRAND,
            "ticket_form_id": FORM,
            "tags": [],
            "custom_fields": [],
            "via": {"channel": "api", "source": {"from": {}, "to": {}, "rel": None}},
        },
    ),
    "a description": ({"comment": {}, "description": "Help me"}, {"description": "Help me"}),
    "a comment that is text": ({"comment": "Help me"}, {"description": "Help me"}),
    "without a subject": ({"subject": ""}, {"subject": "Help"}),
    "somebody known": ({"requester": {"email": "ANA@example.com"}}, {"requester_id": ANA}),
    "a submitter": ({"submitter_id": AGENT}, {"submitter_id": AGENT, "requester_id": ANA}),
    "IDs as text": ({"group_id": str(SUPPORT)}, {"group_id": SUPPORT}),
    "an assignee": (
        {"assignee_id": AGENT},
        {"assignee_id": AGENT, "status": "open", "custom_status_id": OPEN_STATUS},
    ),
    "a status": ({"status": "pending"}, {"custom_status_id": PENDING_STATUS}),
    "a custom status": ({"custom_status_id": PENDING_STATUS}, {"status": "pending"}),
    "tags as text": ({"tags": "a b"}, {"tags": ["a", "b"]}),
    "a channel": ({"via": {"channel": "email"}}, {}),
    "a field": (
        {"custom_fields": [{"id": SEVERITY, "value": "sev_1"}]},
        {"custom_fields": [{"id": SEVERITY, "value": "sev_1"}]},
    ),
}


@pytest.mark.parametrize("name", CREATED)
def test_create(name: str, desk: Desk) -> None:
    sent, expected = CREATED[name]
    if "requester" in sent:
        sent = {**sent, "requester_id": None}
    shown = desk.create(**sent)
    assert {key: shown[key] for key in expected} == expected
    assert desk.ticket() == shown
    assert shown["url"] == desk.simulator.url + "/api/v2/tickets/1.json"
    assert not {"comments", "since", "counts"} & set(shown)


def test_somebody_new_becomes_a_user(desk: Desk) -> None:
    new = {"name": "Eva", "email": "eva@example.com"}
    number = desk.create(requester=new, requester_id=None)["requester_id"]
    user = desk.call("GET", "/api/v2/users/%d" % number).json()["user"]
    assert (user["name"], user["email"], user["role"]) == ("Eva", "eva@example.com", "end-user")
    assert desk.create(requester=new, requester_id=None)["requester_id"] == number


def test_without_a_requester_it_is_from_whoever_asks(desk: Desk) -> None:
    assert desk.create(requester_id=None)["requester_id"] == ADMIN


# Updates -> what the ticket has afterwards.
UPDATED: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "others stay": ([{"priority": "high"}, {"type": "task"}], {"priority": "high", "type": "task"}),
    "clear": ([{"group_id": SUPPORT}, {"group_id": None}], {"group_id": None}),
    "tags": ([{"tags": ["a"]}, {"tags": ["b"]}], {"tags": ["b"]}),
    "one field": (
        [
            {"custom_fields": [{"id": 1, "value": "a"}]},
            {"custom_fields": [{"id": 2, "value": "b"}]},
        ],
        {"custom_fields": [{"id": 1, "value": "a"}, {"id": 2, "value": "b"}]},
    ),
    "closed keeps its custom status": ([{"status": "closed"}], {"custom_status_id": NEW_STATUS}),
}


@pytest.mark.parametrize("name", UPDATED)
def test_update(name: str, desk: Desk) -> None:
    desk.create()
    for changes in UPDATED[name][0]:
        desk.update(**changes)
    shown = desk.ticket()
    assert {key: shown[key] for key in UPDATED[name][1]} == UPDATED[name][1]


# What is sent -> status, and part of the answer.
REFUSED: dict[str, tuple[Any, int, str]] = {
    "no ticket": ({}, 400, "Parameter ticket is required"),
    "no description": ({"ticket": {"subject": "A"}}, 422, "Description: cannot be blank"),
    "a status": ({"status": "odd"}, 422, "Status: odd is not included in the list"),
    "a priority": ({"priority": "odd"}, 422, "Priority: odd is not included in the list"),
    "a group": ({"group_id": 7}, 422, "Group_id: is invalid"),
    "tags": ({"tags": 7}, 400, "tags has a value of another type"),
    "fields": ({"custom_fields": ["a"]}, 400, "custom_fields must have an id and a value each"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, desk: Desk) -> None:
    sent, status, said = REFUSED[name]
    body = sent if name.startswith("no ") else {"ticket": {"description": "A", **sent}}
    answer = desk.call("POST", "/api/v2/tickets", json=body)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert desk.call("GET", "/api/v2/tickets").json()["tickets"] == []


def test_a_closed_ticket_stays_as_it_is(desk: Desk) -> None:
    desk.create(status="closed")
    answer = desk.call("PUT", "/api/v2/tickets/1", json={"ticket": {"status": "open"}})
    assert (answer.status_code, "closed prevents ticket update" in answer.text) == (422, True)
    assert desk.ticket()["status"] == "closed"


def test_who_may_write(desk: Desk) -> None:
    path, sent = "/api/v2/tickets", {"ticket": {"description": "A", "odd": 1}}
    answer = desk.call("POST", path, json=sent, headers=AS_AGENT)
    assert (answer.status_code, answer.json()["ticket"]["requester_id"]) == (201, AGENT)
    assert answer.headers["Location"] == desk.simulator.url + "/api/v2/tickets/1.json"
    assert "ticket.odd" in answer.headers["X-Zendesk-API-Warn"]
    desk.simulator.account.resources["users"].put(
        {"email": "x@example.com", "role": "end-user", "oauth_token": "made-up"}
    )
    caller = {"Authorization": "Bearer made-up"}
    assert desk.call("POST", path, json=sent, headers=caller).status_code == 403
    for scope, status in (("tickets:write", 201), ("write", 201), ("triggers:write", 403)):
        headers = desk.call.bearer(scope)
        assert desk.call("POST", path, json=sent, headers=headers).status_code == status
    assert desk.call("GET", path + "/9").json()["error"] == "RecordNotFound"
