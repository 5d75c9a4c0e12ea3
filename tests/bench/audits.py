# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the audit of many accounts takes, and how heavy its page is."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Iterator

from ansible_collections.community.zendesk.tests import scale
from ansible_collections.community.zendesk.tests.browser import CHROMIUM, open_browser
from ansible_collections.community.zendesk.tests.running import LOCAL

from .account import TOKEN
from .measure import NotRight, launch
from .plan import ACCOUNT, Group
from .results import AuditRun, Audits, Page
from .work import OTHERS, existing_lists, wanted_lists

SERVER = "ansible_collections.community.zendesk.tests.bench.accounts"
ACCOUNTS = 40
SIZES = (500, 1000)
FORKS = (5, 20)
# Triggers of each account that somebody has changed by hand.
DRIFTED = 13


def measure_audits(count: int, accounts: int = ACCOUNTS, sizes: tuple[int, ...] = SIZES) -> Audits:
    """Run each audit so many times, and draw the last page."""
    runs = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in sizes:
            with _accounts(folder, accounts, size) as served:
                for forks in FORKS * count:
                    print("audit, %d accounts of %d objects, %d forks" % (accounts, size, forks))
                    runs.append(served.audit(size, forks))
        page = _page(folder / "audit", count)
    return Audits(accounts, runs, page)


class _Served:
    """Accounts in a process of their own, and a folder with the files of an audit of them."""

    def __init__(self, folder: Path, process: subprocess.Popen[str]) -> None:
        self._folder = folder
        self._process = process
        self.urls: list[str] = self._read()

    def _read(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def requests(self) -> int:
        """How many there were since the last time."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return sum(self._read())

    def audit(self, size: int, forks: int) -> AuditRun:
        output = self._folder / "output"
        command = [str(Path(sys.executable).with_name("ansible-playbook"))]
        command += ["community.zendesk.audit", "--inventory", str(self._folder / "inventory.json")]
        self.requests()
        took = launch([*command, "--forks", str(forks)], output)
        found = json.loads((self._folder / "audit" / "report.json").read_text())["summary"]
        expected = DRIFTED * len(self.urls)
        if took["exit_code"] or found["drifted"] != expected:
            said = output.read_text(errors="replace")[-2000:]
            raise NotRight("%d of %d drifted: %s" % (found["drifted"], expected, said))
        seconds, used = round(took["seconds"], 2), round(took["cpu_seconds"], 2)
        return AuditRun(size, forks, seconds, used, self.requests())


@contextlib.contextmanager
def _accounts(folder: Path, accounts: int, size: int) -> Iterator[_Served]:
    group = Group("unchanged", size, 0.0, False, {}, ACCOUNT)
    lists = wanted_lists(group)
    records = existing_lists(group, lists)
    for record in records["triggers"][:DRIFTED]:
        record.update(scale.drifted("triggers", record))
    work = folder / "accounts.json"
    work.write_text(json.dumps({"count": accounts, "records": {**OTHERS, **records}}))
    command = [sys.executable, "-m", SERVER, str(work)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            served = _Served(folder, process)
            (folder / "inventory.json").write_text(json.dumps(_inventory(folder, served, lists)))
            yield served
        finally:
            process.terminate()


def _inventory(folder: Path, served: _Served, lists: scale.Lists) -> dict[str, Any]:
    hosts = {"account%02d" % n: {"zendesk_url": url} for n, url in enumerate(served.urls)}
    variables = {
        **LOCAL,
        **{"zendesk_%s_standard" % kind: items for kind, items in lists.items()},
        "zendesk_oauth_token": TOKEN,
        "audit_directory": str(folder / "audit"),
        "audit_fail_on": [],
        "audit_formats": ["json", "html"],
    }
    return {"zendesk": {"hosts": hosts, "vars": variables}}


def _page(folder: Path, count: int) -> Page:
    file = folder / "report.html"
    found = json.loads((folder / "report.json").read_text())["summary"]["drifted"]
    return Page(found, file.stat().st_size, list(_draw(file, count)))


def _draw(file: Path, count: int) -> Iterator[float]:
    if not CHROMIUM:
        return
    with open_browser() as browser:
        for _number in range(count):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(file.as_uri())
            # A frame that was asked for after the page was there comes when it has been drawn.
            drawn = page.evaluate(
                "new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
            )
            yield round(drawn / 1000, 3)
            page.close()
