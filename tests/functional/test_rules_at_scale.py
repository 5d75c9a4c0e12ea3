# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""2,000 triggers with 10,000 references to 300 names: each list is read once, in little time and memory."""

from __future__ import annotations

import resource as process
from collections import Counter
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _lookups,
    _record,
    _references,
    _resolve,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _client,
    _connection,
    _sources,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._lookups import KINDS
from ansible_collections.community.zendesk.plugins.module_utils._resources._triggers import TRIGGERS
from ansible_collections.community.zendesk.tests.running import measure_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

TOKEN = "simulated-admin-oauth-token"
RULES, REFERENCES, NAMES = 2000, 10_000, 300
MOST_SECONDS, MOST_MEGABYTES = 3.0, 150
# Kind -> its resource, the attribute that is the name, and what every record has beside it.
KINDS_NAMED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "group": ("groups", "name", {}),
    "webhook": ("webhooks", "name", {"endpoint": "https://example.com"}),
    "ticket_field": ("ticket_fields", "title", {"type": "text"}),
    "brand": ("brands", "subdomain", {"name": "Brand"}),
    "schedule": ("schedules", "name", {}),
}
EACH = NAMES // len(KINDS_NAMED)


def name_of(kind: str, number: int) -> str:
    return "%s-%d" % (kind.replace("_", "-"), number % EACH)


@pytest.fixture
def ids(simulator: Simulator) -> dict[str, str]:
    """An account with nothing but the 300 names: name -> ID."""
    found = {}
    for kind, (resource, key, more) in KINDS_NAMED.items():
        records = simulator.account.resources[resource]
        for number in range(EACH):
            name = name_of(kind, number)
            found[name] = str(records.put({**more, key: name})["id"])
    return found


def trigger(number: int, put: Callable[[str, str], Any]) -> dict[str, Any]:
    """A trigger with five references, each as ``put`` writes it: to a kind, and one of its names."""

    def named(kind: str) -> Any:
        return put(kind, name_of(kind, number))

    return {
        "title": "Trigger %d" % number,
        "conditions": {
            "all": [
                {"field": "brand_id", "operator": "is", "value": named("brand")},
                {"field": named("ticket_field"), "operator": "present", "value": None},
            ],
            "any": [{"field": "schedule_id", "operator": "is", "value": named("schedule")}],
        },
        "actions": [
            {"field": "group_id", "value": named("group")},
            {"field": "notification_webhook", "value": [named("webhook"), "{}"]},
        ],
    }


def by_name(kind: str, name: str) -> Any:
    return {kind: name}


def by_id(ids: dict[str, str]) -> Callable[[str, str], Any]:
    def put(kind: str, name: str) -> Any:
        return "custom_fields_" + ids[name] if kind == "ticket_field" else ids[name]

    return put


def listings(simulator: Simulator) -> Counter[str]:
    """How often each list was read, whatever the number of its pages."""
    first_pages = [
        entry["path"]
        for entry in simulator.journal.entries
        if "page[after]" not in entry.get("query", {})
    ]
    return Counter(path.rpartition("/")[2] for path in first_pages)


def test_names_in_place_of_ids(ids: dict[str, str], simulator: Simulator) -> None:
    triggers = simulator.account.resources["triggers"]
    for number in range(RULES):
        triggers.put(trigger(number, by_id(ids)))
    arguments = {"zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN, "resolve_names": True}
    used = measure_module("zendesk_trigger_info", arguments)
    expected = {each["title"]: each for each in (trigger(n, by_name) for n in range(RULES))}
    found = {each["title"]: each for each in used.result["triggers"]}
    assert len(found) == RULES
    for title, wanted in expected.items():
        assert {name: found[title][name] for name in wanted} == wanted
    assert set(listings(simulator).values()) == {1}
    assert set(listings(simulator)) >= {
        "groups",
        "webhooks",
        "brands",
        "schedules",
        "ticket_fields",
    }
    assert used.cpu_seconds < MOST_SECONDS
    assert used.peak_megabytes < MOST_MEGABYTES


def cpu_seconds() -> float:
    used = process.getrusage(process.RUSAGE_THREAD)
    return used.ru_utime + used.ru_stime


def test_ids_in_place_of_names(ids: dict[str, str], simulator: Simulator) -> None:
    given = {"zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN}
    client = _client.Client(_connection.connection_from(_sources.Settings(given, given)))
    start = cpu_seconds()
    resolver = _references.Resolver(_lookups.Lookups(client, KINDS), allows_pending=False)
    resolved = [
        _resolve.resolve(_record.Desired(TRIGGERS, trigger(number, by_name)), resolver).given
        for number in range(RULES)
    ]
    seconds = cpu_seconds() - start
    assert resolved == [trigger(number, by_id(ids)) for number in range(RULES)]
    assert len(resolver.used()) == NAMES
    assert set(listings(simulator).values()) == {1}
    assert seconds < MOST_SECONDS


def test_the_numbers_are_those_of_the_title() -> None:
    count = 0

    def put(kind: str, name: str) -> Any:
        nonlocal count
        count += 1
        return {kind: name}

    names = {str(trigger(number, put)["conditions"]["all"][0]) for number in range(RULES)}
    assert count == REFERENCES
    assert len(names) == EACH
