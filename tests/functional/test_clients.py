# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks that are managed with published clients as well: each reads and changes what the other made."""

from __future__ import annotations

import json
from typing import Any, Callable, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.clients import (
    Client,
    Node,
    Record,
    Zenpy,
    requests,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.webhooks import Webhooks

Run = Callable[..., dict[str, Any]]

PATH = "/api/v2/webhooks"
LIST, POST = "GET " + PATH, "POST " + PATH
PAGER: Record = {
    "name": "Pager",
    "endpoint": "https://pager.example.com/zendesk",
    "http_method": "POST",
    "request_format": "json",
    "status": "active",
}
RULES = ["conditional_ticket_events"]
EVENTS = ["zen:event-type:user.created", "zen:event-type:user.deleted"]


@pytest.fixture(params=["zenpy", "node-zendesk"])
def client(
    request: pytest.FixtureRequest, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """Each client, as an admin of the simulated account."""
    return Zenpy(simulator, monkeypatch) if request.param == "zenpy" else Node(simulator)


@pytest.fixture
def webhooks(simulator: Simulator) -> Webhooks:
    """The webhooks of the account."""
    found = simulator.account.resources["webhooks"]
    assert isinstance(found, Webhooks)
    return found


def one(method: str, webhook_id: str, below: str = "") -> str:
    return "%s %s/%s%s" % (method, PATH, webhook_id, below)


def patched(client: Client, webhook_id: str, changes: Record) -> tuple[str, Any]:
    """The request of a client that changes a webhook."""
    beside = {"id": webhook_id} if client.repeats_id else {}
    return one("PATCH", webhook_id), {"webhook": {**beside, **changes}}


def authentication(kind: str, **data: str) -> Record:
    return {"type": kind, "data": data, "add_position": "header"}


def without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}


class Sample(NamedTuple):
    """What a webhook has beside what all have: given to the module, sent, in the journal, read."""

    given: Record
    sent: Record
    masked: Record
    read: Record


def with_authentication(kind: str, secret: str, **shown: str) -> Sample:
    read = {"type": kind, "add_position": "header", **({"data": shown} if shown else {})}
    return Sample(
        {"authentication": {"type": kind, secret: "marker-secret", **shown}},
        {"authentication": authentication(kind, **shown, **{secret: "marker-secret"})},
        {"authentication": authentication(kind, **shown, **{secret: "********"})},
        {"authentication": read},
    )


def plain(**values: Any) -> Sample:
    return Sample(values, values, values, values)


SAMPLES = {
    "no more than it needs": plain(),
    "a description": plain(description="For those on call"),
    "inactive": plain(status="inactive"),
    "events": plain(subscriptions=EVENTS),
    "headers": plain(custom_headers={"X-Source": "Zendesk", "X-Retry": "1"}),
    "basic_auth": with_authentication("basic_auth", "password", username="ana"),
    "bearer_token": with_authentication("bearer_token", "token"),
    "api_key": with_authentication("api_key", "value", name="X-Key"),
}
SAMPLE = pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))


# --- the client by itself


@SAMPLE
def test_create(sample: Sample, client: Client, simulator: Simulator, webhooks: Webhooks) -> None:
    made = client.create({**PAGER, **sample.sent})
    assert simulator.journal.entries[0]["auth"] == client.auth
    assert requests(simulator) == [(POST, {"webhook": {**PAGER, **sample.masked}})]
    (stored,) = webhooks.records.values()
    assert {name: stored[name] for name in sample.sent} == sample.sent
    read = {**PAGER, "subscriptions": RULES, **sample.read}
    assert without(made, "id", "created_at", "created_by") == read
    (listed,) = client.list_all()
    assert client.show(made["id"]) == listed
    assert without(listed, "created_at") == without(made, "created_at")
    assert requests(simulator) == [(LIST, None), (one("GET", made["id"]), None)]


NEW_TOKEN = authentication("bearer_token", token="marker-token")
# What is changed -> what is read then of it; None: it is not there.
CHANGES: dict[str, tuple[Record, Record]] = {
    "name": ({"name": "Other"}, {"name": "Other"}),
    "status": ({"status": "inactive"}, {"status": "inactive"}),
    "several": (
        {"description": "Mine", "http_method": "PUT"},
        {"description": "Mine", "http_method": "PUT"},
    ),
    "authentication": (
        {"authentication": NEW_TOKEN},
        {"authentication": without(NEW_TOKEN, "data")},
    ),
    "no authentication": ({"authentication": None}, {"authentication": None}),
    "one header less": (
        {"custom_headers": {"X-Retry": None}},
        {"custom_headers": {"X-Source": "Zendesk"}},
    ),
}


@pytest.mark.parametrize(("changes", "read"), CHANGES.values(), ids=list(CHANGES))
def test_patch(
    changes: Record, read: Record, client: Client, simulator: Simulator, webhooks: Webhooks
) -> None:
    """What is not named stays."""
    samples = SAMPLES["headers"].sent, SAMPLES["basic_auth"].sent
    found = webhooks.put({**PAGER, "description": "Theirs", **samples[0], **samples[1]})
    before = client.show(found["id"])
    requests(simulator)
    client.patch(found["id"], changes)
    text = json.dumps(patched(client, found["id"], changes)).replace("marker-token", "********")
    assert requests(simulator) == [tuple(json.loads(text))]
    after = client.show(found["id"])
    expected = {name: value for name, value in {**before, **read}.items() if value is not None}
    assert without(after, "updated_at", "updated_by") == expected
    assert after["updated_by"] == before["created_by"]


def test_delete(client: Client, simulator: Simulator, webhooks: Webhooks) -> None:
    found, other = webhooks.put(dict(PAGER)), webhooks.put(dict(PAGER))
    client.delete(found["id"])
    body = {"webhook": {"id": found["id"]}} if client.repeats_id else None
    assert requests(simulator) == [(one("DELETE", found["id"]), body)]
    assert [webhook["id"] for webhook in client.list_all()] == [other["id"]]
    for attempt in (client.show, client.delete):
        with pytest.raises(client.refused, match=client.not_found):
            attempt(found["id"])


def test_pages(client: Client, simulator: Simulator, webhooks: Webhooks) -> None:
    simulator.account.switches.webhook_page_size = 2
    found = [webhooks.put({**PAGER, "name": "Pager %d" % n})["id"] for n in range(5)]
    assert [webhook["id"] for webhook in client.list_all()] == found[::-1]
    queries = [entry["query"] for entry in simulator.journal.entries]
    assert simulator.calls == [LIST] * 3
    assert ["page[after]" in query for query in queries] == [False, True, True]


def test_signing_secret(client: Client, simulator: Simulator, webhooks: Webhooks) -> None:
    found = webhooks.put(dict(PAGER))
    old = dict(found["signing_secret"])
    assert client.signing_secret(found["id"]) == old
    new = client.new_signing_secret(found["id"])
    assert new == found["signing_secret"] != old
    path = "/signing_secret"
    calls = [one("GET", found["id"], path), one("POST", found["id"], path)]
    assert requests(simulator) == [(call, None) for call in calls]


def test_invocations(client: Client, simulator: Simulator, webhooks: Webhooks) -> None:
    found = webhooks.put(dict(PAGER))
    outcome = {
        "status": "client error",
        "status_code": 403,
        "latest_completed_at": "2026-11-20T10:00:00Z",
    }
    attempts = [{"id": found["id"], "status": "client error", "status_code": 403}]
    invocation = webhooks.add_invocation(found["id"], **outcome, attempts=attempts)
    assert client.invocations(found["id"]) == [without(invocation, "attempts")]
    assert client.attempts(found["id"], invocation["id"]) == attempts
    path = "/invocations"
    below = path + "/" + invocation["id"] + "/attempts"
    assert simulator.calls == [one("GET", found["id"], path), one("GET", found["id"], below)]


def test_what_only_zenpy_does(
    simulator: Simulator, webhooks: Webhooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    zenpy = Zenpy(simulator, monkeypatch)
    found = webhooks.put({**PAGER, **SAMPLES["basic_auth"].sent})
    clone = zenpy.webhooks.clone(found["id"])
    assert (clone.name, clone.authentication["data"]) == ("Pager (copy)", {"username": "ana"})
    names = [webhook["name"] for webhook in zenpy.list_all(sort="name", page_size=1)]
    assert names == ["Pager", "Pager (copy)"]
    assert [webhook["id"] for webhook in zenpy.list_all(filter="copy")] == [clone.id]
    assert zenpy.webhooks.test(found["id"]).status_code == 200
    test = POST + "/test"
    assert requests(simulator) == [
        (POST, None),
        (LIST, None),
        (LIST, None),
        (LIST, None),
        (test, {"request": {}}),
    ]


# --- the client and the module


@SAMPLE
def test_the_client_reads_what_the_module_made(
    sample: Sample, client: Client, simulator: Simulator, run: Run
) -> None:
    made = run("zendesk_webhook", **{**PAGER, **sample.given})["webhook"]
    expected = {**PAGER, "subscriptions": RULES, **sample.read}
    ((call, body),) = [each for each in requests(simulator) if each[0] != LIST]
    assert (call, body["webhook"]) == (POST, {**PAGER, "subscriptions": RULES, **sample.masked})
    (listed,) = client.list_all()
    assert without(listed, "id", "created_at", "created_by") == expected
    assert listed["id"] == made["id"]
    assert client.show(made["id"]) == listed
    assert requests(simulator) == [(LIST, None), (one("GET", made["id"]), None)]


@SAMPLE
def test_the_module_finds_what_the_client_made(
    sample: Sample, client: Client, simulator: Simulator, run: Run
) -> None:
    made = client.create({**PAGER, **sample.sent})
    requests(simulator)
    asked = {**PAGER, **sample.given, "update_secrets": "on_create"}
    found = run("zendesk_webhook", **asked)
    assert (found["changed"], found["webhook"]["id"]) == (False, made["id"])
    assert requests(simulator) == [(LIST, None)]
    # Changed, and unchanged by the second run.
    changes = {"name": "Phone", "endpoint": "https://phone.example.com"}
    asked = {**asked, **changes, "previous_name": "Pager"}
    assert run("zendesk_webhook", **asked)["action"] == "update"
    (written,) = [each for each in requests(simulator) if each[1]]
    assert written == (one("PATCH", made["id"]), {"webhook": changes})
    assert not run("zendesk_webhook", **asked)["changed"]
    assert requests(simulator) == [(LIST, None)]
    ours = client.show(made["id"])
    times = ("created_at", "updated_at", "updated_by")
    assert without(ours, *times) == {**without(made, *times), **changes}
    assert client.list_all() == [ours]


# What the client changes -> what the module sends, for a webhook with everything that can be set.
DRIFT: dict[str, tuple[Record, Record]] = {
    "nothing": ({}, {}),
    "status": ({"status": "inactive"}, {"status": "active"}),
    "description": ({"description": "Theirs"}, {"description": "Ours"}),
    "one header more": ({"custom_headers": {"X-New": "1"}}, {"custom_headers": {"X-New": None}}),
    "one header less": (
        {"custom_headers": {"X-Retry": None}},
        {"custom_headers": {"X-Retry": "1"}},
    ),
    "another user": (
        {"authentication": authentication("basic_auth", username="bea", password="marker")},
        SAMPLES["basic_auth"].masked,
    ),
    "no authentication": ({"authentication": None}, SAMPLES["basic_auth"].masked),
}
FULL: Record = {
    **PAGER,
    "description": "Ours",
    **SAMPLES["headers"].given,
    **SAMPLES["basic_auth"].given,
    "update_secrets": "on_create",
}


@pytest.mark.parametrize(("changes", "sent"), DRIFT.values(), ids=list(DRIFT))
def test_the_module_undoes_what_the_client_changed(
    changes: Record, sent: Record, client: Client, simulator: Simulator, run: Run
) -> None:
    made = run("zendesk_webhook", **FULL)["webhook"]
    before = client.show(made["id"])
    if changes:
        client.patch(made["id"], changes)
    requests(simulator)
    assert run("zendesk_webhook", check=True, **FULL)["changed"] is bool(sent)
    assert run("zendesk_webhook", **FULL)["changed"] is bool(sent)
    written = [each for each in requests(simulator) if not each[0].startswith("GET")]
    assert written == ([(one("PATCH", made["id"]), {"webhook": sent})] if sent else [])
    assert not run("zendesk_webhook", **FULL)["changed"]
    assert without(client.show(made["id"]), "updated_at", "updated_by") == before


def test_the_module_restores_what_a_put_of_the_client_removed(
    client: Client, simulator: Simulator, run: Run
) -> None:
    """A PUT is the whole webhook: what it does not have is gone, the secret as well."""
    made = run("zendesk_webhook", **FULL)["webhook"]
    before = client.show(made["id"])
    requests(simulator)
    client.replace(made["id"], PAGER)
    assert requests(simulator) == [(one("PUT", made["id"]), {"webhook": PAGER})]
    bare = client.show(made["id"])
    assert not {"description", "authentication", "custom_headers"} & set(bare)
    result = run("zendesk_webhook", **FULL)
    assert (result["action"], result["secrets_sent"]) == ("update", ["authentication"])
    (written,) = [each for each in requests(simulator) if each[1]]
    restored = {**SAMPLES["headers"].masked, **SAMPLES["basic_auth"].masked, "description": "Ours"}
    assert written == (one("PATCH", made["id"]), {"webhook": restored})
    assert not run("zendesk_webhook", **FULL)["changed"]
    assert without(client.show(made["id"]), "updated_at", "updated_by") == before


def test_deleted_by_either(client: Client, simulator: Simulator, run: Run) -> None:
    theirs = client.create(PAGER)["id"]
    gone = run("zendesk_webhook", name="Pager", state="absent")
    assert (gone["action"], client.list_all()) == ("delete", [])
    assert one("DELETE", theirs) in simulator.calls
    ours = run("zendesk_webhook", **PAGER)["webhook"]["id"]
    client.delete(ours)
    requests(simulator)
    assert not run("zendesk_webhook", name="Pager", state="absent")["changed"]
    assert not run("zendesk_webhook", id=ours, state="absent")["changed"]
    assert requests(simulator) == [(LIST, None), (one("GET", ours), None)]
    assert run("zendesk_webhook", **PAGER)["action"] == "create"
    assert [webhook["name"] for webhook in client.list_all()] == ["Pager"]
