# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people have made by hand in the account of the demo, before there was a playbook."""

from __future__ import annotations

from typing import Any

import requests

from .account import Account, Record

PAGER, BOARD, TRACKER, MAILBOX = "Pager", "Status board", "Issue tracker", "Mailbox"
CATEGORY, PAGE, ISSUE, REMIND = "Incidents", "Page the people on call", "Open an issue", "Remind"
# Made up: they open nothing.
PASSWORDS = {PAGER: "made-up-pager-password", TRACKER: "made-up-tracker-password"}
MESSAGE = '{"ticket": "{{ticket.id}}", "subject": "{{ticket.title}}"}'


def old_targets(service: str) -> list[Record]:
    """Targets of types that Zendesk has retired; ``service``: the address that they call."""
    return [
        {
            "title": PAGER,
            "type": "http_target",
            "target_url": service + "/page",
            "method": "post",
            "content_type": "application/json",
            "username": "zendesk",
            "password": PASSWORDS[PAGER],
        },
        {
            "title": BOARD,
            "type": "url_target",
            "target_url": service + "/board",
            "method": "post",
            "attribute": "message",
        },
        {
            "title": TRACKER,
            "type": "jira_target",
            "target_url": "https://jira.example.com",
            "username": "zendesk",
            "password": PASSWORDS[TRACKER],
        },
    ]


def make_by_hand(account: Account, service: str, tag: str = "") -> list[str]:
    """Make targets and rules, and return what was made, a line for each.

    ``tag``: rules run only on tickets that have it. An account that refuses targets of retired types
    gets none: the demo then has nothing to translate.
    """
    made = []
    ids = {}
    mailbox = {"title": MAILBOX, "type": "email_target", "email": "on-call@example.com"}
    mailbox["subject"] = "New: {{ticket.title}}"
    for target in [*old_targets(service), mailbox]:
        title = target["title"]
        try:
            created = account.create("targets", **{**target, "title": account.name(title)})
        except requests.HTTPError as problem:
            if target is mailbox or problem.response.status_code != 422:
                raise
            continue
        ids[title] = str(created["id"])
        old = "" if target is mailbox else ": retired, Zendesk no longer delivers to it"
        made.append('target "%s" (%s)%s' % (account.name(title), created["type"], old))
    made += _rules(account, ids, tag)
    return made


def _rules(account: Account, ids: dict[str, str], tag: str) -> list[str]:
    def tell(target: str, text: str) -> dict[str, Any]:
        return {"field": "notification_target", "value": [ids[target], text]}

    tagged = [{"field": "current_tags", "operator": "includes", "value": tag}] if tag else []
    urgent = [
        {"field": "update_type", "operator": "is", "value": "Create"},
        {"field": "priority", "operator": "is", "value": "urgent"},
    ]
    day = [
        {"field": "status", "operator": "is", "value": "open"},
        {"field": "OPEN", "operator": "is", "value": "24"},
    ]
    mail = tell(MAILBOX, "{{ticket.title}}")
    page = [tell(PAGER, MESSAGE), mail] if PAGER in ids else [mail]
    category = account.create("trigger_categories", name=account.name(CATEGORY))
    made = ['category "%s"' % account.name(CATEGORY)]
    rules: list[tuple[str, str, list[Any], list[Any]]] = [("triggers", PAGE, urgent, page)]
    if TRACKER in ids:
        rules.append(("triggers", ISSUE, urgent, [tell(TRACKER, "{{ticket.title}}")]))
    reminder = tell(BOARD if BOARD in ids else MAILBOX, "Still open: {{ticket.title}}")
    rules.append(("automations", REMIND, day, [reminder]))
    for kind, title, conditions, actions in rules:
        placed = {"category_id": category["id"]} if kind == "triggers" else {}
        account.create(
            kind,
            title=account.name(title),
            conditions={"all": [*conditions, *tagged], "any": []},
            actions=actions,
            **placed,
        )
        told = [name for name in ids if any(each["value"][0] == ids[name] for each in actions)]
        names = " and ".join('"%s"' % account.name(name) for name in told)
        made.append('%s "%s", which notifies %s' % (kind[:-1], account.name(title), names))
    return made
