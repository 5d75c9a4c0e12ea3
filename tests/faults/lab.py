# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of operations under faults, and what holds in every one of them."""

from __future__ import annotations

import contextlib
import random
import socket
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, Callable
from unittest import mock

import flask

from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _transport
from ansible_collections.community.zendesk.tests.certificates import make_authority
from ansible_collections.community.zendesk.tests.proxy import ADDRESS, Proxy
from ansible_collections.community.zendesk.tests.running import Result, run_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

from .expected import NONE, expected
from .judge import judge
from .judge_config import judge_config
from .kinds import KINDS, NOTIFYING
from .operations import CONFIG, OPERATIONS, SEED, Operation
from .table import FAULTS, Fault

READS = ("GET ", "POST /oauth/tokens")
UNDISTURBED = Fault("harmless", lambda _lab, _operation: {})


class Lab:
    """An account, another host, an account behind a proxy, and one that nobody trusts."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        # Far more requests than the account takes in a minute.
        self.account = Simulator(SEED, port=_lasting_port(), webhook_rate_limit=0)
        self.elsewhere = Simulator(SEED)
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        authority = make_authority(folder / "ca")
        self.untrusted = Simulator(SEED, tls=authority.issue(folder / "untrusted"))
        server = authority.issue(folder / "server", ADDRESS)
        self.behind_proxy = Simulator(SEED, tls=server, webhook_rate_limit=0)
        port = int(self.behind_proxy.url.rpartition(":")[2])
        self.proxy = Proxy(port)
        self._through_proxy = {
            "zendesk_url": "https://%s:%d" % (ADDRESS, port),
            "zendesk_ca_path": str(authority.file),
        }
        self.waits: list[float] = []
        # What the account does while a task waits.
        self.later: list[Callable[[], Any]] = []
        # The requests that the fault has met.
        self._hits: list[str] = []
        # Those of each operation where nothing goes wrong.
        self._undisturbed: dict[str, list[str]] = {}
        self._returns = False

    def __enter__(self) -> Lab:
        clock = SimpleNamespace(
            sleep=self._wait,
            monotonic=lambda: time.monotonic() + sum(self.waits),
            time=time.time,
        )
        for server in (self.account, self.elsewhere, self.untrusted, self.behind_proxy, self.proxy):
            server.start()
            self._stack.callback(server.stop)
        self._stack.enter_context(mock.patch.object(_client, "time", clock))
        # A whole answer gets no longer than a read, so that no test takes long.
        self._stack.enter_context(mock.patch.object(_transport, "_WHOLE", 1))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        while self.later:
            self.later.pop()()
        if self._returns:
            self.account.come_back()
            self.proxy.refuses = False

    def requests_before(self, operation: Operation) -> list[str]:
        """What an operation asks before the request that the fault is to hit."""
        calls = self._calls_of(operation)
        return calls[: [operation.means(call) for call in calls].index(True)]

    def _calls_of(self, operation: Operation) -> list[str]:
        known = repr(operation)
        if known not in self._undisturbed:
            self._reset(self.account, operation)
            result = self._run(self.account, UNDISTURBED, operation)
            assert not result.get("failed"), result["msg"]
            self._undisturbed[known] = list(self.account.calls)
        return self._undisturbed[known]

    def observe(self, fault_name: str, column: str, always: bool) -> str:
        """What becomes of an operation under a fault. AssertionError where it may never be so."""
        fault, operation = FAULTS[fault_name], OPERATIONS[column]
        if expected(fault_name, column) == NONE:
            return "-"
        before = self.requests_before(operation)
        account = self.untrusted if fault.kind == "no trust" else self.account
        account = self.behind_proxy if fault.through_proxy else account
        self._reset(account, operation)
        settings = fault.settings(self, operation)
        if settings:
            hits = {"method": operation.method, "path": operation.path, "times": 1 - always}
            settings = {**hits, **settings}
            account.fault(**{**settings, "do": self._noting(settings.get("do"))})
        self._returns = not always
        # Less than the simulator waits where it does, and enough for a busy machine.
        timeout = 0.2 if "drip" in settings else 10
        result = self._run(account, fault, operation, timeout)
        self._returns = False
        account.come_back()
        self.proxy.refuses = False
        calls = list(account.calls)
        outcome, changes = _judge_of(operation)(result, fault, operation, account)
        self._check_requests(fault, operation, before, calls, always)
        if operation.is_read_first and result.get("failed"):
            assert not [call for call in calls if not call.startswith(READS)], "a read failed"
        assert len(calls) <= max(12, len(self._calls_of(operation)) + 6)
        assert max(self.waits, default=0.0) <= 120
        assert self.elsewhere.calls == []
        account.faults.clear()
        if operation.changes and fault.kind != "no trust":
            self._repair(account, fault, operation, changes)
        return outcome

    def _noting(self, do: Callable[[], Any] | None) -> Callable[[], Any]:
        """Note which request the fault has met, and do what it does."""

        def note() -> Any:
            self._hits.append("%s %s" % (flask.request.method, flask.request.path))
            return do() if do else None

        return note

    def _check_requests(
        self,
        fault: Fault,
        operation: Operation,
        before: list[str],
        calls: list[str],
        always: bool,
    ) -> None:
        """The fault hits the request that is meant, and no other."""
        asked = [call for call in calls if not call.endswith(" /oauth/tokens")]
        if fault.kind == "no trust":
            assert asked == []
            return
        if fault.kind == "no connection":
            # It never arrives, or only once somebody listens again.
            assert asked[: len(before)] == before
            assert always == (asked == before)
            return
        assert asked[: len(before)] == before
        assert all(map(operation.means, self._hits))
        assert self._hits
        assert always or len(self._hits) == 1

    def _repair(
        self, account: Simulator, fault: Fault, operation: Operation, changes: set[str]
    ) -> None:
        """The next run, without the fault, ends well and leaves nothing to do."""
        result = self._run(account, fault, operation)
        if fault.kind == "gone" and "id" in operation.arguments:
            return
        outcome, after = _judge_of(operation)(result, fault, operation, account)
        assert outcome == "done"
        assert after == operation.wanted
        assert result["changed"] == (changes != after)

    def _reset(self, account: Simulator, operation: Operation) -> None:
        account.come_back()
        account.faults.clear()
        for kind in KINDS:
            kind.reset(account.account)
        if operation.module == CONFIG:
            NOTIFYING.reset(account.account)
        account.journal.clear()
        self.elsewhere.journal.clear()
        self.waits.clear()
        self.later.clear()
        self._hits.clear()

    def _run(
        self, account: Simulator, fault: Fault, operation: Operation, timeout: float = 10
    ) -> Result:
        arguments = {
            "zendesk_url": account.url,
            "zendesk_retries": 1,
            "zendesk_timeout": timeout,
            **(self._through_proxy if fault.through_proxy else {}),
            **fault.login,
            **operation.arguments,
        }
        with self.proxy.in_environment("me:canary-proxy"):
            return run_module(operation.module, arguments)


def _judge_of(operation: Operation) -> Callable[..., tuple[str, set[str]]]:
    return judge_config if operation.module == CONFIG else judge


def _lasting_port() -> int:
    """A free port that the system does not give to others while nobody listens on it."""
    while True:
        port = random.randrange(20000, 30000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
