# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Builds the argument specs of the modules from the tables."""

from __future__ import annotations

from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import _resource
from ansible_collections.community.zendesk.plugins.module_utils._http import _sources

# Only validates the options, and needs no account.
VALIDATE_ONLY = "validate_only"
# The policies of a single item of a configuration.
ITEM_POLICIES = ("force", "recreate")
_ORDER = {"type": "str", "choices": ["keep", "as_listed"], "default": "keep"}


def connection_options() -> dict[str, dict[str, Any]]:
    """Returns the connection options that every module takes.

    Each is also read from the environment variable of the same name in upper case, but not by
    ansible-core, which can't distinguish an option from a variable with the same value.
    """
    return {name: dict(spec) for name, spec in _sources.OPTIONS.items()}


def account_options() -> dict[str, dict[str, Any]]:
    """Returns the connection options, and the option with which roles pass them."""
    return {**connection_options(), _sources.OVERRIDES: _sources.overrides_option()}


def record_options(resource: _resource.Resource) -> dict[str, dict[str, Any]]:
    """Returns the options of one item, without the connection.

    The attributes of all variants are flat, with their API names.
    """
    uses: dict[str, list[_resource.Attribute]] = {one.name: [one] for one in resource.attributes}
    for each in resource.variants:
        for one in each.attributes:
            uses.setdefault(one.name, []).append(one)
    options = {
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "id": id_option(resource),
        resource.previous: {"type": "list", "elements": "str"},
        **{name: _option(attributes) for name, attributes in uses.items()},
    }
    if resource.variant:
        options[resource.variant]["choices"] = resource.variant_names()
    return options


def id_option(resource: _resource.Resource) -> dict[str, Any]:
    """Returns the option for the ID of a record."""
    return {"type": "int" if resource.endpoint.numbered else "str"}


def _option(uses: list[_resource.Attribute]) -> dict[str, Any]:
    writable = [attribute for attribute in uses if not attribute.read_only]
    spec = dict(writable[0].type.option())
    if any(attribute.type.secret for attribute in writable):
        spec["no_log"] = True
    # If variants differ, or the attribute can be cleared, only the planner can validate a value.
    choices = {attribute.type.choices for attribute in writable}
    widest = max(choices, key=len)
    alike = all(set(each) <= set(widest) and each for each in choices)
    if alike and all(one.required or one.always_set for one in writable):
        spec["choices"] = list(widest)
    return spec


def policy_options(resource: _resource.Resource) -> dict[str, dict[str, Any]]:
    """Returns the options that control how changes are made."""
    options: dict[str, dict[str, Any]] = {"force": {"type": "bool", "default": False}}
    if resource.has_secrets:
        options["update_secrets"] = {
            "type": "str",
            "choices": ["always", "on_create"],
            "default": "always",
            "no_log": False,
        }
    if len(resource.variants) > 1:
        options["recreate"] = {"type": "bool", "default": False}
    return options


def list_options(resource: _resource.Resource) -> dict[str, dict[str, Any]]:
    """Returns the option for a list of records."""
    items = {
        "type": "list",
        "elements": "dict",
        "required": True,
        "options": record_options(resource),
    }
    return {resource.endpoint.plural: items}


def many_options(resource: _resource.Resource) -> dict[str, dict[str, Any]]:
    """Returns the options for a set of records."""
    options = {**list_options(resource), "prune": {"type": "bool", "default": False}}
    if resource.variant:
        options[prune_variants(resource)] = {"type": "list", "elements": "str", "default": []}
    return {
        **options,
        "keep": {"type": "list", "elements": "str", "default": []},
        "max_deletions": {"type": "int"},
        "max_concurrency": {"type": "int", "default": 4},
        "continue_on_error": {"type": "bool", "default": False},
    }


def config_options(resources: Iterable[_resource.Resource]) -> dict[str, dict[str, Any]]:
    """Returns the options for lists of several kinds."""
    resources = list(resources)
    entries = entries_option(resources)
    return {
        **_whole_lists(resources),
        "prune": {"type": "list", "elements": "str", "default": []},
        "owned": dict(entries),
        "keep": dict(entries),
        "prune_rules": {
            "type": "str",
            "choices": ["delete", "deactivate"],
            "default": "delete",
        },
        "max_deletions": {"type": "int"},
        "trigger_order": dict(_ORDER),
        "update_secrets": {
            "type": "str",
            "choices": ["always", "on_create"],
            "default": "on_create",
            "no_log": False,
        },
        "send_secrets": {"type": "list", "elements": "str", "default": [], "no_log": False},
        "expected_plan_id": {"type": "str"},
        VALIDATE_ONLY: {"type": "bool", "default": False},
        "undo_file": {"type": "path"},
        "max_concurrency": {"type": "int", "default": 4},
        "continue_on_error": {"type": "bool", "default": False},
    }


def _whole_lists(resources: Iterable[_resource.Resource]) -> dict[str, dict[str, Any]]:
    lists = {}
    for resource in resources:
        (plural, option), *_none = list_options(resource).items()
        own = {name: {"type": "bool"} for name in ITEM_POLICIES if name in policy_options(resource)}
        lists[plural] = {
            "type": "list",
            "elements": "dict",
            "options": {**option["options"], **own},
        }
    return lists


def entries_option(resources: Iterable[_resource.Resource]) -> dict[str, Any]:
    """Returns an option with entries for each kind."""
    entries = {"type": "list", "elements": "raw"}
    return {"type": "dict", "options": {each.endpoint.plural: dict(entries) for each in resources}}


def config_info_options(resources: Iterable[_resource.Resource]) -> dict[str, dict[str, Any]]:
    """Returns the options to read several kinds."""
    resources = list(resources)
    plurals = [each.endpoint.plural for each in resources]
    return {
        "kinds": {"type": "list", "elements": "str", "default": plurals},
        "owned": entries_option(resources),
        "gather": gather_option("records", "usage"),
        "max_concurrency": {"type": "int", "default": 4},
    }


def prune_variants(resource: _resource.Resource) -> str:
    """Returns the name of the option that limits a prune to some variants."""
    return "prune_%ss" % resource.variant


def info_options(
    resource: _resource.Resource, gather: tuple[str, ...], detailed: bool
) -> dict[str, Any]:
    """Returns the options of an info module."""
    given = record_options(resource)
    names = ["id", resource.name, resource.variant]
    names += [resource.switch.name] if resource.switch else []
    options = {name: dict(given[name]) for name in names if name in given}
    # An account can have variants that are not in the table.
    options.get(resource.variant, {}).pop("choices", None)
    if gather:
        options["gather"] = gather_option(*gather)
    for each in resource.homes:
        options[each.name] = dict(given[each.name])
        options[each.instead_of] = dict(given[each.instead_of])
    if resource.naming:
        options["uses"] = {"type": "raw"}
        options["resolve_names"] = {"type": "bool", "default": False}
    if detailed:
        options["failure_details"] = {"type": "bool", "default": False}
    return options


def audit_options(
    resources: Iterable[_resource.Resource], gather: tuple[str, ...], default: tuple[str, ...]
) -> dict[str, Any]:
    """Returns the options of an audit."""
    resources = list(resources)
    return {
        **_whole_lists(resources),
        "owned": entries_option(resources),
        # See below.
        "keep": {"type": "raw", "default": []},
        "trigger_order": dict(_ORDER),
        "gather": dict(gather_option(*gather), default=list(default)),
    }


def audit_forms(
    resources: Iterable[_resource.Resource],
) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Returns the options that take a dictionary or a list: the spec of each form."""
    texts = {"type": "list", "elements": "str", "default": []}
    return {"keep": (entries_option(resources), texts)}


def gather_option(*choices: str) -> dict[str, Any]:
    """Returns the option for additional data."""
    return {"type": "list", "elements": "str", "choices": list(choices), "default": []}
