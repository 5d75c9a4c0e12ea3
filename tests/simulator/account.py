# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that one simulated Zendesk account holds."""

from __future__ import annotations

import copy
import itertools
import math
import threading
import time
from typing import Any, Sequence

from .automations import Automations
from .ids import FIRST_ID, moved
from .limits import Limits
from .logins import OAUTH_CLIENTS, USERS, Logins
from .lookup import Lookup
from .lookups import LOOKUPS
from .outbox import Outbox
from .records import Record
from .resource import Resource
from .rules import Rules
from .switches import Switches
from .target_failures import TargetFailures
from .targets import Targets
from .tickets import Tickets
from .trigger_categories import TriggerCategories
from .triggers import Triggers
from .webhooks import Webhooks

# The resources of every account.
RESOURCES: tuple[type[Resource], ...] = (
    Targets,
    Webhooks,
    TriggerCategories,
    Triggers,
    Automations,
    TargetFailures,
    *LOOKUPS,
    Tickets,
)

# What an account without a seed holds.
DEFAULT_SEED: dict[str, Any] = {
    "users": USERS,
    "oauth_clients": OAUTH_CLIENTS,
    **{each.list_key: list(each.seed) for each in RESOURCES},
}


class Account:
    """One account: logins, limits, and the records of each resource. All of it under one lock.

    ``resources`` are classes beside those of every account. ``first_id``: of a record that is not
    given one; those of the default seed are as far from it as from FIRST_ID.
    """

    def __init__(
        self,
        seed: dict[str, Any] | None = None,
        switches: Switches | None = None,
        resources: Sequence[type[Resource]] = (),
        first_id: int = FIRST_ID,
    ) -> None:
        known = {each.list_key: each for each in (*RESOURCES, *resources)}
        default = {name: _seed_of(each, first_id - FIRST_ID) for name, each in known.items()}
        # A copy: accounts in one process must not share what they change.
        data = copy.deepcopy({**DEFAULT_SEED, **default, **(seed or {})})
        self.lock = threading.RLock()
        self.switches = switches or Switches()
        self.logins = Logins([], data["oauth_clients"], self.switches)
        self.limits = Limits(self.switches)
        self.ids = itertools.count(first_id, 20)
        # In which order requests were carried out, however their answers overtake each other.
        self.turns = itertools.count(1)
        self.outbox = Outbox()
        # How many have passed for tickets; only a control lets them.
        self.hours = 0
        # Where it answers.
        self.address = ""
        # When it was ready: what it has since then is new.
        self.opened = math.inf
        self.resources: dict[str, Resource] = {name: each(self) for name, each in known.items()}
        for name, resource in self.resources.items():
            for record in data[name]:
                resource.put(record)
        self.opened = time.monotonic()
        failures = self.resources["target_failures"]
        assert isinstance(failures, TargetFailures)
        self.failures: list[Record] = failures.all

    @property
    def users(self) -> list[dict[str, Any]]:
        return self.logins.users

    @property
    def oauth_clients(self) -> list[dict[str, Any]]:
        return self.logins.oauth_clients

    @property
    def targets(self) -> dict[int, Record]:
        """The stored targets by ID."""
        return self.resources["targets"].records

    @property
    def own_address(self) -> str:
        """The address that the account gives as its own."""
        return self.switches.own_url or self.address

    @property
    def rules(self) -> dict[str, list[Record]]:
        """The stored triggers and automations, each under its plural."""
        return {kind: list(rules.records.values()) for kind, rules in self._rules().items()}

    def put_target(self, target: Record) -> Record:
        """Add a target as it is, secrets and unknown attributes included."""
        return self.resources["targets"].put(target)

    def create(self, target: Record) -> tuple[Record, list[str]]:
        """Add a target as a request does: the target, and the keys that were dropped."""
        return self.resources["targets"].create(target)

    def add_rule(self, kind: str, title: str, target_id: int, **more: Any) -> Record:
        """Add a trigger or an automation (``kind`` in the plural) that notifies a target."""
        return self._rules()[kind].add(title, target_id, **more)

    def rules_that_name(self, field: str, record_id: Any) -> list[Record]:
        """Triggers and automations with an action of this field that names a record."""
        return [rule for rules in self._rules().values() for rule in rules.naming(field, record_id)]

    def _rules(self) -> dict[str, Rules]:
        return {name: each for name, each in self.resources.items() if isinstance(each, Rules)}

    def expire_tokens(self) -> None:
        """Let all tokens expire that OAuth clients got."""
        self.logins.expire_tokens()

    def resource_at(self, path: str) -> Resource | None:
        """The resource that a path belongs to."""
        found = [
            each
            for each in self.resources.values()
            if path == each.path or path.startswith(each.path + "/")
        ]
        return max(found, key=lambda each: len(each.path), default=None)


def _seed_of(resource: type[Resource], distance: int) -> list[Record]:
    fixed = issubclass(resource, Lookup) and resource.fixed_ids
    return moved(list(resource.seed), 0 if fixed else distance)  # type: ignore[no-any-return]
