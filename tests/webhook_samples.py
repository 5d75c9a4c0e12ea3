# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A webhook, and requests about it: what tests of the simulator's webhooks share."""

from __future__ import annotations

from typing import Any

import requests

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.webhooks import Webhooks

PATH = "/api/v2/webhooks"
ID, OTHER_ID, INVOCATION_ID = ("01HANAHFR0BV2YBE1PT8ETPM8" + letter for letter in "EFG")
ONE = PATH + "/" + ID
ULID = "[0-9A-HJKMNP-TV-Z]{26}"
NEW: Record = {
    "name": "Pager",
    "status": "active",
    "endpoint": "https://example.com/status/200",
    "http_method": "GET",
    "request_format": "json",
}
RULES, EVENTS = ["conditional_ticket_events"], ["zen:event-type:user.deleted"]
FOR_EVENTS: Record = {**NEW, "http_method": "POST", "subscriptions": EVENTS}
BASIC: Record = {"type": "basic_auth", "data": {"username": "ana"}, "add_position": "header"}
OLD: Record = {
    **NEW,
    "id": ID,
    "description": "Old",
    "authentication": {**BASIC, "data": {"username": "ana", "password": "marker-password"}},
    "custom_headers": {"X-A": "1", "X-B": "2"},
    "created_at": "2023-09-18T23:38:15.622702367Z",
}
APP: Record = {"type": "zendesk_app", "data": {"app_id": "1", "installation_id": "2"}}

# Method, path, body -> status, keys of the answer; none where it has no body.
ANSWERS: list[tuple[str, str, Any, int, set[str]]] = [
    ("GET", PATH, None, 200, {"meta", "webhooks"}),
    ("GET", ONE, None, 200, {"webhook"}),
    ("POST", PATH, {"webhook": NEW}, 201, {"webhook"}),
    ("POST", PATH + "?clone_webhook_id=" + ID, None, 201, {"webhook"}),
    ("PUT", ONE, {"webhook": NEW}, 204, set()),
    ("PATCH", ONE, {"webhook": {"name": "B"}}, 204, set()),
    ("PATCH", ONE, {"webhook": {"name": "B", "id": ID, "created_at": "x"}}, 204, set()),
    ("DELETE", ONE, None, 204, set()),
    ("DELETE", ONE, {"webhook": {"id": ID}}, 204, set()),
    ("GET", ONE + "/signing_secret", None, 200, {"signing_secret"}),
    ("POST", ONE + "/signing_secret", None, 201, {"signing_secret"}),
    ("POST", PATH + "/test?webhook_id=" + ID, {"request": {}}, 200, {"response"}),
    ("GET", ONE + "/invocations", None, 200, {"meta", "invocations"}),
    ("GET", "%s/invocations/%s/attempts" % (ONE, INVOCATION_ID), None, 200, {"attempts"}),
]


def webhooks_of(call: Caller) -> Webhooks:
    found = call.simulator.account.resources["webhooks"]
    assert isinstance(found, Webhooks)
    return found


def send(call: Caller, method: str, path: str, sent: Any = None) -> requests.Response:
    return call(method, path, json=None if sent is None else {"webhook": sent})


def read(call: Caller, webhook_id: str = ID) -> Record:
    found = call("GET", PATH + "/" + webhook_id).json()["webhook"]
    assert isinstance(found, dict)
    return found
