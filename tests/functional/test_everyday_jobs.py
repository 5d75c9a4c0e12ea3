# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of everyday jobs: every block of it is used as a reader would, against a simulated account.

A command runs the same filters and modules as the role that it names, in this process. Two jobs also run
C(ansible-playbook), since they depend on what it does itself.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
import yaml
from ansible.parsing.splitter import parse_kv

from ansible_collections.community.zendesk.plugins.filter.config_lists import config_lists
from ansible_collections.community.zendesk.plugins.filter.config_plan import config_plan
from ansible_collections.community.zendesk.plugins.filter.export_config import export_config
from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import LIST
from ansible_collections.community.zendesk.tests.configs import (
    automation,
    done,
    names,
    record,
    records,
    target,
    tell,
    trigger,
)
from ansible_collections.community.zendesk.tests.exported import fill_in, load
from ansible_collections.community.zendesk.tests.pages import (
    Block,
    before,
    blocks_of,
    commands_of,
    guide,
    heading_of,
    plain_text_of,
)
from ansible_collections.community.zendesk.tests.running import ROOT, Played, Result, play
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.simulator.switches import Fault

PAGE = guide("everyday_jobs")
SECRETS = {
    "vault_pager_token": "marker-token",
    "vault_zendesk_client_secret": "simulated-client-secret",
}
CONFIG, EXPORT = "zendesk_config_", "zendesk_export_"
START = "Everyday jobs"


def jobs() -> dict[str, list[Block]]:
    """Heading -> the blocks below it."""
    found: dict[str, list[Block]] = {}
    for block in blocks_of(PAGE):
        found.setdefault(heading_of(block), []).append(block)
    return found


JOBS = jobs()


class Reader:
    """Somebody with a repository: its files, and what the last command returned."""

    def __init__(self, folder: Path, simulator: Simulator, run: Callable[..., Result]) -> None:
        self.folder, self.simulator, self._run = folder, simulator, run
        # What the variables of the host are, and files that only a command reads.
        self.variables: dict[str, Any] = {
            "inventory_dir": str(folder),
            "inventory_hostname": "acme",
        }
        self.said: Any = None
        self.tools: list[str] = []
        self.followed: set[Block] = set()

    def do(self, job: str, **more: Any) -> Any:
        """Everything that a job says. ``more``: variables that its commands get as well."""
        for at in range(len(JOBS[job])):
            self.follow(job, at, **more)
        return self.said

    def follow(self, job: str, at: int, **more: Any) -> Any:
        """One block of a job; returns what its last command does."""
        block = JOBS[job][at]
        self.followed.add(block)
        name = self._name_of(block)
        if block.language == "shell":
            for words in self.commands(job, at):
                self.run(words, **more)
        elif name == "inventory.yml":
            pass
        elif re.fullmatch(r"\w+\.yml", name):
            (self.folder / name).write_text(block.text)
        else:
            self._edit(load(block.text, self.folder, is_whole=False))
        return self.said

    def commands(self, job: str, at: int) -> list[list[str]]:
        """The commands of a block, which is one that is followed, as lists of words."""
        self.followed.add(JOBS[job][at])
        return [shlex.split(line) for line in commands_of(JOBS[job][at])]

    def real(self, playbook: Path, *options: str) -> Played:
        """A playbook for the files as they are."""
        hosts = {"acme": {"zendesk_url": self.simulator.url}}
        shown = yaml.safe_load(JOBS[START][0].text)["zendesk"]["vars"]
        shown.update(zendesk_client_id="simulated-client", zendesk_subdomain="", **SECRETS)
        lists = {name: value for name, value in self._filled().items() if LIST.fullmatch(name)}
        inventory = {"zendesk": {"hosts": hosts, "vars": {**shown, **_unsafe(lists)}}}
        (self.folder / "inventory.yml").write_text(json.dumps(inventory))
        return play(self.folder, playbook, "-i", str(self.folder / "inventory.yml"), *options)

    def _name_of(self, block: Block) -> str:
        """The file that the sentence before a block names."""
        found = re.search(r"`([\w./]+)`:\s*\Z", before(block))
        return found[1] if found else ""

    # --- changes of files

    def _edit(self, changes: dict[str, Any]) -> None:
        for name, value in changes.items():
            old = self.variables.get(name)
            if isinstance(old, list) and LIST.fullmatch(name):
                _change(old, value)
            else:
                self.variables[name] = value

    # --- commands

    def run(self, words: list[str], **more: Any) -> None:
        if words[0] != "ansible-playbook":
            self.tools.append(" ".join(words))
            return
        given: dict[str, Any] = {}
        for option, value in zip(words, words[1:]):
            if option == "-e":
                given.update(self._extra(value))
        variables = self._filled({**given, **more})
        playbook = words[3].rpartition(".")[2]
        self.said = getattr(self, "_" + playbook)(variables, "--check" in words)

    def _extra(self, value: str) -> dict[str, Any]:
        if value.startswith("@"):
            return load((self.folder / value[1:]).read_text(), self.folder, is_whole=False)
        found: dict[str, Any] = json.loads(value) if value.startswith("{") else parse_kv(value)
        return found

    def _filled(self, given: dict[str, Any] | None = None) -> dict[str, Any]:
        used = {**self.variables, **(given or {})}
        return fill_in(used, {**SECRETS, **self.variables})

    def _provision_config(self, variables: dict[str, Any], check: bool) -> Result:
        options = {
            name[len(CONFIG) :]: value
            for name, value in variables.items()
            if name.startswith(CONFIG) and not name.endswith("_directory")
        }
        undo = variables.get("zendesk_config_undo_directory")
        if undo:
            Path(undo).mkdir(exist_ok=True)
            options["undo_file"] = undo + "/acme.yml"
        lists = config_lists(variables)
        result = self._run("zendesk_config", check=check, **lists, **options)
        plans = variables.get("zendesk_config_report_directory")
        if plans:
            Path(plans).mkdir(exist_ok=True)
            Path(plans, "plan.json").write_text(config_plan({"acme": result}, "json", check))
        return result

    def _uses(self, variables: dict[str, Any], _check: bool) -> dict[str, list[str]]:
        uses = variables["zendesk_uses"]
        return {
            kind: [
                rule["title"] for rule in self._run("zendesk_%s_info" % kind, uses=uses)[kind + "s"]
            ]
            for kind in ("trigger", "automation")
        }

    def _export(self, variables: dict[str, Any], _check: bool) -> dict[str, Any]:
        given = {name[len(EXPORT) :]: v for name, v in variables.items() if name.startswith(EXPORT)}
        folder = self.folder / given.get("directory", "host_vars") / "acme"
        folder.mkdir(parents=True, exist_ok=True)
        info = self._run("zendesk_config_info", gather=["usage"])
        asked = {"targets": given["translate_targets"]} if given.get("translate") else None
        exported = export_config(info, "acme", translate=asked)
        assert given.get("overwrite") or not list(folder.iterdir())
        for file in exported["files"]:
            (folder / file["name"]).write_text(file["text"])
        return exported

    def _show(self, variables: dict[str, Any], _check: bool) -> list[str]:
        table: list[str] = config_lists(variables, "table")
        return table

    # --- what the tests want to know

    def read(self, *files: str) -> None:
        """The files of the account become its variables, as those in host_vars are."""
        for name in files:
            self.variables.update(
                load((self.folder / name).read_text(), self.folder, is_whole=False)
            )

    def triggers(self) -> list[tuple[str, bool]]:
        """The triggers in their order."""
        found = sorted(records(self.simulator, "triggers"), key=lambda each: each["position"])
        return [(each["title"], each["active"]) for each in found]


def _change(items: list[Any], changes: list[Any]) -> None:
    """Write the lines that a block shows into the items that it names. What is new follows the one before."""
    at = len(items) - 1
    for item in changes:
        name = "name" if "name" in item else "title"
        meant = {item[name], item.get("previous_" + name)}
        found = [place for place, each in enumerate(items) if each[name] in meant]
        at = found[0] if found else at + 1
        if found:
            items[at].update(item)
        else:
            items.insert(at, item)


def _unsafe(value: Any) -> Any:
    """For an inventory in JSON: texts with placeholders of Zendesk are not for Ansible."""
    if isinstance(value, dict):
        return {name: _unsafe(each) for name, each in value.items()}
    if isinstance(value, list):
        return list(map(_unsafe, value))
    return {"__ansible_unsafe": value} if "{{ ticket" in str(value) else value


@pytest.fixture
def reader(tmp_path: Path, simulator: Simulator, run: Callable[..., Result]) -> Iterator[Reader]:
    """The account as the page's own files make it, and once more after its first job."""
    made = Reader(tmp_path, simulator, run)
    assert made.do(START)["changed"]
    made.do("Rename a webhook")
    simulator.journal.clear()
    yield made
    assert "marker" not in json.dumps(made.said)
    assert _left_out(made.followed) == []


def _left_out(followed: set[Block]) -> list[Block]:
    """Blocks of jobs of which others were followed."""
    begun = [blocks for blocks in JOBS.values() if followed & set(blocks)]
    return [block for blocks in begun for block in blocks if block not in followed]


def sent(simulator: Simulator) -> list[tuple[str, str]]:
    return [
        (entry["method"], re.sub(r"/\w{20,}|/\d+", "", entry["path"].replace("/api/v2/", "")))
        for entry in simulator.journal.entries
        if entry["method"] != "GET"
    ]


def test_rename(tmp_path: Path, simulator: Simulator, run: Callable[..., Result]) -> None:
    made = Reader(tmp_path, simulator, run)
    made.do(START)
    before = records(simulator, "webhooks")[0]["id"]
    result = made.do("Rename a webhook")
    assert done(result) == [("webhook", "On-call pager", "update")]
    (after,) = records(simulator, "webhooks")
    assert (after["id"], after["name"]) == (before, "On-call pager")
    again = made.do("Rename a webhook")
    assert not again["changed"]


def test_rotate(reader: Reader, simulator: Simulator) -> None:
    reader.do("Rotate one secret", vault_pager_token="marker-new")
    assert reader.tools == ["ansible-vault edit group_vars/zendesk/vault.yml"]
    assert sent(simulator) == [("PATCH", "webhooks")]
    assert reader.said["results"][0]["secrets_sent"] == ["authentication"]


MAINTENANCE = "Deactivate rules for a maintenance window"


@pytest.mark.long
def test_maintenance(reader: Reader, simulator: Simulator) -> None:
    reader.follow(MAINTENANCE, 0)
    playbook = ROOT / "playbooks" / "provision_config.yml"
    off, on = reader.commands(MAINTENANCE, 1)
    played = reader.real(playbook, *off[4:])
    assert (played.code, played.changed) == (0, 1), played.output
    assert reader.triggers() == [("Page the people on call", False), ("Tag incidents", True)]
    played = reader.real(playbook, *on[4:])
    assert (played.code, played.changed) == (0, 1), played.output
    assert reader.triggers() == [("Page the people on call", True), ("Tag incidents", True)]
    assert sent(simulator)[1::2] == [("PUT", "triggers")] * 2
    # As the page says: without the default it stays off.
    del reader.variables["zendesk_triggers_defaults"]["active"]
    reader.follow(MAINTENANCE, 1)
    assert not reader.said["changed"]
    assert reader.triggers()[0] == ("Page the people on call", False)


@pytest.mark.parametrize(
    ("given", "active"), [({"maintenance": False}, True), (parse_kv("maintenance=false"), False)]
)
def test_false_as_text(given: dict[str, Any], active: bool, tmp_path: Path) -> None:
    """The first is what JSON on the command line gives, the second what name=value gives."""
    page = re.sub(r"\s+", " ", plain_text_of(PAGE))
    assert "-e '{\"maintenance\": false}'" in page
    assert "`-e maintenance=false`" in page
    (template,) = re.findall(r"`active: \"({{ not maintenance }})\"`", page)
    item = load('active: "%s"\n' % template, tmp_path, is_whole=False)
    assert fill_in(item, given)["active"] is active


def test_insert_and_move(reader: Reader, simulator: Simulator) -> None:
    assert reader.do("Insert a trigger at a certain position")["changed"], reader.said
    order = ["Page the people on call", "Page the managers", "Tag incidents"]
    assert [title for title, _active in reader.triggers()] == order
    simulator.journal.clear()
    reader.do("Move a trigger to another category")
    category = {each["name"]: each["id"] for each in records(simulator, "trigger_categories")}
    managers = record(simulator, "triggers", "Page the managers")
    assert managers["category_id"] == category["Escalations"]
    assert sent(simulator) == [("POST", "trigger_categories"), ("PUT", "triggers")]


def test_without_an_order_a_new_trigger_is_the_last(reader: Reader) -> None:
    reader.do("Insert a trigger at a certain position", zendesk_config_trigger_order="keep")
    assert reader.triggers()[-1] == ("Page the managers", True)


def test_uses(reader: Reader, simulator: Simulator) -> None:
    group = record(simulator, "groups", "Support")["id"]
    sets_it = {"field": "group_id", "value": str(group)}
    simulator.account.resources["triggers"].put(trigger("Give to support", sets_it))
    found = reader.do("Find out which rules use a group")
    assert found == {"trigger": ["Give to support"], "automation": []}


def test_undo(reader: Reader, simulator: Simulator) -> None:
    """A record that only a person knew is pruned, and comes back."""
    job = "Restore what a run deleted"
    reader.follow(job, 0)
    by_hand = trigger("By hand", category_id=records(simulator, "trigger_categories")[0]["id"])
    simulator.account.resources["triggers"].put({**by_hand, "active": True})
    reader.variables["zendesk_config_prune"] = ["triggers"]
    reader.do(START)
    assert "By hand" not in names(simulator, "triggers")
    reader.follow(job, 1)
    (words,) = reader.commands(job, 2)
    assert words[:4] == ["ansible-playbook", "-i", "inventory.yml", "restore.yml"]
    # The subdomain of the page would be another address.
    restore = reader.folder / "restore.yml"
    restore.write_text(restore.read_text().replace("zendesk_subdomain", "zendesk_url"))
    played = reader.real(restore, *words[4:])
    assert played.code == 0, played.output
    assert "By hand" in names(simulator, "triggers")


def test_nightly_export(reader: Reader, simulator: Simulator) -> None:
    job = "Restore what somebody deleted manually"
    category = records(simulator, "trigger_categories")[0]["id"]
    triggers = simulator.account.resources["triggers"]
    triggers.put({**trigger("By hand", category_id=category), "active": True})
    before = records(simulator, "triggers")
    reader.follow(job, 0)
    assert reader.tools[-2:] == [
        "git add nightly/*.yml",
        "git commit --message The accounts as they are tonight",
    ]
    nightly = reader.folder / "nightly" / "acme" / "triggers.yml"
    triggers.records.pop(before[-1]["id"])
    (reader.folder / "before.yml").write_text(nightly.read_text())
    reader.follow(job, 1)
    assert reader.tools[-1] == "git show HEAD~1:%s > before.yml" % nightly.relative_to(
        reader.folder
    )
    assert done(reader.said) == [("trigger", "By hand", "create")]
    assert record(simulator, "triggers", "By hand")["actions"] == before[-1]["actions"]
    # With all of its items, the file says of the others what is there anyway.
    assert names(simulator, "triggers") == sorted(each["title"] for each in before)


def test_review_a_plan(reader: Reader, simulator: Simulator) -> None:
    job = "Review a plan, and carry out only that plan"
    reader.variables["zendesk_targets_account"] = [target("On call")]
    reader.follow(job, 0)
    reader.follow(job, 1)
    check, approved = reader.commands(job, 2)
    reader.run(check)
    assert sent(simulator) == []
    file = json.loads((reader.folder / "plan" / "plan.json").read_text())
    assert file["plan_ids"] == {"acme": reader.said["plan_id"]}
    playbook = ROOT / "playbooks" / "provision_config.yml"
    played = reader.real(playbook, *approved[4:])
    assert (played.code, played.changed) == (0, 1), played.output
    assert names(simulator, "targets") == ["On call"]
    # What was approved is done, so this is another plan.
    reader.run(check[:-2], zendesk_config_expected_plan_id=reader.said["plan_id"])
    assert "The plan does not match expected_plan_id" in reader.said["msg"]


def test_after_a_failed_run(reader: Reader, simulator: Simulator) -> None:
    job = "Continue after a run that failed partway"
    reader.variables["zendesk_automations_account"] = [
        automation("Remind", tell(webhook="On-call pager"))
    ]
    reader.variables["zendesk_targets_account"] = [target("On call")]
    answer = {"status": 422, "body": {"error": "RecordInvalid"}}
    simulator.faults.add(Fault(path="/api/v2/automations", method="POST", answer=answer))
    assert reader.do(job)["failed"]
    assert names(simulator, "targets") == ["On call"]
    result = reader.do(job)
    assert done(result) == [("automation", "Remind", "create")]
    assert not reader.do(job)["changed"]


def test_waves(tmp_path: Path, simulator: Simulator, run: Callable[..., Result]) -> None:
    """A wave that is taken back leaves the account as it was, and can be repeated."""
    job = "Move sixty targets to webhooks in waves, and revert a wave"
    for title in ("Old pager", "Old tracker", "Old wiki"):
        hook = {"type": "url_target", "target_url": "https://example.com/x", "attribute": "message"}
        number = simulator.account.put_target({**hook, "title": title, "active": True})["id"]
        action = {"field": "notification_target", "value": [str(number), "{{ticket.id}}"]}
        rule = {**trigger("Tell the " + title, action), "active": True}
        simulator.account.resources["triggers"].put(rule)
    made = Reader(tmp_path, simulator, run)
    files = ["host_vars/acme/%s.yml" % kind for kind in ("targets", "webhooks", "triggers")]
    made.run(shlex.split("ansible-playbook -i inventory.yml community.zendesk.export"))
    adopted = {name: (tmp_path / name).read_text() for name in files if (tmp_path / name).exists()}
    made.read(*adopted)
    before = {each["title"]: each["actions"] for each in records(simulator, "triggers")}
    made.follow(job, 0)
    for _time in ("the first time", "again"):
        export, *_git, provision = made.commands(job, 1)
        made.run(export)
        made.read(*files)
        made.run(provision)
        assert not made.said.get("failed"), made.said["msg"]
        assert names(simulator, "webhooks") == ["Old pager", "Old tracker"]
        told = {
            each["title"]: each["actions"][0]["field"] for each in records(simulator, "triggers")
        }
        assert told == {
            "Tell the Old pager": "notification_webhook",
            "Tell the Old tracker": "notification_webhook",
            "Tell the Old wiki": "notification_target",
        }
        # What git revert does.
        for name, text in adopted.items():
            (tmp_path / name).write_text(text)
        made.read(*adopted)
        made.follow(job, 2)
        assert not made.said.get("failed"), made.said["msg"]
        assert names(simulator, "webhooks") == []
        after = {each["title"]: each["actions"] for each in records(simulator, "triggers")}
        assert after == before


def test_show(reader: Reader) -> None:
    table = reader.do("See what this repository manages")
    assert [re.split("  +", line)[1:3] for line in table] == [
        ["name", "state"],
        ["On-call pager", "not set"],
        ["Incidents", "-"],
        ["Page the people on call", "active"],
        ["Tag incidents", "active"],
    ]


def test_no_job_is_left_out() -> None:
    source = Path(__file__).read_text()
    assert [job for job in JOBS if '"%s"' % job not in source] == []
    start = JOBS[START]
    assert _left_out({start[0]}) == start[1:]
