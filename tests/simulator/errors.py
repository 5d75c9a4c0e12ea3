# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Error answers, in the forms that Zendesk has for them."""

from __future__ import annotations

from typing import Any

# Field, or C(base) -> a description and the name of the error, "" where it has none.
Problems = dict[str, list[tuple[str, str]]]


class Refused(Exception):
    """An error answer: status, body and headers as Zendesk gives them."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers or {}

    def content(self, request_id: str) -> Any:
        """The body. With ``request_id``, each error in a list has it."""
        if not (request_id and isinstance(self.body, dict) and "errors" in self.body):
            return self.body
        listed = [{**error, "id": request_id} for error in self.body["errors"]]
        return {**self.body, "errors": listed}

    @property
    def is_of_role(self) -> bool:
        """Whether it is the role of the user that keeps them out."""
        error = self.body.get("error") if isinstance(self.body, dict) else None
        return self.status == 403 and isinstance(error, dict)


def not_found() -> Refused:
    return Refused(404, {"error": "RecordNotFound", "description": "Not found"})


def unknown_endpoint() -> Refused:
    """An unknown path, or a method that the path does not have."""
    return Refused(404, {"error": "InvalidEndpoint", "description": "Not found"})


def invalid(problems: Problems) -> Refused:
    """A 422 with the problems of each field."""
    details = {
        field: [
            {"description": text, **({"error": error} if error else {})} for text, error in entries
        ]
        for field, entries in problems.items()
    }
    return Refused(
        422,
        {"error": "RecordInvalid", "description": "Record validation errors", "details": details},
    )


def listed(status: int, code: str, title: str, **more: Any) -> Refused:
    """The list of errors that newer parts of the API answer with."""
    return Refused(status, {"errors": [{"code": code, "title": title, **more}]})


def missing_parameter(key: str, headers: dict[str, str] | None = None) -> Refused:
    description = "Parameter %s is required" % key
    return Refused(400, {"error": "ParameterMissing", "description": description}, headers)


def bad_attribute(message: str) -> Refused:
    return Refused(400, {"error": {"title": "Invalid attribute", "message": message}})


def no_access() -> Refused:
    """The role of the user does not allow it."""
    message = (
        "You do not have access to this page. Please contact the account owner of this "
        "help desk for further help."
    )
    return Refused(403, {"error": {"title": "Forbidden", "message": message}})


def restricted() -> Refused:
    """The plan of the account does not have it, or it is switched off."""
    message = (
        "Access to this resource is restricted. Please contact the account administrator "
        "for assistance."
    )
    return Refused(403, {"error": {"title": "Forbidden", "message": message}})


def too_many_values(most: int) -> Refused:
    # Recorded with two blanks: the name of the parameter is missing.
    text = "Parameter  cannot specify more than %d values" % most
    return Refused(400, {"error": "TooManyValues", "description": text, "max_count": most})


def missing_scope(scope: str) -> Refused:
    text = "You are missing the following required scopes: %s" % scope
    return Refused(403, {"error": "Forbidden", "description": text})


def no_help_desk(form: str, host: str) -> Refused:
    """There is no account at this address: C(form) is html or json."""
    if form == "html":
        return Refused(404, "<!DOCTYPE html><html><title>Help Center Closed</title></html>")
    message = "There is no help desk configured at this address."
    return Refused(404, {"error": {"title": "No help desk at %s" % host, "message": message}})
