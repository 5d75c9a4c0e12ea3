# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands as pages show them: whether what they name exists."""

from __future__ import annotations

import functools
import importlib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Callable

import yaml
from ansible.parsing.splitter import parse_kv

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.tests.pages import role_variables
from ansible_collections.community.zendesk.tests.running import ROOT

BIN = Path(sys.executable).parent
NAME = "community.zendesk."
_PLUGINS = "ansible_collections.community.zendesk.plugins."
_MODULES = {file.stem for file in ROOT.glob("plugins/modules/*.py")}
# These take whatever the reader has.
FREE = {
    "cat",
    "cd",
    "chmod",
    "cp",
    "curl",
    "export",
    "git",
    "ls",
    "mkdir",
    "mv",
    "sudo",
    "terraform",
}
SIMULATOR = "ansible_collections.community.zendesk.tests.simulator"
_START = {SIMULATOR: [sys.executable, "-m", SIMULATOR]}


def wrong_with(command: str, page: str = "") -> list[str]:
    """What a command names that does not exist. ``page``: the text around it."""
    words = shlex.split(command, comments=True)
    found = []
    while words and re.match(r"[A-Z_]+=", words[0]):
        found += _variable(words.pop(0).split("=")[0])
    if not words or words[0] in FREE:
        return found
    if words[0] in ("python", "python3"):
        return found + _python(words[1:])
    check = CHECKS.get(words[0].replace(".build/venv/bin/", ""))
    if check is None:
        return [*found, "%s is no command that can be checked" % words[0]]
    return found + check(words[1:], page)


def _variable(name: str) -> list[str]:
    if name.startswith("ZENDESK_") and name.lower() not in connection_options():
        return ["%s is no environment variable of the modules" % name]
    return []


def _make(words: list[str], _page: str) -> list[str]:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    found = []
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            found += [] if word in targets else ["there is no make %s" % word]
        elif "$(%s)" % name not in makefile:
            found.append("the Makefile does not use %s" % name)
        else:
            paths = re.findall(r"tests/[\w./-]+", value)
            found += ["there is no %s" % path for path in paths if not (ROOT / path).exists()]
    return found


@functools.lru_cache(maxsize=None)
def _help(*command: str) -> str:
    ended = subprocess.run(
        [*_START.get(command[0], [str(BIN / command[0])]), *command[1:], "--help"],
        env=dict(os.environ, PYTHONPATH=str(ROOT / ".build" / "collections")),
        check=True,
        capture_output=True,
        text=True,
    )
    return ended.stdout


def _options(words: list[str], *command: str) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """What is wrong with the options of a command; its options with values; all other words."""
    said = _help(*command)
    wrong, given, others = [], [], []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if not word.startswith("-"):
            others.append(word)
            continue
        name, _equals, value = word.partition("=")
        # As argparse lists them: "-i INVENTORY, --inventory INVENTORY" or "-C, --check".
        listed = re.search(r"(?<![\w-])%s(?![\w-])( [A-Z_{]+)?" % re.escape(name), said)
        if not listed:
            wrong.append("%s has no option %s" % (" ".join(command), name))
        elif not value and (listed.group(1) or re.search(r"%s, --\S+ [A-Z_{]" % name, said)):
            value = queue.pop(0) if queue else ""
        given.append((name, value))
    return wrong, given, others


def _playbook(words: list[str], page: str) -> list[str]:
    found, options, playbooks = _options(words, "ansible-playbook")
    for name, value in options:
        if name in ("-e", "--extra-vars") and value.startswith("@"):
            known = _in_examples(value[1:]) or _is_made(value[1:], page)
            found += [] if known else ["there is no file %s" % value[1:]]
        elif name in ("-e", "--extra-vars"):
            given = yaml.safe_load(value) if value.startswith("{") else [value.split("=")[0]]
            found += [wrong for variable in given for wrong in _extra_variable(variable)]
    for playbook in playbooks:
        if playbook.startswith(NAME):
            file = ROOT / "playbooks" / (playbook[len(NAME) :] + ".yml")
            found += [] if file.is_file() else ["there is no playbook %s" % playbook]
        elif "`%s`" % playbook not in page and not _in_examples(playbook):
            found.append("the page does not tell what %s is" % playbook)
    return found + ([] if playbooks else ["it names no playbook"])


def _is_made(file: str, page: str) -> bool:
    """Whether a page says what a file has, or has a command that writes it."""
    ways = ("`%s`", "> %s\n", "ansible-vault create %s\n")
    return any(way % file in page for way in ways)


# Not in the environments of the tests, so it can't be asked.
_NAVIGATOR = {
    "--mode",
    "--execution-environment-image",
    "--pass-environment-variable",
    "--enable-prompts",
    "--playbook-artifact-enable",
}


def _navigator(words: list[str], page: str) -> list[str]:
    """Its own options have a value each; all others are those of ansible-playbook."""
    if words[0] != "run":
        return ["only ansible-navigator run can be checked"]
    queue, others = words[1:], []
    while queue:
        word = queue.pop(0)
        if word in _NAVIGATOR:
            queue[:1] = []
        else:
            others.append(word)
    return _playbook(others, page)


def _in_examples(path: str) -> bool:
    return any(ROOT.glob("roles/*/examples/**/" + path))


def _extra_variable(name: str) -> list[str]:
    used = {
        variable
        for file in ROOT.glob("playbooks/*.yml")
        for variable in re.findall(r"\{\{ (\w+)", file.read_text())
    }
    return [] if name in {*role_variables(), *used} else ["%s is no variable" % name]


def _ad_hoc(words: list[str], page: str) -> list[str]:
    """One task without a playbook: its module, and its options as name=value."""
    found, options, _hosts = _options(words, "ansible")
    given = dict(options)
    module = given.get("-m", "")
    if not module.startswith(NAME) or module[len(NAME) :] not in _MODULES:
        return [*found, "there is no module %s" % module]
    main = importlib.import_module(_PLUGINS + "modules." + module[len(NAME) :])
    known = {*yaml.safe_load(main.DOCUMENTATION)["options"], *connection_options()}
    names = set(parse_kv(given.get("-a", "")))
    found += ["%s has no option %s" % (module, name) for name in sorted(names - known)]
    file = given.get("-e", "")
    if file.startswith("@") and not _is_made(file[1:], page):
        found.append("there is no file %s" % file[1:])
    return found


def _doc(words: list[str], _page: str) -> list[str]:
    found, options, names = _options(words, "ansible-doc")
    kinds = dict(options)
    kind = kinds.get("-t", kinds.get("--type", "module"))
    for name in names:
        path = {"role": "roles/%s"}.get(
            kind, "plugins/%s/%%s.py" % kind.replace("module", "modules")
        )
        if not (ROOT / (path % name[len(NAME) :])).exists():
            found.append("there is no %s %s" % (kind, name))
    return found


def _galaxy(words: list[str], _page: str) -> list[str]:
    found, _given, others = _options(words[2:], "ansible-galaxy", *words[:2])
    if words[:2] == ["collection", "install"]:
        found += [
            "%s is another collection" % name for name in others if name not in (NAME[:-1], ".")
        ]
    return found


def _with_action(program: str) -> Callable[[list[str], str], list[str]]:
    return lambda words, _page: _options(words[1:], program, words[0])[0]


def _plain(program: str) -> Callable[[list[str], str], list[str]]:
    return lambda words, _page: _options(words, program)[0]


def _changelog(words: list[str], _page: str) -> list[str]:
    # Not there in the environments of the matrix, so it can't be asked.
    return [] if words in (["lint"], ["release"]) else ["that can't be checked"]


def _python(words: list[str]) -> list[str]:
    if words[:1] != ["-m"]:
        return ["only python -m can be checked"]
    if words[1] == SIMULATOR:
        return _options(words[2:], SIMULATOR)[0]
    if words[1:3] == ["pip", "install"]:
        return ["pip install: not a way to install Ansible"] if "ansible" in words else []
    return [] if words[1] in ("venv", "pytest") else ["python -m %s can't be checked" % words[1]]


CHECKS: dict[str, Callable[[list[str], str], list[str]]] = {
    "ansible": _ad_hoc,
    "make": _make,
    "ansible-playbook": _playbook,
    "ansible-doc": _doc,
    "ansible-galaxy": _galaxy,
    "ansible-navigator": _navigator,
    "ansible-vault": _with_action("ansible-vault"),
    "ansible-builder": _with_action("ansible-builder"),
    "ansible-inventory": _plain("ansible-inventory"),
    "antsibull-changelog": _changelog,
}
