# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    """How an account is compared, beside the lists that it is compared with."""

    DOCUMENTATION = r"""
options:
  owned:
    description:
      - Which records of the account are yours, for each kind, as in
        O(community.zendesk.zendesk_config#module:owned). Records that are not yours are not in RV(results).
      - If a kind is missing here, all of its records are yours.
    type: dict
    version_added: 1.1.0
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
      - What may be in the account though no item names it.
      - A dictionary has entries for each kind, under the names that O(owned) has, and of the same form.
      - A list is about targets. Each entry is the ID, the title or the type of targets, or a pattern for titles.
      - In a pattern, V(*) stands for any text and V(?) for one character. Everything else is
        case-sensitive text, brackets too.
      - Text is refused, because Ansible would split it at its commas.
    type: raw
    default: []
  trigger_order:
    description:
      - Whether to compare the order in which triggers run.
      - With V(as_listed), the active triggers of O(triggers) must have the order of the list within each category, and
        O(trigger_categories) that of theirs, except for items that give O(trigger_categories[].position).
    type: str
    choices: [keep, as_listed]
    default: keep
    version_added: 1.1.0
  gather:
    description:
      - What to find out beside the records themselves. Each costs requests of its own, and is only read for lists that
        are given.
      - V(usage) finds the triggers and automations that notify each target and webhook. One request for each 100
        triggers and one for each 100 automations, and one of each at least. Rules that are compared are not read twice.
      - V(failures) finds the notifications of targets that failed lately. One request. It takes an admin, and an
        OAuth client needs O(zendesk_oauth_scope=read) for it. Without it the audit can't tell that
        Zendesk has deactivated a target.
      - V(deliveries) finds the latest deliveries of webhooks that failed. One request for each webhook, of which
        Zendesk takes 100 a minute. Added in community.zendesk 1.1.0.
      - If O(zendesk_oauth_scope) is not set anywhere, an OAuth client asks for the reading scopes that
        this takes. V(read) where V(failures) is listed or rules are compared, since these can name anything. Otherwise
        those of the lists, for example C(targets:read), and with V(usage) also C(triggers:read) and
        C(automations:read).
      - What can't be read is left out with a warning, see RV(not_read). This is what the user may
        not read, and failures where the account no longer has a list of them, which Zendesk is
        retiring.
    type: list
    elements: str
    choices: [usage, failures, deliveries]
    default: [usage, failures]
"""
