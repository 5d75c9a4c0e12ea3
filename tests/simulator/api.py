# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paths of Zendesk's API."""

from __future__ import annotations

from collections import Counter
from typing import Any

import flask

from .account import Account, Refused, not_found, warning

api = flask.Blueprint("api", __name__)


def account() -> Account:
    """The account that the running application is for."""
    found = flask.current_app.config["ACCOUNT"]
    assert isinstance(found, Account)
    return found


@api.post("/oauth/tokens")
def grant_token() -> Any:
    """The client credentials grant, sent as JSON or as a form."""
    sent = flask.request.get_json(silent=True) or flask.request.form.to_dict()
    with account().lock:
        return account().grant(sent)


@api.get("/api/v2/targets")
def list_targets() -> Any:
    _allow("targets", write=False)
    switches = account().switches
    if "page[size]" in flask.request.args and switches.page_size_parameter == "refuse":
        raise _bad_attribute("The parameter page must be an integer")
    with account().lock:
        targets = [account().render(target, _own_url()) for target in account().listed()]
    return _offset_page("targets", targets, switches.page_size or len(targets) or 1)


@api.post("/api/v2/targets")
def create_target() -> Any:
    _allow("targets", write=True)
    with account().lock:
        target, dropped = account().create(_body("target"))
        response = _shown(target, 201, dropped)
    response.headers["Location"] = "%s/api/v2/targets/%d.json" % (_base_url(), target["id"])
    return response


@api.get("/api/v2/targets/<target_id>")
def show_target(target_id: str) -> Any:
    _allow("targets", write=False)
    with account().lock:
        return _shown(account().target(_number(target_id)), 200, [])


@api.put("/api/v2/targets/<target_id>")
def update_target(target_id: str) -> Any:
    _allow("targets", write=True)
    with account().lock:
        target, dropped = account().update(_number(target_id), _body("target"))
        return _shown(target, 200, dropped)


@api.delete("/api/v2/targets/<target_id>")
def delete_target(target_id: str) -> Any:
    _allow("targets", write=True)
    with account().lock:
        account().delete(_number(target_id))
    response = flask.Response(status=204)
    del response.headers["Content-Type"]
    return response


@api.get("/api/v2/<any(triggers, automations):kind>")
def list_rules(kind: str) -> Any:
    _allow(kind, write=False)
    with account().lock:
        rules = [account().render_rule(kind, rule, _own_url()) for rule in account().rules[kind]]
    size = min(flask.request.args.get("page[size]", 0, int), 100)
    if size and account().switches.rule_pages == "cursor":
        return _cursor_page(kind, rules, size)
    return _offset_page(kind, rules, min(flask.request.args.get("per_page", 100, int), 100))


@api.post("/api/v2/<any(trigger, automation):kind>s")
def create_rule(kind: str) -> Any:
    _allow(kind + "s", write=True)
    sent = _body(kind)
    with account().lock:
        rule = account().create_rule(kind + "s", sent)
        return {kind: account().render_rule(kind + "s", rule, _own_url())}, 201


@api.get("/api/v2/target_failures")
def list_failures() -> Any:
    """The 25 newest of each target, without what was sent and answered."""
    _allow("target_failures", write=False)
    newest = sorted(account().failures, key=lambda entry: str(entry["created_at"]), reverse=True)
    counts: Counter[str] = Counter()
    listed = []
    for entry in newest:
        counts[entry["target_name"]] += 1
        if counts[entry["target_name"]] <= 25:
            hidden = () if account().switches.failures_in_full else ("raw_request", "raw_response")
            listed.append({name: entry[name] for name in entry if name not in hidden})
    return {"target_failures": listed}


@api.get("/api/v2/target_failures/<failure_id>")
def show_failure(failure_id: str) -> Any:
    _allow("target_failures", write=False)
    for failure in account().failures:
        if failure["id"] == _number(failure_id):
            return {"target_failure": failure}
    raise not_found()


def _allow(resource: str, write: bool) -> None:
    account().allow(flask.g.user, resource, write)


def _shown(target: dict[str, Any], status: int, dropped: list[str]) -> flask.Response:
    response = flask.jsonify(target=account().render(target, _own_url()))
    response.status_code = status
    response.headers.update(warning(dropped))
    return response


def _own_url() -> str:
    """An account can be asked at the address of a brand, and gives its own."""
    return account().switches.own_url or _base_url()


def _base_url() -> str:
    return flask.request.host_url.rstrip("/")


def _body(key: str) -> dict[str, Any]:
    content = flask.request.get_json(silent=True)
    wanted = content.get(key) if isinstance(content, dict) else None
    if not isinstance(wanted, dict) or not wanted:
        description = "Parameter %s is required" % key
        raise Refused(400, {"error": "ParameterMissing", "description": description})
    return wanted


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _bad_attribute("The value provided for id must be an integer") from None


def _bad_attribute(message: str) -> Refused:
    return Refused(400, {"error": {"title": "Invalid attribute", "message": message}})


def _offset_page(key: str, records: list[Any], size: int) -> dict[str, Any]:
    number = max(flask.request.args.get("page", 1, int), 1)
    last = -(-len(records) // size)

    def link(page: int) -> str | None:
        if not 1 <= page <= last:
            return None
        return "%s%s.json?page=%d&per_page=%d" % (_base_url(), flask.request.path, page, size)

    return {
        key: records[(number - 1) * size : number * size],
        "next_page": link(number + 1),
        "previous_page": link(number - 1),
        "count": len(records),
    }


def _cursor_page(key: str, records: list[Any], size: int) -> dict[str, Any]:
    start = flask.request.args.get("page[after]", 0, int)
    end = start + size
    more = end < len(records)
    link = "%s%s.json?page[size]=%d&page[after]=%d" % (_base_url(), flask.request.path, size, end)
    return {
        key: records[start:end],
        "meta": {
            "has_more": more,
            "after_cursor": str(end) if more else None,
            "before_cursor": None,
        },
        "links": {"next": link if more else None, "prev": None},
    }
