# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What would change: from what is wanted and what is there to a plan. No HTTP, no side effect.

A *wanted* target is a dict of options, ``state`` among them; None means "not given". An
*existing* target is a dict as the API returns it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _problems, _values
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets

# Shared by all plans that have nothing to say, and never changed.
_EMPTY: dict[str, Any] = {}

CREATE, UPDATE, DELETE, RECREATE, NOTHING = "create", "update", "delete", "recreate", "none"


class Policy(NamedTuple):
    """How changes are made, whatever the target.

    ``update_secrets``: send secrets that can't be read back with every run. ``recreate``: where
    a target has another type, replace it. ``force``: delete a target that rules still use.
    """

    update_secrets: bool = True
    recreate: bool = False
    force: bool = False


class Plan(NamedTuple):
    """What is to be done to one target.

    ``existing``: the target that is updated, deleted or replaced. ``body``: what a create or an
    update sends, secrets in clear. ``before``, ``after``: for people, without secrets.
    """

    action: str
    existing: dict[str, Any] | None = None
    body: dict[str, Any] = _EMPTY
    before: dict[str, Any] = _EMPTY
    after: dict[str, Any] = _EMPTY

    @property
    def changed(self) -> bool:
        return self.action != NOTHING

    @property
    def secrets_sent(self) -> list[str]:
        """The names of the secrets in ``body``."""
        return sorted(set(self.body) - set(_values.without_secrets(self.body)))

    @property
    def deletes(self) -> bool:
        return self.action in (DELETE, RECREATE)

    def predicted(self) -> dict[str, Any] | None:
        """The target as it will be, as far as it can be known; for a delete, as it was."""
        if self.action in (CREATE, RECREATE):
            return _values.without_secrets(self.body)
        if self.existing is None:
            return None
        return _values.without_secrets(dict(self.existing, **self.body))


def label(target: dict[str, Any]) -> str:
    """How messages name a target, wanted or existing."""
    name = 'Target "%s"' % target["title"] if target.get("title") else "Target"
    notes = [target.get("type") or "", "id %s" % target["id"] if target.get("id") else ""]
    text = ", ".join(note for note in notes if note)
    return "%s (%s)" % (name, text) if text else name


def plan(wanted: dict[str, Any], existing: dict[str, Any] | None, policy: Policy) -> Plan:
    """What makes ``existing`` (see ``find``) into ``wanted``. Raises PlanError where nothing may."""
    if wanted.get("state") == "absent":
        return _plan_absent(wanted, existing)
    if existing is None:
        if wanted.get("id") is not None:
            raise _errors.PlanError(
                "There is no target with id %d. Remove id to create a target, or give the id of "
                "one that exists (community.zendesk.zendesk_target_info lists them)." % wanted["id"]
            )
        return _plan_create(wanted)
    if _is_type(wanted, existing):
        return _plan_update(wanted, existing, policy)
    if not policy.recreate:
        raise _errors.PlanError(
            "%s is not of type %s, and the type of a target can't be changed. Use another title, "
            "or recreate=true to replace it: the new target has another id, so triggers and "
            "automations that use the old one have to be changed."
            % (label(existing), wanted["type"])
        )
    if wanted.get("id") is not None:
        raise _errors.PlanError(
            "%s is not of type %s. recreate would give it another id, and the one in this task "
            "would name nothing: name the target by title." % (label(existing), wanted["type"])
        )
    created = _plan_create(wanted)
    return created._replace(action=RECREATE, existing=existing, before=_shown(existing))


def plan_delete(existing: dict[str, Any]) -> Plan:
    """What deletes a target, whatever it is."""
    return Plan(DELETE, existing, before=_shown(existing))


def changed_attributes(
    wanted: dict[str, Any], existing: dict[str, Any], policy: Policy
) -> list[_targets.Attribute]:
    """The attributes that an update would change."""
    return [
        attribute
        for attribute in _changeable(existing)
        if wanted.get(attribute.name) is not None
        and _differs(attribute, wanted[attribute.name], existing.get(attribute.name), policy)
    ]


def _changeable(existing: dict[str, Any]) -> list[_targets.Attribute]:
    return [
        attribute
        for attribute in _targets.COMMON + _values.attributes_of(existing)
        if not attribute.read_only and attribute.name != "type"
    ]


def lifecycle_warning(type_name: str | None) -> str:
    """What a user of a type should know; "" while Zendesk delivers to it."""
    entry = _targets.find_type(type_name)
    if entry is None or not entry.retired:
        return ""
    return "Zendesk no longer notifies targets of type %s since %s. Replace them by %s." % (
        entry.name,
        entry.retired,
        entry.replacement,
    )


def differences(body: dict[str, Any], stored: dict[str, Any]) -> list[str]:
    """The attributes that Zendesk did not store as they were sent."""
    attributes = _targets.COMMON + _values.attributes_of(stored)
    return [
        attribute.name
        for attribute in attributes
        if attribute.name in body
        and attribute.name in stored
        and attribute.name != "type"
        and not _values.hidden(attribute, body[attribute.name], stored[attribute.name])
        and not _values.same(attribute, body[attribute.name], stored[attribute.name])
    ]


def _is_type(wanted: dict[str, Any], existing: dict[str, Any]) -> bool:
    if wanted.get("type") is None:
        return True
    return _targets.canonical(wanted["type"]) == _targets.canonical(existing.get("type"))


def _shown(target: dict[str, Any]) -> dict[str, Any]:
    return _values.shown(
        target, _values.COMMON_NAMES + tuple(entry.name for entry in _values.attributes_of(target))
    )


def _plan_absent(wanted: dict[str, Any], existing: dict[str, Any] | None) -> Plan:
    if existing is None:
        return Plan(NOTHING)
    title = wanted.get("title")
    if not _is_type(wanted, existing) or title not in (None, existing.get("title")):
        raise _errors.PlanError(
            "%s is not what the task describes (%s), so it is not deleted. Correct the id, or "
            "leave title and type out." % (label(existing), label(dict(wanted, id=None)))
        )
    return plan_delete(existing)


def _plan_create(wanted: dict[str, Any]) -> Plan:
    active = wanted.get("active")
    body: dict[str, Any] = {
        "title": wanted["title"],
        "type": _targets.canonical(wanted["type"]),
        "active": True if active is None else active,
    }
    given = _problems.given_attributes(wanted)
    for attribute in _values.attributes_of(body):
        value = given.get(attribute.name)
        if _values.is_set(value):
            body[attribute.name] = _values.to_send(attribute, value)
    created = Plan(CREATE, body=body)
    return created._replace(after=_with_note(_shown(body), created))


def _plan_update(wanted: dict[str, Any], existing: dict[str, Any], policy: Policy) -> Plan:
    entry = _targets.find_type(existing.get("type"))
    faults = (
        _problems.attribute_faults(entry, wanted, creates=False) if entry else _unknown_type(wanted)
    )
    if faults:
        raise _errors.PlanError("%s: %s" % (label(existing), " ".join(faults)))
    changes = [attribute.name for attribute in changed_attributes(wanted, existing, policy)]
    before = _shown(existing)
    if not changes:
        return Plan(NOTHING, existing, before=before, after=before)
    body: dict[str, Any] = {} if existing["type"] is None else {"type": existing["type"]}
    for attribute in _changeable(existing):
        name = attribute.name
        if name in changes:
            body[name] = _values.to_send(attribute, wanted[name])
        elif _values.is_set(_unchanged(attribute, wanted.get(name), existing.get(name))):
            body[name] = _values.to_send(attribute, existing[name])
    updated = Plan(UPDATE, existing, body)
    after = dict(before, **_shown_changes(body, changes))
    before.update(
        {name: after[name] for name in updated.secrets_sent if _values.is_set(body[name])}
    )
    return updated._replace(before=before, after=_with_note(after, updated))


def _unchanged(attribute: _targets.Attribute, wanted: Any, found: Any) -> Any:
    """What an update sends of an attribute that stays: no secret that the user did not give."""
    if not attribute.secret:
        return found
    return None if not _values.is_set(wanted) or _values.hidden(attribute, wanted, found) else found


def _differs(attribute: _targets.Attribute, wanted: Any, found: Any, policy: Policy) -> bool:
    if _values.hidden(attribute, wanted, found):
        return policy.update_secrets
    return not _values.same(attribute, wanted, found)


def _shown_changes(body: dict[str, Any], changes: list[str]) -> dict[str, Any]:
    cleared = {name: "" for name in changes if not _values.is_set(body[name])}
    return dict(_values.shown(body, changes), **cleared)


def _with_note(after: dict[str, Any], made: Plan) -> dict[str, Any]:
    """A mask looks alike on both sides: say which secrets are sent."""
    return dict(after, secrets_sent=made.secrets_sent) if made.secrets_sent else after


def _unknown_type(wanted: dict[str, Any]) -> list[str]:
    return [
        "%s can't be set: the attributes of this type are not known. Only title and active "
        "can be changed." % name
        for name in sorted(_problems.given_attributes(wanted))
    ]
