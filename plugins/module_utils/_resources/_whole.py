# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The managed kinds of an account, starting with those that others refer to."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._resources import (
    _automations,
    _targets,
    _trigger_categories,
    _triggers,
    _webhooks,
)

WHOLE = (
    _targets.TARGETS,
    _webhooks.WEBHOOKS,
    _trigger_categories.TRIGGER_CATEGORIES,
    _triggers.TRIGGERS,
    _automations.AUTOMATIONS,
)
