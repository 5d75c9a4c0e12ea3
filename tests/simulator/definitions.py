# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""C(GET /api/v2/triggers/definitions), made of what the account has at that moment."""

from __future__ import annotations

from typing import Any, Iterator

from .definition_fields import (
    ACTION_TYPES,
    ACTIONS,
    BOOLEAN,
    CONDITIONS,
    KEYED_OPERATORS,
    TERMINAL,
    TICKET_OPERATORS,
    Entry,
    operator_title,
)
from .lookup import Lookup
from .records import Record
from .resource import Answer, Request, Resource, Route

# Kind of the values of an entry -> the resource that has them, where it is not called so.
_RESOURCES = {"agents": "users"}
_TITLES = {"custom_statuses": "agent_label", "targets": "title"}
# Resource -> how rules begin the name of one of its fields, which its key follows.
_KEYED = {
    "user_fields": "requester.custom_fields.",
    "organization_fields": "organization.custom_fields.",
}
_MOST_ORGANIZATIONS = 100


class Definitions(Resource):
    """The part of triggers that says what a trigger can be made of."""

    def routes(self) -> Iterator[Route]:
        yield Route("GET", "/definitions", "definitions")
        yield from super().routes()

    def answer_definitions(self, request: Request) -> Answer:
        conditions = [self._shown(entry, request) for entry in CONDITIONS if self._has(entry)]
        conditions += self._fields(request, action=False)
        actions = [self._shown(entry, request) for entry in ACTIONS if self._has(entry)]
        actions += self._fields(request, action=True)
        definitions = {
            "actions": actions,
            "conditions_all": conditions,
            # Recorded: these are the same.
            "conditions_any": conditions,
        }
        return Answer(200, {"definitions": definitions})

    def _has(self, entry: Entry) -> bool:
        """Whether the account has the feature that an entry is about."""
        resource = self.account.resources.get(_RESOURCES.get(entry.kind, entry.kind))
        return not (isinstance(resource, Lookup) and resource.off)

    def _shown(self, entry: Entry, request: Request) -> Record:
        values = [_value(*pair) for pair in entry.values]
        values += self._records(entry, request)
        return _definition(entry, values)

    def _records(self, entry: Entry, request: Request) -> list[Record]:
        """The values that are records of the account."""
        if not entry.kind:
            return []
        if entry.kind == "addresses":
            brands = self.account.resources["brands"].records.values()
            found = ["support@%s.zendesk.com" % each["subdomain"] for each in brands]
            return [_value(address, address) for address in found]
        resource = self.account.resources[_RESOURCES.get(entry.kind, entry.kind)]
        title = _TITLES.get(entry.kind, "name")
        if entry.kind == "locales":
            # Recorded: actions have the names of languages in the languages themselves.
            title = "presentation_name" if entry.operators else "native_name"
        values = []
        for record in _candidates(resource, entry.kind):
            seen = resource.as_seen(record, request) if isinstance(resource, Lookup) else record
            enabled = bool(seen.get("active", True)) and not seen.get("suspended")
            if enabled or self.account.switches.lookup_definitions_inactive == "disabled":
                value = _value(str(record["id"]), seen[title], enabled)
                if entry.kind == "targets":
                    value["format"] = "json" if record.get("content_type") else "text"
                values.append(value)
        if entry.kind == "organizations":
            few = self.account.switches.lookup_definitions_organizations == "100"
            return values[:_MOST_ORGANIZATIONS] if few else values
        return values

    # --- fields that the account has added

    def _fields(self, request: Request, action: bool) -> list[Record]:
        found = []
        for name, operators in (
            ("ticket_fields", TICKET_OPERATORS),
            ("user_fields", KEYED_OPERATORS),
            ("organization_fields", KEYED_OPERATORS),
        ):
            resource = self.account.resources[name]
            assert isinstance(resource, Lookup)
            for record in [] if resource.off else resource.present():
                if record["active"] and record["type"] in operators:
                    seen = resource.as_seen(record, request)
                    allowed = "" if action else operators[record["type"]]
                    found.append(self._field(name, seen, allowed))
        return found

    def _field(self, name: str, field: Record, operators: str) -> Record:
        keyed = _KEYED.get(name)
        subject = "custom_fields_%s" % field["id"]
        if keyed:
            lower = self.account.switches.lookup_rule_keys == "lower"
            subject = keyed + (field["key"].lower() if lower else field["key"])
        group = keyed.partition(".")[0] if keyed else "ticket"
        kind = "list" if operators else ACTION_TYPES.get(field["type"], "list")
        if operators and field["type"] in ("text", "textarea", "regexp", "integer", "decimal"):
            kind = "text"
        elif operators and field["type"] == "date":
            kind = "date"
        # Ticket fields go by tags, all others by the IDs of options.
        part = "id" if keyed else "value"
        options = [
            _value(str(option[part]), option["name"])
            for option in field.get("custom_field_options", [])
        ]
        if field["type"] == "checkbox":
            options = [_value(*pair) for pair in BOOLEAN]
        nullable = field["type"] in ("dropdown", "tagger")
        entry = Entry(subject, field["title"], kind, operators, nullable=nullable, group=group)
        return _definition(entry, options)


def _candidates(resource: Resource, kind: str) -> list[Record]:
    if not isinstance(resource, Lookup):
        return list(resource.records.values())
    found = resource.present()
    return [e for e in found if e["role"] in ("admin", "agent")] if kind == "agents" else found


def _value(value: str, title: str, enabled: bool = True) -> Record:
    return {"value": value, "title": title, "enabled": enabled}


def _definition(entry: Entry, values: list[Record]) -> Record:
    shown: dict[str, Any] = {
        "title": entry.title,
        "subject": entry.subject,
        "type": entry.type,
        "group": entry.group,
        "nullable": entry.nullable,
        "repeatable": False,
    }
    if entry.operators:
        shown["operators"] = [
            {"value": each, "title": operator_title(each), "terminal": each in TERMINAL}
            for each in entry.operators.split()
        ]
    if entry.nullable:
        values = [_value("__NULL__", "-"), *values]
    if values:
        shown["values"] = values
    if entry.type == "sms":
        shown["metadata"] = {"phone_numbers": []}
    return shown
