# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  zendesk_subdomain:
    description:
      - The first part of the address of the account, V(acme) for C(https://acme.zendesk.com).
      - Either this or O(zendesk_url) is required. The first source that provides one of them is used.
      - Use the address of the account itself, not of one of its brands.
      - If not set, the environment variable E(ZENDESK_SUBDOMAIN) is used.
    type: str
  zendesk_url:
    description:
      - The address of the account, if it has its own domain, such as V(https://support.example.com).
      - Plain C(http) is rejected, except for a loopback address.
      - If not set, the environment variable E(ZENDESK_URL) is used.
    type: str
  zendesk_client_id:
    description:
      - The identifier of a confidential OAuth client. Every run exchanges it, together with
        O(zendesk_client_secret), for a token. Use this login, because the others are being retired.
      - If not set, the environment variable E(ZENDESK_CLIENT_ID) is used.
    type: str
  zendesk_client_secret:
    description:
      - The secret of the OAuth client O(zendesk_client_id).
      - If not set, the environment variable E(ZENDESK_CLIENT_SECRET) is used.
    type: str
  zendesk_oauth_scope:
    description:
      - The scopes to request with O(zendesk_client_id), separated by spaces.
      - If not set anywhere, modules that change targets request V(targets:read targets:write triggers:read
        automations:read), and modules that change webhooks V(webhooks:read webhooks:write triggers:read
        automations:read). Triggers and automations are read so that deleting a target or a webhook does not
        break them. Modules that change rules request the scopes to read and write rules, and to read the
        records that they refer to. M(community.zendesk.zendesk_config) requests all of these for the lists
        that are given. Modules that only read request the scopes for what they read, and
        M(community.zendesk.zendesk_api) requests V(read) or V(write).
      - With an empty string, no scope is requested, and Zendesk decides.
      - If not set, the environment variable E(ZENDESK_OAUTH_SCOPE) is used.
    type: str
  zendesk_oauth_token:
    description:
      - An OAuth access token that you already have.
      - If not set, the environment variable E(ZENDESK_OAUTH_TOKEN) is used.
    type: str
  zendesk_email:
    description:
      - The email address of an administrator, for O(zendesk_api_token) or O(zendesk_password).
      - Reading targets requires only an agent.
      - If not set, the environment variable E(ZENDESK_EMAIL) is used.
    type: str
  zendesk_api_token:
    description:
      - An API token, used with O(zendesk_email).
      - Zendesk is retiring API tokens. They stop working on 2027-04-30, and the modules warn about it.
      - If not set, the environment variable E(ZENDESK_API_TOKEN) is used.
    type: str
  zendesk_password:
    description:
      - The password of O(zendesk_email). Zendesk stopped accepting passwords for all accounts by January
        2026.
      - If not set, the environment variable E(ZENDESK_PASSWORD) is used.
    type: str
  zendesk_validate_certs:
    description:
      - Whether to verify the TLS certificate of the account.
      - If not set, the environment variable E(ZENDESK_VALIDATE_CERTS) is used.
    type: bool
    default: true
    aliases: [validate_certs]
  zendesk_ca_path:
    description:
      - A file or directory with the CA certificates to trust, for example of a TLS-intercepting proxy.
      - If not set, the environment variable E(ZENDESK_CA_PATH) is used, then
        E(REQUESTS_CA_BUNDLE) and E(CURL_CA_BUNDLE).
    type: path
    aliases: [ca_path]
  zendesk_timeout:
    description:
      - The number of seconds to wait for a connection, and for each part of an answer. A whole answer may
        take four times as long.
      - If not set, the environment variable E(ZENDESK_TIMEOUT) is used.
    type: float
    default: 30
    aliases: [timeout]
  zendesk_retries:
    description:
      - How often a request is sent again when Zendesk is busy, down or unreachable. The wait between attempts
        starts at half a second and grows. It is at least as long as Zendesk asks for, and at most two
        minutes.
      - A create is not sent again after a timeout, because the first one may still be carried out. If its
        answer is lost in another way, the module looks for the record first.
      - If not set, the environment variable E(ZENDESK_RETRIES) is used.
    type: int
    default: 4
    aliases: [retries]
  zendesk_rate_limit_share:
    description:
      - The percentage of the account's rate limit that may be used up before the run waits for the next
        minute. The rest is left to other users of the account.
      - Zendesk reports how much of the limit is left, so requests of others count as well. All requests of
        the run wait together. As long as enough of the limit is left, nothing waits.
      - Webhooks have a separate limit, of which the same share is used.
      - With V(100), the run waits only when nothing is left.
      - If not set, the environment variable E(ZENDESK_RATE_LIMIT_SHARE) is used.
    type: int
    default: 80
    version_added: 2.0.0
  zendesk_overrides:
    description:
      - The connection options that a role of this collection takes from its variables. They take precedence
        over the options of the task, which in a role come only from C(module_defaults).
      - This option is for the roles. There is no need to set it in your own tasks.
      - An empty value or V(null) counts as not set.
    type: dict
    version_added: 2.0.0
    suboptions:
      zendesk_subdomain:
        description: See O(zendesk_subdomain).
        type: raw
      zendesk_url:
        description: See O(zendesk_url).
        type: raw
      zendesk_client_id:
        description: See O(zendesk_client_id).
        type: raw
      zendesk_client_secret:
        description: See O(zendesk_client_secret).
        type: raw
      zendesk_oauth_scope:
        description: See O(zendesk_oauth_scope).
        type: raw
      zendesk_oauth_token:
        description: See O(zendesk_oauth_token).
        type: raw
      zendesk_email:
        description: See O(zendesk_email).
        type: raw
      zendesk_api_token:
        description: See O(zendesk_api_token).
        type: raw
      zendesk_password:
        description: See O(zendesk_password).
        type: raw
      zendesk_validate_certs:
        description: See O(zendesk_validate_certs).
        type: raw
      zendesk_ca_path:
        description: See O(zendesk_ca_path).
        type: raw
      zendesk_timeout:
        description: See O(zendesk_timeout).
        type: raw
      zendesk_retries:
        description: See O(zendesk_retries).
        type: raw
      zendesk_rate_limit_share:
        description: See O(zendesk_rate_limit_share).
        type: raw
requirements:
  - "L(requests, https://pypi.org/project/requests/) >= 2.31.0"
notes:
  - The connection options can be set once for all modules of this collection, with C(module_defaults) for the
    group C(community.zendesk.zendesk).
  - An option of the task takes precedence over C(module_defaults), and both take precedence over the
    environment. An empty option or environment variable counts as not set.
  - The address of the account comes from the first of these sources that provides one. The login is the one
    whose secret comes from the first source that provides a secret. Its other half, O(zendesk_client_id) or
    O(zendesk_email), may come from any source.
  - Proxies are taken from the environment variables E(HTTPS_PROXY) and E(NO_PROXY).
"""
