# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns: operations, and which of their requests the fault hits."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED

from .kinds import AUTOMATIONS, CATEGORIES, NOTIFYING, TARGETS, TRIGGERS, WEBHOOKS, Kind

LOGIN = {"zendesk_oauth_token": "canary-token"}
CLIENT = {"zendesk_client_id": "ansible", "zendesk_client_secret": "canary-client-secret"}
# In an answer, where the secrets stand that the task has.
ECHO = "ECHO"
ADMIN = dict(DEFAULT_SEED["users"][0], oauth_token=LOGIN["zendesk_oauth_token"])
SEED = {
    "users": [ADMIN],
    "oauth_clients": [{"client_id": "ansible", "client_secret": CLIENT["zendesk_client_secret"]}],
}

# So that a run with nothing to do reports no change.
SECRETS = {"update_secrets": "on_create"}


class Operation(NamedTuple):
    """A task, what it is to change, and the request of it that the fault hits."""

    method: str
    path: str
    changes: str
    module: str
    arguments: dict[str, Any]
    kind: Kind = TARGETS

    @property
    def wanted(self) -> set[str]:
        """The changes, one by one."""
        return set(filter(None, self.changes.split(", ")))

    @property
    def shows(self) -> bool:
        """Whether the request is for one record."""
        return self.method == "GET" and self.path.endswith("/")

    @property
    def is_read_first(self) -> bool:
        """Whether the request is a read on which a write depends."""
        return self in (*BEFORE.values(), *BEFORE_RULES.values(), *BEFORE_CONFIG.values())

    def means(self, call: str) -> bool:
        """Whether it is about a request, such as C(GET /api/v2/targets)."""
        method, path = call.split(" ")
        return method == self.method and path.startswith(self.path)


INFO, ONE, SET = "zendesk_target_info", "zendesk_target", "zendesk_targets"
LIST, SHOW = TARGETS.path, TARGETS.path + "/"
ALL = {
    "targets": [TARGETS.created, TARGETS.changed, TARGETS.absent],
    "max_concurrency": 1,
    "continue_on_error": True,
}

# The request that the operation is about.
OWN = {
    "list": Operation("GET", LIST, "", INFO, {}),
    "show": Operation("GET", SHOW, "", INFO, {"id": TARGETS.ids["There"]}),
    "create": Operation("POST", LIST, "create", ONE, dict(TARGETS.created, **SECRETS)),
    "update": Operation("PUT", LIST, "update", ONE, dict(TARGETS.changed, **SECRETS)),
    "delete": Operation("DELETE", LIST, "delete", ONE, TARGETS.absent),
    "set": Operation("POST", LIST, "create, update, delete", SET, dict(ALL, **SECRETS)),
}
BY_ID = "update by id: show"
# A request that is read before anything is written.
BEFORE = {
    "create: list": OWN["create"]._replace(method="GET"),
    BY_ID: Operation(
        "GET", SHOW, "update", ONE, {"id": TARGETS.ids["There"], "target_url": TARGETS.new}
    ),
    "delete: list": OWN["delete"]._replace(method="GET"),
    "delete: triggers": OWN["delete"]._replace(method="GET", path="/api/v2/triggers"),
    "set: list": OWN["set"]._replace(method="GET"),
}
HOOKS = WEBHOOKS.path
WEBHOOK = "zendesk_webhook"
READ_AFTER = "webhook update: read after it"
# What webhooks do in another way: an update is a PATCH, answered with nothing and read then.
OF_WEBHOOKS = {
    "webhook list": Operation("GET", HOOKS, "", "zendesk_webhook_info", {}, WEBHOOKS),
    "webhook create": Operation(
        "POST", HOOKS, "create", WEBHOOK, {**WEBHOOKS.created, **SECRETS}, WEBHOOKS
    ),
    "webhook update": Operation(
        "PATCH", HOOKS, "update", WEBHOOK, {**WEBHOOKS.changed, **SECRETS}, WEBHOOKS
    ),
    READ_AFTER: Operation(
        "GET", HOOKS + "/", "update", WEBHOOK, {**WEBHOOKS.changed, **SECRETS}, WEBHOOKS
    ),
    "webhook delete": Operation("DELETE", HOOKS, "delete", WEBHOOK, WEBHOOKS.absent, WEBHOOKS),
}
TRIGGER, AUTOMATION, CATEGORY = "zendesk_trigger", "zendesk_automation", "zendesk_trigger_category"


def _writes(noun: str, module: str, kind: Kind, update: str) -> dict[str, Operation]:
    """The columns of a kind that is written as targets are: each in one request."""
    return {
        noun + " create": Operation("POST", kind.path, "create", module, kind.created, kind),
        noun + " update": Operation(update, kind.path, "update", module, kind.changed, kind),
        noun + " delete": Operation("DELETE", kind.path, "delete", module, kind.absent, kind),
    }


OF_RULES = {
    "trigger list": Operation("GET", TRIGGERS.path, "", "zendesk_trigger_info", {}, TRIGGERS),
    **_writes("trigger", TRIGGER, TRIGGERS, "PUT"),
    **_writes("automation", AUTOMATION, AUTOMATIONS, "PUT"),
    **_writes("category", CATEGORY, CATEGORIES, "PATCH"),
}
DEFINITIONS = "trigger create: definitions"
# What is read beside the list before a rule or a category is written.
BEFORE_RULES = {
    "trigger create: groups": OF_RULES["trigger create"]._replace(
        method="GET", path="/api/v2/groups"
    ),
    DEFINITIONS: OF_RULES["trigger create"]._replace(
        method="GET", path=TRIGGERS.path + "/definitions"
    ),
    "category delete: triggers": OF_RULES["category delete"]._replace(
        method="GET", path=TRIGGERS.path
    ),
}
CONFIG = "zendesk_config"
# What a configuration changes, in this order. One after the other, so that it is known what comes before a fault.
STEPS = (
    "webhook update",
    "webhook create",
    "trigger update",
    "trigger create",
    "trigger delete",
    "webhook delete",
)
WHOLE = {
    # There, and left as it is.
    "webhooks": [WEBHOOKS.changed, WEBHOOKS.created, {"name": "Bystander"}],
    "triggers": [NOTIFYING.changed, NOTIFYING.created, {"title": "Bystander"}],
    "prune": ["webhooks", "triggers"],
    "max_concurrency": 1,
    "continue_on_error": True,
}
IN_CONFIG = "configuration: "


def _of_config(method: str, kind: Kind, path: str = "") -> Operation:
    return Operation(method, kind.path + path, ", ".join(STEPS), CONFIG, WHOLE, kind)


OF_CONFIG = {
    IN_CONFIG + "webhook update": _of_config("PATCH", WEBHOOKS),
    IN_CONFIG + READ_AFTER: _of_config("GET", WEBHOOKS, "/"),
    IN_CONFIG + "webhook create": _of_config("POST", WEBHOOKS),
    IN_CONFIG + "trigger update": _of_config("PUT", NOTIFYING),
    IN_CONFIG + "trigger create": _of_config("POST", NOTIFYING),
    IN_CONFIG + "trigger delete": _of_config("DELETE", NOTIFYING),
    IN_CONFIG + "webhook delete": _of_config("DELETE", WEBHOOKS),
}
# What is read before anything is written.
BEFORE_CONFIG = {
    IN_CONFIG + "webhook list": _of_config("GET", WEBHOOKS),
    IN_CONFIG + "trigger list": _of_config("GET", NOTIFYING),
}
# What only triggers need.
NAMES_IN_CONFIG = {
    IN_CONFIG + "categories": _of_config("GET", NOTIFYING)._replace(path=CATEGORIES.path),
    IN_CONFIG + "groups": _of_config("GET", NOTIFYING)._replace(path="/api/v2/groups"),
}
DEFINITIONS_IN_CONFIG = IN_CONFIG + "definitions"
READ_IN_CONFIG = {
    **BEFORE_CONFIG,
    **NAMES_IN_CONFIG,
    DEFINITIONS_IN_CONFIG: _of_config("GET", NOTIFYING, "/definitions"),
}
OPERATIONS = {
    **OWN,
    **BEFORE,
    **OF_WEBHOOKS,
    **OF_RULES,
    **BEFORE_RULES,
    **OF_CONFIG,
    **READ_IN_CONFIG,
}
