# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups and brands of the simulator, and what an account does with any resource of its own."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED
from ansible_collections.community.zendesk.tests.simulator.logins import OAUTH_CLIENTS
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ADMIN = {"Authorization": "Bearer simulated-admin-oauth-token"}
AGENT = {"Authorization": "Bearer simulated-agent-oauth-token"}
GROUPS, BRANDS = "/api/v2/groups", "/api/v2/brands"
SUPPORT = 1500002894482


def get(simulator: Simulator, path: str, headers: dict[str, str] | None = None) -> Any:
    answer = requests.get(simulator.url + path, headers=headers or ADMIN, timeout=10)
    return answer.json() if answer.ok else (answer.status_code, answer.json()["error"])


@pytest.mark.parametrize("headers", [ADMIN, AGENT], ids=["admin", "agent"])
def test_every_account_has_groups_and_a_brand(
    headers: dict[str, str], simulator: Simulator
) -> None:
    groups = get(simulator, GROUPS, headers)
    assert [group["name"] for group in groups.pop("groups")] == ["Billing", "Support"]
    assert groups == {"next_page": None, "previous_page": None, "count": 2}
    shown = get(simulator, "%s/%d" % (GROUPS, SUPPORT), headers)["group"]
    assert (shown["name"], shown["default"], shown["deleted"]) == ("Support", True, False)
    assert shown["url"] == "%s%s/%d.json" % (simulator.url, GROUPS, SUPPORT)
    (brand,) = get(simulator, BRANDS, headers)["brands"]
    assert (brand["brand_url"], brand["default"]) == ("https://example.zendesk.com", True)


def test_groups_by_cursor_as_recorded(simulator: Simulator) -> None:
    page = get(simulator, GROUPS + "?page[size]=100")
    assert (page["meta"]["has_more"], bool(page["links"]["next"])) == (False, True)
    assert get(simulator, page["links"]["next"][len(simulator.url) :])["groups"] == []


def test_deleted_ones_answer_by_their_id(simulator: Simulator) -> None:
    account = simulator.account
    account.resources["groups"].put({"id": 7, "name": "Old", "deleted": True})
    account.resources["brands"].put(
        {"id": 7, "name": "Old", "subdomain": "old", "is_deleted": True}
    )
    assert get(simulator, GROUPS + "/7")["group"]["name"] == "Old"
    assert get(simulator, BRANDS + "/7")["brand"]["name"] == "Old"
    assert get(simulator, GROUPS + "/count")["count"]["value"] == 2
    for path, key, count in (
        (GROUPS, "groups", 2),
        (GROUPS + "/assignable", "groups", 2),
        (GROUPS + "?exclude_deleted=false", "groups", 3),
        (BRANDS, "brands", 1),
    ):
        assert len(get(simulator, path)[key]) == count


@pytest.mark.parametrize(
    ("path", "refused"), [(GROUPS, ["PUT", "DELETE"]), (BRANDS, ["POST", "PUT", "DELETE"])]
)
def test_groups_and_brands_do_not_change(
    path: str, refused: list[str], simulator: Simulator
) -> None:
    assert get(simulator, path + "/1") == (404, "RecordNotFound")
    for method in refused:
        below = "" if method == "POST" else "/1"
        url = simulator.url + path + below
        answer = requests.request(method, url, headers=ADMIN, json={}, timeout=10)
        assert (answer.status_code, answer.json()["error"]) == (404, "InvalidEndpoint")


@pytest.mark.parametrize("scope", ["read", "groups:read", "write", "targets:read"])
def test_nothing_but_read_opens_what_has_no_scope(scope: str, simulator: Simulator) -> None:
    client = {**OAUTH_CLIENTS[0], "grant_type": "client_credentials", "scope": scope}
    answer = requests.post(simulator.url + "/oauth/tokens", json=client, timeout=10).json()
    bearer = {"Authorization": "Bearer " + answer["access_token"]}
    found = get(simulator, GROUPS, bearer)
    assert found == (403, "Forbidden") if scope != "read" else found["count"] == 2


def test_a_seed_has_other_groups() -> None:
    simulator = Simulator({"groups": [{"name": "Only"}]}).start()
    assert [group["name"] for group in get(simulator, GROUPS)["groups"]] == ["Only"]
    simulator.stop()


def test_accounts_share_no_records(simulator: Simulator) -> None:
    simulator.account.resources["groups"].records[SUPPORT]["name"] = "Changed"
    assert DEFAULT_SEED["groups"][0]["name"] == "Support"


def test_records_in_place_of_others(simulator: Simulator) -> None:
    url = simulator.url + "/_simulator/"
    made = requests.put(url + "groups", json=[{"id": 7, "name": "A"}], timeout=10).json()
    assert (made, list(simulator.account.resources["groups"].records)) == ({"ids": [7]}, [7])
    answer = requests.put(url + "group", json=[], timeout=10)
    assert (answer.status_code, "groups" in answer.json()["known"]) == (404, True)


def test_webhooks_take_no_suffix(simulator: Simulator) -> None:
    assert get(simulator, "/api/v2/webhooks")["webhooks"] == []
    assert get(simulator, "/api/v2/webhooks.json") == (404, "InvalidEndpoint")
