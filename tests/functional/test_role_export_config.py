# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role export for all kinds: what it writes, role config takes, here and in another account."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    KINDS,
    automation,
    hook,
    records,
    target,
    tell,
    trigger,
    url_target,
    whole,
    writes,
)
from ansible_collections.community.zendesk.tests.exported import load, secrets_of_lists
from ansible_collections.community.zendesk.tests.running import run_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.stock import with_stock

from .test_role_export import USER, changes, play_for

FILES = sorted([*(kind + ".yml" for kind in KINDS), "vault.yml.example"])


@pytest.fixture
def accounts() -> Iterator[dict[str, Simulator]]:
    """An account with the rules of a new one and a configuration, and an empty one."""
    running = {
        "acme": Simulator({"users": [USER]}).start(),
        "copy": Simulator({"users": [USER]}, first_id=880000).start(),
    }
    for kind, stock in with_stock().items():
        for each in stock:
            running["acme"].account.resources[kind].put(each)
    provisioned(running["acme"], **whole())
    yield running
    for simulator in running.values():
        simulator.stop()


def provisioned(simulator: Simulator, **lists: Any) -> None:
    login = {"zendesk_url": simulator.url, "zendesk_oauth_token": USER["oauth_token"]}
    result = run_module("zendesk_config", {**login, **lists})
    assert not result.get("failed"), result["msg"]
    simulator.journal.clear()


def export(folder: Path, accounts: Any, *options: str, **variables: Any) -> Any:
    return play_for(folder, "community.zendesk.export", accounts, *options, **variables)


def provision(folder: Path, accounts: Any, *options: str, **variables: Any) -> Any:
    return play_for(folder, "community.zendesk.provision_config", accounts, *options, **variables)


def fill_in(folder: Path, simulator: Simulator) -> None:
    lists = {
        kind: load((folder / (kind + ".yml")).read_text("utf-8"), folder.parent)[
            "zendesk_%s_account" % kind
        ]
        for kind in KINDS
    }
    stored = {kind: records(simulator, kind) for kind in KINDS}
    (folder / "vault.yml").write_text(json.dumps(secrets_of_lists(lists, stored)))


@pytest.mark.long
def test_round_trip(accounts: dict[str, Simulator], tmp_path: Path) -> None:
    here, there = {"acme": accounts["acme"]}, {"copy": accounts["copy"]}
    done = export(tmp_path, here)
    assert changes(done) == {"acme": 2}
    folder = tmp_path / "host_vars" / "acme"
    assert sorted(file.name for file in folder.iterdir()) == FILES
    assert not writes(accounts["acme"])
    texts = {name: (folder / name).read_text("utf-8") for name in FILES}
    assert changes(export(tmp_path, here)) == {"acme": 0}
    assert "zendesk_targets_update_secrets" not in "".join(texts.values())
    assert "marker-" not in done.output + "".join(texts.values())

    # Without the secrets nothing is even read.
    accounts["acme"].journal.clear()
    refused = provision(tmp_path, here)
    assert refused.code == 2
    assert "'vault_zendesk_webhook_pager_token' is undefined" in refused.output
    assert accounts["acme"].calls == []

    fill_in(folder, accounts["acme"])
    unchanged = provision(tmp_path, here)
    assert changes(unchanged) == {"acme": 0}
    assert not writes(accounts["acme"])

    shutil.copytree(folder, folder.with_name("copy"))
    assert changes(provision(tmp_path, there)) == {"copy": 1}
    assert changes(provision(tmp_path, there)) == {"copy": 0}
    assert changes(export(tmp_path, there, zendesk_export_directory="again")) == {"copy": 2}
    for name in FILES:
        again = (tmp_path / "again" / "copy" / name).read_text("utf-8")
        if name != "automations.yml":
            assert without_ids(again) == without_ids(texts[name]), name


def without_ids(text: str) -> list[str]:
    return [line for line in text.replace("of copy,", "of acme,").splitlines() if "id " not in line]


@pytest.mark.long
def test_subtract(accounts: dict[str, Simulator], tmp_path: Path) -> None:
    """The second of two accounts becomes what is its own."""
    second = accounts["copy"]
    own = whole(
        webhooks=[hook("Pager", endpoint="https://other.example.com")],
        automations=[automation("Remind", tell(webhook="Pager"), hours=48)],
    )
    own["triggers"][1]["active"] = False
    provisioned(
        second,
        **own,
    )
    standard = whole(targets=[target("On call"), target("Gone")])
    del standard["webhooks"][0]["authentication"]
    variables = {"zendesk_%s_standard" % kind: standard[kind] for kind in KINDS}
    variables["zendesk_export_subtract"] = True
    done = export(tmp_path, {"copy": second}, **variables)
    assert changes(done) == {"copy": 2}
    folder = tmp_path / "host_vars" / "copy"
    lists = {
        kind: load((folder / (kind + ".yml")).read_text("utf-8"), tmp_path)[
            "zendesk_%s_account" % kind
        ]
        for kind in KINDS
    }
    assert lists == {
        "targets": [],
        "webhooks": [{"name": "Pager", "endpoint": "https://other.example.com"}],
        "trigger_categories": [],
        "triggers": [{"title": "Mail", "active": False}],
        "automations": [{"title": "Remind", "conditions": own["automations"][0]["conditions"]}],
    }
    note = "# target Gone of zendesk_targets_standard is not in the account and will be created.\n"
    assert note in (folder / "targets.yml").read_text()
    del variables["zendesk_export_subtract"]
    variables["zendesk_targets_standard"] = standard["targets"][:1]
    assert changes(provision(tmp_path, {"copy": second}, **variables)) == {"copy": 0}
    assert not writes(second)


@pytest.mark.long
def test_translate(accounts: dict[str, Simulator], tmp_path: Path) -> None:
    """A list of titles may be a text. Provisioned, it is done, and the next run has nothing to do."""
    copy = {"copy": accounts["copy"]}
    old = [url_target("Hook"), url_target("Login", username="u", password="canary-password")]
    provisioned(accounts["copy"], targets=old, triggers=[trigger("Tell", tell(target="Hook"))])
    variables = {
        "zendesk_export_translate": True,
        "zendesk_export_translate_targets": "Hook, Login",
        "zendesk_export_translate_names": {"Hook": "Bell"},
        "zendesk_export_translate_old": "absent",
    }
    assert changes(export(tmp_path, copy, **variables)) == {"copy": 2}
    folder = tmp_path / "host_vars" / "copy"
    assert "will notify again" in (folder / "triggers.yml").read_text()
    (folder / "vault.yml").write_text(
        json.dumps({"vault_zendesk_webhook_login_password": "canary-password"})
    )
    assert changes(provision(tmp_path, copy, zendesk_config_max_deletions=2)) == {"copy": 1}
    found = {each["name"] for each in records(accounts["copy"], "webhooks")}
    assert found == {"Bell", "Login"}
    assert records(accounts["copy"], "targets") == []
    assert changes(provision(tmp_path, copy)) == {"copy": 0}


@pytest.mark.long
def test_kinds_and_owned(accounts: dict[str, Simulator], tmp_path: Path) -> None:
    """Only what is asked for is read, and only what is owned is written."""
    variables = {
        "zendesk_export_kinds": "webhooks, trigger_categories",
        "zendesk_export_usage": False,
        "zendesk_export_owned": {"webhooks": ["X*"]},
    }
    here = {"acme": accounts["acme"]}
    accounts["acme"].journal.clear()
    assert changes(export(tmp_path, here, **variables)) == {"acme": 2}
    folder = tmp_path / "host_vars" / "acme"
    assert sorted(file.name for file in folder.iterdir()) == [
        "trigger_categories.yml",
        "webhooks.yml",
    ]
    assert "zendesk_webhooks_account: []\n" in (folder / "webhooks.yml").read_text()
    paths = {call.partition("?")[0] for call in accounts["acme"].calls}
    assert paths == {"GET /api/v2/webhooks", "GET /api/v2/trigger_categories"}

    refused = export(tmp_path, here, zendesk_export_kinds=["webhoks"])
    assert refused.code == 2
    assert "got webhoks: did you mean webhooks?" in refused.output
