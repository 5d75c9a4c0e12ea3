# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Validates a whole configuration before the first request."""

from __future__ import annotations

import difflib
from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _entries,
    _kinds,
    _plan_many,
    _problems,
    _record,
    _resolve,
    _resource,
)


def problems(
    params: dict[str, Any],
    resources: list[_resource.Resource],
    items: dict[str, list[_record.Desired]],
    form: _problems.Problems,
    kinds: dict[str, _kinds.Kind],
) -> list[str]:
    """Returns all problems: in items, between lists, and in other options.

    ``items``: name of each given list -> its items.
    """
    found = of_lists(resources, items, form, kinds)
    found += _of_prune(params, resources, items)
    found += of_entries(params, ("owned", "keep"), resources)
    found += not_owned(params, resources, items)
    found += _unknown_secrets(params["send_secrets"], items)
    if params["expected_plan_id"] is not None and not params["expected_plan_id"].strip():
        found.append(
            "expected_plan_id is empty, so no plan can match it: set it to the plan_id, or omit it."
        )
    if params["max_concurrency"] < 1:
        found.append("max_concurrency must be 1 or more.")
    if params["max_deletions"] is not None and params["max_deletions"] < 0:
        found.append("max_deletions must be 0 or more.")
    return found


def of_lists(
    resources: list[_resource.Resource],
    items: dict[str, list[_record.Desired]],
    form: _problems.Problems,
    kinds: dict[str, _kinds.Kind],
) -> list[str]:
    """Returns the problems in items, and between lists."""
    found = []
    for resource in resources:
        plural = resource.endpoint.plural
        if plural in items:
            found += _plan_many.problems_in_all(items[plural], form.items.get(plural, {}))
    found += _problems.texts_of(form.task)
    if not items and not any(each.option in _plurals(resources) for each in form.task):
        found.append(
            "At least one of these lists is required: %s." % ", ".join(_plurals(resources))
        )
    return found + _absent_references(resources, items, kinds)


def of_entries(
    params: dict[str, Any], options: Iterable[str], resources: list[_resource.Resource]
) -> list[str]:
    """Returns the problems in entries for records of each kind."""
    found = []
    for option in options:
        for resource in resources:
            given = (params.get(option) or {}).get(resource.endpoint.plural)
            if given is not None:
                found += _entries.problems_of(option, given, resource)
    return found


def entries_of(
    params: dict[str, Any], option: str, resource: _resource.Resource
) -> _entries.Entries | None:
    """Returns the entries of C(owned) or C(keep) for a kind; None if there are none."""
    given = (params.get(option) or {}).get(resource.endpoint.plural)
    return None if given is None else _entries.Entries(given, resource)


def _plurals(resources: Iterable[_resource.Resource]) -> list[str]:
    return [resource.endpoint.plural for resource in resources]


def _absent_references(
    resources: list[_resource.Resource],
    items: dict[str, list[_record.Desired]],
    kinds: dict[str, _kinds.Kind],
) -> list[str]:
    """Returns problems with references to records that the configuration itself deletes."""
    absent: dict[tuple[str, str], int] = {}
    present: set[tuple[str, str]] = set()
    for resource in resources:
        for position, desired in enumerate(items.get(resource.endpoint.plural, ()), 1):
            key = (resource.endpoint.kind, str(desired.name))
            if desired.is_absent and desired.name is not None:
                absent.setdefault(key, position)
            elif not desired.is_absent:
                present.add(key)
    found = []
    for resource in resources if absent else ():
        for position, desired in enumerate(items.get(resource.endpoint.plural, ()), 1):
            if not resource.naming or desired.is_absent:
                continue
            for reference, places in _resolve.references_of(desired, kinds).items():
                key = (reference.kind, reference.name)
                if key in absent and key not in present and not reference.narrowed:
                    found.append(
                        "%s: %s: the %s would be deleted by item %d of %s. Remove the reference, "
                        "or that item."
                        % (
                            _plan_many.item_label(position, desired),
                            ", ".join(places),
                            reference,
                            absent[key],
                            _plural_of(reference.kind, resources),
                        )
                    )
    return found


def _plural_of(kind: str, resources: list[_resource.Resource]) -> str:
    plurals = (each.endpoint.plural for each in resources if each.endpoint.kind == kind)
    return next(plurals, kind)


def _of_prune(
    params: dict[str, Any],
    resources: list[_resource.Resource],
    items: dict[str, list[_record.Desired]],
) -> list[str]:
    known = _plurals(resources)
    pruned = [str(each) for each in params["prune"]]
    found = []
    for name in pruned:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = _problems.did_you_mean(near[0]) if near else "."
            found.append(
                "prune must be one or more of %s; got %s%s" % (", ".join(known), name, hint)
            )
        elif name not in items:
            found.append(
                "prune: %s is not given, so there is nothing to compare with. Add the list, or "
                "remove %s from prune." % (name, name)
            )
    for name, entries in (params.get("keep") or {}).items():
        if entries and name not in pruned:
            found.append("keep.%s has no effect: add %s to prune, or remove it." % (name, name))
    return found


def not_owned(
    params: dict[str, Any],
    resources: list[_resource.Resource],
    items: dict[str, list[_record.Desired]],
) -> list[str]:
    """Returns problems with items that are not owned."""
    found = []
    for resource in resources:
        plural = resource.endpoint.plural
        owned = entries_of(params, "owned", resource)
        for position, desired in enumerate(items.get(plural, ()), 1):
            if owned and not owned.fits_item(desired):
                found.append(
                    "%s: it is not in owned.%s (%s). Add it there, or remove the item."
                    % (
                        _plan_many.item_label(position, desired),
                        plural,
                        ", ".join(map(str, owned.all)) or "an empty list",
                    )
                )
    return found


def _unknown_secrets(names: list[str], items: dict[str, list[_record.Desired]]) -> list[str]:
    known = {
        str(desired.name)
        for found in items.values()
        for desired in found
        if desired.resource.has_secrets
    }
    found = []
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), 1)
            hint = _problems.did_you_mean(near[0] if near else "")
            found.append("send_secrets: no item with secrets is called %s%s" % (name, hint))
    return found
