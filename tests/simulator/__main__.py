# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""C(python -m ansible_collections.community.zendesk.tests.simulator)."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import pathlib
import signal
import sys
from typing import Any

from .server import Simulator
from .switches import Switches


def main() -> int:
    """Run one account until interrupted; print its address once it answers."""
    names = ", ".join(field.name for field in dataclasses.fields(Switches))
    parser = argparse.ArgumentParser(description="A Zendesk account on loopback, for tests.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--seed", type=pathlib.Path, help="JSON file with what the account holds")
    parser.add_argument("--journal", type=pathlib.Path, help="file for one JSON line per request")
    parser.add_argument("--url-file", type=pathlib.Path, help="file to write the address to")
    parser.add_argument(
        "--switch", action="append", default=[], metavar="NAME=JSON", help="one of: " + names
    )
    options = parser.parse_args()
    seed: dict[str, Any] = json.loads(options.seed.read_text()) if options.seed else {}
    switches = {
        name: json.loads(value)
        for name, _equals, value in (switch.partition("=") for switch in options.switch)
    }
    with contextlib.ExitStack() as stack:
        journal = stack.enter_context(options.journal.open("a")) if options.journal else None
        simulator = Simulator(seed, options.port, journal, **switches)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        if options.url_file:
            # Renamed into place: whoever waits for the file never reads half of it.
            part = options.url_file.with_suffix(".part")
            part.write_text(simulator.url)
            part.rename(options.url_file)
        print(simulator.url, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            simulator.serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
