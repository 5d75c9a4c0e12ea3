# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""A module that compares an account with a desired set."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _audit,
    _brands,
    _details,
    _failures,
    _options,
    _plan_many,
    _problems,
    _resource,
    _store,
    _usage,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _errors
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _arguments,
    _many,
    _run,
)

# What can be read beside the records.
_READABLE = ("usage", "failures")


def run_audit(resource: _resource.Resource, failures: _details.Failures | None = None) -> None:
    """The whole of a module that audits. ``failures``: where those of the records are listed."""
    gather = [name for name, has in (("usage", resource.used_by), ("failures", failures)) if has]
    task = _AuditTask(resource, failures)
    spec = {**_options.audit_options(resource, tuple(gather)), **_options.account_options()}
    task.run(_arguments.Module(spec, task.check, (resource,), task.items.told_along))


class _AuditTask:
    """What one task asks for."""

    def __init__(self, resource: _resource.Resource, failures: _details.Failures | None) -> None:
        self.items = _many.Items(resource)
        self._resource = resource
        self._failures = failures

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """All that is wrong with the options."""
        return self.items.check(params, form) + _problems.texts_of(form.task)

    def run(self, module: _arguments.Module) -> None:
        params = module.params

        def work(client: _client.Client) -> dict[str, Any]:
            for desired in self.items.desired:
                client.add_secrets(desired.secrets())
            existing = _store.Store(client, self._resource).read_all()
            # In one order, whatever that of the option.
            read = {
                name: self._gathered(client, name) for name in _READABLE if name in params["gather"]
            }
            usage, failures = read.get("usage"), read.get("failures")
            keep = _plan_many.Prune(keep=frozenset(params["keep"]))
            entries = _audit.audit(self.items.desired, existing, keep, failures or {})
            for entry in entries:
                _add(entry, "usage", usage, str(entry["id"]))
                _add(entry, "failures", failures, str(entry[self._resource.name]))
            addresses = (_brands.own_address(record.values.get("url")) for record in existing)
            return {
                "changed": False,
                "url": client.connection.base_url,
                "account_url": next(filter(None, addresses), "") or client.connection.base_url,
                "results": entries,
                "summary": _audit.summary(entries),
                "not_read": [name for name in params["gather"] if read[name] is None],
            }

        _run.run(module, work, self._scope(params["gather"]))

    def _gathered(
        self, client: _client.Client, name: str
    ) -> dict[str, list[dict[str, Any]]] | None:
        """What can be read beside the records; None where the account refuses it."""
        if name == "usage":
            return _if_possible(client, lambda: _usage.usage_by_id(client, self._resource), (403,))
        failures = self._failures
        if failures is None:
            return None
        # Zendesk is retiring the list of failures.
        return _if_possible(
            client, lambda: _failures.failures_by_name(client, failures), (403, *failures.gone)
        )

    def _scope(self, gather: list[str]) -> str:
        of_rules = self._resource.scopes_of_users if "usage" in gather else ()
        of_failures = _failures.SCOPES if "failures" in gather else ()
        return _run.scope_of_reads(self._resource, (*of_rules, *of_failures))


def _if_possible(
    client: _client.Client,
    read: Callable[[], dict[str, list[dict[str, Any]]]],
    refusals: tuple[int, ...],
) -> dict[str, list[dict[str, Any]]] | None:
    """What ``read`` gives, None where the account answers with one of these statuses."""
    try:
        return read()
    except _errors.ApiError as error:
        if error.status not in refusals:
            raise
        client.warnings.append("The audit goes on without what it can't read. %s" % error)
        return None


def _add(
    entry: dict[str, Any], name: str, read: dict[str, list[dict[str, Any]]] | None, key: str
) -> None:
    there = entry["status"] != "missing" and entry["id"] is not None
    entry[name] = None if read is None else read.get(key, []) if there else []
