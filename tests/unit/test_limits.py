# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the next request may be sent, by what the answers have said. The times are made up."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._http._limits import Limits

TARGETS, WEBHOOKS = "/api/v2/targets", "/api/v2/webhooks"


def account(remaining: Any, limit: Any = 700, reset: Any = 20) -> dict[str, str]:
    """The headers of most answers, as recorded."""
    return {
        "x-rate-limit": str(limit),
        "x-rate-limit-remaining": str(remaining),
        "rate-limit": str(limit),
        "rate-limit-remaining": str(remaining),
        "rate-limit-reset": str(reset),
    }


def documented(remaining: int, limit: int = 700, reset: int = 20) -> dict[str, str]:
    return {
        "ratelimit-limit": str(limit),
        "ratelimit-remaining": str(remaining),
        "ratelimit-reset": str(reset),
    }


def webhooks(remaining: int, limit: int = 100) -> dict[str, str]:
    """Those of the paths of webhooks, as recorded: no reset."""
    return {"x-rate-limit": str(limit), "x-rate-limit-remaining": str(remaining)}


# share, headers of an answer, seconds that the next request waits
OF_THE_ACCOUNT: dict[str, tuple[int, dict[str, str], float]] = {
    "far from the limit": (80, account(699), 0),
    "one more than the rest": (80, account(141), 0),
    "the rest": (80, account(140), 20),
    "less than the rest": (80, account(3), 20),
    "documented names": (80, documented(140), 20),
    "half": (50, account(350), 20),
    "half, one more": (50, account(351), 0),
    "next to nothing": (1, account(693), 20),
    "next to nothing, one more": (1, account(694), 0),
    "all of it": (100, account(1), 0),
    "all of it, and nothing left": (100, account(0), 20),
    "a small limit": (80, account(3, limit=10), 0),
    "a small limit, the rest": (80, account(2, limit=10), 20),
    "no header": (80, {}, 0),
    "nothing left of who knows how much": (
        80,
        {"rate-limit-remaining": "0", "rate-limit-reset": "20"},
        20,
    ),
    "something left of who knows how much": (
        80,
        {"rate-limit-remaining": "1", "rate-limit-reset": "20"},
        0,
    ),
    "a reset that nobody waits for": (80, account(0, reset=86400), 120),
    "no numbers": (80, account("few", limit="many"), 0),
    "a limit that is no number": (80, account(5, limit="many"), 0),
    "less than nothing": (80, account(-5), 0),
    "digits of another script": (80, account("\u0665"), 0),
    "more digits than a number has": (80, account("9" * 5000), 0),
}


@pytest.mark.parametrize(
    ("share", "headers", "wait"), OF_THE_ACCOUNT.values(), ids=list(OF_THE_ACCOUNT)
)
def test_limit_of_the_account(share: int, headers: dict[str, str], wait: float) -> None:
    limits = Limits(share)
    limits.note(TARGETS, headers, now=1000)
    for path in (TARGETS, WEBHOOKS, "/oauth/tokens"):
        assert limits.wait(path, now=1000) == wait
        assert limits.wait(path, now=1005) == max(wait - 5, 0) or not wait


# (time, headers) of answers, the time of the next request, and how long it waits
OF_A_FAMILY: dict[str, tuple[list[tuple[float, dict[str, str]]], float, float]] = {
    "far from the limit": ([(0, webhooks(99)), (1, webhooks(21))], 2, 0),
    "the minute begins with the first answer": ([(0, webhooks(99)), (9, webhooks(20))], 10, 50),
    "or when more is left than before": (
        [(0, webhooks(30)), (5, webhooks(99)), (9, webhooks(20))],
        10,
        55,
    ),
    "or when one is over": (
        [(0, webhooks(60)), (60, webhooks(50)), (70, webhooks(20))],
        71,
        49,
    ),
    "others had used it up before": ([(0, webhooks(2))], 1, 59),
    "a minute later": ([(0, webhooks(2))], 60, 0),
    "still used up a minute later": ([(0, webhooks(2)), (60, webhooks(1))], 61, 59),
    "answers out of order": ([(0, webhooks(22)), (1, webhooks(20)), (2, webhooks(21))], 3, 57),
    "a second limit for a part of the paths": (
        [(0, webhooks(99)), (9, webhooks(18, limit=20)), (10, webhooks(20))],
        11,
        49,
    ),
    "the smaller one is used up": ([(0, webhooks(99)), (9, webhooks(4, limit=20))], 10, 59),
}


@pytest.mark.parametrize(("answers", "now", "wait"), OF_A_FAMILY.values(), ids=list(OF_A_FAMILY))
def test_limit_of_a_family_of_paths(
    answers: list[tuple[float, dict[str, str]]], now: float, wait: float
) -> None:
    limits = Limits(80)
    for time, headers in answers:
        limits.note(WEBHOOKS, headers, 1000 + time)
    assert max(limits.wait(WEBHOOKS, 1000 + now), 0) == wait
    for other in (TARGETS, "/oauth/tokens", "/api/v2/webhooks_of_others"):
        assert limits.wait(other, 1000 + now) == 0


@pytest.mark.parametrize(
    "path", [WEBHOOKS, WEBHOOKS + ".json", WEBHOOKS + "?page[size]=100", WEBHOOKS + "/01H/test"]
)
def test_a_family_has_the_first_part_of_its_paths(path: str) -> None:
    limits = Limits(80)
    limits.note(path, webhooks(1), 1000)
    assert limits.wait(WEBHOOKS, 1000) == limits.wait(path, 1000) == 60


def test_the_longest_wait_counts() -> None:
    limits = Limits(80)
    limits.note(WEBHOOKS, webhooks(1), 1000)
    limits.note(TARGETS, account(1, reset=30), 1000)
    limits.note(TARGETS, account(1, reset=10), 1001)
    limits.pause(2, 1000)
    assert limits.wait(WEBHOOKS, 1000) == 60
    assert limits.wait(TARGETS, 1000) == 30
    limits.pause(90, 1000)
    assert limits.wait(WEBHOOKS, 1000) == limits.wait(TARGETS, 1000) == 90
