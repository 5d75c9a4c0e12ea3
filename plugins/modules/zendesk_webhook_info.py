#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_webhook_info
short_description: Read the webhooks of a Zendesk account
version_added: 2.0.0
description:
  - Returns all webhooks of an account, or those that match all given options, the latest first.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.attributes.info_module
  - community.zendesk.connection
options:
  id:
    description: The ID of a webhook. Only this record is read.
    type: str
  name:
    description: The exact, case-sensitive name of the webhooks. Several webhooks can have the same name.
    type: str
  status:
    description: Whether to return only active webhooks, V(active), or only inactive ones, V(inactive).
    type: str
    choices: [active, inactive]
  gather:
    description:
      - What to read in addition to the webhooks.
      - V(usage) finds the triggers and automations that use each webhook. It takes one request for each
        100 triggers and one for each 100 automations, and at least one of each.
      - V(invocations) counts the requests of the last seven days by their outcome, and finds the latest
        failures, up to 25 for each webhook. It takes one request for each 100 invocations, and at least
        one for each webhook. It requires an administrator.
      - V(signing_secret) returns the secret with which Zendesk signs the requests of each webhook. Set
        C(no_log=true) for the task. It takes one request for each webhook, and requires an administrator.
      - Zendesk allows 100 requests about webhooks a minute. If more than O(zendesk_rate_limit_share) per
        cent of them are used up, the task waits for the next minute.
    type: list
    elements: str
    choices: [usage, invocations, signing_secret]
    default: []
  failure_details:
    description:
      - Whether to also return the requests and responses of each failure. It takes one more request for each
        failure, and requires V(invocations) in O(gather).
      - Values whose names look like names of secrets are masked. The text of tickets and other personal data
        is not.
    type: bool
    default: false
seealso:
  - module: community.zendesk.zendesk_webhook
"""

EXAMPLES = r"""
- name: Read all webhooks
  community.zendesk.zendesk_webhook_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  register: account

- name: List the webhooks that are inactive
  ansible.builtin.debug:
    msg: "{{ account.webhooks | selectattr('status', 'eq', 'inactive') | map(attribute='name') }}"

- name: Find unused and failing webhooks
  community.zendesk.zendesk_webhook_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    gather: [usage, invocations]
  register: account

- name: List the webhooks that have failed recently
  ansible.builtin.debug:
    msg: "{{ account.webhooks | selectattr('invocations.latest_failures') | map(attribute='name') }}"

- name: Read a signing secret
  community.zendesk.zendesk_webhook_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    name: Pager
    gather: [signing_secret]
  register: pager
  no_log: true

- name: Copy it to the receiver
  ansible.builtin.copy:
    content: "{{ pager.webhooks[0].signing_secret.secret }}"
    dest: /etc/pager/zendesk_signing_secret
    mode: "0600"
  delegate_to: pager.example.com
  no_log: true
"""

RETURN = r"""
webhooks:
  description:
    - The webhooks as the API returns them, without their secrets. Attributes that are not set are missing.
    - Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    usage:
      description:
        - The triggers and automations that use the webhook, active or not, as in
          RV(community.zendesk.zendesk_target_info#module:targets[].usage).
      returned: with V(usage) in O(gather)
      type: list
      elements: dict
    invocations:
      description: Outcome of the requests of the last seven days.
      returned: with V(invocations) in O(gather)
      type: dict
      contains:
        counts:
          description: The number of invocations with each status.
          type: dict
          sample:
            client error: 2
            success: 118
        latest_failures:
          description: The latest invocations that were not successful, the latest first.
          type: list
          elements: dict
          contains:
            attempts:
              description: The requests and responses, the latest first.
              returned: with O(failure_details=true)
              type: list
              elements: dict
            id:
              description: The ID of the invocation.
              type: str
            latest_completed_at:
              description: When it ended, in ISO 8601 format.
              type: str
            status:
              description: Its status.
              type: str
            status_code:
              description: The HTTP status of the response. Missing if there was no request.
              type: int
          sample:
            - id: 01HANAHFR0EXAMPLE000000007
              latest_completed_at: "2026-05-14T10:38:52Z"
              status: client error
              status_code: 403
    signing_secret:
      description: The secret with which Zendesk signs the requests. V(null) for a webhook of an app.
      returned: with V(signing_secret) in O(gather)
      type: dict
      contains:
        algorithm:
          description: The algorithm of the signature.
          type: str
          sample: SHA256
        secret:
          description: The secret.
          type: str
  sample:
    - created_at: "2026-05-13T00:07:08Z"
      created_by: "360000012345"
      endpoint: https://pager.example.com/zendesk
      http_method: POST
      id: 01HANAHFR0EXAMPLE000000001
      name: Pager
      request_format: json
      status: active
      subscriptions: [conditional_ticket_events]
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

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _gather,
    _invocations,
)
from ansible_collections.community.zendesk.plugins.module_utils._module import _info
from ansible_collections.community.zendesk.plugins.module_utils._resources import (
    _webhook_details,
    _webhooks,
)


def main() -> None:
    _info.run_info(
        _webhooks.WEBHOOKS,
        _invocations.gather(_webhook_details.INVOCATIONS),
        _gather.detail(_webhook_details.SIGNING_SECRET),
    )


if __name__ == "__main__":
    main()
