# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of an audit as a browser shows it: light and dark, wide and narrow, and on paper.

The screens are kept in C(.build/screens), to be looked at.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._plan_many import Prune
from ansible_collections.community.zendesk.plugins.plugin_utils._report import make_report
from ansible_collections.community.zendesk.plugins.plugin_utils._report_forms import as_html
from ansible_collections.community.zendesk.tests.audits import audit, summary
from ansible_collections.community.zendesk.tests.page_checks import GLUED, MISPLACED, PALE
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.samples import desired, existing

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SCREENS = ROOT / ".build" / "screens"
TEMPLATE = (ROOT / "roles" / "audit" / "templates" / "report.html.j2").read_text()
NOW = "2026-11-25T02:00:00Z"

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium: install the package chromium"),
    # In one process, so that there is one browser.
    pytest.mark.xdist_group("chromium"),
]


def mail(title: str, **more: Any) -> dict[str, Any]:
    return dict({"title": title, "type": "email_target", "email": "a@b.example"}, **more)


def account(wanted: list[Any], there: list[Any], **failures: Any) -> dict[str, Any]:
    """What the module gives for an account."""
    targets = [dict({"id": 360000217439 + n, "active": True}, **t) for n, t in enumerate(there)]
    keep = Prune(keep=frozenset(["Kept"]))
    entries = audit(desired(*wanted), existing(*targets), keep, failures)
    rule = {"kind": "trigger", "id": 7, "title": "Tell the people on call", "active": True}
    for n, entry in enumerate(entries):
        entry["usage"] = [dict(rule, url="")] * (n % 3)
        entry["failures"] = failures.get(str(entry["title"]), [])
    return {
        "results": entries,
        "summary": summary(entries),
        "url": "https://acme.zendesk.com",
        "not_read": [],
    }


def clean() -> dict[str, Any]:
    targets = [mail("Mailbox %d" % n) for n in range(12)]
    return {"acme": account(targets, targets)}


def full() -> dict[str, Any]:
    """500 targets, every kind of finding, values that no page is made for, an account that is down."""
    failed = {"consecutive_failure_count": 21, "created_at": NOW, "status_code": 500}
    wanted: list[Any] = [mail("Mailbox %d" % n) for n in range(500)]
    there: list[Any] = [mail("Mailbox %d" % n) for n in range(490)]
    there[:5] = [mail("Mailbox %d" % n, email="drift@example.com") for n in range(5)]
    wanted += [
        mail("Long", email="x" * 2000),
        mail("Deactivated"),
        mail("Twice"),
        {"title": "Tracker", "type": "jira_target", "username": "me", "password": "secret"},
        mail("W" * 300),
    ]
    there += [
        mail("Long", email="y z " * 500),
        mail("Deactivated", active=False),
        mail("Twice"),
        mail("Twice"),
        {"title": "Tracker", "type": "jira_target", "username": "you"},
        mail("By hand"),
        mail("Kept"),
        {"title": "Odd \U0001f514", "type": "twilio_target"},
    ]
    return {
        "acme": account(wanted, there, Deactivated=[failed]),
        "acme-sandbox": account([mail("Mailbox 1")], [mail("Mailbox 1")]),
        "down": {
            "failed": True,
            "msg": "https://down.example.com has not answered: no connection.",
        },
    }


def mixed() -> dict[str, Any]:
    """Accounts that are judged differently, and one that has not reported."""
    drifted = account([mail("A")], [mail("A", email="drift@example.com")])
    return {"acme": drifted, "acme-sandbox": drifted, "late": {"skipped": True}}


ACCOUNTS = {
    "none": dict,
    "empty": lambda: {"acme": account([], [])},
    "clean": clean,
    "full": full,
    "mixed": mixed,
}
FAIL_ON = {"mixed": {"acme": ["drift"], "acme-sandbox": ["never"]}}
SAID = {
    "none": "There is no account.",
    "empty": "There is no target.",
    "clean": "No differences: 12 records match in 1 account.",
    "mixed": "Not in this report: late.",
    "full": "Needs attention: 1 of 3 accounts could not be audited, 1 deactivated by Zendesk, "
    "11 missing, 8 drifted, 1 unclear, 1 of a retired type, 2 unmanaged.",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, make in ACCOUNTS.items():
        made[name] = folder / (name + ".html")
        made[name].write_text(
            as_html(make_report(make(), FAIL_ON.get(name, "drift"), NOW), TEMPLATE)
        )
    return made


class Shown:
    """A page in a browser, and what went wrong in it."""

    def __init__(self, browser: Any, file: Path, **look: Any) -> None:
        self.context = browser.new_context(**look)
        self.page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("console", lambda message: self.problems.append(message.text))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("requestfailed", lambda request: self.problems.append(request.url))
        self.page.goto(file.as_uri())


@pytest.fixture
def show(browser: Any, pages: dict[str, Path]) -> Iterator[Any]:
    opened = []

    def call(name: str, **look: Any) -> Any:
        opened.append(Shown(browser, pages[name], **look))
        return opened[-1].page

    yield call
    problems = [problem for shown in opened for problem in shown.problems]
    for shown in opened:
        shown.context.close()
    assert problems == []


@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ACCOUNTS)
def test_how_it_looks(name: str, scheme: str, width: int, show: Any) -> None:
    page = show(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / ("%s-%s-%d.png" % (name, scheme, width)))
    assert SAID[name] in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(MISPLACED) == []
    assert page.evaluate(GLUED) == []
    assert page.evaluate(PALE) == []
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, background[4:-1].split(","))) < 128 * 3) is (scheme == "dark")


def test_on_paper(show: Any) -> None:
    page = show("full", viewport={"width": 794, "height": 1123}, color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.is_visible("form.controls")
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(MISPLACED) == []
    assert page.evaluate(GLUED) == []
    assert page.evaluate(PALE) == []
    assert len(page.pdf()) > 10000


# What a search and replace had made of the style once.
RIGHT_RULE = (
    "  table.accounts td.number { display: flex; justify-content: space-between; gap: 1rem; }"
)
CUT_RULE = "td.number { display: flex; justify-content: space-between; }"


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_label_that_touches_its_number_is_seen(
    media: str, browser: Any, pages: dict[str, Path], tmp_path: Path
) -> None:
    assert TEMPLATE.count(RIGHT_RULE) == 1
    template = TEMPLATE.replace(RIGHT_RULE, CUT_RULE)
    (tmp_path / "page.html").write_text(as_html(make_report(full(), ["drift"], NOW), template))
    shown = Shown(browser, tmp_path / "page.html", viewport={"width": 390, "height": 900})
    shown.page.emulate_media(media=media)
    glued = shown.page.evaluate(GLUED)
    # One for each number of the two accounts that were audited.
    assert len(glued) == 18
    assert "In line" in glued[0]
    shown.context.close()


def visible(page: Any) -> list[str]:
    return [item.inner_text() for item in page.query_selector_all("li.target:not([hidden]) h3")]


def test_filter_and_sort(show: Any) -> None:
    page = show("full", viewport={"width": 1280, "height": 900})
    assert page.inner_text("#shown") == "509 of 509 targets shown"
    assert visible(page)[0] == "Twice"
    for kind, titles in (
        ("deactivated", ["Deactivated"]),
        ("unverified", ["Tracker"]),
        ("unmanaged", ["By hand", "Odd \U0001f514"]),
        ("kept", ["Kept"]),
    ):
        page.select_option("#kind", kind)
        assert visible(page) == titles
        assert page.inner_text("#shown") == "%d of 509 targets shown" % len(titles)
    page.select_option("#kind", "")
    page.select_option("#account", "acme-sandbox")
    assert visible(page) == ["Mailbox 1"]
    page.select_option("#account", "")
    page.fill("#search", "DRIFT@example")
    assert visible(page) == ["Mailbox %d" % n for n in range(5)]
    page.fill("#search", "")
    page.select_option("#sort", "title")
    titles = visible(page)
    assert titles[0] == "By hand"
    assert len(titles) == 509


def test_before_and_after(show: Any) -> None:
    page = show("full", viewport={"width": 1280, "height": 900})
    row = page.locator("li.target", has_text="Mailbox 3").locator("tbody tr").first
    assert row.locator("th, td").all_inner_texts() == ["email", "drift@example.com", "a@b.example"]


def test_by_keyboard(show: Any) -> None:
    page = show("full", viewport={"width": 1280, "height": 900})
    reached = []
    for _press in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", reached
    assert reached[:7] == ["A", "A", "search", "kind", "account", "sort", "SUMMARY"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


def test_for_those_who_listen(show: Any) -> None:
    page = show("full", viewport={"width": 1280, "height": 900})
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
    assert levels[:4] == [1, 2, 2, 2]
    assert set(levels[4:]) == {3}
    assert page.get_attribute("html", "lang") == "en"
    assert page.title() == "Audit of Zendesk targets, " + NOW
    for field in page.query_selector_all("input, select"):
        assert page.query_selector("label[for=%s]" % field.get_attribute("id"))
    assert page.query_selector("[role=status]")


def test_without_scripts(browser: Any, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["full"].as_uri())
    assert page.locator("li.target").count() == 509
    assert not page.is_visible("form.controls")
    context.close()
