# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the docs of the modules say is held to the table of types and to the argument specs."""

from __future__ import annotations

import importlib
import json
import re
from typing import Any, Iterator
from unittest import mock

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.doc_fragments.attributes import (
    ModuleDocFragment as Attributes,
)
from ansible_collections.community.zendesk.plugins.doc_fragments.connection import (
    ModuleDocFragment as Connection,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    account_options,
    connection_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._http._transport import USER_AGENT
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.module_utils._resources._webhooks import (
    AUTHENTICATION,
    WEBHOOKS,
)
from ansible_collections.community.zendesk.tests.running import MODULES, ROOT
from ansible_collections.community.zendesk.tests.schemas.documented import options_of

PLUGINS = ROOT / "plugins"
NAMES = sorted(path.stem for path in (PLUGINS / "modules").glob("*.py"))
REFERENCE = re.compile(r"O\((targets\[\]\.|community\.zendesk\.zendesk_targets#module:)")
# Ansible asks for a word on every option whose name looks like a secret.
SOUNDS_SECRET = re.compile(r"pass(?!ive)|secret|token|cred|key$", re.IGNORECASE)


def spec_of(name: str) -> dict[str, Any]:
    """The argument spec that a module hands to Ansible."""
    with mock.patch("ansible.module_utils.basic.AnsibleModule.__init__") as start:
        start.side_effect = InterruptedError
        with pytest.raises(InterruptedError):
            _module(name).main()
    spec: dict[str, Any] = start.call_args.kwargs["argument_spec"]
    assert start.call_args.kwargs["supports_check_mode"]
    return spec


def pairs(
    docs: dict[str, Any], spec: dict[str, Any], path: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Every option that both have, nested ones too: its path, its docs and its spec."""
    for name in sorted(set(docs) & set(spec)):
        yield path + name, docs[name], spec[name]
        yield from pairs(
            docs[name].get("suboptions", {}), spec[name].get("options", {}), path + name + "."
        )


def _module(name: str) -> Any:
    return importlib.import_module(MODULES + name)


def _fragment(file: str) -> Any:
    name = MODULES.replace(".modules.", ".doc_fragments.") + file
    return importlib.import_module(name).ModuleDocFragment


def unlike(docs: dict[str, Any], spec: dict[str, Any], path: str = "") -> Iterator[str]:
    """The options that only one of the two has."""
    yield from (
        "%s%s has no documentation" % (path, name) for name in sorted(set(spec) - set(docs))
    )
    yield from ("%s%s is no option" % (path, name) for name in sorted(set(docs) - set(spec)))
    for name in sorted(set(docs) & set(spec)):
        inner = docs[name].get("suboptions", {}), spec[name].get("options", {})
        yield from unlike(*inner, path + name + ".")


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_documented(name: str) -> None:
    assert list(unlike(options_of(name), spec_of(name))) == []


def test_an_option_that_only_one_has_is_found() -> None:
    docs: dict[str, Any] = {"a": {}, "b": {"suboptions": {"c": {}}}}
    assert list(unlike(docs, {"b": {"options": {"d": {}}}})) == [
        "a is no option",
        "b.d has no documentation",
        "b.c is no option",
    ]


ALL_OPTIONS = [
    pytest.param(docs, spec, id="%s-%s" % (name, path))
    for name in NAMES
    for path, docs, spec in pairs(options_of(name), spec_of(name))
]


@pytest.mark.parametrize(("docs", "spec"), ALL_OPTIONS)
def test_docs_of_an_option_are_its_spec(docs: dict[str, Any], spec: dict[str, Any]) -> None:
    for key, default in (
        ("type", "str"),
        ("default", None),
        ("required", False),
        ("elements", None),
        ("choices", None),
        ("aliases", None),
    ):
        assert docs.get(key, default) == spec.get(key, default), key


@pytest.mark.parametrize("name", NAMES)
def test_secrets_are_never_logged(name: str) -> None:
    uses = [attribute for found in TARGETS.owners().values() for _entry, attribute in found]
    secret = {attribute.name for attribute in uses if attribute.type.secret}
    assert {"password", "token", "secret", "api_token"} <= secret
    secret |= {"zendesk_oauth_token", "zendesk_client_secret", "zendesk_api_token"}
    secret |= {"zendesk_password"}
    for path, _docs, spec in pairs(options_of(name), spec_of(name)):
        option = path.split(".")[-1]
        if option in secret:
            assert spec["no_log"] is True, path
        elif SOUNDS_SECRET.search(option):
            assert spec["no_log"] is False, path


@pytest.mark.parametrize("name", sorted(TARGETS.owners()))
def test_docs_of_an_attribute_are_its_entry(name: str) -> None:
    docs = options_of("zendesk_target")[name]
    expected: dict[str, set[str]] = {}
    for entry, attribute in TARGETS.owners()[name]:
        kind = "Required" if attribute.required else "Optional"
        expected.setdefault("Read-only" if attribute.read_only else kind, set()).add(entry.name)
    said = {}
    for sentence in docs["description"]:
        found = re.match(r"(Required|Optional|Read-only) for (.*)\.$", sentence)
        if found:
            said[found.group(1)] = set(re.findall(r"V\(([a-z_]+)\)", found.group(2)))
    assert said == expected
    uses = [attribute for _entry, attribute in TARGETS.owners()[name]]
    secrecy = []
    if any(attribute.write_only for attribute in uses):
        secrecy = ["It can't be read back, see O(update_secrets)."]
    elif any(attribute.type.secret for attribute in uses):
        secrecy = ["It is never shown."]
    assert [text for text in docs["description"] if text.startswith("It ")] == secrecy


def test_every_attribute_and_type_is_an_option() -> None:
    docs = options_of("zendesk_target")
    assert set(TARGETS.owners()) <= set(docs)
    assert docs["type"]["choices"] == TARGETS.variant_names()


# --- webhooks


def sentences(docs: dict[str, Any]) -> list[str]:
    """What is said of an option, which can be one paragraph or a list of them."""
    told = docs["description"]
    return [told] if isinstance(told, str) else list(told)


@pytest.mark.parametrize("name", sorted(WEBHOOKS.all_attributes))
def test_docs_of_an_attribute_of_webhooks_are_its_entry(name: str) -> None:
    docs, attribute = options_of("zendesk_webhook")[name], WEBHOOKS.all_attributes[name]
    told = sentences(docs)
    required = attribute.required and name != WEBHOOKS.name
    assert ("Required to create a webhook." in told) == required
    assert any("may have placeholders" in text for text in told) == attribute.placeholders
    # What a variant narrows.
    uses = [found for variant, found in WEBHOOKS.owners().get(name, []) if variant.name == "events"]
    narrowed = [word for found in uses for word in found.type.choices]
    assert [text for text in told if text.startswith("Must be ")] == [
        "Must be V(%s) for a webhook that subscribes to events." % word for word in narrowed
    ]
    words = list(attribute.type.choices)
    if words and "choices" not in docs:
        assert set(re.findall(r"V\((\w+)\)", " ".join(told))) == set(words)
    if name in WEBHOOKS.on_create:
        assert any("new webhook" in text and "by default" in text for text in told)


PARTS = AUTHENTICATION.option()["options"]


@pytest.mark.parametrize("name", sorted(set(PARTS) - {"type"}))
def test_docs_of_a_part_of_authentication_are_its_entry(name: str) -> None:
    docs = options_of("zendesk_webhook")["authentication"]["suboptions"]
    (text,) = sentences(docs[name])
    types = [
        kind
        for kind in PARTS["type"]["choices"]
        if not AUTHENTICATION.problem({"type": kind, name: "x"}).count("does not support")
        and kind != "none"
    ]
    secret = PARTS[name].get("no_log", False)
    said = "%sfor V(%s)" % ("" if secret else "required ", "), V(".join(types))
    assert text.endswith(", %s." % said)
    assert set(docs) == set(PARTS)


def test_every_attribute_of_webhooks_is_an_option() -> None:
    docs = options_of("zendesk_webhook")
    assert set(WEBHOOKS.all_attributes) | {WEBHOOKS.previous} <= set(docs)
    assert not set(WEBHOOKS.server_set) - {"id"} & set(docs)
    spec = {path: told for path, _docs, told in pairs(docs, spec_of("zendesk_webhook"))}
    secrets = {path for path, told in spec.items() if told.get("no_log")}
    ours = {path for path in secrets if path.startswith("authentication.")}
    assert ours == {"authentication." + name for name in ("password", "token", "value")}
    # Our own code masks what sounds secret in it.
    assert "no_log" not in spec["custom_headers"]


def test_docs_of_items_are_those_of_one_target() -> None:
    one, module = options_of("zendesk_target"), options_of("zendesk_targets")
    items = module["targets"]["suboptions"]
    for name, docs in items.items():
        # What an option is called depends on where it is told.
        texts = [REFERENCE.sub("O(", told) for told in docs["description"]]
        assert {**docs, "description": texts} == one[name]
        for told in docs["description"]:
            own = re.findall(r"O\(targets\[\]\.(\w+)", told)
            others = re.findall(r"O\(community\.zendesk\.zendesk_targets#module:(\w+)", told)
            assert set(own) <= set(items)
            assert set(others) <= set(module)
            assert len(own + others) == told.count("O(")


LISTS = {
    "targets": "zendesk_target",
    "webhooks": "zendesk_webhook",
    "trigger_categories": "zendesk_trigger_category",
    "triggers": "zendesk_trigger",
    "automations": "zendesk_automation",
}


@pytest.mark.parametrize("plural", LISTS)
def test_docs_of_a_list_are_those_of_one_record(plural: str) -> None:
    one, items = options_of(LISTS[plural]), options_of("zendesk_config")[plural]["suboptions"]
    policies = {"force", "recreate"} & set(one)
    assert set(one) - set(items) - policies <= {*account_options(), "update_secrets"}
    for name in set(items) - policies:
        single = {key: value for key, value in one[name].items() if key != "version_added"}
        assert json.loads(json.dumps(items[name]).replace("O(%s[]." % plural, "O(")) == single
    # An item that does not give them is as the task.
    assert all("default" not in items[name] for name in policies)
    assert "O(%s[]." % plural in json.dumps(items)


def test_notes_of_a_configuration_are_those_of_a_rule() -> None:
    """But for what only a task with one rule does not know."""
    one = yaml.safe_load(_fragment("rule").DOCUMENTATION)["notes"]
    all_of_it = yaml.safe_load(_fragment("config").ITEMS)["notes"]
    left_out = [note for note in one if note.replace("O(", "C(") not in all_of_it]
    assert len(one) == len(all_of_it) + 1
    assert [note for note in left_out if "an earlier task" in note] == left_out


@pytest.mark.parametrize("name", sorted(connection_options()))
def test_environment_variable_of_an_option(name: str) -> None:
    docs = yaml.safe_load(Connection.DOCUMENTATION)["options"][name]
    # ansible-core would take an empty variable for a value, and hide where a value is from.
    assert "fallback" not in connection_options()[name]
    assert "E(%s)" % name.upper() in " ".join(docs["description"])


@pytest.mark.parametrize("name", NAMES)
def test_attributes_of_a_module(name: str) -> None:
    docs = yaml.safe_load(_module(name).DOCUMENTATION)
    fragments = docs["extends_documentation_fragment"]
    shared = yaml.safe_load(Attributes.DOCUMENTATION)["attributes"]
    own = docs.get("attributes", {})
    if "community.zendesk.attributes.info_module" in fragments:
        own = yaml.safe_load(Attributes.INFO_MODULE)["attributes"]
    assert {"community.zendesk.attributes", "community.zendesk.connection"} <= set(fragments)
    assert set(shared) == {"check_mode", "diff_mode", "idempotent", "action_group", "platform"}
    assert set(own) == {"check_mode", "diff_mode", "idempotent"}
    old = {"zendesk_audit_info", "zendesk_target", "zendesk_target_info", "zendesk_targets"}
    assert docs["version_added"] == ("1.0.0" if name in old else "2.0.0")


def test_every_module_is_in_the_action_group() -> None:
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text())
    assert runtime["action_groups"] == {"zendesk": NAMES}


def test_version_is_the_same_everywhere() -> None:
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text())
    assert USER_AGENT.split("/")[1] == galaxy["version"]
