# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Carry out a plan. Nothing but this and C(_create) writes."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _create,
    _plan,
    _store,
    _values,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _errors
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


def carry_out(
    client: _client.Client,
    wanted: dict[str, Any],
    step: _plan.Plan,
    policy: _plan.Policy,
    existing: list[dict[str, Any]],
) -> tuple[_plan.Plan, dict[str, Any] | None]:
    """Carry out the plan of one target; returns the plan that was carried out, and the target."""
    if step.action not in (_plan.CREATE, _plan.RECREATE):
        # Named by id it has just been read, and nothing lies between that and the write.
        return change(client, wanted, step, policy, reread=wanted.get("id") is None)
    stored = begin(client, step, _create.KnownTargets(existing))
    if not must_be_listed(step):
        return step, finish(client, step, stored)
    try:
        listed = listed_ids(client)
    except _errors.ApiError as error:
        raise unverified(step, stored, error) from None
    return step, finish(client, step, stored, listed)


def must_be_listed(step: _plan.Plan) -> bool:
    """Whether a plan creates a target that the account may not list: see ``finish``."""
    return step.action in (_plan.CREATE, _plan.RECREATE) and _create.is_retired(step.body["type"])


def listed_ids(client: _client.Client) -> set[Any]:
    """What the account lists."""
    return {target["id"] for target in _store.read_targets(client)}


def begin(client: _client.Client, step: _plan.Plan, known: _create.KnownTargets) -> dict[str, Any]:
    """Create the target of a plan that creates one; ``finish`` does the rest."""
    client.add_secrets(_values.secret_values(step.body))
    return _create.create(client, step.body, known)


def finish(
    client: _client.Client, step: _plan.Plan, stored: dict[str, Any], listed: set[Any] | None = None
) -> dict[str, Any]:
    """What is left of a create once ``stored`` is there; returns it without secrets.

    ``listed``: the ids that the account lists by now, None where it lists all for certain. A target
    that it does not list is taken back: no run would find it, and each would create another one.
    """
    if listed is not None and stored["id"] not in listed:
        _take_back(client, stored)
    _compare(client, step.body, stored)
    if step.action == _plan.RECREATE and step.existing:
        # In this order: a create that fails must not cost the target that is there.
        try:
            _delete(client, step.existing)
        except _errors.ApiError as error:
            raise _errors.HalfDone(
                "%s was created in place of %s, but the old one could not be deleted: %s Delete "
                "it by id, no other run will."
                % (_plan.label(stored), _plan.label(step.existing), error),
                error,
                _values.without_secrets(stored),
            ) from None
    return _values.without_secrets(stored)


def unverified(
    step: _plan.Plan, stored: dict[str, Any], error: _errors.ApiError
) -> _errors.HalfDone:
    """The error of a target that was created, where the list could not be read after that."""
    old = " %s was not deleted." % _plan.label(step.existing) if step.existing else ""
    return _errors.HalfDone(
        "%s was created, but the list could not be read again, so it is not known whether this "
        "account lists targets of this retired type: %s%s Delete it by id if the next run does not "
        "find it." % (_plan.label(stored), error, old),
        error,
        _values.without_secrets(stored),
    )


def change(
    client: _client.Client,
    wanted: dict[str, Any],
    step: _plan.Plan,
    policy: _plan.Policy,
    reread: bool,
) -> tuple[_plan.Plan, dict[str, Any] | None]:
    """Carry out an update or a delete; returns the plan that was carried out, and the target.

    ``reread``: whether the target is read, and the update planned, once more. A write sends all
    attributes, and would undo what somebody else has changed since the list was read.
    """
    client.add_secrets(_values.secret_values(step.body))
    if step.existing is None or step.action not in (_plan.UPDATE, _plan.DELETE):
        return step, step.predicted()
    if step.action == _plan.DELETE:
        _delete(client, step.existing)
        return step, step.predicted()
    if reread:
        step = _plan.plan(wanted, _read_again(client, step.existing), policy)
        if not step.changed:
            return step, step.predicted()
        client.add_secrets(_values.secret_values(step.body))
    return step, _values.without_secrets(_update(client, step))


def _update(client: _client.Client, step: _plan.Plan) -> dict[str, Any]:
    target_id = (step.existing or {})["id"]
    try:
        answer = client.put(_store.path_of(target_id), {"target": step.body})
    except _errors.RecordNotFound as error:
        raise _gone(step.existing or {}, error) from None
    stored = _store.record_in(client, answer, target_id)
    _compare(client, step.body, stored)
    return stored


def _read_again(client: _client.Client, target: dict[str, Any]) -> dict[str, Any]:
    found = _store.read_target(client, target["id"])
    if found is None:
        raise _gone(target, _errors.ApiError("", 404, "RecordNotFound"))
    if _targets.canonical(found.get("type")) != _targets.canonical(target.get("type")):
        raise _errors.PlanError(
            "%s has become one of type %s after the list was read, so it was not updated. Run again."
            % (_plan.label(target), found.get("type"))
        )
    return found


def _gone(target: dict[str, Any], error: _errors.ApiError) -> _errors.ApiError:
    gone = _errors.ApiError(
        "%s was deleted by somebody else while this run was under way, so it was not updated. Run "
        "again to create it, or remove it from the task." % _plan.label(target),
        error.status,
        error.code,
    )
    gone.request_id = error.request_id
    return gone


def _take_back(client: _client.Client, stored: dict[str, Any]) -> None:
    """Delete what was created, and raise the error that says why."""
    entry = _targets.find_type(stored.get("type"))
    replacement = entry.replacement if entry else "a webhook"
    if "webhook" not in replacement:
        replacement += ", or a webhook,"
    why = (
        "%s was created, but this account does not list targets of this retired type: no run would "
        "find it again, and each would create another one." % _plan.label(stored)
    )
    try:
        _delete(client, stored)
    except _errors.ApiError as error:
        raise _errors.HalfDone(
            "%s It could not be deleted: %s Delete it by id, and use %s instead."
            % (why, error, replacement),
            error,
            _values.without_secrets(stored),
        ) from None
    raise _errors.ZendeskError("%s So it was deleted. Use %s instead." % (why, replacement))


def _compare(client: _client.Client, body: dict[str, Any], stored: dict[str, Any]) -> None:
    """Hold what was stored against what was sent; whatever that ends in, the write is told."""
    try:
        _check_title(body, stored)
        _warn_of_differences(client, body, stored)
    except _errors.ZendeskError:
        raise
    except Exception as error:
        raise _errors.HalfDone(
            _errors.unexpected(error), _errors.ApiError("", 200), _values.without_secrets(stored)
        ) from error


def _warn_of_differences(
    client: _client.Client, body: dict[str, Any], stored: dict[str, Any]
) -> None:
    for name in _plan.differences(body, stored):
        client.warnings.append(
            "%s: Zendesk has not stored %s as it was sent; the next run will report a change again."
            % (_plan.label(stored), name)
        )


def _check_title(body: dict[str, Any], stored: dict[str, Any]) -> None:
    """A title that Zendesk changes is not found again: each run would create another target."""
    if "title" in body and str(stored.get("title")) != body["title"]:
        raise _errors.HalfDone(
            '%s: Zendesk has stored it under this title instead of "%s". Use this title from now on: '
            "under the other one it would not be found, and made again."
            % (_plan.label(stored), body["title"]),
            _errors.ApiError("", 200),
            _values.without_secrets(stored),
        )


def _delete(client: _client.Client, target: dict[str, Any]) -> None:
    client.delete(_store.path_of(target["id"]))
