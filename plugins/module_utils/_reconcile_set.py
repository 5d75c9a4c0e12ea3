# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""A whole set of targets: one listing, then only the writes that are needed, side by side."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._errors import (
    ApiError,
    HalfDone,
    PlanError,
    Unconfirmed,
    ZendeskError,
)
from ansible_collections.community.zendesk.plugins.module_utils._plan import Policy
from ansible_collections.community.zendesk.plugins.module_utils._plan_set import (
    Prune,
    Step,
    deleted_by,
    in_order,
    plan_set,
    refuse_many,
)
from ansible_collections.community.zendesk.plugins.module_utils._reconcile import (
    carry_out,
    read_targets,
)
from ansible_collections.community.zendesk.plugins.module_utils._references import find_users
from ansible_collections.community.zendesk.plugins.module_utils._values import secret_values

# After one of these no other request of the run can do better.
_HOPELESS = (0, 401, 403)


class SetPolicy(NamedTuple):
    """How a set is applied, beside the ``Policy`` of each change.

    ``prune``: None prunes nothing. ``max_deletions``: None for no limit. ``max_concurrency``:
    writes side by side.
    """

    prune: Prune | None = None
    max_deletions: int | None = None
    max_concurrency: int = 1
    continue_on_error: bool = False


class Done(NamedTuple):
    """What has become of a step: ``target`` without secrets; ``error`` where it failed.

    ``attempted``: False where an earlier error has kept it from being tried.
    """

    step: Step
    target: dict[str, Any] | None = None
    error: ZendeskError | None = None
    attempted: bool = True


def reconcile_set(
    client: Client,
    items: list[dict[str, Any]],
    policy: Policy,
    set_policy: SetPolicy,
    check_mode: bool,
) -> list[Done]:
    """Make the account what the items say; in check mode only find out what that would take."""
    for wanted in items:
        client.add_secrets(secret_values(wanted))
    existing = read_targets(client)
    if set_policy.prune:
        for entry in set_policy.prune.kept_by_none(existing):
            client.warnings.append(
                "keep: there is no target with the id, title or type %s." % entry
            )
    steps = plan_set(items, existing, policy, set_policy.prune)
    wants_none = all(wanted.get("state") == "absent" for wanted in items)
    prunes_all = set_policy.prune is not None and wants_none
    refuse_many(steps, set_policy.max_deletions, prunes_all)
    if not policy.force:
        steps = _guarded(client, steps)
    failed = any(step.error for step in steps)
    if failed and not set_policy.continue_on_error:
        return [_planned(step, attempted=False) for step in steps]
    if check_mode:
        return [_planned(step) for step in steps]
    run = _Run(client, {target["id"] for target in existing}, set_policy)
    for part in in_order(steps):
        run.carry_out(part)
    return [run.done.get(id(step)) or _planned(step, attempted=False) for step in steps]


def _guarded(client: Client, steps: list[Step]) -> list[Step]:
    """The steps, without those that would delete a target which a rule still notifies."""
    doomed = [target for target in map(deleted_by, steps) if target]
    if not doomed:
        return steps
    try:
        used = find_users(client, doomed)
    except PlanError as error:
        used = {target["id"]: str(error) for target in doomed}
    guarded = []
    for step in steps:
        problem = used.get((deleted_by(step) or {}).get("id"))
        guarded.append(step._replace(plan=None, error=problem) if problem else step)
    return guarded


def _planned(step: Step, attempted: bool = True) -> Done:
    if step.plan is None:
        return Done(step, error=ZendeskError(step.error))
    return Done(step, step.plan.predicted(), attempted=attempted or not step.plan.changed)


class _Run:
    """Carries out steps; each ends in ``done``, unless an error came before it was tried."""

    def __init__(self, client: Client, known_ids: set[Any], set_policy: SetPolicy) -> None:
        self.done: dict[int, Done] = {}
        self._client = client
        self._known_ids = known_ids
        self._set_policy = set_policy
        self._stop = threading.Event()

    def carry_out(self, steps: list[Step]) -> None:
        workers = min(self._set_policy.max_concurrency, len(steps))
        if workers <= 1:
            for step in steps:
                self._carry_out(step)
            return
        with ThreadPoolExecutor(workers) as pool:
            # The list is for the errors that are none of ours: they must not pass in silence.
            list(pool.map(self._carry_out, steps))

    def _carry_out(self, step: Step) -> None:
        if self._stop.is_set() or step.plan is None:
            return
        try:
            target = carry_out(self._client, step.plan, self._known_ids)
            self.done[id(step)] = Done(step, target)
        except ZendeskError as error:
            there = error.target if isinstance(error, HalfDone) else None
            self.done[id(step)] = Done(step, there, error)
            # What is not known of one create says nothing of the others.
            lost = isinstance(error, Unconfirmed)
            hopeless = isinstance(error, ApiError) and error.status in _HOPELESS and not lost
            if hopeless or not self._set_policy.continue_on_error:
                self._stop.set()
