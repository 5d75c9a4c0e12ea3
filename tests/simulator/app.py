# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One account as a WSGI application: who is let in, what goes wrong, what is written down."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import flask

from .account import Account, Refused, User
from .api import account, api
from .controls import PREFIX, controls
from .journal import Journal
from .switches import Fault, Faults


class _WithoutSuffix:
    """Every path of the API answers with C(.json) appended, too."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"]
        if path.startswith("/api/") and path.endswith(".json"):
            environ["PATH_INFO"] = path[: -len(".json")]
        return self._app(environ, start_response)


def make_app(of_account: Account, journal: Journal, faults: Faults) -> flask.Flask:
    """The application of one account."""
    app = flask.Flask("zendesk-simulator")
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.config.update(ACCOUNT=of_account, JOURNAL=journal, FAULTS=faults)
    app.wsgi_app = _WithoutSuffix(app.wsgi_app)  # type: ignore[method-assign]
    app.register_blueprint(api)
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
    if request.path.startswith(PREFIX):
        return None
    switches = account().switches
    time.sleep(switches.latency)
    fault = flask.g.fault = flask.current_app.config["FAULTS"].hit(request.method, request.path)
    if fault:
        time.sleep(fault.delay)
        if not fault.process and (fault.drop or fault.answer):
            return flask.Response("")
    if switches.no_help_desk:
        raise _no_help_desk(switches.no_help_desk, request.host)
    with account().lock:
        account().count_request()
        if request.path != "/oauth/tokens":
            flask.g.user = _authenticate()
    return None


def _authenticate() -> User:
    request = flask.request
    basic = request.authorization
    pair = None
    if basic and basic.type == "basic":
        pair = (basic.username or "", basic.password or "")
    return account().authenticate(request.headers.get("Authorization", ""), pair)


def _after(response: flask.Response) -> flask.Response:
    request = flask.request
    if request.path.startswith(PREFIX):
        return response
    fault: Fault | None = flask.g.fault
    if fault and fault.answer:
        body = fault.answer.get("body", "")
        text = body if isinstance(body, str) else json.dumps(body)
        response = flask.Response(text, fault.answer["status"], fault.answer.get("headers", {}))
    response.headers.update(account().rate_headers())
    dropped = bool(fault and fault.drop)
    flask.current_app.config["JOURNAL"].add(
        {
            "method": request.method,
            "path": request.path,
            "query": request.args.to_dict(),
            "auth": flask.g.user.how if flask.g.user else None,
            "body": request.get_json(silent=True),
            "status": 0 if dropped else response.status_code,
        }
    )
    if dropped:
        request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return response


def _refuse(problem: Refused) -> flask.Response:
    if isinstance(problem.body, str):
        response = flask.Response(problem.body, problem.status, mimetype="text/html")
    else:
        response = flask.jsonify(problem.body)
        response.status_code = problem.status
    response.headers.update(problem.headers)
    return response


def _no_route(_error: Exception) -> flask.Response:
    return _refuse(Refused(404, {"error": "InvalidEndpoint", "description": "Not found"}))


def _no_help_desk(form: str, host: str) -> Refused:
    if form == "html":
        return Refused(404, "<!DOCTYPE html><html><title>Help Center Closed</title></html>")
    message = "There is no help desk configured at this address."
    return Refused(404, {"error": {"title": "No help desk at %s" % host, "message": message}})
