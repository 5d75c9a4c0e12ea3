# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with what rules name after each write."""

from __future__ import annotations

from collections import Counter
from typing import Iterator

from .account import Account, Change, is_active, name_of, record_fault
from .facts import Facts, Names
from .refs import Ref, refs_of
from .replay import Finding, Run, Step, called, defines, is_rule
from .writes import Record, Write

_SAYS = {
    "missing": "names a record that does not exist",
    "inactive": "names a record that is inactive",
    "wrong": "names a record that rules can't use",
}
Known = set[tuple[str, str, Ref]]


def rule_findings(run: Run, facts: Facts, complete: bool) -> Iterator[Finding]:
    """Rules that name a missing, inactive or wrong record, of what the run did to them.

    ``complete``: names are as they are to be, so that a rule can be told to name another record.
    """
    known = {
        (kind, number, ref)
        for kind, number, rule in run.before.rules()
        if is_active(kind, rule)
        for ref in refs_of(kind, rule)
        if run.before.fault_of(ref)
    }
    written: set[tuple[str, str]] = set()
    for step in run.steps():
        for change in step.changes:
            if change.after is None:
                continue
            if is_rule(change):
                names = _expected(run, facts, change.kind, change.record_id)
                yield from _broken_by_itself(step, change, known, facts, names)
                if defines(step.write, change):
                    written.add((change.kind, change.record_id))
                    if complete:
                        yield from _not_as_expected(run, facts, step.write, change)
            else:
                yield from _breaks_others(run, step, change, facts)
    if complete:
        yield from _left_wrong(run, facts, written)


def _broken_by_itself(
    step: Step, change: Change, known: Known, facts: Facts, names: Names
) -> Iterator[Finding]:
    rule = change.after or {}
    if not is_active(change.kind, rule):
        return
    on_again = change.before is None or not is_active(change.kind, change.before)
    for ref in refs_of(change.kind, rule):
        was_so = (change.kind, change.record_id, ref) in known
        if not defines(step.write, change) and (was_so or not on_again):
            continue
        fault = step.account.fault_of(ref)
        if fault and not (fault == "inactive" and _may_be_off(step.account, ref, facts, names)):
            yield _finding(fault, step.write, change.kind, rule, ref)


def _breaks_others(run: Run, step: Step, change: Change, facts: Facts) -> Iterator[Finding]:
    """What can't be used any more, while active rules still name it."""
    before, after = change.before, change.after or {}
    fault = record_fault(change.kind, after)
    if before is None or not fault or record_fault(change.kind, before) == fault:
        return
    for kind, number, rule in step.account.rules():
        for ref in refs_of(kind, rule) if is_active(kind, rule) else ():
            if ref[:2] != (change.kind, change.record_id):
                continue
            # Rules that name it to the end are meant to; others were left without it in between.
            last = run.end.find(kind, number) or {}
            stays = ref[:2] in [each[:2] for each in refs_of(kind, last)]
            allowed = fault == "inactive" and facts.inactive(change.kind, after) and stays
            if not allowed:
                yield _finding(fault, step.write, kind, rule, ref)


def _not_as_expected(run: Run, facts: Facts, write: Write, change: Change) -> Iterator[Finding]:
    rule = change.after or {}
    names = _expected(run, facts, change.kind, change.record_id)
    lacking = _lacking(run, change.kind, rule, names)
    if lacking:
        yield _wrong(write.number, change.kind, rule, lacking)


def _left_wrong(run: Run, facts: Facts, written: set[tuple[str, str]]) -> Iterator[Finding]:
    """Rules that the run should have written, and did not."""
    for (kind, key), names in facts.expected.items():
        found = [
            (number, rule)
            for number, rule in run.end.records[kind].items()
            if key in (number, name_of(rule)) and (kind, number) not in written
        ]
        # Of several with this title nobody knows here which one is meant.
        if len(found) == 1:
            lacking = _lacking(run, kind, found[0][1], names)
            if lacking:
                yield _wrong(0, kind, found[0][1], lacking)


def _expected(run: Run, facts: Facts, kind: str, number: str) -> Names:
    by_id = facts.expected.get((kind, number))
    return by_id or facts.expected.get((kind, name_of(run.last[kind, number])), ())


def _lacking(run: Run, kind: str, rule: Record, names: Names) -> list[tuple[str, str]]:
    """Kind and name of what a rule should name, and does not."""
    there = run.final_names(kind, rule)
    found = Counter((each, name) for each, called in there.items() for name in called)
    known = [each for each in names if each[0] in run.end.records]
    return list((Counter(known) - found).elements())


def _may_be_off(account: Account, ref: Ref, facts: Facts, names: Names) -> bool:
    """Whether a rule may name what is off. By name, it must be one that is on if there is one."""
    record = account.find(ref.kind, ref.record_id)
    if record is None or not facts.inactive(ref.kind, record):
        return False
    name = name_of(record)
    return (ref.kind, name) not in names or not any(
        name_of(other) == name and is_active(ref.kind, other)
        for other in account.records[ref.kind].values()
    )


def _finding(fault: str, write: Write, kind: str, rule: Record, ref: Ref) -> Finding:
    text = "%s: %s %s: %s %s in %s." % (
        write.call,
        called(kind, rule),
        _SAYS[fault],
        ref.kind,
        ref.record_id,
        ref.where,
    )
    return Finding(fault, text, write.number)


def _wrong(request: int, kind: str, rule: Record, lacking: list[tuple[str, str]]) -> Finding:
    names = ", ".join("%s '%s'" % each for each in lacking)
    when = "once written, names" if request else "names in the end"
    text = "%s %s another record than the one that bears the name then: %s." % (
        called(kind, rule),
        when,
        names,
    )
    return Finding("wrong", text, request)
