# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to a simulator: those that tests send themselves, and what was written."""

from __future__ import annotations

from typing import Any

import requests

from ansible_collections.community.zendesk.tests.simulator.logins import OAUTH_CLIENTS
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ADMIN = {"Authorization": "Bearer simulated-admin-oauth-token"}
AGENT = {"Authorization": "Bearer simulated-agent-oauth-token"}


def writes(simulator: Simulator, key: str) -> list[tuple[str, Any]]:
    """The method of each write, with what its body says under a key; None where it has no body."""
    calls = zip(simulator.calls, simulator.journal.entries)
    return [
        (call.split(" ")[0], entry["body"] and entry["body"][key])
        for call, entry in calls
        if not call.startswith("GET")
    ]


class Caller:
    """Requests to a simulator, as an admin."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator

    def __call__(self, method: str, path: str, **more: Any) -> requests.Response:
        more.setdefault("headers", ADMIN)
        url = path if "://" in path else self.simulator.url + path
        return requests.request(method, url, timeout=10, allow_redirects=False, **more)

    def bearer(self, scope: str) -> dict[str, str]:
        """The header of an OAuth client that was granted some scopes."""
        client = {**OAUTH_CLIENTS[0], "grant_type": "client_credentials", "scope": scope}
        token = self("POST", "/oauth/tokens", headers={}, json=client).json()["access_token"]
        return {"Authorization": "Bearer " + token}
