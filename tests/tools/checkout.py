# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the checkout: what Git knows or would add, without what was made."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def copy_checkout(folder: Path, keep: str = "") -> None:
    """Make ``folder`` a copy of the checkout. ``keep``: a folder in it that stays as it is."""
    listed = git("ls-files", "-coz", "--exclude-standard")
    names = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    kept = folder / keep if keep else None
    for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        relative = path.relative_to(folder)
        if relative.parts[0] == ".git" or (kept and _touches(path, kept)):
            continue
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif str(relative) not in names:
            path.unlink()
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)


def git(*words: str) -> str:
    """What Git says about the checkout, whoever owns it."""
    command = ["git", "-c", "safe.directory=*", *words]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _touches(path: Path, kept: Path) -> bool:
    return kept in (path, *path.parents) or path in kept.parents
