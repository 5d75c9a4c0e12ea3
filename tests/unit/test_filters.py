# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters: what they make of their input, and what they say against it."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.filter.merge_targets import merge_targets
from ansible_collections.community.zendesk.plugins.filter.notification_target import (
    notification_target,
)

ID = 360000217439
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
        ("On call", "Hi", "'On call' is not a target: give its id"),
        (True, "Hi", "True is not a target"),
        ("\N{SUPERSCRIPT TWO}", "Hi", "is not a target"),
        (0, "Hi", "0 is not a target"),
        (-1, "Hi", "-1 is not a target"),
        (None, "Hi", "None is not a target"),
        ([ID], "Hi", "is not a target"),
        ({}, "Hi", "In check mode a target that would be created has none yet"),
        ({"target": {"title": "New"}}, "Hi", "this target has no id"),
        ({"action": "none", "target": None}, "Hi", "this target has no id"),
        ({"failed": True, "msg": "No."}, "Hi", "has failed: No."),
        ({"failed": True}, "Hi", "it gave no reason"),
        ({"results": [{"id": ID}]}, "Hi", "several targets: pick one"),
        ({"targets": [{"id": ID}]}, "Hi", "several targets: pick one"),
        ({"action": "delete", "target": {"id": ID}}, "Hi", "was deleted"),
    ],
)
def test_no_action(target: Any, message: Any, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        notification_target(target, message)
    assert text in str(caught.value)


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
            'has 2 targets called "On call" (email_target, yammer_target): give the type',
        ),
    ],
)
def test_no_merge(standard: Any, account: Any, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        merge_targets(standard, account)
    assert text in str(caught.value)
