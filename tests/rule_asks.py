# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests ask about open questions of rules, each as a function that says what came of it."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.tests.calls import AGENT
from ansible_collections.community.zendesk.tests.rule_calls import (
    AUTOMATIONS,
    CATEGORIES,
    OPEN,
    TRIGGER,
    TRIGGERS,
    URGENT,
    Caller,
    said,
)

OLD = "2021-08-08T05:24:59Z"


def target_id(call: Caller) -> Any:
    call.account.add_rule("triggers", "Tell", 7)
    return call.listed(name="actions")[0][0]["value"]


def has_cursors(query: str) -> Callable[[Caller], Any]:
    return lambda call: "meta" in call("GET", TRIGGERS + query).json()


def posted(path: str, **more: Any) -> Callable[[Caller], Any]:
    """What a create says that has other attributes than usual."""
    base = {TRIGGERS: TRIGGER, AUTOMATIONS: {"title": "A", "actions": [OPEN]}}[path]
    return lambda call: said(call.post(path, {**base, **more}))


def as_read(part: str, entry: dict[str, Any]) -> Callable[[Caller], Any]:
    """How the value of a condition or an action reads; what the create says where it is refused."""
    definition = {part: [entry]} if part == "actions" else {"conditions": {"all": [entry]}}

    def ask(call: Caller) -> Any:
        answer = call.post(TRIGGERS, {**TRIGGER, **definition})
        if not answer.ok:
            return said(answer)
        trigger = answer.json()["trigger"]
        return {"actions": trigger["actions"], **trigger["conditions"]}[part][0]["value"]

    return ask


def plain_content(call: Caller) -> Any:
    """What creates say whose action has text for a webhook: by GET, by DELETE, by POST, and pairs by GET."""
    asked = [("GET", "a=1"), ("DELETE", "a=1"), ("POST", "a=1"), ("GET", [["a", "1"]])]
    answers = []
    for method, content in asked:
        webhook = call.account.resources["webhooks"].put({"name": "A", "http_method": method})
        action = {"field": "notification_webhook", "value": [webhook["id"], content]}
        answers.append(call.post(TRIGGERS, {**TRIGGER, "actions": [action]}).status_code)
    return answers


def put(name: str, **more: Any) -> Callable[[Caller], Any]:
    """An attribute after an update, or what the update says."""

    def ask(call: Caller) -> Any:
        answer = call.put(call.create(), **more)
        return answer.json()["trigger"][name] if answer.ok else said(answer)

    return ask


def tags(call: Caller) -> Any:
    sent = [{"field": name, "value": "A b"} for name in ("set_tags", "current_tags", "remove_tags")]
    return [action["value"] for action in call.create(actions=sent)["actions"]]


def positions(call: Caller) -> Any:
    for title, more in {"A": {}, "B": {}, "C": {"position": 1}, "D": {"position": 9}}.items():
        call.create(title=title, **more)
    records = call.account.rules["triggers"]
    return {record["title"]: record["position"] for record in records}


def updated_at(call: Caller) -> Any:
    trigger = call.seed("triggers", title="A", created_at=OLD, conditions={"all": [URGENT]})
    call("PUT", "%s/%d" % (TRIGGERS, trigger["id"]), {"trigger": {"title": "A"}})
    return call.listed(name="updated_at") == [OLD]


def bulk_delete(call: Caller) -> Any:
    there = [call.seed("automations", default=default)["id"] for default in (False, True)]
    ids = ",".join(map(str, [*there, 17]))
    answer = call("DELETE", "%s/destroy_many?ids=%s" % (AUTOMATIONS, ids))
    return answer.status_code, len(call.listed(AUTOMATIONS))


def found_by_search(call: Caller) -> Any:
    call.seed("triggers", title="Seeded")
    call.create(title="Created")
    return call.listed(TRIGGERS + "/search?query=ed")


def as_agent(call: Caller) -> Any:
    answers = [
        call("POST", TRIGGERS, {"trigger": TRIGGER}, AGENT),
        call("POST", CATEGORIES, {"trigger_category": {"name": "A"}}, AGENT),
    ]
    return [answer.status_code for answer in answers]


def without_category(call: Caller) -> Any:
    for name in ("5", "6"):
        call.seed("trigger_categories", id=name, name=name)
    answer = call.post(TRIGGERS, TRIGGER)
    return answer.json()["trigger"]["category_id"] if answer.ok else said(answer)


def active_of_a_category(call: Caller) -> Any:
    for category in ("5", "6"):
        call.seed("trigger_categories", id=category, name=category)
        call.seed("triggers", title="In " + category, category_id=category)
    call.seed("triggers", title="Off", category_id="5", active=False)
    return call.listed(TRIGGERS + "/active?category_id=5")


def reordered(call: Caller) -> Any:
    call.seed("triggers", active=False)
    active = call.create()
    return said(call("PUT", TRIGGERS + "/reorder", {"trigger_ids": [active["id"]]}))


def automation(*every: Any, **more: Any) -> Callable[[Caller], Any]:
    return posted(AUTOMATIONS, conditions={"all": list(every), "any": more.pop("some", [])}, **more)


def twin(*every: Any, **more: Any) -> Callable[[Caller], Any]:
    def ask(call: Caller) -> Any:
        call.create(AUTOMATIONS, title="First")
        return automation(*every, **more)(call)

    return ask


def standard(method: str, body: Any = None) -> Callable[[Caller], Any]:
    def ask(call: Caller) -> Any:
        record = call.seed("automations", default=True)
        return said(call(method, "%s/%d" % (AUTOMATIONS, record["id"]), body))

    return ask


def categories(method: str, below: str, body: Any = None) -> Callable[[Caller], Any]:
    def ask(call: Caller) -> Any:
        call.seed("trigger_categories", id="5", name="There")
        return said(call(method, CATEGORIES + below, body and {"trigger_category": body}))

    return ask


def category_of_inactive(call: Caller) -> Any:
    for category in ("5", "6"):
        call.seed("trigger_categories", id=category, name=category)
    call.seed("triggers", category_id="5", active=False)
    return said(call("DELETE", CATEGORIES + "/5")), call.listed(name="category_id")
