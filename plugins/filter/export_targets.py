# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: export_targets
short_description: Write the targets of an account as variables of the role targets
version_added: 1.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Takes the targets of an account, and returns the text of a file of variables that the role
    community.zendesk.targets takes as it is. Provisioning it changes nothing in the account.
  - The targets are sorted by title. Comments tell their IDs and, where it is known, the triggers and
    automations that use them.
  - Text that looks like a template, such as Zendesk's placeholders, is marked C(!unsafe).
  - A secret becomes a reference to a variable, where a new target would need it or the account has
    it. One that Zendesk does not tell about becomes a comment.
  - A target is named by its ID where its title and type are not enough, for example when several
    targets share them.
  - What this collection can't provision is kept in comments that say why. These are attributes and
    types that it does not know, and values that it does not take.
positional: account, variable
options:
  _input:
    description:
      - The targets, as M(community.zendesk.zendesk_target_info) returns them.
      - With V(secrets) in O(community.zendesk.zendesk_target_info#module:gather) it is known which
        secrets they have, and with V(usage) who uses them.
    type: list
    elements: dict
    required: true
  account:
    description: How the comments name the account.
    type: str
    default: an account
  variable:
    description: The variable that gets the targets.
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
      description: The text of the file of variables.
      type: str
    vault:
      description: The text of an example for a file of secrets. Empty if none has to be filled in.
      type: str
    secrets:
      description: The variables that have to be filled in.
      type: list
      elements: str
    named_by_id:
      description: The IDs of the targets that are named by ID.
      type: list
      elements: int
"""

import re
from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.plugin_utils._export import export, plain


def export_targets(
    targets: Any, account: Any = "an account", variable: Any = "zendesk_targets_account"
) -> dict[str, Any]:
    """The targets of an account as variables of the role targets."""
    targets, account, variable = plain(targets), plain(account), plain(variable)
    if not isinstance(targets, list):
        raise AnsibleFilterError("export_targets: the input must be a list of targets.")
    for position, target in enumerate(targets, 1):
        if not isinstance(target, dict) or not isinstance(target.get("id"), int):
            raise AnsibleFilterError(
                "export_targets: item %d is not a target with an id: give the targets that "
                "community.zendesk.zendesk_target_info returns." % position
            )
    if not isinstance(variable, str) or not re.match(r"[A-Za-z_][A-Za-z0-9_]*\Z", variable):
        raise AnsibleFilterError(
            "export_targets: %r can't be the name of a variable: use letters, digits and "
            "underscores." % (variable,)
        )
    return export(targets, str(account), variable)


class FilterModule:
    """The filter for Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"export_targets": export_targets}
