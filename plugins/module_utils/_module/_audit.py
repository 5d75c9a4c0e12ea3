# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Implements the module that compares an account with a configuration."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _audit,
    _audit_read,
    _audit_rules,
    _brands,
    _config,
    _config_input,
    _config_plan,
    _config_read,
    _details,
    _entries,
    _failures,
    _kinds,
    _lookups,
    _options,
    _plan,
    _plan_many,
    _problems,
    _resource,
    _store,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _arguments,
    _audit_view,
    _lists,
    _run,
)

# The additional data, in the order in which it is read. The last one is read only on demand.
_READABLE = ("usage", "failures", "deliveries")


def run_audit(
    resources: tuple[_resource.Resource, ...],
    kinds: dict[str, _kinds.Kind],
    failures: dict[str, _details.Failures] | None = None,
    deliveries: dict[str, _details.Invocations] | None = None,
) -> None:
    """Runs an audit module.

    ``resources``: starting with those that others refer to. ``kinds``: the kinds of references.
    ``failures``, ``deliveries``: where those of each kind are listed.
    """
    task = _AuditTask(resources, kinds, failures or {}, deliveries or {})
    own = _options.audit_options(resources, tuple(task.readable), tuple(task.readable[:2]))
    spec = {**own, **_options.account_options()}
    forms = _options.audit_forms(resources)
    task.run(_arguments.Module(spec, task.check, resources, task.lists.missing_for_create, forms))


class _AuditTask:
    """One task."""

    def __init__(
        self,
        resources: tuple[_resource.Resource, ...],
        kinds: dict[str, _kinds.Kind],
        failures: dict[str, _details.Failures],
        deliveries: dict[str, _details.Invocations],
    ) -> None:
        self.lists = _lists.Lists(resources)
        self._kinds = kinds
        self._failures = failures
        self._deliveries = deliveries
        self.readable = [name for name in _READABLE if self._kinds_with(name, list(resources))]

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """Returns all problems with the options."""
        self.lists.take(params, form)
        resources, items = self.lists.resources, self.lists.items
        found = _config_input.of_lists(resources, items, form, self._kinds)
        entries = ("owned", "keep") if isinstance(params["keep"], dict) else ("owned",)
        found += _config_input.of_entries(params, entries, resources)
        return found + _config_input.not_owned(params, resources, items)

    def run(self, module: _arguments.Module) -> None:
        params = module.params

        def work(client: _client.Client) -> dict[str, Any]:
            return self._compared(client, params)

        _run.run(module, work, self._scope(params["gather"]))

    def _kinds_with(self, name: str, resources: list[_resource.Resource]) -> list[str]:
        """Returns the kinds for which additional data can be read."""
        listed = {*self._failures} if name == "failures" else {*self._deliveries}
        return [
            each.endpoint.kind
            for each in resources
            if (each.used_by if name == "usage" else each.endpoint.kind in listed)
        ]

    def _compared(self, client: _client.Client, params: dict[str, Any]) -> dict[str, Any]:
        config = self._config(client, params)
        readings = _audit_read.Readings(config, _lookups.Lookups(client, self._kinds))
        readings.read()
        beside = _audit_read.Beside(config, readings, self._failures, self._deliveries)
        gather = [each for each in params["gather"] if self._kinds_with(each, self.lists.given)]
        if "usage" in gather:
            beside.read_usage()
        if "failures" in gather:
            beside.read_failures()
        count = len(client.warnings)
        _config_plan.plan(config, readings)
        # These warnings are about writes, and nothing is written.
        del client.warnings[count:]
        checks = _audit_rules.Checks(config, readings, self.lists.resources)
        keep = self._keep(params["keep"], readings)
        entries = _audit.audit(config, readings.lookups, keep, beside.failures or {})
        if config.as_listed:
            _audit_rules.add_order(config, entries)
        for entry in entries:
            checks.look(entry)
        if "deliveries" in gather:
            beside.read_deliveries(entries)
        client.warnings += checks.names.warnings
        results = _audit_view.Views(self.lists.resources, checks, beside, gather).of(entries)
        refused = [each for each in gather if getattr(beside, each) is None]
        unreadable = [self._kinds[each].endpoint.plural for each in checks.names.unreadable]
        records = [record for found in readings.records.values() for record in found]
        addresses = (_brands.own_address(record.values.get("url")) for record in records)
        return {
            "changed": False,
            "url": client.connection.base_url,
            "account_url": next(filter(None, addresses), "") or client.connection.base_url,
            "results": results,
            "summary": _audit.summary(results),
            "summary_by_kind": _audit.summary_by_kind(config, results),
            "not_read": list(dict.fromkeys([*refused, *unreadable])),
        }

    def _config(self, client: _client.Client, params: dict[str, Any]) -> _config.Config:
        sections = []
        for resource in self.lists.given:
            plural = resource.endpoint.plural
            sections.append(
                _config.Section(
                    _store.Store(client, resource),
                    self.lists.items[plural],
                    [_policy(item) for item in params[plural]],
                    owned=_config_input.entries_of(params, "owned", resource),
                )
            )
        rules = [resource for resource in self.lists.resources if resource.naming]
        return _config.Config(sections, rules, as_listed=params["trigger_order"] == "as_listed")

    def _keep(self, given: Any, readings: _config_read.Readings) -> dict[str, _audit.Keep]:
        """Returns which records may exist without an item. A plain list applies to the first kind."""
        found: dict[str, _audit.Keep] = {}
        if isinstance(given, list):
            spared = _plan_many.Prune(keep=frozenset(map(str, given)))
            found[self.lists.resources[0].endpoint.kind] = lambda each: not spared.may_delete(each)
            return found
        for resource in self.lists.resources:
            entries = _entries.Entries(given.get(resource.endpoint.plural) or (), resource)
            found[resource.endpoint.kind] = lambda each, entries=entries: entries.fits(  # type: ignore[misc]
                each, readings.id_of
            )
        return found

    def _scope(self, gather: list[str]) -> str:
        """Returns the scopes to read the records, their references, and the additional data."""
        scopes = [_run.scope_of_reads(each) for each in self.lists.given]
        if any(each.naming for each in self.lists.given):
            # Rules can refer to any kind of record.
            scopes.append("read")
        if "usage" in gather:
            scopes += [scope for each in self.lists.given for scope in each.scopes_of_users]
        if "failures" in gather and self._kinds_with("failures", self.lists.given):
            scopes += _failures.SCOPES
        return _run.joined(scopes)


def _policy(item: dict[str, Any]) -> _plan.Policy:
    """Returns a policy without writes: nothing has to be sent or replaced."""
    return _plan.Policy(update_secrets=False, force=bool(item.get("force")))
