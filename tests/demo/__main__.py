# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""C(make demo): from an account made by hand to code, against a simulated account or a real one."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Iterator

import requests

from ansible_collections.community.zendesk.tests.receiver import Receiver

from .account import KINDS, SIMULATED, Account, NotAsPromised, SimulatedAccount, login_in
from .playing import Player, say
from .story import VAULT_PASSWORD, Story
from .tickets import ticket_comes_in, unheard

ROOT = Path(__file__).resolve().parents[2]
SIMULATOR = "ansible_collections.community.zendesk.tests.simulator"
REAL = ("ZENDESK_SUBDOMAIN", "ZENDESK_URL")
PASSWORD_FILE = ".vault_password"


@contextlib.contextmanager
def simulated_account() -> Iterator[SimulatedAccount]:
    """An empty simulated account in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", SIMULATOR, "--journal", folder + "/journal"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                url = process.stdout.readline().strip() if process.stdout else ""
                if not url:
                    raise NotAsPromised("The simulator has not started: it says why above.")
                say("A simulated Zendesk account answers at %s." % url)
                yield SimulatedAccount(url, SIMULATED)
            finally:
                process.terminate()


def make_folder(folder: Path, host: str, mark: str) -> None:
    """What people have before they begin: an inventory, and a password for Ansible Vault."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / PASSWORD_FILE).exists():
        raise NotAsPromised("%s has other files: name a folder that is not there yet." % folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    variables: dict[str, Any] = {
        "ansible_connection": "local",
        "ansible_python_interpreter": "{{ ansible_playbook_python }}",
    }
    if mark:
        ours = {kind: [mark + "*"] for kind in KINDS}
        variables.update(zendesk_export_owned=ours, zendesk_config_owned=ours)
    inventory = {"zendesk": {"hosts": {host: variables}}}
    (folder / "inventory.yml").write_text(json.dumps(inventory, indent=2) + "\n", "utf-8")
    password = folder / PASSWORD_FILE
    password.write_text(VAULT_PASSWORD + "\n", "utf-8")
    password.chmod(0o600)


def begin(account: Account, folder: Path, host: str, service: str) -> Story:
    make_folder(folder, host, account.mark)
    environment = account.environment(os.environ)
    environment["ANSIBLE_VAULT_PASSWORD_FILE"] = str(folder / PASSWORD_FILE)
    say("The files are in %s." % folder)
    return Story(account, Player(folder, environment), host, service)


def from_files_to_repair(story: Story) -> Path:
    """All steps that simulated and real accounts share."""
    story.export()
    story.fill_in_secrets()
    story.preview()
    story.provision()
    story.provision_again()
    story.drift()
    page = story.audit()
    story.repair()
    return page


def in_a_simulator(folder: Path) -> Path:
    service = Receiver().start()
    try:
        with simulated_account() as account:
            story = begin(account, folder, "acme", service.url)
            story.by_hand("")
            unheard(account, service)
            page = from_files_to_repair(story)
            ticket_comes_in(story, account, service)
            return page
    finally:
        service.stop()


def in_a_real_account(folder: Path, url: str, login: dict[str, str]) -> Path:
    number = secrets.token_hex(3)
    account = Account(url, login, "Ansible demo %s: " % number)
    say("The account is %s." % account.url)
    say(
        'What the demo makes has a name that starts with "%s". It touches nothing else, its rules '
        "run on no ticket, and it deletes all of it at the end." % account.mark.strip()
    )
    try:
        story = begin(account, folder, "demo", "https://example.com/ansible-demo")
        story.by_hand("ansible_demo_" + number)
        page = from_files_to_repair(story)
    except BaseException:
        # What went wrong is the news, not what of it could be deleted.
        say("Deleting what the demo made.")
        try:
            account.clean_up()
        except (NotAsPromised, requests.RequestException) as problem:
            print(problem, file=sys.stderr)
        raise
    story.head("Clean up", "Everything with the mark of this run is deleted.")
    account.clean_up()
    return page


def main() -> int:
    """Run the demo; 1 where something is not as promised."""
    parser = argparse.ArgumentParser(prog="demo")
    parser.add_argument("--folder", type=Path, default=ROOT / ".build" / "demo")
    folder = parser.parse_args().folder.absolute()
    # An end that is asked for still cleans up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    login = login_in(os.environ)
    named = [name for name in REAL if os.environ.get(name)]
    if named and not login:
        say(
            "The account that %s names stays as it is: to use it, set ZENDESK_CLIENT_ID and "
            "ZENDESK_CLIENT_SECRET, or ZENDESK_OAUTH_TOKEN, too." % named[0]
        )
    began = time.monotonic()
    try:
        if named and login:
            url = os.environ.get(REAL[1]) or "https://%s.zendesk.com" % os.environ[REAL[0]]
            page = in_a_real_account(folder, url, login)
        else:
            # What is set for a real account has no place here.
            for name in [name for name in os.environ if name.startswith("ZENDESK_")]:
                del os.environ[name]
            page = in_a_simulator(folder)
    except (NotAsPromised, OSError) as problem:
        print("\nNot as promised: %s" % problem, file=sys.stderr)
        return 1
    took = time.monotonic() - began
    print("Demo complete in %d seconds: every step behaved as expected." % took)
    print("The files that it wrote are in %s." % folder)
    print("The page of the audit: %s" % page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
