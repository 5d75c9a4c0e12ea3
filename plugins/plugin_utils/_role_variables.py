# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The variables of the roles, and names that are similar to theirs."""

from __future__ import annotations

import difflib
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
EXPORT = tuple(
    "zendesk_export_" + name
    for name in (
        "directory",
        "kinds",
        "owned",
        "variable",
        "usage",
        "subtract",
        "translate",
        "translate_targets",
        "translate_old",
        "translate_names",
        "overwrite",
    )
)
AUDIT = tuple(
    "audit_" + name
    for name in ("fail_on", "gather", "formats", "directory", "oauth_scope", "html_template")
)
KINDS = ("targets", "webhooks", "trigger_categories", "triggers", "automations")
CONFIG = tuple(
    "zendesk_config_" + name
    for name in (
        "prune",
        "keep",
        "owned",
        "prune_rules",
        "max_deletions",
        "trigger_order",
        "update_secrets",
        "send_secrets",
        "max_concurrency",
        "continue_on_error",
        "expected_plan_id",
        "report_directory",
        "undo_directory",
    )
)
# Of role config, when it looks for the rules that use something.
USES = ("zendesk_uses",)
# The lists of role config: those with a fixed name, and all.
LISTS = tuple(
    "zendesk_%s_%s" % (kind, part) for kind in KINDS for part in ("standard", "account", "defaults")
)
_PART = r"(?P<part>standard|account|defaults|layer_\w+|override_\w+)"
LIST = re.compile(r"zendesk_(?P<kind>%s)_%s" % ("|".join(KINDS), _PART))
_LIKE_A_LIST = re.compile(r"zendesk_(?P<kind>\w+?)_%s" % _PART)
# Prefixes of names -> how many letters of them may be wrong.
_HEADS = {
    "zendesk_%s_%s_" % (kind, part): wrong
    for kind in KINDS
    for part, wrong in (("layer", 1), ("override", 2))
}
_SINGULAR = {
    "zendesk_%s_" % one: "zendesk_%s_" % several
    for one, several in zip(
        ("target", "webhook", "trigger_category", "trigger", "automation"), KINDS
    )
}
# Registered by a role, not set by users.
_RESULTS = ("zendesk_export_account",)
_PREFIXES = (
    *("zendesk_%s_" % name for name in (*KINDS, "export", "config")),
    "audit_",
    "zendesk_",
)
# Shorter ones, such as zendesk_url, are similar to too many other names.
_SHORTEST_OPTION = len("zendesk_timeout")


def nearly(names: Iterable[str]) -> dict[str, str]:
    """Maps each name that is probably a misspelt variable of the roles to that variable.

    A name that extends a variable's name does not count: ``zendesk_targets_account_eu``,
    ``common_audit_formats``, ``zendesk_targets_standard2``.
    """
    options = connection_options()
    known = {*TARGETS, *EXPORT, *AUDIT, *CONFIG, *USES, *LISTS, *options, *_RESULTS}
    rights = [right for right in known if right not in options or len(right) >= _SHORTEST_OPTION]
    found = {}
    for name in sorted(set(map(str, names)) - known):
        if LIST.fullmatch(name):
            continue
        near = [(distance(name, right), right) for right in rights if _misspells(name, right)]
        near += _with_a_part(name)
        if near:
            found[name] = min(near)[1]
    return found


def unknown_lists(names: Iterable[str]) -> dict[str, str]:
    """Maps each name that only looks like a list of role config to the most similar list."""
    found = {}
    for name in sorted(set(map(str, names)) - {*_RESULTS}):
        match = _LIKE_A_LIST.fullmatch(name)
        if match and not LIST.fullmatch(name):
            kind = difflib.get_close_matches(match["kind"], KINDS, 1, 0)[0]
            found[name] = "zendesk_%s_%s" % (kind, match["part"])
    return found


def _with_a_part(name: str) -> list[tuple[int, str]]:
    """Returns the lists that a name is similar to, if the mistake is before its last part."""
    found = [
        (1, plural + name[len(singular) :])
        for singular, plural in _SINGULAR.items()
        if name.startswith(singular) and LIST.fullmatch(plural + name[len(singular) :])
    ]
    for end in (match.end() for match in re.finditer("_", name)):
        for head, most in _HEADS.items():
            wrong = distance(name[:end], head)
            if 0 < wrong <= most and end < len(name):
                found.append((wrong, head + name[end:]))
    return found


def _misspells(name: str, right: str) -> bool:
    # The plural of a connection option, and a name that extends another, are separate names.
    added = name.startswith(right) and (name[len(right)] == "_" or right in connection_options())
    if added or name.endswith("_" + right) or re.search(r"\d", name):
        return False
    prefix = next(prefix for prefix in _PREFIXES if right.startswith(prefix))
    length = len(right) - len(prefix)
    return distance(name, right) <= (1 if length < 5 else 2 if length < 10 else 3)


def distance(one: str, other: str) -> int:
    """Returns how many letters are wrong, missing, extra, or swapped with the next."""
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
