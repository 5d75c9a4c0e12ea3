# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One webhook: every attribute and every authentication, and the requests that each change takes."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any, Callable, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests import calls
from ansible_collections.community.zendesk.tests.simulator import webhooks as simulated
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.webhooks import Webhooks

Run = Callable[..., dict[str, Any]]

PATH = "/api/v2/webhooks"
LIST, POST = "GET " + PATH, "POST " + PATH
RULES = ["GET /api/v2/triggers", "GET /api/v2/automations"]
PAGER = {
    "name": "Pager",
    "endpoint": "https://pager.example.com/zendesk",
    "http_method": "POST",
    "request_format": "json",
}
DEFAULTS = {"status": "active", "subscriptions": ["conditional_ticket_events"]}
EVENT, OTHER_EVENT = "zen:event-type:user.created", "zen:event-type:user.deleted"


@pytest.fixture
def webhooks(simulator: Simulator) -> Webhooks:
    """The webhooks of the account."""
    found = simulator.account.resources["webhooks"]
    assert isinstance(found, Webhooks)
    return found


@pytest.fixture
def one(both: Callable[..., tuple[dict[str, Any], dict[str, Any]]]) -> Run:
    """Run C(zendesk_webhook) in check mode and for real, and compare the webhook of both."""

    def call(**arguments: Any) -> dict[str, Any]:
        predicted, result = both("zendesk_webhook", **arguments)
        if predicted.get("webhook") and result["webhook"]:
            assert without_times(predicted["webhook"]) == without_times(result["webhook"])
        return result

    return call


def without_times(webhook: dict[str, Any]) -> dict[str, Any]:
    """What there is to say before a webhook exists: what is not set is missing."""
    unknown = {"id", "created_at", "created_by", "updated_at", "updated_by"}
    return {n: v for n, v in webhook.items() if n not in unknown and v not in ("", {})}


def writes(simulator: Simulator) -> list[tuple[str, Any]]:
    return calls.writes(simulator, "webhook")


# --- attributes

# Attribute -> a value, another one, and how it is cleared, if it can be.
ATTRIBUTES: dict[str, tuple[Any, Any, Any]] = {
    "description": ("For those on call", "For everyone", ""),
    "endpoint": ("https://a.example.com", "https://b.example.com/{{ticket.id}}", None),
    "http_method": ("PUT", "PATCH", None),
    "request_format": ("json", "form_encoded", None),
    "status": ("active", "inactive", None),
    "custom_headers": ({"X-Source": "Zendesk"}, {"X-Source": "Support"}, {}),
}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_an_attribute(name: str, simulator: Simulator, webhooks: Webhooks, one: Run) -> None:
    first, other, cleared = ATTRIBUTES[name]
    asked = {**PAGER, name: first}
    result = one(**asked)
    assert (result["action"], result["msg"]) == (
        "create",
        'Webhook "Pager" gets a new signing secret. Read it with zendesk_webhook_info, '
        "gather=signing_secret.",
    )
    assert writes(simulator) == [("POST", {**DEFAULTS, **asked})]
    (stored,) = webhooks.records.values()
    assert {n: stored[n] for n in asked} == asked
    simulator.journal.clear()
    assert one(**asked)["action"] == "none"
    assert simulator.calls == [LIST] * 2
    assert one(name="Pager")["action"] == "none"
    simulator.journal.clear()
    result = one(**{**asked, name: other})
    assert (result["action"], result["webhook"][name]) == ("update", other)
    path = "%s/%s" % (PATH, stored["id"])
    assert simulator.calls == [LIST, LIST, "PATCH " + path, "GET " + path]
    assert writes(simulator) == [("PATCH", {name: other})]
    if cleared is not None:
        simulator.journal.clear()
        assert one(**{**asked, name: cleared})["action"] == "update"
        expected = dict.fromkeys(other) if cleared == {} else cleared
        assert writes(simulator) == [("PATCH", {name: expected})]
        assert one(**{**asked, name: cleared})["action"] == "none"


def test_events(simulator: Simulator, one: Run) -> None:
    asked = {**PAGER, "subscriptions": [EVENT, OTHER_EVENT]}
    assert one(**asked)["action"] == "create"
    assert one(**{**asked, "subscriptions": [OTHER_EVENT, EVENT]})["action"] == "none"
    simulator.journal.clear()
    assert one(**{**asked, "subscriptions": [EVENT]})["action"] == "update"
    assert writes(simulator) == [("PATCH", {"subscriptions": [EVENT]})]


# --- authentication


class Kind(NamedTuple):
    """A type of authentication: what is given, what of it can be seen, and other values of both."""

    given: dict[str, str]
    shown: dict[str, str]
    other_secret: dict[str, str]
    other_shown: dict[str, str]


KINDS = {
    "basic_auth": Kind(
        {"username": "ana", "password": "marker-one"},
        {"username": "ana"},
        {"password": "marker-two"},
        {"username": "bea"},
    ),
    "bearer_token": Kind({"token": "marker-one"}, {}, {"token": "marker-two"}, {}),
    "api_key": Kind(
        {"name": "X-Key", "value": "marker-one"},
        {"name": "X-Key"},
        {"value": "marker-two"},
        {"name": "X-Other"},
    ),
}


def as_sent(kind: str, values: dict[str, str]) -> dict[str, Any]:
    """Authentication in the form of the API, masked as in the journal."""
    secrets = {"password", "token", "value"}
    data = {name: "********" if name in secrets else text for name, text in values.items()}
    return {"type": kind, "data": data, "add_position": "header"}


@pytest.mark.parametrize("kind", KINDS)
def test_authentication(kind: str, simulator: Simulator, webhooks: Webhooks, one: Run) -> None:
    given, shown, other_secret, other_shown = KINDS[kind]
    full = {"type": kind, **given}
    # Added to what has none.
    assert one(**PAGER)["action"] == "create"
    simulator.journal.clear()
    result = one(**PAGER, authentication=full, update_secrets="on_create")
    assert (result["action"], result["secrets_sent"]) == ("update", ["authentication"])
    assert writes(simulator) == [("PATCH", {"authentication": as_sent(kind, given)})]
    (stored,) = webhooks.records.values()
    assert stored["authentication"]["data"] == given
    # Kept: with its secret, without it, and not mentioned.
    for authentication in (full, {"type": kind, **shown}, None):
        policy = {} if authentication != full else {"update_secrets": "on_create"}
        assert one(**PAGER, authentication=authentication, **policy)["action"] == "none"
    # Nobody sees that the secret differs.
    simulator.journal.clear()
    changed = {**full, **other_secret}
    assert one(**PAGER, authentication=changed, update_secrets="on_create")["action"] == "none"
    assert writes(simulator) == []
    result = one(**PAGER, authentication=changed)
    assert (result["action"], result["secrets_sent"]) == ("update", ["authentication"])
    assert stored["authentication"]["data"] == {**given, **other_secret}
    # What can be seen differs.
    if other_shown:
        simulator.journal.clear()
        seen = {"type": kind, **shown, **other_shown}
        failed = one(**PAGER, authentication=seen)
        assert "add %s, which can't be read back" % next(iter(other_secret)) in failed["msg"]
        assert writes(simulator) == []
        changed = {**changed, **other_shown}
        result = one(**PAGER, authentication=changed, update_secrets="on_create")
        assert result["action"] == "update"
        values = {**given, **other_shown}
        assert writes(simulator) == [("PATCH", {"authentication": as_sent(kind, values)})]
    # Removed.
    simulator.journal.clear()
    assert one(**PAGER, authentication={"type": "none"})["action"] == "update"
    assert writes(simulator) == [("PATCH", {"authentication": None})]
    assert one(**PAGER, authentication={"type": "none"})["action"] == "none"


@pytest.mark.parametrize("old", KINDS)
@pytest.mark.parametrize("new", KINDS)
def test_another_authentication(old: str, new: str, webhooks: Webhooks, one: Run) -> None:
    one(**PAGER, authentication={"type": old, **KINDS[old].given})
    full = {"type": new, **KINDS[new].given}
    result = one(**PAGER, authentication=full, update_secrets="on_create")
    assert result["action"] == ("none" if old == new else "update")
    (stored,) = webhooks.records.values()
    assert stored["authentication"]["type"] == new


@pytest.mark.parametrize("kind", KINDS)
def test_a_create_needs_the_secret(kind: str, simulator: Simulator, one: Run) -> None:
    given, shown, *_others = KINDS[kind]
    (secret,) = set(given) - set(shown)
    result = one(**PAGER, authentication={"type": kind, **shown})
    assert "To create it, add authentication.%s." % secret in result["msg"]
    assert writes(simulator) == []


def test_a_create_without(simulator: Simulator, one: Run) -> None:
    assert one(**PAGER, authentication={"type": "none"})["action"] == "create"
    assert writes(simulator) == [("POST", {**DEFAULTS, **PAGER})]


# --- headers

HEADERS = {"X-Source": "Zendesk", "X-Api-Key": "marker-key", "Accept": "application/json"}
# What is asked for -> what is sent.
CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the same in another case": ({"x-source": "Zendesk", **HEADERS}, {}),
    "one changes": ({**HEADERS, "Accept": "text/plain"}, {"Accept": "text/plain"}),
    "one goes": (
        {n: v for n, v in HEADERS.items() if n != "Accept"},
        {"Accept": None},
    ),
    "one comes": ({**HEADERS, "X-Retry": 1}, {"X-Retry": "1"}),
    "all go": ({}, dict.fromkeys(HEADERS)),
}
CHANGES["the same in another case"] = ({n.lower(): v for n, v in HEADERS.items()}, {})


@pytest.mark.parametrize(("asked", "sent"), CHANGES.values(), ids=list(CHANGES))
def test_headers(
    asked: dict[str, Any], sent: dict[str, Any], simulator: Simulator, webhooks: Webhooks, one: Run
) -> None:
    webhooks.put({**PAGER, "custom_headers": dict(HEADERS)})
    result = one(**PAGER, custom_headers=asked)
    assert "marker" not in json.dumps(result)
    masked = {n: "********" if n == "X-Api-Key" and v else v for n, v in sent.items()}
    assert writes(simulator) == ([("PATCH", {"custom_headers": masked})] if sent else [])
    (stored,) = webhooks.records.values()
    expected = {n.lower(): str(v) for n, v in asked.items()}
    assert {n.lower(): v for n, v in stored.get("custom_headers", {}).items()} == expected
    assert one(**PAGER, custom_headers=asked)["action"] == "none"


# --- which webhook is meant


def test_names_are_not_unique(webhooks: Webhooks, one: Run) -> None:
    first = webhooks.put(dict(PAGER))
    other = webhooks.put({**PAGER, "endpoint": "https://other.example.com"})
    assert one(**PAGER, description="Mine")["webhook"]["id"] == first["id"]
    result = one(name="Pager", status="inactive")
    for webhook in (first, other):
        assert "id %s (%s, active)" % (webhook["id"], webhook["endpoint"]) in result["msg"]
    assert one(id=other["id"], status="inactive")["webhook"]["id"] == other["id"]


def test_a_name_on_a_later_page(simulator: Simulator, webhooks: Webhooks, one: Run) -> None:
    found = webhooks.put(dict(PAGER))
    for number in range(250):
        webhooks.put({**PAGER, "name": "Other %d" % number})
    assert one(**PAGER)["webhook"]["id"] == found["id"]
    assert simulator.calls == [LIST] * 6


# Names that are there, and the former ones -> what becomes of it.
RENAMES: dict[str, tuple[list[str], Any, str]] = {
    "from the old name": (["Old"], "Old", "update"),
    "from one of several": (["Older"], ["Old", "Older"], "update"),
    "a name with a comma": (["Old, older"], "Old, older", "update"),
    "is done": (["Pager"], "Old", "none"),
    "there is none": ([], "Old", "create"),
    "both are there": (
        ["Old", "Pager"],
        "Old",
        "already exists, and so does a webhook with the former name: id ",
    ),
    "two old ones": (["Old", "Older"], ["Old", "Older"], "There are 2 webhooks"),
}


@pytest.mark.parametrize(("there", "former", "outcome"), RENAMES.values(), ids=list(RENAMES))
def test_a_rename(
    there: list[str],
    former: Any,
    outcome: str,
    simulator: Simulator,
    webhooks: Webhooks,
    one: Run,
) -> None:
    for name in there:
        webhooks.put({**PAGER, "name": name})
    result = one(**PAGER, previous_name=former)
    if outcome == "update":
        assert writes(simulator) == [("PATCH", {"name": "Pager"})]
    assert outcome in (result.get("action"), outcome if outcome in result.get("msg", "") else "")


# Former names -> how the message names what is not there.
NOT_THERE: dict[str, tuple[Any, str]] = {
    "no former name": (None, '"Pager". To create it'),
    "a former name": ("Old", '"Pager" or, formerly, "Old". To create it'),
    "several": (["Old", "Older"], '"Pager" or, formerly, "Old" or "Older". To create it'),
}


@pytest.mark.parametrize(("former", "named"), NOT_THERE.values(), ids=list(NOT_THERE))
def test_a_rename_of_nothing(former: Any, named: str, simulator: Simulator, one: Run) -> None:
    result = one(name="Pager", previous_name=former, status="inactive")
    assert "There is no webhook called %s, add endpoint" % named in result["msg"]
    assert writes(simulator) == []


# --- the connection method


def test_the_connection_method_stays(simulator: Simulator, webhooks: Webhooks, one: Run) -> None:
    old = webhooks.put(dict(PAGER))
    asked = {**PAGER, "subscriptions": [EVENT]}
    result = one(**asked)
    assert "the connection method of a webhook can't be changed" in result["msg"]
    assert writes(simulator) == []
    simulator.journal.clear()
    result = one(**asked, recreate=True)
    assert result["action"] == "recreate"
    headers = result["diff"]["before_header"], result["diff"]["after_header"]
    assert headers == ('Webhook "Pager" (id %s)' % old["id"], 'Webhook "Pager"')
    deleted = "DELETE %s/%s" % (PATH, old["id"])
    assert simulator.calls == [LIST, *RULES, LIST, *RULES, POST, deleted]
    (stored,) = webhooks.records.values()
    assert stored["subscriptions"] == [EVENT]
    assert one(**asked, recreate=True)["action"] == "none"


def test_a_replacement_keeps_what_is_not_given(webhooks: Webhooks, one: Run) -> None:
    rest = {"description": "Rich", "custom_headers": {"X-A": "1"}, "status": "inactive"}
    webhooks.put({**PAGER, **rest})
    assert one(name="Pager", subscriptions=[EVENT], recreate=True)["action"] == "recreate"
    (stored,) = webhooks.records.values()
    assert {name: stored[name] for name in (*PAGER, *rest)} == {**PAGER, **rest}
    assert stored["subscriptions"] == [EVENT]


def test_a_replacement_fits_what_it_is_for(
    simulator: Simulator, webhooks: Webhooks, one: Run
) -> None:
    webhooks.put({**PAGER, "http_method": "GET"})
    message = one(name="Pager", subscriptions=[EVENT], recreate=True)["msg"]
    assert "would be replaced: http_method must be POST" in message
    assert writes(simulator) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_replacement_does_not_lose_a_login(
    kind: str, simulator: Simulator, webhooks: Webhooks, one: Run
) -> None:
    given, shown, *_other = KINDS[kind]
    webhooks.put({**PAGER, "authentication": {"type": kind, "data": given}})
    asked = {"name": "Pager", "subscriptions": [EVENT], "recreate": True}
    message = one(**asked)["msg"]
    assert "authentication can't be copied" in message
    assert "authentication.type=none" in message
    # What can be seen of it is no help.
    assert "add authentication." in one(**asked, authentication={"type": kind, **shown})["msg"]
    assert writes(simulator) == []
    assert one(**asked, authentication={"type": "none"})["action"] == "recreate"
    assert "authentication" not in writes(simulator)[0][1]


def test_a_replacement_with_its_login(webhooks: Webhooks, one: Run) -> None:
    data = {"token": "marker-old"}
    webhooks.put({**PAGER, "authentication": {"type": "bearer_token", "data": data}})
    login = {"type": "bearer_token", "token": "marker-new"}
    asked = {"name": "Pager", "subscriptions": [EVENT], "recreate": True}
    assert one(**asked, authentication=login)["secrets_sent"] == ["authentication"]


# Input -> what is said, before any request.
MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "no scheme": ({"endpoint": "pager.example.com"}, "endpoint must begin with https://"),
    "another scheme": ({"endpoint": "ftp://pager.example.com"}, "got ftp://pager.example.com"),
    "no event": ({"subscriptions": ["foo"]}, "has the unknown entry foo: use conditional_"),
    "a token at the wrong place": ({"token": "marker"}, "did you mean authentication.token?"),
    "a password at the wrong place": ({"password": "marker"}, "authentication.password?"),
    "a user at the wrong place": ({"username": "ana"}, "did you mean authentication.username?"),
}


@pytest.mark.parametrize("case", MISTAKES.values(), ids=list(MISTAKES))
def test_mistakes(case: Any, simulator: Simulator, run: Run) -> None:
    arguments, says = case
    assert says in run("zendesk_webhook", **{**PAGER, **arguments})["msg"]
    assert simulator.calls == []


def test_a_secret_for_a_type(run: Run) -> None:
    result = run("zendesk_webhook", **PAGER, authentication={"type": "marker-secret-0815"})
    assert result["failed"]
    assert "marker-secret-0815" not in str(result)


def test_an_endpoint_that_begins_with_a_placeholder(one: Run) -> None:
    assert one(**{**PAGER, "endpoint": "{{ticket.link}}"})["action"] == "create"


def test_the_name_of_a_header_has_no_case(webhooks: Webhooks, one: Run) -> None:
    data = {"name": "X-Key", "value": "marker"}
    webhooks.put({**PAGER, "authentication": {"type": "api_key", "data": data}})
    login = {"type": "api_key", "name": "x-key"}
    assert one(name="Pager", authentication=login)["action"] == "none"


def test_both_connection_methods_under_one_name(webhooks: Webhooks, one: Run) -> None:
    webhooks.put(dict(PAGER))
    events = webhooks.put({**PAGER, "subscriptions": [EVENT]})
    result = one(**PAGER, subscriptions=[EVENT], description="Mine")
    assert (result["action"], result["webhook"]["id"]) == ("update", events["id"])


# --- rules and apps


def test_a_rule_keeps_it(simulator: Simulator, webhooks: Webhooks, one: Run) -> None:
    webhook = webhooks.put(dict(PAGER))
    action = {"field": "notification_webhook", "value": [webhook["id"], "Hello"]}
    simulator.account.resources["triggers"].put({"title": "Ring", "actions": [action]})
    result = one(name="Pager", state="absent")
    assert 'is used by trigger "Ring"' in result["msg"]
    said = (
        "deleting it would break this rule. Remove the webhook from its actions, or set force=true."
    )
    assert result["msg"].endswith(said)
    assert writes(simulator) == []
    simulator.journal.clear()
    assert one(name="Pager", state="absent", force=True)["action"] == "delete"
    assert simulator.calls == [LIST, LIST, "DELETE %s/%s" % (PATH, webhook["id"])]


def test_several_rules_keep_it(simulator: Simulator, webhooks: Webhooks, one: Run) -> None:
    action = {"field": "notification_webhook", "value": [webhooks.put(dict(PAGER))["id"], "Hello"]}
    for title in ("Ring", "Ring again"):
        simulator.account.resources["triggers"].put({"title": title, "actions": [action]})
    said = (
        "deleting it would break these rules. Remove the webhook from their actions, or set force="
    )
    assert said in one(name="Pager", state="absent")["msg"]


def test_a_rule_whose_value_is_a_text(simulator: Simulator, webhooks: Webhooks, one: Run) -> None:
    webhook = webhooks.put(dict(PAGER))
    action = {"field": "notification_webhook", "value": "['%s', ['a', 'b']]" % webhook["id"]}
    simulator.account.resources["triggers"].put({"title": "Ring", "actions": [action]})
    assert 'is used by trigger "Ring"' in one(name="Pager", state="absent")["msg"]


def test_a_delete(simulator: Simulator, webhooks: Webhooks, one: Run) -> None:
    webhook = webhooks.put(dict(PAGER))
    assert one(name="Pager", state="absent")["action"] == "delete"
    deleted = "DELETE %s/%s" % (PATH, webhook["id"])
    assert simulator.calls == [LIST, *RULES, LIST, *RULES, deleted]
    assert one(name="Pager", state="absent")["action"] == "none"


def test_what_an_app_made(simulator: Simulator, webhooks: Webhooks, run: Run, one: Run) -> None:
    webhook = webhooks.put({**PAGER, "external_source": {"type": "zendesk_app"}})
    assert one(**PAGER)["warnings"] == []
    result = one(**PAGER, status="inactive")
    assert "was created by an app, which may overwrite" in result["warnings"][0]
    for arguments in (
        {"name": "Pager"},
        {"name": "Pager", "force": True},
        {"id": webhook["id"]},
    ):
        result = one(state="absent", **arguments)
        assert "was created by an app, which needs it, so it is not deleted" in result["msg"]
    assert [method for method, _body in writes(simulator)] == ["PATCH"]
    # Zendesk may refuse it nevertheless, as the simulator does.
    result = run("zendesk_webhook", id=webhook["id"], state="absent", force=True)
    assert writes(simulator)[-1] == ("DELETE", None)
    assert result["error"]["code"] == "WebhookOfApp"


# --- what a person should know


# Endpoint -> what a warning says about it.
ENDPOINTS = {
    "http://pager.example.com": "endpoint uses http, so requests and their secrets are not encrypted",
    "https://a:marker-1@pager.example.com": "endpoint contains a login, which is visible in Zendesk: move it to authentication",
    "https://marker-1@pager.example.com/a": "endpoint contains a login, which is visible in Zendesk: move it to authentication",
    "https://pager.example.com/a@b": "",
    "https://pager.example.com?to=a@b": "",
}


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_advice_about_an_endpoint(endpoint: str, one: Run) -> None:
    warnings = one(**{**PAGER, "endpoint": endpoint})["warnings"]
    assert len(warnings) == bool(ENDPOINTS[endpoint])
    assert ENDPOINTS[endpoint] in " ".join(warnings)


def test_what_was_not_stored(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.webhook_lower_case = "keep"
    run("zendesk_webhook", **PAGER, authentication={"type": "bearer_token", "token": "marker-1"})
    simulator.account.switches.webhook_no_authentication = "ignore"
    result = run("zendesk_webhook", **PAGER, authentication={"type": "none"})
    assert "The next run will send it again" in result["warnings"][0]


# Options -> what is said of them, all before any request.
WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a method of events": (
        {"subscriptions": [EVENT], "http_method": "GET", "request_format": "xml"},
        ["http_method must be POST for events; got GET.", "request_format must be json for events"],
    ),
    "a mixture": (
        {"subscriptions": [EVENT, "conditional_ticket_events"]},
        ["subscriptions can't combine conditional_ticket_events with other entries."],
    ),
    "a method in lower case": (
        {"http_method": "post"},
        ["http_method must be one of GET, POST, PUT, PATCH, DELETE; got post: did you mean POST?"],
    ),
    "a format in upper case": ({"request_format": "JSON"}, ["got JSON: did you mean json?"]),
    "no subscription": ({"subscriptions": []}, ["subscriptions requires at least one entry"]),
    "a target's words": (
        {"name": None, "endpoint": None, "title": "x", "url": "https://x", "active": True},
        ["did you mean name?", "did you mean endpoint?", "did you mean status?"],
    ),
    "no type": ({"authentication": {"username": "ana"}}, ["authentication requires type."]),
    "an unknown type": (
        {"authentication": {"type": "basic"}},
        ["authentication: type must be one of", "did you mean basic_auth?"],
    ),
    "parts of another type": (
        {"authentication": {"type": "bearer_token", "username": "ana", "token": "marker"}},
        ["authentication of type bearer_token does not support username."],
    ),
    "a missing part": (
        {"authentication": {"type": "basic_auth", "password": "marker"}},
        ["authentication of type basic_auth requires username."],
    ),
    "an empty secret": (
        {"authentication": {"type": "bearer_token", "token": ""}},
        ["authentication of type bearer_token can't have an empty token."],
    ),
    "a text": (
        {"authentication": "marker"},
        [
            "authentication must be a dictionary such as {type: bearer_token, token: ...}, not text.",
        ],
    ),
    "a list": (
        {"authentication": ["marker"]},
        [
            "authentication must be a dictionary such as {type: bearer_token, token: ...}, not a list."
        ],
    ),
    "a misspelt key": (
        {"authentication": {"type": "bearer_token", "tokn": "marker"}},
        ["authentication: unknown option tokn: did you mean token?"],
    ),
    "a nested header": (
        {"custom_headers": {"X-A": {"b": 1}}},
        ["custom_headers requires text for X-A, not a dictionary: put it in quotes."],
    ),
    "a header that is a boolean": (
        {"custom_headers": {"X-A": True}},
        ["custom_headers requires text for X-A, not a boolean: put it in quotes."],
    ),
    "a header that is a list": (
        {"custom_headers": {"X-A": ["b"]}},
        ["custom_headers requires text for X-A, not a list: put it in quotes."],
    ),
    "one header twice": (
        {"custom_headers": {"X-A": "1", "x-a": "2"}},
        ["custom_headers has x-a more than once, in different case."],
    ),
    "an empty status": ({"status": ""}, ["status must be one of active, inactive"]),
    "subscriptions in a text": (
        {"subscriptions": "a, b"},
        ["subscriptions must be a list, not text. Text is not split at commas"],
    ),
    "a header without a name": (
        {"custom_headers": {" ": "a"}},
        ["custom_headers has a header without a name."],
    ),
    "a header of two lines": (
        {"custom_headers": {"X-A": "a\nb"}},
        ["custom_headers can't have line breaks."],
    ),
    "an empty former name": ({"previous_name": [""]}, ["previous_name has an empty entry"]),
    "what Zendesk sets": (
        {"created_by": "1", "signing_secret": "marker"},
        ["unknown option created_by: Zendesk sets it.", "signing_secret: Zendesk sets it."],
    ),
}


@pytest.mark.parametrize("inject", [True, False], ids=["arguments", "no arguments"])
@pytest.mark.parametrize(("asked", "texts"), WRONG.values(), ids=list(WRONG))
def test_wrong_input(
    asked: dict[str, Any], texts: list[str], inject: bool, simulator: Simulator, run: Run
) -> None:
    result = run("zendesk_webhook", **{**PAGER, **asked}, _ansible_inject_invocation=inject)
    assert result["failed"]
    for text in texts:
        assert text in result["msg"]
    assert simulator.calls == []
    assert "marker" not in json.dumps(result)


def test_the_limit_of_a_trial(simulator: Simulator, run: Run) -> None:
    simulator.account.switches.max_webhooks = 10
    for number in range(10):
        run("zendesk_webhook", **{**PAGER, "name": "Pager %d" % number})
    result = run("zendesk_webhook", **PAGER)
    assert "Account limit on number of webhooks has been reached" in result["msg"]
    assert result["error"]["code"] == "WebhookLimitExceeded"
    assert "Delete what is no longer needed" in result["msg"]
    assert "role" not in result["msg"]


# --- answers of Zendesk

NOBODY = "01HANAHFR0000000000000000Z"
# The code of a 404 -> whether the webhook is gone then.
CODES = {
    "WebhookNotFound": True,
    "RecordNotFound": False,
    "TriggerCategoryNotFound": False,
    "TicketNotFound": False,
    "InvalidEndpoint": False,
    "": False,
}


@pytest.mark.parametrize(("code", "gone"), CODES.items())
def test_only_a_missing_webhook_is_gone(
    code: str, gone: bool, simulator: Simulator, run: Run
) -> None:
    body = {"errors": [{"code": code, "title": "Not found"}]} if code else ""
    simulator.fault(path=PATH + "/", times=0, answer={"status": 404, "body": body})
    result = run("zendesk_webhook", id=NOBODY, state="absent")
    assert bool(result.get("failed")) is not gone
    result = run("zendesk_webhook_info", id=NOBODY)
    assert bool(result.get("failed")) is not gone


@pytest.mark.parametrize("state", ["present", "absent"])
def test_an_id_that_nobody_has(state: str, one: Run) -> None:
    result = one(id=NOBODY, state=state, **({"status": "inactive"} if state == "present" else {}))
    if state == "absent":
        assert result["action"] == "none"
    else:
        assert "There is no webhook with id %s." % NOBODY in result["msg"]


# What the first page says of the next one -> whether that is read.
ENDS: dict[str, tuple[dict[str, Any], bool]] = {
    "a link": ({"meta": {"has_more": True}, "links": {"next": "%s?page[after]=1"}}, True),
    "a cursor alone": ({"meta": {"has_more": True, "after_cursor": "MQ=="}}, True),
    "no links at all": ({"meta": {"has_more": False}}, False),
    "a link to a page that is not there": (
        {"meta": {"has_more": False, "after_cursor": "MQ=="}, "links": {"next": "%s?x=1"}},
        False,
    ),
}


@pytest.mark.parametrize(("says", "follows"), ENDS.values(), ids=list(ENDS))
def test_where_a_list_ends(
    says: dict[str, Any], follows: bool, simulator: Simulator, run: Run
) -> None:
    first = {"webhooks": [], **json.loads(json.dumps(says).replace("%s", simulator.url + PATH))}
    second = {"webhooks": [{**PAGER, "id": NOBODY}], "meta": {"has_more": False}}
    simulator.fault(path=PATH, answer={"status": 200, "body": first})
    simulator.fault(path=PATH, times=0, answer={"status": 200, "body": second})
    found = run("zendesk_webhook_info")["webhooks"]
    assert [webhook["id"] for webhook in found] == ([NOBODY] if follows else [])
    if says.get("meta", {}).get("after_cursor") and follows:
        assert simulator.journal.entries[1]["query"]["page[after]"] == "MQ=="
    assert len(simulator.calls) == 1 + follows


def test_times_do_not_count(simulator: Simulator, webhooks: Webhooks, one: Run, run: Run) -> None:
    """The answer to a create has nanoseconds, all others whole seconds."""
    created = run("zendesk_webhook", **PAGER)
    read = run("zendesk_webhook", **PAGER)
    assert not read["changed"]
    assert created["webhook"]["created_at"] != read["webhook"]["created_at"]
    assert "created_at" not in created["diff"]["after"]


def test_an_update_is_not_before_the_create(one: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A webhook that is changed at once: the simulator rounds both times."""
    clock = SimpleNamespace(time_ns=lambda: 1_695_080_299_750_000_000)
    monkeypatch.setattr(simulated, "time", clock)
    one(**PAGER)
    changed = one(**PAGER, description="Changed")["webhook"]
    assert changed["created_at"] == changed["updated_at"] == "2023-09-18T23:38:20Z"
