# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The additional data of webhooks.

Sources: recorded responses, and the page "Webhooks" of Zendesk's API reference.
"""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _details,
)

SIGNING_SECRET = _details.Below("/signing_secret", "signing_secret")

INVOCATIONS = _details.Invocations(
    path="/invocations",
    query="?page[size]=100&sort=-latest_completed_at",
    key="invocations",
    time="latest_completed_at",
    fine=("success", "accepted"),
    attempts="/attempts",
    attempts_key="attempts",
)
