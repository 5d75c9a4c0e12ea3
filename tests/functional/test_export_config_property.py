# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random accounts: what is exported changes nothing there, and makes the same account elsewhere."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.zendesk.plugins.filter.config_lists import config_lists
from ansible_collections.community.zendesk.plugins.filter.export_config import export_config
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_inline
from ansible_collections.community.zendesk.tests.configs import KINDS, records, writes
from ansible_collections.community.zendesk.tests.configurations.accounts import draw_world
from ansible_collections.community.zendesk.tests.configurations.world import World, fill
from ansible_collections.community.zendesk.tests.exported import (
    fill_in,
    read_lists,
    secrets_of_lists,
)
from ansible_collections.community.zendesk.tests.random_examples import RANDOM, examples
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]
Lists = dict[str, list[dict[str, Any]]]


@st.composite
def worlds(draw: Any) -> World:
    return draw_world(draw)


@pytest.fixture
def second() -> Iterator[Simulator]:
    """A second account, with other IDs."""
    running = Simulator(first_id=880000).start()
    yield running
    running.stop()


def exported(run: Run, simulator: Simulator, **more: Any) -> dict[str, Any]:
    info = run("zendesk_config_info", gather=["usage"], zendesk_url=simulator.url)
    assert not info.get("failed"), info["msg"]
    return export_config(info, "acme", **more)


def lists_of(export: dict[str, Any], simulator: Simulator, folder: Path) -> Lists:
    """The items of an export, filled in."""
    raw = read_lists(export, folder)
    stored = {kind: records(simulator, kind) for kind in KINDS}
    return fill_in(raw, secrets_of_lists(raw, stored))


def portable(lists: Lists) -> Lists:
    """What another account takes: without what is named by ID, and without rules that name such."""
    found = copy.deepcopy(lists)
    for kind in KINDS[:3]:
        found[kind] = [item for item in lists[kind] if "id" not in item]
    there = {
        "webhook": {item["name"] for item in found["webhooks"]},
        "target": {item["title"] for item in found["targets"]},
    }
    categories = {item["name"] for item in found["trigger_categories"]}
    for kind in KINDS[3:]:
        found[kind] = [
            item
            for item in lists[kind]
            if "id" not in item
            and (kind == "automations" or item.get("category") in categories)
            and all(_is_there(action, there) for action in item["actions"])
        ]
    return found


def _is_there(action: dict[str, Any], there: dict[str, set[str]]) -> bool:
    word, _underscore, kind = action["field"].partition("_")
    if word != "notification" or kind not in there:
        return True
    named = action["value"][0]
    return isinstance(named, dict) and named[kind] in there[kind]


@examples(60)
@given(world=worlds())
def test_round_trip(
    world: World, simulator: Simulator, second: Simulator, run: Run, tmp_path: Path
) -> None:
    for one in (simulator, second):
        one.account.switches.webhook_rate_limit = 0
    fill(simulator, world.seed)
    fill(second, {kind: [] for kind in KINDS})
    for name in ("Support", "Billing"):
        group = next(g for g in records(second, "groups") if g["name"] == name)
        second.account.resources["groups"].records.pop(group["id"], None)
        second.account.resources["groups"].put({"name": name})
    export = exported(run, simulator)
    assert export == exported(run, simulator)
    assert "marker" not in str(export)
    lists = lists_of(export, simulator, tmp_path)
    result = run("zendesk_config", **lists)
    assert not result.get("failed"), result["msg"]
    assert not result["changed"], result["changes"]
    assert not writes(simulator)

    copied = portable(lists)
    there = {"zendesk_url": second.url}
    result = run("zendesk_config", **copied, **there)
    assert not result.get("failed"), result["msg"]
    assert not run("zendesk_config", **copied, **there)["changed"]
    again = lists_of(exported(run, second), second, tmp_path)
    assert by_name(again) == by_name(copied)
    assert [each["title"] for each in again["triggers"]] == [
        each["title"] for each in copied["triggers"]
    ]


def by_name(lists: Lists) -> Lists:
    return {
        kind: sorted(items, key=lambda item: str(sorted(item.items())))
        for kind, items in lists.items()
    }


@pytest.mark.long
def test_subtract(simulator: Simulator, run: Run, tmp_path: Path) -> None:
    """Merged with the lists that were subtracted, it says all that the account has, and changes nothing."""
    seen: Counter[str] = Counter()

    @settings(RANDOM, max_examples=40)
    @given(world=worlds(), other=worlds())
    def look(world: World, other: World) -> None:
        seen.update(subtracted(world, other, simulator, run, tmp_path))

    look()
    # Items left out, items with less than they had, accounts that were compared.
    assert seen["gone"] > 10, seen
    assert seen["less"] > 10, seen
    assert seen["compared"] > 20, seen


def subtracted(
    world: World, other: World, simulator: Simulator, run: Run, tmp_path: Path
) -> dict[str, int]:
    simulator.account.switches.webhook_rate_limit = 0
    fill(simulator, other.seed)
    standard = {
        "zendesk_%s_standard" % kind: [item for item in items if "id" not in item]
        for kind, items in lists_of(exported(run, simulator), simulator, tmp_path).items()
    }
    fill(simulator, world.seed)
    whole = exported(run, simulator)
    export = exported(run, simulator, subtract=standard)
    lists = lists_of(export, simulator, tmp_path)
    variables = {"zendesk_%s_account" % kind: items for kind, items in lists.items()}
    merged = config_lists({**standard, **variables})
    here = {kind: set(map(key_of, records(simulator, kind))) for kind in KINDS}
    heads = "".join(file["text"] for file in export["files"])
    for kind, items in merged.items():
        for item in items:
            if key_of(item) not in here[kind]:
                name = yaml_inline(name_of(item))
                assert "%s of zendesk_%s_standard is not in the account" % (name, kind) in heads
        merged[kind] = [item for item in items if key_of(item) in here[kind]]
    before = lists_of(whole, simulator, tmp_path)
    seen = {
        "gone": sum(whole["counts"].values()) - sum(export["counts"].values()),
        "less": sum(
            0 < len(item) < len(same)
            for kind in KINDS
            for item in lists[kind]
            for same in before[kind]
            if key_of(item) == key_of(same)
        ),
    }
    if "matches several records" in heads or "written in full" in heads:
        return seen
    result = run("zendesk_config", **merged)
    assert not result.get("failed"), result["msg"]
    assert not result["changed"], result["changes"]
    assert not writes(simulator)
    return {**seen, "compared": 1}


def name_of(record: dict[str, Any]) -> str:
    return str(record.get("title") or record.get("name"))


def key_of(record: dict[str, Any]) -> tuple[str, Any]:
    """What tells records apart: a target of another type is another one."""
    return name_of(record), record.get("type")
