# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Anything for arguments, anything for answers: always a result or a message, never a traceback."""

from __future__ import annotations

import json
import operator
import os
import socket
from typing import Any, Callable, Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    audit_options,
    config_info_options,
    config_options,
    connection_options,
    many_options,
    policy_options,
    record_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.module_utils._resources._automations import (
    AUTOMATIONS,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.module_utils._resources._trigger_categories import (
    TRIGGER_CATEGORIES,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._triggers import TRIGGERS
from ansible_collections.community.zendesk.plugins.module_utils._resources._webhooks import WEBHOOKS
from ansible_collections.community.zendesk.tests.random_examples import REPEATABLE, sampled
from ansible_collections.community.zendesk.tests.running import run_module
from ansible_collections.community.zendesk.tests.simulator.account import Account
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

# A longer search, another one each time: FUZZ_TIMES=20 make units ARGS=tests/functional/test_fuzz.py
TIMES = int(os.environ.get("FUZZ_TIMES", "1"))


def fuzz(count: int) -> settings:
    return settings(
        REPEATABLE,
        max_examples=sampled(count) * TIMES,
        derandomize=TIMES == 1,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
        ],
    )


EMAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
HOOK = {
    "title": "Hook",
    "type": "http_target",
    "target_url": "https://example.com",
    "method": "post",
    "content_type": "application/json",
    "password": "marker-password",
}
ID = 360000217439

TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", " ", "\x00", "é \U0001f514", "{{ticket.id}}", "1e999", "NaN"]),
    st.builds(lambda count: "x" * count, st.sampled_from([300, 70_000])),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**62), 2**62), st.just(ID), st.floats(), TEXTS
)
NESTED = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
BIG = st.sampled_from([2**63, -(10**30)])
# Ansible itself breaks, before a module starts, on half a surrogate pair, on a number that no float
# takes and on a big one in a list that should be a number: these are for answers alone.
GIVEN = st.one_of(NESTED, BIG)
JUNK = st.one_of(NESTED, BIG, st.sampled_from([10**400, [2**63], "\ud800", ["\udfff"]]))


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    client = {"client_id": "ansible", "client_secret": "marker-secret"}
    running = Simulator({"oauth_clients": [client]}, webhook_rate_limit=0).start()
    yield running
    running.stop()


def ended_well(result: dict[str, Any]) -> None:
    """It left with a result that says what it has to say."""
    if result.get("failed"):
        assert isinstance(result["msg"], str)
        assert result["msg"].strip()
    assert "exception" not in result
    assert "marker" not in json.dumps({k: v for k, v in result.items() if k != "invocation"})


# --- arguments


def some_of(spec: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some options of a spec, with values that may fit or not, now and then an unknown one."""
    values = {name: st.one_of(GIVEN, _fitting(option)) for name, option in spec.items()}
    return st.one_of(
        st.lists(st.sampled_from(sorted(values)), max_size=5, unique=True).flatmap(
            lambda names: st.fixed_dictionaries({name: values[name] for name in names})
        ),
        st.dictionaries(
            st.text(max_size=8).filter(lambda name: not name.startswith("_ansible")),
            GIVEN,
            max_size=1,
        ),
    )


def _fitting(option: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "choices" in option:
        return st.sampled_from(option["choices"])
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "bool": st.booleans(),
        "int": st.sampled_from([ID, 1, 2]),
        "list": st.lists(st.sampled_from(["email_target", "On call", str(ID)]), max_size=2),
    }
    return kinds.get(option["type"], st.sampled_from(["On call", "Hook", "x", "{{ticket.id}}"]))


GOOD_OR_NOT = st.sampled_from(
    [EMAIL, HOOK, {"title": "On call", "state": "absent"}, {"id": ID}, {}]
)
ITEMS = st.one_of(
    st.builds(lambda good, bad: {**good, **bad}, GOOD_OR_NOT, some_of(record_options(TARGETS))),
    GIVEN,
)
SETS = st.one_of(st.lists(ITEMS, max_size=3), st.lists(st.lists(ITEMS, max_size=2)), GIVEN)
ARGUMENTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "zendesk_target": st.builds(
        lambda good, bad: {**good, **bad},
        GOOD_OR_NOT,
        some_of(dict(record_options(TARGETS), **policy_options(TARGETS))),
    ),
    "zendesk_targets": st.builds(
        lambda targets, options: {"targets": targets, **options},
        SETS,
        some_of(dict(many_options(TARGETS), **policy_options(TARGETS))),
    ),
    "zendesk_target_info": some_of(
        {name: record_options(TARGETS)[name] for name in ("id", "title", "type", "active")}
    ),
    "zendesk_audit_info": st.builds(
        lambda targets, options: {"targets": targets, **options},
        SETS,
        some_of(audit_options([TARGETS], ("usage", "failures"), ())),
    ),
}
WEBHOOK_ID = "01HANAHFR00000000000000017"
WEBHOOK = {
    "name": "Hook",
    "endpoint": "https://example.com",
    "http_method": "POST",
    "request_format": "json",
}
LOGIN = {"type": "bearer_token", "token": "marker-token"}
AUTHENTICATION = st.one_of(
    st.sampled_from([LOGIN, {"type": "none"}, {"type": "basic_auth", "username": "x"}]),
    st.builds(
        lambda good, bad: {**good, **bad},
        st.just(LOGIN),
        st.dictionaries(st.sampled_from(["type", "username", "token", "x"]), GIVEN, max_size=2),
    ),
    GIVEN,
)
FEATURES = st.fixed_dictionaries(
    {},
    optional={
        "authentication": AUTHENTICATION,
        "custom_headers": st.one_of(
            st.dictionaries(st.sampled_from(["X-A", "x-a", "X-Key"]), GIVEN, max_size=3), GIVEN
        ),
        "subscriptions": st.one_of(
            st.lists(st.sampled_from(["conditional_ticket_events", "zen:event-type:x"])), GIVEN
        ),
        "previous_name": st.one_of(st.sampled_from(["Other", ["Other", "Hook"]]), GIVEN),
    },
)
ARGUMENTS["zendesk_webhook"] = st.builds(
    lambda good, more, bad: {**good, **more, **bad},
    st.sampled_from([WEBHOOK, {"name": "Hook", "state": "absent"}, {"id": WEBHOOK_ID}, {}]),
    FEATURES,
    some_of({**record_options(WEBHOOKS), **policy_options(WEBHOOKS)}),
)
ARGUMENTS["zendesk_webhook_info"] = some_of(
    {name: record_options(WEBHOOKS)[name] for name in ("id", "name", "status")}
)
RULE_ID, CATEGORY_ID = 360000217999, "360000217997"
NEW = {"field": "status", "operator": "is", "value": "new"}
OPEN = {"field": "status", "value": "open"}
RULE: dict[str, Any] = {
    "title": "Tell",
    "conditions": {"all": [NEW, {"field": "NEW", "operator": "is", "value": "5"}]},
    "actions": [OPEN],
}
RULE_TRIGGER = {**RULE, "conditions": {"all": [NEW]}}
REFERENCES = st.one_of(
    st.dictionaries(
        st.sampled_from(["group", "user", "target", "webhook", "option", "ticket_field", "type"]),
        st.one_of(st.sampled_from(["Support", "On call", "Hook", "a@example.com"]), GIVEN),
        min_size=1,
        max_size=2,
    ),
    st.just({"group": "Support"}),
)


def entries(fields: list[str]) -> st.SearchStrategy[Any]:
    """Conditions or actions: some that are good, and others."""
    value = st.one_of(
        REFERENCES, GIVEN, st.lists(st.one_of(REFERENCES, GIVEN), max_size=3), st.just("open")
    )
    return st.one_of(
        st.fixed_dictionaries(
            {"field": st.one_of(st.sampled_from(fields), GIVEN, REFERENCES), "value": value},
            optional={"operator": st.one_of(st.sampled_from(["is", "changed"]), GIVEN), "x": GIVEN},
        ),
        st.just(OPEN),
        GIVEN,
    )


CONDITION_NAMES = ["group_id", "status", "role", "requester.custom_fields.x", "current_tags"]
ACTION_NAMES = ["notification_user", "notification_target", "notification_webhook", "set_tags"]
ENTRIES = st.one_of(st.lists(entries(CONDITION_NAMES), max_size=3), GIVEN)
RULE_FEATURES = st.fixed_dictionaries(
    {},
    optional={
        "conditions": st.one_of(
            st.dictionaries(st.sampled_from(["all", "any"]), ENTRIES, max_size=2), GIVEN
        ),
        "actions": st.one_of(
            st.lists(entries([*CONDITION_NAMES, *ACTION_NAMES]), max_size=3), GIVEN
        ),
        "previous_title": st.one_of(st.sampled_from(["Other", ["Other", "Tell"]]), GIVEN),
    },
)
for _resource, _good in ((TRIGGERS, RULE_TRIGGER), (AUTOMATIONS, RULE)):
    ARGUMENTS["zendesk_" + _resource.endpoint.kind] = st.builds(
        lambda good, more, bad: {**good, **more, **bad},
        st.sampled_from([_good, {"title": "Tell", "state": "absent"}, {"id": RULE_ID}, {}]),
        RULE_FEATURES,
        some_of({**record_options(_resource), **policy_options(_resource)}),
    )
    ARGUMENTS["zendesk_%s_info" % _resource.endpoint.kind] = st.builds(
        lambda more, bad: {**more, **bad},
        st.fixed_dictionaries(
            {},
            optional={
                "uses": st.one_of(
                    REFERENCES, st.lists(REFERENCES, max_size=2), st.just({"group_id": 5}), GIVEN
                ),
                "resolve_names": st.one_of(st.booleans(), GIVEN),
                "category": st.one_of(st.just("A"), GIVEN),
            },
        ),
        some_of({name: record_options(_resource)[name] for name in ("id", "title", "active")}),
    )
ARGUMENTS["zendesk_trigger_category"] = st.builds(
    lambda good, bad: {**good, **bad},
    st.sampled_from([{"name": "A"}, {"name": "A", "state": "absent"}, {"id": CATEGORY_ID}, {}]),
    some_of({**record_options(TRIGGER_CATEGORIES), **policy_options(TRIGGER_CATEGORIES)}),
)
# --- several lists

RESOURCES = (TARGETS, WEBHOOKS, TRIGGER_CATEGORIES, TRIGGERS, AUTOMATIONS)
PLURALS = [each.endpoint.plural for each in RESOURCES]
TELLING: list[dict[str, Any]] = [
    {"actions": [{"field": "notification_" + kind, "value": [{kind: name}, "x"]}]}
    for kind, name in (("webhook", "Hook"), ("webhook", "Other"), ("target", "On call"))
]
MADE: list[dict[str, Any]] = [{}, {"category": "A"}, {"active": False}, *TELLING]
GONE, OFF = {"state": "absent"}, {"status": "inactive"}
# List -> items that are good, by name, and what may be said of each as well.
GOOD_ITEMS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "targets": ([EMAIL, HOOK], [{}, {"active": False}, GONE]),
    "webhooks": ([WEBHOOK, {**WEBHOOK, "name": "Other"}], [{}, OFF, {"force": True, **GONE}, GONE]),
    "trigger_categories": ([{"name": "A"}, {"name": "B"}], [{}, {"position": 1}, GONE]),
    "triggers": ([{**RULE_TRIGGER, "title": each} for each in ("Tell", "Other", "New")], MADE),
    "automations": ([RULE, {"title": "Other", "active": True}], [GONE, *MADE[2:]]),
}
GOOD_LISTS = st.fixed_dictionaries(
    {},
    optional={
        plural: st.tuples(
            *(
                st.one_of(st.none(), st.builds(operator.or_, st.just(good), st.sampled_from(more)))
                for good in items
            )
        ).map(lambda found: [each for each in found if each])
        for plural, (items, more) in GOOD_ITEMS.items()
    },
)
GOOD_ENTRIES = st.dictionaries(
    st.sampled_from(PLURALS),
    st.lists(
        st.sampled_from(["Tell", "Hook", "On call", "A", "O*", "?*", "*", {"id": str(RULE_ID)}]),
        max_size=2,
    ),
    max_size=2,
)
GOOD_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "prune_rules": st.just("deactivate"),
        "max_deletions": st.integers(0, 6),
        "trigger_order": st.just("as_listed"),
        "update_secrets": st.just("always"),
        "continue_on_error": st.booleans(),
        "max_concurrency": st.just(1),
    },
)


@st.composite
def good_configurations(draw: st.DrawFn) -> dict[str, Any]:
    """What can be carried out, or is refused by what the account has."""
    lists, options = draw(GOOD_LISTS), draw(GOOD_OPTIONS)
    given_lists = [plural for plural in PLURALS if plural in lists]
    prune = draw(st.lists(st.sampled_from(given_lists), max_size=3)) if given_lists else []
    keep = draw(GOOD_ENTRIES)
    owned = draw(st.one_of(st.just({}), GOOD_ENTRIES))
    kept = {plural: entries for plural, entries in keep.items() if plural in prune}
    return {**lists, **options, "prune": prune, "keep": kept, "owned": owned}


ANY_ENTRIES = st.one_of(
    st.dictionaries(
        st.sampled_from(PLURALS),
        st.one_of(st.lists(st.one_of(GIVEN, st.just("A")), max_size=2), GIVEN),
        max_size=2,
    ),
    GIVEN,
)


def any_list(resource: Resource) -> st.SearchStrategy[Any]:
    plural = resource.endpoint.plural
    spec = config_options([resource])[plural]["options"]
    item = st.builds(
        lambda good, features, bad: {**good, **features, **bad},
        st.sampled_from([*GOOD_ITEMS[plural][0], {}]),
        ITEM_FEATURES.get(plural, st.just({})),
        some_of(spec),
    )
    return st.one_of(st.lists(st.one_of(item, GIVEN), max_size=2), GIVEN)


ITEM_FEATURES = {
    "webhooks": FEATURES,
    "triggers": RULE_FEATURES,
    "automations": RULE_FEATURES,
}
OTHER_OPTIONS = {
    name: option
    for name, option in config_options(RESOURCES).items()
    # A file could be anywhere.
    if name not in (*PLURALS, "undo_file")
}
ARGUMENTS["zendesk_config"] = st.one_of(
    good_configurations(),
    st.builds(
        lambda lists, entries, options: {**lists, **entries, **options},
        st.fixed_dictionaries(
            {}, optional={each.endpoint.plural: any_list(each) for each in RESOURCES}
        ),
        st.dictionaries(st.sampled_from(["owned", "keep"]), ANY_ENTRIES, max_size=1),
        some_of(OTHER_OPTIONS),
    ),
    st.builds(
        lambda good, options: {**good, **options}, good_configurations(), some_of(OTHER_OPTIONS)
    ),
)
ARGUMENTS["zendesk_config_info"] = st.builds(
    lambda owned, options: {**owned, **options},
    st.fixed_dictionaries({}, optional={"owned": st.one_of(GOOD_ENTRIES, ANY_ENTRIES)}),
    some_of(config_info_options(RESOURCES)),
)
GATHERED = ("usage", "failures", "deliveries")
AUDIT_OPTIONS = {
    name: option
    for name, option in audit_options(RESOURCES, GATHERED, ()).items()
    if name not in PLURALS
}
ARGUMENTS["zendesk_audit_info"] = st.one_of(
    ARGUMENTS["zendesk_audit_info"],
    st.builds(
        lambda lists, entries, options: {**lists, **entries, **options},
        st.one_of(
            GOOD_LISTS,
            st.fixed_dictionaries(
                {}, optional={each.endpoint.plural: any_list(each) for each in RESOURCES}
            ),
        ),
        st.dictionaries(
            st.sampled_from(["owned", "keep"]), st.one_of(GOOD_ENTRIES, ANY_ENTRIES), max_size=2
        ),
        st.one_of(
            st.fixed_dictionaries(
                {"gather": st.lists(st.sampled_from(GATHERED), max_size=3)},
                optional={"trigger_order": st.just("as_listed")},
            ),
            some_of(AUDIT_OPTIONS),
        ),
    ),
)
READS_ONLY = (
    "zendesk_config_info",
    "zendesk_target_info",
    "zendesk_audit_info",
    "zendesk_webhook_info",
    "zendesk_trigger_info",
    "zendesk_automation_info",
)
RULES_KEPT = ("triggers", "automations", "trigger_categories")


def put_rules(account: Account) -> None:
    """A category, and of each kind of rules two."""
    for kind in RULES_KEPT:
        account.resources[kind].records.clear()
    account.resources["trigger_categories"].put({"id": CATEGORY_ID, "name": "A"})
    for kind, rule in (("triggers", RULE_TRIGGER), ("automations", RULE)):
        account.resources[kind].put({**rule, "id": RULE_ID})
        account.resources[kind].put({**rule, "title": "Other", "active": False})


def stored_in(account: Account) -> str:
    kinds = ("webhooks", *RULES_KEPT)
    return json.dumps([account.targets, [account.resources[kind].records for kind in kinds]])


def keeps_something(result: dict[str, Any]) -> bool:
    """Whether a configuration fails because of what was not deleted. All else of it is carried out."""
    kept = [each for each in result.get("results", ()) if each["action"] in ("kept", "skipped")]
    return bool(kept) or "so nothing is pruned" in result["msg"]


@pytest.mark.parametrize("name", ARGUMENTS)
@fuzz(80)
@given(data=st.data(), check=st.booleans())
def test_arguments(
    name: str, data: st.DataObject, check: bool, simulator: Simulator, run: Run
) -> None:
    arguments = data.draw(ARGUMENTS[name])
    account = simulator.account
    account.targets.clear()
    account.put_target(dict(EMAIL, id=ID))
    account.put_target(dict(HOOK, title="Other", id=ID + 20))
    webhooks = account.resources["webhooks"]
    webhooks.clear()
    webhooks.put({**WEBHOOK, "id": WEBHOOK_ID})
    webhooks.put({**WEBHOOK, "name": "Other"})
    put_rules(account)
    before = stored_in(account)
    simulator.journal.clear()
    result = run(name, check=check, **arguments)
    ended_well(result)
    writes = [entry for entry in simulator.journal.entries if entry["method"] != "GET"]
    if check or name in READS_ONLY:
        assert writes == []
    if not any(entry["status"] >= 400 for entry in simulator.journal.entries):
        # Zendesk had nothing against it: then the module has, and found it before it wrote.
        assert not result.get("failed") or writes == [] or keeps_something(result)
    if not result.get("changed") or check:
        assert stored_in(account) == before


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No request leaves this process, whatever address it is for."""

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


ADDRESSES = st.one_of(
    TEXTS,
    st.builds("https://{}".format, TEXTS),
    st.builds("https://{}.example.com:{}".format, TEXTS, st.integers(-1, 70000)),
    st.sampled_from(["acme", "https://example.com", "http://[::1]", "https://[::1", "http://0"]),
)


@pytest.mark.usefixtures("offline", "clean_environment", "no_waiting")
@fuzz(150)
@given(
    address=st.dictionaries(
        st.sampled_from(["zendesk_url", "zendesk_subdomain"]), ADDRESSES, max_size=1
    ),
    login=st.sampled_from(
        [
            {"zendesk_oauth_token": "marker-token"},
            {"zendesk_client_id": "x", "zendesk_client_secret": "marker-client-secret"},
            {"zendesk_email": "x", "zendesk_password": "marker-\N{EM DASH}-password"},
        ]
    ),
    options=some_of(connection_options()),
)
def test_connection_options(
    address: dict[str, Any], login: dict[str, Any], options: dict[str, Any]
) -> None:
    options.pop("zendesk_retries", None)
    # ansible-core 2.18 can't write it to the system's log.
    assume("\\x00" not in repr([*address.values(), *options.values()]))
    result = run_module("zendesk_target_info", {**address, **login, **options})
    assert result["failed"]
    ended_well(result)


# --- answers

KINDS = st.one_of(st.sampled_from(TARGETS.variant_names()), JUNK)
ACTIONS = st.fixed_dictionaries(
    {"field": st.just("notification_target"), "value": st.one_of(st.just([ID, "Hello"]), JUNK)}
)
LISTS_READ = st.lists(
    st.fixed_dictionaries(
        {"field": st.one_of(st.just("group_id"), JUNK), "value": JUNK}, optional={"operator": JUNK}
    ),
    max_size=2,
)
RULES = st.one_of(
    st.fixed_dictionaries(
        {"id": JUNK, "title": JUNK, "actions": st.one_of(st.lists(ACTIONS, max_size=2), JUNK)}
    ),
    st.builds(
        lambda bad: {**RULE_TRIGGER, "id": RULE_ID, **bad},
        st.fixed_dictionaries(
            {},
            optional={
                "id": JUNK,
                "title": JUNK,
                "active": JUNK,
                "category_id": JUNK,
                "app_installation": JUNK,
                "actions": st.one_of(LISTS_READ, JUNK),
                "conditions": st.one_of(
                    st.fixed_dictionaries({"all": st.one_of(LISTS_READ, JUNK), "any": JUNK}), JUNK
                ),
            },
        ),
    ),
)
NAMES = st.lists(
    st.fixed_dictionaries(
        {"id": st.one_of(st.just(5), JUNK), "name": st.one_of(st.just("Support"), JUNK)},
        optional=dict.fromkeys(("active", "email", "title", "type", "status", "key"), JUNK),
    ),
    max_size=3,
)
SUBJECTS = st.lists(
    st.fixed_dictionaries(
        {"subject": st.one_of(st.just("status"), JUNK)},
        optional={"values": JUNK, "operators": JUNK},
    ),
    max_size=2,
)
DEFINITIONS = st.dictionaries(
    st.sampled_from(["conditions_all", "actions"]), st.one_of(SUBJECTS, JUNK), max_size=2
)
TARGET_RECORDS = st.builds(
    lambda good, bad: {"id": ID, **good, **bad},
    st.sampled_from([EMAIL, HOOK, {}]),
    st.dictionaries(
        st.sampled_from(["id", "title", "type", "active", "email", "method", "password", "x"]),
        st.one_of(JUNK, KINDS, st.integers(ID, ID + 2)),
        max_size=2,
    ),
)
ERRORS = st.one_of(
    st.sampled_from(["RecordNotFound", "RecordInvalid", "InvalidEndpoint"]),
    JUNK,
    st.fixed_dictionaries({"title": JUNK, "message": JUNK}),
)
WEBHOOK_RECORDS = st.builds(
    lambda good, bad: {"id": WEBHOOK_ID, **good, **bad},
    st.sampled_from([WEBHOOK, {}]),
    st.dictionaries(
        st.sampled_from(
            ["id", "name", "subscriptions", "authentication", "custom_headers", "status", "x"]
        ),
        st.one_of(
            JUNK,
            st.fixed_dictionaries({"type": JUNK, "data": JUNK}),
            st.just({"type": "basic_auth", "data": {"username": "x"}}),
        ),
        max_size=2,
    ),
)
INVOCATIONS = st.fixed_dictionaries({"id": JUNK, "status": JUNK, "latest_completed_at": JUNK})
MEMBERS: dict[str, st.SearchStrategy[Any]] = {
    "webhooks": st.one_of(st.lists(WEBHOOK_RECORDS, max_size=3), JUNK),
    "webhook": st.one_of(WEBHOOK_RECORDS, JUNK),
    "invocations": st.one_of(st.lists(INVOCATIONS, max_size=3), JUNK),
    "attempts": st.one_of(st.lists(st.fixed_dictionaries({"request": JUNK})), JUNK),
    "signing_secret": JUNK,
    "targets": st.one_of(st.lists(TARGET_RECORDS, max_size=3), JUNK),
    "target": st.one_of(TARGET_RECORDS, JUNK),
    "triggers": st.one_of(st.lists(RULES, max_size=2), JUNK),
    "automations": st.one_of(st.lists(RULES, max_size=2), JUNK),
    "trigger": st.one_of(RULES, JUNK),
    "automation": st.one_of(RULES, JUNK),
    "definitions": st.one_of(DEFINITIONS, JUNK),
    "trigger_category": st.one_of(st.fixed_dictionaries({"id": JUNK, "name": JUNK}), JUNK),
    **dict.fromkeys(
        ("trigger_categories", "groups", "users", "user_fields"), st.one_of(NAMES, JUNK)
    ),
    "next_page": st.one_of(st.none(), st.just("http://[::1/x"), JUNK),
    "meta": st.one_of(st.none(), st.fixed_dictionaries({"has_more": JUNK}), JUNK),
    "links": st.one_of(st.none(), st.fixed_dictionaries({"next": JUNK}), JUNK),
    "error": ERRORS,
    "errors": st.one_of(st.lists(ERRORS, max_size=2), JUNK),
    "details": st.one_of(st.dictionaries(st.text(max_size=5), JUNK, max_size=2), JUNK),
    "access_token": JUNK,
}
OBJECTS = st.lists(st.sampled_from(sorted(MEMBERS)), max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: MEMBERS[name] for name in names})
)
# What every request of a run needs, with one thing or another put over it.
GOOD = {
    "targets": [dict(EMAIL, id=ID)],
    "target": dict(EMAIL, id=ID),
    "triggers": [],
    "automations": [],
    "trigger": {**RULE_TRIGGER, "id": RULE_ID},
    "automation": {**RULE, "id": RULE_ID},
    "groups": [{"id": 5, "name": "Support"}],
    "users": [{"id": 6, "email": "a@example.com", "name": "A"}],
    "trigger_categories": [{"id": CATEGORY_ID, "name": "A"}],
    "trigger_category": {"id": CATEGORY_ID, "name": "A"},
    "webhooks": [{**WEBHOOK, "id": WEBHOOK_ID}],
    "webhook": {**WEBHOOK, "id": WEBHOOK_ID},
    "access_token": "marker-granted",
}
ANSWERS = st.builds(lambda bad: {**GOOD, **bad}, OBJECTS)
BODIES = st.one_of(
    st.one_of(OBJECTS, ANSWERS, JUNK).map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=30),
    st.sampled_from([b"[" * 100_000, b'{"targets": ' * 50_000, b"9" * 10_000, b"<html><title>"]),
)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "Retry-After",
            "Location",
            "X-Zendesk-API-Warn",
            "X-Request-Id",
            "Content-Type",
            "Content-Encoding",
            "RateLimit-Remaining",
            "RateLimit-Reset",
            "Set-Cookie",
            "Link",
        ]
    ),
    st.one_of(
        st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=20),
        st.sampled_from(["0", "-1", "1e999", "nan", "gzip", "http://[", "Wed, 99 Foo 99999 9:9:9"]),
    ),
    max_size=3,
)
STATUSES = st.one_of(
    st.sampled_from([200, 201, 204, 302, 401, 404, 409, 422, 429, 500, 503]), st.integers(100, 999)
)


def http(status: int, headers: dict[str, str], body: bytes) -> str:
    lines = ["HTTP/1.1 %d X" % status, "Content-Length: %d" % len(body)]
    lines += ["%s: %s" % pair for pair in headers.items()]
    return "\r\n".join([*lines, "", body.decode("latin-1")])


RAW = st.one_of(
    st.builds(http, st.just(200), HEADERS, BODIES),
    st.builds(http, STATUSES, HEADERS, BODIES),
    st.binary(min_size=1, max_size=40).map(lambda content: content.decode("latin-1")),
)

NAMED_ACTIONS = [
    {"field": "group_id", "value": {"group": "Support"}},
    {"field": "notification_user", "value": [{"user": "a@example.com"}, "A", "B"]},
]
OPERATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "list": ("zendesk_target_info", {}),
    "show": ("zendesk_target_info", {"id": ID}),
    "usage": ("zendesk_target_info", {"gather": ["usage", "failures", "secrets"]}),
    "audit": ("zendesk_audit_info", {"targets": [HOOK, dict(EMAIL, subject="New")]}),
    "create": ("zendesk_target", HOOK),
    "update": ("zendesk_target", dict(EMAIL, subject="New")),
    "update by id": ("zendesk_target", {"id": ID, "active": False}),
    "delete": ("zendesk_target", {"title": "On call", "state": "absent"}),
    "set": (
        "zendesk_targets",
        {
            "targets": [HOOK, dict(EMAIL, subject="New")],
            "prune": True,
            "continue_on_error": True,
        },
    ),
    "webhooks": (
        "zendesk_webhook_info",
        {"gather": ["usage", "invocations", "signing_secret"], "failure_details": True},
    ),
    "create a webhook": (
        "zendesk_webhook",
        {**WEBHOOK, "name": "New", "authentication": LOGIN, "custom_headers": {"X-A": "1"}},
    ),
    "update a webhook": (
        "zendesk_webhook",
        {**WEBHOOK, "description": "New"},
    ),
    "update a webhook's login": ("zendesk_webhook", {**WEBHOOK, "authentication": LOGIN}),
    "delete a webhook": ("zendesk_webhook", {"name": "Hook", "state": "absent"}),
    "triggers by name": ("zendesk_trigger_info", {"resolve_names": True, "category": "A"}),
    "automations in use": ("zendesk_automation_info", {"uses": {"group": "Support"}}),
    "create a trigger": (
        "zendesk_trigger",
        {**RULE_TRIGGER, "title": "New", "category": "A", "actions": [OPEN, *NAMED_ACTIONS]},
    ),
    "update a trigger": (
        "zendesk_trigger",
        {**RULE_TRIGGER, "description": "New", "actions": NAMED_ACTIONS},
    ),
    "delete a trigger": ("zendesk_trigger", {"title": "Tell", "state": "absent"}),
    "create an automation": (
        "zendesk_automation",
        {**RULE, "title": "New", "conditions": {"all": [*RULE["conditions"]["all"], OPEN]}},
    ),
    "update an automation": ("zendesk_automation", {**RULE, "actions": NAMED_ACTIONS}),
    "category": ("zendesk_trigger_category", {"name": "B", "position": 2}),
    "rename a category": ("zendesk_trigger_category", {"name": "B", "previous_name": "A"}),
    "delete a category": (
        "zendesk_trigger_category",
        {"name": "A", "state": "absent", "force": True},
    ),
}
# With rules that are made, changed, switched off and deleted, and what they name.
CONFIGURATION: dict[str, Any] = {
    "targets": [dict(EMAIL, subject="New"), HOOK],
    "webhooks": [{**WEBHOOK, "name": "New", "authentication": LOGIN}],
    "trigger_categories": [{"name": "B"}, {"name": "A"}],
    "triggers": [
        {**RULE_TRIGGER, "title": "New", "category": "B", **TELLING[2]},
        {**RULE_TRIGGER, "category": "A", "description": "New", "actions": NAMED_ACTIONS},
    ],
    "automations": [{**RULE, "title": "Over", **TELLING[2]}, {"title": "Tell", "state": "absent"}],
    "trigger_order": "as_listed",
    "prune": ["webhooks", "triggers"],
    "max_deletions": 5,
}
OPERATIONS["configuration"] = ("zendesk_config", CONFIGURATION)
OPERATIONS["configuration that goes on"] = (
    "zendesk_config",
    {
        **CONFIGURATION,
        "continue_on_error": True,
        "prune_rules": "deactivate",
        "owned": {"triggers": [{"category": "A"}, {"category": "B"}, {"id": str(RULE_ID)}]},
        "keep": {"webhooks": ["Hook"]},
    },
)
OPERATIONS["configuration that is compared"] = (
    "zendesk_audit_info",
    {
        **{name: items for name, items in CONFIGURATION.items() if name in PLURALS},
        "trigger_order": "as_listed",
        "keep": {"webhooks": ["Hook"]},
        "gather": [*GATHERED],
    },
)
OPERATIONS["configuration that is read"] = (
    "zendesk_config_info",
    {"owned": {"triggers": [{"category": "A"}, "Tell"], "targets": [{"type": "email_target"}]}},
)
CLIENT = {"zendesk_client_id": "ansible", "zendesk_client_secret": "marker-secret"}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("operation", OPERATIONS)
@fuzz(60)
@given(
    raw=RAW,
    skip=st.one_of(st.integers(0, 3), st.integers(4, 20)),
    check=st.booleans(),
    login=st.sampled_from([{}, CLIENT]),
)
def test_answers(
    operation: str,
    raw: str,
    skip: int,
    check: bool,
    login: dict[str, str],
    simulator: Simulator,
    run: Run,
) -> None:
    account = simulator.account
    account.targets.clear()
    account.put_target(dict(EMAIL, id=ID))
    account.put_target(dict(EMAIL, title="Other", id=ID + 20))
    account.resources["webhooks"].clear()
    account.resources["webhooks"].put({**WEBHOOK, "id": WEBHOOK_ID})
    put_rules(account)
    simulator.journal.clear()
    simulator.faults.clear()
    module, arguments = OPERATIONS[operation]
    # Its first four requests are all lists.
    skip *= 5 if module == "zendesk_config" else 1
    simulator.fault(times=0, skip=skip, raw=raw)
    reads_only = module in READS_ONLY
    result = run(module, **arguments, check=check, **login, zendesk_retries=1)
    ended_well(result)
    if check or reads_only:
        calls = [call for call in simulator.calls if not call.startswith("POST /oauth")]
        assert [call for call in calls if not call.startswith("GET")] == []
