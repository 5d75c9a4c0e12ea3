# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and what is read of targets."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._arguments import Module
from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._failures import failures_by_title
from ansible_collections.community.zendesk.plugins.module_utils._module import run
from ansible_collections.community.zendesk.plugins.module_utils._references import usage_by_target
from ansible_collections.community.zendesk.plugins.module_utils._store import (
    read_target,
    read_targets,
)
from ansible_collections.community.zendesk.plugins.module_utils._target_types import canonical
from ansible_collections.community.zendesk.plugins.module_utils._validation import (
    Problems,
    options_of,
    texts_of,
)
from ansible_collections.community.zendesk.plugins.module_utils._values import (
    secrets_set,
    without_secrets,
)


def check_target_info(params: dict[str, Any], form: Problems) -> list[str]:
    """All that is wrong with the options of C(zendesk_target_info)."""
    found = texts_of(form.task)
    known = "gather" not in options_of(form.task)
    if known and params["failure_details"] and "failures" not in params["gather"]:
        found.append("failure_details needs failures in gather: add it there.")
    return found


def run_target_info(module: Module) -> None:
    """Module C(zendesk_target_info)."""
    params = module.params

    def work(client: Client) -> dict[str, Any]:
        if params["id"] is not None:
            target = read_target(client, params["id"])
            targets = [target] if target else []
        else:
            targets = read_targets(client)
        found = [entry for entry in targets if _matches(params, entry)]
        shown = [without_secrets(entry) for entry in found]
        if "secrets" in params["gather"]:
            for entry, secretless in zip(found, shown):
                secretless["secrets_set"] = secrets_set(entry)
        if "usage" in params["gather"]:
            _add_usage(client, shown)
        if "failures" in params["gather"]:
            _add_failures(client, shown, params["failure_details"])
        return {"changed": False, "targets": shown}

    run(module, work)


def _add_usage(client: Client, targets: list[dict[str, Any]]) -> None:
    """Give each target C(usage): the rules that notify it."""
    usage = usage_by_target(client)
    for target in targets:
        target["usage"] = usage.get(str(target["id"]), [])


def _add_failures(client: Client, targets: list[dict[str, Any]], details: bool) -> None:
    """Give each target C(failures): the latest ones under its title."""
    failures = failures_by_title(client, details)
    for target in targets:
        target["failures"] = failures.get(str(target.get("title")), [])


def _matches(params: dict[str, Any], target: dict[str, Any]) -> bool:
    return (
        params["title"] in (None, target.get("title"))
        and params["active"] in (None, target.get("active"))
        and (params["type"] is None or canonical(params["type"]) == canonical(target.get("type")))
    )
