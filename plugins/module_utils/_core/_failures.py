# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What failed lately: the notifications that Zendesk could not deliver."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import _recorded
from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _errors

# How an account answers that does not have what is asked for (any more).
GONE = (404, 410)
_PATH = "/api/v2/target_failures"
_BODIES = ("raw_request", "raw_response")


def failures_by_title(
    client: _client.Client, details: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """Title of a target -> its latest failures: they name a target by nothing else.

    ``details``: with what was sent and answered. The list does not tell it: that costs a request
    for each failure.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in _read(client, details):
        found.setdefault(str(entry.get("target_name")), []).append(entry)
    return found


def _read(client: _client.Client, details: bool) -> list[dict[str, Any]]:
    try:
        failures = list(client.list(_PATH, "target_failures"))
    except _errors.ApiError as error:
        if error.status not in GONE:
            raise
        raise _retired(error) from None
    return [_shown(client, entry, details) for entry in failures]


def _retired(answer: _errors.ApiError) -> _errors.ApiError:
    error = _errors.ApiError(
        "GET %s: Zendesk answered %d. Zendesk is retiring its list of failures, and this account "
        "no longer has it: leave failures out of gather." % (_PATH, answer.status),
        answer.status,
        answer.code,
    )
    error.request_id = answer.request_id
    return error


def _shown(client: _client.Client, failure: dict[str, Any], details: bool) -> dict[str, Any]:
    shown = {name: value for name, value in failure.items() if name not in _BODIES}
    if details:
        failure = _with_bodies(client, failure)
        shown.update(
            {name: _recorded.masked(client.scrub(str(failure.get(name) or ""))) for name in _BODIES}
        )
    return shown


def _with_bodies(client: _client.Client, failure: dict[str, Any]) -> dict[str, Any]:
    number = failure.get("id")
    if number is None or any(failure.get(name) for name in _BODIES):
        return failure
    try:
        found = client.get("%s/%s" % (_PATH, number)).get("target_failure")
    except _errors.ApiError as error:
        if error.status not in GONE:
            raise
        # Zendesk keeps the latest ones only: this one has just made room for another.
        return failure
    return dict(failure, **(found if isinstance(found, dict) else {}))
