# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests above unit level share: a simulated account, and modules run against it."""

from __future__ import annotations

import os
import threading
import time
from types import SimpleNamespace
from typing import Any, Callable, Iterator

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.journal.announced import announces
from ansible_collections.community.zendesk.tests.journal.facts import Facts, facts_of
from ansible_collections.community.zendesk.tests.journal.judge import judge, report, seed_of
from ansible_collections.community.zendesk.tests.journal.writes import writes_in
from ansible_collections.community.zendesk.tests.running import Result, run_module
from ansible_collections.community.zendesk.tests.simulator import limits
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

TOKEN = "simulated-admin-oauth-token"
LOGINS = {
    "zendesk_oauth_token",
    "zendesk_client_secret",
    "zendesk_api_token",
    "zendesk_password",
}

# What check mode and a run say alike.
SAID = ("action", "changed", "failed", "diff", "references", "secrets_sent", "msg", "warnings")


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """An empty account."""
    running = Simulator().start()
    yield running
    running.stop()


@pytest.fixture
def call(simulator: Simulator) -> Caller:
    """What sends requests to the account."""
    return Caller(simulator)


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No account from the environment."""
    for name in list(os.environ):
        if name.startswith("ZENDESK_"):
            monkeypatch.delenv(name)


@pytest.fixture
def run(simulator: Simulator, clean_environment: None) -> Callable[..., Result]:
    """Run a module as an admin of the simulated account; C(check=True) for check mode."""

    def call(name: str = "zendesk_target", /, check: bool = False, **arguments: Any) -> Result:
        connection = {"zendesk_url": simulator.url}
        if not LOGINS & set(arguments):
            connection["zendesk_oauth_token"] = TOKEN
        return run_module(
            name,
            {**connection, "_ansible_check_mode": check, "_ansible_diff": True, **arguments},
        )

    return call


@pytest.fixture
def both(run: Callable[..., Result]) -> Callable[..., tuple[Result, Result]]:
    """Run a module once in check mode and once for real: both must say the same."""

    def call(name: str, /, **arguments: Any) -> tuple[Result, Result]:
        predicted, result = run(name, check=True, **arguments), run(name, **arguments)
        for key in SAID:
            assert predicted.get(key) == result.get(key), key
        return predicted, result

    return call


@pytest.fixture
def judged(
    simulator: Simulator, run: Callable[..., Result]
) -> Callable[..., tuple[Result, Result]]:
    """Run a module once in check mode and once for real, and judge what it wrote by the journal.

    ``facts``: what the judge is told of the configuration, where that does not follow from the options.
    """

    def call(
        name: str = "zendesk_config", /, facts: Facts | None = None, **arguments: Any
    ) -> tuple[Result, Result]:
        seed = seed_of(simulator)
        simulator.journal.clear()
        predicted = run(name, check=True, **arguments)
        assert not writes_in(simulator.journal.entries), simulator.calls
        simulator.journal.clear()
        result = run(name, **arguments)
        plan = predicted.get("plan")
        plan = plan if announces(plan) else None
        # What fails in check mode as well has done all that it could.
        ended = not result.get("failed") or (predicted.get("failed") and plan is not None)
        entries = simulator.journal.entries
        # A rule that check mode says can't be written, names what it named before.
        unwritten = {
            (each["kind"], each["position"])
            for each in predicted.get("results", ())
            if each.get("action") in ("failed", "skipped")
        }
        known = facts or facts_of(seed, arguments, unwritten)
        findings = judge(seed, entries, known, plan, None if ended else False)
        assert not findings, report(findings)
        return predicted, result

    return call


class Clock:
    """Seconds that go by only while somebody waits. Those who wait for the same moment share them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # A whole number, so that no sum is rounded.
        self._now = float(int(time.monotonic()))
        self.start = self._now

    def monotonic(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._now = max(self._now, self.monotonic() + seconds)

    @property
    def passed(self) -> float:
        return self._now - self.start


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """That of the client and of the limits of the account. Only who waits lets time pass."""
    made = Clock()
    for module in (_client, limits):
        parts = SimpleNamespace(sleep=made.sleep, monotonic=made.monotonic, time=time.time)
        monkeypatch.setattr(module, "time", parts)
    return made


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let the client's waits pass at once; gives their lengths in seconds."""
    waits: list[float] = []
    clock = SimpleNamespace(
        sleep=waits.append, monotonic=lambda: time.monotonic() + sum(waits), time=time.time
    )
    # For the client alone: the simulator waits in the same process.
    monkeypatch.setattr(_client, "time", clock)
    return waits
