# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit that a picture shows: of an account that people changed, one that matches, one that is down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from ansible_collections.community.zendesk.plugins.plugin_utils._report import make_report
from ansible_collections.community.zendesk.plugins.plugin_utils._report_forms import as_html
from ansible_collections.community.zendesk.tests.demo.account import SIMULATED, SimulatedAccount
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.tools.checkout import ROOT

NOW = "2026-11-25T02:00:00Z"
TEMPLATE = ROOT / "roles" / "audit" / "templates" / "report.html.j2"
# Fails without delay.
NOBODY = "http://127.0.0.1:9"

Item = dict[str, Any]


def _trigger(title: str, priority: str, *actions: Item) -> Item:
    conditions = [
        {"field": "update_type", "operator": "is", "value": "Create"},
        {"field": "priority", "operator": "is", "value": priority},
    ]
    return {
        "title": title,
        "category": "Incidents",
        "conditions": {"all": conditions},
        "actions": list(actions),
    }


def _page(webhook: str) -> Item:
    value = [{"webhook": webhook}, '{"ticket": "{{ ticket.id }}"}']
    return {"field": "notification_webhook", "value": value}


def _mail(target: str) -> Item:
    value = [{"target": target}, "{{ ticket.link }}"]
    return {"field": "notification_target", "value": value}


def _target(title: str, address: str, subject: str) -> Item:
    return {"title": title, "type": "email_target", "email": address, "subject": subject}


def _webhook(name: str, address: str) -> Item:
    return {"name": name, "endpoint": address, "http_method": "POST", "request_format": "json"}


_WAITING = [
    {"field": "status", "operator": "is", "value": "pending"},
    {"field": "PENDING", "operator": "is", "value": "48"},
]
DESIRED: dict[str, list[Item]] = {
    "targets": [
        _target("On call", "on-call@example.com", "[{{ ticket.id }}] {{ ticket.title }}"),
        _target("Escalation", "escalation@example.com", "{{ ticket.title }}"),
    ],
    "webhooks": [
        _webhook("Pager", "https://pager.example.com/zendesk"),
        _webhook("Status board", "https://status.example.com/zendesk"),
    ],
    "trigger_categories": [{"name": "Incidents"}],
    "triggers": [
        _trigger("Page the people on call", "urgent", _page("Pager")),
        _trigger("Mail the people on call", "high", _mail("On call")),
        _trigger("Show incidents on the board", "normal", _page("Status board")),
    ],
    "automations": [
        {
            "title": "Pending for two days",
            "conditions": {"all": _WAITING},
            "actions": [_mail("Escalation")],
        }
    ],
}


def _run(module: str, url: str, address: str, **options: Any) -> Any:
    """What a module returns, in a process of its own. ``address``: what takes the place of ``url``."""
    kept = {name: text for name, text in os.environ.items() if "ZENDESK" not in name}
    ended = subprocess.run(
        [sys.executable, "-m", "ansible_collections.community.zendesk.plugins.modules." + module],
        input=json.dumps({"ANSIBLE_MODULE_ARGS": {"zendesk_url": url, **options, **DESIRED}}),
        env={**kept, **SIMULATED, "ZENDESK_RETRIES": "0"},
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(ended.stdout.replace(url, address))


def _change_by_hand(account: SimulatedAccount) -> None:
    account.update("targets", "On call", subject="URGENT")
    old = {"title": "Old tracker", "type": "jira_target", "target_url": "https://jira.example.com"}
    account.create("targets", username="zendesk", password="made-up-for-a-picture", **old)
    board = account.find("webhooks", "Status board")["id"]
    account.call("PATCH", "/api/v2/webhooks/%s" % board, {"webhook": {"status": "inactive"}})
    account.create(
        "triggers",
        title="Test, please ignore",
        conditions={"all": [{"field": "status", "operator": "is", "value": "new"}], "any": []},
        actions=[{"field": "priority", "value": "low"}],
    )
    mail = account.find("triggers", "Mail the people on call")["id"]
    account.call("DELETE", "/api/v2/triggers/%s" % mail)


def page_of_an_audit() -> str:
    """The page that the role audit writes."""
    simulator = Simulator().start()
    try:
        # One after the other, so that the IDs are the same each time.
        _run("zendesk_config", simulator.url, "", max_concurrency=1)
        sandbox = _run("zendesk_audit_info", simulator.url, "https://acme-sandbox.zendesk.com")
        _change_by_hand(SimulatedAccount(simulator.url, SIMULATED))
        changed = _run("zendesk_audit_info", simulator.url, "https://acme.zendesk.com")
    finally:
        simulator.stop()
    down = _run("zendesk_audit_info", NOBODY, "https://acme-old.zendesk.com")
    results = {"acme": changed, "acme_sandbox": sandbox, "acme_old": down}
    return as_html(
        make_report(results, ["drift", "retired", "dangling"], NOW), TEMPLATE.read_text()
    )
