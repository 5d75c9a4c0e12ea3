# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that brings back what a configuration takes away, where it is not easily written."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any, Callable

import pytest
from ansible.parsing.dataloader import DataLoader

from ansible_collections.community.zendesk.tests.configs import (
    gone,
    hook,
    names,
    record,
    tell,
    trigger,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]

HALVES = {
    "a title": trigger("half \ud800"),
    "a description": trigger("R", description="\udfff half"),
    "a body": trigger(
        "R", {"field": "notification_user", "value": ["current_user", "\udc00", "{{x}} \ud83d"]}
    ),
}


@pytest.mark.parametrize("row", HALVES)
def test_half_a_character_is_no_reason_to_lose_the_rest(
    run: Run, simulator: Simulator, tmp_path: Path, row: str
) -> None:
    """No file can hold it, so something else stands there, and the head says so."""
    simulator.account.resources["triggers"].put({**HALVES[row], "active": True})
    path = str(tmp_path / "undo.yml")
    asked: dict[str, Any] = {"triggers": [trigger("S")], "prune": ["triggers"]}
    result = run("zendesk_config", undo_file=path, **asked)
    assert not result.get("failed"), result["msg"]
    assert names(simulator, "triggers") == ["S"]
    text = Path(path).read_text(encoding="utf-8")
    assert "%s contained a lone surrogate" % {"a title": "title", "a body": "actions"}.get(
        row, "description"
    ) in " ".join(text.split())
    assert "a secret of this task" not in text
    found = DataLoader().load_from_file(path)
    assert "\ufffd" in str(found["triggers"])


@pytest.mark.parametrize("name", ["missing/undo.yml", "nul\0.yml", "x" * 300])
def test_without_the_file_nothing_goes(
    run: Run, simulator: Simulator, tmp_path: Path, name: str
) -> None:
    run("zendesk_config", webhooks=[hook("A")])
    simulator.journal.clear()
    result = run("zendesk_config", webhooks=[gone("A")], undo_file=str(tmp_path / name))
    assert result["failed"]
    assert "can't be written" in result["msg"]
    assert not writes(simulator)
    assert not list(tmp_path.iterdir())


def test_a_file_that_breaks_off_is_taken_away(
    run: Run, simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("zendesk_config", webhooks=[hook("A")])
    simulator.journal.clear()

    def full(file: int, *_arguments: Any, **_more: Any) -> Any:
        os.close(file)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    result = run("zendesk_config", webhooks=[gone("A")], undo_file=str(tmp_path / "undo.yml"))
    assert "No space left on device. Nothing was changed." in result["msg"]
    assert not writes(simulator)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("managed", [False, True])
def test_the_file_has_what_goes_along(
    run: Run, simulator: Simulator, tmp_path: Path, managed: bool
) -> None:
    run(
        "zendesk_config",
        webhooks=[hook("A")],
        trigger_categories=[{"name": "C"}, {"name": "D"}],
        triggers=[trigger("R", tell(webhook="A"), category="C", active=False)],
    )
    path = str(tmp_path / "undo.yml")
    lists = {"triggers": [trigger("S", category="D")]} if managed else {}
    run("zendesk_config", trigger_categories=[gone("C", force=True)], undo_file=path, **lists)
    assert "R" not in names(simulator, "triggers")
    back = run("zendesk_config", **DataLoader().load_from_file(path))
    assert not back.get("failed"), back["msg"]
    found = record(simulator, "triggers", "R")
    assert found["category_id"] == record(simulator, "trigger_categories", "C")["id"]
    assert found["active"] is False
    assert found["actions"][0]["value"][0] == record(simulator, "webhooks", "A")["id"]
