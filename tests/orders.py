# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests in an order, as tests of the judge send them to an account."""

from __future__ import annotations

import json
from typing import Any, Iterable, NamedTuple

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.journal.replay import Finding

# A method, a path below that of the API, and a body. C($1) is the ID of what the first request created.
Request = tuple[str, str, Any]

MAIL, HOOK, PAGER, CHAT = 11, 12, "01HANAHFR0BV2YBE1PT8ETPM81", "01HANAHFR0BV2YBE1PT8ETPM82"
OLD, NEW = "21", "22"
URGENT, QUIET, LATE = 31, 32, 41
HOURS = [
    {"field": "status", "operator": "is", "value": "pending"},
    {"field": "PENDING", "operator": "greater_than", "value": "24"},
]
SOLVE = {"field": "status", "value": "solved"}


def notify(number: Any, kind: str = "target") -> dict[str, Any]:
    return {"field": "notification_" + kind, "value": [number, "Hello"]}


def rule(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    conditions = {"all": [{"field": "priority", "operator": "is", "value": "urgent"}], "any": []}
    return {"conditions": conditions, "actions": list(actions), **more}


def hook(name: str, number: str = "", **more: Any) -> dict[str, Any]:
    record = {"name": name, "endpoint": "https://example.com/a", "status": "active", **more}
    return {
        **record,
        "http_method": "POST",
        "request_format": "json",
        **({"id": number} if number else {}),
    }


def mail(title: str, **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "type": "email_target",
        "email": "a@example.com",
        "subject": "x",
        **more,
    }


# Urgent names the target On call, Late the webhook Pager; Quiet is off, and in the old category.
SEED: dict[str, Any] = {
    "targets": [
        {
            "id": HOOK,
            "title": "On call",
            "type": "url_target_v2",
            "target_url": "https://a.example",
        },
        {"id": MAIL, "title": "Spare", "type": "email_target", "email": "a", "subject": "b"},
    ],
    "webhooks": [hook("Pager", PAGER), hook("Chat", CHAT)],
    "trigger_categories": [
        {"id": OLD, "name": "Old", "position": 1},
        {"id": NEW, "name": "New", "position": 2},
    ],
    "triggers": [
        {"id": URGENT, "title": "Urgent", "category_id": NEW, **rule(notify(HOOK))},
        {"id": QUIET, "title": "Quiet", "category_id": OLD, "active": False, **rule(SOLVE)},
    ],
    "automations": [
        {
            "id": LATE,
            "title": "Late",
            "conditions": {"all": HOURS, "any": []},
            "actions": [SOLVE, notify(PAGER, "webhook")],
        }
    ],
}


def target(method: str, number: Any = "", /, **body: Any) -> Request:
    return request(method, "targets", "target", number, body)


def webhook(method: str, number: Any = "", /, **body: Any) -> Request:
    return request(method, "webhooks", "webhook", number, body)


def category(method: str, number: Any = "", /, **body: Any) -> Request:
    return request(method, "trigger_categories", "trigger_category", number, body)


def trigger(method: str, number: Any = "", /, **body: Any) -> Request:
    return request(method, "triggers", "trigger", number, body)


def automation(method: str, number: Any = "", /, **body: Any) -> Request:
    return request(method, "automations", "automation", number, body)


def request(method: str, path: str, key: str, number: Any, body: dict[str, Any]) -> Request:
    return method, "%s/%s" % (path, number) if number else path, {key: body} if body else None


def send(call: Caller, requests: Iterable[Request]) -> list[int]:
    """Send requests one after the other; their statuses."""
    created: list[Any] = []
    answers = []
    for method, path, body in requests:
        sent = json.dumps([path, body])
        for place, number in enumerate(created, 1):
            sent = sent.replace("$%d" % place, str(number))
        path_sent, body_sent = json.loads(sent)
        answers.append(call(method, "/api/v2/" + path_sent, json=body_sent))
        content = answers[-1].json() if answers[-1].content else {}
        record = next(iter(content.values())) if method == "POST" and answers[-1].ok else {}
        created += [record["id"]] if record else []
    return [answer.status_code for answer in answers]


class Order(NamedTuple):
    """Requests in an order, and the findings: kind, place of the request.

    ``options``: those that a module would have been given. ``plan``: what it would have announced.
    """

    requests: list[Request]
    findings: set[tuple[str, int]] = set()  # noqa: RUF012
    options: dict[str, Any] = {}  # noqa: RUF012
    plan: list[dict[str, Any]] | None = None


def found_in(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    return {(each.kind, each.request) for each in findings}
