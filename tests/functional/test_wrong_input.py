# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: one clear error that names the option, the item and the way out, and no request."""

from __future__ import annotations

import json
import platform
import re
import sys
from pathlib import Path
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._http import _transport
from ansible_collections.community.zendesk.tests.functional.conftest import (
    TOKEN as TOKEN_OF_SIMULATOR,
)
from ansible_collections.community.zendesk.tests.running import run_module, run_playbook
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
    "mandatory attribute empty": (
        EMAIL,
        {"email": ""},
        ['"On call"', "email is required for email_target and can't be empty"],
    ),
    "attribute of another type": (
        EMAIL,
        {"room": "Lobby"},
        ['"On call"', "room is not an attribute of email_target, only of campfire_target"],
    ),
    "read-only attribute": (
        CLICKATELL,
        {"target_url": "https://example.com"},
        ['"Text"', "target_url is read-only for clickatell_target", "remove it"],
    ),
    "attribute set by Zendesk": (
        EMAIL,
        {"created_at": "2026-01-01T00:00:00Z"},
        ['"On call"', "unknown option created_at: Zendesk sets it. Remove it."],
    ),
    "unknown type": (EMAIL, {"type": "pager_target"}, ["type must be one of", "email_target"]),
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
    "a secret that is a list": (
        [dict(CLICKATELL, password=["marker"], to="")],
        "password must be text, not a list",
    ),
    "a secret under a wrong name": (
        [dict(CLICKATELL, passwort="marker")],
        "unknown option passwort: did you mean password?",
    ),
    "secrets under wrong names": (
        [dict(CLICKATELL, auth={"password": "marker-1", "pin": 86420}, passwords=["marker-2"])],
        "unknown option auth: remove it. unknown option passwords: did you mean password?",
    ),
    "a secret in a dictionary": (
        [dict(CLICKATELL, password={"value": ["marker-3"]})],
        "password must be text, not a dictionary",
    ),
    "a secret in braces": (
        [dict(CLICKATELL, password={"marker-4": None})],
        "password must be text, not a dictionary",
    ),
    "titles": (["On call"], "item 1 is not a dictionary but text"),
    "numbers": ([5], "item 1 is not a dictionary but a number"),
    "a gap": ([CLICKATELL, None], "item 2 is not a dictionary but null"),
    "key=value": (["title=Text password=marker-5"], "item 1 is not a dictionary but text"),
    "a secret as another option": (
        [dict(CLICKATELL, active="marker-password")],
        "active must be true or false",
    ),
}


@pytest.mark.parametrize("arguments", [True, False], ids=["arguments shown", "not shown"])
@pytest.mark.parametrize("module", ["zendesk_targets", "zendesk_audit_info"])
@pytest.mark.parametrize("case", SHAPES.values(), ids=list(SHAPES))
def test_set_of_another_shape(
    case: Any, module: str, arguments: bool, simulator: Simulator, run: Run
) -> None:
    items, says = case
    login = {"zendesk_oauth_token": "marker-token"}
    result = run(module, targets=items, _ansible_inject_invocation=arguments, **login)
    assert result["failed"]
    assert says in result["msg"]
    assert "marker" not in str(result)
    assert "86420" not in str(result)
    assert simulator.calls == []


# Module, what is put over a good task, what the error says, and what it does not say.
FORMS: dict[str, tuple[str, dict[str, Any], list[str], list[str]]] = {
    "a list for text": (
        "zendesk_target",
        {"subject": ["Zendesk"]},
        ['Target "On call" (email_target): subject must be text, not a list.', "| to_json"],
        ["missing", "!unsafe"],
    ),
    "several addresses": (
        "zendesk_target",
        {"email": ["a@example.com", "b@example.com"]},
        ["email must be text, not a list"],
        ["missing"],
    ),
    "words in braces": (
        "zendesk_target",
        {"subject": {"ticket.id": None}},
        ["subject must be text, not a dictionary", '!unsafe "{{ ticket.id }}"'],
        [],
    ),
    "JSON with a placeholder": (
        "zendesk_target",
        {"subject": {"id": "{{ticket.id}}"}},
        ["subject must be text, not a dictionary", "put it in quotes, with !unsafe before it"],
        [],
    ),
    "a word that YAML takes for a boolean": (
        "zendesk_target",
        {"subject": False},
        ["subject must be text, not a boolean", "Put it in quotes", "yes, no, on, off"],
        [],
    ),
    "text that Ansible has emptied": (
        "zendesk_target",
        {"subject": ""},
        ["subject is required for email_target and can't be empty", "put !unsafe before"],
        [],
    ),
    "a boolean for a title": ("zendesk_target", {"title": True}, ["title must be text"], ["empty"]),
    "a boolean for an id": ("zendesk_target", {"id": True}, ["id must be a whole number"], []),
    "a boolean that is a list": ("zendesk_target", {"active": [True]}, ["active must be true"], []),
    "a connection of other shapes": (
        "zendesk_target_info",
        {"zendesk_url": ["u"], "zendesk_timeout": "x", "zendesk_retries": True, "ca_path": {}},
        [
            "zendesk_url must be text, not a list",
            "zendesk_timeout must be a number; got x.",
            "zendesk_retries must be a whole number, not a boolean",
            "ca_path must be text, not a dictionary",
        ],
        ["No account"],
    ),
    "a near name": (
        "zendesk_target",
        {"emial": "b@example.com", "email": WITHOUT},
        ["unknown option emial: did you mean email?", "creating it also requires email."],
        [],
    ),
    "other spellings": (
        "zendesk_target",
        {"Target-URL": "u", "zendesk_sub_domain": "u", "Update secrets": "u"},
        ["did you mean target_url?", "did you mean zendesk_subdomain?", "mean update_secrets?"],
        [],
    ),
    "a name for a title": (
        "zendesk_target",
        {"title": WITHOUT, "name": "On call"},
        ["unknown option name: did you mean title?", "title is missing"],
        [],
    ),
    "a name beside a title": (
        "zendesk_target",
        {"name": "On call"},
        ["unknown option name: remove it."],
        ["did you mean"],
    ),
    "other words, misspelt": (
        "zendesk_target",
        {"adress": "x", "nmae": "x", "title": WITHOUT, "email": WITHOUT, "verify_ssl": False},
        [
            "unknown option adress: did you mean email?",
            "unknown option nmae: did you mean title?",
            "unknown option verify_ssl: did you mean zendesk_validate_certs?",
        ],
        [],
    ),
    "nothing that is near": (
        "zendesk_target",
        {"prune": True, "force_delete": True, "1": "x", "zendesk_override": {}},
        ["option prune: remove it.", "option force_delete: remove it.", "option 1: remove it."],
        ["did you mean zendesk_o"],
    ),
    "a near type": (
        "zendesk_target",
        {"type": "email"},
        ['"On call" (email)', "type must be one of", "got email: did you mean email_target?"],
        ["type is missing"],
    ),
    "the short name of a connection option": (
        "zendesk_target_info",
        {"oauth_token": "marker"},
        ["unknown option oauth_token: did you mean zendesk_oauth_token?"],
        [],
    ),
    "all kinds in one task": (
        "zendesk_target",
        {"romm": "x", "room": "x", "state": "presnt", "email": WITHOUT, "zendesk_retries": "x"},
        [
            "unknown option romm: did you mean room?",
            "state must be one of present, absent; got presnt: did you mean present?",
            "room is not an attribute of email_target",
            "If there is no such target yet, creating it also requires email.",
            "zendesk_retries must be a whole number; got x.",
        ],
        [],
    ),
    "all kinds in one set": (
        "zendesk_targets",
        {
            "targets": [
                {"title": "First", "type": "email_target", "subject": "s"},
                {"title": "Second", "type": "email", "email": "b@example.com", "subject": "s"},
                dict(EMAIL, title="Third", romm="x"),
                dict(EMAIL, title=""),
                dict(EMAIL, title=["Fifth"], prune=True),
                dict(CLICKATELL, title="First", type=WITHOUT),
                dict(EMAIL, title="First"),
            ],
            "prune": True,
            "prune_types": ["email"],
            "keep": "Billing, EU",
            "max_concurrency": "x",
            "max_deletions": -1,
            "title": "x",
            "zendesk_subdomain": "x",
        },
        [
            'Item 1, target "First" (email_target): If there is no such target yet, creating it also '
            "requires email.",
            'Item 2, target "Second" (email): type must be one of',
            'Item 3, target "Third" (email_target): unknown option romm: did you mean room?',
            "Item 4, target (email_target): title is empty",
            "Item 5, target (email_target): title must be text, not a list.",
            "unknown option prune: it is an option of the task, not of an item.",
            'Item 6, target "First": If there is no such target yet, creating it also requires type, and '
            "the required attributes of that type.",
            'Item 7, target "First" (email_target) refers to the same target as item 1',
            "prune_types: email is not a target type",
            "keep must be a list, not text",
            "max_concurrency must be a whole number; got x.",
            "max_deletions must be 0 or more",
            "unknown option title: it is an option of items in targets.",
            "zendesk_subdomain and zendesk_url",
        ],
        ["marker"],
    ),
    "all kinds in one audit": (
        "zendesk_audit_info",
        {"targets": [{"type": "email_target"}, []], "keep": 5, "gather": "usage, failurs"},
        [
            "Item 1, target (email_target): title is missing",
            "item 2 is not a dictionary but a list",
            "keep must be a list, not a number",
            "gather must be one or more of usage, failures, deliveries; got failurs: did you mean failures?",
        ],
        [],
    ),
    "a set that is missing": ("zendesk_targets", {}, ["targets is missing"], []),
    "what is read, misspelt": (
        "zendesk_target_info",
        {"gather": "usage, failurs", "failure_details": True},
        ["got failurs: did you mean failures?"],
        ["needs failures"],
    ),
    **{
        "%s of %s, %r" % (name, module[8:], value): (
            module,
            {"targets": [], name: value},
            [says % name],
            [],
        )
        for module, names in (
            ("zendesk_targets", ("keep", "prune_types")),
            ("zendesk_audit_info", ("keep",)),
        )
        for name in names
        for value, says in (
            ("Billing, EU", "%s must be a list, not text. Text is not split at commas"),
            ("", "%s must be a list, not text"),
            (17, "%s must be a list, not a number"),
            (True, "%s must be a list, not a boolean"),
            ({"title": "x"}, "%s must be a list, not a dictionary"),
            ([["x"]], "%s: item 1 must be text, not a list"),
            (["x", {"title": "x"}], "%s: item 2 must be text, not a dictionary"),
            ([True], "%s: item 1 must be text, not a boolean"),
            ([None], "%s: item 1 is empty"),
        )
        # It takes entries for each kind, too.
        if (module, value) != ("zendesk_audit_info", {"title": "x"})
    },
    "entries to keep": (
        "zendesk_audit_info",
        {
            "targets": [],
            "keep": {
                "target": ["x"],
                "webhooks": "Pager",
                "triggers": [{"typ": "x"}, 5],
                "targets": [{"type": "x"}],
            },
            "owned": {"automations": [""], "webhook": []},
        },
        [
            "keep: unknown option target: did you mean targets?",
            "keep: webhooks must be a list, not text",
            "keep.triggers: entry 1 must be a name in quotes, a pattern or {id: ..} or {category: ..}.",
            "keep.triggers: entry 2 must be",
            "owned.automations: entry 1 is empty",
            "unknown option webhook: did you mean webhooks?",
        ],
        ["keep.targets"],
    ),
    "an audit of nothing": (
        "zendesk_audit_info",
        {"keep": []},
        [
            "At least one of these lists is required: targets, webhooks, trigger_categories, triggers, automations."
        ],
        [],
    ),
}


@pytest.mark.parametrize("case", FORMS.values(), ids=list(FORMS))
def test_form_of_the_input(case: Any, simulator: Simulator, run: Run) -> None:
    module, change, says, silent = case
    good = EMAIL if module == "zendesk_target" else {}
    arguments = {k: v for k, v in dict(good, **change).items() if v is not WITHOUT}
    for item in arguments.get("targets", []):
        for name in [k for k in item if item[k] is WITHOUT]:
            item.pop(name)
    result = run(module, **arguments)
    assert result["failed"]
    assert [text for text in says if text not in result["msg"]] == []
    assert [text for text in silent if text in result["msg"]] == []
    # One error says a thing once.
    sentences = re.split(r"(?<=[.?]) (?=[a-z_]+ )", result["msg"])
    assert len(sentences) == len(set(sentences)), result["msg"]
    assert simulator.calls == []


def test_numbers_are_text(simulator: Simulator, run: Run) -> None:
    assert run(**dict(EMAIL, title=123, subject=1.5))["target"]["subject"] == "1.5"
    assert run("zendesk_targets", targets=[dict(EMAIL, title=124, subject=5)])["changed"]
    stored = [(t["title"], t["subject"]) for t in simulator.account.targets.values()]
    assert stored == [("123", "1.5"), ("124", "5")]


@pytest.mark.parametrize("active", [True, "yes", "true", "on", 1, "1", "True"], ids=repr)
def test_booleans_as_ansible_takes_them(active: Any, run: Run) -> None:
    assert run(**dict(EMAIL, active=active))["target"]["active"] is True


def test_words_are_split_at_commas(simulator: Simulator, run: Run) -> None:
    assert run("zendesk_target_info", gather="usage, failures")["targets"] == []
    assert run("zendesk_audit_info", targets=[], gather=" usage,")["not_read"] == []
    assert [call.split("?")[0].rsplit("/")[-1] for call in simulator.calls] == [
        "targets",
        "triggers",
        "automations",
        "target_failures",
        "targets",
        "triggers",
        "automations",
    ]


OMITTED = """
- name: Options of a task
  community.zendesk.zendesk_target:
    zendesk_url: "{{ url }}"
    zendesk_oauth_token: "{{ token }}"
    zendesk_email: "{{ nothing | default(omit) }}"
    title: One
    type: email_target
    email: a@example.com
    subject: "Hi{{ nothing | default(omit) }}"
    active: "{{ nothing | default(omit) }}"
- name: Items and what is in them, from variables and in place
  community.zendesk.zendesk_targets:
    zendesk_url: "{{ url }}"
    zendesk_oauth_token: "{{ token }}"
    prune: true
    prune_types: [email_target, "{{ nothing | default(omit) }}"]
    keep: ["{{ nothing | default(omit) }}", One]
    targets:
      - "{{ gap }}"
      - "{{ two }}"
      - {title: Three, type: email_target, email: a@example.com, subject: Hi, id: "{{ gap }}"}
- name: A list as a whole
  community.zendesk.zendesk_targets:
    zendesk_url: "{{ url }}"
    zendesk_oauth_token: "{{ token }}"
    targets: "{{ [two, gap] }}"
    keep: "{{ nothing | default(omit) }}"
- name: What is read
  community.zendesk.zendesk_target_info:
    zendesk_url: "{{ url }}"
    zendesk_oauth_token: "{{ token }}"
    gather: ["{{ gap }}"]
    title: "{{ gap }}"
- name: A set to compare with
  community.zendesk.zendesk_audit_info:
    zendesk_url: "{{ url }}"
    zendesk_oauth_token: "{{ token }}"
    targets: ["{{ two }}", "{{ gap }}"]
    keep: [One, Three, "{{ gap }}"]
  register: audit
- ansible.builtin.assert: {that: audit.summary.missing == 0 and audit.summary.unmanaged == 0}
"""


def test_omit_is_not_given(simulator: Simulator, tmp_path: Path) -> None:
    """At every depth, and as an element of a list."""
    variables = {
        "url": simulator.url,
        "token": TOKEN_OF_SIMULATOR,
        "gap": "{{ nothing | default(omit) }}",
        "two": dict(EMAIL, title="Two", active="{{ gap }}", room="{{ nothing | default(omit) }}"),
    }
    played = run_playbook(tmp_path, OMITTED, variables=variables)
    assert played.code == 0, played.output
    targets = simulator.account.targets.values()
    stored = {t["title"]: (t["subject"], t["active"]) for t in targets}
    assert stored == {"One": ("Hi", True), "Two": ("Hello", True), "Three": ("Hi", True)}
    assert len(targets) == 3
    sent = [entry["body"] for entry in simulator.journal.entries if entry["body"]]
    assert "omit" not in json.dumps(sent)


def test_missing_requests_says_where_the_module_runs(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_transport, "REQUESTS_IMPORT_ERROR", "No module named requests")
    message = run(**EMAIL)["msg"]
    for text in (
        sys.executable + " -m pip install requests",
        platform.node(),
        "ansible_connection: local",
        "delegate_to: localhost",
    ):
        assert text in message


TOKEN = {"zendesk_oauth_token": "marker-oauth-token"}
API_TOKEN = {"zendesk_email": "admin@example.com", "zendesk_api_token": "marker-api-token"}
HERE = {"zendesk_subdomain": "acme"}

WRONG_CONNECTION: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no account": (TOKEN, ["zendesk_subdomain or zendesk_url", "ZENDESK_SUBDOMAIN"]),
    "two accounts": (
        dict(TOKEN, zendesk_url="https://support.example.com", **HERE),
        ["zendesk_subdomain and zendesk_url", "set only one of them"],
    ),
    "subdomain with a domain": (
        dict(TOKEN, zendesk_subdomain="acme.zendesk.com"),
        ["zendesk_subdomain must be only the first part", "acme"],
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
    "no scheme": (dict(TOKEN, zendesk_url="support.example.com"), ["zendesk_url", "full URL"]),
    "another scheme": (dict(TOKEN, zendesk_url="ftp://example.com"), ["full URL"]),
    "a port that is none": (
        dict(TOKEN, zendesk_url="https://example.com:port"),
        ["full URL"],
    ),
    "a path": (
        dict(TOKEN, zendesk_url="https://example.com/api/v2"),
        ["zendesk_url", "without a path"],
    ),
    "a password in the address": (
        dict(TOKEN, zendesk_url="https://me:marker-url-password@example.com"),
        ["zendesk_url must not contain a user or password"],
    ),
    "no credentials": (HERE, ["No credentials", "zendesk_client_id", "zendesk_oauth_token"]),
    "credentials that are empty": (dict(HERE, zendesk_oauth_token=""), ["No credentials"]),
    "contradictory credentials": (
        dict(HERE, **TOKEN, **API_TOKEN),
        ["Contradictory credentials", "zendesk_oauth_token and zendesk_api_token"],
    ),
    "client without a secret": (
        dict(HERE, zendesk_client_id="ansible"),
        ["requires zendesk_client_secret"],
    ),
    "secret without a client": (
        dict(HERE, zendesk_client_secret="marker-client-secret"),
        ["zendesk_client_secret requires zendesk_client_id"],
    ),
    "API token without an email": (
        dict(HERE, zendesk_api_token="marker-api-token"),
        ["zendesk_api_token requires zendesk_email"],
    ),
    "password without an email": (
        dict(HERE, zendesk_password="marker-password"),
        ["zendesk_password requires zendesk_email"],
    ),
    "a token in two lines": (
        dict(HERE, zendesk_oauth_token="marker-oauth\ntoken"),
        ["zendesk_oauth_token contains white space"],
    ),
    "a token that is none": (
        dict(HERE, zendesk_oauth_token="marker\N{EM DASH}token"),
        ["zendesk_oauth_token contains characters"],
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
        ["zendesk_ca_path", __file__, "can't be used as a certificate file"],
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
        ({"subject": " "}, "subject is required for email_target and can't be empty"),
        ({"zendesk_client_id": "x"}, "zendesk_client_id requires zendesk_client_secret"),
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


@pytest.mark.parametrize("module", ["zendesk_target", "zendesk_targets"])
def test_null_is_not_given(module: str, simulator: Simulator, run: Run) -> None:
    """Also where an option has a default, of which Ansible says that null is none of its choices."""
    item = dict(EMAIL, state=None, active=None)
    policies = dict.fromkeys(("update_secrets", "recreate", "force"))
    if module == "zendesk_target":
        result = run(module, **item, **policies)
    else:
        names = ("prune", "keep", "prune_types", "max_concurrency", "continue_on_error")
        result = run(module, targets=[item], **policies, **dict.fromkeys(names))
    assert result["changed"]
    assert len(simulator.account.targets) == 1


@pytest.mark.parametrize("empty", ["", " ", None])
def test_an_empty_connection_option_is_not_set(empty: Any, simulator: Simulator, run: Run) -> None:
    names = ("zendesk_timeout", "zendesk_retries", "zendesk_validate_certs", "zendesk_ca_path")
    result = run("zendesk_target_info", **dict.fromkeys(names, empty), validate_certs=empty)
    assert result["targets"] == []


def test_all_that_is_wrong_with_the_environment(
    simulator: Simulator, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TIMEOUT", "RETRIES", "VALIDATE_CERTS"):
        monkeypatch.setenv("ZENDESK_" + name, "maybe")
    says = run("zendesk_target_info", zendesk_url="http://example.com")["msg"]
    for name in ("zendesk_url", "ZENDESK_TIMEOUT", "ZENDESK_RETRIES", "ZENDESK_VALIDATE_CERTS"):
        assert says.count(name) == 1
    assert simulator.calls == []
