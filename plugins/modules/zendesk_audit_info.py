#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_audit_info
short_description: Hold the targets of a Zendesk account against a set
version_added: 1.0.0
description:
  - Compares an account with a list of targets, and says of each target whether it is in line, and
    what is not. It only reads.
  - The account is read once. The list is judged as a whole before the first request, as
    M(community.zendesk.zendesk_targets) does.
  - The role P(community.zendesk.audit#role) makes reports of it for people and for machines.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.attributes.info_module
  - community.zendesk.connection
  - community.zendesk.target.items
options:
  keep:
    description:
      - What may be in the account though no item names it. Each entry is the ID, the title or the
        type of targets, or a pattern for titles.
      - In a pattern, V(*) stands for any text and V(?) for one character. Everything else is
        case-sensitive text, brackets too.
      - Must be a list. Text is refused, because Ansible would split it at its commas.
    type: list
    elements: str
    default: []
  gather:
    description:
      - What to find out beside the targets themselves. Each costs requests of its own.
      - V(usage) finds the triggers and automations that notify each target. One request for each 100
        triggers and one for each 100 automations, and one of each at least.
      - V(failures) finds the notifications that failed lately. One request. It takes an admin, and an
        OAuth client needs O(zendesk_oauth_scope=read) for it. Without it the audit can't tell that
        Zendesk has deactivated a target.
      - If O(zendesk_oauth_scope) is not set anywhere, an OAuth client asks for the reading scopes that
        this takes. V(read) where V(failures) is listed, otherwise C(targets:read), and with V(usage)
        also C(triggers:read) and C(automations:read).
      - What can't be read is left out with a warning, see RV(not_read). This is what the user may
        not read, and failures where the account no longer has a list of them, which Zendesk is
        retiring.
    type: list
    elements: str
    choices: [usage, failures]
    default: [usage, failures]
seealso:
  - module: community.zendesk.zendesk_targets
  - module: community.zendesk.zendesk_target_info
"""

EXAMPLES = r"""
- name: Hold the account against the mailboxes that it should have
  community.zendesk.zendesk_audit_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    targets:
      - title: On call
        type: email_target
        email: on-call@example.com
        subject: !unsafe "[{{ticket.id}}] {{ticket.title}}"
    keep: [Pager]
  register: audit

- name: List what is not in line
  ansible.builtin.debug:
    msg: "{{ audit.results | rejectattr('status', 'in', ['in_line', 'kept']) }}"
"""

RETURN = r"""
results:
  description:
    - One entry for each item, in their order, then one for each target that no item names.
  returned: success
  type: list
  elements: dict
  contains:
    position:
      description: The position of the item in O(targets), counted from 1. V(null) where none names it.
      type: int
      sample: 1
    title:
      description: The title of the target.
      type: str
      sample: On call
    type:
      description: The type of the target, V(null) where it is not known.
      type: str
      sample: email_target
    id:
      description: The ID of the target, V(null) where there is none.
      type: int
      sample: 360000217439
    active:
      description: Whether the target is active.
      type: bool
      sample: true
    status:
      description:
        - V(in_line) if the target is what the item says, as far as it can be compared.
        - V(drifted) if it is not, or if Zendesk has deactivated it.
        - V(missing) if it is not there.
        - V(unmanaged) if no item names it, V(kept) if O(keep) does.
        - V(unclear) if it can't be said which target the item means, or the item does not fit it.
      type: str
      choices: [in_line, drifted, missing, unmanaged, kept, unclear]
      sample: drifted
    findings:
      description:
        - What there is to say. The key C(kind) says what each is about, and which other keys it has.
        - C(drift) has C(attribute), C(expected) and C(found). Secrets are masked. Where the item wants
          the target absent, the attribute is C(state).
        - C(deactivated) has C(consecutive_failures) and C(last_failure). The target is inactive, nobody
          has asked for it, and notifications have failed.
        - C(retired) has C(since) and C(replacement). Zendesk no longer delivers to targets of this type.
        - C(unverified) has C(secrets), the names of those in the item that can't be read back.
        - C(unclear) has C(message). C(missing) and C(unmanaged) have nothing else.
      type: list
      elements: dict
      sample:
        - kind: drift
          attribute: subject
          expected: "[{{ticket.id}}] {{ticket.title}}"
          found: URGENT
    usage:
      description:
        - The triggers and automations that notify the target, as in
          RV(community.zendesk.zendesk_target_info#module:targets[].usage).
        - V(null) where they were not read.
      type: list
      elements: dict
    failures:
      description:
        - The latest failures, as in RV(community.zendesk.zendesk_target_info#module:targets[].failures).
        - V(null) where they were not read.
      type: list
      elements: dict
summary:
  description:
    - How many targets there are of each status. Of these, C(deactivated), C(retired) and C(unverified)
      count those with such a finding.
  returned: success
  type: dict
  sample:
    in_line: 2
    drifted: 1
    missing: 0
    unmanaged: 0
    kept: 1
    unclear: 0
    deactivated: 0
    retired: 1
    unverified: 0
url:
  description: The address of the account.
  returned: success
  type: str
  sample: https://acme.zendesk.com
account_url:
  description:
    - The address that the targets of the account give for it. It differs from RV(url) where that is
      the address of a brand, or a domain of your own. Hosts with the same C(account_url) are one
      account.
    - The same as RV(url) where the account has no targets.
  returned: success
  type: str
  sample: https://acme.zendesk.com
  version_added: 1.1.0
not_read:
  description: What of O(gather) could not be read.
  returned: success
  type: list
  elements: str
  sample: []
error:
  description: What Zendesk answered, where it refused a request.
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

from ansible_collections.community.zendesk.plugins.module_utils._module import _audit
from ansible_collections.community.zendesk.plugins.module_utils._resources import (
    _target_failures,
    _targets,
)


def main() -> None:
    _audit.run_audit(_targets.TARGETS, _target_failures.FAILURES)


if __name__ == "__main__":
    main()
