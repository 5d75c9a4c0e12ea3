# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Where records are. A guard needs no more than this of the rules that it reads."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import _resource

# Zendesk gives at most 100 of these a page.
_PAGES = "?page[size]=100"

TARGETS = _resource.Endpoint("target", "targets", "/api/v2/targets", "target", "targets")
WEBHOOKS = _resource.Endpoint(
    "webhook", "webhooks", "/api/v2/webhooks", "webhook", "webhooks", _PAGES, numbered=False
)
TRIGGERS = _resource.Endpoint(
    "trigger", "triggers", "/api/v2/triggers", "trigger", "triggers", _PAGES
)
AUTOMATIONS = _resource.Endpoint(
    "automation", "automations", "/api/v2/automations", "automation", "automations", _PAGES
)
