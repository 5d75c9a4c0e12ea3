# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Implements the module that sends any request."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _options,
    _problems,
    _secrecy,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _client,
    _errors,
    _lists,
    _paths,
)
from ansible_collections.community.zendesk.plugins.module_utils._module import _arguments, _run

_OPTIONS: dict[str, dict[str, Any]] = {
    "path": {"type": "str", "required": True},
    "method": {
        "type": "str",
        "choices": ["GET", "POST", "PUT", "PATCH", "DELETE"],
        "default": "GET",
    },
    "body": {"type": "raw"},
    "query": {"type": "dict"},
    "all_pages": {"type": "bool", "default": False},
    # The key of a list, not a secret.
    "key": {"type": "str", "no_log": False},
    "expected_status": {"type": "list", "elements": "int"},
}
_LOWEST, _HIGHEST = 200, 599


def run_api() -> None:
    """Runs the module."""
    module = _arguments.Module({**_OPTIONS, **_options.account_options()}, _problems_in)
    task = _Task(module)
    # Only the scope of the request itself is needed.
    _run.run(module, task.work, "write" if task.writes else "read")


def _problems_in(params: dict[str, Any], form: _problems.Problems) -> list[str]:
    found = _problems.texts_of(form.task)
    known = _problems.options_of(form.task)
    method, body, query = params.get("method"), params.get("body"), params.get("query")
    if isinstance(params.get("path"), str):
        found += _paths.problems_of(params["path"], query if isinstance(query, dict) else {})
    if body is not None and not isinstance(body, (dict, list)):
        found.append(
            "body must be a dictionary or a list. It is sent as JSON. For text that already is "
            "JSON, use the filter from_json."
        )
    if "method" not in known and method == "GET" and body is not None:
        found.append("body is not sent with GET: remove it, or set another method.")
    if "method" not in known and method != "GET" and params.get("all_pages") is True:
        found.append("all_pages requires method=GET, not %s." % method)
    if params.get("key") is not None and params.get("all_pages") is False:
        found.append("key requires all_pages: set all_pages=true, or remove key.")
    for status in params.get("expected_status") or ():
        if isinstance(status, int) and not _LOWEST <= status <= _HIGHEST:
            text = "expected_status must be from %d to %d; got %d."
            found.append(text % (_LOWEST, _HIGHEST, status))
    return found


class _Task:
    """One task."""

    def __init__(self, module: _arguments.Module) -> None:
        params = module.params
        self._module = module
        self._method: str = params["method"]
        self._body = params["body"]
        self._key: str | None = params["key"]
        self._all_pages: bool = params["all_pages"]
        self._expected = frozenset(params["expected_status"] or ())
        self._query = {
            name: value for name, value in (params["query"] or {}).items() if value is not None
        }
        self.writes = self._method != "GET"

    def work(self, client: _client.Client) -> dict[str, Any]:
        """Sends the request, unless it writes in check mode."""
        base_url = client.connection.base_url
        path = _paths.full_path(base_url, self._module.params["path"], self._query)
        given = [_paths.parameters_of(path), self._query, self._body]
        client.add_secrets(_secrecy.secrets_within(given, False))
        if not self.writes:
            return {"changed": False, **self._read(client, path)}
        request = self._request(_paths.full_path(base_url, self._module.params["path"], {}))
        result: dict[str, Any] = {"changed": True}
        if self._module.check_mode:
            result["request"] = request
        else:
            result.update(self._write(client, path))
        if self._module.with_diff and result["changed"]:
            label = "%s %s" % (self._method, request["path"])
            result["diff"] = _run.diff_between({}, request, label)
        return result

    def _read(self, client: _client.Client, path: str) -> dict[str, Any]:
        if self._all_pages:
            status, records = _with_hint(
                lambda: _lists.read_all(client, path, self._key, self._expected)
            )
            result: dict[str, Any] = {"status": status, "records": records}
        else:
            reply = _with_hint(lambda: client.send("GET", path, None, self._expected))
            result = {"status": reply.status, "body": reply.body}
        # A response may contain secrets of this run.
        self._module.hide(client.known_secrets())
        return result

    def _write(self, client: _client.Client, path: str) -> dict[str, Any]:
        try:
            reply = _with_hint(lambda: client.send(self._method, path, self._body, self._expected))
        except _errors.ApiError as error:
            if self._was_deleted(error):
                return {"status": error.status, "body": None}
            raise self._explained(error) from None
        return {
            # A rejected request has changed nothing, even if the task expects this status.
            "changed": 200 <= reply.status < 300,
            "status": reply.status,
            "body": _scrubbed(reply.body, client.scrub),
        }

    def _was_deleted(self, error: _errors.ApiError) -> bool:
        """Whether an earlier attempt, whose response was lost, deleted the record."""
        return self._method == "DELETE" and error.after_lost and _is_not_found(error)

    def _explained(self, error: _errors.ApiError) -> Exception:
        if 200 <= error.status < 300 and error.outcome is _errors.Outcome.REFUSED:
            # The request was carried out, although the task expects another status.
            text = "%s The request was carried out." % error
            return _run.TaskFailed(text, {**error.to_result(), "changed": True})
        if error.outcome is _errors.Outcome.UNKNOWN:
            text = "%s It is not known whether the request was carried out." % error
            if self._method == "POST":
                text += " It was not sent again: check the account before you run the task again."
            return _run.TaskFailed(text, error.to_result())
        return error

    def _request(self, path: str) -> dict[str, Any]:
        """Returns the request, with values masked that have sensitive names."""
        request: dict[str, Any] = {"method": self._method, "path": path}
        if self._query:
            request["query"] = _secrecy.mask_secrets(self._query, _errors.MASK)
        if self._body is not None:
            request["body"] = _secrecy.mask_secrets(self._body, _errors.MASK)
        return request


def _is_not_found(error: _errors.ApiError) -> bool:
    return error.status == 404 and error.code.endswith("NotFound")


def _with_hint(send: Callable[[], Any]) -> Any:
    """Sends a request, and adds a hint to a 404."""
    try:
        return send()
    except _errors.ApiError as error:
        hint = ""
        if _is_not_found(error):
            hint = " There is no such record: check path, and the IDs in it."
        elif error.status == 404 and error.code == "InvalidEndpoint":
            hint = " Zendesk has no such endpoint: check path and method."
        if hint:
            error.args = (str(error) + hint,)
        raise


def _scrubbed(value: Any, scrub: Callable[[str], str]) -> Any:
    """Masks secrets in the response to a write, which may contain them in another encoding."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {name: _scrubbed(entry, scrub) for name, entry in value.items()}
    return [_scrubbed(entry, scrub) for entry in value] if isinstance(value, list) else value
