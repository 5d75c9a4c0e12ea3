# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the documentation as a site: the guides, and a page for each module, filter and role.

All that docs.ansible.com shows comes from antsibull-docs, as there; pages for contributors are added.
Nothing is downloaded. A warning of Sphinx, of a dead link for example, is an error.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.community.zendesk.tests.page_formats import LABEL
from ansible_collections.community.zendesk.tests.tools.checkout import ROOT

DOCS = ROOT / ".build" / "docs"
SOURCE = DOCS / "source"
HTML = DOCS / "html"
BIN = Path(sys.executable).parent
GITHUB = "https://github.com/ansible-collections/community.zendesk/blob/main/"
GUIDE = re.compile(r"(?:docs/)?docsite/rst/(guide_\w+)\.rst")
# Where the front page has its guides.
MARK = "<!-- The guides, in the sections of docs/docsite/extra-docs.yml. -->"


def pages() -> dict[str, str]:
    """Pages in the checkout that are added -> what they are called on the site."""
    found = {"docs/" + file.name: file.name for file in (ROOT / "docs").glob("*.md")}
    for name in ("CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "SECURITY.md"):
        found[name] = name.lower()
    return found


def elsewhere() -> dict[str, str]:
    """Pages in the checkout that antsibull-docs has another page for."""
    found = {"CHANGELOG.md": "collection/changelog.rst"}
    for file in ROOT.glob("roles/*/README.md"):
        found["roles/%s/README.md" % file.parent.name] = "collection/%s_role.rst" % file.parent.name
    return found


def on_the_site(text: str, names: dict[str, str]) -> str:
    """A page whose links to other pages in the repository lead to the site instead."""

    def local(link: re.Match[str]) -> str:
        path, anchor = link["path"], link["anchor"] or ""
        guide = GUIDE.fullmatch(path)
        if guide:
            section = anchor.replace("#", ".").replace("-", "_")
            return "](#%s%s%s)" % (LABEL, guide[1], section)
        if not link["github"] or path not in names:
            return link[0]
        # These have no section that the page in the repository has.
        return (
            link[0]
            if names[path].endswith(".rst") and anchor
            else "](%s%s)" % (names[path], anchor)
        )

    pattern = r"\]\((?P<github>%s)?(?P<path>[\w./-]+)(?P<anchor>#[\w-]+)?\)" % re.escape(GITHUB)
    return re.sub(pattern, local, text)


def contents(sections: list[dict[str, Any]]) -> str:
    """The guides as lists of contents, one for each section."""
    tree = "```{toctree}\n:caption: %s\n:maxdepth: 1\n\n%s\n```\n"
    return "\n".join(
        tree % (each["title"], "\n".join("collection/docsite/" + name for name in each["toctree"]))
        for each in sections
    )


def gather() -> None:
    """Put all that the site is made of, but for what antsibull-docs makes, into one folder."""
    shutil.rmtree(DOCS, ignore_errors=True)
    # antsibull-docs wants folders that nobody else can write to.
    (SOURCE / "collection").mkdir(parents=True)
    for folder in (SOURCE, SOURCE / "collection"):
        folder.chmod(0o700)
    names = {**pages(), **elsewhere()}
    for path, name in pages().items():
        (SOURCE / name).write_text(on_the_site((ROOT / path).read_text(), names))
    for pattern in ("*.svg", "site/*"):
        for file in (ROOT / "docs").glob(pattern):
            shutil.copy(file, SOURCE)
    shutil.copytree(ROOT / "docs" / "pictures", SOURCE / "pictures")
    listed = yaml.safe_load((ROOT / "docs" / "docsite" / "extra-docs.yml").read_text())
    index = SOURCE / "index.md"
    text = on_the_site(index.read_text(), names)
    index.write_text(text.replace(MARK + "\n", contents(listed["sections"])))


def main() -> int:
    """Build into .build/docs/html."""
    gather()
    for command in (
        ["antsibull-docs", "collection", "--use-current", "--squash-hierarchy", "--fail-on-error"]
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
