# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to run a module."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple
from unittest import mock

import pytest
from ansible.module_utils import basic
from ansible.module_utils.common import warnings as ansible_warnings
from ansible.module_utils.common.parameters import PASS_VARS

ROOT = Path(__file__).resolve().parents[1]
MODULES = "ansible_collections.community.zendesk.plugins.modules."
# A host of an inventory that is this machine. Ansible would look for a Python by itself, and could
# find one without requests.
LOCAL = {
    "ansible_connection": "local",
    "ansible_python_interpreter": "{{ ansible_playbook_python }}",
}

Result = dict[str, Any]


@contextlib.contextmanager
def module_arguments(arguments: dict[str, Any]) -> Iterator[None]:
    """Let the next module that starts in this process find its arguments."""
    try:
        from ansible.module_utils.testing import patch_module_args
    except ImportError:  # ansible-core 2.18
        basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode()
        yield
    else:
        with patch_module_args(arguments), _without_earlier_secrets():
            yield


@contextlib.contextmanager
def _without_earlier_secrets() -> Iterator[None]:
    """Since ansible-core 2.22 a process remembers all secrets, those of other tests included."""
    try:
        from ansible.module_utils._internal._secrets import (  # type: ignore[import-not-found,unused-ignore]
            _secret_masker,
        )
    except ImportError:
        yield
        return
    empty = {"_matcher": type(_secret_masker._matcher)(), "_secrets": set(), "_forms": set()}
    with mock.patch.multiple(_secret_masker, _json_forms={}, **empty):
        yield


def run_module(name: str, arguments: dict[str, Any]) -> Result:
    """Run a module of the collection in this process; see C(run_main)."""
    return run_main(importlib.import_module(MODULES + name).main, arguments)


def run_main(main: Callable[[], None], arguments: dict[str, Any]) -> Result:
    """Run a module's C(main) in this process, over real HTTP, and return what it prints."""
    for store in ("_global_warnings", "_global_deprecations"):
        getattr(ansible_warnings, store).clear()
    if "inject_invocation" not in PASS_VARS:
        # Up to ansible-core 2.19 the arguments are always returned.
        arguments = {k: v for k, v in arguments.items() if k != "_ansible_inject_invocation"}
    output = io.StringIO()
    printed = contextlib.redirect_stdout(output)
    with module_arguments(arguments), printed, _as_on_a_host(), pytest.raises(SystemExit):
        main()
    result: Result = json.loads(output.getvalue())
    # Since ansible-core 2.22 the controller gets them here, and masks what it prints.
    result.pop("_ansible_new_secrets", None)
    for entry in [result, *result.get("results", [])]:
        if "diff" in entry:
            entry["diff"] = _with_dictionaries(entry["diff"])
    result["warnings"] = [_text(entry) for entry in result.get("warnings", [])]
    assert not result.get("deprecations")
    return result


def _with_dictionaries(diff: Any) -> Any:
    """A diff whose texts are read back, so that a test can look at what they hold."""
    if isinstance(diff, list):
        return [_with_dictionaries(entry) for entry in diff]
    return dict(diff, before=json.loads(diff["before"]), after=json.loads(diff["after"]))


def _as_on_a_host() -> contextlib.AbstractContextManager[Any]:
    """A filter in the same process makes Ansible take it for a controller, which keeps warnings."""
    try:
        from ansible.module_utils import _internal
    except ImportError:
        return contextlib.nullcontext()
    if not hasattr(_internal, "is_controller"):  # ansible-core 2.18
        return contextlib.nullcontext()
    return mock.patch.object(_internal, "is_controller", False)


def _text(warning: Any) -> str:
    return warning if isinstance(warning, str) else warning["event"]["msg"]


class Played(NamedTuple):
    """How a playbook ended: exit code, everything that was printed, tasks that changed."""

    code: int
    output: str
    changed: int


def run_playbook(
    folder: Path, tasks: str, *options: str, variables: dict[str, Any] | None = None
) -> Played:
    """Write a playbook of ``tasks`` (YAML, not indented) to a folder and run it for localhost.

    ``variables`` go into a file of their own, as from a vault: a playbook's own lines may be
    quoted in an error.
    """
    file = folder / "play.yml"
    text = "- hosts: localhost\n  gather_facts: false\n  vars_files: [vars.json]\n  tasks:\n"
    file.write_text(text + textwrap.indent(tasks, "    "))
    (folder / "vars.json").write_text(json.dumps(variables or {}))
    return play(folder, file, *options)


def play(
    folder: Path, playbook: Path, *options: str, login: dict[str, str] | None = None
) -> Played:
    """Run a playbook in ``folder``; see C(run_program)."""
    ended = run_program(folder, "ansible-playbook", str(playbook), *options, login=login)
    assert "[DEPRECATION WARNING]" not in ended.stdout, ended.stdout
    counted = re.search(r"changed=(\d+)", ended.stdout)
    return Played(ended.returncode, ended.stdout, int(counted.group(1)) if counted else -1)


def run_program(
    folder: Path, program: str, *words: str, login: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program of Ansible in ``folder``, which is for Ansible's temporary files, too.

    ``login``: variables of the environment that say which account, and how to enter it.
    """
    kept = {name: value for name, value in os.environ.items() if "ZENDESK" not in name}
    environment = dict(
        kept,
        **(login or {}),
        ANSIBLE_COLLECTIONS_PATH=str(ROOT / ".build" / "collections"),
        ANSIBLE_CONFIG=str(ROOT / "tests" / "ansible.cfg"),
        ANSIBLE_LOCALHOST_WARNING="false",
        ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
        ANSIBLE_LOCAL_TEMP=str(folder / "local"),
        ANSIBLE_NOCOLOR="1",
        ANSIBLE_REMOTE_TEMP=str(folder / "remote"),
        PWD=str(folder),
    )
    return subprocess.run(
        [str(Path(sys.executable).with_name(program)), *words],
        check=False,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


class Process(NamedTuple):
    """What a module in a process of its own has printed and used."""

    result: Result
    cpu_seconds: float
    peak_megabytes: float


def start_module(name: str, arguments: dict[str, Any]) -> subprocess.Popen[str]:
    """Start a module in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", _MEASURED, MODULES + name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ, PYTHONPATH=str(ROOT / ".build" / "collections")),
    )
    assert process.stdin
    process.stdin.write(json.dumps({"ANSIBLE_MODULE_ARGS": arguments}))
    process.stdin.close()
    return process


def measure_module(name: str, arguments: dict[str, Any]) -> Process:
    """Run a module in a process of its own and measure it."""
    with start_module(name, arguments) as process:
        assert process.stdout
        printed = process.stdout.read().splitlines()
    used = json.loads(printed.pop())
    return Process(json.loads("".join(printed)), used["cpu"], used["peak"])


_MEASURED = """
import importlib, json, os, resource, sys
main = importlib.import_module(sys.argv.pop()).main
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss
    if os.path.exists("/proc/self/status"):
        # Where there is this, the other has the peak of the process that started this one, too.
        with open("/proc/self/status") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    print()
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak": peak / 1024}))
"""
