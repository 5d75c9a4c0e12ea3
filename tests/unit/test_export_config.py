# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter export_config: what the head of a file lists, how values are written, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.filter.export_config import export_config
from ansible_collections.community.zendesk.tests.exported import NASTY, fill_in, load
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.schemas.checks import findings_in

ULID = "01HANAHFR0BV2YBE1PT8ET0001"
ALL = {"all": [{"field": "status", "operator": "is", "value": "new"}]}
MAIL = {
    "title": "On call",
    "type": "email_target",
    "active": True,
    "email": "a@example.com",
    "subject": "Hi",
}


def trigger(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    found = list(actions) or [{"field": "status", "value": "open"}]
    return {"title": "T", "active": True, "conditions": ALL, "actions": found, **more}


def action(field: str, *value: Any) -> dict[str, Any]:
    return {"field": field, "value": list(value)}


def text_of(kind: str, *items: dict[str, Any], **more: Any) -> str:
    """The file of one kind, for items whose records have nothing more than an ID."""
    views = [{"id": 7 + at, **item} for at, item in enumerate(items)]
    info = {kind: list(items), "records": {kind: views}}
    text = str(export_config(info, **more)["files"][0]["text"])
    assert findings_in(text) == []
    return text


# An action, and what the head says of it; "" where it says nothing.
HEADS: dict[str, tuple[dict[str, Any], str]] = {
    "an ID": (
        action("notification_webhook", ULID, "x"),
        "actions[1].value[1] has the ID %s, which has no unique name." % ULID,
    ),
    "a name": (action("notification_webhook", {"webhook": "Pager"}, "x"), ""),
    "a phone number": (
        action("notification_sms_user", "requester_id", "112", "x"),
        'actions[1].value[2] identifies a phone number: "112".',
    ),
    "a skill": (
        {"field": "add_skills", "value": "a#1"},
        "actions[1].value identifies a skill: a#1.",
    ),
    "a sharing agreement": (
        {"field": "share_ticket", "value": "12"},
        'actions[1].value identifies a sharing agreement: "12".',
    ),
    "a number in a text": (
        action("notification_user", "requester_id", "x", "see 360000012345, not v1.360000012346"),
        "actions[1].value[3] may contain IDs: 360000012345.",
    ),
    "a field in a text": (
        action("notification_user", "requester_id", "x", "{{ticket.ticket_field_12}}"),
        "actions[1].value[3] may contain IDs: ticket.ticket_field_12.",
    ),
    "a field that has a name": (
        action("notification_user", "requester_id", "x", "{{ticket.ticket_field_[Severity]}}"),
        "",
    ),
    "hours": ({"field": "unknown", "value": "24"}, ""),
}


@pytest.mark.parametrize("row", HEADS)
def test_what_the_head_lists(row: str) -> None:
    given, expected = HEADS[row]
    head = text_of("triggers", trigger(given)).partition("zendesk_triggers_account")[0]
    start = "# Before you use this file for another account, check:\n# - trigger T (id 7): "
    assert head.endswith(start + expected + "\n" if expected else "community.zendesk.export.\n")


def test_the_head_lists_names_that_are_not_unique() -> None:
    text = text_of("triggers", trigger(id=7), trigger(id=8))
    for number in (7, 8):
        reason = "because other triggers have the same title."
        assert "# - trigger T (id %d): is identified by its ID, %s\n" % (number, reason) in text
        assert "  - id: %d\n    title: T\n" % number in text


def test_the_head_lists_what_is_not_exported() -> None:
    """An app's webhook is named, and another account does not get it."""
    items = {
        "webhooks": [],
        "triggers": [trigger(action("notification_webhook", {"webhook": "An app's"}, "x"))],
    }
    info = {**items, "records": {"webhooks": [], "triggers": [{"id": 7}]}}
    text = export_config(info)["files"][1]["text"]
    assert "actions[1].value[1] refers to the webhook An app's, which is not exported." in text


@pytest.mark.parametrize("value", NASTY, ids=[ascii(value)[:40] for value in NASTY])
def test_text_stays_what_it_is(value: str, tmp_path: Path) -> None:
    """In a title, in a condition, in a body and in a pair; whatever YAML and Ansible make of it."""
    conditions = {"all": [{"field": "status", "operator": "is", "value": value}]}
    actions = [
        action("notification_user", "requester_id", value, value + "\n" + value),
        action("notification_webhook", {"webhook": value}, [[value, value]]),
    ]
    given = trigger(*actions, title=value, description=value, conditions=conditions)
    variables = fill_in(load(text_of("triggers", given), tmp_path), {})
    assert variables == {"zendesk_triggers_account": [given]}


def test_values_of_rules_are_quoted() -> None:
    """Somebody may edit them into what YAML takes for a boolean or a number."""
    values = ["no", "on", "010", "12:30", "open"]
    actions = [{"field": "status", "value": value} for value in values]
    text = text_of("triggers", trigger(*actions))
    for value in values:
        assert '- {field: status, value: "%s"}\n' % value in text


def test_keys_have_an_order_and_defaults_are_left_out() -> None:
    webhook = {
        "subscriptions": ["conditional_ticket_events"],
        "custom_headers": {"b": "1", "a": "2"},
        "request_format": "json",
        "status": "active",
        "http_method": "POST",
        "endpoint": "https://example.com",
        "name": "W",
    }
    assert (
        text_of("webhooks", webhook).partition("zendesk_webhooks_account")[2]
        == """:
  # id 7
  - name: W
    status: active
    endpoint: https://example.com
    http_method: POST
    request_format: json
    custom_headers:
      a: "2"
      b: "1"
"""
    )


def test_update_secrets_stands_where_only_targets_are_exported() -> None:
    """Role config refuses it, and role targets needs it."""
    assert "zendesk_targets_update_secrets: on_create\n" in text_of("targets", MAIL)
    info = {
        "targets": [MAIL],
        "triggers": [],
        "records": {"targets": [{"id": 7, **MAIL}], "triggers": []},
    }
    files = export_config(info)["files"]
    assert not any("update_secrets" in file["text"] for file in files)


def test_what_the_page_shows() -> None:
    """The file in roles/export/README.md is what an export of that trigger is."""
    conditions = {
        "all": [
            {"field": "priority", "operator": "is", "value": "urgent"},
            {"field": "group_id", "operator": "is", "value": {"group": "Support"}},
        ],
        "any": [],
    }
    given = {
        "title": "Page operations",
        "active": True,
        "conditions": conditions,
        "actions": [
            action("notification_webhook", {"webhook": "Pager"}, '{"ticket": "{{ ticket.id }}"}'),
            action("notification_sms_group", {"group": "Operations"}, "360000012345", "Urgent"),
        ],
        "category": "Incidents",
    }
    info = {"triggers": [given], "records": {"triggers": [{"id": 360000218001}]}}
    text = export_config(info, "acme")["files"][0]["text"]
    assert "```text\n%s```" % text in (ROOT / "roles" / "export" / "README.md").read_text()


def test_yamllint(tmp_path: Path) -> None:
    """With the rules that yamllint has by itself, but for the length of lines."""
    bodies = [action("notification_user", "requester_id", value, value) for value in NASTY]
    views = [{"id": 7, "secrets_set": ["authentication.token", "custom_headers.X-Key"]}]
    address = {"name": "W", "endpoint": "https://example.com", "http_method": "POST"}
    webhook: dict[str, Any] = {
        **address,
        "request_format": "json",
        "authentication": {"type": "bearer_token"},
    }
    info = {
        "triggers": [trigger(*bodies), trigger(id=8)],
        "webhooks": [webhook],
        "records": {"triggers": [{"id": 7}, {"id": 8}], "webhooks": [{**webhook, **views[0]}]},
    }
    for file in export_config(info)["files"]:
        (tmp_path / file["name"].replace(".example", "")).write_text(
            file["text"], "utf-8", newline=""
        )
    rules = "{extends: default, rules: {line-length: disable}}"
    linted = subprocess.run(
        [sys.executable, "-m", "yamllint", "--strict", "-d", rules, str(tmp_path)],
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert (linted.returncode, linted.stdout) == (0, "")


def test_the_names_of_variables() -> None:
    text = text_of("targets", MAIL, variables={"targets": "mine"})
    assert "\nmine:\n" in text


WRONG: dict[str, tuple[Any, dict[str, Any], str]] = {
    "no dictionary": ([], {}, "the input must be a result of"),
    "no records": ({"targets": []}, {}, "the input has no records"),
    "no list": ({"records": {}}, {}, "the input has no list of any kind"),
    "other records": (
        {"targets": [MAIL], "records": {"targets": []}},
        {},
        "lists with the same number of dictionaries",
    ),
    "a kind": (
        {"targets": [], "records": {"targets": []}},
        {"variables": {"target": "x"}},
        "variables has 'target'",
    ),
    "a variable": (
        {"targets": [], "records": {"targets": []}},
        {"variables": {"targets": "a-b"}},
        "'a-b' can't be the name of a variable",
    ),
    "lists": (
        {"targets": [], "records": {"targets": []}},
        {"subtract": {"zendesk_targets_standard": "x"}},
        "zendesk_targets_standard must be a list of targets",
    ),
}


@pytest.mark.parametrize("row", WRONG)
def test_wrong_input(row: str) -> None:
    info, more, text = WRONG[row]
    with pytest.raises(AnsibleFilterError) as problem:
        export_config(info, **more)
    assert text in str(problem.value)


# What another list sets and the account lacks: the value that removes it.
CAMPFIRE = {"title": "T", "type": "campfire_target", "subdomain": "s", "room": "r"}
PIVOTAL = {"title": "T", "type": "pivotal_target", "project_id": "1", "story_title": "t"}
CLEARED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "text": (PIVOTAL, {"story_labels": "a"}, 'story_labels: ""'),
    "a boolean": (CAMPFIRE, {"ssl": True}, "ssl: false"),
    "a boolean that is false": (CAMPFIRE, {"ssl": False}, ""),
}


@pytest.mark.parametrize("row", CLEARED)
def test_what_the_account_lacks_is_cleared(row: str) -> None:
    target, more, text = CLEARED[row]
    standard = [{**target, **more}]
    written = text_of("targets", target, subtract={"zendesk_targets_standard": standard})
    assert text in written
    assert all(name in text for name in more if name + ":" in written)
