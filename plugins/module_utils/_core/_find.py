# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Which target a task means, and which titles look alike. No HTTP, no side effect."""

from __future__ import annotations

import unicodedata
from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import _plan
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets

# They take no room, and Python does not count them as white space.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def unique(targets: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each target once: one that moves while a list is read can be on two of its pages."""
    return list({target.get("id"): target for target in targets}.values())


def find(wanted: dict[str, Any], targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The targets that ``wanted`` names: by id, else by title, narrowed by type where it can be.

    A target of another type is only given where one is to be present and there is none of the
    wanted type. Raises PlanError where the choice would be a guess.
    """
    if wanted.get("id") is not None:
        return [target for target in targets if target.get("id") == wanted["id"]]
    named = [target for target in targets if target.get("title") == wanted["title"]]
    of_type = named
    if wanted.get("type") is not None:
        kind = _targets.canonical(wanted["type"])
        of_type = [target for target in named if _targets.canonical(target.get("type")) == kind]
    found = of_type if wanted.get("state") == "absent" else of_type or named
    if len(found) > 1:
        way_out = "Name the one you mean by id." if of_type else "Use another title."
        raise _errors.PlanError(
            'There are %d targets called "%s": %s. %s'
            % (len(found), wanted["title"], _listed(found), way_out)
        )
    return found


def _listed(targets: list[dict[str, Any]]) -> str:
    return ", ".join(
        "id %s (%s, %s)"
        % (entry.get("id"), entry.get("type"), "active" if entry.get("active") else "inactive")
        for entry in targets
    )


def fold(title: Any) -> str:
    """A title without what is easily overlooked: case, white space, how a letter is composed."""
    text = unicodedata.normalize("NFD", str(title or "")).casefold()
    return unicodedata.normalize("NFC", "".join(text.translate(_INVISIBLE).split()))


def near_titles(new: list[dict[str, Any]], existing: Iterable[dict[str, Any]]) -> list[str]:
    """A warning for each of the ``new`` targets whose title looks like that of another target."""
    if not new:
        return []
    by_fold: dict[str, list[dict[str, Any]]] = {}
    for target in existing:
        by_fold.setdefault(fold(target.get("title")), []).append(target)
    warnings = []
    for target in new:
        alike = by_fold.setdefault(fold(target["title"]), [])
        for other in alike:
            if other.get("title") != target["title"]:
                warnings.append(_near(target, other))
                break
        alike.append(target)
    return warnings


def _near(target: dict[str, Any], other: dict[str, Any]) -> str:
    there = "already exists" if other.get("id") else "is created as well"
    return (
        "%s is created, but %s %s, and their titles differ only in case or white space. If both are "
        "the same target, use the same title." % (_plan.label(target), _plan.label(other), there)
    )
