# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs playbooks, and keeps of their output what a reader of the demo looks for."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Mapping, NamedTuple

from .account import NotAsPromised

_TASK = re.compile(r"^TASK \[(?:.* : )?(.*)\] \**$", re.MULTILINE)
_RESULT = re.compile(r"^(?:ok|changed): \[[^\]]*\][^\n]*? => (\{.*?^\})", re.MULTILINE | re.DOTALL)
_DIFF = re.compile(r"^--- before: .*?(?=^--- before|^\S+: \[|^\[WARN|\Z)", re.MULTILINE | re.DOTALL)


class Played(NamedTuple):
    """How a playbook ended: exit code, changed tasks of all hosts, and its output."""

    code: int
    changed: int
    output: str

    def message(self, task: str) -> list[str]:
        """The lines that a task has shown."""
        parts = _TASK.split(self.output)
        said = "".join(text for name, text in zip(parts[1::2], parts[2::2]) if name == task)
        found = _RESULT.search(said)
        if not found:
            raise NotAsPromised('The task "%s" has shown nothing.\n%s' % (task, self.output))
        message = json.loads(found.group(1))["msg"]
        return [str(line) for line in message] if isinstance(message, list) else [str(message)]

    @property
    def diffs(self) -> int:
        """How many records had their change shown."""
        return len(_DIFF.findall(self.output))

    def diff(self, name: str) -> list[str]:
        """The lines of the change of one record."""
        blocks = [block for block in _DIFF.findall(self.output) if '"%s"' % name in block[:400]]
        if len(blocks) != 1:
            raise NotAsPromised('%d changes of "%s" were shown.' % (len(blocks), name))
        return str(blocks[0]).strip("\n").splitlines()[2:]


class Player:
    """Runs commands in the folder of the demo, as a reader could run them there."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        colours = {"ANSIBLE_NOCOLOR": "1", "ANSIBLE_FORCE_COLOR": "0"}
        # Modules would put their temporary files into the home of the user. Ansible hands the name to
        # a shell, for which the path of a checkout can hold anything.
        temporary = {"ANSIBLE_REMOTE_TEMP": "$DEMO_FOLDER/.ansible", "DEMO_FOLDER": str(folder)}
        shown = {"ANSIBLE_CALLBACK_RESULT_FORMAT": "json", "ANSIBLE_DISPLAY_OK_HOSTS": "1"}
        self._environment = {**environment, **colours, **temporary, **shown}

    def play(self, playbook: str, *options: str, code: int = 0) -> Played:
        """Run a playbook; NotAsPromised unless it ends with this code."""
        command = ["ansible-playbook", "-i", "inventory.yml", "community.zendesk." + playbook]
        output = self.run(*command, *options, code=code)
        changed = sum(map(int, re.findall(r"ok=\d+ +changed=(\d+)", output)))
        return Played(code, changed, output)

    def run(self, *command: str, code: int = 0) -> str:
        """Run a command and return what it printed; see play."""
        print("  $ %s\n" % shlex.join(command), flush=True)
        with subprocess.Popen(
            command,
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            try:
                output = process.communicate()[0]
            except BaseException:
                # It must not go on while what the demo made is deleted.
                process.terminate()
                process.communicate()
                raise
        if process.returncode != code:
            raise NotAsPromised(
                "The command ended with the code %d, not with %d:\n%s"
                % (process.returncode, code, output)
            )
        return output


# --- what the demo itself prints

_COLOURS = {"+": "32", "-": "31"}
_BOLD = "1"
_WIDTH = 100


def _coloured(text: str, colour: str) -> str:
    wanted = sys.stdout.isatty() or os.environ.get("ANSIBLE_FORCE_COLOR") == "1"
    if not wanted or "NO_COLOR" in os.environ or not colour:
        return text
    return "\x1b[%sm%s\x1b[0m" % (colour, text)


def head(number: int, title: str) -> None:
    print(_coloured("=== %d. %s" % (number, title), _BOLD) + "\n", flush=True)


def say(text: str) -> None:
    """A paragraph of the story."""
    print(
        textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ") + "\n", flush=True
    )


def tell(lines: list[str]) -> None:
    """Sentences of an output, wrapped."""
    for line in lines:
        print(
            textwrap.fill(
                line,
                _WIDTH,
                initial_indent="    ",
                subsequent_indent="      ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    print(flush=True)


def show(lines: list[str]) -> None:
    """Lines as they are, those of a difference in its colours."""
    for line in lines:
        print(("    " + _coloured(line, _COLOURS.get(line[:1], ""))).rstrip())
    print(flush=True)


def unlike(what: str, found: Any, expected: Any) -> NotAsPromised:
    return NotAsPromised("%s: expected %r, found %r." % (what, expected, found))
