# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The table of trigger categories.

Sources: a recorded response, and the page "Ticket Trigger Categories" of Zendesk's API reference.
"""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _contents,
    _resource,
    _traits,
    _value_types,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources import _endpoints

TRIGGER_CATEGORIES = _resource.Resource(
    _endpoints.TRIGGER_CATEGORIES,
    (
        _resource.Attribute("name", required=True, synonyms=("title",)),
        _resource.Attribute("position", _value_types.NUMBER, always_set=True),
    ),
    name="name",
    update=_traits.CHANGES,
    server_set=("id", "url", "created_at", "updated_at"),
    contents=_contents.RulesIn(_endpoints.TRIGGERS, "category_id"),
    has_info=False,
    arranged_at=_endpoints.ARRANGED_AT,
)
