# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind of records that Zendesk does not have: all that the engine is told of it."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _resource,
    _structures,
    _traits,
    _value_types,
)

PAGERS = _resource.Resource(
    _traits.Endpoint(
        "pager", "pagers", "/api/v2/pagers", "pager", "pagers", "?page[size]=100", numbered=False
    ),
    (
        _resource.Attribute("label", required=True),
        _resource.Attribute("address", _value_types.ADDRESS, required=True, synonyms=("url",)),
        _resource.Attribute("ringing", _value_types.Choice("loud", "soft", "off")),
        _resource.Attribute("teams", _structures.TEXT_LIST),
        _resource.Attribute(
            "login",
            _structures.Fields(user=_value_types.TEXT, password=_value_types.SECRET),
        ),
    ),
    name="label",
    update=_traits.CHANGES,
    switch=_traits.Switch("ringing", on="loud", off="off"),
    on_create={"ringing": "loud"},
)
