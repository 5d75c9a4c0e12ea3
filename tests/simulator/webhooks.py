# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks, as recorded and documented. What neither settles is a switch."""

from __future__ import annotations

import base64
import copy
import datetime
import secrets
import time
from typing import Any, Mapping

from . import errors, paging
from .invocations import Invocations
from .records import Record, blank
from .resource import Answer, Request, Route
from .webhook_values import AUTHENTICATION, OPTIONAL, REQUIRED, RULES, ULID, WebhookValues, bad

GONE = "(Value no longer exists. Choose another.)"


class Webhooks(WebhookValues, Invocations):
    path = "/api/v2/webhooks"
    key = "webhook"
    list_key = "webhooks"
    scope = "webhooks"
    text_ids = True
    has_url = False
    operations = ("list", "show", "create", "update", "replace", "delete")
    more_routes = (
        *Invocations.more_routes,
        Route("GET", "/<record_id>/signing_secret", "signing_secret", admins_only=True),
        Route("POST", "/<record_id>/signing_secret", "new_signing_secret"),
        Route("POST", "/test", "test"),
    )
    update_method = "PATCH"
    update_status = 204
    empty_type = "application/json"
    paging = "cursor"
    last_page = "absent"
    attributes = (*REQUIRED, *OPTIONAL)
    required = REQUIRED
    secrets = tuple("authentication.data.%s" % secret for _shown, secret in AUTHENTICATION.values())
    # People put secrets into headers all the same.
    masked = tuple(
        "custom_headers.*%s*" % word for word in ("key", "token", "secret", "auth", "pass")
    )
    seeded = ("name", "endpoint")

    @property
    def json_suffix(self) -> bool:  # type: ignore[override]
        return self.account.switches.webhook_json

    @property
    def rate_limit(self) -> int:  # type: ignore[override]
        return self.account.switches.webhook_rate_limit

    # --- answers

    def answer_list(self, request: Request) -> Answer:
        query, switches = dict(request.query), self.account.switches
        fits = paging.whole(query.get("page[size]"), 1) <= paging.LARGEST
        if not fits and switches.webhook_large_page == "refuse":
            raise errors.listed(400, "InvalidPaginationParameter", "page[size] is not valid")
        query.setdefault("page[size]", str(switches.webhook_page_size or len(self.records) or 1))
        records = self.listed(query)
        if switches.webhook_page_size or "page[size]" in request.query:
            return Answer(200, self.page(records, request._replace(query=query)))
        shown = [self.render(record, request.own_address) for record in records]
        return Answer(200, {self.list_key: shown, "meta": {"has_more": False}})

    def answer_create(self, request: Request) -> Answer:
        source = request.query.get("clone_webhook_id")
        if source is not None:
            return Answer(201, {self.key: self._fresh(self._clone(source))})
        record, _dropped = self.create(self.body(request))
        return Answer(201, {self.key: self._fresh(record)})

    def answer_signing_secret(self, request: Request, record_id: str) -> Answer:
        record = self.find(self.parsed_id(record_id))
        self._refuse_for_app(record, "signing secret of")
        return Answer(200, {"signing_secret": record["signing_secret"]})

    def answer_new_signing_secret(self, request: Request, record_id: str) -> Answer:
        record = self.find(self.parsed_id(record_id))
        self._refuse_for_app(record, "signing secret of")
        record["signing_secret"] = _signing_secret()
        return Answer(201, {"signing_secret": record["signing_secret"]})

    def answer_test(self, request: Request) -> Answer:
        sent = request.content.get("request") if isinstance(request.content, dict) else None
        if not isinstance(sent, dict):
            raise bad("request", "Request is missing")
        if "webhook_id" in request.query:
            self.find(self.parsed_id(request.query["webhook_id"]))
        response = {"headers": [], "payload": "", "status_code": 200}
        return Answer(200, {"response": response})

    def body(self, request: Request) -> Record:
        sent = request.content.get(self.key) if isinstance(request.content, dict) else None
        if not isinstance(sent, dict) or not sent:
            raise bad(self.key, "Webhook is missing")
        return sent

    def parsed_id(self, text: str) -> Any:
        if not ULID.fullmatch(text) and self.account.switches.webhook_odd_id == "bad_request":
            raise bad("id", "Id is not valid")
        return text

    # --- what is stored

    def defaults(self) -> Record:
        return {
            "created_at": _precise_now(),
            "created_by": "360000012345",
            "status": "active",
            "subscriptions": [RULES],
            "http_method": "POST",
            "request_format": "json",
            "signing_secret": _signing_secret(),
        }

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        """The latest first."""
        found = sorted(self.records.values(), key=lambda each: str(each["id"]), reverse=True)
        part, status = query.get("filter[name_contains]"), query.get("filter[status]")
        if part is not None:
            fold = str.lower if self.account.switches.webhook_name_filter == "insensitive" else str
            found = [each for each in found if fold(part) in fold(each["name"])]
        if status is not None:
            found = [each for each in found if each["status"] == status]
        order = query.get("sort")
        if order is not None:
            name = order.lstrip("-")
            descending = order.startswith("-")
            refuses = self.account.switches.webhook_descending == "refuse"
            if name not in ("name", "status") or (descending and refuses):
                raise errors.listed(400, "InvalidSortParameter", "sort is not valid")
            found.sort(key=lambda each: str(each[name]), reverse=descending)
        return found

    def create(self, sent: Record) -> tuple[Record, list[str]]:
        kept, dropped = self.permitted(sent)
        switches = self.account.switches
        if switches.max_webhooks and len(self.records) >= switches.max_webhooks:
            detail = "Account limit on number of webhooks has been reached"
            raise errors.listed(
                403, "WebhookLimitExceeded", "Webhook Limit Exceeded", detail=detail
            )
        if switches.webhook_status == "active":
            kept.setdefault("status", "active")
        if "subscriptions" not in kept and switches.webhook_subscriptions != "refuse":
            kept["subscriptions"] = [RULES] if switches.webhook_subscriptions == "default" else None
        kept = self.merge({}, kept)
        self.refuse(self.problems(kept))
        absent = {"subscriptions": None} if kept.get("subscriptions") is None else {}
        return self.put({**kept, **absent}), dropped

    def update(self, record_id: Any, sent: Record, replace: bool = False) -> list[str]:
        record = self.find(record_id)
        kept, dropped = self.permitted(sent)
        if not kept:
            raise bad(self.key, "Webhook has nothing to change")
        kept = self.with_connection(record, kept)
        merges = not replace or self.account.switches.webhook_put == "merge"
        if replace:
            lacking = {} if merges else blank(kept, REQUIRED)
            self.refuse(lacking)
        stays = {name: record[name] for name in record if name not in OPTIONAL}
        if replace:
            stays["subscriptions"] = record["subscriptions"]
        changed = self.merge(record if not replace else stays, kept)
        self.refuse(self.problems(changed))
        changed.update(updated_at=_rounded(_precise_now()), updated_by="360000012345")
        record.clear()
        record.update(changed)
        return dropped

    def delete(self, record_id: Any) -> None:
        record = self.find(record_id)
        switches = self.account.switches
        self._refuse_for_app(record, "delete", int(switches.webhook_delete_of_app))
        used = self.account.rules_that_name("notification_webhook", record_id)
        if used and switches.webhook_delete_used in ("400", "409"):
            status = int(switches.webhook_delete_used)
            raise errors.listed(status, "WebhookInUse", "Webhook In Use")
        if switches.webhook_delete_used == "replace":
            for rule in used:
                for action in rule["actions"]:
                    if action["field"] == "notification_webhook":
                        action["value"] = [GONE, *action["value"][1:]]
        super().delete(record_id)

    def _clone(self, record_id: str) -> Record:
        source = self.find(self.parsed_id(record_id))
        self._refuse_for_app(source, "clone")
        kept = {name: copy.deepcopy(source[name]) for name in self.attributes if name in source}
        kept["name"] += " (copy)"
        authentication = kept.get("authentication")
        if authentication and not self.account.switches.webhook_clone_secrets:
            _shown, secret = AUTHENTICATION[authentication["type"]]
            authentication["data"].pop(secret, None)
        return self.put(kept)

    # --- what is shown

    def render(self, record: Record, address: str) -> Record:
        return self._rendered(dict(record, created_at=_rounded(str(record["created_at"]))))

    def _fresh(self, record: Record) -> Record:
        """As the answer to a create has it: the time to the nanosecond."""
        return self._rendered(record)

    def _rendered(self, record: Record) -> Record:
        shown = super().render(record, "")
        switches = self.account.switches
        if not switches.webhook_shows_signing_secret:
            shown.pop("signing_secret", None)
        if not shown.get("custom_headers") and switches.webhook_unset_headers != "absent":
            shown["custom_headers"] = None if switches.webhook_unset_headers == "null" else {}
        unset = switches.webhook_unset_headers
        keeps = {"custom_headers"} if unset != "absent" else set()
        return {n: v for n, v in shown.items() if v is not None or n in keeps}

    # --- errors

    def no_access(self, problem: errors.Refused) -> errors.Refused:
        if self.account.switches.webhook_agent_writes == "listed" and problem.is_of_role:
            return errors.listed(403, "Forbidden", "Forbidden")
        return problem

    def not_found(self, record_id: Any) -> errors.Refused:
        detail = "Webhook %s could not be found" % record_id
        return errors.listed(404, "WebhookNotFound", "Webhook Not Found", detail=detail)

    def invalid(self, problems: errors.Problems) -> errors.Refused:
        if self.account.switches.webhook_errors == "record_invalid":
            return errors.invalid(problems)
        (name, entries), *_more = problems.items()
        return bad(name, entries[0][0])

    def refuse(self, problems: errors.Problems) -> None:
        if problems:
            raise self.invalid(problems)

    def _refuse_for_app(self, record: Record, what: str, status: int = 403) -> None:
        if record.get("external_source"):
            detail = "Can't %s a webhook of an app" % what
            raise errors.listed(status, "WebhookOfApp", "Webhook Of App", detail=detail)


def _signing_secret() -> dict[str, str]:
    secret = base64.b64encode(secrets.token_bytes(32)).decode()
    return {"secret": secret, "algorithm": "SHA256"}


def _precise_now() -> str:
    seconds, nanoseconds = divmod(time.time_ns(), 10**9)
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return "%s.%09dZ" % (moment.strftime("%Y-%m-%dT%H:%M:%S"), nanoseconds)


def _rounded(text: str) -> str:
    """The same time as later answers give it: to the nearest second."""
    whole, point, fraction = text.rstrip("Z").partition(".")
    moment = datetime.datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S")
    if point and fraction[0] >= "5":
        moment += datetime.timedelta(seconds=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
