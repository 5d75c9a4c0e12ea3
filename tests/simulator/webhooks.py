# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks, as recorded and documented. What neither settles is a switch."""

from __future__ import annotations

import base64
import copy
import datetime
import secrets
import time
from typing import Any, Iterable, Mapping

from . import errors, paging
from .invocations import Invocations
from .limits import Limit
from .records import Record, blank
from .resource import Answer, Request, Route
from .rules import named_by
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
    )
    update_method = "PATCH"
    update_status = 204
    empty_type = "application/json"
    paging = "cursor"
    last_page = "absent"
    link_header = True
    error_ids = True
    ulid_cursors = True
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

    @property
    def default_size(self) -> int:  # type: ignore[override]
        return self.account.switches.webhook_page_size or len(self.records) or 1

    def limit(self, path: str) -> Limit:
        own = self.account.switches.webhook_test_rate_limit
        # Recorded: 18 of 20 are left after one.
        return Limit(path, own, 2) if own and path == self.path + "/test" else super().limit(path)

    # --- answers

    def answer_list(self, request: Request) -> Answer:
        self.check_page(request.query)
        return super().answer_list(request)

    def answer_create(self, request: Request) -> Answer:
        source = request.query.get("clone_webhook_id")
        self._refuse_above_limit()
        if source is not None:
            return Answer(201, {self.key: self._fresh(self._clone(source))})
        record, _dropped = self.create(self.body(request))
        return Answer(201, {self.key: self._fresh(record)})

    def answer_signing_secret(self, request: Request, record_id: str) -> Answer:
        record = self.find(self.parsed_id(record_id))
        self._refuse_for_app(record, "show the signing secret of a webhook")
        return Answer(200, {"signing_secret": record["signing_secret"]})

    def answer_new_signing_secret(self, request: Request, record_id: str) -> Answer:
        record = self.find(self.parsed_id(record_id))
        self._refuse_for_app(record, "change the signing secret of a webhook")
        record["signing_secret"] = _signing_secret()
        return Answer(201, {"signing_secret": record["signing_secret"]})

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
        if "sort" not in query:
            return found
        descends = self.account.switches.webhook_descending == "accept"
        return paging.in_order(found, query["sort"], ("name", "status"), descends)

    def create(self, sent: Record) -> tuple[Record, list[str]]:
        kept, dropped = self.permitted(sent)
        switches = self.account.switches
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
        self._refuse_for_app(record, "delete a webhook", int(switches.webhook_delete_of_app))
        used = self.account.rules_that_name("notification_webhook", record_id)
        if used and switches.webhook_delete_used in ("400", "409"):
            status = int(switches.webhook_delete_used)
            raise errors.listed(status, "WebhookInUse", "Webhook In Use")
        if switches.webhook_delete_used == "replace":
            for rule in used:
                for action in rule["actions"]:
                    value = action["value"]
                    if named_by(value) == record_id:
                        action["value"] = [GONE, *value[1:]] if isinstance(value, list) else [GONE]
        super().delete(record_id)

    def _clone(self, record_id: str) -> Record:
        source = self.find(self.parsed_id(record_id))
        self._refuse_for_app(source, "clone a webhook")
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
        shown.pop("invocations", None)
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

    def warning(self, dropped: Iterable[str]) -> dict[str, str]:
        """Recorded: what is ignored leaves no trace."""
        return {}

    def refuse(self, problems: errors.Problems) -> None:
        if problems:
            raise self.invalid(problems)

    def _refuse_above_limit(self) -> None:
        limit = self.account.switches.max_webhooks
        if limit and len(self.records) >= limit:
            detail = "Account limit on number of webhooks has been reached"
            title = "Webhook Limit Exceeded"
            raise errors.listed(403, "WebhookLimitExceeded", title, detail=detail)

    def _refuse_for_app(self, record: Record, what: str, status: int = 403) -> None:
        if record.get("external_source"):
            detail = "Can't %s of an app" % what
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
