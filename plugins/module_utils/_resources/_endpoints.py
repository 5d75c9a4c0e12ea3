# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The endpoints of records."""

from __future__ import annotations

from ansible_collections.community.zendesk.plugins.module_utils._core import _traits

# Zendesk returns at most 100 of these per page.
_PAGES = "?page[size]=100"
# Only then does a rule include the app that created it.
_RULES = _PAGES + "&include=app_installation"
# How often a rule has run in this number of days. Requires the Zendesk plan Professional or higher.
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
# Changes the positions of many triggers and categories at once.
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
