# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Builds the result of a set: results, counts, and the error."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _apply_many,
    _plan,
    _reconcile_many,
    _resource,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import _run

FAILED, SKIPPED, KEPT = "failed", "skipped", "kept"
COUNTED_AS = {
    "create": "created",
    "recreate": "created",
    "update": "updated",
    "delete": "deleted",
    "none": "unchanged",
    KEPT: "kept",
    FAILED: "failed",
    SKIPPED: "skipped",
}
_SHOWN_ERRORS = 10


def result_of(
    done: _reconcile_many.ManyResult,
    client: _client.Client,
    resource: _resource.Resource,
    with_diff: bool,
) -> dict[str, Any]:
    """Returns the result of the module, whether it fails or not."""
    results = [one_result(one, client, resource, with_diff) for one in done.results]
    summary = dict.fromkeys(COUNTED_AS.values(), 0)
    for entry in results:
        summary[COUNTED_AS[entry["action"]]] += 1
    result = {
        "changed": any(entry["changed"] for entry in results),
        "results": results,
        "summary": summary,
    }
    if with_diff:
        result["diff"] = [entry["diff"] for entry in results if entry["changed"]]
    return result


def failure_of(
    done: _reconcile_many.ManyResult, client: _client.Client, resource: _resource.Resource
) -> str:
    """Returns why the run fails; "" if it does not."""
    results = done.results
    failed = ["%s: %s" % (one.step, one.error) for one in results if one.error]
    kept = [one.step.kept for one in results if action_of(one) == KEPT]
    skipped = [one.skipped for one in results if action_of(one) == SKIPPED]
    if not (failed or kept or done.problems):
        return ""
    endpoint, count = resource.endpoint, len(results)
    noun = endpoint.plural if count != 1 else endpoint.kind
    parts = []
    if failed:
        parts.append("%d of %d %s failed." % (len(failed), count, noun))
        parts += first_of(failed)
    if kept:
        parts.append("%d of %d %s kept instead of deleted." % (len(kept), count, noun))
        parts += first_of(list(dict.fromkeys(kept)))
    parts += done.problems
    for reason in dict.fromkeys(skipped):
        parts.append("%d skipped: %s" % (skipped.count(reason), reason))
    return client.scrub(" ".join(parts))


def is_there(one: _apply_many.StepResult) -> bool:
    """Whether the record exists after the step."""
    plan = one.step.plan
    return one.record is not None and plan is not None and plan.action != _plan.DELETE


def first_of(texts: list[str]) -> list[str]:
    more = ["And %d more, see results." % (len(texts) - _SHOWN_ERRORS)]
    return texts[:_SHOWN_ERRORS] + (more if len(texts) > _SHOWN_ERRORS else [])


def action_of(one: _apply_many.StepResult) -> str:
    if one.error:
        return FAILED
    if one.step.kept:
        return KEPT
    return SKIPPED if one.skipped or not one.step.plan else one.step.plan.action


def one_result(
    one: _apply_many.StepResult,
    client: _client.Client,
    resource: _resource.Resource,
    with_diff: bool,
) -> dict[str, Any]:
    step, plan = one.step, one.step.plan
    action = action_of(one)
    there = plan.existing.values if plan and plan.existing else {}
    known = {**(step.desired.values if step.desired else {}), **(one.record or there)}
    # A partial failure has changed something as well.
    changed = bool(plan and plan.changed and (action == plan.action or (one.error and one.record)))
    names = [resource.name, resource.variant] if resource.variant else [resource.name]
    result = {
        "position": step.position,
        **{name: known.get(name) for name in names},
        "id": known.get("id"),
        "action": action,
        "changed": changed,
        resource.endpoint.kind: one.record,
        "secrets_sent": plan.secrets_sent if plan and changed else [],
        "error": _error(one, client),
    }
    if action == _plan.RECREATE and plan and plan.existing:
        result["replaced_id"] = plan.existing.id
    if with_diff and plan and not step.kept:
        result["diff"] = _run.diff_of(plan, str(step))
    return result


def _error(one: _apply_many.StepResult, client: _client.Client) -> dict[str, Any] | None:
    """Returns why a record failed, was kept or was skipped."""
    if one.error:
        details = one.error.to_result().get("error", {})
        return dict({"msg": client.scrub(str(one.error))}, **details)
    reason = one.step.kept or one.skipped
    return {"msg": client.scrub(reason)} if reason else None
