# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is ours of an account, and what is left to others."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    absent,
    done,
    hook,
    names,
    record,
    records,
    target,
    tell,
    trigger,
    url_target,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]


@pytest.fixture
def apply(run: Run) -> Run:
    """Run the module; what it refuses is a result, too."""

    def call(**arguments: Any) -> Result:
        return run("zendesk_config", **arguments)

    return call


ENTRIES: dict[str, tuple[Any, list[str]]] = {
    "a pattern": ("MSP: *", ["MSP: 1", "MSP: 2"]),
    "a name": ("MSP: 1", ["MSP: 1"]),
    "case matters": ("msp: *", []),
    "brackets are text": ("[MSP]: *", ["[MSP]: 3"]),
    "an ID": ({"id": "ID"}, ["MSP: 1"]),
    "a category": ({"category": "Ours"}, ["[MSP]: 3"]),
    "none": (None, []),
}


@pytest.mark.parametrize("row", ENTRIES)
def test_what_is_not_owned_is_not_pruned_or_unmanaged(
    apply: Run, simulator: Simulator, row: str
) -> None:
    entry, ours = ENTRIES[row]
    apply(
        trigger_categories=[{"name": "Ours"}, {"name": "Theirs"}],
        triggers=[trigger(each, category="Theirs") for each in ("MSP: 1", "MSP: 2", "Other")]
        + [trigger("[MSP]: 3", category="Ours")],
    )
    if entry == {"id": "ID"}:
        entry = {"id": record(simulator, "triggers", "MSP: 1")["id"]}
    owned = {"triggers": [] if entry is None else [entry]}
    result = apply(triggers=[], owned=owned)
    assert result["summary"]["triggers"]["unmanaged"] == len(ours)
    result = apply(triggers=[], owned=owned, prune=["triggers"], max_deletions=len(ours))
    assert sorted(name for _kind, name, action in done(result) if action == "delete") == sorted(
        ours
    )


def test_a_type_of_targets(apply: Run, simulator: Simulator) -> None:
    apply(targets=[target("Mail"), url_target("Web")])
    result = apply(
        targets=[],
        owned={"targets": [{"type": "email_target"}]},
        prune=["targets"],
        max_deletions=1,
    )
    assert done(result) == [("target", "Mail", "delete")], result["msg"]


def test_a_kind_that_is_not_named_is_unbounded(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A")], triggers=[trigger("R")])
    result = apply(webhooks=[], triggers=[], owned={"triggers": []})
    assert result["summary"]["webhooks"]["unmanaged"] == 1
    assert result["summary"]["triggers"]["unmanaged"] == 0


OUTSIDE: dict[str, dict[str, Any]] = {
    "by its name": {"webhooks": [hook("Pager")], "owned": {"webhooks": ["MSP: *"]}},
    "by nothing": {"webhooks": [hook("Pager")], "owned": {"webhooks": []}},
    "by its type": {
        "targets": [target("T")],
        "owned": {"targets": [{"type": "url_target_v2"}]},
    },
    "by its category": {
        "triggers": [trigger("T", category="A")],
        "owned": {"triggers": [{"category": "B"}]},
    },
    "by its ID": {
        "webhooks": [{"id": "01HANAHFR000000000AF8TYRXX", "name": "A"}],
        "owned": {"webhooks": [{"id": "01HANAHFR000000000AF8TYRYY"}]},
    },
    "absent": {"triggers": [absent("T")], "owned": {"triggers": ["MSP: *"]}},
}


@pytest.mark.parametrize("row", OUTSIDE)
def test_an_item_outside_is_an_error(apply: Run, simulator: Simulator, row: str) -> None:
    result = apply(**OUTSIDE[row])
    assert result["failed"]
    assert not simulator.calls
    assert "Item 1" in result["msg"]
    assert "it is not in owned" in result["msg"]


def test_a_namesake_of_others_is_not_touched(apply: Run, simulator: Simulator) -> None:
    """A new one is made beside it, with a warning."""
    apply(
        trigger_categories=[{"name": "A"}, {"name": "B"}],
        triggers=[trigger("T", description="theirs", category="B")],
    )
    result = apply(
        triggers=[trigger("T", category="A", description="ours")],
        owned={"triggers": [{"category": "A"}]},
    )
    assert done(result) == [("trigger", "T", "create")]
    assert any("is created in addition to trigger" in text for text in result["warnings"])
    assert sorted(r["description"] for r in records(simulator, "triggers")) == ["ours", "theirs"]


def test_one_that_was_moved_away_is_an_error(apply: Run, simulator: Simulator) -> None:
    """The same title and definition, where it is not ours."""
    apply(trigger_categories=[{"name": "A"}, {"name": "B"}], triggers=[trigger("T", category="B")])
    before = len(writes(simulator))
    result = apply(triggers=[trigger("T", category="A")], owned={"triggers": [{"category": "A"}]})
    number = record(simulator, "triggers", "T")["id"]
    assert result["failed"]
    assert len(writes(simulator)) == before
    assert "already exists with the same content" in result["msg"]
    assert "{id: %s}" % number in result["msg"]


def test_a_former_name_of_others_is_an_error(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("Old")])
    before = len(writes(simulator))
    result = apply(webhooks=[hook("MSP: New", previous_name="Old")], owned={"webhooks": ["MSP: *"]})
    assert result["failed"]
    assert len(writes(simulator)) == before
    assert "has its former name" in result["msg"]


def test_an_id_of_others_is_an_error(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("Theirs")])
    number = record(simulator, "webhooks", "Theirs")["id"]
    result = apply(webhooks=[{"id": number, "status": "inactive"}], owned={"webhooks": ["MSP: *"]})
    assert result["failed"]
    assert "not in owned.webhooks" in result["msg"]


def test_references_and_the_guard_see_everything(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A"), hook("B")], triggers=[trigger("Theirs", tell(webhook="B"))])
    owned = {"triggers": ["MSP: *"]}
    result = apply(triggers=[trigger("MSP: 1", tell(webhook="A"))], owned=owned)
    assert done(result) == [("trigger", "MSP: 1", "create")]
    result = apply(
        webhooks=[hook("A")],
        triggers=[trigger("MSP: 1", tell(webhook="A"))],
        owned=owned,
        prune=["webhooks"],
    )
    assert result["failed"]
    assert 'trigger "Theirs"' in result["msg"]
    assert names(simulator, "webhooks") == ["A", "B"]


def test_three_teams_in_one_account(apply: Run, simulator: Simulator) -> None:
    """Each prunes what is its own."""
    for team in ("A", "B", "C"):
        apply(
            webhooks=[hook("%s: 1" % team), hook("%s: 2" % team)],
            owned={"webhooks": ["%s: *" % team]},
        )
    result = apply(webhooks=[hook("B: 2")], owned={"webhooks": ["B: *"]}, prune=["webhooks"])
    assert done(result) == [("webhook", "B: 1", "delete")]
    assert names(simulator, "webhooks") == ["A: 1", "A: 2", "B: 2", "C: 1", "C: 2"]
