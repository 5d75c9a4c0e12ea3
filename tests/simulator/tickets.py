# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tickets: what rules run on. Written with a part of the attributes that Zendesk has."""

from __future__ import annotations

from typing import Any, Mapping

from . import errors
from .records import Record, now
from .references import exists
from .resource import Answer, Request, Resource, Route
from .rule_fields import CONDITIONS, PRIORITIES, STATUSES
from .rule_runs import run_triggers
from .ticket_state import (
    COUNTS,
    REFERENCES,
    Update,
    match_custom_status,
    number,
    set_field,
    set_value,
    snapshot,
    touch,
)

_OPTIONS = {
    "status": STATUSES,
    "priority": PRIORITIES,
    "type": CONDITIONS["type"].values,
}
# What only rules see.
_HIDDEN = ("comments", "since", "counts")
# Attribute -> what it can be, where a rule looks into it.
_SHAPES: dict[str, type] = {
    "tags": list,
    "custom_fields": list,
    "via": dict,
    "comment": dict,
    "requester": dict,
}
_SOURCE: Record = {"from": {}, "to": {}, "rel": None}


class Tickets(Resource):
    """A ticket that is written lets the triggers run. One that is put there does not."""

    path = "/api/v2/tickets"
    key = "ticket"
    list_key = "tickets"
    scope = "tickets"
    agents_write = True
    operations = ("list", "show", "create", "update")
    attributes = (
        "subject",
        "description",
        "comment",
        "requester",
        *REFERENCES,
        *_OPTIONS,
        "tags",
        "custom_fields",
        "recipient",
        "external_id",
        "via",
    )
    seeded = ("subject",)

    # --- who may ask, and what is answered

    def check_request(self, route: Route, request: Request) -> None:
        # They have requests, which are not served.
        if request.caller.get("role") == "end-user":
            raise errors.no_access()

    def answer_create(self, request: Request) -> Answer:
        update, dropped = self.write(self.body(request), request.caller)
        headers = {**self.warning(dropped), "Location": self.url_of(update.ticket, request.address)}
        run_triggers(self.account, update)
        return self.shown(update.ticket, request, 201, headers)

    def answer_update(self, request: Request, record_id: str, replace: bool = False) -> Answer:
        ticket = self.find(self.parsed_id(record_id))
        update, dropped = self.write(self.body(request), request.caller, ticket)
        run_triggers(self.account, update)
        return self.shown(ticket, request, headers=self.warning(dropped))

    def render(self, record: Record, address: str) -> Record:
        shown = {name: value for name, value in record.items() if name not in _HIDDEN}
        return super().render({**shown, "via": {"source": _SOURCE, **record["via"]}}, address)

    # --- what is stored

    def new_id(self) -> Any:
        """Tickets are counted by themselves."""
        return 1 + max(self.records, default=0)

    def put(self, record: Record) -> Record:
        stored = super().put(record)
        stored["since"].setdefault(stored["status"], self.account.hours)
        match_custom_status(self.account, stored)
        return stored

    def defaults(self) -> Record:
        hours = self.account.hours
        return {
            "created_at": now(),
            "updated_at": now(),
            "external_id": None,
            "via": {"channel": "api"},
            "subject": "",
            "description": "",
            "status": "new",
            "priority": None,
            "type": None,
            "recipient": None,
            **dict.fromkeys(REFERENCES),
            "tags": [],
            "custom_fields": [],
            "comments": [],
            "since": {"updated_at": hours},
            "counts": dict.fromkeys(COUNTS, 0),
        }

    def write(
        self, sent: Record, caller: Mapping[str, Any], ticket: Record | None = None
    ) -> tuple[Update, list[str]]:
        """Create a ticket, or change one: the update that rules look at, and keys that were dropped."""
        kept, dropped = self.permitted(sent)
        kept = self._normal(kept)
        self._refuse(kept, ticket)
        before = snapshot(ticket) if ticket else {}
        people = self.account.resources["users"]
        if ticket is None:
            requester = self._requester(kept, caller)
            kept.setdefault("submitter_id", requester["id"])
            comment = _comment({"body": kept.get("description"), **kept.get("comment", {})})
            ticket = self.put({**self._start(requester), **_first(kept, comment)})
            caller = people.records.get(number(kept["submitter_id"]), caller)
        else:
            comment = _comment(kept.get("comment") or {})
        if comment:
            comment.setdefault("author_id", caller.get("id"))
        actor = people.records.get(comment["author_id"], caller) if comment else caller
        self._apply(ticket, kept)
        if comment:
            ticket["comments"].append(comment)
            by_agent = actor.get("role") in ("agent", "admin")
            ticket["counts"]["replies"] += bool(before and comment["public"] and by_agent)
        ticket["updated_at"] = now()
        touch(self.account, ticket, actor)
        via = kept.get("via", {"channel": "api"})["channel"]
        return Update(ticket, before, actor, comment, str(via)), dropped

    # --- details

    def _normal(self, kept: Record) -> Record:
        """What was sent, in the forms in which it is stored."""
        for name in ("subject", "requester_id", "submitter_id"):
            # A ticket always has them: nothing is not a value of theirs.
            if not kept.get(name, True):
                del kept[name]
        if isinstance(kept.get("comment"), str):
            kept["comment"] = {"body": kept["comment"]}
        if isinstance(kept.get("tags"), str):
            kept["tags"] = kept["tags"].split()
        if isinstance(kept.get("via"), dict) and "channel" not in kept["via"]:
            del kept["via"]
        return kept

    def _refuse(self, kept: Record, ticket: Record | None) -> None:
        for name, kind in _SHAPES.items():
            if not isinstance(kept.get(name, kind()), kind):
                raise errors.bad_attribute("%s has a value of another type" % name)
        for each in kept.get("custom_fields", []):
            if not isinstance(each, dict) or not isinstance(each.get("id"), int):
                raise errors.bad_attribute("custom_fields must have an id and a value each")
        problems = {**self._wrong_values(kept), **_wrong_state(kept, ticket)}
        if problems:
            raise self.invalid(problems)

    def _wrong_values(self, kept: Record) -> errors.Problems:
        problems: errors.Problems = {}
        for name, options in _OPTIONS.items():
            if kept.get(name) and kept[name] not in options:
                text = "%s: %s is not included in the list" % (name.capitalize(), kept[name])
                problems[name] = [(text, "InvalidValue")]
        for name, kind in REFERENCES.items():
            if kept.get(name) and not exists(self.account, kind, kept[name]):
                problems[name] = [("%s: is invalid" % name.capitalize(), "InvalidValue")]
        return problems

    def _requester(self, kept: Record, caller: Mapping[str, Any]) -> Mapping[str, Any]:
        """Who a new ticket is from; who is not known yet becomes a user."""
        users = self.account.resources["users"]
        wanted = kept.get("requester")
        if not wanted:
            return users.records.get(number(kept.get("requester_id")), caller)
        for user in users.records.values():
            if str(user["email"]).lower() == str(wanted.get("email")).lower():
                return user
        return users.put({"role": "end-user", **wanted})

    def _start(self, requester: Mapping[str, Any]) -> Record:
        """What a new ticket has before a write of its own applies to it."""
        resources = self.account.resources
        brands, forms = (resources[kind].records for kind in ("brands", "ticket_forms"))
        return {
            "requester_id": requester["id"],
            "organization_id": requester.get("organization_id"),
            "brand_id": next((n for n, each in brands.items() if each.get("default")), None),
            "ticket_form_id": next((n for n, each in forms.items() if each.get("default")), None),
        }

    def _apply(self, ticket: Record, kept: Record) -> None:
        plain = ("subject", "tags", "recipient", "external_id")
        ticket.update({name: kept[name] for name in plain if name in kept})
        for name in (*REFERENCES, *_OPTIONS):
            if name in kept and (kept[name] or name != "status"):
                set_value(self.account, ticket, name, kept[name] or None)
        for each in kept.get("custom_fields", []):
            set_field(ticket, each["id"], each.get("value"))


def _wrong_state(kept: Record, ticket: Record | None) -> errors.Problems:
    """What is wrong with a write of a ticket in its state, or of a new one."""
    if ticket:
        closed = [("Status: closed prevents ticket update", "")]
        return {"status": closed} if ticket["status"] == "closed" else {}
    if kept.get("comment", {}).get("body") or kept.get("description"):
        return {}
    return {"base": [("Description: cannot be blank", "BlankValue")]}


def _comment(sent: Record) -> Record | None:
    """The comment of a write, if it has one. A new ticket always has: its description."""
    if not sent.get("body"):
        return None
    author = {"author_id": number(sent["author_id"])} if sent.get("author_id") else {}
    return {"body": sent["body"], "public": sent.get("public", True), **author}


def _first(kept: Record, comment: Record | None) -> Record:
    """What a new ticket has of its first comment, and of the channel."""
    description = comment["body"] if comment else ""
    subject = kept.get("subject") or description
    via = kept.get("via", {"channel": "api"})
    return {"subject": subject, "description": description, "via": via}
