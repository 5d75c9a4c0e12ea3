# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module on the Python of a managed host.

C(MANAGED_PYTHON) names it, so that it can be another than Ansible's own; the matrix does.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from ansible_collections.community.zendesk.tests.running import run_playbook
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

TASKS = """
- community.zendesk.zendesk_targets: &login
    zendesk_url: %(url)s
    zendesk_client_id: simulated-client
    zendesk_client_secret: simulated-client-secret
    zendesk_oauth_scope: read write
    targets: &targets
      - {title: One, type: email_target, email: a@example.com, subject: !unsafe "{{ticket.id}}"}
      - {title: Two, type: email_target, email: a@example.com, subject: Hi}
- community.zendesk.zendesk_targets:
    <<: *login
  register: again
- community.zendesk.zendesk_target:
    zendesk_url: %(url)s
    zendesk_oauth_token: simulated-admin-oauth-token
    title: Two
    state: absent
- community.zendesk.zendesk_target_info:
    zendesk_url: %(url)s
    zendesk_oauth_token: simulated-admin-oauth-token
    gather: [usage, failures]
  register: account
- community.zendesk.zendesk_audit_info:
    zendesk_url: %(url)s
    zendesk_oauth_token: simulated-admin-oauth-token
    targets: *targets
  register: audit
- community.zendesk.zendesk_api:
    zendesk_url: %(url)s
    zendesk_oauth_token: simulated-admin-oauth-token
    path: targets
    all_pages: true
  register: api
- community.zendesk.zendesk_webhook: &webhook
    zendesk_url: %(url)s
    zendesk_oauth_token: simulated-admin-oauth-token
    name: Pager
    endpoint: !unsafe "https://pager.example.com/{{ticket.id}}"
    http_method: POST
    request_format: json
    authentication: {type: bearer_token, token: simulated-pager-token}
    custom_headers: {X-Source: Zendesk}
    update_secrets: on_create
- community.zendesk.zendesk_webhook:
    <<: *webhook
  register: pager
- community.zendesk.zendesk_webhook_info:
    zendesk_url: %(url)s
    zendesk_oauth_token: simulated-admin-oauth-token
    gather: [usage, invocations, signing_secret]
  register: webhooks
  no_log: true
- ansible.builtin.assert:
    that:
      - again is not changed
      - pager is not changed
      - webhooks.webhooks | map(attribute="name") == ["Pager"]
      - webhooks.webhooks[0].signing_secret.algorithm == "SHA256"
      - webhooks.webhooks[0].usage == []
      - account.targets | map(attribute="title") == ["One"]
      - api.records | map(attribute="title") == ["One"]
      - audit.summary.matches == 1
      - audit.summary.missing == 1
"""


def test_every_module(simulator: Simulator, tmp_path: Path) -> None:
    python = os.environ.get("MANAGED_PYTHON") or sys.executable
    played = run_playbook(
        tmp_path,
        TASKS % {"url": simulator.url},
        # As JSON: the path may hold a space.
        "--extra-vars=" + json.dumps({"ansible_python_interpreter": python}),
    )
    assert played.code == 0, played.output
    assert played.changed == 3
    assert "WARNING" not in played.output
    (stored,) = simulator.account.targets.values()
    assert stored["subject"] == "{{ticket.id}}"
