# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a playbook to a delivered message: everything is real but Zendesk, and nothing is replaced.

Playbooks provision the rules by name, a ticket comes in over HTTP, and a server on loopback gets what the
rules send.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Callable, Iterator

import pytest

from ansible_collections.community.zendesk.tests.desk import Desk
from ansible_collections.community.zendesk.tests.pages import blocks_of, guide, kind_of, load
from ansible_collections.community.zendesk.tests.receiver import Received, Receiver
from ansible_collections.community.zendesk.tests.running import Played, Result, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

CLIENT = {"client_id": "ansible", "client_secret": "simulated-example-client-secret"}
VAULT = {"vault_zendesk_client_secret": CLIENT["client_secret"]}
# The account, in place of the one that a page names, and the service likewise.
ACCOUNT, SERVICE = "zendesk_subdomain: acme", "https://pager.example.com/zendesk"
URGENT = {"subject": "Printer on fire", "priority": "urgent"}


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    running = Simulator({"oauth_clients": [CLIENT]}).start()
    yield running
    running.stop()


@pytest.fixture
def desk(simulator: Simulator) -> Desk:
    return Desk(simulator)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver().start()
    yield running
    running.stop()


def play_of_guide(desk: Desk, receiver: Receiver) -> str:
    """The playbook that the guide builds, for this account and this service."""
    blocks = [block.text for block in blocks_of(guide("rules")) if block.language == "yaml"]
    text = next(text for text in blocks if kind_of(load(text)) == "plays")
    assert ACCOUNT in text
    assert SERVICE in text
    text = text.replace(ACCOUNT, "zendesk_url: " + desk.simulator.url)
    return text.replace(SERVICE, receiver.url + "/zendesk")


def run_text(folder: Path, text: str) -> Played:
    (folder / "vault.yml").write_text(json.dumps(VAULT))
    (folder / "rules.yml").write_text(text)
    played = play(folder, folder / "rules.yml")
    assert played.code == 0, played.output
    return played


def is_signed(request: Received, secret: str) -> bool:
    signed = request.headers["x-zendesk-webhook-signature-timestamp"].encode() + request.body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return request.headers["x-zendesk-webhook-signature"] == base64.b64encode(digest).decode()


def test_from_an_event_to_a_message(
    desk: Desk, receiver: Receiver, run: Callable[..., Result], tmp_path: Path
) -> None:
    playbook = play_of_guide(desk, receiver)
    assert run_text(tmp_path, playbook).changed == 5
    desk.create(subject="Question")
    assert (receiver.received, desk.outbox.mails) == ([], [])

    desk.create(**URGENT)
    link = desk.simulator.url + "/agent/tickets/2"
    (request,) = receiver.received
    assert (request.method, request.path) == ("POST", "/zendesk")
    assert request.body.decode() == '{"ticket": "2", "link": "%s"}' % link
    details = run("zendesk_webhook_info", name="Pager", gather=["signing_secret"])
    secret = details["webhooks"][0]["signing_secret"]["secret"]
    assert is_signed(request, secret)
    # One that somebody has changed on the way is not.
    assert not is_signed(request._replace(body=request.body + b" "), secret)
    (mail,) = desk.outbox.mails
    expected = {"to": "on-call@example.com", "subject": "[2] Printer on fire", "body": link}
    assert {name: mail[name] for name in expected} == expected

    # A change of the ticket is not what the trigger waits for, and a second run changes nothing.
    desk.update(2, status="open")
    assert run_text(tmp_path, playbook).changed == 0
    assert len(receiver.received) == 1

    task = (
        "    - community.zendesk.zendesk_trigger: {title: Page the people on call, active: false}\n"
    )
    switched_off = playbook.partition("  tasks:\n")[0] + "  tasks:\n" + task
    assert run_text(tmp_path, switched_off).changed == 1
    desk.create(**URGENT)
    assert (len(receiver.received), len(desk.outbox.mails)) == (1, 1)

    desk.update(2, status="pending")
    desk.simulator.pass_hours(47)
    assert len(desk.outbox.mails) == 1
    desk.simulator.pass_hours(24)
    reminder = desk.outbox.mails[1:]
    assert [(each["to"], each["subject"], each["ticket"]) for each in reminder] == [
        ("ana@example.com", "Your request 2", 2)
    ]
    assert reminder[0]["body"] == "We are waiting for your answer."
    assert (desk.outbox.unknown, desk.outbox.unsent) == ([], [])


# A body that trips whoever reads it as Jinja, as JSON, or as lines without white space at their ends.
RAW = (
    '{"id": "{{ticket.id}}", "title": "{{ ticket.title }}",\n'
    "\t\"note\": 'it''s \\\"quoted\\\" and C:\\\\new',\n"
    '  {% if ticket.priority %}"one"{% endif %} # {# no comment #} \u00e4\u20ac\n'
    "\t \n}\n\n"
)
FILLED = RAW.replace("{{ticket.id}}", "1").replace("{{ ticket.title }}", "Printer")
UNSAFE = "!unsafe " + json.dumps(RAW)
TEAM = "Support"
RULE = """
- community.zendesk.zendesk_webhook:
    name: Pager
    endpoint: "{{ endpoint }}"
    http_method: POST
    request_format: json
  register: pager
- community.zendesk.zendesk_trigger:
    title: Rule
    conditions:
      all: [{field: update_type, value: Create}]
    actions:
      - %s
"""
NAMED = """field: notification_webhook
        value: [{webhook: Pager}, "%s"]"""
# Where the body is -> the action, files, variables, and what arrives.
BODIES: dict[str, tuple[str, dict[str, str], str, str]] = {
    "a variable": (NAMED % "{{ body }}", {}, "body: %s" % UNSAFE, FILLED),
    "a file": (
        NAMED % "{{ lookup('ansible.builtin.file', 'page.json', rstrip=false) }}",
        {"page.json": RAW},
        "",
        FILLED,
    ),
    "the filter": (
        '"{{ pager | community.zendesk.notification_webhook(body) }}"',
        {},
        "body: %s" % UNSAFE,
        FILLED,
    ),
    "the filter, with a dictionary": (
        '"{{ pager | community.zendesk.notification_webhook(body) }}"',
        {},
        "body: {text: %s, n: 1}" % UNSAFE,
        "",
    ),
    "a template": (
        NAMED % "{{ lookup('ansible.builtin.template', 'page.json.j2') }}",
        {
            "page.json.j2": "#jinja2: variable_start_string:'[[', variable_end_string:']]', "
            "block_start_string:'[%', block_end_string:'%]', comment_start_string:'[#', "
            "comment_end_string:'#]'\n" + RAW + "[[ team ]]"
        },
        "team: %s" % TEAM,
        FILLED + TEAM,
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("source", BODIES)
def test_body_arrives_byte_for_byte(
    source: str, desk: Desk, receiver: Receiver, tmp_path: Path
) -> None:
    action, files, variables, expected = BODIES[source]
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode())
    login = {
        "ZENDESK_URL": desk.simulator.url,
        "ZENDESK_CLIENT_ID": CLIENT["client_id"],
        "ZENDESK_CLIENT_SECRET": CLIENT["client_secret"],
    }
    tasks = "".join("    " + line + "\n" for line in (RULE % action).strip().splitlines())
    playbook = "- hosts: localhost\n  gather_facts: false\n  vars_files: [vars.yml]\n  tasks:\n"
    (tmp_path / "play.yml").write_text(playbook + tasks)
    (tmp_path / "vars.yml").write_text("endpoint: %s\n%s\n" % (receiver.url, variables))
    for changed in (2, 0):
        played = play(tmp_path, tmp_path / "play.yml", login=login)
        assert (played.code, played.changed) == (0, changed), played.output
    desk.create()
    (request,) = receiver.received
    if expected:
        assert request.body.decode() == expected
    else:
        # JSON as long as the placeholders are not filled in.
        (trigger,) = desk.simulator.account.rules["triggers"]
        assert json.loads(trigger["actions"][0]["value"][1]) == {"text": RAW, "n": 1}
    liquid = [entry["name"] for entry in desk.outbox.unknown if entry["kind"] == "liquid"]
    assert liquid == ["if ticket.priority", "endif"]
