# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random rules: unchanged however they read back, and the same by name in another account."""

from __future__ import annotations

import json
from typing import Any, Callable, Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.zendesk.tests.functional.test_references import (
    FORM,
    NAMED,
    Account,
)
from ansible_collections.community.zendesk.tests.random_examples import examples

pytestmark = pytest.mark.usefixtures("clean_environment")

Strategy = st.SearchStrategy[Any]
PATHS = ("/api/v2/triggers", "/api/v2/automations")
TAGS = ("set_tags", "current_tags", "remove_tags")
BOOLEANS = ("comment_is_public", "in_business_hours", "on_holiday")
TERMINAL = ("changed", "not_changed", "present", "not_present")

# Text that something on the way might change.
NASTY = st.sampled_from(
    [
        "\t{{ticket.title}}\n\n",
        '{"ticket":  "{{ ticket.id }}"}\r\n',
        "{% if ticket.tags contains 'vip' %}\u2028é \U0001f514{% endif %}",
        "null",
        "007",
        "yes",
        " ",
        "ticket.ticket_field_1 [Severity] {{ticket.ticket_field_1}}",
    ]
)
TEXT = NASTY | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORD = st.text("abcXYZ0_-é", min_size=1, max_size=6)
NUMBER = st.integers(0, 10**15)
SCALAR = TEXT | NUMBER
# Names of fields that no table has, and of keys beside field, operator and value.
FUTURE = st.sampled_from(["future_field", "x.y", "Übung", "set_later", "notification_pager"])
MORE = st.dictionaries(
    st.sampled_from(["source", "note", "x"]), SCALAR | st.none() | st.lists(TEXT), max_size=1
)
OPERATOR = st.sampled_from(["is", "is_not", "includes", "less_than", "value_previous", "later"])


def named(kind: str, form: str = "%s") -> Strategy:
    """A reference to the one record of a kind, or its ID: a function of an account."""
    resource, key = KINDS[kind]
    reference = {kind: NAMED[resource][key] if key else "Gold"}
    ways = [lambda _account: reference, lambda account: form % account.ids[resource]]
    return st.sampled_from(ways)


# Kind -> the records of it, and the attribute that is the name.
KINDS = {
    "target": ("targets", "title"),
    "webhook": ("webhooks", "name"),
    "group": ("groups", "name"),
    "user": ("users", "email"),
    "organization": ("organizations", "name"),
    "brand": ("brands", "subdomain"),
    "ticket_form": ("ticket_forms", "name"),
    "ticket_field": ("ticket_fields", "title"),
    "custom_status": ("custom_statuses", "agent_label"),
    "schedule": ("schedules", "name"),
    "locale": ("locales", "locale"),
    "option": ("user_fields", ""),
}
WORDS = st.sampled_from(["", "current_user", "current_groups", "requester_id"])
USER, GROUP = named("user") | WORDS, named("group") | WORDS
PLACEHOLDER = st.sampled_from(
    [
        lambda _account: "{{ticket.ticket_field_[Severity]}}\t{{ticket.id}}",
        lambda account: (
            "{%% if ticket.ticket_field_option_title_%s %%}" % account.ids["ticket_fields"]
        ),
    ]
)
BODY = TEXT | PLACEHOLDER
TAG_SET = st.lists(WORD, min_size=1, max_size=3, unique_by=str.lower).map(" ".join)
PAIRS = st.lists(st.tuples(TEXT, TEXT).map(list), min_size=1, max_size=2)
CUSTOM_FIELD = st.sampled_from(
    [
        lambda _account: {"ticket_field": "Severity"},
        lambda account: "custom_fields_" + account.ids["ticket_fields"],
    ]
)
LOOKUP_FIELD = st.just(lambda _account: "lookup:ticket.ticket_field_[Severity].custom_fields.a")
# Fields of conditions and of actions -> their values.
BY_ID = {
    "group_id": GROUP,
    "assignee_id": USER,
    "organization_id": named("organization"),
    "brand_id": named("brand"),
    "ticket_form_id": named("ticket_form"),
    "custom_status_id": named("custom_status"),
    "locale_id": named("locale"),
    "requester.custom_fields.Plan": named("option") | SCALAR,
    "current_tags": TAG_SET,
    "status": st.sampled_from(["new", "solved"]),
}
CONDITIONS = {
    **BY_ID,
    "requester_id": USER,
    "role": USER,
    "schedule_id": named("schedule"),
    "within_schedule": named("schedule"),
    **dict.fromkeys(BOOLEANS, st.booleans() | st.sampled_from(["true", "false"])),
    "via_id": st.lists(st.sampled_from([0, "4", "75"]), max_size=3, min_size=1) | st.just(4),
    "subject_includes_word": TEXT,
    "reopens": NUMBER,
    "priority": st.sampled_from(["", "__NULL__", None, "urgent"]),
}
ACTIONS = {
    **BY_ID,
    "follower": USER,
    "cc": USER,
    "set_schedule": named("schedule"),
    "set_tags": TAG_SET,
    "remove_tags": TAG_SET,
    "subject": BODY,
    "notification_user": st.tuples(USER, BODY, BODY),
    "notification_group": st.tuples(GROUP, BODY, BODY),
    "notification_sms_user": st.tuples(USER, st.just("7"), BODY),
    "notification_sms_group": st.tuples(GROUP, st.just("7"), BODY),
    "notification_target": st.tuples(named("target"), BODY | PAIRS),
    "notification_webhook": st.tuples(named("webhook"), BODY | PAIRS),
    "side_conversation": st.tuples(TEXT, BODY),
    "side_conversation_ticket": st.tuples(TEXT, BODY, named("group", FORM), st.just("text/html")),
    "side_conversation_slack": st.tuples(TEXT, TEXT),
    "comment_value": BODY | st.tuples(st.just("channel:all"), BODY),
    "add_skills": WORD.map("{}#1".format),
}
ANY_VALUE = SCALAR | st.lists(SCALAR, min_size=1, max_size=3) | PAIRS


def entries(table: Mapping[str, Strategy], **more: Strategy) -> Strategy:
    """Conditions, or actions: each a dictionary in which functions take an account."""
    known = [
        st.fixed_dictionaries({"field": st.just(field), "value": value, **more})
        for field, value in table.items()
    ]
    others = st.fixed_dictionaries(
        {"field": FUTURE | CUSTOM_FIELD | LOOKUP_FIELD, "value": ANY_VALUE, **more}
    )
    return st.builds(lambda entry, extra: {**extra, **entry}, st.one_of(*known, others), MORE)


CONDITION = entries(CONDITIONS, operator=OPERATOR | st.none())
WITHOUT_VALUE = st.fixed_dictionaries(
    {"field": st.sampled_from(["status", "group_id"]), "operator": st.sampled_from(TERMINAL)},
    optional={"value": st.sampled_from([None, ""])},
)
LISTS = st.lists(CONDITION | WITHOUT_VALUE, max_size=3)
RULES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Rule", "é {{dc.title}}", "007"]),
        "conditions": st.fixed_dictionaries({"all": LISTS, "any": LISTS}).filter(
            lambda lists: lists["all"] or lists["any"]
        ),
        "actions": st.lists(entries(ACTIONS), min_size=1, max_size=4),
        "active": st.booleans(),
    }
)


def for_account(value: Any, account: Account) -> Any:
    """What a task says for an account."""
    if callable(value):
        return value(account)
    if isinstance(value, dict):
        return {name: for_account(inner, account) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [for_account(inner, account) for inner in value]
    return value


# --- how rules read back


def reread(rule: dict[str, Any], draw: Callable[[Strategy], Any]) -> None:
    """Give a stored rule another of the forms that were recorded."""
    for entry in every_entry(rule):
        field, value = entry["field"], entry.get("value")
        if field in BOOLEANS and value == "true":
            entry["value"] = draw(st.sampled_from([True, "true"]))
        elif field in TAGS and isinstance(value, str):
            words = draw(st.permutations(value.split()))
            case = draw(st.sampled_from([str, str.lower]))
            entry["value"] = case(" ".join(words))
        elif value in (None, ""):
            entry["value"] = draw(st.sampled_from([None, "", "__NULL__"]))
        elif field == "notification_target":
            number = value[0]
            value[0] = draw(st.sampled_from([int(number), str(number)]))
    for part in ("all", "any"):
        rule["conditions"][part] = draw(st.permutations(rule["conditions"][part]))


def every_entry(rule: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from rule["conditions"]["all"]
    yield from rule["conditions"]["any"]
    yield from rule["actions"]


# --- when two are the same, said in another way than the collection does


def same_for_all(rule: dict[str, Any]) -> Any:
    """A rule in a form that is the same for all forms of it."""
    return [
        rule["title"],
        rule["active"],
        *(sorted(map(plain, rule["conditions"][part])) for part in ("all", "any")),
        list(map(plain, rule["actions"])),
    ]


def plain(entry: dict[str, Any]) -> str:
    found = {"value": "", **{name: text_of(value) for name, value in entry.items()}}
    if entry["field"] in TAGS:
        found["value"] = sorted(found["value"].lower().split())
    return json.dumps({name: each for name, each in found.items() if each != ""}, sort_keys=True)


def text_of(value: Any) -> Any:
    if isinstance(value, list):
        return [text_of(each) for each in value]
    if isinstance(value, dict):
        return {name: text_of(each) for name, each in value.items()}
    if value in (None, "__NULL__"):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- the test


@pytest.fixture(scope="module")
def accounts() -> Iterator[tuple[Account, Account]]:
    """Two that share names and no ID, and take what nobody knows today."""
    both = Account(360000217439), Account(720000217439)
    for each in both:
        switches = each.simulator.account.switches
        switches.rule_unknown = switches.rule_dead_ids = "accept"
        switches.automation_needs_time = switches.automation_needs_property = False
        switches.automation_needs_end = False
        switches.automation_time_in_any = "accept"
        # A title with a placeholder is looked for where it is written so.
        switches.trigger_raw_title = "apply"
        # It takes pairs, and text with a warning.
        for webhook in each.simulator.account.resources["webhooks"].records.values():
            webhook["http_method"] = "GET"
    yield both
    for each in both:
        each.simulator.stop()


@examples(80)
@given(rule=RULES, kind=st.sampled_from(["trigger", "automation"]), data=st.data())
def test_random_rules(
    rule: dict[str, Any], kind: str, data: st.DataObject, accounts: tuple[Account, Account]
) -> None:
    first, second = accounts
    for each in accounts:
        each.simulator.account.resources[kind + "s"].records.clear()
    asked = for_account(rule, first)
    result = first.run("zendesk_" + kind, **asked)
    assert result.get("action") == "create", result["msg"]
    assert_written_well(result)
    (stored,) = first.rules(kind)
    reread(stored, data.draw)
    first.simulator.account.switches.rule_ids = data.draw(st.sampled_from(["int", "str"]))
    assert_no_change(first, kind, asked)

    exported = export(first, kind)
    assert_no_change(first, kind, exported)
    result = second.run("zendesk_" + kind, **exported)
    assert result.get("action") == "create", result["msg"]
    assert_written_well(result)
    assert_no_change(second, kind, exported)
    assert same_for_all(export(second, kind)) == same_for_all(exported)
    (there,) = second.rules(kind)
    assert not set(first.ids.values()) - {first.ids["locales"]} & set(parts(there))


def export(account: Account, kind: str) -> dict[str, Any]:
    """A rule as a task takes it."""
    (found,) = account.run("zendesk_%s_info" % kind, resolve_names=True)[kind + "s"]
    return {name: found[name] for name in ("title", "active", "conditions", "actions")}


def assert_no_change(account: Account, kind: str, asked: dict[str, Any]) -> None:
    account.simulator.journal.clear()
    result = account.run("zendesk_" + kind, **asked)
    assert result.get("action") == "none", result.get("diff", result.get("msg"))
    assert {call.split(" ")[0] for call in account.simulator.calls} == {"GET"}


def assert_written_well(result: dict[str, Any]) -> None:
    assert not [text for text in result["warnings"] if "next run" in text]


def parts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from parts(each)
    else:
        yield str(value)
