# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON schema of the variables: made of the tables, silent on what is right, clear about mistakes."""

from __future__ import annotations

import copy
import importlib
import json
import re
from typing import Any, Iterable, Iterator

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.module_utils._resources._whole import WHOLE
from ansible_collections.community.zendesk.plugins.plugin_utils._schema_comment import (
    SCHEMA_ADDRESS,
    SCHEMA_COMMENT,
)
from ansible_collections.community.zendesk.tests.configurations.cases import Case, cases
from ansible_collections.community.zendesk.tests.pages import PAGES, blocks_of, guide, load
from ansible_collections.community.zendesk.tests.random_examples import RANDOM
from ansible_collections.community.zendesk.tests.running import MODULES, ROOT
from ansible_collections.community.zendesk.tests.samples import ALL_TYPES, complete
from ansible_collections.community.zendesk.tests.schemas import FILE, MISTAKES
from ansible_collections.community.zendesk.tests.schemas.checks import (
    examples,
    findings,
    findings_in,
    lacks_comment,
    with_address,
)
from ansible_collections.community.zendesk.tests.schemas.documented import items_of, paragraph
from ansible_collections.community.zendesk.tests.schemas.schema import text

SCHEMA = json.loads(FILE.read_text())
TEMPLATE = "{{ anything }}"


def test_schema_is_made_of_the_tables() -> None:
    assert FILE.read_text() == text(), "make schemas"


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_address() -> None:
    """That of the file, as GitHub hands it out, under the tag of the version."""
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text())
    raw = galaxy["repository"].replace("https://github.com/", "https://raw.githubusercontent.com/")
    file = FILE.relative_to(ROOT).as_posix()
    assert "/".join([raw, galaxy["version"], file]) == SCHEMA_ADDRESS
    # It is there where editors look for it, and nowhere else.
    assert FILE.parent.relative_to(ROOT).as_posix() in galaxy["build_ignore"]


# --- what it says is what the documentation says


def descriptions(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("description"), str):
            yield value["description"]
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from descriptions(inner)


def test_descriptions_are_plain_text() -> None:
    found = list(descriptions(SCHEMA))
    assert len(found) > 100
    assert [each for each in found if re.search(r"\b[A-Z]{1,2}\(|\n|  ", each) or not each] == []


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("Use O(targets[].type), or V(a_b\\)).", "Use type, or a_b)."),
        ("C(operator) is V(is), or C({a: b}).", "'operator' is 'is', or {a: b}."),
        ("With O(state=absent), C(state=absent).", "With state: absent, state: absent."),
        ("O(webhooks[].authentication.type=none)", "authentication.type: none"),
        ("O(community.zendesk.zendesk_config#module:owned)", "owned of zendesk_config"),
        ("P(community.zendesk.merge_items#filter)", "merge_items"),
        ("C({{dc.on_call}}), RV(results[].action=skipped)", "{{dc.on_call}}, action: skipped"),
    ],
)
def test_markup(markup: str, plain: str) -> None:
    assert paragraph(markup) == plain


@pytest.mark.parametrize("resource", WHOLE, ids=lambda each: each.endpoint.plural)
def test_every_option_of_an_item_is_described(resource: Resource) -> None:
    definitions = SCHEMA["definitions"]
    kind = resource.endpoint.kind
    found = {
        **definitions.get("any_" + kind, {"properties": {}})["properties"],
        **definitions[kind]["properties"],
    }
    assert set(found) == set(items_of(resource.endpoint.plural))
    assert all(option["description"] for option in found.values())


# --- what is right


EXAMPLES = dict(examples())


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str) -> None:
    """A file leads its editor to the schema. The blocks of pages do without that."""
    if ":" not in name:
        assert lacks_comment(EXAMPLES[name]) == ""
    found = findings_in(EXAMPLES[name])
    if name.startswith(guide("everyday_jobs")):
        # It shows what changes of an item, and not all of it.
        found = [each for each in found if not each.endswith("is a required property")]
    assert found == []


def test_examples_are_those_of_pages_and_roles() -> None:
    assert {name.partition(":")[0] for name in EXAMPLES} >= {
        guide("layers"),
        guide("many_accounts"),
        "roles/config/examples/one_account/group_vars/zendesk/triggers.yml",
        "roles/config/examples/three_teams/host_vars/billing.yml",
        "examples/many_accounts/group_vars/sandbox.yml",
        "roles/targets/examples/group_vars/sandbox/targets.yml",
    }
    assert not [name for name in EXAMPLES if name.endswith(("vault.yml", "login.yml"))]


def test_an_example_without_the_comment_is_found() -> None:
    right = SCHEMA_COMMENT + "---\nzendesk_config_prune: []\n"
    old = SCHEMA_COMMENT.replace("/docs/schemas/", "x/docs/schemas/")
    assert lacks_comment(right) == ""
    assert "make schemas" in lacks_comment(right.replace(SCHEMA_COMMENT, old))
    assert SCHEMA_COMMENT in lacks_comment(right.replace(SCHEMA_COMMENT, ""))
    assert with_address(right.replace(SCHEMA_COMMENT, old)) == right
    assert with_address("# yaml-language-server: $schema=other\n") != SCHEMA_COMMENT


# The modules of one record -> the list that has such items.
LISTS = {"zendesk_%s" % each.endpoint.kind: each.endpoint.plural for each in WHOLE}


def lists_in(data: Any) -> Iterator[dict[str, Any]]:
    """The items of tasks, as variables of the role config."""
    if isinstance(data, dict):
        for name, arguments in data.items():
            module = str(name).rpartition(".")[2]
            if module == "zendesk_config" and isinstance(arguments, dict):
                yield {
                    "zendesk_%s_account" % plural: arguments[plural]
                    for plural in LISTS.values()
                    if plural in arguments
                }
            elif module in LISTS and isinstance(arguments, dict):
                options = items_of(LISTS[module])
                item = {option: value for option, value in arguments.items() if option in options}
                yield {"zendesk_%s_account" % LISTS[module]: [item]}
        data = list(data.values())
    for inner in data if isinstance(data, list) else ():
        yield from lists_in(inner)


def test_examples_of_modules() -> None:
    texts = [
        importlib.import_module(MODULES + path.stem).EXAMPLES
        for path in sorted((ROOT / "plugins" / "modules").glob("*.py"))
    ]
    texts += [b.text for page in PAGES for b in blocks_of(page) if b.language == "yaml"]
    found = [variables for each in texts for variables in lists_in(load(each)) if variables]
    assert len(found) > 30
    assert {name for variables in found for name in variables} == {
        "zendesk_%s_account" % plural for plural in LISTS.values()
    }
    assert [findings(variables) for variables in found if findings(variables)] == []


@settings(RANDOM, max_examples=40)
@given(case=cases())
def test_random_configurations(case: Case) -> None:
    """What can be carried out is right."""
    lists = {
        "zendesk_%s_account" % name: value
        for name, value in case.options.items()
        if name in LISTS.values()
    }
    policies = {
        "zendesk_config_" + name: value
        for name, value in case.options.items()
        if name not in LISTS.values()
    }
    assert lists
    assert findings({**lists, **policies}) == []


# --- every place takes a template


def replaced(value: Any) -> Iterator[Any]:
    """The same value, each time with a template in another place."""
    yield TEMPLATE
    keys: Iterable[Any] = ()
    if isinstance(value, (dict, list)):
        keys = value if isinstance(value, dict) else range(len(value))
    for key in keys:
        for changed in replaced(value[key]):
            whole = copy.copy(value)
            whole[key] = changed
            yield whole


FULL = load((FILE.parents[2] / "tests" / "schemas" / "full.yml").read_text())


@pytest.mark.parametrize("name", FULL)
def test_templates(name: str) -> None:
    variables = [{name: value} for value in replaced(FULL[name])]
    assert findings(FULL) == []
    assert [findings(each) for each in variables if findings(each)] == []


@pytest.mark.parametrize("kind", ALL_TYPES)
def test_templates_for_each_type(kind: str) -> None:
    target = complete(next(each for each in WHOLE[0].variants if each.name == kind))
    for item in [target, *replaced(target)]:
        assert findings({"zendesk_targets_standard": [item]}) == []


def test_variables_of_users_may_stand_beside_them() -> None:
    assert findings({"own": [{"any": "thing"}], "vault_zendesk_webhook_pager_token": "x"}) == []


# --- mistakes

# Comment in the file of mistakes -> place, and what is said of it.
SAID = {
    "the name of a type": (
        "zendesk_targets_standard.0.type",
        "'emial_target' is not one of ['basecamp_target', ",
    ),
    "the name of an attribute": (
        "zendesk_targets_standard.1",
        "Additional properties are not allowed ('actve' was unexpected)",
    ),
    "a mandatory attribute is missing": (
        "zendesk_targets_standard.2",
        "'subject' is a required property",
    ),
    "a choice": (
        "zendesk_webhooks_account.0.request_format",
        "'yaml' is not one of ['json', 'xml', 'form_encoded']",
    ),
    "a list in place of a dictionary": (
        "zendesk_webhooks_account.1.authentication",
        "['bearer_token'] is not of type 'object'",
    ),
    "the name of a variable": ("", "False schema does not allow []"),
    "the kind of a reference": (
        "zendesk_triggers_account.0.conditions.all.0.value",
        "Additional properties are not allowed ('team' was unexpected)",
    ),
    "a state": (
        "zendesk_triggers_account.1.state",
        "'abesnt' is not one of ['present', 'absent']",
    ),
    "a boolean in quotes": (
        "zendesk_triggers_account.2.active",
        "'true' is not of type 'boolean'",
    ),
    "conditions without all or any": (
        "zendesk_automations_account.0.conditions",
        "'all' is a required property",
    ),
}


def test_each_of_the_ten_mistakes_is_one_finding() -> None:
    found = findings_in(MISTAKES.read_text())
    assert len(found) == len(SAID) == 10
    for place, said in SAID.values():
        assert [each for each in found if each.startswith("%s: %s" % (place, said))], said
    assert re.findall(r"  # (.+)$", MISTAKES.read_text(), re.MULTILINE) == [*SAID]


def rule(**more: Any) -> dict[str, Any]:
    return {"zendesk_triggers_account": [{"title": "T", **more}]}


def when(**condition: Any) -> dict[str, Any]:
    return rule(conditions={"all": [condition]})


def then(field: str, *value: Any) -> dict[str, Any]:
    return rule(actions=[{"field": field, "value": list(value)}])


def hook(**more: Any) -> dict[str, Any]:
    return {"zendesk_webhooks_account": [{"name": "Pager", **more}]}


def target(**more: Any) -> dict[str, Any]:
    return {"zendesk_targets_account": [{"title": "T", **more}]}


EVENT = "zen:event-type:user.created"
# Variables, and a part of the one finding.
MORE: list[tuple[dict[str, Any], str]] = [
    ({"zendesk_targets_account": {"title": "T"}}, "is not of type 'array'"),
    ({"zendesk_targets_account": ["T"]}, "'T' is not of type 'object'"),
    ({"zendesk_targets_layer_emea": [{"type": "email_target"}]}, "'title' is a required"),
    ({"zendesk_webhooks_account": [{"title": "Pager", "id": "01"}]}, "'title' was unexpected"),
    (target(type="email_target", token="x"), "'token' was unexpected"),
    (target(type="clickatell_target", method="get"), "'method' was unexpected"),
    (target(type="url_target", method="delete"), "is not one of ['get', 'post', 'put', '']"),
    (target(subject={"ticket": None}), "is not of type 'string', 'number'"),
    (target(email=True), "True is not of type 'string', 'number'"),
    (target(id="seven"), "'seven' does not match"),
    (hook(endpoint="pager.example.com"), "does not match"),
    (hook(http_method="post"), "'post' is not one of ['GET', "),
    (hook(subscriptions=["user.created"]), "does not match"),
    (hook(subscriptions=["conditional_ticket_events", EVENT]), "is too long"),
    (hook(subscriptions=[EVENT], http_method="PUT"), "'PUT' is not one of ['POST']"),
    (hook(authentication={"type": "basic_auth", "token": "x"}), "'token' was unexpected"),
    (hook(authentication={"type": "none", "token": "x"}), "'token' was unexpected"),
    (hook(authentication={"type": "bearer"}), "'bearer' is not one of"),
    (hook(custom_headers={"X-A": True}), "True is not of type"),
    (rule(category="A", category_id=7), "False schema does not allow 7"),
    (rule(conditions=[{"field": "status"}]), "is not of type 'object'"),
    (rule(conditions={"all": [], "ani": []}), "'ani' was unexpected"),
    (rule(actions={"field": "status"}), "is not of type 'array'"),
    (rule(actions=[]), "should be non-empty"),
    (when(value="x"), "'field' is a required property"),
    (when(feild="status", field="status", value="x"), "False schema does not allow 'status'"),
    (when(field="status", vlaue="open"), "False schema does not allow 'open'"),
    (when(field="priority", value=True), "True is not of type"),
    (when(field="status", value={"group": "A"}), "is not of type"),
    (when(field="group_id", value={"user": "a@example.com"}), "'user' was unexpected"),
    (when(field="group_id", value={}), "'group' is a required property"),
    (when(field="custom_fields_7", value={"team": "A"}), "'team' was unexpected"),
    (when(field={"group": "A"}, value="x"), "'group' was unexpected"),
    (then("notification_webhook", {"target": "A"}, "x"), "'target' was unexpected"),
    (then("notification_webhook", {"webhook": "A"}, {"ticket": 1}), "is not of type"),
    (then("notification_webhook", {"webhook": "A"}, [["key"]]), "is too short"),
    (then("notification_user", {"group": "A"}, "x", "y"), "'group' was unexpected"),
    ({"zendesk_config_prune": ["trigger"]}, "'trigger' is not one of"),
    ({"zendesk_config_prune": "triggers"}, "is not of type 'array'"),
    ({"zendesk_config_owned": {"trigger": ["*"]}}, "'trigger' was unexpected"),
    ({"zendesk_config_owned": {"triggers": [{"type": "x"}]}}, "'type' was unexpected"),
    ({"zendesk_config_max_deletions": "many"}, "'many' does not match"),
    ({"zendesk_webhooks_defaults": {"name": "Pager"}}, "'name' was unexpected"),
]


@pytest.mark.parametrize(("variables", "said"), MORE)
def test_other_mistakes_are_one_finding_each(variables: dict[str, Any], said: str) -> None:
    found = findings(variables)
    assert len(found) == 1
    assert said in found[0]


# --- what must be there, and where nobody can say so

MAIL = {"title": "T", "type": "email_target", "email": "a@example.com"}
POST = {"name": "Pager", "endpoint": "https://example.com", "http_method": "POST"}


@pytest.mark.parametrize(
    ("variables", "missing"),
    [
        ({"zendesk_targets_standard": [MAIL]}, ["subject"]),
        ({"zendesk_targets_standard": [{"title": "T", "type": "email_target"}]}, []),
        ({"zendesk_targets_standard": [{**MAIL, "state": "absent"}]}, []),
        ({"zendesk_targets_standard": [{**MAIL, "id": 7}]}, []),
        ({"zendesk_targets_standard": [MAIL], "zendesk_targets_defaults": {"subject": "S"}}, []),
        ({"zendesk_targets_account": [MAIL]}, []),
        ({"zendesk_targets_layer_emea": [MAIL]}, []),
        ({"zendesk_webhooks_standard": [POST]}, ["request_format"]),
        ({"zendesk_webhooks_standard": [{"name": "Pager", "status": "inactive"}]}, []),
        (
            {"zendesk_webhooks_standard": [{"name": "P", "authentication": {"password": "x"}}]},
            ["type"],
        ),
        (
            {"zendesk_webhooks_standard": [{"name": "P", "authentication": {"type": "api_key"}}]},
            ["name"],
        ),
        ({"zendesk_webhooks_account": [{"name": "P", "authentication": {"password": "x"}}]}, []),
        ({"zendesk_triggers_standard": [{"title": "T", "active": False}]}, []),
        (
            {"zendesk_triggers_standard": [{"title": "T", "conditions": {"all": []}}]},
            ["actions"],
        ),
    ],
)
def test_what_the_standard_needs(variables: dict[str, Any], missing: list[str]) -> None:
    assert [each.split("'")[1] for each in findings(variables)] == missing
