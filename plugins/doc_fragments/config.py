# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import re

from ansible_collections.community.zendesk.plugins.doc_fragments import (
    rule,
    target,
    trigger,
    trigger_category,
    webhook,
)
from ansible_collections.community.zendesk.plugins.plugin_utils import _doc_items

_TARGETS = r"""
options:
  targets:
    description:
      - The targets, each with the options of M(community.zendesk.zendesk_target).
      - Several targets can have the same title if each has another type.
    type: list
    elements: dict
    suboptions:
"""
_TARGET_POLICY = r"""
  recreate:
    description:
      - Whether to replace a target that has the right title but another type.
      - The new target is created first, then the rules of this task are pointed to it, then the old target is
        deleted. If a rule would still use the old target, nothing is replaced, and the error names the rule.
      - If both exist, the target with the other type is deleted.
    type: bool
  force:
    description:
      - Whether O(state=absent) deletes the target even if triggers or automations use it, with a warning. This breaks
        those rules.
    type: bool
"""
_WEBHOOKS = r"""
options:
  webhooks:
    description:
      - The webhooks, each with the options of M(community.zendesk.zendesk_webhook).
      - Several webhooks can have the same name if their connection method or their endpoint differs.
    type: list
    elements: dict
    suboptions:
"""
_WEBHOOK_POLICY = r"""
  recreate:
    description:
      - Whether to replace a webhook that has the right name but another connection method.
      - The new webhook is created first, with any attributes that the item does not give copied from the old one.
        Then the rules of this task are pointed to it, then the old webhook is deleted. If a rule would still use the
        old webhook, nothing is replaced, and the error names the rule.
      - The secret of O(authentication) can't be copied. If the old webhook has authentication, set O(authentication),
        with O(authentication.type=none) to remove it.
      - If both exist, the webhook with the other connection method is deleted.
    type: bool
  force:
    description:
      - Whether O(state=absent) deletes the webhook even if triggers or automations use it, with a warning. This
        breaks those rules.
      - A webhook created by an app is deleted only if this is V(true) and O(id) is given.
    type: bool
"""
_TRIGGER_CATEGORIES = r"""
options:
  trigger_categories:
    description:
      - The categories of triggers, each with the options of M(community.zendesk.zendesk_trigger_category).
    type: list
    elements: dict
    suboptions:
"""
_TRIGGERS = r"""
options:
  triggers:
    description:
      - The triggers, each with the options of M(community.zendesk.zendesk_trigger).
      - Several triggers can have the same title if each is in another category.
    type: list
    elements: dict
    suboptions:
"""
_AUTOMATIONS = r"""
options:
  automations:
    description:
      - The automations, each with the options of M(community.zendesk.zendesk_automation).
      - An automation can take over the conditions of another one that this task deletes, deactivates or changes. The
        other one is deactivated first, because Zendesk allows only one active automation with the same conditions.
    type: list
    elements: dict
    suboptions:
"""


def _items(head: str, *fragments: str) -> str:
    """Returns the options of a list's items, without the C(version_added) of older modules."""
    options = re.sub(r"^ +version_added: .*\n", "", "".join(fragments), flags=re.MULTILINE)
    # In an item, a policy has no default.
    options = re.sub(r"(?m)^( +type: bool\n) +default: false\n", r"\1", options)
    return _doc_items.as_items(
        head, options.replace("\n\n", "\n"), {"update_secrets": "update_secrets"}
    )


def _notes() -> str:
    """Returns the notes about names in rules, without those that apply only to a task with one rule."""
    notes = rule.ModuleDocFragment.DOCUMENTATION.partition("options:\n")[0]
    entries = re.split(r"^(?=  - )", notes, flags=re.MULTILINE)
    kept = "".join(each for each in entries if "earlier task" not in " ".join(each.split()))
    return re.sub(r"\bO\(", "C(", kept)


def _lists() -> str:
    one_target = _doc_items.options_in(target.ModuleDocFragment.DOCUMENTATION)
    one_webhook = _doc_items.options_in(webhook.ModuleDocFragment.DOCUMENTATION)
    category = _doc_items.options_in(trigger_category.ModuleDocFragment.DOCUMENTATION)
    category_policy = _doc_items.options_in(trigger_category.ModuleDocFragment.POLICY)
    any_rule = _doc_items.options_in(rule.ModuleDocFragment.DOCUMENTATION)
    rule_policy = _doc_items.options_in(rule.ModuleDocFragment.POLICY)
    one_trigger = _doc_items.options_in(trigger.ModuleDocFragment.DOCUMENTATION)
    lists = (
        _items(_TARGETS, one_target, _TARGET_POLICY),
        _items(_WEBHOOKS, one_webhook, _WEBHOOK_POLICY),
        _items(_TRIGGER_CATEGORIES, category, category_policy),
        _items(_TRIGGERS, any_rule, one_trigger, rule_policy),
        _items(_AUTOMATIONS, any_rule, rule_policy),
    )
    return _notes() + "options:\n" + "".join(map(_doc_items.options_in, lists))


class ModuleDocFragment:
    """The options of a task for a whole account."""

    DOCUMENTATION = r"""
seealso:
  - module: community.zendesk.zendesk_target
  - module: community.zendesk.zendesk_webhook
  - module: community.zendesk.zendesk_trigger
notes:
  - Only the options that are given are compared and updated. Attributes that are not given are left unchanged, and an
    empty string clears an attribute.
  - An interrupted run can be repeated. It completes the configuration and creates nothing twice.
options:
  prune:
    description:
      - The lists to prune, for example V([triggers, automations]). Records of these kinds that no item names are
        deleted from the account.
      - A kind can be pruned only if its list is given. The list may be empty, see O(max_deletions).
      - Nothing is pruned if an item or an earlier write fails, or if an entry of O(keep) matches nothing. The records
        are then returned with RV(results[].action=skipped).
      - A record that a rule still uses is kept, and the task fails after everything else is done. It does not fail if
        the record is used by an item of this task, or only by rules that are left in place because of O(keep) or
        O(prune_rules).
      - Records created by an app are never pruned. The standard automations of Zendesk are deactivated instead of
        deleted.
      - Must be a list. A string is rejected, because Ansible would split it at commas.
    type: list
    elements: str
    default: []
  owned:
    description:
      - For each kind, the records of the account that you own. If a kind is not given, you own all of its records. An
        empty list means that you own none of them.
      - Other records are never matched, changed, pruned or counted as unmanaged, even if an item has the same name.
        Names in rules refer to all records, whether you own them or not.
      - An item that matches none of these entries is an error. So is an item that would be created while a record
        that you do not own has its former name, or has its name and the same content. Any other such record with the
        same name causes only a warning.
      - Each entry of a list is a name, a pattern for names in which V(*) matches any text and V(?) matches one
        character, or a dictionary with C(id). For triggers, it can also be a dictionary with C(category), and for
        targets, a dictionary with C(type).
      - Names are case-sensitive, and refer to the records that have them at the end of the run.
    type: dict
    suboptions: &entries
      targets:
        description: Entries for targets.
        type: list
        elements: raw
      webhooks:
        description: Entries for webhooks.
        type: list
        elements: raw
      trigger_categories:
        description: Entries for categories of triggers.
        type: list
        elements: raw
      triggers:
        description: Entries for triggers.
        type: list
        elements: raw
      automations:
        description: Entries for automations.
        type: list
        elements: raw
  keep:
    description:
      - Records that O(prune) never deletes or deactivates. The entries have the same form as in O(owned), and each
        keeps all records that it matches. Only kinds in O(prune) can be given.
      - If a name or an ID matches no record that exists at the end of the task, nothing is pruned, and the task fails
        after everything else is done, also in check mode. A pattern, a type or an existing category may match
        nothing.
      - Records that a kept rule uses are kept as well, and so is its category, even if an item sets C(force).
    type: dict
    suboptions: *entries
  prune_rules:
    description:
      - How O(prune) removes triggers and automations.
      - V(deactivate) deactivates them. Rules that are already inactive are left unchanged. Records that they use are
        kept.
    type: str
    choices: [delete, deactivate]
    default: delete
  max_deletions:
    description:
      - The maximum number of records that one run may delete, replace, or deactivate with O(prune), over all kinds.
        If there would be more, nothing is written, and the error states the counts and the number to set. Records
        that are kept do not count.
      - If not set, the run fails if these would be more than 3 records of a kind and more than a quarter of all records
        of that kind, or of those in O(owned).
      - If a list in O(prune) has no item with C(state=present), this must be exactly the number of deletions.
    type: int
  trigger_order:
    description:
      - Whether to change the order in which triggers run.
      - With V(keep), the order is left unchanged, and Zendesk puts a new trigger after all others of its category.
      - With V(as_listed), the active triggers of O(triggers) are put in the order of the list within each category.
        They are rearranged among the positions that they already hold, and a trigger that is new in the category goes
        directly after its predecessor in the list. Triggers that are not listed stay in place. This takes one
        request.
      - The same applies to O(trigger_categories), except for items that set O(trigger_categories[].position).
    type: str
    choices: [keep, as_listed]
    default: keep
  update_secrets:
    description:
      - When to send secrets, which can't be read back and therefore can't be compared.
      - V(on_create) sends them only if the record is created. For O(webhooks[].authentication), it also sends them if
        the part that can be compared differs. RV(secrets_not_sent) lists the records whose secrets were not sent.
      - V(always) sends them in every run, which then always reports a change.
      - To send only certain secrets once, use O(send_secrets).
    type: str
    choices: [always, on_create]
    default: on_create
  send_secrets:
    description:
      - The titles of targets and the names of webhooks whose secrets are sent in this run, regardless of
        O(update_secrets). Use it after a secret has changed.
      - A name that matches no item of O(targets) or O(webhooks) is an error.
    type: list
    elements: str
    default: []
  expected_plan_id:
    description:
      - The RV(plan_id) of an earlier run in check mode. If the plan has changed since then, nothing is written, the
        plan is returned, and the task fails.
    type: str
  validate_only:
    description:
      - Whether to only validate the options. No request is sent, and no credentials are needed.
      - Problems that depend on the account, such as names without a match, are not detected.
    type: bool
    default: false
  undo_file:
    description:
      - A file on the machine where the module runs. Before records are deleted, replaced or deactivated, they are
        written to this file as a task for this module that restores them. If the file can't be written, nothing is
        changed.
      - An existing file is never overwritten. Instead, a number is added to the name. Only the owner can read the
        file.
      - IDs, secrets and signing secrets can't be restored. The comment at the top of the file lists what is missing,
        and where a secret of the task was masked in text.
    type: path
  max_concurrency:
    description:
      - The maximum number of requests sent at the same time. All of them wait when Zendesk's rate limit is used up.
      - Writes that depend on each other are never sent at the same time.
    type: int
    default: 4
  continue_on_error:
    description:
      - Whether to continue with the other records after one has failed. The task fails in any case, and returns what
        was done.
      - With V(false), an item that fails before the first write prevents all writes. After a failed write, no other
        write is started.
      - With V(true), nothing is pruned after an error, and no record is deleted or replaced that is still used by a
        rule whose own change was not made.
      - If the login is rejected, or the account does not answer even after all retries, the run stops in any case.
    type: bool
    default: false
"""

    # Annotated, because ansible-test requires a literal in an assignment without annotation.
    ITEMS: str = _lists()
    # For modules that only compare.
    COMPARED: str = _lists().replace(
        "O(update_secrets)", "O(community.zendesk.zendesk_config#module:update_secrets)"
    )
