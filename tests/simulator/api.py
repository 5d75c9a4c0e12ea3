# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paths of Zendesk's API: each goes to the resource that it belongs to."""

from __future__ import annotations

from typing import Any, Callable

import flask

from .account import Account
from .deliveries import send_waiting
from .errors import Refused, unknown_endpoint
from .logins import THIS_TOKEN
from .resource import Answer, Request, Resource, Route

JSON = ".json"


def account() -> Account:
    """The account that the running application is for."""
    found = flask.current_app.config["ACCOUNT"]
    assert isinstance(found, Account)
    return found


def add_routes(app: flask.Flask, of_account: Account) -> None:
    """Let an application answer for all resources of an account, and grant tokens."""
    # Two slashes are another path, and no reason to redirect.
    app.url_map.merge_slashes = False
    _add(app, "POST", "/oauth/tokens", "grant", _grant_token)
    _add(app, "GET", THIS_TOKEN, "token", _show_token)
    for resource in of_account.resources.values():
        for route in resource.routes():
            name = "%s %s" % (resource.list_key, route.name)
            view = _view(of_account, resource, route)
            _add(app, route.method, resource.path + route.path, name, view)


def without_suffix(path: str, of_account: Account) -> str:
    """A path without C(.json), where the resource that it belongs to takes it."""
    if not (path.startswith("/api/") and path.endswith(JSON)):
        return path
    bare = path[: -len(JSON)]
    resource = of_account.resource_at(bare)
    return bare if resource is None or resource.json_suffix else path


def _add(app: flask.Flask, method: str, path: str, name: str, view: Callable[..., Any]) -> None:
    # Other methods, OPTIONS among them, are unknown endpoints.
    app.add_url_rule(path, name, view, methods=[method], provide_automatic_options=False)


def _grant_token() -> Any:
    """The client credentials grant, sent as JSON or as a form."""
    sent = flask.request.get_json(silent=True) or flask.request.form.to_dict()
    with account().lock:
        return account().logins.grant(sent)


def _show_token() -> Any:
    request = flask.request
    address = account().switches.own_url or request.host_url.rstrip("/")
    with account().lock:
        logins, header = account().logins, request.headers.get("Authorization", "")
        return {"token": logins.show_token(header, flask.g.user, address)}


def _view(of_account: Account, resource: Resource, route: Route) -> Callable[..., Any]:
    handle: Callable[..., Answer] = getattr(resource, "answer_" + route.name)

    def view(**ids: str) -> flask.Response:
        if flask.request.path.endswith(JSON):
            raise unknown_endpoint()
        admins_only = resource.admins_only or route.admins_only
        try:
            admins_only = admins_only or (route.writes and not resource.agents_write)
            flask.g.user.check_access(resource.scope, route.writes, admins_only)
        except Refused as problem:
            raise resource.no_access(problem) from None
        with of_account.lock:
            flask.g.turn = next(of_account.turns)
            request = _request()
            resource.check_request(route, request)
            answer = handle(request, **ids)
            flask.g.done = True
            if route.name == "create":
                flask.g.created = answer.content[resource.key]["id"]
            response = _response(answer, resource)
        send_waiting(of_account)
        return response

    return view


def _request() -> Request:
    request = flask.request
    address = request.host_url.rstrip("/")
    # An account can be asked at the address of a brand, and gives its own.
    own_address = account().switches.own_url or address
    content = request.get_json(silent=True)
    caller = flask.g.user.record
    return Request(request.path, request.args, content, address, own_address, caller)


def _response(answer: Answer, resource: Resource) -> flask.Response:
    if answer.content is None:
        response = flask.Response(status=answer.status, content_type=resource.empty_type)
        if not resource.empty_type:
            del response.headers["Content-Type"]
    else:
        response = flask.jsonify(answer.content)
        response.status_code = answer.status
    response.headers.update(answer.headers)
    return response
