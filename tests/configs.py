# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Items for tests of whole accounts, in a few words each."""

from __future__ import annotations

import copy
from typing import Any, Callable

from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Item = dict[str, Any]
# What check mode and the run have in common.
SAID = ("failed", "changed", "msg", "changes", "summary", "plan_id", "warnings", "unmanaged")
KINDS = ("targets", "webhooks", "trigger_categories", "triggers", "automations")


def target(title: str, **more: Any) -> Item:
    base = {"title": title, "type": "email_target", "email": "a@example.com", "subject": "Ticket"}
    return {**base, **more}


def url_target(title: str, **more: Any) -> Item:
    base = {"title": title, "type": "url_target_v2", "target_url": "https://example.com/x"}
    return {**base, "method": "post", "content_type": "application/json", **more}


def hook(name: str, **more: Any) -> Item:
    base = {
        "name": name,
        "endpoint": "https://%s.example.com/hook" % name.lower().replace(" ", "-"),
        "http_method": "POST",
        "request_format": "json",
    }
    return {**base, **more}


def condition(field: str, value: Any, operator: str = "is") -> Item:
    return {"field": field, "operator": operator, "value": value}


def tell(**what: Any) -> Item:
    """The action that notifies a webhook or a target."""
    kind, name = next(iter(what.items()))
    return {"field": "notification_" + kind, "value": [{kind: name}, "{}"]}


def trigger(title: str, *actions: Item, **more: Any) -> Item:
    base = {
        "title": title,
        "conditions": {"all": [condition("priority", "urgent")]},
        "actions": list(actions) or [{"field": "status", "value": "open"}],
    }
    return {**base, **more}


def automation(title: str, *actions: Item, hours: int = 24, **more: Any) -> Item:
    base = {
        "title": title,
        "conditions": {"all": [condition("status", "pending"), condition("PENDING", str(hours))]},
        "actions": list(actions) or [{"field": "status", "value": "open"}],
    }
    return {**base, **more}


def absent(name: str, **more: Any) -> Item:
    """An item that is to go, for a list whose records have a title; C(gone) is for the others."""
    return {"title": name, "state": "absent", **more}


def gone(name: str, **more: Any) -> Item:
    return {"name": name, "state": "absent", **more}


WHOLE: dict[str, Any] = {
    "targets": [target("On call")],
    "webhooks": [hook("Pager", authentication={"type": "bearer_token", "token": "marker-token"})],
    "trigger_categories": [{"name": "Notifications"}],
    "triggers": [
        trigger("Page", tell(webhook="Pager"), category="Notifications"),
        trigger("Mail", tell(target="On call"), category="Notifications"),
    ],
    "automations": [automation("Remind", tell(webhook="Pager"))],
}


def whole(**changes: Any) -> dict[str, Any]:
    """A list of each kind, some of them replaced."""
    return {**copy.deepcopy(WHOLE), **changes}


def without_request(entry: Item) -> Item:
    """An entry of a plan as a run has it: without what check mode says beside it."""
    return {name: each for name, each in entry.items() if name != "request"}


def writes(simulator: Simulator) -> list[str]:
    """Method and path of each write."""
    return [call for call in simulator.calls if not call.startswith("GET")]


def reads(simulator: Simulator) -> list[str]:
    """The path of each list that was read, without its parameters."""
    return [call[4:].partition("?")[0] for call in simulator.calls if call.startswith("GET")]


def done(result: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Kind, name and action of what was not left as it was."""
    return [
        (each["kind"], each["name"], each["action"])
        for each in result["results"]
        if each["action"] != "none"
    ]


def having(run: Callable[..., Result], **always: Any) -> Callable[..., Result]:
    """What makes the account what a test needs."""

    def call(**lists: Any) -> Result:
        result = run("zendesk_config", **{**always, **lists})
        assert not result.get("failed"), result["msg"]
        return result

    return call


def agreeing(judged: Callable[..., tuple[Result, Result]]) -> Callable[..., Result]:
    """Check mode and a run, which say the same and are judged."""

    def call(**arguments: Any) -> Result:
        predicted, result = judged(**arguments)
        for key in SAID:
            assert predicted.get(key) == result.get(key), (key, predicted["msg"], result["msg"])
        # A plan that is refused has none.
        if "results" in predicted or "results" in result:
            assert done(predicted) == done(result)
        return result

    return call


def names(simulator: Simulator, kind: str) -> list[str]:
    """The names of what the account has of a kind."""
    return sorted(r.get("title") or r["name"] for r in records(simulator, kind))


def records(simulator: Simulator, kind: str) -> list[Item]:
    """What the account has of a kind, as it is kept."""
    return list(simulator.account.resources[kind].records.values())


def record(simulator: Simulator, kind: str, name: str) -> Item:
    """The one of a name."""
    (found,) = [r for r in records(simulator, kind) if name in (r.get("title"), r.get("name"))]
    return found
