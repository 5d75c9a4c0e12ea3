# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random accounts and configurations don't depend on the order of sets, which differs in each process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings

from ansible_collections.community.zendesk.tests.configurations.cases import Case, cases
from ansible_collections.community.zendesk.tests.random_examples import (
    RANDOM,
    regardless_of_modules,
)


def show_cases() -> None:
    @settings(RANDOM, max_examples=20)
    @given(case=cases())
    def look(case: Case) -> None:
        print(case)

    with regardless_of_modules():
        look()


def show_set() -> None:
    print(*{"a word", "another word", "a third word", "a fourth word"})


SHOWN = {"cases": show_cases, "a set": show_set}


@pytest.mark.parametrize("row", SHOWN)
def test_order_of_sets(row: str) -> None:
    """The second row shows that another order would be found."""
    shown = {
        subprocess.check_output(
            [sys.executable, __file__, row], env={**os.environ, "PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    }
    assert (len(shown) == 1) == (row == "cases")


if __name__ == "__main__":
    SHOWN[sys.argv[1]]()
