# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a configuration deletes: the guard, prunes, limits, what is spared, and the file that undoes it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any, Callable

import pytest
import yaml
from ansible.parsing.dataloader import DataLoader

from ansible_collections.community.zendesk.tests.configs import (
    absent,
    automation,
    done,
    gone,
    hook,
    names,
    record,
    records,
    target,
    tell,
    trigger,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]


@pytest.fixture
def apply(run: Run) -> Run:
    """Run the module, in check mode first: both say the same."""

    def call(**arguments: Any) -> Result:
        predicted = run("zendesk_config", check=True, **arguments)
        result = run("zendesk_config", **arguments)
        for key in ("failed", "msg", "changes", "summary", "plan_id", "warnings"):
            assert predicted.get(key) == result.get(key), (key, result.get("msg"))
        return result

    return call


# --- the guard


def test_what_a_rule_still_names_is_kept_and_the_rest_goes(
    apply: Run, simulator: Simulator
) -> None:
    apply(webhooks=[hook("A"), hook("B")], triggers=[trigger("R", tell(webhook="A"))])
    result = apply(webhooks=[gone("A"), gone("B"), hook("C")])
    assert result["failed"]
    assert 'is used by trigger "R"' in result["msg"]
    assert "set force=true in the item" in result["msg"]
    assert done(result) == [
        ("webhook", "A", "kept"),
        ("webhook", "B", "delete"),
        ("webhook", "C", "create"),
    ]
    assert names(simulator, "webhooks") == ["A", "C"]


def test_force_in_an_item_deletes_with_a_warning(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A")], triggers=[trigger("R", tell(webhook="A"))])
    result = apply(webhooks=[gone("A", force=True)])
    assert not result.get("failed")
    assert names(simulator, "webhooks") == []
    assert any("sets force=true, but trigger" in text for text in result["warnings"])


@pytest.mark.parametrize("active", [True, False])
def test_inactive_rules_count_too(apply: Run, simulator: Simulator, active: bool) -> None:
    apply(targets=[target("A")], automations=[automation("R", tell(target="A"), active=active)])
    assert apply(targets=[absent("A")])["failed"]
    assert names(simulator, "targets") == ["A"]


def test_a_rule_of_this_run_does_not_count(apply: Run, simulator: Simulator) -> None:
    apply(targets=[target("A")], triggers=[trigger("R", tell(target="A"))])
    result = apply(targets=[absent("A")], triggers=[absent("R")])
    assert not result.get("failed")
    assert names(simulator, "targets") == []


def test_rules_that_cannot_be_read_keep_everything(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A")])
    refused = {"status": 403, "body": {"error": "Forbidden"}}
    simulator.fault(method="GET", path="/api/v2/automations", times=0, answer=refused)
    result = apply(webhooks=[gone("A")])
    assert result["failed"]
    assert "can't be read, so it is not deleted" in result["msg"]


def test_the_guard_reads_only_where_something_goes(run: Run, simulator: Simulator) -> None:
    run("zendesk_config", webhooks=[hook("A"), hook("B")])
    simulator.journal.clear()
    run("zendesk_config", webhooks=[hook("A"), gone("C")])
    assert not any("triggers" in call for call in simulator.calls)
    run("zendesk_config", webhooks=[hook("A"), gone("B")])
    assert sum("triggers" in call for call in simulator.calls) == 1


# --- prunes


def test_a_reference_keeps_what_only_a_prune_would_delete(apply: Run, simulator: Simulator) -> None:
    """Without an error, and not in the lists."""
    apply(webhooks=[hook("A"), hook("B")])
    result = apply(
        webhooks=[hook("B")], triggers=[trigger("R", tell(webhook="A"))], prune=["webhooks"]
    )
    assert not result.get("failed")
    assert ("webhook", "A", "kept") in done(result)


def test_deactivated_is_no_change_and_what_it_names_stays(apply: Run, simulator: Simulator) -> None:
    both: dict[str, Any] = {"prune": ["triggers", "webhooks", "trigger_categories"]}
    kept: dict[str, Any] = {
        "webhooks": [hook("B")],
        "trigger_categories": [{"name": "Other"}],
        "triggers": [trigger("Stays")],
        "prune_rules": "deactivate",
    }
    apply(
        webhooks=[hook("A"), hook("B")],
        trigger_categories=[{"name": "C"}, {"name": "Other"}],
        triggers=[
            trigger("R", tell(webhook="A"), category="C"),
            trigger("Stays", category="Other"),
        ],
    )
    first = apply(**kept, **both)
    assert not first.get("failed")
    assert done(first) == [
        ("webhook", "A", "kept"),
        ("trigger_category", "C", "kept"),
        ("trigger", "R", "update"),
    ]
    assert any("is kept: trigger" in text for text in first["warnings"])
    assert not record(simulator, "triggers", "R")["active"]


def test_standard_automations_are_switched_off(apply: Run, simulator: Simulator) -> None:
    simulator.account.resources["automations"].put({**automation("Close"), "default": True})
    apply(automations=[automation("Mine", hours=2)])
    result = apply(automations=[automation("Mine", hours=2)], prune=["automations"])
    assert done(result) == [("automation", "Close", "update")]
    result = apply(automations=[automation("Mine", hours=2), absent("Close")])
    assert result["failed"]
    assert "can't be deleted" in result["msg"]


def test_what_an_app_made_is_neither_pruned_nor_unmanaged(
    apply: Run, run: Run, simulator: Simulator
) -> None:
    simulator.account.resources["webhooks"].put(
        {**hook("App"), "status": "active", "external_source": {"type": "zendesk_app"}}
    )
    result = apply(webhooks=[hook("A")], prune=["webhooks"])
    assert not result.get("failed")
    assert "App" in names(simulator, "webhooks")
    assert result["summary"]["webhooks"]["unmanaged"] == 0
    result = apply(webhooks=[gone("App")])
    assert result["failed"]
    assert "was created by an app" in result["msg"]
    number = record(simulator, "webhooks", "App")["id"]
    # Zendesk refuses it, whoever asks.
    result = run("zendesk_config", check=True, webhooks=[gone("App", id=number, force=True)])
    assert done(result) == [("webhook", "App", "delete")]


KEEPS: dict[str, tuple[list[Any], list[str]]] = {
    "a name": (["A"], ["A", "Z"]),
    "a pattern": (["?"], ["A", "B", "Z"]),
    "an id": ([{"id": "ID"}], ["A", "Z"]),
    "a pattern that fits nothing": (["Nope*"], ["Z"]),
}


def test_a_category_that_is_not_there_stops_the_prune(apply: Run, simulator: Simulator) -> None:
    lists = {"trigger_categories": [{"name": "C"}], "triggers": [trigger("R", category="C")]}
    apply(**lists, automations=[])
    prune: dict[str, Any] = {"triggers": [], "prune": ["triggers"], "max_deletions": 1}
    result = apply(**prune, keep={"triggers": [{"category": "Cc"}]})
    assert "keep.triggers: {category: Cc} matches no trigger" in result["msg"]
    result = apply(**prune, keep={"triggers": [{"category": "C"}]})
    assert not result.get("failed")
    assert names(simulator, "triggers") == ["R"]


@pytest.mark.parametrize("row", KEEPS)
def test_keep_spares(apply: Run, simulator: Simulator, row: str) -> None:
    entries, left = KEEPS[row]
    apply(webhooks=[hook(each) for each in ("A", "B", "Long", "Z")])
    number = record(simulator, "webhooks", "A")["id"]
    entries = [{"id": number} if each == {"id": "ID"} else each for each in entries]
    result = apply(
        webhooks=[hook("Z")], prune=["webhooks"], keep={"webhooks": entries}, max_deletions=3
    )
    assert not result.get("failed")
    assert names(simulator, "webhooks") == left
    assert result["summary"]["webhooks"]["kept"] == len(left) - 1


def test_an_exact_entry_that_fits_nothing_stops_the_prune(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("A"), hook("B")])
    result = apply(webhooks=[hook("A"), hook("C")], prune=["webhooks"], keep={"webhooks": ["Bb"]})
    assert result["failed"]
    assert 'keep.webhooks: "Bb" matches no webhook, so nothing is pruned' in result["msg"]
    assert names(simulator, "webhooks") == ["A", "B", "C"]


def test_a_kept_rule_keeps_what_it_names(apply: Run, simulator: Simulator) -> None:
    apply(
        webhooks=[hook("A")],
        trigger_categories=[{"name": "C"}],
        triggers=[trigger("R", tell(webhook="A"), category="C")],
    )
    result = apply(
        webhooks=[gone("A")],
        trigger_categories=[gone("C", force=True)],
        triggers=[],
        prune=["triggers"],
        keep={"triggers": ["R"]},
    )
    assert not result.get("failed")
    assert [action for _kind, _name, action in done(result)] == ["kept"] * 3


# --- categories


def test_a_category_with_active_triggers_stays(apply: Run, simulator: Simulator) -> None:
    apply(trigger_categories=[{"name": "C"}], triggers=[trigger("R", category="C")])
    result = apply(trigger_categories=[gone("C", force=True)])
    assert result["failed"]
    assert 'contains trigger "R"' in result["msg"]


def test_inactive_triggers_go_along_with_force_and_count(apply: Run, simulator: Simulator) -> None:
    apply(trigger_categories=[{"name": "C"}], triggers=[trigger("R", category="C", active=False)])
    assert apply(trigger_categories=[gone("C")])["failed"]
    result = apply(trigger_categories=[gone("C", force=True)], max_deletions=1)
    assert result["failed"]
    assert "2 records would be deleted" in result["msg"]
    assert not apply(trigger_categories=[gone("C", force=True)]).get("failed")
    assert names(simulator, "triggers") == []


def test_triggers_that_a_prune_takes_go_before_their_category(
    apply: Run, simulator: Simulator
) -> None:
    apply(
        trigger_categories=[{"name": "C"}, {"name": "D"}],
        triggers=[trigger("R", category="C"), trigger("S", category="D")],
    )
    result = apply(
        trigger_categories=[gone("C"), {"name": "D"}],
        triggers=[trigger("S", category="D")],
        prune=["triggers"],
    )
    assert not result.get("failed")
    assert names(simulator, "trigger_categories") == ["D"]


# --- limits

LIMITS: dict[str, tuple[int, int, int | None, str]] = {
    "three of four": (4, 3, None, ""),
    "four of sixteen": (16, 4, None, ""),
    "four of fifteen": (15, 4, None, "more than a quarter of a kind (4 of 15 webhooks)"),
    "four of fifteen, said so": (15, 4, 4, ""),
    "two, one allowed": (9, 2, 1, "more than max_deletions allows (1)"),
    "none allowed": (9, 1, 0, "1 record would be deleted"),
}


@pytest.mark.parametrize("row", LIMITS)
def test_limits(apply: Run, simulator: Simulator, row: str) -> None:
    there, going, limit, problem = LIMITS[row]
    apply(webhooks=[hook("W%02d" % at) for at in range(there)])
    before = len(writes(simulator))
    result = apply(webhooks=[gone("W%02d" % at) for at in range(going)], max_deletions=limit)
    assert bool(result.get("failed")) == bool(problem)
    assert problem in result["msg"]
    assert len(writes(simulator)) - before == (0 if problem else going)


@pytest.mark.parametrize("limit", [None, 1, 2, 3])
def test_an_empty_list_takes_the_exact_number(
    apply: Run, simulator: Simulator, limit: int | None
) -> None:
    apply(webhooks=[hook("A"), hook("B")])
    result = apply(webhooks=[], prune=["webhooks"], max_deletions=limit)
    assert bool(result.get("failed")) == (limit != 2)
    if limit != 2:
        assert "set max_deletions to exactly 2" in result["msg"]


# --- the file that brings back what goes


def loaded(path: Path) -> Any:
    return DataLoader().load_from_file(str(path))


def test_undo_file(run: Run, simulator: Simulator, tmp_path: Path) -> None:
    body = {
        "field": "notification_webhook",
        "value": [{"webhook": "A"}, "{{ ticket.id }} \u2028 é"],
    }
    run(
        "zendesk_config",
        webhooks=[hook("A", authentication={"type": "bearer_token", "token": "marker-token"})],
        triggers=[trigger("R", body)],
    )
    path = tmp_path / "undo.yml"
    arguments: dict[str, Any] = {
        "webhooks": [gone("A")],
        "triggers": [absent("R")],
        "undo_file": str(path),
    }
    assert "undo_file" not in run("zendesk_config", check=True, **arguments)
    assert not path.exists()
    result = run("zendesk_config", **arguments)
    assert result["undo_file"] == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text()
    assert "marker-token" not in text
    assert "add the secrets of authentication" in text
    assert "signing secret" in text
    found = loaded(path)
    found["webhooks"][0]["authentication"]["token"] = "again"
    assert found["triggers"][0]["actions"][0]["value"][0] == {"webhook": "A"}
    back = run("zendesk_config", **found)
    assert not back.get("failed"), back["msg"]
    new = record(simulator, "triggers", "R")["actions"][0]["value"]
    assert new == [record(simulator, "webhooks", "A")["id"], "{{ ticket.id }} \u2028 é"]


def test_undo_file_is_never_written_over_another(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "undo.yml"
    path.write_text("mine")
    run("zendesk_config", webhooks=[hook("A")])
    result = run("zendesk_config", webhooks=[gone("A")], undo_file=str(path))
    assert path.read_text() == "mine"
    assert result["undo_file"] == str(tmp_path / "undo-1.yml")
    assert yaml.safe_load((tmp_path / "undo-1.yml").read_text())["webhooks"][0]["name"] == "A"


def test_nothing_is_deleted_if_it_cannot_be_written(
    run: Run, simulator: Simulator, tmp_path: Path
) -> None:
    run("zendesk_config", webhooks=[hook("A")])
    path = tmp_path / "missing" / "undo.yml"
    result = run("zendesk_config", webhooks=[gone("A")], undo_file=str(path))
    assert result["failed"]
    assert "can't be written" in result["msg"]
    assert names(simulator, "webhooks") == ["A"]


def test_undo_file_has_what_is_switched_off(run: Run, simulator: Simulator, tmp_path: Path) -> None:
    run("zendesk_config", triggers=[trigger("A"), trigger("B")])
    path = tmp_path / "undo.yml"
    pruned: dict[str, Any] = {"prune": ["triggers"], "prune_rules": "deactivate"}
    run("zendesk_config", triggers=[trigger("A")], undo_file=str(path), **pruned)
    run("zendesk_config", **loaded(path))
    assert all(each["active"] for each in records(simulator, "triggers"))
