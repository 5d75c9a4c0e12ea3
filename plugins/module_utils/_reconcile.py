# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""One target of an account: read, planned, and made what is wanted."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._apply import (
    begin,
    change,
    finish,
    listed_ids,
    must_be_listed,
    unverified,
)
from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._create import KnownTargets
from ansible_collections.community.zendesk.plugins.module_utils._errors import ApiError
from ansible_collections.community.zendesk.plugins.module_utils._find import find, near_titles
from ansible_collections.community.zendesk.plugins.module_utils._plan import (
    CREATE,
    RECREATE,
    Plan,
    Policy,
    plan,
)
from ansible_collections.community.zendesk.plugins.module_utils._references import refuse_if_used
from ansible_collections.community.zendesk.plugins.module_utils._store import (
    read_target,
    read_targets,
)
from ansible_collections.community.zendesk.plugins.module_utils._values import secret_values


def reconcile(
    client: Client, wanted: dict[str, Any], policy: Policy, check_mode: bool
) -> tuple[Plan, dict[str, Any] | None]:
    """Make one target what is wanted; in check mode only find out what that would take.

    Returns the plan and the target as it is then, without secrets.
    """
    client.add_secrets(secret_values(wanted))
    by_id = wanted.get("id") is not None
    if by_id:
        target = read_target(client, wanted["id"])
        existing = [target] if target else []
    else:
        existing = read_targets(client)
    found = find(wanted, existing)
    made = plan(wanted, found[0] if found else None, policy)
    if made.action == CREATE:
        client.warnings += near_titles([wanted], existing)
    if made.deletes and made.existing and not policy.force:
        refuse_if_used(client, made.existing)
    if check_mode or not made.changed:
        return made, made.predicted()
    if made.action in (CREATE, RECREATE):
        return made, _create(client, made, KnownTargets(existing))
    # Named by id it has just been read, and nothing lies between that and the write.
    return change(client, wanted, made, policy, reread=not by_id)


def _create(client: Client, made: Plan, known: KnownTargets) -> dict[str, Any]:
    stored = begin(client, made, known)
    if not must_be_listed(made):
        return finish(client, made, stored)
    try:
        listed = listed_ids(client)
    except ApiError as error:
        raise unverified(made, stored, error) from None
    return finish(client, made, stored, listed)
