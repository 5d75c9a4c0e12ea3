# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a tool that may pass on nothing, and judge it by what it says, too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Callable


def judged(
    name: str,
    command: list[str],
    missing: Callable[[str], list[str]],
    cwd: Path,
    environment: dict[str, str],
) -> int:
    """Run a command and print what it says as it comes, and then what was ``missing`` in it.

    Returns its exit code, or 1 where it ended well and something was missing.
    """
    said = []
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            said.append(line)
    problems = missing("".join(said))
    for text in problems:
        print("%s: %s" % (name, text), file=sys.stderr)
    return process.returncode or int(bool(problems))
