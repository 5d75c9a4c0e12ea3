# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault in every operation: as expected, and as docs/faults.md says."""

from __future__ import annotations

from typing import Iterator

import pytest

from ansible_collections.community.zendesk.tests.faults.expected import CELLS, expected
from ansible_collections.community.zendesk.tests.faults.lab import Lab
from ansible_collections.community.zendesk.tests.faults.page import PAGE, as_cell, cell, page, parse

COMMITTED = PAGE.read_text()


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


@pytest.mark.usefixtures("clean_environment")
@pytest.mark.parametrize(("fault", "column"), CELLS)
def test_fault(fault: str, column: str, lab: Lab) -> None:
    found = cell(lab, fault, column)
    assert found == as_cell(expected(fault, column))
    assert found == parse(COMMITTED)[fault, column], "the page is old: make faults"


def test_page_has_all_and_nothing_else() -> None:
    """Its cells are those of the test above, and the rest follows from them."""
    assert page(parse(COMMITTED)) == COMMITTED
