# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real playbooks: the examples of the docs, defaults for a group, warnings, a missing library."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Iterator

import pytest

from ansible_collections.community.zendesk.tests.running import MODULES, ROOT, run_playbook
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

FILTERS = MODULES.replace("modules", "filter")
FILTER_NAMES = sorted(path.stem for path in (ROOT / "plugins" / "filter").glob("*.py"))
NAMES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py"))
CLIENT = {"client_id": "ansible", "client_secret": "simulated-example-client-secret"}
DEFAULTS = """
- module_defaults:
    group/community.zendesk.zendesk:
      zendesk_url: %s
      zendesk_oauth_token: simulated-admin-oauth-token
  block:
"""
MAIL = """
    - community.zendesk.zendesk_target:
        title: %s
        type: email_target
        email: a@example.com
        subject: !unsafe "[{{ticket.id}}] {{ticket.title}}"
"""


# What an example hands something to is this machine.
RECEIVER = """
- ansible.builtin.add_host:
    name: pager.example.com
    ansible_connection: local
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
"""
PAGER = {"name": "Pager", "endpoint": "https://pager.example.com/zendesk"}
# Resource -> what examples about rules name.
NAMED: dict[str, list[dict[str, str]]] = {
    "targets": [{"title": "On call", "type": "email_target"}],
    "webhooks": [PAGER, {"name": "Reports", "endpoint": "https://reports.example.com"}],
    "trigger_categories": [{"name": "Notifications"}],
    "groups": [{"name": "Operations"}, {"name": "Night shift"}],
    "ticket_fields": [{"title": "Severity", "type": "tagger"}],
}


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    running = Simulator({"oauth_clients": [CLIENT]}).start()
    yield running
    running.stop()


@pytest.mark.costly
@pytest.mark.parametrize("name", sorted({*NAMES} - {"zendesk_config", "zendesk_webhook_info"}))
def test_examples(name: str, simulator: Simulator, tmp_path: Path) -> None:
    examples: str = importlib.import_module(MODULES + name).EXAMPLES
    tasks = examples.replace("zendesk_subdomain: acme", "zendesk_url: " + simulator.url)
    if name.startswith(("zendesk_trigger", "zendesk_automation")):
        for resource, records in NAMED.items():
            for record in records:
                simulator.account.resources[resource].put(dict(record))
    variables = {
        "vault_zendesk_client_secret": CLIENT["client_secret"],
        "vault_jira_password": "simulated-jira-password",
        "vault_pager_token": "simulated-pager-token",
        "zendesk_mailboxes": [],
        "sandbox_url": simulator.url,
    }
    played = run_playbook(tmp_path, tasks, variables=variables)
    assert played.code == 0, played.output
    first = "GET", "POST" if name == "zendesk_api" else "GET"
    reads = [call for call in simulator.calls if call.startswith(first) and "/api/" in call]
    assert len(reads) >= examples.count("community.zendesk.%s:\n" % name) > 0


def test_examples_do_what_they_say(simulator: Simulator, tmp_path: Path) -> None:
    """Liquid arrives as it was written; the example that deletes has left nothing."""
    test_examples("zendesk_target", simulator, tmp_path)
    stored = {target["title"]: target for target in simulator.account.targets.values()}
    assert sorted(stored) == ["Audit", "Issue tracker"]
    assert stored["Audit"]["subject"] == "Audit: {{ ticket.title }}"
    first = next(
        entry
        for entry in simulator.journal.entries
        if entry["method"] == "POST" and entry["path"] == "/api/v2/targets"
    )
    assert first["body"]["target"]["subject"] == "[{{ ticket.id }}] {{ ticket.title }}"


@pytest.mark.long
def test_examples_of_a_whole_account(simulator: Simulator, tmp_path: Path) -> None:
    """The trigger is renamed and moves from the target to the webhook, and the team's own one stays."""
    test_examples("zendesk_config", simulator, tmp_path)
    account = simulator.account
    assert not account.targets
    (webhook,) = account.resources["webhooks"].records
    categories = account.resources["trigger_categories"].records.values()
    assert [each["name"] for each in categories] == ["Incidents", "Billing"]
    page, tag = account.rules["triggers"]
    assert (page["title"], tag["title"]) == ("Page operations", "Tag invoices")
    assert page["actions"][0]["value"] == [webhook, '{"ticket": "{{ ticket.id }}"}']


@pytest.mark.long
def test_examples_of_a_signing_secret(simulator: Simulator, tmp_path: Path) -> None:
    """The receiver gets it, and nobody else sees it."""
    webhook = simulator.account.resources["webhooks"].put(dict(PAGER))
    examples: str = importlib.import_module(MODULES + "zendesk_webhook_info").EXAMPLES
    assert "/etc/pager/" in examples
    tasks = examples.replace("zendesk_subdomain: acme", "zendesk_url: " + simulator.url)
    tasks = RECEIVER + tasks.replace("/etc/pager/", str(tmp_path) + "/")
    variables = {"vault_zendesk_client_secret": CLIENT["client_secret"]}
    played = run_playbook(tmp_path, tasks, "-vvv", variables=variables)
    assert played.code == 0, played.output
    secret = webhook["signing_secret"]["secret"]
    assert (tmp_path / "zendesk_signing_secret").read_text() == secret
    assert secret not in played.output


@pytest.mark.long
def test_examples_of_filters(simulator: Simulator, tmp_path: Path) -> None:
    """The triggers get their actions as Zendesk wants them, and keep a target from being deleted."""
    examples = "".join(importlib.import_module(FILTERS + name).EXAMPLES for name in FILTER_NAMES)
    tasks = examples.replace("zendesk_subdomain: acme", "zendesk_url: " + simulator.url)
    tasks = tasks.replace("https://acme.zendesk.com", simulator.url)
    tasks += (
        """
- community.zendesk.zendesk_target:
    zendesk_url: %s
    zendesk_oauth_token: "{{ vault_zendesk_oauth_token }}"
    title: On call
    state: absent
"""
        % simulator.url
    )
    variables = {
        "vault_zendesk_client_secret": CLIENT["client_secret"],
        "vault_zendesk_oauth_token": "simulated-admin-oauth-token",
    }
    played = run_playbook(tmp_path, tasks, variables=variables)
    assert played.code == 2
    said = played.output.replace('\\"', '"')
    assert 'is used by trigger "Tell the people on call"' in said
    number = next(iter(simulator.account.targets))
    hook = next(iter(simulator.account.resources["webhooks"].records))
    content = '{"ticket": "{{ ticket.id }}", "link": "{{ ticket.link }}"}'
    assert [rule["actions"] for rule in simulator.account.rules["triggers"]] == [
        [{"field": "notification_target", "value": [str(number), "Urgent: {{ ticket.link }}"]}],
        [{"field": "notification_webhook", "value": [hook, content]}],
    ]


@pytest.mark.long
def test_defaults_for_the_group(simulator: Simulator, tmp_path: Path) -> None:
    tasks = DEFAULTS % simulator.url + MAIL % "On call"
    tasks += "    - community.zendesk.zendesk_target_info:\n"
    assert [run_playbook(tmp_path, tasks).changed for _try in range(2)] == [1, 0]
    assert (
        simulator.calls
        == [
            "GET /api/v2/targets",
            "POST /api/v2/targets",
            "GET /api/v2/targets",
        ]
        + ["GET /api/v2/targets"] * 2
    )


def test_check_and_diff(simulator: Simulator, tmp_path: Path) -> None:
    played = run_playbook(
        tmp_path, DEFAULTS % simulator.url + MAIL % "On call", "--check", "--diff"
    )
    assert (played.code, played.changed) == (0, 1)
    assert "+subject: " in played.output.replace('+    "subject"', "+subject")
    assert "{{ticket.id}}" in played.output
    assert simulator.calls == ["GET /api/v2/targets"]


def test_a_retired_type_warns_once(simulator: Simulator, tmp_path: Path) -> None:
    tasks = (
        DEFAULTS % simulator.url
        + """
    - community.zendesk.zendesk_target:
        title: "Team {{ item }}"
        type: yammer_target
      loop: [1, 2, 3]
"""
    )
    played = run_playbook(tmp_path, tasks)
    assert (played.code, len(simulator.account.targets)) == (0, 3)
    assert played.output.count("stopped delivering to targets of type yammer_target") == 1
    assert "2024-10-28" in played.output
    assert "an app from the Zendesk Marketplace" in played.output


def test_missing_library(simulator: Simulator, tmp_path: Path) -> None:
    (tmp_path / "requests.py").write_text("raise ImportError")
    tasks = DEFAULTS % simulator.url + MAIL % "On call" + "      environment: {PYTHONPATH: %s}\n"
    played = run_playbook(tmp_path, tasks % tmp_path)
    assert played.code == 2
    assert "Failed to import the required Python library (requests)" in played.output
    assert "%s -m pip install requests" % sys.executable in played.output
