# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build what is published, from a copy of the checkout: the builder does not read .gitignore.

All files have the time of the last commit, so that the size does not depend on the times of the
files in the checkout.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ansible_collections.community.zendesk.tests.tools.checkout import ROOT, copy_checkout, git


def build(folder: Path) -> Path:
    """Build the collection; returns the file."""
    with tempfile.TemporaryDirectory() as copy:
        copy_checkout(Path(copy))
        committed = int(git("log", "-1", "--format=%ct"))
        for path in [Path(copy), *Path(copy).rglob("*")]:
            os.utime(path, (committed, committed))
        command = [str(Path(sys.executable).with_name("ansible-galaxy")), "collection", "build"]
        command += ["--force", "--output-path", str(folder)]
        subprocess.run(command, cwd=copy, check=True, stdout=subprocess.DEVNULL)
    (found,) = folder.glob("community-zendesk-*.tar.gz")
    return found


def main() -> int:
    """Build into .build/artifact, and say where."""
    folder = ROOT / ".build" / "artifact"
    for old in folder.glob("*.tar.gz"):
        old.unlink()
    found = build(folder)
    print("%s, %d kB" % (found.relative_to(ROOT), found.stat().st_size / 1000))
    return 0


if __name__ == "__main__":
    sys.exit(main())
