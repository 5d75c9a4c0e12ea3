#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_target_info
short_description: Read the targets of a Zendesk account
version_added: 1.0.0
description:
  - Returns all targets of an account, or those that fit all of the options given.
  - Targets of types that this collection does not know are returned as they are.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.attributes.info_module
  - community.zendesk.connection
options:
  id:
    description: The ID of a target. Only this one is read.
    type: int
  title:
    description: The title of the targets, to the letter. Several targets can have the same.
    type: str
  type:
    description:
      - The type of the targets, one that Zendesk knows. For a list see
        O(community.zendesk.zendesk_target#module:type).
      - V(http_target) and V(url_target_v2) are two names for one type, and either finds both.
    type: str
  active:
    description: Whether to return active targets alone, or inactive ones alone.
    type: bool
  gather:
    description:
      - What to find out beside the targets themselves. V(usage) and V(failures) cost requests of
        their own.
      - V(usage) finds the triggers and automations that notify each target. One request for each 100
        triggers and one for each 100 automations, and one of each at least.
      - V(failures) finds the notifications that failed lately, up to 25 for each target. One request.
        It requires an administrator, and the scope V(read) of an OAuth client.
      - V(secrets) finds the names of the secrets that each target has. No request.
    type: list
    elements: str
    choices: [usage, failures, secrets]
    default: []
  failure_details:
    description:
      - Whether to return what was sent and answered with each failure, too. One more request for each
        failure.
      - What looks like a secret in it is masked, by its name. Text of tickets and other personal data
        stays.
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

- name: List the targets that Zendesk or somebody has switched off
  ansible.builtin.debug:
    msg: "{{ account.targets | rejectattr('active') | map(attribute='title') }}"

- name: Read the email targets in use
  community.zendesk.zendesk_target_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    type: email_target
    active: true

- name: Find out who uses the targets, and which of them fail
  community.zendesk.zendesk_target_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    gather: [usage, failures]
  register: account

- name: List the targets that nothing notifies
  ansible.builtin.debug:
    msg: "{{ account.targets | rejectattr('usage') | map(attribute='title') }}"
"""

RETURN = r"""
targets:
  description:
    - The targets as the API has them, without their secrets, in the order of the API.
    - Empty if none fits.
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
          description: Its address in the API.
          type: str
      sample:
        - kind: trigger
          id: 360000218001
          title: Tell the people on call
          active: true
          url: https://acme.zendesk.com/api/v2/triggers/360000218001.json
    failures:
      description:
        - The latest failures, as the API has them.
        - Zendesk tells for which title, not for which ID. Targets with the same title share them.
      returned: with V(failures) in O(gather)
      type: list
      elements: dict
      contains:
        consecutive_failure_count:
          description: How often the target had failed in a row. After 21 Zendesk deactivates it.
          type: int
        created_at:
          description: When it failed, in ISO 8601.
          type: str
        id:
          description: The ID of the failure.
          type: int
        raw_request:
          description: What Zendesk sent.
          returned: with O(failure_details=true)
          type: str
        raw_response:
          description: What it got.
          returned: with O(failure_details=true)
          type: str
        status_code:
          description: The HTTP status that it got.
          type: int
        target_name:
          description: The title of the target.
          type: str
        url:
          description: The address of the failure in the API.
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
        - The names of the secrets that the target has. Those that can't be read back are never among
          them, because Zendesk does not tell whether they are set.
      returned: with V(secrets) in O(gather)
      type: list
      elements: str
      sample: [token]
  sample:
    - active: true
      created_at: "2026-05-13T00:07:08Z"
      email: on-call@example.com
      id: 360000217439
      subject: "[{{ticket.id}}] {{ticket.title}}"
      title: On call
      type: email_target
      url: https://acme.zendesk.com/api/v2/targets/360000217439.json
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
