# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of role config: each is run against simulated accounts, as its readers would."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
import yaml

from ansible_collections.community.zendesk.tests.commands import wrong_with
from ansible_collections.community.zendesk.tests.running import ROOT, Played, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

EXAMPLES = ROOT / "roles" / "config" / "examples"
NAMES = sorted(folder.name for folder in EXAMPLES.iterdir())
BY_HAND = {"title": "By hand", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
Start = Callable[..., Simulator]


@pytest.fixture
def start() -> Iterator[Start]:
    """An account with an OAuth client of its own, for a secret."""
    with contextlib.ExitStack() as stack:

        def started(secret: str, *more: str) -> Simulator:
            clients = [{"client_id": "ansible", "client_secret": secret}]
            clients += [{"client_id": "ansible-plan", "client_secret": each} for each in more]
            running = Simulator({"oauth_clients": clients}).start()
            running.account.put_target(dict(BY_HAND))
            stack.callback(running.stop)
            return running

        yield started


class Example:
    """An example in a folder of its own, whose hosts are simulated accounts."""

    def __init__(self, name: str, folder: Path, accounts: dict[str, Simulator]) -> None:
        self.folder = folder / name
        self.accounts = accounts
        shutil.copytree(EXAMPLES / name, self.folder)
        (folder / "password").write_text("example")
        urls = {host: account.url for host, account in accounts.items()}
        # Both would be two addresses. An empty one is not set.
        where = {"zendesk_subdomain": "", "zendesk_url": "{{ urls[inventory_hostname] }}"}
        (folder / "accounts.json").write_text(json.dumps({"urls": urls, **where}))

    def run(
        self,
        playbook: str,
        *options: str,
        vault: bool = True,
        environment: dict[str, str] | None = None,
    ) -> Played:
        """Run a playbook of the example, or one of the collection, for the hosts with an account."""
        password = ["--vault-password-file", str(self.folder.parent / "password")]
        arguments = ["-i", str(self.folder / "inventory.yml"), *(password if vault else [])]
        arguments += ["-e", "@%s" % (self.folder.parent / "accounts.json")]
        arguments += ["--limit", ",".join(self.accounts), "--forks=4", *options]
        file = self.folder / playbook
        if not file.exists():
            file = ROOT / "playbooks" / playbook
        return play(self.folder.parent, file, *arguments, login=environment)

    def options(self, name: str) -> list[str]:
        return ["-e", "@%s" % (self.folder / "ci" / name)]


def titles(account: Simulator, kind: str, name: str = "title") -> list[str]:
    return sorted(each[name] for each in account.account.resources[kind].records.values())


def writes(account: Simulator) -> list[str]:
    return [c for c in account.calls if not c.startswith("GET") and "/oauth/" not in c]


def tokens(account: Simulator) -> list[str]:
    webhooks = account.account.resources["webhooks"].records.values()
    return [webhook["authentication"]["data"]["token"] for webhook in webhooks]


def counted(played: Played) -> list[str]:
    return re.findall(r"changed=(\d+)", played.output)


@pytest.mark.long
def test_one_account(start: Start, tmp_path: Path) -> None:
    account = start("example-secret-of-acme")
    example = Example("one_account", tmp_path, {"acme": account})
    predicted = example.run("provision.yml", "--check", "--diff")
    assert predicted.code == 0, predicted.output
    assert writes(account) == []
    done = example.run("provision.yml", "--diff")
    assert done.code == 0, done.output
    assert titles(account, "targets") == ["On call"]
    assert titles(account, "webhooks", "name") == ["Pager"]
    assert titles(account, "triggers") == ["Page the people on call"]
    assert titles(account, "automations") == ["Reminder after two days"]
    assert "By hand" in (example.folder / "undo" / "acme.yml").read_text()
    assert tokens(account) == ["example-token-of-acme"]
    assert "example-token" not in predicted.output + done.output
    before = writes(account)
    assert counted(example.run("provision.yml")) == ["0"]
    assert writes(account) == before


@pytest.mark.long
def test_production_and_sandbox(start: Start, tmp_path: Path) -> None:
    """A plan without the password of the vault, which is what is done with it."""
    production = start("example-secret-of-production", "secret-to-plan-acme")
    sandbox = start("example-secret-of-sandbox", "secret-to-plan-sandbox")
    accounts = {"acme": production, "acme_sandbox": sandbox}
    example = Example("production_and_sandbox", tmp_path, accounts)
    policies = example.folder / "group_vars" / "production" / "policies.yml"
    # As its comment says.
    pruning = re.findall("zendesk_config_prune: .*", policies.read_text())
    policies.write_text(policies.read_text().replace(pruning[1], pruning[0]))
    ci = {
        "ZENDESK_SECRET_ACME": "secret-to-plan-acme",
        "ZENDESK_SECRET_ACME_SANDBOX": "secret-to-plan-sandbox",
    }
    plan = example.options("plan.yml")
    for playbook in ("show.yml", "validate.yml", "provision.yml"):
        played = example.run(playbook, "--check", *plan, vault=False, environment=ci)
        assert played.code == 0, played.output
        assert (playbook == "provision.yml") is bool(production.calls)
    text = (example.folder / "plan" / "plan.md").read_text()
    assert "- **delete** target `By hand`" in text
    assert "<summary>webhook <code>Pager</code> in <code>acme</code></summary>" in text
    assert "placeholder" not in text
    refused = example.run("provision.yml", *plan, environment=ci)
    assert refused.code == 2
    assert "a placeholder is for check mode only" in refused.output
    assert [writes(account) for account in accounts.values()] == [[], []]
    # Somebody changes production in between: nothing is written there.
    production.account.put_target(dict(BY_HAND, title="Another"))
    late = example.run("provision.yml", *example.options("approved.yml"))
    assert late.code == 2
    assert writes(production) == []
    assert titles(sandbox, "targets") == ["By hand", "On call"]
    again = example.run("provision.yml", "--check", *plan, vault=False, environment=ci)
    assert again.code == 0, again.output
    done = example.run("provision.yml", *example.options("approved.yml"))
    assert done.code == 0, done.output
    assert titles(production, "targets") == ["On call"]
    rules = [
        {rule["title"]: rule["active"] for rule in account.account.rules["automations"]}
        for account in accounts.values()
    ]
    assert rules == [{"Reminder after two days": True}, {"Reminder after two days": False}]
    assert tokens(production) == ["example-token-of-production"]
    assert tokens(sandbox) == ["example-token-of-sandbox"]
    # With placeholders there is still nothing to change.
    last = example.run("provision.yml", "--check", *plan, vault=False, environment=ci)
    assert counted(last) == ["0", "0"]


@pytest.mark.long
def test_forty_accounts(start: Start, tmp_path: Path) -> None:
    hosts = ("shop01", "shop07", "shop23", "shop40")
    accounts = {host: start("secret-of-" + host) for host in hosts}
    for account in accounts.values():
        account.account.put_target(dict(BY_HAND, title="MSP: Left over"))
        account.account.resources["webhooks"].put(
            {"name": "MSP: Old", "endpoint": "https://old.example.com", "status": "active"}
        )
    example = Example("forty_accounts", tmp_path, accounts)
    secrets = {"ZENDESK_SECRET_" + host.upper(): "secret-of-" + host for host in hosts}
    played = example.run("provision.yml", environment=secrets)
    assert played.code == 0, played.output
    hooks = {
        host: [
            (hook["endpoint"].rpartition("/")[2], hook["custom_headers"])
            for hook in account.account.resources["webhooks"].records.values()
        ]
        for host, account in accounts.items()
    }
    assert hooks == {
        "shop01": [("emea", {"X-Account": "shop01", "X-Region": "emea"})],
        "shop07": [("emea", {"X-Account": "shop07", "X-Region": "emea"})],
        "shop23": [("zendesk", {"X-Account": "shop23"})],
        "shop40": [("zendesk", {"X-Account": "shop40"})],
    }
    pages = {host: len(account.account.rules["triggers"]) for host, account in accounts.items()}
    assert pages == {"shop01": 1, "shop07": 1, "shop23": 2, "shop40": 1}
    assert titles(accounts["shop07"], "targets") == ["By hand", "MSP: Left over", "MSP: Mailbox"]
    assert titles(accounts["shop40"], "targets") == ["By hand", "MSP: Left over"]
    assert counted(example.run("provision.yml", environment=secrets)) == ["0"] * 4
    shown = example.run("show.yml", environment=secrets)
    assert shown.code == 0, shown.output
    line = 'MSP: Pager +not set +zendesk_webhooks_standard, zendesk_webhooks_layer_emea"'
    assert len(re.findall(line, shown.output)) == 2


def test_the_inventory_has_forty_accounts() -> None:
    groups = yaml.safe_load((EXAMPLES / "forty_accounts" / "inventory.yml").read_text())
    regions = groups["zendesk"]["children"]
    assert [list(regions[name]["hosts"]) for name in ("emea", "apac")] == [
        ["shop[01:20]"],
        ["shop[21:40]"],
    ]


SECRET = {"ZENDESK_CLIENT_SECRET": "secret-of-acme"}


@pytest.mark.long
def test_three_teams(start: Start, tmp_path: Path) -> None:
    account = start("secret-of-acme")
    account.account.put_target(dict(BY_HAND, title="Support: Old"))
    accounts = dict.fromkeys(("support", "billing", "platform"), account)
    example = Example("three_teams", tmp_path, accounts)
    played = example.run("provision.yml", environment=SECRET)
    assert played.code == 0, played.output
    assert titles(account, "targets") == ["Billing: Mailbox", "By hand", "Support: On call"]
    assert titles(account, "trigger_categories", "name") == ["Billing", "Platform", "Support"]
    assert titles(account, "triggers") == [
        "Mail billing",
        "Mail the people on call",
        "Report solved tickets",
    ]
    before = len(writes(account))
    again = example.run("provision.yml", environment=SECRET)
    assert (again.code, counted(again)) == (0, ["0"] * 3)
    assert len(writes(account)) == before


def test_commands_in_ci() -> None:
    file = EXAMPLES / "production_and_sandbox" / "gitlab-ci.yml"
    jobs: dict[str, Any] = yaml.safe_load(file.read_text())
    commands = [line for job in jobs.values() for line in job.get("script", ())]
    assert len(commands) == 4
    assert [text for line in commands for text in wrong_with(line, file.read_text())] == []


def test_every_example_is_run() -> None:
    assert NAMES == ["forty_accounts", "one_account", "production_and_sandbox", "three_teams"]
    page = (ROOT / "roles" / "config" / "README.md").read_text()
    assert [name for name in NAMES if "examples/" + name not in page] == []
