# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Carries out the plan for one record. All writes happen here."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _changes,
    _create,
    _definitions,
    _plan,
    _record,
    _resource,
    _store,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_QUOTED = re.compile("'([^']{1,200})'")


def carry_out(
    store: _store.Store,
    desired: _record.Desired,
    plan: _plan.Plan,
    policy: _plan.Policy,
    existing: list[_record.Record],
) -> tuple[_plan.Plan, dict[str, Any] | None]:
    """Carries out the plan for one record; returns the plan as carried out, and the record."""
    if not plan.creates:
        # A record given by ID was read immediately before, so it is not read again.
        return change(store, desired, plan, policy, reread=desired.id is None)
    stored = begin(store, plan, _create.KnownRecords(existing))
    if not must_be_listed(plan):
        return plan, finish(store, plan, stored)
    try:
        listed = listed_ids(store)
    except _errors.ApiError as error:
        raise unverified(plan, stored, error) from None
    return plan, finish(store, plan, stored, listed)


def must_be_listed(plan: _plan.Plan) -> bool:
    """Whether a plan creates a record that the account may not list, see ``finish``."""
    return plan.creates and plan.sent is not None and _create.is_retired(plan.sent)


def listed_ids(store: _store.Store) -> set[Any]:
    """Returns the IDs of all records in the account's list."""
    return {record.id for record in store.read_all()}


def begin(store: _store.Store, plan: _plan.Plan, known: _create.KnownRecords) -> _record.Record:
    """Creates the record of a plan; ``finish`` does the rest."""
    sent = cast(_record.Record, plan.sent)
    store.client.add_secrets(sent.secrets())
    try:
        return _create.create(store, sent, known)
    except _errors.ApiError as error:
        _tell_places(error, sent, store)
        raise


def finish(
    store: _store.Store,
    plan: _plan.Plan,
    stored: _record.Record,
    listed: set[Any] | None = None,
    deletes_old: bool = True,
) -> dict[str, Any]:
    """Completes a create after ``stored`` was created; returns it without secrets.

    ``listed``: the IDs that the account now lists; None if it certainly lists all records. A record
    that is not listed is deleted again, because no run would find it, and each would create another
    one. ``deletes_old``: whether a replaced record is deleted now.
    """
    if listed is not None and stored.id not in listed:
        _take_back(store, stored)
    _compare(store, cast(_record.Record, plan.sent), stored)
    if plan.action == _plan.RECREATE and plan.existing and deletes_old:
        # In this order, so that a failed create does not lose the existing record.
        try:
            store.delete(plan.existing.id)
        except _errors.ApiError as error:
            raise half_done(
                "%s was created to replace %s, but the old one could not be deleted: %s Delete it "
                "by ID, because no other run will do so."
                % (stored, plan.existing.in_a_sentence(), error),
                error,
                stored,
            ) from None
    return stored.without_secrets()


def half_done(message: str, cause: _errors.ApiError, stored: _record.Record) -> _errors.HalfDone:
    """Returns the error for a change that was made only in part."""
    kind = stored.resource.endpoint.kind
    return _errors.HalfDone(message, cause, kind, stored.without_secrets())


def unverified(
    plan: _plan.Plan, stored: _record.Record, error: _errors.ApiError
) -> _errors.HalfDone:
    """Returns the error for a created record if the list could not be read afterwards."""
    old = " %s was not deleted." % plan.existing if plan.existing else ""
    return half_done(
        "%s was created, but the list could not be read again, so it is not known whether this "
        "account lists %s of this retired %s: %s%s If the next run does not find it, delete it by "
        "ID." % (stored, stored.resource.endpoint.plural, stored.resource.variant, error, old),
        error,
        stored,
    )


def change(
    store: _store.Store,
    desired: _record.Desired | None,
    plan: _plan.Plan,
    policy: _plan.Policy,
    reread: bool,
) -> tuple[_plan.Plan, dict[str, Any] | None]:
    """Carries out an update or a delete; returns the plan as carried out, and the record.

    ``reread``: whether some time has passed since the record was read. If a write sends all
    attributes, the record is then read and the update planned again, so that changes by others are
    not undone.
    """
    reread = reread and store.resource.update.whole
    if plan.action == _plan.UPDATE and plan.existing and reread and desired:
        plan = _plan.make_plan(desired, _read_again(store, plan.existing), policy)
    if plan.action == _plan.DELETE and plan.existing:
        store.delete(plan.existing.id)
    elif plan.action == _plan.UPDATE and plan.existing and plan.sent:
        return plan, _update(store, plan.existing, plan.sent).without_secrets()
    return plan, plan.predicted()


def _update(store: _store.Store, existing: _record.Record, sent: _record.Record) -> _record.Record:
    store.client.add_secrets(sent.secrets())
    try:
        stored = store.update(existing.id, sent.values)
    except _errors.ApiError as error:
        if store.is_gone(error):
            raise _gone(existing, error) from None
        _tell_places(error, sent, store)
        raise
    if stored is None:
        stored = _read_stored(store, existing)
    _compare(store, sent, stored)
    return stored


def _tell_places(error: _errors.ApiError, sent: _record.Record, store: _store.Store) -> None:
    """Adds to an error what the account does not know, or where the quoted values are in the task."""
    if error.status != 422:
        return
    unknown = _definitions.unknown(store.definitions, sent)
    if unknown:
        error.args = ("%s %s" % (error, " ".join(unknown)),)
        return
    texts = set(_QUOTED.findall(str(error)))
    places = [
        name + place
        for name, attribute in sent.attributes.items()
        if name in sent.values
        for text in sorted(texts)
        for place in attribute.type.places_of(sent.values[name], text)
    ]
    if places:
        error.args = (
            "%s The value is in %s. A rule is saved as a whole, so existing values count as well. "
            "Use a value that this account has. Instead of an ID, you can use a name."
            % (error, " and ".join(dict.fromkeys(places))),
        )


def _read_stored(store: _store.Store, existing: _record.Record) -> _record.Record:
    """Reads the record after an update whose response did not contain it."""
    try:
        stored = store.read(existing.id)
    except _errors.ApiError as error:
        raise half_done(
            "%s was updated, but it could not be read again: %s" % (existing, error),
            error,
            existing,
        ) from None
    if stored is None:
        raise _gone(existing, _errors.ApiError("", 404, existing.resource.endpoint.gone))
    return stored


def _read_again(store: _store.Store, record: _record.Record) -> _record.Record:
    found = store.read(record.id)
    if found is None:
        raise _gone(record, _errors.ApiError("", 404, record.resource.endpoint.gone))
    if found.kind != record.kind:
        raise _errors.PlanError(
            "%s was changed to one of %s %s after the list was read, so it was not updated. Run "
            "the task again." % (record, record.resource.variant_noun, found.variant_name)
        )
    return found


def _gone(record: _record.Record, error: _errors.ApiError) -> _errors.ApiError:
    gone = _errors.ApiError(
        "%s was deleted by somebody else during this run, so it was not updated. Run the task "
        "again to create it, or remove it from the task." % record,
        error.status,
        error.code,
    )
    gone.request_id = error.request_id
    return gone


def _take_back(store: _store.Store, stored: _record.Record) -> None:
    """Deletes the created record again, and raises an error that says why."""
    variant = stored.variant
    instead = " Use %s instead." % variant.replacement if variant and variant.replacement else ""
    why = (
        "%s was created, but this account does not list %s of this retired %s. No run would find "
        "it again, and each run would create another one."
        % (stored, stored.resource.endpoint.plural, stored.resource.variant)
    )
    try:
        store.delete(stored.id)
    except _errors.ApiError as error:
        raise half_done(
            "%s It could not be deleted: %s Delete it by ID.%s" % (why, error, instead),
            error,
            stored,
        ) from None
    raise _errors.ZendeskError("%s So it was deleted again.%s" % (why, instead))


def _compare(store: _store.Store, sent: _record.Record, stored: _record.Record) -> None:
    """Compares the stored record with what was sent. The write is reported in any case."""
    try:
        _check_name(sent, stored)
        for attribute in _changes.differences(sent, stored):
            store.client.warnings.append(_difference(attribute, sent, stored))
    except _errors.ZendeskError:
        raise
    except Exception as error:
        raise half_done(_errors.unexpected(error), _errors.ApiError("", 200), stored) from error


def _difference(
    attribute: _resource.Attribute, sent: _record.Record, stored: _record.Record
) -> str:
    name = attribute.name

    def show(value: Any) -> str:
        masked = attribute.type.masked(value)
        is_plain = not isinstance(masked, (dict, list))
        return str(masked) if is_plain else json.dumps(masked, ensure_ascii=False)

    return (
        "%s: Zendesk did not store %s as sent. Sent: %s. Stored: %s. The next run will send it "
        "again." % (stored, name, show(sent.values[name]), show(stored.values[name]))
    )


def _check_name(sent: _record.Record, stored: _record.Record) -> None:
    """Raises an error if Zendesk changed the name, because each run would create another record."""
    name = stored.resource.name
    if name in sent.values and not stored.is_called(sent.name):
        raise half_done(
            '%s: Zendesk stored it with this %s instead of "%s". Use this %s from now on, because the '
            "next run would not find the other one, and would create another record."
            % (stored, name, sent.name, name),
            _errors.ApiError("", 200),
            stored,
        )
