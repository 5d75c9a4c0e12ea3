# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading targets: filters, requests, unknown types, no secrets."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

TARGETS = [
    {"id": 1, "title": "A", "type": "email_target", "email": "a@example.com", "subject": "A"},
    {"id": 2, "title": "A", "type": "url_target_v2", "active": False, "password": "marker-one"},
    {"id": 3, "title": "B", "type": "http_target", "password": "marker-two"},
    {"id": 4, "title": "C", "type": "twilio_target", "from": "+49", "auth_token": "marker-three"},
    {"id": 5, "title": "D", "type": "yammer_target", "token": "marker-four"},
]
LIST = "GET /api/v2/targets"


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(
    ("filters", "ids", "calls"),
    [
        ({}, [1, 2, 3, 4, 5], [LIST]),
        ({"title": "A"}, [1, 2], [LIST]),
        ({"title": "a"}, [], [LIST]),
        ({"type": "http_target"}, [2, 3], [LIST]),
        ({"type": "url_target_v2"}, [2, 3], [LIST]),
        ({"type": "twilio_target"}, [4], [LIST]),
        ({"active": True}, [1, 3, 4, 5], [LIST]),
        ({"active": False}, [2], [LIST]),
        ({"title": "A", "active": True}, [1], [LIST]),
        ({"id": 4}, [4], [LIST + "/4"]),
        ({"id": 4, "title": "A"}, [], [LIST + "/4"]),
        ({"id": 9}, [], [LIST + "/9"]),
    ],
    ids=str,
)
def test_filters(
    filters: Any, ids: list[int], calls: list[str], check: bool, simulator: Simulator, run: Run
) -> None:
    for target in TARGETS:
        simulator.account.put_target(dict(target))
    result = run("zendesk_target_info", check=check, **filters)
    assert [target["id"] for target in result["targets"]] == ids
    assert result["changed"] is False
    assert simulator.calls == calls
    assert "marker" not in str(result)


def test_unknown_attributes_are_kept(simulator: Simulator, run: Run) -> None:
    for target in TARGETS:
        simulator.account.put_target(dict(target))
    (found,) = run("zendesk_target_info", id=4)["targets"]
    assert found["from"] == "+49"
    assert set(found) == {"active", "created_at", "from", "id", "title", "type", "url"}


def test_an_agent_may_read(simulator: Simulator, run: Run) -> None:
    result = run("zendesk_target_info", zendesk_oauth_token="simulated-agent-oauth-token")
    assert result["targets"] == []


def test_an_agent_may_not_write(simulator: Simulator, run: Run) -> None:
    result = run(
        title="A",
        type="email_target",
        email="a@example.com",
        subject="A",
        zendesk_oauth_token="simulated-agent-oauth-token",
    )
    assert "writing an admin" in result["msg"]
    assert result["error"]["status"] == 403
