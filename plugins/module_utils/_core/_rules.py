# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The plan of a record in which other records are named."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _definitions,
    _find,
    _kinds,
    _lookups,
    _notifications,
    _plan,
    _record,
    _references,
    _resolve,
    _store,
    _traits,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


class Naming(_traits.Naming):
    """``kinds``: what can be named. ``definitions``: the path where the account says what records hold."""

    def __init__(self, kinds: dict[str, _kinds.Kind], definitions: str = "") -> None:
        self.kinds = kinds
        self.definitions = definitions

    def problems(self, desired: _record.Desired) -> list[str]:
        return _resolve.problems_of(desired, self.kinds)

    def scopes(self, desired: _record.Desired) -> list[str]:
        return _resolve.scopes_of(desired, self.kinds)

    def plan(
        self,
        store: _store.Store,
        desired: _record.Desired,
        existing: list[_record.Record],
        policy: _plan.Policy,
        check_mode: bool,
    ) -> tuple[_plan.Plan, _record.Desired]:
        lookups = _lookups.Lookups(store.client, self.kinds)
        resolver = _references.Resolver(
            lookups, allows_pending=check_mode and not desired.is_absent
        )
        try:
            resolved = _resolve.resolve(desired, resolver)
        except _errors.PlanError as error:
            if not desired.is_absent:
                raise with_needs(error, desired, existing, lookups) from None
            # What it should be in is gone, and so is all that was in it.
            store.client.warnings += [str(error), *elsewhere(desired, existing)]
            return _plan.Plan(_plan.NOTHING), desired
        found = _find.Assignment([resolved], existing).record_of(0)
        if found is None:
            if desired.is_absent:
                store.client.warnings += elsewhere(desired, existing)
            elif desired.id is None:
                resolved, more = settled(resolved, lookups)
                _plan.refuse_incomplete(resolved, more)
        planned = _plan.make_plan(resolved, found, policy)
        _plan.refuse_to_delete(planned, resolved, policy)
        refuse_twin(planned, existing)
        store.client.warnings += resolver.warnings
        if planned.changed and planned.sent:
            store.client.warnings += _notifications.judged(planned.sent, resolver)
            if self.definitions and _definitions.are_about(planned.sent):
                known = _definitions.read(store.client, self.definitions)
                store.client.warnings += _definitions.warnings(known, planned.sent, desired)
        references = tuple(resolver.used())
        return with_names(planned, resolver)._replace(references=references), resolved


def with_names(planned: _plan.Plan, resolver: _references.Resolver) -> _plan.Plan:
    """A plan that shows names beside IDs, if it changes anything."""
    record = planned.record
    if not record or not planned.changed:
        return planned
    return planned._replace(
        before=_resolve.with_names(planned.before, record.resource, resolver),
        after=_resolve.with_names(planned.after, record.resource, resolver),
    )


def settled(
    desired: _record.Desired, lookups: _lookups.Lookups
) -> tuple[_record.Desired, list[str]]:
    """A new record in what it belongs to, where there is only one; else what the task has to say."""
    home = next(iter(desired.resource.homes), None)
    if not home or {home.name, home.instead_of} & set(desired.given):
        return desired, []
    try:
        found = lookups.listed(home.names)
    except _lookups.Unreadable:
        # Then the account has none, and a record needs none.
        return desired, []
    if len(found) == 1:
        return desired.with_given({**desired.given, home.instead_of: str(found[0]["id"])}), []
    names = ", ".join(sorted(str(each.get("name")) for each in found))
    return desired, ["%s (this account has %s)" % (home.name, names)] if found else []


def with_needs(
    error: _errors.PlanError,
    desired: _record.Desired,
    existing: list[_record.Record],
    lookups: _lookups.Lookups,
) -> _errors.PlanError:
    """An error about names, and what the record lacks if it is new: one run tells everything."""
    if _is_there(desired, existing):
        return error
    complete, more = settled(desired, lookups)
    try:
        _plan.refuse_incomplete(complete, more)
    except _plan.NotThere as lacking:
        return _errors.PlanError("%s %s" % (error, lacking))
    return error


def _is_there(desired: _record.Desired, existing: list[_record.Record]) -> bool:
    names = (desired.name, *desired.previous)
    return desired.id is not None or any(each.is_called(n) for each in existing for n in names)


def refuse_twin(planned: _plan.Plan, existing: list[_record.Record]) -> None:
    """Raise PlanError where the service allows only one active record of this content."""
    record, expected = planned.record, planned.expected
    name = record.resource.unique_if_active if record else ""
    if not name or not record or not expected or not expected.is_active:
        return
    kind = record.attributes[name].type
    wanted = kind.normal(expected.values.get(name))
    for other in existing:
        same = other.is_active and kind.normal(other.values.get(name)) == wanted
        if same and other.id != record.id:
            raise _errors.PlanError(
                "%s has the same %s as %s, and Zendesk allows only one active %s with these. If it "
                "is the same one under its former %s, give %s. Otherwise change the %s, or switch "
                "one off."
                % (
                    record,
                    name,
                    other.in_a_sentence(),
                    record.resource.endpoint.noun,
                    record.resource.name,
                    record.resource.previous,
                    name,
                )
            )


def elsewhere(desired: _record.Desired, existing: list[_record.Record]) -> list[str]:
    """A warning for each record of the name that is not where the one to be deleted should be."""
    return [
        "%s is not in the category that the task names, so it is left alone." % record
        for record in existing
        if record.is_called(desired.name)
    ]
