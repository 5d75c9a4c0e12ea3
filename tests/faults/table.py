# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows: faults, and the kind of thing that each is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from .kinds import PASSWORD
from .operations import CLIENT, ECHO, LIST, LOGIN, Operation

if TYPE_CHECKING:
    from .lab import Lab

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


def _before_it(lab: Lab, operation: Operation, close: Callable[[], None]) -> dict[str, Any]:
    """Close a door behind the request before the one that is meant."""
    before = lab.requests_before(operation)
    if not before:
        close()
        return {}
    nth = {"method": "", "path": "/", "skip": len(before) - 1, "times": 1}
    return {**nth, "do": close, "headers": {"Connection": "close"}}


def _nobody_listens(lab: Lab, operation: Operation) -> dict[str, Any]:
    return _before_it(lab, operation, lab.account.leave)


def _no_tunnel(lab: Lab, operation: Operation) -> dict[str, Any]:
    def refuse() -> None:
        lab.proxy.refuses = True

    return _before_it(lab, operation, refuse)


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
