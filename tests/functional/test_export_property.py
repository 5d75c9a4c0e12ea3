# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random accounts: what is exported changes nothing there, and makes the same account elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.zendesk.plugins.filter.export_targets import export_targets
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import (
    Attribute,
    Variant,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._value_types import (
    BOOLEAN,
    FLAG,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import (
    TARGETS,
    TYPES,
)
from ansible_collections.community.zendesk.tests.exported import NASTY, fill_in, load, secrets_of
from ansible_collections.community.zendesk.tests.random_examples import examples
from ansible_collections.community.zendesk.tests.samples import writable
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

TEXTS = st.one_of(st.sampled_from(NASTY), st.text(min_size=1, max_size=20)).filter(str.strip)
SECRETS = st.uuids().map("canary-{}".format)
# A title that others have, one that makes the same variable, or any other.
TITLES = st.one_of(st.sampled_from(["Same", "same!", "  "]), TEXTS)
# What an account may hold that this collection does not know, or does not take.
ODD = st.one_of(st.integers(), st.none(), TEXTS, st.lists(TEXTS, max_size=2))


def values(attribute: Attribute) -> st.SearchStrategy[Any]:
    if attribute.type.secret:
        return SECRETS
    if attribute.type.choices:
        return st.sampled_from(attribute.type.choices)
    if attribute.type in (BOOLEAN, FLAG):
        return st.booleans() if attribute.type == BOOLEAN else st.sampled_from(["0", "1"])
    return st.one_of(TEXTS, st.integers(0, 10**12))


def targets_of(entry: Variant) -> st.SearchStrategy[dict[str, Any]]:
    attributes = {a.name: values(a) for a in writable(entry)}
    required = [a.name for a in writable(entry) if a.required]
    kinds = st.sampled_from((entry.name, *entry.aliases))
    common = {"title": TITLES, "type": kinds, "active": st.booleans()}
    whole = st.fixed_dictionaries(
        dict(common, **{name: attributes[name] for name in required}),
        optional={name: attributes[name] for name in attributes if name not in required},
    )
    # Not all that Zendesk has stored over the years is what it takes today.
    odd = {
        a.name: values(a) if a.type.secret else st.one_of(values(a), ODD) for a in writable(entry)
    }
    odd.update(not_in_the_table=ODD, auth_key=SECRETS)
    return st.one_of(whole, st.fixed_dictionaries(common, optional=odd))


UNKNOWN = st.fixed_dictionaries(
    {"title": TITLES, "type": st.just("twilio_target"), "active": st.booleans(), "from": ODD},
    optional={"auth_token": SECRETS},
)
ACCOUNTS = st.lists(st.one_of(*map(targets_of, TYPES), UNKNOWN), max_size=6)


@pytest.fixture
def second() -> Iterator[Simulator]:
    """A second account."""
    running = Simulator().start()
    yield running
    running.stop()


@examples(150)
@given(account=ACCOUNTS)
def test_round_trip(
    account: list[dict[str, Any]],
    simulator: Simulator,
    second: Simulator,
    run: Run,
    tmp_path: Path,
) -> None:
    for one in (simulator, second):
        one.account.targets.clear()
        one.journal.clear()
    for target in account:
        simulator.account.put_target(dict(target))
    exported = export(run)
    stored = list(simulator.account.targets.values())
    assert "canary" not in exported["targets"] + exported["vault"]
    assert_all_is_told(exported["targets"], stored)
    items, variables = read(exported["targets"], stored, tmp_path)
    result = run("zendesk_targets", check=True, targets=items, **variables)
    assert not result.get("failed"), result["msg"]
    assert result["changed"] is False
    # Each target has an item of its own, so pruning would spare it.
    assert sorted(entry["id"] for entry in result["results"]) == sorted(simulator.account.targets)
    assert {call.split()[0] for call in simulator.calls} == {"GET"}

    there = {"zendesk_url": second.url}
    copied = [item for item in items if "id" not in item]
    result = run("zendesk_targets", targets=copied, **variables, **there)
    assert not result.get("failed"), result["msg"]
    again, _variables = read(
        export(run, **there)["targets"], list(second.account.targets.values()), tmp_path
    )
    assert list(map(comparable, again)) == list(map(comparable, copied))


def export(run: Run, **connection: Any) -> dict[str, Any]:
    result = run("zendesk_target_info", gather=["usage", "secrets"], **connection)
    return export_targets(result["targets"], "acme")


def read(
    text: str, stored: list[dict[str, Any]], folder: Path
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The items of an export, filled in, and the other options of the run."""
    raw = load(text, folder)
    secrets = secrets_of(raw["zendesk_targets_account"], stored)
    variables = fill_in(raw, secrets)
    assert set(variables) == {"zendesk_targets_account", "zendesk_targets_update_secrets"}
    update_secrets = variables["zendesk_targets_update_secrets"]
    return variables["zendesk_targets_account"], {"update_secrets": update_secrets}


def assert_all_is_told(text: str, stored: list[dict[str, Any]]) -> None:
    parts = re.split(r"^  # id (\d+)", text, flags=re.MULTILINE)
    blocks = dict(zip(map(int, parts[1::2]), parts[2::2]))
    assert set(blocks) == {target["id"] for target in stored}
    for target in stored:
        block = blocks[target["id"]]
        for name, value in target.items():
            if name in ("auth_token", "auth_key"):
                assert name in block
            elif value not in (None, "") and name not in ("id", "created_at"):
                assert re.search(r"^ +(- |# *\{?)?%s: ." % name, block, re.MULTILINE), name


def comparable(item: dict[str, Any]) -> dict[str, Any]:
    return dict(item, type=TARGETS.canonical(item["type"]))
