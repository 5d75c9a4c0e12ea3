# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and what is read of targets."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _failures,
    _problems,
    _store,
    _usage,
    _values,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import _arguments, _run
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


def check_target_info(params: dict[str, Any], form: _problems.Problems) -> list[str]:
    """All that is wrong with the options of C(zendesk_target_info)."""
    found = _problems.texts_of(form.task)
    known = "gather" not in _problems.options_of(form.task)
    if known and params["failure_details"] and "failures" not in params["gather"]:
        found.append("failure_details needs failures in gather: add it there.")
    return found


def run_target_info(module: _arguments.Module) -> None:
    """Module C(zendesk_target_info)."""
    params = module.params

    def work(client: _client.Client) -> dict[str, Any]:
        if params["id"] is not None:
            target = _store.read_target(client, params["id"])
            targets = [target] if target else []
        else:
            targets = _store.read_targets(client)
        found = [entry for entry in targets if _matches(params, entry)]
        shown = [_values.without_secrets(entry) for entry in found]
        if "secrets" in params["gather"]:
            for entry, secretless in zip(found, shown):
                secretless["secrets_set"] = _values.secrets_set(entry)
        if "usage" in params["gather"]:
            _add_usage(client, shown)
        if "failures" in params["gather"]:
            _add_failures(client, shown, params["failure_details"])
        return {"changed": False, "targets": shown}

    _run.run(module, work)


def _add_usage(client: _client.Client, targets: list[dict[str, Any]]) -> None:
    """Give each target C(usage): the rules that notify it."""
    usage = _usage.usage_by_target(client)
    for target in targets:
        target["usage"] = usage.get(str(target["id"]), [])


def _add_failures(client: _client.Client, targets: list[dict[str, Any]], details: bool) -> None:
    """Give each target C(failures): the latest ones under its title."""
    failures = _failures.failures_by_title(client, details)
    for target in targets:
        target["failures"] = failures.get(str(target.get("title")), [])


def _matches(params: dict[str, Any], target: dict[str, Any]) -> bool:
    return (
        params["title"] in (None, target.get("title"))
        and params["active"] in (None, target.get("active"))
        and (
            params["type"] is None
            or _targets.canonical(params["type"]) == _targets.canonical(target.get("type"))
        )
    )
