# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds the rules that use a record and would break without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Callable, Iterable, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _record,
    _resource,
    _traits,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

if TYPE_CHECKING:
    from ansible_collections.community.zendesk.plugins.module_utils._http import _client

RulesOf = Callable[[_traits.Endpoint], "Iterable[dict[str, Any]]"]


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


def rules_by_id(
    client: _client.Client, resource: _resource.Resource, rules_of: RulesOf | None = None
) -> dict[str, list[Rule]]:
    """Maps the ID of a record, as text, to the rules that use it, active or not.

    ``rules_of``: returns the rules of an endpoint; by default, they are read from the account.
    """
    found: dict[str, list[Rule]] = {}
    for reference in resource.used_by:
        endpoint = reference.endpoint
        listed = (
            rules_of(endpoint)
            if rules_of
            else client.list(endpoint.path + endpoint.query, endpoint.list_key)
        )
        for record in listed:
            rule = rule_of(endpoint.kind, record)
            for record_id in sorted(set(named_by(record, reference.field))):
                found.setdefault(record_id, []).append(rule)
    return found


def rule_of(kind: str, record: dict[str, Any]) -> Rule:
    """Returns the data of a rule for messages and results."""
    return Rule(
        kind,
        record.get("id"),
        str(record.get("title") or ""),
        bool(record.get("active", True)),
        str(record.get("url") or ""),
    )


def usage_by_id(
    client: _client.Client, resource: _resource.Resource, rules_of: RulesOf | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Maps the IDs of records to rules, as dictionaries for module results."""
    rules = rules_by_id(client, resource, rules_of)
    return {record_id: [rule._asdict() for rule in used] for record_id, used in rules.items()}


def blocking_rules(client: _client.Client, records: list[_record.Record]) -> dict[Any, str]:
    """Maps the IDs of ``records`` that can't be deleted to the reason."""
    resource = records[0].resource
    try:
        rules = rules_by_id(client, resource)
    except _errors.ApiError as error:
        if error.status == 401 or _errors.is_outage(error):
            raise
        unknown = (
            "Whether a rule uses the %s can't be read, so it is not deleted: %s With force=true, "
            "it is deleted without this check." % (resource.endpoint.noun, error)
        )
        return {record.id: unknown for record in records}
    return {
        record.id: _blocked(record, rules[str(record.id)])
        for record in records
        if str(record.id) in rules
    }


def _blocked(record: _record.Record, rules: list[Rule]) -> str:
    these, their = ("this rule", "its") if len(rules) == 1 else ("these rules", "their")
    return (
        "%s is used by %s: deleting it would break %s. Remove the %s from %s actions, or set "
        "force=true."
        % (record, ", ".join(map(str, rules)), these, record.resource.endpoint.noun, their)
    )


def refuse_if_used(client: _client.Client, record: _record.Record) -> None:
    """Raises PlanError if a rule uses the record."""
    for problem in blocking_rules(client, [record]).values():
        raise _errors.PlanError(problem)


def named_by(rule: dict[str, Any], field: str) -> Iterable[str]:
    """Yields the IDs in a rule's actions, which can be [id, body], [id] or a plain ID."""
    actions = rule.get("actions")
    if not isinstance(actions, list) or not all(isinstance(action, dict) for action in actions):
        # If it is not known what a rule uses, nothing must be deleted.
        raise _errors.ApiError(
            "Zendesk's response contains a rule without actions: %s." % rule.get("id"), 200
        )
    for action in actions:
        if action.get("field") == field:
            value = action.get("value")
            if isinstance(value, list):
                value = value[0] if value else None
            if isinstance(value, str) and value.startswith("["):
                # Can also be text that contains such a list.
                value = next(iter(re.findall(r"\w+", value)), None)
            if value is not None:
                yield str(value)
