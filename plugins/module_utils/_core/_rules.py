# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Plans a record that refers to other records."""

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
    """Names in rules. ``kinds``: the kinds of references. ``definitions``: the path of the definitions."""

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
            # The category does not exist, and neither does anything that was in it.
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
            store.client.warnings += _notifications.warnings_about(planned.sent, resolver)
            if self.definitions and _definitions.are_about(planned.sent):
                store.definitions = _definitions.read(store.client, self.definitions)
                store.client.warnings += [
                    "%s: %s" % (desired, text)
                    for text in _definitions.unknown(store.definitions, planned.sent)
                ]
        references = tuple(resolver.used())
        return with_names(planned, resolver)._replace(references=references), resolved


def with_names(planned: _plan.Plan, resolver: _references.Resolver) -> _plan.Plan:
    """Adds names to the IDs of a plan with changes."""
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
    """Sets the category of a new record if there is only one. Otherwise, returns what is missing."""
    home = next(iter(desired.resource.homes), None)
    if not home or {home.name, home.instead_of} & set(desired.given):
        return desired, []
    try:
        found = lookups.listed(home.names)
    except _lookups.Unreadable:
        # The account has no categories, and a record needs none.
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
    """Adds to an error about names what a new record lacks, so that both are reported together."""
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
    """Raises PlanError if another active record has the same unique content."""
    record, expected = planned.record, planned.expected
    name = record.resource.unique_if_active if record else ""
    if not name or not record or not expected or not expected.is_active:
        return
    kind = record.attributes[name].type
    content = kind.normal(expected.values.get(name))
    for other in existing:
        same = other.is_active and kind.normal(other.values.get(name)) == content
        if same and other.id != record.id:
            raise _errors.PlanError(
                "%s has the same %s as %s, but Zendesk allows only one active %s with these. If "
                "this is the same one with its former %s, add %s. Otherwise, change the %s, or "
                "deactivate one of them."
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
    """Returns a warning for each record with this name in another category."""
    return [
        "%s is not in the category given in the task, so it is left unchanged." % record
        for record in existing
        if record.is_called(desired.name)
    ]
