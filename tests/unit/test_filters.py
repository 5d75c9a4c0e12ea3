# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters: what they make of their input, and what they say against it."""

from __future__ import annotations

import datetime
import math
import time
from typing import Any, Callable

import pytest
import yaml
from ansible.errors import AnsibleFilterError
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.zendesk.plugins.filter.config_lists import config_lists
from ansible_collections.community.zendesk.plugins.filter.config_plan import config_plan
from ansible_collections.community.zendesk.plugins.filter.export_targets import export_targets
from ansible_collections.community.zendesk.plugins.filter.merge_items import merge_items
from ansible_collections.community.zendesk.plugins.filter.merge_targets import merge_targets
from ansible_collections.community.zendesk.plugins.filter.notification_target import (
    notification_target,
)
from ansible_collections.community.zendesk.plugins.filter.notification_webhook import (
    notification_webhook,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import is_omit, without_omit
from ansible_collections.community.zendesk.tests.random_examples import REPEATABLE

ID = 360000217439
HOOK_ID = "01HANAHFR0EXAMPLE000000001"
MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}


@pytest.mark.parametrize(
    "target",
    [
        ID,
        str(ID),
        {"id": ID, "title": "On call"},
        {"id": str(ID)},
        {"changed": True, "action": "none", "target": {"id": ID}},
        {"position": 1, "action": "update", "id": ID, "target": {"id": ID}},
        {"position": 1, "action": "update", "id": ID, "target": None},
        "000%d" % ID,
    ],
)
def test_action(target: Any) -> None:
    message = "Urgent: {{ticket.link}}"
    assert notification_target(target, message) == {
        "field": "notification_target",
        "value": ["360000217439", message],
    }


@pytest.mark.parametrize(
    ("target", "message", "text"),
    [
        (ID, "", "the message is missing"),
        (ID, "  ", "the message is missing"),
        (ID, None, "the message is missing"),
        (ID, 7, "the message is missing"),
        ("On call", "Hi", "'On call' is not a target: use its id"),
        (True, "Hi", "True is not a target"),
        ("\N{SUPERSCRIPT TWO}", "Hi", "is not a target"),
        (0, "Hi", "0 is not a target"),
        (-1, "Hi", "-1 is not a target"),
        (None, "Hi", "None is not a target"),
        ([ID], "Hi", "is not a target"),
        ("12\n", "Hi", r"'12\n' is not a target"),
        (" 12", "Hi", "' 12' is not a target"),
        ("\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO}", "Hi", "is not a target"),
        ("+12", "Hi", "'+12' is not a target"),
        ("1_2", "Hi", "'1_2' is not a target"),
        ("", "Hi", "'' is not a target"),
        ("0", "Hi", "'0' is not a target"),
        (12.0, "Hi", "12.0 is not a target"),
        (float("nan"), "Hi", "nan is not a target"),
        (float("inf"), "Hi", "a number of more than 19 digits is not a target"),
        (2**63, "Hi", "9223372036854775808 is not a target"),
        pytest.param(10**5000, "Hi", "a number of more than 19 digits is not a target", id="huge"),
        ("9" * 5000, "Hi", "'%s...' is not a target" % ("9" * 60)),
        (b"12", "Hi", "bytes is not a target"),
        ([{"id": ID, "password": "marker"}], "Hi", "a list is not a target"),
        ('{"password": "marker"}', "Hi", "text that looks like JSON is not a target"),
        ({"id": "12\n"}, "Hi", r"'12\n' is not the id of a target: it must be a positive number"),
        ({"id": True}, "Hi", "True is not the id of a target"),
        ({"id": {"password": "marker"}}, "Hi", "keys 'password' is not the id of a target"),
        ({"target": {"id": -7}}, "Hi", "-7 is not the id of a target"),
        ({"password": "marker", "n": 1}, "Hi", "got a dictionary with the keys 'password', 'n'."),
        (dict.fromkeys(map(str, range(20))), "Hi", "'8', '9', ...."),
        ({"skipped": True, "changed": False}, "Hi", "the target was skipped"),
        (ID, True, "the message is missing: True, which is a boolean, is not text"),
        (ID, b"Hi", "bytes, which is bytes, is not text"),
        (ID, 7.5, "the message is missing: 7.5, which is a number, is not text"),
        (ID, [], "a list is not text. On ansible-core 2.18, !unsafe before a list or dictionary"),
        (ID, {}, "an empty dictionary is not text. On ansible-core 2.18, !unsafe before"),
        (ID, {"text": "marker"}, "keys 'text' is not text. On ansible-core 2.18, a template"),
        (ID, ["marker"], "end that template with '| string'"),
        (ID, "\n", "put !unsafe before the text itself"),
        ({}, "Hi", "In check mode, a target that would be created has no id yet"),
        ({"target": {"title": "New"}}, "Hi", "this target has no id"),
        ({"action": "none", "target": None}, "Hi", "this result has no target, because"),
        ({"failed": True, "msg": "No."}, "Hi", "failed: No."),
        ({"failed": True}, "Hi", "no reason was given"),
        ({"results": [{"id": ID}]}, "Hi", "several targets: select one"),
        ({"targets": [{"id": ID}]}, "Hi", "several targets: select one"),
        ({"action": "delete", "target": {"id": ID}}, "Hi", "was deleted"),
    ],
)
def test_no_action(target: Any, message: Any, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        notification_target(target, message)
    said = str(caught.value)
    assert text in said
    assert said.startswith("notification_target: ")
    assert "marker" not in said


# What stands for omit in ansible-core 2.18. How it is in the running one is for playbooks to show.
PLACEHOLDER = "__omit_place_holder__%s" % ("0f" * 20)
HOOK = {"title": "Hook", "type": "url_target_v2", "target_url": "u", "method": "get"}

MERGES: dict[str, tuple[list[Any], list[Any], list[Any]]] = {
    "nothing to add": ([MAIL], [], [MAIL]),
    "nothing standard": ([], [MAIL], [MAIL]),
    "addition": ([MAIL], [dict(MAIL, title="More")], [MAIL, dict(MAIL, title="More")]),
    "change": ([MAIL], [{"title": "On call", "email": "b"}], [dict(MAIL, email="b")]),
    "change by type": ([MAIL], [dict(MAIL, active=False)], [dict(MAIL, active=False)]),
    "another type": (
        [MAIL],
        [{"title": "On call", "type": "yammer_target"}],
        [MAIL, {"title": "On call", "type": "yammer_target"}],
    ),
    "names of one type": (
        [{"title": "Hook", "type": "http_target"}],
        [{"title": "Hook", "type": "url_target_v2", "active": False}],
        [{"title": "Hook", "type": "url_target_v2", "active": False}],
    ),
    "null changes nothing": ([MAIL], [{"title": "On call", "email": None}], [MAIL]),
    "drop": (
        [MAIL],
        [{"title": "On call", "state": "absent"}],
        [dict(MAIL, state="absent")],
    ),
    "by id": ([{"id": 7, "title": "A"}], [{"id": 7, "title": "B"}], [{"id": 7, "title": "B"}]),
    "an id is not a title": (
        [MAIL],
        [{"id": 7, "title": "On call"}],
        [MAIL, {"id": 7, "title": "On call"}],
    ),
    "omit, as ansible-core 2.18 has it": (
        [MAIL],
        [{"title": "On call", "email": PLACEHOLDER, "active": False}, PLACEHOLDER],
        [dict(MAIL, active=False)],
    ),
    "an id that is text": (
        [{"id": 7, "title": "A"}],
        [{"id": "7", "title": "B"}],
        [{"id": "7", "title": "B"}],
    ),
    "a title that is a number": (
        [dict(MAIL, title="2024")],
        [{"title": 2024, "email": "b"}],
        [dict(MAIL, title=2024, email="b")],
    ),
    "two types of a title": (
        [MAIL, dict(HOOK, title="On call")],
        [
            {"title": "On call", "type": "http_target", "active": False},
            {"title": "On call", "type": "email_target", "email": "b"},
        ],
        [dict(MAIL, email="b"), dict(HOOK, title="On call", type="http_target", active=False)],
    ),
    "a change and an addition of one title": (
        [MAIL],
        [{"title": "On call", "email": "b"}, dict(HOOK, title="On call")],
        [dict(MAIL, email="b"), dict(HOOK, title="On call")],
    ),
    "one standard target twice, which the module refuses": (
        [MAIL, MAIL],
        [dict(MAIL, title="More")],
        [MAIL, MAIL, dict(MAIL, title="More")],
    ),
    "a lone surrogate": (
        [dict(MAIL, title="\ud800")],
        [{"title": "\ud800", "email": "b"}],
        [dict(MAIL, title="\ud800", email="b")],
    ),
    "neither title nor id": ([{"type": "x"}], [{"type": "x"}], [{"type": "x"}, {"type": "x"}]),
}


@pytest.mark.parametrize(("standard", "account", "merged"), MERGES.values(), ids=list(MERGES))
def test_merge(standard: Any, account: Any, merged: Any) -> None:
    before = [dict(target) for target in standard]
    assert merge_targets(standard, account) == merged
    assert standard == before


@pytest.mark.parametrize(
    ("standard", "account", "text"),
    [
        ("x", [], "the standard set must be a list"),
        ([], {"title": "x"}, "the targets of the account must be a list"),
        ([MAIL, "x"], [], "item 2 of the standard set must be a dictionary"),
        ([], [7], "item 1 of the targets of the account must be a dictionary"),
        (
            [MAIL, {"title": "On call", "type": "yammer_target"}],
            [{"title": "On call", "active": False}],
            'has 2 targets titled "On call" (email_target, yammer_target): set the type',
        ),
        (None, [], "the standard set must be a list of targets, not None."),
        ([], None, "the targets of the account must be a list of targets, not None."),
        ([], 7, "the targets of the account must be a list of targets, not 7."),
        ({"password": "marker"}, [], "not a dictionary with the keys 'password'."),
        ('[{"password": "marker"}]', [], "not text that looks like JSON."),
        ("title=A password=marker", [], "the standard set must be a list of targets, not text."),
        ({"password=marker": 1}, [], "not a dictionary with the keys text."),
        ([{"id": "password=marker"}], [], "item 1 of the standard set has the id text: it must"),
        (
            [["marker"]],
            [],
            "item 1 of the standard set must be a dictionary of options, not a list",
        ),
        (
            [],
            ["marker"],
            "item 1 of the targets of the account must be a dictionary of options, not",
        ),
        ([], [None], "must be a dictionary of options, not null."),
        (
            [{"title": ["marker"]}],
            [],
            "item 1 of the standard set has a list as its title: it must",
        ),
        pytest.param([{"title": 10**5000}], [], "more than 19 digits as its title", id="huge"),
        ([], [{"title": True}], "has True as its title: it must be text."),
        ([], [{"title": "A", "type": {"a": "marker"}}], "has a dictionary with the keys"),
        ([], [{"id": "12\n"}], r"account has the id '12\n': it must be a positive number."),
        ([{"id": 12.5}], [], "item 1 of the standard set has the id 12.5: it must be"),
        ([{"id": -1}], [], "has the id -1"),
        ([{"id": True}], [], "has the id True"),
        (
            ["marker", MAIL, {"id": []}],
            [],
            "not text. item 3 of the standard set has the id a list",
        ),
        (
            [dict(MAIL, title="Other"), MAIL],
            [{"title": "On call", "email": "b"}, MAIL, dict(MAIL, email="c")],
            "items 1, 2 and 3 of the targets of the account change the same target, item 2 of the "
            'standard set, "On call" (email_target): combine them into one item.',
        ),
        (
            [{"id": 7, "title": "A"}],
            [{"id": 7, "active": True}, {"id": "7", "state": "absent"}],
            "items 1 and 2 of the targets of the account change the same target, item 1 of the "
            'standard set, "A" (id 7)',
        ),
        (
            [],
            [MAIL, dict(HOOK, title="On call"), dict(MAIL, email="b")],
            'items 1 and 3 of the targets of the account are the same target, "On call" '
            "(email_target): remove all but one",
        ),
        (
            [],
            [HOOK, dict(HOOK, type="http_target")],
            'items 1 and 2 of the targets of the account are the same target, "Hook"',
        ),
        ([], [MAIL, {"title": "On call", "state": "absent"}], "items 1 and 2 of the targets of"),
        ([], [{"id": 7}, {"id": 7, "title": "B"}], "are the same target, id 7: remove all but one"),
        (
            [MAIL, HOOK, MAIL],
            [{"title": "On call", "active": False}],
            'items 1 and 3 of the standard set are the same target, "On call" (email_target), so '
            "item 1 of the targets of the account can't change it",
        ),
        (
            [{"id": 7, "title": "A"}, {"id": 7, "title": "B"}],
            [{"id": 7, "active": False}],
            "items 1 and 2 of the standard set are the same target",
        ),
    ],
)
def test_no_merge(standard: Any, account: Any, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        merge_targets(standard, account)
    said = str(caught.value)
    assert text in said
    assert said.startswith("merge_targets: ")
    assert "marker" not in said


def test_a_large_merge() -> None:
    standard = [dict(MAIL, title="Target %d" % number) for number in range(3000)]
    start = time.process_time()
    merged = merge_targets(standard, [dict(target, email="b") for target in standard])
    assert {target["email"] for target in merged} == {"b"}
    assert time.process_time() - start < 5


# --- anything at all

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=3),
    st.text(st.characters(exclude_categories=[]), max_size=8),
    st.sampled_from(["email_target", "On call", "7", "\ud800", PLACEHOLDER, datetime.date.min]),
)


def _is_no_nan(value: Any) -> bool:
    return not (isinstance(value, float) and math.isnan(value))


NAMES = st.sampled_from(
    ["id", "title", "type", "email", "usage", "secrets_set", "failures", "target", "results", "x"]
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(NAMES, SCALARS.filter(_is_no_nan)), inner, max_size=5),
    ),
    max_leaves=12,
)
# With an ID more often than not, or few would get past the first check.
IDS = st.one_of(st.integers(1, 9), st.integers(1, 10**12), JUNK)
ITEMS = st.lists(
    st.builds(
        lambda number, more: {**more, "id": number},
        IDS,
        st.dictionaries(NAMES, JUNK, max_size=6),
    ),
    max_size=4,
)
ANYTHING = st.one_of(JUNK, ITEMS)


@settings(REPEATABLE, max_examples=200)
@given(one=ANYTHING, other=ANYTHING, third=JUNK)
def test_anything_gives_a_result_or_a_sentence(one: Any, other: Any, third: Any) -> None:
    calls: list[tuple[str, Callable[[], Any]]] = [
        ("merge_targets", lambda: merge_targets(one, other)),
        ("merge_items", lambda: merge_items([one, other], "targets", defaults=third)),
        ("merge_items", lambda: merge_items({"a": one}, "webhooks", {"b": other})),
        ("config_lists", lambda: config_lists({"zendesk_triggers_account": one}, "table")),
        ("config_plan", lambda: config_plan({"a": one, "b": {"plan": other}, "c": third}, "md")),
        (
            "config_plan",
            lambda: config_plan({"a": {"plan": [], "msg": one, "warnings": other}}, "json"),
        ),
        ("notification_target", lambda: notification_target(one, third)),
        ("notification_target", lambda: notification_target(one, "Hi")),
        ("notification_webhook", lambda: notification_webhook(one, other, third)),
        ("notification_webhook", lambda: notification_webhook(HOOK_ID, other, "json")),
        ("notification_webhook", lambda: notification_webhook({"webhook": "A"}, one, "pairs")),
        ("export_targets", lambda: export_targets(one, third, third)),
        ("export_targets", lambda: export_targets(one)),
    ]
    for name, call in calls:
        try:
            result = call()
        except AnsibleFilterError as problem:
            assert str(problem).startswith(name + ": ")  # noqa: PT017
        else:
            if name == "export_targets":
                yaml.safe_load(result["targets"].replace("!unsafe ", "").encode("utf-8"))


# --- what stands for omit


@pytest.mark.parametrize(
    "value",
    [None, "", "omit", "<<Omit>>", 0, 1.5, True, b"", (), [], {}, object(), datetime.date.min, ID],
)
def test_is_not_omit(value: Any) -> None:
    assert not is_omit(value)
    assert not is_omit([value])


def test_without_omit_copies() -> None:
    before = {"a": [1, {"b": PLACEHOLDER}, PLACEHOLDER], "c": PLACEHOLDER}
    after = without_omit(before)
    assert after == {"a": [1, {}]}
    assert after["a"] is not before["a"]
    assert before["c"] == PLACEHOLDER
    assert without_omit(PLACEHOLDER) is None
    assert without_omit((1, 2)) == [1, 2]
