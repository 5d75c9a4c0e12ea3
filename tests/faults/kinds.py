# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The records that faults are about: those that an account has, and what tasks want of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.community.zendesk.tests.simulator.account import Account

PASSWORD = "canary-password"
URLS = ("https://example.com", "https://example.org")


class Kind(NamedTuple):
    """A kind of records, of which the account has C(Bystander), C(There) and C(Old).

    ``name``: the attribute. ``given``: other attributes, as a task gives them. ``stored``: those that the
    account has then. ``ids``: of the three. ``changes``: the attribute that an update changes, from
    ``old`` to ``new``.
    """

    resource: str
    name: str
    given: dict[str, Any]
    stored: dict[str, Any]
    ids: dict[str, Any]
    changes: str
    old: Any
    new: Any

    @property
    def path(self) -> str:
        return "/api/v2/" + self.resource

    @property
    def created(self) -> dict[str, Any]:
        return {**self.given, self.name: "New", self.changes: self.old}

    @property
    def changed(self) -> dict[str, Any]:
        return {**self.given, self.name: "There", self.changes: self.new}

    @property
    def absent(self) -> dict[str, Any]:
        return {self.name: "Old", "state": "absent"}

    def records(self, account: Account) -> dict[Any, dict[str, Any]]:
        return account.resources[self.resource].records

    def create(self, account: Account) -> None:
        account.resources[self.resource].create(
            {**self.stored, self.name: "New", self.changes: self.old}
        )

    def reset(self, account: Account) -> None:
        """Only the three, as they were."""
        self.records(account).clear()
        for name, record_id in self.ids.items():
            account.resources[self.resource].put(
                {**self.stored, "id": record_id, self.name: name, self.changes: self.old}
            )


NUMBERS = {"Bystander": 360000000017, "There": 360000000037, "Old": 360000000057}
HOOK = {
    "type": "http_target",
    "method": "post",
    "content_type": "application/json",
    "username": "zendesk",
    "password": PASSWORD,
}
TARGETS = Kind(
    "targets",
    "title",
    HOOK,
    HOOK,
    NUMBERS,
    "target_url",
    *URLS,
)
REQUEST = {"status": "active", "http_method": "POST", "request_format": "json"}
LOGIN_DATA = {"username": "zendesk", "password": PASSWORD}
WEBHOOKS = Kind(
    "webhooks",
    "name",
    {**REQUEST, "authentication": {"type": "basic_auth", **LOGIN_DATA}},
    {
        **REQUEST,
        "authentication": {"type": "basic_auth", "data": LOGIN_DATA, "add_position": "header"},
    },
    {
        "Bystander": "01HANAHFR00000000000000017",
        "There": "01HANAHFR00000000000000037",
        "Old": "01HANAHFR00000000000000057",
    },
    "endpoint",
    *URLS,
)
CATEGORIES = Kind(
    "trigger_categories",
    "name",
    {},
    {},
    {name: str(number) for name, number in NUMBERS.items()},
    "position",
    5,
    7,
)
OPEN = {"field": "status", "value": "open"}
# A group that every simulated account has.
GROUP, GROUP_ID = {"group": "Support"}, "1500002894482"


def _rule_of(group: Any) -> dict[str, Any]:
    condition = {"field": "group_id", "operator": "is", "value": group}
    return {
        "category_id": CATEGORIES.ids["Bystander"],
        "conditions": {"all": [condition], "any": []},
        "actions": [OPEN],
    }


TRIGGERS = Kind(
    "triggers",
    "title",
    _rule_of(GROUP),
    _rule_of(GROUP_ID),
    NUMBERS,
    "description",
    "For those on call",
    "For everybody",
)


def _notify(webhook: Any) -> dict[str, Any]:
    return {"field": "notification_webhook", "value": [webhook, "{}"]}


class _Notifying(Kind):
    """Triggers of a configuration: C(New) and C(Old) notify the webhooks of these names, others C(Bystander)."""

    @property
    def created(self) -> dict[str, Any]:
        return {**super().created, "actions": [_notify({"webhook": "New"})]}

    @property
    def changed(self) -> dict[str, Any]:
        return {**super().changed, "actions": [_notify({"webhook": "Bystander"})]}

    def create(self, account: Account) -> None:
        ids = {each["name"]: each["id"] for each in WEBHOOKS.records(account).values()}
        new = {**self.stored, "title": "New", "description": self.old}
        account.resources["triggers"].create({**new, "actions": [_notify(ids["New"])]})

    def reset(self, account: Account) -> None:
        super().reset(account)
        for name, record_id in self.ids.items():
            webhook = WEBHOOKS.ids["Old" if name == "Old" else "Bystander"]
            self.records(account)[record_id]["actions"] = [_notify(webhook)]


_RULE = {"category": "Bystander", "conditions": TRIGGERS.given["conditions"]}
_STORED = {name: value for name, value in TRIGGERS.stored.items() if name != "actions"}
NOTIFYING = _Notifying(*TRIGGERS._replace(given=_RULE, stored=_STORED))
WAITS = {
    "conditions": {
        "all": [
            {"field": "status", "operator": "is", "value": "pending"},
            {"field": "PENDING", "operator": "is", "value": "48"},
        ],
        "any": [],
    },
    # No two active ones may have the same conditions.
    "active": False,
}
AUTOMATIONS = Kind(
    "automations",
    "title",
    WAITS,
    WAITS,
    NUMBERS,
    "actions",
    [OPEN],
    [OPEN, {"field": "priority", "value": "high"}],
)
KINDS = (TARGETS, WEBHOOKS, CATEGORIES, TRIGGERS, AUTOMATIONS)
