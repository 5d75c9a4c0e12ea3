# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people read: diffs in any language, and records that hold what is not a character."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Callable

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._plan import Plan
from ansible_collections.community.zendesk.plugins.module_utils._module._run import diff_of
from ansible_collections.community.zendesk.tests.functional.conftest import TOKEN
from ansible_collections.community.zendesk.tests.running import run_playbook
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., dict[str, Any]]

MAIL = {"title": "On call", "type": "email_target", "email": "a@example.com", "subject": "Hi"}
# Half of a pair, as a cut text ends with it, and the character that stands for it.
LONE = "cut \ud83d"
SHOWN = "cut \N{REPLACEMENT CHARACTER}"

LANGUAGES = {
    "title": "Störungsmeldung",
    "type": "email_target",
    "email": "ops@example.com",
    "subject": '[{{ticket.id}}]\u3000チケット: {{ticket.title}} — größer 🙂 \u202e\u00a0"\\\t',
}
DIFF = """\
+{
+    "email": "ops@example.com",
+    "subject": "[{{ticket.id}}]\u3000チケット: {{ticket.title}} — größer 🙂 \\u202e\\u00a0\\"\\\\\\t",
+    "title": "Störungsmeldung",
+    "type": "email_target"
+}
"""


@pytest.mark.costly
@pytest.mark.parametrize("name", ["zendesk_target", "zendesk_targets"])
def test_diff_in_the_letters_of_its_language(
    name: str, simulator: Simulator, tmp_path: Path
) -> None:
    task = "- community.zendesk.%s: \"{{ connection | combine({'targets': [mail]}) }}\"\n"
    if name == "zendesk_target":
        task = '- community.zendesk.%s: "{{ connection | combine(mail) }}"\n'
    values = {"zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN}
    mail = {name: {"__ansible_unsafe": value} for name, value in LANGUAGES.items()}
    played = run_playbook(
        tmp_path, task % name, "--check", "--diff", variables={"connection": values, "mail": mail}
    )
    assert played.code == 0
    lines = re.findall(r"^[+-][{} ].*\n", played.output, re.MULTILINE)
    # Before, there is nothing.
    assert "".join(line for line in lines if '"active"' not in line) == "-{}\n" + DIFF


DIFFS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "{}\n"),
    "order": (
        {"b": 1, "a": True, "c": None},
        '{\n    "a": true,\n    "b": 1,\n    "c": null\n}\n',
    ),
    "lone surrogate": ({"a": "x\ud800"}, '{\n    "a": "x\\ud800"\n}\n'),
    "what can't be seen": (
        {"a": "\u200b\ufeff\u2028\x07\x7f\U000e0001"},
        '{\n    "a": "\\u200b\\ufeff\\u2028\\u0007\\u007f\\udb40\\udc01"\n}\n',
    ),
}


@pytest.mark.parametrize(("target", "text"), DIFFS.values(), ids=list(DIFFS))
def test_text_of_a_diff(target: dict[str, Any], text: str) -> None:
    diff = diff_of(Plan("update", before=target, after=target), "Target")
    assert diff["before"] == diff["after"] == text
    assert json.loads(text) == target


def broken(simulator: Simulator) -> dict[str, Any]:
    """A record that holds half characters wherever it can."""
    record: dict[str, Any] = simulator.account.put_target(
        dict(MAIL, title="T " + LONE, subject=LONE, note={LONE: [LONE]})
    )
    return record


def is_printable(value: Any) -> bool:
    if isinstance(value, dict):
        # In its texts, half characters are escaped; the tests have read them back.
        value = {name: entry for name, entry in value.items() if name not in ("diff", "results")}
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("check", [False, True])
def test_lone_surrogate_in_a_record(check: bool, simulator: Simulator, run: Run) -> None:
    record = broken(simulator)
    assert not is_printable(LONE)
    info = run("zendesk_target_info")
    assert [target["subject"] for target in info["targets"]] == [SHOWN]
    audit = run("zendesk_audit_info", targets=[MAIL])
    changed = run(id=record["id"], email="b@example.com", check=check)
    assert changed["target"]["subject"] == SHOWN
    items = [{"id": record["id"], "email": "c@example.com"}, MAIL]
    applied = run("zendesk_targets", targets=items, check=check)
    assert applied["summary"]["updated"] == 1
    pruned = run("zendesk_targets", targets=[MAIL], prune=True, check=check)
    assert pruned["summary"]["deleted"] == 1
    for result in (info, audit, changed, applied, pruned):
        for part in [result, *result.get("results", [])]:
            assert is_printable(part)
    # What is not shown as it is, is sent as it is.
    sent = [
        entry["body"]["target"]["subject"]
        for entry in simulator.journal.entries
        if entry["method"] == "PUT"
    ]
    assert sent == ([] if check else [LONE, LONE])


def test_lone_surrogate_in_a_failure(simulator: Simulator, run: Run) -> None:
    answer = {"status": 422, "body": {"error": "RecordInvalid", "description": LONE}}
    simulator.fault(method="POST", answer=answer, times=0)
    for result in (run(**MAIL), run("zendesk_targets", targets=[MAIL])):
        assert SHOWN in result["msg"]
        assert is_printable(result)


def test_lone_surrogate_in_a_warning(simulator: Simulator, run: Run) -> None:
    broken(simulator)
    simulator.account.put_target(dict(MAIL, title="T " + LONE, type="jira_target"))
    for target in simulator.account.targets.values():
        target["type"] = LONE
    result = run("zendesk_targets", targets=[], prune=True, max_deletions=2, keep=["x"])
    assert is_printable(result)


TASKS = """
- community.zendesk.zendesk_target_info: "{{ connection }}"
- community.zendesk.zendesk_audit_info: "{{ connection | combine({'targets': []}) }}"
- community.zendesk.zendesk_targets: "{{ connection | combine({'targets': [], 'prune': true}) }}"
  ignore_errors: true
- community.zendesk.zendesk_target: "{{ connection | combine({'id': id, 'subject': 'Ho'}) }}"
"""


@pytest.mark.long
def test_lone_surrogate_in_what_ansible_prints(simulator: Simulator, tmp_path: Path) -> None:
    record = broken(simulator)
    values = {"zendesk_url": simulator.url, "zendesk_oauth_token": TOKEN}
    played = run_playbook(
        tmp_path, TASKS, "-vvv", "--diff", variables={"connection": values, "id": record["id"]}
    )
    assert played.code == 0, played.output
    assert played.output.count("TASK [community") == 4
    assert SHOWN in played.output or "\\ufffd" in played.output
    assert "Traceback" not in played.output
