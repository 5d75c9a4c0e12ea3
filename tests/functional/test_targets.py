# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole set of targets: requests, order, what is spared, what is left after an error."""

from __future__ import annotations

from collections import Counter
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]
LIST = "GET /api/v2/targets"
RULES = ["GET /api/v2/triggers", "GET /api/v2/automations"]


def mail(title: str, **more: Any) -> dict[str, Any]:
    return dict(
        {"title": title, "type": "email_target", "email": "a@example.com", "subject": "Hi"}, **more
    )


def mails(count: int, **more: Any) -> list[dict[str, Any]]:
    return [mail("Sample %d" % number, **more) for number in range(count)]


def titles(simulator: Simulator) -> list[str]:
    return sorted(target["title"] for target in simulator.account.targets.values())


@pytest.fixture
def apply(run: Run) -> Run:
    """Run the module for a list of targets."""

    def call(targets: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
        return run("zendesk_targets", targets=targets, **options)

    return call


@pytest.mark.parametrize("count", [1, 100, 1000])
def test_one_listing_and_one_write_per_change(count: int, simulator: Simulator, apply: Run) -> None:
    wanted = mails(count)
    for targets, changes in ((wanted, count), (wanted, 0)):
        simulator.journal.clear()
        result = apply(targets)
        assert Counter(simulator.calls) == Counter({LIST: 1, "POST /api/v2/targets": changes})
        assert simulator.calls[0] == LIST
        assert result["changed"] == bool(changes)
        assert result["summary"]["created"] == changes
        assert result["summary"]["unchanged"] == count - changes
    assert len(simulator.account.targets) == count
    simulator.journal.clear()
    drifted = [dict(item, subject="Ho") if n % 10 == 0 else item for n, item in enumerate(wanted)]
    result = apply(drifted)
    assert result["summary"]["updated"] == -(-count // 10)
    # An update is planned anew right before it is sent.
    assert len(simulator.calls) == 1 + 2 * result["summary"]["updated"]


def test_items_are_judged_by_the_options_that_they_use(apply: Run) -> None:
    """All options for each item would take longer than all else; secrets are masked as ever."""
    issue = {"title": "Two", "type": "jira_target", "target_url": "u", "username": "me"}
    items = [mail("One"), dict(issue, password="marker-password")]
    result = apply(items, _ansible_inject_invocation=True)
    # Ansible adds defaults, and None for what another item has.
    assert result["invocation"]["module_args"]["targets"] == [
        dict(mail("One"), state="present", target_url=None, username=None, password=None),
        dict(
            issue,
            state="present",
            email=None,
            subject=None,
            password="********",
        ),
    ]


def test_listing_in_pages(simulator: Simulator, apply: Run) -> None:
    for item in mails(5):
        simulator.account.put_target(item)
    simulator.account.switches.page_size = 2
    assert apply(mails(5))["changed"] is False
    assert simulator.calls == [LIST] * 3


def test_results_are_in_the_order_of_the_items(simulator: Simulator, apply: Run) -> None:
    kept = simulator.account.put_target(mail("Kept"))
    gone = simulator.account.put_target(mail("Gone"))
    other = simulator.account.put_target(mail("Other"))
    result = apply(
        [
            {"title": "Gone", "state": "absent"},
            mail("New"),
            mail("Kept"),
            {"id": other["id"], "title": "Renamed"},
            {"title": "Never", "state": "absent"},
        ],
        force=True,
    )
    shown = [(r["position"], r["action"], r["title"], r["id"]) for r in result["results"]]
    new = next(t for t in simulator.account.targets.values() if t["title"] == "New")
    assert shown == [
        (1, "delete", "Gone", gone["id"]),
        (2, "create", "New", new["id"]),
        (3, "none", "Kept", kept["id"]),
        (4, "update", "Renamed", other["id"]),
        (5, "none", "Never", None),
    ]
    assert [entry["before_header"].split(",")[0] for entry in result["diff"]] == [
        "Item 1",
        "Item 2",
        "Item 4",
    ]
    assert result["summary"] == {
        "created": 1,
        "updated": 1,
        "deleted": 1,
        "unchanged": 2,
        "kept": 0,
        "failed": 0,
        "skipped": 0,
    }
    assert result["results"][1]["target"]["id"] == new["id"]


def test_deletes_come_last(simulator: Simulator, apply: Run) -> None:
    simulator.account.put_target(mail("Gone"))
    simulator.account.put_target(mail("Pruned"))
    apply([{"title": "Gone", "state": "absent"}, mail("New")], prune=True, max_concurrency=1)
    assert [call.split()[0] for call in simulator.calls] == ["GET"] * 3 + ["POST"] + ["DELETE"] * 2
    assert simulator.calls[1:3] == RULES


@pytest.mark.parametrize("check", [True, False])
def test_check_mode_predicts(check: bool, simulator: Simulator, apply: Run) -> None:
    simulator.account.put_target(mail("Changed"))
    simulator.account.put_target(mail("Pruned"))
    result = apply([mail("New"), mail("Changed", subject="Ho")], prune=True, check=check)
    assert [entry["action"] for entry in result["results"]] == ["create", "update", "delete"]
    assert [sorted(entry) for entry in result["diff"]] == [
        ["after", "after_header", "before", "before_header"]
    ] * 3
    assert result["diff"][1]["before"]["subject"] == "Hi"
    assert titles(simulator) == (["Changed", "Pruned"] if check else ["Changed", "New"])
    if check:
        assert simulator.calls == [LIST, *RULES]


WRONG: dict[str, tuple[list[Any], dict[str, Any], list[str]]] = {
    "several items": (
        [mail("Good"), {"title": "Bad", "type": "email_target"}, mail("", subject="")],
        {},
        [
            "Item 3, target (email_target): title is empty",
            "subject is required for email_target and can't be empty",
            'Item 2, target "Bad" (email_target): If there is no such target yet, creating it also '
            "requires email and subject.",
        ],
    ),
    "arguments": (
        [mail("Good"), mail("Typo", subjct="x"), mail("Choice", type="mail"), mail("B", active=9)],
        {},
        [
            'Item 2, target "Typo" (email_target): unknown option subjct: did you mean subject?',
            'Item 3, target "Choice" (mail): type must be one of basecamp_target',
            'Item 4, target "B" (email_target): active must be true or false',
        ],
    ),
    "the same title": (
        [mail("Twice"), mail("Once"), mail("Twice")],
        {},
        ['Item 3, target "Twice" (email_target) refers to the same target as item 1: remove one'],
    ),
    "two names of a type": (
        [
            {"title": "Hook", "state": "absent", "type": "http_target"},
            {"title": "Hook", "state": "absent", "type": "url_target_v2"},
        ],
        {},
        ['Item 2, target "Hook" (url_target_v2) refers to the same target as item 1'],
    ),
    "any type": (
        [mail("Twice"), {"title": "Twice", "state": "absent"}],
        {},
        ['Item 2, target "Twice" refers to the same target as item 1'],
    ),
    "the same id": ([{"id": 7, "active": True}, {"id": 7, "title": "T"}], {}, ["same target"]),
    "renamed into another": ([{"id": 7, "title": "T"}, mail("T")], {}, ["same target as item 1"]),
    "type to prune": ([], {"prune": True, "prune_types": ["mail"]}, ["prune_types: mail is no"]),
    "keep without prune": ([mail("A")], {"keep": ["B"]}, ["keep requires prune=true."]),
    "concurrency": ([mail("A")], {"max_concurrency": 0}, ["max_concurrency must be 1 or more."]),
    "limit": ([mail("A")], {"max_deletions": -1}, ["max_deletions must be 0 or more."]),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=list(WRONG))
def test_wrong_input_is_told_at_once(case: Any, simulator: Simulator, apply: Run) -> None:
    targets, options, texts = case
    result = apply(targets, **options)
    assert result["failed"]
    for text in texts:
        assert text in result["msg"]
    assert "Good" not in result["msg"]
    assert simulator.calls == []


PRUNES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "off": ({}, ["By hand", "Hook", "In the set"]),
    "everything": ({"prune": True}, ["In the set"]),
    "one type": ({"prune": True, "prune_types": ["email_target"]}, ["Hook", "In the set"]),
    "a type by its other name": (
        {"prune": True, "prune_types": ["http_target"]},
        ["By hand", "In the set"],
    ),
    "keep a title": ({"prune": True, "keep": ["By hand"]}, ["By hand", "In the set"]),
    "keep an id": ({"prune": True, "keep": ["4711"]}, ["By hand", "In the set"]),
    "keep a pattern": ({"prune": True, "keep": ["By*"]}, ["By hand", "In the set"]),
    "keep several by one pattern": (
        {"prune": True, "keep": ["*"]},
        ["By hand", "Hook", "In the set"],
    ),
    "a pattern is no type": ({"prune": True, "keep": ["url_*"]}, ["In the set"]),
    "keep a type": ({"prune": True, "keep": ["http_target"]}, ["Hook", "In the set"]),
    "as many as allowed": ({"prune": True, "max_deletions": 2}, ["In the set"]),
}


@pytest.mark.parametrize("case", PRUNES.values(), ids=list(PRUNES))
def test_prune(case: Any, simulator: Simulator, apply: Run) -> None:
    options, left = case
    simulator.account.put_target(mail("By hand", id=4711))
    simulator.account.put_target({"title": "Hook", "type": "url_target_v2"})
    assert not apply([mail("In the set")], **options).get("failed")
    assert titles(simulator) == left


def test_more_deletions_than_allowed(simulator: Simulator, apply: Run) -> None:
    for item in mails(3):
        simulator.account.put_target(item)
    result = apply([mail("New")], prune=True, max_deletions=2)
    assert "3 targets would be deleted, which is more than max_deletions allows" in result["msg"]
    assert 'target "Sample 0" (email_target, id ' in result["msg"]
    # What rules use is kept, and so does not count.
    assert simulator.calls == [LIST, *RULES]


@pytest.mark.parametrize(("options", "left"), [({}, 2), ({"max_deletions": 2}, 0)])
def test_prune_for_an_empty_set_has_to_be_meant(
    options: Any, left: int, simulator: Simulator, apply: Run
) -> None:
    for item in mails(2):
        simulator.account.put_target(item)
    result = apply([], prune=True, **options)
    assert len(simulator.account.targets) == left
    if left:
        assert "set max_deletions to 2" in result["msg"]


def test_titles_that_fit_several_keep_everything(simulator: Simulator, apply: Run) -> None:
    for item in [mail("Twice"), mail("Twice"), mail("By hand")]:
        simulator.account.put_target(item)
    for go_on, written in ((False, []), (True, ["New"])):
        result = apply([mail("Twice"), mail("New")], prune=True, continue_on_error=go_on)
        assert 'There are 2 targets called "Twice": id ' in result["msg"]
        assert titles(simulator) == sorted(["By hand", "Twice", "Twice", *written])


def test_types_under_one_title(simulator: Simulator, apply: Run) -> None:
    """One title with two types is two targets, and neither replaces the other."""
    simulator.account.put_target(mail("Both"))
    flow = {"title": "Both", "type": "yammer_target"}
    result = apply([flow, mail("Both")], recreate=True)
    assert [entry["action"] for entry in result["results"]] == ["create", "none"]
    assert [entry["action"] for entry in apply([flow, mail("Both")])["results"]] == ["none"] * 2


@pytest.mark.parametrize("check", [True, False], ids=["check", "run"])
def test_renames(check: bool, simulator: Simulator, apply: Run) -> None:
    """Each takes the name that the next one leaves, whatever their order."""
    first, second = (simulator.account.put_target(mail(title)) for title in ("A", "B"))
    items = [
        dict(mail("B"), previous_title="A"),
        dict(mail("C"), previous_title=["B", "Z"]),
        mail("A"),
    ]
    result = apply(items, check=check)
    assert [entry["action"] for entry in result["results"]] == ["update", "update", "create"]
    if not check:
        assert (first["title"], second["title"]) == ("B", "C")
        assert not apply(items)["changed"]


def test_a_former_title_of_two_items(simulator: Simulator, apply: Run) -> None:
    result = apply([dict(mail(title), previous_title="A") for title in ("B", "C")])
    assert "previous_title A is also given in item 1" in result["msg"]
    assert simulator.calls == []


def test_item_by_id_and_item_by_title(simulator: Simulator, apply: Run) -> None:
    target = simulator.account.put_target(mail("Same"))
    result = apply([{"id": target["id"], "active": False}, mail("Same")])
    assert "which item 1 also refers to" in result["msg"]
    assert simulator.calls == [LIST]


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("go_on", [True, False])
def test_target_in_use(go_on: bool, check: bool, simulator: Simulator, apply: Run) -> None:
    """It is kept and the run fails, but that holds nothing else back."""
    used = simulator.account.put_target(mail("Used"))
    simulator.account.put_target(mail("Free"))
    simulator.account.add_rule("triggers", "Tell", used["id"])
    items = [mail("New"), {"title": "Gone", "state": "absent"}]
    simulator.account.put_target(mail("Gone"))
    result = apply(items, prune=True, continue_on_error=go_on, check=check)
    assert result["failed"]
    assert result["msg"].startswith("1 of 4 targets kept instead of deleted. Target")
    assert (
        'Target "Used" (email_target, id %d) is used by trigger "Tell"' % used["id"]
        in (result["msg"])
    )
    assert titles(simulator) == (["Free", "Gone", "Used"] if check else ["New", "Used"])
    assert simulator.calls[:3] == [LIST, *RULES]
    assert [r["action"] for r in result["results"]] == ["create", "delete", "kept", "delete"]
    counts = {"created": 1, "deleted": 2, "kept": 1}
    assert result["summary"] == {**dict.fromkeys(result["summary"], 0), **counts}
    kept = result["results"][2]
    assert (kept["changed"], kept["id"], kept["target"]["id"]) == (False, used["id"], used["id"])
    assert 'trigger "Tell"' in kept["error"]["msg"]
    assert len(result["diff"]) == 3


@pytest.mark.parametrize(
    ("item", "options"),
    [({"title": "Used", "state": "absent"}, {}), (mail("Used"), {"recreate": True})],
    ids=["absent", "recreate"],
)
def test_item_whose_target_is_in_use(
    item: Any, options: Any, simulator: Simulator, apply: Run
) -> None:
    used = simulator.account.put_target({"title": "Used", "type": "yammer_target"})
    simulator.account.add_rule("automations", "Tell", used["id"])
    result = apply([item, mail("New")], **options)
    assert [entry["action"] for entry in result["results"]] == ["kept", "create"]
    assert 'automation "Tell"' in result["msg"]
    assert titles(simulator) == ["New", "Used"]
    assert simulator.account.targets[used["id"]]["type"] == "yammer_target"


@pytest.mark.parametrize(
    ("limit", "fails"), [(1, "1 of 3 targets kept instead of deleted."), (0, "1 target would")]
)
def test_limit_does_not_count_what_is_kept(
    limit: int, fails: str, simulator: Simulator, apply: Run
) -> None:
    used = simulator.account.put_target(mail("Used"))
    simulator.account.put_target(mail("Free"))
    simulator.account.add_rule("triggers", "Tell", used["id"])
    result = apply([mail("New")], prune=True, max_deletions=limit)
    assert fails in result["msg"]
    assert titles(simulator) == (["New", "Used"] if limit else ["Free", "Used"])


def test_force_reads_no_rules(simulator: Simulator, apply: Run) -> None:
    used = simulator.account.put_target(mail("Used"))
    simulator.account.add_rule("triggers", "Tell", used["id"])
    apply([mail("New")], prune=True, force=True)
    assert titles(simulator) == ["New"]
    assert simulator.calls[0] == LIST
    assert len(simulator.calls) == 3


@pytest.mark.parametrize(("go_on", "made"), [(True, 9), (False, 4)])
def test_some_fail(go_on: bool, made: int, simulator: Simulator, apply: Run) -> None:
    refused = {"status": 422, "body": {"error": "RecordInvalid", "description": "No."}}
    simulator.fault(method="POST", skip=4, answer=refused)
    result = apply(mails(10), continue_on_error=go_on, max_concurrency=1)
    assert result["failed"]
    assert result["changed"]
    assert result["msg"].startswith('1 of 10 targets failed. Item 5, target "Sample 4"')
    assert "RecordInvalid" in result["msg"]
    assert result["summary"]["created"] == made == len(simulator.account.targets)
    assert result["summary"]["skipped"] == 9 - made
    failed = result["results"][4]
    assert (failed["action"], failed["changed"], failed["error"]["status"]) == (
        "failed",
        False,
        422,
    )
    assert apply(mails(10))["summary"]["created"] == 10 - made


@pytest.mark.parametrize("status", [401, 403])
def test_nothing_more_is_tried_without_leave(status: int, simulator: Simulator, apply: Run) -> None:
    simulator.fault(method="POST", answer={"status": status, "body": ""}, times=0)
    result = apply(mails(10), continue_on_error=True, max_concurrency=1)
    assert simulator.calls == [LIST, "POST /api/v2/targets"]
    assert result["summary"]["skipped"] == 9


def test_retired_types_warn_once(apply: Run) -> None:
    teams = [{"title": "Team %d" % number, "type": "yammer_target"} for number in range(3)]
    warnings = apply(teams)["warnings"]
    assert len(warnings) == 1
    assert "yammer_target" in warnings[0]


def test_secrets_follow_the_policy(simulator: Simulator, apply: Run) -> None:
    item = {
        "title": "Tracker",
        "type": "jira_target",
        "target_url": "https://example.com",
        "username": "me",
        "password": "marker-password",
    }
    apply([item])
    result = apply([item], update_secrets="on_create")
    assert result["changed"] is False
    result = apply([item])
    assert result["results"][0]["secrets_sent"] == ["password"]
    assert "marker-password" not in str(result)


def test_one_token_for_the_run(simulator: Simulator, apply: Run) -> None:
    login = {
        "zendesk_client_id": "simulated-client",
        "zendesk_client_secret": "simulated-client-secret",
    }
    apply(mails(20), **login)
    assert simulator.calls.count("POST /oauth/tokens") == 1
    assert len(simulator.calls) == 22


def test_replaced_but_not_deleted(simulator: Simulator, apply: Run) -> None:
    """The result tells what there is now; without leave to delete no other is tried."""
    for number in range(3):
        simulator.account.put_target({"title": "Sample %d" % number, "type": "yammer_target"})
    forbidden = {"status": 403, "body": {"error": "Forbidden"}}
    simulator.fault(method="DELETE", times=0, answer=forbidden)
    options = {"recreate": True, "continue_on_error": True, "max_concurrency": 1}
    result = apply(mails(3), **options)
    new = next(t for t in simulator.account.targets.values() if t["type"] == "email_target")
    first = result["results"][0]
    assert (first["action"], first["changed"], first["id"]) == ("failed", True, new["id"])
    assert first["error"]["status"] == 403
    assert result["changed"] is True
    assert result["summary"]["skipped"] == 2
    assert "could not be deleted" in result["msg"]


def test_title_that_the_account_changes(simulator: Simulator, apply: Run) -> None:
    """It would not be found again, and be made anew by each run."""
    simulator.account.switches.title_length = 5
    result = apply([mail("Much too long")])
    assert 'stored it with this title instead of "Much too long"' in result["msg"]
    assert result["results"][0]["target"]["title"] == "Much"
    assert titles(simulator) == ["Much"]


@pytest.mark.parametrize("limit", [None, 1, 3])
@pytest.mark.parametrize("items", [[], [{"title": "Never there", "state": "absent"}]], ids=len)
def test_a_standing_limit_is_no_consent(
    items: Any, limit: int | None, simulator: Simulator, apply: Run
) -> None:
    for item in mails(2):
        simulator.account.put_target(item)
    assert "set max_deletions to 2" in apply(items, prune=True, max_deletions=limit)["msg"]
    assert titles(simulator) == ["Sample 0", "Sample 1"]
    assert not apply(items, prune=True, max_deletions=2).get("failed")
    assert titles(simulator) == []


KEEPS: dict[str, tuple[list[str], list[str]]] = {
    # entries -> those that fit nothing
    "an id, a title, a type": (["4711", "Pager", "yammer_target"], []),
    "another name of a type": (["http_target"], []),
    "what the set creates": (["New"], []),
    "other capitals": (["pager"], ["pager"]),
    "a part": (["Page"], ["Page"]),
    "several": (["Pager", "B", "A"], ["A", "B"]),
    "cut at a comma": (["Billing", "EU"], ["Billing", "EU"]),
    "a type of no target": (["jira_target"], ["jira_target"]),
    "patterns that fit nothing": (["Nothing*", "?"], []),
    "brackets are text": (["[P]ager"], ["[P]ager"]),
}


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("case", KEEPS.values(), ids=list(KEEPS))
def test_keep_that_fits_nothing(case: Any, check: bool, simulator: Simulator, apply: Run) -> None:
    """Nothing is pruned while an entry fits nothing; all else is done, and the run fails."""
    keep, misses = case
    for target in (
        mail("Pager", id=4711),
        {"title": "Team", "type": "yammer_target"},
        {"title": "Hook", "type": "url_target_v2"},
        mail("Changed"),
        mail("Gone"),
        mail("By hand"),
    ):
        simulator.account.put_target(target)
    items = [mail("New"), mail("Changed", subject="Ho"), {"title": "Gone", "state": "absent"}]
    result = apply(items, prune=True, keep=keep, check=check)
    assert bool(result.get("failed")) == bool(misses)
    for entry in misses:
        text = 'keep: no target has the ID, title or type "%s", so nothing is pruned' % entry
        assert text in result["msg"]
    assert ("By hand" in titles(simulator)) == bool(misses or check)
    assert ("New" in titles(simulator)) == (not check)
    assert [r["action"] for r in result["results"][:3]] == ["create", "update", "delete"]
    if misses:
        pruned = result["results"][3:]
        assert {r["action"] for r in pruned} == {"skipped"}
        assert {r["error"]["msg"] for r in pruned} == {
            "Not pruned, because an entry of keep matches no target."
        }
        assert result["summary"]["failed"] == 0


@pytest.mark.parametrize(
    ("entry", "near"), [("pager", "Pager"), ("Pagers", "Pager"), ("On\u00a0call", "On call")]
)
def test_keep_names_the_nearest_title(
    entry: str, near: str, simulator: Simulator, apply: Run
) -> None:
    for title in ("Pager", "On call"):
        simulator.account.put_target(mail(title))
    message = apply([mail("A")], prune=True, keep=[entry])["msg"]
    assert 'Did you mean "%s"?' % near in message


@pytest.mark.parametrize("go_on", [True, False])
@pytest.mark.parametrize(
    "answer",
    [{"status": 403}, {"status": 404}, {"status": 200, "body": {"triggers": [{"id": 1}]}}],
    ids=["forbidden", "missing", "unreadable"],
)
def test_rules_that_may_not_be_read(
    answer: Any, go_on: bool, simulator: Simulator, apply: Run
) -> None:
    simulator.account.put_target(mail("Old"))
    simulator.fault(path="/api/v2/triggers", answer=answer)
    result = apply([mail("New")], prune=True, continue_on_error=go_on)
    assert "can't be read, so it is not deleted" in result["msg"]
    assert (result["summary"]["kept"], result["summary"]["failed"]) == (1, 0)
    assert titles(simulator) == ["New", "Old"]


def test_rules_that_no_server_answers_for(
    simulator: Simulator, apply: Run, no_waiting: list[float]
) -> None:
    simulator.account.put_target(mail("Old"))
    simulator.fault(path="/api/v2/triggers", times=0, answer={"status": 503})
    assert apply([mail("New")], prune=True)["failed"]
    assert titles(simulator) == ["Old"]


def test_an_update_sends_the_whole_object_and_no_null(simulator: Simulator, apply: Run) -> None:
    hook = {"title": "Hook", "type": "url_target_v2", "target_url": "u", "method": "get"}
    simulator.account.put_target(dict(hook, content_type="application/json", password="marker"))
    apply([dict(hook, type="http_target", content_type="application/xml")])
    assert simulator.journal.entries[-1]["body"] == {
        "target": {
            "type": "url_target_v2",
            "title": "Hook",
            "active": True,
            "target_url": "u",
            "method": "get",
            "content_type": "application/xml",
        }
    }


@pytest.mark.parametrize(
    ("items", "prune", "warns"),
    [
        ([{"title": "T", "type": "yammer_target", "group_id": "1"}], False, 1),
        ([{"title": "T", "type": "yammer_target"}], False, 1),
        ([{"title": "T", "state": "absent"}], False, 0),
        ([mail("A")], True, 0),
    ],
    ids=["changed", "unchanged", "deleted", "pruned"],
)
def test_what_is_gone_is_not_warned_of(
    items: Any, prune: bool, warns: int, simulator: Simulator, apply: Run
) -> None:
    simulator.account.put_target({"title": "T", "type": "yammer_target"})
    warnings = apply(items, prune=prune)["warnings"]
    assert len(warnings) == warns
    assert all("yammer_target" in warning for warning in warnings)
