# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""A module that reads the records of one kind."""

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


def run_info(resource: _resource.Resource, *more: _gather.Gather) -> None:
    """The whole of a module that reads records. ``more``: what can be read beside them."""
    gather = [_gather.usage(resource)] if resource.used_by else []
    gather += more
    # Nobody needs a list of the secrets that are set where none can be.
    if any(one.type.secret for one in resource.all_attributes.values()):
        gather.append(_gather.secrets())
    task = _Info(resource, gather)
    names = tuple(each.name for each in gather)
    detailed = any(each.detailed for each in gather)
    spec = {**_options.info_options(resource, names, detailed), **_options.account_options()}
    task.run(_arguments.Module(spec, task.check, resource))


class _Info:
    """What one task asks for."""

    def __init__(self, resource: _resource.Resource, gather: list[_gather.Gather]) -> None:
        self._resource = resource
        self._gather = gather

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """All that is wrong with the options."""
        found = _problems.texts_of(form.task)
        known = "gather" not in _problems.options_of(form.task)
        detailed = [each.name for each in self._gather if each.detailed]
        if known and params.get("failure_details") and not set(detailed) & set(params["gather"]):
            found.append("failure_details needs %s in gather: add it there." % detailed[0])
        return found

    def run(self, module: _arguments.Module) -> None:
        params = module.params
        chosen = [each for each in self._gather if each.name in params["gather"]]

        def work(client: _client.Client) -> dict[str, Any]:
            store = _store.Store(client, self._resource)
            if params["id"] is not None:
                record = store.read(params["id"])
                records = [record] if record else []
            else:
                records = store.read_all()
            found = [record for record in records if self._matches(record, params)]
            views = [record.without_secrets() for record in found]
            details = bool(params.get("failure_details"))
            for each in chosen:
                for view, value in zip(views, each.read(store, found, details)):
                    view[each.key] = value
            return {"changed": False, self._resource.endpoint.plural: views}

        more = [scope for each in chosen for scope in each.scopes]
        _run.run(module, work, _run.scope_of_reads(self._resource, more))

    def _matches(self, record: _record.Record, params: dict[str, Any]) -> bool:
        resource = self._resource
        variant, switch = params.get(resource.variant), resource.switch
        return (
            params[resource.name] in (None, record.name)
            and (not switch or params[switch.name] in (None, record.values.get(switch.name)))
            and (variant is None or resource.canonical(variant) == record.kind)
        )
