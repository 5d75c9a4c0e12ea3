# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures, as C(make screens) makes them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The set for the documentation is not there in the environments of the matrix.
pytest.importorskip("rich")


def test_terminal() -> None:
    from ansible_collections.community.zendesk.tests.tools.make_screens import svg

    picture = svg("make demo", "\x1b[0;33mchanged: [localhost]\x1b[0m\nok")
    assert "changed" in "".join(ElementTree.fromstring(picture).itertext())
    assert "font-face" not in picture
    assert not re.search(r"url\(.?http", picture)


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium: install the package chromium")
@pytest.mark.xdist_group("chromium")
def test_audit(tmp_path: Path) -> None:
    from ansible_collections.community.zendesk.tests.tools.make_screens import (
        LOOKS,
        audit,
        photograph,
    )

    page = audit(tmp_path)
    assert "1 account that could not be audited" in page.read_text()
    assert "deactivated by Zendesk" in page.read_text()
    assert photograph(page, str(CHROMIUM), tmp_path) == []
    assert {path.stem for path in tmp_path.glob("*.png")} == set(LOOKS)

    # A fault in the style is seen.
    text = page.read_text()
    rule = "table.accounts td.number { display: flex;"
    assert text.count(rule) == 1
    page.write_text(
        re.sub("<meta http-equiv[^>]*>", "", text.replace(rule, "td.number { display: flex;"))
    )
    problems = photograph(page, str(CHROMIUM), tmp_path)
    assert {problem.split(": ")[0] for problem in problems} == {"audit-narrow", "audit-paper"}
    assert {problem.split(": ")[1] for problem in problems} == {"glued"}
