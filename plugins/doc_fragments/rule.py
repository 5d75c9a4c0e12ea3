# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    """The options that triggers and automations have in common."""

    DOCUMENTATION = r"""
notes:
  - >-
    Wherever a rule takes the ID of a record, you can give a dictionary with its name instead, for example C({group:
    Support}). The kinds are C(target), C(webhook), C(group), C(user) (by email address), C(organization), C(brand)
    (by subdomain or name), C(ticket_form), C(ticket_field), C(custom_status), C(schedule), C(locale) (by code, such
    as C(de)), and C(option) as the value of a drop-down field of users or organizations.
  - >-
    If several records have the same name, a second key distinguishes them, for example C({target: On call, type:
    email_target}), C({webhook: Pager, endpoint: "https://pager.example.com"}) or C({custom_status: Waiting,
    category: hold}).
  - >-
    To refer to a custom ticket field, use C({ticket_field: Severity}) as the C(field) of a condition or an action in
    O(conditions) and O(actions), and C(ticket.ticket_field_[Severity]) between the braces of a placeholder in text.
  - Names are resolved before anything is compared or written. It is an error if a name matches no record, or several
    records. In check mode, a target, a webhook or a category that does not exist yet is assumed to be created by an
    earlier task, with a warning.
  - Quote the values V(yes), V(no), V(on), V(off), and numbers with a leading zero. Otherwise YAML changes them.
  - Placeholders of Zendesk such as C({{ ticket.id }}) look like Ansible templates. Put the tag C(!unsafe) before each
    text that contains placeholders, not before the list around it.
options:
  state:
    description:
      - Whether the rule should exist.
      - V(absent) ignores the attributes, but invalid options are still an error.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - The ID of an existing rule. Use it to distinguish rules with the same title.
      - With O(state=present) it is an error if there is no such rule.
    type: int
  title:
    description:
      - The title of the rule. Without O(id), the rule is found by its exact, case-sensitive title.
      - If the title contains placeholders of dynamic content, such as C({{dc.on_call}}), it is compared before
        Zendesk replaces them.
    type: str
  previous_title:
    description:
      - The former title of the rule, or a list of all its former titles.
      - If there is no rule called O(title), the rule with a former title is renamed. If there is no such rule either,
        a new one is created.
      - It is an error if both exist, or if several rules have a former title.
    type: list
    elements: str
  active:
    description:
      - Whether the rule is active.
      - A new rule is active by default.
    type: bool
  conditions:
    description:
      - When the rule applies. If given, it replaces all conditions, and a missing list counts as empty.
      - Each condition is a dictionary with C(field), C(operator) and C(value). C(operator) defaults to C(is).
        C(value) is not needed for operators such as C(changed).
      - The order does not matter.
      - Required to create a rule.
    type: dict
    suboptions:
      all:
        description: Conditions that must all be met.
        type: list
        elements: raw
      any:
        description: Conditions of which at least one must be met.
        type: list
        elements: raw
  actions:
    description:
      - What the rule does, in this order. If given, it replaces all actions.
      - Each action is a dictionary with C(field) and C(value).
      - Required to create a rule.
    type: list
    elements: raw
"""

    POLICY = r"""
options:
  force:
    description:
      - A rule created by an app is deleted only if this is V(true) and O(id) is given.
    type: bool
    default: false
"""

    INFO = r"""
options:
  uses:
    description:
      - >-
        Returns only the rules that use this target, webhook, group, field or other record. Give its name, such as
        C({group: Support}), as in the rules themselves, or its ID, such as C({group_id: 360001}). The kinds are those
        that rules support, and for triggers also C(trigger_category).
      - A list returns the rules that use any of these records.
      - An ID that no record has is not an error, so you can find rules that use a deleted record.
    type: raw
  resolve_names:
    description:
      - Whether to return names instead of IDs, in the form that rules take.
      - Records without a unique name keep their ID. It takes one request for each kind of record that is used, and an
        OAuth client needs the scope V(read).
    type: bool
    default: false
"""
