# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking a simulated account for what rules refer to."""

from __future__ import annotations

from typing import Any, Mapping

import requests

from ansible_collections.community.zendesk.tests.simulator.logins import OAUTH_CLIENTS
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

ADMIN = {"Authorization": "Bearer simulated-admin-oauth-token"}
AGENT = {"Authorization": "Bearer simulated-agent-oauth-token"}
API = "/api/v2/"
# Kind, as in the names of switches -> its path, and the key of its list.
LISTS = {
    "groups": ("groups", "groups"),
    "users": ("users", "users"),
    "organizations": ("organizations", "organizations"),
    "brands": ("brands", "brands"),
    "ticket_forms": ("ticket_forms", "ticket_forms"),
    "ticket_fields": ("ticket_fields", "ticket_fields"),
    "custom_statuses": ("custom_statuses", "custom_statuses"),
    "schedules": ("business_hours/schedules", "schedules"),
    "locales": ("locales", "locales"),
    "user_fields": ("user_fields", "user_fields"),
    "organization_fields": ("organization_fields", "organization_fields"),
    "dynamic_content": ("dynamic_content/items", "items"),
}


def record_of_any_kind(number: int, **more: Any) -> dict[str, Any]:
    """A record that has what each kind needs of a seed."""
    name = "n%d" % number
    return {
        **dict.fromkeys(("name", "title", "key", "subdomain", "agent_label", "locale"), name),
        "type": "text",
        "status_category": "open",
        "email": None,
        "role": "end-user",
        **more,
    }


def ask(
    simulator: Simulator, path: str, login: Mapping[str, str] | None = None
) -> requests.Response:
    """The answer to a GET of a path below C(/api/v2)."""
    return requests.get(simulator.url + API + path, headers=dict(login or ADMIN), timeout=10)


def create(simulator: Simulator, path: str, key: str, record: Any) -> requests.Response:
    """The answer to a create by an admin."""
    url = simulator.url + API + path
    return requests.post(url, json={key: record}, headers=ADMIN, timeout=10)


def names(simulator: Simulator, path: str, login: Mapping[str, str] | None = None) -> Any:
    """The names in the answer to a GET, or its status and the name of the error."""
    answer = ask(simulator, path, login)
    content = answer.json()
    if not answer.ok:
        error = content.get("error", content)
        return answer.status_code, error["title"] if isinstance(error, dict) else error
    for key, found in content.items():
        if isinstance(found, list):
            return [name_of(record) for record in found]
        if isinstance(found, dict) and key not in ("meta", "links"):
            return name_of(found)
    raise AssertionError(content)


def name_of(record: Mapping[str, Any]) -> Any:
    keys = ("agent_label", "title", "name", "value")
    return next(record[key] for key in keys if key in record)


def with_scope(simulator: Simulator, scope: str) -> dict[str, str]:
    """The header of a client with a scope."""
    client = {**OAUTH_CLIENTS[0], "grant_type": "client_credentials", "scope": scope}
    answer = requests.post(simulator.url + "/oauth/tokens", json=client, timeout=10).json()
    return {"Authorization": "Bearer " + answer["access_token"]}


def values(simulator: Simulator, subject: str) -> Any:
    """The values of a condition in the definitions: titles, and whether they are enabled."""
    definitions = ask(simulator, "triggers/definitions").json()["definitions"]
    for condition in definitions["conditions_all"]:
        if condition["subject"] == subject:
            return [(each["title"], each["enabled"]) for each in condition.get("values", [])]
    return None
