# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns of names that are nearly those of variables of the roles.

They find what the filter C(misspelt_variables) finds, as far as a pattern can tell it: a name of about the same
length, of the same letters but for one.
"""

from __future__ import annotations

from typing import Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.plugins.plugin_utils import _role_variables

_KINDS = "|".join(_role_variables.KINDS)
# Also what one of them is called.
_ANY_KIND = "(%s)" % "|".join(
    name.partition("_")[2].rstrip("_")
    for names in _role_variables._SINGULAR.items()
    for name in names
)
_PARTS = "standard|account|defaults"
_HEADS = "layer|override"
_LIST = r"(%s)_(%s|(%s)_\w+)" % (_KINDS, _PARTS, _HEADS)
_LIKE_A_LIST = r"\w+_(%s)$|\w+_(%s)_" % (_PARTS, _HEADS)
# What a role registers.
_RESULTS = "export_account"
# Shorter ones have too many neighbours that mean something else.
_SHORTEST = 6
_LONG = 10


def misspelt() -> list[str]:
    """The patterns, which the names of variables themselves do not fit."""
    connection = [name.partition("_")[2] for name in connection_options()]
    lists = "%s_(?!%s)(%s)" % (
        _ANY_KIND,
        r"(%s)$|(%s)_" % (_PARTS, _HEADS),
        "|".join(
            [*map(_nearly, _PARTS.split("|")), *(_nearly(h, r"_\w") for h in _HEADS.split("|"))]
        ),
    )
    return [
        "^Zendesk_",
        r"^zendesk_(?!(%s|%s)$)(%s)" % (_LIST, _RESULTS, _LIKE_A_LIST),
        r"^zendesk_" + lists,
        _of_role("zendesk_", "config", _nearly("config", "_"), _role_variables.CONFIG),
        _of_role("zendesk_", "export", _nearly("export", "_"), _role_variables.EXPORT),
        _of_role("zendesk_", "targets", _nearly("targets", "_"), _role_variables.TARGETS),
        _of_role("", "audit", "audit", _role_variables.AUDIT),
        r"^zendesk_(?!(%s)s?$|(%s|config|export)_)(%s)"
        % (
            "|".join(connection),
            _ANY_KIND,
            "|".join(_nearly(name) for name in connection if len(name) >= _SHORTEST),
        ),
    ]


def _of_role(start: str, role: str, nearly_role: str, names: Iterable[str]) -> str:
    """A name of a role in which the role, or what follows, is misspelt."""
    before = "%s%s_" % (start, role)
    parts = [n[len(before) :] for n in names if n.startswith(before)]
    parts = [part for part in parts if part not in _PARTS.split("|")]
    return r"^%s(?!%s_(%s)$)%s_(%s)" % (
        start,
        role,
        "|".join(parts),
        nearly_role,
        "|".join(map(_nearly, parts)),
    )


def _nearly(word: str, end: str = "$") -> str:
    """Words that look like this one, which itself is one of them. ``end``: what follows."""
    slack = 2 if len(word) >= _LONG else 1
    letters = "".join(sorted(set(word)))
    length = "(?=[a-z_]{%d,%d}%s)" % (len(word) - slack, len(word) + slack, end)
    return "%s[%s]*[a-z]?[%s]*(?=%s)" % (length, letters, letters, end)
