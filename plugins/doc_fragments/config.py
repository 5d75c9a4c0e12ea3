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
      - The new target is created first, then the rules of this task are pointed to it, then the old one is
        deleted. If a rule still names the old one after that, nothing is replaced, and the error names the
        rule.
      - If both exist, the one of the other type is deleted.
    type: bool
  force:
    description:
      - Whether O(state=absent) deletes the target even if triggers or automations name it, with a warning. This
        breaks them.
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
      - The new webhook is created first, with the attributes of the old one that the item does not give, then
        the rules of this task are pointed to it, then the old one is deleted. If a rule still names the old one
        after that, nothing is replaced, and the error names the rule.
      - The secret of O(authentication) can't be copied. If the old webhook has authentication, give it, or
        O(authentication.type=none).
      - If both exist, the one with the other connection method is deleted.
    type: bool
  force:
    description:
      - Whether O(state=absent) deletes the webhook even if triggers or automations name it, with a warning. This
        breaks them.
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
      - An automation can take over the conditions of one that this task deletes, switches off or changes. The old one
        is switched off first, because Zendesk allows only one active automation with the same conditions.
    type: list
    elements: dict
    suboptions:
"""


def _items(head: str, *fragments: str) -> str:
    """What the items of a list take, without the versions of modules that are older."""
    options = re.sub(r"^ +version_added: .*\n", "", "".join(fragments), flags=re.MULTILINE)
    # A policy that an item does not give is not set.
    options = re.sub(r"(?m)^( +type: bool\n) +default: false\n", r"\1", options)
    return _doc_items.as_items(
        head, options.replace("\n\n", "\n"), {"update_secrets": "update_secrets"}
    )


def _notes() -> str:
    """What is said of the names in rules, without what only holds for a task with one rule."""
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
    """The options of whole accounts."""

    DOCUMENTATION = r"""
seealso:
  - module: community.zendesk.zendesk_target
  - module: community.zendesk.zendesk_webhook
  - module: community.zendesk.zendesk_trigger
notes:
  - Only the options that are given are compared and changed. An option that is not given leaves the attribute
    unchanged, and an empty string clears it.
  - A run that was cut off can be started again. It completes the configuration and creates nothing twice.
options:
  prune:
    description:
      - The lists whose kind is pruned, for example V([triggers, automations]). Records that the account has of this
        kind, and no item names, are deleted.
      - A kind can be pruned only if its list is given. The list may be empty, see O(max_deletions).
      - Nothing is pruned if an item or an earlier write has failed, or while an entry of O(keep) fits nothing. The
        records are then returned with RV(results[].action=skipped).
      - A record that a rule still names is kept, and the task fails after everything else was done. If an item of
        this task names it, or only rules that O(keep) or O(prune_rules) leave, it is kept without a failure.
      - Records that an app has made are never pruned, and the standard automations of Zendesk are switched off.
      - Must be a list. Text is refused, because Ansible would split it at its commas.
    type: list
    elements: str
    default: []
  owned:
    description:
      - Which records of the account are yours, for each kind. If a kind is missing here, all of its records are, and
        with an empty list none is.
      - Records that are not yours are never matched, changed, pruned or counted as unmanaged, even if an item has
        their name. Names in rules find all records, yours or not.
      - An item that is not within these limits is an error. So is an item that would be created while a
        record that is not yours has its former name, or its name and the same content. Any other record of the
        same name is only a warning.
      - Each entry of a list is one of these. A name. A pattern for names, in which V(*) stands for any text and V(?) for
        one character. A dictionary with C(id). For triggers, a dictionary with C(category), and for targets,
        one with C(type).
      - Names are case-sensitive, and mean the records that bear them when the run is over.
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
      - What O(prune) never deletes or switches off. The entries are those of O(owned), and each spares all records that
        it fits. A kind that is not in O(prune) can't be given here.
      - If a name or an ID fits no record that there is when the task is over, nothing is pruned, and the task fails
        after everything else was done, in check mode as well. A pattern or a type may fit nothing, and a category
        that exists, too.
      - What a kept rule names is kept with it, and so is its category, even if an item says C(force).
    type: dict
    suboptions: *entries
  prune_rules:
    description:
      - What O(prune) does with triggers and automations.
      - V(deactivate) switches them off. Those that are off already are left alone. What they name is kept.
    type: str
    choices: [delete, deactivate]
    default: delete
  max_deletions:
    description:
      - How many records one run may delete, replace, or switch off by O(prune), of all kinds together. If there would
        be more, nothing is written, and the error gives the counts and the number to set. Records that are kept do not
        count.
      - If not set, a run fails that would delete more than 3 records of a kind, if these are more than a quarter of all
        records of this kind, or of those in O(owned).
      - If a list in O(prune) has no item that is to be present, this must be exactly the number of deletions.
    type: int
  trigger_order:
    description:
      - Whether to change the order in which triggers run.
      - With V(keep), the order is left alone, and Zendesk puts a new trigger behind all others of its category.
      - With V(as_listed), the active triggers of O(triggers) have the order of the list within each category. They share
        out the places that they hold, and a trigger that is new there goes directly behind its predecessor in the list.
        Triggers that are not listed stay where they are among the others. This takes one request.
      - The same holds for O(trigger_categories), except for items that give O(trigger_categories[].position).
    type: str
    choices: [keep, as_listed]
    default: keep
  update_secrets:
    description:
      - When to send secrets. They can't be read back, and so can't be compared.
      - V(on_create) sends them only if the record is created, and for O(webhooks[].authentication) if the part that
        can be compared differs. RV(secrets_not_sent) names the records whose secrets were not sent.
      - V(always) sends them with every run, which then reports a change.
      - To send a few of them once, use O(send_secrets).
    type: str
    choices: [always, on_create]
    default: on_create
  send_secrets:
    description:
      - The titles of targets and the names of webhooks whose secrets are sent with this run, whatever
        O(update_secrets) says. Use it after a secret has changed.
      - A name that no item of O(targets) and O(webhooks) has is an error.
    type: list
    elements: str
    default: []
  expected_plan_id:
    description:
      - The RV(plan_id) of an earlier run in check mode. If the plan is another one now, nothing is written, the plan is
        returned, and the task fails.
    type: str
  validate_only:
    description:
      - Whether to only look for problems in the options. No request is sent, and no login is needed.
      - What only the account can tell, such as names without a match, is not found.
    type: bool
    default: false
  undo_file:
    description:
      - A file on the machine where the module runs, to which the records that are about to be deleted, replaced or
        switched off are written first, as a task for this module that brings them back. If it can't be
        written, nothing is changed.
      - An existing file is never overwritten, the new one gets a number. Only its owner can read it.
      - IDs, secrets and signing secrets can't be brought back. The head of the file lists what is missing, and where a
        secret of the task was masked in a text.
    type: path
  max_concurrency:
    description:
      - How many requests are sent at the same time. All of them wait when Zendesk's rate limit is used up.
      - Writes that depend on each other are never sent at the same time.
    type: int
    default: 4
  continue_on_error:
    description:
      - Whether to go on with the other records after one has failed. The task fails in any case, and returns
        what was done.
      - With V(false), an item that fails before the first write prevents all writes. After a write that fails, no other
        write is started.
      - With V(true), nothing is pruned after an error, and nothing is deleted or replaced that is still named by
        a rule whose own change was not made.
      - If the login is refused, or the account does not answer even after all retries, the run stops in any case.
    type: bool
    default: false
"""

    # With its type: what has none must be written out, as ansible-test reads it.
    ITEMS: str = _lists()
    # For what compares and sends nothing.
    COMPARED: str = _lists().replace(
        "O(update_secrets)", "O(community.zendesk.zendesk_config#module:update_secrets)"
    )
