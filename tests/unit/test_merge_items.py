# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters that merge lists of items: which items are the same, what comes out, what is wrong."""

from __future__ import annotations

import copy
import time
from typing import Any, NamedTuple

import pytest
from ansible.errors import AnsibleFilterError
from ansible.utils.display import Display

from ansible_collections.community.zendesk.plugins.filter.config_lists import config_lists
from ansible_collections.community.zendesk.plugins.filter.merge_items import merge_items

MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
HOOK = {
    "name": "Pager",
    "endpoint": "https://pager.example.com",
    "http_method": "POST",
    "request_format": "json",
}
BASIC = {"type": "basic_auth", "username": "zendesk", "password": "marker-one"}
WHEN = {"all": [{"field": "priority", "operator": "is", "value": "urgent"}]}
NEVER = {"all": [{"field": "priority", "operator": "is", "value": "low"}]}
TAG = [{"field": "set_tags", "value": "a"}]
RULE = {"title": "Page", "category": "Night", "conditions": WHEN, "actions": TAG}
ELSEWHERE = dict(RULE, category="Day")
# What stands for omit in ansible-core 2.18.
OMIT = "__omit_place_holder__%s" % ("0f" * 20)


class Merge(NamedTuple):
    """Lists of a kind, what comes out, and what the one warning says, if there is any."""

    kind: str
    lists: list[Any]
    merged: list[dict[str, Any]]
    overrides: list[Any] | None = None
    defaults: dict[str, Any] | None = None
    warning: str = ""


@pytest.fixture
def warnings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(Display, "warning", lambda _self, text: said.append(text))
    return said


MERGES = {
    "nothing": Merge("targets", [], []),
    "null is an empty list": Merge("targets", [None, [MAIL]], [MAIL]),
    "three lists, in their order": Merge(
        "targets",
        [
            [MAIL],
            [{"title": "On call", "email": "b", "active": False}],
            [{"title": "On call", "email": "c"}],
        ],
        [dict(MAIL, email="c", active=False)],
    ),
    "additions come last": Merge(
        "webhooks",
        [[HOOK], [dict(HOOK, name="B")], [dict(HOOK, name="A")]],
        [HOOK, dict(HOOK, name="B"), dict(HOOK, name="A")],
    ),
    "null and omit are not given": Merge(
        "targets", [[MAIL], [{"title": "On call", "email": None, "subject": OMIT}, OMIT]], [MAIL]
    ),
    "a drop": Merge(
        "webhooks", [[HOOK], [{"name": "Pager", "state": "absent"}]], [dict(HOOK, state="absent")]
    ),
    "numbers are names": Merge(
        "automations",
        [[{"title": "7", "active": True}], [{"title": 7, "active": False}]],
        [{"title": 7, "active": False}],
    ),
    # --- by ID
    "one ID": Merge(
        "targets",
        [[{"id": 7, "title": "A"}], [{"id": "7", "title": "B"}]],
        [{"id": "7", "title": "B"}],
    ),
    "one ID, which is text": Merge(
        "webhooks",
        [[{"id": "01H", "name": "A"}], [{"id": "01H", "name": "B"}]],
        [{"id": "01H", "name": "B"}],
    ),
    "an ID for what had none": Merge(
        "targets", [[MAIL], [{"id": 7, "title": "On call"}]], [dict(MAIL, id=7)]
    ),
    "a title for what has an ID": Merge(
        "targets",
        [[dict(MAIL, id=7)], [{"title": "On call", "email": "b"}]],
        [dict(MAIL, id=7, email="b")],
    ),
    "two IDs of one title": Merge(
        "targets", [[dict(MAIL, id=7)], [dict(MAIL, id=8)]], [dict(MAIL, id=7), dict(MAIL, id=8)]
    ),
    "the ID goes before the title": Merge(
        "targets",
        [[{"id": 7, "title": "A"}, {"title": "B"}], [{"id": 7, "title": "B", "active": False}]],
        [{"id": 7, "title": "B", "active": False}, {"title": "B"}],
    ),
    # --- by type, category and endpoint
    "another type of one title": Merge(
        "targets",
        [[MAIL], [{"title": "On call", "type": "url_target_v2", "state": "absent"}]],
        [MAIL, {"title": "On call", "type": "url_target_v2", "state": "absent"}],
    ),
    "two names of one type": Merge(
        "targets",
        [
            [{"title": "A", "type": "http_target"}],
            [{"title": "A", "type": "url_target_v2", "active": False}],
        ],
        [{"title": "A", "type": "url_target_v2", "active": False}],
    ),
    "a trigger moves to another category": Merge(
        "triggers", [[RULE], [{"title": "Page", "category": "Day"}]], [ELSEWHERE]
    ),
    "a category in place of its ID": Merge(
        "triggers",
        [[dict(RULE, category=None, category_id=7)], [{"title": "Page", "category": "Day"}]],
        [ELSEWHERE],
    ),
    "two categories have the title": Merge(
        "triggers",
        [[RULE, ELSEWHERE], [{"title": "Page", "category": "Day", "active": False}]],
        [RULE, dict(ELSEWHERE, active=False)],
    ),
    "a third category": Merge(
        "triggers",
        [[RULE, ELSEWHERE], [dict(RULE, category="Dusk")]],
        [RULE, ELSEWHERE, dict(RULE, category="Dusk")],
    ),
    "two endpoints have the name": Merge(
        "webhooks",
        [[HOOK, dict(HOOK, endpoint="https://b.example.com")], [dict(HOOK, status="inactive")]],
        [dict(HOOK, status="inactive"), dict(HOOK, endpoint="https://b.example.com")],
    ),
    "another endpoint": Merge(
        "webhooks",
        [[HOOK], [{"name": "Pager", "endpoint": "https://b.example.com"}]],
        [dict(HOOK, endpoint="https://b.example.com")],
    ),
    # --- former names
    "renamed by a later list": Merge(
        "triggers",
        [[dict(RULE, previous_title=["Ring"])], [{"title": "Call", "previous_title": "Page"}]],
        [dict(RULE, title="Call", previous_title=["Page", "Ring"])],
        warning='list 2, item 1, trigger "Call" changes trigger "Page" of list 1, item 1 because of its previous_title.',
    ),
    "renamed by an earlier list": Merge(
        "webhooks",
        [[dict(HOOK, previous_name="Beeper")], [{"name": "Beeper", "status": "inactive"}]],
        [dict(HOOK, status="inactive", previous_name=["Beeper"])],
        warning='list 2, item 1, webhook "Beeper" changes webhook "Pager" of list 1, item 1, which has this name only '
        "in its previous_name. Use the new name here as well.",
    ),
    "dropped by a former name": Merge(
        "webhooks",
        [[dict(HOOK, previous_name="Beeper")], [{"name": "Beeper", "state": "absent"}]],
        [dict(HOOK, state="absent", previous_name=["Beeper"])],
        warning="Use the new name here as well.",
    ),
    "a former name of what has the new one": Merge(
        "triggers",
        [[dict(RULE, previous_title=["Ring"])], [{"title": "Page", "previous_title": ["Bell"]}]],
        [dict(RULE, previous_title=["Bell"])],
    ),
    # --- values
    "parts of an authentication": Merge(
        "webhooks",
        [
            [dict(HOOK, authentication=BASIC)],
            [{"name": "Pager", "authentication": {"password": "marker-two"}}],
        ],
        [dict(HOOK, authentication=dict(BASIC, password="marker-two"))],
    ),
    "parts of one type": Merge(
        "webhooks",
        [
            [dict(HOOK, authentication=BASIC)],
            [
                {
                    "name": "Pager",
                    "authentication": {"type": "basic_auth", "username": "b", "password": None},
                }
            ],
        ],
        [dict(HOOK, authentication=dict(BASIC, username="b"))],
    ),
    "another type of authentication": Merge(
        "webhooks",
        [
            [dict(HOOK, authentication=BASIC)],
            [{"name": "Pager", "authentication": {"type": "bearer_token", "token": "marker"}}],
        ],
        [dict(HOOK, authentication={"type": "bearer_token", "token": "marker"})],
    ),
    "headers": Merge(
        "webhooks",
        [
            [dict(HOOK, custom_headers={"X-A": "1", "X-B": "2", "X-C": "3"})],
            [{"name": "Pager", "custom_headers": {"x-b": None, "x-c": "4", "X-D": "5"}}],
        ],
        [dict(HOOK, custom_headers={"X-A": "1", "x-c": "4", "X-D": "5"})],
    ),
    "a header that nothing drops": Merge(
        "webhooks",
        [[HOOK], [{"name": "Pager", "custom_headers": {"X-A": None}}]],
        [dict(HOOK, custom_headers={})],
    ),
    "subscriptions are replaced": Merge(
        "webhooks",
        [[dict(HOOK, subscriptions=["a", "b"])], [{"name": "Pager", "subscriptions": ["c"]}]],
        [dict(HOOK, subscriptions=["c"])],
    ),
    "conditions are replaced": Merge(
        "automations",
        [[RULE], [{"title": "Page", "conditions": NEVER}]],
        [dict(RULE, conditions=NEVER)],
        warning='list 2, item 1, automation "Page" replaces all conditions of list 1, item 1: they are not merged.',
    ),
    "the same conditions": Merge(
        "automations", [[RULE], [{"title": "Page", "conditions": copy.deepcopy(WHEN)}]], [RULE]
    ),
    "absent in the standard": Merge(
        "triggers",
        [[{"title": "Page", "state": "absent"}], [RULE]],
        [dict(RULE, state="absent")],
        warning="which is absent there and remains absent. To create it, add state: present.",
    ),
    "present again": Merge(
        "triggers",
        [[dict(RULE, state="absent")], [{"title": "Page", "state": "present"}]],
        [dict(RULE, state="present")],
    ),
    # --- overrides
    "an override goes last": Merge(
        "targets",
        [[MAIL], [{"title": "On call", "email": "b"}]],
        [dict(MAIL, email="d")],
        overrides=[[{"title": "On call", "email": "c"}], [{"title": "On call", "email": "d"}]],
    ),
    # --- near names
    "a near name that could be created": Merge(
        "webhooks", [[HOOK], [dict(HOOK, name="Pagers")]], [HOOK, dict(HOOK, name="Pagers")]
    ),
    "a near name with an ID": Merge(
        "triggers",
        [[RULE], [{"id": 7, "title": "page", "active": False}]],
        [RULE, {"id": 7, "title": "page", "active": False}],
    ),
    "a name of another number": Merge(
        "triggers",
        [[dict(RULE, title="Page desk 1")], [{"title": "Page desk 2", "active": False}]],
        [dict(RULE, title="Page desk 1"), {"title": "Page desk 2", "active": False}],
    ),
    "a far name": Merge(
        "triggers",
        [[RULE], [{"title": "Bill", "active": False}]],
        [RULE, {"title": "Bill", "active": False}],
    ),
    "a near name that is absent": Merge(
        "triggers",
        [[RULE], [{"title": "Pages", "state": "absent"}]],
        [RULE, {"title": "Pages", "state": "absent"}],
    ),
    # --- defaults
    "defaults": Merge(
        "webhooks",
        [
            [{"name": "A", "endpoint": "https://a.example.com"}],
            [{"name": "A", "request_format": "xml"}],
        ],
        [
            {
                "name": "A",
                "endpoint": "https://a.example.com",
                "http_method": "POST",
                "request_format": "xml",
            }
        ],
        defaults={"http_method": "POST", "request_format": "json"},
    ),
    "defaults of what only names or switches": Merge(
        "triggers",
        [
            [
                {"title": "A"},
                {"title": "B", "active": False},
                {"id": 7},
                dict(RULE, state="absent"),
                {"title": "C", "category": "Day"},
            ]
        ],
        [
            {"title": "A"},
            {"title": "B", "active": False},
            {"id": 7},
            dict(RULE, state="absent"),
            {"title": "C", "category": "Day", "description": "Ours"},
        ],
        defaults={"description": "Ours", "category": "Night"},
    ),
    "defaults of what has a name and needs no more": Merge(
        "trigger_categories",
        [[{"name": "A"}]],
        [{"name": "A", "position": 3}],
        defaults={"position": 3},
    ),
    "defaults that another type has": Merge(
        "targets",
        [[MAIL, {"title": "A", "type": "url_target_v2", "target_url": "u"}]],
        [
            dict(MAIL, active=True),
            {
                "title": "A",
                "type": "url_target_v2",
                "target_url": "u",
                "active": True,
                "method": "get",
            },
        ],
        defaults={"active": True, "method": "get", "subject": None},
    ),
    "defaults of parts": Merge(
        "webhooks",
        [[dict(HOOK, custom_headers={"X-A": None}, authentication={"password": "marker"})]],
        [dict(HOOK, custom_headers={"X-B": "2"}, authentication=dict(BASIC, password="marker"))],
        defaults={"custom_headers": {"X-A": "1", "X-B": "2"}, "authentication": BASIC},
    ),
    "a default category, and its ID": Merge(
        "triggers",
        [[dict(RULE, category=None, category_id="7")]],
        [{"title": "Page", "category_id": "7", "conditions": WHEN, "actions": TAG}],
        defaults={"category": "Night"},
    ),
}


@pytest.mark.parametrize("case", MERGES.values(), ids=list(MERGES))
def test_merge(case: Merge, warnings: list[str]) -> None:
    given = copy.deepcopy(case)
    merged = merge_items(case.lists, case.kind, case.overrides, case.defaults)
    assert [_given(item) for item in merged] == [_given(item) for item in case.merged]
    assert len(warnings) == bool(case.warning)
    assert case.warning in "".join(warnings)
    assert given == case


def _given(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value is not None}


WRONG: list[tuple[Any, str, dict[str, Any], list[str]]] = [
    (
        [[]],
        "target",
        {},
        [
            "the kind must be one of targets, webhooks, trigger_categories, triggers, automations; got 'target'."
        ],
    ),
    ([[]], ["marker"], {}, ["got a list."]),  # type: ignore[list-item]
    ([MAIL], "targets", {}, ["the input must be a list of lists, such as [standard, account]"]),
    ("marker=1", "targets", {}, ["a dictionary of lists; got text."]),
    ([[]], "targets", {"overrides": MAIL["title"]}, ["overrides must be a list of lists"]),
    (
        {"mine": "x"},
        "targets",
        {},
        ["mine must be a list of targets, not 'x'. To pass one with -e, use JSON"],
    ),
    (
        {"mine": MAIL},
        "trigger_categories",
        {},
        ["mine must be a list of trigger categories, not a dictionary"],
    ),
    (
        {"mine": ["marker"]},
        "targets",
        {},
        ["mine, item 1 must be a dictionary of options, not text."],
    ),
    (
        {"mine": [{"name": "A"}]},
        "triggers",
        {},
        ["mine, item 1 has neither title nor id: use title instead of name."],
    ),
    (
        {"mine": [{"active": False}]},
        "triggers",
        {},
        ["has neither title nor id: set one of them."],
    ),
    (
        {
            "mine": [
                {"id": "x", "title": ["marker"]},
                {"title": "A", "previous_title": {"a": "marker"}},
            ]
        },
        "triggers",
        {},
        [
            "mine, item 1 has the id 'x': it must be a positive number.",
            "item 1 has a list as its title",
            "item 2 has a dictionary with",
        ],
    ),
    (
        {"mine": [{"id": {"a": "marker"}}]},
        "webhooks",
        {},
        ["has the id a dictionary with the keys 'a': it must be text."],
    ),
    (
        {
            "mine": [RULE],
            "yours": [{"title": "Page", "active": True}, dict(ELSEWHERE, actions=TAG)],
        },
        "triggers",
        {},
        [
            'yours, item 1, trigger "Page" changes trigger "Page" of mine, item 1, and so does item 2. Combine them into one item.'
        ],
    ),
    (
        {"mine": [RULE, dict(RULE), dict(RULE)]},
        "triggers",
        {},
        [
            'mine, item 1, trigger "Page": the list has it again as item 2 and item 3. Remove all but one, or distinguish them by category or id.'
        ],
    ),
    (
        {"mine": [{"id": 7}, {"id": "7"}]},
        "targets",
        {},
        ["mine, item 1, target (id 7): the list has it again as item 2."],
    ),
    (
        {"mine": [RULE, ELSEWHERE], "yours": [{"title": "Page", "active": False}]},
        "triggers",
        {},
        [
            'yours, item 1, trigger "Page": it could change trigger "Page" of mine, item 1 or trigger "Page" of mine, item 2: set its category or id.'
        ],
    ),
    (
        {
            "mine": [MAIL, {"title": "On call", "type": "basecamp_target"}],
            "yours": [{"title": "On call"}],
        },
        "targets",
        {},
        ["set its type or id."],
    ),
    (
        {"mine": [dict(MAIL, id=7), dict(MAIL, id=8)], "yours": [MAIL]},
        "targets",
        {},
        ["(id 8) of mine, item 2: set its id."],
    ),
    (
        {
            "mine": [dict(RULE, title="A"), dict(RULE, title="B")],
            "yours": [{"title": "C", "previous_title": ["A", "B"]}],
        },
        "triggers",
        {},
        ['it could change trigger "A" of mine, item 1 or trigger "B" of mine, item 2'],
    ),
    (
        [[HOOK]],
        "webhooks",
        {
            "overrides": {
                "theirs": [
                    {"name": "Pagr", "status": "inactive"},
                    {"name": "Other", "state": "absent"},
                    {"id": "7"},
                ]
            }
        },
        [
            'theirs, item 1, webhook "Pagr": no other list has this name, and an override only changes items of '
            'other lists. Did you mean webhook "Pager" of list 1, item 1? Correct it, or move the item to a list that is '
            "not an override.",
            'theirs, item 2, webhook "Other": no other list has this name, and an override only changes items of other lists. Correct it',
            "theirs, item 3, webhook (id 7): no other list has this id,",
        ],
    ),
    (
        {
            "mine": [dict(RULE, title="On call")],
            "yours": [{"title": "on  call", "active": False}, {"title": "On cal", "actions": TAG}],
        },
        "triggers",
        {},
        [
            'yours, item 1, trigger "on  call": no earlier list has this title, and a new trigger requires conditions and '
            'actions. Did you mean trigger "On call" of mine, item 1? Correct it, or set the id if you mean another '
            "trigger of the account.",
            'yours, item 2, trigger "On cal": no earlier list has this title, and a new trigger requires conditions. Did',
        ],
    ),
    (
        {
            "mine": [MAIL],
            "yours": [
                {"title": "on call", "state": "absent"},
                {"title": "On call", "type": "http_target", "active": False},
            ],
        },
        "targets",
        {},
        [
            'item 1, target "on call": no earlier list has this title and type, and the item creates nothing. Did you mean',
            'item 2, target "On call": no earlier list has this title and type, and a new target requires target_url',
        ],
    ),
    (
        [[]],
        "targets",
        {"defaults": [MAIL]},
        ["the dictionary of defaults must be a dictionary of options, not a list."],
    ),
    (
        [[]],
        "webhooks",
        {"defaults": {"name": "A", "force": True, "state": "absent"}},
        [
            "the dictionary of defaults contains name, state and force, which only an item can "
            "set: remove it."
        ],
    ),
    # What can't be read may be what an override means.
    (
        {"mine": [7]},
        "webhooks",
        {"overrides": [[HOOK]]},
        ["mine, item 1 must be a dictionary of options, not a number."],
    ),
]


@pytest.mark.parametrize(("lists", "kind", "more", "texts"), WRONG)
def test_wrong_input(
    lists: Any, kind: str, more: dict[str, Any], texts: list[str], warnings: list[str]
) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        merge_items(lists, kind, **more)
    said = str(caught.value)
    assert said.startswith("merge_items: ")
    assert [text for text in texts if text not in said] == [], said
    assert "marker" not in said
    assert warnings == []


def test_a_large_merge(warnings: list[str]) -> None:
    rules = [dict(RULE, title="Rule %d" % number) for number in range(3000)]
    start = time.process_time()
    merged = merge_items(
        [rules, [{"title": rule["title"], "active": False} for rule in rules]], "triggers"
    )
    assert {rule["active"] for rule in merged} == {False}
    assert time.process_time() - start < 5


# --- the variables of role config

VARIABLES: dict[str, Any] = {
    "zendesk_triggers_override_b": [{"title": "Page", "description": "override_b"}],
    "zendesk_triggers_override_a": [
        {"title": "Page", "description": "override_a", "active": False}
    ],
    "zendesk_triggers_account": [{"title": "Page", "description": "account", "category": "Day"}],
    "zendesk_triggers_layer_20": [
        {"title": "Page", "description": "layer_20"},
        dict(RULE, title="New"),
    ],
    "zendesk_triggers_layer_10": [{"title": "Page", "description": "layer_10"}],
    "zendesk_triggers_standard": [RULE],
    "zendesk_triggers_defaults": {"description": "default"},
    "zendesk_webhooks_standard": None,
    "zendesk_automations_defaults": {"active": False},
    "zendesk_trigger_categories_account": [{"name": "Day"}, {"name": "Dusk", "state": "absent"}],
    "zendesk_subdomain": "acme",
    "zendesk_config_prune": ["marker"],
}


def test_variables(warnings: list[str]) -> None:
    assert config_lists(VARIABLES) == {
        "webhooks": [],
        "trigger_categories": VARIABLES["zendesk_trigger_categories_account"],
        "triggers": [
            dict(ELSEWHERE, description="override_b", active=False),
            dict(RULE, title="New", description="default"),
        ],
    }
    assert warnings == []


def test_table_of_variables(warnings: list[str]) -> None:
    assert config_lists(VARIABLES, "table") == [
        "kind              name  state     from",
        "trigger category  Day   -         zendesk_trigger_categories_account",
        "trigger category  Dusk  absent    zendesk_trigger_categories_account",
        "trigger           Page  inactive  zendesk_triggers_standard, zendesk_triggers_layer_10, "
        "zendesk_triggers_layer_20, zendesk_triggers_account, zendesk_triggers_override_a, "
        "zendesk_triggers_override_b",
        "trigger           New   not set   zendesk_triggers_layer_20",
    ]


def test_problems_of_all_variables_at_once(warnings: list[str]) -> None:
    wrong = {
        "zendesk_targets_override_a": [{"title": "A"}],
        "zendesk_webhooks_account": [{"endpoint": "marker"}],
        "zendesk_automations_defaults": "marker=1",
    }
    with pytest.raises(AnsibleFilterError) as caught:
        config_lists({**VARIABLES, **wrong})
    problems = config_lists({**VARIABLES, **wrong}, "problems")
    assert str(caught.value) == "config_lists: " + " ".join(problems)
    assert problems == [
        'zendesk_targets_override_a, item 1, target "A": no other list has this title and type, and an override '
        "only changes items of other lists. Correct it, or move the item to a list that is not an override.",
        "zendesk_webhooks_account, item 1 has neither name nor id: set one of them.",
        "zendesk_automations_defaults must be a dictionary of options, not text.",
    ]
    assert config_lists(VARIABLES, "problems") == []


@pytest.mark.parametrize(
    ("variables", "form", "text"),
    [
        ([], "lists", "the variables must be a dictionary from name to value; got a list."),
        ({}, "html", "the form must be lists, table or problems; got 'html'."),
    ],
)
def test_no_variables(variables: Any, form: str, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        config_lists(variables, form)
    assert str(caught.value) == "config_lists: " + text
