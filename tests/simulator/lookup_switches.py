# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open questions about whatever rules refer to by an ID: groups, users, brands, fields and so on."""

from __future__ import annotations

import dataclasses
from typing import Any

# How a list is paged: by cursor where C(page[size]) is asked for and by number otherwise; always by
# cursor; always by number; never; by cursor where it is asked for and not at all otherwise.
PAGES = ("both", "cursor", "number", "none", "all")
# What an account without the feature, or without a plan that has it, answers: "" where it has it, 403
# with a message about access, 403 as for a role, 404, an empty list.
OFF = ("", "message", "forbidden", "not_found", "empty")


@dataclasses.dataclass
class LookupSwitches:
    """Those of ``Switches`` that are about names and IDs."""

    # How lists are paged, by kind; see PAGES.
    lookup_pages_groups: str = "both"
    lookup_pages_users: str = "both"
    lookup_pages_organizations: str = "both"
    lookup_pages_brands: str = "both"
    lookup_pages_ticket_forms: str = "none"
    lookup_pages_ticket_fields: str = "all"
    lookup_pages_custom_statuses: str = "none"
    lookup_pages_schedules: str = "none"
    lookup_pages_locales: str = "none"
    lookup_pages_user_fields: str = "both"
    lookup_pages_organization_fields: str = "both"
    lookup_pages_dynamic_content: str = "both"
    lookup_last_page: str = "recorded"  # or "null", "given", "absent": the cursor of a last page

    # What is switched off, by kind; see OFF.
    lookup_off_brands: str = ""
    lookup_off_ticket_forms: str = ""
    lookup_off_custom_statuses: str = ""
    lookup_off_schedules: str = ""
    lookup_off_user_fields: str = ""
    lookup_off_organization_fields: str = ""
    lookup_off_dynamic_content: str = ""

    lookup_unknown_parameter: str = "ignore"  # or "refuse": of a query
    lookup_scopes: str = "read"  # or "finer": whether kinds without a scope have one by their name
    lookup_group_names: str = "checked"  # or "twins": a create of a group whose name is taken
    lookup_twins: str = "allow"  # or "refuse": names of forms, brands, schedules, fields, statuses
    lookup_agent_brands: str = "all"  # or "own": the brands that an agent's list has
    lookup_catalog_forms: str = "list"  # or "omit": forms of a service catalog, unasked
    lookup_titles: str = "caller"  # or "account": whose language system titles and labels are in

    # Searches.
    lookup_users_search: str = "exact"  # or "partial": other hits for an address, and before it
    lookup_users_lag: float = 0.0  # seconds until a search finds a new user
    lookup_secondary_email: str = "find"  # or "miss": users by another address of theirs
    lookup_organization_search: str = "exact"  # or "wildcard": names that start with it as well
    lookup_organization_agents: str = "refuse"  # or "allow": an agent's search for organizations
    lookup_autocomplete_signs: str = "miss"  # or "find": names that do not start with a letter
    lookup_autocomplete_lag: float = 0.0  # seconds until a new name is completed

    # Names in rules.
    lookup_inactive_in_rule: str = "accept"  # or "refuse": a write of the ID of something inactive
    lookup_rule_keys: str = "lower"  # or "keep": capitals in the key of a user's field
    lookup_rule_capitals: str = "accept"  # or "refuse": a write of such a key with capitals
    lookup_definitions_inactive: str = "absent"  # or "disabled": values that are inactive
    lookup_definitions_organizations: str = "all"  # or "100": how many are values


_TWO: dict[str, tuple[Any, ...]] = {
    "lookup_unknown_parameter": ("ignore", "refuse"),
    "lookup_scopes": ("read", "finer"),
    "lookup_group_names": ("checked", "twins"),
    "lookup_twins": ("allow", "refuse"),
    "lookup_agent_brands": ("all", "own"),
    "lookup_catalog_forms": ("list", "omit"),
    "lookup_titles": ("caller", "account"),
    "lookup_users_search": ("exact", "partial"),
    "lookup_secondary_email": ("find", "miss"),
    "lookup_organization_search": ("exact", "wildcard"),
    "lookup_organization_agents": ("refuse", "allow"),
    "lookup_autocomplete_signs": ("miss", "find"),
    "lookup_inactive_in_rule": ("accept", "refuse"),
    "lookup_rule_keys": ("lower", "keep"),
    "lookup_rule_capitals": ("accept", "refuse"),
    "lookup_definitions_inactive": ("absent", "disabled"),
    "lookup_definitions_organizations": ("all", "100"),
}
_NAMES = [field.name for field in dataclasses.fields(LookupSwitches)]
# What each of them can be, where that is not all of its type.
LOOKUP_CHOICES: dict[str, tuple[Any, ...]] = {
    **{name: PAGES for name in _NAMES if name.startswith("lookup_pages_")},
    **{name: OFF for name in _NAMES if name.startswith("lookup_off_")},
    "lookup_last_page": ("recorded", "null", "given", "absent"),
    **_TWO,
}
