# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  zendesk_subdomain:
    description:
      - The first part of the address of the account, V(acme) for C(https://acme.zendesk.com).
      - Either this or O(zendesk_url) is needed.
      - If not set, the environment variable E(ZENDESK_SUBDOMAIN) is used.
    type: str
  zendesk_url:
    description:
      - The address of the account, for one with an address of its own, such as
        V(https://support.example.com).
      - Plain C(http) is refused, except to a loopback address.
      - If not set, the environment variable E(ZENDESK_URL) is used.
    type: str
  zendesk_client_id:
    description:
      - The identifier of a confidential OAuth client. With O(zendesk_client_secret) it is
        exchanged for a token of its own at every run. This is the way in that lasts.
      - If not set, the environment variable E(ZENDESK_CLIENT_ID) is used.
    type: str
  zendesk_client_secret:
    description:
      - The secret of the OAuth client O(zendesk_client_id).
      - If not set, the environment variable E(ZENDESK_CLIENT_SECRET) is used.
    type: str
  zendesk_oauth_scope:
    description:
      - The scopes to ask for with O(zendesk_client_id), separated by spaces.
      - Reading triggers and automations is needed to delete a target without breaking them.
      - If not set, the environment variable E(ZENDESK_OAUTH_SCOPE) is used.
    type: str
    default: targets:read targets:write triggers:read automations:read
  zendesk_oauth_token:
    description:
      - An OAuth access token, for those who get one elsewhere.
      - If not set, the environment variable E(ZENDESK_OAUTH_TOKEN) is used.
    type: str
  zendesk_email:
    description:
      - The email address of an admin, for O(zendesk_api_token) or O(zendesk_password).
      - An agent is enough to read targets.
      - If not set, the environment variable E(ZENDESK_EMAIL) is used.
    type: str
  zendesk_api_token:
    description:
      - An API token, used with O(zendesk_email).
      - Zendesk retires API tokens. All of them stop working on 2027-04-30, and a warning says so.
      - If not set, the environment variable E(ZENDESK_API_TOKEN) is used.
    type: str
  zendesk_password:
    description:
      - The password of O(zendesk_email). Zendesk has stopped this for its accounts by January 2026.
      - If not set, the environment variable E(ZENDESK_PASSWORD) is used.
    type: str
  zendesk_validate_certs:
    description:
      - Whether to check the certificate of the account.
      - If not set, the environment variable E(ZENDESK_VALIDATE_CERTS) is used.
    type: bool
    default: true
    aliases: [validate_certs]
  zendesk_ca_path:
    description:
      - A file or folder with the certificates of the authorities to trust, for example of a proxy
        that opens TLS connections.
      - If not set, the environment variable E(ZENDESK_CA_PATH) is used, then
        E(REQUESTS_CA_BUNDLE) and E(CURL_CA_BUNDLE).
    type: path
    aliases: [ca_path]
  zendesk_timeout:
    description:
      - How many seconds to wait for a connection, and for each part of an answer. A whole answer
        may take four times as long.
      - If not set, the environment variable E(ZENDESK_TIMEOUT) is used.
    type: float
    default: 30
    aliases: [timeout]
  zendesk_retries:
    description:
      - How often a request is sent again when Zendesk is busy, down or out of reach. The waits in
        between are the ones that Zendesk asks for, up to two minutes each, or grow from half a
        second.
      - A create is only sent again when it is certain that the first one was not done.
      - If not set, the environment variable E(ZENDESK_RETRIES) is used.
    type: int
    default: 4
    aliases: [retries]
requirements:
  - "L(requests, https://pypi.org/project/requests/) >= 2.31.0"
notes:
  - The options for the account can be set once for all modules of this collection, with
    C(module_defaults) for the group C(community.zendesk.zendesk).
  - Proxies are taken from the environment variables E(HTTPS_PROXY) and E(NO_PROXY).
"""
