#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_webhook
short_description: Manage one webhook of a Zendesk account
version_added: 2.0.0
description:
  - Creates, updates and deletes a webhook. A webhook sends an HTTP request when a trigger or an
    automation notifies it, or when something happens in the account.
  - Only the options that are given are compared and updated. Attributes that are not given are left unchanged,
    and an empty string clears an attribute.
  - An update sends only the attributes that change.
  - Placeholders of Zendesk such as C({{ ticket.id }}) look like Ansible templates. Put the tag C(!unsafe)
    before a value that has placeholders, as in the examples.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
  - community.zendesk.webhook
  - community.zendesk.webhook.policy
attributes:
  check_mode:
    support: full
    details:
      - Reads the same data as a regular run, writes nothing, and returns the same RV(ignore:changed) and diff.
  diff_mode:
    support: full
    details:
      - Secrets are masked. The diff lists the attributes whose secrets are sent.
  idempotent:
    support: partial
    details:
      - The secret in O(authentication) can't be read back. If it is given, every run sends it and reports a
        change, unless O(update_secrets=on_create). Everything else is idempotent.
seealso:
  - module: community.zendesk.zendesk_webhook_info
  - plugin: community.zendesk.notification_webhook
    plugin_type: filter
  - name: Webhooks
    description: Zendesk's API reference.
    link: https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/
"""

EXAMPLES = r"""
- name: Set the account once for several tasks
  module_defaults:
    group/community.zendesk.zendesk:
      zendesk_subdomain: acme
      zendesk_client_id: ansible
      zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  block:
    - name: Call the pager
      community.zendesk.zendesk_webhook:
        name: Pager
        endpoint: https://pager.example.com/zendesk
        http_method: POST
        request_format: json
        authentication:
          type: bearer_token
          token: "{{ vault_pager_token }}"
        custom_headers:
          X-Source: Zendesk
        update_secrets: on_create

    - name: Notify the directory of new and deleted users
      community.zendesk.zendesk_webhook:
        name: Directory
        endpoint: https://directory.example.com/zendesk
        http_method: POST
        request_format: json
        subscriptions:
          - zen:event-type:user.created
          - zen:event-type:user.deleted

    - name: Update the issue that a ticket refers to
      community.zendesk.zendesk_webhook:
        name: Issue tracker
        endpoint: !unsafe "https://issues.example.com/{{ ticket.external_id }}"
        http_method: PUT
        request_format: json

    - name: Rename and deactivate a webhook, and leave everything else unchanged
      community.zendesk.zendesk_webhook:
        name: Old pager
        previous_name: Pager
        status: inactive

    - name: Delete a webhook, unless a trigger or an automation uses it
      community.zendesk.zendesk_webhook:
        name: Old pager
        state: absent
"""

RETURN = r"""
action:
  description: What was done, or would be done in check mode.
  returned: success
  type: str
  choices: [create, update, delete, recreate, none]
  sample: update
webhook:
  description:
    - The webhook as the API returns it, without its secrets. Attributes that are not set are missing.
    - In check mode, the webhook as it would be. A new webhook then has no C(id) and no timestamps.
    - A deleted webhook as it was. V(null) if there was none.
  returned: success
  type: dict
  sample:
    authentication:
      type: bearer_token
      add_position: header
    created_at: "2026-05-13T00:07:08Z"
    created_by: "360000012345"
    custom_headers:
      X-Source: Zendesk
    endpoint: https://pager.example.com/zendesk
    http_method: POST
    id: 01HANAHFR0EXAMPLE000000001
    name: Pager
    request_format: json
    status: active
    subscriptions: [conditional_ticket_events]
msg:
  description: A note about the new webhook.
  returned: when a webhook is created
  type: str
  sample: >-
    Webhook "Pager" gets a new signing secret. Read it with zendesk_webhook_info, gather=signing_secret.
secrets_sent:
  description: The attributes whose secrets were sent, or would be sent in check mode.
  returned: success
  type: list
  elements: str
  sample: [authentication]
error:
  description: Details of the request that failed.
  returned: when a request failed
  type: dict
  contains:
    status:
      description: The HTTP status. V(0) if there was no response.
      type: int
      sample: 404
    code:
      description: Zendesk's code for the error. Empty if there is none.
      type: str
      sample: WebhookNotFound
    request_id:
      description: Zendesk's ID of the request, for Zendesk support. Empty if there is none.
      type: str
      sample: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _one
from ansible_collections.community.zendesk.plugins.module_utils._resources import _webhooks


def main() -> None:
    _one.run_one(_webhooks.WEBHOOKS)


if __name__ == "__main__":
    main()
