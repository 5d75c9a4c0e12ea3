# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run C(ansible-test) on a copy of the checkout, and make sure that it has tested something.

It wants the collection in a folder tree of a certain shape, asks Git what to test, and fetches
pip's bootstrap script from a server of its own. Where one of these goes wrong it may pass all the
same, so what it says is checked as well as how it ends.
"""

from __future__ import annotations

import contextlib
import glob
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator

from ansible_collections.community.zendesk.tests.sampling import SAMPLE
from ansible_collections.community.zendesk.tests.tools.checkout import ROOT, copy_checkout
from ansible_collections.community.zendesk.tests.tools.judging import judged

# Each ansible-core of the matrix has a folder of its own.
BUILD = Path(os.environ.get("ANSIBLE_TEST_BUILD") or ROOT / ".build")
STAGE = BUILD / "stage" / "ansible_collections" / "community" / "zendesk"
HOME = BUILD / "home"
INTEGRATION = ROOT / "tests" / "integration" / "targets"

_HERE = "%d.%d" % sys.version_info[:2]
# Tests of ansible-test sanity that this collection must not go without.
_WANTED_SANITY = {"compile", "import", "validate-modules", "no-illegal-filenames", "pylint", "pep8"}

# Stands in for get-pip.py: pip installs itself from its own wheel.
_GET_PIP = """\
import sys
sys.path.insert(0, {wheel!r})
from pip._internal.cli.main import main
wanted = [word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel")]
sys.exit(main(["install", "--no-index", "--find-links", {folder!r}] + wanted))
"""


# What make lint checks as well, so that a sample need not.
LINTED = ("changelog", "pep8", "yamllint")


def main(command: str, *more: str) -> int:
    """Run C(ansible-test COMMAND MORE...); not 0 where it failed or tested too little."""
    environment = dict(os.environ, HOME=str(HOME))
    # The stage is found by its place; what make sets would name the checkout.
    for name in ("PYTHONPATH", "ANSIBLE_COLLECTIONS_PATH", "ANSIBLE_CONFIG", "ANSIBLE_HOME"):
        environment.pop(name, None)
    stage()
    if SAMPLE:
        print("A sample: see tests/sampling.py.", flush=True)
    if command == "sanity":
        prime()
    elif SAMPLE:
        (STAGE / "tests" / "integration" / "integration_config.yml").write_text("lives: 1\n")
    with without_spaces(Path(sys.prefix)) as venv:
        tool = [str(venv / "bin" / name) for name in ("python", "ansible-test")]
        environment["PATH"] = os.pathsep.join([str(venv / "bin"), *working_path()])
        return judged(
            "ansible-test " + command,
            [*tool, command, "--color", "no", *options_of(command, SAMPLE), *more],
            missing_sanity if command == "sanity" else missing_integration,
            STAGE,
            environment,
        )


def options_of(command: str, sample: bool) -> list[str]:
    """The options of a command, for all tests or for a sample."""
    if command != "sanity":
        return ["--local", "--python", _HERE]
    if not sample:
        return ["--venv"]
    skipped = [word for name in LINTED for word in ("--skip-test", name)]
    return ["--venv", "--python", _HERE, "--exclude", "tests/", *skipped]


@contextlib.contextmanager
def without_spaces(folder: Path) -> Iterator[Path]:
    """``folder``, or a link to it whose path holds no space.

    ansible-test writes scripts whose first line names its Python, and there a space ends the name.
    """
    if not re.search(r"\s", str(folder)):
        yield folder
        return
    with tempfile.TemporaryDirectory() as place:
        link = Path(place, "link")
        link.symlink_to(folder)
        yield link


def stage() -> None:
    """Copy the checkout; what ansible-test keeps there stays, so runs are warm."""
    copy_checkout(STAGE, keep="tests/output")
    # Without a repository of its own ansible-test would ask the checkout, which ignores the stage.
    subprocess.run(["git", "init", "--quiet", str(STAGE)], check=True)


def prime() -> None:
    """Put what stands in for pip's bootstrap script where ansible-test looks before it fetches."""
    spec = importlib.util.find_spec("ansible_test")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    source = Path(folders[0], "_internal", "python_requirements.py").read_text()
    versions = sorted(set(re.findall(r"\bpip='([0-9.]+)'", source)))
    if not versions:
        raise SystemExit("This ansible-core does not say which pip its ansible-test installs.")
    cache = HOME / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    wheels = BUILD / "wheels"
    for version in versions:
        found = list(wheels.glob("pip-%s-*.whl" % version))
        if not found:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            subprocess.run([*command, "--dest", str(wheels), "pip==" + version], check=True)
            found = list(wheels.glob("pip-%s-*.whl" % version))
        script = _GET_PIP.format(wheel=str(found[0]), folder=str(wheels))
        (cache / ("get_pip_%s.py" % version.replace(".", "_"))).write_text(script)
    _keep_registry()


def _keep_registry() -> None:
    """With another home, pip would forget which registry this machine is set to use."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    settings = re.findall(r"^(?:global|install|:env:)\.([a-z-]+)='(.*)'$", listed, re.MULTILINE)
    file = HOME / ".config" / "pip" / "pip.conf"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ["%s = %s\n" % pair for pair in dict(settings).items() if pair[0] != "config-file"]
    file.write_text("[global]\nquiet = 1\n" + "".join(lines))


def working_path() -> list[str]:
    """The search path without folders whose Pythons are stand-ins that fail, and with pyenv's."""
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    folders = os.environ["PATH"].split(os.pathsep) + sorted(glob.glob(pyenv + "/versions/3*/bin"))
    return [folder for folder in dict.fromkeys(folders) if all(map(_works, _pythons(folder)))]


def _pythons(folder: str) -> list[str]:
    return glob.glob(glob.escape(folder) + "/python3.[0-9]") + glob.glob(
        glob.escape(folder) + "/python3.[0-9][0-9]"
    )


def _works(python: str) -> bool:
    return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0


def missing_sanity(said: str) -> list[str]:
    """What a run of the sanity tests did not do."""
    ran = set(re.findall(r'Running sanity test "([a-z0-9-]+)"', said))
    wanted = _WANTED_SANITY - {*LINTED} if SAMPLE else _WANTED_SANITY
    found = ["%s was not run." % name for name in sorted(wanted - ran)]
    if 'Running sanity test "import" on Python %s' % _HERE not in said:
        found.append("import was not run on Python %s." % _HERE)
    return found + _skipped(said)


def missing_integration(said: str) -> list[str]:
    """What a run of the integration tests did not do."""
    hidden = {path.parent for path in INTEGRATION.glob("*/aliases") if "hidden" in path.read_text()}
    names = [path.name for path in INTEGRATION.iterdir() if path not in hidden]
    found = [
        "%s was not run." % name
        for name in sorted(names)
        if "Running %s integration test role" % name not in said
    ]
    if not names or not re.search(r"changed=[1-9]", said):
        found.append("no task changed anything.")
    return found + _skipped(said)


def _skipped(said: str) -> list[str]:
    return ["all targets were skipped."] if "All targets skipped" in said else []


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
