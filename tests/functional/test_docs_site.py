# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of the site as a browser shows it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.tests.browser import CHROMIUM, open_browser
from ansible_collections.community.zendesk.tests.running import ROOT

# The set for the documentation is not there in the environments of the matrix.
pytest.importorskip("sphinx_ansible_theme")
pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium: install the package chromium"),
    pytest.mark.xdist_group("chromium"),
]

WIDE = "`%s`" % ("x" * 60)
PAGE = """# Tables

| Narrow | Table |
|---|---|
| a | Words that wrap when the screen is small, since nobody wants to scroll for a sentence. |

| Wide | Table | Three |
|---|---|---|
| %s | %s | %s |
""" % (WIDE, WIDE, WIDE)
# For each table: how wide it is and its box, and whether the box scrolls.
MEASURE = """() => [...document.querySelectorAll("table")].map(table => {
  const box = table.parentElement;
  return [table.offsetWidth, box.clientWidth, getComputedStyle(box).overflowX];
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("site")
    for name in ("conf.py", "site.css"):
        shutil.copy(ROOT / "docs" / "site" / name, source)
    (source / "index.md").write_text(PAGE)
    build = str(Path(sys.executable).with_name("sphinx-build"))
    subprocess.run([build, "-q", "-W", str(source), str(source / "html")], check=True)
    return source / "html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as running:
        yield running


@pytest.mark.parametrize("styled", [True, False], ids=["styled", "theme alone"])
@pytest.mark.parametrize("width", [1280, 390])
def test_tables_scroll(width: int, styled: bool, site: Path, browser: Any) -> None:
    """The theme alone lets a wide table stick out of the text, and makes one of each on a phone."""
    shown = browser.new_page(viewport={"width": width, "height": 900})
    if not styled:
        shown.route("**/site.css*", lambda route: route.abort())
    shown.goto((site / "index.html").as_uri())
    shown.wait_for_selector(".wy-table-responsive")
    narrow, wide = shown.evaluate(MEASURE)
    scrolls = wide[0] > wide[1] and wide[2] == "auto"
    fits = narrow[0] <= narrow[1] + 1
    assert (scrolls and fits) is styled
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()
