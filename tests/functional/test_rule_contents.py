# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a rule sends to a webhook: text or pairs, as the webhook takes it, where that is known."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.rule_calls import HOURS, OPEN, PENDING, URGENT
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

TEXT = '{"ticket": "{{ticket.id}}"}'
PAIRS = [["ticket", "{{ticket.id}}"]]
# Name -> method and format; only the last three take pairs.
WEBHOOKS = {
    "json": ("POST", "json"),
    "xml": ("PUT", "xml"),
    "patch": ("PATCH", "json"),
    "form": ("POST", "form_encoded"),
    "get": ("GET", "json"),
    "delete": ("DELETE", "json"),
}
TAKE_PAIRS = ("form", "get", "delete")


@pytest.fixture
def ids(simulator: Simulator) -> dict[str, str]:
    webhooks = simulator.account.resources["webhooks"]
    return {
        name: webhooks.put({"name": name, "http_method": method, "request_format": form})["id"]
        for name, (method, form) in WEBHOOKS.items()
    }


def rule_with(kind: str, webhook: Any, content: Any) -> dict[str, Any]:
    conditions = [PENDING, HOURS] if kind == "automation" else [URGENT]
    action = {"field": "notification_webhook", "value": [webhook, content]}
    return {"title": "Tell", "conditions": {"all": conditions}, "actions": [OPEN, action]}


@pytest.mark.parametrize("kind", ["trigger", "automation"])
@pytest.mark.parametrize("content", [TEXT, PAIRS], ids=["text", "pairs"])
@pytest.mark.parametrize("name", WEBHOOKS)
def test_a_webhook_by_name(
    name: str, content: Any, kind: str, ids: dict[str, str], simulator: Simulator, run: Run
) -> None:
    result = run("zendesk_" + kind, **rule_with(kind, {"webhook": name}, content))
    if name not in TAKE_PAIRS and content is PAIRS:
        assert result["msg"] == (
            '%s "Tell": actions[2].value[2] must be text, not pairs, because the webhook sends a body.'
            % kind.capitalize()
        )
        assert all(call.startswith("GET") for call in simulator.calls)
        return
    assert result["action"] == "create"
    warned = [text for text in result["warnings"] if "takes pairs" in text]
    assert len(warned) == int(name in TAKE_PAIRS and content is TEXT)
    (stored,) = simulator.account.resources[kind + "s"].records.values()
    assert stored["actions"][1]["value"] == [ids[name], content]


@pytest.mark.parametrize("content", [TEXT, PAIRS], ids=["text", "pairs"])
@pytest.mark.parametrize("name", WEBHOOKS)
def test_by_its_id_nothing_is_known(
    name: str, content: Any, ids: dict[str, str], simulator: Simulator, run: Run
) -> None:
    result = run("zendesk_trigger", **rule_with("trigger", ids[name], content))
    assert (result["action"], result["warnings"]) == ("create", [])
    assert "GET /api/v2/webhooks" not in simulator.calls


def test_one_that_an_earlier_task_makes(simulator: Simulator, run: Run) -> None:
    asked = rule_with("trigger", {"webhook": "New"}, PAIRS)
    result = run("zendesk_trigger", check=True, **asked)
    assert result["action"] == "create"


def test_a_rule_that_is_there_already(ids: dict[str, str], simulator: Simulator, run: Run) -> None:
    """Somebody has changed the webhook since; what is not written is nobody's problem."""
    asked = rule_with("trigger", {"webhook": "json"}, PAIRS)
    stored = rule_with("trigger", ids["json"], PAIRS)
    simulator.account.resources["triggers"].put(stored)
    assert not run("zendesk_trigger", **asked)["changed"]
    result = run("zendesk_trigger", **asked, active=False)
    assert (result["action"], result["warnings"]) == ("update", [])


def test_all_that_is_wrong(ids: dict[str, str], simulator: Simulator, run: Run) -> None:
    asked = rule_with("trigger", {"webhook": "json"}, PAIRS)
    asked["actions"] += rule_with("trigger", {"webhook": "xml"}, PAIRS)["actions"]
    result = run("zendesk_trigger", **asked)
    assert result["msg"].count("must be text, not pairs") == 2


# Text -> whether it is JSON once placeholders are filled in, as far as can be told.
BODIES = {
    '{"ticket": {{ticket.id}}, "title": "{{ticket.title}}"}': True,
    "{{ticket.id}}": True,
    '{"lines": "one\ntwo"}': True,
    '{% if ticket.id %}{"a": 1{% endif %}': True,
    '{"ticket": "{{ticket.id}}"': False,
    '{"ticket": "{{ticket.id}}",}': False,
    "Ticket {{ticket.id}}": False,
    "[" * 100000: False,
}


@pytest.mark.parametrize("webhook", ["json", "xml"])
@pytest.mark.parametrize("body", BODIES, ids=lambda text: text[:30])
def test_a_body_that_is_not_json(webhook: str, body: str, ids: dict[str, str], run: Run) -> None:
    result = run("zendesk_trigger", **rule_with("trigger", {"webhook": webhook}, body))
    assert result["action"] == "create"
    text = 'Trigger "Tell": actions[2].value[2] is not valid JSON, but request_format is json for the webhook.'
    assert result["warnings"] == ([text] if webhook == "json" and not BODIES[body] else [])


# Value of an action for the webhook -> whether it lacks the body.
VALUES: dict[str, tuple[Any, bool]] = {
    "the webhook alone": ({"webhook": "json"}, True),
    "its ID alone, so it is not known": ("the ID", False),
    "a list of one entry": ([{"webhook": "json"}], True),
    "an empty body": ([{"webhook": "json"}, ""], False),
    "a webhook that takes pairs": ([{"webhook": "get"}], False),
}


@pytest.mark.parametrize("what", VALUES)
def test_an_action_without_a_body(what: str, ids: dict[str, str], run: Run) -> None:
    value, is_missing = VALUES[what]
    asked = rule_with("trigger", {"webhook": "json"}, TEXT)
    asked["actions"][1]["value"] = ids["json"] if value == "the ID" else value
    result = run("zendesk_trigger", **asked)
    text = 'Trigger "Tell": actions[2].value has no body. Use a list of two entries: the webhook and the body.'
    assert (result["action"], result["warnings"]) == ("create", [text] if is_missing else [])
