# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures, as C(make screens) makes them, and whether those that pages show are still true.

A picture says which page it was made of: whatever changes on that page asks for another picture. That it
is a picture of this page is seen by its colours, which do not depend on fonts.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ansible_collections.community.zendesk.tests.browser import CHROMIUM
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.scene import page_of_an_audit

# The set for the documentation is not there in the environments of the matrix.
pytest.importorskip("rich")
pytest.importorskip("PIL")
screens = pytest.importorskip("ansible_collections.community.zendesk.tests.tools.make_screens")

PICTURE = ROOT / "docs" / "pictures" / "audit.png"
# Other fonts change less, another colour of the verdict more.
LIMIT = 0.07


@pytest.fixture(scope="module")
def page() -> str:
    return page_of_an_audit()


def test_terminal() -> None:
    picture = screens.svg("make demo", "\x1b[0;33mchanged: [localhost]\x1b[0m\nok")
    assert "changed" in "".join(ElementTree.fromstring(picture).itertext())
    assert "font-face" not in picture
    assert not re.search(r"url\(.?http", picture)


def test_steps_of_the_demo() -> None:
    said = "Hello\n\x1b[1m=== 1. First\x1b[0m\n\na\n=== 2. Second\n\nb\n"
    first = "\x1b[1m=== 1. First\x1b[0m\n\na\n"
    assert screens.steps_of(said) == [("First", first), ("Second", "=== 2. Second\n\nb\n")]


def test_picture_shows_the_page_of_today(page: str) -> None:
    told = "The page of an audit has changed: run make screens, and commit docs/pictures."
    assert screens.page_in(PICTURE) == screens.digest(page), told
    # Whatever can be seen counts, what can't does not.
    assert screens.digest(page.replace("URGENT", "Urgent")) != screens.digest(page)
    assert screens.digest(page.replace("border-radius: 1rem", "")) != screens.digest(page)
    assert screens.digest(page.replace("var items = ", "let items = ")) == screens.digest(page)


def test_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURE.parent.iterdir()) < 250_000


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium: install the package chromium")
@pytest.mark.xdist_group("chromium")
def test_audit(page: str, tmp_path: Path) -> None:
    assert "1 account that could not be audited" in page
    file = tmp_path / "report.html"
    file.write_text(page)
    assert screens.photograph(file, tmp_path) == []
    assert {path.stem for path in tmp_path.glob("*.png")} == set(screens.LOOKS)
    assert screens.difference(tmp_path / "audit.png", PICTURE) < LIMIT
    assert screens.difference(tmp_path / "audit-dark.png", PICTURE) > LIMIT

    # Faults in the style are seen, other fonts are not.
    rule = "table.accounts td.number { display: flex;"
    for old, new in (
        (rule, "td.number { display: flex;"),
        ("--bad-back: #fde4e2", "--bad-back: #ffffff"),
        ("system-ui, sans-serif", "serif"),
    ):
        assert page.count(old) == 1
        page = page.replace(old, new)
    file.write_text(re.sub("<meta http-equiv[^>]*>", "", page))
    problems = screens.photograph(file, tmp_path)
    assert {problem.split(": ")[0] for problem in problems} == {"audit-narrow", "audit-paper"}
    assert {problem.split(": ")[1] for problem in problems} == {"glued"}
    assert screens.difference(tmp_path / "audit.png", PICTURE) > LIMIT
