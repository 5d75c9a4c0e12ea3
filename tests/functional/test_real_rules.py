# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules as accounts have them: taken over by name without a change, and made in another account."""

from __future__ import annotations

import json
import re
from typing import Any, Iterator

import pytest

from ansible_collections.community.zendesk.tests.functional.test_references import Account
from ansible_collections.community.zendesk.tests.simulator.stock import STOCK

pytestmark = pytest.mark.usefixtures("clean_environment")

# What a task takes of what the modules that read return.
OPTIONS = ("title", "active", "description", "category", "conditions", "actions")
STANDARD = {
    "%s %s" % (kind[:-1], rule["title"]): (kind[:-1], rule)
    for kind in ("triggers", "automations")
    for rule in STOCK[kind]
}


def condition(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value}


def action(field: str, value: Any) -> dict[str, Any]:
    return {"field": field, "value": value}


def rule(title: str, every: Any, actions: Any, some: Any = (), **more: Any) -> dict[str, Any]:
    conditions = {"all": list(map(list_of, every)), "any": list(map(list_of, some))}
    return {
        "title": title,
        "conditions": conditions,
        "actions": [action(*each) for each in actions],
        **more,
    }


def list_of(entry: tuple[Any, ...]) -> dict[str, Any]:
    return condition(*entry)


CREATED = ("update_type", "is", "Create")
CHANGED = ("update_type", "is", "Change")
PUBLIC = ("comment_is_public", "is", "true")
JSON_BODY = (
    '{\n\t"id": {{ticket.id}},\n\t"title": "{{ticket.title | replace: \'"\', \'\\\\"\'}}",\n'
    '\t"severity": "{{ticket.ticket_field_option_title_<ticket_fields>}}"\n}\n'
)
FORM = "SupportAssignable:support_assignable/group/<groups>"
# As the API returns them; <groups> and the like stand for the ID of a record.
TRIGGERS = [
    rule(
        "Route: billing by words in the subject",
        [CREATED, ("group_id", "is", "")],
        [("group_id", "<groups>"), ("current_tags", "billing auto_routed")],
        [
            ("subject_includes_word", "includes", "invoice refund VAT"),
            ("comment_includes_word", "is", "credit note"),
        ],
    ),
    rule(
        "Route: form of incidents",
        [CREATED, ("ticket_form_id", "is", "<ticket_forms>")],
        [("priority", "high"), ("type", "incident"), ("custom_fields_<ticket_fields>", "sev_2")],
    ),
    rule(
        "Page \U0001f6a8 the people on call",
        [("priority", "is", "urgent"), ("status", "less_than", "solved")],
        [("notification_webhook", ["<webhooks>", JSON_BODY]), ("set_tags", "paged")],
        [CREATED, ("priority", "changed", None)],
        description="Calls the pager once.\nOwner: operations",
    ),
    rule(
        "Mail the mailbox of operations",
        [("brand_id", "is_not", "<brands>"), ("current_tags", "not_includes", "paged spam")],
        [("notification_target", ["<targets>", "{{ticket.link}}\r\n{{ticket.latest_comment}}"])],
        [("group_id", "value", "<groups>"), ("group_id", "value_previous", "<groups>")],
    ),
    rule(
        "A webhook that takes parameters",
        [CHANGED, ("status", "value", "solved")],
        [
            (
                "notification_webhook",
                ["<webhooks>", [["ticket", "{{ticket.id}}"], ["by", "{{current_user.email}}"]]],
            )
        ],
    ),
    rule(
        "VIPs: outside of business hours",
        [
            ("within_schedule", "is", "<schedules>"),
            ("in_business_hours", "is", "false"),
            ("organization_id", "is", "<organizations>"),
            ("requester.custom_fields.plan", "is", "<user_fields>"),
        ],
        [("set_schedule", "<schedules>"), ("follower", "<users>"), ("cc", "current_user")],
    ),
    rule(
        "Tell the group, by text message too",
        [CHANGED, ("assignee_id", "changed", ""), ("assignee_id", "is_not", "current_user")],
        [
            ("notification_group", ["<groups>", "[{{ticket.id}}]", "{{ticket.title}}"]),
            ("notification_sms_group", ["<groups>", "360000000017", "{{ticket.id}}"]),
            ("notification_user", ["<users>", "Assigned", "<p>{{ticket.link}}</p>"]),
        ],
    ),
    rule(
        "Language: answer in German",
        [CREATED, PUBLIC, ("locale_id", "is", "<locales>"), ("role", "is", "end_user")],
        [("notification_user", ["requester_and_ccs", "Ihre Anfrage", "Grüße,\n\t{{ticket.id}}"])],
    ),
    rule(
        "Channel: tag what comes from chat",
        [CREATED],
        [("current_tags", "via_chat")],
        [("via_id", "includes", ["29", "48"]), ("current_via_id", "is", "75")],
    ),
    rule(
        "Severity was filled in",
        [
            ("custom_fields_<ticket_fields>", "present", None),
            ("custom_fields_<ticket_fields>", "changed", None),
            ("custom_status_id", "includes", ["<custom_statuses>"]),
        ],
        [
            (
                "side_conversation_ticket",
                ["Severity", "Now {{ticket.ticket_field_<ticket_fields>}}", FORM, "text/html"],
            )
        ],
    ),
    rule(
        "Region of an organization",
        [("organization.custom_fields.region", "is", "<organization_fields>")],
        [("organization.custom_fields.region", "<organization_fields>"), ("brand_id", "<brands>")],
    ),
    rule(
        "Old: was switched off years ago",
        [("reopens", "greater_than", "2"), ("requester_role", "is", "0")],
        [("assignee_id", "<users>"), ("remove_tags", "Escalated L2")],
        active=False,
    ),
]
AUTOMATIONS = [
    rule(
        "Reminder: pending for two days",
        [("PENDING", "is", "48"), ("current_tags", "not_includes", "no_reminder")],
        [
            ("notification_user", ["requester_id", "Still there?", "{{ticket.requester.name}},\n"]),
            ("current_tags", "reminded"),
        ],
    ),
    rule(
        "Escalate what nobody has taken",
        [
            ("status", "is", "new"),
            ("NEW", "greater_than_business_hours", "4"),
            ("group_id", "is", "<groups>"),
            ("assignee_id", "is", ""),
        ],
        [("priority", "urgent"), ("assignee_id", "<users>"), ("status", "open")],
    ),
    rule(
        "Waiting for a week: back to open",
        [
            ("custom_status_id", "is", "<custom_statuses>"),
            ("custom_status_<custom_statuses>", "is", "168"),
        ],
        [("custom_status_id", "<custom_statuses>"), ("notification_webhook", ["<webhooks>", "{}"])],
    ),
    rule(
        "Ask how it was, a day after it was solved",
        [("SOLVED", "is", "24"), ("satisfaction_score", "is", "unoffered")],
        [("satisfaction_score", "offered"), ("notification_target", ["<targets>", "Asked"])],
        [("via_id", "is", "4"), ("via_id", "is", "0")],
    ),
]
OWN = {"trigger " + each["title"]: ("trigger", each) for each in TRIGGERS}
OWN.update({"automation " + each["title"]: ("automation", each) for each in AUTOMATIONS})


@pytest.fixture(scope="module")
def accounts() -> Iterator[tuple[Account, Account]]:
    """Two with the same names and no ID in common."""
    both = Account(360000217439), Account(720000217439)
    yield both
    for each in both:
        each.simulator.stop()


@pytest.mark.parametrize("case", {**STANDARD, **OWN}.values(), ids=[*STANDARD, *OWN])
def test_a_rule_that_is_there(case: Any, accounts: tuple[Account, Account]) -> None:
    kind, as_read = case
    module = "zendesk_" + kind
    first, second = accounts
    for each in accounts:
        records = each.simulator.account.resources
        records[kind + "s"].records.clear()
        records["trigger_categories"].records.clear()
        records["trigger_categories"].put({"name": "Notifications"})
        for webhook in records["webhooks"].records.values():
            webhook["http_method"] = "GET" if "parameters" in as_read["title"] else "POST"
    (category,) = first.simulator.account.resources["trigger_categories"].records
    stored = with_ids(as_read, first)
    if kind == "trigger":
        stored["category_id"] = category
    else:
        stored.pop("category_id", None)
    first.simulator.account.resources[kind + "s"].put(stored)

    (exported,) = first.run(module + "_info", resolve_names=True)[kind + "s"]
    assert exported.get("category") == ("Notifications" if kind == "trigger" else None)
    asked = {name: exported[name] for name in OPTIONS if name in exported}
    assert not set(re.findall(r"360000217[0-9]{3}|01HANA\w+", json.dumps(asked)))
    first.simulator.journal.clear()
    result = first.run(module, **asked)
    assert (result.get("action"), result["warnings"]) == ("none", [])
    assert {call.split(" ")[0] for call in first.simulator.calls} == {"GET"}

    result = second.run(module, **asked)
    assert result.get("action") == "create", result["msg"]
    assert not [text for text in result["warnings"] if "next run" in text]
    result = second.run(module, **asked)
    assert (result.get("action"), result["warnings"]) == ("none", [])
    (there,) = second.run(module + "_info", resolve_names=True)[kind + "s"]
    assert {name: there[name] for name in asked if name != "conditions"} == {
        name: asked[name] for name in asked if name != "conditions"
    }
    assert forms(there["conditions"]) == forms(asked["conditions"])


def with_ids(found: Any, account: Account) -> Any:
    """A rule with the IDs of an account."""
    text = json.dumps(found)
    for resource, record_id in account.ids.items():
        text = text.replace("<%s>" % resource, record_id)
    return json.loads(text)


def forms(conditions: dict[str, Any]) -> Any:
    """Conditions that differ only in how nothing is written are the same."""
    return {
        part: [{**each, "value": each["value"] or None} for each in entries]
        for part, entries in conditions.items()
    }


@pytest.mark.parametrize("title", ["a[b]", "a{b}", "a}", "%}"])
def test_a_title_that_no_placeholder_takes(title: str, accounts: tuple[Account, Account]) -> None:
    """In a text the ID of such a field stays."""
    account = accounts[0]
    field = account.add("ticket_fields", title=title, type="text")
    text = "{{ticket.ticket_field_%s}}" % field["id"]
    account.simulator.account.resources["triggers"].records.clear()
    asked = rule("T", [CREATED], [("notification_user", ["requester_id", "A", text])])
    assert account.run("zendesk_trigger", **asked)["action"] == "create"
    (exported,) = account.run("zendesk_trigger_info", resolve_names=True)["triggers"]
    assert exported["actions"][0]["value"][2] == text
    asked["actions"] = exported["actions"]
    assert account.run("zendesk_trigger", **asked)["action"] == "none"
