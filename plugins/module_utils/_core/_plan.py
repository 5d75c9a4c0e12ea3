# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What would change: from a desired record and an existing one to a plan. No HTTP, no side effect."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _problems,
    _record,
    _resource,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

# Shared by all plans that have nothing to say, and never changed.
_EMPTY: dict[str, Any] = {}

CREATE, UPDATE, DELETE, RECREATE, NOTHING = "create", "update", "delete", "recreate", "none"


class NotThere(_errors.PlanError):
    """The record does not exist, and it can't be created from what is given."""


class Policy(NamedTuple):
    """How changes are made, whatever the record.

    ``update_secrets``: send secrets that can't be read back with every run. ``recreate``: where
    a record is of another variant, replace it. ``force``: delete a record that rules still use.
    """

    update_secrets: bool = True
    recreate: bool = False
    force: bool = False


class Plan(NamedTuple):
    """What is to be done to one record.

    ``existing``: the record that is updated, deleted or replaced. ``sent``: what a create or an
    update sends, secrets in clear. ``before``, ``after``: for people, without secrets.
    """

    action: str
    existing: _record.Record | None = None
    sent: _record.Record | None = None
    before: dict[str, Any] = _EMPTY
    after: dict[str, Any] = _EMPTY

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
        """The record that there will be, or that is deleted."""
        return self.sent if self.creates else self.existing

    @property
    def deletes(self) -> bool:
        return self.action in (DELETE, RECREATE)

    def predicted(self) -> dict[str, Any] | None:
        """The record as it will be, as far as it can be known; for a delete, as it was."""
        if self.sent and (self.creates or not self.existing):
            return self.sent.without_secrets()
        if self.existing and self.sent:
            values = dict(self.existing.values, **self.sent.values)
            return _record.Record(self.sent.resource, values).without_secrets()
        return self.existing.without_secrets() if self.existing else None


def make_plan(desired: _record.Desired, existing: _record.Record | None, policy: Policy) -> Plan:
    """What makes ``existing`` (see ``find``) into ``desired``. Raises PlanError where nothing may."""
    if desired.is_absent:
        return _plan_absent(desired, existing)
    if existing is None:
        return _plan_create(desired)
    if _fits(desired, existing):
        return _plan_update(desired, existing, policy)
    resource = desired.resource
    noun = resource.endpoint.noun
    if not policy.recreate:
        raise _errors.PlanError(
            "%s is not of %s %s, and the %s of a %s can't be changed. Use another %s, or "
            "recreate=true to replace it: the new %s has another id, so rules that use the "
            "old one have to be changed."
            % (
                existing,
                resource.variant,
                desired.variant_name,
                resource.variant,
                noun,
                resource.name,
                noun,
            )
        )
    if desired.id is not None:
        raise _errors.PlanError(
            "%s is not of %s %s. recreate would give it another id, and the one in this task would "
            "name nothing: name the %s by %s."
            % (existing, resource.variant, desired.variant_name, noun, resource.name)
        )
    return _plan_create(desired)._replace(
        action=RECREATE, existing=existing, before=existing.diff_view()
    )


def plan_delete(existing: _record.Record) -> Plan:
    """What deletes a record, whatever it is."""
    return Plan(DELETE, existing, before=existing.diff_view())


def changed_attributes(
    desired: _record.Desired, existing: _record.Record, policy: Policy
) -> list[_resource.Attribute]:
    """The attributes that an update would change."""
    return [
        attribute
        for attribute in existing.settable()
        if attribute.name in desired.given
        and _differs(
            attribute,
            desired.given[attribute.name],
            existing.values.get(attribute.name),
            policy.update_secrets,
        )
    ]


def lifecycle_warning(record: _record.Record | None) -> str:
    """What a user of a variant should know; "" while Zendesk delivers to it."""
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


def differences(sent: _record.Record, stored: _record.Record) -> list[_resource.Attribute]:
    """The attributes that Zendesk did not store as they were sent."""
    return [
        attribute
        for name, attribute in stored.attributes.items()
        if name in sent.values
        and name in stored.values
        and name != stored.resource.variant
        and not is_hidden(attribute, sent.values[name], stored.values[name])
        and not attribute.same(sent.values[name], stored.values[name])
    ]


def is_hidden(attribute: _resource.Attribute, desired: Any, found: Any) -> bool:
    """Whether nobody can say if an attribute has the desired value."""
    return attribute.write_only or attribute.type.is_hidden(desired, found)


def _differs(
    attribute: _resource.Attribute, desired: Any, found: Any, update_secrets: bool
) -> bool:
    if is_hidden(attribute, desired, found):
        return update_secrets
    return not attribute.same(desired, found)


def _fits(desired: _record.Desired, existing: _record.Record) -> bool:
    return desired.variant_name is None or desired.kind == existing.kind


def _plan_absent(desired: _record.Desired, existing: _record.Record | None) -> Plan:
    if existing is None:
        return Plan(NOTHING)
    if not _fits(desired, existing) or desired.name not in (None, existing.name):
        names = " and ".join(filter(None, (desired.resource.name, desired.resource.variant)))
        described = _record.Desired(desired.resource, dict(desired.values, id=None))
        raise _errors.PlanError(
            "%s is not what the task describes (%s), so it is not deleted. Correct the id, or "
            "leave %s out." % (existing, described, names)
        )
    return plan_delete(existing)


def _plan_create(desired: _record.Desired) -> Plan:
    resource = desired.resource
    _refuse_incomplete(desired)
    values = {**resource.on_create, **desired.given}
    body: dict[str, Any] = {}
    for name, attribute in desired.attributes.items():
        value = values.get(name)
        if name == resource.variant:
            body[name] = desired.kind
        elif _value_types.has_value(value):
            body[name] = attribute.type.to_send(value)
    sent = _record.Record(resource, body)
    return Plan(CREATE, sent=sent, after=_with_note(sent.diff_view(), sent))


def _refuse_incomplete(desired: _record.Desired) -> None:
    resource = desired.resource
    noun = resource.endpoint.noun
    if desired.id is not None:
        raise NotThere(
            "There is no %s with id %s. Remove id to create a %s, or give the id of one that "
            "exists (community.zendesk.zendesk_%s_info lists them)."
            % (noun, desired.id, noun, resource.endpoint.kind)
        )
    needed = _problems.needed_to_create(desired)
    if needed:
        variant = " of %s %s" % (resource.variant, desired.kind) if desired.kind else ""
        raise NotThere(
            'There is no %s called "%s"%s. To create it, add %s. If you mean one that exists, '
            "correct %s." % (noun, desired.name, variant, needed, resource.name)
        )


def _plan_update(desired: _record.Desired, existing: _record.Record, policy: Policy) -> Plan:
    problems = _problems.attribute_problems(desired, existing)
    if problems:
        raise _errors.PlanError("%s: %s" % (existing, " ".join(problems)))
    changes = [attribute.name for attribute in changed_attributes(desired, existing, policy)]
    before = existing.diff_view()
    if not changes:
        return Plan(NOTHING, existing, before=before, after=before)
    body: dict[str, Any] = {}
    resource, update = existing.resource, existing.resource.update
    if update.whole and existing.values.get(resource.variant) is not None:
        body[resource.variant] = existing.values[resource.variant]
    for attribute in existing.settable():
        name, found = attribute.name, existing.values.get(attribute.name)
        if name in changes:
            body[name] = attribute.type.to_send(desired.given[name])
        elif update.whole and _value_types.has_value(
            _unchanged(attribute, desired.given.get(name), found)
        ):
            body[name] = attribute.type.to_send(found)
    sent = _record.Record(resource, body)
    sent.attributes = existing.attributes
    after = dict(before, **_changes_view(sent, changes))
    before.update({name: after[name] for name in _sent_unseen(sent, existing)})
    return Plan(UPDATE, existing, sent, before, _with_note(after, sent))


def _sent_unseen(sent: _record.Record, existing: _record.Record) -> list[str]:
    """The secrets that are sent though nobody can see whether they differ: both sides look alike."""
    return [
        name
        for name in sent.secrets_sent()
        if _value_types.has_value(sent.values[name])
        and is_hidden(sent.attributes[name], sent.values[name], existing.values.get(name))
    ]


def _unchanged(attribute: _resource.Attribute, desired: Any, found: Any) -> Any:
    """What an update sends of an attribute that stays: no secret that the user did not give."""
    if not attribute.type.secret:
        return found
    known = _value_types.has_value(desired) and not is_hidden(attribute, desired, found)
    return found if known else None


def _changes_view(sent: _record.Record, changes: list[str]) -> dict[str, Any]:
    cleared = {name: "" for name in changes if not _value_types.has_value(sent.values[name])}
    return dict(sent.diff_view(changes), **cleared)


def _with_note(after: dict[str, Any], sent: _record.Record) -> dict[str, Any]:
    """A mask looks alike on both sides: say which secrets are sent."""
    secrets = sent.secrets_sent()
    return dict(after, secrets_sent=secrets) if secrets else after
