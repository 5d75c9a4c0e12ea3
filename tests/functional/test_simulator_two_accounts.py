# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two simulated accounts whose IDs have nothing in common but those of locales."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
import requests

from ansible_collections.community.zendesk.tests.functional.test_simulator import assert_refused
from ansible_collections.community.zendesk.tests.lookups import ADMIN, API, LISTS, ask, names
from ansible_collections.community.zendesk.tests.simulator.account import DEFAULT_SEED, Account
from ansible_collections.community.zendesk.tests.simulator.ids import FIRST_ID, moved
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

FAR = 10**15


@pytest.fixture
def other() -> Iterator[Simulator]:
    running = Simulator(first_id=FAR).start()
    yield running
    running.stop()


def ids_in(value: Any) -> Iterator[Any]:
    """All IDs in an answer, references included, but not those of locales."""
    if isinstance(value, list):
        for each in value:
            yield from ids_in(each)
    if not isinstance(value, dict):
        return
    for name, content in value.items():
        if name == "locale_ids" or name.endswith("locale_id"):
            continue
        if isinstance(content, int) and (name == "id" or name.endswith("_id")):
            yield content
        elif name.endswith("_ids"):
            yield from content
        else:
            yield from ids_in(content)


def test_their_default_seeds_share_no_id(simulator: Simulator, other: Simulator) -> None:
    for kind, (path, key) in LISTS.items():
        one, two = (ask(each, path).json()[key] for each in (simulator, other))
        assert names(simulator, path) == names(other, path) != []
        if kind == "locales":
            # Zendesk has given them, not the account.
            assert [each["id"] for each in one] == [each["id"] for each in two]
        else:
            assert set(ids_in(one)) - set(ids_in(two)) == set(ids_in(one)) != set()
    settings = [ask(each, "account/settings").json() for each in (simulator, other)]
    assert [*ids_in(settings[0])] != [*ids_in(settings[1])]


def test_what_is_new_has_other_ids_as_well(other: Simulator) -> None:
    target = {"title": "A", "type": "email_target", "email": "a@example.com", "subject": "A"}
    body = {"target": target}
    made = requests.post(other.url + API + "targets", json=body, headers=ADMIN, timeout=10).json()
    assert made["target"]["id"] == FAR
    webhooks = [Account(first_id=first).resources["webhooks"] for first in (FIRST_ID, FAR)]
    texts = [each.put({"name": "A", "endpoint": "https://example.com"})["id"] for each in webhooks]
    assert len(set(texts)) == 2


def test_ids_that_are_given_stay() -> None:
    seed = {"groups": [{"id": 7, "name": "A"}, {"name": "B"}]}
    account = Account(seed, first_id=FAR)
    assert list(account.resources["groups"].records) == [7, FAR]
    assert list(account.resources["brands"].records) == [1500000550682 + FAR - FIRST_ID]


def test_references_move_along() -> None:
    seed = {
        "id": 1,
        "default_group_id": 2,
        "custom_role_id": None,
        "locale_id": 1,
        "default_locale_id": 1,
        "ticket_form_ids": [3],
        "custom_field_options": ({"id": 4, "value": "5"},),
    }
    assert moved(seed, 10) == {
        "id": 11,
        "default_group_id": 12,
        "custom_role_id": None,
        "locale_id": 1,
        "default_locale_id": 1,
        "ticket_form_ids": [13],
        "custom_field_options": [{"id": 14, "value": "5"}],
    }


def test_a_seed_is_not_changed_by_an_account() -> None:
    before = str(DEFAULT_SEED)
    Account(first_id=FAR).resources["users"].put({"role": "agent"})
    assert str(DEFAULT_SEED) == before


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--first-id", "0"], "the first id must be a whole number from 1 on"),
        (["--first-id", "x"], "invalid int value"),
        (["--switch", 'lookup_twins="refuse"', "--seed"], "A has already been taken"),
    ],
)
def test_wrong_options(options: list[str], says: str, tmp_path: Any) -> None:
    if options[-1] == "--seed":
        seed = tmp_path / "seed.json"
        seed.write_text('{"ticket_forms": [{"name": "A"}, {"name": "A"}]}')
        options = [*options, str(seed)]
    assert_refused(options, says, tmp_path)
