# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""One target of an account: read, planned, and made what is wanted."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _find,
    _plan,
    _store,
    _values,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client


def reconcile(
    client: _client.Client, wanted: dict[str, Any], policy: _plan.Policy, check_mode: bool
) -> tuple[_plan.Plan, dict[str, Any] | None]:
    """Make one target what is wanted; in check mode only find out what that would take.

    Returns the plan and the target as it is then, without secrets.
    """
    client.add_secrets(_values.secret_values(wanted))
    by_id = wanted.get("id") is not None
    if by_id:
        target = _store.read_target(client, wanted["id"])
        existing = [target] if target else []
    else:
        existing = _store.read_targets(client)
    found = _find.find(wanted, existing)
    made = _plan.plan(wanted, found[0] if found else None, policy)
    if made.action == _plan.CREATE:
        client.warnings += _find.near_titles([wanted], existing)
    # Each task compiles what it imports, and most change nothing.
    if made.deletes and made.existing and not policy.force:
        from ansible_collections.community.zendesk.plugins.module_utils._core import _usage

        _usage.refuse_if_used(client, made.existing)
    if check_mode or not made.changed:
        return made, made.predicted()
    from ansible_collections.community.zendesk.plugins.module_utils._core import _apply

    return _apply.carry_out(client, wanted, made, policy, existing)
