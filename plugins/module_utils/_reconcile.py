# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Targets of one account: read them, and carry out a plan. Nothing else here writes."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._brands import brand_warning
from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._errors import (
    ApiError,
    HalfDone,
    Outcome,
    RecordNotFound,
    Unconfirmed,
)
from ansible_collections.community.zendesk.plugins.module_utils._plan import (
    DELETE,
    RECREATE,
    UPDATE,
    Plan,
    Policy,
    differences,
    find,
    label,
    plan,
)
from ansible_collections.community.zendesk.plugins.module_utils._references import refuse_if_used
from ansible_collections.community.zendesk.plugins.module_utils._target_types import canonical
from ansible_collections.community.zendesk.plugins.module_utils._values import (
    secret_values,
    without_secrets,
)

_PATH = "/api/v2/targets"


def read_targets(client: Client) -> list[dict[str, Any]]:
    """Every target of the account, of whatever type."""
    return [_checked(client, target) for target in client.list(_PATH, "targets")]


def read_target(client: Client, target_id: int) -> dict[str, Any] | None:
    """One target, None if there is none with this id."""
    try:
        answer = client.get("%s/%d" % (_PATH, target_id))
    except RecordNotFound:
        return None
    return _target(client, answer, target_id)


def reconcile(
    client: Client, wanted: dict[str, Any], policy: Policy, check_mode: bool
) -> tuple[Plan, dict[str, Any] | None]:
    """Make one target what is wanted; in check mode only find out what that would take.

    Returns the plan and the target as it is then, without secrets.
    """
    client.add_secrets(secret_values(wanted))
    if wanted.get("id") is not None:
        target = read_target(client, wanted["id"])
        existing = [target] if target else []
    else:
        existing = read_targets(client)
    found = find(wanted, existing)
    made = plan(wanted, found[0] if found else None, policy)
    if made.deletes and made.existing and not policy.force:
        refuse_if_used(client, made.existing)
    if check_mode or not made.changed:
        return made, made.predicted()
    return made, carry_out(client, made, {target["id"] for target in existing})


def carry_out(client: Client, made: Plan, known_ids: set[Any]) -> dict[str, Any] | None:
    """Do what a plan says; returns the target without secrets, a deleted one as it was.

    ``known_ids``: of the targets there were before, to tell a new one from them.
    """
    client.add_secrets(secret_values(made.body))
    existing = made.existing or {}
    if made.action == DELETE:
        _delete(client, existing)
        return made.predicted()
    if made.action == UPDATE:
        path = "%s/%d" % (_PATH, existing["id"])
        stored = _target(client, client.put(path, {"target": made.body}), existing["id"])
    else:
        stored = _create(client, made.body, known_ids)
    _check_title(made.body, stored)
    for name in differences(made.body, stored):
        client.warnings.append(
            "%s: Zendesk has not stored %s as it was sent; the next run will report a change again."
            % (label(stored), name)
        )
    if made.action == RECREATE:
        # In this order: a create that fails must not cost the target that is there.
        try:
            _delete(client, existing)
        except ApiError as error:
            raise HalfDone(
                "%s was created in place of %s, but the old one could not be deleted: %s Delete "
                "it by id, no other run will." % (label(stored), label(existing), error),
                error,
                without_secrets(stored),
            ) from None
    return without_secrets(stored)


def _check_title(body: dict[str, Any], stored: dict[str, Any]) -> None:
    """A title that Zendesk changes is not found again: each run would create another target."""
    if str(stored.get("title")) != body["title"]:
        raise HalfDone(
            '%s: Zendesk has stored it under this title instead of "%s". Use this title from now on: '
            "under the other one it would not be found, and made again."
            % (label(stored), body["title"]),
            ApiError("", 200),
            without_secrets(stored),
        )


def _delete(client: Client, target: dict[str, Any]) -> None:
    client.delete("%s/%d" % (_PATH, target["id"]))


def _create(client: Client, body: dict[str, Any], known_ids: set[Any]) -> dict[str, Any]:
    """Create once, even where an answer is lost: look for the new target before another try."""
    lost = ApiError("")
    for attempt in range(client.connection.retries + 1):
        # A server that may still be at work on the first request must not get a second one.
        if not lost.pending:
            try:
                return _target(client, client.post(_PATH, {"target": body}))
            except ApiError as error:
                if error.outcome is not Outcome.UNKNOWN:
                    raise
                lost = error
        client.pause(attempt)
        try:
            found = _created(client, body, known_ids)
        except ApiError as error:
            raise _not_known(body, lost, " To look for it failed, too: %s" % error) from None
        if found:
            return found
    raise _not_known(body, lost)


def _not_known(body: dict[str, Any], lost: ApiError, more: str = "") -> Unconfirmed:
    error = Unconfirmed(
        "%s: it is not known whether it was created: %s%s Run again: the next run looks first."
        % (label(body), lost, more),
        lost.status,
        lost.code,
        lost.outcome,
    )
    error.request_id = lost.request_id
    return error


def _created(client: Client, body: dict[str, Any], known_ids: set[Any]) -> dict[str, Any] | None:
    found = [
        target
        for target in read_targets(client)
        if target.get("id") not in known_ids
        and str(target.get("title")).strip() == body["title"].strip()
        and canonical(target.get("type")) == canonical(body["type"])
    ]
    return found[0] if found else None


def _target(client: Client, answer: dict[str, Any], target_id: int | None = None) -> dict[str, Any]:
    """The target that an answer holds; with ``target_id`` it must be that one."""
    target = _checked(client, answer.get("target"))
    if target_id not in (None, target["id"]):
        raise ApiError("Zendesk's answer is about another target than was asked for.", 200)
    return target


def _checked(client: Client, target: Any) -> dict[str, Any]:
    """``target``, its secrets known to the client; it must be one as far as it is relied on."""
    number = target.get("id") if isinstance(target, dict) else None
    fits = isinstance(number, int) and not isinstance(number, bool)
    title = target.get("title") if fits else None
    if isinstance(title, (int, float)) and not isinstance(title, bool):
        # A title of digits can read back as a number.
        target["title"] = str(title)
    texts = [target.get("title"), target.get("type")] if fits else []
    if not fits or not all(text is None or isinstance(text, str) for text in texts):
        raise ApiError("Zendesk's answer holds no target.", status=200, outcome=Outcome.UNKNOWN)
    known: dict[str, Any] = target
    client.add_secrets(secret_values(known))
    warning = brand_warning(client.connection.base_url, known.get("url"))
    if warning and warning not in client.warnings:
        client.warnings.append(warning)
    return known
