# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Plans the change from an existing record to a desired one. No HTTP, no side effects."""

from __future__ import annotations

from typing import Any, Collection, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _changes,
    _problems,
    _record,
    _resource,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

# Shared by all plans without data, and never changed.
_EMPTY: dict[str, Any] = {}

CREATE, UPDATE, DELETE, RECREATE, NOTHING = "create", "update", "delete", "recreate", "none"


class NotThere(_errors.PlanError):
    """The record does not exist, and required attributes to create it are missing."""


class OtherVariant(_errors.PlanError):
    """The record has another variant, and recreate is not set. ``existing``: the record."""

    def __init__(self, existing: _record.Record, text: str) -> None:
        super().__init__(text)
        self.existing = existing


class Policy(NamedTuple):
    """How changes are made.

    ``update_secrets``: whether to send secrets that can't be read back in every run. ``recreate``:
    whether to replace a record with another variant. ``force``: whether to delete a record that
    rules still use.
    """

    update_secrets: bool = True
    recreate: bool = False
    force: bool = False


class Plan(NamedTuple):
    """The planned change of one record.

    ``existing``: the record that is updated, deleted or replaced. ``sent``: the record that a
    create or an update sends, with secrets. ``expected``: the record after that. ``before``,
    ``after``: for the diff, without secrets. ``references``: the names in the desired record, and
    what they refer to.
    """

    action: str
    existing: _record.Record | None = None
    sent: _record.Record | None = None
    expected: _record.Record | None = None
    before: dict[str, Any] = _EMPTY
    after: dict[str, Any] = _EMPTY
    references: tuple[dict[str, Any], ...] = ()

    @property
    def changed(self) -> bool:
        return self.action != NOTHING

    @property
    def secrets_sent(self) -> list[str]:
        """The names of the secrets that are sent."""
        return self.sent.secrets_sent() if self.sent else []

    @property
    def creates(self) -> bool:
        return self.action in (CREATE, RECREATE)

    @property
    def record(self) -> _record.Record | None:
        """The record after the change, or the deleted record."""
        return self.sent if self.creates else self.existing

    @property
    def deletes(self) -> bool:
        return self.action in (DELETE, RECREATE)

    def predicted(self) -> dict[str, Any] | None:
        """Returns the record after the change, as far as known; for a delete, the record before it."""
        record = self.expected or self.existing
        return record.without_secrets() if record else None


def make_plan(desired: _record.Desired, existing: _record.Record | None, policy: Policy) -> Plan:
    """Plans the change from ``existing`` to ``desired``. Raises PlanError if it is not possible."""
    if desired.is_absent:
        return _plan_absent(desired, existing)
    if existing is None:
        return _plan_create(desired)
    if _fits(desired, existing):
        return _plan_update(desired, existing, policy)
    resource = desired.resource
    noun = resource.endpoint.noun
    if not policy.recreate:
        raise OtherVariant(
            existing,
            "%s is not of %s %s, and the %s of a %s can't be changed. Use another %s, or set "
            "recreate=true to replace it. The new %s has another ID, so rules that use the old one "
            "have to be changed."
            % (
                existing,
                resource.variant_noun,
                desired.variant_name,
                resource.variant_noun,
                noun,
                resource.name,
                noun,
            ),
        )
    if desired.id is not None:
        raise _errors.PlanError(
            "%s is not of %s %s. With recreate, it gets another ID, so the ID in this task would "
            "be wrong: identify the %s by %s instead."
            % (existing, resource.variant_noun, desired.variant_name, noun, resource.name)
        )
    return _plan_create(_with_copies(desired, existing))._replace(
        action=RECREATE, existing=existing, before=existing.diff_view()
    )


def plan_delete(existing: _record.Record) -> Plan:
    """Returns the plan to delete a record."""
    return Plan(DELETE, existing, before=existing.diff_view())


def warnings(plan: Plan, desired: _record.Desired) -> list[str]:
    """Returns warnings about the record after the change."""
    if desired.is_absent:
        return []
    found = [lifecycle_warning(plan.record)]
    for name, value in desired.given.items():
        attribute = desired.attributes.get(name)
        advice = attribute.type.advice(value) if attribute else ""
        if advice:
            found.append("%s: %s %s." % (plan.record or desired, name, advice))
    if plan.action == UPDATE and plan.existing and plan.existing.is_made_by_app:
        found.append("%s was created by an app, which may overwrite the changes." % plan.existing)
    resource = desired.resource
    if resource.advice and plan.changed and plan.expected:
        found += ["%s: %s" % (plan.record, text) for text in resource.advice(plan.expected.values)]
    return found


def lifecycle_warning(record: _record.Record | None) -> str:
    """Returns a warning about a retired variant; "" if Zendesk delivers to it."""
    variant = record.variant if record else None
    if record is None or variant is None or not variant.retired:
        return ""
    return "Zendesk stopped delivering to %s of %s %s on %s. Use %s instead." % (
        record.resource.endpoint.plural,
        record.resource.variant,
        variant.name,
        variant.retired,
        variant.replacement,
    )


def _fits(desired: _record.Desired, existing: _record.Record) -> bool:
    return desired.variant_name is None or desired.kind == existing.kind


def _plan_absent(desired: _record.Desired, existing: _record.Record | None) -> Plan:
    if existing is None:
        return Plan(NOTHING)
    is_called = desired.name is None or existing.is_called(desired.name)
    if not _fits(desired, existing) or not is_called:
        names = " and ".join(filter(None, (desired.resource.name, desired.resource.variant)))
        described = _record.Desired(desired.resource, dict(desired.values, id=None))
        raise _errors.PlanError(
            "%s does not match the task (%s), so it is not deleted. Correct id, or remove %s."
            % (existing, described, names)
        )
    return plan_delete(existing)


def refuse_to_delete(plan: Plan, desired: _record.Desired | None, policy: Policy) -> None:
    """Raises PlanError if a plan deletes a record of Zendesk or an app without explicit permission."""
    record = plan.existing if plan.deletes else None
    if record and record.resource.standard and record.values.get(record.resource.standard) is True:
        raise _errors.PlanError(
            "%s is a standard rule of Zendesk, which can't be deleted. Set active=false to "
            "deactivate it." % record
        )
    by_id = desired is not None and desired.id is not None
    if record and record.is_made_by_app and not (by_id and policy.force):
        raise _errors.PlanError(
            "%s was created by an app, which needs it, so it is not deleted. Remove the app, or "
            "give the id of the %s and set force=true." % (record, record.resource.endpoint.noun)
        )


def _with_copies(desired: _record.Desired, existing: _record.Record) -> _record.Desired:
    """Returns the replacement of a record, with attributes copied that are not given."""
    resource = desired.resource
    if not resource.split:
        return desired
    given, lost = dict(desired.given), []
    for name, attribute in existing.attributes.items():
        value = existing.values.get(name)
        if name in given or name == resource.split.attribute or not _value_types.has_value(value):
            continue
        if attribute.type.secret or attribute.type.holds_secrets:
            lost.append(
                "%s can't be copied, because Zendesk does not return its secret: add %s, or %s to "
                "remove it." % (name, name, attribute.type.cleared_by % name)
            )
        else:
            given[name] = value
    copied = desired.with_given(given)
    problems = lost + _problems.attribute_problems(copied, copied)
    if problems:
        raise _errors.PlanError("%s would be replaced: %s" % (existing, " ".join(problems)))
    return copied


def _plan_create(desired: _record.Desired) -> Plan:
    resource = desired.resource
    refuse_incomplete(desired)
    values = {**resource.on_create, **desired.given}
    body: dict[str, Any] = {}
    for name, attribute in desired.attributes.items():
        value = values.get(name)
        if name == resource.variant:
            body[name] = desired.kind
        elif _value_types.has_value(value):
            body[name] = attribute.type.to_send(value)
    sent = _record.Record(
        resource, {name: value for name, value in body.items() if value is not None}
    )
    return Plan(CREATE, sent=sent, expected=sent, after=_with_note(sent.diff_view(), sent))


def refuse_incomplete(desired: _record.Desired, more: Collection[str] = ()) -> None:
    """Raises NotThere if required attributes are missing. ``more``: additional ones."""
    resource = desired.resource
    noun = resource.endpoint.noun
    if desired.id is not None:
        raise NotThere(
            "There is no %s with id %s. Remove id to create a %s, or use the id of an existing one "
            "(community.zendesk.%s lists them)." % (noun, desired.id, noun, _lister(resource))
        )
    needed = _problems.needed_to_create(desired, more=more)
    if needed:
        variant = " of %s %s" % (resource.variant_noun, desired.kind) if desired.kind else ""
        raise NotThere(
            "There is no %s called %s%s. To create it, add %s. If you mean an existing one, "
            "correct %s." % (noun, desired.quoted_names, variant, needed, resource.name)
        )


def _lister(resource: _resource.Resource) -> str:
    kind = resource.endpoint.kind
    return "zendesk_%s_info" % kind if resource.has_info else "zendesk_api"


def _plan_update(desired: _record.Desired, existing: _record.Record, policy: Policy) -> Plan:
    changes = _changes.changed_attributes(desired, existing, policy.update_secrets)
    problems = _problems.attribute_problems(desired, existing)
    problems += _changes.problems_of_update(desired, existing, changes)
    if problems:
        raise _errors.PlanError("%s: %s" % (existing, " ".join(problems)))
    before = existing.diff_view()
    if not changes:
        return Plan(NOTHING, existing, before=before, after=before)
    sent = _changes.to_update(desired, existing, changes)
    expected = _changes.expected(desired, existing, changes)
    cleared = {
        each.name: ""
        for each in changes
        if not _value_types.has_value(expected.values.get(each.name))
    }
    after = dict(expected.diff_view(), **cleared)
    # Show the same on both sides for these.
    before.update({name: after[name] for name in _changes.sent_unseen(sent, existing)})
    return Plan(UPDATE, existing, sent, expected, before, _with_note(after, sent))


def _with_note(after: dict[str, Any], sent: _record.Record) -> dict[str, Any]:
    """Adds the names of the secrets that are sent, because masks look the same on both sides."""
    secrets = sent.secrets_sent()
    return dict(after, secrets_sent=secrets) if secrets else after
