# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others on the machine could see while a real playbook runs, and what stays behind."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple

import pytest
from ansible.module_utils import basic

from ansible_collections.community.zendesk.tests.running import run_playbook
from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

# In every secret. Other tests run on this machine at the same time.
MARKER = "canary-" + secrets.token_hex(8)
LOGINS = {
    "token": {"zendesk_oauth_token": MARKER + "-token"},
    "client": {"zendesk_client_id": "ansible", "zendesk_client_secret": MARKER + "-client"},
}
SEED: dict[str, Any] = {
    "users": [dict(DEFAULT_SEED["users"][0], oauth_token=MARKER + "-token")],
    "oauth_clients": [{"client_id": "ansible", "client_secret": MARKER + "-client"}],
}
TARGET = {
    "title": "Tracker",
    "type": "jira_target",
    "target_url": "https://jira.example.com",
    "username": "zendesk",
    "password": MARKER + "-password",
}
TASKS = """
- community.zendesk.zendesk_target: "{{ connection | combine(target) }}"
- community.zendesk.zendesk_targets: "{{ connection | combine({'targets': [target]}) }}"
- community.zendesk.zendesk_target_info: "{{ connection }}"
"""


class Trace(NamedTuple):
    """Where the marker was: in a process, or in a file in a folder of a mode."""

    what: str
    folder: int = 0


class Watch:
    """Looks at all processes and at a folder, again and again."""

    def __init__(self, folder: Path) -> None:
        self.modules: set[str] = set()
        self.processes: set[Trace] = set()
        self.files: set[Trace] = set()
        self._folder = folder
        self._ended = threading.Event()

    @contextlib.contextmanager
    def on(self) -> Iterator[None]:
        thread = threading.Thread(target=self._loop)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def _loop(self) -> None:
        while not self._ended.wait(0.01):
            self.look_at_processes()
            self.look_at_files()

    def look_at_processes(self) -> None:
        for process in Path("/proc").glob("[0-9]*"):
            # Processes end while they are looked at.
            with contextlib.suppress(OSError):
                line = (process / "cmdline").read_bytes()
                if b"AnsiballZ_zendesk" in line:
                    self.modules.add(process.name)
                if MARKER.encode() in line:
                    self.processes.add(Trace("arguments"))
                if MARKER.encode() in (process / "environ").read_bytes():
                    self.processes.add(Trace("environment"))

    def look_at_files(self) -> None:
        # Folders go while they are looked at, which Path.rglob does not take on Python 3.11.
        for folder, _folders, names in os.walk(self._folder):
            for name in names:
                with contextlib.suppress(OSError):
                    if MARKER.encode() in Path(folder, name).read_bytes():
                        self.files.add(Trace(name, stat.S_IMODE(os.stat(folder).st_mode)))


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    running = Simulator(SEED, latency=0.3).start()
    yield running
    running.stop()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Ansible has a socket in its folder for temporary files, whose path must be short."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc here")
@pytest.mark.parametrize("pipelining", [False, True], ids=["files", "pipelining"])
@pytest.mark.parametrize("login", LOGINS.values(), ids=list(LOGINS))
def test_traces_of_secrets(
    login: dict[str, str],
    pipelining: bool,
    simulator: Simulator,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("ANSIBLE_PIPELINING", str(pipelining))
    monkeypatch.delenv("ANSIBLE_KEEP_REMOTE_FILES", raising=False)
    watch = Watch(folder)
    variables = {"connection": dict(login, zendesk_url=simulator.url), "target": TARGET}
    with watch.on():
        played = run_playbook(folder, TASKS, "-vvvv", variables=variables)
    assert played.code == 0, played.output
    assert MARKER not in played.output

    # Never where other users of the machine could look.
    assert watch.processes == set()
    # The file of variables stands for a vault, which a user does not write in clear.
    traces = {trace for trace in watch.files if trace.what != "vars.json"}
    assert [trace for trace in traces if trace.folder & 0o077] == []
    if pipelining:
        assert traces == set()
    else:
        # Ansible hands the arguments on in a file, in a folder of the user's own.
        assert traces
        assert watch.modules
    # And nothing stays.
    after = Watch(folder)
    after.look_at_files()
    assert {trace.what for trace in after.files} == {"vars.json"}


@pytest.mark.parametrize("name", ["zendesk_target", "zendesk_targets"])
def test_log_of_the_system(
    name: str, simulator: Simulator, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ansible logs each call: secrets must be masked, however Python would write them."""
    logged: list[str] = []
    monkeypatch.setattr(basic, "has_journal", False)
    monkeypatch.setattr(
        basic.AnsibleModule, "_log_to_syslog", lambda _self, text: logged.append(text)
    )
    target = dict(TARGET, password="%s'\"\\\n\N{BELL}" % MARKER)
    arguments = target if name == "zendesk_target" else {"targets": [target]}
    assert run(name, **arguments, **LOGINS["token"])["changed"]
    assert any("Invoked" in text for text in logged)
    assert MARKER not in "".join(logged)


def test_the_watch_can_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACE", MARKER)
    sleeping = [sys.executable, "-c", "print(flush=True); input()", MARKER]
    (tmp_path / "secret").write_text(MARKER)
    watch = Watch(tmp_path)
    with subprocess.Popen(sleeping, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        # Until it says something, it may still be what it was before it became a program.
        assert process.stdout is not None
        process.stdout.readline()
        watch.look_at_processes()
        process.communicate(b"\n")
    watch.look_at_files()
    assert {trace.what for trace in watch.processes} == {"arguments", "environment"}
    assert {trace.what for trace in watch.files} == {"secret"}
