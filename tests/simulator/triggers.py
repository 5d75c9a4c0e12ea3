# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Triggers: rules in categories, which run when a ticket is created or changed."""

from __future__ import annotations

from typing import Any, Iterable, Mapping

from . import errors
from .definitions import Definitions
from .records import Record, now
from .references import exists
from .resource import Answer, Request, Resource, Route
from .rule_writes import restriction_problem
from .rules import Rules

CATEGORIES = "trigger_categories"


class Triggers(Definitions, Rules):
    path = "/api/v2/triggers"
    key = "trigger"
    list_key = "triggers"
    scope = "triggers"
    more_routes = (*Rules.more_routes, Route("PUT", "/reorder", "reorder"))
    bulk = (*Rules.bulk, "category_id")
    shown_attributes = (
        "id",
        "title",
        "active",
        "updated_at",
        "created_at",
        "default",
        "actions",
        "conditions",
        "description",
        "position",
        "raw_title",
        "category_id",
    )

    @property
    def attributes(self) -> tuple[str, ...]:  # type: ignore[override]
        switches = self.account.switches
        return (
            *("title", "active", "actions", "conditions", "all", "any", "description"),
            *("position", "brand_id", "restriction"),
            *(("category_id", "category") if switches.category_enabled else ()),
            *(("raw_title",) if switches.trigger_raw_title == "apply" else ()),
        )

    # --- answers

    def answer_update(self, request: Request, record_id: str, replace: bool = False) -> Answer:
        answer = super().answer_update(request, record_id, replace)
        record = self.find(self.parsed_id(record_id))
        location = self.url_of(record, request.address)
        return answer._replace(headers={**answer.headers, "Location": location})

    def answer_reorder(self, request: Request) -> Answer:
        sent = request.content.get("trigger_ids") if isinstance(request.content, dict) else None
        if not isinstance(sent, list):
            raise errors.missing_parameter("trigger_ids")
        wanted = [self.parsed_id(str(each)) for each in sent]
        if len(self._categories.records) > 1:
            title = "Triggers can be reordered only if there is one category."
            raise errors.listed(400, "LimitOneCategory", title)
        everyone = self.account.switches.trigger_reorder == "all"
        needed = {n for n, each in self.records.items() if everyone or each["active"]}
        if needed - set(wanted) or set(wanted) - set(self.records):
            raise errors.Refused(404, {"error": "Forbidden", "description": "Not found"})
        ordered = [self.records[number] for number in wanted]
        for position, record in enumerate(ordered, 1):
            record.update(position=position, updated_at=now())
        return Answer(200, self.all_in_one_page(ordered, request))

    # --- what is stored

    def parsed_id(self, text: str) -> Any:
        if text == "definitions":
            # Not served, and not the ID of a trigger.
            raise errors.unknown_endpoint()
        return super().parsed_id(text)

    def put(self, record: Record) -> Record:
        category = record.get("category_id")
        return super().put({**record, "category_id": None if category is None else str(category)})

    def defaults(self) -> Record:
        return {**super().defaults(), "description": None, "category_id": None}

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        found = super().listed(query)
        category = query.get("category_id")
        return [each for each in found if category in (None, each.get("category_id"))]

    def order(self, record: Record) -> Any:
        category = self._categories.records.get(record.get("category_id"), {})
        place = (category.get("position", 0), str(record.get("category_id") or ""))
        return (*place, record["position"], str(record["title"]), record["id"])

    def siblings(self, record: Record) -> list[Record]:
        category = record.get("category_id")
        return [each for each in super().siblings(record) if each.get("category_id") == category]

    def next_position(self, record: Record) -> int:
        """Behind the last active one of its category."""
        places = (each["position"] for each in self.siblings(record) if each["active"])
        return 1 + max(places, default=0)

    def fill(self, record: Record, kept: Record) -> None:
        if "category" in kept:
            record["category_id"] = self._categories.create(kept["category"])[0]["id"]
        elif record.get("category_id") is None and "id" not in record:
            record["category_id"] = self._first_category()
        elif record.get("category_id") is not None:
            record["category_id"] = str(record["category_id"])
        if "raw_title" in kept:
            record["title"] = kept["raw_title"]

    def more_problems(
        self, record: Record, kept: Record, definition: Record, before: Record | None
    ) -> Iterable[str]:
        how = self.account.switches.trigger_bad_category
        category = kept.get("category_id")
        if category is not None and not exists(self.account, CATEGORIES, str(category)):
            if how == "404":
                raise self._categories.not_found(category)
            if how == "400":
                raise errors.listed(400, "InvalidTrigger", "category_id is not valid")
            yield "category_id is not valid"
        if before is None and category is None and "category" not in kept:
            yield from self._without_category()
        if self.account.switches.rule_dead_ids == "refuse":
            problem = restriction_problem(self.account, kept.get("restriction"))
            if problem:
                yield problem

    def _without_category(self) -> Iterable[str]:
        """What is wrong with a new trigger that has no category."""
        how = self.account.switches.trigger_category_missing
        if how == "first" or not self._enabled or len(self._categories.records) < 2:
            return
        if how == "400":
            raise errors.listed(400, "InvalidTrigger", "category_id is missing")
        yield "category_id: cannot be blank"

    @property
    def _enabled(self) -> bool:
        return self.account.switches.category_enabled

    @property
    def _categories(self) -> Resource:
        return self.account.resources[CATEGORIES]

    def _first_category(self) -> str | None:
        found = self._categories.listed({}) if self._enabled else []
        return str(found[0]["id"]) if found else None

    def render(self, record: Record, address: str) -> Record:
        shown = super().render(record, address)
        if not self._enabled:
            del shown["category_id"]
        return shown
