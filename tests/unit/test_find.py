# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which record each item of a set gets, whatever the order of the items."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._find import Assignment
from ansible_collections.community.zendesk.plugins.module_utils._core._record import Desired, Record
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.module_utils._http._errors import PlanError
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.module_utils._resources._webhooks import WEBHOOKS

MAIL, JIRA = "email_target", "jira_target"
EVENT = ["zen:event-type:user.created"]
# Items that a case shows as an error say this.
ERROR = object()


def target(number: int, title: str, kind: str = MAIL) -> dict[str, Any]:
    return {"id": number, "title": title, "type": kind}


def webhook(number: int, name: str, endpoint: str = "https://a", **more: Any) -> dict[str, Any]:
    return {"id": str(number), "name": name, "endpoint": endpoint, **more}


# Records, and pairs of an item and the ID of its record (None: it has none).
Case = "tuple[list[dict[str, Any]], list[tuple[dict[str, Any], Any]]]"
OF_TARGETS: dict[str, Any] = {
    "by name": ([target(1, "A"), target(2, "B")], [({"title": "B"}, 2), ({"title": "C"}, None)]),
    "by ID, before anything else": (
        [target(1, "A"), target(2, "A")],
        [({"title": "A"}, 1), ({"id": 2}, 2)],
    ),
    "by name and type": (
        [target(1, "A", JIRA), target(2, "A")],
        [({"title": "A", "type": MAIL}, 2), ({"title": "A", "type": JIRA}, 1)],
    ),
    "what is left of a name": (
        [target(1, "A", JIRA), target(2, "A")],
        [({"title": "A", "type": MAIL}, 2), ({"id": 1, "title": "A"}, 1)],
    ),
    "of another type": ([target(1, "A", JIRA)], [({"title": "A", "type": MAIL}, 1)]),
    "of another type, which is absent": (
        [target(1, "A", JIRA)],
        [({"title": "A", "type": MAIL, "state": "absent"}, None)],
    ),
    "of a type that another item wants": (
        [target(1, "A", JIRA)],
        [({"title": "A", "type": MAIL}, None), ({"title": "A", "type": JIRA}, 1)],
    ),
    "several of one name": ([target(1, "A"), target(2, "A")], [({"title": "A"}, ERROR)]),
    "renamed": ([target(1, "A")], [({"title": "B", "previous_title": ["A"]}, 1)]),
    "renamed before": ([target(1, "B")], [({"title": "B", "previous_title": ["A"]}, 1)]),
    "renamed, and another one made": (
        [target(1, "A")],
        [({"title": "B", "previous_title": ["A"]}, 1), ({"title": "A"}, None)],
    ),
    "renamed one after the other": (
        [target(1, "A"), target(2, "B"), target(3, "C")],
        [
            ({"title": "B", "previous_title": ["A"]}, 1),
            ({"title": "C", "previous_title": ["B"]}, 2),
            ({"title": "D", "previous_title": ["C"]}, 3),
        ],
    ),
    "a former name of one type": (
        [target(1, "A", JIRA), target(2, "A")],
        [({"title": "B", "type": MAIL, "previous_title": ["A"]}, 2)],
    ),
    "two former names": (
        [target(1, "A"), target(2, "B")],
        [({"title": "C", "previous_title": ["A", "B"]}, ERROR)],
    ),
    "both names": (
        [target(1, "A"), target(2, "B")],
        [({"title": "B", "previous_title": ["A"]}, ERROR)],
    ),
    "both names, and the other is another item's": (
        [target(1, "A"), target(2, "B")],
        [({"title": "B", "previous_title": ["A"]}, 2), ({"title": "A"}, 1)],
    ),
    "an absent one is not renamed": (
        [target(1, "A")],
        [({"title": "B", "previous_title": ["A"], "state": "absent"}, None)],
    ),
    "names that are swapped by ID": (
        [target(1, "A"), target(2, "B")],
        [({"id": 1, "title": "B"}, 1), ({"id": 2, "title": "A"}, 2)],
    ),
    "a name that an ID gives up": (
        [target(1, "A")],
        [({"id": 1, "title": "B"}, 1), ({"title": "A"}, None)],
    ),
    "a name that an ID keeps": ([target(1, "A")], [({"id": 1}, 1), ({"title": "A"}, ERROR)]),
}
OF_WEBHOOKS: dict[str, Any] = {
    "by name and endpoint": (
        [webhook(1, "A"), webhook(2, "A", "https://b")],
        [
            ({"name": "A", "endpoint": "https://b"}, "2"),
            ({"name": "A", "endpoint": "https://a"}, "1"),
        ],
    ),
    "an endpoint that changes": (
        [webhook(1, "A")],
        [({"name": "A", "endpoint": "https://b"}, "1")],
    ),
    "an endpoint that another item wants": (
        [webhook(1, "A")],
        [
            ({"name": "A", "endpoint": "https://b"}, None),
            ({"name": "A", "endpoint": "https://a"}, "1"),
        ],
    ),
    "several, and none at the endpoint": (
        [webhook(1, "A"), webhook(2, "A", "https://b")],
        [({"name": "A", "endpoint": "https://c"}, ERROR)],
    ),
    "by name and connection method": (
        [webhook(1, "A"), webhook(2, "A", subscriptions=EVENT)],
        [({"name": "A", "subscriptions": EVENT}, "2")],
    ),
    "renamed": ([webhook(1, "A")], [({"name": "B", "previous_name": ["A"]}, "1")]),
}
CASES = [
    *((TARGETS, *case) for case in OF_TARGETS.values()),
    *((WEBHOOKS, *case) for case in OF_WEBHOOKS.values()),
]


@pytest.mark.parametrize(
    ("resource", "existing", "expected"),
    CASES,
    ids=[*OF_TARGETS, *("webhook " + n for n in OF_WEBHOOKS)],
)
def test_each_item_has_its_record(
    resource: Resource, existing: list[dict[str, Any]], expected: list[Any]
) -> None:
    records = [Record(resource, values) for values in existing]
    for order in itertools.permutations(expected):
        items = [Desired(resource, dict(options)) for options, _record in order]
        found = Assignment(items, records)
        assert [record_of(found, at) for at in range(len(items))] == [each[1] for each in order]


def record_of(found: Assignment, at: int) -> Any:
    try:
        record = found.record_of(at)
    except PlanError:
        return ERROR
    return record and record.id
