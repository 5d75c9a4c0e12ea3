# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, OAuth clients and tokens of an account, and what each of them may do."""

from __future__ import annotations

import datetime
import itertools
import secrets
import time
from typing import Any, Mapping, NamedTuple

from .errors import Refused, missing_scope, no_access, not_found
from .switches import Switches

# What an account without a seed knows. Long and unlike anything else, so that a mask or a search
# for them hits nothing but them.
USERS: list[dict[str, Any]] = [
    {
        "id": 1529420581222,
        "name": "Admin",
        "email": "admin@example.com",
        "role": "admin",
        "password": "simulated-admin-password",
        "api_token": "simulated-admin-api-token",
        "oauth_token": "simulated-admin-oauth-token",
    },
    {
        "id": 1529420581242,
        "name": "Agent",
        "email": "agent@example.com",
        "role": "agent",
        "password": "simulated-agent-password",
        "api_token": "simulated-agent-api-token",
        "oauth_token": "simulated-agent-oauth-token",
    },
]
OAUTH_CLIENTS: list[dict[str, Any]] = [
    {"client_id": "simulated-client", "client_secret": "simulated-client-secret"}
]


class User(NamedTuple):
    """The sender of a request: ``scopes`` is None where nothing limits them."""

    role: str
    scopes: tuple[str, ...] | None
    how: str
    record: Mapping[str, Any] = {}

    def check_access(self, scope: str, write: bool, admins_only: bool) -> None:
        """Refuse unless the user may read, or write, what ``scope`` ("" for none) opens."""
        needed = "write" if write else "read"
        if self.role != "admin" and admins_only:
            raise no_access()
        if self.scopes is not None:
            sufficient = {needed, "%s:%s" % (scope, needed)} if scope else {needed}
            if not sufficient & set(self.scopes):
                raise missing_scope(needed)


# What a token is told of itself. That of a user without OAuth client may do everything.
THIS_TOKEN = "/api/v2/oauth/tokens/current"
_ALL = ("read", "write")
# Zendesk shows only so much of it.
_SHOWN = 10
# Who asks this without a login is told that they are nobody.
WHO_AM_I = "/api/v2/users/me"
NOBODY = User(
    "end-user",
    None,
    "nobody",
    {"id": None, "name": "Anonymous user", "email": "invalid@example.com", "role": "end-user"},
)


class Logins:
    """All that can be shown at the door of one account."""

    def __init__(
        self,
        users: list[dict[str, Any]],
        oauth_clients: list[dict[str, Any]],
        switches: Switches,
    ) -> None:
        self.users = users
        self.oauth_clients = oauth_clients
        self._switches = switches
        self._tokens: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._numbers = itertools.count(1)
        self._ids: dict[str, int] = {}

    def authenticate(self, header: str, basic: tuple[str, str] | None) -> User:
        """The user behind an Authorization header, or 401."""
        if header.startswith("Bearer "):
            return self._bearer(header[len("Bearer ") :])
        if basic:
            name, secret = basic
            for user in self.users:
                if (name, secret) == ("%s/token" % user["email"], user.get("api_token")):
                    return User(user["role"], None, "api_token", user)
                if (name, secret) == (user["email"], user.get("password")):
                    return User(user["role"], None, "password", user)
        raise Refused(
            401,
            {"error": "Couldn't authenticate you"},
            {"WWW-Authenticate": 'Basic realm="Web Password"'},
        )

    def _bearer(self, token: str) -> User:
        for user in self.users:
            if token == user.get("oauth_token"):
                return User(user["role"], None, "oauth_token", user)
        expires, scopes = self._tokens.get(token, (0.0, ()))
        if expires < time.monotonic():
            raise Refused(
                401,
                {
                    "error": "invalid_token",
                    "error_description": "The access token provided is expired, revoked, "
                    "malformed or invalid for other reasons.",
                },
            )
        # Whoever made the client: it acts for an admin.
        admins = [user for user in self.users if user["role"] == "admin"]
        return User("admin", scopes, "oauth_client", admins[0] if admins else {"role": "admin"})

    def grant(self, request: dict[str, Any]) -> dict[str, Any]:
        """The OAuth client credentials grant."""
        if request.get("grant_type") != "client_credentials":
            raise Refused(
                400,
                {"error": "unsupported_grant_type", "error_description": "Not supported here."},
            )
        asked = (request.get("client_id"), request.get("client_secret"))
        if asked not in [(c["client_id"], c["client_secret"]) for c in self.oauth_clients]:
            raise Refused(
                401,
                {"error": "invalid_client", "error_description": "No such client can be found."},
            )
        token = secrets.token_hex(20)
        scope = str(request.get("scope") or "read")
        lifetime = self._switches.token_lifetime
        self._tokens[token] = (time.monotonic() + lifetime, tuple(scope.split()))
        return {
            "access_token": token,
            "token_type": "bearer",
            "scope": scope,
            "expires_in": int(lifetime),
        }

    def show_token(self, header: str, user: User, address: str) -> dict[str, Any]:
        """The token in an Authorization header. What is no token, such as an API token, is not found."""
        scheme, _space, token = header.partition(" ")
        if scheme != "Bearer":
            raise not_found()
        user.check_access("", write=False, admins_only=False)
        expires = self._tokens[token][0] - time.monotonic() if token in self._tokens else None
        number = self._ids.setdefault(token, next(self._numbers))
        return {
            "url": "%s/api/v2/oauth/tokens/%d.json" % (address, number),
            "id": number,
            "user_id": user.record.get("id"),
            "client_id": 1 if user.how == "oauth_client" else None,
            "token": token[:_SHOWN],
            "refresh_token": None,
            "scopes": list(_ALL if user.scopes is None else user.scopes),
            "created_at": None,
            "used_at": None,
            "expires_at": None if expires is None else _in(expires),
        }

    def expire_tokens(self) -> None:
        """Let all tokens expire that OAuth clients got."""
        self._tokens.clear()


def _in(seconds: float) -> str:
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
