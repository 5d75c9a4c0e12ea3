# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What editors say of variables: the YAML language server with the schema, where it is installed."""

from __future__ import annotations

import json
import re
from typing import Iterator

import pytest

from ansible_collections.community.zendesk.plugins.filter.export_config import export_config
from ansible_collections.community.zendesk.plugins.plugin_utils._schema_comment import (
    SCHEMA_ADDRESS,
    SCHEMA_COMMENT,
)
from ansible_collections.community.zendesk.tests.configs import (
    KINDS,
    automation,
    hook,
    target,
    trigger,
)
from ansible_collections.community.zendesk.tests.language_server import (
    SETTINGS,
    LanguageServer,
    language_server,
)
from ansible_collections.community.zendesk.tests.pages import (
    blocks_of,
    guide,
    plain_text_of,
    rows_of,
)
from ansible_collections.community.zendesk.tests.schemas import FILE, MISTAKES
from ansible_collections.community.zendesk.tests.schemas.checks import examples

PAGE = guide("editors")


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with language_server() as running:
        yield running


def local(text: str) -> str:
    """A file whose comment leads to the schema of this checkout, not to that of a release."""
    assert text.startswith(SCHEMA_COMMENT)
    return text.replace(SCHEMA_ADDRESS, FILE.as_uri())


def exports() -> Iterator[tuple[str, str]]:
    items = {
        "targets": [target("On call", active=True)],
        "webhooks": [hook("Pager", status="active")],
        "trigger_categories": [{"name": "Notifications"}],
        "triggers": [
            trigger("Page", {"field": "subject", "value": "{{ ticket.id }}"}, active=True)
        ],
        "automations": [automation("Remind", active=True)],
    }
    records = {
        kind: [{"id": 7, **item, "secrets_set": ["authentication.token"]} for item in found]
        for kind, found in items.items()
    }
    for file in export_config({**items, "records": records})["files"]:
        if not file["name"].startswith("vault"):
            yield file["name"], file["text"]


def test_it_has_nothing_against_what_is_right(server: LanguageServer) -> None:
    full = SCHEMA_COMMENT + (MISTAKES.parent / "full.yml").read_text()
    texts = {**dict(examples()), **dict(exports()), "full": full}
    assert len(texts) > 40
    found = server.findings({name: local(text) for name, text in texts.items()})
    assert {name: said for name, said in found.items() if said} == {}


# Comment in the file of mistakes -> what is said.
SAID = {
    "the name of a type": 'Value is not accepted. Valid values: "basecamp_target", ',
    "the name of an attribute": "Property actve is not allowed.",
    "a mandatory attribute is missing": 'Missing property "subject".',
    "a choice": 'Value is not accepted. Valid values: "json", "xml", "form_encoded".',
    "a list in place of a dictionary": "A dictionary such as {type: bearer_token, token: ...}",
    "the name of a variable": "Property zendesk_trigger_standard is not allowed.",
    "the kind of a reference": "Only {group: ...} is allowed here.",
    "a state": 'Value is not accepted. Valid values: "present", "absent".',
    "a boolean in quotes": "true or false, without quotes.",
    "conditions without all or any": "Give all or any.",
}


def test_each_of_the_ten_mistakes_is_one_finding(server: LanguageServer) -> None:
    text = local(SCHEMA_COMMENT + MISTAKES.read_text())
    found = server.findings({"mistakes": text})["mistakes"]
    assert len(found) == 10
    lines = text.splitlines()
    for comment, (line, message) in zip(SAID, found):
        # What is wrong with a list is told where its first item is.
        near = lines[line - 2 : line]
        assert any(each.endswith("  # " + comment) for each in near), comment
        assert message.startswith(SAID[comment])


def test_without_the_comment_it_knows_nothing(server: LanguageServer) -> None:
    assert server.findings({"mistakes": MISTAKES.read_text()}) == {"mistakes": []}


HEAD = SCHEMA_COMMENT + "---\n"


def test_it_explains_and_proposes(server: LanguageServer) -> None:
    items = local(
        HEAD + "zendesk_targets_account:\n  - title: On call\n    type: email_target\n    "
    )
    assert "The subject of the mail." in server.hover(items + "subject: New", 5, 6)
    proposed = server.completions(items, 5, 4)
    assert {"email", "subject", "active", "state"} <= set(proposed)
    assert "token" not in proposed
    assert {"present", "absent"} <= set(server.completions(items + "state: ", 5, 11))
    rule = "zendesk_triggers_account:\n  - title: Page\n    conditions:\n      all:\n        - field: \n"
    assert {"group_id", "status"} <= set(server.completions(local(HEAD + rule), 6, 17))
    variables = server.completions(local(HEAD + "zendesk_\n"), 2, 8)
    assert [each for each in variables if each.endswith("_standard")] == [
        "zendesk_%s_standard" % kind for kind in KINDS
    ]


def test_words_are_read_as_ansible_reads_them(server: LanguageServer) -> None:
    text = """\
zendesk_triggers_account:
  - title: Page
    active: yes
    conditions:
      all:
        - {field: status, value: no}
"""
    (found,) = server.findings({"words": local(HEAD + text)})["words"]
    assert found == (8, "Text. Words such as yes, no, on, off, true and false need quotes.")


def test_a_finding_can_be_switched_off(server: LanguageServer) -> None:
    text = (
        "zendesk_webhooks_standard:\n%s  - {name: Pager, http_method: POST, request_format: json}\n"
    )
    comment = re.search(r"`(# yaml-language-server-disable .*)`", plain_text_of(PAGE))
    assert comment
    off = text % ("  %s\n" % comment[1])
    found = server.findings({"on": local(HEAD + text % ""), "off": local(HEAD + off)})
    assert found == {"on": [(4, 'Missing property "endpoint".')], "off": []}


def test_the_page_says_what_is_found() -> None:
    said = [row[1].strip("`") for row in rows_of(PAGE) if row[1].startswith("`")]
    assert len(said) == len(SAID)
    for shown, message in zip(said, SAID.values()):
        assert message.startswith(shown.removesuffix("..."))


def test_the_page_says_what_to_set() -> None:
    """The settings in the page are those of these tests."""
    (block,) = [b for b in blocks_of(PAGE) if b.language == "json"]
    assert json.loads(block.text) == {"yaml." + name: value for name, value in SETTINGS.items()}
    (lua,) = [b for b in blocks_of(PAGE) if b.language == "lua"]
    tags = ", ".join('"%s"' % tag for tag in SETTINGS["customTags"])
    assert "customTags = { %s }" % tags in re.sub(r"\s+", " ", lua.text).replace(", }", " }")
    assert 'yamlVersion = "%s"' % SETTINGS["yamlVersion"] in lua.text
    assert SCHEMA_COMMENT in plain_text_of(PAGE)
