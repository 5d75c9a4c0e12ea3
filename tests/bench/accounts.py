# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several simulated accounts in one process: C(python -m ...bench.accounts FILE).

``FILE``: JSON with C(count), how many accounts, and C(records), what each of them holds. Prints their
addresses as a JSON list, then a list of how many requests each has had for every line of its
standard input, and ends when that does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ansible_collections.community.zendesk.tests.simulator.logins import USERS
from ansible_collections.community.zendesk.tests.simulator.server import Simulator


def main(file: str) -> None:
    """Serve the accounts."""
    work = json.loads(Path(file).read_text())
    seed = {**work["records"], "users": [*USERS, *work["records"]["users"]]}
    simulators = [Simulator(seed).start() for _number in range(work["count"])]
    print(json.dumps([simulator.url for simulator in simulators]), flush=True)
    for _line in sys.stdin:
        print(json.dumps([len(simulator.journal.entries) for simulator in simulators]), flush=True)
        for simulator in simulators:
            simulator.journal.clear()


if __name__ == "__main__":
    main(sys.argv[1])
