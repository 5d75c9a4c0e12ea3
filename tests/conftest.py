# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tests run; see tests/sampling.py."""

from __future__ import annotations

import pytest

from ansible_collections.community.zendesk.tests import sampling


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if sampling.SAMPLE:
        items[:], left = sampling.split(items)
        config.hook.pytest_deselected(items=left)
