# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms, fields, statuses, schedules, locales, dynamic content and settings of the simulator."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.lookups import (
    AGENT,
    LISTS,
    ask,
    names,
    with_scope,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

RECORDS: dict[str, list[dict[str, Any]]] = {
    "ticket_forms": [
        {"id": 31, "name": "Old form", "active": False, "position": 3},
        {"id": 32, "name": "Agents only", "end_user_visible": False, "position": 4},
        {"id": 33, "name": "Gone", "deleted_at": "2026-01-01T00:00:00Z"},
    ],
    "ticket_fields": [
        {
            "id": 41,
            "type": "tagger",
            "title": "{{dc.severity}}",
            "position": 0,
            "custom_field_options": [{"name": "A::B", "value": "a__b"}, {"name": "{{dc.low}}"}],
        },
        {"id": 42, "type": "text", "title": "Old ", "active": False},
    ],
    "custom_statuses": [
        {"id": 51, "status_category": "hold", "agent_label": "Parts", "active": False},
        {"id": 52, "status_category": "open", "agent_label": "Gone", "deleted": True},
        # Recorded: labels are not unique.
        {"id": 53, "status_category": "open", "agent_label": "agent"},
    ],
    "user_fields": [{"id": 61, "key": "Old_Key", "type": "text", "title": "Old", "active": False}],
    "items": [
        {
            "id": 71,
            "name": "Severity",
            "variants": [
                {"content": "Severity", "locale_id": 1},
                {"content": "Gravedad", "locale_id": 2},
            ],
        },
        {"id": 72, "name": "Low", "variants": [{"content": "low", "locale_id": 1}]},
    ],
}
STATUSES = ["New", "Open", "agent", "agent", "Pending", "On-hold", "Parts", "Solved"]
SYSTEM = ["Subject", "Description", "Status", "Type", "Priority", "Group", "Assignee"]
FIELDS = ["Severity", *SYSTEM, "Ticket status", "agent dropdown 643 for agent", "Old "]


@pytest.fixture
def account(simulator: Simulator) -> Simulator:
    for kind, records in RECORDS.items():
        for record in records:
            simulator.account.resources[kind].put(record)
    user = {"email": "es@example.com", "role": "agent", "locale": "es", "oauth_token": "spanish"}
    simulator.account.resources["users"].put(user)
    return simulator


SPANISH = {"Authorization": "Bearer spanish"}
MISSING = (404, "RecordNotFound")
FORMS = ["Default Ticket Form", "Amazing ticket form", "Old form", "Agents only"]
# Path -> names, or status and error.
FOUND: list[tuple[str, Any]] = [
    # Deleted ones are left out, and answer by ID; inactive ones are in the lists.
    ("ticket_forms", FORMS),
    ("ticket_forms?active=true", [FORMS[0], FORMS[1], FORMS[3]]),
    ("ticket_forms?active=false", ["Old form"]),
    ("ticket_forms?end_user_visible=false", ["Agents only"]),
    ("ticket_forms?active=false&end_user_visible=false", []),
    (
        "ticket_forms?active=false&end_user_visible=false&fallback_to_default=true",
        ["Default Ticket Form"],
    ),
    ("ticket_forms/show_many?ids=31,33", ["Old form"]),
    ("ticket_forms/33", "Gone"),
    ("ticket_forms/99", MISSING),
    # All in one page and by position; by cursor they are by ID.
    ("ticket_fields", FIELDS),
    ("ticket_fields?page[size]=2", ["Severity", "Old "]),
    ("ticket_fields?per_page=2", FIELDS[:2]),
    ("ticket_fields/show_many?ids=41,42", ["Severity", "Old "]),
    ("ticket_fields/show_many?keys=priority,tickettype", ["Type", "Priority"]),
    ("ticket_fields/41/options", ["A::B", "low"]),
    ("ticket_fields/41/options?page[size]=1", ["A::B"]),
    ("ticket_fields/1500009152882/options/1500015072722", "v2"),
    ("ticket_fields/41/options/99", MISSING),
    ("ticket_fields/42/options", []),
    ("ticket_fields/99", MISSING),
    ("custom_statuses", STATUSES),
    ("custom_statuses?active=false", ["Parts"]),
    ("custom_statuses?default=true", ["New", "Open", "Pending", "On-hold", "Solved"]),
    ("custom_statuses?status_categories=open,hold", [*STATUSES[1:4], *STATUSES[5:7]]),
    ("custom_statuses/52", "Gone"),
    # By ID and by key, whose case does not matter.
    ("user_fields", ["dropdown 25", "another text 3425", "Old"]),
    ("user_fields/dropdown_25", "dropdown 25"),
    ("user_fields/1500001315922", "dropdown 25"),
    ("user_fields/ANOTHER_text_3425", "another text 3425"),
    ("user_fields/old_key", "Old"),
    ("user_fields/none", MISSING),
    ("user_fields/show_many?keys=old_key,dropdown_25", ["dropdown 25", "Old"]),
    ("user_fields/dropdown_25/options", ["Choice1", "Choice2"]),
    ("user_fields/dropdown_25/options/1500001753322", "Choice1"),
    ("organization_fields", ["dropdown 26"]),
    ("organization_fields/dropdown_26", "dropdown 26"),
    ("organization_fields/dropdown_26/options", (404, "InvalidEndpoint")),
    ("business_hours/schedules", ["New schedule", "Schedule 3"]),
    ("business_hours/schedules/1500001035461", "Schedule 3"),
    ("business_hours/schedules/99", MISSING),
    # Those that are enabled, and by ID or code any.
    ("locales", ["English", "Spanish", "Hebrew"]),
    ("locales/agent", ["English", "Spanish", "Hebrew"]),
    ("locales/public", ["English", "Spanish", "Hebrew", "German", "Japanese"]),
    ("locales/current", "English"),
    ("locales/es", "Spanish"),
    ("locales/EN-us", "English"),
    ("locales/67", "Japanese"),
    ("locales/xx", MISSING),
    ("dynamic_content/items/show_many?identifiers=severity,low", ["Severity", "Low"]),
    ("dynamic_content/items/71", "Severity"),
]


@pytest.mark.parametrize(("path", "found"), FOUND)
def test_names(path: str, found: Any, account: Simulator) -> None:
    assert names(account, path) == found


# What is the same in every language: categories, types, keys and IDs.
TRANSLATED = {
    "ticket_fields": ("title", ["Gravedad", "Asunto", "Descripción", "Estado", "Tipo"]),
    "custom_statuses": ("agent_label", ["Nuevo", "Abierto", "agent", "agent", "Pendiente"]),
}


@pytest.mark.parametrize("path", TRANSLATED)
def test_titles_are_in_the_language_of_who_asks(path: str, account: Simulator) -> None:
    name, titles = TRANSLATED[path]
    english, spanish = (ask(account, path, login).json()[path] for login in (AGENT, SPANISH))
    assert [record[name] for record in spanish][:5] == titles
    for one, other in zip(english, spanish):
        assert one["raw_" + name] == other["raw_" + name]
    assert names(account, "locales/current", SPANISH) == "Spanish"


def test_what_a_ticket_field_looks_like(account: Simulator) -> None:
    fields = {each["type"]: each for each in ask(account, "ticket_fields").json()["ticket_fields"]}
    removable = {kind for kind in fields if fields[kind]["removable"]}
    # Recorded: two of the system's are.
    assert removable == {"tickettype", "priority", "tagger", "multiselect", "text"}
    assert fields["tickettype"]["system_field_options"][0]["value"] == "question"
    statuses = fields["custom_status"]["custom_statuses"]
    assert [each["agent_label"] for each in statuses] == STATUSES
    assert not [name for name in statuses[0] if name.startswith("raw_")]
    options = fields["multiselect"]["custom_field_options"]
    assert (options[1]["name"], options[1]["value"]) == ("v2", "v2_modified")
    assert fields["tagger"]["raw_title"] == "{{dc.severity}}"
    assert "creator_user_id" not in fields["text"]
    assert "creator_user_id" in ask(account, "ticket_fields/42?creator=true").json()["ticket_field"]


def test_an_end_user_sees_the_fields_of_the_portal(account: Simulator) -> None:
    user = {"email": "e@example.com", "role": "end-user", "oauth_token": "made-up-token"}
    account.account.resources["users"].put(user)
    login = {"Authorization": "Bearer made-up-token"}
    assert names(account, "ticket_fields", login) == ["Subject", "Description"]


def test_a_deleted_status_is_inactive(account: Simulator) -> None:
    status = ask(account, "custom_statuses/52").json()["custom_status"]
    assert (status["active"], "deleted" in status) == (False, False)


def test_dynamic_content_keeps_its_first_placeholder(account: Simulator) -> None:
    account.account.resources["items"].records[71]["name"] = "Renamed"
    item = ask(account, "dynamic_content/items/71").json()["item"]
    assert (item["name"], item["placeholder"]) == ("Renamed", "{{dc.severity}}")
    assert [each["default"] for each in item["variants"]] == [True, False]


def test_titles_of_fields_as_they_were_written(account: Simulator) -> None:
    account.account.resources["user_fields"].records[61]["title"] = "{{dc.severity}}"
    assert names(account, "user_fields/old_key") == "Severity"
    plain = ask(account, "user_fields?resolve_dc=false").json()["user_fields"][-1]
    assert (plain["title"], plain["raw_title"]) == ("{{dc.severity}}",) * 2


def test_schedules_are_not_counted(account: Simulator) -> None:
    content = ask(account, "business_hours/schedules").json()
    assert set(content) == {"schedules", "url"}
    assert "url" not in content["schedules"][0]


# Admins read all of them; what scope do clients need?
ADMINS_ONLY = ("schedules", "dynamic_content")
OWN_SCOPE = {"users": "users:read", "organizations": "organizations:read"}
PATHS = {**{kind: path for kind, (path, _key) in LISTS.items()}, "settings": "account/settings"}


@pytest.mark.parametrize("kind", PATHS)
def test_who_reads(kind: str, account: Simulator) -> None:
    path = PATHS[kind]
    statuses = {
        scope: ask(account, path, with_scope(account, scope)).status_code
        for scope in ("read", "users:read", "organizations:read", kind + ":read", "write")
    }
    allowed = {"read", OWN_SCOPE.get(kind, "read")}
    assert statuses == {scope: 200 if scope in allowed else 403 for scope in statuses}
    refused = ask(account, path, with_scope(account, "triggers:read")).json()
    assert refused == {
        "error": "Forbidden",
        "description": "You are missing the following required scopes: read",
    }
    assert ask(account, path, AGENT).status_code == (403 if kind in ADMINS_ONLY else 200)


def test_settings(account: Simulator) -> None:
    found = ask(account, "account/settings").json()["settings"]
    assert found["brands"] == {"default_brand_id": 1500000550682}
    assert found["localization"] == {"locale_ids": [2, 30]}
    assert found["groups"] == {"check_group_name_uniqueness": True}
    assert found["tickets"]["custom_statuses_enabled"] is True
    account.account.switches.lookup_group_names = "twins"
    account.account.switches.lookup_off_custom_statuses = "forbidden"
    account.account.resources["settings"].put({"tickets": {"tagging": False}})
    found = ask(account, "account/settings").json()["settings"]
    assert found["groups"] == {"check_group_name_uniqueness": False}
    assert found["tickets"]["custom_statuses_enabled"] is False
    assert found["tickets"]["tagging"] is False
