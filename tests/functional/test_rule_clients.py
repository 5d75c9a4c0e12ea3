# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that are managed with published clients as well: each reads and changes what the other made."""

from __future__ import annotations

from typing import Any, Callable, Iterable

import pytest

from ansible_collections.community.zendesk.tests.clients import Record
from ansible_collections.community.zendesk.tests.rule_calls import HOURS, OPEN, PENDING, URGENT
from ansible_collections.community.zendesk.tests.rule_clients import (
    NodeRules,
    RuleClient,
    ZenpyRules,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

BODY = '\t{"ticket":  "{{ ticket.id }}", "é": "\U0001f514"}\n'
TELL = {"field": "notification_user", "value": ["requester_id", "Re: {{ticket.title}}", BODY]}
CHANGED = {"field": "priority", "operator": "changed"}
PUBLIC = {"field": "comment_is_public", "operator": "is", "value": "true"}
# Sample -> the kind, and a rule as a client sends it and a task gives it.
SAMPLES: dict[str, tuple[str, Record]] = {
    "trigger": (
        "trigger",
        {"title": "Tell", "conditions": {"all": [URGENT], "any": []}, "actions": [OPEN]},
    ),
    "all that a trigger has": (
        "trigger",
        {
            "title": "Tell \U0001f514",
            "description": "For those on call",
            "active": False,
            "conditions": {"all": [URGENT, PUBLIC], "any": [PENDING, CHANGED]},
            "actions": [TELL, {"field": "set_tags", "value": "VIP gold"}, OPEN],
        },
    ),
    "automation": (
        "automation",
        {"title": "Tell", "conditions": {"all": [PENDING, HOURS], "any": []}, "actions": [OPEN]},
    ),
    "all that an automation has": (
        "automation",
        {
            "title": "Tell \U0001f514",
            "active": False,
            "conditions": {"all": [PENDING, HOURS], "any": [URGENT]},
            "actions": [TELL, OPEN],
        },
    ),
}
SAMPLE = pytest.mark.parametrize(("kind", "rule"), SAMPLES.values(), ids=list(SAMPLES))
KIND = pytest.mark.parametrize("kind", ["trigger", "automation"])


@pytest.fixture(params=["zenpy", "node-zendesk"])
def client(
    request: pytest.FixtureRequest, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> RuleClient:
    """Each client, as an admin of the simulated account."""
    if request.param == "zenpy":
        return ZenpyRules(simulator, monkeypatch)
    return NodeRules(simulator)


def writes(simulator: Simulator) -> list[tuple[str, Any]]:
    """Each write with its body, since the last time."""
    bodies = [entry["body"] for entry in simulator.journal.entries]
    found = [each for each in zip(simulator.calls, bodies) if not each[0].startswith("GET")]
    simulator.journal.clear()
    return found


def of(record: Record, names: Iterable[str]) -> Record:
    return {name: record.get(name) for name in names}


def known(rules: list[Record]) -> list[Record]:
    """A rule without what a client leaves out where it is null, or adds."""
    return [{name: each[name] for name in ("id", "title", "active", "actions")} for each in rules]


@SAMPLE
def test_the_module_takes_over_what_the_client_made(
    kind: str, rule: Record, client: RuleClient, simulator: Simulator, run: Run
) -> None:
    made = client.create(kind, rule)
    assert writes(simulator) == [("POST /api/v2/%ss" % kind, {kind: rule})]
    result = run("zendesk_" + kind, **rule)
    assert (result["changed"], result[kind]["id"]) == (False, made["id"])
    asked = {**rule, "active": not rule.get("active", True)}
    assert run("zendesk_" + kind, **asked)["action"] == "update"
    path = "PUT /api/v2/%ss/%s" % (kind, made["id"])
    assert writes(simulator) == [(path, {kind: {"active": asked["active"]}})]
    assert client.show(kind, made["id"])["active"] is asked["active"]


@SAMPLE
def test_the_client_reads_what_the_module_made(
    kind: str, rule: Record, client: RuleClient, simulator: Simulator, run: Run
) -> None:
    made = run("zendesk_" + kind, **rule)[kind]
    shown = client.show(kind, made["id"])
    assert known([shown]) == known([made])
    assert known(client.list_all(kind)) == known([made])
    (stored,) = simulator.account.resources[kind + "s"].records.values()
    assert shown["conditions"]["all"][0] == stored["conditions"]["all"][0]


# What the client changes -> what the module sends, so that it is as before.
DRIFT: dict[str, tuple[Record, tuple[str, ...]]] = {
    "title": ({"title": "Theirs"}, ("title",)),
    "active": ({"active": False}, ("active",)),
    "actions": ({"actions": [OPEN, TELL]}, ("conditions", "actions")),
}


@KIND
@pytest.mark.parametrize(("changes", "sent"), DRIFT.values(), ids=list(DRIFT))
def test_the_module_undoes_what_the_client_changed(
    changes: Record,
    sent: tuple[str, ...],
    kind: str,
    client: RuleClient,
    simulator: Simulator,
    run: Run,
) -> None:
    rule = {**SAMPLES[kind][1], "active": True}
    rule_id = run("zendesk_" + kind, **rule)[kind]["id"]
    if "actions" in changes:
        # A client that sends actions without conditions empties these.
        changes = {**changes, "conditions": rule["conditions"]}
    simulator.journal.clear()
    client.update(kind, rule_id, changes)
    path = "PUT /api/v2/%ss/%s" % (kind, rule_id)
    beside = {"id": rule_id} if client.repeats_id else {}
    assert writes(simulator) == [(path, {kind: {**beside, **changes}})]
    asked = {**rule, "previous_title": "Theirs"}
    assert run("zendesk_" + kind, **asked)["action"] == "update"
    assert writes(simulator) == [(path, {kind: of(rule, sent)})]
    assert not run("zendesk_" + kind, **asked)["changed"]


@KIND
def test_deleted_by_either(kind: str, client: RuleClient, simulator: Simulator, run: Run) -> None:
    rule, module = SAMPLES[kind][1], "zendesk_" + kind
    theirs = client.create(kind, rule)["id"]
    assert run(module, title="Tell", state="absent")["action"] == "delete"
    assert client.list_all(kind) == []
    with pytest.raises(client.refused):
        client.show(kind, theirs)
    ours = run(module, **rule)[kind]["id"]
    client.delete(kind, ours)
    assert not run(module, title="Tell", state="absent")["changed"]
    assert not run(module, id=ours, state="absent")["changed"]
    assert run(module, **rule)["action"] == "create"


@KIND
def test_pages(kind: str, client: RuleClient, simulator: Simulator) -> None:
    rules = simulator.account.resources[kind + "s"]
    made = [rules.put({**SAMPLES[kind][1], "title": "Tell %d" % n})["id"] for n in range(205)]
    assert sorted(each["id"] for each in client.list_all(kind)) == sorted(made)
