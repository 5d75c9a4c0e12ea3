# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of journals: it passes right orders of requests, and fails wrong ones that are planted."""

from __future__ import annotations

from typing import Callable, Iterable

import pytest

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.journal.facts import Facts, facts_of
from ansible_collections.community.zendesk.tests.journal.judge import judge, report, seed_of
from ansible_collections.community.zendesk.tests.journal.refs import refs_of
from ansible_collections.community.zendesk.tests.journal.replay import Run
from ansible_collections.community.zendesk.tests.orders import (
    CHAT,
    HOOK,
    HOURS,
    LATE,
    MAIL,
    NEW,
    OLD,
    PAGER,
    QUIET,
    SEED,
    SOLVE,
    URGENT,
    Order,
    automation,
    category,
    found_in,
    hook,
    mail,
    notify,
    rule,
    send,
    target,
    trigger,
    webhook,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator


@pytest.fixture
def simulator() -> Iterable[Simulator]:
    running = Simulator(SEED, rule_dead_ids="accept").start()
    yield running
    running.stop()


TO_WEBHOOK = [rule(SOLVE, notify("$1", "webhook"))]
SWAP = {
    "webhooks": [{"id": PAGER, "name": "Chat"}, {"id": CHAT, "name": "Pager"}],
    "automations": [{"title": "Late", "actions": [SOLVE, notify({"webhook": "Pager"}, "webhook")]}],
}
RENAMES = [webhook("PATCH", PAGER, name="Chat"), webhook("PATCH", CHAT, name="Pager")]
TO_CHAT = automation(
    "PUT", LATE, actions=[SOLVE, notify(CHAT, "webhook")], conditions={"all": HOURS}
)
TO_PAGER = automation(
    "PUT", LATE, actions=[SOLVE, notify(PAGER, "webhook")], conditions={"all": HOURS}
)
MADE = target("POST", **mail("On call"))
MOVED, GONE = trigger("PUT", URGENT, **rule(notify("$1"))), target("DELETE", HOOK)
RECREATE = {"targets": [mail("On call", recreate=True)]}
CALLED = webhook("POST", **hook("Alarm"))
MOVES_OVER = trigger("PUT", URGENT, **rule(notify("$1", "webhook")))
REPLACED = {"targets": [{"title": "On call", "state": "absent"}]}
OUT, EMPTY = trigger("PUT", QUIET, category_id=NEW), category("DELETE", OLD)
NO_OLD = {"trigger_categories": [{"name": "Old", "state": "absent"}]}
REFUSED = webhook("PATCH", PAGER, status="no such word")
PRUNED, PRUNE = target("DELETE", MAIL), {"targets": [{"title": "On call"}], "prune": ["targets"]}
ABSENT = {"targets": [{"title": "Spare", "state": "absent"}]}
STANDS_BACK, RETIRED = automation("PUT", LATE, active=False), automation("DELETE", LATE)
TAKES_OVER = automation("POST", title="Later", conditions={"all": HOURS}, actions=[SOLVE])
NO_LATE = {"automations": [{"title": "Later"}], "prune": ["automations"]}
GONE_TOO = {"automations": [{"title": "Late", "state": "absent"}]}

ORDERS = {
    # Names are swapped.
    "swap": Order([*RENAMES, TO_CHAT], options=SWAP),
    "swap, rule first": Order([TO_CHAT, *RENAMES], options=SWAP),
    "swap, rule by the old name": Order([TO_PAGER, *RENAMES], {("wrong", 1)}, SWAP),
    "swap, rule forgotten": Order(RENAMES, {("wrong", 0)}, SWAP),
    # A target gets another type.
    "recreate": Order([MADE, MOVED, GONE], options=RECREATE),
    "recreate, deleted first": Order([GONE, MADE, MOVED], {("named", 1), ("early", 1)}, RECREATE),
    "recreate, deleted before the rule moves": Order([MADE, GONE, MOVED], {("named", 2)}, RECREATE),
    # A webhook takes the place of a target.
    "target to webhook": Order([CALLED, MOVES_OVER, GONE], options=REPLACED),
    "target to webhook, target first": Order([CALLED, GONE, MOVES_OVER], {("named", 2)}, REPLACED),
    "target to webhook that is off": Order(
        [webhook("POST", **hook("Alarm", status="inactive")), MOVES_OVER, GONE],
        {("inactive", 2)},
        REPLACED,
    ),
    "target to webhook that is none": Order(
        [trigger("PUT", URGENT, **rule(notify("no such", "webhook"))), GONE],
        {("missing", 1)},
        REPLACED,
    ),
    "target to webhook for events": Order(
        [
            webhook("POST", **hook("Alarm", subscriptions=["zen:event-type:user.deleted"])),
            MOVES_OVER,
        ],
        {("wrong", 2)},
    ),
    # A category is emptied and removed.
    "category": Order([OUT, EMPTY], options=NO_OLD),
    "category, deleted first": Order([EMPTY], {("named", 1)}, NO_OLD),
    "category, refused first": Order(
        [trigger("PUT", QUIET, active=True), EMPTY, OUT, EMPTY],
        {("named", 2)},
        NO_OLD,
    ),
    "category, its trigger deleted": Order(
        [trigger("DELETE", QUIET), EMPTY], options={**NO_OLD, "triggers": [], "prune": ["triggers"]}
    ),
    "category, with force": Order(
        [EMPTY], options={"trigger_categories": [{"name": "Old", "state": "absent", "force": True}]}
    ),
    "category, with force, of a trigger that is not ours": Order(
        [EMPTY],
        {("foreign", 1)},
        {
            "trigger_categories": [{"name": "Old", "state": "absent", "force": True}],
            "owned": {"triggers": ["Ur*"]},
        },
    ),
    # An automation takes over from one with the same conditions.
    "take over": Order([STANDS_BACK, TAKES_OVER, RETIRED], options=NO_LATE),
    "take over, deleted first": Order([RETIRED, TAKES_OVER], {("early", 1)}, NO_LATE),
    # Something is pruned.
    "prune": Order([webhook("PATCH", PAGER, name="A"), PRUNED], options=PRUNE),
    "prune after a failed write": Order([REFUSED, PRUNED], {("late", 2)}, PRUNE),
    "delete after a failed write": Order([REFUSED, PRUNED], {("late", 2)}, ABSENT),
    "delete that goes on": Order([REFUSED, PRUNED], options={**ABSENT, "continue_on_error": True}),
    "prune that goes on": Order(
        [REFUSED, PRUNED], {("late", 2)}, {**PRUNE, "continue_on_error": True}
    ),
    "prune by switching off": Order(
        [REFUSED, automation("PUT", LATE, active=False)],
        {("late", 2)},
        {"automations": [], "prune": ["automations"]},
    ),
    "prune of what is kept": Order(
        [PRUNED], {("kept", 1)}, {**PRUNE, "keep": {"targets": ["Sp?re"]}}
    ),
    "prune of another kind": Order([PRUNED], {("unasked", 1)}, {**PRUNE, "prune": ["webhooks"]}),
    "what is gone already": Order([target("DELETE", 99), PRUNED], options=PRUNE),
    # Owned.
    "a change of ours": Order(
        [webhook("PATCH", PAGER, description="A")], options={"owned": {"webhooks": ["Pag*"]}}
    ),
    "a change of others": Order(
        [webhook("PATCH", PAGER, description="A")],
        {("foreign", 1)},
        {"owned": {"webhooks": [{"id": CHAT}]}},
    ),
    "a delete of others": Order([PRUNED], {("foreign", 1)}, {**PRUNE, "owned": {"targets": []}}),
    "what it made itself": Order(
        [target("POST", **mail("A")), target("DELETE", "$1")],
        options={"owned": {"targets": []}},
    ),
    # Switched off.
    "off while a rule names it": Order(
        [webhook("PATCH", PAGER, status="inactive")], {("inactive", 1)}
    ),
    "off because an item says so": Order(
        [webhook("PATCH", PAGER, status="inactive")],
        options={"webhooks": [{"name": "Pager", "status": "inactive"}]},
    ),
    "off before the rule is deleted": Order(
        [webhook("PATCH", PAGER, status="inactive"), RETIRED],
        {("inactive", 1)},
        {"webhooks": [{"name": "Pager", "status": "inactive"}], **GONE_TOO},
    ),
    "off before the rule moves": Order(
        [webhook("PATCH", PAGER, status="inactive"), TO_CHAT],
        {("inactive", 1)},
        {"webhooks": [{"name": "Pager", "status": "inactive"}]},
    ),
}


@pytest.mark.parametrize("name", ORDERS)
def test_orders(name: str, simulator: Simulator, call: Caller) -> None:
    order = ORDERS[name]
    seed = seed_of(simulator)
    send(call, order.requests)
    facts = facts_of(seed, order.options)
    if "prune" not in order.options:
        # Nothing is known of it.
        facts = facts_of(seed, {**order.options, "prune": list(SEED)})
    entries = simulator.journal.entries
    findings = judge(seed, entries, facts)
    assert found_in(findings) == order.findings, report(findings)
    # The judge's own account is the real one, and answers may overtake each other.
    for kind, number, replayed in Run(seed, reversed(entries)).end.rules():
        stored = simulator.account.resources[kind].records[int(number)]
        assert refs_of(kind, stored) == refs_of(kind, replayed)
        assert stored["active"] is replayed["active"]
    assert len(judge(seed, reversed(entries), facts)) == len(findings)


def test_modules_are_judged(judged: Callable[..., tuple[Result, Result]]) -> None:
    _predicted, result = judged("zendesk_trigger", title="Urgent", **rule(SOLVE))
    assert result["action"] == "update"
    with pytest.raises(AssertionError, match="wrong: request -: the automation 'Late'"):
        judged(
            "zendesk_webhook",
            facts=Facts(expected={("automations", "Late"): [("webhooks", "Chat")]}),
            name="Pager",
            description="A",
        )
