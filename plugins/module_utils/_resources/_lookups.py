# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The table of records that rules can refer to: where they are listed, and their names.

Sources: recorded responses, and Zendesk's API reference for each kind. Schedules are only recorded.
"""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import _kinds, _traits
from ansible_collections.community.zendesk.plugins.module_utils._resources import _endpoints

_Kind, _attribute = _kinds.Kind, _kinds.attribute
_PAGES = "?page[size]=100"
_RULES = ["conditional_ticket_events"]
# Type of a system field of tickets -> its name in rules.
_SYSTEM_FIELDS = {
    "subject": "subject_includes_word",
    "description": "comment_includes_word",
    "status": "status",
    "custom_status": "custom_status_id",
    "tickettype": "type",
    "priority": "priority",
    "group": "group_id",
    "assignee": "assignee_id",
}


def _endpoint(
    kind: str, path: str, key: str = "", query: str = "", plural: str = ""
) -> _traits.Endpoint:
    plural = plural or kind + "s"
    return _traits.Endpoint(kind, plural, "/api/v2/" + path, kind, key or path, query)


def _standard_status(record: dict[str, Any]) -> Any:
    """Returns the category of a standard status, whose label depends on the user's language."""
    return record.get("status_category") if record.get("default") else None


def _of_webhook(record: dict[str, Any]) -> str:
    is_for_rules = record.get("subscriptions") in (None, [], _RULES)
    return "" if is_for_rules else "is for events, so rules can't use it"


def taken_by(webhook: dict[str, Any]) -> tuple[str, str]:
    """Returns the content that a webhook takes, C(pairs), C(json) or C(xml), and the reason.

    Both are empty if it is not known. A request without a body, or form-encoded, consists of pairs.
    """
    method = str(webhook.get("http_method") or "").upper()
    request_format = str(webhook.get("request_format") or "")
    if request_format == "form_encoded":
        return "pairs", "request_format is form_encoded"
    if method in ("GET", "DELETE"):
        return "pairs", "http_method is %s" % method
    if method in ("POST", "PUT", "PATCH") and request_format in ("json", "xml"):
        return request_format, "request_format is %s" % request_format
    return "", ""


def _of_user(record: dict[str, Any]) -> str:
    if record.get("active") is False:
        return "is deleted"
    return "is suspended" if record.get("suspended") else ""


def _of_ticket_field(record: dict[str, Any]) -> str:
    word = _SYSTEM_FIELDS.get(str(record.get("type")))
    return "is a system field: use %s" % word if word else ""


def _of_brand(record: dict[str, Any]) -> str:
    return "is deleted" if record.get("is_deleted") else ""


def _brand_is_deleted(record: dict[str, Any]) -> bool:
    return record.get("is_deleted") is True


def _user_is_deleted(record: dict[str, Any]) -> bool:
    return record.get("active") is False


def _webhook_is_active(record: dict[str, Any]) -> bool:
    return record.get("status") != "inactive"


_USER_FIELDS = _endpoint("user_field", "user_fields", query=_PAGES)
_ORGANIZATION_FIELDS = _endpoint("organization_field", "organization_fields", query=_PAGES)
_TITLES = (_attribute("title"), _attribute("raw_title"))
_NAMES = (_attribute("name"), _attribute("raw_name"))

KINDS = {
    "target": _Kind(
        _endpoints.TARGETS,
        (_attribute("title"),),
        narrowed_by={"type": "type"},
        # Targets of retired types may be missing in the list.
        if_unlisted=_kinds.ASK,
        scope="targets:read",
        may_come=True,
    ),
    "webhook": _Kind(
        _endpoints.WEBHOOKS,
        narrowed_by={"endpoint": "endpoint"},
        unusable=_of_webhook,
        is_active=_webhook_is_active,
        taken_by=taken_by,
        scope="webhooks:read",
        may_come=True,
    ),
    "trigger_category": _Kind(_endpoints.TRIGGER_CATEGORIES, scope="triggers:read", may_come=True),
    "group": _Kind(
        _endpoint("group", "groups", query=_PAGES), hides="Deleted groups are not listed."
    ),
    "user": _Kind(
        _endpoint("user", "users"),
        (_attribute("email"),),
        folds=True,
        search="/api/v2/users/search?query=%s",
        sweep="/api/v2/users?role[]=admin&role[]=agent&page[size]=100",
        by_id="/api/v2/users/show_many?ids=%s",
        unusable=_of_user,
        is_deleted=_user_is_deleted,
        scope="users:read",
        hides="Users are found by their primary email address.",
    ),
    "organization": _Kind(
        _endpoint("organization", "organizations"),
        folds=True,
        search="/api/v2/organizations/search?name=%s",
        instead="/api/v2/organizations/autocomplete?name=%s",
        by_id="/api/v2/organizations/show_many?ids=%s",
        scope="organizations:read",
    ),
    "brand": _Kind(
        _endpoint("brand", "brands", query=_PAGES),
        (_attribute("subdomain"), _attribute("name")),
        unusable=_of_brand,
        if_unlisted=_kinds.ASK,
        is_deleted=_brand_is_deleted,
        hides="An agent sees only the brands that the agent belongs to.",
    ),
    "ticket_form": _Kind(_endpoint("ticket_form", "ticket_forms"), _NAMES),
    "ticket_field": _Kind(
        # Without parameters, all records are returned at once.
        _endpoint("ticket_field", "ticket_fields"),
        _TITLES,
        unusable=_of_ticket_field,
    ),
    "schedule": _Kind(
        _endpoint("schedule", "business_hours/schedules", "schedules"),
        hides="Only administrators see schedules.",
    ),
    "custom_status": _Kind(
        _endpoint("custom_status", "custom_statuses", plural="custom_statuses"),
        (_attribute("agent_label"), _attribute("raw_agent_label"), _standard_status),
        best_name=_standard_status,
        narrowed_by={"category": "status_category"},
        hides="Deleted statuses are not listed.",
    ),
    "locale": _Kind(
        _endpoint("locale", "locales"),
        (_attribute("locale"),),
        folds=True,
        hides="Only the languages that the account has enabled are listed.",
        if_unlisted=_kinds.UNKNOWN,
    ),
    "option": _kinds.OptionKind(
        {"requester.": _USER_FIELDS, "organization.": _ORGANIZATION_FIELDS},
        (_attribute("name"), _attribute("raw_name"), _attribute("value")),
    ),
}
