# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Let galaxy-importer judge what is published, as Ansible Galaxy does.

It ends well after errors, too, so what it says is checked.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from ansible_collections.community.zendesk.tests.tools.build_artifact import build
from ansible_collections.community.zendesk.tests.tools.checkout import ROOT
from ansible_collections.community.zendesk.tests.tools.judging import judged

IMPORTER = ROOT / ".build" / "importer" / "bin"
# Zendesk's placeholders are Liquid, not Jinja; only their spacing may be found wanting.
_LIQUID = re.compile(r"jinja\[spacing\].*\{\{ticket\.")


def main() -> int:
    """Build, import, and print what was said; not 0 where anything is wrong or was left out."""
    with tempfile.TemporaryDirectory() as folder:
        artifact = build(Path(folder))
        return judged(
            "galaxy-importer",
            [str(IMPORTER / "python"), "-m", "galaxy_importer.main", str(artifact)],
            missing,
            Path(folder),
            dict(os.environ, PATH="%s:%s" % (IMPORTER, os.environ["PATH"])),
        )


def missing(said: str) -> list[str]:
    """What is wrong with the collection, and what the importer did not look at."""
    lines = said.splitlines()
    found = [
        line
        for line in lines
        if "ERROR" in line or ("WARNING" in line and not _LIQUID.search(line))
    ]
    wanted = ["...ansible-lint run complete", "Importer processing completed successfully"]
    for kind, folder in (
        ("module", "modules"),
        ("filter", "filter"),
        ("module_utils", "module_utils"),
    ):
        wanted += [
            "Loading %s %s" % (kind, file.stem) for file in (ROOT / "plugins" / folder).glob("*.py")
        ]
    wanted += ["Loading role %s" % path.name for path in (ROOT / "roles").iterdir()]
    return found + ["it did not say: %s" % line for line in wanted if line not in lines]


if __name__ == "__main__":
    sys.exit(main())
