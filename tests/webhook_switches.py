# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each position of a switch about webhooks changes in the answers of the simulator."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

import requests

from ansible_collections.community.zendesk.tests.calls import AGENT, Caller
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.webhooks import GONE
from ansible_collections.community.zendesk.tests.webhook_samples import (
    APP,
    BASIC,
    EVENTS,
    FOR_EVENTS,
    ID,
    NEW,
    OLD,
    ONE,
    OTHER_ID,
    PATH,
    RULES,
    read,
    send,
    webhooks_of,
)

ABSENT = "absent"
SECRET = OLD["authentication"]["data"]
BAD, BAD_PAGE = (400, "InvalidWebhook"), (400, "InvalidPaginationParameter")
# What asks an account with the webhook OLD -> what the position of a switch shows in.
Ask = Callable[[Caller], Any]


class Row(NamedTuple):
    """A switch, what asks the account, and the outcome in each position."""

    switch: str
    ask: Ask
    outcomes: dict[Any, Any]


def refused(answer: requests.Response) -> tuple[int, str]:
    """Status and name of an error, or a status without one."""
    content = answer.json() if answer.content else {}
    error = content["errors"][0]["code"] if "errors" in content else content.get("error", "")
    return answer.status_code, error if isinstance(error, str) else "error: " + error["title"]


def answer_to(method: str, path: str, **more: Any) -> Ask:
    return lambda call: refused(call(method, path, **more))


def created(name: str, sent: Record) -> Ask:
    """What an attribute is after a create."""

    def ask(call: Caller) -> Any:
        answer = send(call, "POST", PATH, sent)
        return answer.json()["webhook"].get(name, ABSENT) if answer.ok else refused(answer)

    return ask


def changed(name: str, sent: Record, method: str = "PATCH") -> Ask:
    """What an attribute is after an update."""

    def ask(call: Caller) -> Any:
        answer = send(call, method, ONE, sent)
        return read(call).get(name, ABSENT) if answer.ok else refused(answer)

    return ask


def login(**data: str) -> Ask:
    """What is stored after an update of the authentication."""

    def ask(call: Caller) -> Any:
        answer = send(call, "PATCH", ONE, {"authentication": {**BASIC, "data": data}})
        stored = webhooks_of(call).records[ID]
        return stored["authentication"]["data"] if answer.ok else refused(answer)

    return ask


def listed(query: str, more: int = 0) -> Ask:
    """How many are in the list, with some more than one in the account."""

    def ask(call: Caller) -> Any:
        for _number in range(more):
            webhooks_of(call).put(dict(NEW))
        answer = call("GET", PATH + query)
        return len(answer.json()["webhooks"]) if answer.ok else refused(answer)

    return ask


def limit(method: str, path: str, **more: Any) -> Ask:
    return lambda call: call(method, path, **more).headers.get("x-rate-limit")


def clone(call: Caller) -> Any:
    made = call("POST", PATH + "?clone_webhook_id=" + ID).json()["webhook"]
    return webhooks_of(call).records[made["id"]]["authentication"]["data"]


def delete_used(call: Caller) -> Any:
    """The status, and what is left of the actions of a trigger that uses two webhooks."""
    values = [[ID, "Hello"], ID, [OTHER_ID, "Hello"]]
    actions = [{"field": "notification_webhook", "value": value} for value in values]
    call.simulator.account.resources["triggers"].put({"title": "Ring", "actions": actions})
    status = call("DELETE", ONE).status_code
    (trigger,) = call("GET", "/api/v2/triggers").json()["triggers"]
    left = [action["value"] for action in trigger["actions"]]
    return (status, "all" if left == values else left)


def delete_of_app(call: Caller) -> Any:
    webhooks_of(call).records[ID]["external_source"] = APP
    return refused(call("DELETE", ONE))


A_TEST = {"request": {"endpoint": "https://example.org"}}
BARE = {name: value for name, value in NEW.items() if name != "status"}
NAMELESS = {name: value for name, value in NEW.items() if name != "name"}
TABLE = [
    Row(
        "webhook_errors",
        answer_to("PATCH", ONE, json={"webhook": {"name": ""}}),
        {"listed": BAD, "record_invalid": (422, "RecordInvalid")},
    ),
    Row(
        "webhook_errors",
        login(),
        {"listed": BAD, "record_invalid": (422, "RecordInvalid")},
    ),
    Row(
        "webhook_odd_id",
        answer_to("GET", PATH + "/nonsense"),
        {"not_found": (404, "WebhookNotFound"), "bad_request": BAD},
    ),
    Row(
        "webhook_json",
        answer_to("GET", ONE + ".json"),
        {False: (404, "InvalidEndpoint"), True: (200, "")},
    ),
    Row(
        "webhook_json",
        answer_to("GET", PATH + ".json"),
        {False: (404, "InvalidEndpoint"), True: (200, "")},
    ),
    Row(
        "webhook_put",
        changed("name", NAMELESS, "PUT"),
        {"refuse": BAD, "merge": "Pager"},
    ),
    Row(
        "webhook_bare_authentication",
        login(username="eve"),
        {"refuse": BAD, "store": {"username": "eve"}, "keep": SECRET},
    ),
    Row(
        "webhook_authentication",
        login(password="marker-other"),
        {"replace": BAD, "merge": {**SECRET, "password": "marker-other"}},
    ),
    Row(
        "webhook_no_authentication",
        changed("authentication", {"authentication": None}),
        {"remove": ABSENT, "refuse": BAD, "ignore": BASIC},
    ),
    Row(
        "webhook_null_header",
        changed("custom_headers", {"custom_headers": {"X-B": None}}),
        {"remove": {"X-A": "1"}, "ignore": OLD["custom_headers"]},
    ),
    Row(
        "webhook_null_header",
        changed("custom_headers", {"custom_headers": None}),
        {"remove": ABSENT, "ignore": OLD["custom_headers"]},
    ),
    Row(
        "webhook_null_description",
        changed("description", {"description": None}),
        {"remove": ABSENT, "refuse": BAD},
    ),
    Row(
        "webhook_connection",
        changed("subscriptions", {**FOR_EVENTS, "subscriptions": EVENTS}),
        {"refuse": BAD, "ignore": RULES},
    ),
    Row(
        "webhook_odd_event",
        created("subscriptions", {**FOR_EVENTS, "request_format": "xml"}),
        {"refuse": BAD, "accept": EVENTS},
    ),
    Row(
        "webhook_http",
        changed("endpoint", {"endpoint": "http://example.com"}),
        {"accept": "http://example.com", "refuse": BAD},
    ),
    Row(
        "webhook_lower_case",
        changed("http_method", {"http_method": "put"}),
        {"fold": "PUT", "refuse": BAD, "keep": "put"},
    ),
    Row("webhook_status", created("status", BARE), {"refuse": BAD, "active": "active"}),
    Row(
        "webhook_subscriptions",
        created("subscriptions", NEW),
        {"default": RULES, "refuse": BAD, "absent": ABSENT},
    ),
    Row(
        "webhook_unset_headers",
        created("custom_headers", NEW),
        {"absent": ABSENT, "null": None, "empty": {}},
    ),
    Row(
        "webhook_shows_signing_secret",
        lambda call: "signing_secret" in read(call),
        {False: False, True: True},
    ),
    Row(
        "webhook_set_by_zendesk",
        changed("external_source", {"name": "B", "external_source": APP}),
        {"ignore": ABSENT, "400": BAD, "403": (403, "InvalidWebhook")},
    ),
    Row(
        "webhook_set_by_zendesk",
        created("signing_secret", {**NEW, "signing_secret": {"secret": "x"}}),
        {"ignore": ABSENT, "400": BAD, "403": (403, "InvalidWebhook")},
    ),
    Row(
        "webhook_delete_used",
        delete_used,
        {
            "allow": (204, "all"),
            "400": (400, "all"),
            "409": (409, "all"),
            "replace": (204, [[GONE, "Hello"], [GONE], [OTHER_ID, "Hello"]]),
        },
    ),
    Row(
        "webhook_delete_of_app",
        delete_of_app,
        {"403": (403, "WebhookOfApp"), "400": (400, "WebhookOfApp")},
    ),
    Row(
        "webhook_agent_writes",
        answer_to("DELETE", ONE, headers=AGENT),
        {"forbidden": (403, "error: Forbidden"), "listed": (403, "Forbidden")},
    ),
    Row(
        "webhook_name_filter",
        listed("?filter[name_contains]=PAGER"),
        {"insensitive": 1, "sensitive": 0},
    ),
    Row("webhook_page_size", listed("", more=100), {100: 100, 2: 2, 0: 101}),
    Row(
        "webhook_large_page", listed("?page[size]=101", more=100), {"refuse": BAD_PAGE, "cut": 100}
    ),
    Row(
        "webhook_descending",
        listed("?sort=-name"),
        {"accept": 1, "refuse": (400, "InvalidSortParameter")},
    ),
    Row("webhook_clone_secrets", clone, {True: SECRET, False: {"username": "ana"}}),
    Row("webhook_rate_limit", limit("GET", PATH), {100: "100", 700: "700", 0: None}),
    Row(
        "webhook_test_rate_limit",
        limit("POST", PATH + "/test", json=A_TEST),
        {20: "20", 8: "8", 0: "100"},
    ),
    Row(
        "max_webhooks",
        answer_to("POST", PATH, json={"webhook": NEW}),
        {0: (201, ""), 1: (403, "WebhookLimitExceeded")},
    ),
]
