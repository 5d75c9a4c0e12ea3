# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a webhook may hold, and what a write makes of it. What nobody has recorded is a switch."""

from __future__ import annotations

import copy
import re
from typing import Any

from . import errors
from .records import Record, blank
from .resource import Resource

RULES = "conditional_ticket_events"
EVENTS = "zen:event-type:"
REQUIRED = ("name", "status", "endpoint", "http_method", "request_format")
OPTIONAL = ("description", "subscriptions", "authentication", "custom_headers")
TEXTS = ("name", "description", "endpoint")
CHOICES = {
    "status": ("active", "inactive"),
    "http_method": ("GET", "POST", "PUT", "PATCH", "DELETE"),
    "request_format": ("json", "xml", "form_encoded"),
}
# Type of authentication -> what is shown of its data, and what is not.
AUTHENTICATION = {
    "basic_auth": ("username", "password"),
    "bearer_token": ("", "token"),
    "api_key": ("name", "value"),
}
READ_ONLY = ("created_at", "created_by", "updated_at", "updated_by")
ULID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")


class WebhookValues(Resource):
    def wrong(self, name: str, text: str) -> errors.Refused:
        return self.invalid({name: [(text, "InvalidValue")]})

    def permitted(self, sent: Record) -> tuple[Record, list[str]]:
        how = self.account.switches.webhook_set_by_zendesk
        if how != "ignore" and {"signing_secret", "external_source"} & set(sent):
            raise errors.listed(int(how), "InvalidWebhook", "Invalid Webhook")
        kept, dropped = super().permitted(sent)
        method = kept.get("http_method")
        if isinstance(method, str) and self.account.switches.webhook_lower_case == "fold":
            kept["http_method"] = method.upper()
        return kept, dropped

    def problems(self, record: Record) -> errors.Problems:
        switches = self.account.switches
        found = {
            name: [("%s is not text" % name.capitalize(), "InvalidValue")]
            for name in TEXTS
            if not isinstance(record.get(name, ""), str)
        }
        found.update(blank(record, REQUIRED))
        for name, choices in CHOICES.items():
            value = record.get(name)
            keeps = name == "http_method" and switches.webhook_lower_case == "keep"
            if value and (str(value).upper() if keeps else value) not in choices:
                found[name] = [("%s is not included in the list" % name, "InvalidValue")]
        subscriptions = record.get("subscriptions")
        if subscriptions is not None:
            found.update(self._subscription_problems(record, subscriptions))
        elif not record.get("created_at") and switches.webhook_subscriptions == "refuse":
            found["subscriptions"] = [("Subscriptions are missing", "BlankValue")]
        if str(record.get("endpoint")).startswith("http://") and switches.webhook_http == "refuse":
            found["endpoint"] = [("Endpoint must use https", "InvalidValue")]
        authentication = record.get("authentication")
        if authentication is not None and not _is_authentication(authentication):
            found["authentication"] = [("Authentication is not valid", "InvalidValue")]
        headers = record.get("custom_headers")
        if headers is not None and not _are_headers(headers):
            found["custom_headers"] = [("Custom headers are not valid", "InvalidValue")]
        return found

    def _subscription_problems(self, record: Record, subscriptions: Any) -> errors.Problems:
        fits = isinstance(subscriptions, list) and subscriptions
        known = fits and all(s == RULES or str(s).startswith(EVENTS) for s in subscriptions)
        if not known or (RULES in subscriptions and len(subscriptions) > 1):
            return {"subscriptions": [("Subscriptions are not valid", "InvalidValue")]}
        fixed = (record.get("http_method"), record.get("request_format")) == ("POST", "json")
        refuses = self.account.switches.webhook_odd_event == "refuse"
        if RULES not in subscriptions and not fixed and refuses:
            text = "Event subscriptions require POST and json"
            return {"subscriptions": [(text, "InvalidValue")]}
        return {}

    def with_connection(self, record: Record, kept: Record) -> Record:
        """What is sent, where it leaves the connection method as it is."""
        if "subscriptions" not in kept:
            return kept
        there = (record.get("subscriptions") or [RULES]) == [RULES]
        if there == (kept["subscriptions"] == [RULES]):
            return kept
        if self.account.switches.webhook_connection == "refuse":
            raise self.wrong("subscriptions", "The connection method can't be changed")
        return {name: value for name, value in kept.items() if name != "subscriptions"}

    def merge(self, record: Record, kept: Record) -> Record:
        changed = {**record, **copy.deepcopy(kept)}
        switches = self.account.switches
        if "description" in kept and kept["description"] is None:
            if record and switches.webhook_null_description == "refuse":
                raise self.wrong("description", "Description can't be null")
            del changed["description"]
        if "custom_headers" in kept:
            headers = self._headers(record.get("custom_headers") or {}, kept["custom_headers"])
            changed["custom_headers"] = headers
        if "authentication" in kept:
            there = record.get("authentication")
            changed["authentication"] = self._authentication(there, kept["authentication"])
        for name in ("custom_headers", "authentication"):
            if changed.get(name) in (None, {}):
                changed.pop(name, None)
        return changed

    def _headers(self, there: Record, sent: Any) -> Any:
        ignores = self.account.switches.webhook_null_header == "ignore"
        if sent is None:
            return there if ignores else None
        if not isinstance(sent, dict):
            return sent
        merged = {**there, **sent}
        nulls = [name for name, value in merged.items() if value is None]
        for name in nulls:
            if ignores and name in there:
                merged[name] = there[name]
            else:
                del merged[name]
        return merged

    def _authentication(self, there: Any, sent: Any) -> Any:
        switches = self.account.switches
        if sent is None:
            if there and switches.webhook_no_authentication == "refuse":
                raise self.wrong("authentication", "Authentication can't be null")
            return there if switches.webhook_no_authentication == "ignore" else None
        if not isinstance(sent, dict) or not _is_authentication(sent):
            return sent
        parts = [part for part in AUTHENTICATION[sent["type"]] if part]
        data = dict(sent.get("data") or {})
        if there and there["type"] == sent["type"] and switches.webhook_authentication == "merge":
            data = {**there["data"], **data}
        if not all(data.get(part) for part in parts):
            if switches.webhook_bare_authentication == "refuse":
                raise self.wrong("authentication", "Authentication data is missing")
            if switches.webhook_bare_authentication == "keep":
                return there
        return {"type": sent["type"], "data": data, "add_position": "header"}


def bad(name: str, detail: str) -> errors.Refused:
    pointer = {"pointer": "/webhook/%s" % name}
    return errors.listed(400, "InvalidWebhook", "Invalid Webhook", detail=detail, source=pointer)


def _is_authentication(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("type") in AUTHENTICATION
        and isinstance(value.get("data") or {}, dict)
        and value.get("add_position", "header") == "header"
    )


def _are_headers(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
