# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the links of a page lead on the site, and the contents of its front page."""

from __future__ import annotations

import pytest

from ansible_collections.community.zendesk.tests.page_formats import LABEL
from ansible_collections.community.zendesk.tests.pages import text_of
from ansible_collections.community.zendesk.tests.tools.build_docs import (
    GITHUB,
    MARK,
    contents,
    elsewhere,
    on_the_site,
    pages,
)

LINKS = {
    GITHUB + "docs/simulator.md#let-a-ticket-come-in": "simulator.md#let-a-ticket-come-in",
    GITHUB + "CONTRIBUTING.md": "contributing.md",
    GITHUB + "CHANGELOG.md": "collection/changelog.rst",
    "decisions.md": "decisions.md",
    # A guide is found by its label, a role by the page that antsibull-docs makes.
    "docsite/rst/guide_rules.rst": "#" + LABEL + "guide_rules",
    "docsite/rst/guide_rules.rst#find-a-rule": "#" + LABEL + "guide_rules.find_a_rule",
    GITHUB + "docs/docsite/rst/guide_rules.rst": "#" + LABEL + "guide_rules",
    GITHUB + "roles/config/README.md": "collection/config_role.rst",
    # What the site does not have stays where it is.
    GITHUB + "roles/config/README.md#lists": GITHUB + "roles/config/README.md#lists",
    GITHUB + "docs/execution-environment.yml": GITHUB + "docs/execution-environment.yml",
    "https://example.com": "https://example.com",
}


@pytest.mark.parametrize("link", LINKS)
def test_links(link: str) -> None:
    names = {**pages(), **elsewhere()}
    assert on_the_site("[A](%s)." % link, names) == "[A](%s)." % LINKS[link]


def test_contents() -> None:
    sections = [{"title": "A", "toctree": ["b", "c"]}, {"title": "D", "toctree": ["e"]}]
    blocks = contents(sections).split("```{toctree}\n")[1:]
    assert [block.split()[1] for block in blocks] == ["A", "D"]
    assert "\ncollection/docsite/b\ncollection/docsite/c\n```" in blocks[0]


def test_front_page_has_a_place_for_the_guides() -> None:
    assert text_of("docs/site/index.md").count(MARK) == 1
