# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The list of failed deliveries of targets, which Zendesk is retiring.

Source: the page "Target Failures" of Zendesk's API reference.
"""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _details,
    _traits,
)

FAILURES = _details.Failures(
    _traits.Endpoint(
        "target_failure",
        "target_failures",
        "/api/v2/target_failures",
        "target_failure",
        "target_failures",
    ),
    name="target_name",
    exchange=("raw_request", "raw_response"),
)
