# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of rules in the simulator: order, filters, pages, search, and requests about many rules."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.parse
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.rule_calls import (
    AUTOMATIONS,
    CATEGORIES,
    OPEN,
    TRIGGERS,
    Caller,
    said,
)
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.simulator.account import Account
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.settings import WrongSetting, read_seed
from ansible_collections.community.zendesk.tests.simulator.stock import STOCK, with_stock

DAYS = ["2026-01-0%dT00:00:00Z" % day for day in range(1, 6)]


@pytest.fixture
def call(simulator: Simulator) -> Caller:
    """Category 6 comes before category 5; B and b share a place, and C is inactive."""
    call = Caller(simulator)
    call.seed("trigger_categories", id="5", name="Last", position=2)
    call.seed("trigger_categories", id="6", name="First", position=1)
    rules: list[tuple[str, str, int, bool]] = [
        ("b", "5", 1, True),
        ("B", "5", 1, True),
        ("a", "5", 2, True),
        ("C", "6", 3, False),
    ]
    for number, (title, category, position, active) in enumerate(rules, 1):
        more: dict[str, Any] = {"position": position, "active": active, "id": number}
        more.update(created_at=DAYS[number], updated_at=DAYS[-number], usage_24h=number % 3)
        call.seed("triggers", title=title, category_id=category, **more)
        call.seed("automations", title=title, **more)
    return call


BY_CURSOR = "?page[size]=9&"
# Path -> the titles in the list.
LISTS: dict[str, str] = {
    TRIGGERS: "CBba",
    TRIGGERS + BY_CURSOR: "CBba",
    AUTOMATIONS: "bBaC",
    TRIGGERS + "?active=true": "Bba",
    TRIGGERS + "?active=false": "C",
    TRIGGERS + "?active=maybe": "CBba",
    TRIGGERS + "?category_id=6": "C",
    TRIGGERS + "?category_id=7": "",
    AUTOMATIONS + "?category_id=6": "bBaC",
    TRIGGERS + "/active": "Bba",
    TRIGGERS + "/active?active=false": "Bba",
    TRIGGERS + "?sort_by=alphabetical": "aBbC",
    TRIGGERS + "?sort_by=alphabetical&sort_order=desc": "CBba",
    TRIGGERS + "?sort_by=created_at": "CaBb",
    TRIGGERS + "?sort_by=created_at&sort_order=asc": "bBaC",
    TRIGGERS + "?sort_by=updated_at": "bBaC",
    TRIGGERS + "?sort_by=usage_24h": "BCba",
    TRIGGERS + "?sort_by=position&sort_order=desc": "abBC",
    TRIGGERS + "?sort_by=title": "CBba",
    TRIGGERS + "?sort=alphabetical": "CBba",
    TRIGGERS + BY_CURSOR + "sort=alphabetical": "aBbC",
    TRIGGERS + BY_CURSOR + "sort=created_at": "bBaC",
    TRIGGERS + BY_CURSOR + "sort_by=created_at": "CBba",
    AUTOMATIONS + BY_CURSOR + "sort=-created_at": "CaBb",
    AUTOMATIONS + BY_CURSOR + "sort=-position": "CaBb",
    TRIGGERS + "/search?query=b": "Bb",
    TRIGGERS + "/search?query=b&page[size]=1": "Bb",
    TRIGGERS + "/search?query=B&active=false": "",
    TRIGGERS + "/search?query=d": "",
    TRIGGERS + "/search?query=": "CBba",
    TRIGGERS + "/search": "CBba",
    TRIGGERS + "/search?query=b&sort_by=created_at&sort_order=asc": "bB",
    AUTOMATIONS + "/search?query=b": "bB",
    AUTOMATIONS + "/active": "bBa",
}


@pytest.mark.parametrize("path", LISTS)
def test_a_list(path: str, call: Caller) -> None:
    assert "".join(call.listed(path)) == LISTS[path]


def test_a_search_has_what_is_more_first(call: Caller) -> None:
    for title in ("Tell", "Tell all", "Do not tell"):
        call.seed("triggers", title=title, description="x" if "all" in title else "y")
    found = call.listed(TRIGGERS + "/search?query=tell")
    assert found == ["Tell all", "Do not tell", "Tell"]
    wanted = urllib.parse.quote(json.dumps({"json": {"description": "x"}}))
    assert call.listed(TRIGGERS + "/search?query=tell&filter=" + wanted) == ["Tell all"]
    assert len(call.listed(TRIGGERS + "/search?query=tell&filter=x")) == 3


def test_pages_by_number_keep_the_question(call: Caller) -> None:
    page = call("GET", TRIGGERS + "?active=true&per_page=2").json()
    assert (page["count"], page["previous_page"], len(page["triggers"])) == (3, None, 2)
    assert "active=true" in page["next_page"]
    page = call("GET", page["next_page"]).json()
    assert ([rule["title"] for rule in page["triggers"]], page["next_page"]) == (["a"], None)
    assert "meta" not in page


def test_pages_by_cursor_as_recorded(call: Caller) -> None:
    """The last page links to one that is empty; only has_more tells."""
    titles, url = "", TRIGGERS + "?page[size]=3"
    for has_more in (True, False):
        page = call("GET", url).json()
        titles += "".join(rule["title"] for rule in page["triggers"])
        assert page["meta"]["has_more"] is has_more
        assert page["meta"]["after_cursor"]
        assert "count" not in page
        url = page["links"]["next"]
    assert titles == "CBba"
    page = call("GET", url).json()
    assert (page["triggers"], page["links"]["next"], page["meta"]["after_cursor"]) == (
        [],
        None,
        None,
    )
    answer = call("GET", TRIGGERS + "?page[size]=3&page[after]=x")
    assert said(answer) == (400, "InvalidPaginationParameter")


@pytest.mark.parametrize(
    "below", ["?include=%s", "/active?include=%s", "/search?query=b&include=%s"]
)
@pytest.mark.parametrize("path", [TRIGGERS, AUTOMATIONS])
def test_sideloads(path: str, below: str, call: Caller) -> None:
    record = call.account.resources[path.rsplit("/", 1)[1]].records[1]
    record["app_installation"] = {"id": 9, "settings": {"title": "An app"}}
    for include, names in (
        ("app_installation", {"app_installation"}),
        ("app_installation,usage_24h", {"app_installation", "usage_24h"}),
        ("usage_7d", {"usage_7d"}),
        ("permissions", set()),
        ("", set()),
    ):
        content = call("GET", path + below % include).json()
        rules = {rule["id"]: rule for rule in content[path.rsplit("/", 1)[1]]}
        plain = call("GET", "%s/1" % path).json()[path.rsplit("/", 1)[1][:-1]]
        assert set(rules[1]) - set(plain) == names
        if "app_installation" in names:
            assert rules[1]["app_installation"] == record["app_installation"]
            assert rules[2]["app_installation"] is None
        if "usage_7d" in names:
            assert rules[1]["usage_7d"] == 0


def test_many_deletes(call: Caller) -> None:
    answer = call("DELETE", AUTOMATIONS + "/destroy_many?ids=1,2,17", {"ids": "3"})
    assert (answer.status_code, answer.content, call.listed(AUTOMATIONS)) == (204, b"", ["a", "C"])
    # The body is recorded to be ignored, and named.
    assert '"automation.ids"' in answer.headers["X-Zendesk-API-Warn"]
    assert said(call("DELETE", TRIGGERS + "/destroy_many")) == (400, "ParameterMissing")
    assert said(call("DELETE", TRIGGERS + "/destroy_many?ids=x"))[0] == 400
    assert len(call.listed()) == 4


def test_many_updates(call: Caller) -> None:
    before = call.account.rules["triggers"][0]["updated_at"]
    items = [
        {"id": 1, "position": 7, "title": "ignored", "actions": []},
        {"id": 2, "active": False},
        {"id": "3", "category_id": "6"},
        {"id": 17, "position": 1},
    ]
    answer = call("PUT", TRIGGERS + "/update_many", {"triggers": items})
    content = answer.json()
    assert (answer.status_code, content["count"], content["next_page"]) == (200, 3, None)
    assert [rule["id"] for rule in content["triggers"]] == [1, 2, 3]
    found = {rule["id"]: rule for rule in call.account.rules["triggers"]}
    assert (found[1]["position"], found[1]["title"], found[1]["actions"]) == (7, "b", [OPEN])
    assert (found[2]["active"], found[3]["category_id"]) == (False, "6")
    assert found[1]["updated_at"] > before
    bad = {"triggers": [{"id": 1, "category_id": "17"}]}
    assert said(call("PUT", TRIGGERS + "/update_many", bad)) == (422, "category_id is not valid")
    odd: list[Any] = [{}, {"triggers": {}}, {"triggers": ["x"]}, {"triggers": [{"position": 1}]}]
    for body in odd:
        assert call("PUT", TRIGGERS + "/update_many", body).status_code == 400


def test_many_updates_of_automations(call: Caller) -> None:
    items = [{"id": 1, "position": 7, "category_id": "6"}]
    answer = call("PUT", AUTOMATIONS + "/update_many", {"automations": items})
    assert (answer.status_code, call.listed(AUTOMATIONS)) == (200, ["B", "a", "C", "b"])


def test_reorder(call: Caller) -> None:
    body = {"trigger_ids": [4, 3, 2, 1]}
    assert said(call("PUT", TRIGGERS + "/reorder", body)) == (400, "LimitOneCategory")
    del call.account.resources["trigger_categories"].records["6"]
    call.account.resources["triggers"].records[4]["category_id"] = "5"
    for wrong in ([4, 3, 2], [4, 3, 2, 1, 17]):
        answer = call("PUT", TRIGGERS + "/reorder", {"trigger_ids": wrong})
        assert said(answer) == (404, "Forbidden")
    assert said(call("PUT", TRIGGERS + "/reorder", {})) == (400, "ParameterMissing")
    assert call("PUT", TRIGGERS + "/reorder", body).status_code == 200
    assert call.listed() == ["C", "a", "B", "b"]
    assert call.listed(name="position") == [1, 2, 3, 4]
    # Recorded: all of them changed in one moment.
    assert len(set(call.listed(name="updated_at")) - set(DAYS)) == 1


# --- seeds


def test_an_account_is_empty_of_rules() -> None:
    account = Account()
    assert [account.resources[kind].records for kind in STOCK] == [{}, {}, {}]


def test_stock_rules_as_recorded() -> None:
    simulator = Simulator(with_stock({"groups": []})).start()
    try:
        call = Caller(simulator)
        assert call.listed(CATEGORIES, "name") == ["Notifications"]
        assert call.listed() == [
            "Notify requester and CCs of received request",
            "Notify assignee of comment update",
            "Notify group of assignment",
        ]
        received, comment, group = call.listed(name="conditions")
        assert {each["field"]: each["value"] for each in received["all"]}[
            "comment_is_public"
        ] is True
        values = [each["value"] for each in comment["all"]]
        assert values == ["not_relevant", "current_user", "requester_id", None, "solved"]
        assert [each["value"] for each in group["any"]] == ["", ""]
        assert call.listed(AUTOMATIONS, "default") == [True]
        for rule in call("GET", TRIGGERS).json()["triggers"]:
            # All but the one value that is text on the way in.
            for each in rule["conditions"]["all"]:
                each["value"] = "true" if each["value"] is True else each["value"]
            assert call.put(rule, **rule).status_code == 200
    finally:
        simulator.stop()
    assert STOCK["triggers"][0]["conditions"]["all"][3]["value"] == "true"


def test_stock_rules_stand_before_those_of_a_seed() -> None:
    seed = {"triggers": [{"id": 1, "title": "Mine", "actions": [OPEN], "category_id": 7}]}
    account = Account(with_stock(seed))
    last = account.rules["triggers"][-1]
    assert (len(account.rules["triggers"]), last["title"], last["category_id"]) == (4, "Mine", "7")
    assert len(seed["triggers"]) == 1


def test_the_command_has_stock_rules() -> None:
    command = [sys.executable, "-m", "ansible_collections.community.zendesk.tests.simulator"]
    paths = {"PYTHONPATH": str(ROOT / ".build" / "collections")}
    with subprocess.Popen(
        [*command, "--stock"], stdout=subprocess.PIPE, text=True, env=paths
    ) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().strip()
            simulator: Any = type("Running", (), {"url": url, "account": Account()})
            assert len(Caller(simulator).listed(AUTOMATIONS)) == 1
        finally:
            process.terminate()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"conditions": []}, "record 1 of triggers has invalid conditions."),
        ({"conditions": {"all": ["x"]}}, "record 1 of triggers has invalid conditions."),
        ({"conditions": None}, ""),
        ({"conditions": {"any": None}}, ""),
    ],
)
def test_conditions_in_a_seed(more: dict[str, Any], says: str, tmp_path: Any) -> None:
    seed = {"triggers": [{"id": 1, "title": "Mine", "actions": [OPEN], **more}]}
    (tmp_path / "seed").write_text(json.dumps(seed))
    if says:
        with pytest.raises(WrongSetting, match=says):
            read_seed(tmp_path / "seed")
    else:
        (trigger,) = Account(read_seed(tmp_path / "seed")).rules["triggers"]
        assert trigger["conditions"] == {"all": [], "any": []}
