# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator against requests made from Zendesk's OpenAPI document, good ones and bad ones."""

from __future__ import annotations

from collections import Counter
from typing import Any, Callable

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Variant
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.samples import writable
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

OPENAPI = ROOT.parent / "shared" / "reference" / "zendesk-oas-targets.yaml"
ADMIN = {"Authorization": "Bearer simulated-admin-oauth-token"}
ID = 360000217439
MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}

MANY, ONE = "/api/v2/targets", "/api/v2/targets/{target_id}"
GOOD, BAD = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
# Requests that are as documented -> what the account may answer, success among it for sure.
OPERATIONS: dict[tuple[str, str], set[int]] = {
    ("GET", MANY): {200},
    ("POST", MANY): {201, 422},
    ("GET", ONE): {200, 404},
    ("PUT", ONE): {200, 404, 422},
    ("DELETE", ONE): {204, 404},
    ("GET", "/api/v2/target_failures"): {200},
    ("GET", "/api/v2/triggers"): {200},
    ("GET", "/api/v2/automations"): {200},
}


def body_of(entry: Variant) -> dict[str, Any]:
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


@pytest.fixture(scope="module")
def schema() -> Any:
    """The document, and what it leaves open: bodies, and an id that exists."""
    if not OPENAPI.exists():
        pytest.skip("Zendesk's OpenAPI document is not beside this checkout")
    document = yaml.safe_load(OPENAPI.read_text())
    target = {"anyOf": [body_of(entry) for entry in TYPES]}
    wrapped = {"type": "object", "required": ["target"], "properties": {"target": target}}
    body = {"required": True, "content": {"application/json": {"schema": wrapped}}}
    document["paths"][MANY]["post"]["requestBody"] = body
    document["paths"][ONE]["put"]["requestBody"] = body
    document["components"]["parameters"]["TargetId"]["schema"]["enum"] = [ID, 17]
    return schemathesis.openapi.from_dict(document)


@pytest.mark.parametrize("mode", [GOOD, BAD], ids=["good", "bad"])
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_requests_of_all_kinds(
    method: str, path: str, mode: Any, schema: Any, simulator: Simulator
) -> None:
    seen: Counter[int] = Counter()
    # Recorded accounts have nulls, the document does not know them.
    simulator.account.switches.unset = simulator.account.switches.unreadable = "absent"

    def send(case: Any) -> None:
        simulator.account.targets.clear()
        simulator.account.put_target(dict(MAIL, id=ID))
        response = case.call(base_url=simulator.url, headers=ADMIN)
        seen[response.status_code] += 1
        checks: list[Any] = [not_a_server_error]
        if mode is GOOD and response.status_code < 300:
            checks += [content_type_conformance, response_schema_conformance]
        case.validate_response(response, checks=checks)

    search(schema[path][method].as_strategy(mode), send)
    if mode is GOOD:
        assert set(seen) <= OPERATIONS[method, path]
        assert any(status < 300 for status in seen)
    assert sum(seen.values()) >= 5


def search(strategy: Any, send: Callable[[Any], None]) -> None:
    @settings(
        max_examples=30,
        deadline=None,
        derandomize=True,
        database=None,
        # Without a search for a simpler case a failure takes no longer than success.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(case: Any) -> None:
        send(case)

    each()
