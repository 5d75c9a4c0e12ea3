# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: config_lists
short_description: Merge the variables of the role config into lists for zendesk_config
version_added: 2.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Merges variables such as C(zendesk_triggers_standard) and C(zendesk_webhooks_layer_emea) into one list for
    each kind. The role P(community.zendesk.config#role) passes them to M(community.zendesk.zendesk_config).
  - For each kind, the lists are merged in this order. First C(standard), then each C(layer_<word>), sorted by
    name, then C(account), then each C(override_<word>), sorted by name. C(defaults) is a dictionary of defaults
    for all items. P(community.zendesk.merge_items#filter) describes how lists are merged.
  - A kind for which no list is defined is not returned.
  - The problems of all kinds are reported together. Each message names the variable and the position of the
    item.
positional: form
options:
  _input:
    description: The variables, as a dictionary from name to value. Other names are ignored.
    type: dict
    required: true
  form:
    description:
      - V(lists) returns the lists. V(table) returns one line for each item, with its name, whether it is
        active, and which variables it comes from. V(problems) returns the problems in the variables, as a list
        of sentences. With the other forms, problems are an error.
    type: str
    choices: [lists, table, problems]
    default: lists
seealso:
  - plugin: community.zendesk.merge_items
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Show the items that the variables of this host define
  ansible.builtin.debug:
    msg: "{{ dict(names | zip(values)) | community.zendesk.config_lists('table') }}"
  vars:
    names: "{{ query('ansible.builtin.varnames', '^zendesk_.+_(standard|layer_.+|account|override_.+|defaults)$') }}"
    values: "{{ query('ansible.builtin.vars', *names) }}"
"""

RETURN = r"""
_value:
  description: A dictionary from the kind to its items. With another O(form), a list of lines or of sentences.
  type: raw
"""

from typing import Any, Callable, Mapping

from ansible.errors import AnsibleFilterError
from ansible.utils.display import Display

from ansible_collections.community.zendesk.plugins.plugin_utils._config_variables import (
    as_table,
    merge_variables,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import word_or_kind
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import without_omit


def config_lists(variables: Any, form: Any = "lists") -> Any:
    """Merges the variables of the role config."""
    if not isinstance(variables, Mapping):
        variables = without_omit(variables)
        raise AnsibleFilterError(
            "config_lists: the variables must be a dictionary from name to value; got %s."
            % word_or_kind(variables)
        )
    if not isinstance(form, str) or form not in ("lists", "table", "problems"):
        raise AnsibleFilterError(
            "config_lists: the form must be lists, table or problems; got %s." % word_or_kind(form)
        )
    merged = merge_variables(variables)
    problems = [problem for merger in merged.values() for problem in merger.problems]
    if form == "problems":
        return problems
    if problems:
        raise AnsibleFilterError("config_lists: " + " ".join(problems))
    for merger in merged.values():
        for warning in merger.warnings:
            Display().warning(warning)
    if form == "table":
        return as_table(merged)
    return {kind: [item.values for item in merger.items] for kind, merger in merged.items()}


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"config_lists": config_lists}
