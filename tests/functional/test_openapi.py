# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator against requests made from Zendesk's OpenAPI documents, good ones and bad ones.

Each operation of each document is either tested, or known not to be served.
"""

from __future__ import annotations

import base64
import copy
import functools
import re
from collections import Counter
from typing import Any, Callable, Iterator

import pytest
import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Variant
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.tests import openapi_rules
from ansible_collections.community.zendesk.tests.operations import NOT_SERVED, TESTED, Operation
from ansible_collections.community.zendesk.tests.random_examples import examples
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.samples import writable
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

REFERENCE = ROOT.parent / "shared" / "reference"
ADMIN = {"Authorization": "Bearer simulated-admin-oauth-token"}
ID = 360000217439
MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
FAILURE = {"id": ID, "target_name": "On call", "created_at": "2026-09-05T10:38:52Z"}

MANY, ONE = "/api/v2/targets", "/api/v2/targets/{target_id}"
GOOD, BAD = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE

pytestmark = pytest.mark.skipif(
    not REFERENCE.exists(), reason="Zendesk's OpenAPI documents are not beside this checkout"
)

# Schema -> attributes that are null in recorded answers, which the document does not know.
NULLS = {
    "BrandObject": "host_mapping logo",
    "UserForAdmin": "email alias details notes signature last_login_at default_group_id",
    "LocaleObject": "created_at",
    # The description of creator_app_name says so, its schema does not.
    "TicketFieldObject": "agent_description creator_app_name",
    "CustomStatusObject": "description raw_description end_user_description "
    "raw_end_user_description",
    # The same statuses, inside a field.
    "TicketFieldCustomStatusObject": "description end_user_description",
}
# Recorded: any value, where the document has texts and numbers.
ANY = {"OrganizationObject": "organization_fields"}
WEBHOOK_ID, INVOCATION_ID = "01HANAHFR0BV2YBE1PT8ETPM8E", "01HANAHFR0BV2YBE1PT8ETPM8F"
WEBHOOK = {"id": WEBHOOK_ID, "name": "Pager", "endpoint": "https://example.com"}
INVOCATION = {
    "id": INVOCATION_ID,
    "status": "client error",
    "status_code": 403,
    "latest_completed_at": "2026-09-05T10:38:52Z",
    "attempts": [],
}
CURSOR = base64.b64encode(b"01HANAHFR00000000000000001,desc").decode()
# Parameter, by its name -> values: one that exists, and another one.
VALUES = {
    "webhook_id": [WEBHOOK_ID, "01HANAHFR0BV2YBE1PT8ETPM8G"],
    "clone_webhook_id": [WEBHOOK_ID],
    "invocation_id": [INVOCATION_ID],
    "page[after]": [CURSOR],
    "page[before]": [CURSOR],
    **openapi_rules.VALUES,
}
# Parameter -> an ID that exists.
IDS = {
    "TargetId": ID,
    "TargetFailureId": ID,
    "GroupId": 1500002894482,
    "BrandId": 1500000550682,
    **openapi_rules.IDS,
    "CustomStatusId": 22644162812557,
    "DynamicContentItemId": 1900000045325,
    # An ID or a code.
    "LocaleId": "en-US",
    "OrganizationFieldId": 1900000177065,
    "OrganizationId": 1500004937982,
    "ScheduleId": 1900000004365,
    "TicketFieldId": 1500009152882,
    "TicketFieldOptionId": 1500015072722,
    "TicketFormId": 1900000911005,
    "UserFieldId": 1500001315922,
    "UserFieldOptionId": 1500001753322,
    "UserId": 1529420581222,
}


@functools.cache
def read(name: str) -> dict[str, Any]:
    text = (REFERENCE / ("zendesk-oas-%s.yaml" % name)).read_text()
    # The loader of the library in C takes a tenth of the time.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document: dict[str, Any] = yaml.load(text, loader)
    return document


def operations_of(document: dict[str, Any]) -> set[Operation]:
    paths = document["paths"].items()
    return {(m.upper(), path) for path, methods in paths for m in methods if m != "parameters"}


def wrong_entries(
    document: dict[str, Any], tested: set[Operation], not_served: set[Operation]
) -> Iterator[str]:
    """What the two lists and a document do not agree on."""
    known = operations_of(document)
    yield from ("%s %s is in neither list" % each for each in known - tested - not_served)
    yield from ("%s %s is in both lists" % each for each in tested & not_served)
    yield from ("%s %s is not documented" % each for each in (tested | not_served) - known)


def test_lists_have_each_document() -> None:
    names = {path.stem.rpartition("-")[2] for path in REFERENCE.glob("zendesk-oas-*.yaml")}
    assert names == set(TESTED) == set(NOT_SERVED)


@pytest.mark.parametrize("name", TESTED)
def test_each_operation_is_in_one_list(name: str) -> None:
    assert list(wrong_entries(read(name), set(TESTED[name]), NOT_SERVED[name])) == []


def test_a_wrong_entry_is_found() -> None:
    document = {"paths": {"/a": {"parameters": [], "get": {}, "put": {}}, "/b": {"get": {}}}}
    found = wrong_entries(document, {("GET", "/a"), ("GET", "/b")}, {("GET", "/b"), ("PUT", "/b")})
    assert sorted(found) == [
        "GET /b is in both lists",
        "PUT /a is in neither list",
        "PUT /b is not documented",
    ]


UNSERVED = [(name, *operation) for name in NOT_SERVED for operation in sorted(NOT_SERVED[name])]


@pytest.mark.parametrize(("name", "method", "path"), UNSERVED)
def test_what_is_not_served_is_an_unknown_endpoint(
    name: str, method: str, path: str, simulator: Simulator
) -> None:
    assert (method, path) in operations_of(read(name))
    url = simulator.url + re.sub("{.*?}", "1", path)
    answer = requests.request(method, url, headers=ADMIN, timeout=10, json={})
    assert (answer.status_code, answer.json()) == (
        404,
        {"error": "InvalidEndpoint", "description": "Not found"},
    )


# --- what is served


def target_body(entry: Variant) -> dict[str, Any]:
    """A target of a type, its mandatory attributes filled."""
    filled: dict[str, Any] = {"title": {"pattern": "^[a-z]+$"}, "type": {"enum": [entry.name]}}
    for attribute in writable(entry):
        if attribute.type.choices:
            filled[attribute.name] = {"enum": list(attribute.type.choices)}
        elif attribute.required:
            filled[attribute.name] = {"pattern": "^[a-z]+$"}
    schemas = ["TargetObject", "Target" + SCHEMAS.get(entry.name, entry.name.split("_")[0].title())]
    references = [{"$ref": "#/components/schemas/" + name} for name in schemas]
    return {"allOf": [*references, {"properties": filled}]}


SCHEMAS = {"get_satisfaction_target": "GetSatisfaction", "http_target": "HTTP", "url_target": "URL"}


# Bodies that the documents leave open, in whole or in part.
BODIES: dict[Operation, tuple[str, Callable[[], dict[str, Any]]]] = {
    ("POST", MANY): ("target", lambda: {"anyOf": [target_body(entry) for entry in TYPES]}),
    ("PUT", ONE): ("target", lambda: {"anyOf": [target_body(entry) for entry in TYPES]}),
    **openapi_rules.BODIES,
}


def set_values(value: Any) -> None:
    """Let parameters have values that the account knows."""
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            set_values(part)
    if isinstance(value, dict) and "in" in value and value.get("name") in VALUES:
        value["schema"] = {"type": "string", "enum": VALUES[value["name"]]}


def set_cursors(value: Any) -> None:
    """Let parameters for cursors be such that the account has."""
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            set_cursors(part)
    if isinstance(value, dict) and {"after", "before"} <= set(value.get("properties", ())):
        for name in ("after", "before"):
            value["properties"][name]["enum"] = ["1"]


def relax(schemas: dict[str, Any]) -> None:
    """Let a document take the values that were recorded."""
    for schema, attributes in NULLS.items():
        properties = schemas[schema]["properties"]
        for attribute in attributes.split():
            properties[attribute] = {"nullable": True, "allOf": [properties[attribute]]}
    for schema, attribute in ANY.items():
        schemas[schema]["properties"][attribute] = {}


@functools.cache
def schema_of(name: str) -> Any:
    """A document, and what it leaves open: bodies, and IDs and cursors that exist."""
    document = copy.deepcopy(read(name))
    for (method, path), (key, body) in BODIES.items():
        if path in document["paths"]:
            wrapped = {"type": "object", "required": [key], "properties": {key: body()}}
            content = {"required": True, "content": {"application/json": {"schema": wrapped}}}
            document["paths"][path][method.lower()]["requestBody"] = content
    components = document["components"]
    for parameter, known in IDS.items():
        if parameter in components["parameters"]:
            components["parameters"][parameter]["schema"]["enum"] = [
                known,
                "17" if isinstance(known, str) else 17,
            ]
    if name == "lookups":
        relax(components["schemas"])
    openapi_rules.relax(components["schemas"])
    set_cursors([components["parameters"], document["paths"]])
    if name in ("webhooks", "targets", "rules"):
        set_values([components["parameters"], document["paths"]])
    return schemathesis.openapi.from_dict(document)


def set_scene(simulator: Simulator, path: str) -> None:
    """One record of each kind, in the form that the documents know."""
    account = simulator.account
    for kind in ("targets", "webhooks", "target_failures"):
        account.resources[kind].clear()
    account.put_target(dict(MAIL, id=ID))
    account.failures.append(FAILURE)
    # The documents have a list of strings for the one and a string for the other.
    account.switches.rule_ids = "bare" if "automations" in path else "str"
    openapi_rules.set_scene(account, ID, path)
    fields = {"checkbox": True, "empty": None}
    account.resources["organizations"].put({"id": 17, "name": "A", "organization_fields": fields})
    account.resources["webhooks"].put({**WEBHOOK, "invocations": [INVOCATION]})
    account.switches.webhook_rate_limit = account.switches.webhook_test_rate_limit = 0
    # Recorded accounts have nulls, the document does not know them.
    account.switches.unset = account.switches.unreadable = "absent"


CASES = [(name, *operation) for name in TESTED for operation in TESTED[name]]


@pytest.mark.parametrize("mode", [GOOD, BAD], ids=["good", "bad"])
@pytest.mark.parametrize(("name", "method", "path"), CASES)
def test_requests_of_all_kinds(
    name: str, method: str, path: str, mode: Any, simulator: Simulator
) -> None:
    seen = statuses_of(name, method, path, mode, simulator)
    if mode is GOOD:
        assert set(seen) <= TESTED[name][method, path]
        assert any(status < 300 for status in seen)
    assert sum(seen.values()) >= 5


# Something of the wrong type in an answer -> what asks for it.
WRONG = [
    ("targets", MANY, "targets", {"title": 17}),
    ("rules", "/api/v2/triggers", "triggers", {"actions": "x"}),
    ("rules", "/api/v2/automations", "automations", {"title": 17}),
    ("rules", "/api/v2/trigger_categories", "trigger_categories", {"name": 17}),
    ("lookups", "/api/v2/groups", "groups", {"default": "x"}),
    ("lookups", "/api/v2/brands", "brands", {"subdomain": 17}),
    ("lookups", "/api/v2/users", "users", {"name": 17}),
    ("lookups", "/api/v2/ticket_fields", "ticket_fields", {"title": 17}),
    ("lookups", "/api/v2/custom_statuses", "custom_statuses", {"status_category": "x"}),
    ("webhooks", "/api/v2/webhooks", "webhooks", {"endpoint": 17}),
]


@pytest.mark.parametrize(("name", "path", "kind", "wrong"), WRONG)
def test_a_wrong_answer_is_found(
    name: str, path: str, kind: str, wrong: dict[str, Any], simulator: Simulator
) -> None:
    simulator.fault(method="GET", path=path, times=0, process=True, extend=wrong)
    with pytest.raises(FailureGroup) as caught:
        statuses_of(name, "GET", path, GOOD, simulator)
    assert "Response violates schema" in str(caught.value.exceptions[0])


def statuses_of(name: str, method: str, path: str, mode: Any, simulator: Simulator) -> Counter[int]:
    """The statuses of requests of one mode, each answer checked."""
    schema = schema_of(name)
    seen: Counter[int] = Counter()

    def send(case: Any) -> None:
        set_scene(simulator, path)
        response = case.call(base_url=simulator.url, headers=ADMIN)
        seen[response.status_code] += 1
        checks: list[Any] = [not_a_server_error]
        if mode is GOOD and response.status_code < 300:
            checks += [content_type_conformance, response_schema_conformance]
        case.validate_response(response, checks=checks)

    search(schema[path][method].as_strategy(mode), send)
    return seen


def search(strategy: Any, send: Callable[[Any], None]) -> None:
    @settings(examples(30), suppress_health_check=list(HealthCheck))
    @given(strategy)
    def each(case: Any) -> None:
        send(case)

    each()
