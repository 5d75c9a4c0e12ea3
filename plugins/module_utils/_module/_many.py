# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Implements modules that manage a set of records."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _options,
    _plan,
    _plan_many,
    _problems,
    _reconcile_many,
    _record,
    _resource,
    _store,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _arguments,
    _many_results,
    _run,
)


def run_many(resource: _resource.Resource) -> None:
    """Runs the module for a set of records."""
    task = _Many(resource)
    spec = {
        **_options.many_options(resource),
        **_options.policy_options(resource),
        **_options.account_options(),
    }
    task.run(_arguments.Module(spec, task.check, (resource,), task.items.missing_for_create))


class Items:
    """The items of a task."""

    def __init__(self, resource: _resource.Resource) -> None:
        self.desired: list[_record.Desired] = []
        self._resource = resource
        self._form: dict[int, list[_problems.Problem]] = {}

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """Returns all problems with the items."""
        plural = self._resource.endpoint.plural
        self._form = form.items.get(plural, {})
        self.desired = [_record.Desired(self._resource, item) for item in params[plural]]
        return _plan_many.problems_in_all(self.desired, self._form)

    def missing_for_create(self) -> list[str]:
        return _plan_many.missing_for_create(self.desired, self._form)


class _Many:
    """One task."""

    def __init__(self, resource: _resource.Resource) -> None:
        self.items = Items(resource)
        self._resource = resource
        self._prune_variants = _options.prune_variants(resource) if resource.variant else ""

    def check(self, params: dict[str, Any], form: _problems.Problems) -> list[str]:
        """Returns all problems with the options."""
        found = self.items.check(params, form) + _problems.texts_of(form.task)
        variants = params.get(self._prune_variants, [])
        found += self._problems_of_variants(variants)
        if not params["prune"] and "prune" not in _problems.options_of(form.task):
            given = {self._prune_variants: variants, "keep": params["keep"]}
            found += ["%s requires prune=true." % name for name, value in given.items() if value]
        if params["max_concurrency"] < 1:
            found.append("max_concurrency must be 1 or more.")
        if params["max_deletions"] is not None and params["max_deletions"] < 0:
            found.append("max_deletions must be 0 or more.")
        return found

    def _problems_of_variants(self, given: list[str]) -> list[str]:
        known = self._resource.variant_names()
        unknown = [name for name in given if name not in known]
        if not unknown:
            return []
        # Imported late, because a module without problems should start fast.
        from ansible_collections.community.zendesk.plugins.module_utils._module import _input_values

        kind, variant = self._resource.endpoint.kind, self._resource.variant
        found = []
        for name in unknown:
            near = _input_values.nearest(name, known, kind)
            hint = _problems.did_you_mean(near)
            found.append(
                "%s: %s is not a %s %s%s" % (self._prune_variants, name, kind, variant, hint)
            )
        return [*found, "The %ss are %s." % (variant, ", ".join(known))]

    def run(self, module: _arguments.Module) -> None:
        params = module.params

        def work(client: _client.Client) -> dict[str, Any]:
            done = _reconcile_many.reconcile_many(
                _store.Store(client, self._resource),
                self.items.desired,
                _run.policy_from(params),
                self._policy(params),
                module.check_mode,
            )
            steps = [one.step for one in done.results if _many_results.is_there(one)]
            _run.warn(
                module,
                (
                    text
                    for step in steps
                    if step.plan and step.desired
                    for text in _plan.warnings(step.plan, step.desired)
                ),
            )
            result = _many_results.result_of(done, client, self._resource, module.with_diff)
            message = _many_results.failure_of(done, client, self._resource)
            if message:
                raise _run.TaskFailed(message, result)
            return result

        _run.run(module, work, _run.scope_of_writes(self._resource))

    def _policy(self, params: dict[str, Any]) -> _reconcile_many.ManyPolicy:
        variants = params.get(self._prune_variants, [])
        prune = _plan_many.Prune(
            variants=frozenset(map(self._resource.canonical, variants)),
            keep=frozenset(params["keep"]),
        )
        return _reconcile_many.ManyPolicy(
            prune=prune if params["prune"] else None,
            max_deletions=params["max_deletions"],
            max_concurrency=params["max_concurrency"],
            continue_on_error=params["continue_on_error"],
        )
