# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Describes additional data of records in tables."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _traits


class Below(NamedTuple):
    """Data at a path below that of each record, and its key in the response."""

    path: str
    key: str


class Invocations(NamedTuple):
    """The requests that a record has sent: a list below the path of each record.

    ``query``, ``key``: of the list. ``time``: the key with the end of an invocation. ``fine``: the
    statuses that are not failures. ``attempts``, ``attempts_key``: the requests and responses,
    below the path of an invocation.
    """

    path: str
    query: str
    key: str
    time: str
    fine: tuple[str, ...]
    attempts: str
    attempts_key: str


class Failures(NamedTuple):
    """A list of failed deliveries.

    ``name``: the key with the name of the record. ``exchange``: the keys of the request and the
    response. ``gone``: the statuses of accounts without this list.
    """

    endpoint: _traits.Endpoint
    name: str
    exchange: tuple[str, ...]
    gone: tuple[int, ...] = (404, 410)
