# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paths of Zendesk's API: each goes to the resource that it belongs to."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

import flask

from .account import Account
from .deliveries import send_waiting
from .errors import Refused, unknown_endpoint
from .journal import Journal
from .logins import THIS_TOKEN
from .resource import Answer, Request, Resource, Route
from .switches import Faults

JSON = ".json"
# Of a request: whose it is.
OWNER = "zendesk.owner"


class Owner(NamedTuple):
    """What the requests to one address are about."""

    account: Account
    journal: Journal
    faults: Faults


class Place(NamedTuple):
    """A path that a resource answers, and the method of its class that does."""

    list_key: str
    path: str
    route: Route
    answer: Callable[..., Answer]


def owner() -> Owner:
    """What the request is about."""
    found = flask.request.environ[OWNER]
    assert isinstance(found, Owner)
    return found


def account() -> Account:
    """The account that the request is for."""
    return owner().account


def places(of_account: Account) -> tuple[Place, ...]:
    """All paths that the resources of an account answer."""
    return tuple(
        Place(
            resource.list_key,
            resource.path + route.path,
            route,
            getattr(type(resource), "answer_" + route.name),
        )
        for resource in of_account.resources.values()
        for route in resource.routes()
    )


def add_routes(app: flask.Flask, answered: tuple[Place, ...]) -> None:
    """Let an application answer for all resources, and grant tokens."""
    # Two slashes are another path, and no reason to redirect.
    app.url_map.merge_slashes = False
    _add(app, "POST", "/oauth/tokens", "grant", _grant_token)
    _add(app, "GET", THIS_TOKEN, "token", _show_token)
    for place in answered:
        name = "%s %s" % (place.list_key, place.route.name)
        _add(app, place.route.method, place.path, name, _view(place))


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


def _view(place: Place) -> Callable[..., Any]:
    route = place.route

    def view(**ids: str) -> flask.Response:
        of_account = account()
        resource = of_account.resources[place.list_key]
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
            answer = place.answer(resource, request, **ids)
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
