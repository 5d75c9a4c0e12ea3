# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: every request that reached the account, without secrets."""

from __future__ import annotations

import json
from typing import Any, TextIO

from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES

MASK = "********"
_LOGIN = {"client_secret", "access_token"}
_SECRETS = _LOGIN.union(a.name for entry in TYPES for a in entry.attributes if a.type.secret)


class Journal:
    """Requests in the order of their answers, in memory and, where wanted, in a file."""

    def __init__(self, file: TextIO | None = None) -> None:
        self.entries: list[dict[str, Any]] = []
        self._file = file

    def add(self, entry: dict[str, Any]) -> None:
        """Write down a request; secrets in its body are masked."""
        entry = dict(entry, body=_masked(entry["body"]))
        self.entries.append(entry)
        if self._file:
            self._file.write(json.dumps(entry) + "\n")
            self._file.flush()

    def calls(self) -> list[str]:
        """The requests in short, as in C(GET /api/v2/targets)."""
        return ["%s %s" % (entry["method"], entry["path"]) for entry in self.entries]

    def clear(self) -> None:
        self.entries.clear()


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: MASK if name in _SECRETS and content not in (None, "") else _masked(content)
            for name, content in value.items()
        }
    if isinstance(value, list):
        return [_masked(entry) for entry in value]
    return value
