#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_trigger_category
short_description: Manage one trigger category of a Zendesk account
version_added: 2.0.0
description:
  - Creates, updates and deletes a category of triggers.
  - Only the options that are given are compared and updated. Attributes that are not given are left unchanged.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
  - community.zendesk.trigger_category
  - community.zendesk.trigger_category.policy
attributes:
  check_mode:
    support: full
    details:
      - Reads the same data as a regular run, writes nothing, and returns the same RV(ignore:changed) and diff.
  diff_mode:
    support: full
  idempotent:
    support: full
seealso:
  - module: community.zendesk.zendesk_trigger
  - name: Ticket trigger categories
    description: Zendesk's API reference.
    link: https://developer.zendesk.com/api-reference/ticketing/business-rules/trigger_categories/
"""

EXAMPLES = r"""
- name: Set the account once for several tasks
  module_defaults:
    group/community.zendesk.zendesk:
      zendesk_subdomain: acme
      zendesk_client_id: ansible
      zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
  block:
    - name: Create a category for the triggers of the operations team
      community.zendesk.zendesk_trigger_category:
        name: Operations

    - name: Rename it
      community.zendesk.zendesk_trigger_category:
        name: Platform operations
        previous_name: Operations

    - name: Delete it, unless it contains triggers
      community.zendesk.zendesk_trigger_category:
        name: Platform operations
        state: absent
"""

RETURN = r"""
action:
  description: What was done, or would be done in check mode.
  returned: success
  type: str
  choices: [create, update, delete, none]
  sample: update
trigger_category:
  description:
    - The category as the API returns it.
    - In check mode, the category as it would be. A new category then has no C(id), C(url) or timestamps.
    - A deleted category as it was. V(null) if there was none.
  returned: success
  type: dict
  sample:
    created_at: "2026-05-13T00:07:08Z"
    id: "1500000362362"
    name: Operations
    position: 2
error:
  description: Details of the request that failed.
  returned: when a request failed
  type: dict
  contains:
    status:
      description: The HTTP status. V(0) if there was no response.
      type: int
      sample: 400
    code:
      description: Zendesk's code for the error. Empty if there is none.
      type: str
      sample: TriggerCategoryNotEmpty
    request_id:
      description: Zendesk's ID of the request, for Zendesk support. Empty if there is none.
      type: str
      sample: 9d6cd0d7-6f2d-4fd9-8fd7-4a9a0d5a7f0b
"""

from ansible_collections.community.zendesk.plugins.module_utils._module import _one
from ansible_collections.community.zendesk.plugins.module_utils._resources import (
    _trigger_categories,
)


def main() -> None:
    _one.run_one(_trigger_categories.TRIGGER_CATEGORIES)


if __name__ == "__main__":
    main()
