# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Runs steps in parallel, until it makes no sense to continue."""

from __future__ import annotations

import threading
from typing import Callable, Sequence, TypeVar

from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_Step = TypeVar("_Step")

EARLIER = "Skipped because of an earlier error."
# Other requests of the run would be rejected as well.
_REFUSED = (401, 403)
# This many consecutive failures without a useful response are not due to a single item.
_DOUBTS = 2


class Progress:
    """Decides whether to continue, according to the steps so far.

    Threads share it. ``skipped``: why no further step is attempted; "" to continue.
    """

    def __init__(self, max_concurrency: int, continue_on_error: bool) -> None:
        self.skipped = ""
        self._max_concurrency = max_concurrency
        self._continue_on_error = continue_on_error
        self._lock = threading.Lock()
        self._doubts = 0

    def each(self, steps: Sequence[_Step], attempt: Callable[[_Step], None]) -> None:
        """Attempts each step, as long as it makes sense."""

        def attempt_or_skip(step: _Step) -> None:
            if not self.skipped:
                attempt(step)

        workers = min(self._max_concurrency, len(steps))
        if workers <= 1:
            for step in steps:
                attempt_or_skip(step)
            return
        # Imported late, because most runs do not need it.
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(workers) as pool:
            # The list raises the errors of threads.
            list(pool.map(attempt_or_skip, steps))

    def learn(self, error: _errors.ZendeskError | None) -> None:
        """Decides whether to continue after this step."""
        with self._lock:
            doubt = (
                isinstance(error, _errors.ApiError) and error.outcome is not _errors.Outcome.REFUSED
            )
            self._doubts = self._doubts + 1 if doubt else 0
            if error is None:
                return
            if _ends_all(error) or self._doubts >= _DOUBTS:
                reason = "Skipped because the account did not answer: %s" % error
            elif isinstance(error, _errors.ApiError) and error.status in _REFUSED:
                reason = "Skipped because the account rejects such requests: %s" % error
            elif not self._continue_on_error:
                reason = EARLIER
            else:
                return
            self.skipped = self.skipped or reason


def _ends_all(error: _errors.ZendeskError) -> bool:
    if isinstance(error, _errors.Unconfirmed):
        # An unconfirmed create says nothing about other records.
        return error.exhausted
    return isinstance(error, _errors.ApiError) and _errors.is_outage(error)
