# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Builds the path of a request from the path and parameters in a task. Pure functions."""

from __future__ import annotations

import re
from typing import Any, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from ansible_collections.community.zendesk.plugins.module_utils._http import _errors, _pages

_API = "/api/v2/"
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_WITH_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|//")


def problems_of(path: str, query: dict[str, Any]) -> list[str]:
    """Returns all problems with a path and its parameters that do not depend on the account."""
    if not path.strip():
        return ["path is empty: set it to the path of an endpoint, such as groups."]
    found = []
    if _BLANK.search(path):
        found.append(
            "path contains white space or control characters: give parameters in query, and encode "
            "names in the path with the filter urlencode."
        )
    try:
        parts = urlsplit(path)
    except ValueError:
        return [*found, "path is not a valid path or URL."]
    if "@" in parts.netloc:
        found.append("path must not contain a user or password: use the options for credentials.")
    if "#" in path:
        found.append("path must not have a fragment: remove # and everything after it.")
    if {".", ".."} & set(parts.path.split("/")):
        found.append("path must not contain the segments . and ..")
    return found + list(_problems_of_query(query, set(parameters_of(path))))


def parameters_of(path: str) -> dict[str, str]:
    """Returns the query parameters in a path."""
    return dict(parse_qsl(urlsplit(path).query, keep_blank_values=True))


def _problems_of_query(query: dict[str, Any], in_path: set[str]) -> Iterator[str]:
    for name, value in query.items():
        if isinstance(value, list):
            yield (
                "query: %s is a list. Zendesk takes several values as a comma-separated string: "
                "join them, as in \"{{ [1, 2] | join(',') }}\"." % name
            )
        elif isinstance(value, dict):
            yield (
                "query: %s is a dictionary. Write its keys in brackets, as in page[size]: 100."
                % name
            )
        elif name in in_path:
            yield "query: %s is also in path. Give it only once." % name


def full_path(base_url: str, path: str, query: dict[str, Any]) -> str:
    """Returns the path of a request, with its parameters.

    A path is relative to that of the API unless it begins with C(/api/) or is a full URL. Raises
    InvalidInput if it belongs to another account.
    """
    if _WITH_SCHEME.match(path):
        try:
            ours = _pages.same_origin(path, base_url)
        except ValueError:
            ours = False
        if not ours:
            raise _errors.InvalidInput(
                "path is a URL on %s, but the account is %s. Nothing was sent, because the "
                "credentials are only for the account." % (_pages.host_of(path), base_url)
            )
        parts = urlsplit(path)
        path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
    else:
        path = path.lstrip("/")
        path = "/" + path if path.startswith("api/") else _API + path
    parameters = urlencode(
        [(name, _text(value)) for name, value in query.items() if value is not None]
    )
    return path + ("&" if "?" in path else "?") * bool(parameters) + parameters


def _text(value: Any) -> str:
    """Returns a parameter in the form that Zendesk takes."""
    return str(value).lower() if isinstance(value, bool) else str(value)
