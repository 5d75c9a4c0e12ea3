# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The variables of the roles, and names that are nearly theirs."""

from __future__ import annotations

import re
from typing import Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
    many_options,
    policy_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets

TARGETS = (
    "zendesk_targets_standard",
    "zendesk_targets_account",
    *(
        "zendesk_targets_" + name
        for name in (*many_options(_targets.TARGETS), *policy_options(_targets.TARGETS))
        if name != "targets"
    ),
)
EXPORT = tuple("zendesk_export_" + n for n in ("directory", "variable", "usage", "overwrite"))
AUDIT = tuple(
    "audit_" + name
    for name in ("fail_on", "gather", "formats", "directory", "oauth_scope", "html_template")
)
_PREFIXES = ("zendesk_targets_", "zendesk_export_", "audit_", "zendesk_")
# A shorter one, such as zendesk_url, has too many neighbours that mean something else.
_SHORTEST_OPTION = len("zendesk_timeout")


def nearly(names: Iterable[str]) -> dict[str, str]:
    """From each name that is nearly that of a variable of the roles to that variable.

    A name that says more than a variable's is somebody's own: ``zendesk_targets_account_eu``,
    ``common_audit_formats``, ``zendesk_targets_standard2``.
    """
    options = connection_options()
    known = {*TARGETS, *EXPORT, *AUDIT, *options}
    rights = [right for right in known if right not in options or len(right) >= _SHORTEST_OPTION]
    found = {}
    for name in sorted(set(map(str, names)) - known):
        near = [(_distance(name, right), right) for right in rights if _misspells(name, right)]
        if near:
            found[name] = min(near)[1]
    return found


def _misspells(name: str, right: str) -> bool:
    # A plural of an option of the account, and what only adds to a name, are names of their own.
    added = name.startswith(right) and (name[len(right)] == "_" or right in connection_options())
    if added or name.endswith("_" + right) or re.search(r"\d", name):
        return False
    prefix = next(prefix for prefix in _PREFIXES if right.startswith(prefix))
    length = len(right) - len(prefix)
    return _distance(name, right) <= (1 if length < 5 else 2 if length < 10 else 3)


def _distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many, or swapped with the next."""
    if abs(len(one) - len(other)) > 3:
        return 4
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != right))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
