# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Changes the order of triggers and categories: one request, then reads each list once."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _config_order,
)


def arrange(config: _config.Config, orders: list[_config_order.Order], ids: dict[str, Any]) -> None:
    """Carries out new orders. ``ids``: of created records. Raises ApiError."""
    sections = [each for each in config.sections if each.kind in {order.kind for order in orders}]
    resource = sections[0].resource
    body = _config_order.body(orders, lambda each: ids.get(each, each))
    sections[0].store.client.post(resource.arranged_at, body)
    for section in sections:
        stored = {each.id: each.values.get("position") for each in section.store.read_all()}
        for order in orders:
            positions = {ids.get(each, each): at for each, at in order.moved.items()}
            if order.kind == section.kind and any(
                stored.get(e) != at for e, at in positions.items()
            ):
                section.store.client.warnings.append(
                    "Zendesk did not store the order as sent: %s. The next run will send it "
                    "again." % ", ".join(order.after)
                )
