# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of journals: writes are those that check mode announced, and no others."""

from __future__ import annotations

from typing import Any, Iterable

import pytest

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.functional.test_journal_orders import (
    CALLED,
    GONE,
    MADE,
    MOVED,
    MOVES_OVER,
    ORDERS,
    PRUNED,
    REFUSED,
)
from ansible_collections.community.zendesk.tests.journal.judge import (
    KINDS_OF_FINDINGS,
    judge,
    report,
    seed_of,
)
from ansible_collections.community.zendesk.tests.orders import (
    CHAT,
    HOOK,
    PAGER,
    QUIET,
    SEED,
    SOLVE,
    URGENT,
    Order,
    Request,
    found_in,
    notify,
    rule,
    send,
    trigger,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator


@pytest.fixture
def simulator() -> Iterable[Simulator]:
    running = Simulator(SEED, rule_dead_ids="accept").start()
    yield running
    running.stop()


def entry(action: str, kind: str, name: str, call: Request, number: Any = None) -> dict[str, Any]:
    method, path, body = call
    request = {"method": method, "path": "/api/v2/" + path, "body": body}
    return {"kind": kind, "name": name, "id": number, "action": action, "request": request}


PENDING = trigger("PUT", URGENT, **rule(notify("{webhook: Alarm}", "webhook")))
PLAN = [
    entry("create", "webhook", "Alarm", CALLED),
    entry("update", "trigger", "Urgent", PENDING, URGENT),
    entry("delete", "target", "On call", GONE, HOOK),
]
ALL = [CALLED, MOVES_OVER, GONE]
ANNOUNCED = {
    "as announced": Order(ALL, plan=PLAN),
    "not announced": Order([*ALL, PRUNED], {("unannounced", 4)}, plan=PLAN),
    "not sent": Order(ALL[:2], {("unsent", 0)}, plan=PLAN),
    "twice": Order([CALLED, *ALL[:1], *ALL[1:]], {("unannounced", 2)}, plan=PLAN),
    "another body": Order(
        [CALLED, trigger("PUT", URGENT, **rule(notify("$1", "webhook"), SOLVE)), GONE],
        {("unannounced", 2), ("unsent", 0)},
        plan=PLAN,
    ),
    "another record": Order(
        [CALLED, trigger("PUT", QUIET, **rule(notify("$1", "webhook"))), GONE],
        {("unannounced", 2), ("named", 3), ("unsent", 0)},
        plan=PLAN,
    ),
    "the ID of another record": Order(
        [CALLED, trigger("PUT", URGENT, **rule(notify(CHAT, "webhook"))), GONE],
        {("unannounced", 2), ("unsent", 0)},
        plan=PLAN,
    ),
    "tried again": Order(
        [REFUSED, REFUSED], plan=[entry("update", "webhook", "Pager", REFUSED, PAGER)]
    ),
    "recreate": Order(
        [MADE, MOVED, GONE],
        plan=[
            entry("recreate", "target", "On call", MADE, HOOK),
            entry(
                "update",
                "trigger",
                "Urgent",
                trigger("PUT", URGENT, **rule(notify("{target: On call, email_target}"))),
                URGENT,
            ),
        ],
    ),
    "recreate that is not done": Order(
        [trigger("PUT", URGENT, **rule(SOLVE)), GONE, MADE],
        {("unannounced", 1), ("early", 2)},
        plan=[entry("recreate", "target", "On call", MADE, HOOK)],
    ),
}


@pytest.mark.parametrize("name", ANNOUNCED)
def test_what_check_mode_announced(name: str, simulator: Simulator, call: Caller) -> None:
    order = ANNOUNCED[name]
    seed = seed_of(simulator)
    send(call, order.requests)
    findings = judge(seed, simulator.journal.entries, plan=order.plan)
    assert found_in(findings) == order.findings, report(findings)


def test_every_kind_of_finding_has_an_order() -> None:
    orders = [*ORDERS.values(), *ANNOUNCED.values()]
    assert {kind for order in orders for kind, _n in order.findings} == set(KINDS_OF_FINDINGS)
