#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_target_info
short_description: Read the targets of a Zendesk account
version_added: 1.0.0
description:
  - Returns all targets of an account, or those that match all given options.
  - Targets of types that this collection does not support are returned as well.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.attributes.info_module
  - community.zendesk.connection
options:
  id:
    description: The ID of a target. Only this record is read.
    type: int
  title:
    description: The exact, case-sensitive title of the targets. Several targets can have the same title.
    type: str
  type:
    description:
      - The type of the targets, as Zendesk calls it. For a list, see
        O(community.zendesk.zendesk_target#module:type).
      - V(http_target) and V(url_target_v2) are two names for the same type, and each finds targets of both
        names.
    type: str
  active:
    description: Whether to return only active targets, V(true), or only inactive ones, V(false).
    type: bool
  gather:
    description:
      - What to return in addition to the targets. V(usage) and V(failures) take extra requests.
      - V(usage) finds the triggers and automations that notify each target. It takes one request for each 100
        triggers and one for each 100 automations, and at least one of each.
      - V(failures) finds the latest failed notifications, up to 25 for each target. It takes one request and
        requires an administrator, and an OAuth client needs the scope V(read).
      - V(secrets) returns the names of the secrets that each target has. It takes no request.
    type: list
    elements: str
    choices: [usage, failures, secrets]
    default: []
  failure_details:
    description:
      - Whether to also return the request and the response of each failure. It takes one more request for
        each failure.
      - Values whose names look like names of secrets are masked. The text of tickets and other personal data
        is not.
    type: bool
    default: false
seealso:
  - module: community.zendesk.zendesk_target
"""

EXAMPLES = r"""
- name: Read all targets
  community.zendesk.zendesk_target_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  register: account

- name: List the inactive targets
  ansible.builtin.debug:
    msg: "{{ account.targets | rejectattr('active') | map(attribute='title') }}"

- name: Read the active email targets
  community.zendesk.zendesk_target_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    type: email_target
    active: true

- name: Find out which rules use the targets, and which targets fail
  community.zendesk.zendesk_target_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    gather: [usage, failures]
  register: account

- name: List the targets that no rule notifies
  ansible.builtin.debug:
    msg: "{{ account.targets | rejectattr('usage') | map(attribute='title') }}"
"""

RETURN = r"""
targets:
  description:
    - The targets as the API returns them, without their secrets, in the order of the API.
    - Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    usage:
      description: The triggers and automations that notify the target, active or not.
      returned: with V(usage) in O(gather)
      type: list
      elements: dict
      contains:
        kind:
          description: Whether it is a trigger or an automation.
          type: str
          choices: [trigger, automation]
        id:
          description: Its ID.
          type: int
        title:
          description: Its title.
          type: str
        active:
          description: Whether it is active.
          type: bool
        url:
          description: Its URL in the API.
          type: str
      sample:
        - kind: trigger
          id: 360000218001
          title: Tell the people on call
          active: true
          url: https://acme.zendesk.com/api/v2/triggers/360000218001.json
    failures:
      description:
        - The latest failures, as the API returns them.
        - Zendesk reports the title of the target, not its ID. Targets with the same title share their
          failures.
      returned: with V(failures) in O(gather)
      type: list
      elements: dict
      contains:
        consecutive_failure_count:
          description: The number of consecutive failures. After 21, Zendesk deactivates the target.
          type: int
        created_at:
          description: When the notification failed, in ISO 8601 format.
          type: str
        id:
          description: The ID of the failure.
          type: int
        raw_request:
          description: The request that Zendesk sent.
          returned: with O(failure_details=true)
          type: str
        raw_response:
          description: The response that it received.
          returned: with O(failure_details=true)
          type: str
        status_code:
          description: The HTTP status of the response.
          type: int
        target_name:
          description: The title of the target.
          type: str
        url:
          description: The URL of the failure in the API.
          type: str
      sample:
        - consecutive_failure_count: 3
          created_at: "2026-05-14T10:38:52Z"
          id: 6001326
          status_code: 401
          target_name: On call
          url: https://acme.zendesk.com/api/v2/target_failures/6001326.json
    secrets_set:
      description:
        - The names of the secrets that the target has. Secrets that can't be read back are never included,
          because Zendesk does not report whether they are set.
      returned: with V(secrets) in O(gather)
      type: list
      elements: str
      sample: [token]
  sample:
    - active: true
      created_at: "2026-05-13T00:07:08Z"
      email: on-call@example.com
      id: 360000217439
      subject: "[{{ ticket.id }}] {{ ticket.title }}"
      title: On call
      type: email_target
      url: https://acme.zendesk.com/api/v2/targets/360000217439.json
error:
  description: Details of the request that failed.
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

from ansible_collections.community.zendesk.plugins.module_utils._core import _failures
from ansible_collections.community.zendesk.plugins.module_utils._module import _info
from ansible_collections.community.zendesk.plugins.module_utils._resources import (
    _target_failures,
    _targets,
)


def main() -> None:
    _info.run_info(_targets.TARGETS, _failures.gather(_target_failures.FAILURES))


if __name__ == "__main__":
    main()
