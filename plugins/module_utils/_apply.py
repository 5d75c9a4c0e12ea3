# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Carry out a plan. Nothing but this and C(_create) writes."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._create import (
    KnownTargets,
    create,
    is_retired,
)
from ansible_collections.community.zendesk.plugins.module_utils._errors import (
    ApiError,
    HalfDone,
    PlanError,
    RecordNotFound,
    ZendeskError,
    unexpected,
)
from ansible_collections.community.zendesk.plugins.module_utils._plan import (
    CREATE,
    DELETE,
    RECREATE,
    UPDATE,
    Plan,
    Policy,
    differences,
    label,
    plan,
)
from ansible_collections.community.zendesk.plugins.module_utils._store import (
    path_of,
    read_target,
    read_targets,
    record_in,
)
from ansible_collections.community.zendesk.plugins.module_utils._target_types import (
    canonical,
    find_type,
)
from ansible_collections.community.zendesk.plugins.module_utils._values import (
    secret_values,
    without_secrets,
)


def must_be_listed(step: Plan) -> bool:
    """Whether a plan creates a target that the account may not list: see ``finish``."""
    return step.action in (CREATE, RECREATE) and is_retired(step.body["type"])


def listed_ids(client: Client) -> set[Any]:
    """What the account lists."""
    return {target["id"] for target in read_targets(client)}


def begin(client: Client, step: Plan, known: KnownTargets) -> dict[str, Any]:
    """Create the target of a plan that creates one; ``finish`` does the rest."""
    client.add_secrets(secret_values(step.body))
    return create(client, step.body, known)


def finish(
    client: Client, step: Plan, stored: dict[str, Any], listed: set[Any] | None = None
) -> dict[str, Any]:
    """What is left of a create once ``stored`` is there; returns it without secrets.

    ``listed``: the ids that the account lists by now, None where it lists all for certain. A target
    that it does not list is taken back: no run would find it, and each would create another one.
    """
    if listed is not None and stored["id"] not in listed:
        _take_back(client, stored)
    _compare(client, step.body, stored)
    if step.action == RECREATE and step.existing:
        # In this order: a create that fails must not cost the target that is there.
        try:
            _delete(client, step.existing)
        except ApiError as error:
            raise HalfDone(
                "%s was created in place of %s, but the old one could not be deleted: %s Delete "
                "it by id, no other run will." % (label(stored), label(step.existing), error),
                error,
                without_secrets(stored),
            ) from None
    return without_secrets(stored)


def unverified(step: Plan, stored: dict[str, Any], error: ApiError) -> HalfDone:
    """The error of a target that was created, where the list could not be read after that."""
    old = " %s was not deleted." % label(step.existing) if step.existing else ""
    return HalfDone(
        "%s was created, but the list could not be read again, so it is not known whether this "
        "account lists targets of this retired type: %s%s Delete it by id if the next run does not "
        "find it." % (label(stored), error, old),
        error,
        without_secrets(stored),
    )


def change(
    client: Client, wanted: dict[str, Any], step: Plan, policy: Policy, reread: bool
) -> tuple[Plan, dict[str, Any] | None]:
    """Carry out an update or a delete; returns the plan that was carried out, and the target.

    ``reread``: whether the target is read, and the update planned, once more. A write sends all
    attributes, and would undo what somebody else has changed since the list was read.
    """
    client.add_secrets(secret_values(step.body))
    if step.existing is None or step.action not in (UPDATE, DELETE):
        return step, step.predicted()
    if step.action == DELETE:
        _delete(client, step.existing)
        return step, step.predicted()
    if reread:
        step = plan(wanted, _read_again(client, step.existing), policy)
        if not step.changed:
            return step, step.predicted()
        client.add_secrets(secret_values(step.body))
    return step, without_secrets(_update(client, step))


def _update(client: Client, step: Plan) -> dict[str, Any]:
    target_id = (step.existing or {})["id"]
    try:
        answer = client.put(path_of(target_id), {"target": step.body})
    except RecordNotFound as error:
        raise _gone(step.existing or {}, error) from None
    stored = record_in(client, answer, target_id)
    _compare(client, step.body, stored)
    return stored


def _read_again(client: Client, target: dict[str, Any]) -> dict[str, Any]:
    found = read_target(client, target["id"])
    if found is None:
        raise _gone(target, ApiError("", 404, "RecordNotFound"))
    if canonical(found.get("type")) != canonical(target.get("type")):
        raise PlanError(
            "%s has become one of type %s after the list was read, so it was not updated. Run again."
            % (label(target), found.get("type"))
        )
    return found


def _gone(target: dict[str, Any], error: ApiError) -> ApiError:
    gone = ApiError(
        "%s was deleted by somebody else while this run was under way, so it was not updated. Run "
        "again to create it, or remove it from the task." % label(target),
        error.status,
        error.code,
    )
    gone.request_id = error.request_id
    return gone


def _take_back(client: Client, stored: dict[str, Any]) -> None:
    """Delete what was created, and raise the error that says why."""
    entry = find_type(stored.get("type"))
    replacement = entry.replacement if entry else "a webhook"
    if "webhook" not in replacement:
        replacement += ", or a webhook,"
    why = (
        "%s was created, but this account does not list targets of this retired type: no run would "
        "find it again, and each would create another one." % label(stored)
    )
    try:
        _delete(client, stored)
    except ApiError as error:
        raise HalfDone(
            "%s It could not be deleted: %s Delete it by id, and use %s instead."
            % (why, error, replacement),
            error,
            without_secrets(stored),
        ) from None
    raise ZendeskError("%s So it was deleted. Use %s instead." % (why, replacement))


def _compare(client: Client, body: dict[str, Any], stored: dict[str, Any]) -> None:
    """Hold what was stored against what was sent; whatever that ends in, the write is told."""
    try:
        _check_title(body, stored)
        _warn_of_differences(client, body, stored)
    except ZendeskError:
        raise
    except Exception as error:
        raise HalfDone(unexpected(error), ApiError("", 200), without_secrets(stored)) from error


def _warn_of_differences(client: Client, body: dict[str, Any], stored: dict[str, Any]) -> None:
    for name in differences(body, stored):
        client.warnings.append(
            "%s: Zendesk has not stored %s as it was sent; the next run will report a change again."
            % (label(stored), name)
        )


def _check_title(body: dict[str, Any], stored: dict[str, Any]) -> None:
    """A title that Zendesk changes is not found again: each run would create another target."""
    if "title" in body and str(stored.get("title")) != body["title"]:
        raise HalfDone(
            '%s: Zendesk has stored it under this title instead of "%s". Use this title from now on: '
            "under the other one it would not be found, and made again."
            % (label(stored), body["title"]),
            ApiError("", 200),
            without_secrets(stored),
        )


def _delete(client: Client, target: dict[str, Any]) -> None:
    client.delete(path_of(target["id"]))
