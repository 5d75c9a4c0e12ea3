# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""From connection options to an address and a login, all judged before the first request."""

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

# Seconds. More is no limit, and somewhere beyond is more than the system can count.
_LONGEST_TIMEOUT = 24 * 60 * 60

_RETIRED_LOGIN = (
    "zendesk_api_token: Zendesk retires API tokens, and all of them stop working on 2027-04-30. "
    "Create an OAuth client and use zendesk_client_id and zendesk_client_secret instead."
)

_T = TypeVar("_T")


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

    ``rate_limit_share``: how many per cent of the account's limit a run may help to use up.
    ``verify``: False checks no certificate, True those that requests trusts, a path others.
    """

    base_url: str
    loopback: bool
    login: Login
    verify: bool | str
    timeout: float
    retries: int
    rate_limit_share: int


def connection_from(settings: _sources.Settings, scope: str = "read") -> Connection:
    """Judge the connection options. ``scope``: what to ask for where no source names scopes.

    Raises InvalidInput with each option or environment variable at fault, and what to do.
    """
    problems: list[str] = []

    def judged(judge: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return judge()
        except _errors.InvalidInput as problem:
            problems.append(str(problem))
            return otherwise

    base_url, loopback = judged(lambda: _address(settings), ("", False))
    made = Connection(
        base_url=base_url,
        loopback=loopback,
        timeout=judged(lambda: _timeout(settings), 0.0),
        retries=judged(lambda: _retries(settings), 0),
        rate_limit_share=judged(lambda: _rate_limit_share(settings), 0),
        login=judged(lambda: _login(settings, scope), Login("", None, "", ())),
        verify=judged(
            lambda: _certificates.authorities(settings, base_url), cast("bool | str", True)
        ),
    )
    if problems:
        raise _errors.InvalidInput(" ".join(problems))
    return made


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
            "No account: give zendesk_subdomain or zendesk_url, as an option, in module_defaults "
            "or as the environment variable ZENDESK_SUBDOMAIN or ZENDESK_URL."
        )
    if len(names) > 1:
        raise _errors.InvalidInput(
            "%s both say where the account is: give one of them."
            % settings.sources[rank].described(names)
        )
    setting = settings.of(rank, names[0])
    if names == ["zendesk_url"]:
        return _checked_url(setting)
    if not re.match(r"[A-Za-z0-9][A-Za-z0-9-]{0,62}\Z", setting.value):
        raise _errors.InvalidInput(
            "%s must be the first part of the address alone, such as acme for "
            "https://acme.zendesk.com. For another address use zendesk_url." % setting.subject
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
            "%s must be a full address, such as https://support.example.com." % setting.subject
        )
    if "@" in parts.netloc:
        raise _errors.InvalidInput(
            "%s must not hold a user or password: use the options for credentials."
            % setting.subject
        )
    if parts.path.rstrip("/") or parts.query or parts.fragment:
        raise _errors.InvalidInput(
            "%s must be the address of the account alone, without a path: "
            "such as https://support.example.com." % setting.subject
        )
    loopback = _is_loopback(host)
    if parts.scheme == "http" and not loopback:
        raise _errors.InvalidInput(
            "%s: plain http would send the credentials readable to all; use https. "
            "(Plain http is for loopback addresses only.)" % setting.subject
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
    # One in the environment may be meant for other tasks.
    if half and not (secrets and (client.rank > rank or settings.in_environment(client))):
        raise _errors.InvalidInput("%s needs zendesk_client_secret: give both." % client.subject)
    if not secrets:
        raise _errors.InvalidInput(
            "No credentials: give zendesk_client_id and zendesk_client_secret, or "
            "zendesk_oauth_token, as options, in module_defaults or as environment variables of "
            "the same names in capitals."
        )
    if len(secrets) > 1:
        raise _errors.InvalidInput(
            "Contradictory credentials: %s. Give one of them."
            % settings.sources[rank].described(secrets)
        )
    partner, make = _LOGINS[secrets[0]]
    found = settings.of(rank, secrets[0])
    if partner and not settings.get(partner).value:
        raise _errors.InvalidInput("%s needs %s: give both." % (found.subject, partner))
    user = settings.get(partner) if partner else None
    login = make(user.value if user else "", _credential(found, secrets[0]))
    variables = [one.label for one in (user, found) if one and settings.in_environment(one)]
    if variables:
        hint = "%s What counts here is %s." % (login.hint, " and ".join(variables))
        login = login._replace(hint=hint)
    return _with_scope(login, settings, scope)


def _with_scope(login: Login, settings: _sources.Settings, default: str) -> Login:
    """Scopes are asked for only where a token is: an empty scope is left out of the request."""
    if login.grant is None:
        return login
    given = settings.get("zendesk_oauth_scope").value
    scope = default if given is None else given
    return login._replace(grant=dict(login.grant, scope=scope)) if scope else login


def _credential(setting: _sources.Setting, name: str) -> str:
    value = str(setting.value)
    if re.search(r"[\x00-\x1f\x7f]", value) or (name != "zendesk_password" and " " in value):
        raise _errors.InvalidInput(
            "%s holds white space or control characters: check its source." % setting.subject
        )
    if name == "zendesk_oauth_token" and not value.isascii():
        raise _errors.InvalidInput(
            "%s holds characters that no token has: check its source." % setting.subject
        )
    return value


def _oauth_token(_user: str, secret: str) -> Login:
    return Login(
        "Bearer " + secret,
        None,
        "Check zendesk_oauth_token: it is wrong, revoked or has expired. An OAuth client "
        "(zendesk_client_id, zendesk_client_secret) gets a fresh token for each run.",
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
        "Check zendesk_email and zendesk_api_token. Zendesk deactivates unused API tokens and "
        "stops all of them on 2027-04-30: an OAuth client lasts.",
        _RETIRED_LOGIN,
    )


def _password(user: str, secret: str) -> Login:
    return _basic(
        user,
        secret,
        "Check zendesk_email and zendesk_password. Zendesk has stopped passwords for its API in "
        "January 2026: use an OAuth client (zendesk_client_id, zendesk_client_secret).",
    )


def _basic(user: str, secret: str, hint: str, warning: str = "") -> Login:
    encoded = base64.b64encode(("%s:%s" % (user, secret)).encode("utf-8")).decode("ascii")
    return Login("Basic " + encoded, None, hint, (secret, encoded), warning)


# The option with the secret -> the option that it needs beside it, and what makes the login.
_LOGINS: dict[str, tuple[str, Callable[[str, str], Login]]] = {
    "zendesk_oauth_token": ("", _oauth_token),
    "zendesk_client_secret": ("zendesk_client_id", _oauth_client),
    "zendesk_api_token": ("zendesk_email", _api_token),
    "zendesk_password": ("zendesk_email", _password),
}
