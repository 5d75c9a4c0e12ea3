# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which account a task goes to, and how it logs in: a role, the task, its environment."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Iterator

import pytest
from ansible.module_utils.common.parameters import PASS_VARS

from ansible_collections.community.zendesk.plugins.module_utils._core._brands import brand_warning
from ansible_collections.community.zendesk.plugins.module_utils._http._connection import (
    connection_from,
)
from ansible_collections.community.zendesk.plugins.module_utils._http._errors import InvalidInput
from ansible_collections.community.zendesk.plugins.module_utils._http._sources import (
    OPTIONS,
    Settings,
    read_raw,
)
from ansible_collections.community.zendesk.plugins.module_utils._module._arguments import (
    _without_omitted,
)
from ansible_collections.community.zendesk.tests.running import LOCAL, Played, play, run_module
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

pytestmark = pytest.mark.usefixtures("clean_environment")

INFO = "zendesk_target_info"
TOKEN = "simulated-admin-oauth-token"
CLIENT = {
    "zendesk_client_id": "simulated-client",
    "zendesk_client_secret": "simulated-client-secret",
}
# What ansible-core 2.18 leaves of `omit` inside a dictionary.
OMITTED = "__omit_place_holder__" + "0123456789abcdef" * 2 + "01234567"


@pytest.fixture
def production() -> Iterator[Simulator]:
    """An account that no test means to touch."""
    running = Simulator({"targets": [{"title": "Of production", "type": "email_target"}]}).start()
    yield running
    running.stop()


def set_environment(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name.upper(), value)


# --- what counts


def connect(
    overrides: dict[str, Any] | None,
    options: dict[str, Any],
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """The connection of a task, with what Ansible does in between: defaults are filled in."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    set_environment(monkeypatch, environment)
    arguments: dict[str, Any] = _without_omitted({"zendesk_overrides": overrides, **options})
    raw = read_raw(arguments)
    assert raw.problems == ()
    defaults = {name: spec.get("default") for name, spec in OPTIONS.items()}
    return connection_from(Settings({**defaults, **arguments}, raw.given))


A, B, C = ({"zendesk_subdomain": name} for name in "abc")
KEY = {"zendesk_oauth_token": "t"}
# overrides, options, environment -> where to, how
PRECEDENCE: dict[str, tuple[Any, Any, Any, str, str]] = {
    "role first": (
        {**A, "zendesk_oauth_token": "ta"},
        {**B, "zendesk_oauth_token": "tb"},
        {**C, "zendesk_oauth_token": "tc"},
        "https://a.zendesk.com",
        "Bearer ta",
    ),
    "task second": (
        {},
        {**B, "zendesk_oauth_token": "tb"},
        {**C, "zendesk_oauth_token": "tc"},
        "https://b.zendesk.com",
        "Bearer tb",
    ),
    "environment last": (
        None,
        {},
        {**C, "zendesk_oauth_token": "tc"},
        "https://c.zendesk.com",
        "Bearer tc",
    ),
    "address and login from two sources": (A, KEY, C, "https://a.zendesk.com", "Bearer t"),
    "address as url, over a subdomain": (
        {"zendesk_url": "https://x.example.com"},
        B,
        {**C, **KEY},
        "https://x.example.com",
        "Bearer t",
    ),
    "subdomain, over a url": (
        {},
        B,
        {**KEY, "zendesk_url": "https://x.example.com"},
        "https://b.zendesk.com",
        "Bearer t",
    ),
    "another kind of login in an earlier source": (
        {**A, "zendesk_oauth_token": "ta"},
        {"zendesk_email": "e", "zendesk_api_token": "x"},
        {"zendesk_client_id": "i", "zendesk_client_secret": "s"},
        "https://a.zendesk.com",
        "Bearer ta",
    ),
    "other half from the environment": (
        {**A, "zendesk_password": "p"},
        {},
        {"zendesk_email": "e"},
        "https://a.zendesk.com",
        "Basic ZTpw",
    ),
    "other half from the role": (
        {**A, "zendesk_email": "e"},
        {"zendesk_password": "p"},
        {},
        "https://a.zendesk.com",
        "Basic ZTpw",
    ),
    "the same value in an option and the environment": (
        {},
        {**A, "zendesk_oauth_token": "t"},
        {**A, "zendesk_oauth_token": "t", "zendesk_password": "p", "zendesk_url": "https://b.c"},
        "https://a.zendesk.com",
        "Bearer t",
    ),
    "nothing, empty, white space and omit": (
        {
            "zendesk_subdomain": "",
            "zendesk_url": None,
            "zendesk_oauth_token": OMITTED,
            "zendesk_timeout": "",
            "zendesk_validate_certs": OMITTED,
            "zendesk_retries": " ",
            "zendesk_ca_path": None,
        },
        {"zendesk_subdomain": "", "zendesk_url": " ", "zendesk_oauth_token": ""},
        {**C, "zendesk_oauth_token": "tc", "zendesk_url": " ", "zendesk_password": ""},
        "https://c.zendesk.com",
        "Bearer tc",
    ),
}


@pytest.mark.parametrize("case", PRECEDENCE.values(), ids=list(PRECEDENCE))
def test_precedence(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    overrides, options, environment, base_url, authorization = case
    connection = connect(overrides, options, environment, monkeypatch)
    assert (connection.base_url, connection.login.authorization) == (base_url, authorization)
    assert (connection.timeout, connection.retries, connection.verify) == (30.0, 4, True)


@pytest.mark.parametrize(
    ("name", "attribute", "text", "value"),
    [
        ("zendesk_timeout", "timeout", " 7.5 ", 7.5),
        ("zendesk_retries", "retries", "0", 0),
        ("zendesk_rate_limit_share", "rate_limit_share", " 50 ", 50),
        ("zendesk_validate_certs", "verify", "no", False),
        ("zendesk_validate_certs", "verify", "True", True),
        ("zendesk_ca_path", "verify", "$CA_FOLDER/", None),
    ],
)
@pytest.mark.parametrize("source", ["overrides", "environment"])
def test_texts_get_the_types_of_the_options(
    source: str,
    name: str,
    attribute: str,
    text: str,
    value: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CA_FOLDER", str(tmp_path))
    given = {name: text}
    here = {**A, **KEY}
    connection = (
        connect({**here, **given}, {}, {}, monkeypatch)
        if source == "overrides"
        else connect(here, {}, given, monkeypatch)
    )
    found = getattr(connection, attribute)
    assert found == (value if value is not None else "%s/" % tmp_path)
    assert type(found) is type(value) or value is None


# A wrong value, from each source. A value that does not count is not looked at.
BAD: dict[str, tuple[str, Any, str]] = {
    "no number": ("zendesk_timeout", "abc", " must be a number; got abc."),
    "no time": ("zendesk_timeout", "0", " must be more than 0 seconds"),
    "no whole number": ("zendesk_retries", "1.5", " must be a whole number; got 1.5."),
    "less than none": ("zendesk_retries", "-1", " must be 0 or more"),
    "nothing of it": ("zendesk_rate_limit_share", "0", " must be between 1 and 100 per cent."),
    "more than all": ("zendesk_rate_limit_share", "101", " must be between 1 and 100 per cent."),
    "no boolean": ("zendesk_validate_certs", "maybe", " must be true or false; got maybe."),
    "no path": ("zendesk_ca_path", "/nowhere/ca.pem", ": there is no file or directory /nowhere"),
    "no subdomain": ("zendesk_subdomain", "acme.zendesk.com", " must be only the first part"),
    "no address": ("zendesk_url", "acme.zendesk.com", " must be a full URL"),
    "plain http": ("zendesk_url", "http://example.com", ": plain http"),
    "two words": ("zendesk_oauth_token", "marker token", " contains white space"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=list(BAD))
def test_a_bad_value_names_the_place_that_it_came_from(
    case: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, value, says = case
    here = {} if name in ("zendesk_subdomain", "zendesk_url") else A
    login = {} if name == "zendesk_oauth_token" else KEY
    with pytest.raises(InvalidInput) as error:
        connect({**here, **login}, {}, {name: value}, monkeypatch)
    variable = "The environment variable %s%s" % (name.upper(), says)
    assert str(error.value).startswith(variable)
    assert "marker" not in str(error.value)
    with pytest.raises(InvalidInput) as error:
        connect({**here, **login, name: value}, {}, {name: value}, monkeypatch)
    assert str(error.value).startswith(name + says)


@pytest.mark.parametrize("name", [name for name, spec in OPTIONS.items() if "no_log" not in spec])
def test_a_bad_variable_that_does_not_count_does_no_harm(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {**A, **KEY, "zendesk_retries": 1, "zendesk_timeout": 1, "zendesk_validate_certs": False}
    good["zendesk_rate_limit_share"] = 50
    connect({**good, "zendesk_ca_path": "/"}, {}, {name: "no such: value\x01"}, monkeypatch)


CONTRADICTIONS: dict[str, tuple[Any, str]] = {
    "two addresses": (
        {**A, "zendesk_url": "https://x.example.com", **KEY},
        "zendesk_subdomain and zendesk_url (%s) both specify the account: set only one of them.",
    ),
    "two logins": (
        {**A, **KEY, "zendesk_password": "p"},
        "Contradictory credentials: zendesk_oauth_token and zendesk_password (%s).",
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS.values(), ids=list(CONTRADICTIONS))
@pytest.mark.parametrize("source", range(3))
def test_contradictions_name_the_source(
    source: int, case: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    values, says = case
    given: list[Any] = [{}, {}, {}]
    given[source] = values
    names = re.findall(r"(zendesk_\w+)", says)
    where = [
        "variables of the role",
        "options of the task, or from module_defaults",
        "from the environment: " + ", ".join(name.upper() for name in names),
    ]
    overrides, options, environment = given
    with pytest.raises(InvalidInput) as error:
        connect(overrides, options, environment, monkeypatch)
    assert str(error.value).startswith(says % where[source])


HALVES: dict[str, tuple[Any, Any, Any, str]] = {
    "an ID beside another login": ({"zendesk_client_id": "i", **KEY}, {}, {}, "requires"),
    "an ID before another login": ({"zendesk_client_id": "i"}, KEY, {}, "requires"),
    "an ID without any login": ({}, {}, {"zendesk_client_id": "i"}, "requires"),
    "an ID of the environment": ({}, KEY, {"zendesk_client_id": "i"}, ""),
    "both of the environment": ({}, {}, {"zendesk_client_id": "i", **KEY}, ""),
    "a secret alone": ({"zendesk_client_secret": "s"}, {}, {}, "zendesk_client_id: set both"),
}


@pytest.mark.parametrize("case", HALVES.values(), ids=list(HALVES))
def test_half_a_login(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    overrides, options, environment, says = case
    if not says:
        connect({**A, **overrides}, options, environment, monkeypatch)
        return
    with pytest.raises(InvalidInput, match=says):
        connect({**A, **overrides}, options, environment, monkeypatch)


@pytest.mark.parametrize(
    ("url", "base_url"),
    [
        ("https://ACME.zendesk.com:443/", "https://acme.zendesk.com"),
        ("HTTPS://acme.Zendesk.com", "https://acme.zendesk.com"),
        ("https://support.example.com:8443", "https://support.example.com:8443"),
        ("https://acme.zendesk.com:80", "https://acme.zendesk.com:80"),
        ("http://LOCALHOST:80//", "http://localhost"),
        ("https://[::1]:443", "https://[::1]"),
    ],
)
def test_one_account_has_one_address(
    url: str, base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connect({}, {"zendesk_url": url, **KEY}, {}, monkeypatch).base_url == base_url


def test_the_hint_of_a_refused_login_names_the_environment(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZENDESK_OAUTH_TOKEN", "marker-wrong-token")
    result = run_module(INFO, {"zendesk_url": simulator.url})
    assert "The login comes from the environment variable ZENDESK_OAUTH_TOKEN." in result["msg"]
    assert "marker" not in shown(result)


# --- scopes

RULES = "triggers:read automations:read"
READING = "targets:read " + RULES
AUDIT = "zendesk_audit_info"
WEBHOOKS = "zendesk_webhook_info"
GONE = {"title": "A", "type": "email_target", "state": "absent"}
# module, arguments, environment -> scope, None where none is asked for
SCOPES: dict[str, tuple[str, dict[str, Any], dict[str, str], str | None]] = {
    "one target": ("zendesk_target", GONE, {}, "targets:read targets:write " + RULES),
    "targets": ("zendesk_targets", {"targets": []}, {}, "targets:read targets:write " + RULES),
    "a webhook": (
        "zendesk_webhook",
        {"name": "A", "state": "absent"},
        {},
        "webhooks:read webhooks:write " + RULES,
    ),
    "info": (INFO, {}, {}, "targets:read"),
    "info with usage": (INFO, {"gather": ["usage"]}, {}, READING),
    "info with secrets": (INFO, {"gather": ["secrets"]}, {}, "targets:read"),
    "info with failures": (INFO, {"gather": ["usage", "failures"]}, {}, "read"),
    "info of webhooks": (WEBHOOKS, {}, {}, "webhooks:read"),
    "info of webhooks with usage": (WEBHOOKS, {"gather": ["usage"]}, {}, "webhooks:read " + RULES),
    "info of webhooks with the rest": (
        WEBHOOKS,
        {"gather": ["invocations", "signing_secret"]},
        {},
        "webhooks:read",
    ),
    "option": (INFO, {"zendesk_oauth_scope": "read"}, {"zendesk_oauth_scope": "write"}, "read"),
    "environment": (INFO, {}, {"zendesk_oauth_scope": "read"}, "read"),
    "empty option": (INFO, {"zendesk_oauth_scope": ""}, {"zendesk_oauth_scope": "write"}, None),
    "empty in the environment": (INFO, {}, {"zendesk_oauth_scope": ""}, "targets:read"),
    "empty in a role": (
        INFO,
        {"zendesk_overrides": {"zendesk_oauth_scope": ""}},
        {"zendesk_oauth_scope": "read"},
        "read",
    ),
    "empty option under a role": (
        INFO,
        {"zendesk_overrides": {"zendesk_oauth_scope": "read"}, "zendesk_oauth_scope": ""},
        {},
        "read",
    ),
    "audit": (AUDIT, {"targets": []}, {}, "read"),
    "audit of failures": (AUDIT, {"targets": [], "gather": ["failures"]}, {}, "read"),
    "audit with usage": (AUDIT, {"targets": [], "gather": ["usage"]}, {}, READING),
    "audit of targets": (AUDIT, {"targets": [], "gather": []}, {}, "targets:read"),
    "audit that is told": (
        AUDIT,
        {"targets": [], "gather": ["usage"]},
        {"zendesk_oauth_scope": "read"},
        "read",
    ),
}


@pytest.mark.parametrize("case", SCOPES.values(), ids=list(SCOPES))
def test_scope_that_is_asked_for(
    case: Any, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, arguments, environment, scope = case
    set_environment(monkeypatch, environment)
    result = run_module(module, {"zendesk_url": simulator.url, **CLIENT, **arguments})
    assert not result.get("failed"), result
    assert simulator.journal.entries[0]["body"].get("scope") == scope


# --- the dictionary of the roles

SHAPES: dict[str, tuple[Any, str]] = {
    "text": ("zendesk_oauth_token=marker-1", "zendesk_overrides is not a dictionary"),
    "JSON": ('{"zendesk_oauth_token": "marker-1"}', "zendesk_overrides is not a dictionary"),
    "list": ([{"zendesk_oauth_token": "marker-1"}], "zendesk_overrides is not a dictionary"),
    "list in a list": ([["marker-1"]], "zendesk_overrides is not a dictionary"),
    "number": (5, "zendesk_overrides is not a dictionary"),
    "misspelt": (
        {"zendesk_oauth_tokn": "marker-1"},
        "unknown option zendesk_oauth_tokn. Did you mean zendesk_oauth_token?",
    ),
    "alias": ({"timeout": 5}, "unknown option timeout. Did you mean zendesk_timeout?"),
    "case": ({"ZENDESK_URL": "x"}, "unknown option ZENDESK_URL. Did you mean zendesk_url?"),
    "nothing like it": ({"room": {"password": "marker-1"}}, "unknown option room."),
    "two": ({"retry": 1, "rooms": ["marker-1"]}, "unknown option rooms."),
    "no text": ({"zendesk_oauth_token": ["marker-1"]}, "zendesk_oauth_token must be text"),
    "boolean as text": ({"zendesk_subdomain": True}, "zendesk_subdomain must be text"),
    "boolean as number": ({"zendesk_timeout": True}, "zendesk_timeout must be a number"),
    "list as path": ({"zendesk_ca_path": ["/"]}, "zendesk_ca_path must be a path"),
    "password in the address": (
        {"zendesk_url": "https://me:marker-1@example.com"},
        "zendesk_url must not contain a user or password",
    ),
}


# Before ansible-core 2.20 a result always has them.
WITH_ARGUMENTS = {
    "_ansible_%s" % name: True for name in ("inject_invocation",) if name in PASS_VARS
}


@pytest.mark.parametrize("case", SHAPES.values(), ids=list(SHAPES))
def test_overrides_of_another_shape(case: Any, simulator: Simulator) -> None:
    """Nothing leaks, neither of it nor of the login beside it, even with all arguments shown."""
    overrides, says = case
    arguments = {"zendesk_oauth_token": "marker-2", "zendesk_overrides": overrides}
    if "zendesk_ca_path" in str(overrides):
        arguments["zendesk_url"] = "https://127.0.0.1:9"
    elif not says.startswith(("zendesk_subdomain", "zendesk_url")):
        arguments["zendesk_url"] = simulator.url
    result = run_module(INFO, {**arguments, **WITH_ARGUMENTS})
    assert says in result["msg"]
    assert "zendesk_oauth_token" in result["invocation"]["module_args"]
    assert "marker" not in shown(result)
    assert simulator.calls == []


def test_arguments_of_a_result_are_looked_at(simulator: Simulator) -> None:
    """What the test above looks for would be found."""
    arguments = {"zendesk_url": simulator.url, "title": "planted", "zendesk_oauth_token": "x-9-x"}
    assert "planted" in shown(run_module(INFO, {**arguments, **WITH_ARGUMENTS}))


def shown(result: Any) -> str:
    """What a user gets to see: since ansible-core 2.22 the controller masks it."""
    text = json.dumps(result)
    masked: str = _secrets().mask_secrets(text) if _secrets() else text
    return masked


def _secrets() -> Any:
    """What masks on the controller, since ansible-core 2.22; None before."""
    try:
        from ansible.module_utils import secrets
    except ImportError:
        return None
    return secrets


def test_secrets_of_every_source_are_masked(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those that do not count: an account may echo any of them."""
    monkeypatch.setenv("ZENDESK_PASSWORD", "marker-environment")
    title = "marker-environment marker-option marker-role"
    simulator.account.put_target({"title": title, "type": "email_target"})
    simulator.account.users[0]["oauth_token"] = "marker-role"
    result = run_module(
        INFO,
        {
            "zendesk_url": simulator.url,
            "zendesk_oauth_token": "marker-option",
            "zendesk_overrides": {"zendesk_oauth_token": "marker-role"},
        },
    )
    assert len(result["targets"]) == 1
    assert "marker" not in shown(result)


# --- brands


@pytest.mark.parametrize(
    ("base_url", "url", "warned"),
    [
        ("https://books.zendesk.com", "https://acme.zendesk.com/api/v2/targets/1.json", True),
        ("https://acme.zendesk.com", "https://acme.zendesk.com/api/v2/targets/1.json", False),
        ("https://acme.zendesk.com", "https://ACME.zendesk.com/api/v2/targets/1.json", False),
        ("https://support.example.com", "https://acme.zendesk.com/api/v2/targets/1.json", False),
        ("https://acme.zendesk.com", "https://support.example.com/api/v2/targets/1.json", False),
        ("http://127.0.0.1:8080", "https://acme.zendesk.com/api/v2/targets/1.json", False),
        ("https://acme.zendesk.com", None, False),
        ("https://acme.zendesk.com", "https://me:secret@other.zendesk.com/", False),
        ("https://acme.zendesk.com", 17, False),
    ],
)
def test_an_address_of_a_brand_is_warned_of(base_url: str, url: Any, warned: bool) -> None:
    text = brand_warning(base_url, url, "targets")
    assert bool(text) is warned
    if warned:
        assert "belongs to the account https://acme.zendesk.com" in text


# --- real playbooks

MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Ring"}
ROLES = {
    "targets": "community.zendesk.zendesk_targets",
    "config": "community.zendesk.zendesk_config",
    "audit": "community.zendesk.zendesk_audit_info",
    "export": "community.zendesk.zendesk_config_info",
}
WAYS = ["roles", "include_role", "import_role"]
GROUP = "group/community.zendesk.zendesk"


def play_of(
    role: str,
    way: str = "roles",
    defaults: dict[str, Any] | None = None,
    on_block: bool = False,
    task: dict[str, Any] | None = None,
    **keywords: Any,
) -> dict[str, Any]:
    """A play that runs one role. ``defaults`` are C(module_defaults), ``task`` keywords of it."""
    name = "community.zendesk." + role
    playbook: dict[str, Any] = {"hosts": "all", "gather_facts": False, **keywords}
    if way == "roles":
        playbook["roles"] = [{"role": name, **(task or {})}]
    else:
        playbook["tasks"] = [{"ansible.builtin." + way: {"name": name}, **(task or {})}]
    if on_block:
        playbook["tasks"] = [{"block": playbook["tasks"], "module_defaults": defaults}]
    elif defaults:
        playbook["module_defaults"] = defaults
    return playbook


def run_plays(
    folder: Path,
    plays: list[dict[str, Any]],
    *options: str,
    hosts: dict[str, Any] | None = None,
    environment: dict[str, str] | None = None,
) -> Played:
    variables = {
        **LOCAL,
        "audit_directory": str(folder / "audit"),
        "audit_fail_on": ["never"],
        "zendesk_export_directory": str(folder / "export"),
        "zendesk_targets_standard": [MAIL],
        "zendesk_retries": 0,
    }
    if "community.zendesk.config" in json.dumps(plays):
        variables.update(zendesk_config_prune=["targets"], zendesk_config_max_deletions=1)
    else:
        variables.update(zendesk_targets_prune=True, zendesk_targets_max_deletions=1)
    inventory = {"all": {"hosts": hosts or {"acme": {}}, "vars": variables}}
    (folder / "inventory.json").write_text(json.dumps(inventory))
    (folder / "play.json").write_text(json.dumps(plays))
    login = {key.upper(): value for key, value in (environment or {}).items()}
    file = str(folder / "inventory.json")
    return play(folder, folder / "play.json", "-i", file, *options, login=login)


def run_role(
    folder: Path,
    role: str,
    *options: str,
    hosts: dict[str, Any] | None = None,
    environment: dict[str, str] | None = None,
    **of_play: Any,
) -> Played:
    plays = [play_of(role, **of_play)]
    return run_plays(folder, plays, *options, hosts=hosts, environment=environment)


def at(simulator: Simulator, **more: Any) -> dict[str, Any]:
    return {"zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN, **more}


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_module_defaults_beat_the_environment_in_roles(
    role: str, simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    """Those of the group and those of the action, on the play and on a block, in every way."""
    plays = [
        play_of(role, way, {key: at(simulator)}, on_block)
        for key in (GROUP, ROLES[role])
        for way in WAYS
        for on_block in ((False,) if way == "roles" else (False, True))
    ]
    played = run_plays(tmp_path, plays, environment=at(production))
    assert played.code == 0, played.output
    assert production.calls == []
    assert simulator.calls.count("GET /api/v2/targets") == len(plays) == 10
    assert [t["title"] for t in production.account.targets.values()] == ["Of production"]


@pytest.mark.costly
@pytest.mark.parametrize("role", ROLES)
def test_variables_beat_module_defaults_in_roles(
    role: str, simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    """The address of the role's variables, with the login of module_defaults."""
    played = run_role(
        tmp_path,
        role,
        hosts={"acme": {"zendesk_url": simulator.url}},
        environment={"zendesk_url": production.url, "zendesk_oauth_token": "wrong"},
        defaults={GROUP: at(production)},
    )
    assert played.code == 0, played.output
    assert production.calls == []
    assert "GET /api/v2/targets" in simulator.calls


@pytest.mark.costly
@pytest.mark.parametrize(("role", "empty"), list(zip(ROLES, ["", "", None, "  "])), ids=str)
def test_an_empty_variable_of_a_role_hides_nothing(
    role: str, empty: Any, simulator: Simulator, tmp_path: Path
) -> None:
    host = dict.fromkeys(OPTIONS, empty)
    environment = dict.fromkeys(OPTIONS, "")
    played = run_role(
        tmp_path, role, hosts={"acme": host}, environment={**environment, **at(simulator)}
    )
    assert played.code == 0, played.output
    assert "GET /api/v2/targets" in simulator.calls


def test_one_line_gives_a_play_its_login(
    simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    played = run_role(
        tmp_path,
        "targets",
        hosts={"acme": {"zendesk_login": at(simulator)}},
        environment=at(production),
        defaults={GROUP: "{{ zendesk_login }}"},
    )
    assert played.code == 0, played.output
    assert production.calls == []
    assert [t["title"] for t in simulator.account.targets.values()] == ["On call"]


def scopes(simulator: Simulator) -> list[Any]:
    entries = simulator.journal.entries
    return [entry["body"]["scope"] for entry in entries if entry["path"] == "/oauth/tokens"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("host", "defaults", "environment", "scope"),
    [
        ({}, {}, {}, "read"),
        ({"audit_gather": ["usage"]}, {}, {}, READING),
        ({}, {}, {"zendesk_oauth_scope": READING}, READING),
        ({}, {"zendesk_oauth_scope": READING}, {"zendesk_oauth_scope": "read"}, READING),
        ({"audit_oauth_scope": READING}, {"zendesk_oauth_scope": "read"}, {}, READING),
        ({"zendesk_oauth_scope": READING}, {"zendesk_oauth_scope": "read"}, {}, READING),
        ({"audit_oauth_scope": READING, "zendesk_oauth_scope": "write"}, {}, {}, READING),
        ({"audit_oauth_scope": ""}, {}, {"zendesk_oauth_scope": READING}, READING),
    ],
    ids=str,
)
def test_scope_of_an_audit(
    host: Any, defaults: Any, environment: Any, scope: str, simulator: Simulator, tmp_path: Path
) -> None:
    login = {"zendesk_url": simulator.url, **CLIENT}
    played = run_role(
        tmp_path,
        "audit",
        hosts={"acme": host},
        environment={**login, **environment},
        defaults={GROUP: defaults} if defaults else None,
    )
    assert played.code == 0, played.output
    assert scopes(simulator) == [scope]


# --- many hosts


def recap(played: Played) -> dict[str, str]:
    return dict(re.findall(r"^(\w+) +: .*failed=(\d)", played.output, re.MULTILINE))


def one_text(played: Played) -> str:
    return re.sub(r"\s+", " ", played.output)


@pytest.mark.costly
@pytest.mark.parametrize("keywords", [{}, {"strategy": "free"}, {"serial": 1}], ids=str)
def test_two_hosts_of_one_account(
    keywords: dict[str, Any], simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    hosts = {
        "acme": at(simulator),
        "books": at(simulator, zendesk_url=simulator.url + "/"),
        "other": at(production),
    }
    played = run_role(tmp_path, "targets", hosts=hosts, **keywords)
    assert played.code == 2, played.output
    assert "are the same account: each has the same zendesk_url" in one_text(played)
    # With free the first may go ahead before the second is known.
    assert len(simulator.account.targets) <= (1 if "strategy" in keywords else 0)
    if "serial" in keywords:
        # A batch in which all hosts fail is the last one.
        assert recap(played)["acme"] == "1"
        assert simulator.calls == []
    if not keywords:
        assert recap(played) == {"acme": "1", "books": "1", "other": "0"}
        assert simulator.calls == []
        assert [t["title"] for t in production.account.targets.values()] == ["On call"]


@pytest.mark.long
def test_two_hosts_of_one_account_by_variables_of_the_play(
    simulator: Simulator, tmp_path: Path
) -> None:
    play_variables = {"address": simulator.url, "zendesk_url": "{{ address }}"}
    played = run_role(
        tmp_path,
        "targets",
        hosts={"acme": {}, "books": {}},
        environment={"zendesk_oauth_token": TOKEN},
        vars=play_variables,
    )
    assert recap(played) == {"acme": "1", "books": "1"}
    assert simulator.calls == []


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_each_play_is_judged_alone(
    way: str, simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    """The same hosts with other accounts, and with one that they share, in a later play."""
    first, second = at(simulator), at(production)
    plays = [
        play_of("targets", way, vars={"accounts": {"a": first, "b": second}}),
        play_of("targets", way, vars={"accounts": {"a": second, "b": first}}),
        play_of("targets", way, vars={"accounts": {"a": {}, "b": {}}}, defaults={GROUP: first}),
    ]
    for each in plays:
        for name in first:
            each["vars"][name] = "{{ accounts[inventory_hostname].%s | default('') }}" % name
    played = run_plays(tmp_path, plays, hosts={"a": {}, "b": {}})
    assert played.code == 0, played.output
    for account in (simulator, production):
        assert [t["title"] for t in account.account.targets.values()] == ["On call"]


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_a_role_in_a_loop(
    role: str, simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    """The variables of the user may name the item of the loop, wherever the role uses them."""
    for account in (simulator, production):
        account.account.put_target(dict(MAIL))
    playbook = play_of(role, "include_role")
    directory = str(tmp_path / "{{ item.name }}")
    playbook["tasks"][0].update(
        vars={
            "zendesk_url": "{{ item.url }}",
            "zendesk_oauth_token": TOKEN,
            "audit_directory": directory,
            "zendesk_export_directory": directory,
        },
        loop=[{"name": "a", "url": simulator.url}, {"name": "b", "url": production.url}],
    )
    played = run_plays(tmp_path, [playbook])
    assert played.code == 0, played.output
    for name in "ab" if role in ("audit", "export") else "":
        assert list((tmp_path / name).rglob("*.*"))


@pytest.mark.costly
@pytest.mark.parametrize("role", ["targets", "config", "audit"])
def test_omit_in_the_lists_of_a_role(role: str, simulator: Simulator, tmp_path: Path) -> None:
    simulator.account.put_target(dict(MAIL))
    omitted = "{{ nothing | default(omit) }}"
    variables = {
        "zendesk_targets_account": [omitted, {"title": "On call", "active": omitted}],
        "audit_formats": ["json", omitted],
        "audit_gather": omitted,
        "audit_fail_on": ["drift", omitted],
    }
    played = run_role(tmp_path, role, hosts={"acme": at(simulator)}, vars=variables)
    assert played.code == 0, played.output
    assert "changed=0" in played.output


def test_a_subdomain_and_its_address_are_one_account(tmp_path: Path) -> None:
    hosts = {
        "acme": {"zendesk_subdomain": "Acme"},
        "books": {"zendesk_url": "https://ACME.zendesk.com:443/"},
    }
    played = run_role(tmp_path, "targets", hosts=hosts)
    assert recap(played) == {"acme": "1", "books": "1"}
    assert one_text(played).count("are the same account") >= 2


@pytest.mark.costly
@pytest.mark.parametrize("way", WAYS)
def test_one_host_of_many_may_run_for_all(way: str, simulator: Simulator, tmp_path: Path) -> None:
    hosts = {"web%d" % number: at(simulator) for number in range(3)}
    played = run_role(
        tmp_path,
        "targets",
        way=way,
        hosts=hosts,
        # An include of a role takes no delegate_to.
        task={"run_once": True, **({} if way == "include_role" else {"delegate_to": "localhost"})},
    )
    assert played.code == 0, played.output
    assert len(simulator.account.targets) == 1
    assert len([call for call in simulator.calls if call.startswith("POST")]) == 1


def test_hosts_that_a_condition_skips_are_not_compared(
    simulator: Simulator, tmp_path: Path
) -> None:
    hosts = {"old": at(simulator, wanted=False), "new": at(simulator, wanted=True)}
    played = run_role(tmp_path, "targets", hosts=hosts, task={"when": "wanted"})
    assert played.code == 0, played.output
    assert len(simulator.account.targets) == 1


@pytest.mark.costly
@pytest.mark.parametrize("keywords", [{}, {"serial": 1}, {"strategy": "free"}], ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_a_host_without_an_address_beside_others(
    role: str,
    keywords: dict[str, Any],
    simulator: Simulator,
    production: Simulator,
    tmp_path: Path,
) -> None:
    """It does not go to the account of the environment."""
    hosts = {"aaa": {"zendesk_urll": "typo"}, "acme": at(simulator), "zzz": {"zendesk_url": ""}}
    played = run_role(tmp_path, role, hosts=hosts, environment=at(production), **keywords)
    text = one_text(played)
    # A batch in which all hosts fail is the last one.
    for name in ("aaa",) if "serial" in keywords else ("aaa", "zzz"):
        assert "%s has neither zendesk_subdomain nor zendesk_url" % name in text
    assert production.calls == []
    assert simulator.calls != [] or "serial" in keywords


@pytest.mark.costly
@pytest.mark.parametrize("role", ROLES)
def test_a_host_without_an_address_that_a_limit_leaves(
    role: str, simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    hosts = {"aaa": {"zendesk_urll": "typo"}, "acme": at(simulator)}
    played = run_role(tmp_path, role, "--limit", "aaa", hosts=hosts, environment=at(production))
    problem = "aaa has neither zendesk_subdomain nor zendesk_url, but other hosts of its groups"
    assert problem in one_text(played)
    assert production.calls == simulator.calls == []


@pytest.mark.costly
@pytest.mark.parametrize("role", ROLES)
def test_a_host_that_shares_no_group_may_use_the_environment(
    role: str, simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    """Such as localhost, which no inventory needs to have."""
    folders = {"audit_directory": str(tmp_path), "zendesk_export_directory": str(tmp_path)}
    variables = {"zendesk_targets_standard": [MAIL], "audit_fail_on": ["never"], **folders}
    plays = [play_of(role, hosts="localhost", vars=variables)]
    played = run_plays(tmp_path, plays, hosts={"acme": at(simulator)}, environment=at(production))
    assert played.code == 0, played.output
    assert production.calls != []
    assert simulator.calls == []


@pytest.mark.long
def test_hosts_without_addresses_may_get_them_from_module_defaults(
    simulator: Simulator, production: Simulator, tmp_path: Path
) -> None:
    hosts = {"acme": {"address": simulator.url}, "other": {"address": production.url}}
    defaults = {GROUP: {"zendesk_url": "{{ address }}", "zendesk_oauth_token": TOKEN}}
    played = run_role(tmp_path, "targets", hosts=hosts, defaults=defaults)
    assert played.code == 0, played.output
    for account in (simulator, production):
        assert [t["title"] for t in account.account.targets.values()] == ["On call"]


def test_no_password_in_an_address_is_shown(tmp_path: Path) -> None:
    address = "https://me:marker-1@example.com"
    hosts = {name: {"zendesk_url": address, "zendesk_oauth_token": "marker-2"} for name in "ab"}
    played = run_role(tmp_path, "targets", "-vvvv", hosts=hosts)
    assert played.code == 2
    assert "are the same account" in one_text(played)
    assert "marker" not in played.output


@pytest.mark.long
def test_an_audit_says_which_hosts_are_one_account(simulator: Simulator, tmp_path: Path) -> None:
    """Which only the url of records shows: the addresses differ."""
    simulator.account.switches.own_url = "https://acme.zendesk.com"
    simulator.account.put_target(dict(MAIL))
    brand = simulator.url.replace("127.0.0.1", "localhost")
    hosts = {"acme": at(simulator), "books": at(simulator, zendesk_url=brand)}
    played = run_role(tmp_path, "audit", hosts=hosts)
    assert played.code == 0, played.output
    assert "acme, books are the same account, https://acme.zendesk.com" in one_text(played)
    alone = run_role(tmp_path, "audit", hosts={"acme": at(simulator)})
    assert "one account, https" not in one_text(alone)
