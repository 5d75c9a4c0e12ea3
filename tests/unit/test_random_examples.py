# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random examples don't depend on what other tests have loaded."""

from __future__ import annotations

import contextlib
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.zendesk.tests.random_examples import (
    RANDOM,
    regardless_of_modules,
)

PLANTED = "of a module"
AS_HYPOTHESIS, AS_HERE = "as Hypothesis does", "as all tests do"
CONTEXTS: dict[str, Callable[[], contextlib.AbstractContextManager[None]]] = {
    AS_HYPOTHESIS: contextlib.nullcontext,
    AS_HERE: regardless_of_modules,
}


@pytest.mark.parametrize("row", CONTEXTS)
def test_constants_of_modules(row: str, tmp_path: Path) -> None:
    """The first row shows that the module would be found."""
    (tmp_path / "planted.py").write_text("CONSTANT = %r\n" % PLANTED)
    ended = subprocess.run(
        [sys.executable, __file__, str(tmp_path), row],
        check=True,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert (PLANTED in ended.stdout) == (row == AS_HYPOTHESIS)


def show_examples(folder: str, row: str) -> None:
    """Print what is drawn while a module of another folder is loaded."""
    sys.path.append(folder)
    importlib.import_module("planted")
    drawn = set()

    @settings(RANDOM, max_examples=300)
    @given(st.text())
    def look(text: str) -> None:
        drawn.add(text)

    with CONTEXTS[row]():
        look()
    print(ascii(drawn))


if __name__ == "__main__":
    show_examples(*sys.argv[1:])
