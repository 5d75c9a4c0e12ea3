# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and IDs in rules that are written: keys with capitals, and IDs of what is inactive."""

from __future__ import annotations

import re
from typing import Any, Iterator

from .records import Record
from .resource import Resource

# Field -> the kind whose ID is its value, or the first item of it.
_KINDS = {
    **dict.fromkeys(("group_id", "notification_group", "notification_sms_group"), "groups"),
    **dict.fromkeys(("assignee_id", "requester_id", "role", "follower", "cc"), "users"),
    **dict.fromkeys(("notification_user", "notification_sms_user"), "users"),
    "brand_id": "brands",
    "ticket_form_id": "ticket_forms",
    "custom_status_id": "custom_statuses",
}
_KEYED = re.compile(r"(requester|organization)\.custom_fields\.(.+)")
_KEYED_KINDS = {"requester": "user_fields", "organization": "organization_fields"}
_NUMBERED = re.compile(r"custom_(field|status)s?_(\d+)")
_NUMBERED_KINDS = {"field": "ticket_fields", "status": "custom_statuses"}


class NamesInRules(Resource):
    """The part of rules that knows what is behind the IDs in them."""

    def permitted(self, sent: Record) -> tuple[Record, list[str]]:
        kept, dropped = super().permitted(sent)
        switches = self.account.switches
        problems = []
        for entry in _entries(kept):
            keyed = _KEYED.fullmatch(entry["field"])
            if keyed and entry["field"] != entry["field"].lower():
                if switches.lookup_rule_capitals == "refuse":
                    problems.append("Invalid field '%s'" % entry["field"])
                elif switches.lookup_rule_keys == "lower":
                    entry["field"] = entry["field"].lower()
            if switches.lookup_inactive_in_rule == "refuse":
                problems += self._inactive(entry)
        if problems:
            raise self.invalid({"base": [(text, "") for text in problems]})
        return kept, dropped

    def _inactive(self, entry: Record) -> Iterator[str]:
        """What is wrong with a condition or an action that names something inactive."""
        field, value = entry["field"], entry.get("value")
        named = [
            (_KINDS.get(field, ""), "id", value[0] if isinstance(value, list) and value else value)
        ]
        keyed, numbered = _KEYED.fullmatch(field), _NUMBERED.fullmatch(field)
        if keyed:
            named.append((_KEYED_KINDS[keyed.group(1)], "key", keyed.group(2)))
        if numbered:
            named.append((_NUMBERED_KINDS[numbered.group(1)], "id", numbered.group(2)))
        for kind, attribute, wanted in named:
            resource = self.account.resources.get(kind)
            for record in resource.records.values() if resource else ():
                same = str(record[attribute]).lower() == str(wanted).lower()
                if same and (not record.get("active", True) or record.get("suspended")):
                    yield "Invalid value '%s' in '%s'" % (wanted, field)


def _entries(value: Any) -> Iterator[Record]:
    """All conditions and actions in what was sent, whatever its shape is."""
    if isinstance(value, dict):
        if isinstance(value.get("field"), str):
            yield value
        else:
            for part in value.values():
                yield from _entries(part)
    elif isinstance(value, list):
        for part in value:
            yield from _entries(part)
