# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook uses: who names something, over several accounts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.running import LOCAL, ROOT, Played, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

TOKEN = "simulated-admin-oauth-token"
NOT_LOOKED_AT = "Views, macros and other parts of Zendesk that can refer to it were not searched."
LISTS = ["GET /api/v2/triggers", "GET /api/v2/automations"]


def ask(folder: Path, hosts: dict[str, Any], uses: Any, *options: str) -> Played:
    variables = {**LOCAL, "zendesk_oauth_token": TOKEN, "zendesk_retries": 0}
    inventory = {"zendesk": {"hosts": hosts, "vars": variables}}
    (folder / "inventory.json").write_text(json.dumps(inventory))
    extra = ["-e", json.dumps({"zendesk_uses": uses})] if uses is not None else []
    inventory_file = str(folder / "inventory.json")
    return play(folder, ROOT / "playbooks" / "uses.yml", "-i", inventory_file, *extra, *options)


def rules_in(simulator: Simulator) -> str:
    """Two accounts never have the same IDs, so the group gets one of its own. Returns that."""
    resources = simulator.account.resources
    group = resources["groups"].put({"name": "Night shift"})["id"]
    names_it = {"all": [{"field": "group_id", "operator": "is", "value": str(group)}], "any": []}
    sets_it = [{"field": "group_id", "value": str(group)}]
    other = [{"field": "status", "value": "open"}]
    put = resources["triggers"].put
    put({"title": "Page {{ticket.id}}\nnow", "conditions": names_it, "actions": other})
    put({"title": "Old", "active": False, "conditions": {"all": [], "any": []}, "actions": sets_it})
    put({"title": "Another", "conditions": {"all": [], "any": []}, "actions": other})
    resources["automations"].put({"title": "Close", "conditions": names_it, "actions": other})
    return str(group)


def lists_read(simulator: Simulator) -> list[str]:
    return [call for call in simulator.calls if call in LISTS]


def test_who_names_it(simulator: Simulator, tmp_path: Path) -> None:
    other = Simulator({"groups": [{"name": "Night shifts"}]}, first_id=500).start()
    try:
        group = rules_in(simulator)
        hosts = {"acme": {"zendesk_url": simulator.url}, "other": {"zendesk_url": other.url}}
        by_name = ask(tmp_path, hosts, {"group": "Night shift"})
        by_id = ask(tmp_path, hosts, [{"group_id": group}, {"webhook": "Pager"}][:1])
    finally:
        other.stop()
    for played in (by_name, by_id):
        assert played.code == 0, played.output
        for text in (
            ": 2 triggers and 1 automation",
            "trigger Page {{ticket.id}} now (id ",
            "trigger Old (id ",
            ", inactive)",
            "automation Close (id ",
            NOT_LOOKED_AT,
        ):
            assert text in played.output, text
        assert "Another" not in played.output
    # An account without the name says so, and is no failure; an ID that no record has is none.
    assert 'there is no group \\"Night shift\\". Did you mean \\"Night shifts\\"?' in by_name.output
    assert ": no triggers and no automations" in by_id.output
    assert lists_read(simulator) == LISTS * 2
    assert lists_read(other) == [LISTS[0], *LISTS]
    assert {call.split()[0] for call in simulator.calls + other.calls} == {"GET"}


@pytest.mark.costly
@pytest.mark.parametrize(
    ("uses", "host", "text"),
    [
        (None, {}, "Set zendesk_uses to the record to look for, such as"),
        ({}, {}, "Set zendesk_uses to the record to look for, such as"),
        ({"grop": "Support"}, {}, "uses: {grop} is not a reference."),
        ("Support", {}, "uses must be a dictionary such as"),
        ({"group": "Support"}, {"zendesk_oauth_token": "marker-wrong-token"}, "answered 401"),
        ({"group": "Twin"}, {}, "uses: there are 2 of group"),
    ],
)
def test_what_is_a_failure(
    uses: Any, host: dict[str, Any], text: str, simulator: Simulator, tmp_path: Path
) -> None:
    for _twin in range(2):
        simulator.account.resources["groups"].put({"name": "Twin"})
    played = ask(tmp_path, {"acme": {"zendesk_url": simulator.url, **host}}, uses)
    assert played.code == 2
    assert text in played.output
    assert "marker" not in played.output
    assert NOT_LOOKED_AT not in played.output
