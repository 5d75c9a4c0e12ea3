# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of triggers and categories, as they are listed."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._config_order import (
    Place,
    arranged,
)
from ansible_collections.community.zendesk.tests.configs import (
    reads,
    record,
    records,
    trigger,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
JOB = "POST /api/v2/trigger_categories/jobs"

# Positions there, listed, arriving -> the order, and the positions that change.
Row = tuple[dict[str, int], str, str, str, dict[str, int]]
ROWS: dict[str, Row] = {
    "as it is": ({"A": 1, "B": 2}, "AB", "", "AB", {}),
    "a part of it": ({"A": 1, "B": 2, "C": 3}, "AC", "", "ABC", {}),
    "two swap": ({"A": 1, "B": 2}, "BA", "", "BA", {"B": 1, "A": 2}),
    "others keep their places": (
        {"A": 1, "x": 2, "B": 3, "y": 4, "C": 5},
        "CAB",
        "",
        "CxAyB",
        {"C": 1, "A": 3, "B": 5},
    ),
    "a new one behind its predecessor": (
        {"A": 1, "x": 2, "B": 3},
        "ANB",
        "N",
        "ANxB",
        {"N": 2, "x": 3, "B": 4},
    ),
    "a new one at the head": ({"x": 1, "A": 2}, "NA", "N", "xNA", {"N": 2, "A": 3}),
    "a new one at the very head": ({"A": 1, "B": 2}, "NA", "N", "NAB", {"N": 1, "A": 2, "B": 3}),
    "room in between": ({"A": 1, "B": 9}, "ANB", "N", "ANB", {"N": 2}),
    "only new ones": ({"x": 5}, "NM", "NM", "xNM", {"N": 6, "M": 7}),
    "several in a row": (
        {"A": 1, "B": 2},
        "ANMB",
        "NM",
        "ANMB",
        {"N": 2, "M": 3, "B": 4},
    ),
    "equal positions in the right order": ({"A": 1, "B": 1}, "AB", "", "AB", {}),
    "equal positions in another order": ({"A": 1, "B": 1}, "BA", "", "BA", {"A": 2}),
    "equal positions of others": ({"A": 1, "x": 1, "y": 1}, "A", "", "Axy", {}),
}


@pytest.mark.parametrize("row", ROWS)
def test_arranged(row: str) -> None:
    there, listed, arriving, order, moved = ROWS[row]
    places = sorted((Place(n, n, at) for n, at in there.items()), key=lambda each: each.key)
    found, positions = arranged(places, list(listed), set(arriving))
    assert "".join(place.id for place in found) == order
    assert positions == moved


def titles(simulator: Simulator, kind: str = "triggers") -> list[str]:
    found = [each for each in records(simulator, kind) if each.get("active", True)]
    found.sort(key=lambda each: (each["position"], each.get("title") or each["name"]))
    return [each.get("title") or each["name"] for each in found]


@pytest.fixture
def apply(run: Run, simulator: Simulator) -> Run:
    def call(*order: str, **more: Any) -> Result:
        arguments: dict[str, Any] = {
            "trigger_categories": [{"name": "C"}],
            "triggers": [trigger(each, category="C") for each in order],
            "trigger_order": "as_listed",
            **more,
        }
        predicted = run("zendesk_config", check=True, **arguments)
        simulator.journal.clear()
        result = run("zendesk_config", **arguments)
        assert not result.get("failed"), result["msg"]
        assert predicted["changes"] == result["changes"]
        assert predicted["plan_id"] == result["plan_id"]
        return result

    return call


def test_one_request_and_each_list_once_more(apply: Run, simulator: Simulator) -> None:
    apply("A", "B", "C")
    result = apply("C", "A", "B")
    assert titles(simulator) == ["C", "A", "B"]
    assert writes(simulator) == [JOB]
    assert reads(simulator).count("/api/v2/triggers") == 2
    assert result["changed"]
    assert result["msg"] == "4 unchanged, order changed."
    assert result["changes"] == ["order triggers in C: C, A, B"]
    assert result["plan"][-1]["before"] == {"order": ["A", "B", "C"]}
    again = apply("C", "A", "B")
    assert not again["changed"]
    assert not writes(simulator)


def test_the_order_is_left_alone_by_default(run: Run, apply: Run, simulator: Simulator) -> None:
    apply("A", "B")
    result = run("zendesk_config", triggers=[trigger("B"), trigger("A")])
    assert not result["changed"]
    assert titles(simulator) == ["A", "B"]


def test_a_new_one_goes_behind_its_predecessor(apply: Run, simulator: Simulator) -> None:
    apply("A", "x", "B")
    apply("A", "N", "B")
    assert titles(simulator) == ["A", "N", "x", "B"]
    assert sorted({call.split("/")[3].split("?")[0] for call in writes(simulator)}) == [
        "trigger_categories",
        "triggers",
    ]
    apply("A", "N", "B")
    assert not writes(simulator)


def test_one_that_is_moved_in_or_switched_on(apply: Run, simulator: Simulator) -> None:
    categories = [{"name": "C"}, {"name": "D"}]
    apply(
        trigger_categories=categories,
        triggers=[
            trigger("A", category="C"),
            trigger("B", category="C"),
            trigger("M", category="D"),
            trigger("S", category="C", active=False),
        ],
    )
    apply(
        trigger_categories=categories,
        triggers=[
            trigger("M", category="C"),
            trigger("A", category="C"),
            trigger("S", category="C", active=True),
            trigger("B", category="C"),
        ],
    )
    assert titles(simulator) == ["M", "A", "S", "B"]


def test_categories_likewise_unless_a_position_is_given(apply: Run, simulator: Simulator) -> None:
    names = [{"name": each} for each in ("A", "B", "C")]
    apply(trigger_categories=names, triggers=[])
    apply(trigger_categories=names[::-1], triggers=[])
    assert titles(simulator, "trigger_categories") == ["C", "B", "A"]
    simulator.account.resources["trigger_categories"].records[
        record(simulator, "trigger_categories", "A")["id"]
    ]["position"] = 1
    simulator.account.resources["trigger_categories"].records[
        record(simulator, "trigger_categories", "C")["id"]
    ]["position"] = 3
    apply(trigger_categories=[{"name": "C", "position": 3}, names[1], names[0]], triggers=[])
    assert titles(simulator, "trigger_categories")[-1] == "C"


def test_others_are_never_moved_past_another(apply: Run, simulator: Simulator) -> None:
    apply("Ours 1", "Theirs 1", "Ours 2", "Theirs 2", "Ours 3")
    ours = ["Ours 3", "Ours 1", "Ours 2"]
    apply(*ours, owned={"triggers": ["Ours *"]})
    assert titles(simulator) == ["Ours 3", "Theirs 1", "Ours 1", "Theirs 2", "Ours 2"]


def test_what_is_stored_otherwise_is_warned_of(run: Run, apply: Run, simulator: Simulator) -> None:
    apply("A", "B")
    simulator.fault(
        method="POST",
        path="/api/v2/trigger_categories/jobs",
        answer={"status": 200, "body": {"status": "complete", "results": {}}},
    )
    result = run(
        "zendesk_config",
        triggers=[trigger("B"), trigger("A")],
        trigger_order="as_listed",
    )
    assert any("did not store the order as sent" in text for text in result["warnings"])


def test_it_is_not_changed_after_a_failure(run: Run, apply: Run, simulator: Simulator) -> None:
    apply("A", "B")
    simulator.fault(
        method="PUT",
        path="/api/v2/triggers",
        answer={"status": 422, "body": {"error": "RecordInvalid"}},
    )
    result = run(
        "zendesk_config",
        triggers=[trigger("B", description="x"), trigger("A")],
        trigger_order="as_listed",
        continue_on_error=True,
    )
    assert result["failed"]
    assert "The order was not changed" in result["msg"]
    assert titles(simulator) == ["A", "B"]
