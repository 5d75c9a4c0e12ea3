# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Where records are. A guard needs no more than this of the rules that it reads."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import _traits

# Zendesk gives at most 100 of these a page.
_PAGES = "?page[size]=100"
# A rule says only then whether an app has made it.
_RULES = _PAGES + "&include=app_installation"
# Plans from Professional on tell it. Then it is how often a rule has run in so many days.
RUNS = _traits.Runs(_RULES + ",usage_30d", "usage_30d", 30)

TARGETS = _traits.Endpoint("target", "targets", "/api/v2/targets", "target", "targets")
WEBHOOKS = _traits.Endpoint(
    "webhook",
    "webhooks",
    "/api/v2/webhooks",
    "webhook",
    "webhooks",
    _PAGES,
    numbered=False,
    gone="WebhookNotFound",
)
TRIGGERS = _traits.Endpoint(
    "trigger", "triggers", "/api/v2/triggers", "trigger", "triggers", _RULES
)
AUTOMATIONS = _traits.Endpoint(
    "automation", "automations", "/api/v2/automations", "automation", "automations", _RULES
)
# Gives triggers and their categories new positions, many at once.
ARRANGED_AT = "/api/v2/trigger_categories/jobs"

TRIGGER_CATEGORIES = _traits.Endpoint(
    "trigger_category",
    "trigger_categories",
    "/api/v2/trigger_categories",
    "trigger_category",
    "trigger_categories",
    _PAGES,
    numbered=False,
    gone="TriggerCategoryNotFound",
)
