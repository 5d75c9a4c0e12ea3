# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make pictures of the demo and of an audit, from real runs against simulated accounts.

They go into .build/screens/site, with a page for the site that C(make docs) then includes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.text import Text

from ansible_collections.community.zendesk.tests.page_checks import GLUED, MISPLACED, PALE
from ansible_collections.community.zendesk.tests.simulator.server import Simulator
from ansible_collections.community.zendesk.tests.tools.checkout import ROOT

FOLDER = ROOT / ".build" / "screens" / "site"
BIN = Path(sys.executable).parent
WIDTH = 110
# name -> width, height, colours, medium
Look = tuple[int, int, Literal["light", "dark"], Literal["screen", "print"]]
LOOKS: dict[str, Look] = {
    "audit-light": (1280, 1600, "light", "screen"),
    "audit-dark": (1280, 1600, "dark", "screen"),
    "audit-narrow": (390, 1600, "light", "screen"),
    "audit-paper": (794, 1123, "light", "print"),
}
PAGE = """# What it looks like

Made by `make screens`, from real runs against simulated accounts.

## A plan, before anything is written

`make demo`: rules get webhooks in place of targets that Zendesk has retired.

![The output of ansible-playbook with check and diff](demo-plan.svg)

## The page of an audit

![The page in light colours](audit-light.png)

In dark colours, as the reader's system has it, and on a phone:

![The page in dark colours](audit-dark.png)

![The page on a phone](audit-narrow.png)

On paper:

![The page on paper](audit-paper.png)

## The whole demo

![The output of the whole demo](demo.svg)
"""


def mail(title: str, **more: Any) -> dict[str, Any]:
    return dict({"title": title, "type": "email_target", "email": "a@example.com"}, **more)


# What the accounts should have, and what they have.
WANTED = [
    mail("On call", subject="Ring"),
    mail("Audit", subject="Look"),
    mail("Escalation", subject="Now"),
    {"title": "Tracker", "type": "jira_target", "target_url": "https://jira.example.com"},
]
WANTED[3].update(username="zendesk", password="made-up-for-a-picture")
HELD = [
    mail("On call", subject="URGENT"),
    mail("Audit", subject="Look", active=False),
    WANTED[3],
    mail("Made by hand", subject="Hi"),
]
FAILURE = {"id": 1, "target_name": "Audit", "status_code": 500, "consecutive_failure_count": 21}
FAILURE.update(created_at="2026-11-20T02:17:00Z")


def demo() -> None:
    """The output of the demo as pictures: all of it, and the step that shows a plan."""
    command = [sys.executable, "-m", "ansible_collections.community.zendesk.tests.demo"]
    environment = {name: text for name, text in os.environ.items() if "ZENDESK" not in name}
    environment.update(ANSIBLE_FORCE_COLOR="1", COLUMNS=str(WIDTH))
    said = subprocess.run(
        command,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ).stdout
    draw("demo", "make demo", said)
    steps = re.split(r"(?=\n(?:\x1b\[1m)?=== )", said)
    (plan,) = [step for step in steps if "--check --diff" in step]
    draw("demo-plan", "ansible-playbook community.zendesk.provision_config --check --diff", plan)


def draw(name: str, title: str, text: str) -> None:
    """What a terminal shows, as an SVG that loads nothing from elsewhere."""
    (FOLDER / (name + ".svg")).write_text(svg(title, text))


def svg(title: str, text: str) -> str:
    """Text with the colours of a terminal as a picture."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(text.strip()))
    return re.sub(r"@font-face \{.*?\}", "", console.export_svg(title=title), flags=re.DOTALL)


def audit(folder: Path) -> Path:
    """The page of an audit of two accounts, and of one that is down."""
    with contextlib.ExitStack() as stack:
        hosts = {"acme_old": {"zendesk_url": "http://127.0.0.1:9"}}
        for name, targets in {"acme": HELD, "acme_sandbox": WANTED}.items():
            simulator = Simulator({"targets": targets, "target_failures": [FAILURE]}).start()
            stack.callback(simulator.stop)
            first = next(iter(simulator.account.targets))
            simulator.account.add_rule("triggers", "Tell the people on call", first)
            hosts[name] = {"zendesk_url": simulator.url}
        variables = {
            "ansible_connection": "local",
            "ansible_python_interpreter": sys.executable,
            "audit_directory": str(folder),
            "zendesk_client_id": "simulated-client",
            "zendesk_client_secret": "simulated-client-secret",
            "zendesk_retries": 0,
            "zendesk_targets_standard": WANTED,
        }
        inventory = folder / "inventory.json"
        inventory.write_text(json.dumps({"accounts": {"hosts": hosts, "vars": variables}}))
        command = [str(BIN / "ansible-playbook"), "-i", str(inventory), "community.zendesk.audit"]
        # It fails, because of what there is to see.
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return folder / "report.html"


def photograph(page: Path, chromium: str, folder: Path) -> list[str]:
    """Take the pictures of the page; return what is wrong with it, each with the picture's name."""
    from playwright.sync_api import sync_playwright

    problems = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (width, height, scheme, media) in LOOKS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            shown = context.new_page()
            shown.goto(page.as_uri())
            shown.emulate_media(media=media)
            shown.screenshot(path=folder / (name + ".png"))
            for check in (MISPLACED, GLUED, PALE):
                problems += ["%s: %s" % (name, fault) for fault in shown.evaluate(check)]
        browser.close()
    return problems


def main() -> int:
    """Make all of them anew; 1 where there is no browser, or where the page does not look right."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("There is no Chromium: install the package chromium.", file=sys.stderr)
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    demo()
    with tempfile.TemporaryDirectory() as folder:
        problems = photograph(audit(Path(folder)), chromium, FOLDER)
    (FOLDER / "screens.md").write_text(PAGE)
    for file in sorted(FOLDER.iterdir()):
        print("%s, %d kB" % (file.relative_to(ROOT), file.stat().st_size / 1000))
    for problem in problems:
        print(problem, file=sys.stderr)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
