# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""One record: read, plan, and carry out."""

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
    """Make one record what is desired; in check mode only find out what that would take.

    Returns the plan and the record as it is then, without secrets.
    """
    store.client.add_secrets(desired.secrets())
    if desired.id is not None:
        found = store.read(desired.id)
        existing = [found] if found else []
    else:
        existing = store.read_all()
    found = _find.Assignment([desired], existing).record_of(0)
    plan = _plan.make_plan(desired, found, policy)
    _plan.refuse_to_delete(plan, desired, policy)
    if plan.action == _plan.CREATE:
        store.client.warnings += _names.near_names([desired], existing)
    # Each task compiles what it imports, and most change nothing.
    if plan.deletes and plan.existing and not policy.force:
        from ansible_collections.community.zendesk.plugins.module_utils._core import _usage

        _usage.refuse_if_used(store.client, plan.existing)
    if check_mode or not plan.changed:
        return plan, plan.predicted()
    from ansible_collections.community.zendesk.plugins.module_utils._core import _apply

    return _apply.carry_out(store, desired, plan, policy, existing)
