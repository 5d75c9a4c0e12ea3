# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Categories of triggers, and the jobs that move many triggers and categories at once."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Mapping

from . import errors
from .records import Record, now
from .resource import Answer, Request, Resource, Route

if TYPE_CHECKING:
    from .triggers import Triggers

_SORTS = ("position", "name", "created_at", "updated_at")


class TriggerCategories(Resource):
    path = "/api/v2/trigger_categories"
    key = "trigger_category"
    list_key = "trigger_categories"
    # No scope is documented for them.
    scope = "triggers"
    text_ids = True
    operations = ("list", "show", "create", "update", "replace", "delete")
    more_routes = (Route("POST", "/jobs", "job"),)
    update_method = "PATCH"
    paging = "cursor"
    last_page = "given"
    attributes = ("name", "position")
    seeded = ("name",)

    @property
    def agents_write(self) -> bool:  # type: ignore[override]
        return self.account.switches.rule_agent_writes == "allow"

    def check_request(self, route: Route, request: Request) -> None:
        if not self.account.switches.category_enabled:
            title = "Ticket trigger categories are not enabled for your account"
            raise errors.listed(403, "TriggerCategoriesNotEnabled", title)

    # --- answers

    def answer_create(self, request: Request) -> Answer:
        answer = super().answer_create(request)
        headers = {n: v for n, v in answer.headers.items() if n != "Location"}
        return Answer(self.account.switches.category_create_status, answer.content, headers)

    def answer_replace(self, request: Request, record_id: str) -> Answer:
        if not self.account.switches.category_put:
            raise errors.unknown_endpoint()
        return self.answer_update(request, record_id)

    def answer_job(self, request: Request) -> Answer:
        job = request.content.get("job") if isinstance(request.content, dict) else None
        items = job.get("items") if isinstance(job, dict) else None
        if not isinstance(job, dict) or job.get("action") != "patch" or not isinstance(items, dict):
            raise _failed(errors.listed(400, "InvalidJob", "job is not valid"))
        before = copy.deepcopy((self.records, self._triggers.records))
        try:
            categories = [self._moved(each) for each in _entries(items, self.list_key)]
            triggers = [self._changed(each) for each in _entries(items, "triggers")]
        except errors.Refused as problem:
            # All of it, or nothing.
            self.records, self._triggers.records = before
            raise _failed(problem) from None
        results = {
            self.list_key: [self.render(each, request.own_address) for each in categories],
            "triggers": [self._triggers.render(each, request.own_address) for each in triggers],
        }
        return Answer(200, {"status": "complete", "results": results})

    def _moved(self, entry: Any) -> Record:
        if not isinstance(entry, dict) or not isinstance(entry.get("position"), int):
            raise errors.listed(400, "InvalidTriggerCategory", "position is not valid")
        self.update(str(entry.get("id")), {"position": entry["position"]})
        return self.find(str(entry["id"]))

    def _changed(self, entry: Any) -> Record:
        wanted = str(entry.get("id")) if isinstance(entry, dict) else ""
        found = {str(number): record for number, record in self._triggers.records.items()}
        if wanted not in found:
            raise errors.listed(400, "InvalidTrigger", "id is not valid", trigger_id=wanted)
        category = entry.get("category_id")
        if category is not None and str(category) not in self.records:
            title = "category_id is not valid"
            raise errors.listed(400, "InvalidTrigger", title, trigger_id=wanted)
        kept = {name: entry[name] for name in self._triggers.bulk if name in entry}
        if kept:
            self._triggers.change(found[wanted], kept)
        return found[wanted]

    # --- what is stored

    def new_id(self) -> Any:
        return str(next(self.account.ids))

    def put(self, record: Record) -> Record:
        last = max((each["position"] for each in self.records.values()), default=0)
        stored = super().put({"position": last + 1, **record})
        stored.setdefault("updated_at", stored["created_at"])
        return stored

    def create(self, sent: Record) -> tuple[Record, list[str]]:
        limit = self.account.switches.category_limit
        if len(self.records) >= limit:
            title = "Your account has reached the limit of %d ticket trigger categories." % limit
            raise errors.listed(403, "ProductLimitExceeded", title)
        return super().create(sent)

    def problems(self, record: Record) -> errors.Problems:
        name = record.get("name")
        if not isinstance(name, str) or not name.strip():
            raise errors.listed(400, "InvalidTriggerCategory", "Name cannot be blank")
        position = record.get("position", 0)
        if not isinstance(position, int) or isinstance(position, bool):
            raise errors.listed(400, "InvalidTriggerCategory", "Position is not valid")
        return {}

    def merged(self, record: Record, kept: Record) -> Record:
        return {**record, **kept, "updated_at": now()}

    def delete(self, record_id: Any) -> None:
        category = self.find(record_id)
        inside = [
            each
            for each in self._triggers.records.values()
            if each.get("category_id") == category["id"]
        ]
        how = self.account.switches.category_delete
        if any(each["active"] for each in inside) or (inside and how == "refuse"):
            title = "A category with active ticket triggers cannot be deleted."
            raise errors.listed(400, "TriggerCategoryNotEmpty", title)
        del self.records[record_id]
        others = self.listed({})
        for each in inside:
            if how == "delete":
                del self._triggers.records[each["id"]]
            else:
                each["category_id"] = others[0]["id"] if others else None

    @property
    def _triggers(self) -> Triggers:
        found: Any = self.account.resources["triggers"]
        return found  # type: ignore[no-any-return]

    # --- lists

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        found = sorted(self.records.values(), key=lambda each: (each["position"], each["id"]))
        wanted = query.get("sort", "")
        if wanted.lstrip("-") in _SORTS:
            found.sort(key=lambda each: each[wanted.lstrip("-")], reverse=wanted.startswith("-"))
        return found

    def render(self, record: Record, address: str) -> Record:
        shown = super().render(record, address)
        first = {name: shown[name] for name in ("url", "id", "name", "updated_at", "created_at")}
        return {**first, **shown}

    def page(self, records: list[Record], request: Request) -> dict[str, Any]:
        content = super().page(records, request)
        if "rule_counts" in request.query.get("include", "").split(","):
            for shown in content[self.list_key]:
                states = [
                    each["active"]
                    for each in self._triggers.records.values()
                    if each.get("category_id") == shown["id"]
                ]
                shown.update(active_count=states.count(True), inactive_count=states.count(False))
        return content

    # --- errors

    def body(self, request: Request) -> Record:
        sent = request.content.get(self.key) if isinstance(request.content, dict) else None
        return sent if isinstance(sent, dict) else {}

    def not_found(self, record_id: Any) -> errors.Refused:
        title = "Category can\N{RIGHT SINGLE QUOTATION MARK}t be found. Check the ID and try again."
        return errors.listed(404, "TriggerCategoryNotFound", title)


def _entries(items: dict[str, Any], kind: str) -> list[Any]:
    entries = items.get(kind, [])
    if not isinstance(entries, list):
        raise errors.listed(400, "InvalidJob", "%s must be a list" % kind)
    return entries


def _failed(problem: errors.Refused) -> errors.Refused:
    """The error of a job: a list, as parts of the API have it that are older."""
    content = problem.body if isinstance(problem.body, dict) else {}
    found = content.get("errors")
    if found is None:
        details = content.get("details", {})
        texts = [each["description"] for part in details.values() for each in part]
        found = [{"code": "InvalidTrigger", "title": text} for text in texts or ["is not valid"]]
    return errors.Refused(400, {"status": "failed", "errors": found})
