# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random examples that are the same in every run, whatever else runs in the process."""

from __future__ import annotations

import contextlib
from typing import Iterator
from unittest import mock

from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers

from ansible_collections.community.zendesk.tests.sampling import SAMPLE

REPEATABLE = settings(deadline=None, derandomize=True, database=None)
# For tests whose examples take dozens of requests: the smallest one that fails is not worth minutes.
RANDOM = settings(
    REPEATABLE,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def sampled(count: int) -> int:
    """How many of so many examples are tried: in the sample a third."""
    return -(-count // 3) if SAMPLE else count


def examples(count: int) -> settings:
    """So many random examples; in the sample a third of them."""
    return settings(RANDOM, max_examples=sampled(count))


@contextlib.contextmanager
def regardless_of_modules() -> Iterator[None]:
    """Hypothesis also tries constants of the modules that are loaded: other ones in each order of tests."""
    none = type(providers._local_constants)()
    with mock.patch.object(providers, "_get_local_constants", return_value=none):
        yield
