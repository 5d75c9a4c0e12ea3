# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters where Ansible calls them: what C(omit) and undefined variables are there.

What stands for C(omit) is Ansible's own affair, and differs from one ansible-core to the next.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.running import LOCAL, play, run_playbook
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

MAIL = {"title": "Pager", "type": "email_target", "email": "a@example.com", "subject": "Ring"}
OFF = dict(MAIL, active=False, state="absent")
HOOK = "01HANAHFR0EXAMPLE000000001"
OMIT = "{{ missing | default(omit) }}"

# Items of the account -> what the standard set [OFF] becomes.
MERGES: dict[str, tuple[Any, Any]] = {
    "an option": ([{"title": "Pager", "active": OMIT}], [OFF]),
    "every option": (
        [{"title": "Pager", **dict.fromkeys(("id", "type", "email", "active", "state"), OMIT)}],
        [OFF],
    ),
    "beside a change": (
        [{"title": "Pager", "email": "b@example.com", "subject": OMIT}],
        [dict(OFF, email="b@example.com")],
    ),
    "an item": ([OMIT, {"title": "Pager", "state": "present"}, OMIT], [dict(OFF, state="present")]),
    "an option of a new item": (
        [dict(MAIL, title="New", active=OMIT)],
        [OFF, dict(MAIL, title="New")],
    ),
    "within an option": (
        [
            dict(
                MAIL, title="New", a={"b": OMIT, "c": {"d": OMIT}}, e=[1, OMIT, [OMIT, {"f": OMIT}]]
            )
        ],
        [OFF, dict(MAIL, title="New", a={"c": {}}, e=[1, [{}]])],
    ),
    "text that has the word in it": (
        [dict(MAIL, title="omit", subject="the omit in <<Omit>>")],
        [OFF, dict(MAIL, title="omit", subject="the omit in <<Omit>>")],
    ),
}


def write_out(folder: Path, expressions: dict[str, str], variables: dict[str, Any]) -> Any:
    """What templates give, from a file that a playbook writes."""
    lines = ["%s: %s" % (name, json.dumps("{{ %s }}" % text)) for name, text in expressions.items()]
    tasks = """\
- ansible.builtin.copy:
    content: "{{ found | to_json }}"
    dest: "{{ playbook_dir }}/found.json"
  vars:
    found:
"""
    tasks += textwrap.indent("\n".join(lines), " " * 6) + "\n"
    played = run_playbook(folder, tasks, variables=variables)
    assert played.code == 0, played.output
    return json.loads((folder / "found.json").read_text())


def test_omit_is_not_given(tmp_path: Path) -> None:
    variables: dict[str, Any] = {"standard": [OFF, OMIT]}
    variables.update(
        ("account_%d" % n, account) for n, (account, _merged) in enumerate(MERGES.values())
    )
    expressions = {
        "merge_%d" % n: "standard | community.zendesk.merge_targets(account_%d)" % n
        for n in range(len(MERGES))
    }
    expressions.update(
        ("items_%d" % n, '[standard, account_%d] | community.zendesk.merge_items("targets")' % n)
        for n in range(len(MERGES))
    )
    expressions.update(
        inline='standard | community.zendesk.merge_targets([{"title": "Pager", "active": omit}])',
        action='{"id": 7, "target": omit} | community.zendesk.notification_target("Hi")',
        actions='[7, 8] | map("community.zendesk.notification_target", "Hi") | map(attribute="value")'
        " | list",
        hook='"%s" | community.zendesk.notification_webhook({"a": "b", "c": omit}, format="json")'
        % HOOK,
        named='{"webhook": "Pager", "endpoint": omit} | community.zendesk.notification_webhook("Hi")',
        exported='([{"id": 7, "title": "Pager", "type": "email_target", "email": omit}, omit]'
        " | community.zendesk.export_targets(omit, omit)).targets",
    )
    found = write_out(tmp_path, expressions, variables)
    for number, (name, (_account, merged)) in enumerate(MERGES.items()):
        assert found["merge_%d" % number] == merged, name
        assert found["items_%d" % number] == merged, name
    assert found["inline"] == [OFF]
    assert found["action"]["value"] == ["7", "Hi"]
    assert found["actions"] == [["7", "Hi"], ["8", "Hi"]]
    assert found["hook"]["value"] == [HOOK, '{"a": "b"}']
    assert found["named"]["value"] == [{"webhook": "Pager"}, "Hi"]
    assert "# The targets of an account, as" in found["exported"]
    assert "\nzendesk_targets_account:\n  # id 7\n" in found["exported"]
    assert "email:" not in found["exported"]


# What ends with Ansible's own error, or with a sentence of the filter.
UNDEFINED = {
    "missing | community.zendesk.merge_targets([])": "'missing' is undefined",
    "[] | community.zendesk.merge_targets(missing)": "'missing' is undefined",
    "[] | community.zendesk.merge_targets([{'title': missing}])": "'missing' is undefined",
    "missing | community.zendesk.notification_target('Hi')": "'missing' is undefined",
    "7 | community.zendesk.notification_target(missing)": "'missing' is undefined",
    "missing | community.zendesk.export_targets": "'missing' is undefined",
    "[{'id': missing}] | community.zendesk.export_targets": "'missing' is undefined",
    "[] | community.zendesk.export_targets(missing)": "'missing' is undefined",
    "[] | community.zendesk.merge_targets(omit)": "merge_targets: the targets of the account must",
    "[[{'title': missing}]] | community.zendesk.merge_items('targets')": "'missing' is undefined",
    "{'a': missing} | community.zendesk.merge_items('targets')": "'missing' is undefined",
    "[] | community.zendesk.merge_items('targets', defaults=missing)": "'missing' is undefined",
    "missing | community.zendesk.config_lists": "'missing' is undefined",
    "omit | community.zendesk.merge_items('targets')": "merge_items: the input must be a list of",
    "omit | community.zendesk.notification_target('Hi')": "notification_target: None is not a",
    "7 | community.zendesk.notification_target(omit)": "notification_target: the message is miss",
    "missing | community.zendesk.notification_webhook('Hi')": "'missing' is undefined",
    "id | community.zendesk.notification_webhook(missing)": "'missing' is undefined",
    "id | community.zendesk.notification_webhook({'a': missing}, 'json')": "'missing' is undefined",
    "omit | community.zendesk.notification_webhook('Hi')": "notification_webhook: None is not the",
    "id | community.zendesk.notification_webhook(omit)": "notification_webhook: the content is mi",
    "7 | community.zendesk.notification_target(unmarked)": "treated a Zendesk placeholder",
    "id | community.zendesk.notification_webhook(unmarked)": "treated a Zendesk placeholder",
    "id | community.zendesk.notification_webhook(inside, 'json')": "treated a Zendesk placeholder",
}
OURS = ("merge_targets:", "merge_items:", "notification_target:", "notification_webhook:")


@pytest.mark.long
def test_undefined_stays_undefined(tmp_path: Path) -> None:
    tasks = "".join(
        "- ansible.builtin.debug: {msg: %s}\n  ignore_errors: true\n"
        % json.dumps("{{ %s }}" % expression)
        for expression in UNDEFINED
    )
    unmarked = "Urgent: {{ticket.link}}"
    variables = {"unmarked": unmarked, "inside": {"a": [unmarked]}, "id": HOOK}
    played = run_playbook(tmp_path, tasks, variables=variables)
    errors = [line for line in played.output.splitlines() if line.startswith("fatal: ")]
    assert len(errors) == len(UNDEFINED), played.output
    for error, (expression, text) in zip(errors, UNDEFINED.items()):
        assert text in error, expression
        assert any(name in error for name in OURS) == ("missing" not in expression), error
    for error, noun in zip(errors[-3:], ("message", "content", "content")):
        # The hint names the variable, too.
        assert "'ticket' is undefined" in error
        assert "put !unsafe before the text of the %s" % noun in error
    assert "Traceback" not in played.output


@pytest.mark.costly
@pytest.mark.parametrize("options", [[], ["--check"]])
def test_omit_in_the_role(options: list[str], simulator: Simulator, tmp_path: Path) -> None:
    """The switch that the standard set has turned off stays off."""
    simulator.account.put_target(dict(MAIL, active=False))
    inventory = {
        "all": {
            "hosts": {
                "acme": dict(
                    LOCAL,
                    zendesk_targets_standard=[dict(MAIL, active=False)],
                    zendesk_targets_account=[
                        {"title": "Pager", "email": "b@example.com", "active": OMIT, "state": OMIT}
                    ],
                )
            }
        }
    }
    (tmp_path / "inventory.yml").write_text(json.dumps(inventory))
    playbook = tmp_path / "play.yml"
    playbook.write_text(
        "- hosts: all\n  gather_facts: false\n  roles: [community.zendesk.targets]\n"
    )
    login = {
        "ZENDESK_URL": simulator.url,
        "ZENDESK_OAUTH_TOKEN": "simulated-admin-oauth-token",
    }
    inventory_option = "--inventory=%s" % (tmp_path / "inventory.yml")
    played = play(tmp_path, playbook, inventory_option, *options, login=login)
    assert played.code == 0, played.output
    sent = [e["body"]["target"] for e in simulator.journal.entries if e["method"] != "GET"]
    assert [(body["email"], body["active"]) for body in sent] == (
        [] if options else [("b@example.com", False)]
    )
    (target,) = simulator.account.targets.values()
    assert target["active"] is False


MARKED = """
- ansible.builtin.copy:
    content: "{{ found | to_json }}"
    dest: "{{ playbook_dir }}/found.json"
  vars:
    dictionary:
      z: !unsafe "\u00fc {{ ticket.id }}"
      a: [1, true, null]
    text: !unsafe '{"b":1,  "a":2} {{ ticket.id }}'
    id: %s
    found:
      - "{{ id | community.zendesk.notification_webhook(dictionary, format='json') }}"
      - "{{ id | community.zendesk.notification_webhook(dictionary | combine({'a': 7}), 'pairs') }}"
      - "{{ id | community.zendesk.notification_webhook(text) }}"
"""


def test_content_of_a_webhook(tmp_path: Path) -> None:
    """Placeholders and letters arrive as they are written, in the order in which they are written."""
    played = run_playbook(tmp_path, MARKED % HOOK)
    assert played.code == 0, played.output
    found = json.loads((tmp_path / "found.json").read_text())
    assert [action["value"] for action in found] == [
        [HOOK, '{"z": "\u00fc {{ ticket.id }}", "a": [1, true, null]}'],
        [HOOK, [["z", "\u00fc {{ ticket.id }}"], ["a", "7"]]],
        [HOOK, '{"b":1,  "a":2} {{ ticket.id }}'],
    ]
