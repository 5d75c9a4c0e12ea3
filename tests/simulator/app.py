# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One account as a WSGI application: who is let in, what goes wrong, what is written down."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import secrets
import socket
import struct
import time
from typing import Any, Callable

import flask
from werkzeug.routing import Rule

from .account import Account
from .api import OWNER, Owner, Place, account, add_routes, owner, places, without_suffix
from .controls import PREFIX, controls
from .errors import Refused, no_help_desk, unknown_endpoint
from .journal import Journal
from .limits import Limit
from .logins import NOBODY, WHO_AM_I, User
from .switches import Fault, Faults


class _Rule(Rule):
    """Without what makes addresses of names: nothing asks for one, and it is most of a start."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        return lambda *values, **more: ("", "")


class Application:
    """Answers the requests to one account."""

    def __init__(self, of_account: Account, journal: Journal, faults: Faults) -> None:
        self._owner = Owner(of_account, journal, faults)
        self._app = _make_app(places(of_account))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        environ[OWNER] = self._owner
        environ["PATH_INFO"] = without_suffix(environ["PATH_INFO"], self._owner.account)
        return self._app(environ, start_response)


@functools.lru_cache(maxsize=None)
def _make_app(answered: tuple[Place, ...]) -> flask.Flask:
    """Accounts that answer the same paths share this: to add a hundred routes is most of a start."""
    app = flask.Flask("zendesk-simulator")
    app.url_rule_class = _Rule
    app.json.sort_keys = False  # type: ignore[attr-defined]
    add_routes(app, answered)
    app.register_blueprint(controls)
    app.before_request(_before)
    app.after_request(_after)
    app.register_error_handler(Refused, _refuse)
    app.register_error_handler(404, _no_route)
    app.register_error_handler(405, _no_route)
    return app


def _before() -> flask.Response | None:
    request = flask.request
    flask.g.user = None
    flask.g.turn, flask.g.done, flask.g.created = next(account().turns), False, None
    flask.g.request_id = secrets.token_hex(8) + "-SEA"
    if request.path.startswith(PREFIX):
        return None
    switches = account().switches
    time.sleep(switches.latency)
    fault = flask.g.fault = owner().faults.hit(request.method, request.path)
    if fault:
        if fault.do:
            fault.do()
        time.sleep(fault.delay)
        if fault.replaces:
            return flask.Response("")
    if switches.no_help_desk:
        raise no_help_desk(switches.no_help_desk, request.host)
    with account().lock:
        account().limits.count(_limit(request.path))
        if request.path != "/oauth/tokens":
            flask.g.user = _authenticate()
    return None


def _limit(path: str) -> Limit:
    """The rate limit that a path counts for."""
    resource = account().resource_at(path)
    return resource.limit(path) if resource else Limit()


def _authenticate() -> User:
    request = flask.request
    if request.path == WHO_AM_I and "Authorization" not in request.headers:
        return NOBODY
    basic = request.authorization
    pair = None
    if basic and basic.type == "basic":
        pair = (basic.username or "", basic.password or "")
    return account().logins.authenticate(request.headers.get("Authorization", ""), pair)


def _after(response: flask.Response) -> flask.Response:
    request = flask.request
    if request.path.startswith(PREFIX):
        return response
    response.headers.update({"X-Request-ID": flask.g.request_id, "x-zendesk-api-version": "v2"})
    fault: Fault | None = flask.g.fault
    if fault:
        response = _changed(response, fault)
    response.headers.update(account().limits.headers(_limit(request.path)))
    owner().journal.add(
        {
            "method": request.method,
            "path": request.path,
            "port": int(request.environ["REMOTE_PORT"]),
            "query": {n: v if len(v) > 1 else v[0] for n, v in request.args.lists()},
            "auth": flask.g.user.how if flask.g.user else None,
            "body": request.get_json(silent=True),
            "status": 0 if fault and fault.cuts else response.status_code,
            "turn": flask.g.turn,
            "done": flask.g.done,
            "created": flask.g.created,
        }
    )
    if fault and fault.cuts:
        _cut(request.environ["werkzeug.socket"], fault)
    return response


def _changed(response: flask.Response, fault: Fault) -> flask.Response:
    if fault.answer:
        body = fault.answer.get("body", "")
        text = body if isinstance(body, str) else json.dumps(body)
        return flask.Response(text, fault.answer["status"], fault.answer.get("headers", {}))
    content = response.get_json(silent=True)
    if isinstance(content, dict):
        extend = fault.extend or {}
        for value in content.values():
            for record in value if isinstance(value, list) else [value]:
                if isinstance(record, dict):
                    record.update(extend)
        response.set_data(" " * fault.pad + json.dumps(dict(content, **extend)))
    response.headers.update(fault.headers or {})
    return response


def _cut(connection: socket.socket, fault: Fault) -> None:
    content = fault.raw.encode("latin-1")
    # The other side may not wait for the end.
    with contextlib.suppress(OSError):
        for start in range(len(content)) if fault.drip else [0]:
            connection.sendall(content[start : start + 1] if fault.drip else content)
            time.sleep(fault.drip)
        if fault.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(connection.detach())
        else:
            connection.shutdown(socket.SHUT_RDWR)


def _refuse(problem: Refused) -> flask.Response:
    if isinstance(problem.body, str):
        response = flask.Response(problem.body, problem.status, mimetype="text/html")
    else:
        resource = account().resource_at(flask.request.path)
        told = resource is not None and resource.error_ids
        response = flask.jsonify(problem.content(flask.g.request_id if told else ""))
        response.status_code = problem.status
    response.headers.update(problem.headers)
    return response


def _no_route(_error: Exception) -> flask.Response:
    return _refuse(unknown_endpoint())
