# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Triggers and automations: their lists, which say what a target is used by, and bulk requests."""

from __future__ import annotations

import json
import time
from typing import Any, Iterable, Iterator, Mapping

from . import errors
from .records import Record
from .references import rendered
from .resource import Answer, Request, Route
from .rule_forms import action_as_read, are_actions, condition_as_read, shape_problem
from .rule_names import NamesInRules
from .rule_writes import RuleWrites

_ACTIONS = '[{"field": "notification_target", "value": ["<id of the target>", "<message>"]}]'
# What a list can add to each rule, and what it adds where nothing is known.
_SIDELOADS = {
    "app_installation": None,
    **dict.fromkeys(("usage_1h", "usage_24h", "usage_7d", "usage_30d"), 0),
}
_DATES = ("created_at", "updated_at")


class Rules(NamesInRules, RuleWrites):
    """Rules. ``shown_attributes``: of an answer, in their order. ``bulk``: those that a bulk update changes."""

    more_routes: tuple[Route, ...] = (
        Route("GET", "/active", "active"),
        Route("GET", "/search", "search"),
        Route("DELETE", "/destroy_many", "destroy_many"),
        Route("PUT", "/update_many", "update_many"),
    )
    last_page = "given"
    seeded = ("id", "title", "actions")
    shown_attributes: tuple[str, ...] = ()
    bulk: tuple[str, ...] = ("position", "active")

    @classmethod
    def seed_problem(cls, record: Record) -> str:
        if not are_actions(record["actions"]):
            return "has actions of another shape than " + _ACTIONS
        return "has " + shape_problem(record).lower() if shape_problem(record) else ""

    @property
    def agents_write(self) -> bool:  # type: ignore[override]
        return self.account.switches.rule_agent_writes == "allow"

    def add(self, title: str, target_id: int, **more: Any) -> Record:
        """Add one that notifies a target."""
        actions = [{"field": "notification_target", "value": [target_id, "Hello"]}]
        return self.put({"title": title, "actions": actions, **more})

    def naming(self, field: str, record_id: Any) -> Iterator[Record]:
        """Those with an action of this field that names a record."""
        for rule in self.records.values():
            for action in rule["actions"]:
                if action["field"] == field and named_by(action["value"]) == str(record_id):
                    yield rule

    # --- answers

    def answer_create(self, request: Request) -> Answer:
        record, dropped = self.create(self.body(request))
        headers = {
            **self.warning(dropped, "create"),
            "Location": self.url_of(record, request.address),
        }
        return self.shown(record, request, 201, headers)

    def answer_active(self, request: Request) -> Answer:
        query = {**request.query, "active": "true"}
        if not self.account.switches.trigger_active_category:
            query.pop("category_id", None)
        return Answer(200, self.page(self.listed(query), request))

    def answer_search(self, request: Request) -> Answer:
        # By number only, whatever is asked for.
        query = {n: v for n, v in request.query.items() if not n.startswith("page[")}
        query.setdefault("page", "1")
        wanted = query.get("query", "").lower()
        since = time.monotonic() - self.account.switches.rule_search_lag
        found = [
            rule
            for rule in self.listed(query)
            if wanted in self.title_of(rule).lower()
            and self._written.get(rule["id"], since) <= since
            and _fits(rule, query.get("filter"))
        ]
        if "sort_by" not in query:
            # A title that is more than what was asked for comes first.
            found.sort(key=lambda rule: self.title_of(rule).lower() == wanted)
        return Answer(200, self.page(found, request._replace(query=query)))

    def answer_destroy_many(self, request: Request) -> Answer:
        if not request.query.get("ids"):
            raise errors.missing_parameter("ids")
        wanted = [self.parsed_id(text) for text in request.query["ids"].split(",")]
        deletable = [number for number in wanted if self._may_delete(number)]
        if deletable != wanted and self.account.switches.rule_bulk == "404":
            raise errors.not_found()
        for number in deletable:
            self.records.pop(number, None)
        body = request.content if isinstance(request.content, dict) else {}
        return Answer(204, headers=self.warning(body, "destroy_many"))

    def answer_update_many(self, request: Request) -> Answer:
        content = request.content
        items = content.get(self.list_key) if isinstance(content, dict) else None
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise errors.missing_parameter(self.list_key)
        changed = []
        for item in items:
            record = self.records.get(self.parsed_id(str(item.get("id"))))
            kept = {name: item[name] for name in self.bulk if name in item}
            if record and kept:
                self.change(record, kept)
                changed.append(record)
        return Answer(200, self.all_in_one_page(changed, request))

    def _may_delete(self, record_id: Any) -> bool:
        try:
            self.refuse_delete(self.find(record_id))
        except errors.Refused:
            return False
        return True

    def all_in_one_page(self, records: list[Record], request: Request) -> dict[str, Any]:
        shown = [self.render(record, request.own_address) for record in records]
        beside = {"next_page": None, "previous_page": None, "count": len(shown)}
        return {self.list_key: shown, **beside}

    # --- lists

    def pages_by_cursor(self, query: Mapping[str, str]) -> bool:
        switches = self.account.switches
        if super().pages_by_cursor(query):
            return switches.rule_pages == "cursor"
        asked = "page" in query or "per_page" in query
        return switches.rule_unasked_pages == "cursor" and not asked

    def page(self, records: list[Record], request: Request) -> dict[str, Any]:
        content = super().page(records, request)
        wanted = set(request.query.get("include", "").split(",")) & set(_SIDELOADS)
        for shown in content[self.list_key] if wanted else ():
            record = self.records[shown["id"]]
            shown.update({name: record.get(name, _SIDELOADS[name]) for name in sorted(wanted)})
        return content

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        found: Iterable[Record] = self.records.values()
        if query.get("active") in ("true", "false"):
            found = [each for each in found if each["active"] is (query["active"] == "true")]
        return self._sorted(sorted(found, key=self.order), query)

    def order(self, record: Record) -> Any:
        """What a list is sorted by, if nothing is asked for."""
        return record["position"], record["id"]

    def _sorted(self, found: list[Record], query: Mapping[str, str]) -> list[Record]:
        if self.pages_by_cursor(query):
            wanted = query.get("sort", "")
            name, descending = wanted.lstrip("-"), wanted.startswith("-")
        else:
            name = query.get("sort_by", "")
            dated = name not in ("alphabetical", "position", "")
            descending = query.get("sort_order", "desc" if dated else "asc") == "desc"
        if name == "alphabetical":
            return sorted(found, key=lambda each: self.title_of(each).lower(), reverse=descending)
        if name in _DATES:
            return sorted(found, key=lambda each: str(each[name]), reverse=descending)
        if name in _SIDELOADS and name != "app_installation":
            return sorted(found, key=lambda each: int(each.get(name, 0)), reverse=descending)
        return found[::-1] if descending and name in ("position", "") else found

    # --- how a rule reads

    def title_of(self, record: Record) -> str:
        """The title, with its dynamic content."""
        title = str(record["title"])
        return title if "raw_title" in record else rendered(self.account, title)

    def render(self, record: Record, address: str) -> Record:
        switches = self.account.switches
        read = {
            **record,
            "title": self.title_of(record),
            "raw_title": record.get("raw_title", record["title"]),
            "actions": [action_as_read(each, switches) for each in record["actions"]],
            "conditions": {
                name: [condition_as_read(each, switches) for each in part]
                for name, part in record["conditions"].items()
            },
        }
        known = {*self.shown_attributes, *_SIDELOADS}
        names = [*self.shown_attributes, *(name for name in read if name not in known)]
        return super().render({name: read.get(name) for name in names}, address)

    def warning(self, dropped: Iterable[str], action: str = "update") -> dict[str, str]:
        keys = ", ".join(json.dumps("%s.%s" % (self.key, name)) for name in dropped)
        text = (
            '{:allowed_parameters=>{:controller=>"%s", :action=>"%s", :unpermitted_keys=>[%s], '
            ":invalid_values=>[]}}"
        ) % (self.list_key, action, keys)
        return {"X-Zendesk-API-Warn": text} if keys else {}


def named_by(value: Any) -> str:
    """The ID in the value of an action, in one of the forms that Zendesk has."""
    return str(value[0] if isinstance(value, list) and value else value)


def _fits(rule: Record, text: str | None) -> bool:
    """Whether a rule has the attributes of a filter, as in C({"json": {"description": "A"}})."""
    try:
        wanted = json.loads(text or "{}")["json"]
        return all(rule.get(name) == value for name, value in wanted.items())
    except (ValueError, KeyError, TypeError, AttributeError):
        return True
