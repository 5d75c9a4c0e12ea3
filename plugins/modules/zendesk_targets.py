#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_targets
short_description: Manage a set of targets of a Zendesk account
version_added: 1.0.0
description:
  - Creates, updates and deletes the targets of a list in one task. Reads the account once, then sends only
    the writes that are needed, several at the same time.
  - The whole list is validated before the first request. All problems are reported together, each with the
    title of the item and its position in the list, counted from 1.
  - New and changed targets come first, then deletes. An interrupted run can be repeated. It completes the set
    and creates nothing twice. Only a target that O(recreate) has already replaced, but not yet deleted, is
    left behind.
  - Only the options that are given are compared and updated. Attributes that are not given are left unchanged,
    and an empty string clears an attribute.
  - An update in Zendesk replaces the whole target. So each target is read again right before its update, and
    the update is based on its current attributes. This takes one more request for each target that is
    updated. Only changes that somebody else makes between these two requests are lost.
  - The module warns about an empty list, and about a new target whose title differs from that of another
    target only in case or white space.
  - Placeholders of Zendesk such as C({{ ticket.id }}) look like Ansible templates. Put the tag C(!unsafe)
    before a value that has placeholders, as in the examples.
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
      - Reads the same data as a regular run, writes nothing, and returns the same RV(ignore:changed) and diff.
  diff_mode:
    support: full
    details:
      - Returns one diff for each target that changes. Secrets are masked. The diff lists the names of the
        secrets that are sent.
  idempotent:
    support: partial
    details:
      - A secret that can't be read back is sent in every run, which then reports a change, unless
        O(update_secrets=on_create). Everything else is idempotent.
options:
  prune:
    description:
      - Whether to delete the targets of the account that no item names.
      - Nothing is pruned if an item of O(targets) fails, before or after the first write, or if an entry of
        O(keep) matches no target. Targets that would have been pruned are returned with
        RV(results[].action=skipped).
      - A target that a trigger or an automation still uses is kept, unless O(force) is set.
      - If no item of O(targets) has O(targets[].state=present), set O(max_deletions) to exactly the number of
        targets that would be deleted.
    type: bool
    default: false
  prune_types:
    description:
      - The types of targets to prune. By default, targets of all types are pruned.
      - Must be a list. A string is rejected, because Ansible would split it at commas.
    type: list
    elements: str
    default: []
  keep:
    description:
      - Targets that O(prune) never deletes. Each entry is the ID, the title or the type of targets, or a
        pattern for titles. It keeps every target that it matches.
      - In a pattern, V(*) matches any text and V(?) matches one character. Everything else, including
        brackets, is literal and case-sensitive.
      - If an entry matches no target, nothing is pruned, and the task fails after everything else is done,
        also in check mode. Only a pattern may match no target.
      - Must be a list. A string is rejected, because Ansible would split it at commas.
    type: list
    elements: str
    default: []
  max_deletions:
    description:
      - The maximum number of targets that one run may delete or replace. If there would be more, the run
        fails before the first write. Targets that are kept because rules still use them do not count.
      - By default, there is no limit.
    type: int
  max_concurrency:
    description:
      - The maximum number of writes sent at the same time. All of them wait when Zendesk's rate limit is used
        up.
    type: int
    default: 4
  continue_on_error:
    description:
      - Whether to continue with the other targets after one has failed. The task fails in any case, and
        returns what was done.
      - With V(false), an item that fails before the first write prevents all writes. After a failed write, no
        other write is started.
      - With V(true), items with O(targets[].state=absent) are still carried out after another item has
        failed, but nothing is pruned.
      - A target that is kept because a rule still uses it does not stop the run, regardless of this option.
        The task fails at the end.
      - If the login is rejected, or the account does not answer even after all retries, the run stops in any
        case.
    type: bool
    default: false
seealso:
  - module: community.zendesk.zendesk_target
  - module: community.zendesk.zendesk_target_info
  - name: Targets
    description: Zendesk's API reference.
    link: https://developer.zendesk.com/api-reference/ticketing/targets/targets/
"""

EXAMPLES = r"""
- name: Manage the email targets of the account
  community.zendesk.zendesk_targets:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    targets:
      - title: On call
        type: email_target
        email: on-call@example.com
        subject: !unsafe "[{{ ticket.id }}] {{ ticket.title }}"
      - title: Audit
        type: email_target
        email: audit@example.com
        subject: !unsafe "Audit: {{ ticket.title }}"
      - title: Old pager
        state: absent

- name: Delete all other email targets, but at most two, and none for pagers
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
    - What was done, or would be done in check mode. One entry for each item, in the order of the list, then
      one for each target that was pruned.
  returned: when the account could be read and no limit was exceeded
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
      description: The type of the target. V(null) if it is not known.
      type: str
      sample: email_target
    id:
      description: The ID of the target. V(null) if it does not exist.
      type: int
      sample: 360000217439
    replaced_id:
      description: The ID of the target that was replaced and deleted.
      returned: when O(recreate) replaced a target
      type: int
      sample: 360000217419
    action:
      description:
        - What was done. V(failed) means that it could not be done, V(skipped) that it was not attempted, and
          V(kept) that the target would have been deleted or replaced, but a rule still uses it.
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
        - The target as the API returns it, without its secrets. In check mode, the target as it would be.
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
      description: Why the target failed, or was kept or skipped. V(null) otherwise.
      type: dict
      contains:
        msg:
          description: The reason.
          type: str
        status:
          description: The HTTP status. V(0) if there was no response.
          returned: when a request failed
          type: int
          sample: 422
        code:
          description: Zendesk's code for the error. Empty if there is none.
          returned: when a request failed
          type: str
          sample: RecordInvalid
        request_id:
          description: Zendesk's ID of the request, for Zendesk support.
          returned: when a request failed
          type: str
summary:
  description: The number of targets by action. A replaced target counts as created.
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
  description: Details of the request that failed before the first write.
  returned: when a request failed
  type: dict
  contains:
    status:
      description: The HTTP status. V(0) if there was no response.
      type: int
      sample: 401
    code:
      description: Zendesk's code for the error. Empty if there is none.
      type: str
      sample: invalid_token
    request_id:
      description: Zendesk's ID of the request, for Zendesk support. Empty if there is none.
      type: str
      sample: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _many
from ansible_collections.community.zendesk.plugins.module_utils._resources import _targets


def main() -> None:
    _many.run_many(_targets.TARGETS)


if __name__ == "__main__":
    main()
