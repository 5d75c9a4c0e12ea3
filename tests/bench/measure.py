# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of one contender, in a process of its own, and what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from .account import TOKEN, Account
from .plan import ACCOUNT, CONTENDERS, Group
from .work import existing_lists, wanted_lists

FOLDER = Path(__file__).resolve().parent


class NotRight(Exception):
    """A run has not done what it is there for; its time says nothing."""


class Run(NamedTuple):
    """What a run took. ``peak_megabytes``: of the largest of its processes.

    ``faults``: how the account differs from what was wanted, and an exit code that is not 0.
    """

    seconds: float
    cpu_seconds: float
    simulator_cpu_seconds: float
    peak_megabytes: float
    requests: int
    faults: list[str]


class Bench:
    """Runs contenders of one group against an account. ``folder``: for files of the runs."""

    def __init__(self, account: Account, group: Group, folder: Path) -> None:
        self._account = account
        self._group = group
        self._folder = folder
        self._wanted = wanted_lists(group)
        self._existing = existing_lists(group, self._wanted)
        self._stages: list[list[dict[str, Any]]] = []

    def warm_up(self) -> None:
        """A run that does not count, and whose calls the bare script will send."""
        self.run("config" if self._group.subject == ACCOUNT else "targets")
        self._stages = stages_of(self._seen.calls)

    def run(self, name: str) -> Run:
        """Prepare the account, run a contender, and see what has become of the account."""
        group, account = self._group, self._account
        account.prepare(self._existing, group.latency, group.failing)
        command = self._command(name)
        output = self._folder / "output"
        took = launch(command, output)
        seen = self._seen = account.seen()
        reads_only = name.startswith("noop") or group.situation == "check"
        faults = account.faults(self._existing if reads_only else self._wanted)
        faults += ["exit code %d" % took["exit_code"]] if took["exit_code"] else []
        if faults and not group.failing:
            said = output.read_text(errors="replace")[-2000:]
            raise NotRight("%s: %s: %s\n%s" % (group, name, ", ".join(faults), said))
        return Run(
            seconds=round(took["seconds"], 4),
            cpu_seconds=round(took["cpu_seconds"], 4),
            simulator_cpu_seconds=round(seen.cpu_seconds, 4),
            peak_megabytes=round(took["peak_kilobytes"] / 1024, 1),
            requests=len(seen.calls),
            faults=faults,
        )

    def _command(self, name: str) -> list[str]:
        contender = CONTENDERS[name]
        work: dict[str, Any] = {"connections": contender.connections}
        if not contender.playbook:
            work.update(url=self._account.url, token=TOKEN, stages=self._stages)
            return [sys.executable, str(FOLDER / "bare.py"), self._write(work)]
        lists = self._wanted
        wanted = lists if self._group.subject == ACCOUNT else lists["targets"]
        work.update(account_url=self._account.url, account_token=TOKEN, wanted=wanted)
        command = [str(Path(sys.executable).with_name("ansible-playbook"))]
        command += [str(FOLDER / "playbooks" / (contender.playbook + ".yml"))]
        command += ["--extra-vars", "@" + self._write(work)]
        return command + (["--check"] if self._group.situation == "check" else [])

    def _write(self, content: Any) -> str:
        file = self._folder / "work.json"
        file.write_text(json.dumps(content))
        return str(file)


def launch(command: list[str], output: Path) -> dict[str, Any]:
    """Run a command, whose output and files go into the folder of ``output``, and say what it took."""
    launcher = [sys.executable, "-I", "-S", str(FOLDER / "launch.py"), str(output)]
    ended = subprocess.run(
        launcher + command, env=_environment(output.parent), check=True, stdout=subprocess.PIPE
    )
    took: dict[str, Any] = json.loads(ended.stdout)
    return took


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("ZENDESK_")}
    return dict(
        kept,
        ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
        ANSIBLE_LOCALHOST_WARNING="false",
        ANSIBLE_LOCAL_TEMP=str(folder / "local"),
        ANSIBLE_NOCOLOR="1",
        ANSIBLE_REMOTE_TEMP=str(folder / "remote"),
        # Users do not have this cache.
        ZIP_BYTECODE="no",
    )


def stages_of(calls: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """What can be sent side by side: reads, writes of what rules name, writes of rules."""
    stages: list[list[dict[str, Any]]] = [[], [], []]
    for call in sorted(calls, key=lambda each: each["turn"]):
        kind = call["path"].split("/")[3]
        writes = 2 if kind in ("triggers", "automations") else 1
        names = ("method", "path", "query", "body", "created")
        stages[0 if call["method"] == "GET" else writes].append({n: call.get(n) for n in names})
    return stages
