# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The targets of one account, as they are read. Nothing here writes."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import _brands, _find, _values
from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _errors

PATH = "/api/v2/targets"


def read_targets(client: _client.Client) -> list[dict[str, Any]]:
    """Every target of the account, of whatever type."""
    return _find.unique(_validated(client, target) for target in client.list(PATH, "targets"))


def read_target(client: _client.Client, target_id: int) -> dict[str, Any] | None:
    """One target, None if there is none with this id."""
    try:
        answer = client.get(path_of(target_id))
    except _errors.RecordNotFound:
        return None
    return record_in(client, answer, target_id)


def path_of(target_id: int) -> str:
    """Where a target is."""
    return "%s/%d" % (PATH, target_id)


def record_in(
    client: _client.Client, answer: dict[str, Any], target_id: int | None = None
) -> dict[str, Any]:
    """The target that an answer holds; with ``target_id`` it must be that one."""
    target = _validated(client, answer.get("target"))
    if target_id not in (None, target["id"]):
        raise _errors.ApiError("Zendesk's answer is about another target than was asked for.", 200)
    return target


def _validated(client: _client.Client, target: Any) -> dict[str, Any]:
    """``target``, its secrets known to the client; it must be one as far as it is relied on."""
    number = target.get("id") if isinstance(target, dict) else None
    fits = isinstance(number, int) and not isinstance(number, bool)
    title = target.get("title") if fits else None
    if isinstance(title, (int, float)) and not isinstance(title, bool):
        # A title of digits can read back as a number.
        target["title"] = str(title)
    texts = [target.get("title"), target.get("type")] if fits else []
    if not fits or not all(text is None or isinstance(text, str) for text in texts):
        raise _errors.ApiError(
            "Zendesk's answer holds no target.", status=200, outcome=_errors.Outcome.UNKNOWN
        )
    known: dict[str, Any] = {"title": None, "type": None, **target}
    client.add_secrets(_values.secret_values(known))
    warning = _brands.brand_warning(client.connection.base_url, known.get("url"))
    if warning and warning not in client.warnings:
        client.warnings.append(warning)
    return known
