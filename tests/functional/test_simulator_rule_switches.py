# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open questions about rules: what the simulator does in each position of each switch."""

from __future__ import annotations

import dataclasses
from typing import Any, Callable, Iterator, Mapping

import pytest

from ansible_collections.community.zendesk.tests.rule_asks import (
    active_of_a_category,
    as_agent,
    as_read,
    automation,
    bulk_delete,
    categories,
    category_of_inactive,
    found_by_search,
    has_cursors,
    plain_content,
    positions,
    posted,
    put,
    reordered,
    standard,
    tags,
    target_id,
    twin,
    updated_at,
    without_category,
)
from ansible_collections.community.zendesk.tests.rule_calls import (
    HOURS,
    NOTHING,
    OPEN,
    PENDING,
    SUPPORT,
    TRIGGER,
    TRIGGERS,
    URGENT,
    Caller,
    condition,
)
from ansible_collections.community.zendesk.tests.simulator.rule_switches import (
    RULE_CHOICES,
    RuleSwitches,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

STANDARD = "This automation is a standard one and can't be "
PROPERTY = (
    "Automation must have at least one of the following ticket properties in the All conditions "
    "section: Status, Type, Group, Assignee, Requester"
)
END = (
    "Automation must have a condition that is true only once, or an action that cancels at least "
    "one of its conditions"
)


SET = {"conditions": {"all": [URGENT]}, "actions": [OPEN]}
GROUP = condition("group_id", "is", "17")
DEAD = (422, "Invalid value '17' in 'Group / Is / 17'")
HIGH = [{"field": "priority", "value": "high"}]
TWIN = (422, "Automation must differ from the active automation 'First'")
TIME = "Automation must have at least one time condition in the All conditions section"
TIME_IN_ANY = (422, "Time conditions can only be in the All conditions section")

# Switch -> what is asked, and what comes of it in each position.
ROWS: dict[str, tuple[Callable[[Caller], Any], dict[Any, Any]]] = {
    "rule_ids": (target_id, {"int": [7, "Hello"], "str": ["7", "Hello"], "bare": "7"}),
    "rule_pages": (has_cursors("?page[size]=1"), {"cursor": True, "offset": False}),
    "rule_unasked_pages": (has_cursors(""), {"cursor": True, "offset": False}),
    "rule_without_conditions": (
        posted(TRIGGERS, conditions=NOTHING),
        {"refuse": (422, "Trigger must contain at least one condition"), "accept": 201},
    ),
    "rule_put_actions": (
        put("conditions", actions=[OPEN]),
        {
            "empty": NOTHING,
            "refuse": (422, "Trigger must contain at least one condition"),
            "keep": TRIGGER["conditions"],
        },
    ),
    "rule_put_part": (
        put("conditions", **SET),
        {"empty": {"all": [URGENT], "any": []}, "keep": {"all": [URGENT], "any": [PENDING]}},
    ),
    "rule_number_value": (
        as_read("all", condition("reopens", "is", 3)),
        {"400": (400, "value must be a string"), "listed": (400, "InvalidValue"), "accept": "3"},
    ),
    "rule_comment_is_public": (
        as_read("all", condition("comment_is_public", "is", "true")),
        {"boolean": True, "text": "true"},
    ),
    "rule_terminal": (
        as_read("all", condition("status", "changed", "")),
        {"null": None, "as_written": ""},
    ),
    "rule_tags": (
        tags,
        {"set_tags": ["a b", "A b", "A b"], "all": ["a b"] * 3, "keep": ["A b"] * 3},
    ),
    "rule_null_word": (
        as_read("all", condition("group_id", "is", "__NULL__")),
        {
            "keep": "__NULL__",
            "refuse": (422, "Invalid value '__NULL__' in 'Group / Is / __NULL__'"),
            "empty": "",
        },
    ),
    "rule_dead_ids": (as_read("all", GROUP), {"refuse": DEAD, "accept": "17"}),
    "rule_plain_content": (
        plain_content,
        {"accept": [201, 201, 201, 201], "refuse": [422, 422, 201, 201]},
    ),
    "rule_unknown": (
        as_read("all", condition("tags", "has", "a")),
        {"refuse": (422, "Invalid field 'tags'"), "accept": "a"},
    ),
    "rule_position": (
        positions,
        {
            "keep": {"A": 1, "B": 2, "C": 1, "D": 9},
            "shift": {"A": 2, "B": 3, "C": 1, "D": 9},
            "clamp": {"A": 1, "B": 2, "C": 1, "D": 3},
        },
    ),
    "rule_title_length": (
        posted(TRIGGERS, title="A" * 11),
        {0: 201, 10: (422, "Title: is too long (maximum is 10)"), 11: 201},
    ),
    "rule_size": (posted(TRIGGERS), {0: 201, 99: (422, "Trigger is too large"), 999: 201}),
    "rule_touch": (updated_at, {True: False, False: True}),
    "rule_bulk": (bulk_delete, {"partly": (204, 1), "404": (404, 2)}),
    "rule_search_lag": (found_by_search, {0.0: ["Seeded", "Created"], 60.0: ["Seeded"]}),
    "rule_agent_writes": (as_agent, {"forbidden": [403, 403], "allow": [201, 200]}),
    "trigger_category_missing": (
        without_category,
        {
            "first": "5",
            "422": (422, "category_id: cannot be blank"),
            "400": (400, "InvalidTrigger"),
        },
    ),
    "trigger_bad_category": (
        posted(TRIGGERS, category_id="17"),
        {
            "422": (422, "category_id is not valid"),
            "404": (404, "TriggerCategoryNotFound"),
            "400": (400, "InvalidTrigger"),
        },
    ),
    "trigger_active_category": (active_of_a_category, {True: ["In 5"], False: ["In 5", "In 6"]}),
    "trigger_raw_title": (
        put("title", title="A", raw_title="{{dc.a}}"),
        {"ignore": "A", "apply": "{{dc.a}}"},
    ),
    "trigger_reorder": (reordered, {"all": (404, "Forbidden"), "active": 200}),
    "automation_needs_time": (automation(PENDING), {True: (422, TIME), False: 201}),
    "automation_needs_property": (
        automation(condition("updated_at", "is", "3")),
        {True: (422, PROPERTY), False: 201},
    ),
    "automation_needs_end": (
        automation(PENDING, HOURS, actions=HIGH),
        {True: (422, END), False: 201},
    ),
    "automation_time_in_any": (
        automation(PENDING, HOURS, some=[HOURS]),
        {"refuse": TIME_IN_ANY, "accept": 201},
    ),
    "automation_identity": (
        twin(PENDING, HOURS, actions=[{"field": "status", "value": "solved"}]),
        {"conditions": TWIN, "actions": 201},
    ),
    "automation_identity_order": (twin(HOURS, PENDING), {True: 201, False: TWIN}),
    "automation_default_delete": (
        standard("DELETE"),
        {"403": (403, STANDARD + "deleted."), "422": (422, STANDARD + "deleted."), "allow": 204},
    ),
    "automation_default_update": (
        standard("PUT", {"automation": {"title": "Mine"}}),
        {"403": (403, STANDARD + "changed."), "422": (422, STANDARD + "changed."), "allow": 200},
    ),
    "category_enabled": (
        categories("GET", "/5"),
        {True: 200, False: (403, "TriggerCategoriesNotEnabled")},
    ),
    "category_limit": (
        categories("POST", "", {"name": "A"}),
        {500: 200, 1: (403, "ProductLimitExceeded"), 2: 200},
    ),
    "category_create_status": (categories("POST", "", {"name": "A"}), {200: 200, 201: 201}),
    "category_put": (
        categories("PUT", "/5", {"name": "A"}),
        {True: 200, False: (404, "InvalidEndpoint")},
    ),
    "category_delete": (
        category_of_inactive,
        {
            "delete": (204, []),
            "refuse": ((400, "TriggerCategoryNotEmpty"), ["5"]),
            "move": (204, ["6"]),
        },
    ),
}
CASES = [(name, position) for name, (_ask, outcomes) in ROWS.items() for position in outcomes]


def missing_rows(fields: Mapping[str, Any], rows: Mapping[str, Any]) -> Iterator[str]:
    """Switches and positions without a row, by their defaults, and rows without a switch."""
    yield from ("%s is no switch" % name for name in set(rows) - set(fields))
    for name, default in fields.items():
        kind = type(default)
        wanted = RULE_CHOICES.get(name) or ((False, True) if kind is bool else (default,))
        found = rows[name][1] if name in rows else {}
        yield from ("%s: %r" % (name, each) for each in wanted if each not in found)
        if len(found) < 2:
            yield "%s has less than two positions" % name


def defaults() -> dict[str, Any]:
    return {field.name: field.default for field in dataclasses.fields(RuleSwitches)}


def test_every_position_of_every_switch_has_a_row() -> None:
    assert list(missing_rows(defaults(), ROWS)) == []


def test_a_missing_row_is_found() -> None:
    fewer = {"rule_bulk": (bulk_delete, {"partly": 0}), "rule_none": (bulk_delete, {})}
    fields = {"rule_bulk": "partly", "rule_size": 0, "category_put": True}
    assert sorted(missing_rows(fields, fewer)) == [
        "category_put has less than two positions",
        "category_put: False",
        "category_put: True",
        "rule_bulk has less than two positions",
        "rule_bulk: '404'",
        "rule_none is no switch",
        "rule_size has less than two positions",
        "rule_size: 0",
    ]


@pytest.mark.parametrize(("name", "position"), CASES)
def test_a_switch(name: str, position: Any, simulator: Simulator) -> None:
    setattr(simulator.account.switches, name, position)
    ask, outcomes = ROWS[name]
    assert ask(Caller(simulator)) == outcomes[position]


@pytest.mark.parametrize("name", RULE_CHOICES)
def test_the_default_is_the_first_choice(name: str) -> None:
    assert defaults()[name] == RULE_CHOICES[name][0]


def test_there_is_a_group(simulator: Simulator) -> None:
    """The one that the rows above do not name is there."""
    call = Caller(simulator)
    assert as_read("all", condition("group_id", "is", str(SUPPORT)))(call) == str(SUPPORT)
