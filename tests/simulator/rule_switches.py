# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open questions about triggers, automations and trigger categories. Part of ``Switches``."""

from __future__ import annotations

import dataclasses
from typing import Any


@dataclasses.dataclass
class RuleSwitches:
    """How the account answers where Zendesk's behaviour towards rules is not known."""

    # How a deleted webhook reads in a rule is ``webhook_delete_used``.
    rule_ids: str = "int"  # or "str", "bare": the target id in the action of a rule
    rule_pages: str = "cursor"  # or "offset": how lists of rules are paged when asked for a cursor
    rule_unasked_pages: str = "offset"  # or "cursor": how they are paged when not asked
    rule_without_conditions: str = "refuse"  # or "accept"
    rule_put_actions: str = "empty"  # or "refuse", "keep": conditions in a PUT of actions alone
    rule_put_part: str = "empty"  # or "keep": the part of conditions that a PUT leaves out
    rule_number_value: str = "400"  # or "listed", "accept": a number or a boolean as a value
    rule_comment_is_public: str = "boolean"  # or "text": how its "true" reads
    rule_terminal: str = "null"  # or "as_written": the value beside an operator that takes none
    rule_tags: str = "set_tags"  # or "all", "keep": which actions lower the case of tags
    rule_null_word: str = "keep"  # or "refuse", "empty": __NULL__ as a value
    rule_dead_ids: str = "refuse"  # or "accept": a write with the ID of nothing
    rule_plain_content: str = (
        "accept"  # or "refuse": text for a webhook that is called by GET or DELETE
    )
    rule_unknown: str = "refuse"  # or "accept": a field or an operator that is not known
    rule_position: str = "keep"  # or "shift", "clamp": a position that is asked for
    rule_title_length: int = 0  # the longest title, 0 for no limit
    rule_size: int = 0  # the largest definition in bytes, 0 for no limit
    rule_touch: bool = True  # whether a PUT that changes nothing is an update
    rule_bulk: str = "partly"  # or "404": a bulk delete with an ID that can't be deleted
    rule_search_lag: float = 0.0  # seconds until a search finds what was written
    rule_agent_writes: str = (
        "forbidden"  # or "allow": a write by an agent without a role of its own
    )

    trigger_category_missing: str = "first"  # or "422", "400": no category, with several to choose
    trigger_bad_category: str = "422"  # or "404", "400": an unknown category in a write
    trigger_active_category: bool = True  # whether the list of active ones can be of one category
    trigger_raw_title: str = "ignore"  # or "apply": a raw_title in a write
    trigger_reorder: str = "all"  # or "active": which triggers a new order must name

    automation_needs_time: bool = True  # a condition about hours
    automation_needs_property: bool = True  # a condition about status, type, group or a person
    automation_needs_end: bool = True  # something that keeps it from running again and again
    automation_time_in_any: str = "refuse"  # or "accept": hours in any
    automation_identity: str = "conditions"  # or "actions": whether these make a difference, too
    automation_identity_order: bool = True  # whether the order of conditions makes a difference
    automation_default_delete: str = "403"  # or "422", "allow": a delete of a standard one
    automation_default_update: str = "403"  # or "422", "allow": of its title or definition

    category_enabled: bool = True  # whether the account has trigger categories at all
    category_limit: int = 500
    category_create_status: int = 200  # or 201
    category_put: bool = True  # whether a PUT is a PATCH, not an unknown endpoint
    category_delete: str = "delete"  # or "refuse", "move": inactive triggers of a deleted category


RULE_CHOICES: dict[str, tuple[Any, ...]] = {
    "rule_ids": ("int", "str", "bare"),
    "rule_pages": ("cursor", "offset"),
    "rule_unasked_pages": ("offset", "cursor"),
    "rule_without_conditions": ("refuse", "accept"),
    "rule_put_actions": ("empty", "refuse", "keep"),
    "rule_put_part": ("empty", "keep"),
    "rule_number_value": ("400", "listed", "accept"),
    "rule_comment_is_public": ("boolean", "text"),
    "rule_terminal": ("null", "as_written"),
    "rule_tags": ("set_tags", "all", "keep"),
    "rule_null_word": ("keep", "refuse", "empty"),
    "rule_dead_ids": ("refuse", "accept"),
    "rule_plain_content": ("accept", "refuse"),
    "rule_unknown": ("refuse", "accept"),
    "rule_position": ("keep", "shift", "clamp"),
    "rule_bulk": ("partly", "404"),
    "rule_agent_writes": ("forbidden", "allow"),
    "trigger_category_missing": ("first", "422", "400"),
    "trigger_bad_category": ("422", "404", "400"),
    "trigger_raw_title": ("ignore", "apply"),
    "trigger_reorder": ("all", "active"),
    "automation_time_in_any": ("refuse", "accept"),
    "automation_identity": ("conditions", "actions"),
    "automation_default_delete": ("403", "422", "allow"),
    "automation_default_update": ("403", "422", "allow"),
    "category_create_status": (200, 201),
    "category_delete": ("delete", "refuse", "move"),
}
