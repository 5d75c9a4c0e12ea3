# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Part of the account's rate limit is left to others, in whole runs with a clock of their own.

That clock only moves when somebody waits, for the client and the simulated account alike. So nothing
here depends on how fast a machine is.
"""

from __future__ import annotations

import itertools
import threading
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.tests.functional.conftest import Clock
from ansible_collections.community.zendesk.tests.simulator.limits import Limit
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]
INFO = "zendesk_target_info"
ELSEWHERE = "/api/v2/elsewhere"


def mails(count: int) -> list[dict[str, Any]]:
    return [
        {
            "title": "Sample %d" % n,
            "type": "email_target",
            "email": "a@example.com",
            "subject": "Hi",
        }
        for n in range(count)
    ]


def in_each_minute(simulator: Simulator, clock: Clock) -> Callable[[], list[int]]:
    """Let every request be counted in the minute in which it arrives."""
    minutes: list[int] = []
    simulator.fault(times=0, do=lambda: minutes.append(int(clock.passed // 60)))
    return lambda: [len(list(group)) for _minute, group in itertools.groupby(sorted(minutes))]


# share, writers -> requests in each minute: one to list, and 150 creates
MINUTES: dict[str, tuple[dict[str, Any], int, list[int]]] = {
    "by default": ({}, 1, [80, 71]),
    "half": ({"zendesk_rate_limit_share": 50}, 1, [50, 50, 50, 1]),
    "all": ({"zendesk_rate_limit_share": 100}, 1, [100, 51]),
}


@pytest.mark.parametrize(("options", "writers", "expected"), MINUTES.values(), ids=list(MINUTES))
def test_a_run_uses_its_share_of_each_minute(
    options: dict[str, Any],
    writers: int,
    expected: list[int],
    simulator: Simulator,
    run: Run,
    clock: Clock,
) -> None:
    simulator.account.switches.rate_limit = 100
    minutes = in_each_minute(simulator, clock)
    result = run("zendesk_targets", targets=mails(150), max_concurrency=writers, **options)
    assert result["summary"]["created"] == 150
    assert minutes() == expected
    assert {entry["status"] for entry in simulator.journal.entries} == {200, 201}


def test_threads_wait_together(simulator: Simulator, run: Run, clock: Clock) -> None:
    simulator.account.switches.rate_limit = 100
    minutes = in_each_minute(simulator, clock)
    result = run("zendesk_targets", targets=mails(150), max_concurrency=8)
    assert result["summary"]["created"] == 150
    first, *_rest = minutes()
    # When the answer comes that shows it, every other thread may have a request under way.
    assert 80 <= first <= 80 + 7
    assert {entry["status"] for entry in simulator.journal.entries} == {200, 201}


@pytest.mark.parametrize(("used", "waits"), [(79, 0), (80, 60), (95, 60)])
def test_what_others_have_used_counts(
    used: int, waits: int, simulator: Simulator, run: Run, clock: Clock
) -> None:
    """C(used) of 100 requests have been sent once the list is read, all others by somebody else."""
    simulator.account.switches.rate_limit = 100
    for _request in range(used - 1):
        simulator.account.limits.count(Limit())
    assert run(**mails(1)[0])["changed"]
    # Zendesk tells whole seconds.
    assert clock.passed == pytest.approx(waits, abs=1.1)


def test_far_from_the_limit_nothing_waits(simulator: Simulator, run: Run, clock: Clock) -> None:
    simulator.account.switches.rate_limit = 700
    assert (
        run("zendesk_targets", targets=mails(300), max_concurrency=8)["summary"]["created"] == 300
    )
    assert clock.passed == 0


@pytest.mark.parametrize("status", [200, 404, 409, 422, 500])
def test_every_answer_tells_of_the_limit(
    status: int, simulator: Simulator, run: Run, clock: Clock
) -> None:
    told = {"rate-limit": "100", "rate-limit-remaining": "20", "rate-limit-reset": "50"}
    answer = {"status": status, "body": {"targets": []}, "headers": told}
    simulator.fault(method="GET", answer=answer)
    for _run in range(2):
        run(INFO, zendesk_retries=1)
    # Only where there is another request in the same run.
    assert clock.passed == pytest.approx(50 if status in (409, 500) else 0, abs=1.1)


class Family:
    """Paths with a limit of their own, whose answers tell no reset: 100 requests in a minute."""

    def __init__(self, simulator: Simulator, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.used: dict[int, int] = {}
        self._headers = {"x-rate-limit": "100"}
        answer = {"status": 200, "body": {}, "headers": self._headers}
        simulator.fault(path=ELSEWHERE, times=0, do=self._count, answer=answer)

    def _count(self) -> None:
        # Its minutes are not ours: the first is half over.
        minute = int((self._clock.passed + 30) // 60)
        with self._lock:
            self.used[minute] = self.used.get(minute, 0) + 1
            self._headers["x-rate-limit-remaining"] = str(100 - self.used[minute])


def test_limit_without_a_reset(simulator: Simulator, clock: Clock, client: _client.Client) -> None:
    family = Family(simulator, clock)
    for _request in range(200):
        client.get(ELSEWHERE)
    assert family.used == {0: 80, 1: 80, 2: 40}
    assert clock.passed == 120
    # The others are not held up by it.
    for _request in range(50):
        client.get(ELSEWHERE)
        client.get("/api/v2/targets")
    assert clock.passed == 180
    assert family.used[3] == 10
    client.get("/api/v2/targets")
    assert clock.passed == 180


def test_threads_share_a_limit_without_a_reset(
    simulator: Simulator, clock: Clock, client: _client.Client
) -> None:
    family = Family(simulator, clock)

    def work() -> None:
        for _request in range(40):
            client.get(ELSEWHERE)

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(family.used.values()) == 160
    assert all(used <= 80 + 3 for used in family.used.values())


@pytest.fixture
def client(simulator: Simulator, clean_environment: None) -> _client.Client:
    from ansible_collections.community.zendesk.tests.functional.test_http import client_of

    return client_of(simulator.url, zendesk_oauth_token="simulated-admin-oauth-token")
