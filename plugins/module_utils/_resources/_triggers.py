# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The table of triggers.

Sources: recorded requests and responses, and the page "Ticket Triggers" of Zendesk's API reference.
"""

from __future__ import annotations

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

TRIGGERS = _resource.Resource(
    _endpoints.TRIGGERS,
    (
        _resource.Attribute("title", required=True, raw="raw_title", synonyms=("name",)),
        _resource.Attribute("active", _value_types.BOOLEAN, synonyms=("enabled", "status")),
        _resource.Attribute("description"),
        _resource.Attribute("category", names="trigger_category", instead_of="category_id"),
        _resource.Attribute("category_id", _value_types.GIVEN),
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
    narrowed_by="category_id",
    belongs_to="category_id",
    made_by="app_installation",
    together=("conditions", "actions"),
    arranged_at=_endpoints.ARRANGED_AT,
    runs=_endpoints.RUNS,
    naming=_rules.Naming(_lookups.KINDS, "/api/v2/triggers/definitions"),
)
