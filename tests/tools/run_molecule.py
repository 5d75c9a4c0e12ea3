# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run all molecule scenarios, and make sure that each has done what it is there for.

Molecule calls a scenario successful when its playbooks matched no host, too.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import yaml

from ansible_collections.community.zendesk.tests.sampling import SAMPLE
from ansible_collections.community.zendesk.tests.tools.checkout import ROOT
from ansible_collections.community.zendesk.tests.tools.judging import judged

SCENARIOS = ROOT / "extensions" / "molecule"
# One for each role that writes.
IN_SAMPLE = ("default", "config")


def main() -> int:
    """Run C(molecule test --all) in the checkout; not 0 where it failed or did too little."""
    environment = dict(os.environ, NO_COLOR="1", XDG_CACHE_HOME=str(ROOT / ".build" / "cache"))
    command = ["molecule", "test", "--all"]
    if SAMPLE:
        left = sorted({file.parent.name for file in scenarios()} - set(IN_SAMPLE))
        print("A sample: without the scenarios %s." % ", ".join(left), flush=True)
        for name in left:
            command += ["--exclude", name]
        environment["MOLECULE_HOSTS"] = ",".join(IN_SAMPLE)
    return judged("molecule", command, missing, ROOT, environment)


def scenarios() -> list[Path]:
    """The files of all scenarios."""
    return sorted(SCENARIOS.glob("*/molecule.yml"))


def missing(said: str) -> list[str]:
    """What a run did not do."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", said)
    found = []
    files = [file for file in scenarios() if not SAMPLE or file.parent.name in IN_SAMPLE]
    for file in files:
        for action in yaml.safe_load(file.read_text())["scenario"]["test_sequence"]:
            if not re.search("%s [➜>] %s: Executed: Successful" % (file.parent.name, action), text):
                found.append("%s of scenario %s did not succeed." % (action, file.parent.name))
    if "no hosts matched" in text or "Could not match supplied host pattern" in text:
        found.append("a playbook found no host to run for.")
    if not files:
        found.append("there is no scenario.")
    return found


if __name__ == "__main__":
    sys.exit(main())
