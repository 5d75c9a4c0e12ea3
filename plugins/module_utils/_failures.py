# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What failed lately: the notifications that Zendesk could not deliver."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._errors import MASK

_PATH = "/api/v2/target_failures"
_BODIES = ("raw_request", "raw_response")

# What a recorded exchange may hold: headers, queries and forms, JSON, XML, addresses.
_NAME = r"[\w.-]*(?:pass(?!ive)|pwd|secret|token|key|credential|cookie|auth)[\w.-]*"
_VALUE = r"""(?:"(?:\\.|[^"\\])*"|\\"(?:(?!\\").)*\\"|[^\s,}\]]+)"""
_SECRETS = tuple(
    re.compile(
        pattern.replace("NAME", _NAME).replace("VALUE", _VALUE), re.IGNORECASE | re.MULTILINE
    )
    for pattern in (
        r"(^[ \t]*NAME[ \t]*:[ \t]*)[^\r\n]+",
        r"((?:^|[?&;\s])NAME=)[^&;\s]+",
        r"(\\?[\"']NAME\\?[\"']\s*:\s*)VALUE",
        r"(<NAME\b[^>]*>)[^<]+",
        r"(://)[^/\s@]+(?=@)",
    )
)


def failures_by_title(client: Client, details: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Title of a target -> its latest failures: they name a target by nothing else.

    ``details``: with what was sent and answered. The list does not tell it: that costs a request
    for each failure.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in _read(client, details):
        found.setdefault(str(entry.get("target_name")), []).append(entry)
    return found


def _read(client: Client, details: bool) -> list[dict[str, Any]]:
    failures = []
    for entry in client.list(_PATH, "target_failures"):
        if details and not any(entry.get(name) for name in _BODIES):
            found = client.get("%s/%s" % (_PATH, entry.get("id"))).get("target_failure")
            entry = dict(entry, **(found if isinstance(found, dict) else {}))
        failures.append(_shown(client, entry, details))
    return failures


def _shown(client: Client, failure: dict[str, Any], details: bool) -> dict[str, Any]:
    shown = {name: value for name, value in failure.items() if name not in _BODIES}
    if details:
        shown.update({name: masked(client.scrub(str(failure.get(name) or ""))) for name in _BODIES})
    return shown


def masked(exchange: str) -> str:
    """A recorded request or answer without what looks like a secret in it."""
    for pattern in _SECRETS:
        exchange = pattern.sub(lambda found: found.group(1) + MASK, exchange)
    return exchange
