# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations in Zendesk's OpenAPI documents: those that the simulator serves, and all others."""

from __future__ import annotations

Operation = tuple[str, str]
RULES_TESTED: dict[Operation, set[int]] = {
    ("GET", "/api/v2/triggers"): {200},
    ("POST", "/api/v2/triggers"): {201, 422},
    ("GET", "/api/v2/automations"): {200},
    ("POST", "/api/v2/automations"): {201, 422},
}
# Document -> requests that are as documented -> what the account may answer, success among it for
# sure.
TESTED: dict[str, dict[Operation, set[int]]] = {
    "targets": {
        ("GET", "/api/v2/targets"): {200},
        ("POST", "/api/v2/targets"): {201, 422},
        ("GET", "/api/v2/targets/{target_id}"): {200, 404},
        ("PUT", "/api/v2/targets/{target_id}"): {200, 404, 422},
        ("DELETE", "/api/v2/targets/{target_id}"): {204, 404},
        ("GET", "/api/v2/target_failures"): {200},
        ("GET", "/api/v2/target_failures/{target_failure_id}"): {200, 404},
        **RULES_TESTED,
    },
    "rules": RULES_TESTED,
    "lookups": {
        ("GET", "/api/v2/groups"): {200},
        ("GET", "/api/v2/groups/{group_id}"): {200, 404},
        ("GET", "/api/v2/groups/count"): {200},
        ("GET", "/api/v2/groups/assignable"): {200},
        ("GET", "/api/v2/brands"): {200},
        ("GET", "/api/v2/brands/{brand_id}"): {200, 404},
    },
    "webhooks": {
        ("GET", "/api/v2/webhooks"): {200, 400},
        ("POST", "/api/v2/webhooks"): {201, 400, 404},
        ("POST", "/api/v2/webhooks/test"): {200, 400, 404},
        ("GET", "/api/v2/webhooks/{webhook_id}"): {200, 404},
        ("PUT", "/api/v2/webhooks/{webhook_id}"): {204, 400, 404},
        ("PATCH", "/api/v2/webhooks/{webhook_id}"): {204, 400, 404},
        ("DELETE", "/api/v2/webhooks/{webhook_id}"): {204, 404},
        ("GET", "/api/v2/webhooks/{webhook_id}/signing_secret"): {200, 404},
        ("POST", "/api/v2/webhooks/{webhook_id}/signing_secret"): {201, 404},
        ("GET", "/api/v2/webhooks/{webhook_id}/invocations"): {200, 400, 404},
        ("GET", "/api/v2/webhooks/{webhook_id}/invocations/{invocation_id}/attempts"): {200, 404},
    },
}


def operations_in(text: str) -> set[Operation]:
    """From words: a method, and the paths that have it."""
    found, method = set(), ""
    for word in text.split():
        if word.isupper():
            method = word
        else:
            found.add((method, "/api/v2" + word))
    return found


RULES_NOT_SERVED = operations_in("""
    GET /automations/active /automations/search /automations/{automation_id}
    PUT /automations/update_many /automations/{automation_id}
    DELETE /automations/destroy_many /automations/{automation_id}
    GET /triggers/active /triggers/definitions /triggers/search /triggers/{trigger_id}
    GET /triggers/{trigger_id}/revisions /triggers/{trigger_id}/revisions/{trigger_revision_id}
    PUT /triggers/reorder /triggers/update_many /triggers/{trigger_id}
    DELETE /triggers/destroy_many /triggers/{trigger_id}
""")
CATEGORIES_NOT_SERVED = operations_in("""
    GET /trigger_categories /trigger_categories/{trigger_category_id}
    POST /trigger_categories /trigger_categories/jobs
    PATCH /trigger_categories/{trigger_category_id}
    DELETE /trigger_categories/{trigger_category_id}
""")
NOT_SERVED: dict[str, set[Operation]] = {
    "targets": RULES_NOT_SERVED | operations_in("GET /account/settings PUT /account/settings"),
    "rules": RULES_NOT_SERVED | CATEGORIES_NOT_SERVED,
    "lookups": operations_in("""
        GET /account/settings /search
        /business_hours/schedules /business_hours/schedules/{schedule_id}
        /custom_statuses /custom_statuses/{custom_status_id}
        /dynamic_content/items /dynamic_content/items/show_many
        /dynamic_content/items/{dynamic_content_item_id}
        /locales /locales/agent /locales/current /locales/public /locales/{locale_id}
        /organization_fields /organization_fields/{organization_field_id}
        /organizations /organizations/autocomplete /organizations/count /organizations/search
        /organizations/show_many /organizations/{organization_id}
        /ticket_fields /ticket_fields/count /ticket_fields/show_many
        /ticket_fields/{ticket_field_id} /ticket_fields/{ticket_field_id}/options
        /ticket_fields/{ticket_field_id}/options/{ticket_field_option_id}
        /ticket_forms /ticket_forms/show_many /ticket_forms/{ticket_form_id}
        /user_fields /user_fields/show_many /user_fields/{user_field_id}
        /user_fields/{user_field_id}/options
        /user_fields/{user_field_id}/options/{user_field_option_id}
        /users /users/autocomplete /users/count /users/me /users/search /users/show_many
        /users/{user_id}
    """),
    "webhooks": set(),
}
