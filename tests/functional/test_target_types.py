# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every type through every transition, against the simulator: results, diffs and requests.

Each step runs in check mode first: no write, and the same C(changed) and diff as the real run.
"""

from __future__ import annotations

from typing import Any, Callable

import pytest

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
from ansible_collections.community.zendesk.tests.samples import (
    attribute_cases,
    complete,
    minimal,
    optional_cases,
    value,
    writable,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

MASK = "********"
LIST = "GET /api/v2/targets"
SAMPLE_ID = 360000217439
ONE = "/api/v2/targets/%d" % SAMPLE_ID
GUARD = ["GET /api/v2/triggers", "GET /api/v2/automations"]

types = pytest.mark.parametrize("entry", TYPES, ids=[entry.name for entry in TYPES])


@pytest.fixture
def step(simulator: Simulator, run: Run) -> Run:
    """Run in check mode, then for real, and hold the two against each other."""

    def both(**arguments: Any) -> dict[str, Any]:
        simulator.journal.clear()
        before = repr(simulator.account.targets)
        predicted = run(check=True, **arguments)
        reads = simulator.calls
        assert repr(simulator.account.targets) == before
        simulator.journal.clear()
        result = run(**arguments)
        assert not result.get("failed"), result
        for key in ("changed", "diff", "action", "secrets_sent", "warnings"):
            assert predicted[key] == result[key], key
        entry = TARGETS.find_variant((result["target"] or {}).get("type"))
        if result["action"] == "update" and "id" not in arguments:
            # Planned anew from what it is right before the write.
            reads.append("GET " + ONE)
        if result["action"] == "create" and entry and entry.retired:
            reads.append(LIST)
        assert reads == [call for call in simulator.calls if call.startswith("GET ")]
        assert_predicted(predicted["target"], result["target"])
        return result

    return both


def assert_predicted(predicted: dict[str, Any] | None, real: dict[str, Any] | None) -> None:
    """What check mode foretold is what came; of what it left out it said nothing."""
    assert (predicted is None) == (real is None)
    for name, foretold in (predicted or {}).items():
        found = (real or {})[name]
        alias = {foretold, found} == {"http_target", "url_target_v2"}
        assert alias or found == foretold or not (found or foretold), name


def sent(simulator: Simulator) -> dict[str, Any]:
    """The body of the last write."""
    writes = [entry for entry in simulator.journal.entries if entry["method"] != "GET"]
    body = writes[-1]["body"]["target"]
    assert isinstance(body, dict)
    return body


def on_wire(attribute: Attribute, wanted: Any) -> Any:
    if attribute.type == FLAG:
        return "1" if wanted else "0"
    return wanted


def expected_body(entry: Variant, wanted: dict[str, Any], secrets: bool = True) -> dict[str, Any]:
    """The whole object as the journal shows it."""
    body = {"title": wanted["title"], "type": entry.name, "active": True}
    for attribute in writable(entry):
        if attribute.name not in wanted or (attribute.write_only and not secrets):
            continue
        shown = MASK if attribute.type.secret else on_wire(attribute, wanted[attribute.name])
        body[attribute.name] = shown
    return body


def write_only_names(entry: Variant) -> list[str]:
    return sorted(attribute.name for attribute in entry.attributes if attribute.write_only)


@types
def test_create(entry: Variant, simulator: Simulator, step: Run) -> None:
    wanted = complete(entry)
    result = step(**wanted)
    assert (result["changed"], result["action"]) == (True, "create")
    # An account may not list what is retired.
    assert simulator.calls == [LIST, "POST /api/v2/targets", *([LIST] if entry.retired else [])]
    assert sent(simulator) == expected_body(entry, wanted)
    assert result["diff"]["before"] == {}
    assert result["target"]["id"] == SAMPLE_ID
    secrets = {a.name for a in writable(entry) if a.type.secret}
    assert result["secrets_sent"] == sorted(secrets)
    assert not secrets & set(result["target"])
    stored = simulator.account.targets[SAMPLE_ID]
    for attribute in writable(entry):
        assert stored[attribute.name] == on_wire(attribute, wanted[attribute.name])


@types
def test_create_with_mandatory_attributes_alone(
    entry: Variant, simulator: Simulator, step: Run
) -> None:
    wanted = minimal(entry)
    assert step(**wanted)["changed"]
    assert sent(simulator) == expected_body(entry, wanted)


@types
@pytest.mark.parametrize("make", [complete, minimal])
def test_second_run_changes_nothing(
    entry: Variant, make: Any, simulator: Simulator, step: Run
) -> None:
    wanted = dict(make(entry), update_secrets="on_create")
    step(**wanted)
    result = step(**wanted)
    assert (result["changed"], result["action"]) == (False, "none")
    assert simulator.calls == [LIST]
    assert result["diff"]["before"] == result["diff"]["after"]


@types
def test_second_run_sends_write_only_secrets_always(
    entry: Variant, simulator: Simulator, step: Run
) -> None:
    wanted = complete(entry)
    step(**wanted)
    result = step(**wanted)
    hidden = write_only_names(entry)
    assert result["changed"] == bool(hidden)
    if hidden:
        assert simulator.calls == [LIST, "GET " + ONE, "PUT " + ONE]
        assert dict(sent(simulator), type=entry.name) == expected_body(entry, wanted)
        assert set(hidden) <= set(result["secrets_sent"])
        before, after = result["diff"]["before"], result["diff"]["after"]
        assert after.pop("secrets_sent") == result["secrets_sent"]
        assert before == after
        assert [before[name] for name in hidden] == [MASK] * len(hidden)


@pytest.mark.parametrize(("type_name", "name"), attribute_cases())
def test_change_of_one_attribute(
    type_name: str, name: str, simulator: Simulator, step: Run
) -> None:
    entry = TARGETS.find_variant(type_name)
    assert entry
    attribute = TARGETS.attributes_of(entry)[name]
    wanted = dict(complete(entry), update_secrets="on_create")
    step(**wanted)
    other = value(attribute, other=True)
    policy = "always" if attribute.write_only else "on_create"
    result = step(**dict(wanted, update_secrets=policy, **{name: other}))
    assert (result["changed"], result["action"]) == (True, "update")
    assert simulator.calls == [LIST, "GET " + ONE, "PUT " + ONE]
    expected = expected_body(entry, dict(wanted, **{name: other}), secrets=attribute.write_only)
    assert dict(sent(simulator), type=entry.name) == expected
    assert simulator.account.targets[SAMPLE_ID][name] == on_wire(attribute, other)
    before, after = result["diff"]["before"], result["diff"]["after"]
    after.pop("secrets_sent", None)
    changed = [key for key in after if before.get(key) != after[key]]
    assert changed == ([] if attribute.type.secret else [name])
    if attribute.type.secret:
        assert name in result["secrets_sent"]


@pytest.mark.parametrize(("type_name", "name"), optional_cases())
def test_clear_of_one_attribute(type_name: str, name: str, simulator: Simulator, step: Run) -> None:
    entry = TARGETS.find_variant(type_name)
    assert entry
    attribute = TARGETS.attributes_of(entry)[name]
    wanted = dict(complete(entry), update_secrets="on_create")
    step(**wanted)
    nothing = False if attribute.type in (BOOLEAN, FLAG) else ""
    policy = "always" if attribute.write_only else "on_create"
    result = step(**dict(wanted, update_secrets=policy, **{name: nothing}))
    assert result["changed"]
    assert simulator.calls == [LIST, "GET " + ONE, "PUT " + ONE]
    assert sent(simulator)[name] == on_wire(attribute, nothing)
    assert simulator.account.targets[SAMPLE_ID][name] == on_wire(attribute, nothing)
    if not attribute.write_only:
        assert not step(**dict(wanted, **{name: nothing}))["changed"]


@types
def test_delete(entry: Variant, simulator: Simulator, step: Run) -> None:
    wanted = complete(entry)
    step(**wanted)
    result = step(**wanted, state="absent")
    assert (result["changed"], result["action"]) == (True, "delete")
    assert simulator.calls == [LIST, *GUARD, "DELETE " + ONE]
    assert (result["target"]["id"], result["diff"]["after"]) == (SAMPLE_ID, {})
    again = step(**wanted, state="absent")
    assert (again["changed"], again["target"]) == (False, None)
    assert simulator.calls == [LIST]


@types
def test_delete_by_force_does_not_look_at_rules(
    entry: Variant, simulator: Simulator, step: Run
) -> None:
    step(**complete(entry))
    assert step(title="Sample", state="absent", force=True)["changed"]
    assert simulator.calls == [LIST, "DELETE " + ONE]


@types
def test_change_by_id_reads_that_target_alone(
    entry: Variant, simulator: Simulator, step: Run
) -> None:
    step(**complete(entry))
    result = step(id=SAMPLE_ID, title="Renamed", active=False)
    assert result["changed"]
    assert simulator.calls == ["GET " + ONE, "PUT " + ONE]
    expected = dict(expected_body(entry, complete(entry)), title="Renamed", active=False)
    secrets = {a.name for a in entry.attributes if a.type.secret}
    # Secrets that were not given again are not sent; Zendesk keeps them.
    assert dict(sent(simulator), type=entry.name) == {
        name: content for name, content in expected.items() if name not in secrets
    }
    stored = simulator.account.targets[SAMPLE_ID]
    assert [stored[name] for name in sorted(secrets)] == [
        complete(entry)[name] for name in sorted(secrets)
    ]
    assert not step(id=SAMPLE_ID, title="Renamed", active=False)["changed"]
    assert simulator.calls == ["GET " + ONE]


@types
def test_delete_by_id(entry: Variant, simulator: Simulator, step: Run) -> None:
    step(**complete(entry))
    assert step(id=SAMPLE_ID, state="absent")["changed"]
    assert simulator.calls == ["GET " + ONE, *GUARD, "DELETE " + ONE]
    assert not step(id=SAMPLE_ID, state="absent")["changed"]
    assert simulator.calls == ["GET " + ONE]


@types
def test_deactivation_is_sent_and_seen(entry: Variant, simulator: Simulator, step: Run) -> None:
    wanted = dict(complete(entry), update_secrets="on_create")
    step(**wanted, active=False)
    assert sent(simulator)["active"] is False
    # Not given means not touched.
    assert not step(**wanted)["changed"]
    result = step(**wanted, active=True)
    assert result["changed"]
    assert (result["diff"]["before"]["active"], result["diff"]["after"]["active"]) == (False, True)


@types
def test_a_retired_type_works_and_warns_once(entry: Variant, step: Run) -> None:
    result = step(**complete(entry))
    if entry.retired:
        (warning,) = result["warnings"]
        assert entry.name in warning
        assert entry.retired in warning
        assert entry.replacement in warning
    else:
        assert result["warnings"] == []
