# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions of rules that the simulator runs: what they do to tickets, mails, and placeholders."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.desk import (
    ADMIN,
    AGENT,
    ANA,
    AREAS,
    BEN,
    BRAND,
    NOTE,
    OPEN_STATUS,
    OTHER_FORM,
    PENDING_STATUS,
    SEVERITY,
    SILVER,
    SUPPORT,
    VIP,
    Desk,
    action,
    condition,
)
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.rule_actions import HANDLERS
from ansible_collections.community.zendesk.tests.simulator.rule_fields import ACTIONS
from ansible_collections.community.zendesk.tests.simulator.server import Simulator


@pytest.fixture
def desk(simulator: Simulator) -> Desk:
    made = Desk(simulator)
    account = simulator.account
    targets: dict[int, Record] = {
        31: {"type": "email_target", "email": "on-call@example.com", "subject": "#{{ticket.id}}"},
        32: {"type": "email_target", "email": "a@example.com", "subject": "A", "active": False},
        33: {"type": "jira_target"},
    }
    for number, more in targets.items():
        account.put_target({"id": number, "title": "Target", **more})
    account.resources["items"].put(
        {"name": "Bye", "variants": [{"content": "Bye, {{ticket.title}}", "locale_id": 1}]}
    )
    return made


# Actions, and what a ticket with the tags a and b and without a group has after them.
TICKET: list[tuple[list[Record], Record]] = [
    ([action("status", "pending")], {"status": "pending", "custom_status_id": PENDING_STATUS}),
    ([action("status", ["solved"])], {"status": "solved"}),
    ([action("custom_status_id", str(OPEN_STATUS))], {"status": "open"}),
    ([action("priority", "urgent")], {"priority": "urgent"}),
    ([action("priority", "low"), action("priority", "")], {"priority": None}),
    ([action("type", "incident")], {"type": "incident"}),
    ([action("group_id", str(SUPPORT))], {"group_id": SUPPORT}),
    ([action("group_id", str(SUPPORT)), action("group_id", "")], {"group_id": None}),
    ([action("assignee_id", str(AGENT))], {"assignee_id": AGENT, "status": "open"}),
    ([action("assignee_id", "current_user")], {"assignee_id": ADMIN}),
    ([action("brand_id", str(BRAND))], {"brand_id": BRAND}),
    ([action("ticket_form_id", str(OTHER_FORM))], {"ticket_form_id": OTHER_FORM}),
    ([action("ticket_form_id", "default_ticket_form")], {"ticket_form_id": 1500000859362}),
    ([action("set_tags", "b c")], {"tags": ["b", "c"]}),
    ([action("set_tags", "")], {"tags": []}),
    ([action("current_tags", "b c")], {"tags": ["a", "b", "c"]}),
    ([action("remove_tags", "b c")], {"tags": ["a"]}),
    (
        [action("custom_fields_%d" % SEVERITY, "sev_1")],
        {"custom_fields": [{"id": SEVERITY, "value": "sev_1"}]},
    ),
    (
        [action("custom_fields_%d" % VIP, "true")],
        {"custom_fields": [{"id": VIP, "value": True}]},
    ),
    (
        [action("custom_fields_%d" % NOTE, "")],
        {"custom_fields": [{"id": NOTE, "value": None}]},
    ),
]


@pytest.mark.parametrize("row", TICKET, ids=lambda row: row[0][-1]["field"])
def test_action_on_the_ticket(row: tuple[list[Record], Record], desk: Desk) -> None:
    actions, expected = row
    desk.create(tags=["a", "b"])
    desk.trigger("Rule", actions=actions)
    # The answer to the write has what the rules did.
    shown = desk.update(priority="high")
    assert {name: shown[name] for name in expected} == expected
    assert desk.ticket() == shown
    assert (desk.fired, desk.unknown) == (["Rule"], [])


def test_action_on_who_has_to_do_with_the_ticket(desk: Desk) -> None:
    person, company = "requester.custom_fields.plan", "organization.custom_fields.tier"
    desk.trigger("Rule", actions=[action(person, "silver plan"), action(company, str(SILVER))])
    desk.create()
    shown = desk.call("GET", "/api/v2/users/%d" % ANA).json()["user"]
    assert shown["user_fields"]["plan"] == "silver plan"
    shown = desk.call("GET", "/api/v2/organizations/81").json()["organization"]
    assert shown["organization_fields"] == {"tier": "silver_tag"}
    assert desk.unknown == []


HELLO = ("Hello {{ticket.requester.name}}", "{{ticket.title}}")
# A notification of a ticket of Ana, and to whom the mail goes.
MAILS: list[tuple[Record, list[str]]] = [
    (action("notification_user", "requester_id", *HELLO), ["ana@example.com"]),
    (action("notification_user", "requester_and_ccs", *HELLO), ["ana@example.com"]),
    (action("notification_user", "assignee_id", *HELLO), ["agent@example.com"]),
    (action("notification_user", "current_user", *HELLO), ["ana@example.com"]),
    (
        action("notification_user", "all_agents", *HELLO),
        ["admin@example.com", "agent@example.com"],
    ),
    (action("notification_user", str(ADMIN), *HELLO), ["admin@example.com"]),
    (action("notification_group", "group_id", *HELLO), ["Support"]),
    (action("notification_group", "1500002894502", *HELLO), ["Billing"]),
]


@pytest.mark.parametrize("row", MAILS, ids=lambda row: row[0]["value"][0])
def test_mail(row: tuple[Record, list[str]], desk: Desk) -> None:
    desk.trigger("Rule", actions=[row[0]])
    desk.create(assignee_id=AGENT, group_id=SUPPORT)
    mail = {"rule": "Rule", "ticket": 1, "subject": "Hello Ana Lima", "body": "Printer"}
    assert desk.outbox.mails == [{**mail, "to": to} for to in row[1]]
    assert desk.call("GET", "/_simulator/outbox").json()["mails"] == desk.outbox.mails


@pytest.mark.parametrize("number", [31, "31"])
def test_mail_to_a_target(number: Any, desk: Desk) -> None:
    desk.trigger("Rule", actions=[action("notification_target", number, HELLO[0])])
    desk.create()
    (mail,) = desk.outbox.mails
    assert (mail["to"], mail["subject"]) == ("on-call@example.com", "#1")
    assert mail["body"] == "Hello Ana Lima"


# A notification that can't be sent -> what it is, and why.
UNSENT: list[tuple[Record, str, str]] = [
    (
        action("notification_user", "assignee_id", "A", "B"),
        "mail to assignee_id",
        "there is nobody with an email address",
    ),
    (
        action("notification_user", str(BEN), "A", "B"),
        "mail to 72",
        "there is nobody with an email address",
    ),
    (
        action("notification_group", "group_id", "A", "B"),
        "mail to group group_id",
        "there is no such group",
    ),
    (action("notification_target", 32, "A"), "message to target 32", "it is inactive"),
    (
        action("notification_target", 33, "A"),
        "message to target 33",
        "the simulator does not deliver to targets of type jira_target",
    ),
    (action("notification_target", 34, "A"), "message to target 34", "there is no such target"),
]


@pytest.mark.parametrize("row", UNSENT, ids=lambda row: row[1])
def test_what_is_not_sent_is_said(row: tuple[Record, str, str], desk: Desk) -> None:
    desk.trigger("Rule", actions=[row[0]])
    desk.create()
    assert (desk.outbox.mails, desk.unknown) == ([], [])
    assert desk.outbox.unsent == [{"rule": "Rule", "what": row[1], "why": row[2]}]


@pytest.mark.parametrize("field", [*sorted(set(ACTIONS) - set(HANDLERS)), "odd", "custom_fields_9"])
def test_an_action_that_is_not_known_is_said(field: str, desk: Desk) -> None:
    """The others of the rule are carried out."""
    desk.trigger("Rule", actions=[action(field, "1"), action("set_tags", "c")])
    assert desk.create()["tags"] == ["c"]
    assert desk.unknown == [("action", field)]


def test_every_action_is_carried_out_or_said() -> None:
    assert set(HANDLERS) <= set(ACTIONS)


def test_the_outbox_can_be_emptied(desk: Desk) -> None:
    desk.trigger("Rule", actions=[MAILS[0][0], action("odd", "1")])
    desk.create()
    assert desk.call("DELETE", "/_simulator/outbox").json() == {}
    found = desk.call("GET", "/_simulator/outbox").json()
    assert found == {"mails": [], "requests": [], "unsent": [], "fired": [], "unknown": []}


# A text, and what is left of it; for each thing that is not known, what is said.
TEXTS: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("{{ticket.id}} {{ ticket.id }} {{  ticket.id}}", "1 1 1", []),
    ("{{ticket.title}}: {{ticket.description}}", "Printer: Help", []),
    ("{{ticket.status}} {{ticket.priority}} {{ticket.ticket_type}}", "Open Urgent ", []),
    ("{{ticket.tags}} {{ticket.via}} {{ticket.external_id}}", "a b api x-1", []),
    ("{{ticket.latest_comment}} {{ticket.latest_public_comment}}", "Help Help", []),
    ("{{ticket.group.name}} {{ticket.brand.name}}", "Support Example", []),
    ("{{ticket.organization.name}} {{ticket.organization.id}}", "Acme 81", []),
    ("{{ticket.assignee.name}} {{ticket.assignee.email}}", "Agent agent@example.com", []),
    ("{{ticket.requester.first_name}} {{ticket.requester.last_name}}", "Ana Lima", []),
    ("{{ticket.submitter.name}} {{current_user.email}}", "Ana Lima ana@example.com", []),
    ("{{ticket.ticket_field_61}}", "sev_1", []),
    ("{{ticket.ticket_field_option_title_61}}", "Very high", []),
    ("{{ticket.ticket_field_option_title_62}}", "Disks, Network", []),
    ("{{ticket.ticket_field_63}}.", ".", []),
    ("{{dc.bye}} {{ dc.bye }}", "Bye, Printer Bye, Printer", []),
    ("{{ticket.odd}}.", ".", [("placeholder", "ticket.odd")]),
    ("{{dc.other}}.", ".", [("placeholder", "dc.other")]),
    ("{{ticket.ticket_field_9}}.", ".", [("placeholder", "ticket.ticket_field_9")]),
    ("{{ticket.requester.shoe}}.", ".", [("placeholder", "ticket.requester.shoe")]),
    ("{{ticket.id | plus: 1}}.", ".", [("placeholder", "ticket.id | plus: 1")]),
    (
        "{% if ticket.id == 1 %}{{ticket.id}}{% endif %}",
        "{% if ticket.id == 1 %}1{% endif %}",
        [("liquid", "if ticket.id == 1"), ("liquid", "endif")],
    ),
    ('{"a": "{{ticket.id}}"}\n\t\\n', '{"a": "1"}\n\t\\n', []),
]


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row[0])
def test_placeholders(row: tuple[str, str, list[tuple[str, str]]], desk: Desk) -> None:
    text, filled, unknown = row
    desk.trigger("Rule", actions=[action("notification_target", 31, text)])
    desk.create(
        assignee_id=AGENT,
        custom_fields=[{"id": SEVERITY, "value": "sev_1"}, {"id": AREAS, "value": ["net", "disk"]}],
        external_id="x-1",
        group_id=SUPPORT,
        priority="urgent",
        tags=["a", "b"],
    )
    assert [mail["body"] for mail in desk.outbox.mails] == [filled]
    assert desk.unknown == unknown


def test_links(desk: Desk) -> None:
    body = "{{ticket.link}} {{ticket.url}}"
    desk.trigger(
        "Rule", condition("priority", "changed"), actions=[action("notification_target", 31, body)]
    )
    desk.create(priority="low")
    host = desk.simulator.url.partition("://")[2]
    assert desk.outbox.mails[0]["body"] == "http://%s/agent/tickets/1 %s/agent/tickets/1" % (
        host,
        host,
    )
    desk.simulator.account.switches.own_url = "https://acme.example.com"
    desk.update(priority="high")
    assert desk.outbox.mails[1]["body"].split()[1] == "acme.example.com/agent/tickets/1"


def test_values_are_not_filled_in_again(desk: Desk) -> None:
    """What somebody writes into a ticket is no placeholder."""
    desk.trigger("Rule", actions=[action("notification_target", 31, "{{ticket.title}}")])
    desk.create(subject="{{ticket.id}} {{dc.bye}} {% if %}")
    assert desk.outbox.mails[0]["body"] == "{{ticket.id}} {{dc.bye}} {% if %}"
    assert desk.unknown == []
