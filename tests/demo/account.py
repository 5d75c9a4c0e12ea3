# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account by its address, for what people do by hand, and for what the demo verifies."""

from __future__ import annotations

import contextlib
import time
import urllib.parse
from typing import Any, Callable, Iterator, Mapping

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

Record = dict[str, Any]

# In the order in which they can be deleted: rules name targets and webhooks, triggers are in a category.
# How to log in to a simulated account.
SIMULATED = {
    "ZENDESK_CLIENT_ID": "simulated-client",
    "ZENDESK_CLIENT_SECRET": "simulated-client-secret",
}
KINDS = ("triggers", "automations", "trigger_categories", "webhooks", "targets")
_SINGULAR = {
    "triggers": "trigger",
    "automations": "automation",
    "trigger_categories": "trigger_category",
    "webhooks": "webhook",
    "targets": "target",
}
_CLIENT = ("ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET")
_TOKEN = ("ZENDESK_OAUTH_TOKEN",)
# What is not in use must not compete with the login that is.
_OTHERS = {*_CLIENT, *_TOKEN, "ZENDESK_EMAIL", "ZENDESK_API_TOKEN", "ZENDESK_PASSWORD"}


class NotAsPromised(Exception):
    """The demo did not show what it is there to show."""


def login_in(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of a login with OAuth; empty if there is none."""
    for names in (_CLIENT, _TOKEN):
        if all(environment.get(name) for name in names):
            return {name: environment[name] for name in names}
    return {}


def name_of(record: Record) -> str:
    return str(record.get("title") or record.get("name"))


class Account:
    """An account that the demo works on: all of it, or only what has a mark in its name.

    ``login``: variables of the environment, as playbooks read them.
    """

    def __init__(self, url: str, login: Mapping[str, str], mark: str = "") -> None:
        self.url = url.rstrip("/")
        self.login = dict(login)
        self.mark = mark
        self._session = requests.Session()
        # Nothing was done where Zendesk asks to wait.
        wait = Retry(
            total=5, connect=0, read=0, other=0, status_forcelist=[429], allowed_methods=None
        )
        self._session.mount(self.url, HTTPAdapter(max_retries=wait))
        self._session.headers["Authorization"] = "Bearer " + self._token()

    def _token(self) -> str:
        if _TOKEN[0] in self.login:
            return self.login[_TOKEN[0]]
        client_id, secret = (self.login[name] for name in _CLIENT)
        asked = {"client_id": client_id, "client_secret": secret, "scope": "read write"}
        return str(
            self.call("POST", "/oauth/tokens", {**asked, "grant_type": "client_credentials"})[
                "access_token"
            ]
        )

    def environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        """Variables that point a playbook to this account, and to no other."""
        kept = {name: text for name, text in inherited.items() if name not in _OTHERS}
        kept.pop("ZENDESK_SUBDOMAIN", None)
        return {**kept, **self.login, "ZENDESK_URL": self.url}

    def call(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._session.request(method, self.url + path, json=body, timeout=30)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    # --- records

    def name(self, text: str) -> str:
        """The name that a record of the demo gets in this account."""
        return self.mark + text

    def create(self, kind: str, **values: Any) -> Record:
        key = _SINGULAR[kind]
        created: Record = self.call("POST", "/api/v2/" + kind, {key: values})[key]
        return created

    def update(self, kind: str, text: str, **values: Any) -> None:
        """Change a record by hand."""
        record = self.find(kind, text)
        sent = dict(values)
        if kind == "targets":
            # Zendesk replaces a target: what is not sent is lost.
            sent = {**{name: record[name] for name in record if record[name] is not None}, **values}
        self.call("PUT", "/api/v2/%s/%s" % (kind, record["id"]), {_SINGULAR[kind]: sent})

    def find(self, kind: str, text: str) -> Record:
        """The record with this name; NotAsPromised if there is not exactly one."""
        found = [each for each in self.records(kind) if name_of(each) == self.name(text)]
        if len(found) != 1:
            raise NotAsPromised('%d %s have the name "%s".' % (len(found), kind, self.name(text)))
        return found[0]

    def records(self, kind: str) -> list[Record]:
        """What is the demo's of a kind."""
        found: list[Record] = []
        path = "/api/v2/" + kind + ("" if kind == "targets" else "?page[size]=100")
        while path:
            answer = self.call("GET", path)
            found += answer[kind]
            path = _next(answer)
        return [each for each in found if name_of(each).startswith(self.mark)]

    def content(self) -> dict[str, list[Record]]:
        """All that is the demo's."""
        return {kind: self.records(kind) for kind in KINDS}

    def clean_up(self) -> None:
        """Delete all that has the mark; NotAsPromised if something of it is left."""
        if not self.mark:
            raise NotAsPromised("Without a mark nothing is deleted.")
        problems: list[Exception] = []
        for kind in KINDS:
            with _noting(problems):
                for record in self.records(kind):
                    with _noting(problems):
                        self.call("DELETE", "/api/v2/%s/%s" % (kind, record["id"]))
        left = [name_of(each) for records in self.content().values() for each in records]
        if left:
            raise NotAsPromised(
                "Delete these by hand: %s. They could not be deleted: %s"
                % (", ".join(left), problems[:1])
            )


@contextlib.contextmanager
def _noting(problems: list[Exception]) -> Iterator[None]:
    """What can't be deleted must not keep the rest."""
    try:
        yield
    except requests.RequestException as problem:
        problems.append(problem)


def _next(answer: Any) -> str:
    """The path of the next page: its address could be on another host, which gets no login."""
    more = answer.get("meta", {}).get("has_more")
    link = answer.get("links", {}).get("next") if more else answer.get("next_page")
    parts = urllib.parse.urlsplit(link or "")
    return urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))


class SimulatedAccount(Account):
    """An account of the simulator, which also tells what was asked of it."""

    def forget_requests(self) -> None:
        self.call("DELETE", "/_simulator/journal")

    def requests(self) -> list[str]:
        """Method and path of each request, without logins."""
        calls: list[str] = self.call("GET", "/_simulator/journal")["calls"]
        return [call for call in calls if "/oauth/" not in call]

    def unknown(self) -> list[Any]:
        """What the simulator does not know of the rules that ran."""
        outbox = self.call("GET", "/_simulator/outbox")
        return list(outbox["unknown"])


def wait_until(true: Callable[[], object], seconds: float = 5.0) -> bool:
    """Whether something has become true in time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(true())
