# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for all tests."""

from __future__ import annotations

from typing import Iterator

import pytest

from ansible_collections.community.zendesk.tests import sampling
from ansible_collections.community.zendesk.tests.random_examples import regardless_of_modules


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Which tests run."""
    if sampling.SAMPLE:
        items[:], left = sampling.split(items)
        config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session", autouse=True)
def the_same_examples() -> Iterator[None]:
    """Whatever tests run before."""
    with regardless_of_modules():
        yield
