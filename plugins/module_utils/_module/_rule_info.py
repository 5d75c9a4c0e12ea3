# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Filters rules by the records that they use, and replaces IDs with names."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _kinds,
    _lookups,
    _naming,
    _problems,
    _record,
    _references,
    _resource,
    _uses,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import _info, _run


class RuleViews(_info.Views):
    """Rules that use a record, and names instead of IDs. ``kinds``: the kinds of references."""

    def __init__(self, resource: _resource.Resource, kinds: dict[str, _kinds.Kind]) -> None:
        self._resource = resource
        self._kinds = kinds
        self._homes = resource.homes

    def problems(self, params: dict[str, Any]) -> list[str]:
        found = _problems.given_twice(self._resource, params)
        if params.get("uses") is not None:
            found += _uses.problems_of(params["uses"], self._kinds)
        return found

    def scopes(self, params: dict[str, Any]) -> list[str]:
        if params["resolve_names"]:
            return ["read"]
        found = {self._kinds[each.names].scope for each in self._homes if params.get(each.name)}
        if params.get("uses") is not None:
            found |= _uses.scopes_of(params["uses"], self._kinds)
        return sorted(found)

    def of(
        self, client: _client.Client, records: list[_record.Record], params: dict[str, Any]
    ) -> tuple[list[_record.Record], list[dict[str, Any]]]:
        lookups = _lookups.Lookups(client, self._kinds)
        resolver = _references.Resolver(lookups, allows_pending=False)
        for each in self._homes:
            desired_id = params.get(each.instead_of)
            if params.get(each.name) is not None:
                reference = _references.Reference(each.names, params[each.name])
                desired_id = resolver.id_of(reference)
            if desired_id is not None:
                records = [r for r in records if str(r.values.get(each.instead_of)) == desired_id]
        if params.get("uses") is not None:
            what = _requested_ids(params["uses"], resolver)
            records = [record for record in records if _uses.names_any(record, what)]
        views = [record.without_secrets() for record in records]
        if params["resolve_names"]:
            names = _naming.Names(lookups)
            for view, named in zip(views, names.named(records)):
                view.update(named)
                for each in self._homes:
                    if each.name in named:
                        # A task takes either the name or the ID.
                        del view[each.instead_of]
            client.warnings += names.warnings
        client.warnings += resolver.warnings
        return records, views


def _requested_ids(uses: Any, resolver: _references.Resolver) -> set[tuple[str, str]]:
    try:
        return _uses.requested_ids(uses, resolver)
    except _references.NoMatch as error:
        # With many accounts, a name that only other accounts have is not a failure.
        result = {"not_found": isinstance(error, _references.NoSuch)}
        raise _run.TaskFailed("uses: %s" % error, result) from None
