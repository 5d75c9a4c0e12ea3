# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""C(python -m ansible_collections.community.zendesk.tests.simulator)."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import signal
import socket
import sys
from pathlib import Path
from typing import Iterator, NoReturn

from .errors import Refused
from .ids import FIRST_ID
from .server import Simulator
from .settings import WrongSetting, read_seed, read_switches
from .stock import with_stock
from .switches import Switches

NAME = "simulator"


class _Parser(argparse.ArgumentParser):
    """Refuses in one line, as all that is wrong is refused here; C(--help) has the rest."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, "%s: %s\n" % (self.prog, message))


def main() -> int:
    """Run one account until interrupted; print its address once it answers.

    Returns 2, after one line that says why, where what was asked for can't be.
    """
    options = _options()
    try:
        return _run(options)
    except WrongSetting as problem:
        print("%s: %s" % (NAME, problem), file=sys.stderr)
        return 2


def _options() -> argparse.Namespace:
    names = ", ".join(field.name for field in dataclasses.fields(Switches))
    parser = _Parser(prog=NAME, description="A Zendesk account on loopback, for tests.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--seed", type=Path, help="JSON file with what the account holds")
    parser.add_argument(
        "--stock", action="store_true", help="add the rules that Zendesk gives to a new account"
    )
    parser.add_argument(
        "--first-id", type=int, default=FIRST_ID, help="from which records are given IDs"
    )
    parser.add_argument("--journal", type=_file, help="file for one JSON line per request")
    parser.add_argument("--url-file", type=_file, help="file to write the address to")
    parser.add_argument(
        "--switch", action="append", default=[], metavar="NAME=JSON", help="one of: " + names
    )
    return parser.parse_args()


def _file(text: str) -> Path:
    path = Path(text)
    if not path.name:
        raise argparse.ArgumentTypeError("%r is not the name of a file" % text)
    return path


def _run(options: argparse.Namespace) -> int:
    seed = read_seed(options.seed) if options.seed else {}
    if options.stock:
        seed = with_stock(seed)
    switches = read_switches(options.switch)
    _check_port(options.port)
    if options.first_id < 1:
        raise WrongSetting("the first id must be a whole number from 1 on.")
    with contextlib.ExitStack() as stack:
        with _writing("journal", options.journal):
            journal = stack.enter_context(options.journal.open("a")) if options.journal else None
        with _seeding(options.seed):
            simulator = Simulator(
                seed, options.port, journal, first_id=options.first_id, **switches
            )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        if options.url_file:
            # Renamed into place: whoever waits for the file never reads half of it.
            with _writing("file for the address", options.url_file):
                part = options.url_file.with_suffix(".part")
                part.write_text(simulator.url)
                part.rename(options.url_file)
        print(simulator.url, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            simulator.serve()
    return 0


def _check_port(port: int) -> None:
    """The server ends the process with lines of its own where it can't have a port."""
    try:
        with socket.socket() as probe:
            # A port that a server has left a moment ago is free for the next.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except OverflowError as problem:
        raise WrongSetting("the port must be a number from 0 to 65535.") from problem
    except OSError as problem:
        raise WrongSetting(
            "the port %d can't be had: %s. Give another one, or 0 for any free port."
            % (port, problem.strerror)
        ) from problem


@contextlib.contextmanager
def _seeding(path: Path | None) -> Iterator[None]:
    """A switch may refuse what a seed has."""
    try:
        yield
    except Refused as problem:
        details = problem.body.get("details", problem.body)
        raise WrongSetting("the seed %s is refused: %s." % (path, details)) from problem


@contextlib.contextmanager
def _writing(what: str, path: Path | None) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise WrongSetting(
            "the %s %s can't be written: %s." % (what, path, problem.strerror)
        ) from problem


if __name__ == "__main__":
    sys.exit(main())
