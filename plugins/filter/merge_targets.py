# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: merge_targets
short_description: Merge what one account adds, changes or drops into a standard set of targets
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Takes two lists of targets as O(community.zendesk.zendesk_targets#module:targets) has them, and
    returns one.
  - A target of the second list that has the title and type of one in the first changes it. Options
    that it does not give stay as they are in the first.
  - It may leave out the type where its title is in the first list once.
  - All others of the second list come after those of the first.
positional: account
options:
  _input:
    description: The standard set.
    type: list
    elements: dict
    required: true
  account:
    description:
      - What the account adds, changes, or, with C(state=absent), drops.
    type: list
    elements: dict
    required: true
seealso:
  - module: community.zendesk.zendesk_targets
"""

EXAMPLES = r"""
- name: Merge what this account wants to have otherwise
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

- name: On call has another address and keeps its subject, Audit is dropped
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

from ansible_collections.community.zendesk.plugins.module_utils._target_types import canonical


def merge_targets(standard: Any, account: Any) -> list[dict[str, Any]]:
    """Lay the targets of an account over a standard set."""
    merged = [dict(target) for target in _checked(standard, "the standard set")]
    added = []
    for target in _checked(account, "the targets of the account"):
        found = [other for other in merged if _changes(target, other)]
        if len(found) > 1:
            raise AnsibleFilterError(
                'merge_targets: the standard set has %d targets called "%s" (%s): give the type of '
                "the one to change."
                % (len(found), target["title"], ", ".join(str(t.get("type")) for t in found))
            )
        if found:
            found[0].update(_given(target))
        else:
            added.append(dict(target))
    return merged + added


def _given(target: dict[str, Any]) -> dict[str, Any]:
    """What a target gives: neither null nor C(omit), which ansible-core 2.18 has a text for."""
    return {
        name: value
        for name, value in target.items()
        if value is not None and not str(value).startswith("__omit_place_holder__")
    }


def _changes(target: dict[str, Any], other: dict[str, Any]) -> bool:
    if target.get("id") is not None or other.get("id") is not None:
        return bool(target.get("id") == other.get("id"))
    if target.get("title") is None or target["title"] != other.get("title"):
        return False
    return target.get("type") is None or canonical(target["type"]) == canonical(other.get("type"))


def _checked(targets: Any, name: str) -> list[dict[str, Any]]:
    if not isinstance(targets, (list, tuple)):
        raise AnsibleFilterError("merge_targets: %s must be a list of targets." % name)
    for position, target in enumerate(targets, 1):
        if not isinstance(target, dict):
            raise AnsibleFilterError(
                "merge_targets: item %d of %s must be a dictionary of options." % (position, name)
            )
    return list(targets)


class FilterModule:
    """The filter for Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"merge_targets": merge_targets}
