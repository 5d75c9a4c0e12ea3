# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""1,000 objects in one task: how many requests that takes, to the last one, and how much memory."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests import scale
from ansible_collections.community.zendesk.tests.functional.conftest import Clock
from ansible_collections.community.zendesk.tests.journal.facts import facts_of
from ansible_collections.community.zendesk.tests.journal.judge import judge, report, seed_of
from ansible_collections.community.zendesk.tests.running import Result, measure_module
from ansible_collections.community.zendesk.tests.scale import DRIFTS, NAMED, SIZES
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Asked = Counter[str]
MOST_MEGABYTES = 150
PAGE = 100
# Of the lists of an account that holds all of it; an empty one has a page, too. Targets have no pages.
PAGES = {**{kind: -(-count // PAGE) for kind, count in SIZES.items()}, "targets": 1}
LOGIN = Counter(login=1)
NAMES: Asked = Counter(
    {
        **{"list " + kind: 1 for kind in ("groups", "brands", "ticket_fields")},
        **{"search " + kind: NAMED for kind in ("users", "organizations")},
    }
)
EMPTY = LOGIN + NAMES + Counter({"list " + kind: 1 for kind in SIZES})
FULL = LOGIN + NAMES + Counter({"list " + kind: count for kind, count in PAGES.items()})
DEFINITIONS = Counter(definitions=1)
CREATES = Counter({"create " + kind: count for kind, count in SIZES.items()})
UPDATES = Counter({"update " + kind: count for kind, count in DRIFTS.items()})
# The answer to an update of a webhook is empty, and an update of a target sends all of it.
READ_AGAIN = Counter({"read " + kind: DRIFTS[kind] for kind in ("webhooks", "targets")})


class Account:
    """A simulated account, and runs of C(zendesk_config) in processes of their own."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator

    def put(self, lists: dict[str, list[dict[str, Any]]]) -> None:
        for kind, records in lists.items():
            for record in records:
                self.simulator.account.resources[kind].put(record)

    def run(self, check: bool = False, **options: Any) -> Result:
        self.simulator.journal.clear()
        used = measure_module(
            "zendesk_config",
            {
                "zendesk_url": self.simulator.url,
                "zendesk_client_id": "simulated-client",
                "zendesk_client_secret": "simulated-client-secret",
                "_ansible_check_mode": check,
                **options,
            },
        )
        assert not used.result.get("failed"), used.result["msg"]
        assert not used.result.get("warnings")
        assert used.peak_megabytes < MOST_MEGABYTES
        return used.result

    @property
    def asked(self) -> Asked:
        """What each request of the last run was for."""
        return Counter(map(_purpose, self.simulator.journal.entries))

    def drift(self) -> None:
        """Let somebody change every tenth object by hand."""
        for kind in SIZES:
            for record in self.simulator.account.resources[kind].records.values():
                if int(scale.name_of(kind, record).split()[-1]) % 10 == 0:
                    record.update(scale.drifted(kind, record))

    def content(self) -> dict[str, list[dict[str, Any]]]:
        """All that it holds, whoever wrote it last, and when."""
        return {
            kind: [
                {n: v for n, v in each.items() if not n.startswith("updated_")} for each in records
            ]
            for kind, records in seed_of(self.simulator).items()
        }


def _purpose(entry: dict[str, Any]) -> str:
    path = str(entry["path"])
    if path == "/oauth/tokens":
        return "login"
    kind, *rest = path.removeprefix("/api/v2/").removesuffix(".json").split("/")
    below = rest[0] if rest else ""
    if below in ("definitions", "jobs"):
        return below
    if entry["method"] == "GET":
        return {"": "list ", "search": "search "}.get(below, "read ") + kind
    return ("update " if below else "create ") + kind


@pytest.fixture
def account(simulator: Simulator) -> Account:
    """All that rules name, and without a limit of requests on paths of webhooks."""
    simulator.account.switches.webhook_rate_limit = 0
    return Account(simulator)


@pytest.mark.long
def test_requests_and_memory(account: Account) -> None:
    account.put(scale.surroundings())
    wanted: dict[str, Any] = scale.configuration()

    predicted = account.run(check=True, **wanted)
    assert predicted["msg"] == "1000 created."
    assert account.asked == EMPTY + DEFINITIONS
    result = account.run(**wanted)
    assert result["msg"] == predicted["msg"]
    assert result["plan_id"] == predicted["plan_id"]
    assert account.asked == EMPTY + DEFINITIONS + CREATES

    result = account.run(**wanted)
    assert (result["changed"], result["msg"]) == (False, "1000 unchanged.")
    assert account.asked == FULL

    before = account.content()
    account.drift()
    seed = seed_of(account.simulator)
    predicted = account.run(check=True, **wanted)
    assert predicted["msg"] == "100 updated, 900 unchanged."
    assert account.asked == FULL + DEFINITIONS
    result = account.run(**wanted)
    assert result["msg"] == predicted["msg"]
    assert account.asked == FULL + DEFINITIONS + UPDATES + READ_AGAIN
    assert account.content() == before
    findings = judge(
        seed, account.simulator.journal.entries, facts_of(seed, wanted), predicted["plan"], True
    )
    assert not findings, report(findings)

    backwards: dict[str, Any] = {**wanted, "triggers": wanted["triggers"][::-1]}
    result = account.run(**backwards, trigger_order="as_listed")
    assert result["msg"] == "1000 unchanged, order changed."
    again = Counter({"list triggers": PAGES["triggers"]})
    assert account.asked == FULL + Counter(jobs=1) + again
    result = account.run(**backwards, trigger_order="as_listed")
    assert not result["changed"]
    assert account.asked == FULL


def test_many_users(account: Account) -> None:
    """From 30 on the agents are listed, page by page, and who is not among them is searched for."""
    agents, end_users = 110, 10
    account.put(scale.surroundings(agents + end_users, end_users))
    wanted: dict[str, Any] = scale.configuration(users=agents + end_users)
    account.run(check=True, **wanted)
    users = Counter({"list users": 2, "search users": end_users})
    one_by_one = Counter({"search users": NAMED})
    assert account.asked == EMPTY - one_by_one + users + DEFINITIONS


@pytest.mark.parametrize(
    ("options", "requests", "seconds"),
    [({}, 1 + 100, 60), ({"update_secrets": "always"}, 1 + 2 * 100, 120)],
    ids=["created", "updated"],
)
def test_what_the_limit_on_webhooks_costs(
    options: dict[str, Any],
    requests: int,
    seconds: int,
    simulator: Simulator,
    run: Callable[..., Result],
    clock: Clock,
) -> None:
    """100 requests a minute, of which 80 are ours: the rest waits, and nothing else does."""
    webhooks = scale.configuration()["webhooks"]
    if options:
        for webhook in webhooks:
            given = {"status": "active", "subscriptions": ["conditional_ticket_events"]}
            simulator.account.resources["webhooks"].put({**copy.deepcopy(webhook), **given})
    # One at a time: threads that wait side by side can move this clock twice.
    result = run("zendesk_config", webhooks=webhooks, max_concurrency=1, **options)
    assert result["summary"]["webhooks"]["updated" if options else "created"] == SIZES["webhooks"]
    assert len(simulator.calls) == requests
    assert {entry["status"] for entry in simulator.journal.entries} <= {200, 201, 204}
    assert clock.passed == seconds


def test_the_numbers_are_those_of_the_title() -> None:
    lists = scale.configuration()
    assert {kind: len(items) for kind, items in lists.items()} == SIZES
    assert sum(SIZES.values()) == 1000
    assert sum(DRIFTS.values()) == 100
    assert all("'webhook'" in str(each) or "'target'" in str(each) for each in lists["triggers"])
