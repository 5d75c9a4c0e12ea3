# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""From the path and the parameters that a user gives to those of a request. Pure functions."""

from __future__ import annotations

import re
from typing import Any, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from ansible_collections.community.zendesk.plugins.module_utils._http import _errors, _pages

_API = "/api/v2/"
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_WITH_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|//")


def problems_of(path: str, query: dict[str, Any]) -> list[str]:
    """All that is wrong with a path and its parameters, whatever the account."""
    if not path.strip():
        return ["path is empty: give the path of an endpoint, such as groups."]
    found = []
    if _BLANK.search(path):
        found.append(
            "path holds white space or control characters: give parameters in query, and encode "
            "names in the path with the filter urlencode."
        )
    try:
        parts = urlsplit(path)
    except ValueError:
        return [*found, "path is not an address that can be used."]
    if "@" in parts.netloc:
        found.append("path must not hold a user or password: use the options for credentials.")
    if "#" in path:
        found.append("path must not have a fragment: remove what begins with #.")
    if {".", ".."} & set(parts.path.split("/")):
        found.append("path must not have the segments . and .. in it.")
    return found + list(_problems_of_query(query, set(parameters_of(path))))


def parameters_of(path: str) -> dict[str, str]:
    """The parameters that a path has."""
    return dict(parse_qsl(urlsplit(path).query, keep_blank_values=True))


def _problems_of_query(query: dict[str, Any], in_path: set[str]) -> Iterator[str]:
    for name, value in query.items():
        if isinstance(value, list):
            yield (
                "query: %s is a list. Zendesk takes several values separated by commas: join them, "
                "as in \"{{ [1, 2] | join(',') }}\"." % name
            )
        elif isinstance(value, dict):
            yield (
                "query: %s is a dictionary. Write its keys in brackets, as in page[size]: 100."
                % name
            )
        elif name in in_path:
            yield "query: %s is in path, too. Give it once." % name


def full_path(base_url: str, path: str, query: dict[str, Any]) -> str:
    """The path of a request, with its parameters. InvalidInput where it is that of another account.

    A path is below that of the API unless it begins with C(/api/), or is a full address.
    """
    if _WITH_SCHEME.match(path):
        try:
            ours = _pages.same_origin(path, base_url)
        except ValueError:
            ours = False
        if not ours:
            raise _errors.InvalidInput(
                "path is an address on %s, but the account is %s. Nothing was sent: "
                "the credentials are for the account only." % (_pages.host_of(path), base_url)
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
    """A parameter as Zendesk takes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
