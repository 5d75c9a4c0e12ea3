# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and a whole set of targets."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._arguments import Module
from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    Failure,
    policy_from,
    run,
    warn,
)
from ansible_collections.community.zendesk.plugins.module_utils._plan import lifecycle_warning
from ansible_collections.community.zendesk.plugins.module_utils._plan_set import (
    Prune,
    set_faults,
)
from ansible_collections.community.zendesk.plugins.module_utils._reconcile_set import (
    SetPolicy,
    reconcile_set,
)
from ansible_collections.community.zendesk.plugins.module_utils._set_results import (
    failure_of,
    is_gone,
    result_of,
)
from ansible_collections.community.zendesk.plugins.module_utils._target_types import (
    canonical,
    type_names,
)
from ansible_collections.community.zendesk.plugins.module_utils._validation import (
    Problems,
    options_of,
    texts_of,
)


def run_targets(module: Module) -> None:
    """Module C(zendesk_targets)."""
    params = module.params

    def work(client: Client) -> dict[str, Any]:
        done = reconcile_set(
            client, params["targets"], policy_from(params), _set_policy(params), module.check_mode
        )
        there = [one.target or {} for one in done.results if not is_gone(one)]
        warn(module, [lifecycle_warning(target.get("type")) for target in there])
        result = result_of(done, client, module._diff)
        message = failure_of(done, client)
        if message:
            raise Failure(message, result)
        return result

    run(module, work)


def check_targets(params: dict[str, Any], form: Problems) -> list[str]:
    """All that is wrong with the options of C(zendesk_targets)."""
    found = set_faults(params["targets"], form.items) + texts_of(form.task)
    unknown = [name for name in params["prune_types"] if name not in type_names()]
    if unknown:
        # Only now, because a module without a problem has to start fast.
        from ansible_collections.community.zendesk.plugins.module_utils._input import nearest

        for name in unknown:
            near = nearest(name, type_names())
            hint = ": did you mean %s?" % near if near else "."
            found.append("prune_types: %s is not a target type%s" % (name, hint))
        found.append("The types are %s." % ", ".join(type_names()))
    if not params["prune"] and "prune" not in options_of(form.task):
        found += ["%s needs prune=true." % n for n in ("prune_types", "keep") if params[n]]
    if params["max_concurrency"] < 1:
        found.append("max_concurrency must be 1 or more.")
    if params["max_deletions"] is not None and params["max_deletions"] < 0:
        found.append("max_deletions must be 0 or more.")
    return found


def _set_policy(params: dict[str, Any]) -> SetPolicy:
    return SetPolicy(
        prune=Prune(
            types=frozenset(map(canonical, params["prune_types"])),
            keep=frozenset(params["keep"]),
        )
        if params["prune"]
        else None,
        max_deletions=params["max_deletions"],
        max_concurrency=params["max_concurrency"],
        continue_on_error=params["continue_on_error"],
    )
