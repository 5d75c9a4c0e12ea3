# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is cut off after any of its writes: the next one completes it, and no rule was broken."""

from __future__ import annotations

import contextlib
import copy
from typing import Any, Callable, Iterator

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    KINDS,
    absent,
    automation,
    gone,
    hook,
    records,
    target,
    tell,
    trigger,
    url_target,
    writes,
)
from ansible_collections.community.zendesk.tests.configurations.world import fill
from ansible_collections.community.zendesk.tests.journal.facts import facts_of
from ansible_collections.community.zendesk.tests.journal.judge import judge, report, seed_of
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.switches import Fault

Run = Callable[..., Result]

BEFORE: dict[str, Any] = {
    "targets": [target("Mail"), target("Web"), target("Old")],
    "webhooks": [hook("Left"), hook("Right"), hook("Former"), hook("Unlisted"), hook("Off")],
    "trigger_categories": [{"name": "Emptied"}, {"name": "Stays"}, {"name": "Unlisted"}],
    "triggers": [
        trigger("Swapped", tell(webhook="Left"), category="Emptied"),
        trigger("Also swapped", tell(webhook="Right"), category="Stays"),
        trigger("Moved over", tell(target="Old"), category="Emptied"),
        trigger("Replaced", tell(target="Web"), category="Stays"),
        trigger("Former title", tell(webhook="Former"), category="Stays"),
        trigger("Unlisted", tell(webhook="Unlisted"), category="Unlisted"),
        trigger("Gone", tell(webhook="Off"), category="Stays"),
    ],
    "automations": [
        automation("Taken over", tell(webhook="Left"), hours=1),
        automation("A", hours=2),
        automation("B", hours=3),
    ],
}


def after(simulator: Simulator) -> dict[str, Any]:
    """Renames, a replacement, a swap of names and of conditions, moves, a prune."""
    ids = {each["name"]: each["id"] for each in records(simulator, "webhooks")}
    return {
        "targets": [target("Mail", subject="New"), url_target("Web", recreate=True), absent("Old")],
        "webhooks": [
            {"id": ids["Left"], "name": "Right"},
            {"id": ids["Right"], "name": "Left"},
            hook("Renamed", previous_name="Former", endpoint="https://former.example.com/hook"),
            hook("Off", status="inactive"),
            hook("New one"),
        ],
        "trigger_categories": [gone("Emptied"), {"name": "Stays"}, {"name": "New"}],
        "triggers": [
            trigger("Swapped", tell(webhook="Left"), category="New"),
            trigger("Also swapped", tell(webhook="Right"), category="Stays"),
            trigger("Moved over", tell(webhook="New one"), category="New"),
            trigger("Replaced", tell(target="Web"), category="Stays"),
            trigger(
                "New title",
                tell(webhook="Renamed"),
                category="Stays",
                previous_title="Former title",
            ),
            trigger("First", tell(webhook="New one"), category="New"),
            trigger("Second", tell(target="Mail"), category="New"),
            absent("Gone"),
        ],
        "automations": [
            automation("Takes over", tell(webhook="Left"), hours=1),
            absent("Taken over"),
            # A run that is cut off can't switch them on again, so the items say that they are on.
            automation("A", hours=3, active=True),
            automation("B", hours=2, active=True),
        ],
        "prune": ["webhooks", "trigger_categories", "triggers"],
        "max_deletions": 9,
        "trigger_order": "as_listed",
        "max_concurrency": 1,
    }


@pytest.fixture
def seed(run: Run, simulator: Simulator) -> dict[str, Any]:
    """The records of an account as it is before."""
    assert not run("zendesk_config", **BEFORE).get("failed")
    return seed_of(simulator)


def content(simulator: Simulator) -> Any:
    """What the account holds, names in place of IDs."""
    names = {
        str(each["id"]): each.get("title") or each["name"]
        for kind in KINDS
        for each in records(simulator, kind)
    }

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            skipped = {"id", "url", "created_at", "updated_at", "signing_secret"}
            return {n: plain(v) for n, v in value.items() if n not in {*skipped, "position"}}
        if isinstance(value, list):
            return [plain(each) for each in value]
        return names.get(str(value), value)

    found = {kind: [plain(each) for each in records(simulator, kind)] for kind in KINDS}
    return {
        kind: sorted(each, key=lambda e: str(e.get("title") or e["name"]))
        for kind, each in found.items()
    }


def order(simulator: Simulator) -> list[str]:
    found = [each for each in records(simulator, "triggers") if each["active"]]
    found.sort(key=lambda each: (str(each["category_id"]), each["position"], each["title"]))
    return [each["title"] for each in found]


@pytest.mark.long
@pytest.mark.parametrize("answered", [True, False])
def test_it_is_completed_after_each_write(
    run: Run, seed: dict[str, Any], monkeypatch: pytest.MonkeyPatch, answered: bool
) -> None:
    """The account is out of reach after so many writes, of which the last has been answered or not."""
    count, expected = carried_out(run, seed)
    assert count >= 30
    for passed in range(count):
        with started(seed) as account:
            options = {**after(account), "zendesk_url": account.url}
            where = "after write %d, %s" % (passed, "answered" if answered else "not answered")
            before = seed_of(account)
            with monkeypatch.context() as patched:
                patched.setattr(account.faults, "hit", CutOff(passed, answered))
                assert run("zendesk_config", zendesk_retries=0, **options)["failed"]
            no_findings(before, account, options, where)
            left = seed_of(account)
            account.journal.clear()
            result = run("zendesk_config", **options)
            assert not result.get("failed"), (where, result["msg"])
            no_findings(left, account, options, where)
            assert outcome(account) == expected, where
            assert not run("zendesk_config", **options)["changed"], where


def no_findings(before: Any, account: Simulator, options: dict[str, Any], where: str) -> None:
    """The judge of the journal has nothing to say of a run."""
    findings = judge(before, account.journal.entries, facts_of(before, options), None, False)
    assert not findings, (where, report(findings))


def carried_out(run: Run, seed: dict[str, Any]) -> tuple[int, Any]:
    """How many writes there are, and what comes of them."""
    with started(seed) as account:
        result = run("zendesk_config", zendesk_url=account.url, **after(account))
        assert not result.get("failed"), result["msg"]
        return len(writes(account)), outcome(account)


@contextlib.contextmanager
def started(seed: dict[str, Any]) -> Iterator[Simulator]:
    """An account of its own that holds this."""
    account = Simulator(webhook_rate_limit=0, first_id=990000).start()
    try:
        fill(account, copy.deepcopy(seed))
        yield account
    finally:
        account.stop()


def outcome(simulator: Simulator) -> Any:
    return content(simulator), order(simulator)


class CutOff:
    """A fault of all requests after some writes. The last of these is carried out, answered or not."""

    def __init__(self, passed: int, answered: bool) -> None:
        self._left = passed
        self._answered = answered
        self._over = passed == 0

    def __call__(self, method: str, path: str) -> Fault | None:
        if self._over:
            return Fault(drop=True)
        if method != "GET":
            self._left -= 1
            self._over = self._left == 0
        unanswered = self._over and not self._answered
        return Fault(drop=True, process=True) if unanswered else None
