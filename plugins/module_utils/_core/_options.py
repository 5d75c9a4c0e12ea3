# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Argument specs, made from the table of target types."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._http import _sources
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


def connection_options() -> dict[str, dict[str, Any]]:
    """How to reach and enter an account: the options that every module takes.

    Each is read from the environment variable of the same name in capitals, too, but not by
    ansible-core: it can't tell an option from a variable that has the same value.
    """
    return {name: dict(spec) for name, spec in _sources.OPTIONS.items()}


def account_options() -> dict[str, dict[str, Any]]:
    """The connection options, and the way in which roles give them."""
    return {**connection_options(), _sources.OVERRIDES: _sources.overrides_option()}


def attribute_options() -> dict[str, dict[str, Any]]:
    """The attributes of all types, flat, under the names that the API gives them."""
    return {
        name: _option([attribute for _type, attribute in uses])
        for name, uses in _targets.attributes_by_name().items()
    }


def _option(uses: list[Any]) -> dict[str, Any]:
    writable = [attribute for attribute in uses if not attribute.read_only]
    spec: dict[str, Any] = {"type": "str" if writable[0].kind == _targets.STR else "bool"}
    if any(attribute.secret for attribute in writable):
        spec["no_log"] = True
    # Where types differ, or the attribute can be cleared, only the planner can judge a value.
    choices = {attribute.choices for attribute in writable if attribute.required}
    if len(choices) == 1 and all(attribute.required for attribute in writable) and choices != {()}:
        spec["choices"] = list(choices.pop())
    return spec


def target_options() -> dict[str, dict[str, Any]]:
    """What one target should be: the options of one item, without the connection."""
    return dict(
        {
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "id": {"type": "int"},
            "title": {"type": "str"},
            "type": {"type": "str", "choices": _targets.type_names()},
            "active": {"type": "bool"},
        },
        **attribute_options(),
    )


def policy_options() -> dict[str, dict[str, Any]]:
    """How a change is made: what is sent, replaced or deleted."""
    return {
        "update_secrets": {
            "type": "str",
            "choices": ["always", "on_create"],
            "default": "always",
            "no_log": False,
        },
        "recreate": {"type": "bool", "default": False},
        "force": {"type": "bool", "default": False},
    }


def list_options() -> dict[str, dict[str, Any]]:
    """A list of targets."""
    targets = {"type": "list", "elements": "dict", "required": True, "options": target_options()}
    return {"targets": targets}


def set_options() -> dict[str, dict[str, Any]]:
    """A whole set of targets, and how far it may go."""
    return {
        **list_options(),
        "prune": {"type": "bool", "default": False},
        "prune_types": {"type": "list", "elements": "str", "default": []},
        "keep": {"type": "list", "elements": "str", "default": []},
        "max_deletions": {"type": "int"},
        "max_concurrency": {"type": "int", "default": 4},
        "continue_on_error": {"type": "bool", "default": False},
    }


def audit_options() -> dict[str, dict[str, Any]]:
    """A set to hold an account against, and what to look at beside it."""
    choices = ["usage", "failures"]
    return {
        **list_options(),
        "keep": {"type": "list", "elements": "str", "default": []},
        "gather": dict(gather_option(*choices), default=choices),
    }


def gather_option(*choices: str) -> dict[str, Any]:
    """What to find out beside the targets themselves."""
    return {"type": "list", "elements": "str", "choices": list(choices), "default": []}
