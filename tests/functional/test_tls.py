# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS against a real server with a private authority."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.tests.certificates import Authority, make_authority
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]
INFO = "zendesk_target_info"
# Whatever a test says of certificates, the account is this one.
GOOD: dict[str, Any] = {}


@pytest.fixture(autouse=True)
def no_authorities_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return make_authority(tmp_path / "ca.pem")


@pytest.fixture
def issued(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What is special about the server's certificate."""
    return getattr(request, "param", GOOD)


@pytest.fixture
def simulator(authority: Authority, issued: dict[str, Any], tmp_path: Path) -> Iterator[Simulator]:
    running = Simulator(tls=authority.issue(tmp_path / "server.pem", **issued)).start()
    yield running
    running.stop()


def test_certificates_are_checked_unless_switched_off() -> None:
    assert connection_options()["zendesk_validate_certs"]["default"] is True


def test_unknown_authority_is_refused(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    result = run(INFO)
    assert "the certificate was rejected" in result["msg"]
    assert "zendesk_ca_path" in result["msg"]
    assert (simulator.calls, no_waiting) == ([], [])


@pytest.mark.parametrize("alias", ["zendesk_ca_path", "ca_path"])
def test_private_authority(alias: str, authority: Authority, run: Run) -> None:
    assert run(INFO, **{alias: str(authority.file)})["targets"] == []


@pytest.mark.parametrize("variable", ["ZENDESK_CA_PATH", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_private_authority_from_the_environment(
    variable: str, authority: Authority, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(authority.file))
    assert run(INFO)["targets"] == []


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_authorities_of_the_environment_that_are_none_are_named(
    variable: str, simulator: Simulator, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, says in (("/nowhere/ca.pem", "no file or directory"), (__file__, "can't be used")):
        monkeypatch.setenv(variable, path)
        message = run(INFO)["msg"]
        assert message.startswith(variable)
        assert says in message


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "for another address": ({"address": "127.0.0.2"}, "IP address mismatch"),
    "expired": ({"days": -1}, "certificate has expired"),
    "its own authority": ({"signed": False}, "self-signed certificate"),
}


@pytest.mark.parametrize(("issued", "says"), BAD.values(), ids=list(BAD), indirect=["issued"])
def test_wrong_certificate_is_refused(
    says: str, simulator: Simulator, authority: Authority, run: Run, no_waiting: list[float]
) -> None:
    """At once, before a credential is sent, even where the authority is known."""
    result = run(INFO, zendesk_ca_path=str(authority.file))
    assert "the certificate was rejected" in result["msg"]
    assert says in result["msg"]
    assert (simulator.calls, no_waiting) == ([], [])


@pytest.mark.parametrize("issued", [case[0] for case in BAD.values()], ids=list(BAD), indirect=True)
@pytest.mark.parametrize("alias", ["zendesk_validate_certs", "validate_certs"])
def test_checks_switched_off(alias: str, simulator: Simulator, run: Run) -> None:
    assert run(INFO, **{alias: False})["targets"] == []
    assert simulator.calls == ["GET /api/v2/targets"]


def test_old_versions_of_tls_are_refused(
    authority: Authority, run: Run, tmp_path: Path, no_waiting: list[float]
) -> None:
    context = authority.issue(tmp_path / "old.pem")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    old = Simulator(tls=context).start()
    result = run(INFO, zendesk_url=old.url, zendesk_ca_path=str(authority.file), zendesk_retries=0)
    old.stop()
    assert "the connection was lost" in result["msg"]
    assert old.calls == []


def test_server_without_tls_is_told(run: Run, no_waiting: list[float]) -> None:
    plain = Simulator().start()
    url = plain.url.replace("http:", "https:")
    result = run(INFO, zendesk_url=url, zendesk_timeout=2, zendesk_retries=0)
    plain.stop()
    assert "the connection was lost" in result["msg"]
    assert plain.calls == []
