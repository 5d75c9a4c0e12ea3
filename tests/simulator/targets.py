# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Targets, as recorded and documented. Their types are read from the collection's table."""

from __future__ import annotations

from typing import Any, Mapping

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import (
    Attribute,
    Variant,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._value_types import (
    BOOLEAN,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import (
    TARGETS,
    TYPES,
)

from .errors import Problems
from .records import Record, blank
from .resource import Resource

COMMON = ("title", "type", "active")
CLICKATELL = {
    "target_url": "https://api.clickatell.com/http/sendmsg",
    "method": "get",
    "attribute": "text",
}


class Targets(Resource):
    path = "/api/v2/targets"
    key = "target"
    list_key = "targets"
    scope = "targets"
    paging = "number"
    secrets = tuple({a.name for entry in TYPES for a in entry.attributes if a.type.secret})
    seeded = ("title", "type")

    @classmethod
    def seed_problem(cls, record: Record) -> str:
        known = isinstance(record["type"], (str, type(None)))
        return "" if known else "has a type that is not text"

    def defaults(self) -> Record:
        return {"active": True, **super().defaults()}

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        targets = [self.records[key] for key in sorted(self.records)]
        if not self.account.switches.list_retired:
            targets = [t for t in targets if not getattr(_variant(t["type"]), "retired", "")]
        return targets

    def page_size(self, query: Mapping[str, str], count: int) -> int:
        return self.account.switches.page_size or count or 1

    def delete(self, record_id: Any) -> None:
        self.find(record_id)
        if self.account.switches.delete_used == "refuse" and self.account.rules_that_name(
            "notification_target", record_id
        ):
            raise self.invalid({"base": [("Target is in use", "InUse")]})
        super().delete(record_id)

    def permitted(self, sent: Record) -> tuple[Record, list[str]]:
        """Which keys are permitted is up to the type *sent*."""
        entry = _variant(sent.get("type"))
        names = list(COMMON)
        if entry:
            names += [a.name for a in entry.attributes if not a.read_only]
        kept = {name: _stored(entry, name, sent[name]) for name in sent if name in names}
        length = self.account.switches.title_length
        if length and "title" in kept:
            kept["title"] = str(kept["title"])[:length].strip()
        return kept, [name for name in sent if name not in names]

    def problems(self, record: Record) -> Problems:
        switches = self.account.switches
        entry = _variant(record.get("type"))
        attributes = entry.attributes if entry else ()
        problems = blank(record, ["title", "type", *(a.name for a in attributes if a.required)])
        for attribute in attributes:
            value = record.get(attribute.name)
            if attribute.type.choices and value and value not in attribute.type.choices:
                text = "%s: is not included in the list" % attribute.name.capitalize()
                problems[attribute.name] = [(text, "InvalidValue")]
        for name in ("title", "subject"):
            if switches.max_length and len(record.get(name) or "") > switches.max_length:
                problems[name] = [("%s: is too long" % name.capitalize(), "InvalidValue")]
        email = record.get("email")
        if switches.check_email and email and "@" not in email:
            problems["email"] = [("Email: is not properly formatted", "InvalidFormat")]
        return problems

    def problems_of_create(self, record: Record) -> Problems:
        switches = self.account.switches
        problems: Problems = {}
        entry = _variant(record.get("type"))
        if record.get("type") and entry is None:
            problems["type"] = [("Type: is not included in the list", "InvalidValue")]
        elif entry and entry.retired and switches.retired_types == "refuse":
            problems["type"] = [("Type: is deprecated", "DeprecatedTargetType")]
        if switches.max_targets and len(self.records) >= switches.max_targets:
            problems["base"] = [("Trial accounts cannot have more targets", "LimitReached")]
        return problems

    def completed(self, record: Record) -> Record:
        switches = self.account.switches
        record.setdefault("active", switches.default_active)
        entry = _variant(record["type"])
        if entry and entry.name == "http_target" and switches.http_type_name != "as_sent":
            record["type"] = switches.http_type_name
        return record

    def changes(self, record: Record, kept: Record) -> Record:
        kept = dict(kept)
        kind = kept.pop("type", record["type"])
        if _variant(kind) is not _variant(record["type"]):
            if self.account.switches.type_change == "refuse":
                raise self.invalid({"type": [("Type: cannot be changed", "InvalidValue")]})
            if self.account.switches.type_change == "apply":
                kept["type"] = kind
        return kept

    def merged(self, record: Record, kept: Record) -> Record:
        entry = _variant(record["type"])
        if not self.account.switches.null_clears_secret:
            kept = {
                name: value
                for name, value in kept.items()
                if value is not None or not _is_secret(_attribute(entry, name))
            }
        return super().merged(record, kept)

    def render(self, record: Record, address: str) -> Record:
        switches = self.account.switches
        entry = _variant(record["type"])
        shown: Record = {"url": self.url_of(record, address)}
        for name in ("id", "created_at", "type", "title", "active"):
            shown[name] = record[name]
        if entry is None:
            return dict(shown, **{k: v for k, v in record.items() if k not in shown})
        for attribute in entry.attributes:
            name, value = attribute.name, self._masked(attribute, record.get(attribute.name))
            if attribute.write_only or (attribute.type.secret and not switches.tokens_readable):
                if switches.unreadable == "null":
                    shown[name] = None
            elif attribute.read_only:
                shown[name] = CLICKATELL[name]
            elif value not in (None, ""):
                number = switches.digits_as_numbers and str(value).isdecimal()
                shown[name] = int(value) if number else value
            elif name == "username":
                shown[name] = switches.unset_username
            elif switches.unset != "absent":
                shown[name] = None if switches.unset == "null" else ""
        known = {attribute.name for attribute in entry.attributes}
        return dict(shown, **{k: v for k, v in record.items() if k not in known | set(shown)})

    def _masked(self, attribute: Attribute, value: Any) -> Any:
        mask = self.account.switches.token_mask if attribute.type.secret else ""
        return mask + str(value)[-4:] if mask and value else value


def _variant(kind: Any) -> Variant | None:
    return TARGETS.find_variant(kind) if isinstance(kind, str) else None


def _attribute(entry: Variant | None, name: str) -> Attribute | None:
    return next((each for each in entry.attributes if each.name == name), None) if entry else None


def _is_secret(attribute: Attribute | None) -> bool:
    return attribute is not None and attribute.type.secret


def _stored(entry: Variant | None, name: str, value: Any) -> Any:
    attribute = _attribute(entry, name)
    if attribute is None or value is None:
        return value
    if attribute.type == BOOLEAN:
        return value if isinstance(value, bool) else str(value).lower() in ("1", "true")
    return str(value)
