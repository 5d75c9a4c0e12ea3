# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each open question about webhooks is a switch of the simulator, and each position changes an answer."""

from __future__ import annotations

import dataclasses
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.simulator.switches import CHOICES, Switches
from ansible_collections.community.zendesk.tests.webhook_samples import OLD, webhooks_of
from ansible_collections.community.zendesk.tests.webhook_switches import TABLE, Row, clone

CASES = [(each, position) for each in TABLE for position in each.outcomes]
IDS = ["%s=%s" % (each.switch, position) for each, position in CASES]


def wrong_rows(rows: list[Row], defaults: dict[str, Any]) -> Iterator[str]:
    """What the table lacks for the switches that there are, and what is in it for nothing."""
    known = {name for name in defaults if name.startswith("webhook_")} | {"max_webhooks"}
    yield from ("%s has no row" % name for name in known - {row.switch for row in rows})
    for name, _ask, outcomes in rows:
        # A number has a default, and any other.
        kind = (False, True) if isinstance(defaults.get(name), bool) else (defaults.get(name),)
        missing = [each for each in CHOICES.get(name, kind) if each not in outcomes]
        yield from ("%s has no outcome for %s" % (name, each) for each in missing)
        if len({repr(outcome) for outcome in outcomes.values()}) < max(len(outcomes), 2):
            yield "%s changes nothing" % name


DEFAULTS = {field.name: field.default for field in dataclasses.fields(Switches)}


def test_each_position_of_each_switch_is_here() -> None:
    assert list(wrong_rows(TABLE, DEFAULTS)) == []


def row(switch: str, **outcomes: Any) -> Row:
    return Row(switch, clone, outcomes)


# Rows in place of those of a switch -> what is said then.
PLANTED: list[tuple[str, list[Row], str]] = [
    ("webhook_put", [], "webhook_put has no row"),
    ("max_webhooks", [], "max_webhooks has no row"),
    (
        "webhook_put",
        [row("webhook_put", refuse=1, other=2)],
        "webhook_put has no outcome for merge",
    ),
    ("webhook_put", [row("webhook_put", refuse=1, merge=1)], "webhook_put changes nothing"),
    (
        "webhook_json",
        [Row("webhook_json", clone, {True: 1, 3: 2})],
        "webhook_json has no outcome for False",
    ),
    ("max_webhooks", [Row("max_webhooks", clone, {0: 1})], "max_webhooks changes nothing"),
    (
        "max_webhooks",
        [Row("max_webhooks", clone, {1: 1, 2: 2})],
        "max_webhooks has no outcome for 0",
    ),
]


@pytest.mark.parametrize(("switch", "rows", "says"), PLANTED)
def test_a_gap_is_found(switch: str, rows: list[Row], says: str) -> None:
    others = [each for each in TABLE if each.switch != switch]
    assert list(wrong_rows(others + rows, DEFAULTS)) == [says]


def test_a_new_switch_is_found() -> None:
    found = wrong_rows(TABLE, {**DEFAULTS, "webhook_new": True, "other": True})
    assert list(found) == ["webhook_new has no row"]


@pytest.mark.parametrize(("case", "position"), CASES, ids=IDS)
def test_positions(case: Row, position: Any, call: Caller) -> None:
    webhooks_of(call).put(dict(OLD))
    setattr(call.simulator.account.switches, case.switch, position)
    assert case.ask(call) == case.outcomes[position]
