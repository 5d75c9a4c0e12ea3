# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges a run of a module by its journal and by what the account held before, and by nothing else."""

from __future__ import annotations

import copy
from typing import Iterable, Iterator

from ansible_collections.community.zendesk.tests.simulator.server import Simulator

from .account import Seed, is_active
from .announced import Announced, announced_in, difference, fits
from .deletes import Deletes
from .facts import Facts
from .replay import Finding, Run
from .rules import rule_findings
from .writes import RULES, Record, Write

# Kind of a finding -> what it means.
KINDS_OF_FINDINGS = {
    "missing": "A rule that is on names a record that does not exist.",
    "inactive": "A rule that is on names a record that is off.",
    "wrong": "A rule names another record than the one that bears the name in the end, or one for events.",
    "early": "A record is deleted before its replacement stands.",
    "foreign": "A write to what is not owned.",
    "kept": "A prune of what is to be kept.",
    "unasked": "A delete that nothing asks for.",
    "named": "A delete of what a rule still names.",
    "late": "A prune, or a delete that need not be, after a failed write.",
    "unannounced": "A write that check mode did not announce.",
    "unsent": "A write that check mode announced, and that a complete run did not send.",
}


def seed_of(simulator: Simulator) -> dict[str, list[Record]]:
    """What an account holds now, as a judge takes it."""
    with simulator.account.lock:
        return {
            kind: [copy.deepcopy(record) for record in resource.records.values()]
            for kind, resource in simulator.account.resources.items()
            if resource.records or kind in ("targets", "webhooks", "trigger_categories", *RULES)
        }


def judge(
    seed: Seed,
    journal: Iterable[Record],
    facts: Facts | None = None,
    plan: Iterable[Record] | None = None,
    complete: bool | None = None,
) -> list[Finding]:
    """All that is wrong with a run.

    ``plan``: what check mode returned, None where nothing was announced. ``complete``: whether the run came
    to its end; None for: if no write failed.
    """
    run = Run(seed, journal)
    facts = facts or Facts()
    announced = announced_in(plan or ())
    ended = not run.failed if complete is None else complete
    found = [*rule_findings(run, facts, ended), *Deletes(run, facts, announced).findings()]
    if plan is not None:
        found += _unannounced(run, announced, ended)
    return sorted(found, key=lambda each: (each.request or len(run.writes) ** 2, each.kind))


def _unannounced(run: Run, announced: list[Announced], ended: bool) -> Iterator[Finding]:
    created = run.created_ids()
    left = list(announced)
    tried: list[Write] = []
    for write in run.writes:
        if any(write.repeats(earlier) for earlier in tried) or _makes_good(run, write):
            continue
        names = run.names_of(write)
        entry = next((each for each in left if fits(each, write, names, created)), None)
        if entry is None:
            near = difference(left, write, created)
            text = "%s was not announced%s." % (write.call, near)
            yield Finding("unannounced", text, write.number)
            continue
        left.remove(entry)
        if not write.done:
            tried.append(write)
    for entry in left if ended else ():
        text = "%s %s '%s' was announced and not sent." % (entry.method, entry.path, entry.name)
        yield Finding("unsent", text)


def _makes_good(run: Run, write: Write) -> bool:
    """Whether a write undoes what the run did, after something went wrong: nobody can announce that."""
    if write.deletes:
        return (write.kind, write.record_id) in run.created
    if write.kind not in RULES or write.sent != {"active": True} or not run.failed:
        return False
    return any(
        change.record_id == write.record_id
        and change.after
        and not is_active(write.kind, change.after)
        for earlier, change in run.changes
        if earlier.turn < write.turn
    )


def report(findings: Iterable[Finding]) -> str:
    """Findings as lines, for the message of an assertion."""
    return "\n".join(
        "%s: request %s: %s" % (each.kind, each.request or "-", each.sentence) for each in findings
    )
