# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample of the tests, for C(make test), which sets C(TESTS=sample). C(make test-all) and
C(make matrix) run all.

What is left out with pytest:

- rows of a test with parameters that show no value of a parameter that an earlier row has not shown
- all rows but the first of a test that is marked as costly, since it starts playbooks
- tests that are marked as long: stories of several playbooks, which take more than five seconds of
  processor time. The modules and roles in them have shorter tests in the sample.
- two of three random examples; see tests/random_examples.py

With ansible-test: all but the first life of a target and of a webhook, all versions of Python but
the one that runs it, and what C(make lint) checks as well. With molecule: some scenarios. The tools
say what, and pytest runs the same modules and roles in both cases.
"""

from __future__ import annotations

import os
from typing import Any, Iterable, Iterator

SAMPLE = os.environ.get("TESTS") == "sample"


def split(items: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """The items of pytest that are in the sample, and those that are not."""
    seen: set[tuple[str, ...]] = set()
    kept: list[Any] = []
    left: list[Any] = []
    for item in items:
        shown = set(_shown(item))
        is_left = item.get_closest_marker("long") or (shown and shown <= seen)
        (left if is_left else kept).append(item)
        seen |= shown
    return kept, left


def _shown(item: Any) -> Iterator[tuple[str, ...]]:
    """What a row shows: the value of each parameter, or of a costly test that it is one."""
    spec = getattr(item, "callspec", None)
    test = item.nodeid.split("[")[0]
    if spec and item.get_closest_marker("costly"):
        yield (test,)
    elif spec:
        for name, value in spec.params.items():
            yield test, name, _text(value, spec.indices[name])


def _text(value: Any, place: int) -> str:
    try:
        return repr(value)
    except ValueError:  # a number with more digits than Python writes
        return "value %d" % place
