#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_targets
short_description: Keep a whole set of targets of a Zendesk account as code
version_added: 1.0.0
description:
  - Creates, changes and deletes the targets of a list in one task. The account is read once, then
    only the writes that are needed are made, side by side.
  - The list is judged as a whole before the first request. All that is wrong with it is reported
    together, each with the position of the item in the list, counted from 1, and its title.
  - New and changed targets come first, then deletes. A run that was cut off can be started again,
    and completes the set without making anything twice. Only a target that O(recreate) has already
    replaced, and not yet deleted, stays.
  - Only what is given is compared and changed. An option that is not given leaves the attribute as
    it is, an empty string clears it.
  - Zendesk replaces a target as a whole. So right before an update the target is read again, and the
    update is planned from what it is then. This takes one more request for each target that is
    updated. Only what somebody else changes between these two requests is lost.
  - An empty list is warned about. So is a new target whose title differs from that of another one
    only in case or white space.
  - Liquid placeholders such as C({{ticket.id}}) look like Ansible templates. Mark a value that has
    them with the tag C(!unsafe), as in the examples.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
  - community.zendesk.target.items
  - community.zendesk.target.policy
attributes:
  check_mode:
    support: full
    details:
      - Reads what a run reads, writes nothing, and returns the same RV(ignore:changed) and diff.
  diff_mode:
    support: full
    details:
      - One diff for each target that changes. Secrets are masked. The diff lists the names of the
        secrets that are sent.
  idempotent:
    support: partial
    details:
      - A secret that can't be read back is sent with every run, which then reports a change, unless
        O(update_secrets=on_create). All else is idempotent.
options:
  prune:
    description:
      - Whether to delete the targets of the account that no item names.
      - Nothing is pruned once an item of O(targets) has failed, before or after the first write, or
        while an entry of O(keep) fits no target. Targets that would have been pruned are returned
        with RV(results[].action=skipped).
      - A target that a trigger or an automation still uses is kept, unless O(force) is set.
      - Where no item of O(targets) is to be present, set O(max_deletions) to exactly the number of
        targets that would be deleted.
    type: bool
    default: false
  prune_types:
    description:
      - The types that O(prune) is bound to. All if not set.
      - Must be a list. Text is refused, because Ansible would split it at its commas.
    type: list
    elements: str
    default: []
  keep:
    description:
      - What O(prune) never deletes. Each entry is the ID, the title or the type of targets, or a
        pattern for titles. It spares every target that it fits.
      - In a pattern, V(*) stands for any text and V(?) for one character. Everything else is
        case-sensitive text, brackets too.
      - If an entry fits no target, nothing is pruned and the task fails after everything else was
        done, in check mode as well. Only a pattern may fit no target.
      - Must be a list. Text is refused, because Ansible would split it at its commas.
    type: list
    elements: str
    default: []
  max_deletions:
    description:
      - How many targets one run may delete or replace. If there would be more, the run fails before
        the first write. Targets that are kept because rules still use them do not count.
      - No limit if not set.
    type: int
  max_concurrency:
    description:
      - How many writes are made side by side. All of them wait when Zendesk's rate limit is used up.
    type: int
    default: 4
  continue_on_error:
    description:
      - Whether to go on with the other targets when one fails. The task fails in any case, with all
        that was done in the result.
      - With V(false) an item that fails before the first write keeps everything from being written,
        and a write that fails keeps those from being tried that have not started.
      - With V(true) an item's own O(targets[].state=absent) is still carried out after another item
        failed, but nothing is pruned.
      - A target that is kept because a rule still uses it stops nothing, whatever is set here. The
        task fails at the end.
      - When the login is refused, or the account does not answer even after all retries, the run
        stops in any case.
    type: bool
    default: false
seealso:
  - module: community.zendesk.zendesk_target
  - module: community.zendesk.zendesk_target_info
  - name: Targets
    description: Zendesk's reference of the API.
    link: https://developer.zendesk.com/api-reference/ticketing/targets/targets/
"""

EXAMPLES = r"""
- name: Keep the mailboxes of the account
  community.zendesk.zendesk_targets:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    targets:
      - title: On call
        type: email_target
        email: on-call@example.com
        subject: !unsafe "[{{ticket.id}}] {{ticket.title}}"
      - title: Audit
        type: email_target
        email: audit@example.com
        subject: !unsafe "Audit: {{ticket.title}}"
      - title: Old pager
        state: absent

- name: Delete every other email target, but no more than two and no pager
  community.zendesk.zendesk_targets:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    targets: "{{ zendesk_mailboxes }}"
    prune: true
    prune_types: [email_target]
    keep: ["Pager*"]
    max_deletions: 2
"""

RETURN = r"""
results:
  description:
    - What was done, or would be done in check mode. One entry for each item, in their order, then
      one for each target that was pruned.
  returned: when the account could be read and no limit was hit
  type: list
  elements: dict
  contains:
    position:
      description: The position of the item in O(targets), counted from 1. V(null) for a pruned target.
      type: int
      sample: 1
    title:
      description: The title of the target.
      type: str
      sample: On call
    type:
      description: The type of the target. V(null) where it is not known.
      type: str
      sample: email_target
    id:
      description: The ID of the target. V(null) for one that is not there.
      type: int
      sample: 360000217439
    replaced_id:
      description: The ID of the target that was replaced and deleted.
      returned: when O(recreate) replaced a target
      type: int
      sample: 360000217419
    action:
      description:
        - What was done. V(failed) if it could not be done, V(skipped) if it was not tried, V(kept)
          if it would have been deleted or replaced, but a rule still uses it.
        - RV(results[].error) says why.
      type: str
      choices: [create, update, delete, recreate, none, kept, failed, skipped]
      sample: update
    changed:
      description: Whether the target was changed.
      type: bool
      sample: true
    target:
      description:
        - The target as the API has it, without its secrets. In check mode as it would be.
        - A deleted target as it was. V(null) if there is none.
      type: dict
    secrets_sent:
      description: The names of the secrets that were sent.
      type: list
      elements: str
      sample: [password]
    diff:
      description: The target before and after. Secrets are masked.
      returned: in diff mode
      type: dict
    error:
      description: Why the target failed, was kept or was skipped. V(null) otherwise.
      type: dict
      contains:
        msg:
          description: The reason in words.
          type: str
        status:
          description: The HTTP status, V(0) where there was no answer.
          returned: when a request failed
          type: int
          sample: 422
        code:
          description: Zendesk's name for the error, empty where it gave none.
          returned: when a request failed
          type: str
          sample: RecordInvalid
        request_id:
          description: Zendesk's name for the request, for its support.
          returned: when a request failed
          type: str
summary:
  description: How many targets were created, updated and so on. A replaced one counts as created.
  returned: when the account could be read
  type: dict
  sample:
    created: 1
    updated: 0
    deleted: 0
    unchanged: 2
    kept: 0
    failed: 0
    skipped: 0
error:
  description: What Zendesk answered, where it refused a request before the first write.
  returned: failure of a request
  type: dict
  contains:
    status:
      description: The HTTP status, V(0) where there was no answer.
      type: int
      sample: 401
    code:
      description: Zendesk's name for the error, empty where it gave none.
      type: str
      sample: invalid_token
    request_id:
      description: Zendesk's name for the request, for its support. Empty where it gave none.
      type: str
      sample: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _many
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


def main() -> None:
    _many.run_many(_targets.TARGETS)


if __name__ == "__main__":
    main()
