# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds the next page of a list. Pure functions."""

from __future__ import annotations

from typing import Any, Collection
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_PORTS = {"http": 80, "https": 443}
# Far more than any account has: 100,000 rules are 1,000 pages.
_MAX_PAGES = 10000


def next_page(base_url: str, path: str, page: dict[str, Any]) -> str:
    """Returns the path and query of the page after ``page``, which is at ``path``; "" after the last.

    Raises ApiError if the page has another origin than ``base_url``, or is missing.
    """
    link = _link(page, path)
    if not link:
        return ""
    try:
        url = urlsplit(urljoin(base_url + path, link) if isinstance(link, str) else "")
        login = "@" in url.netloc
        same = _origin(url) == _origin(urlsplit(base_url))
    except ValueError:
        same = login = False
    if same and login:
        raise _errors.ApiError(
            "The next page of a list has a login in its URL, so it was not read."
        )
    # Following a link to another host would send the credentials there.
    if not same:
        raise _errors.ApiError(
            "The next page of a list is on %s, not on %s, so it was not read. Set "
            "zendesk_url to the address that Zendesk itself uses for the account."
            % (_place(link), base_url)
        )
    return (url.path or "/") + ("?" + url.query if url.query else "")


def check_end(path: str, seen: Collection[str]) -> None:
    """Raises ApiError if the next page was already read, or if there are too many pages."""
    if path in seen or (path and len(seen) >= _MAX_PAGES):
        raise _errors.ApiError("GET %s: the pages of the list do not end." % path, 200)


def _link(page: dict[str, Any], path: str) -> Any:
    url, meta, links = page.get("next_page"), page.get("meta"), page.get("links")
    if meta:
        more = not isinstance(meta, dict) or meta.get("has_more")
        url = links.get("next") if more and isinstance(links, dict) else None
        cursor = meta.get("after_cursor") if isinstance(meta, dict) else None
        if more and not url and isinstance(cursor, str) and cursor:
            url = _after(path, cursor)
    elif "end_of_stream" in page:
        # An export also has a link after the last page, for the next export.
        more = not page["end_of_stream"]
        url = (page.get("after_url") or url) if more else None
    else:
        more = False
        url = url or page.get("after_url")
    if more and not url:
        # Part of a list must not count as the whole list.
        raise _errors.ApiError("Zendesk's response has only part of a list, but no next page.", 200)
    return url


def _after(path: str, cursor: str) -> str:
    """Builds the path of the page after a cursor, for a response without a link."""
    address, _mark, query = path.partition("?")
    kept = [each for each in parse_qsl(query) if each[0] not in ("page[after]", "page[before]")]
    return "%s?%s" % (address, urlencode([*kept, ("page[after]", cursor)]))


def same_origin(url: str, base_url: str) -> bool:
    """Whether a URL belongs to the account. Raises ValueError if it is not a URL."""
    return _origin(urlsplit(url)) == _origin(urlsplit(base_url))


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    """Returns the scheme, host and port in normalized form."""
    port = url.port if url.port is not None else _PORTS.get(url.scheme)
    return url.scheme, url.hostname, port


def _place(link: Any) -> str:
    scheme, slashes, _rest = str(link).partition("://")
    host = host_of(str(link))
    return "%s://%s" % (scheme, host) if slashes and scheme.isalpha() else host


def host_of(url: str) -> str:
    """Returns the part of a URL that a message may show: no user, no password, no query."""
    try:
        return urlsplit(url).netloc.split("@")[-1] or "no host"
    except ValueError:
        return "an invalid address"
