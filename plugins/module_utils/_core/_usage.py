# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Who uses a target: the triggers and automations that notify it."""

from __future__ import annotations

from typing import Any, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _plan
from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _errors

# Zendesk gives at most 100 rules a page.
_LISTS = (
    ("trigger", "/api/v2/triggers?page[size]=100", "triggers"),
    ("automation", "/api/v2/automations?page[size]=100", "automations"),
)


class Rule(NamedTuple):
    """A trigger or an automation."""

    kind: str
    id: Any
    title: str
    active: bool
    url: str

    def __str__(self) -> str:
        return '%s "%s" (id %s%s)' % (
            self.kind,
            self.title,
            self.id,
            "" if self.active else ", inactive",
        )


def rules_by_target(client: _client.Client) -> dict[str, list[Rule]]:
    """Target id, as a string -> the rules that notify it, active or not."""
    found: dict[str, list[Rule]] = {}
    for kind, path, key in _LISTS:
        for record in client.list(path, key):
            rule = Rule(
                kind,
                record.get("id"),
                str(record.get("title") or ""),
                bool(record.get("active", True)),
                str(record.get("url") or ""),
            )
            for target_id in sorted(set(_targets(record))):
                found.setdefault(target_id, []).append(rule)
    return found


def usage_by_target(client: _client.Client) -> dict[str, list[dict[str, Any]]]:
    """The same in the form that modules return."""
    rules = rules_by_target(client)
    return {target_id: [rule._asdict() for rule in used] for target_id, used in rules.items()}


def blocking_rules(client: _client.Client, targets: list[dict[str, Any]]) -> dict[Any, str]:
    """Target id -> why this one of ``targets`` can't be deleted; without those that can."""
    try:
        rules = rules_by_target(client)
    except _errors.ApiError as error:
        if error.status == 401 or _errors.is_outage(error):
            raise
        unknown = (
            "Whether a trigger or an automation uses the target can't be read, so it is not "
            "deleted: %s force=true deletes without looking." % error
        )
        return {target["id"]: unknown for target in targets}
    return {
        target["id"]: "%s is used by %s: deleting it would break them. Remove it from their "
        "actions, or set force=true."
        % (_plan.label(target), ", ".join(str(rule) for rule in rules[str(target["id"])]))
        for target in targets
        if str(target["id"]) in rules
    }


def refuse_if_used(client: _client.Client, target: dict[str, Any]) -> None:
    """Raise PlanError where a rule notifies the target."""
    for problem in blocking_rules(client, [target]).values():
        raise _errors.PlanError(problem)


def _targets(rule: dict[str, Any]) -> Iterable[str]:
    """The target ids in a rule's actions: seen as [id, body], as [id] and as a bare id."""
    actions = rule.get("actions")
    if not isinstance(actions, list) or not all(isinstance(action, dict) for action in actions):
        # Not to know whom a rule notifies is no reason to delete what it may need.
        raise _errors.ApiError(
            "Zendesk's answer holds a rule without actions: %s." % rule.get("id"), 200
        )
    for action in actions:
        if action.get("field") == "notification_target":
            value = action.get("value")
            if isinstance(value, list):
                value = value[0] if value else None
            if value is not None:
                yield str(value)
