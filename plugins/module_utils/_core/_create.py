# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Create a target once, even where an answer is lost."""

from __future__ import annotations

import threading
from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _find,
    _plan,
    _store,
    _values,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _errors
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


class KnownTargets:
    """What a new target must not be taken for. Threads of one run share it.

    That is what there was before, and what this run has created.
    """

    def __init__(self, existing: list[dict[str, Any]]) -> None:
        self._lock = threading.Lock()
        self._ids = {target["id"] for target in existing}
        # Only an account that lists some is known to list them.
        self.lists_retired = any(is_retired(target.get("type")) for target in existing)

    def add(self, target: dict[str, Any]) -> dict[str, Any]:
        """Note a target that this run has created, and return it."""
        with self._lock:
            self._ids.add(target["id"])
        return target

    def claim(self, targets: list[dict[str, Any]], body: dict[str, Any]) -> dict[str, Any] | None:
        """The new one among ``targets`` that is what was sent; no other thread gets it then."""
        with self._lock:
            for target in targets:
                if target["id"] not in self._ids and is_as_sent(body, target):
                    self._ids.add(target["id"])
                    return target
        return None

    def doubtful(self, targets: list[dict[str, Any]], body: dict[str, Any]) -> list[dict[str, Any]]:
        """The new ones among ``targets`` that could be what was sent, stored with a difference."""
        with self._lock:
            new = [target for target in targets if target["id"] not in self._ids]
        return [target for target in new if _could_be(body, target)]


def create(client: _client.Client, body: dict[str, Any], known: KnownTargets) -> dict[str, Any]:
    """Create a target once: where an answer is lost, look for it before another try.

    Raises Unconfirmed where it is not known whether there is one now.
    """
    # Where the list would not show it, nobody can look for it.
    blind = is_retired(body["type"]) and not known.lists_retired
    lost = _errors.ApiError("")
    doubtful: list[dict[str, Any]] = []
    for attempt in range(client.connection.retries + 1):
        asked: float | None = None
        # What may be at work on the first request, or has done it in its own way, must not get a
        # second one.
        if attempt == 0 or not (lost.pending or doubtful or blind):
            try:
                return known.add(
                    _store.record_in(client, client.post(_store.PATH, {"target": body}))
                )
            except _errors.ApiError as error:
                if error.outcome is not _errors.Outcome.UNKNOWN:
                    raise
                lost, asked = error, error.retry_after
        client.pause(attempt, asked)
        try:
            targets = _store.read_targets(client)
        except _errors.ApiError as error:
            more = " Looking for it failed as well: %s" % error
            raise _unconfirmed(body, lost, more, _errors.is_outage(error)) from None
        found = known.claim(targets, body)
        if found:
            return found
        doubtful = known.doubtful(targets, body)
    # The account answers; that one request was not answered may be its own fault.
    outage = _errors.is_outage(lost) and not lost.pending
    raise _unconfirmed(body, lost, _advice(body, doubtful, blind), outage)


def _unconfirmed(
    body: dict[str, Any], lost: _errors.ApiError, more: str, outage: bool
) -> _errors.Unconfirmed:
    error = _errors.Unconfirmed(
        "%s: it is not known whether it was created: %s%s" % (_plan.label(body), lost, more),
        lost.status,
        lost.code,
        lost.outcome,
    )
    error.request_id = lost.request_id
    error.exhausted = outage
    return error


def _advice(body: dict[str, Any], doubtful: list[dict[str, Any]], blind: bool) -> str:
    if doubtful:
        target = doubtful[0]
        return (
            " Meanwhile %s appeared, which differs in %s. No second one was created. If Zendesk "
            "has stored it in this form, change the task accordingly; if somebody else has created "
            "it, use another title."
            % (_plan.label(target), ", ".join(_differences(body, target)) or "nothing")
        )
    if blind:
        return (
            " Accounts may not list targets of this retired type, so no second one was created. "
            "Look for it in Zendesk's Admin Center."
        )
    return " Run again: the next run looks first."


def is_retired(type_name: str | None) -> bool:
    """Whether Zendesk no longer delivers to targets of a type."""
    entry = _targets.find_type(type_name)
    return entry is not None and bool(entry.retired)


def is_as_sent(body: dict[str, Any], target: dict[str, Any]) -> bool:
    """Whether a target is what a create has sent, to the letter and as far as it can be read."""
    return _identity(body) == _identity(target) and not _differences(body, target)


def _could_be(body: dict[str, Any], target: dict[str, Any]) -> bool:
    """Whether Zendesk may have made this of what was sent. It trims and cuts, and adds nothing."""
    sent, found = str(body["title"]), str(target.get("title") or "")
    if _targets.canonical(body["type"]) != _targets.canonical(target.get("type")) or len(
        found
    ) > len(sent):
        return False
    if _find.fold(sent) == _find.fold(found):
        return True
    return bool(found) and sent.startswith(found) and _differences(body, target) == ["title"]


def _identity(target: dict[str, Any]) -> tuple[str, str]:
    return str(target.get("title")), _targets.canonical(target.get("type"))


def _differences(body: dict[str, Any], target: dict[str, Any]) -> list[str]:
    return [
        attribute.name
        for attribute in _targets.COMMON + _values.attributes_of(target)
        if attribute.name != "type"
        and not attribute.read_only
        and _differs(attribute, body.get(attribute.name), target.get(attribute.name))
    ]


def _differs(attribute: _targets.Attribute, sent: Any, found: Any) -> bool:
    if attribute.write_only or _values.hidden(attribute, sent, found):
        return False
    if not _values.is_set(sent) and (attribute.kind != _targets.STR or attribute.choices):
        # Zendesk may fill it in.
        return False
    return not _values.same(attribute, sent, found)
