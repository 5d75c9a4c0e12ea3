# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Implements the module that manages a whole account."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_input,
    _config_run,
    _kinds,
    _options,
    _plan,
    _problems,
    _resource,
    _store,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _arguments,
    _config_results,
    _lists,
    _many_results,
    _run,
)


def run_config(resources: tuple[_resource.Resource, ...], kinds: dict[str, _kinds.Kind]) -> None:
    """Runs the module. ``resources``: starting with those that others refer to. ``kinds``: of references."""
    task = _Config(resources, kinds)
    spec = {**_options.config_options(resources), **_options.account_options()}
    module = _arguments.Module(spec, task.check, resources, task.lists.missing_for_create)
    if module.params[_options.VALIDATE_ONLY]:
        module.exit_json(
            changed=False,
            msg="The configuration is valid, as far as it can be checked without the account.",
        )
    task.run(module)


class _Config:
    """One task."""

    def __init__(
        self, resources: tuple[_resource.Resource, ...], kinds: dict[str, _kinds.Kind]
    ) -> None:
        self.lists = _lists.Lists(resources)
        self._kinds = kinds
        self._log: Callable[[str], Any] = str

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """Returns all problems with the options."""
        self.lists.take(params, form)
        lists = self.lists
        return _config_input.problems(params, lists.resources, lists.items, form, self._kinds)

    def run(self, module: _arguments.Module) -> None:
        params = module.params
        self._log = module.log

        def work(client: _client.Client) -> dict[str, Any]:
            # The undo file could contain them as well.
            client.add_secrets(module.secrets)
            config = self._config(client, params)
            outcome = _config_run.reconcile(
                config,
                self._kinds,
                module.check_mode,
                params["expected_plan_id"] or "",
                params["undo_file"] or "",
            )
            for move in config.moves:
                one = outcome.result_of(move)
                if move.step.desired and one.step.plan and _many_results.is_there(one):
                    _run.warn(module, _plan.warnings(one.step.plan, move.step.desired))
            result = _config_results.result_of(outcome, client, module.with_diff, module.check_mode)
            message = _config_results.failure_of(outcome, client)
            if message:
                raise _run.TaskFailed(message, _config_results.only_what_matters(outcome, result))
            return result

        _run.run(module, work, self._scope())

    def _config(self, client: _client.Client, params: dict[str, Any]) -> _config.Config:
        lists = self.lists
        owned = {
            resource.endpoint.kind: entries
            for resource in lists.resources
            for entries in [_config_input.entries_of(params, "owned", resource)]
            if entries is not None
        }
        sections = []
        for resource in lists.given:
            plural = resource.endpoint.plural
            sections.append(
                _config.Section(
                    _store.Store(client, resource),
                    lists.items[plural],
                    [_policy(item, params) for item in params[plural]],
                    plural in params["prune"],
                    bool(resource.naming) and params["prune_rules"] == "deactivate",
                    owned.get(resource.endpoint.kind),
                    _config_input.entries_of(params, "keep", resource),
                )
            )
        return _config.Config(
            sections,
            [resource for resource in lists.resources if resource.naming],
            params["max_deletions"],
            params["trigger_order"] == "as_listed",
            params["max_concurrency"],
            params["continue_on_error"],
            self._log,
            owned,
        )

    def _scope(self) -> str:
        """Returns the scopes to write, to find references, and to check the usage of deleted records."""
        more = [
            scope
            for items in self.lists.items.values()
            for desired in items
            for scope in (
                desired.resource.naming.scopes(desired) if desired.resource.naming else ()
            )
        ]
        return _run.scope_of_all(self.lists.given, more)


def _policy(item: dict[str, Any], params: dict[str, Any]) -> _plan.Policy:
    names = [item.get("title"), item.get("name")]
    always = params["update_secrets"] == "always"
    return _plan.Policy(
        update_secrets=always or any(name in params["send_secrets"] for name in names if name),
        recreate=bool(item.get("recreate")),
        force=bool(item.get("force")),
    )
