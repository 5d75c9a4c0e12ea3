# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of a configuration where a secret does not belong, and where somebody could put it."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.tests.configs import KINDS, hook, target, trigger

# What makes arguments of a secret.
Place = Callable[[str], dict[str, Any]]
# Part of every secret in tests of these. Those that are out of place have a number, to be found again.
MARKER = "canary"


def secret(number: int) -> str:
    """With characters that Python, JSON, YAML and addresses write in another way."""
    return "S3cret/%s'%03d\"a\\target" % (MARKER, number)


def in_a_list(plural: str) -> dict[str, Place]:
    """Places in and around the items of a list."""
    name = "title" if plural in ("targets", "triggers", "automations") else "name"

    def item(**more: Any) -> dict[str, Any]:
        return {plural: [{name: "A", **more}]}

    return {
        "the list is a text": lambda s: {plural: {"password": s}},
        "a list in a list": lambda s: {plural: [[{name: "A", "password": s}]]},
        "an unknown option": lambda s: item(passwort=s),
        "an unknown structure": lambda s: item(auth={"password": s}, more=[s]),
        "a name": lambda s: {plural: [{name: {"password": s}}]},
        "an ID": lambda s: item(id=[s]),
        "a former name": lambda s: item(**{"previous_" + name: {"a": s}}),
        "a state": lambda s: item(state=[s]),
        "an option of an item": lambda s: item(force={"token": s}),
        "a login": lambda s: item(zendesk_api_token=s),
        "a secret of another list": lambda s: item(authentication={"token": s}),
    }


OUTSIDE: dict[str, Place] = {
    "owned is a text": lambda s: {"webhooks": [], "owned": s},
    "owned is a list": lambda s: {"webhooks": [], "owned": [s]},
    "keep is a list": lambda s: {"webhooks": [], "keep": [{"webhooks": [s]}]},
    "an unknown kind": lambda s: {"webhooks": [], "owned": {"webhook": [s]}},
    "a text of a kind": lambda s: {"webhooks": [], "keep": {"webhooks": s}},
    "an entry of owned": lambda s: {"webhooks": [], "owned": {"webhooks": [{"token": s}]}},
    "an entry of keep": lambda s: {"triggers": [], "keep": {"triggers": [{"a": {"password": s}}]}},
    "a prune": lambda s: {"webhooks": [], "prune": [{"webhooks": s}]},
    "what to send": lambda s: {"webhooks": [], "send_secrets": [{"Pager": s}]},
    "what to send, as a dictionary": lambda s: {"webhooks": [], "send_secrets": {"Pager": s}},
    "the expected plan": lambda s: {"webhooks": [], "expected_plan_id": {"id": s}},
    "the file": lambda s: {"webhooks": [], "undo_file": [s]},
    "a limit": lambda s: {"webhooks": [], "max_deletions": {"password": s}},
    "an option of the task": lambda s: {"webhooks": [], "continue_on_error": [s]},
    "an unknown option": lambda s: {"webhooks": [], "sekrets": s},
    "an unknown structure": lambda s: {"webhooks": [], "auth": {"a": [[s]]}},
    "a login": lambda s: {"webhooks": [], "zendesk_email": {"api_token": s}},
    "an override": lambda s: {"webhooks": [], "zendesk_overrides": {"zendesk_email": [s]}},
    "an endpoint": lambda s: {"webhooks": [hook("A", endpoint="https://a:%s@example.com" % s)]},
    "an address": lambda s: {
        "targets": [{"title": "A", "type": "jira_target", "target_url": "https://a:%s@x.com" % s}]
    },
    "authentication that is a text": lambda s: {"webhooks": [hook("A", authentication=s)]},
    "authentication that is a list": lambda s: {
        "webhooks": [hook("A", authentication=[{"type": "bearer_token", "token": s}, s])]
    },
    "authentication as the API has it": lambda s: {
        "webhooks": [hook("A", authentication={"type": "bearer_token", "data": {"token": s}})]
    },
    "a misspelt key": lambda s: {
        "webhooks": [hook("A", authentication={"type": "bearer_token", "tokn": s})]
    },
    "a secret of another type": lambda s: {
        "webhooks": [hook("A", authentication={"type": "none", "password": s})]
    },
    "a type": lambda s: {"webhooks": [hook("A", authentication={"type": s})]},
    "headers that are a text": lambda s: {"webhooks": [hook("A", custom_headers=s)]},
    "headers that are a list": lambda s: {
        "webhooks": [hook("A", custom_headers=[{"name": "X-Api-Key", "value": s}])]
    },
    "a header with a structure": lambda s: {
        "webhooks": [hook("A", custom_headers={"X-Api-Key": {"a": s}})]
    },
    "a token of a target": lambda s: {"targets": [target("A", token=[s])]},
    "actions": lambda s: {"triggers": [trigger("A", actions={"password": s})]},
    "conditions": lambda s: {"automations": [{"title": "A", "conditions": [{"token": s}]}]},
    "a body": lambda s: {
        "triggers": [trigger("A", {"field": "notification_webhook", "value": ["x", {"token": s}]})]
    },
}
PLACES: dict[str, Place] = {
    **{"%s: %s" % (p, case): place for p in KINDS for case, place in in_a_list(p).items()},
    **OUTSIDE,
}
