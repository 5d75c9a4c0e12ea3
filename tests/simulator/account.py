# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of a simulated Zendesk account, and what the API does to it.

It reads the table of types and shares nothing else with the collection.
"""

from __future__ import annotations

import copy
import datetime
import itertools
import json
import secrets
import threading
import time
from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import (
    Attribute,
    Variant,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._value_types import (
    BOOLEAN,
    FLAG,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS

from .switches import Switches

COMMON = ("title", "type", "active")
CLICKATELL = {
    "target_url": "https://api.clickatell.com/http/sendmsg",
    "method": "get",
    "attribute": "text",
}

# What an account without a seed knows. Long and unlike anything else, so that a mask or a search
# for them hits nothing but them.
DEFAULT_SEED: dict[str, Any] = {
    "users": [
        {
            "email": "admin@example.com",
            "role": "admin",
            "password": "simulated-admin-password",
            "api_token": "simulated-admin-api-token",
            "oauth_token": "simulated-admin-oauth-token",
        },
        {
            "email": "agent@example.com",
            "role": "agent",
            "password": "simulated-agent-password",
            "api_token": "simulated-agent-api-token",
            "oauth_token": "simulated-agent-oauth-token",
        },
    ],
    "oauth_clients": [
        {"client_id": "simulated-client", "client_secret": "simulated-client-secret"}
    ],
    "targets": [],
    "triggers": [],
    "automations": [],
    "target_failures": [],
}


class Refused(Exception):
    """An error answer: status, body and headers as Zendesk gives them."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers or {}


class User(NamedTuple):
    """Who asks: ``scopes`` is None where nothing limits them."""

    role: str
    scopes: tuple[str, ...] | None
    how: str


def not_found() -> Refused:
    return Refused(404, {"error": "RecordNotFound", "description": "Not found"})


def invalid(details: dict[str, list[tuple[str, str]]]) -> Refused:
    """A 422 with, for each field, descriptions and error names."""
    listed = {
        field: [{"description": text, "error": error} for text, error in entries]
        for field, entries in details.items()
    }
    return Refused(
        422,
        {"error": "RecordInvalid", "description": "Record validation errors", "details": listed},
    )


class Account:
    """Everything that one account holds. All of it under one lock."""

    def __init__(
        self, seed: dict[str, Any] | None = None, switches: Switches | None = None
    ) -> None:
        # A copy: accounts in one process must not share what they change.
        data = copy.deepcopy(dict(DEFAULT_SEED, **(seed or {})))
        self.lock = threading.RLock()
        self.switches = switches or Switches()
        self.users: list[dict[str, Any]] = data["users"]
        self.oauth_clients: list[dict[str, Any]] = data["oauth_clients"]
        self.targets: dict[int, dict[str, Any]] = {}
        self.rules: dict[str, list[dict[str, Any]]] = {
            "triggers": list(data["triggers"]),
            "automations": list(data["automations"]),
        }
        self.failures: list[dict[str, Any]] = list(data["target_failures"])
        self._tokens: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._ids = itertools.count(360000217439, 20)
        self._window_start = 0.0
        self._hits = 0
        for target in data["targets"]:
            self.put_target(target)

    # --- for whoever sets the scene

    def put_target(self, target: dict[str, Any]) -> dict[str, Any]:
        """Add a target as it is, secrets and unknown attributes included."""
        stored = dict({"active": True, "created_at": _now()}, **target)
        stored.setdefault("id", next(self._ids))
        self.targets[stored["id"]] = stored
        return stored

    def add_rule(self, kind: str, title: str, target_id: int, **more: Any) -> dict[str, Any]:
        """Add a trigger or an automation (``kind`` in the plural) that notifies a target."""
        rule = {
            "id": next(self._ids),
            "title": title,
            "active": True,
            "conditions": {"all": [], "any": []},
            "actions": [{"field": "notification_target", "value": [target_id, "Hello"]}],
        }
        rule.update(more)
        self.rules[kind].append(rule)
        return rule

    def create_rule(self, kind: str, sent: dict[str, Any]) -> dict[str, Any]:
        """What a POST of a trigger or an automation does."""
        missing = [name for name in ("title", "actions") if not sent.get(name)]
        if missing:
            raise invalid(
                {name: [("%s: cannot be blank" % name, "BlankValue")] for name in missing}
            )
        rule = dict({"active": True, "conditions": {"all": [], "any": []}}, **sent)
        rule["id"] = next(self._ids)
        self.rules[kind].append(rule)
        return rule

    # --- who may

    def authenticate(self, header: str, basic: tuple[str, str] | None) -> User:
        """The user behind an Authorization header, or 401."""
        if header.startswith("Bearer "):
            return self._bearer(header[len("Bearer ") :])
        if basic:
            name, secret = basic
            for user in self.users:
                if (name, secret) == (user["email"] + "/token", user.get("api_token")):
                    return User(user["role"], None, "api_token")
                if (name, secret) == (user["email"], user.get("password")):
                    return User(user["role"], None, "password")
        raise Refused(
            401,
            {"error": "Couldn't authenticate you"},
            {"WWW-Authenticate": 'Basic realm="Web Password"'},
        )

    def _bearer(self, token: str) -> User:
        for user in self.users:
            if token == user.get("oauth_token"):
                return User(user["role"], None, "oauth_token")
        expires, scopes = self._tokens.get(token, (0.0, ()))
        if expires < time.monotonic():
            raise Refused(
                401,
                {
                    "error": "invalid_token",
                    "error_description": "The access token provided is expired, revoked, "
                    "malformed or invalid for other reasons.",
                },
            )
        return User("admin", scopes, "oauth_client")

    def grant(self, request: dict[str, Any]) -> dict[str, Any]:
        """The OAuth client credentials grant."""
        if request.get("grant_type") != "client_credentials":
            raise Refused(
                400,
                {"error": "unsupported_grant_type", "error_description": "Not supported here."},
            )
        asked = (request.get("client_id"), request.get("client_secret"))
        if asked not in [(c["client_id"], c["client_secret"]) for c in self.oauth_clients]:
            raise Refused(
                401,
                {"error": "invalid_client", "error_description": "No such client can be found."},
            )
        token = secrets.token_hex(20)
        scope = str(request.get("scope") or "read")
        self._tokens[token] = (
            time.monotonic() + self.switches.token_lifetime,
            tuple(scope.split()),
        )
        return {
            "access_token": token,
            "token_type": "bearer",
            "scope": scope,
            "expires_in": int(self.switches.token_lifetime),
        }

    def expire_tokens(self) -> None:
        """What time does to tokens that OAuth clients got."""
        self._tokens.clear()

    @staticmethod
    def allow(user: User, resource: str, write: bool) -> None:
        """403 unless ``user`` may read or write a resource."""
        needed = "write" if write else "read"
        if user.role != "admin" and (write or resource == "target_failures"):
            message = (
                "You do not have access to this page. Please contact the account owner of this "
                "help desk for further help."
            )
            raise Refused(403, {"error": {"title": "Forbidden", "message": message}})
        if user.scopes is not None:
            fitting = {needed, "%s:%s" % (resource, needed)}
            if not fitting & set(user.scopes):
                text = "You are missing the following required scopes: %s" % needed
                raise Refused(403, {"error": "Forbidden", "description": text})

    def count_request(self) -> None:
        """429 where the account has had its share of requests."""
        limit, window = self.switches.rate_limit, self.switches.rate_window
        if not limit:
            return
        if time.monotonic() - self._window_start >= window:
            self._window_start, self._hits = time.monotonic(), 0
        self._hits += 1
        if self._hits > limit:
            raise Refused(429, "Rate limit exceeded", {"Retry-After": self._until_reset()})

    def rate_headers(self) -> dict[str, str]:
        """What every answer says of the limit."""
        limit = self.switches.rate_limit
        if not limit or not self.switches.rate_headers:
            return {}
        return {
            "rate-limit": str(limit),
            "rate-limit-remaining": str(max(limit - self._hits, 0)),
            "rate-limit-reset": self._until_reset(),
        }

    def _until_reset(self) -> str:
        window = self.switches.rate_window
        wait = self._window_start + window - time.monotonic()
        # Zendesk gives whole seconds; a window scaled down for a test needs parts of them.
        return "%d" % (wait + 1) if window >= 10 else "%.3f" % (max(wait, 0) + 0.001)

    # --- targets

    def listed(self) -> list[dict[str, Any]]:
        """The stored targets that the list shows, oldest first."""
        targets = [self.targets[key] for key in sorted(self.targets)]
        if not self.switches.list_retired:
            targets = [
                t for t in targets if not getattr(TARGETS.find_variant(t["type"]), "retired", "")
            ]
        return targets

    def target(self, target_id: int) -> dict[str, Any]:
        if target_id not in self.targets:
            raise not_found()
        return self.targets[target_id]

    def create(self, sent: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """A new target, and the keys that were dropped."""
        entry = TARGETS.find_variant(sent.get("type"))
        kept, dropped = self._permitted(sent, entry)
        problems = self._problems(kept, entry)
        if sent.get("type") and entry is None:
            problems["type"] = [("Type: is not included in the list", "InvalidValue")]
        elif entry and entry.retired and self.switches.retired_types == "refuse":
            problems["type"] = [("Type: is deprecated", "DeprecatedTargetType")]
        if self.switches.max_targets and len(self.targets) >= self.switches.max_targets:
            problems["base"] = [("Trial accounts cannot have more targets", "LimitReached")]
        if problems:
            raise invalid(problems)
        kept.setdefault("active", self.switches.default_active)
        if entry and entry.name == "http_target" and self.switches.http_type_name != "as_sent":
            kept["type"] = self.switches.http_type_name
        return self.put_target(kept), dropped

    def update(self, target_id: int, sent: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Merge what is permitted into a target. Which keys are is up to the type *sent*."""
        target = self.target(target_id)
        entry = TARGETS.find_variant(sent.get("type"))
        kept, dropped = self._permitted(sent, entry)
        kind = kept.pop("type", target["type"])
        if TARGETS.find_variant(kind) is not TARGETS.find_variant(target["type"]):
            if self.switches.type_change == "refuse":
                raise invalid({"type": [("Type: cannot be changed", "InvalidValue")]})
            if self.switches.type_change == "apply":
                kept["type"] = kind
        if not kept:
            raise Refused(
                400,
                {"error": "ParameterMissing", "description": "Parameter target is required"},
                warning(dropped),
            )
        current = TARGETS.find_variant(target["type"])
        if not self.switches.null_clears_secret:
            kept = {
                name: value
                for name, value in kept.items()
                if value is not None or not _is(current, name, "secret")
            }
        problems = self._problems(dict(target, **kept), current)
        if problems:
            raise invalid(problems)
        target.update(kept)
        return target, dropped

    def delete(self, target_id: int) -> None:
        self.target(target_id)
        if self.switches.delete_used == "refuse" and self._users(target_id):
            raise invalid({"base": [("Target is in use", "InUse")]})
        del self.targets[target_id]

    def render(self, target: dict[str, Any], base_url: str) -> dict[str, Any]:
        """A target as the API shows it."""
        switches = self.switches
        entry = TARGETS.find_variant(target["type"])
        shown: dict[str, Any] = {"url": "%s/api/v2/targets/%d.json" % (base_url, target["id"])}
        for name in ("id", "created_at", "type", "title", "active"):
            shown[name] = target[name]
        if entry is None:
            return dict(shown, **{k: v for k, v in target.items() if k not in shown})
        for attribute in entry.attributes:
            name, value = attribute.name, self._masked(attribute, target.get(attribute.name))
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
        return dict(shown, **{k: v for k, v in target.items() if k not in known | set(shown)})

    def _masked(self, attribute: Attribute, value: Any) -> Any:
        mask = self.switches.token_mask if attribute.type.secret else ""
        return mask + str(value)[-4:] if mask and value else value

    def render_rule(self, kind: str, rule: dict[str, Any], base_url: str) -> dict[str, Any]:
        """A trigger or automation as the API shows it."""
        actions = []
        for action in rule["actions"]:
            value = action["value"]
            if action["field"] == "notification_target" and isinstance(value, list):
                number = int(value[0])
                if self.switches.rule_ids == "bare":
                    value = str(number)
                else:
                    value = [number if self.switches.rule_ids == "int" else str(number)] + value[1:]
            actions.append({"field": action["field"], "value": value})
        url = "%s/api/v2/%s/%d.json" % (base_url, kind, rule["id"])
        return dict(rule, actions=actions, url=url)

    def _users(self, target_id: int) -> list[dict[str, Any]]:
        return [
            rule
            for rules in self.rules.values()
            for rule in rules
            for action in rule["actions"]
            if action["field"] == "notification_target"
            and str(action["value"][0]) == str(target_id)
        ]

    def _permitted(
        self, sent: dict[str, Any], entry: Variant | None
    ) -> tuple[dict[str, Any], list[str]]:
        names = list(COMMON)
        if entry:
            names += [a.name for a in entry.attributes if not a.read_only]
        kept = {name: _stored(entry, name, sent[name]) for name in sent if name in names}
        if self.switches.title_length and "title" in kept:
            kept["title"] = str(kept["title"])[: self.switches.title_length].strip()
        return kept, [name for name in sent if name not in names]

    def _problems(
        self, target: dict[str, Any], entry: Variant | None
    ) -> dict[str, list[tuple[str, str]]]:
        problems: dict[str, list[tuple[str, str]]] = {}

        def blank(name: str) -> None:
            if not str(target.get(name) or "").strip():
                problems[name] = [("%s: cannot be blank" % name.capitalize(), "BlankValue")]

        blank("title")
        blank("type")
        for attribute in entry.attributes if entry else ():
            value = target.get(attribute.name)
            if attribute.required:
                blank(attribute.name)
            if attribute.type.choices and value and value not in attribute.type.choices:
                text = "%s: is not included in the list" % attribute.name.capitalize()
                problems[attribute.name] = [(text, "InvalidValue")]
        for name in ("title", "subject"):
            if self.switches.max_length and len(target.get(name) or "") > self.switches.max_length:
                problems[name] = [("%s: is too long" % name.capitalize(), "InvalidValue")]
        email = target.get("email")
        if self.switches.check_email and email and "@" not in email:
            problems["email"] = [("Email: is not properly formatted", "InvalidFormat")]
        return problems


def warning(dropped: list[str]) -> dict[str, str]:
    """The header that names keys that were dropped."""
    if not dropped:
        return {}
    keys = ", ".join(json.dumps("target." + name) for name in dropped)
    return {"X-Zendesk-API-Warn": "Removed Params: Unpermitted parameter keys: '[%s]'." % keys}


def _is(entry: Variant | None, name: str, what: str) -> bool:
    attribute = _attribute(entry, name)
    if what == "secret":
        return attribute is not None and attribute.type.secret
    return bool(getattr(attribute, what, False))


def _attribute(entry: Variant | None, name: str) -> Attribute | None:
    return next((each for each in entry.attributes if each.name == name), None) if entry else None


def _stored(entry: Variant | None, name: str, value: Any) -> Any:
    attribute = _attribute(entry, name)
    if attribute is None or value is None:
        return value
    if attribute.type == BOOLEAN:
        return value if isinstance(value, bool) else str(value).lower() in ("1", "true")
    if attribute.type == FLAG:
        return str(value)
    return str(value)


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
