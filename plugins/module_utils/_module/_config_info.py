# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Implements the module that reads a whole account as lists of items."""

from __future__ import annotations

from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config_read,
    _entries,
    _items,
    _kinds,
    _lookups,
    _naming,
    _options,
    _problems,
    _record,
    _resource,
    _store,
    _traits,
    _usage,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _arguments,
    _input_values,
    _run,
)


def run_config_info(
    resources: tuple[_resource.Resource, ...], kinds: dict[str, _kinds.Kind]
) -> None:
    """Runs the module."""
    task = _ConfigInfo(resources, kinds)
    spec = {**_options.config_info_options(resources), **_options.account_options()}
    task.run(_arguments.Module(spec, task.check, resources))


class _ConfigInfo:
    """One task."""

    def __init__(
        self, resources: tuple[_resource.Resource, ...], kinds: dict[str, _kinds.Kind]
    ) -> None:
        self._resources = resources
        self._kinds = kinds

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """Returns all problems with the options."""
        found = _problems.texts_of(form.task)
        known = [each.endpoint.plural for each in self._resources]
        for name in params["kinds"]:
            if name not in known:
                hint = _problems.did_you_mean(_input_values.nearest(name, known))
                found.append(
                    "kinds must be one or more of %s; got %s%s" % (", ".join(known), name, hint)
                )
        if params["max_concurrency"] < 1:
            found.append("max_concurrency must be 1 or more.")
        for resource in self._resources:
            given = (params.get("owned") or {}).get(resource.endpoint.plural)
            if given is not None:
                found += _entries.problems_of("owned", given, resource)
        return found

    def run(self, module: _arguments.Module) -> None:
        params = module.params
        chosen = [each for each in self._resources if each.endpoint.plural in params["kinds"]]
        scopes = [_run.scope_of_reads(each) for each in chosen]
        rules = any(each.naming for each in chosen)
        if "usage" in params["gather"]:
            scopes += [scope for each in chosen for scope in each.scopes_of_users]
        scope = " ".join(dict.fromkeys([*(["read"] if rules else scopes)]))

        def work(client: _client.Client) -> dict[str, Any]:
            return self._read(client, chosen, params)

        _run.run(module, work, scope)

    def _read(
        self, client: _client.Client, chosen: list[_resource.Resource], params: dict[str, Any]
    ) -> dict[str, Any]:
        lookups = _lookups.Lookups(client, self._kinds)
        records: dict[str, list[_record.Record]] = {}

        def read(resource: _resource.Resource) -> None:
            kind = resource.endpoint.kind
            records[kind] = _store.Store(client, resource).read_all()
            if kind in self._kinds:
                lookups.seed(kind, [record.values for record in records[kind]])

        _config_read.side_by_side(
            [lambda resource=each: read(resource) for each in chosen],  # type: ignore[misc]
            params["max_concurrency"],
        )
        names = _naming.Names(lookups)
        homes = _positions(records)
        result: dict[str, Any] = {"changed": False, "account_url": client.connection.base_url}
        left_out = []
        views = {}
        for resource in chosen:
            owned = self._owned(params, resource, records[resource.endpoint.kind], lookups)
            owned = sorted(owned, key=lambda r: _items.order_of(r.resource, r, homes))
            found = _items.items_of(owned, names)
            result[resource.endpoint.plural] = found.items
            left_out += found.left_out
            if params["gather"]:
                usage = self._usage(client, params, resource, records)
                views[resource.endpoint.plural] = [_view(record, usage) for record in owned]
        if views:
            result["records"] = views
        client.warnings += names.warnings
        return dict(result, left_out=left_out)

    def _usage(
        self,
        client: _client.Client,
        params: dict[str, Any],
        resource: _resource.Resource,
        records: dict[str, list[_record.Record]],
    ) -> dict[str, list[dict[str, Any]]] | None:
        """Maps IDs to the rules that use them; None if not requested, or if rules can't use the kind."""
        if "usage" not in params["gather"] or not resource.used_by:
            return None

        def rules_of(endpoint: _traits.Endpoint) -> Iterable[dict[str, Any]]:
            if endpoint.kind in records:
                return [record.values for record in records[endpoint.kind]]
            return client.list(endpoint.path + endpoint.query, endpoint.list_key)

        return _usage.usage_by_id(client, resource, rules_of)

    def _owned(
        self,
        params: dict[str, Any],
        resource: _resource.Resource,
        records: list[_record.Record],
        lookups: _lookups.Lookups,
    ) -> list[_record.Record]:
        given = (params.get("owned") or {}).get(resource.endpoint.plural)
        records = [record for record in records if not record.is_made_by_app]
        if given is None:
            return records
        entries = _entries.Entries(given, resource)

        def id_of(kind: str, name: str) -> str:
            called = lookups.kinds[kind].called(lookups.listed(kind), name)
            return str(called[0]["id"]) if len(called) == 1 else ""

        return [record for record in records if entries.fits(record, id_of)]


def _view(record: _record.Record, usage: dict[str, list[dict[str, Any]]] | None) -> dict[str, Any]:
    """Returns a record with additional data."""
    view = {**record.without_secrets(), "secrets_set": _items.secrets_in(record)}
    return view if usage is None else {**view, "usage": usage.get(str(record.id), [])}


def _positions(records: dict[str, list[_record.Record]]) -> dict[str, int]:
    """Maps the ID of each category to its place."""
    holders = [record for found in records.values() for record in found if record.resource.contents]
    holders.sort(key=lambda record: (record.values.get("position") or 0, str(record.name)))
    return {str(record.id): at for at, record in enumerate(holders)}
