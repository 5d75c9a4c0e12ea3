# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults x operations: what is hit, what is expected, what a run gives, and the page about it.

C(python -m ansible_collections.community.zendesk.tests.faults) writes the page from a run.
"""

from __future__ import annotations

import contextlib
import json
import random
import socket
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, Callable, Iterator, NamedTuple
from unittest import mock

from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _transport

from .certificates import make_authority
from .fault_kinds import AUTOMATIONS, CATEGORIES, KINDS, PASSWORD, TARGETS, TRIGGERS, WEBHOOKS, Kind
from .proxy import ADDRESS, Proxy
from .running import ROOT, Result, run_module
from .simulator.account import DEFAULT_SEED
from .simulator.server import Simulator

PAGE = ROOT / "docs" / "faults.md"

# --- columns: operations, and which of their requests the fault hits

LOGIN = {"zendesk_oauth_token": "canary-token"}
CLIENT = {"zendesk_client_id": "ansible", "zendesk_client_secret": "canary-client-secret"}
# In an answer, where the secrets stand that the task has.
ECHO = "ECHO"
ADMIN = dict(DEFAULT_SEED["users"][0], oauth_token=LOGIN["zendesk_oauth_token"])
SEED = {
    "users": [ADMIN],
    "oauth_clients": [{"client_id": "ansible", "client_secret": CLIENT["zendesk_client_secret"]}],
}

# So that a run with nothing to do reports no change.
SECRETS = {"update_secrets": "on_create"}


class Operation(NamedTuple):
    """A task, what it is to change, and the request of it that the fault hits."""

    method: str
    path: str
    changes: str
    module: str
    arguments: dict[str, Any]
    kind: Kind = TARGETS

    @property
    def shows(self) -> bool:
        """Whether the request is for one record."""
        return self.method == "GET" and self.path.endswith("/")


INFO, ONE, SET = "zendesk_target_info", "zendesk_target", "zendesk_targets"
LIST, SHOW = TARGETS.path, TARGETS.path + "/"
ALL = {
    "targets": [TARGETS.created, TARGETS.changed, TARGETS.absent],
    "max_concurrency": 1,
    "continue_on_error": True,
}

# The request that the operation is about.
OWN = {
    "list": Operation("GET", LIST, "", INFO, {}),
    "show": Operation("GET", SHOW, "", INFO, {"id": TARGETS.ids["There"]}),
    "create": Operation("POST", LIST, "create", ONE, dict(TARGETS.created, **SECRETS)),
    "update": Operation("PUT", LIST, "update", ONE, dict(TARGETS.changed, **SECRETS)),
    "delete": Operation("DELETE", LIST, "delete", ONE, TARGETS.absent),
    "set": Operation("POST", LIST, "create update delete", SET, dict(ALL, **SECRETS)),
}
BY_ID = "update by id: show"
# A request that is read before anything is written.
BEFORE = {
    "create: list": OWN["create"]._replace(method="GET"),
    BY_ID: Operation(
        "GET", SHOW, "update", ONE, {"id": TARGETS.ids["There"], "target_url": TARGETS.new}
    ),
    "delete: list": OWN["delete"]._replace(method="GET"),
    "delete: triggers": OWN["delete"]._replace(method="GET", path="/api/v2/triggers"),
    "set: list": OWN["set"]._replace(method="GET"),
}
HOOKS = WEBHOOKS.path
WEBHOOK = "zendesk_webhook"
READ_AFTER = "webhook update: read after it"
# What webhooks do in another way: an update is a PATCH, answered with nothing and read then.
OF_WEBHOOKS = {
    "webhook list": Operation("GET", HOOKS, "", "zendesk_webhook_info", {}, WEBHOOKS),
    "webhook create": Operation(
        "POST", HOOKS, "create", WEBHOOK, {**WEBHOOKS.created, **SECRETS}, WEBHOOKS
    ),
    "webhook update": Operation(
        "PATCH", HOOKS, "update", WEBHOOK, {**WEBHOOKS.changed, **SECRETS}, WEBHOOKS
    ),
    READ_AFTER: Operation(
        "GET", HOOKS + "/", "update", WEBHOOK, {**WEBHOOKS.changed, **SECRETS}, WEBHOOKS
    ),
    "webhook delete": Operation("DELETE", HOOKS, "delete", WEBHOOK, WEBHOOKS.absent, WEBHOOKS),
}
TRIGGER, AUTOMATION, CATEGORY = "zendesk_trigger", "zendesk_automation", "zendesk_trigger_category"


def _writes(noun: str, module: str, kind: Kind, update: str) -> dict[str, Operation]:
    """The columns of a kind that is written as targets are: each in one request."""
    return {
        noun + " create": Operation("POST", kind.path, "create", module, kind.created, kind),
        noun + " update": Operation(update, kind.path, "update", module, kind.changed, kind),
        noun + " delete": Operation("DELETE", kind.path, "delete", module, kind.absent, kind),
    }


OF_RULES = {
    "trigger list": Operation("GET", TRIGGERS.path, "", "zendesk_trigger_info", {}, TRIGGERS),
    **_writes("trigger", TRIGGER, TRIGGERS, "PUT"),
    **_writes("automation", AUTOMATION, AUTOMATIONS, "PUT"),
    **_writes("category", CATEGORY, CATEGORIES, "PATCH"),
}
DEFINITIONS = "trigger create: definitions"
# What is read beside the list before a rule or a category is written.
BEFORE_RULES = {
    "trigger create: groups": OF_RULES["trigger create"]._replace(
        method="GET", path="/api/v2/groups"
    ),
    DEFINITIONS: OF_RULES["trigger create"]._replace(
        method="GET", path=TRIGGERS.path + "/definitions"
    ),
    "category delete: triggers": OF_RULES["category delete"]._replace(
        method="GET", path=TRIGGERS.path
    ),
}
OPERATIONS = {**OWN, **BEFORE, **OF_WEBHOOKS, **OF_RULES, **BEFORE_RULES}

# --- rows: faults, and the kind of thing that each is

Settings = Callable[["Lab", Operation], dict[str, Any]]


class Fault(NamedTuple):
    """What goes wrong. ``settings`` are those of the simulator's ``Fault``."""

    kind: str
    settings: Settings
    login: dict[str, str] = LOGIN
    through_proxy: bool = False


def _is(kind: str, **settings: Any) -> Fault:
    return Fault(kind, lambda _lab, _operation: settings)


def _answers(kind: str, status: int, body: Any = "", headers: Any = None, **more: Any) -> Fault:
    text = body if isinstance(body, str) else json.dumps(body)

    def settings(_lab: Lab, operation: Operation) -> dict[str, Any]:
        secrets = LOGIN["zendesk_oauth_token"]
        if PASSWORD in json.dumps(operation.arguments):
            secrets += " " + PASSWORD
        said = text.replace(ECHO, secrets)
        return {"answer": {"status": status, "body": said, "headers": headers or {}}, **more}

    return Fault(kind, settings)


def _says(error: str) -> dict[str, Any]:
    return {"error": error, "description": ECHO}


def _nobody_listens(lab: Lab, operation: Operation) -> dict[str, Any]:
    if operation.method == "GET":
        lab.account.leave()
        return {}
    # The door closes behind the request before the one that is meant.
    settings = {"method": "GET", "path": "/api", "times": 1, "do": lab.account.leave}
    return {**settings, "headers": {"Connection": "close"}}


def _no_tunnel(lab: Lab, operation: Operation) -> dict[str, Any]:
    if operation.method == "GET":
        lab.proxy.refuses = True
        return {}

    def refuse() -> None:
        lab.proxy.refuses = True

    settings = {"method": "GET", "path": "/api", "times": 1, "do": refuse}
    return {**settings, "headers": {"Connection": "close"}}


def _carried_out_later(status: int) -> Fault:
    """While the task waits, what it has sent is done."""

    def settings(lab: Lab, operation: Operation) -> dict[str, Any]:
        account, kind = lab.account.account, operation.kind

        def update() -> None:
            kind.records(account)[kind.ids["There"]].update({kind.changes: kind.new})

        works: dict[str, Callable[[], Any]] = {
            "POST": lambda: kind.create(account),
            "PUT": update,
            "PATCH": update,
            "DELETE": lambda: kind.records(account).pop(kind.ids["Old"], None),
            "GET": lambda: None,
        }
        answer = {"status": status, "body": HTML.replace(ECHO, LOGIN["zendesk_oauth_token"])}
        return {"answer": answer, "do": lambda: lab.later.append(works[operation.method])}

    return Fault("done", settings)


def _token_runs_out(lab: Lab, _operation: Operation) -> dict[str, Any]:
    return {"do": lab.account.account.expire_tokens}


def _gone(lab: Lab, operation: Operation) -> dict[str, Any]:
    """Where the request is for one record, somebody else has just deleted it."""
    kind = operation.kind
    records = kind.records(lab.account.account)
    if operation.method in ("PUT", "PATCH", "DELETE") or operation.shows:
        victim = kind.ids["Old" if operation.method == "DELETE" else "There"]
        return {"do": lambda: records.pop(victim, None)}
    return {"answer": {"status": 404, "body": {"error": "RecordNotFound"}}}


def _moved(status: int) -> Fault:
    def settings(lab: Lab, _operation: Operation) -> dict[str, Any]:
        location = {"Location": lab.elsewhere.url + LIST}
        return {"answer": {"status": status, "headers": location}}

    return Fault("refused", settings)


def _points_elsewhere(lab: Lab, _operation: Operation) -> dict[str, Any]:
    url = lab.elsewhere.url + LIST
    return {"headers": {"Location": url, "Link": '<%s>; rel="next"' % url, "Refresh": "0; " + url}}


def _next_page_elsewhere(lab: Lab, _operation: Operation) -> dict[str, Any]:
    return {"extend": {"next_page": lab.elsewhere.url + LIST}}


def _next_link_elsewhere(lab: Lab, _operation: Operation) -> dict[str, Any]:
    links = {"next": lab.elsewhere.url + LIST}
    return {"extend": {"meta": {"has_more": True}, "links": links}}


HTML = "<!DOCTYPE html><html><title>Sign in, ECHO</title></html>"
SLOW = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + " " * 900
SHORT = 'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"targets": ['
HALF = '{"targets": [{"title": "ECHO"'
UNKNOWN = {"new_member": {"deep": [1, None, "x"]}, "another": 17}
NO_HELP_DESK = {"error": {"title": "No help desk at example.com", "message": ECHO}}
INVALID = {"error": "RecordInvalid", "details": {"base": [{"description": ECHO}]}}

FAULTS: dict[str, Fault] = {
    "connection refused": Fault("no connection", _nobody_listens),
    "connection closed before the request is carried out": _is("undone", drop=True),
    "connection closed after it is carried out": _is("done", drop=True, process=True),
    "connection reset before it is carried out": _is("undone", reset=True),
    "connection reset after it is carried out": _is("done", reset=True, process=True),
    "no answer in time, not carried out": _is("silent", raw="H", drip=0.5),
    "no answer in time, carried out": _is("done", raw="H", drip=0.5, process=True),
    "answer trickles in, not carried out": _is("silent", raw=SLOW, drip=0.02),
    "answer trickles in, carried out": _is("done", raw=SLOW, drip=0.02, process=True),
    "answer cut short, not carried out": _is("undone", raw=SHORT),
    "answer cut short, carried out": _is("done", raw=SHORT, process=True),
    "200, half of a JSON text, not carried out": _answers("undone", 200, HALF),
    "200, half of a JSON text, carried out": _answers("done", 200, HALF, process=True),
    "200, an HTML page, not carried out": _answers("undone", 200, HTML),
    "200, an HTML page, carried out": _answers("done", 200, HTML, process=True),
    "200, nothing, not carried out": _answers("nothing", 200),
    "200, keys that nobody knows": _is("harmless", extend=UNKNOWN),
    "200, 10 MB": _is("harmless", pad=10_000_000),
    "200, headers that point to another host": Fault("harmless", _points_elsewhere),
    "200, `next_page` on another host": Fault("next page", _next_page_elsewhere),
    "200, `links.next` on another host": Fault("next link", _next_link_elsewhere),
    "302, to another host": _moved(302),
    "307, to another host": _moved(307),
    "401, the OAuth token": _answers("locked out", 401, _says("invalid_token")),
    "401, the token of an OAuth client has run out": Fault("renewed", _token_runs_out, CLIENT),
    "403": _answers("locked out", 403, _says("Forbidden")),
    "404, RecordNotFound": Fault("gone", _gone),
    "404, InvalidEndpoint": _answers("refused", 404, _says("InvalidEndpoint")),
    "404, No help desk": _answers("refused", 404, NO_HELP_DESK),
    "404, an HTML page": _answers("refused", 404, HTML),
    "404, nothing": _answers("refused", 404),
    "409": _answers("undone", 409, _says("Conflict")),
    "422": _answers("refused", 422, INVALID),
    "429": _answers("undone", 429, ECHO),
    "429, Retry-After: 3": _answers("undone", 429, headers={"Retry-After": "3"}),
    "429, Retry-After: 99999999": _answers("undone", 429, headers={"Retry-After": "99999999"}),
    "429, Retry-After: -1": _answers("undone", 429, headers={"Retry-After": "-1"}),
    "429, Retry-After: soon": _answers("undone", 429, headers={"Retry-After": "soon"}),
    "500, not carried out": _answers("undone", 500, ECHO),
    "500, carried out": _answers("done", 500, ECHO, process=True),
    "502": _answers("undone", 502, HTML),
    "503": _answers("undone", 503, headers={"Retry-After": "3"}),
    "408, not carried out": _answers("silent", 408, ECHO),
    "408, carried out": _answers("done", 408, ECHO, process=True),
    "504, not carried out": _answers("silent", 504, HTML),
    "504, carried out": _answers("done", 504, HTML, process=True),
    "524, carried out later": _carried_out_later(524),
    "a proxy opens no tunnel": Fault("no connection", _no_tunnel, through_proxy=True),
    "connection through a proxy closed before the request is carried out": _is(
        "undone", drop=True
    )._replace(through_proxy=True),
    "connection through a proxy closed after it is carried out": _is(
        "done", drop=True, process=True
    )._replace(through_proxy=True),
    "a certificate that is not trusted": _is("no trust"),
}

# Whether a read is carried out makes no difference.
BEFORE_WRITES = {name: fault for name, fault in FAULTS.items() if fault.kind != "done"}
CELLS = [(fault, column) for fault in FAULTS for column in OWN]
CELLS += [(fault, column) for fault in BEFORE_WRITES for column in BEFORE]
CELLS += [(fault, column) for fault in FAULTS for column in (*OF_WEBHOOKS, *OF_RULES)]
CELLS += [(fault, column) for fault in BEFORE_WRITES for column in BEFORE_RULES]

# --- what is expected of each kind: once, and every time; "" for all columns that are not named

Outcome = tuple[str, str]
PASSES, STAYS, NONE = ("done", "error"), ("error", "error"), ("-", "-")
OTHERS = "error, rest done"
NOT_TOLD = ("done", "error, but done")

EXPECTED: dict[str, dict[str, Outcome]] = {
    "harmless": {"": ("done", "done")},
    "no connection": {"": PASSES},
    "renewed": {"": PASSES},
    # Zendesk has not done it: it is sent again.
    "undone": {"": PASSES, "set": ("done", OTHERS)},
    # Zendesk has done it and its answer is lost: a create is looked for.
    "done": {
        "": PASSES,
        "create": ("done", "done"),
        "set": ("done", "done"),
        "update": NOT_TOLD,
        "delete": NOT_TOLD,
    },
    # Zendesk may still be at work: a create is looked for, and not sent again.
    "silent": {"": PASSES, "create": STAYS, "set": (OTHERS, OTHERS)},
    # Another try would end the same way.
    "refused": {"": STAYS, "set": (OTHERS, OTHERS)},
    "locked out": {"": STAYS},
    "no trust": {"": STAYS},
    "gone": {
        "": STAYS,
        "show": ("absent", "absent"),
        "delete": ("done", "done"),
        "set": (OTHERS, OTHERS),
    },
    # As a delete ends that went well.
    "nothing": {"": PASSES, "set": ("done", OTHERS), "delete": ("believed", "believed")},
    "next link": {"": STAYS, **dict.fromkeys(("show", *list(OWN)[2:], BY_ID), NONE)},
}
# Where a list has a cursor the number of the next page is not looked at.
EXPECTED["next page"] = {**EXPECTED["next link"], "delete: triggers": ("done", "done")}

# Rows that can be the fault of one item, so that a set goes on after the first.
ITS_OWN_FAULT = ("200", "409", "500")


def expected(fault: str, column: str) -> Outcome:
    """What should become of an operation: hit once, and hit every time."""
    rules = EXPECTED[FAULTS[fault].kind]
    if column == DEFINITIONS:
        # They are for warnings, so only what ends every request ends the task.
        return (
            rules[""] if FAULTS[fault].kind in ("no connection", "no trust") else ("done", "done")
        )
    if column in (*OF_WEBHOOKS, *OF_RULES, *BEFORE_RULES):
        return _expected_of_cursors(FAULTS[fault].kind, column)
    if column == "set" and FAULTS[fault].kind == "undone" and not fault.startswith(ITS_OWN_FAULT):
        # No item fares better where the account does not answer.
        return PASSES
    return rules.get(column, rules[""])


def _expected_of_cursors(kind: str, column: str) -> Outcome:
    """As for targets, but for lists that have a cursor, and for a PATCH that is answered with nothing."""
    rules, operation = EXPECTED[kind], OPERATIONS[column]
    if kind in ("next page", "next link"):
        is_list = operation.method == "GET" and not operation.shows
        return rules[""] if is_list and kind == "next link" else ("done", "done")
    if kind == "nothing" and operation.method == "PATCH":
        return ("believed", "believed")
    if column != READ_AFTER:
        return rules.get(column.partition(" ")[2], rules[""])
    if kind in ("no connection", "no trust", "gone"):
        return rules[""]
    once, always = rules[""]
    done = {"error": "error, but done"}
    return done.get(once, once), done.get(always, always)


# --- a run


class Lab:
    """An account, another host, an account behind a proxy, and one that nobody trusts."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        # Far more requests than the account takes in a minute.
        self.account = Simulator(SEED, port=_lasting_port(), webhook_rate_limit=0)
        self.elsewhere = Simulator(SEED)
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        authority = make_authority(folder / "ca")
        self.untrusted = Simulator(SEED, tls=authority.issue(folder / "untrusted"))
        self.behind_proxy = Simulator(SEED, tls=authority.issue(folder / "server", ADDRESS))
        port = int(self.behind_proxy.url.rpartition(":")[2])
        self.proxy = Proxy(port)
        self._through_proxy = {
            "zendesk_url": "https://%s:%d" % (ADDRESS, port),
            "zendesk_ca_path": str(authority.file),
        }
        self.waits: list[float] = []
        # What the account does while a task waits.
        self.later: list[Callable[[], Any]] = []
        self._returns = False

    def __enter__(self) -> Lab:
        clock = SimpleNamespace(
            sleep=self._wait,
            monotonic=lambda: time.monotonic() + sum(self.waits),
            time=time.time,
        )
        for server in (self.account, self.elsewhere, self.untrusted, self.behind_proxy, self.proxy):
            server.start()
            self._stack.callback(server.stop)
        self._stack.enter_context(mock.patch.object(_client, "time", clock))
        # A whole answer gets no longer than a read, so that no test takes long.
        self._stack.enter_context(mock.patch.object(_transport, "_WHOLE", 1))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        while self.later:
            self.later.pop()()
        if self._returns:
            self.account.come_back()
            self.proxy.refuses = False

    def observe(self, fault_name: str, column: str, always: bool) -> str:
        """What becomes of an operation under a fault. AssertionError where it may never be so."""
        fault, operation = FAULTS[fault_name], OPERATIONS[column]
        if expected(fault_name, column) == NONE:
            return "-"
        account = self.untrusted if fault.kind == "no trust" else self.account
        account = self.behind_proxy if fault.through_proxy else account
        self._reset(account)
        settings = fault.settings(self, operation)
        if settings:
            hits = {"method": operation.method, "path": operation.path, "times": 1 - always}
            account.fault(**{**hits, **settings})
        self._returns = not always
        # Less than the simulator waits where it does, and enough for a busy machine.
        timeout = 0.2 if "drip" in settings else 10
        result = self._run(account, fault, operation, timeout)
        self._returns = False
        account.come_back()
        self.proxy.refuses = False
        calls = list(account.calls)
        outcome, changes = judge(result, fault, operation, account)
        assert len(calls) <= 12
        assert max(self.waits, default=0.0) <= 120
        assert self.elsewhere.calls == []
        account.faults.clear()
        if operation.changes and fault.kind != "no trust":
            self._repair(account, fault, operation, changes)
        return outcome

    def _repair(
        self, account: Simulator, fault: Fault, operation: Operation, changes: set[str]
    ) -> None:
        """The next run, without the fault, ends well and leaves nothing to do."""
        result = self._run(account, fault, operation)
        if fault.kind == "gone" and "id" in operation.arguments:
            return
        outcome, after = judge(result, fault, operation, account)
        assert outcome == "done"
        assert after == set(operation.changes.split())
        assert result["changed"] == (changes != after)

    def _reset(self, account: Simulator) -> None:
        account.come_back()
        account.faults.clear()
        for kind in KINDS:
            kind.reset(account.account)
        account.journal.clear()
        self.elsewhere.journal.clear()
        self.waits.clear()
        self.later.clear()

    def _run(
        self, account: Simulator, fault: Fault, operation: Operation, timeout: float = 10
    ) -> Result:
        arguments = {
            "zendesk_url": account.url,
            "zendesk_retries": 1,
            "zendesk_timeout": timeout,
            **(self._through_proxy if fault.through_proxy else {}),
            **fault.login,
            **operation.arguments,
        }
        with self.proxy.in_environment("me:canary-proxy"):
            return run_module(operation.module, arguments)


def _lasting_port() -> int:
    """A free port that the system does not give to others while nobody listens on it."""
    while True:
        port = random.randrange(20000, 30000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def judge(
    result: Result, fault: Fault, operation: Operation, simulator: Simulator
) -> tuple[str, set[str]]:
    """The outcome in a word or two, and what has changed in the account."""
    changes = changes_in(simulator, operation.kind)
    if fault.kind == "gone":
        changes.discard("lose")
    wanted = set(operation.changes.split())
    assert "canary" not in json.dumps(result)
    assert "Traceback" not in json.dumps(result)
    assert changes <= wanted
    if not result.get("failed"):
        return _good(result, operation, changes, wanted), changes
    assert result["msg"].strip()
    if "results" in result:
        # What is said to be done is done, and the other way round.
        told = {entry["action"] for entry in result["results"]} - {"failed", "skipped", "none"}
        assert told == changes
    if not changes:
        return "error", changes
    return ("error, but done" if changes == wanted else "error, rest done"), changes


def _good(result: Result, operation: Operation, changes: set[str], wanted: set[str]) -> str:
    if operation.kind.resource in result:
        found = {record[operation.kind.name] for record in result[operation.kind.resource]}
        assert found in ({"Bystander", "There", "Old"}, {"There"}, set())
        return "done" if found else "absent"
    return "done" if changes == wanted else "believed"


def changes_in(simulator: Simulator, kind: Kind) -> set[str]:
    """What is not as it was in the account. AssertionError where it could never be meant."""
    changes = set()
    names = []
    for record in kind.records(simulator.account).values():
        names.append(record[kind.name])
        stored = {name: record.get(name) for name in kind.stored}
        if stored.get("type") == "url_target_v2":
            # As the account has it: one type has two names.
            stored["type"] = kind.stored["type"]
        assert stored == kind.stored
        if record[kind.name] == "New":
            assert record[kind.changes] == kind.old
            changes.add("create")
        elif record[kind.changes] == kind.new:
            assert record[kind.name] == "There"
            changes.add("update")
        else:
            assert record[kind.changes] == kind.old
    assert len(names) == len(set(names)), "a record is there twice"
    changes |= {change for name, change in LOSSES.items() if name not in names}
    return changes


LOSSES = {"Bystander": "lose", "There": "lose", "Old": "delete"}


# --- the page

Cells = dict[tuple[str, str], str]

INTRODUCTION = """# What happens when something goes wrong

Made by `make faults` from runs of the modules against a simulated account, and compared with new
runs by `make test`. Don't edit it by hand.

Each row is something that goes wrong, each column an operation. A cell says how the task ends:
if it goes wrong **once**, and after the slash if it goes wrong **every time**. The tasks have
`zendesk_retries: 1`.

- *done*: the task ends well, and the account is as wanted.
- *error*: the task fails with a message, and nothing was changed.
- *error, but done*: the task fails, because no answer said that the change was made. It was.
- *error, rest done*: of a set with `continue_on_error: true` only the target that was hit failed.
- *absent*: there is no such record.
- *believed*: Zendesk says that all went well, and it did not.

In every cell no record is there twice, none is lost or changed that was not meant, no secret is in
the result, no other host got a request, no wait is longer than two minutes, and there is no
traceback. After a run that writes, the next one without the fault ends with the account as wanted,
and reports a change only where there was still something to do.
"""
OWN_TITLE = "## The request itself goes wrong"
BEFORE_TITLE = """## What is read before goes wrong

Nothing is written before all that is needed was read. Whether a read is carried out makes no
difference, so these rows are here once."""


WEBHOOKS_TITLE = """## Webhooks

Zendesk answers an update of a webhook with nothing, so the webhook is read after it. If that fails, the
task fails, though the update is done."""


RULES_TITLE = """## Triggers, automations and trigger categories

Each of these is written in one request, as targets are."""
BEFORE_RULES_TITLE = """### What is read before goes wrong

The triggers here name a group, so no trigger is written before the groups were read. What the account says of
the fields that rules can have (its *definitions*) is only for warnings: if it can't be read, that is no error."""


def observe_all(lab: Lab) -> Cells:
    """All cells, from runs."""
    return {(fault, column): cell(lab, fault, column) for fault, column in CELLS}


def cell(lab: Lab, fault: str, column: str) -> str:
    """One cell, from two runs."""
    return as_cell((lab.observe(fault, column, False), lab.observe(fault, column, True)))


def as_cell(outcome: Outcome) -> str:
    once, always = outcome
    return once if outcome == NONE else "%s / %s" % (once, always)


def page(cells: Cells) -> str:
    """The page about all cells."""
    parts = [INTRODUCTION, OWN_TITLE, _table(cells, FAULTS, OWN)]
    parts += [BEFORE_TITLE, _table(cells, BEFORE_WRITES, BEFORE)]
    parts += [WEBHOOKS_TITLE, _table(cells, FAULTS, OF_WEBHOOKS)]
    parts += [RULES_TITLE, _table(cells, FAULTS, OF_RULES)]
    parts += [BEFORE_RULES_TITLE, _table(cells, BEFORE_WRITES, BEFORE_RULES)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _table(cells: Cells, faults: dict[str, Fault], columns: dict[str, Operation]) -> str:
    rows = [["What goes wrong", *columns], ["---"] * (len(columns) + 1)]
    rows += [[fault, *(cells[fault, column] for column in columns)] for fault in faults]
    return "\n".join("| %s |" % " | ".join(row) for row in rows)


def parse(text: str) -> Cells:
    """The cells of a page."""
    cells = {}
    for header, *rows in _tables(text):
        for row in rows[1:]:
            cells.update({(row[0], column): said for column, said in zip(header[1:], row[1:])})
    return cells


def _tables(text: str) -> Iterator[list[list[str]]]:
    for block in text.split("\n\n"):
        if block.startswith("|"):
            yield [
                [said.strip() for said in line.strip("|").split("|")] for line in block.splitlines()
            ]


def main() -> int:
    """Write the page."""
    with Lab() as lab:
        PAGE.write_text(page(observe_all(lab)))
    print("%s has %d cells." % (PAGE.relative_to(ROOT), len(CELLS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
