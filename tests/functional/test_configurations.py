# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random accounts and configurations: they can be carried out, and nothing that there is to see is missing."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.configurations.by_hand import ByHand
from ansible_collections.community.zendesk.tests.configurations.cases import Case, cases
from ansible_collections.community.zendesk.tests.configurations.scenes import SCENES
from ansible_collections.community.zendesk.tests.configurations.world import fill
from ansible_collections.community.zendesk.tests.journal.facts import facts_of
from ansible_collections.community.zendesk.tests.journal.judge import judge, report, seed_of
from ansible_collections.community.zendesk.tests.random_examples import RANDOM, examples
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

# What several cases must have.
FEATURES = {
    *("new", "the same", "changed", "renamed", "absent", "absent already", "switched", "owned"),
    *("kept", "pruned", "pruned, but named", "moved to another category"),
    *("swapped", "replaced", "target to webhook", "category emptied", "taken over"),
}


def test_nothing_is_left_out() -> None:
    seen: Counter[str] = Counter()

    @settings(RANDOM, max_examples=240)
    @given(case=cases())
    def look(case: Case) -> None:
        seen.update(case.features)
        seen.update([*case.options])

    look()
    assert {name for name, count in seen.items() if count > 1} >= FEATURES
    assert {"prune", "keep", "owned", "prune_rules", "trigger_order", "targets"} <= set(seen)


@examples(60)
@given(case=cases())
def test_cases_can_be_carried_out(case: Case, simulator: Simulator, call: Caller) -> None:
    check(case, simulator, call)


@examples(30)
@given(case=cases(always=SCENES))
def test_scenes_can_be_carried_out(case: Case, simulator: Simulator, call: Caller) -> None:
    check(case, simulator, call)


def check(case: Case, simulator: Simulator, call: Caller) -> None:
    """Carry out a case by hand: the account is as the model says, and the judge finds nothing."""
    simulator.account.switches.webhook_rate_limit = 0
    fill(simulator, case.seed)
    before = seed_of(simulator)
    # An account in which nothing was done is right only if there is nothing to do.
    untouched = case.problems_after(before, before)
    ByHand(case, call).carry_out()
    assert not case.problems_after(before, seed_of(simulator))
    findings = judge(before, simulator.journal.entries, facts_of(before, case.options))
    assert not findings, report(findings)
    assert untouched or not case.features - {"the same", "owned", "kept", "absent already"}
