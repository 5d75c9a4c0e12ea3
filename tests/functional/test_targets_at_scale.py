# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Large sets: speed, rate limit, lost answers, a killed process, memory."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.running import (
    Process,
    measure_module,
    start_module,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]
TOKEN = "simulated-admin-oauth-token"


def mails(count: int) -> list[dict[str, Any]]:
    return [
        {
            "title": "Sample %d" % number,
            "type": "email_target",
            "email": "a@example.com",
            "subject": "[{{ticket.id}}] {{ticket.title}}",
        }
        for number in range(count)
    ]


def titles(simulator: Simulator) -> list[str]:
    return sorted(target["title"] for target in simulator.account.targets.values())


def wanted_titles(count: int) -> list[str]:
    return sorted(target["title"] for target in mails(count))


def test_writes_side_by_side_are_faster(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.latency = 0.2
    seconds: dict[int, list[float]] = {1: [], 8: []}
    # Twice where little time goes by, so that a pause of the machine counts for nothing.
    for concurrency in (8, 8, 1):
        simulator.account.targets.clear()
        start = time.monotonic()
        result = run("zendesk_targets", targets=mails(100), max_concurrency=concurrency)
        seconds[concurrency].append(time.monotonic() - start)
        assert result["summary"]["created"] == 100
    assert min(seconds[1]) / min(seconds[8]) >= 5


@pytest.mark.parametrize("workers", [1, 4])
def test_one_connection_for_each_worker(workers: int, simulator: Simulator, run: Run) -> None:
    result = run("zendesk_targets", targets=mails(100), max_concurrency=workers)
    assert result["summary"]["created"] == 100
    ports = Counter(entry["port"] for entry in simulator.journal.entries)
    assert sum(ports.values()) == 101
    # Writes side by side do not use the connection of the listing.
    assert len(ports) <= (1 + workers if workers > 1 else 1)


@pytest.mark.parametrize("told", [True, False])
def test_rate_limit(told: bool, simulator: Simulator, run: Run) -> None:
    """60 requests in a window: all arrive, whether or not answers say how many are left."""
    switches = simulator.account.switches
    switches.rate_limit, switches.rate_window, switches.rate_headers = 60, 1.0, told
    result = run("zendesk_targets", targets=mails(200), max_concurrency=8)
    assert result["summary"]["created"] == 200
    assert titles(simulator) == wanted_titles(200)
    counts = Counter((entry["method"], entry["status"]) for entry in simulator.journal.entries)
    assert counts["POST", 201] == 200
    # At the end of each window, no more than the requests that were on their way.
    assert counts["POST", 429] <= 4 * 8


def test_answers_lost_after_the_write(simulator: Simulator, run: Run) -> None:
    simulator.fault(method="POST", drop=True, process=True, times=0)
    result = run("zendesk_targets", targets=mails(20), max_concurrency=8)
    assert result["summary"]["created"] == 20
    assert titles(simulator) == wanted_titles(20)


def test_process_killed_half_way(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.latency = 0.1
    arguments = {"zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN, "targets": mails(100)}
    with start_module("zendesk_targets", arguments) as process:
        while len(simulator.account.targets) < 40:
            time.sleep(0.001)
        process.kill()
    # What was under way arrives all the same.
    time.sleep(1)
    made = len(simulator.account.targets)
    assert 40 <= made < 100
    result = run("zendesk_targets", targets=mails(100))
    assert result["summary"]["created"] == 100 - made
    assert titles(simulator) == wanted_titles(100)


def test_memory_and_time_of_a_large_account(simulator: Simulator) -> None:
    used: dict[int, Process] = {}
    for count in (2500, 10000):
        simulator.account.targets.clear()
        for target in mails(count):
            simulator.account.put_target(target)
        arguments = {"zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN}
        used[count] = measure_module("zendesk_targets", dict(arguments, targets=mails(count)))
        assert used[count].result["summary"]["unchanged"] == count
    assert used[10000].peak_megabytes < 150
    # Four times as much takes four times as long; five leaves room for noise.
    assert used[10000].cpu_seconds / used[2500].cpu_seconds < 5
