# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random accounts and configurations: after a run the account is as the configuration says."""

from __future__ import annotations

from typing import Callable

from hypothesis import given

from ansible_collections.community.zendesk.tests.configurations.cases import Case, cases
from ansible_collections.community.zendesk.tests.configurations.scenes import SCENES
from ansible_collections.community.zendesk.tests.configurations.world import fill
from ansible_collections.community.zendesk.tests.journal.judge import seed_of
from ansible_collections.community.zendesk.tests.journal.writes import writes_in
from ansible_collections.community.zendesk.tests.random_examples import examples
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Judged = Callable[..., tuple[Result, Result]]


def check(case: Case, simulator: Simulator, judged: Judged) -> None:
    """Check mode and a run, judged by the journal; the account; and a second run, which does nothing."""
    simulator.account.switches.webhook_rate_limit = 0
    fill(simulator, case.seed)
    before = seed_of(simulator)
    _predicted, result = judged(**case.options)
    assert not result.get("failed"), result["msg"]
    assert not case.problems_after(before, seed_of(simulator))
    _predicted, again = judged(**case.options)
    assert again["changed"] is False, again["changes"]
    assert not writes_in(simulator.journal.entries)


@examples(60)
@given(case=cases())
def test_any_case(case: Case, simulator: Simulator, judged: Judged) -> None:
    check(case, simulator, judged)


@examples(30)
@given(case=cases(always=SCENES))
def test_all_scenes_at_once(case: Case, simulator: Simulator, judged: Judged) -> None:
    check(case, simulator, judged)


@examples(30)
@given(case=cases(always=[name for name in SCENES if name != "take_over"], at_times=()))
def test_names_types_and_categories(case: Case, simulator: Simulator, judged: Judged) -> None:
    check(case, simulator, judged)
