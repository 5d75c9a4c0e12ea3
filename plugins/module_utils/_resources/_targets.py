# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The table of target types: every type, its attributes and what has become of it.

This is the only place that knows the types. Options, validation, comparison, masking and
the simulator are read from it, so a new type or attribute is one entry here (and its docs).

Sources: the page "Targets" of Zendesk's API reference for the types and their attributes,
Zendesk's OpenAPI document for C(http_target), the banner on that page and Zendesk's help
centre for the dates and replacements. The methods C(post) and C(put) of a URL target are
not on the page; they are recorded from real accounts.
"""

from __future__ import annotations

from typing import NamedTuple

STR = "str"
BOOL = "bool"
# A boolean to the user, the string "0" or "1" to the API.
FLAG = "flag"


class Attribute(NamedTuple):
    """One attribute of a target type.

    ``required``: mandatory on create. ``choices``: the values the API takes, lower case.
    ``secret``: never shown. ``write_only``: never read back. ``read_only``: never sent.
    """

    name: str
    kind: str = STR
    required: bool = False
    choices: tuple[str, ...] = ()
    secret: bool = False
    write_only: bool = False
    read_only: bool = False


class TargetType(NamedTuple):
    """One type of target.

    ``retired``: ISO 8601 date since when Zendesk no longer delivers to it, empty while it
    does; ``replacement``: what Zendesk says to use in its place.
    """

    name: str
    attributes: tuple[Attribute, ...]
    aliases: tuple[str, ...] = ()
    retired: str = ""
    replacement: str = ""

    def attribute(self, name: str) -> Attribute | None:
        """The attribute called ``name``, or None."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute
        return None


def _required(name: str, choices: tuple[str, ...] = ()) -> Attribute:
    return Attribute(name, required=True, choices=choices)


def _token(name: str = "token", required: bool = True) -> Attribute:
    # No source says that tokens are write-only: they are read back, but never shown.
    return Attribute(name, required=required, secret=True)


def _write_only(name: str = "password", required: bool = False) -> Attribute:
    return Attribute(name, required=required, secret=True, write_only=True)


_USERNAME = Attribute("username")

_WEBHOOK = "a webhook"
_APP = "an app from the Zendesk Marketplace"
_BRANDED_RETIRED = "2024-10-28"
_HTTP_RETIRED = "2022-02-22"

TYPES: tuple[TargetType, ...] = (
    TargetType(
        "basecamp_target",
        (
            _required("target_url"),
            _token(),
            _required("project_id"),
            _required("resource", choices=("todo", "message")),
            _USERNAME,
            _write_only(),
            # Zendesk's two documents disagree on which of these goes with which resource.
            Attribute("message_id"),
            Attribute("todo_list_id"),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    TargetType(
        "campfire_target",
        (
            _required("subdomain"),
            _required("room"),
            _token(),
            Attribute("ssl", kind=BOOL),
            Attribute("preserve_format", kind=BOOL),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    TargetType(
        "clickatell_target",
        (
            _required("username"),
            _write_only(required=True),
            _required("api_id"),
            _required("to"),
            Attribute("from"),
            Attribute("us_small_business_account", kind=FLAG),
            Attribute("target_url", read_only=True),
            Attribute("method", read_only=True),
            Attribute("attribute", read_only=True),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_APP,
    ),
    TargetType("email_target", (_required("email"), _required("subject"))),
    TargetType(
        "flowdock_target",
        (_token("api_token"),),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    TargetType(
        "get_satisfaction_target",
        (
            _required("email"),
            _write_only(required=True),
            _required("account_name"),
            Attribute("target_url"),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    TargetType(
        "http_target",
        (
            _required("target_url"),
            _required("method", choices=("get", "patch", "put", "post", "delete")),
            _required(
                "content_type",
                choices=(
                    "application/json",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                ),
            ),
            _USERNAME,
            _write_only(),
        ),
        aliases=("url_target_v2",),
        retired=_HTTP_RETIRED,
        replacement=_WEBHOOK,
    ),
    TargetType(
        "jira_target",
        (_required("target_url"), _required("username"), _write_only(required=True)),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    TargetType(
        "pivotal_target",
        (
            _token(),
            _required("project_id"),
            _required("story_type"),
            _required("story_title"),
            Attribute("requested_by"),
            Attribute("owner_by"),
            Attribute("story_labels"),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_APP,
    ),
    TargetType(
        "twitter_target",
        (_token(required=False), _write_only("secret")),
        retired=_BRANDED_RETIRED,
        replacement=_APP,
    ),
    TargetType(
        "url_target",
        (
            _required("target_url"),
            _required("attribute"),
            Attribute("method", choices=("get", "post", "put")),
            _USERNAME,
            _write_only(),
        ),
        retired=_BRANDED_RETIRED,
        replacement=_WEBHOOK,
    ),
    TargetType(
        "yammer_target",
        (Attribute("group_id"), _token(required=False)),
        retired=_BRANDED_RETIRED,
        replacement=_APP,
    ),
)

_BY_NAME = {name: entry for entry in TYPES for name in (entry.name,) + entry.aliases}

# Zendesk sets these on every target; they are never sent, compared or shown in a diff.
SERVER_SET = ("id", "url", "created_at")
# These every target has, whatever its type.
COMMON = (_required("title"), _required("type"), Attribute("active", kind=BOOL))


def find_type(name: str | None) -> TargetType | None:
    """The type called ``name``, under its own name or an alias; None if the table has none."""
    return _BY_NAME.get(name or "")


def type_names() -> list[str]:
    """Every name that a type goes by, sorted."""
    return sorted(_BY_NAME)


def canonical(name: str | None) -> str:
    """One name for a type that goes by several; a name that the table lacks stays as it is."""
    entry = find_type(name)
    return entry.name if entry else name or ""


def attributes_by_name() -> dict[str, list[tuple[TargetType, Attribute]]]:
    """Attribute name -> the types that have it, with what it is there."""
    found: dict[str, list[tuple[TargetType, Attribute]]] = {}
    for entry in TYPES:
        for attribute in entry.attributes:
            found.setdefault(attribute.name, []).append((entry, attribute))
    return found
