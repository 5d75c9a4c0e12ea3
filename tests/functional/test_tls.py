# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS against a real server with a private CA."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that is its own authority, in one file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.fixture
def simulator(certificate: Path) -> Iterator[Simulator]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    running = Simulator(tls=context).start()
    yield running
    running.stop()


def test_unknown_authority_is_refused(
    simulator: Simulator, run: Run, no_waiting: list[float]
) -> None:
    result = run("zendesk_target_info")
    assert "the certificate was refused" in result["msg"]
    assert "zendesk_ca_path" in result["msg"]
    assert (simulator.calls, no_waiting) == ([], [])


@pytest.mark.parametrize("alias", ["zendesk_ca_path", "ca_path"])
def test_private_authority(alias: str, certificate: Path, run: Run) -> None:
    assert run("zendesk_target_info", **{alias: str(certificate)})["targets"] == []


def test_private_authority_from_the_environment(
    certificate: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    assert run("zendesk_target_info")["targets"] == []


@pytest.mark.parametrize("alias", ["zendesk_validate_certs", "validate_certs"])
def test_checks_switched_off(alias: str, run: Run) -> None:
    assert run("zendesk_target_info", **{alias: False})["targets"] == []


def test_server_without_tls_is_told(run: Run, no_waiting: list[float]) -> None:
    plain = Simulator().start()
    url = plain.url.replace("http:", "https:")
    result = run("zendesk_target_info", zendesk_url=url, zendesk_timeout=2, zendesk_retries=0)
    plain.stop()
    assert "the connection broke" in result["msg"]
    assert plain.calls == []
