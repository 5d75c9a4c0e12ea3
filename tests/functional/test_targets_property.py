# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random accounts and random sets: after a run with C(prune) the account is the set."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Callable

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.zendesk.tests.random_examples import examples
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

TITLES = st.sampled_from(["A", "B", "C", "{{ticket.id}}", "é \U0001f514", "null", "007"])
TEXTS = st.sampled_from(["x", "y", "{{ticket.title}}", "0", "yes"])
EMAILS = st.fixed_dictionaries(
    {"title": TITLES, "type": st.just("email_target"), "email": TEXTS, "subject": TEXTS},
    optional={"active": st.booleans()},
)
HOOKS = st.fixed_dictionaries(
    {
        "title": TITLES,
        "type": st.just("url_target_v2"),
        "target_url": TEXTS,
        "method": st.sampled_from(["get", "post"]),
        "content_type": st.just("application/json"),
    },
    optional={"username": TEXTS, "password": st.just("marker-password")},
)
TEAMS = st.fixed_dictionaries(
    {"title": TITLES, "type": st.just("yammer_target")}, optional={"group_id": TEXTS}
)
TARGETS = st.one_of(EMAILS, HOOKS, TEAMS)
ACCOUNTS = st.lists(TARGETS, max_size=8)
SETS = st.lists(TARGETS, min_size=1, max_size=6, unique_by=lambda t: (t["title"], t["type"]))


def key(target: dict[str, Any]) -> tuple[str, str]:
    return target["title"], target["type"]


def state(simulator: Simulator) -> dict[int, str]:
    return {
        number: json.dumps(target, sort_keys=True)
        for number, target in simulator.account.targets.items()
    }


@examples(120)
@given(account=ACCOUNTS, wanted=SETS)
def test_account_equals_the_set(
    account: list[dict[str, Any]], wanted: list[dict[str, Any]], simulator: Simulator, run: Run
) -> None:
    simulator.account.targets.clear()
    simulator.journal.clear()
    for target in account:
        simulator.account.put_target(dict(target))
    before = state(simulator)
    options = {"targets": wanted, "prune": True, "update_secrets": "on_create", "recreate": True}
    predicted = run("zendesk_targets", check=True, **options)
    assert state(simulator) == before
    simulator.journal.clear()
    result = run("zendesk_targets", **options)

    counts = Counter(map(key, account))
    if any(counts[key(target)] > 1 for target in wanted) or predicted.get("failed"):
        assert result["failed"]
        assert predicted["msg"] == result["msg"]
        assert state(simulator) == before
        return

    assert predicted["diff"] == result["diff"]
    writes = Counter(call for call in simulator.calls if not call.startswith("GET"))
    assert writes == expected_writes(predicted)
    after = simulator.account.targets
    assert sorted(map(key, after.values())) == sorted(map(key, wanted))
    by_key = {key(target): target for target in after.values()}
    for target in wanted:
        assert by_key[key(target)].items() >= target.items() - {("password", "marker-password")}
    touched = {entry["id"] for entry in result["results"] if entry["changed"]}
    for number, content in state(simulator).items():
        assert number in touched or before[number] == content

    simulator.journal.clear()
    assert run("zendesk_targets", **options)["changed"] is False
    assert simulator.calls == ["GET /api/v2/targets"]


def expected_writes(predicted: dict[str, Any]) -> Counter[str]:
    """The writes that the results of check mode announce."""
    writes: Counter[str] = Counter()
    for entry in predicted["results"]:
        one = "/api/v2/targets/%s" % entry.get("replaced_id", entry["id"])
        if entry["action"] in ("create", "recreate"):
            writes["POST /api/v2/targets"] += 1
        if entry["action"] in ("delete", "recreate"):
            writes["DELETE " + one] += 1
        if entry["action"] == "update":
            writes["PUT " + one] += 1
    return writes
