# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: misspelt_variables
short_description: Find misspelt variables of the roles
version_added: 2.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Returns a sentence for each variable that is probably a misspelt variable of the roles of this collection.
    Ansible silently ignores such a variable.
  - The roles use this filter to check the variables of each host. You can use it to check an inventory, even
    if other variables start with C(zendesk_).
  - A name that extends the name of a variable does not count as misspelt, for example
    C(zendesk_targets_account_eu).
positional: lists
options:
  _input:
    description: The names of the variables.
    type: list
    elements: str
    required: true
  lists:
    description:
      - Whether to also find lists that the role P(community.zendesk.config#role) does not read. These are all
        names such as C(zendesk_rules_standard) or C(zendesk_rules_layer_emea) with an unknown kind.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Check that no variable is misspelt
  ansible.builtin.assert:
    that: misspelt | length == 0
    fail_msg: "{{ misspelt | join(' ') }}"
  vars:
    misspelt: "{{ query('ansible.builtin.varnames', '^(zendesk|audit)_') | community.zendesk.misspelt_variables }}"
"""

RETURN = r"""
_value:
  description: A sentence for each name that is probably misspelt, with the correct name.
  type: list
  elements: str
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    described,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import without_omit
from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import (
    KINDS,
    nearly,
    unknown_lists,
)


def misspelt_variables(names: Any, lists: Any = False) -> list[str]:
    """Returns a sentence for each name that is probably a misspelt variable of the roles."""
    names = without_omit(names)
    if not isinstance(names, (list, tuple)):
        raise AnsibleFilterError(
            "misspelt_variables: the names must be a list; got %s." % described(names)
        )
    for name in names:
        if not isinstance(name, str):
            raise AnsibleFilterError(
                "misspelt_variables: each name must be text; got %s." % described(name)
            )
    found = nearly(names)
    texts = {
        name: "%s is not a variable of the roles. Did you mean %s?" % (name, right)
        for name, right in found.items()
    }
    if lists is True:
        text = "%s is not a list of the role config: there are lists of %s. Did you mean %s?"
        for name, right in unknown_lists(set(names) - set(found)).items():
            texts[name] = text % (name, ", ".join(KINDS), right)
    return [texts[name] for name in sorted(texts)]


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"misspelt_variables": misspelt_variables}
