# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A set in which something fails: what is not pruned, when a run ends, what it says it has done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._http._client import Client
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

REFUSED = {"status": 422, "body": {"error": "RecordInvalid", "description": "No."}}


def mail(title: str, **more: Any) -> dict[str, Any]:
    return dict(
        {"title": title, "type": "email_target", "email": "a@example.com", "subject": "Hi"}, **more
    )


def mails(count: int, **more: Any) -> list[dict[str, Any]]:
    return [mail("Sample %d" % number, **more) for number in range(count)]


def titles(simulator: Simulator) -> list[str]:
    return sorted(target["title"] for target in simulator.account.targets.values())


def actions(result: dict[str, Any]) -> list[str]:
    return [entry["action"] for entry in result["results"]]


@pytest.fixture
def apply(run: Run) -> Run:
    """Run the module for a list of targets."""

    def call(targets: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
        return run("zendesk_targets", targets=targets, **options)

    return call


# --- nothing is pruned once an item has failed

# What fails: a fault, an item beside the good ones.
FAILURES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a create": ({"method": "POST"}, mail("Bad")),
    "an update": ({"method": "PUT"}, mail("Changed", subject="Ho")),
    "the reading before an update": (
        {"method": "GET", "path": "/api/v2/targets/"},
        mail("Changed", subject="Ho"),
    ),
    "a delete": ({"method": "DELETE"}, {"title": "Gone", "state": "absent"}),
    "a replacement": ({"method": "POST"}, mail("Team")),
    "what replaced something": ({"method": "DELETE"}, mail("Team")),
}


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("go_on", [True, False])
@pytest.mark.parametrize("case", FAILURES.values(), ids=list(FAILURES))
def test_nothing_is_pruned_once_an_item_has_failed(
    case: Any, go_on: bool, workers: int, simulator: Simulator, apply: Run
) -> None:
    fault, item = case
    for target in (
        mail("There"),
        mail("Changed"),
        mail("Gone"),
        {"title": "Team", "type": "yammer_target"},
        mail("Old name"),
        mail("Older name"),
    ):
        simulator.account.put_target(target)
    simulator.fault(**{"path": "/api/v2/targets", **fault}, answer=REFUSED)
    options = {"recreate": True, "max_concurrency": workers, "continue_on_error": go_on}
    # What else is in the account is kept: all that could be pruned are the old names.
    keep = ["Changed", "Gone", "Team"]
    result = apply([mail("There"), item], prune=True, keep=keep, **options)
    assert result["summary"]["failed"] == 1
    assert {"Old name", "Older name"} <= set(titles(simulator))
    pruned = [entry for entry in result["results"] if entry["position"] is None]
    assert [entry["action"] for entry in pruned] == ["skipped"] * 2
    reason = "Not pruned, because an item of targets failed."
    if not go_on:
        reason = "Skipped because of an earlier error."
    assert {entry["error"]["msg"] for entry in pruned} == {reason}
    assert "2 skipped: %s" % reason in result["msg"]
    assert not any(entry["changed"] for entry in pruned)


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
def test_an_item_without_a_plan_holds_prunes_back(
    check: bool, simulator: Simulator, apply: Run
) -> None:
    for title in ("Twice", "Twice", "By hand"):
        simulator.account.put_target(mail(title))
    items = [mail("Twice"), mail("New"), {"id": 17, "active": False}]
    result = apply(items, prune=True, continue_on_error=True, check=check)
    # The two that the first item may mean are nobody's to prune.
    assert actions(result) == ["failed", "create", "failed", "skipped"]
    assert result["results"][3]["title"] == "By hand"
    assert "By hand" in titles(simulator)


def test_own_deletes_go_on_after_an_error(simulator: Simulator, apply: Run) -> None:
    for title in ("Gone", "By hand"):
        simulator.account.put_target(mail(title))
    simulator.fault(method="POST", answer=REFUSED)
    items = [mail("New"), {"title": "Gone", "state": "absent"}]
    result = apply(items, prune=True, continue_on_error=True)
    assert actions(result) == ["failed", "delete", "skipped"]
    assert titles(simulator) == ["By hand"]


def test_one_prune_that_fails_does_not_hold_back_the_others(
    simulator: Simulator, apply: Run
) -> None:
    for title in ("A", "B", "C"):
        simulator.account.put_target(mail(title))
    simulator.fault(method="DELETE", answer=REFUSED)
    result = apply([mail("New")], prune=True, continue_on_error=True, max_concurrency=1)
    assert actions(result) == ["create", "failed", "delete", "delete"]


# --- an outage ends a run

# answer of every POST -> how many items are tried, one after the other
OUTAGES: dict[str, tuple[dict[str, Any], int]] = {
    "502": ({"answer": {"status": 502}}, 1),
    "503": ({"answer": {"status": 503}}, 1),
    "521": ({"answer": {"status": 521}}, 1),
    "429": ({"answer": {"status": 429}}, 1),
    "no answer": ({"drop": True}, 1),
    # It could be the item's own fault, once.
    "500": ({"answer": {"status": 500}}, 2),
    "another page": ({"answer": {"status": 200, "body": "<html>"}}, 2),
    "in time": ({"raw": "H", "drip": 1.0}, 2),
    "refused": ({"answer": REFUSED}, 100),
}


@pytest.mark.parametrize("case", OUTAGES.values(), ids=list(OUTAGES))
def test_an_outage_ends_a_run(
    case: Any, simulator: Simulator, apply: Run, no_waiting: list[float]
) -> None:
    fault, tried = case
    simulator.account.put_target(mail("By hand"))
    simulator.fault(method="POST", path="/api", times=0, **fault)
    options = {"continue_on_error": True, "max_concurrency": 1, "prune": True}
    result = apply(mails(100), zendesk_timeout=0.2 if "drip" in fault else 30, **options)
    skipped = 101 - tried
    assert result["summary"]["failed"] == tried
    assert result["summary"]["skipped"] == skipped
    assert titles(simulator) == ["By hand"]
    if tried <= 2:
        assert len(simulator.calls) <= 3 + 10 * tried
        last = result["results"][-1]["error"]["msg"]
        assert last.startswith("Skipped because the account did not answer: ")
        assert "%d skipped: Skipped because the account did not answer: " % skipped in result["msg"]
    assert len(result["msg"]) < 6000


def test_an_outage_of_updates_and_of_looking(
    simulator: Simulator, apply: Run, no_waiting: list[float]
) -> None:
    for item in mails(10):
        simulator.account.put_target(item)
    simulator.fault(method="GET", path="/api/v2/targets/", times=0, answer={"status": 503})
    options = {"continue_on_error": True, "max_concurrency": 1}
    result = apply(mails(10, subject="Ho"), **options)
    assert (result["summary"]["failed"], result["summary"]["skipped"]) == (1, 9)
    assert len(simulator.calls) == 1 + 5
    simulator.faults.clear()
    simulator.journal.clear()
    # The POST is not answered, and the look for it is not either.
    simulator.fault(method="POST", path="/api", times=0, raw="H", drip=1.0)
    simulator.fault(method="GET", skip=1, times=0, answer={"status": 503})
    new = [mail("New %d" % number) for number in range(10)]
    result = apply(new, zendesk_timeout=0.2, **options)
    assert (result["summary"]["failed"], result["summary"]["skipped"]) == (1, 9)


def test_single_faults_do_not_end_a_run(
    simulator: Simulator, apply: Run, no_waiting: list[float]
) -> None:
    """Every second create ends in 500, for good: there is a success between any two."""
    simulator.fault(method="POST", path="/api", every=2, times=0, answer={"status": 500})
    result = apply(mails(6), continue_on_error=True, max_concurrency=1, zendesk_retries=0)
    assert actions(result) == ["failed", "create"] * 3


def test_many_writers_stop_soon(simulator: Simulator, apply: Run, no_waiting: list[float]) -> None:
    simulator.fault(method="POST", path="/api", times=0, answer={"status": 503})
    result = apply(mails(100), continue_on_error=True)
    assert result["summary"]["failed"] <= 4
    assert len(simulator.calls) <= 1 + 4 * 10


# --- what was done is told, whatever happens


@pytest.mark.parametrize("go_on", [True, False])
@pytest.mark.parametrize("workers", [1, 4])
def test_an_exception_of_a_thread(
    workers: int,
    go_on: bool,
    simulator: Simulator,
    apply: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = Client.post

    def fails(self: Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if body["target"]["title"] == "Tracker":
            raise KeyError("no %s here" % body["target"]["password"])
        return post(self, path, body)

    monkeypatch.setattr(Client, "post", fails)
    simulator.account.put_target(mail("By hand"))
    tracker = {"title": "Tracker", "type": "jira_target", "target_url": "u", "username": "me"}
    items = [*mails(3), dict(tracker, password="marker-password"), mail("Last")]
    result = apply(items, prune=True, continue_on_error=go_on, max_concurrency=workers)
    failed = result["results"][3]
    assert failed["action"] == "failed"
    for text in (
        "An unexpected error, KeyError in test_set_failures.py, line ",
        "no ******** here",
        "report it",
    ):
        assert text in failed["error"]["msg"]
    assert 'Item 4, target "Tracker" (jira_target): An unexpected error' in result["msg"]
    assert "marker" not in str(result)
    done = [entry["title"] for entry in result["results"] if entry["action"] == "create"]
    assert titles(simulator) == sorted([*done, "By hand"])
    others = ["Sample 0", "Sample 1", "Sample 2", "Last"]
    if go_on:
        assert done == others
    elif workers == 1:
        assert done == others[:3]
    else:
        # How many of them had begun when the thread failed, nobody can say.
        assert set(done) <= set(others)


def test_an_exception_between_the_phases(
    simulator: Simulator, apply: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here no thread can be started for the deletes."""
    for title in ("A", "B"):
        simulator.account.put_target(mail(title))
    pools = iter([ThreadPoolExecutor])

    def pool(workers: int) -> ThreadPoolExecutor:
        for kind in pools:
            return kind(workers)
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("concurrent.futures.ThreadPoolExecutor", pool)
    result = apply([*mails(2), {"title": "Team", "type": "yammer_target"}], prune=True)
    assert actions(result) == ["create"] * 3 + ["skipped"] * 2
    assert result["changed"]
    assert "An unexpected error, RuntimeError in test_set_failures.py" in result["msg"]
    assert "2 skipped: Skipped because of an unexpected error." in result["msg"]
    assert titles(simulator) == ["A", "B", "Sample 0", "Sample 1", "Team"]
