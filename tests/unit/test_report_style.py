# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The style of the audit's page, without a browser: each part of each selector is of use."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest

from ansible_collections.community.zendesk.plugins.plugin_utils._report import make_report
from ansible_collections.community.zendesk.plugins.plugin_utils._report_forms import as_html
from ansible_collections.community.zendesk.tests import reports
from ansible_collections.community.zendesk.tests.running import ROOT

TEMPLATE = (ROOT / "roles" / "audit" / "templates" / "report.html.j2").read_text()
# The script sets it.
PRESSED = ".counts a[aria-pressed=true]"
VOID = {"br", "input", "link", "meta"}


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str]
    # From the next one out to the outermost.
    outer: tuple[Any, ...]


class Page(HTMLParser):
    """All elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        element = Element(tag, given, tuple(reversed(self.open)))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop().tag != tag:
            pass


SIMPLE = re.compile(r"^(\*|[a-z]\w*)?((?:[.#][\w-]+|\[[^]]+\])*)((?:::?[\w-]+)*)$")


def fits(part: str, element: Element) -> bool:
    """Whether an element fits one part of a selector, such as C(td.number)."""
    simple = SIMPLE.match(part)
    assert simple, "this test does not know the selector %r" % part
    tag, conditions, _states = simple.groups()
    if tag not in (None, "", "*", element.tag):
        return False
    for condition in re.findall(r"[.#][\w-]+|\[[^]]+\]", conditions):
        name, _sign, value = condition.strip("[]").partition("=")
        if condition[0] == ".":
            found = condition[1:] in element.attributes.get("class", "").split()
        elif condition[0] == "#":
            found = element.attributes.get("id") == condition[1:]
        else:
            found = name in element.attributes and value in ("", element.attributes[name])
        if not found:
            return False
    return True


def selects(selector: str, element: Element) -> bool:
    *outer, last = selector.split()
    if not fits(last, element):
        return False
    around = list(element.outer)
    for part in reversed(outer):
        while around and not fits(part, around[0]):
            around.pop(0)
        if not around:
            return False
        around.pop(0)
    return True


def rules_of(page: str) -> list[tuple[str, dict[str, str]]]:
    """Selectors, one by one in order, with what they set, those below C(@media) too."""
    found = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert found
    style = found.group(1)
    rules = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"@media[^{]*\{", "", style)):
        pairs = [part.partition(":") for part in body.split(";") if ":" in part]
        declared = {name.strip(): value.strip() for name, _sign, value in pairs}
        rules += [(selector.strip(), declared) for selector in selectors.split(",")]
    return rules


def weight(selector: str) -> tuple[int, int, int]:
    """The specificity of a selector."""
    return (
        selector.count("#"),
        len(re.findall(r"\.[\w-]+|\[[^]]+\]|(?<!:):(?!:)[\w-]+", selector)),
        len(re.findall(r"(?:^|\s)[a-z]|::", selector)),
    )


def display_of(element: Element, rules: list[tuple[str, dict[str, str]]]) -> str:
    """How it is displayed where all rules hold."""
    wins = [
        (weight(selector), place, declared["display"])
        for place, (selector, declared) in enumerate(rules)
        if "display" in declared and "::" not in selector and selects(selector, element)
    ]
    return max(wins)[2]


@pytest.fixture(scope="module")
def page() -> str:
    """A page that has everything that the template can make."""
    result = reports.everything()
    accounts = {
        "acme": result,
        "other": reports.result(reports.SAMPLES["unused"][0]),
        "down": {"failed": True},
        "late": {"skipped": True},
    }
    return as_html(make_report(accounts, {"acme": "drift", "other": "never"}), TEMPLATE)


def test_every_selector_selects_something(page: str) -> None:
    elements = Page(page).elements
    unused = [
        selector
        for selector, _declared in rules_of(page)
        if selector not in (":root", ":focus-visible", PRESSED)
        and not any(selects(selector, element) for element in elements)
    ]
    assert unused == []


def test_a_selector_that_selects_nothing_is_seen(page: str) -> None:
    right = "table.accounts td.number { display: flex;"
    assert page.count(right) == 1
    broken = page.replace(right, "table.accounts table.accounts td.number { display: flex;")
    with pytest.raises(AssertionError, match=r"table\.accounts table\.accounts td\.number"):
        test_every_selector_selects_something(broken)


def test_labels_stand_apart_from_their_numbers(page: str) -> None:
    """A number whose label comes from the style is a flex box: they would touch in any other."""
    rules = rules_of(page)
    labels = [selector for selector, declared in rules if "attr(data-label)" in str(declared)]
    cells = [e for e in Page(page).elements if any(selects(s, e) for s in labels)]
    # For each of two accounts, all that is counted.
    assert len(cells) == 2 * len(reports.everything()["summary"])
    cells = [cell for cell in cells if "zero" not in cell.attributes["class"].split()]
    assert len(cells) > len(reports.everything()["summary"])
    assert {display_of(cell, rules) for cell in cells} == {"flex"}


def test_a_rule_that_another_overrules_is_seen(page: str) -> None:
    broken = page.replace("table.accounts td.number { display: flex;", "td.number { display: flex;")
    assert broken != page
    with pytest.raises(AssertionError, match="block"):
        test_labels_stand_apart_from_their_numbers(broken)
