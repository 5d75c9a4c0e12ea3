# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""From connection options to an address and a login, all judged before the first request."""

from __future__ import annotations

import base64
import ipaddress
import os
import re
import ssl
from typing import Any, Callable, NamedTuple
from urllib.parse import urlsplit

from ansible_collections.community.zendesk.plugins.module_utils._errors import InvalidInput

# Seconds. More is no limit, and somewhere beyond is more than the system can count.
_LONGEST_TIMEOUT = 24 * 60 * 60

_TRIMMED = (
    "zendesk_subdomain",
    "zendesk_url",
    "zendesk_email",
    "zendesk_client_id",
    "zendesk_oauth_scope",
)

_CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")

_RETIRED_LOGIN = (
    "zendesk_api_token: Zendesk retires API tokens, and all of them stop working on 2027-04-30. "
    "Create an OAuth client and use zendesk_client_id and zendesk_client_secret instead."
)


class Login(NamedTuple):
    """How to enter an account.

    ``authorization``: the value of the header, "" while an OAuth client has to ask for a token
    with ``grant`` first. ``hint``: what to check when it is refused. ``secrets``: what must
    not be shown.
    """

    authorization: str
    grant: dict[str, str] | None
    hint: str
    secrets: tuple[str, ...]
    warning: str = ""


class Connection(NamedTuple):
    """An account and how to talk to it. ``timeout`` in seconds, for connecting and each read.

    ``verify``: False checks no certificate, True those that requests trusts, a path others.
    """

    base_url: str
    loopback: bool
    login: Login
    verify: bool | str
    timeout: float
    retries: int


def connection_from(params: dict[str, Any]) -> Connection:
    """Judge the connection options (see ``_options.connection_options``).

    Raises InvalidInput with the option at fault and the way out.
    """
    given = {name: _trimmed(name, params[name]) for name in params}
    given = {name: value for name, value in given.items() if value not in (None, "")}
    base_url, loopback = _address(given)
    if not 0 < given["zendesk_timeout"] <= _LONGEST_TIMEOUT:
        raise InvalidInput(
            "zendesk_timeout must be more than 0 seconds, and at most %d." % _LONGEST_TIMEOUT
        )
    if given["zendesk_retries"] < 0:
        raise InvalidInput("zendesk_retries must be 0 or more.")
    return Connection(
        base_url=base_url,
        loopback=loopback,
        login=_login(given),
        verify=_verify(given) if base_url.startswith("https:") else True,
        timeout=given["zendesk_timeout"],
        retries=given["zendesk_retries"],
    )


def _trimmed(name: str, value: Any) -> Any:
    """White space around a value comes from a file or a template, and is meant by nobody."""
    return value.strip() if name in _TRIMMED and isinstance(value, str) else value


def _explicit(given: dict[str, Any], names: list[str]) -> list[str]:
    """Those of ``names`` that are not from the environment; all of them if all of them are."""
    return [name for name in names if not _is_from_environment(given, name)] or names


def _is_from_environment(given: dict[str, Any], name: str) -> bool:
    return os.environ.get(name.upper(), "").strip() == str(given[name]).strip()


def _address(given: dict[str, Any]) -> tuple[str, bool]:
    names = [name for name in ("zendesk_subdomain", "zendesk_url") if given.get(name)]
    names = _explicit(given, names)
    subdomain, url = (
        given[n] if n in names else None for n in ("zendesk_subdomain", "zendesk_url")
    )
    if subdomain and url:
        raise InvalidInput(
            "zendesk_subdomain and zendesk_url%s both say where the account is: give one of them."
            % _from_environment(given, ["zendesk_subdomain", "zendesk_url"])
        )
    if subdomain:
        if not re.match(r"[A-Za-z0-9][A-Za-z0-9-]{0,62}\Z", subdomain):
            raise InvalidInput(
                "zendesk_subdomain must be the first part of the address alone, such as acme for "
                "https://acme.zendesk.com. For another address use zendesk_url."
            )
        return "https://%s.zendesk.com" % subdomain.lower(), False
    if not url:
        raise InvalidInput(
            "No account: give zendesk_subdomain or zendesk_url, as an option, in module_defaults "
            "or as the environment variable ZENDESK_SUBDOMAIN or ZENDESK_URL."
        )
    return _checked_url(url.strip())


def _checked_url(url: str) -> tuple[str, bool]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.scheme not in ("http", "https"):
        raise InvalidInput(
            "zendesk_url must be a full address, such as https://support.example.com."
        )
    if "@" in parts.netloc:
        raise InvalidInput(
            "zendesk_url must not hold a user or password: use the options for credentials."
        )
    if parts.path.rstrip("/") or parts.query or parts.fragment:
        raise InvalidInput(
            "zendesk_url must be the address of the account alone, without a path: "
            "such as https://support.example.com."
        )
    loopback = _is_loopback(host)
    if parts.scheme == "http" and not loopback:
        raise InvalidInput(
            "zendesk_url: plain http would send the credentials readable to all; use https. "
            "(Plain http is for loopback addresses only.)"
        )
    netloc = "[%s]" % host if ":" in host else host
    return "%s://%s%s" % (parts.scheme, netloc, ":%d" % port if port else ""), loopback


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _from_environment(given: dict[str, Any], names: list[str]) -> str:
    """Which of the options got their value from the environment, where it is easily forgotten."""
    found = [name.upper() for name in names if _is_from_environment(given, name)]
    return " (from the environment: %s)" % ", ".join(found) if found else ""


def _login(given: dict[str, Any]) -> Login:
    secrets = _explicit(given, [name for name in _LOGINS if given.get(name)])
    half = given.get("zendesk_client_id") and not given.get("zendesk_client_secret")
    if half and not (secrets and _is_from_environment(given, "zendesk_client_id")):
        raise InvalidInput("zendesk_client_id needs zendesk_client_secret: give both.")
    if not secrets:
        raise InvalidInput(
            "No credentials: give zendesk_client_id and zendesk_client_secret, or "
            "zendesk_oauth_token, as options, in module_defaults or as environment variables of "
            "the same names in capitals."
        )
    if len(secrets) > 1:
        raise InvalidInput(
            "Contradictory credentials: %s%s. Give one of them."
            % (" and ".join(secrets), _from_environment(given, secrets))
        )
    partner, make = _LOGINS[secrets[0]]
    if partner and not given.get(partner):
        raise InvalidInput("%s needs %s: give both." % (secrets[0], partner))
    return make(given, _credential(given, secrets[0]))


def _credential(given: dict[str, Any], name: str) -> str:
    value = str(given[name]).strip()
    if re.search(r"[\x00-\x1f\x7f]", value) or (name != "zendesk_password" and " " in value):
        raise InvalidInput("%s holds white space or control characters: check its source." % name)
    if name == "zendesk_oauth_token" and not value.isascii():
        raise InvalidInput("%s holds characters that no token has: check its source." % name)
    return value


def _oauth_token(_given: dict[str, Any], secret: str) -> Login:
    return Login(
        "Bearer " + secret,
        None,
        "Check zendesk_oauth_token: it is wrong, revoked or has expired. An OAuth client "
        "(zendesk_client_id, zendesk_client_secret) gets a fresh token for each run.",
        (secret,),
    )


def _oauth_client(given: dict[str, Any], secret: str) -> Login:
    if not given.get("zendesk_oauth_scope"):
        raise InvalidInput("zendesk_oauth_scope is empty: name scopes to ask for, or leave it out.")
    return Login(
        "",
        {
            "grant_type": "client_credentials",
            "client_id": given["zendesk_client_id"],
            "client_secret": secret,
            "scope": given["zendesk_oauth_scope"],
        },
        "Check zendesk_client_id and zendesk_client_secret: the OAuth client must exist in this "
        "account and be confidential.",
        (secret,),
    )


def _api_token(given: dict[str, Any], secret: str) -> Login:
    user = given["zendesk_email"]
    if user.endswith("/token"):
        user = user[: -len("/token")]
    return _basic(
        user + "/token",
        secret,
        "Check zendesk_email and zendesk_api_token. Zendesk deactivates unused API tokens and "
        "stops all of them on 2027-04-30: an OAuth client lasts.",
        _RETIRED_LOGIN,
    )


def _password(given: dict[str, Any], secret: str) -> Login:
    return _basic(
        given["zendesk_email"],
        secret,
        "Check zendesk_email and zendesk_password. Zendesk has stopped passwords for its API in "
        "January 2026: use an OAuth client (zendesk_client_id, zendesk_client_secret).",
    )


def _basic(user: str, secret: str, hint: str, warning: str = "") -> Login:
    encoded = base64.b64encode(("%s:%s" % (user, secret)).encode("utf-8")).decode("ascii")
    return Login("Basic " + encoded, None, hint, (secret, encoded), warning)


# The option with the secret -> the option that it needs beside it, and what makes the login.
_LOGINS: dict[str, tuple[str, Callable[[dict[str, Any], str], Login]]] = {
    "zendesk_oauth_token": ("", _oauth_token),
    "zendesk_client_secret": ("zendesk_client_id", _oauth_client),
    "zendesk_api_token": ("zendesk_email", _api_token),
    "zendesk_password": ("zendesk_email", _password),
}


def _verify(given: dict[str, Any]) -> bool | str:
    if not given["zendesk_validate_certs"]:
        return False
    sources = {"zendesk_ca_path": given.get("zendesk_ca_path")}
    sources.update({name: os.environ.get(name) for name in _CA_VARIABLES})
    for name, path in sources.items():
        if path:
            _check_authorities(name, path)
            return str(path)
    return True


def _check_authorities(name: str, path: str) -> None:
    if not os.path.exists(path):
        raise InvalidInput("%s: there is no file or folder %s." % (name, path))
    if os.path.isdir(path):
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except OSError as error:
        raise InvalidInput(
            "%s: %s can't be used as a file of certificates (%s)." % (name, path, error.strerror)
        ) from None
