# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: export_targets
short_description: Export the targets of an account as variables of the role targets
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Converts the targets of an account to a variables file that the role P(community.zendesk.targets#role)
    takes unchanged. Provisioning it changes nothing in the account.
  - The targets are sorted by title. Comments list their IDs and, if known, the triggers and automations that
    use them.
  - Text that looks like a template, such as Zendesk's placeholders, is marked C(!unsafe).
  - A secret is replaced with a reference to a variable if a new target would require it or the account has
    it. If Zendesk does not report whether a secret is set, it is written as a comment.
  - A target is identified by its ID if its title and type are not enough, for example because several targets
    share them.
  - Anything that this collection can't provision is written as a comment that says why. This applies to
    attributes, types and values that it does not support.
  - The same applies to values that Ansible has masked, and to values with characters that YAML can't contain.
    If this affects the title of a target, the target is identified by its ID.
positional: account, variable
options:
  _input:
    description:
      - The targets, as M(community.zendesk.zendesk_target_info) returns them.
      - With V(secrets) in O(community.zendesk.zendesk_target_info#module:gather), they include which secrets
        they have, and with V(usage), which rules use them.
    type: list
    elements: dict
    required: true
  account:
    description: The name of the account in the comments.
    type: str
    default: an account
  variable:
    description:
      - The name of the variable for the targets. It may contain letters, digits and underscores, and must not
        be a reserved word of YAML or Python.
    type: str
    default: zendesk_targets_account
seealso:
  - module: community.zendesk.zendesk_target_info
  - module: community.zendesk.zendesk_targets
"""

EXAMPLES = r"""
- name: Read the account
  community.zendesk.zendesk_target_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    gather: [usage, secrets]
  register: acme

- name: Show it as code
  ansible.builtin.debug:
    msg: "{{ exported.targets }}"
  vars:
    exported: "{{ acme.targets | community.zendesk.export_targets('acme') }}"
"""

RETURN = r"""
_value:
  description: The export.
  type: dict
  contains:
    targets:
      description: The content of the variables file.
      type: str
    vault:
      description: The content of an example for a file of secrets. Empty if there are no secrets to fill in.
      type: str
    secrets:
      description: The variables to fill in.
      type: list
      elements: str
    named_by_id:
      description: The IDs of the targets that are identified by ID.
      type: list
      elements: int
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.plugin_utils._export import (
    export,
    plain,
    problems_of_account,
    problems_of_name,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    describe,
    holds_huge_number,
    id_of,
    kind_of,
    word_or_kind,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import is_omit, without_omit

_ACCOUNT = "an account"
_VARIABLE = "zendesk_targets_account"


def export_targets(
    targets: Any, account: Any = _ACCOUNT, variable: Any = _VARIABLE
) -> dict[str, Any]:
    """Converts the targets of an account to variables of the role targets."""
    targets = plain(without_omit(targets))
    account = _given(account, _ACCOUNT)
    variable = _given(variable, _VARIABLE)
    problems = _problems(targets)
    problems += problems_of_account(account)
    problems += problems_of_name(variable)
    if problems:
        raise AnsibleFilterError("export_targets: " + " ".join(problems))
    return export(targets, str(account), variable)


def _given(value: Any, default: str) -> Any:
    return default if is_omit(value) else plain(without_omit(value))


def _problems(targets: Any) -> list[str]:
    """Returns the problems of the input. Anything that an account can contain is valid."""
    if not isinstance(targets, list):
        return ["the input must be a list of targets, not %s." % word_or_kind(targets)]
    found = []
    positions: dict[int, int] = {}
    for position, target in enumerate(targets, 1):
        if not isinstance(target, dict) or isinstance(target.get("id"), (str, float)):
            number = None
        else:
            number = id_of(target.get("id"))
        if number is None:
            found.append(
                "item %d is not a target with an id, but %s: use the targets that "
                "community.zendesk.zendesk_target_info returns."
                % (position, describe(target) if isinstance(target, dict) else kind_of(target))
            )
        elif number in positions:
            found.append(
                "items %d and %d have the same id, %d: include each target only once."
                % (positions[number], position, number)
            )
        else:
            positions[number] = position
            found += ["item %d (id %d): %s" % (position, number, p) for p in _shape(target)]
    return found


def _shape(target: dict[str, Any]) -> list[str]:
    """Returns the problems of the attributes that every target has."""
    found = []
    if not all(isinstance(name, str) for name in target):
        found.append("the names of all attributes must be text.")
    if not isinstance(target.get("type"), (str, type(None))):
        found.append("type must be text, not %s." % kind_of(target["type"]))
    huge = sorted(name for name, value in target.items() if holds_huge_number(value))
    found += ["%s contains a number of more than 4000 digits." % name for name in huge]
    names, usage = target.get("secrets_set"), target.get("usage")
    if names is not None and not _all(names, str):
        found.append("secrets_set must be a list of names, as the module returns it.")
    if usage is not None and not _all(usage, dict):
        found.append("usage must be a list of dictionaries, as the module returns it.")
    return found


def _all(entries: Any, kind: type) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, kind) for entry in entries)


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"export_targets": export_targets}
