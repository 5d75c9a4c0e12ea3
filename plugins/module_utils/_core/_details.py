# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""What there is to read beside the records of a kind. A table is made of these, too."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _traits


class Below(NamedTuple):
    """What stands below the path of each record, and under which key its answer has it."""

    path: str
    key: str


class Invocations(NamedTuple):
    """What became of the requests that a record has sent: a list below the path of each record.

    ``query``, ``key``: of the list. ``time``: the key of when an invocation ended. ``fine``: the
    statuses of those that did not fail. ``attempts``, ``attempts_key``: what was sent and answered, below
    the path of an invocation.
    """

    path: str
    query: str
    key: str
    time: str
    fine: tuple[str, ...]
    attempts: str
    attempts_key: str


class Failures(NamedTuple):
    """A list of what could not be delivered.

    ``name``: the key with the name of the record that it is about. ``exchange``: the keys of what
    was sent and answered. ``gone``: how an account answers that does not have the list (any more).
    """

    endpoint: _traits.Endpoint
    name: str
    exchange: tuple[str, ...]
    gone: tuple[int, ...] = (404, 410)
