# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: merge_targets
short_description: Merge the additions and changes of one account into a standard set of targets
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Merges two lists of targets in the form of O(community.zendesk.zendesk_targets#module:targets) into one.
  - A target in the second list changes the target with the same title and type in the first list. Options
    that it does not give are left unchanged.
  - V(null) and C(omit) count as not given. For C(omit), this applies at any depth, also to items of a list.
  - The type can be left out if only one target in the first list has the title.
  - A target with an ID changes the target with the same ID in the first list, regardless of their titles.
  - All other targets in the second list are added after those in the first list.
  - It is an error if two targets in the second list change the same target, or are the same.
positional: account
options:
  _input:
    description: The standard set.
    type: list
    elements: dict
    required: true
  account:
    description:
      - The targets that the account adds, changes, or removes with C(state=absent).
    type: list
    elements: dict
    required: true
seealso:
  - module: community.zendesk.zendesk_targets
"""

EXAMPLES = r"""
- name: Merge what differs in this account
  ansible.builtin.set_fact:
    merged: "{{ standard | community.zendesk.merge_targets(account) }}"
  vars:
    standard:
      - title: On call
        type: email_target
        email: on-call@example.com
        subject: Ring
      - title: Audit
        type: email_target
        email: audit@example.com
        subject: Look
    account:
      - title: On call
        email: on-call-sandbox@example.com
      - title: Audit
        state: absent

- name: On call has another address and keeps its subject, and Audit is absent
  ansible.builtin.assert:
    that:
      - merged[0].email == "on-call-sandbox@example.com"
      - merged[0].subject == "Ring"
      - merged[1].state == "absent"
"""

RETURN = r"""
_value:
  description: The targets of the account, in the order of the standard set.
  type: list
  elements: dict
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    id_of,
    is_text,
    kind_of,
    word_or_kind,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import without_omit

_STANDARD = "the standard set"
_ACCOUNT = "the targets of the account"


def merge_targets(standard: Any, account: Any) -> list[dict[str, Any]]:
    """Merges the targets of an account into a standard set."""
    standard, account = _validated(standard, _STANDARD), _validated(account, _ACCOUNT)
    index = _Index(standard)
    merged = [dict(target) for target in standard]
    # Number of a standard item -> the positions of the account's items that change it.
    claims: dict[Any, list[int]] = {}
    additions = []
    for position, target in enumerate(account, 1):
        found = index.matches(target)
        if len(found) > 1:
            raise AnsibleFilterError(_ambiguous(position, target, found, standard))
        if found:
            merged[found[0]].update(
                {name: value for name, value in target.items() if value is not None}
            )
            claims.setdefault(found[0], []).append(position)
        else:
            additions.append((position, target))
    problems = [
        "items %s of %s change the same target, item %d of %s, %s: combine them into one item."
        % (_listed(positions), _ACCOUNT, number + 1, _STANDARD, _label(standard[number]))
        for number, positions in claims.items()
        if len(positions) > 1
    ]
    problems += _duplicates(additions)
    if problems:
        raise AnsibleFilterError("merge_targets: " + " ".join(problems))
    return merged + [dict(target) for _position, target in additions]


class _Index:
    """Targets by ID, or by title if they have no ID: numbers of the list, from 0."""

    def __init__(self, targets: list[dict[str, Any]]) -> None:
        self._targets = targets
        self._numbers: dict[tuple[str, Any], list[int]] = {}
        for number, target in enumerate(targets):
            self._numbers.setdefault(_key(target), []).append(number)

    def matches(self, target: dict[str, Any]) -> list[int]:
        """Returns all that ``target`` can refer to. Types are compared if both have one."""
        kind, value = key = _key(target)
        if value is None:
            return []
        found = self._numbers.get(key, [])
        if kind == "id" or target.get("type") is None:
            return list(found)
        variant = TARGETS.canonical(target["type"])
        return [n for n in found if TARGETS.canonical(self._targets[n].get("type")) == variant]


def _duplicates(additions: list[tuple[int, dict[str, Any]]]) -> list[str]:
    """Returns the problems of additions, each of which must be a separate target."""
    problems = []
    groups: dict[tuple[str, Any], list[tuple[int, dict[str, Any]]]] = {}
    for position, target in additions:
        groups.setdefault(_key(target), []).append((position, target))
    for (kind, value), group in groups.items():
        types: dict[str, list[int]] = {}
        for position, target in group:
            types.setdefault(
                "" if kind == "id" else TARGETS.canonical(target.get("type")), []
            ).append(position)
        # An item without a type may refer to a target of any type.
        clashes = [[position for position, _target in group]] if "" in types else types.values()
        problems += [
            "items %s of %s are the same target, %s: remove all but one, or distinguish them by "
            "type or id." % (_listed(positions), _ACCOUNT, _label(group[0][1]))
            for positions in clashes
            if value is not None and len(positions) > 1
        ]
    return problems


def _ambiguous(
    position: int, target: dict[str, Any], found: list[int], standard: list[dict[str, Any]]
) -> str:
    """Returns why it is ambiguous which standard item an item of the account changes."""
    types = [standard[number].get("type") for number in found]
    if _key(target)[0] == "title" and len({TARGETS.canonical(kind) for kind in types}) == len(
        types
    ):
        return (
            'merge_targets: the standard set has %d targets titled "%s" (%s): set the type of the '
            "one to change in item %d of %s."
            % (
                len(found),
                target["title"],
                ", ".join(str(kind) for kind in types),
                position,
                _ACCOUNT,
            )
        )
    return (
        "merge_targets: items %s of %s are the same target, %s, so item %d of %s can't change it: "
        "remove all but one, or distinguish them by type or id."
        % (
            _listed([number + 1 for number in found]),
            _STANDARD,
            _label(standard[found[0]]),
            position,
            _ACCOUNT,
        )
    )


def _key(target: dict[str, Any]) -> tuple[str, Any]:
    """Returns how an item identifies its target: by ID, else by title, which may be None."""
    if target.get("id") is not None:
        return "id", id_of(target["id"])
    title = target.get("title")
    return "title", None if title is None else str(title)


def _label(target: dict[str, Any]) -> str:
    """Returns the name of an item for messages."""
    names = [] if target.get("title") is None else ['"%s"' % target["title"]]
    if target.get("id") is not None:
        names.append("id %s" % target["id"])
    if target.get("type") is not None:
        names.append(str(target["type"]))
    return names[0] + (" (%s)" % ", ".join(names[1:]) if names[1:] else "")


def _listed(positions: list[int]) -> str:
    return ", ".join(map(str, positions[:-1])) + " and %d" % positions[-1]


def _validated(targets: Any, name: str) -> list[dict[str, Any]]:
    """Returns a copy of a list of targets, without C(omit)."""
    targets = without_omit(targets)
    if not isinstance(targets, list):
        raise AnsibleFilterError(
            "merge_targets: %s must be a list of targets, not %s." % (name, word_or_kind(targets))
        )
    problems = [
        "item %d of %s %s" % (position, name, problem)
        for position, target in enumerate(targets, 1)
        for problem in _problems(target)
    ]
    if problems:
        raise AnsibleFilterError("merge_targets: " + " ".join(problems))
    return targets


def _problems(target: Any) -> list[str]:
    """Returns the problems that matter for merging. The module checks everything else."""
    if not isinstance(target, dict):
        return ["must be a dictionary of options, not %s." % kind_of(target)]
    number = target.get("id")
    found = []
    if number is not None and id_of(number) is None:
        found.append("has the id %s: it must be a positive number." % word_or_kind(number))
    for option in ("title", "type"):
        value = target.get(option)
        if value is not None and not is_text(value):
            found.append("has %s as its %s: it must be text." % (word_or_kind(value), option))
    return found


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"merge_targets": merge_targets}
