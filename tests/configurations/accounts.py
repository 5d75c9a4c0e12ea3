# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random attributes of records of each kind, and random accounts."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from ansible_collections.community.zendesk.tests.journal.writes import RULES, Record

from .world import GROUPS, OURS, Ref, Thing, World

Draw = Any

MOST = {"targets": 4, "webhooks": 4, "trigger_categories": 3, "triggers": 5, "automations": 4}
ENDINGS = st.sampled_from(["", "", "", " é", " [x]", " on call?"])
TEXTS = st.sampled_from(["Ticket {{ticket.id}}", "\tHello\n", "null", "007"])
TAGS = st.sampled_from(["vip", "gold", "night"])
GROUP = st.sampled_from([Ref("groups", name) for name in GROUPS])

MAILS = st.fixed_dictionaries(
    {
        "type": st.just("email_target"),
        "email": st.sampled_from(["a@example.com", "b@example.com"]),
        "subject": TEXTS,
    },
    optional={"active": st.just(True)},
)
HOOKS = st.fixed_dictionaries(
    {
        "type": st.just("url_target_v2"),
        "target_url": st.sampled_from(["https://a.example.com", "https://b.example.com"]),
        "method": st.sampled_from(["post", "put"]),
        "content_type": st.just("application/json"),
    }
)
TARGETS = st.one_of(MAILS, HOOKS)
WEBHOOKS = st.fixed_dictionaries(
    {
        "endpoint": st.sampled_from(["https://a.example.com/1", "https://b.example.com/2"]),
        "http_method": st.sampled_from(["POST", "PUT"]),
        "request_format": st.just("json"),
        "status": st.just("active"),
    },
    optional={
        "description": TEXTS,
        "custom_headers": st.sampled_from([{"X-Team": "a"}, {"X-Team": "b", "X-Of": "c"}]),
        "authentication": st.just({"type": "bearer_token", "token": "marker-token"}),
    },
)
FOR_EVENTS = ["zen:event-type:user.deleted"]

CONDITION = st.one_of(
    st.sampled_from(
        [
            {"field": "priority", "operator": "is", "value": "urgent"},
            {"field": "status", "operator": "is_not", "value": "closed"},
            {"field": "current_tags", "operator": "includes", "value": "vip gold"},
            {"field": "subject_includes_word", "operator": "is", "value": "a\tb {{x}}"},
        ]
    ),
    GROUP.map(lambda group: {"field": "group_id", "operator": "is_not", "value": group}),
)
FOR_TRIGGERS = st.sampled_from(
    [
        {"field": "update_type", "operator": "is", "value": "Create"},
        {"field": "comment_is_public", "operator": "is", "value": "true"},
    ]
)
PLAIN_ACTION = st.one_of(
    TAGS.map(lambda tag: {"field": "set_tags", "value": tag}),
    st.sampled_from(["high", "low"]).map(lambda word: {"field": "priority", "value": word}),
    GROUP.map(lambda group: {"field": "group_id", "value": group}),
    st.builds(
        lambda group, text: {"field": "notification_group", "value": [group, "Subject", text]},
        GROUP | st.just("group_id"),
        TEXTS,
    ),
    TEXTS.map(lambda text: {"field": "notification_user", "value": ["requester_id", text, "x"]}),
)


def notification(thing: Thing) -> Record:
    """An action that names a target or a webhook."""
    if thing.kind == "targets":
        return {"field": "notification_target", "value": [thing.ref, "Ticket {{ticket.id}}"]}
    return {"field": "notification_webhook", "value": [thing.ref, '{"id": "{{ticket.id}}"}']}


def draw_actions(draw: Draw, callable_: list[Thing]) -> list[Record]:
    """Actions, of which some call targets or webhooks."""
    actions = draw(st.lists(PLAIN_ACTION, max_size=2))
    called = st.lists(st.sampled_from(callable_), max_size=2) if callable_ else st.just([])
    actions += [notification(thing) for thing in draw(called)]
    return copy.deepcopy(actions) or [{"field": "priority", "value": "normal"}]


def draw_trigger_conditions(draw: Draw) -> Record:
    every = st.lists(CONDITION | FOR_TRIGGERS, min_size=1, max_size=2, unique_by=str)
    return {"all": copy.deepcopy(draw(every)), "any": draw(st.lists(CONDITION, max_size=1))}


def automation_conditions(hours: int) -> Record:
    """Conditions that no automation with other hours has, and that end by the action C(solve)."""
    every = [
        {"field": "status", "operator": "is", "value": "pending"},
        {"field": "PENDING", "operator": "greater_than", "value": str(hours)},
    ]
    return {"all": every, "any": []}


SOLVE = {"field": "status", "value": "solved"}


def draw_attributes(
    draw: Draw, kind: str, number: int, callable_: list[Thing], categories: list[Thing]
) -> Record:
    """The attributes of a record. ``number``: what no other record of the kind has.

    ``callable_``: the targets and webhooks that a rule may name; ``categories``: where a trigger may be.
    """
    if kind == "targets":
        return dict(draw(TARGETS))
    if kind == "webhooks":
        return copy.deepcopy(draw(WEBHOOKS))
    if kind == "trigger_categories":
        return {}
    actions = draw_actions(draw, callable_)
    if kind == "automations":
        return {"conditions": automation_conditions(number), "actions": [dict(SOLVE), *actions]}
    category = draw(st.sampled_from(categories))
    return {
        "conditions": draw_trigger_conditions(draw),
        "actions": actions,
        "category": category.ref,
        **draw(st.fixed_dictionaries({}, optional={"description": TEXTS})),
    }


def is_for_rules(thing: Thing) -> bool:
    return thing.becomes.get("subscriptions") != FOR_EVENTS


def draw_world(draw: Draw) -> World:
    """An account. What is odd about a record is seldom: it is off, its name is not the only one, it is
    for events, an app's, or one that comes with the account, or it names something that is gone.
    """
    world = World()
    for kind, most in MOST.items():
        count = draw(st.integers(1 if kind == "trigger_categories" else 0, most))
        for at in range(count):
            prefix = draw(st.sampled_from([OURS, OURS, "Other "]))
            name = "%s%d%s" % (prefix, at, draw(ENDINGS))
            called = [each for each in world.of("targets", "webhooks") if is_for_rules(each)]
            categories = world.of("trigger_categories")
            has = draw_attributes(draw, kind, 10 + at, called, categories)
            thing = world.add(Thing(kind, str(at), name, has, _id_of(kind, at)))
            if draw(st.integers(0, 5)) == 5:
                _make_odd(draw, thing, world)
    for kind in MOST:
        things = world.of(kind)
        for thing in things:
            thing.by_name = [each.now for each in things].count(thing.now) == 1
    return world


def _make_odd(draw: Draw, thing: Thing, world: World) -> None:
    before = [each for each in world.of(thing.kind) if each is not thing and not each.is_new]
    if thing.kind == "trigger_categories":
        return
    ways = ["off", "twin" if before else "off"]
    ways += ["events", "app"] if thing.kind == "webhooks" else []
    ways += ["dangles"] if thing.kind in RULES else []
    ways += ["standard"] if thing.kind == "automations" else []
    way = draw(st.sampled_from(ways))
    if way == "off":
        switch = {"status": "inactive"} if thing.kind == "webhooks" else {"active": False}
        thing.has.update(switch)
    elif way == "twin":
        thing.now = thing.final = before[0].now
    elif way == "events":
        thing.has.update(subscriptions=list(FOR_EVENTS), http_method="POST")
    elif way == "app":
        thing.has["external_source"] = {"type": "app", "data": {"app_id": "1"}}
        thing.free = False
    elif way == "dangles":
        gone = {"field": "notification_target", "value": [Ref("targets", "999999"), "x"]}
        thing.has["actions"] = [*thing.has["actions"], gone]
        thing.free = False
    else:
        thing.has["default"] = True


def _id_of(kind: str, at: int) -> Any:
    if kind == "webhooks":
        return "01HANAHFR0BV2YBE1PT8ET%04d" % at
    first = {"targets": 1001, "trigger_categories": 2001, "triggers": 3001, "automations": 4001}
    number = first[kind] + at
    return str(number) if kind == "trigger_categories" else number
