# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole account in one task: everything between an event and a message, planned as one."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.tests.configs import (
    automation,
    condition,
    done,
    hook,
    reads,
    record,
    records,
    tell,
    trigger,
    whole,
    without_request,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]

# What the service sets itself.
SET = {"id", "url", "created_at", "updated_at", "created_by", "updated_by", "position"}


def test_an_empty_account(run: Run, simulator: Simulator) -> None:
    """Everything in one run; check mode predicts it; the second run is empty."""
    predicted = run("zendesk_config", check=True, **whole())
    assert not writes(simulator)
    result = run("zendesk_config", **whole())
    assert done(result) == [
        ("target", "On call", "create"),
        ("webhook", "Pager", "create"),
        ("trigger_category", "Notifications", "create"),
        ("trigger", "Page", "create"),
        ("trigger", "Mail", "create"),
        ("automation", "Remind", "create"),
    ]
    assert [without_request(each) for each in predicted["plan"]] == result["plan"]
    assert predicted["plan_id"] == result["plan_id"]
    assert predicted["msg"] == result["msg"] == "6 created."
    assert predicted["summary"] == result["summary"]
    before = len(writes(simulator))
    again = run("zendesk_config", **whole())
    assert not again["changed"]
    assert again["msg"] == "6 unchanged."
    assert len(writes(simulator)) == before


def test_names_become_ids(run: Run, simulator: Simulator) -> None:
    run("zendesk_config", **whole())
    pager, category = (
        record(simulator, "webhooks", "Pager")["id"],
        record(simulator, "trigger_categories", "Notifications")["id"],
    )
    page = record(simulator, "triggers", "Page")
    assert page["actions"][0]["value"] == [pager, "{}"]
    assert page["category_id"] == category
    target = record(simulator, "triggers", "Mail")["actions"][0]["value"][0]
    assert target == str(record(simulator, "targets", "On call")["id"])
    assert record(simulator, "automations", "Remind")["actions"][0]["value"] == [pager, "{}"]


def test_check_mode_predicts_to_the_field(run: Run) -> None:
    """IDs that are not known yet aside, which stand as the name of what they will be."""
    predicted = run("zendesk_config", check=True, **whole())
    result = run("zendesk_config", **whole())
    ids = {"{%s: %s}" % (each["kind"], each["name"]): str(each["id"]) for each in result["results"]}
    for before, after in zip(predicted["results"], result["results"]):
        assert before["action"] == after["action"]
        assert before["changed"] == after["changed"]
        found = {n: v for n, v in after[after["kind"]].items() if n not in SET}
        expected = _with_ids(before[before["kind"]], ids)
        assert {n: _texts(found.get(n)) for n in expected} == _texts(expected)


def _texts(value: Any) -> Any:
    """A value whose numbers are texts: the ID of a target in an action is either."""
    if isinstance(value, dict):
        return {name: _texts(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _with_ids(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _with_ids(each, ids) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_ids(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value


def test_check_mode_tells_the_requests(run: Run, simulator: Simulator) -> None:
    predicted = run("zendesk_config", check=True, **whole())
    requests = [each for entry in predicted["plan"] for each in entry["request"]]
    run("zendesk_config", **whole())
    sent = ["%s %s" % (each["method"], each["path"]) for each in requests]
    assert sorted(sent) == sorted(writes(simulator))
    bodies = [each["body"] for each in requests]
    assert bodies[1]["webhook"]["authentication"]["data"] == {"token": "********"}
    assert bodies[3]["trigger"]["actions"][0]["value"] == ["{webhook: Pager}", "{}"]


def test_each_list_is_read_once(run: Run, simulator: Simulator) -> None:
    run("zendesk_config", check=True, **whole())
    lists = ["/api/v2/%s" % kind for kind in whole()]
    assert sorted(reads(simulator)) == sorted([*lists, "/api/v2/triggers/definitions"])


def test_a_list_that_is_not_given_is_not_read(run: Run, simulator: Simulator) -> None:
    run("zendesk_config", webhooks=[hook("Pager")])
    assert reads(simulator) == ["/api/v2/webhooks"]


def test_a_list_that_is_not_given_is_read_for_a_reference(run: Run, simulator: Simulator) -> None:
    run("zendesk_config", webhooks=[hook("Pager")])
    simulator.journal.clear()
    result = run("zendesk_config", automations=[automation("A", tell(webhook="Pager"))])
    assert done(result) == [("automation", "A", "create")]
    assert sorted(reads(simulator)) == ["/api/v2/automations", "/api/v2/webhooks"]


def test_the_same_files_for_two_accounts(run: Run, simulator: Simulator) -> None:
    """Accounts whose IDs differ become the same, by name."""
    other = Simulator(first_id=777000).start()
    try:
        for url in (simulator.url, other.url):
            assert run("zendesk_config", zendesk_url=url, **whole())["msg"] == "6 created."
            assert not run("zendesk_config", zendesk_url=url, **whole())["changed"]
        found = [run("zendesk_config_info", zendesk_url=each.url) for each in (simulator, other)]
        one, two = ({kind: each[kind] for kind in whole()} for each in found)
        assert one == two
        ids = [{each["id"] for each in records(s, "triggers")} for s in (simulator, other)]
        assert not ids[0] & ids[1]
    finally:
        other.stop()


def test_new_triggers_of_a_category_come_in_the_order_of_the_list(
    run: Run, simulator: Simulator
) -> None:
    titles = ["Z", "M", "A", "Q", "B"]
    run(
        "zendesk_config",
        trigger_categories=[{"name": "One"}, {"name": "Two"}],
        triggers=[trigger(each, category="One") for each in titles]
        + [trigger(each, category="Two") for each in titles],
    )
    for category in ("One", "Two"):
        number = record(simulator, "trigger_categories", category)["id"]
        inside = [each for each in records(simulator, "triggers") if each["category_id"] == number]
        assert [e["title"] for e in sorted(inside, key=lambda e: e["position"])] == titles


def test_users_are_searched_side_by_side_or_swept(run: Run, simulator: Simulator) -> None:
    """One search each; from 30 on a list of agents, and a search for each who is not in it."""
    users = simulator.account.resources["users"]
    people = ["user%02d@example.com" % number for number in range(30)]
    for at, email in enumerate(people):
        users.put({"name": email, "email": email, "role": "agent" if at else "end-user"})
    rules = [
        trigger(email, conditions={"all": [condition("assignee_id", {"user": email})]})
        for email in people
    ]
    simulator.journal.clear()
    run("zendesk_config", check=True, triggers=rules[:29])
    assert reads(simulator).count("/api/v2/users/search") == 29
    simulator.journal.clear()
    result = run("zendesk_config", check=True, triggers=rules)
    assert not result.get("failed"), result["msg"]
    assert reads(simulator).count("/api/v2/users/search") == 1
    assert reads(simulator).count("/api/v2/users") == 1


def test_definitions_are_read_once(run: Run, simulator: Simulator) -> None:
    odd = [trigger(each, {"field": "prioritty", "value": "high"}) for each in "AB"]
    result = run("zendesk_config", check=True, triggers=odd)
    assert reads(simulator).count("/api/v2/triggers/definitions") == 1
    assert sum("does not have the field prioritty" in text for text in result["warnings"]) == 2
