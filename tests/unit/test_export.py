# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter export_targets: the lines that it writes for a target, and what it refuses."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleError, AnsibleFilterError

from ansible_collections.community.zendesk.plugins.filter.export_targets import export_targets
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.plugins.plugin_utils._export_text import holds_secret
from ansible_collections.community.zendesk.tests.exported import NASTY, fill_in, load
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.samples import complete

MAIL = {
    "id": 7,
    "title": "On call",
    "type": "email_target",
    "active": True,
    "email": "a@example.com",
    "subject": "Hi",
}
HOOK = {
    "id": 8,
    "title": "Hook",
    "type": "url_target_v2",
    "active": False,
    "target_url": "https://example.com/{{ticket.id}}",
    "method": "POST",
    "content_type": "application/json",
    "username": "",
    "password": None,
}
BASECAMP = {
    "id": 9,
    "title": "Base camp: Ünïts!",
    "type": "basecamp_target",
    "active": True,
    "target_url": "https://example.com",
    "project_id": 17,
    "resource": "todo",
    "secrets_set": ["token"],
}
TEAM = {"id": 10, "title": "Team", "type": "yammer_target", "active": True, "group_id": "007"}
SMS = {"id": 11, "title": "Text", "type": "twilio_target", "active": True, "from": "+49"}
RULE = {"kind": "trigger", "id": 3, "title": "Tell", "active": True}

# Targets, and the lines that they become.
LINES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "in the order of the docs": (
        [MAIL],
        """
  # id 7
  - title: On call
    type: email_target
    active: true
    email: a@example.com
    subject: Hi
""",
    ),
    "Liquid, what is not set, and a secret that may be set": (
        [HOOK],
        """
  # id 8
  - title: Hook
    type: url_target_v2
    active: false
    target_url: !unsafe "https://example.com/{{ticket.id}}"
    method: post
    content_type: application/json
    # password: "{{ vault_zendesk_target_hook_password }}"
""",
    ),
    "numbers are text, and a secret that a new target needs": (
        [BASECAMP],
        """
  # id 9
  - title: "Base camp: Ünïts!"
    type: basecamp_target
    active: true
    target_url: https://example.com
    project_id: "17"
    resource: todo
    token: "{{ vault_zendesk_target_base_camp_units_token }}"
    # password: "{{ vault_zendesk_target_base_camp_units_password }}"
""",
    ),
    "an optional secret that is set": (
        [dict(TEAM, secrets_set=["token"])],
        """
  # id 10
  - title: Team
    type: yammer_target
    active: true
    group_id: "007"
    token: "{{ vault_zendesk_target_team_token }}"
""",
    ),
    "an optional secret that is not set, or not shown": (
        [TEAM],
        """
  # id 10
  - title: Team
    type: yammer_target
    active: true
    group_id: "007"
    # token: "{{ vault_zendesk_target_team_token }}"
""",
    ),
    "a flag": (
        [
            {
                "id": 12,
                "title": "SMS",
                "type": "clickatell_target",
                "username": "u",
                "api_id": "1",
                "to": "2",
                "us_small_business_account": "0",
                "target_url": "https://example.com",
                "method": "get",
                "attribute": "text",
            }
        ],
        """
  # id 12
  - title: SMS
    type: clickatell_target
    username: u
    api_id: "1"
    to: "2"
    us_small_business_account: false
    password: "{{ vault_zendesk_target_sms_password }}"
""",
    ),
    "usage": (
        [
            dict(
                MAIL,
                usage=[
                    RULE,
                    {"kind": "automation", "id": 4, "title": "Tell:\nlater", "active": False},
                ],
            ),
            dict(TEAM, usage=[]),
        ],
        """
  # id 7, used by
  #   trigger (id 3): Tell
  #   automation (id 4, inactive): "Tell:\\nlater"
  - title: On call
    type: email_target
    active: true
    email: a@example.com
    subject: Hi
  # id 10, used by no trigger and no automation
  - title: Team
    type: yammer_target
    active: true
    group_id: "007"
    # token: "{{ vault_zendesk_target_team_token }}"
""",
    ),
    "an unknown type": (
        [dict(SMS, secrets_set=["auth_token"], nested={"a": ["{{b}}", 1]})],
        """
  # id 11
  # Identified by id, because this collection does not know its type.
  - id: 11
    title: Text
    active: true
    # This collection does not know the type, so all but title and active is left unchanged:
    #   type: twilio_target
    #   from: "+49"
    #   {nested: {a: [!unsafe "{{b}}", 1]}}
    # Secrets unknown to this collection, so left unchanged: auth_token
""",
    ),
    "unknown attributes": (
        [dict(MAIL, priority=None, cc="c@example.com", secrets_set=["auth_key"])],
        """
  # id 7
  - title: On call
    type: email_target
    active: true
    email: a@example.com
    subject: Hi
    # Unknown to this collection, so left unchanged:
    #   priority: null
    #   cc: c@example.com
    # Secrets unknown to this collection, so left unchanged: auth_key
""",
    ),
    "values that the modules refuse, and what a new target would need": (
        [dict(BASECAMP, resource="calendar", username=["a"], target_url="", secrets_set=[])],
        """
  # id 9
  # Identified by id, because it lacks target_url, resource, which a new target requires.
  - id: 9
    title: "Base camp: Ünïts!"
    type: basecamp_target
    active: true
    project_id: "17"
    # token: "{{ vault_zendesk_target_base_camp_units_token }}"
    # password: "{{ vault_zendesk_target_base_camp_units_password }}"
    # The modules do not accept this value, so it is left unchanged:
    #   resource: calendar
    #   {username: [a]}
""",
    ),
    "what Ansible has masked, and what YAML can't hold": (
        [dict(MAIL, email="********@example.com", subject="\ud800")],
        """
  # id 7
  # Identified by id, because it lacks email, subject, which a new target requires.
  - id: 7
    title: On call
    type: email_target
    active: true
    # Ansible has masked part of this value, so it is left unchanged:
    #   email: "********@example.com"
    # YAML can't represent this value, so it is left unchanged:
    #   subject: "\\uD800"
""",
    ),
    "what ansible-core 2.22 or somebody's filter has masked": (
        [dict(MAIL, email="$REDACTED$@example.com", subject="VALUE_SPECIFIED_IN_NO_LOG_PARAMETER")],
        """
  # id 7
  # Identified by id, because it lacks email, subject, which a new target requires.
  - id: 7
    title: On call
    type: email_target
    active: true
    # Ansible has masked part of this value, so it is left unchanged:
    #   email: $REDACTED$@example.com
    #   subject: VALUE_SPECIFIED_IN_NO_LOG_PARAMETER
""",
    ),
    "what the modules have replaced": (
        [dict(MAIL, title="a\ufffdb", subject="\ufffd")],
        """
  # id 7
  # Identified by id, because its title can't be written.
  - id: 7
    type: email_target
    active: true
    email: a@example.com
    # Some characters of this value can only be shown as \ufffd, so it is left unchanged:
    #   title: a\ufffdb
    #   subject: \ufffd
""",
    ),
    "lone surrogates and line breaks where nobody expects them": (
        [
            dict(
                MAIL,
                title="\udfff",
                usage=[{"kind": "a\n- b", "id": "\u2028", "title": "\ud800\x85"}, {}],
                secrets_set=["\ufeff\ud800"],
            )
        ],
        """
  # id 7, used by
  #   "a\\n- b" (id "\\L"): "\\uD800\\N"
  #   None (id null): None
  # Identified by id, because its title can't be written.
  - id: 7
    type: email_target
    active: true
    email: a@example.com
    subject: Hi
    # YAML can't represent this value, so it is left unchanged:
    #   title: "\\uDFFF"
    # Secrets unknown to this collection, so left unchanged: "\\uFEFF\\uD800"
""",
    ),
    "no title, and no state": (
        [dict(MAIL, title=" ", active="maybe")],
        """
  # id 7
  # Identified by id, because its title can't be written.
  - id: 7
    type: email_target
    email: a@example.com
    subject: Hi
    # The modules do not accept this value, so it is left unchanged:
    #   title: " "
    #   active: maybe
""",
    ),
    "one title, two types": (
        [dict(TEAM, title="On call"), MAIL],
        """
  # id 7
  - title: On call
    type: email_target
    active: true
    email: a@example.com
    subject: Hi
  # id 10
  - title: On call
    type: yammer_target
    active: true
    group_id: "007"
    # token: "{{ vault_zendesk_target_on_call_token }}"
""",
    ),
    "one title, two types, of which one is unknown": (
        [MAIL, dict(SMS, title="On call")],
        """
  # id 7
  # Identified by id, because other targets have the same title.
  - id: 7
    title: On call
    type: email_target
    active: true
    email: a@example.com
    subject: Hi
  # id 11
  # Identified by id, because this collection does not know its type.
  - id: 11
    title: On call
    active: true
    # This collection does not know the type, so all but title and active is left unchanged:
    #   type: twilio_target
    #   from: "+49"
""",
    ),
    "one title, two names of one type": (
        [dict(HOOK, id=13, type="http_target"), HOOK],
        """
  # id 8
  # Identified by id, because other targets have the same title.
  - id: 8
    title: Hook
    type: url_target_v2
    active: false
    target_url: !unsafe "https://example.com/{{ticket.id}}"
    method: post
    content_type: application/json
    # password: "{{ vault_zendesk_target_hook_8_password }}"
  # id 13
  # Identified by id, because other targets have the same title.
  - id: 13
    title: Hook
    type: http_target
    active: false
    target_url: !unsafe "https://example.com/{{ticket.id}}"
    method: post
    content_type: application/json
    # password: "{{ vault_zendesk_target_hook_13_password }}"
""",
    ),
    "a secret in an address": (
        [
            dict(
                HOOK,
                target_url="https://example.com?api_key=1",
                username="https://user:password@example.com",
            )
        ],
        """
  # id 8
  # Check target_url: it may contain a secret.
  # Check username: it may contain a secret.
  - title: Hook
    type: url_target_v2
    active: false
    target_url: https://example.com?api_key=1
    method: post
    content_type: application/json
    username: https://user:password@example.com
    # password: "{{ vault_zendesk_target_hook_password }}"
""",
    ),
}


def lines(text: str, variable: str = "zendesk_targets_account") -> str:
    """What stands between the header and the footer."""
    found = re.search(r"^%s:(.*?)^# Zendesk does" % variable, text, re.MULTILINE | re.DOTALL)
    assert found
    return found.group(1)


@pytest.mark.parametrize(("targets", "expected"), LINES.values(), ids=list(LINES))
def test_lines(targets: list[dict[str, Any]], expected: str) -> None:
    before = repr(targets)
    assert lines(export_targets(targets)["targets"]) == expected
    assert lines(export_targets(list(reversed(targets)))["targets"]) == expected
    assert repr(targets) == before


def test_order() -> None:
    titles = ["b", "A", "a", "B", "É", "10", "9"]
    targets = [dict(MAIL, id=n, title=title) for n, title in enumerate(titles, 1)]
    found = re.findall("title: (.*)", export_targets(targets)["targets"])
    assert found == ['"10"', '"9"', "A", "a", "B", "b", "É"]


@pytest.mark.parametrize(
    "odd", ["\ud800", "\udfff x", "a\x85b", "a\u2028b", "\ufeff", "\x00", "\r"]
)
def test_every_text_can_be_written(odd: str, tmp_path: Path) -> None:
    """Wherever it stands, it does not end the line, and UTF-8 can hold it."""
    rule = {"kind": odd, "id": odd, "title": odd}
    target = dict(TEAM, title=odd, usage=[rule], secrets_set=["token", odd], group_id=odd)
    target.update({odd: odd, "nested": [{odd: [odd]}]})
    exported = export_targets([target, dict(SMS, title=odd, other=odd)], account=odd)
    plain = export_targets([dict(TEAM, usage=[RULE], secrets_set=["token"]), SMS])
    for name in ("targets", "vault"):
        lines_of_it = exported[name].encode("utf-8").decode("utf-8").splitlines()
        comments = [line for line in lines_of_it if line.lstrip().startswith("#")]
        assert len(load(exported[name], tmp_path)) == len(load(plain[name], tmp_path))
        assert all(line.isprintable() for line in comments)
    items = load(exported["targets"], tmp_path)["zendesk_targets_account"]
    assert [
        set(item) - {"id", "type", "title", "active", "group_id", "token"} for item in items
    ] == [
        set(),
        set(),
    ]


def test_secrets_in_an_address_are_found_in_linear_time() -> None:
    texts = ["?" + "key" * 300_000, "?key=" * 200_000, "://" * 300_000, "?" * 1_000_000]
    texts += ["://" + "a" * 1_000_000, "&" + "a-." * 300_000, "?" + "token" * 200_000 + "="]
    start = time.process_time()
    found = [holds_secret(text) for text in texts]
    assert time.process_time() - start < 2
    assert found == [False, True, False, False, False, False, True]


def test_an_empty_account() -> None:
    exported = export_targets([])
    assert lines(exported["targets"]) == " []\n"
    assert (exported["vault"], exported["secrets"], exported["named_by_id"]) == ("", [], [])


def test_many_rules() -> None:
    rules = [dict(RULE, id=number) for number in range(1, 26)]
    text = export_targets([dict(MAIL, usage=rules)])["targets"]
    assert text.count("trigger (id") == 20
    assert "  #   and 5 more\n" in text


def test_account_and_variable(tmp_path: Path) -> None:
    text = export_targets([MAIL], "a:\nb", variable="mine")["targets"]
    assert '# The targets of "a:\\nb", as read by' in text
    assert [item["title"] for item in load(text, tmp_path)["mine"]] == ["On call"]


@pytest.mark.parametrize("value", NASTY, ids=[ascii(value)[:40] for value in NASTY])
def test_text_stays_what_it_is(value: str, tmp_path: Path) -> None:
    rule = {"kind": "trigger", "id": 3, "title": value, "active": True}
    target = dict(MAIL, title=value, subject=value, other=value, usage=[rule])
    exported = export_targets([target], account=value)
    variables = fill_in(load(exported["targets"], tmp_path), {})
    item = dict(MAIL, title=value, subject=value)
    del item["id"]
    assert variables == {
        "zendesk_targets_account": [item],
        "zendesk_targets_update_secrets": "on_create",
    }
    # Each value has a line of its own, so that a diff shows what has changed.
    simple = export_targets([dict(MAIL, other="x", usage=[RULE])])
    assert exported["targets"].count("\n") == simple["targets"].count("\n")


@pytest.mark.parametrize("mark", ["{{", "{%", "{#", "#jinja2:"])
def test_what_looks_like_a_template_is_marked(mark: str) -> None:
    text = export_targets([dict(MAIL, title=mark, subject=mark + "x")])["targets"]
    assert '\n  - title: !unsafe "%s"\n' % mark in text
    assert '\n    subject: !unsafe "%sx"\n' % mark in text


# --- secrets

# Titles and types (y: yammer, with a token, f: flowdock, with an api_token) -> variables.
VARIABLES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "plain": ([("On call", "y")], ["on_call_token"]),
    "no letters": ([("日本 !", "y")], ["1_token"]),
    "accents": ([("Équipe", "y")], ["equipe_token"]),
    "long": ([("x" * 10000, "y")], ["x" * 40 + "_token"]),
    "no secret of the login": ([("client", "y")], ["client_token"]),
    "alike": ([("On call", "y"), ("on-call!", "y")], ["on_call_1_token", "on_call_2_token"]),
    "same": ([("A", "y"), ("A", "y")], ["a_1_token", "a_2_token"]),
    "same by attribute": ([("X", "f"), ("X api", "y")], ["x_1_api_token", "x_api_2_token"]),
    "same by id": (
        [("A", "y"), ("A", "y"), ("A 1", "y")],
        ["a_1_token", "a_2_token", "a_1_token_"],
    ),
}


@pytest.mark.parametrize(("targets", "variables"), VARIABLES.values(), ids=list(VARIABLES))
def test_variables_of_secrets(targets: list[tuple[str, str]], variables: list[str]) -> None:
    types = {"y": ("yammer_target", "token"), "f": ("flowdock_target", "api_token")}
    account = [
        {"id": n, "title": title, "type": types[kind][0], "secrets_set": [types[kind][1]]}
        for n, (title, kind) in enumerate(targets, 1)
    ]
    exported = export_targets(account)
    assert exported["secrets"] == ["vault_zendesk_target_" + name for name in variables]
    for name in exported["secrets"]:
        assert exported["targets"].count('"{{ %s }}"\n' % name) == 1
        assert exported["vault"].count("\n%s: " % name) == 1


def test_vault_says_whose_secrets_it_wants(tmp_path: Path) -> None:
    vault = export_targets([BASECAMP, dict(TEAM, title="{{a}}\n", secrets_set=["token"])])["vault"]
    assert '\n# token of "Base camp: Ünïts!" (basecamp_target, id 9)\n' in vault
    assert '\n# token of !unsafe "{{a}}\\n" (yammer_target, id 10)\n' in vault
    for name, value in load(vault, tmp_path).items():
        with pytest.raises(AnsibleError, match="%s is not filled in" % name):
            fill_in({name: value}, {})


def test_no_secret_leaves_a_target(tmp_path: Path) -> None:
    """Not even where it comes from the API itself, and not from the module."""
    account = [
        dict(complete(entry), id=number, title=entry.name, my_auth_key="marker-other")
        for number, entry in enumerate(TYPES, 1)
    ]
    sms = dict(SMS, id=99, auth_token="marker-sms", options=[{"password": "marker-nested"}])
    exported = export_targets([*account, sms])
    assert "marker" not in str(exported)
    items = load(exported["targets"], tmp_path)["zendesk_targets_account"]
    found = {item["title"]: set(item) for item in items}
    for target in account:
        assert found[target["title"]] == set(target) - {"id", "my_auth_key"}


# --- form


def test_yamllint(tmp_path: Path) -> None:
    """With the rules that yamllint has by itself, but for the length of lines."""
    account = [target for targets, _lines in LINES.values() for target in targets]
    account += [dict(MAIL, title=value, subject=value) for value in NASTY]
    exported = export_targets([dict(target, id=n) for n, target in enumerate(account, 1)])
    for name in ("targets", "vault"):
        assert len(load(exported[name], tmp_path)) > 1
        (tmp_path / (name + ".yml")).write_text(exported[name], "utf-8", newline="")
    rules = "{extends: default, rules: {line-length: disable}}"
    linted = subprocess.run(
        [sys.executable, "-m", "yamllint", "--strict", "-d", rules, str(tmp_path)],
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert (linted.returncode, linted.stdout) == (0, "")


def test_a_large_account() -> None:
    account = [dict(BASECAMP, id=n, title="Sample %d" % n) for n in range(1, 1001)]
    start = time.process_time()
    assert len(export_targets(account)["secrets"]) == 1000
    assert time.process_time() - start < 10


# --- wrong input


@pytest.mark.parametrize(
    ("targets", "options", "text"),
    [
        ("x", {}, "the input must be a list of targets"),
        ("password=marker", {}, "the input must be a list of targets, not text."),
        ({"targets": []}, {}, "the input must be a list of targets"),
        (None, {}, "the input must be a list of targets"),
        ([MAIL, "x"], {}, "item 2 is not a target with an id"),
        ([{"title": "x"}], {}, "item 1 is not a target with an id"),
        ({"password": "marker"}, {}, "not a dictionary with the keys 'password'."),
        ("[1]", {}, "not text that looks like JSON."),
        ([MAIL, ["marker"]], {}, "item 2 is not a target with an id, but a list: use"),
        ([{"password": "marker"}], {}, "but a dictionary with the keys 'password': use"),
        ([dict(MAIL, id="7")], {}, "item 1 is not a target with an id"),
        ([dict(MAIL, id="7\n")], {}, "item 1 is not a target with an id"),
        ([dict(MAIL, id=7.0)], {}, "item 1 is not a target with an id"),
        ([dict(MAIL, id=True)], {}, "item 1 is not a target with an id"),
        ([dict(MAIL, id=0)], {}, "item 1 is not a target with an id"),
        ([dict(MAIL, id=-7)], {}, "item 1 is not a target with an id"),
        pytest.param([dict(MAIL, id=10**5000)], {}, "item 1 is not a target with", id="huge"),
        (
            [MAIL, BASECAMP, MAIL],
            {},
            "items 1 and 3 have the same id, 7: include each target only once.",
        ),
        ([dict(MAIL, usage="marker")], {}, "item 1 (id 7): usage must be a list of dictionaries"),
        ([dict(MAIL, usage=["marker"])], {}, "item 1 (id 7): usage must be a list of dictionaries"),
        ([dict(MAIL, usage={"marker": 1})], {}, "item 1 (id 7): usage must be a list of"),
        ([dict(MAIL, secrets_set="token")], {}, "item 1 (id 7): secrets_set must be a list of na"),
        ([dict(MAIL, secrets_set=[["x"]])], {}, "item 1 (id 7): secrets_set must be a list of na"),
        (
            [dict(MAIL, new=[10**5000])],
            {},
            "item 1 (id 7): new contains a number of more than 4000 digits.",
        ),
        ([dict(MAIL, type=["marker"])], {}, "item 1 (id 7): type must be text, not a list."),
        ([{"id": 7, 7: "marker"}], {}, "item 1 (id 7): the names of all attributes must be text."),
        (
            [MAIL, "x", 5],
            {},
            "but text: use the targets that community.zendesk.zendesk_target_inf",
        ),
        ([], {"account": ["marker"]}, "a list can't be the name of the account: it must be text."),
        ([], {"account": None}, "None can't be the name of the account"),
        ([], {"account": True}, "True can't be the name of the account"),
        ([], {"variable": None}, "None can't be the name of a variable"),
        ([], {"variable": ["marker"]}, "a list can't be the name of a variable"),
        ([], {"variable": ""}, "'' can't be the name of a variable"),
        ([], {"variable": "class"}, "'class' can't be the name of a variable"),
        ([], {"variable": "yes"}, "'yes' can't be the name of a variable"),
        ([], {"variable": "\N{ARABIC-INDIC DIGIT ONE}a"}, "can't be the name of a variable"),
        ([], {"variable": "\N{LATIN SMALL LETTER E WITH ACUTE}"}, "can't be the name of a varia"),
        ([], {"variable": "my-targets"}, "'my-targets' can't be the name of a variable"),
        ([], {"variable": "a\n"}, "can't be the name of a variable"),
        ([], {"variable": 7}, "7 can't be the name of a variable"),
    ],
)
def test_no_export(targets: Any, options: dict[str, Any], text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        export_targets(targets, **options)
    said = str(caught.value)
    assert text in said
    assert said.startswith("export_targets: ")
    assert "marker" not in said


def test_documentation_is_the_signature() -> None:
    text = (ROOT / "plugins" / "filter" / "export_targets.py").read_text()
    found = re.search(r'DOCUMENTATION = r"""(.*?)"""', text, re.DOTALL)
    assert found
    options = yaml.safe_load(found.group(1))["options"]
    defaults = {name: option.get("default") for name, option in options.items()}
    assert list(export_targets.__defaults__ or ()) == [defaults["account"], defaults["variable"]]
