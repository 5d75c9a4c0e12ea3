# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in a configuration: what they stand for when the run is over, and whose record is whose."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.configs import (
    absent,
    automation,
    condition,
    done,
    gone,
    hook,
    record,
    records,
    target,
    tell,
    trigger,
    url_target,
    writes,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]


@pytest.fixture
def apply(run: Run) -> Run:
    def call(**arguments: Any) -> Result:
        return run("zendesk_config", **arguments)

    return call


def notified(simulator: Simulator, title: str = "R") -> str:
    """The ID in the action of a trigger."""
    return str(record(simulator, "triggers", title)["actions"][0]["value"][0])


# --- what a name stands for


def test_the_new_name_of_what_is_renamed(apply: Run, simulator: Simulator) -> None:
    apply(webhooks=[hook("Old")])
    number = record(simulator, "webhooks", "Old")["id"]
    result = apply(
        webhooks=[hook("New", previous_name="Old")], triggers=[trigger("R", tell(webhook="New"))]
    )
    assert done(result) == [("webhook", "New", "update"), ("trigger", "R", "create")]
    assert notified(simulator) == number


def test_the_old_name_of_what_is_renamed_stands_for_nothing(
    apply: Run, simulator: Simulator
) -> None:
    apply(webhooks=[hook("Old")])
    before = len(writes(simulator))
    result = apply(
        webhooks=[hook("New", previous_name="Old")], triggers=[trigger("R", tell(webhook="Old"))]
    )
    assert result["failed"]
    assert len(writes(simulator)) == before
    assert 'there is no webhook "Old"' in result["msg"]


def test_a_name_that_moves_on(apply: Run, simulator: Simulator) -> None:
    """The new one bears the name that the old one had."""
    apply(webhooks=[hook("A")])
    old = record(simulator, "webhooks", "A")["id"]
    apply(
        webhooks=[{"id": old, "name": "B"}, hook("A", endpoint="https://new.example.com")],
        triggers=[trigger("R", tell(webhook="A")), trigger("S", tell(webhook="B"))],
    )
    assert notified(simulator) == record(simulator, "webhooks", "A")["id"] != old
    assert notified(simulator, "S") == old


@pytest.mark.parametrize("text", ['{"a": 1}', "{webhook: B}", "{", "{{ticket.id}}"])
def test_a_text_like_what_stands_for_an_id_stays(
    apply: Run, simulator: Simulator, text: str
) -> None:
    """Where a name may stand for an ID, a text may stand, too, and nothing of it is for us to replace."""
    field = simulator.account.resources["ticket_fields"].put({"title": "Note", "type": "text"})
    own = {"field": "custom_fields_%s" % field["id"], "value": text}
    lists = {"webhooks": [hook("A")], "triggers": [trigger("R", own, tell(webhook="A"))]}
    result = apply(**lists)
    assert not result.get("failed"), result["msg"]
    assert record(simulator, "triggers", "R")["actions"][0] == own
    before = len(writes(simulator))
    assert not apply(**lists)["changed"]
    assert len(writes(simulator)) == before


@pytest.mark.parametrize("by", ["name", "id"])
def test_what_is_to_be_absent_is_an_error(apply: Run, simulator: Simulator, by: str) -> None:
    """By name before the first request, by ID before the first write."""
    apply(webhooks=[hook("A")])
    number = record(simulator, "webhooks", "A")["id"]
    simulator.journal.clear()
    item = gone("A") if by == "name" else {"id": number, "state": "absent"}
    result = apply(webhooks=[item], triggers=[trigger("R", tell(webhook="A"))])
    assert result["failed"]
    assert not writes(simulator)
    assert bool(simulator.calls) == (by == "id")
    if by == "name":
        assert "would be deleted by item 1 of webhooks" in result["msg"]


@pytest.mark.parametrize("there", [True, False])
def test_a_webhook_for_events_is_an_error(apply: Run, simulator: Simulator, there: bool) -> None:
    events = hook("E", subscriptions=["zen:event-type:user.created"])
    if there:
        apply(webhooks=[events])
    before = len(writes(simulator))
    result = apply(webhooks=[events], triggers=[trigger("R", tell(webhook="E"))])
    assert result["failed"]
    assert len(writes(simulator)) == before
    assert "is for events, so rules can't use it" in result["msg"]


def test_types_narrow_a_name(apply: Run, simulator: Simulator) -> None:
    action = {
        "field": "notification_target",
        "value": [{"target": "T", "type": "email_target"}, "x"],
    }
    apply(targets=[url_target("T"), target("T")], triggers=[trigger("R", action)])
    mail = [each for each in records(simulator, "targets") if each["type"] == "email_target"]
    assert notified(simulator) == str(mail[0]["id"])


def test_an_inactive_one_is_taken_with_a_warning(apply: Run) -> None:
    result = apply(
        webhooks=[hook("A", status="inactive")], triggers=[trigger("R", tell(webhook="A"))]
    )
    assert not result.get("failed")
    assert any('The webhook "A" is inactive' in text for text in result["warnings"])


def test_pairs_where_the_webhook_that_comes_takes_text(apply: Run, simulator: Simulator) -> None:
    action = {"field": "notification_webhook", "value": [{"webhook": "A"}, [["a", "1"]]]}
    result = apply(webhooks=[hook("A")], triggers=[trigger("R", action)])
    assert result["failed"]
    assert not writes(simulator)
    assert "must be text, not pairs" in result["msg"]
    result = apply(
        webhooks=[hook("A", request_format="form_encoded")], triggers=[trigger("R", action)]
    )
    assert not result.get("failed"), result["msg"]


def test_names_of_every_list_are_told_together(apply: Run, simulator: Simulator) -> None:
    """And what new records lack, before any write."""
    result = apply(
        webhooks=[hook("A"), {"name": "B"}],
        triggers=[
            trigger("R", tell(webhook="Aa")),
            trigger("S", tell(target="None"), category="Nope"),
            {"title": "T"},
        ],
        automations=[
            automation("U", conditions={"all": [condition("group_id", {"group": "Suport"})]})
        ],
    )
    assert result["failed"]
    assert not writes(simulator)
    for text in (
        "To create it, add endpoint, http_method and request_format",
        'there is no webhook "Aa". Did you mean "A"?',
        'there is no target "None"',
        'there is no trigger category "Nope"',
        "To create it, add conditions and actions",
        'there is no group "Suport"',
    ):
        assert text in result["msg"]
    assert "5 of 6 records failed" in result["msg"]


def test_one_mistake_is_told_once(apply: Run) -> None:
    """A rule that names what can't be planned is no second mistake."""
    result = apply(webhooks=[{"name": "B"}], triggers=[trigger("R", tell(webhook="B"))])
    assert "1 of 2 records failed" in result["msg"]


# --- categories of new triggers

CATEGORIES: dict[str, tuple[list[str], list[str], str]] = {
    "none": ([], [], ""),
    "one that is there": (["A"], [], "A"),
    "one that comes": ([], ["A"], "A"),
    "one there and one that comes": (["A"], ["B"], "category (this account has A, B)"),
    "two": (["A", "B"], [], "category (this account has A, B)"),
}


@pytest.mark.parametrize("row", CATEGORIES)
def test_a_new_trigger_without_a_category(apply: Run, simulator: Simulator, row: str) -> None:
    there, coming, expected = CATEGORIES[row]
    for name in there:
        simulator.account.resources["trigger_categories"].put({"name": name})
    lists = {"trigger_categories": [{"name": each} for each in there + coming]}
    result = apply(triggers=[trigger("R")], **(lists if there or coming else {}))
    if len(expected) > 1:
        assert result["failed"]
        assert expected in result["msg"]
    else:
        assert not result.get("failed"), result["msg"]
        found = record(simulator, "triggers", "R")["category_id"]
        if expected:
            assert found == record(simulator, "trigger_categories", expected)["id"]


# --- whose record is whose


def test_triggers_of_one_title_in_two_categories(apply: Run, simulator: Simulator) -> None:
    lists: dict[str, Any] = {
        "trigger_categories": [{"name": "A"}, {"name": "B"}],
        "triggers": [trigger("T", category="A"), trigger("T", category="B", description="b")],
    }
    assert len(done(apply(**lists))) == 4
    assert not apply(**lists)["changed"]
    result = apply(trigger_categories=lists["trigger_categories"], triggers=lists["triggers"][::-1])
    assert not result["changed"]


def test_an_absent_one_must_be_in_its_category(apply: Run, simulator: Simulator) -> None:
    apply(trigger_categories=[{"name": "A"}, {"name": "B"}], triggers=[trigger("T", category="A")])
    result = apply(triggers=[absent("T", category="B")])
    assert not result["changed"]
    assert any("not in the category given in the task" in text for text in result["warnings"])
    result = apply(triggers=[absent("T", category="Gone")])
    assert not result["changed"]
    assert not result.get("failed")
    result = apply(triggers=[absent("T", category="A", actions=[tell(webhook="Nobody")])])
    assert done(result) == [("trigger", "T", "delete")]


def test_two_items_that_differ_in_nothing(apply: Run, simulator: Simulator) -> None:
    result = apply(triggers=[trigger("T", category="A"), trigger("T", category="A")])
    assert result["failed"]
    assert not simulator.calls
    assert "distinguish them by category or id" in result["msg"]


def test_webhooks_of_one_name_are_told_apart_by_endpoint(apply: Run, simulator: Simulator) -> None:
    twins = [hook("W", endpoint="https://%s.example.com" % each) for each in "ab"]
    assert len(done(apply(webhooks=twins))) == 2
    assert not apply(webhooks=twins[::-1])["changed"]
    result = apply(webhooks=[gone("W", endpoint="https://a.example.com")])
    assert done(result) == [("webhook", "W", "delete")]
    assert records(simulator, "webhooks")[0]["endpoint"] == "https://b.example.com"


def same(name: str, **more: Any) -> dict[str, Any]:
    """Webhooks that differ in nothing but their names."""
    return hook(name, endpoint="https://x.example.com", **more)


FORMER: dict[str, tuple[list[str], list[Any], str]] = {
    "only the old one": (["Old"], [same("New", previous_name="Old")], "update"),
    "only the new one": (["New"], [same("New", previous_name="Old")], "none"),
    "neither": ([], [same("New", previous_name="Old")], "create"),
    "both, and the old one is another item": (
        ["Old", "New"],
        [same("New", previous_name="Old"), same("Old")],
        "none",
    ),
    "both": (["Old", "New"], [same("New", previous_name="Old")], "failed"),
    "several old ones": (["Old", "Older"], [same("New", previous_name=["Old", "Older"])], "failed"),
}


@pytest.mark.parametrize("row", FORMER)
def test_former_names(apply: Run, row: str) -> None:
    there, items, action = FORMER[row]
    apply(webhooks=[same(each) for each in there])
    assert apply(webhooks=items)["results"][0]["action"] == action


# --- only the name changes

# List -> the item before and after, and the option that renames it.
RENAMED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "targets": (target("Before"), target("After"), "previous_title"),
    "webhooks": (
        hook("Before", endpoint="https://one.example.com"),
        hook("After", endpoint="https://one.example.com"),
        "previous_name",
    ),
    "triggers": (trigger("Before"), trigger("After"), "previous_title"),
    "automations": (automation("Before", active=False), automation("After"), "previous_title"),
}


@pytest.mark.parametrize("kind", RENAMED)
def test_a_new_name_for_the_same_content_is_warned_of(apply: Run, kind: str) -> None:
    before, after, previous = RENAMED[kind]
    apply(**{kind: [before]})
    hint = 'has the same content. If it is only renamed, set %s to "Before".' % previous
    warned = apply(**{kind: [after]}, check=True)["warnings"]
    assert len([text for text in warned if hint in text]) == 1
    assert hint not in str(apply(**{kind: [before, after]}, check=True)["warnings"])
    renamed = apply(**{kind: [{**after, previous: ["Before"]}]})
    assert [action for _kind, _name, action in done(renamed)] == ["update"]
    assert hint not in str(renamed["warnings"])


# What the new item has besides -> whether it is the same.
UNLIKE: dict[str, tuple[dict[str, Any], bool]] = {
    "another description": ({"description": "Other"}, False),
    "other headers": ({"custom_headers": {"X-Source": "Zendesk"}}, False),
    "another login": ({"authentication": {"type": "bearer_token", "token": "marker-1"}}, False),
    "another state": ({"status": "inactive"}, True),
}


@pytest.mark.parametrize("what", UNLIKE)
def test_another_content_is_not_warned_of(apply: Run, what: str) -> None:
    before, after, _previous = RENAMED["webhooks"]
    apply(webhooks=[before])
    more, hints = UNLIKE[what]
    warned = str(apply(webhooks=[{**after, **more}], check=True)["warnings"])
    assert ("has the same content" in warned) == hints


def test_what_is_kept_is_not_renamed(apply: Run) -> None:
    before, after, _previous = RENAMED["webhooks"]
    apply(webhooks=[before])
    more = {"prune": ["webhooks"], "keep": {"webhooks": ["Before"]}}
    assert apply(webhooks=[after], check=True, **more)["warnings"] == []


def test_new_categories_have_no_content(apply: Run) -> None:
    apply(trigger_categories=[{"name": "Before"}])
    assert apply(trigger_categories=[{"name": "After"}], check=True)["warnings"] == []
