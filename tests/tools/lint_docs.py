# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the documentation of the plugins and the guides with antsibull-docs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from ansible_collections.community.zendesk.tests.tools.checkout import ROOT

COMMAND = [
    str(Path(sys.executable).with_name("antsibull-docs")),
    "lint-collection-docs",
    "--plugin-docs",
    "--check-extra-docs-refs",
    "--validate-collection-refs",
    "all",
    ".",
]
_ATTEMPTS = 10
# It writes the name of a temporary folder into what it checks. If this random name ends in an
# underscore, it looks like a link.
UNLUCKY = re.compile(r'.*Unknown target name: "antsibull-docs-\w+"\.')


def is_unlucky(said: str) -> bool:
    """Whether nothing is wrong but the name of that folder, so that another run has another one."""
    lines = said.splitlines()
    return bool(lines) and all(UNLUCKY.fullmatch(line) for line in lines)


def main() -> int:
    """Its exit code."""
    home = ROOT / ".build" / "home"
    home.mkdir(parents=True, exist_ok=True)
    for _attempt in range(_ATTEMPTS):
        ended = subprocess.run(
            COMMAND,
            cwd=ROOT,
            env={**os.environ, "HOME": str(home)},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if not ended.returncode or not is_unlucky(ended.stdout):
            break
    print(ended.stdout, end="")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
