# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Reads all pages of a list of which only the path is known."""

from __future__ import annotations

from typing import Any, Collection

from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _answers,
    _client,
    _errors,
    _pages,
)


def read_all(
    client: _client.Client, path: str, key: str | None, expected: Collection[int]
) -> tuple[int, list[Any]]:
    """Returns the last status, and the records of all pages unchanged.

    ``key``: the key of the list in a response; None if a response has only one list. A response
    that is not a page, but is allowed by ``expected``, ends the list.
    """
    seen: set[str] = set()
    records: list[Any] = []
    while True:
        seen.add(path)
        reply = client.send("GET", path, None, expected)
        if not 200 <= reply.status < 300:
            return reply.status, records
        key, found = _list_in(reply, path, key)
        records += found
        path = client.next_page(reply.body, path) if isinstance(reply.body, dict) else ""
        if not path:
            return reply.status, records
        _pages.check_end(path, seen)


def _list_in(reply: _answers.Reply, path: str, key: str | None) -> tuple[str | None, list[Any]]:
    if isinstance(reply.body, list) and not key:
        return None, reply.body
    content = reply.body if isinstance(reply.body, dict) else {}
    lists = [name for name, value in content.items() if isinstance(value, list)]
    names = [key] if key in lists else [] if key else lists
    if len(names) == 1:
        return names[0], content[names[0]]
    what = "GET %s: Zendesk's response has " % path.split("?")[0]
    if not lists:
        says = "no list. Remove all_pages."
    elif key:
        says = "no list %s, but %s. Set key to one of these." % (key, ", ".join(sorted(lists)))
    else:
        says = "several lists. Set key to one of them: %s." % ", ".join(sorted(lists))
    raise _errors.ApiError(what + says, reply.status)
