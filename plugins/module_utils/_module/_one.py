# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Implements modules that manage one record."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _options,
    _plan,
    _problems,
    _reconcile,
    _record,
    _resource,
    _store,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import _arguments, _run


def run_one(resource: _resource.Resource) -> None:
    """Runs the module for a kind of records."""
    task = _One(resource)
    spec = {
        **_options.record_options(resource),
        **_options.policy_options(resource),
        **_options.account_options(),
    }
    task.run(_arguments.Module(spec, task.check, (resource,), task.missing_for_create))


class _One:
    """One task."""

    def __init__(self, resource: _resource.Resource) -> None:
        self._resource = resource
        self._options = _options.record_options(resource)
        self._desired = _record.Desired(resource, {})
        self._unusable: frozenset[str] = frozenset()

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """Returns all problems with the options."""
        self._desired = _run.desired_from(self._resource, params)
        own = [each for each in form.task if not each.option or each.option in self._options]
        others = [each for each in form.task if each not in own]
        self._unusable = _problems.options_of(own)
        found = _problems.texts_of(own) + _problems.problems_of(self._desired, self._unusable)
        about = ["%s: %s" % (self._desired, " ".join(found))] if found else []
        return about + _problems.texts_of(others)

    def missing_for_create(self) -> list[str]:
        return _problems.missing_for_create(self._desired, self._unusable)

    def run(self, module: _arguments.Module) -> None:
        policy = _run.policy_from(module.params)

        def work(client: _client.Client) -> dict[str, Any]:
            store = _store.Store(client, self._resource)
            plan, record = _reconcile.reconcile(store, self._desired, policy, module.check_mode)
            about = plan.existing or plan.sent or self._desired
            _run.warn(module, _plan.warnings(plan, self._desired))
            result = {
                "changed": plan.changed,
                "action": plan.action,
                self._resource.endpoint.kind: record,
            }
            if self._resource.has_secrets:
                result["secrets_sent"] = plan.secrets_sent
            if self._resource.naming:
                result["references"] = list(plan.references)
            if plan.creates and self._resource.once_created:
                result["msg"] = "%s %s" % (plan.record, self._resource.once_created)
            if module.with_diff:
                result["diff"] = _run.diff_of(plan, str(about))
            return result

        _run.run(module, work, _run.scope_of_writes(self._resource, self._scopes()))

    def _scopes(self) -> list[str]:
        """Returns the scopes to find references."""
        naming = self._resource.naming
        return naming.scopes(self._desired) if naming else []
