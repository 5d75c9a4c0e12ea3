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
import syslog
import tempfile
import threading
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple

import pytest
from ansible.module_utils import basic

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
    record_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._module._arguments import Module
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.tests.running import module_arguments, run_playbook
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


@pytest.mark.costly
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


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a module in this process writes to the log of the system."""
    texts: list[str] = []
    # Where there is a journal, Ansible prefers it. Since 2.22 it is another module that logs.
    monkeypatch.setattr(basic, "has_journal", False, raising=False)
    monkeypatch.setitem(sys.modules, "systemd", None)
    monkeypatch.setattr(syslog, "syslog", lambda _priority, text: texts.append(text))
    return texts


@pytest.mark.parametrize("name", ["zendesk_target", "zendesk_targets"])
def test_log_of_the_system(name: str, simulator: Simulator, run: Run, logged: list[str]) -> None:
    """Ansible logs each call. The names of the options say enough."""
    target = dict(TARGET, password="%s'\"\\\n\N{BELL}" % MARKER)
    arguments = target if name == "zendesk_target" else {"targets": [target]}
    assert run(name, **arguments, **LOGINS["token"])["changed"]
    given = sorted([*arguments, "zendesk_oauth_token", "zendesk_url"])
    assert "Invoked with " + ", ".join(given) in logged
    assert MARKER not in "".join(logged)


def test_progress_in_the_log_of_the_system(run: Run, logged: list[str]) -> None:
    """How far a long run is, and nothing else."""
    targets = [{**TARGET, "title": "T%d" % at, "password": MARKER} for at in range(60)]
    assert run("zendesk_config", targets=targets, **LOGINS["token"])["changed"]
    said = [text for text in logged if "attempted" in text]
    assert said == ["%d of 60 changes attempted" % count for count in (25, 50, 60)]
    assert MARKER not in "".join(logged)


ADDRESSES = {
    "user and password": "https://user:%s@example.com",
    "token": "https://%s@example.com",
    "password with @": "https://user:%s@more@example.com",
    "password with /": "https://user:%s/more@example.com",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=list(ADDRESSES))
@pytest.mark.parametrize(
    "name", ["zendesk_target", "zendesk_targets", "zendesk_target_info", "zendesk_audit_info"]
)
def test_log_of_the_system_with_a_secret_in_the_address(
    name: str, address: str, run: Run, logged: list[str]
) -> None:
    items: dict[str, Any] = {"targets": []}
    arguments = {"zendesk_target": TARGET, "zendesk_target_info": {}}.get(name, items)
    url = {"zendesk_url": address % MARKER}
    result = run(name, **arguments, **url, **LOGINS["token"])
    assert "zendesk_url must" in result["msg"]
    assert any("Invoked" in text for text in logged)
    assert MARKER not in "".join(logged) + str(result)


@pytest.mark.parametrize("name", ["zendesk_target", "zendesk_targets"])
def test_log_of_the_system_with_a_secret_in_the_address_of_a_target(
    name: str, run: Run, logged: list[str]
) -> None:
    target = dict(TARGET, target_url="https://alice:%s@jira.example.com" % MARKER)
    arguments = target if name == "zendesk_target" else {"targets": [target]}
    result = run(name, _ansible_inject_invocation=True, **arguments, **LOGINS["token"])
    assert result["changed"]
    assert any("Invoked" in text for text in logged)
    assert MARKER not in "".join(logged) + str(result)


def test_the_log_can_be_seen(logged: list[str]) -> None:
    """And it is masked a second time, should Ansible log the arguments by another way."""
    secret = MARKER + "-token"
    arguments = {"zendesk_oauth_token": secret, "title": "x", "_ansible_module_name": "m"}
    with module_arguments(arguments), contextlib.suppress(SystemExit):
        module = Module(
            {**record_options(TARGETS), **connection_options()}, lambda _params, _form: []
        )
        module.log("Secret %s and \ud800" % secret, log_args={"token": secret})
        module.warn("Warning of %s and \x00" % secret)
    assert "Secret ******** and \N{REPLACEMENT CHARACTER}" in logged
    assert secret not in "".join(logged)


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
