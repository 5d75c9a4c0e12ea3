# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and organizations of the simulator: as recorded and documented, with every switch at rest."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from ansible_collections.community.zendesk.tests.lookups import (
    ADMIN,
    AGENT,
    API,
    ask,
    names,
    with_scope,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

PEOPLE: list[dict[str, Any]] = [
    {"id": 11, "name": "Ana", "email": "ana@example.com", "role": "agent", "custom_role_id": 5},
    {"id": 12, "name": "Diana", "email": "Diana@example.com", "role": "admin", "notes": "on call"},
    {"id": 13, "name": "Zoe", "email": None, "role": "end-user", "phone": "+4930", "tags": ["x"]},
    {"id": 14, "name": "Gone", "email": "gone@example.com", "role": "agent", "active": False},
    {"id": 15, "name": "Twin", "email": "t1@example.com", "role": "end-user", "external_id": "E1"},
    {"id": 16, "name": "Twin", "email": "t2@example.com", "role": "end-user", "suspended": True},
]
COMPANIES: list[dict[str, Any]] = [
    {"id": 21, "name": "Zeta"},
    {"id": 22, "name": "Acme", "external_id": "AC-1"},
    {"id": 23, "name": "Acme Inc"},
    {"id": 24, "name": "Gone", "deleted": True},
]
STAFF = ["Ana", "Diana", "Admin", "Agent"]
PRESENT = ["Ana", "Diana", "Zoe", "Twin", "Twin", "Admin", "Agent"]


@pytest.fixture
def account(simulator: Simulator) -> Simulator:
    simulator.account.resources["organizations"].clear()
    for kind, records in (("users", PEOPLE), ("organizations", COMPANIES)):
        for record in records:
            simulator.account.resources[kind].put(dict(record))
    return simulator


# Path -> names, or status and error.
FOUND: list[tuple[str, Any]] = [
    # Deleted users are in no list, and all other ones are.
    ("users", PRESENT),
    ("users?role[]=admin&role[]=agent", STAFF),
    ("users?role=agent", ["Ana", "Agent"]),
    ("users?permission_set=5", ["Ana"]),
    ("users?external_id=E1", ["Twin"]),
    # Recorded: what is not known of a query is ignored.
    ("users?email=ana@example.com", PRESENT),
    ("users/search?email=ana@example.com", PRESENT),
    ("users/search", PRESENT),
    ("users/search?query=ANA@example.com", ["Ana"]),
    ("users/search?query=gone@example.com", []),
    ("users/search?query=nobody@example.com", []),
    ("users/search?query=ana", ["Ana", "Diana"]),
    ("users/search?query=on call", ["Diana"]),
    ("users/search?query=%2B4930", ["Zoe"]),
    ("users/search?query=email:ana@example.com", ["Ana"]),
    ("users/search?query=role:admin", ["Diana", "Admin"]),
    ("users/search?query=role:admin diana", ["Diana"]),
    ("users/search?query=twin", ["Twin", "Twin"]),
    ("users/search?external_id=e1", ["Twin"]),
    ("users/autocomplete?name=an", ["Ana"]),
    ("users/autocomplete?name=zo", ["Zoe"]),
    ("users/autocomplete?name=zo&filter=assignable", []),
    ("users/autocomplete?phone=%2B49", ["Zoe"]),
    ("users/autocomplete", (400, "ParameterMissing")),
    ("users/show_many?ids=11,14,99,x", ["Ana"]),
    ("users/show_many?ids=11,14&include_deleted=true", ["Ana", "Gone"]),
    ("users/show_many?external_ids=e1", ["Twin"]),
    ("users/show_many", (400, "ParameterMissing")),
    # Recorded: a deleted user answers by ID.
    ("users/14", "Gone"),
    ("users/99", (404, "RecordNotFound")),
    ("users/x", (400, "Invalid attribute")),
    ("users/me", "Admin"),
    # By number in the order of names, by cursor in that of IDs.
    ("organizations", ["Acme", "Acme Inc", "Zeta"]),
    ("organizations?page[size]=100", ["Zeta", "Acme", "Acme Inc"]),
    ("organizations/search?name=aCME", ["Acme"]),
    ("organizations/search?name=Acm", []),
    ("organizations/search?external_id=ac-1", ["Acme"]),
    ("organizations/search?title=Acme", ["Zeta", "Acme", "Acme Inc"]),
    ("organizations/autocomplete?name=acme", ["Acme", "Acme Inc"]),
    ("organizations/autocomplete?name=inc", []),
    ("organizations/show_many?ids=22,23,24", ["Acme", "Acme Inc"]),
    ("organizations/show_many?external_ids=AC-1", ["Acme"]),
    ("organizations/22", "Acme"),
    ("organizations/99", (404, "RecordNotFound")),
]


@pytest.mark.parametrize(("path", "found"), FOUND)
def test_names(path: str, found: Any, account: Simulator) -> None:
    assert names(account, path) == found
    assert account.journal.entries[-1]["path"] == API + path.partition("?")[0]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("users/count", 7),
        ("users/count?role=agent", 2),
        ("users/count?role[]=agent&role[]=admin", 4),
        ("organizations/count", 3),
    ],
)
def test_counts(path: str, count: int, account: Simulator) -> None:
    found = ask(account, path).json()["count"]
    assert (found["value"], set(found)) == (count, {"value", "refreshed_at"})


def test_short_names_are_not_completed(account: Simulator) -> None:
    answer = ask(account, "organizations/autocomplete?name=a")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidParameter")


@pytest.mark.parametrize(
    "path",
    ["users", "organizations", "ticket_forms", "ticket_fields"],
)
def test_too_many_at_once_as_recorded(path: str, simulator: Simulator) -> None:
    ids = ",".join(map(str, range(101)))
    answer = ask(simulator, "%s/show_many?ids=%s" % (path, ids))
    text = "Parameter  cannot specify more than 100 values"
    assert (answer.status_code, answer.json()) == (
        400,
        {"error": "TooManyValues", "description": text, "max_count": 100},
    )
    ids = ids.rpartition(",")[0]
    assert ask(simulator, "%s/show_many?ids=%s" % (path, ids)).status_code == 200


def test_a_sweep_goes_from_page_to_page(account: Simulator) -> None:
    """The address of the next page has all roles that were asked for."""
    page = ask(account, "users?role[]=admin&role[]=agent&page[size]=1").json()
    found = page["users"]
    while page["links"]["next"]:
        page = requests.get(page["links"]["next"], headers=ADMIN, timeout=10).json()
        found += page["users"]
    assert [user["name"] for user in found] == STAFF
    assert {str(e["query"]["role[]"]) for e in account.journal.entries} == {"['admin', 'agent']"}


def test_searches_are_paged_by_number_only(account: Simulator) -> None:
    path = "users/search?query=role:agent&page[size]=1&per_page=1"
    page = ask(account, path).json()
    assert (len(page["users"]), page["count"], "meta" in page) == (1, 2, False)
    following = requests.get(page["next_page"], headers=ADMIN, timeout=10).json()
    assert ([user["name"] for user in following["users"]], following["next_page"]) == (
        ["Agent"],
        None,
    )


def test_what_a_user_looks_like(account: Simulator) -> None:
    zoe = ask(account, "users/13").json()["user"]
    assert zoe["url"] == account.url + "/api/v2/users/13.json"
    assert (zoe["email"], zoe["role"], zoe["role_type"]) == (None, "end-user", None)
    assert ask(account, "users/12").json()["user"]["role_type"] == 4
    for name in ("suspended", "restricted_agent", "custom_role_id", "default_group_id", "locale"):
        assert name in zoe


def test_logins_are_users_without_their_secrets(account: Simulator) -> None:
    text = ask(account, "users").text
    assert "admin@example.com" in text
    assert "simulated" not in text
    assert names(account, "users/me", AGENT) == "Agent"
    assert names(account, "users/me", with_scope(account, "users:read")) == "Admin"
    account.account.users[0]["name"] = "Changed"
    account.account.users.pop(1)
    assert names(account, "users?role=admin") == ["Diana", "Changed"]
    assert ask(account, "users", AGENT).status_code == 401


def test_nobody_is_a_user_without_an_id(account: Simulator) -> None:
    url = account.url + API + "users/me"
    answer = requests.get(url, timeout=10)
    assert (answer.status_code, answer.json()["user"]["id"]) == (200, None)
    assert requests.get(url, headers={"Authorization": "Bearer x"}, timeout=10).status_code == 401
    assert requests.get(account.url + API + "users", timeout=10).status_code == 401


def test_a_seeded_user_can_log_in() -> None:
    user = {"email": "a@example.com", "role": "agent", "oauth_token": "made-up-token"}
    simulator = Simulator({"users": [user]}).start()
    me = ask(simulator, "users/me", {"Authorization": "Bearer made-up-token"}).json()["user"]
    assert (me["email"], me["role"], me["active"]) == ("a@example.com", "agent", True)
    assert ask(simulator, "users/me").status_code == 401
    simulator.stop()


# What is different about whoever asks -> what they may not read, and what they may.
CALLERS: list[tuple[dict[str, Any], list[str], list[str]]] = [
    ({"role": "agent"}, ["organizations/search?name=A", "business_hours/schedules"], ["users"]),
    ({"role": "agent", "restricted_agent": True}, ["users", "users/13"], ["groups", "users/me"]),
    (
        {"role": "agent", "ticket_restriction": "organization"},
        ["organizations", "organizations/22"],
        ["users"],
    ),
    (
        {"role": "end-user"},
        ["users", "groups", "brands", "organizations", "user_fields"],
        ["users/me", "ticket_forms", "ticket_fields", "custom_statuses", "locales"],
    ),
]


@pytest.mark.parametrize(("caller", "barred", "free"), CALLERS)
def test_roles(
    caller: dict[str, Any], barred: list[str], free: list[str], account: Simulator
) -> None:
    account.account.resources["users"].put({"email": "x", "oauth_token": "made-up", **caller})
    login = {"Authorization": "Bearer made-up"}
    for path in barred:
        assert names(account, path, login) == (403, "Forbidden")
    assert {ask(account, path, login).status_code for path in free} == {200}


@pytest.mark.parametrize("path", ["users", "users/11", "organizations", "organizations/22"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nobody_writes_them(method: str, path: str, account: Simulator) -> None:
    answer = requests.request(method, account.url + API + path, headers=ADMIN, json={}, timeout=10)
    assert (answer.status_code, answer.json()["error"]) == (404, "InvalidEndpoint")
