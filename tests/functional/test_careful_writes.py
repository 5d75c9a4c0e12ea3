# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others do meanwhile, what an account does not list or shows masked, titles that look alike."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core import _apply
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

LIST, POST = "GET /api/v2/targets", "POST /api/v2/targets"
EMAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
TEAM = {"title": "Team", "type": "yammer_target", "group_id": "7"}
HOOK = {
    "title": "Hook",
    "type": "url_target",
    "target_url": "https://example.com",
    "attribute": "text",
    "password": "marker-password",
}


def one_and_set(run: Run, item: dict[str, Any], **options: Any) -> dict[str, Callable[[], Any]]:
    """The single module and the set, for one item; the set gives the result of the item."""

    def as_set() -> dict[str, Any]:
        result = run("zendesk_targets", targets=[item], **options)
        (entry,) = result.pop("results")
        return dict(result, action=entry["action"], target=entry["target"])

    return {"one": lambda: run(**item, **options), "set": as_set}


both = pytest.mark.parametrize("module", ["one", "set"])


# --- somebody else changes the target between the list and the update


def meanwhile(simulator: Simulator, **change: Any) -> int:
    """Somebody changes a target right after the list was read; returns its id."""
    target_id = int(next(iter(simulator.account.targets)))
    simulator.fault(
        method="GET",
        path="/api/v2/targets/",
        headers={},
        do=lambda: simulator.account.targets[target_id].update(change),
    )
    return target_id


@both
def test_an_update_does_not_undo_what_the_task_does_not_give(
    module: str, simulator: Simulator, run: Run
) -> None:
    simulator.account.put_target(dict(HOOK, username="me"))
    target_id = meanwhile(simulator, username="moved", password="marker-other")
    item = dict(HOOK, attribute="body")
    del item["password"]
    result = one_and_set(run, item)[module]()
    assert simulator.calls == [
        LIST,
        "GET /api/v2/targets/%d" % target_id,
        "PUT /api/v2/targets/%d" % target_id,
    ]
    assert "password" not in simulator.journal.entries[-1]["body"]["target"]
    stored = simulator.account.targets[target_id]
    assert (stored["username"], stored["attribute"]) == ("moved", "body")
    assert stored["password"] == "marker-other"
    # The diff is of what was done.
    diff = result["diff"] if module == "one" else result["diff"][0]
    assert diff["before"]["username"] == diff["after"]["username"] == "moved"
    assert result["target"]["username"] == "moved"


@both
def test_nothing_is_left_to_change(module: str, simulator: Simulator, run: Run) -> None:
    simulator.account.put_target(EMAIL)
    target_id = meanwhile(simulator, subject="Ho")
    result = one_and_set(run, dict(EMAIL, subject="Ho"))[module]()
    assert (result["changed"], result["action"]) == (False, "none")
    assert simulator.calls == [LIST, "GET /api/v2/targets/%d" % target_id]
    if module == "set":
        assert (result["summary"]["updated"], result["summary"]["unchanged"]) == (0, 1)
        assert result["diff"] == []


@both
@pytest.mark.parametrize("late", ["before it is read again", "before it is written"])
def test_a_target_that_is_gone_by_then(
    late: str, module: str, simulator: Simulator, run: Run
) -> None:
    target = simulator.account.put_target(EMAIL)
    simulator.fault(
        method="PUT" if late == "before it is written" else "GET",
        path="/api/v2/targets/",
        headers={},
        do=lambda: simulator.account.targets.pop(target["id"]),
    )
    result = one_and_set(run, dict(EMAIL, subject="Ho"))[module]()
    assert result["failed"]
    assert 'Target "On call" (email_target, id %d) was deleted' % target["id"] in result["msg"]
    assert POST not in simulator.calls


@both
def test_a_target_whose_type_has_changed(module: str, simulator: Simulator, run: Run) -> None:
    simulator.account.put_target(EMAIL)
    meanwhile(simulator, type="yammer_target")
    result = one_and_set(run, dict(EMAIL, subject="Ho"), recreate=True)[module]()
    assert "was changed to one of type yammer_target" in result["msg"]
    assert {call.split()[0] for call in simulator.calls} == {"GET"}


def test_by_id_nothing_is_read_twice(simulator: Simulator, run: Run) -> None:
    target = simulator.account.put_target(EMAIL)
    assert run(id=target["id"], subject="Ho")["changed"]
    path = "/api/v2/targets/%d" % target["id"]
    assert simulator.calls == ["GET " + path, "PUT " + path]


@both
def test_a_target_that_somebody_else_deletes_first(
    module: str, simulator: Simulator, run: Run
) -> None:
    target = simulator.account.put_target(EMAIL)
    simulator.fault(
        method="DELETE", headers={}, do=lambda: simulator.account.targets.pop(target["id"])
    )
    result = one_and_set(run, {"title": "On call", "state": "absent"})[module]()
    assert not result.get("failed")


# --- an account that does not list retired types


@both
def test_what_is_not_listed_is_taken_back(module: str, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.list_retired = False
    for _run in range(2):
        simulator.journal.clear()
        result = one_and_set(run, TEAM)[module]()
        assert result["failed"]
        instead = "Use an app from the Zendesk Marketplace instead"
        for text in ("does not list targets of this retired type", "it was deleted", instead):
            assert text in result["msg"]
        calls = [call.split("/targets")[0] for call in simulator.calls]
        assert calls == ["GET /api/v2", "POST /api/v2", "GET /api/v2", "DELETE /api/v2"]
        assert simulator.account.targets == {}
        assert not result.get("changed")


@both
def test_a_replacement_that_is_not_listed_keeps_the_old(
    module: str, simulator: Simulator, run: Run
) -> None:
    old = simulator.account.put_target(dict(EMAIL, title="Team"))
    simulator.account.switches.list_retired = False
    result = one_and_set(run, TEAM, recreate=True)[module]()
    assert "does not list targets of this retired type" in result["msg"]
    assert list(simulator.account.targets) == [old["id"]]


@both
def test_a_replacement_that_is_listed(module: str, simulator: Simulator, run: Run) -> None:
    old = simulator.account.put_target(dict(EMAIL, title="Team"))
    result = one_and_set(run, TEAM, recreate=True)[module]()
    assert (result["action"], result["changed"]) == ("recreate", True)
    assert simulator.calls[-3:] == [POST, LIST, "DELETE /api/v2/targets/%d" % old["id"]]
    assert [target["type"] for target in simulator.account.targets.values()] == ["yammer_target"]


@both
def test_what_could_not_be_taken_back(module: str, simulator: Simulator, run: Run) -> None:
    simulator.account.switches.list_retired = False
    simulator.fault(method="DELETE", answer={"status": 403})
    result = one_and_set(run, TEAM)[module]()
    (new,) = simulator.account.targets
    assert "id %d" % new in result["msg"]
    assert "Delete it by ID" in result["msg"]
    if module == "set":
        assert result["changed"]
        assert result["target"]["id"] == new


@both
def test_a_list_that_can_not_be_read_again(
    module: str, simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    old = simulator.account.put_target(dict(EMAIL, title="Team"))
    simulator.fault(method="GET", path=LIST.split()[1], skip=1, times=0, answer={"status": 503})
    result = one_and_set(run, TEAM, recreate=True)[module]()
    assert "could not be read again" in result["msg"]
    # Both are there, and the error names both.
    assert len(simulator.account.targets) == 2
    for target_id in simulator.account.targets:
        assert "id %d" % target_id in result["msg"]
    assert old["id"] in simulator.account.targets


def test_a_set_reads_the_list_once_more(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.list_retired = False
    simulator.account.put_target(dict(EMAIL, title="By hand"))
    items = [dict(TEAM, title="Team %d" % number) for number in range(3)]
    result = run(
        "zendesk_targets",
        targets=[*items, EMAIL, {"title": "Hook", "type": "yammer_target"}],
        prune=True,
        continue_on_error=True,
    )
    assert [e["action"] for e in result["results"]] == ["failed"] * 3 + [
        "create",
        "failed",
        "skipped",
    ]
    assert simulator.calls.count(LIST) == 2
    assert sorted(t["title"] for t in simulator.account.targets.values()) == ["By hand", "On call"]


def test_what_is_not_listed_goes_after_an_error_as_well(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.list_retired = False
    refused = {"status": 422, "body": {"error": "RecordInvalid"}}
    simulator.fault(method="POST", skip=1, answer=refused)
    result = run("zendesk_targets", targets=[TEAM, EMAIL], max_concurrency=1)
    assert [entry["action"] for entry in result["results"]] == ["failed", "failed"]
    assert simulator.account.targets == {}


# --- titles that look alike

ALIKE = [
    ("On call", "on call"),
    ("On call", "On  call"),
    ("On call", " On call "),
    ("On call", "On\u00a0call"),
    ("On call", "Oncall"),
    ("On call", "On\u200b call"),
    ("Caf\u00e9", "Cafe\u0301"),
    ("STRASSE", "Stra\u00dfe"),
]


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@both
@pytest.mark.parametrize(("title", "there"), ALIKE, ids=ascii)
def test_a_title_that_looks_like_another_is_warned_of(
    title: str, there: str, module: str, check: bool, simulator: Simulator, run: Run
) -> None:
    target = simulator.account.put_target(dict(EMAIL, title=there))
    result = one_and_set(run, dict(EMAIL, title=title), check=check)[module]()
    assert result["action"] == "create"
    (warning,) = result["warnings"]
    for text in ('"%s"' % title, '"%s"' % there, "id %d" % target["id"], "case or white space"):
        assert text in warning
    # Once it is there, both are meant.
    if not check:
        assert one_and_set(run, dict(EMAIL, title=title))[module]()["warnings"] == []


@pytest.mark.parametrize("title", ["On call 2", "On-call", "Call", "0n call"])
def test_another_title_is_not_warned_of(title: str, simulator: Simulator, run: Run) -> None:
    simulator.account.put_target(EMAIL)
    assert run(**dict(EMAIL, title=title))["warnings"] == []


def test_two_new_titles_that_look_alike(simulator: Simulator, run: Run) -> None:
    items = [EMAIL, dict(EMAIL, title="on call")]
    (warning,) = run("zendesk_targets", targets=items)["warnings"]
    assert '"on call" (email_target) is created, but Target "On call" (email_target)' in warning


# --- only the title changes

AS_BEFORE = 'has the same content. If it is only renamed, set previous_title to "Before".'
# What changes besides the title -> whether a hint says so.
RENAMED: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing": ({}, True),
    "its state": ({"active": False}, True),
    "its subject": ({"subject": "Other"}, False),
    "nothing, and the old one is meant as well": ({"title": "Before"}, False),
}


@pytest.mark.parametrize("prune", [False, True], ids=["keep", "prune"])
@pytest.mark.parametrize("what", RENAMED)
def test_a_new_title_for_the_same_content(
    what: str, prune: bool, simulator: Simulator, run: Run
) -> None:
    simulator.account.put_target(dict(EMAIL, title="Before"))
    change, hints = RENAMED[what]
    items = [dict(EMAIL, title="After", **change)] if "title" not in change else []
    items += [dict(EMAIL, title="Before"), dict(EMAIL, title="After")] if not items else []
    limit = {"prune": True, "max_deletions": 1} if prune else {}
    result = run("zendesk_targets", targets=items, check=True, **limit)
    assert result["summary"]["created"] == 1
    assert [text for text in result["warnings"] if AS_BEFORE in text] == result["warnings"]
    assert len(result["warnings"]) == int(hints)


# --- an invalid address

# Address -> whether a warning says so.
ADDRESSES = {
    "on-call at example.com": True,
    "example.com": True,
    "@example.com": True,
    "{% if ticket.id %}a{% endif %}": False,
    "On call <a@example.com>": False,
    "a@example.com": False,
    "{{ticket.requester.email}}": False,
}


@pytest.mark.parametrize("email", ADDRESSES)
def test_an_invalid_address(email: str, run: Run) -> None:
    text = 'Target "On call" (email_target): email does not look like an email address: %s.' % email
    assert run(**dict(EMAIL, email=email))["warnings"] == ([text] if ADDRESSES[email] else [])


# --- a set of nothing


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(
    ("options", "warns"),
    [
        ({}, True),
        ({"prune": True, "prune_types": ["email_target"]}, True),
        ({"prune": True, "keep": ["On call"], "max_deletions": 0}, False),
        ({"prune": True, "max_deletions": 1}, False),
        ({"max_deletions": 0}, True),
    ],
    ids=str,
)
def test_a_set_of_nothing_is_warned_of(
    options: Any, warns: bool, check: bool, simulator: Simulator, run: Run
) -> None:
    simulator.account.put_target(TEAM if "prune_types" in options else EMAIL)
    result = run("zendesk_targets", targets=[], check=check, **options)
    assert not result.get("failed")
    assert len(result["warnings"]) == warns
    if warns:
        assert "check the name of the variable" in result["warnings"][0]


# --- tokens that read back masked

FLOW = {"title": "Flow", "type": "flowdock_target", "api_token": "0123456789abcdef0123"}


@pytest.mark.parametrize("mask", ["****", "\u2022" * 4, "*" * 16, "xxxx", "XXXX", "....", "----"])
@both
def test_a_masked_token_can_not_be_read(
    mask: str, module: str, simulator: Simulator, run: Run
) -> None:
    simulator.account.switches.token_mask = mask
    quiet = one_and_set(run, FLOW, update_secrets="on_create")[module]
    assert quiet()["action"] == "create"
    assert quiet()["action"] == "none"
    assert one_and_set(run, FLOW)[module]()["action"] == "update"
    assert "did not store" not in str(quiet()["warnings"])
    # Another change sends no mask back.
    target_id = next(iter(simulator.account.targets))
    inactive = dict(FLOW, active=False)
    assert one_and_set(run, inactive, update_secrets="on_create")[module]()["action"] == "update"
    assert "api_token" not in simulator.journal.entries[-1]["body"]["target"]
    assert simulator.account.targets[target_id]["api_token"] == FLOW["api_token"]


def test_a_masked_token_in_audit_and_info(simulator: Simulator, run: Run) -> None:
    simulator.account.put_target(FLOW)
    simulator.account.switches.token_mask = "*" * 8
    audited = run("zendesk_audit_info", targets=[FLOW])["results"][0]
    assert audited["status"] == "matches"
    assert {"kind": "unverified", "secrets": ["api_token"]} in audited["findings"]
    (shown,) = run("zendesk_target_info", gather=["secrets"])["targets"]
    assert shown["secrets_set"] == ["api_token"]


@pytest.mark.parametrize("token", ["***", "xx-0123456", "abc****0123defg", "x" * 4 + "1234567"])
def test_a_real_token_is_compared(token: str, simulator: Simulator, run: Run) -> None:
    """What is equal is no mask, and what is longer than one shows is none."""
    simulator.account.put_target(dict(FLOW, api_token=token))
    assert not run(**dict(FLOW, api_token=token), update_secrets="always")["changed"]
    if token != "***":
        assert run(**FLOW, update_secrets="on_create")["changed"]


# --- records that are odd


def test_the_same_record_on_two_pages(simulator: Simulator, run: Run) -> None:
    record = dict(EMAIL, id=17, active=True)
    body = {"targets": [record, record], "next_page": None}
    simulator.fault(path="/api/v2/targets", times=0, answer={"status": 200, "body": body})
    assert not run(**EMAIL)["changed"]
    result = run("zendesk_targets", targets=[EMAIL], prune=True)
    assert [entry["action"] for entry in result["results"]] == ["none"]
    pruned = run("zendesk_targets", targets=[dict(EMAIL, title="A")], prune=True, check=True)
    assert [entry["action"] for entry in pruned["results"]] == ["create", "delete"]
    audited = run("zendesk_audit_info", targets=[], gather=[])
    assert [entry["status"] for entry in audited["results"]] == ["unmanaged"]


def test_a_lone_surrogate_in_one_record(simulator: Simulator, run: Run) -> None:
    odd = simulator.account.put_target(dict(EMAIL, title="Half \ud83d", subject="\udc00"))
    simulator.account.put_target(EMAIL)
    items = [dict(EMAIL, subject="Ho"), dict(EMAIL, title="half"), {"id": odd["id"], "email": "b"}]
    result = run("zendesk_targets", targets=items, prune=True, keep=["Half *"])
    assert [entry["action"] for entry in result["results"]] == ["update", "create", "update"]
    assert simulator.account.targets[odd["id"]]["subject"] == "\udc00"
    misses = run("zendesk_targets", targets=items, prune=True, keep=["Half"])
    assert 'keep: no target has the ID, title or type "Half"' in misses["msg"]


# --- records that lack what each has


@both
@pytest.mark.parametrize("name", ["title", "type"])
@pytest.mark.parametrize("lacks", ["null", "absent"])
def test_a_record_that_lacks_what_each_has(
    lacks: str, name: str, module: str, simulator: Simulator, run: Run
) -> None:
    """It can be named by id; what can be changed is, and what was done is told."""
    record: dict[str, Any] = dict(EMAIL, id=7, active=True, **({name: None}))
    if lacks == "absent":
        del record[name]
    answer = {"target": record, "targets": [record], "count": 1, "next_page": None}
    put = dict(record, active=False)
    path = "/api/v2/targets"
    simulator.fault(method="GET", path=path, times=0, answer={"status": 200, "body": answer})
    simulator.fault(method="PUT", times=0, answer={"status": 200, "body": {"target": put}})
    result = one_and_set(run, {"id": 7, "active": False})[module]()
    assert result["changed"]
    assert not result.get("failed")
    assert result["target"]["active"] is False
    assert simulator.calls[-1] == "PUT /api/v2/targets/7"
    audited = run("zendesk_audit_info", targets=[{"id": 7, "active": False}])
    assert audited["summary"]["drifted"] == 1


@both
def test_what_was_done_is_told_whatever_comes_after(
    module: str, simulator: Simulator, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_arguments: Any) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(_apply, "_check_name", break_down)
    result = one_and_set(run, EMAIL)[module]()
    assert result["failed"]
    assert result["changed"]
    assert "An unexpected error, KeyError" in result["msg"]
    assert result["target"]["id"] == next(iter(simulator.account.targets))
