# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: merge_items
short_description: Merge lists of targets, webhooks, trigger categories, triggers or automations
version_added: 2.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Merges any number of lists of one kind into one list, as the role P(community.zendesk.config#role) merges
    its variables.
  - An item that refers to the same record as an item of an earlier list changes that item. All other items are
    added after those of the earlier lists.
  - Two items refer to the same record if they have the same ID. If at least one of them has no ID, they do so
    if they have the same title. For webhooks and trigger categories, the title is the C(name).
  - Targets must also have the same type, if both items give one. If an earlier list has several triggers with
    the same title, the category decides. If it has several webhooks with the same name, the endpoint decides.
  - An item also changes an item whose C(previous_title) is its title, or whose title is its C(previous_title).
    The filter warns about this.
  - Options that an item does not give are left unchanged. V(null) and C(omit) count as not given, at any depth.
    Every value replaces the earlier one, with two exceptions. The parts of C(authentication) are merged as long
    as its type stays the same. The C(custom_headers) are merged one by one, and V(null) removes a header.
  - Conditions and actions are replaced as a whole. The filter warns about this.
  - All problems are reported together. Each message names the list and the position of the item.
positional: kind
options:
  _input:
    description:
      - The lists, in the order in which they are merged. This is either a list of lists, or a dictionary from
        the name of each list to its items. Errors and warnings use these names.
      - V(null) instead of a list counts as an empty list.
      - It is an error if an item changes no other item, lacks attributes that are required to create a record,
        and has a title that looks like a misspelt earlier one. If the title is correct, give the ID.
    type: raw
    required: true
  kind:
    description: The kind of the items, which is the option of M(community.zendesk.zendesk_config) that takes them.
    type: str
    choices: [targets, webhooks, trigger_categories, triggers, automations]
    required: true
  overrides:
    description:
      - More lists, which are merged last. Their items only change other items. An item that changes none is an
        error.
    type: raw
  defaults:
    description:
      - Options that apply to every item that does not give them.
      - They do not apply to an item that is absent, or that only names a record, activates it or deactivates
        it. Such an item has only an ID, title, previous title, type, C(active) or C(status), and options such
        as C(force). If these are sufficient to create a record, the defaults do apply.
      - A target gets only defaults that its type supports.
    type: dict
seealso:
  - plugin: community.zendesk.config_lists
    plugin_type: filter
  - plugin: community.zendesk.merge_targets
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Merge what differs in one account
  ansible.builtin.set_fact:
    merged: "{{ [standard, account] | community.zendesk.merge_items('webhooks', defaults=defaults) }}"
  vars:
    defaults:
      http_method: POST
      request_format: json
    standard:
      - name: Pager
        endpoint: https://pager.example.com/zendesk
        custom_headers:
          X-Team: support
          X-Region: emea
      - name: Reports
        endpoint: https://reports.example.com/zendesk
    account:
      - name: Pager
        endpoint: https://pager.example.com/sandbox
        custom_headers:
          X-Region: null
      - name: Reports
        state: absent

- name: Pager has another endpoint and one header, and Reports is absent
  ansible.builtin.assert:
    that:
      - merged[0].endpoint == "https://pager.example.com/sandbox"
      - merged[0].http_method == "POST"
      - "merged[0].custom_headers == {'X-Team': 'support'}"
      - merged[1].state == "absent"
"""

RETURN = r"""
_value:
  description: The merged list. Items keep their position in the earlier list.
  type: list
  elements: dict
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError
from ansible.utils.display import Display

from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import word_or_kind
from ansible_collections.community.zendesk.plugins.plugin_utils._items import RESOURCES
from ansible_collections.community.zendesk.plugins.plugin_utils._merge import Layer, Merger
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import is_omit, without_omit


def merge_items(
    lists: Any, kind: Any, overrides: Any = None, defaults: Any = None
) -> list[dict[str, Any]]:
    """Merges lists of items of one kind."""
    kind = without_omit(kind)
    if not isinstance(kind, str) or kind not in RESOURCES:
        raise AnsibleFilterError(
            "merge_items: the kind must be one of %s; got %s."
            % (", ".join(RESOURCES), word_or_kind(kind))
        )
    layers = _layers(lists, "list", "the input")
    if not is_omit(overrides) and overrides is not None:
        layers += _layers(overrides, "override", "overrides")
    merger = Merger(RESOURCES[kind])
    beneath = None if is_omit(defaults) else Layer("the dictionary of defaults", defaults)
    merger.merge(layers, beneath)
    if merger.problems:
        raise AnsibleFilterError("merge_items: " + " ".join(merger.problems))
    for warning in merger.warnings:
        Display().warning(warning)
    return [item.values for item in merger.items]


def _layers(lists: Any, word: str, name: str) -> list[Layer]:
    is_override = word == "override"
    if isinstance(lists, dict):
        return [Layer(str(name), items, is_override) for name, items in lists.items()]
    lists = without_omit(lists)
    if isinstance(lists, list) and all(isinstance(one, (list, type(None))) for one in lists):
        return [
            Layer("%s %d" % (word, position), items, is_override)
            for position, items in enumerate(lists, 1)
        ]
    got = word_or_kind(lists)
    if isinstance(lists, list):
        odd = next(one for one in lists if not isinstance(one, (list, type(None))))
        got = "a list that contains %s" % word_or_kind(odd)
    raise AnsibleFilterError(
        "merge_items: %s must be a list of lists, such as [standard, account], or a dictionary of "
        "lists; got %s." % (name, got)
    )


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"merge_items": merge_items}
