# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Checks what is deleted along with a record, so that nothing else is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _record,
    _traits,
    _usage,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

if TYPE_CHECKING:
    from ansible_collections.community.zendesk.plugins.module_utils._http import _client


class RulesIn(_traits.Contents):
    """Rules that a record contains. Zendesk deletes inactive ones along with it."""

    def refuse_or_warn(self, client: _client.Client, record: _record.Record, force: bool) -> None:
        rules = self._rules_in(client, record)
        noun = record.resource.endpoint.noun
        active = [rule for rule in rules if rule.active]
        if active:
            raise _errors.PlanError(
                "%s contains %s. Zendesk does not delete a %s with active %s: move them to another "
                "one, deactivate them, or delete them first."
                % (record, _named(active), noun, self.endpoint.plural)
            )
        if rules and not force:
            raise _errors.PlanError(
                "%s contains %s, which Zendesk would delete as well: move them to another %s, or "
                "set force=true." % (record, _named(rules), noun)
            )
        if rules:
            client.warnings.append(
                "%s: Zendesk also deletes %s, which it contains." % (record, _named(rules))
            )

    def _rules_in(self, client: _client.Client, record: _record.Record) -> list[_usage.Rule]:
        endpoint = self.endpoint
        return [
            _usage.rule_of(endpoint.kind, rule)
            for rule in client.list(endpoint.path + endpoint.query, endpoint.list_key)
            if str(rule.get(self.attribute)) == str(record.id)
        ]


def _named(rules: list[_usage.Rule]) -> str:
    return ", ".join(map(str, rules))
