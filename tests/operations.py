# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations in Zendesk's OpenAPI documents: those that the simulator serves, and all others."""

from __future__ import annotations

Operation = tuple[str, str]
RULES_TESTED: dict[Operation, set[int]] = {
    ("GET", "/api/v2/triggers"): {200},
    ("POST", "/api/v2/triggers"): {201, 400, 422},
    ("GET", "/api/v2/triggers/active"): {200},
    ("GET", "/api/v2/triggers/definitions"): {200},
    ("GET", "/api/v2/triggers/search"): {200},
    ("PUT", "/api/v2/triggers/reorder"): {200, 404},
    ("PUT", "/api/v2/triggers/update_many"): {200, 400},
    ("DELETE", "/api/v2/triggers/destroy_many"): {204},
    ("GET", "/api/v2/triggers/{trigger_id}"): {200, 404},
    ("PUT", "/api/v2/triggers/{trigger_id}"): {200, 400, 404, 422},
    ("DELETE", "/api/v2/triggers/{trigger_id}"): {204, 404},
    ("GET", "/api/v2/automations"): {200},
    ("POST", "/api/v2/automations"): {201, 422},
    ("GET", "/api/v2/automations/active"): {200},
    ("GET", "/api/v2/automations/search"): {200},
    ("PUT", "/api/v2/automations/update_many"): {200},
    ("DELETE", "/api/v2/automations/destroy_many"): {204, 400},
    ("GET", "/api/v2/automations/{automation_id}"): {200, 404},
    ("PUT", "/api/v2/automations/{automation_id}"): {200, 404, 422},
    ("DELETE", "/api/v2/automations/{automation_id}"): {204, 404},
}
CATEGORIES = "/api/v2/trigger_categories"
CATEGORIES_TESTED: dict[Operation, set[int]] = {
    ("GET", CATEGORIES): {200},
    ("POST", CATEGORIES): {200, 400},
    ("POST", CATEGORIES + "/jobs"): {200, 400},
    ("GET", CATEGORIES + "/{trigger_category_id}"): {200, 404},
    ("PATCH", CATEGORIES + "/{trigger_category_id}"): {200, 400, 404},
    ("DELETE", CATEGORIES + "/{trigger_category_id}"): {204, 400, 404},
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


def _answers(text: str, *statuses: int) -> dict[Operation, set[int]]:
    """What operations, from words, may answer. In an order: tests are made of them."""
    return {operation: set(statuses) for operation in sorted(operations_in(text))}


LOOKUPS_TESTED: dict[Operation, set[int]] = {
    **_answers(
        """
            GET /account/settings /brands /business_hours/schedules /custom_statuses
            /dynamic_content/items /groups /groups/assignable /groups/count /locales
            /locales/agent /locales/current /locales/public /organization_fields /organizations
            /organizations/count /organizations/search /ticket_fields /ticket_fields/count
            /ticket_forms /user_fields /users /users/count /users/me /users/search
        """,
        200,
    ),
    # What they look for is a parameter.
    **_answers(
        """
            GET /dynamic_content/items/show_many /organizations/autocomplete
            /organizations/show_many /ticket_fields/show_many /ticket_forms/show_many
            /user_fields/show_many /users/autocomplete /users/show_many
        """,
        200,
        400,
    ),
    **_answers(
        """
            GET /brands/{brand_id} /business_hours/schedules/{schedule_id}
            /custom_statuses/{custom_status_id} /dynamic_content/items/{dynamic_content_item_id}
            /groups/{group_id} /locales/{locale_id} /organization_fields/{organization_field_id}
            /organizations/{organization_id} /ticket_fields/{ticket_field_id}
            /ticket_fields/{ticket_field_id}/options
            /ticket_fields/{ticket_field_id}/options/{ticket_field_option_id}
            /ticket_forms/{ticket_form_id} /user_fields/{user_field_id}
            /user_fields/{user_field_id}/options
            /user_fields/{user_field_id}/options/{user_field_option_id} /users/{user_id}
        """,
        200,
        404,
    ),
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
        ("GET", "/api/v2/account/settings"): {200},
        **RULES_TESTED,
    },
    "rules": {**RULES_TESTED, **CATEGORIES_TESTED},
    "lookups": LOOKUPS_TESTED,
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


RULES_NOT_SERVED = operations_in("""
    GET /triggers/{trigger_id}/revisions /triggers/{trigger_id}/revisions/{trigger_revision_id}
""")
NOT_SERVED: dict[str, set[Operation]] = {
    "targets": RULES_NOT_SERVED | operations_in("PUT /account/settings"),
    "rules": RULES_NOT_SERVED,
    # Rules are never looked up there: an index lags.
    "lookups": operations_in("GET /search"),
    "webhooks": set(),
}
