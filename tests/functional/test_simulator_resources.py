# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What resources of the simulator share: a made-up one, served from a class of some lines."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from typing import Any, Iterator

import pytest
import requests

from ansible_collections.community.zendesk.tests.simulator import errors
from ansible_collections.community.zendesk.tests.simulator.account import Account
from ansible_collections.community.zendesk.tests.simulator.logins import OAUTH_CLIENTS
from ansible_collections.community.zendesk.tests.simulator.records import Record
from ansible_collections.community.zendesk.tests.simulator.resource import (
    Answer,
    Request,
    Resource,
    Route,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

MARKER = "marker-5f0c"
ADMIN = {"Authorization": "Bearer simulated-admin-oauth-token"}
AGENT = {"Authorization": "Bearer simulated-agent-oauth-token"}
PATH = "/api/v2/notes"


class Notes(Resource):
    path = PATH
    key = "note"
    list_key = "notes"
    operations = ("list", "show", "create", "update", "replace", "delete")
    more_routes = (Route("GET", "/<record_id>/login", "login", admins_only=True),)
    update_method = "PATCH"
    update_status = 204
    empty_type = "application/json"
    text_ids = True
    has_url = False
    json_suffix = False
    scope = "notes"
    paging = "cursor"
    last_page = "absent"
    attributes = ("name", "colour", "login")
    required = ("name",)
    secrets = ("login.pin",)

    def problems(self, record: Record) -> errors.Problems:
        bad = record.get("colour") not in (None, "red", "blue")
        more = {"colour": [("Colour: is not included in the list", "InvalidValue")]} if bad else {}
        return {**super().problems(record), **more}

    def not_found(self, record_id: Any) -> errors.Refused:
        return errors.listed(404, "NoteNotFound", "Note Not Found", detail="No %s" % record_id)

    def answer_login(self, request: Request, record_id: str) -> Answer:
        return Answer(200, {"login": self.find(record_id).get("login")})


class PlainNotes(Resource):
    path = PATH
    key = "note"
    list_key = "notes"


@dataclasses.dataclass
class Caller:
    """Requests to a simulator, as an admin."""

    simulator: Simulator

    def __call__(
        self, method: str, path: str, note: Any = None, headers: dict[str, str] | None = None
    ) -> requests.Response:
        url = path if "://" in path else self.simulator.url + path
        content = None if note is None else {"note": note}
        return requests.request(method, url, headers=headers or ADMIN, json=content, timeout=10)

    @property
    def notes(self) -> dict[Any, Record]:
        return self.simulator.account.resources["notes"].records


@contextlib.contextmanager
def serve(notes: type[Resource]) -> Iterator[Caller]:
    simulator = Simulator(resources=[notes]).start()
    try:
        yield Caller(simulator)
    finally:
        simulator.stop()


@pytest.fixture
def call() -> Iterator[Caller]:
    with serve(Notes) as caller:
        yield caller


@pytest.fixture
def plain() -> Iterator[Caller]:
    with serve(PlainNotes) as caller:
        yield caller


NOTE = {"name": "A", "colour": "red", "login": {"user": "me", "pin": MARKER}}
SEVEN = {"created_at": "2026-01-01T00:00:00Z", "id": "7", **NOTE}


def test_a_record_from_create_to_delete(call: Caller) -> None:
    created = call("POST", PATH, NOTE)
    note = created.json()["note"]
    assert (created.status_code, note["login"]) == (201, {"user": "me"})
    assert "Location" not in created.headers
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{26}", note["id"])
    one = PATH + "/" + note["id"]
    assert call("GET", one).json() == {"note": note}
    assert call.notes[note["id"]]["login"]["pin"] == MARKER

    patched = call("PATCH", one, {"colour": "blue"})
    assert (patched.status_code, patched.content) == (204, b"")
    assert patched.headers["Content-Type"] == "application/json"
    assert call("GET", one).json() == {"note": dict(note, colour="blue")}
    assert call.notes[note["id"]]["login"]["pin"] == MARKER

    assert call("PUT", one, {"name": "B"}).status_code == 204
    kept = {"id": note["id"], "created_at": note["created_at"]}
    assert call("GET", one).json() == {"note": {**kept, "name": "B"}}

    deleted = call("DELETE", one)
    assert (deleted.status_code, deleted.content, call.notes) == (204, b"", {})
    methods = ["POST", "GET", "PATCH", "GET", "PUT", "GET", "DELETE"]
    assert call.simulator.calls == ["POST " + PATH, *(m + " " + one for m in methods[1:])]


def test_a_record_with_all_defaults(plain: Caller) -> None:
    created = plain("POST", PATH, {"name": "A", "more": 1})
    note = created.json()["note"]
    assert (note["name"], note["more"]) == ("A", 1)
    assert note["url"] == plain.simulator.url + "%s/%d.json" % (PATH, note["id"])
    assert created.headers["Location"] == note["url"]
    updated = plain("PUT", note["url"], {"colour": "blue"})
    assert (updated.status_code, updated.json()) == (200, {"note": dict(note, colour="blue")})
    deleted = plain("DELETE", note["url"])
    assert (deleted.status_code, "Content-Type" in deleted.headers) == (204, False)


# Method, path below the list, body -> status, and the name of the error.
REFUSED: list[tuple[str, str, Any, int, str]] = [
    ("POST", "", {"colour": "red"}, 422, "RecordInvalid"),
    ("POST", "", {"name": " "}, 422, "RecordInvalid"),
    ("POST", "", {"name": "A", "colour": "green"}, 422, "RecordInvalid"),
    ("POST", "", {}, 400, "ParameterMissing"),
    ("POST", "", None, 400, "ParameterMissing"),
    ("POST", "", "text", 400, "ParameterMissing"),
    ("PATCH", "/7", {}, 400, "ParameterMissing"),
    ("PATCH", "/7", {"id": "8"}, 400, "ParameterMissing"),
    ("PATCH", "/7", {"name": None}, 422, "RecordInvalid"),
    ("PUT", "/7", {"colour": "red"}, 422, "RecordInvalid"),
    ("GET", "/8", None, 404, "NoteNotFound"),
    ("PATCH", "/8", {"name": "B"}, 404, "NoteNotFound"),
    ("DELETE", "/8", None, 404, "NoteNotFound"),
    ("GET", ".json", None, 404, "InvalidEndpoint"),
    ("GET", "/7.json", None, 404, "InvalidEndpoint"),
    ("GET", "/7.json.json", None, 404, "InvalidEndpoint"),
    ("GET", "/", None, 404, "InvalidEndpoint"),
    ("GET", "/7/more", None, 404, "InvalidEndpoint"),
    ("POST", "/7", {"name": "B"}, 404, "InvalidEndpoint"),
    ("DELETE", "", None, 404, "InvalidEndpoint"),
    ("OPTIONS", "", None, 404, "InvalidEndpoint"),
    ("OPTIONS", "/7", None, 404, "InvalidEndpoint"),
]


@pytest.mark.parametrize(("method", "path", "sent", "status", "error"), REFUSED)
def test_refused(method: str, path: str, sent: Any, status: int, error: str, call: Caller) -> None:
    call.simulator.account.resources["notes"].put(dict(SEVEN))
    answer = call(method, PATH + path, sent)
    content = answer.json()
    found = content["errors"][0]["code"] if "errors" in content else content["error"]
    assert (answer.status_code, found) == (status, error)
    assert call.notes == {"7": SEVEN}


SUFFIXED = {".json": 200, "/7.json": 200, "/7.json.json": 404, ".json.json": 404, "/x": 400}


@pytest.mark.parametrize("path", SUFFIXED)
def test_paths_with_a_suffix(path: str, plain: Caller) -> None:
    plain.simulator.account.resources["notes"].put({"id": 7, **NOTE})
    assert plain("GET", PATH + path).status_code == SUFFIXED[path]
    assert plain.simulator.calls == ["GET " + PATH + path.replace(".json", "", 1)]


def test_no_path_is_redirected(call: Caller) -> None:
    for path in ("/api/v2//notes", PATH + "//", PATH + "/7/"):
        url = call.simulator.url + path
        answer = requests.get(url, headers=ADMIN, timeout=10, allow_redirects=False)
        assert (answer.status_code, answer.json()["error"]) == (404, "InvalidEndpoint")


# Bodies that hold a secret, in the right shape and in others -> whether they are taken.
HOLDING: list[tuple[dict[str, Any], int]] = [
    ({"note": NOTE}, 201),
    ({"note": {"name": "A", "login": {"pin": [MARKER]}}}, 201),
    ({"note": {"name": "A", "login": [{"pin": MARKER}]}}, 201),
    ({"note": {"name": "A", "login": MARKER}}, 201),
    ({"note": {"login": {"pin": MARKER}}}, 422),
    ({"note": {"name": "A", "colour": "green", "login": {"pin": MARKER}}}, 422),
    ({"notes": {"login": {"pin": MARKER}}}, 400),
    ({"login": {"pin": MARKER}}, 400),
    ({"note": [{"login": {"pin": MARKER}}]}, 400),
    ({"login": MARKER}, 400),
    ({"note": {"name": "", "login": MARKER}}, 422),
]


@pytest.mark.parametrize(("body", "status"), HOLDING)
def test_a_secret_is_neither_shown_nor_written_down(
    body: dict[str, Any], status: int, call: Caller
) -> None:
    assert MARKER in json.dumps(body)
    url = call.simulator.url + PATH
    answers = [requests.post(url, headers=ADMIN, json=body, timeout=10)]
    assert answers[0].status_code == status
    answers.append(call("GET", PATH))
    answers += [call("GET", PATH + "/" + number) for number in call.notes]
    assert MARKER not in "".join(answer.text + str(answer.headers) for answer in answers)
    assert MARKER not in json.dumps(call.simulator.journal.entries)
    # Where it was stored, it is there to be found.
    assert (MARKER in json.dumps(list(call.notes.values()))) == (status == 201)


def test_what_is_not_marked_as_a_secret_is_found() -> None:
    with serve(type("Open", (Notes,), {"secrets": ()})) as call:
        assert MARKER in call("POST", PATH, NOTE).text
        assert MARKER in json.dumps(call.simulator.journal.entries)


def test_what_is_no_secret_is_written_down(call: Caller) -> None:
    call("POST", PATH, NOTE)
    call("POST", PATH, {"name": "A", "login": None, "other": {"user": "me"}})
    assert [entry["body"]["note"] for entry in call.simulator.journal.entries] == [
        dict(NOTE, login={"user": "me", "pin": "********"}),
        {"name": "A", "login": None, "other": {"user": "me"}},
    ]


def test_an_object_that_was_nothing_but_a_secret_is_absent(call: Caller) -> None:
    made = call("POST", PATH, {"name": "A", "login": {"pin": MARKER}}).json()["note"]
    assert set(made) == {"id", "created_at", "name"}


def test_what_is_dropped_is_named(call: Caller) -> None:
    made = call("POST", PATH, {"name": "A", "id": "9", "size": 1})
    assert '["note.id", "note.size"]' in made.headers["X-Zendesk-API-Warn"]
    assert "size" not in made.json()["note"]
    assert "X-Zendesk-API-Warn" not in call("POST", PATH, NOTE).headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "", 200), ("GET", "/7", 200), ("GET", "/7/login", 403), ("POST", "", 403)],
)
def test_agents_may_read(method: str, path: str, status: int, call: Caller) -> None:
    call.simulator.account.resources["notes"].put(dict(SEVEN))
    assert call(method, PATH + path, headers=AGENT).status_code == status
    assert call("GET", PATH + "/7/login").json() == {"login": NOTE["login"]}


CLIENT = {**OAUTH_CLIENTS[0], "grant_type": "client_credentials"}


@pytest.mark.parametrize(
    ("scope", "read", "write"),
    [("read", 200, 403), ("notes:read", 200, 403), ("notes:write", 403, 400), ("write", 403, 400)],
)
def test_scopes(scope: str, read: int, write: int, call: Caller) -> None:
    url = call.simulator.url + "/oauth/tokens"
    answer = requests.post(url, data={**CLIENT, "scope": scope}, timeout=10).json()
    bearer = {"Authorization": "Bearer " + answer["access_token"]}
    assert call("GET", PATH, headers=bearer).status_code == read
    assert call("POST", PATH, {}, headers=bearer).status_code == write


def test_a_rate_limit_of_its_own() -> None:
    with serve(type("Limited", (Notes,), {"rate_limit": 2})) as call:
        answers = [call("GET", PATH) for _try in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert [answer.headers["x-rate-limit-remaining"] for answer in answers] == ["1", "0", "0"]
        assert 0 < int(answers[2].headers["Retry-After"]) <= 60
        assert call("GET", "/api/v2/targets").status_code == 200


def test_a_seed_has_records_of_it() -> None:
    account = Account({"notes": [{"id": "7", "name": "A"}]}, resources=[Notes])
    assert list(account.resources["notes"].records) == ["7"]
    assert "notes" not in Account().resources
