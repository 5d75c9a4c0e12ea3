#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: zendesk_api
short_description: Send a request to the API of a Zendesk account
version_added: 2.0.0
description:
  - Sends one request to an endpoint that no other module of this collection manages, or reads all
    pages of a list.
  - Login, retries, rate limit and error messages are the same as in the other modules.
  - This module is not idempotent. It does not compare anything, so every run sends the request again,
    and a task that creates a record creates another one with every run. If another module manages the
    record, use that one.
author:
  - The community.zendesk maintainers (@ansible-collections)
extends_documentation_fragment:
  - community.zendesk.attributes
  - community.zendesk.connection
attributes:
  check_mode:
    support: partial
    details:
      - A V(GET) request is also sent in check mode. Any other request is not sent, but returned in
        RV(request).
  diff_mode:
    support: partial
    details:
      - Shows the request that is sent, but not what it changes.
  idempotent:
    support: none
    details:
      - Every run sends the request again.
options:
  path:
    description:
      - The path of the endpoint, such as V(groups) or V(/groups) for C(/api/v2/groups). A path that begins
        with V(/api/) is used unchanged.
      - A full URL is accepted if it belongs to the account, such as the C(url) of a record. A URL on another
        host is an error, and nothing is sent.
    type: str
    required: true
  method:
    description: The HTTP method.
    type: str
    choices: [GET, POST, PUT, PATCH, DELETE]
    default: GET
  body:
    description:
      - The body of the request, a dictionary or a list. It is sent as JSON.
      - Values whose keys look like names of secrets, such as C(password) or C(token), are masked in all
        output.
    type: raw
  query:
    description:
      - The query parameters of the request, by name. They are encoded as necessary.
      - Lists and dictionaries are not supported. Join several values with commas, as in
        V({{ ids | join(','\) }}), and write parameters with brackets as one name, as in C(page[size]).
    type: dict
  all_pages:
    description:
      - Whether to read all pages of a list and return their records as one list. Requires
        O(method=GET).
      - Cursors, numbered pages and the pages of exports are supported. Many lists have cursors only if
        C(page[size]) is in O(query), and are faster with it.
    type: bool
    default: false
  key:
    description:
      - The key that holds the list in the response, such as V(groups). Requires O(all_pages=true).
      - Required only if the response has several lists, for example with side-loaded records.
    type: str
  expected_status:
    description:
      - The HTTP statuses that do not count as an error. By default, these are 200 to 299.
      - With V([200, 404]), for example, a task can find out whether a record exists.
    type: list
    elements: int
notes:
  - An OAuth client without O(zendesk_oauth_scope) requests the scope C(read) for O(method=GET), and the
    scope C(write) for all other methods.
  - The response is returned unchanged, except that secrets known from the options are masked. Set
    C(no_log=true) for the task if the response contains other secrets, such as the signing secret of a
    webhook.
  - If the outcome of a V(POST) request is unknown, for example after a timeout, it is not sent again, and the
    error says so. Other requests are retried.
seealso:
  - module: community.zendesk.zendesk_target
  - name: Zendesk API reference
    description: All endpoints, with their parameters and bodies.
    link: https://developer.zendesk.com/api-reference/
"""

EXAMPLES = r"""
- name: Read all groups
  community.zendesk.zendesk_api:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    path: groups
    query:
      page[size]: 100
    all_pages: true
  register: account

- name: Show their names
  ansible.builtin.debug:
    msg: "{{ account.records | map(attribute='name') }}"

- name: Find out whether a group exists
  community.zendesk.zendesk_api:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    path: groups/360001234567
    expected_status: [200, 404]
  register: group

- name: Create a group for the people on call, unless it exists
  community.zendesk.zendesk_api:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    path: groups
    method: POST
    body:
      group:
        name: On call
  when: "'On call' not in account.records | map(attribute='name')"
"""

RETURN = r"""
status:
  description:
    - The HTTP status of the response. With O(all_pages=true), the status of the last page.
    - V(404) if a V(DELETE) request was retried, and the record was already deleted.
  returned: success, if a request was sent
  type: int
  sample: 200
body:
  description: The body of the response. V(null) if it was empty.
  returned: success, if a request was sent and O(all_pages=false)
  type: raw
  sample:
    group:
      id: 360001234567
      name: On call
      url: https://acme.zendesk.com/api/v2/groups/360001234567.json
records:
  description: The records of all pages, in the order of the API.
  returned: success, with O(all_pages=true)
  type: list
  elements: raw
  sample:
    - id: 360001234567
      name: On call
      url: https://acme.zendesk.com/api/v2/groups/360001234567.json
request:
  description: The request that would be sent, without its secrets.
  returned: in check mode, for all methods except V(GET)
  type: dict
  contains:
    method:
      description: The method.
      type: str
    path:
      description: The path on the account.
      type: str
    query:
      description: The parameters.
      returned: if there are any
      type: dict
    body:
      description: The body.
      returned: if there is one
      type: raw
  sample:
    method: POST
    path: /api/v2/groups
    body:
      group:
        name: On call
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

from ansible_collections.community.zendesk.plugins.module_utils._module import _api


def main() -> None:
    _api.run_api()


if __name__ == "__main__":
    main()
