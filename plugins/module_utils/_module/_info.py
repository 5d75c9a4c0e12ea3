# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Implements modules that read the records of one kind."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _gather,
    _options,
    _problems,
    _record,
    _resource,
    _store,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import _arguments, _run


class Views:
    """Selects the records to return, and their form: by default all, without secrets."""

    def problems(self, params: dict[str, Any]) -> list[str]:
        """Returns the problems with the options for this."""
        return []

    def scopes(self, params: dict[str, Any]) -> list[str]:
        """Returns the OAuth scopes required in addition to those of the records."""
        return []

    def of(
        self, client: _client.Client, records: list[_record.Record], params: dict[str, Any]
    ) -> tuple[list[_record.Record], list[dict[str, Any]]]:
        """Returns the selected records, and the returned form of each."""
        return records, [record.without_secrets() for record in records]


def run_info(
    resource: _resource.Resource, *more: _gather.Gather, views: Views | None = None
) -> None:
    """Runs a module that reads records. ``more``: the additional data."""
    gather = [_gather.usage(resource)] if resource.used_by else []
    gather += more
    # Only useful if records can have secrets.
    if any(one.type.secret for one in resource.all_attributes.values()):
        gather.append(_gather.secrets())
    task = _Info(resource, gather, views or Views())
    names = tuple(each.name for each in gather)
    detailed = any(each.detailed for each in gather)
    spec = {**_options.info_options(resource, names, detailed), **_options.account_options()}
    task.run(_arguments.Module(spec, task.check, (resource,)))


class _Info:
    """One task."""

    def __init__(
        self, resource: _resource.Resource, gather: list[_gather.Gather], views: Views
    ) -> None:
        self._resource = resource
        self._gather = gather
        self._views = views

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """Returns all problems with the options."""
        found = _problems.texts_of(form.task)
        known = "gather" not in _problems.options_of(form.task)
        detailed = [each.name for each in self._gather if each.detailed]
        if known and params.get("failure_details") and not set(detailed) & set(params["gather"]):
            found.append("failure_details requires %s in gather." % detailed[0])
        return found + self._views.problems(params)

    def run(self, module: _arguments.Module) -> None:
        params = module.params
        chosen = [each for each in self._gather if each.name in params.get("gather", ())]

        def work(client: _client.Client) -> dict[str, Any]:
            store = _store.Store(client, self._resource)
            if params["id"] is not None:
                record = store.read(params["id"])
                records = [record] if record else []
            else:
                records = store.read_all()
            found = [record for record in records if self._matches(record, params)]
            found, views = self._views.of(client, found, params)
            details = bool(params.get("failure_details"))
            for each in chosen:
                for view, value in zip(views, each.read(store, found, details)):
                    view[each.key] = value
            return {"changed": False, self._resource.endpoint.plural: views}

        more = [scope for each in chosen for scope in each.scopes]
        more += self._views.scopes(params)
        _run.run(module, work, _run.scope_of_reads(self._resource, more))

    def _matches(self, record: _record.Record, params: dict[str, Any]) -> bool:
        resource = self._resource
        variant, switch = params.get(resource.variant), resource.switch
        return (
            (params[resource.name] is None or record.is_called(params[resource.name]))
            and (not switch or params[switch.name] in (None, record.values.get(switch.name)))
            and (variant is None or resource.canonical(variant) == record.kind)
        )
