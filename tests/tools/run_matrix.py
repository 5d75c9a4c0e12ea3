# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the tests with every supported ansible-core, on the Pythons that this machine has.

Prints one table. With arguments, only the versions named: C(make matrix ARGS="2.18 2.21").
"""

from __future__ import annotations

import functools
import glob
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MATRIX = ROOT / ".build" / "matrix"
TESTS = ROOT / "tests"

# ansible-core -> the Pythons that it runs on, newest first.
CORES = {
    "2.22": ("3.15", "3.14", "3.13"),
    "2.21": ("3.14", "3.13", "3.12"),
    "2.20": ("3.14", "3.13", "3.12"),
    "2.19": ("3.13", "3.12", "3.11"),
    "2.18": ("3.13", "3.12", "3.11"),
}
# ansible-core -> the oldest Python that it runs modules on.
OLDEST = {"2.22": "3.9", "2.21": "3.9", "2.20": "3.9", "2.19": "3.8", "2.18": "3.8"}
# Those that have no release yet: the newest that the registry has is tested, whatever it is.
PRE_RELEASE = ("2.22",)
# Other versions of ansible-core want others of these.
_FREE = ("ansible-core", "resolvelib")


class Row(NamedTuple):
    """One line of the table."""

    core: str
    python: str
    check: str
    result: str
    seconds: float


def main(wanted: list[str]) -> int:
    """Run the matrix; 1 where anything failed, or where a version could not be tested at all."""
    unknown = [core for core in wanted if core not in CORES]
    if unknown:
        print("Unknown: %s. The versions are %s." % (", ".join(unknown), ", ".join(CORES)))
        return 2
    found = pythons()
    rows = []
    for core in wanted or list(CORES):
        usable = [python for python in CORES[core] if python in found]
        if not usable:
            rows.append(Row(core, "none", "all", "FAILED: no Python for it here", 0.0))
        for position, python in enumerate(usable):
            rows += run(core, python, found[python], newest=position == 0)
    print("\n%-6s %-7s %-12s %8s  %s" % ("core", "Python", "check", "seconds", "result"))
    for row in rows:
        print(
            "%-6s %-7s %-12s %8.0f  %s" % (row.core, row.python, row.check, row.seconds, row.result)
        )
    failed = [row for row in rows if not row.result.startswith("ok")]
    print("\n%d passed, %d failed" % (len(rows) - len(failed), len(failed)))
    return int(bool(failed))


def pythons() -> dict[str, str]:
    """Version -> an interpreter that works, of those that can make a virtual environment."""
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    found: dict[str, str] = {}
    for minor in range(8, 16):
        version = "3.%d" % minor
        for python in [
            "python" + version,
            *glob.glob("%s/versions/%s.*/bin/python" % (pyenv, version)),
        ]:
            command = [
                python,
                "-c",
                "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])",
            ]
            try:
                ended = subprocess.run(command, check=False, capture_output=True, text=True)
            except OSError:
                continue
            if ended.returncode == 0 and ended.stdout.strip() == version:
                found[version] = python
                break
    return found


def run(core: str, version: str, python: str, newest: bool) -> list[Row]:
    """Every check with one ansible-core on one Python. Sanity tests all Pythons by itself."""
    folder = MATRIX / ("%s-%s" % (core, version))
    environment = dict(
        os.environ,
        PATH="%s:%s" % (folder / "bin", os.environ["PATH"]),
        ANSIBLE_TEST_BUILD=str(folder / "build"),
        ANSIBLE_HOME=str(folder / "ansible"),
    )
    interpreter = str(folder / "bin" / "python")
    tool = [interpreter, str(TESTS / "tools" / "run_ansible_test.py")]
    commands = {
        "units": [interpreter, "-m", "pytest", "-n", "auto", "-q"],
        "integration": [*tool, "integration"],
    }
    if newest:
        # These test the other Pythons by themselves.
        commands["sanity"] = [*tool, "sanity"]
    label = (core, version)
    rows = [timed(*label, "set-up", lambda: set_up(core, python, folder))]
    if not rows[0].result.startswith("ok"):
        return rows
    for name, command in commands.items():
        rows.append(timed(*label, name, functools.partial(logged, command, environment, folder)))
    if newest:
        check = functools.partial(on_python, OLDEST[core], environment, folder)
        rows.append(timed(*label, "Python " + OLDEST[core], check))
    return rows


def timed(core: str, python: str, name: str, check: Callable[[], str]) -> Row:
    """Run one check and say so."""
    print("== ansible-core %s on Python %s: %s" % (core, python, name), flush=True)
    start = time.monotonic()
    result = check()
    print("   %s" % result, flush=True)
    return Row(core, python, name, result, time.monotonic() - start)


def set_up(core: str, python: str, folder: Path) -> str:
    """An environment with this ansible-core; all else as in the constraints."""
    constraints = folder / "constraints.txt"
    folder.mkdir(parents=True, exist_ok=True)
    lines = (TESTS / "constraints.txt").read_text().splitlines()
    kept = [line for line in lines if line.split("==")[0].strip().lower() not in _FREE]
    allowed = "ansible-core==%s.*" % core
    if core in PRE_RELEASE:
        # To name a pre-release is to allow one, as --pre does, but for this package only.
        allowed += ",>=%s.0rc1" % core
    constraints.write_text("\n".join([*kept, allowed]) + "\n")
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    for command in (
        [python, "-m", "venv", str(folder)],
        [*pip, "-r", str(TESTS / "requirements-units.txt"), "-c", str(constraints)],
        [pip[0], str(TESTS / "tools" / "zip_bytecode.py"), str(folder / "zip_bytecode")],
    ):
        result = logged(command, dict(os.environ), folder)
        if result != "ok":
            return result
    version = subprocess.run(
        [str(folder / "bin" / "ansible"), "--version"], check=True, capture_output=True, text=True
    )
    return "ok, %s" % version.stdout.split("]")[0].lstrip("ansible [")


def on_python(version: str, environment: dict[str, str], folder: Path) -> str:
    """Run the modules on another Python than Ansible's, with the requests that it can have."""
    found = pythons().get(version)
    if not found:
        return "FAILED: no Python %s here" % version
    managed = MATRIX / ("managed-" + version)
    python = str(managed / "bin" / "python")
    wanted = str(ROOT / "requirements.txt")
    for command in (
        [found, "-m", "venv", str(managed)],
        [python, "-m", "pip", "install", "--quiet", "-r", wanted],
    ):
        result = logged(command, dict(os.environ), folder)
        if result != "ok":
            return result
    test = [str(folder / "bin" / "python"), "-m", "pytest", "-q"]
    test.append(str(TESTS / "functional" / "test_managed_python.py"))
    return logged(test, dict(environment, MANAGED_PYTHON=python), folder)


def logged(command: list[str], environment: dict[str, str], folder: Path) -> str:
    """Run a command with its output in a file; what came of it in a few words."""
    log = folder / "output.log"
    with log.open("a") as file:
        file.write("\n$ %s\n" % " ".join(command))
        file.flush()
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT, check=False
        )
    said = log.read_text().rsplit("\n$ ", 1)[-1]
    if "[DEPRECATION WARNING]" in said:
        return "FAILED: a deprecation warning, see %s" % log.relative_to(ROOT)
    if ended.returncode:
        return "FAILED, see %s" % log.relative_to(ROOT)
    counted = re.search(r"\d+ passed[^=\n]*", said)
    if counted:
        return "ok, %s" % counted.group().strip()
    # A pytest that says no number has tested nothing.
    return "FAILED: no test ran" if "pytest" in command else "ok"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
