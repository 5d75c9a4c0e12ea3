# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: one clear error that names the option, the item and the way out, and no request."""

from __future__ import annotations

import json
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.tests.running import run_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

EMAIL = {
    "title": "On call",
    "type": "email_target",
    "email": "on-call@example.com",
    "subject": "Hello",
}
CLICKATELL = {
    "title": "Text",
    "type": "clickatell_target",
    "username": "zendesk",
    "password": "marker-password",
    "api_id": "17",
    "to": "+4912345",
}
WITHOUT = object()

# What is put over a good task, and what the error must say.
WRONG: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "mandatory attribute missing": (
        EMAIL,
        {"subject": WITHOUT},
        ['"On call"', "subject is missing", "mandatory for email_target"],
    ),
    "two mandatory attributes missing": (
        EMAIL,
        {"subject": WITHOUT, "email": WITHOUT},
        ["subject is missing", "email is missing"],
    ),
    "mandatory attribute empty": (
        EMAIL,
        {"email": ""},
        ['"On call"', "email is mandatory for email_target and can't be empty"],
    ),
    "attribute of another type": (
        EMAIL,
        {"room": "Lobby"},
        ['"On call"', "room is not an attribute of email_target but of campfire_target"],
    ),
    "read-only attribute": (
        CLICKATELL,
        {"target_url": "https://example.com"},
        ['"Text"', "target_url is read-only for clickatell_target", "remove it"],
    ),
    "attribute set by Zendesk": (
        EMAIL,
        {"created_at": "2026-01-01T00:00:00Z"},
        ["Unsupported parameters", "created_at"],
    ),
    "unknown type": (EMAIL, {"type": "pager_target"}, ["type must be one of", "email_target"]),
    "type missing": (EMAIL, {"type": WITHOUT}, ['"On call"', "type is missing"]),
    "choice of one type only": (
        EMAIL,
        {"type": "basecamp_target", "resource": "wall"},
        ["resource must be one of", "todo"],
    ),
    "choice of several types": (
        {"title": "Hook", "type": "url_target", "target_url": "https://x", "attribute": "m"},
        {"method": "patch"},
        ['"Hook"', "method must be one of get, post, put for url_target; got patch"],
    ),
    "empty title": (EMAIL, {"title": ""}, ["title is empty"]),
    "blank title": (EMAIL, {"title": "  "}, ["title is empty"]),
    "no title": (EMAIL, {"title": WITHOUT}, ["title is missing", "or its id"]),
    "absent without a name": (
        {"state": "absent"},
        {},
        ["title is missing", "or its id"],
    ),
    "id that is none": ({"id": 0}, {}, ["id must be a positive number"]),
    "title empty, by id": ({"id": 5, "title": ""}, {}, ["title is empty"]),
    "attribute of another type, by id": (
        {"id": 5, "type": "email_target", "room": "Lobby"},
        {},
        ["room is not an attribute of email_target"],
    ),
}


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("case", WRONG.values(), ids=list(WRONG))
def test_wrong_target(case: Any, check: bool, simulator: Simulator, run: Run) -> None:
    good, change, says = case
    arguments = {k: v for k, v in dict(good, **change).items() if v is not WITHOUT}
    result = run(check=check, **arguments)
    assert result["failed"]
    for text in says:
        assert text in result["msg"]
    assert simulator.calls == []


# Sets of another shape. Ansible itself would show some, and does not know what is a secret in them.
SHAPES: dict[str, tuple[Any, str]] = {
    "a dictionary": (CLICKATELL, "targets"),
    "a list in a list": ([[CLICKATELL]], "targets must be a list of dictionaries"),
    "a number among them": ([CLICKATELL, 17], "targets must be a list of dictionaries"),
    "nothing": (None, "targets"),
    "JSON of one": (json.dumps(CLICKATELL), "targets"),
    "JSON of a list": ([json.dumps([CLICKATELL])], "targets"),
    "a secret that is a list": ([dict(CLICKATELL, password=["marker"], to="")], "to is mandatory"),
    "a secret under a wrong name": ([dict(CLICKATELL, passwort="marker")], "unknown option passw"),
    "a secret as another option": ([dict(CLICKATELL, active="marker-password")], "to bool"),
}


@pytest.mark.parametrize("module", ["zendesk_targets", "zendesk_audit_info"])
@pytest.mark.parametrize("case", SHAPES.values(), ids=list(SHAPES))
def test_set_of_another_shape(case: Any, module: str, simulator: Simulator, run: Run) -> None:
    items, says = case
    result = run(module, targets=items)
    assert result["failed"]
    assert says in result["msg"]
    assert "marker" not in str(result)
    assert simulator.calls == []


TOKEN = {"zendesk_oauth_token": "marker-oauth-token"}
API_TOKEN = {"zendesk_email": "admin@example.com", "zendesk_api_token": "marker-api-token"}
HERE = {"zendesk_subdomain": "acme"}

WRONG_CONNECTION: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no account": (TOKEN, ["zendesk_subdomain or zendesk_url", "ZENDESK_SUBDOMAIN"]),
    "two accounts": (
        dict(TOKEN, zendesk_url="https://support.example.com", **HERE),
        ["zendesk_subdomain and zendesk_url", "give one of them"],
    ),
    "subdomain with a domain": (
        dict(TOKEN, zendesk_subdomain="acme.zendesk.com"),
        ["zendesk_subdomain must be the first part", "acme"],
    ),
    "plain http": (
        dict(TOKEN, zendesk_url="http://support.example.com"),
        ["zendesk_url", "use https"],
    ),
    "plain http to a private address": (
        dict(TOKEN, zendesk_url="http://192.168.1.1"),
        ["use https"],
    ),
    "plain http to a name that looks like loopback": (
        dict(TOKEN, zendesk_url="http://127.0.0.1.example.com"),
        ["use https"],
    ),
    "no scheme": (dict(TOKEN, zendesk_url="support.example.com"), ["zendesk_url", "full address"]),
    "another scheme": (dict(TOKEN, zendesk_url="ftp://example.com"), ["full address"]),
    "a port that is none": (
        dict(TOKEN, zendesk_url="https://example.com:port"),
        ["full address"],
    ),
    "a path": (
        dict(TOKEN, zendesk_url="https://example.com/api/v2"),
        ["zendesk_url", "without a path"],
    ),
    "a password in the address": (
        dict(TOKEN, zendesk_url="https://me:marker-url-password@example.com"),
        ["zendesk_url must not hold a user or password"],
    ),
    "no credentials": (HERE, ["No credentials", "zendesk_client_id", "zendesk_oauth_token"]),
    "credentials that are empty": (dict(HERE, zendesk_oauth_token=""), ["No credentials"]),
    "contradictory credentials": (
        dict(HERE, **TOKEN, **API_TOKEN),
        ["Contradictory credentials", "zendesk_oauth_token and zendesk_api_token"],
    ),
    "client without a secret": (
        dict(HERE, zendesk_client_id="ansible"),
        ["needs zendesk_client_secret"],
    ),
    "secret without a client": (
        dict(HERE, zendesk_client_secret="marker-client-secret"),
        ["zendesk_client_secret needs zendesk_client_id"],
    ),
    "API token without an email": (
        dict(HERE, zendesk_api_token="marker-api-token"),
        ["zendesk_api_token needs zendesk_email"],
    ),
    "password without an email": (
        dict(HERE, zendesk_password="marker-password"),
        ["zendesk_password needs zendesk_email"],
    ),
    "a token in two lines": (
        dict(HERE, zendesk_oauth_token="marker-oauth\ntoken"),
        ["zendesk_oauth_token holds white space"],
    ),
    "a token that is none": (
        dict(HERE, zendesk_oauth_token="marker\N{EM DASH}token"),
        ["zendesk_oauth_token holds characters"],
    ),
    "no time": (dict(HERE, zendesk_timeout=0, **TOKEN), ["zendesk_timeout must be more than 0"]),
    "a time that is none": (dict(HERE, zendesk_timeout="nan", **TOKEN), ["zendesk_timeout must"]),
    "a time without end": (dict(HERE, zendesk_timeout="inf", **TOKEN), ["at most 86400"]),
    "fewer than no retries": (
        dict(HERE, zendesk_retries=-1, **TOKEN),
        ["zendesk_retries must be 0 or more"],
    ),
    "a CA that is not there": (
        dict(HERE, zendesk_ca_path="/nowhere/ca.pem", **TOKEN),
        ["zendesk_ca_path", "/nowhere/ca.pem"],
    ),
    "a CA that is none": (
        dict(HERE, zendesk_ca_path=__file__, **TOKEN),
        ["zendesk_ca_path", __file__, "can't be used as a file of certificates"],
    ),
}


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail on the first attempt to send anything."""

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("a request was made")

    monkeypatch.setattr("requests.Session.request", refuse)


@pytest.mark.usefixtures("no_network", "clean_environment")
@pytest.mark.parametrize("name", ["zendesk_target", "zendesk_target_info"])
@pytest.mark.parametrize("case", WRONG_CONNECTION.values(), ids=list(WRONG_CONNECTION))
def test_wrong_connection(case: Any, name: str) -> None:
    connection, says = case
    wanted = EMAIL if name == "zendesk_target" else {}
    result = run_module(name, dict(wanted, **connection))
    assert result["failed"]
    for text in says:
        assert text in result["msg"]
    assert "marker" not in str(result)


@pytest.mark.usefixtures("no_network", "clean_environment")
def test_contradiction_from_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENDESK_OAUTH_TOKEN", "marker-oauth-token")
    monkeypatch.setenv("ZENDESK_PASSWORD", "marker-password")
    result = run_module("zendesk_target_info", dict(HERE))
    assert "from the environment: ZENDESK_OAUTH_TOKEN, ZENDESK_PASSWORD" in result["msg"]


# --- blanks and halves


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"subject": " "}, "subject is mandatory for email_target and can't be empty"),
        ({"zendesk_client_id": "x"}, "zendesk_client_id needs zendesk_client_secret"),
    ],
    ids=str,
)
@pytest.mark.usefixtures("no_network", "clean_environment")
def test_blanks_and_halves(more: Any, text: str) -> None:
    mail = {"title": "A", "type": "email_target", "email": "a@example.com", "subject": "S"}
    result = run_module(
        "zendesk_target", dict(HERE, zendesk_oauth_token="marker-token", **{**mail, **more})
    )
    assert text in result["msg"]
