# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and a whole set of targets."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _plan,
    _plan_many,
    _problems,
    _reconcile_many,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _arguments,
    _many_results,
    _run,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


def run_targets(module: _arguments.Module) -> None:
    """Module C(zendesk_targets)."""
    params = module.params

    def work(client: _client.Client) -> dict[str, Any]:
        done = _reconcile_many.reconcile_set(
            client,
            params["targets"],
            _run.policy_from(params),
            _set_policy(params),
            module.check_mode,
        )
        there = [one.target or {} for one in done.results if not _many_results.is_gone(one)]
        _run.warn(module, [_plan.lifecycle_warning(target.get("type")) for target in there])
        result = _many_results.result_of(done, client, module._diff)
        message = _many_results.failure_of(done, client)
        if message:
            raise _run.Failure(message, result)
        return result

    _run.run(module, work)


def check_targets(params: dict[str, Any], form: _problems.Problems) -> list[str]:
    """All that is wrong with the options of C(zendesk_targets)."""
    found = _plan_many.set_faults(params["targets"], form.items) + _problems.texts_of(form.task)
    unknown = [name for name in params["prune_types"] if name not in _targets.type_names()]
    if unknown:
        # Only now, because a module without a problem has to start fast.
        from ansible_collections.community.zendesk.plugins.module_utils._module import _input

        for name in unknown:
            near = _input.nearest(name, _targets.type_names())
            hint = ": did you mean %s?" % near if near else "."
            found.append("prune_types: %s is not a target type%s" % (name, hint))
        found.append("The types are %s." % ", ".join(_targets.type_names()))
    if not params["prune"] and "prune" not in _problems.options_of(form.task):
        found += ["%s needs prune=true." % n for n in ("prune_types", "keep") if params[n]]
    if params["max_concurrency"] < 1:
        found.append("max_concurrency must be 1 or more.")
    if params["max_deletions"] is not None and params["max_deletions"] < 0:
        found.append("max_deletions must be 0 or more.")
    return found


def _set_policy(params: dict[str, Any]) -> _reconcile_many.SetPolicy:
    return _reconcile_many.SetPolicy(
        prune=_plan_many.Prune(
            types=frozenset(map(_targets.canonical, params["prune_types"])),
            keep=frozenset(params["keep"]),
        )
        if params["prune"]
        else None,
        max_deletions=params["max_deletions"],
        max_concurrency=params["max_concurrency"],
        continue_on_error=params["continue_on_error"],
    )
