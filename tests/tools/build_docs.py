# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the documentation as a site: the guides, and a page for each module, filter and role.

Nothing is downloaded. A warning of Sphinx, of a dead link for example, is an error.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from ansible_collections.community.zendesk.tests.tools.checkout import ROOT

DOCS = ROOT / ".build" / "docs"
SOURCE = DOCS / "source"
HTML = DOCS / "html"
SCREENS = ROOT / ".build" / "screens" / "site"
BIN = Path(sys.executable).parent
GITHUB = "https://github.com/ansible-collections/community.zendesk/blob/main/"


def pages() -> dict[str, str]:
    """Pages in the checkout -> what they are called on the site."""
    found = {"docs/" + file.name: file.name for file in (ROOT / "docs").glob("*.md")}
    for file in ROOT.glob("roles/*/README.md"):
        found["roles/%s/README.md" % file.parent.name] = "role_%s.md" % file.parent.name
    for name in ("CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "SECURITY.md"):
        found[name] = name.lower()
    return found


def on_the_site(text: str, names: dict[str, str]) -> str:
    """A page whose links to other pages on GitHub lead to the site instead."""

    def local(link: re.Match[str]) -> str:
        name = names.get(link[1])
        return "](%s%s)" % (name, link[2] or "") if name else link[0]

    return re.sub(r"\]\(%s([\w./-]+)(#[\w-]+)?\)" % re.escape(GITHUB), local, text)


def gather() -> None:
    """Put all that the site is made of into one folder."""
    shutil.rmtree(DOCS, ignore_errors=True)
    # antsibull-docs wants folders that nobody else can write to.
    (SOURCE / "collection").mkdir(parents=True)
    for folder in (SOURCE, SOURCE / "collection"):
        folder.chmod(0o700)
    names = pages()
    for path, name in names.items():
        (SOURCE / name).write_text(on_the_site((ROOT / path).read_text(), names))
    for pattern in ("*.svg", "site/*"):
        for file in (ROOT / "docs").glob(pattern):
            shutil.copy(file, SOURCE)
    if SCREENS.is_dir():
        shutil.copytree(SCREENS, SOURCE, dirs_exist_ok=True)
    else:
        index = SOURCE / "index.md"
        index.write_text(index.read_text().replace("\nscreens\n", "\n"))


def main() -> int:
    """Build into .build/docs/html."""
    gather()
    for command in (
        ["antsibull-docs", "collection", "--use-current", "--squash-hierarchy"]
        + ["--dest-dir", str(SOURCE / "collection"), "community.zendesk"],
        ["sphinx-build", "-q", "-W", "--keep-going", "-b", "html", str(SOURCE), str(HTML)],
    ):
        ended = subprocess.run([str(BIN / command[0]), *command[1:]], check=False)
        if ended.returncode:
            return ended.returncode
    print("%s, %d pages" % (HTML.relative_to(ROOT) / "index.html", len([*HTML.rglob("*.html")])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
