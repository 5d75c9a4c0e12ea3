# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of an account at work: triggers after each write of a ticket, automations every hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .deliveries import send_waiting
from .records import Record, now
from .rule_actions import carry_out
from .rule_conditions import check
from .ticket_state import Update, snapshot, touch

if TYPE_CHECKING:
    from .account import Account

_MOST_HOURS = 10_000


def run_triggers(account: Account, update: Update) -> None:
    """Let the active triggers run after an update, in their order.

    Each fires at most once. One that fires has the others looked at again, from the first.
    """
    waiting = _active(account, "triggers")
    while True:
        for trigger in waiting:
            if _fits(account, "trigger", trigger, update):
                break
        else:
            return
        waiting.remove(trigger)
        _fire(account, "trigger", trigger, update)


def pass_hours(account: Account, hours: int) -> None:
    """Let hours pass, and the active automations run in each of them, on all tickets that are not closed."""
    if isinstance(hours, bool) or not isinstance(hours, int) or not 0 < hours <= _MOST_HOURS:
        raise ValueError("hours must be a whole number from 1 to %d" % _MOST_HOURS)
    with account.lock:
        for _hour in range(hours):
            account.hours += 1
            for automation in _active(account, "automations"):
                for ticket in list(account.resources["tickets"].records.values()):
                    if ticket["status"] != "closed":
                        _run_automation(account, automation, ticket)
    send_waiting(account)


def _run_automation(account: Account, automation: Record, ticket: Record) -> None:
    if not _fits(account, "automation", automation, Update(ticket, ticket, via="rule")):
        return
    update = Update(ticket, snapshot(ticket), via="rule")
    _fire(account, "automation", automation, update)
    # A mail alone is no change of the ticket.
    if ticket != update.before:
        ticket["updated_at"] = now()
        touch(account, ticket, update.actor)
        run_triggers(account, update)


def _active(account: Account, kind: str) -> list[Record]:
    return [each for each in account.resources[kind].listed({}) if each["active"]]


def _fits(account: Account, key: str, rule: Record, update: Update) -> bool:
    verdict = check(account, key, rule["conditions"], update)
    for unknown in verdict.unknown:
        account.outbox.not_known(rule, unknown.kind, unknown.name)
    return verdict.met


def _fire(account: Account, key: str, rule: Record, update: Update) -> None:
    account.outbox.fired.append({"rule": rule["title"], "ticket": update.ticket["id"]})
    carry_out(account, key, rule, update)
