# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The table of target types: every type, its attributes and its status.

All knowledge about types is here. Options, validation, comparison, masking and the simulator use
this table, so a new type or attribute is one entry here (and its docs). Sources: the page "Targets"
of Zendesk's API reference for the types and their attributes, Zendesk's OpenAPI document for
C(http_target), the banner on that page and Zendesk's help centre for the dates and replacements.
The methods C(post) and C(put) of a URL target are not on the page, but recorded from real accounts.
"""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _resource,
    _traits,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources import _endpoints


def _required(
    name: str, kind: _value_types.ValueType = _value_types.TEXT, **more: Any
) -> _resource.Attribute:
    return _resource.Attribute(name, kind, required=True, **more)


def _token(name: str = "token", required: bool = True) -> _resource.Attribute:
    # No source says that tokens are write-only, so they are compared, but never shown.
    return _resource.Attribute(name, _value_types.SECRET, required=required)


def _write_only(name: str = "password", required: bool = False) -> _resource.Attribute:
    return _resource.Attribute(name, _value_types.SECRET, required=required, write_only=True)


_USERNAME = _resource.Attribute("username", synonyms=("user",))
_TARGET_URL = _resource.Attribute(
    "target_url", _value_types.ADDRESS, required=True, placeholders=True, synonyms=("url",)
)
_EMAIL = _required("email", _value_types.EMAIL, synonyms=("mail", "address"))

_WEBHOOK = "a webhook"
_APP = "an app from the Zendesk Marketplace"
_BRANDED_RETIRED = "2024-10-28"
_HTTP_RETIRED = "2022-02-22"

TYPES: tuple[_resource.Variant, ...] = (
    _resource.Variant(
        "basecamp_target",
        (
            _TARGET_URL,
            _token(),
            _required("project_id"),
            _required("resource", _value_types.Choice("todo", "message")),
            _USERNAME,
            _write_only(),
            # Zendesk's two documents disagree about which of these belongs to which resource.
            _resource.Attribute("message_id"),
            _resource.Attribute("todo_list_id"),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    _resource.Variant(
        "campfire_target",
        (
            _required("subdomain"),
            _required("room"),
            _token(),
            _resource.Attribute("ssl", _value_types.BOOLEAN),
            _resource.Attribute("preserve_format", _value_types.BOOLEAN),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    _resource.Variant(
        "clickatell_target",
        (
            _USERNAME.but(required=True),
            _write_only(required=True),
            _required("api_id"),
            _required("to"),
            _resource.Attribute("from"),
            _resource.Attribute("us_small_business_account", _value_types.FLAG),
            _TARGET_URL.but(required=False, read_only=True),
            _resource.Attribute("method", read_only=True),
            _resource.Attribute("attribute", read_only=True),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_APP,
    ),
    _resource.Variant("email_target", (_EMAIL, _required("subject", placeholders=True))),
    _resource.Variant(
        "flowdock_target",
        (_token("api_token"),),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    _resource.Variant(
        "get_satisfaction_target",
        (
            _EMAIL,
            _write_only(required=True),
            _required("account_name"),
            _TARGET_URL.but(required=False),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    _resource.Variant(
        "http_target",
        (
            _TARGET_URL,
            _required("method", _value_types.Choice("get", "patch", "put", "post", "delete")),
            _required(
                "content_type",
                _value_types.Choice(
                    "application/json", "application/xml", "application/x-www-form-urlencoded"
                ),
            ),
            _USERNAME,
            _write_only(),
        ),
        aliases=("url_target_v2",),
        retired=_HTTP_RETIRED,
        replacement=_WEBHOOK,
    ),
    _resource.Variant(
        "jira_target",
        (_TARGET_URL, _USERNAME.but(required=True), _write_only(required=True)),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    _resource.Variant(
        "pivotal_target",
        (
            _token(),
            _required("project_id"),
            _required("story_type"),
            _required("story_title", placeholders=True),
            _resource.Attribute("requested_by"),
            _resource.Attribute("owner_by"),
            _resource.Attribute("story_labels", placeholders=True),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_APP,
    ),
    _resource.Variant(
        "twitter_target",
        (_token(required=False), _write_only("secret")),
        retired=_BRANDED_RETIRED,
        replacement=_APP,
    ),
    _resource.Variant(
        "url_target",
        (
            _TARGET_URL,
            _required("attribute"),
            _resource.Attribute("method", _value_types.Choice("get", "post", "put")),
            _USERNAME,
            _write_only(),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    _resource.Variant(
        "yammer_target",
        (_resource.Attribute("group_id"), _token(required=False)),
        retired=_BRANDED_RETIRED,
        replacement=_APP,
    ),
)

TARGETS = _resource.Resource(
    _endpoints.TARGETS,
    (
        _required("title", synonyms=("name",)),
        _required("type", synonyms=("kind",)),
        _resource.Attribute("active", _value_types.BOOLEAN, synonyms=("enabled",)),
    ),
    name="title",
    variant="type",
    variants=TYPES,
    update=_traits.WHOLE,
    switch=_traits.ACTIVE,
    on_create={"active": True},
    used_by=(
        _traits.Reference(_endpoints.TRIGGERS, "notification_target"),
        _traits.Reference(_endpoints.AUTOMATIONS, "notification_target"),
    ),
)
