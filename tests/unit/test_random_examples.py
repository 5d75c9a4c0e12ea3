# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random examples don't depend on what other tests have loaded."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.zendesk.tests.random_examples import (
    RANDOM,
    regardless_of_modules,
)

PLANTED = "of a module"


@pytest.mark.parametrize("context", ["nullcontext", "regardless_of_modules"])
def test_constants_of_modules(context: str, tmp_path: Path) -> None:
    """The first row shows that the module would be found."""
    (tmp_path / "planted.py").write_text("CONSTANT = %r\n" % PLANTED)
    (tmp_path / "pyproject.toml").touch()
    ended = subprocess.run(
        [sys.executable, __file__, str(tmp_path), context],
        check=True,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert (PLANTED in ended.stdout) == (context == "nullcontext")


def show_examples(folder: str, context: str) -> None:
    """Print what is drawn while a module of another folder is loaded."""
    sys.path.append(folder)
    __import__("planted")
    drawn = set()

    @settings(RANDOM, max_examples=300)
    @given(st.text())
    def look(text: str) -> None:
        drawn.add(text)

    with {"nullcontext": contextlib.nullcontext}.get(context, regardless_of_modules)():
        look()
    print(ascii(drawn))


if __name__ == "__main__":
    show_examples(*sys.argv[1:])
