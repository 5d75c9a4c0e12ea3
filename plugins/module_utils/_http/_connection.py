# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Converts connection options to an address and a login, and validates them."""

from __future__ import annotations

import base64
import ipaddress
import re
from typing import Callable, NamedTuple, TypeVar, cast
from urllib.parse import urlsplit

from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _certificates,
    _errors,
    _sources,
)

# Seconds. A longer timeout is no limit in practice, and much longer ones overflow.
_LONGEST_TIMEOUT = 24 * 60 * 60

_RETIRED_LOGIN = (
    "zendesk_api_token: Zendesk is retiring API tokens, and they stop working on 2027-04-30. "
    "Create an OAuth client and use zendesk_client_id and zendesk_client_secret instead."
)

_T = TypeVar("_T")


class Login(NamedTuple):
    """How to log in to an account.

    ``authorization``: the value of the header; "" if an OAuth client has to request a token with
    ``grant`` first. ``hint``: what to check if the login is rejected. ``secrets``: texts to mask.
    """

    authorization: str
    grant: dict[str, str] | None
    hint: str
    secrets: tuple[str, ...]
    warning: str = ""


class Connection(NamedTuple):
    """An account and how to connect to it.

    ``timeout``: seconds, for connecting and for each read. ``rate_limit_share``: the percentage of
    the account's limit that may be used up. ``verify``: False for no verification, True for the CAs
    of requests, or a path.
    """

    base_url: str
    loopback: bool
    login: Login
    verify: bool | str
    timeout: float
    retries: int
    rate_limit_share: int


def connection_from(settings: _sources.Settings, scope: str = "read") -> Connection:
    """Validates the connection options.

    ``scope``: requested if no source sets scopes. Raises InvalidInput, which names each wrong
    option or environment variable and what to do.
    """
    problems: list[str] = []

    def checked(check: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return check()
        except _errors.InvalidInput as problem:
            problems.append(str(problem))
            return otherwise

    base_url, loopback = checked(lambda: _address(settings), ("", False))
    connection = Connection(
        base_url=base_url,
        loopback=loopback,
        timeout=checked(lambda: _timeout(settings), 0.0),
        retries=checked(lambda: _retries(settings), 0),
        rate_limit_share=checked(lambda: _rate_limit_share(settings), 0),
        login=checked(lambda: _login(settings, scope), Login("", None, "", ())),
        verify=checked(
            lambda: _certificates.authorities(settings, base_url), cast("bool | str", True)
        ),
    )
    if problems:
        raise _errors.InvalidInput(" ".join(problems))
    return connection


def _timeout(settings: _sources.Settings) -> float:
    timeout = settings.get("zendesk_timeout")
    seconds: float = timeout.value
    if not 0 < seconds <= _LONGEST_TIMEOUT:
        raise _errors.InvalidInput(
            "%s must be more than 0 seconds, and at most %d." % (timeout.subject, _LONGEST_TIMEOUT)
        )
    return seconds


def _retries(settings: _sources.Settings) -> int:
    retries = settings.get("zendesk_retries")
    number: int = retries.value
    if number < 0:
        raise _errors.InvalidInput("%s must be 0 or more." % retries.subject)
    return number


def _rate_limit_share(settings: _sources.Settings) -> int:
    share = settings.get("zendesk_rate_limit_share")
    percentage: int = share.value
    if not 1 <= percentage <= 100:
        raise _errors.InvalidInput("%s must be between 1 and 100 per cent." % share.subject)
    return percentage


def _address(settings: _sources.Settings) -> tuple[str, bool]:
    rank, names = settings.first("zendesk_subdomain", "zendesk_url")
    if not names:
        raise _errors.InvalidInput(
            "No account: set zendesk_subdomain or zendesk_url, as an option, in module_defaults "
            "or as the environment variable ZENDESK_SUBDOMAIN or ZENDESK_URL."
        )
    if len(names) > 1:
        raise _errors.InvalidInput(
            "%s both specify the account: set only one of them."
            % settings.sources[rank].described(names)
        )
    setting = settings.of(rank, names[0])
    if names == ["zendesk_url"]:
        return _checked_url(setting)
    if not re.match(r"[A-Za-z0-9][A-Za-z0-9-]{0,62}\Z", setting.value):
        raise _errors.InvalidInput(
            "%s must be only the first part of the address, such as acme for "
            "https://acme.zendesk.com. For another address, use zendesk_url." % setting.subject
        )
    return "https://%s.zendesk.com" % setting.value.lower(), False


def _checked_url(setting: _sources.Setting) -> tuple[str, bool]:
    try:
        parts = urlsplit(setting.value)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.scheme not in ("http", "https"):
        raise _errors.InvalidInput(
            "%s must be a full URL, such as https://support.example.com." % setting.subject
        )
    if "@" in parts.netloc:
        raise _errors.InvalidInput(
            "%s must not contain a user or password: use the options for credentials."
            % setting.subject
        )
    if parts.path.rstrip("/") or parts.query or parts.fragment:
        raise _errors.InvalidInput(
            "%s must be only the address of the account, without a path, such as "
            "https://support.example.com." % setting.subject
        )
    loopback = _is_loopback(host)
    if parts.scheme == "http" and not loopback:
        raise _errors.InvalidInput(
            "%s: plain http would send the credentials unencrypted: use https. "
            "(Plain http is allowed only for loopback addresses.)" % setting.subject
        )
    netloc = "[%s]" % host if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    port_part = ":%d" % port if port not in (None, default) else ""
    return "%s://%s%s" % (parts.scheme, netloc, port_part), loopback


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _login(settings: _sources.Settings, scope: str) -> Login:
    rank, secrets = settings.first(*_LOGINS)
    client, secret = settings.get("zendesk_client_id"), settings.get("zendesk_client_secret")
    half = client.value and not secret.value
    # A variable in the environment may be meant for other tasks.
    if half and not (secrets and (client.rank > rank or settings.in_environment(client))):
        raise _errors.InvalidInput("%s requires zendesk_client_secret: set both." % client.subject)
    if not secrets:
        raise _errors.InvalidInput(
            "No credentials: set zendesk_client_id and zendesk_client_secret, or "
            "zendesk_oauth_token, as options, in module_defaults or as environment variables of "
            "the same names in capitals."
        )
    if len(secrets) > 1:
        raise _errors.InvalidInput(
            "Contradictory credentials: %s. Set only one of them."
            % settings.sources[rank].described(secrets)
        )
    partner, make = _LOGINS[secrets[0]]
    found = settings.of(rank, secrets[0])
    if partner and not settings.get(partner).value:
        raise _errors.InvalidInput("%s requires %s: set both." % (found.subject, partner))
    user = settings.get(partner) if partner else None
    login = make(user.value if user else "", _credential(found, secrets[0]))
    variables = [one.label for one in (user, found) if one and settings.in_environment(one)]
    if variables:
        hint = "%s The login comes from %s." % (login.hint, " and ".join(variables))
        login = login._replace(hint=hint)
    return _with_scope(login, settings, scope)


def _with_scope(login: Login, settings: _sources.Settings, default: str) -> Login:
    """Adds the scopes to a login that requests a token. An empty scope is left out."""
    if login.grant is None:
        return login
    given = settings.get("zendesk_oauth_scope").value
    scope = default if given is None else given
    return login._replace(grant=dict(login.grant, scope=scope)) if scope else login


def _credential(setting: _sources.Setting, name: str) -> str:
    value = str(setting.value)
    if re.search(r"[\x00-\x1f\x7f]", value) or (name != "zendesk_password" and " " in value):
        raise _errors.InvalidInput(
            "%s contains white space or control characters: check its source." % setting.subject
        )
    if name == "zendesk_oauth_token" and not value.isascii():
        raise _errors.InvalidInput(
            "%s contains characters that are not allowed in a token: check its source."
            % setting.subject
        )
    return value


def _oauth_token(_user: str, secret: str) -> Login:
    return Login(
        "Bearer " + secret,
        None,
        "Check zendesk_oauth_token: it is wrong, revoked or expired. An OAuth client "
        "(zendesk_client_id, zendesk_client_secret) gets a new token for each run.",
        (secret,),
    )


def _oauth_client(client_id: str, secret: str) -> Login:
    return Login(
        "",
        {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret},
        "Check zendesk_client_id and zendesk_client_secret: the OAuth client must exist in this "
        "account and be confidential.",
        (secret,),
    )


def _api_token(user: str, secret: str) -> Login:
    if user.endswith("/token"):
        user = user[: -len("/token")]
    return _basic(
        user + "/token",
        secret,
        "Check zendesk_email and zendesk_api_token. Zendesk deactivates unused API tokens, and all "
        "API tokens stop working on 2027-04-30: use an OAuth client (zendesk_client_id, "
        "zendesk_client_secret).",
        _RETIRED_LOGIN,
    )


def _password(user: str, secret: str) -> Login:
    return _basic(
        user,
        secret,
        "Check zendesk_email and zendesk_password. Zendesk stopped accepting passwords for its API "
        "in January 2026: use an OAuth client (zendesk_client_id, zendesk_client_secret).",
    )


def _basic(user: str, secret: str, hint: str, warning: str = "") -> Login:
    encoded = base64.b64encode(("%s:%s" % (user, secret)).encode("utf-8")).decode("ascii")
    return Login("Basic " + encoded, None, hint, (secret, encoded), warning)


# The option with the secret -> the option that it requires, and the function that builds the login.
_LOGINS: dict[str, tuple[str, Callable[[str, str], Login]]] = {
    "zendesk_oauth_token": ("", _oauth_token),
    "zendesk_client_secret": ("zendesk_client_id", _oauth_client),
    "zendesk_api_token": ("zendesk_email", _api_token),
    "zendesk_password": ("zendesk_email", _password),
}
