# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The table of automations, and Zendesk's requirements.

Sources: recorded requests and responses, the page "Automations" of Zendesk's API reference, and its
help centre. The requirements in the help centre are not always enforced, so they are only warnings.
"""

from __future__ import annotations

import re
from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _resource,
    _rule_values,
    _rules,
    _traits,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources import (
    _endpoints,
    _lookups,
    _rule_fields,
)

_HOURS = (
    "NEW",
    "OPEN",
    "PENDING",
    "HOLD",
    "SOLVED",
    "CLOSED",
    "assigned_at",
    "updated_at",
    "requester_updated_at",
    "assignee_updated_at",
    "due_date",
    "due_at",
    "until_due_date",
    "sla_next_breach_at",
    "until_sla_next_breach_at",
)
# Conditions about hours since a status also determine the status.
_STATUS_HOURS = _HOURS[:6]
_PROPERTIES = (
    "status",
    "type",
    "group_id",
    "assignee_id",
    "requester_id",
    "custom_status_id",
    *_STATUS_HOURS,
)
_CUSTOM_STATUS = "custom_status_"


def _is_hours(field: str) -> bool:
    return field in _HOURS or (field.startswith(_CUSTOM_STATUS) and field != "custom_status_id")


def _odd_hours(conditions: dict[str, Any]) -> Iterator[str]:
    for part in ("all", "any"):
        for at, entry in enumerate(conditions.get(part) or [], 1):
            value = entry.get("value") if isinstance(entry, dict) else None
            if value is None or re.match(r"\d+(\.0*)?$", str(value).strip()):
                continue
            if _is_hours(str(entry.get("field"))):
                yield (
                    "Zendesk may reject it: conditions.%s[%d].value is not a number of hours: %s."
                    % (part, at, value)
                )


def _advice(values: dict[str, Any]) -> list[str]:
    """Returns warnings about what Zendesk may reject, or repeat every hour."""
    both = values.get("conditions") or {}
    conditions = both.get("all") or []
    known = [each for each in conditions if isinstance(each, dict)]
    fields = [str(each.get("field")) for each in known]
    changed = {str(each.get("field")) for each in values.get("actions") or []}
    found = list(_odd_hours(both))
    if not any(map(_is_hours, fields)):
        found.append(
            "Zendesk may reject it: conditions.all has no condition about time, such as the hours "
            "since the ticket was solved (SOLVED)."
        )
    if not any(field in _PROPERTIES or field.startswith(_CUSTOM_STATUS) for field in fields):
        found.append(
            "Zendesk may reject it: conditions.all has no condition about status, type, group_id, "
            "assignee_id or requester_id."
        )
    once = any(_is_hours(str(each.get("field"))) and each.get("operator") == "is" for each in known)
    status_known = any(field in _STATUS_HOURS for field in fields)
    ends = changed & {*fields, *(("status",) if status_known else ())}
    tags = "current_tags" in fields and changed & {"set_tags", "current_tags", "remove_tags"}
    if known and not once and not ends and not tags:
        found.append(
            "Zendesk may reject it, or run it every hour, because no action ends one of its "
            "conditions. Add an action that does, for example one that sets a tag that a condition "
            "excludes."
        )
    return found


AUTOMATIONS = _resource.Resource(
    _endpoints.AUTOMATIONS,
    (
        _resource.Attribute("title", required=True, raw="raw_title", synonyms=("name",)),
        _resource.Attribute("active", _value_types.BOOLEAN, synonyms=("enabled", "status")),
        _resource.Attribute(
            "conditions", _rule_values.Conditions(_rule_fields.CONDITIONS), required=True
        ),
        _resource.Attribute("actions", _rule_values.Actions(_rule_fields.ACTIONS), required=True),
    ),
    name="title",
    update=_traits.PARTS,
    server_set=("id", "url", "created_at", "updated_at", "default", "raw_title", "position"),
    on_create={"active": True},
    switch=_traits.ACTIVE,
    made_by="app_installation",
    together=("conditions", "actions"),
    unique_if_active="conditions",
    standard="default",
    runs=_endpoints.RUNS,
    naming=_rules.Naming(_lookups.KINDS),
    advice=_advice,
)
