# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Replaces retired targets in a result of zendesk_config_info with webhooks. Pure."""

from __future__ import annotations

import copy
import re
from types import MappingProxyType
from typing import Any, Callable, Iterator, Mapping, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._resources._lookups import taken_by
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_inline

NEEDED = ("targets", "webhooks", "triggers", "automations")
OLD = ("keep", "deactivate", "absent")
_RULES = ("triggers", "automations")
_ADDRESS = re.compile(r"https?://[^\s/]|\{[{%]", re.IGNORECASE)
_FORMATS = {
    "application/json": "json",
    "application/xml": "xml",
    "application/x-www-form-urlencoded": "form_encoded",
}
_APP = "only an app from the Zendesk Marketplace can replace it"
_SERVICE = "the content that this service expects is not known"
# Type of target -> why it is not translated.
_REASONS = {
    "jira_target": "the content that Jira expects is not known",
    "basecamp_target": _SERVICE,
    "campfire_target": _SERVICE,
    "flowdock_target": _SERVICE,
    "get_satisfaction_target": _SERVICE,
    "clickatell_target": _APP,
    "pivotal_target": _APP,
    "twitter_target": _APP,
    "yammer_target": _APP,
}
_AGAIN = "%s: has been silent since %s, when Zendesk stopped delivering to target %s. It will notify again."
_STAYS = ("email_target",)


class Options(NamedTuple):
    """``targets``: titles or IDs; empty for all that require no secret. ``names``: title or ID -> name."""

    targets: tuple[str, ...] = ()
    old: str = "keep"
    names: Mapping[str, str] = MappingProxyType({})


class Translation(NamedTuple):
    """``info``: the result, with webhooks instead of targets. ``notes``: kind -> comments for its file."""

    info: dict[str, Any]
    notes: dict[str, list[str]]


def problems_of(info: dict[str, Any], options: Options) -> list[str]:
    """Returns the problems of the options for this account."""
    missing = [kind for kind in NEEDED if kind not in info]
    if missing:
        return ["to translate, %s must be exported as well." % " and ".join(missing)]
    known = {name for view in info["records"]["targets"] for name in _names_of(view)}
    found = [
        "%s has %s, which is neither the title nor the ID of a target."
        % (option, yaml_inline(name))
        for option, names in (("targets", options.targets), ("names", [*options.names]))
        for name in names
        if name not in known
    ]
    if options.old not in OLD:
        found.append("old must be one of %s; got %s." % (", ".join(OLD), yaml_inline(options.old)))
    return found


def translate(info: dict[str, Any], options: Options) -> Translation:
    """Replaces targets with webhooks, and changes the actions that notify them."""
    info = copy.deepcopy(info)
    notes: dict[str, list[str]] = {kind: [] for kind in info["records"]}
    there = [*info["webhooks"]]
    for item, view in zip(info["targets"], info["records"]["targets"]):
        kind = TARGETS.canonical(view.get("type"))
        if kind in _STAYS:
            continue
        draft = _Draft(view, options)
        label = "target %s (id %s)" % (draft.title, view["id"])
        reason = draft.reason(there)
        if reason:
            notes["targets"].append("%s is not translated: %s." % (label, reason))
            continue
        there.append(draft.webhook)
        info["webhooks"].append(draft.webhook)
        info["records"]["webhooks"].append(draft.view())
        notes["webhooks"] += ["%s: %s." % (draft.label, each) for each in draft.advice()]
        left = _change_rules(info, view, draft, notes)
        for place in left:
            notes["targets"].append("%s is kept, because %s still refers to it." % (label, place))
        if not left:
            _retire(item, options.old)
    return Translation(info, notes)


def _retire(item: dict[str, Any], old: str) -> None:
    if old == "absent":
        item["state"] = "absent"
    elif old == "deactivate":
        item["active"] = False


def _names_of(view: dict[str, Any]) -> tuple[str, str]:
    return str(view.get("title")), str(view["id"])


class _Draft:
    """The webhook that replaces a target."""

    def __init__(self, view: dict[str, Any], options: Options) -> None:
        self._view = view
        self._options = options
        self.kind = TARGETS.canonical(view.get("type"))
        title, number = _names_of(view)
        self.name = str(options.names.get(title) or options.names.get(number) or title)
        self.label = "webhook %s" % yaml_inline(self.name)
        self.webhook: dict[str, Any] = {}
        make = _MAKERS.get(self.kind)
        if make:
            self.webhook = self._with_login(make(view))

    def reason(self, there: list[dict[str, Any]]) -> str:
        """Returns why the target is not translated; "" if it is."""
        if not self.webhook:
            return _REASONS.get(self.kind, "its type is not known")
        selected = set(_names_of(self._view)) & set(self._options.targets)
        if self._options.targets and not selected:
            return "it was not selected"
        return self._taken(there) or self._unclear() or self._secret(bool(selected))

    def _taken(self, there: list[dict[str, Any]]) -> str:
        name = yaml_inline(self.name)
        namesakes = [other for other in there if other.get("name") == self.name]
        if any(other.get("endpoint") == self.webhook["endpoint"] for other in namesakes):
            return "it already is: webhook %s has its name and endpoint" % name
        if namesakes:
            return "another webhook is named %s. Set another name for this one" % name
        return ""

    def _unclear(self) -> str:
        if not _ADDRESS.match(self.webhook["endpoint"]):
            return "its address does not begin with https:// or http://"
        if not self.webhook["http_method"] or not self.webhook["request_format"]:
            return "its method or its content type is not known"
        return ""

    def _secret(self, is_named: bool) -> str:
        if "password" in self._hidden and not self._view.get("username"):
            return "it has a password but no username"
        if "authentication" in self.webhook and not is_named:
            return "it requires a password. To translate it, list it explicitly"
        return ""

    @property
    def _hidden(self) -> list[str]:
        return self._view.get("secrets_set") or []

    def _with_login(self, webhook: dict[str, Any]) -> dict[str, Any]:
        active = self._view.get("active") is not False
        named = {"name": self.name, "status": "active" if active else "inactive", **webhook}
        username = self._view.get("username")
        if username:
            named["authentication"] = {"type": "basic_auth", "username": str(username)}
        return named

    def view(self) -> dict[str, Any]:
        """Returns the future record, as far as it is known."""
        login = self.webhook.get("authentication")
        return {
            **self.webhook,
            "secrets_set": ["authentication.password"] if login else [],
            "usage": [],
        }

    def advice(self) -> Iterator[str]:
        yield "replaces target %s (id %s, %s)" % (
            self.title,
            self._view["id"],
            yaml_inline(str(self._view.get("type"))),
        )
        if self.webhook["endpoint"].lower().startswith("http://"):
            yield "uses http, so requests are not encrypted. Use https:// if the receiver supports it"
        if self.webhook["status"] == "inactive":
            yield "is inactive, as the target was"

    # --- actions

    def content(self, value: list[Any]) -> tuple[list[Any], str]:
        """Returns the values after the webhook in an action, or why they are unknown; one is empty."""
        taken, why = taken_by(self.webhook)
        given = value[0] if value else ""
        if given in ("", None, []):
            return [""], ""
        if isinstance(given, list):
            return (
                ([given], "") if taken == "pairs" else ([], "pairs are not supported if %s" % why)
            )
        if self.kind == "url_target":
            return [[[str(self._view.get("attribute") or ""), given]]], ""
        if taken == "pairs" and self.webhook["request_format"] != "form_encoded":
            return [], "text is not supported if %s" % why
        return [given], ""

    @property
    def title(self) -> str:
        return yaml_inline(str(self._view.get("title")))

    @property
    def retired(self) -> str:
        variant = TARGETS.find_variant(self.kind)
        return variant.retired if variant else ""


def _of_http(view: dict[str, Any]) -> dict[str, Any]:
    return {
        "endpoint": str(view.get("target_url") or ""),
        "http_method": str(view.get("method") or "").upper(),
        "request_format": _FORMATS.get(str(view.get("content_type") or "").lower(), ""),
    }


def _of_url(view: dict[str, Any]) -> dict[str, Any]:
    # It sent its message as one parameter, regardless of the method.
    return {
        "endpoint": str(view.get("target_url") or ""),
        "http_method": str(view.get("method") or "get").upper(),
        "request_format": "form_encoded",
    }


# Type of target -> function from the target to the address and format of a webhook.
_MAKERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "http_target": _of_http,
    "url_target": _of_url,
}


def _change_rules(
    info: dict[str, Any], view: dict[str, Any], draft: _Draft, notes: dict[str, list[str]]
) -> list[str]:
    """Changes the actions of all rules. Returns what still refers to the target."""
    left = []
    seen = set()
    for kind in _RULES:
        for rule, record in zip(info[kind], info["records"][kind]):
            seen.add((kind[:-1], str(record["id"])))
            label = "%s %s (id %s)" % (kind[:-1], yaml_inline(str(rule["title"])), record["id"])
            changed = 0
            for at, action in enumerate(rule.get("actions") or [], 1):
                if not _names(action, view):
                    continue
                problem = _change(action, draft)
                if problem:
                    left.append("actions[%d] of %s" % (at, label))
                    notes[kind].append("%s: actions[%d] is not changed: %s." % (label, at, problem))
                    continue
                changed += 1
                if action["value"][1:] == [""]:
                    notes[kind].append("%s: actions[%d] has no content. Check it." % (label, at))
            if changed and rule.get("active") and draft.webhook["status"] == "active":
                notes[kind].append(_AGAIN % (label, draft.retired, draft.title))
    left += [
        "%s %s (id %s), which is not exported,"
        % (each["kind"], yaml_inline(each["title"]), each["id"])
        for each in view.get("usage") or []
        if (each["kind"], str(each["id"])) not in seen
    ]
    return left


def _names(action: Any, view: dict[str, Any]) -> bool:
    """Whether an action notifies a target."""
    if not isinstance(action, dict) or action.get("field") != "notification_target":
        return False
    value = action.get("value")
    named = (value[0] if value else None) if isinstance(value, list) else value
    if isinstance(named, dict):
        kind = named.get("type")
        same_type = kind is None or TARGETS.canonical(kind) == TARGETS.canonical(view.get("type"))
        return named.get("target") == view.get("title") and same_type
    return str(named) == str(view["id"])


def _change(action: dict[str, Any], draft: _Draft) -> str:
    """Makes an action notify the webhook; returns why it can't."""
    value = action["value"]
    content, problem = draft.content(value[1:] if isinstance(value, list) else [])
    if not problem:
        action["field"] = "notification_webhook"
        action["value"] = [{"webhook": draft.name}, *content]
    return problem
