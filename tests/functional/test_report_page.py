# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of an audit as a browser shows it: light and dark, wide and narrow, and on paper.

The screens are kept in C(.build/screens), to be looked at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._plan_many import Prune
from ansible_collections.community.zendesk.plugins.plugin_utils._report import make_report
from ansible_collections.community.zendesk.plugins.plugin_utils._report_forms import as_html
from ansible_collections.community.zendesk.tests import reports
from ansible_collections.community.zendesk.tests.audits import audit, summary
from ansible_collections.community.zendesk.tests.browser import CHROMIUM, open_browser
from ansible_collections.community.zendesk.tests.page_checks import GLUED, MISPLACED, PALE
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.samples import desired, existing

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
            "msg": "https://down.example.com did not answer: no connection.",
        },
    }


def mixed() -> dict[str, Any]:
    """Accounts that are judged differently, and one that has not reported."""
    drifted = account([mail("A")], [mail("A", email="drift@example.com")])
    return {"acme": drifted, "acme-sandbox": drifted, "late": {"skipped": True}}


def kinds() -> dict[str, Any]:
    """Every kind of finding, for records of every kind, in two accounts."""
    return {"acme": reports.everything(), "acme-eu": reports.everything()}


def many() -> dict[str, Any]:
    """40 accounts, and 500 findings."""
    shared = [
        reports.entry(
            "trigger", "Rule %d" % n, "unmanaged", {"kind": "unmanaged"}, item={"title": "Rule"}
        )
        for n in range(12)
    ]
    found = {}
    for number in range(40):
        own = reports.entry(
            "target", "Own", "drifted", reports.drift("email", "a@b.example", str(number))
        )
        found["account-%02d" % number] = reports.result(*shared, own)
    return found


def only_unmanaged() -> dict[str, Any]:
    return {"acme": account([], [mail("By hand")])}


ACCOUNTS = {
    "none": dict,
    "empty": lambda: {"acme": account([], [])},
    "clean": clean,
    "full": full,
    "mixed": mixed,
    "kinds": kinds,
    "many": many,
    "unmanaged": only_unmanaged,
}
FAIL_ON = {"mixed": {"acme": ["drift"], "acme-sandbox": ["never"]}}
SAID = {
    "none": "Nothing was compared: there is no account.",
    "empty": "Nothing was compared: the lists have no items.",
    "clean": "No differences: 12 records match in 1 account.",
    "mixed": "Not in this report: late.",
    "full": "The audit fails: 20 records and 1 account that could not be audited.",
    "kinds": "7 of the latest 20 deliveries failed, the last one 20 November 2026, 10:01 UTC (timeout).",
    "many": "The audit fails: 40 records.",
    "unmanaged": "Nothing was compared: the lists have no items; 1 unmanaged.",
}
TONES = {"clean": "good", "mixed": "bad", "full": "bad", "kinds": "bad", "many": "bad"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as running:
        yield running


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


@pytest.mark.parametrize("width", [1280, 768, 390], ids=["wide", "medium", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ACCOUNTS)
def test_how_it_looks(name: str, scheme: str, width: int, show: Any) -> None:
    page = show(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / ("%s-%s-%d.png" % (name, scheme, width)))
    assert SAID[name] in page.inner_text("main")
    # Green is for what was compared.
    assert page.get_attribute(".verdict", "class") == "verdict " + TONES.get(name, "warn")
    # What needs attention can be read without scrolling.
    first = page.query_selector("section li")
    assert first is None or first.bounding_box()["y"] + 60 < 900
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
    # One for each number that is not 0, of the two accounts that were audited.
    assert len(glued) == 10
    assert "Matches" in glued[0]
    shown.context.close()


def visible(page: Any) -> list[str]:
    return [item.inner_text() for item in page.query_selector_all("li.entry:not([hidden]) h3")]


def press(page: Any, group: str) -> None:
    page.click(".counts a[data-group=%s]" % group)


def test_filter(show: Any) -> None:
    page = show("full", viewport={"width": 1280, "height": 900})
    assert page.inner_text("#shown") == ""
    assert visible(page)[0] == "Deactivated"
    everything = len(visible(page))
    for group, titles in (
        ("deactivated", ["Deactivated"]),
        ("unverified", ["Tracker"]),
        ("unmanaged", ["By hand", "Odd \U0001f514"]),
        ("ambiguous", ["Twice"]),
    ):
        press(page, group)
        assert visible(page) == titles
        assert page.inner_text("#shown") == "%d of %d entries shown" % (len(titles), everything)
        assert page.get_attribute(".counts a[aria-pressed=true]", "data-group") == group
        # Sections without an entry go as well.
        assert page.locator("section.findings:visible").count() == 1
        press(page, group)
        assert len(visible(page)) == everything
    page.fill("#search", "DRIFT@example")
    assert visible(page) == ["Mailbox %d" % n for n in range(5)]


def test_filter_by_account(show: Any) -> None:
    page = show("many", viewport={"width": 1280, "height": 900})
    assert len(visible(page)) == 52
    page.select_option("#account", "account-07")
    assert len(visible(page)) == 13
    press(page, "drifted")
    assert visible(page) == ["Own"]


def test_zeros_are_quiet(show: Any) -> None:
    page = show("clean", viewport={"width": 1280, "height": 900})
    assert page.locator(".counts li").all_inner_texts() == ["12 matching"]
    assert page.locator("section.findings").count() == 0


def test_what_is_equal_is_one_entry(show: Any) -> None:
    page = show("many", viewport={"width": 1280, "height": 900})
    shared = page.locator("li.entry", has_text="Rule 7")
    assert shared.count() == 1
    assert "In 40 accounts." in shared.inner_text()
    shared.locator("summary", has_text="Accounts").click()
    assert shared.locator("details[open] li").count() == 40


def test_what_to_do(show: Any) -> None:
    """Where a missing item should be, and an unmanaged record as YAML that can be pasted."""
    page = show("kinds", viewport={"width": 1280, "height": 900})
    missing = page.locator("li.entry", has_text="Expected as").first
    assert "Expected as item 3 of triggers, in the category Notifications." in missing.inner_text()
    missing.locator("summary", has_text="Expected item").click()
    assert "- title: Page" in missing.locator("pre").inner_text()
    hand = page.locator("li.entry", has_text="By hand")
    hand.locator("summary", has_text="YAML").click()
    text = hand.locator("pre").inner_text()
    assert "!unsafe" in text
    pasted = yaml.safe_load(text.replace("!unsafe ", ""))
    (item,) = (each for each in reports.everything()["results"] if each["status"] == "unmanaged")
    assert pasted == {"zendesk_triggers_account": [item["item"]]}


def test_links(show: Any, pages: dict[str, Path]) -> None:
    """Each count and each entry can be linked to, and each link leads somewhere."""
    page = show("kinds", viewport={"width": 1280, "height": 900})
    links = page.evaluate(
        "[...document.querySelectorAll('.counts a, .entry header a')].map(a => a.hash.slice(1))"
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))
    anchor = page.get_attribute("li.entry >> nth=5", "id")
    page.goto(pages["kinds"].as_uri() + "#" + anchor)
    top = page.evaluate(
        "document.getElementById(location.hash.slice(1)).getBoundingClientRect().top"
    )
    assert 0 <= top < 900


def test_500_findings_are_drawn_at_once(pages: dict[str, Path], show: Any) -> None:
    size = pages["many"].stat().st_size
    assert size < 500_000
    page = show("many", viewport={"width": 1280, "height": 900})
    timing = page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
    assert timing < 5000, timing


def test_before_and_after(show: Any) -> None:
    page = show("full", viewport={"width": 1280, "height": 900})
    row = page.locator("li.entry", has_text="Mailbox 3").locator("tbody tr").first
    assert row.locator("th, td").all_inner_texts() == ["email", "drift@example.com", "a@b.example"]


def test_by_keyboard(show: Any) -> None:
    page = show("kinds", viewport={"width": 1280, "height": 900})
    reached = []
    for _press in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", reached
        if reached[-1] == "SUMMARY":
            break
    assert reached[-1] == "SUMMARY"
    assert reached.index("search") < reached.index("account")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    page.focus(".counts a[data-group=unused]")
    page.keyboard.press("Space")
    assert visible(page) == ["Never"]


def test_for_those_who_listen(show: Any) -> None:
    page = show("full", viewport={"width": 1280, "height": 900})
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:]))
    assert page.get_attribute("html", "lang") == "en"
    assert page.title() == "Audit of Zendesk, 25 November 2026, 02:00 UTC"
    for field in page.query_selector_all("input, select"):
        assert page.query_selector("label[for=%s]" % field.get_attribute("id"))
    assert page.query_selector("[role=status]")


def test_without_scripts(browser: Any, pages: dict[str, Path]) -> None:
    """All of it can be read, and the counts lead to their sections."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["kinds"].as_uri())
    assert page.locator("li.entry:visible").count() == len(reports.SAMPLES)
    assert not page.is_visible("form.controls")
    page.click(".counts a[data-group=unmanaged]")
    assert page.url.endswith("#unmanaged")
    assert page.locator("li.entry:visible").count() == len(reports.SAMPLES)
    context.close()
