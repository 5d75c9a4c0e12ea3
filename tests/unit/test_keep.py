# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an entry of C(keep) fits, what a mask looks like, and which titles look alike."""

from __future__ import annotations

import fnmatch
import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.zendesk.plugins.module_utils._core._find import unique
from ansible_collections.community.zendesk.plugins.module_utils._core._keep import (
    fits_any,
    matches,
    nearest_names,
    unmatched,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._names import fold
from ansible_collections.community.zendesk.plugins.module_utils._core._secrecy import is_masked
from ansible_collections.community.zendesk.tests.random_examples import REPEATABLE
from ansible_collections.community.zendesk.tests.samples import existing

HOOK = {"id": 17, "title": "Hook", "type": "url_target_v2"}
MAIL = {"id": 4711, "title": "http_target", "type": "email_target"}
BLANK: dict[str, Any] = {"id": 5, "title": None, "type": None}

FITS: list[tuple[str, list[dict[str, Any]]]] = [
    ("17", [HOOK]),
    ("1", []),
    ("Hook", [HOOK]),
    ("hook", []),
    ("H*", [HOOK]),
    ("h*", [MAIL]),
    ("?ook", [HOOK]),
    ("????", [HOOK]),
    ("*", [HOOK, MAIL, BLANK]),
    ("[H]ook", []),
    ("url_target_v2", [HOOK]),
    # A title and another name of a type: it spares both.
    ("http_target", [HOOK, MAIL]),
    ("url_*", []),
    ("http_*", [MAIL]),
    ("47*", []),
    ("None", []),
    ("", []),
]


@pytest.mark.parametrize(("entry", "fits"), FITS)
def test_what_an_entry_fits(entry: str, fits: list[dict[str, Any]]) -> None:
    targets = existing(HOOK, MAIL, BLANK)
    keep = frozenset([entry])
    assert [target.values for target in targets if fits_any(keep, target)] == fits
    pattern = "*" in entry or "?" in entry
    assert unmatched(keep, targets) == ([] if fits or pattern else [entry])


TEXTS = st.text(alphabet="ab[]", max_size=8)


@settings(REPEATABLE, max_examples=300)
@given(pattern=st.text(alphabet="ab*?[]", max_size=8), text=TEXTS)
def test_patterns(pattern: str, text: str) -> None:
    plain = pattern.replace("[", "[[]")
    assert matches(pattern, text) == bool(re.match(fnmatch.translate(plain), text))


def test_a_pattern_takes_no_time() -> None:
    start = time.process_time()
    assert not matches("a*" * 50 + "b", "a" * 20_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("entry", "near"), [("pager", "Pager"), ("Pagers", "Pager"), ("PAGER 2", "Pager"), ("xyz", "")]
)
def test_nearest_title(entry: str, near: str) -> None:
    titles = ["Pager", "On call", None, "\ud83d"]
    found = nearest_names([entry], existing(*({"title": title} for title in titles)))
    assert found == ({entry: near} if near else {})


def test_few_hints_are_looked_for() -> None:
    """Each takes a while in a large account."""
    entries = ["Pager of team %d" % number for number in range(300)]
    assert len(nearest_names(entries, existing({"title": "Pager of teams"}))) == 10


MASKED = ["****", "********", "***", "****0123", "\u2022\u2022\u2022\u20220123", "xxxx0123"]
MASKED += ["XXXXXXXX1", "....abcdef", "----", "####12", "xxxx-xxxx-1234", "**** **** 0123"]
MASKED += ["sk_l**********", "ab12****cdef", "\u25cf" * 8]
REAL: list[Any] = [
    "",
    "**",
    "x",
    "xxx1",
    "0123456789abcdef0123",
    "xxxx0123456",
    "-----BEGIN KEY",
    "a.b.c.d",
]
REAL += ["****0123456", "toolong1****", "x-x-x-x-", "1234", None, 1234, True]


@pytest.mark.parametrize("value", MASKED)
def test_masks(value: str) -> None:
    assert is_masked(value)


@pytest.mark.parametrize("value", REAL, ids=repr)
def test_what_is_no_mask(value: Any) -> None:
    assert not is_masked(value)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("On call", "ON\tCALL", True),
        ("\ud83d A", "\ud83da", True),
        ("\u1e9e", "ss", True),
        ("A", "B", False),
        ("\ud83d", "\ud83e", False),
        (None, "", True),
    ],
    ids=repr,
)
def test_titles_that_look_alike(one: Any, other: Any, alike: bool) -> None:
    assert (fold(one) == fold(other)) == alike


def test_a_record_counts_once() -> None:
    first, second = dict(HOOK, title="Old"), dict(HOOK, title="New")
    once = unique(existing(first, MAIL, second))
    assert [record.values for record in once] == [second, MAIL]
