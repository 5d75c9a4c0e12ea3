# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The story that the demo tells, step by step. Each step is held to what it promises."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any, Iterator

from .account import KINDS, Account, NotAsPromised, Record, SimulatedAccount
from .by_hand import BOARD, MAILBOX, PAGE, PAGER, PASSWORDS, REMIND, TRACKER, make_by_hand
from .playing import Played, Player, head, say, show, tell, unlike

VAULT_PASSWORD = "made-up-vault-password"
# What Ansible says of a run that is not among the lines that matter here.
_ASIDE = "secrets not sent: "


class Story:
    """``service``: the address of what the pager and the status board are."""

    def __init__(self, account: Account, player: Player, host: str, service: str) -> None:
        self.account = account
        self.player = player
        self.host = host
        self.service = service
        self.files = player.folder / "host_vars" / host
        self._step = 0
        # The old targets that become webhooks.
        self.translated: list[str] = []
        self._provisioned: dict[str, list[Record]] = {}

    def head(self, title: str, why: str) -> None:
        self._step += 1
        head(self._step, title)
        say(why)

    # --- what steps are held to

    @contextlib.contextmanager
    def nothing_is_written(self) -> Iterator[None]:
        """NotAsPromised if the account is not the same afterwards, or was sent a write."""
        before = self.account.content()
        if isinstance(self.account, SimulatedAccount):
            self.account.forget_requests()
        yield
        if isinstance(self.account, SimulatedAccount):
            calls = self.account.requests()
            writes = [call for call in calls if not call.startswith("GET ")]
            if writes or not calls:
                raise unlike("Requests that write", writes, [])
            say("%d requests were sent to read, none to write." % len(calls))
        require("The account", self.account.content(), before)

    def _actions(self, kind: str, rule: str) -> set[tuple[str, str]]:
        """What a rule notifies, by name."""
        names = {
            (field, str(each["id"])): str(each.get("title") or each.get("name"))
            for field, others in (("target", "targets"), ("webhook", "webhooks"))
            for each in self.account.records(others)
        }
        found = set()
        for action in self.account.find(kind, rule)["actions"]:
            field = action["field"].replace("notification_", "")
            found.add((field, names[(field, str(action["value"][0]))]))
        return found

    # --- steps

    def by_hand(self, tag: str) -> None:
        self.head(
            "An account that has grown by hand",
            "Targets and rules that people made in the Admin Center. Zendesk has since retired most "
            "types of targets: it delivers only to email targets.",
        )
        made = make_by_hand(self.account, self.service, tag)
        show(made)
        titles = {each["title"] for each in self.account.records("targets")}
        self.translated = [name for name in (PAGER, BOARD) if self.account.name(name) in titles]
        if not self.translated:
            say(
                "\n  This account refuses targets of retired types, so there is nothing to translate."
            )

    def export(self) -> None:
        self.head(
            "Export it, with webhooks in place of the retired targets",
            "The role export writes the account as variables, with names in place of IDs. It only reads.",
        )
        names = [self.account.name(name) for name in self.translated]
        wanted = {"zendesk_export_translate": True, "zendesk_export_translate_targets": names}
        with self.nothing_is_written():
            played = self.player.play("export", "-e", json.dumps(wanted))
            counts = played.message("Show a summary")
            notes = [each for kind in KINDS for each in self._notes(kind)]
            tell([line.replace(str(self.player.folder) + "/", "") for line in [*counts, *notes]])
        say("From triggers.yml, ready for review and Git:")
        text = (self.files / "triggers.yml").read_text("utf-8")
        item = text.partition("  # id ")[2].partition("\n")[2].partition("  # id ")[0]
        show(item.rstrip("\n").splitlines())
        for name in names:
            if "{webhook: %s}" % name not in _plain(self._all_files()):
                raise NotAsPromised("No exported rule notifies the webhook %s." % name)

    def _notes(self, kind: str) -> list[str]:
        """What the head of a file says about translation."""
        lines = (self.files / (kind + ".yml")).read_text("utf-8").splitlines()
        words = ("is not translated", "replaces target", "will notify again")
        found = [
            "%s.yml: %s" % (kind, line[2:])
            for line in lines
            if line.startswith("# ") and any(word in line for word in words)
        ]
        if self.translated and not found and kind != "trigger_categories":
            raise NotAsPromised("The head of %s.yml says nothing about translation." % kind)
        return found

    def _all_files(self) -> str:
        return "".join(file.read_text("utf-8") for file in sorted(self.files.iterdir()))

    def fill_in_secrets(self) -> None:
        self.head(
            "Fill in the secrets, and encrypt them",
            "Zendesk never shows a password. The files refer to variables, and Ansible Vault keeps them.",
        )
        example = self.files / "vault.yml.example"
        vault = self.files / "vault.yml"
        text = example.read_text("utf-8") if example.exists() else ""
        secrets = {}
        for variable in re.findall(r"^(vault_\w+):", text, re.MULTILINE):
            owner = PAGER if "pager" in variable else TRACKER
            secrets[variable] = PASSWORDS[owner]
        require("Secrets to fill in", len(secrets), 2 if self.translated else 0)
        if not secrets:
            say("There are none here.")
            return
        vault.write_text(json.dumps(secrets), "utf-8")
        example.unlink()
        self.player.run("ansible-vault", "encrypt", "host_vars/%s/vault.yml" % self.host)
        show(["%s: ********" % variable for variable in secrets])
        if any(password in self._all_files() for password in PASSWORDS.values()):
            raise NotAsPromised("A password is in a file that is not encrypted.")

    def preview(self) -> None:
        self.head(
            "See what would change",
            "Check mode plans all changes and writes nothing. The plan can be approved in a merge request.",
        )
        with self.nothing_is_written():
            played = self.player.play("provision_config", "--check", "--diff")
            if self.translated:
                self._one_diff(played)
            self._provisioning(played, self._expected_changes())

    def _one_diff(self, played: Played) -> None:
        page = self.account.name(PAGE)
        say(
            "--diff shows each change line by line, %d here. This is the one of %s:"
            % (played.diffs, page)
        )
        show(played.diff(page))

    def _expected_changes(self) -> list[str]:
        if not self.translated:
            return []
        lines = ['create webhook "%s"' % self.account.name(name) for name in self.translated]
        lines.append('update trigger "%s"' % self.account.name(PAGE))
        return [*lines, 'update automation "%s"' % self.account.name(REMIND)]

    def _provisioning(self, played: Played, expected: list[str]) -> None:
        """Show what a run has changed, or would; NotAsPromised unless these are the lines."""
        lines = played.message("Show the changes")
        summary = "changed=%d" % played.changed
        if played.changed:
            summary += (
                ", because the recap of Ansible counts tasks, and one task makes all changes."
            )
        tell([*(line for line in lines if not line.startswith(_ASIDE)), summary])
        changes = [line for line in lines[1:] if not line.startswith(_ASIDE)]
        begun = [line[: len(text)] for line, text in zip(changes, expected)]
        if begun != expected or len(changes) != len(expected):
            raise unlike("Changes", changes, expected)
        require("Tasks that changed something", played.changed, int(bool(expected)))

    def provision(self) -> None:
        self.head(
            "Provision",
            "Webhooks are created first, then the rules are pointed to them: no rule is ever without one.",
        )
        self._provisioning(self.player.play("provision_config"), self._expected_changes())
        hooks = {each["name"] for each in self.account.records("webhooks")}
        require("Webhooks", hooks, {self.account.name(name) for name in self.translated})
        mailbox = ("target", self.account.name(MAILBOX))
        kind = "webhook" if self.translated else "target"
        pager, board = (PAGER, BOARD) if self.translated else (MAILBOX, MAILBOX)
        require(
            "Trigger", self._actions("triggers", PAGE), {(kind, self.account.name(pager)), mailbox}
        )
        require(
            "Automation", self._actions("automations", REMIND), {(kind, self.account.name(board))}
        )
        self._provisioned = self.account.content()

    def provision_again(self) -> None:
        self.head("Provision again", "The account is as the files say, so nothing is changed.")
        with self.nothing_is_written():
            self._provisioning(self.player.play("provision_config"), [])

    def drift(self) -> None:
        self.head(
            "Somebody changes things by hand",
            "In the Admin Center, and without telling anybody.",
        )
        self.account.update("targets", MAILBOX, subject="URGENT")
        self.account.update("triggers", PAGE, active=False)
        require("The subject", self.account.find("targets", MAILBOX)["subject"], "URGENT")
        require("The trigger", self.account.find("triggers", PAGE)["active"], False)
        show(
            [
                'target "%s": the subject is now "URGENT"' % self.account.name(MAILBOX),
                'trigger "%s": switched off' % self.account.name(PAGE),
            ]
        )

    def audit(self) -> Path:
        self.head(
            "Audit",
            "Compares the account with the files, writes a page for people, and fails, so that CI notices.",
        )
        page = self.player.folder / "zendesk-audit" / "report.html"
        with self.nothing_is_written():
            played = self.player.play("audit", code=2)
            lines = [line for line in played.message("Show the report") if self._is_ours(line)]
            tell(lines)
        for name in (MAILBOX, PAGE):
            if not any('"%s"' % self.account.name(name) in line for line in lines):
                raise NotAsPromised("The audit does not name %s." % self.account.name(name))
            if self.account.name(name) not in page.read_text("utf-8"):
                raise NotAsPromised("The page does not name %s." % self.account.name(name))
        show(["The page: %s" % page])
        return page

    def _is_ours(self, line: str) -> bool:
        return not line.startswith(self.host + ": ") or self.account.mark in line

    def repair(self) -> None:
        self.head(
            "Repair",
            "The same playbook puts back what differs, and only that.",
        )
        played = self.player.play("provision_config", "--diff")
        self._one_diff(played)
        targets = 'update target "%s"' % self.account.name(MAILBOX)
        self._provisioning(played, [targets, 'update trigger "%s"' % self.account.name(PAGE)])
        repaired = _settled(self.account.content())
        require("The repaired account", repaired, _settled(self._provisioned))


def require(what: str, found: Any, expected: Any) -> None:
    if found != expected:
        raise unlike(what, found, expected)


def _settled(content: dict[str, list[Record]]) -> dict[str, list[Record]]:
    """Records without what every write changes."""
    return {
        kind: [{n: v for n, v in each.items() if n != "updated_at"} for each in content[kind]]
        for kind in KINDS
    }


def _plain(text: str) -> str:
    """YAML without the quotes that some names need."""
    return text.replace('"', "").replace("'", "")
