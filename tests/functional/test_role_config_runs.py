# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role config against accounts: what its lists become, hosts of one account, and the plan files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.tests.running import LOCAL, Played, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

TOKEN = "simulated-admin-oauth-token"
MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
HOOK = {
    "name": "Pager",
    "endpoint": "https://pager.example.com",
    "authentication": {"type": "bearer_token", "token": "marker-token"},
    "custom_headers": {"X-Team": "support", "X-Region": "none"},
}
RULE = {
    "title": "Page",
    "category": "Night",
    "conditions": {"all": [{"field": "priority", "operator": "is", "value": "urgent"}]},
    "actions": [{"field": "notification_webhook", "value": [{"webhook": "Pager"}, "Help"]}],
}
LISTS: dict[str, Any] = {
    "zendesk_targets_standard": [MAIL],
    "zendesk_webhooks_standard": [HOOK],
    "zendesk_webhooks_defaults": {"http_method": "POST", "request_format": "json"},
    "zendesk_trigger_categories_standard": [{"name": "Night"}],
    "zendesk_triggers_standard": [RULE],
}


@pytest.fixture
def two(simulator: Simulator) -> Iterator[list[Simulator]]:
    other = Simulator().start()
    yield [simulator, other]
    other.stop()


def run(folder: Path, hosts: dict[str, Any], *options: str, **keywords: Any) -> Played:
    """The role for hosts. ``keywords`` are those of the play; ``variables`` are of all hosts."""
    variables = {**LOCAL, "zendesk_oauth_token": TOKEN, "zendesk_retries": 0}
    variables.update(keywords.pop("variables", {}))
    inventory = {"zendesk": {"hosts": hosts, "vars": variables}}
    (folder / "inventory.json").write_text(json.dumps(inventory))
    plays = keywords.pop("plays", None) or [
        {"hosts": "all", "gather_facts": False, "roles": ["community.zendesk.config"], **keywords}
    ]
    (folder / "play.json").write_text(json.dumps(plays))
    inventory_file = str(folder / "inventory.json")
    return play(folder, folder / "play.json", "-i", inventory_file, "--forks=4", *options)


def said(played: Played) -> str:
    return re.sub(r"\s+", " ", played.output.replace('\\"', '"'))


def recap(played: Played) -> dict[str, str]:
    return dict(re.findall(r"^(\w+) +: .*failed=(\d)", played.output, re.MULTILINE))


def report_in(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "plan" / "plan.json").read_text())
    return report


def names(simulator: Simulator, kind: str, name: str = "title") -> list[str]:
    return sorted(record[name] for record in simulator.account.resources[kind].records.values())


def writes(simulator: Simulator) -> list[str]:
    return [call for call in simulator.calls if not call.startswith("GET")]


# --- what the lists become


@pytest.mark.long
def test_layers_in_two_accounts(two: list[Simulator], tmp_path: Path) -> None:
    """Check mode and the run are one plan; a second run has nothing to do."""
    for account in two:
        account.account.put_target(dict(MAIL, title="Left over"))
    hosts = {
        "acme": {"zendesk_url": two[0].url},
        "emea": {
            "zendesk_url": two[1].url,
            "zendesk_webhooks_layer_emea": [
                {"name": "Pager", "custom_headers": {"X-Region": None, "X-Desk": "emea"}}
            ],
            "zendesk_webhooks_override_ci": [
                {"name": "Pager", "authentication": {"token": "marker-ci"}}
            ],
            "zendesk_triggers_account": [
                {"title": "Page", "active": False},
                dict(RULE, title="Ring"),
            ],
            "zendesk_targets_account": [{"title": "On call", "state": "absent"}],
        },
    }
    variables = {
        **LISTS,
        "zendesk_config_prune": ["targets"],
        "zendesk_config_max_deletions": 1,
        "zendesk_config_report_directory": str(tmp_path / "plan"),
    }
    # With two targets to be there, one that is not may go by the default limit, too.
    variables["zendesk_targets_standard"] = [MAIL, dict(MAIL, title="Audit")]
    predicted = run(tmp_path, hosts, "--check", "--diff", variables=variables)
    assert predicted.code == 0, predicted.output
    assert [writes(account) for account in two] == [[], []]
    planned = report_in(tmp_path)
    text = (tmp_path / "plan" / "plan.md").read_text()
    assert planned["check_mode"] is True
    assert text.startswith("# Plan\n")
    assert "- **delete** target `Left over`" in text
    done = run(tmp_path, hosts, "--diff", variables=variables)
    assert done.code == 0, done.output
    assert report_in(tmp_path)["plan_ids"] == planned["plan_ids"]
    assert report_in(tmp_path)["check_mode"] is False
    assert names(two[0], "targets") == ["Audit", "On call"]
    assert names(two[1], "targets") == ["Audit"]
    headers = [
        account.account.resources["webhooks"].records[key]["custom_headers"]
        for account in two
        for key in account.account.resources["webhooks"].records
    ]
    assert headers == [HOOK["custom_headers"], {"X-Team": "support", "X-Desk": "emea"}]
    rules = [{rule["title"]: rule["active"] for rule in a.account.rules["triggers"]} for a in two]
    assert rules == [{"Page": True}, {"Page": False, "Ring": True}]
    assert "create webhook" in said(done)
    assert "marker" not in predicted.output + done.output + text + json.dumps(planned)
    before = [len(writes(account)) for account in two]
    again = run(tmp_path, hosts, variables=variables)
    assert again.code == 0, again.output
    assert [len(writes(account)) for account in two] == before
    assert "Nothing to change." in (tmp_path / "plan" / "plan.md").read_text()


def test_a_kind_without_a_list_is_not_touched(simulator: Simulator, tmp_path: Path) -> None:
    variables = {
        "zendesk_triggers_defaults": {"active": True},
        "zendesk_trigger_categories_standard": [],
    }
    played = run(tmp_path, {"acme": {"zendesk_url": simulator.url}}, variables=variables)
    assert played.code == 0, played.output
    assert simulator.calls == ["GET /api/v2/trigger_categories"]


@pytest.mark.long
def test_another_plan_than_the_expected_one(simulator: Simulator, tmp_path: Path) -> None:
    host = {"acme": {"zendesk_url": simulator.url, "zendesk_config_expected_plan_id": "0f" * 16}}
    more = {"zendesk_config_report_directory": str(tmp_path / "plan")}
    played = run(tmp_path, host, variables={**LISTS, **more})
    assert played.code == 2
    assert writes(simulator) == []
    plan_id = report_in(tmp_path)["plan_ids"]["acme"]
    assert plan_id in (tmp_path / "plan" / "plan.md").read_text()
    host["acme"]["zendesk_config_expected_plan_id"] = plan_id
    played = run(tmp_path, host, variables={**LISTS, **more})
    assert played.code == 0, played.output
    assert names(simulator, "webhooks", "name") == ["Pager"]


@pytest.mark.long
def test_what_is_deleted_is_written_first(simulator: Simulator, tmp_path: Path) -> None:
    simulator.account.put_target(dict(MAIL, title="Left over"))
    variables = {
        "zendesk_targets_standard": [],
        "zendesk_config_prune": ["targets"],
        "zendesk_config_max_deletions": 1,
        "zendesk_config_undo_directory": str(tmp_path / "undo" / "files"),
    }
    host = {"acme": {"zendesk_url": simulator.url}}
    predicted = run(tmp_path, host, "--check", variables=variables)
    assert predicted.code == 0, predicted.output
    assert not (tmp_path / "undo").exists()
    played = run(tmp_path, host, variables=variables)
    assert played.code == 0, played.output
    (written,) = (tmp_path / "undo" / "files").iterdir()
    assert written.name == "acme.yml"
    assert "Left over" in written.read_text()
    assert (tmp_path / "undo" / "files").stat().st_mode & 0o777 == 0o700


@pytest.mark.long
def test_beside_role_targets(simulator: Simulator, tmp_path: Path) -> None:
    """The roles of a play see each other's defaults."""
    roles = ["community.zendesk.targets", "community.zendesk.config", "community.zendesk.audit"]
    variables = {"zendesk_targets_standard": [MAIL], "audit_formats": []}
    host = {"acme": {"zendesk_url": simulator.url}}
    played = run(tmp_path, host, variables=variables, roles=roles)
    assert played.code == 0, played.output
    assert writes(simulator) == ["POST /api/v2/targets"]


# --- hosts of one account


def team(url: str, name: str, **more: Any) -> dict[str, Any]:
    pattern = ["%s: *" % name]
    return {
        "zendesk_url": url,
        "zendesk_config_owned": {"targets": pattern, "triggers": pattern},
        "zendesk_config_prune": ["targets"],
        "zendesk_config_max_deletions": 1,
        "zendesk_targets_account": [dict(MAIL, title=name + ": On call")],
        "zendesk_triggers_account": [],
        **more,
    }


@pytest.mark.long
@pytest.mark.parametrize("keywords", [{}, {"serial": 1}], ids=str)
def test_teams_in_one_account(
    keywords: dict[str, Any], simulator: Simulator, tmp_path: Path
) -> None:
    """Each prunes what is its own, one after the other."""
    for title in ("A: Old", "B: Old", "C: Old"):
        simulator.account.put_target(dict(MAIL, title=title))
    hosts = {name.lower(): team(simulator.url, name) for name in "AB"}
    played = run(tmp_path, hosts, **keywords)
    assert played.code == 0, played.output
    assert names(simulator, "targets") == ["A: On call", "B: On call", "C: Old"]
    if keywords:
        return
    # No host reads before the other has written.
    turns = [call.split()[0] for call in simulator.calls if "/targets" in call]
    assert turns == ["GET", "POST", "DELETE"] * 2


NOT_OWNED: dict[str, Any] = {"zendesk_config_owned": {}}
IS_NEEDED = "or set zendesk_config_owned for each of them"
# What host b has otherwise, keywords of the play, what is said, which hosts fail.
BOUNDLESS: dict[str, tuple[dict[str, Any], dict[str, Any], str, list[str]]] = {
    "nothing is owned": (NOT_OWNED, {}, IS_NEEDED, ["a", "b"]),
    # A batch in which all hosts fail is the last one.
    "nothing is owned by a later host": (NOT_OWNED, {"serial": 1}, IS_NEEDED, ["a"]),
    "a kind is not bounded": (
        {"zendesk_config_owned": {"triggers": []}},
        {},
        "zendesk_config_prune of b has targets, but zendesk_config_owned does not.",
        ["b"],
    ),
}


@pytest.mark.costly
@pytest.mark.parametrize(
    ("more", "keywords", "text", "failed"), BOUNDLESS.values(), ids=list(BOUNDLESS)
)
def test_hosts_that_could_undo_each_other(
    more: dict[str, Any],
    keywords: dict[str, Any],
    text: str,
    failed: list[str],
    simulator: Simulator,
    tmp_path: Path,
) -> None:
    hosts = {"a": team(simulator.url, "A"), "b": team(simulator.url, "B", **more)}
    played = run(tmp_path, hosts, **keywords)
    assert played.code == 2
    assert text in said(played)
    assert [name for name, number in recap(played).items() if number != "0"] == failed
    assert names(simulator, "targets") == ([] if "a" in failed else ["A: On call"])


# --- the plan of all accounts


@pytest.mark.costly
@pytest.mark.parametrize("keywords", [{}, {"serial": 1}, {"strategy": "free"}], ids=str)
def test_hosts_in_a_plan(keywords: dict[str, Any], two: list[Simulator], tmp_path: Path) -> None:
    hosts = {
        "skipped": {"zendesk_url": "http://127.0.0.1:9/a", "wanted": False},
        "acme": {"zendesk_url": two[0].url},
        "wrong": {"zendesk_url": "http://127.0.0.1:9/b", "zendesk_triggers_account": ["x"]},
        "down": {"zendesk_url": "http://127.0.0.1:9/c"},
        "emea": {
            "zendesk_url": two[1].url,
            "zendesk_targets_account": [{"title": "On call", "active": False}],
        },
    }
    if "serial" in keywords:
        # A batch in which all hosts fail is the last one.
        hosts = {name: hosts[name] for name in ("skipped", "acme", "emea", "wrong")}
    variables = {
        "zendesk_targets_standard": [MAIL],
        "zendesk_config_report_directory": str(tmp_path / "plan"),
    }
    role = {"role": "community.zendesk.config", "when": "wanted | default(true)"}
    played = run(tmp_path, hosts, "--check", variables=variables, roles=[role], **keywords)
    assert played.code == 2
    failed = {name: number for name, number in recap(played).items() if number != "0"}
    assert failed == {name: "1" for name in hosts if name in ("wrong", "down")}
    report = report_in(tmp_path)
    entries = {account["name"]: account for account in report["accounts"]}
    assert set(entries) == set(hosts) - {"skipped"}
    assert report["not_reported"] == ["skipped"]
    assert {name for name in entries if entries[name]["failed"]} == set(failed)
    assert "zendesk_triggers_account, item 1 must be" in entries["wrong"]["message"]
    assert [entries[name]["plan"][0]["action"] for name in ("acme", "emea")] == ["create"] * 2
    text = (tmp_path / "plan" / "plan.md").read_text()
    assert "- `wrong`: `zendesk_triggers_account, item 1 must be" in text
    assert "## Not reported\n\n- `skipped`\n" in text


@pytest.mark.long
def test_a_plan_is_of_one_play(two: list[Simulator], tmp_path: Path) -> None:
    """What an earlier play has done is not in the plan of a later one."""
    hosts = {"acme": {"zendesk_url": two[0].url}, "emea": {"zendesk_url": two[1].url}}
    variables = {"zendesk_targets_standard": [MAIL]}
    directory = {"zendesk_config_report_directory": str(tmp_path / "plan")}
    one: dict[str, Any] = {"gather_facts": False, "roles": ["community.zendesk.config"]}
    plays = [dict(one, hosts="all"), dict(one, hosts="emea", vars=directory)]
    played = run(tmp_path, hosts, variables=variables, plays=plays)
    assert played.code == 0, played.output
    report = report_in(tmp_path)
    assert [account["name"] for account in report["accounts"]] == ["emea"]
    assert report["accounts"][0]["plan"] == []
