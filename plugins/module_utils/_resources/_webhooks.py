# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The table of webhooks: their attributes, and Zendesk's requirements.

Sources: recorded requests and responses, the page "Webhooks" of Zendesk's API reference, and
Zendesk's help centre. The form of authentication is recorded for basic authentication and bearer
tokens, and documented for API keys.
"""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _resource,
    _structures,
    _traits,
    _typed,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources import _endpoints

# Triggers and automations can only notify webhooks with exactly this subscription.
RULES = "conditional_ticket_events"

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_FORMATS = ("json", "xml", "form_encoded")

AUTHENTICATION = _typed.TypedFields(
    {
        "basic_auth": {"username": _value_types.TEXT, "password": _value_types.SECRET},
        "bearer_token": {"token": _value_types.SECRET},
        "api_key": {"name": _value_types.HEADER_NAME, "value": _value_types.SECRET},
    },
    nothing="none",
    beside={"add_position": "header"},
)


def _connection_method(subscriptions: Any) -> str:
    return "rules" if subscriptions in (None, [], [RULES]) else "events"


def _required(name: str, kind: _value_types.ValueType, **more: Any) -> _resource.Attribute:
    return _resource.Attribute(name, kind, required=True, **more)


WEBHOOKS = _resource.Resource(
    _endpoints.WEBHOOKS,
    (
        _required("name", _value_types.TEXT, synonyms=("title",)),
        _resource.Attribute("description"),
        _resource.Attribute(
            "status",
            _value_types.Choice("active", "inactive"),
            always_set=True,
            synonyms=("active", "enabled"),
        ),
        _required(
            "endpoint",
            _value_types.External(login_in="authentication"),
            placeholders=True,
            synonyms=("url", "target_url"),
        ),
        _required("http_method", _value_types.Choice(*_METHODS), synonyms=("method",)),
        _required(
            "request_format", _value_types.Choice(*_FORMATS), synonyms=("format", "content_type")
        ),
        _resource.Attribute(
            "subscriptions",
            _structures.TextSet(exclusive=RULES, others="zen:event-type:"),
            synonyms=("events",),
        ),
        _resource.Attribute("authentication", AUTHENTICATION, synonyms=("auth",)),
        _resource.Attribute("custom_headers", _structures.HEADERS, synonyms=("headers",)),
    ),
    name="name",
    split=_traits.Split("subscriptions", "connection method", _connection_method),
    variants=(
        _resource.Variant("rules", ()),
        # Zendesk requires this method and format for events.
        _resource.Variant(
            "events",
            (
                _required("http_method", _value_types.Choice("POST")),
                _required("request_format", _value_types.Choice("json")),
            ),
        ),
    ),
    narrowed_by="endpoint",
    made_by="external_source",
    once_created="gets a new signing secret. Read it with zendesk_webhook_info, gather=signing_secret.",
    update=_traits.CHANGES,
    switch=_traits.Switch("status", on="active", off="inactive"),
    server_set=("id", "created_at", "created_by", "updated_at", "updated_by", "signing_secret"),
    on_create={"status": "active", "subscriptions": [RULES]},
    used_by=(
        _traits.Reference(_endpoints.TRIGGERS, "notification_webhook"),
        _traits.Reference(_endpoints.AUTOMATIONS, "notification_webhook"),
    ),
)
