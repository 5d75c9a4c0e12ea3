# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""C(make demo): real playbooks against a simulated account, or email targets of a real one."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Iterator

import requests

from ansible_collections.community.zendesk.tests.receiver import Receiver

FOLDER = Path(__file__).resolve().parent
SIMULATOR = "ansible_collections.community.zendesk.tests.simulator"
REAL = ("ZENDESK_SUBDOMAIN", "ZENDESK_URL")


class NotAsPromised(Exception):
    """The demo did not show what it is there to show."""


class Account:
    """An account by its address, and a token to do by hand what people do in the Admin Center."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.headers["Authorization"] = "Bearer " + token

    def call(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._session.request(method, self.url + path, json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def change_by_hand(self, title: str, **changes: Any) -> None:
        """What somebody does who does not know that there is a playbook."""
        targets = self.call("GET", "/api/v2/targets")["targets"]
        found = next(target for target in targets if target["title"] == title)
        print('  In "%s": %s' % (title, ", ".join("%s = %r" % pair for pair in changes.items())))
        kept = {name: found[name] for name in found if found[name] is not None}
        self.call("PUT", "/api/v2/targets/%d" % found["id"], {"target": {**kept, **changes}})


class Show:
    """Runs a playbook step by step and holds each step to what it should change."""

    def __init__(self, playbook: str, *options: str) -> None:
        self._options = options
        self._step = 0
        self.take(playbook)

    def take(self, playbook: str, *options: str) -> None:
        """From here on, run another playbook."""
        self._command = ["ansible-playbook", str(FOLDER / playbook), *self._options, *options]

    def say(self, text: str) -> None:
        self._step += 1
        print("\n=== %d. %s\n" % (self._step, text), flush=True)

    def play(self, text: str, changed: int, *options: str) -> None:
        """Run the playbook; NotAsPromised unless it ends well with so many changes."""
        if self.run(text, *options) != changed:
            raise NotAsPromised(
                'Step %d, "%s", should have ended well, with changed=%d.'
                % (self._step, text, changed)
            )

    def run(self, text: str, *options: str) -> int | None:
        """Run the playbook, and say how many changes it ended well with, if it did."""
        self.say(text)
        recap = ""
        with subprocess.Popen(
            [*self._command, *options], stdout=subprocess.PIPE, text=True, env=_environment()
        ) as process:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                recap = line if re.search("ok=.*changed=", line) else recap
        found = re.search(r"changed=(\d+)", recap)
        return int(found.group(1)) if found and not process.returncode else None


def _environment() -> dict[str, str]:
    colour = {"ANSIBLE_NOCOLOR": "1"} if "NO_COLOR" in os.environ else {}
    return dict(
        os.environ,
        ANSIBLE_LOCALHOST_WARNING="false",
        ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
        **colour,
    )


@contextlib.contextmanager
def simulated_account() -> Iterator[Account]:
    """A simulated account in a process of its own, from seed.json."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", SIMULATOR, "--seed", str(FOLDER / "seed.json")]
        command += ["--journal", folder + "/journal"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                url = process.stdout.readline().strip() if process.stdout else ""
                if not url:
                    raise NotAsPromised("The simulator has not started: it says why above.")
                print("  A simulated Zendesk account answers at %s." % url)
                yield Account(url, "simulated-admin-oauth-token")
            finally:
                process.terminate()


def in_a_simulator() -> None:
    # What is set for a real account has no place here.
    for name in [name for name in os.environ if name.startswith("ZENDESK_")]:
        del os.environ[name]
    with simulated_account() as account:
        show = Show("provision.yml", "--extra-vars", "account_url=" + account.url)
        print(
            "  Zendesk has retired two of the types used here. The warnings are meant to be seen."
        )
        show.play("Provision: four targets are made, one is deleted.", 5)
        show.play("The same playbook again: nothing changes.", 0)
        show.say("Somebody changes two targets by hand.")
        account.change_by_hand("On call", subject="URGENT")
        account.change_by_hand("Deployments", active=False)
        account.call("DELETE", "/_simulator/journal")
        show.play("Audit with --check --diff: the drift is shown.", 2, "--check", "--diff")
        calls = account.call("GET", "/_simulator/journal")["calls"]
        writes = [call for call in calls if not call.startswith("GET") and "oauth" not in call]
        if writes:
            raise NotAsPromised("The audit has written to the account: %s" % writes)
        print("  The audit sent %d requests to read, and none to write." % len(calls))
        show.play("Provision repairs it.", 2)
        show.play("And again: nothing changes.", 0)
        titles = [target["title"] for target in account.call("GET", "/api/v2/targets")["targets"]]
        print("  The account now has: %s." % ", ".join(titles))
        from_an_event_to_a_message(show, account)
    print(
        "\nAll of it was as promised. The playbooks are tests/demo/provision.yml and tests/demo/rules.yml."
    )


def from_an_event_to_a_message(show: Show, account: Account) -> None:
    """A playbook makes rules, a ticket comes in, and a service on this machine is called."""
    pager = Receiver().start()
    try:
        show.take("rules.yml", "--extra-vars", "pager_url=%s/zendesk" % pager.url)
        show.play("From an event to a message: a webhook, a category and a trigger are made.", 3)
        show.play("The same playbook again: nothing changes.", 0)
        show.say("A ticket comes in, and it is urgent.")
        comment = {"body": "Please help"}
        ticket = {"subject": "Printer on fire", "priority": "urgent", "comment": comment}
        account.call("POST", "/api/v2/tickets", {"ticket": ticket})
        for request in pager.received:
            print("  The pager got: %s" % request.body.decode())
        if len(pager.received) != 1:
            raise NotAsPromised("The pager should have been called once.")
        show.play("The trigger is switched off.", 1, "--extra-vars", '{"pager_is_on": false}')
        account.call("POST", "/api/v2/tickets", {"ticket": ticket})
        if len(pager.received) != 1:
            raise NotAsPromised("The pager was called by a trigger that is off.")
        print("  Another urgent ticket has come in, and the pager was left alone.")
    finally:
        pager.stop()


def in_a_real_account() -> None:
    url = os.environ.get("ZENDESK_URL") or "https://%s.zendesk.com" % os.environ[REAL[0]]
    account = Account(url, os.environ["ZENDESK_OAUTH_TOKEN"])
    print("  The account is %s." % url)
    print(
        '  Two email targets are made and deleted again, their titles start with "Ansible demo:".'
    )
    show = Show("real_account.yml")
    last, absent = "Delete what the demo made.", ("--extra-vars", "state=absent")
    try:
        show.play("Provision: two targets are made.", 2)
        show.play("The same playbook again: nothing changes.", 0)
        show.say("Somebody changes a target by hand.")
        account.change_by_hand("Ansible demo: on call", subject="URGENT")
        show.play("Audit with --check --diff: the drift is shown.", 1, "--check", "--diff")
        show.play("Provision repairs it.", 1)
    except BaseException:
        # What went wrong is the news, not what of it could be deleted.
        show.run(last, *absent)
        raise
    show.play(last, 2, *absent)
    print("\nAll of it was as promised. The playbook is tests/demo/real_account.yml.")


def main() -> int:
    """Run the demo; 1 where something is not as promised."""
    named = [name for name in REAL if os.environ.get(name)]
    real = named and os.environ.get("ZENDESK_OAUTH_TOKEN")
    if named and not real:
        print(
            "  The account that %s names stays as it is: to use it, set ZENDESK_OAUTH_TOKEN, too."
            % named[0]
        )
    try:
        if real:
            in_a_real_account()
        else:
            in_a_simulator()
    except (NotAsPromised, requests.RequestException) as problem:
        print("\nNot as promised: %s" % problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
