# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Manages one record: reads it, plans the change, and carries it out."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _find,
    _names,
    _plan,
    _record,
    _store,
)


def reconcile(
    store: _store.Store, desired: _record.Desired, policy: _plan.Policy, check_mode: bool
) -> tuple[_plan.Plan, dict[str, Any] | None]:
    """Brings one record to the desired state; in check mode, only plans the change.

    Returns the plan and the resulting record, without secrets.
    """
    store.client.add_secrets(desired.secrets())
    if desired.id is not None:
        found = store.read(desired.id)
        existing = [found] if found else []
    else:
        existing = store.read_all()
    naming = store.resource.naming
    if naming:
        plan, desired = naming.plan(store, desired, existing, policy, check_mode)
    else:
        plan = _planned(desired, existing, policy)
    if plan.action == _plan.CREATE:
        store.client.warnings += _names.near_names([desired], existing)
    _guard(store, plan, policy)
    if check_mode or not plan.changed:
        return plan, plan.predicted()
    from ansible_collections.community.zendesk.plugins.module_utils._core import _apply

    return _apply.carry_out(store, desired, plan, policy, existing)


def _planned(
    desired: _record.Desired, existing: list[_record.Record], policy: _plan.Policy
) -> _plan.Plan:
    found = _find.Assignment([desired], existing).record_of(0)
    plan = _plan.make_plan(desired, found, policy)
    _plan.refuse_to_delete(plan, desired, policy)
    return plan


def _guard(store: _store.Store, plan: _plan.Plan, policy: _plan.Policy) -> None:
    """Raises PlanError if a plan deletes a record that is still needed."""
    if not plan.deletes or not plan.existing:
        return
    if store.resource.used_by and not policy.force:
        # Imported late, because most tasks delete nothing.
        from ansible_collections.community.zendesk.plugins.module_utils._core import _usage

        _usage.refuse_if_used(store.client, plan.existing)
    if store.resource.contents:
        store.resource.contents.refuse_or_warn(store.client, plan.existing, policy.force)
