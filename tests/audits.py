# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits without an account: the engine is given what it would have read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _audit,
    _audit_read,
    _audit_rules,
    _config,
    _config_plan,
    _lookups,
    _plan,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._plan_many import Prune
from ansible_collections.community.zendesk.plugins.module_utils._core._record import Desired, Record
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.module_utils._core._store import Store
from ansible_collections.community.zendesk.plugins.module_utils._module._audit_view import Views
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS

summary = _audit.summary


def audit(
    items: list[Desired],
    existing: list[Record],
    keep: Prune,
    failures: dict[str, list[dict[str, Any]]],
    resource: Resource = TARGETS,
) -> list[dict[str, Any]]:
    """The entries of items and records of one kind, as the module returns them."""
    client: Any = SimpleNamespace(warnings=[], scrub=str)
    policies = [_plan.Policy(update_secrets=False)] * len(items)
    section = _config.Section(Store(client, resource), items, policies)
    config = _config.Config([section], [])
    readings = _audit_read.Readings(config, _lookups.Lookups(client, {}))
    readings.records[section.kind] = list({record.id: record for record in existing}.values())
    _config_plan.plan(config, readings)
    spares = {section.kind: lambda record: not keep.may_delete(record)}
    entries = _audit.audit(config, readings.lookups, spares, {section.kind: failures})
    checks = _audit_rules.Checks(config, readings, [resource])
    for entry in entries:
        checks.look(entry)
    beside = _audit_read.Beside(config, readings, {}, {})
    return Views([resource], checks, beside, []).of(entries)
