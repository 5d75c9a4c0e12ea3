# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    """The options of an audit other than the lists to compare with."""

    DOCUMENTATION = r"""
options:
  owned:
    description:
      - For each kind, the records of the account that you own, as in
        O(community.zendesk.zendesk_config#module:owned). All other records are left out of RV(results).
      - If a kind is not given, you own all of its records.
    type: dict
    version_added: 2.0.0
    suboptions:
      targets: &entries
        description: Entries for records of this kind.
        type: list
        elements: raw
      webhooks: *entries
      trigger_categories: *entries
      triggers: *entries
      automations: *entries
  keep:
    description:
      - Records that may exist in the account although no item names them.
      - A dictionary has entries for each kind, with the same keys and the same form as O(owned).
      - A list applies to targets. Each entry is the ID, the title or the type of targets, or a pattern for
        titles.
      - In a pattern, V(*) matches any text and V(?) matches one character. Everything else, including brackets,
        is literal and case-sensitive.
      - A string is rejected, because Ansible would split it at commas.
    type: raw
    default: []
  trigger_order:
    description:
      - Whether to compare the order in which triggers run.
      - With V(as_listed), the active triggers of O(triggers) must be in the order of the list within each
        category. The same applies to O(trigger_categories), except for items that set
        O(trigger_categories[].position).
    type: str
    choices: [keep, as_listed]
    default: keep
    version_added: 2.0.0
  gather:
    description:
      - What to read in addition to the records. Each choice takes extra requests, and applies only to the lists
        that are given.
      - V(usage) finds the triggers and automations that notify each target and webhook. It takes one request for
        each 100 triggers and one for each 100 automations, and at least one of each. Rules that are compared are
        not read twice.
      - V(failures) finds the latest failed notifications of targets. It takes one request and requires an
        administrator, and an OAuth client needs O(zendesk_oauth_scope=read). Without it, the audit can't detect
        that Zendesk has deactivated a target.
      - V(deliveries) finds the latest failed deliveries of webhooks. It takes one request for each webhook, and
        Zendesk allows 100 of them a minute. Added in community.zendesk 2.0.0.
      - If O(zendesk_oauth_scope) is not set anywhere, an OAuth client requests only the read scopes that are
        needed. This is V(read) if V(failures) is listed or rules are compared, since rules can refer to any kind
        of record. Otherwise, these are the scopes of the lists, for example C(targets:read), and with V(usage)
        also C(triggers:read) and C(automations:read).
      - Data that can't be read is left out with a warning, see RV(not_read). This happens if the user lacks the
        permission, and for failures if the account no longer offers the list, which Zendesk is retiring.
    type: list
    elements: str
    choices: [usage, failures, deliveries]
    default: [usage, failures]
"""
