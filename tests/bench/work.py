# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What contenders are to bring about, and what the account holds before."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.tests import scale
from ansible_collections.community.zendesk.tests.scale import Item, Lists

from .plan import ACCOUNT, Group

_FIRST_ID = 360000217439
# Of what rules name. Far from those that the account gives.
_FIRST_OTHER_ID = 1900000000000
_OTHERS = 100000


def wanted_lists(group: Group) -> Lists:
    """The lists that every contender is to bring about."""
    if group.subject == ACCOUNT:
        return scale.configuration(group.size)
    return {"targets": wanted_targets(group.size)}


def wanted_targets(size: int) -> list[Item]:
    """A set of targets."""
    return [
        {
            "title": "Sample %d" % number,
            "type": "email_target",
            "email": "team-%d@example.com" % number,
            "subject": "News for team %d" % number,
        }
        for number in range(size)
    ]


def existing_lists(group: Group, wanted: Lists) -> Lists:
    """What the account holds before a run."""
    if group.subject == ACCOUNT:
        return _existing_account(group.situation, wanted)
    return {"targets": existing_targets(group.situation, wanted["targets"])}


def existing_targets(situation: str, wanted: list[Item]) -> list[Item]:
    """The targets before a run."""
    if situation == "create":
        return []
    drifts = situation in ("drift", "check")
    return [
        {**target, "id": _FIRST_ID + number}
        | ({"subject": "Changed by hand"} if drifts and number % 10 == 0 else {})
        for number, target in enumerate(wanted)
    ]


def _existing_account(situation: str, wanted: Lists) -> Lists:
    if situation in ("create", "check"):
        return {kind: [] for kind in wanted}
    ids = {**OTHER_IDS, **_ids_of(wanted)}
    found: Lists = {}
    for kind, items in wanted.items():
        found[kind] = []
        for number, item in enumerate(items):
            record = scale.stored(kind, item, lambda *names: ids[names])
            if situation == "drift" and number % 10 == 0:
                record = scale.drifted(kind, record)
            found[kind].append({**record, "id": ids[kind, scale.name_of(kind, item)]})
    return found


def _ids_of(wanted: Lists) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for place, (kind, items) in enumerate(wanted.items()):
        for number, item in enumerate(items):
            record_id: Any = _FIRST_OTHER_ID + (place + 1) * _OTHERS + number
            if kind == "webhooks":
                # Theirs are texts of 26 characters.
                record_id = "01HANAHFR0%016d" % number
            elif kind == "trigger_categories":
                record_id = str(record_id)
            found[kind, scale.name_of(kind, item)] = record_id
    return found


def _others() -> Lists:
    """What rules name and no contender manages, with IDs."""
    numbers = iter(range(_FIRST_OTHER_ID, _FIRST_OTHER_ID + _OTHERS))
    return {
        kind: [{**record, "id": next(numbers)} for record in records]
        for kind, records in scale.surroundings().items()
    }


OTHERS = _others()
OTHER_IDS = {
    (kind, scale.name_of(kind, record)): record["id"]
    for kind, records in OTHERS.items()
    for record in records
}
